//! What a person must know about the draft.

use yew::prelude::*;

use crate::app::draft::Fault;
use crate::app::draft::Lost;
use crate::app::keeper::Kept;
use crate::app::keeper::Opened;
use crate::ui::components::banner::Banner;
use crate::ui::hooks::use_words;
use kpi_report::contract::v1::Severity;
use kpi_report::i18n::Lang;
use kpi_report::i18n::set_aside;

/// Props of [`StorageFaults`].
#[derive(Properties, PartialEq)]
pub struct StorageFaultsProps {
    /// A draft that could not be read, and whether it was put aside.
    pub unreadable: Option<Unreadable>,
    /// What became of the last change.
    pub kept: Kept,
}

/// A stored draft that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Why.
    pub fault: Fault,
    /// It was put aside; otherwise it still occupies the place.
    pub aside: bool,
    /// The sheets that are missing in what was restored; none where nothing was.
    pub lost: Vec<Lost>,
}

impl Unreadable {
    /// What was unreadable when the page opened.
    pub fn of(opened: &Opened) -> Option<Self> {
        match opened {
            Opened::SetAside(fault) => Some(Self {
                fault: *fault,
                aside: true,
                lost: Vec::new(),
            }),
            Opened::Blocked(fault) => Some(Self {
                fault: *fault,
                aside: false,
                lost: Vec::new(),
            }),
            Opened::Partly(_, lost) => Some(Self {
                fault: Fault::Damaged,
                aside: true,
                lost: lost.clone(),
            }),
            _ => None,
        }
    }
}

/// The banners about the draft: that it is kept in memory only and why, and that an old one could not be read.
///
/// Contract: as [`Banner`].
#[component]
pub fn StorageFaults(props: &StorageFaultsProps) -> Html {
    let words = use_words();
    let risk = match props.kept {
        Kept::Nothing | Kept::Saving | Kept::Saved | Kept::NotWanted | Kept::Elsewhere => None,
        Kept::Unavailable => Some(words.storage_unavailable),
        Kept::Full => Some(words.storage_full),
        Kept::TooLarge => Some(words.storage_too_large),
        Kept::Blocked => Some(words.storage_blocked),
    };
    let aside = set_aside::words(use_context::<Lang>().unwrap_or_default());
    let heading = |fault: Fault, lost: &[Lost]| match fault {
        Fault::Damaged => (aside.damaged)(lost.len()),
        fault => (words.draft_unreadable)(fault == Fault::Newer).to_owned(),
    };
    html! {
        <>
            if let Some((heading, body)) = risk {
                <Banner severity={Severity::Warning} {heading}><p>{ body }</p></Banner>
            }
            if let Some(Unreadable { fault, aside: true, lost }) = &props.unreadable {
                <Banner severity={Severity::Warning} heading={heading(*fault, lost)}>
                    if !lost.is_empty() {
                        <ul class="ke-list">
                            { for lost.iter().map(|lost| html! {
                                <li key={lost.sheet}>{ (aside.lost)(lost.sheet, lost.name.as_deref(), lost.fault == Fault::Unreadable) }</li>
                            }) }
                        </ul>
                    }
                    <p>{ words.draft_set_aside }</p>
                </Banner>
            }
        </>
    }
}
