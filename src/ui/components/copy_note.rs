//! What a copy with a draft inside says of itself.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::copy::Inside;
use crate::app::desk::Desk;
use crate::app::desk::DeskChange;
use crate::app::draft::Fault;
use crate::app::session::Action;
use crate::ui::components::banner::Banner;
use crate::ui::hooks::use_act;
use kpi_report::contract::v1::Severity;
use kpi_report::i18n::Lang;
use kpi_report::i18n::copying;

/// Props of [`CopyNote`].
#[derive(Properties, PartialEq)]
pub struct CopyNoteProps {
    /// The copy that the page is.
    pub inside: Rc<Inside>,
    /// What is shown now.
    pub desk: Rc<Desk>,
    /// It was gone on with on this PC before.
    pub continued: bool,
}

/// Says that this is a copy, what it was made with, and what becomes of changes.
///
/// Contract: as [`Banner`]; where what was received is not what is shown, a button that goes back to it, which can be
/// undone.
#[component]
pub fn CopyNote(props: &CopyNoteProps) -> Html {
    let words = copying::words(use_context::<Lang>().unwrap_or_default());
    let act = use_act();
    match &*props.inside {
        Inside::Unreadable(fault) => html! {
            <Banner severity={Severity::Error} heading={(words.unreadable)(*fault == Fault::Newer)}>
                <p>{ words.unreadable_about }</p>
            </Banner>
        },
        Inside::Draft { about, .. } if about.readonly => html! {
            <Banner severity={Severity::Info} heading={words.readonly_copy}>
                <p>{ words.readonly_about }</p>
                <p>{ (words.made)(&about.version, &about.build, about.date.as_deref()) }</p>
            </Banner>
        },
        Inside::Draft { about, given } => {
            let differs = *props.desk != **given.desk();
            let onclick = {
                let desk = given.desk().as_ref().clone();
                Callback::from(move |_| {
                    act.emit(Action::from(DeskChange::Exchange(Box::new(desk.clone()))));
                })
            };
            html! {
                <Banner severity={Severity::Info} heading={words.editable_copy}>
                    <p>{ words.editable_about }</p>
                    <p>{ (words.made)(&about.version, &about.build, about.date.as_deref()) }</p>
                    if props.continued && differs {
                        <p>{ words.continued }</p>
                        <button type="button" class="ke-button ke-button--outline ke-button--small" {onclick}>
                            { words.as_given }
                        </button>
                    }
                </Banner>
            }
        }
    }
}
