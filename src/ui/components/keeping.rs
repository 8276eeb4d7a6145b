//! What stays on the PC: the choice, and the way to erase it.

use yew::prelude::*;

use crate::app::surroundings::Ports;
use crate::app::vault::Keeping;
use crate::app::vault::Kind;
use crate::ui::components::banner::Banner;
use crate::ui::components::erase_dialog::EraseDialog;
use crate::ui::home::use_home;
use crate::ui::hooks::use_ports;
use kpi_report::contract::v1::Severity;
use kpi_report::i18n::Lang;
use kpi_report::i18n::keeping;

/// The id of the disclosure's summary, where the note leads.
const CHOICES: &str = "ke-keeping";

/// The id of a choice, for words and for the page.
fn id(keeping: Keeping) -> &'static str {
    match keeping {
        Keeping::Everything => "everything",
        Keeping::NothingForNow => "nothing-for-now",
        Keeping::Nothing => "nothing",
    }
}

/// Props of [`KeepingChoice`].
#[derive(Properties, PartialEq)]
pub struct KeepingChoiceProps {
    /// What is kept now.
    pub keeping: Keeping,
    /// Keeps something else.
    pub on_choose: Callback<Keeping>,
    /// Everything was erased.
    pub on_erased: Callback<()>,
}

/// What stays on this PC, who can see it, the choice, and the button that erases.
///
/// Contract: a disclosure, open at first where other files may read what is kept, with a group of radio buttons, each described by what it means, and a button that opens a dialog.
/// What a choice did is said in a status beside the choices, and at once.
#[component]
pub fn KeepingChoice(props: &KeepingChoiceProps) -> Html {
    let words = keeping::words(use_context::<Lang>().unwrap_or_default());
    let Ports { delivery, drafts, .. } = use_ports();
    let is_on_disk = delivery.is_on_disk();
    let said = use_state(|| None::<Keeping>);
    // What stays where nothing is kept any more; after erasing, nothing does.
    let is_lasting = props.keeping != Keeping::Everything
        && drafts
            .kinds()
            .is_ok_and(|kinds| kinds.contains(&Kind::RuleSets) || kinds.contains(&Kind::Forms));
    let option = |choice: Keeping| {
        let (name, meaning) = (words.choice)(id(choice));
        let field = format!("{CHOICES}-{}", id(choice));
        let onchange = {
            let (on_choose, said) = (props.on_choose.clone(), said.clone());
            Callback::from(move |_: Event| {
                on_choose.emit(choice);
                said.set(Some(choice));
            })
        };
        html! {
            <div class="ke-choice" key={id(choice)}>
                <input type="radio" class="ke-choice__mark" name={CHOICES} id={field.clone()} value={id(choice)}
                    aria-describedby={format!("{field}-meaning")} checked={props.keeping == choice} {onchange} />
                <div>
                    <label class="ke-choice__name" for={field.clone()}>{ name }</label>
                    <p class="ke-support" id={format!("{field}-meaning")}>{ meaning }</p>
                </div>
            </div>
        }
    };
    html! {
        <details class="ke-disclosure" open={is_on_disk}>
            <summary id={CHOICES}>{ words.heading }</summary>
            <div class="ke-disclosure__body ke-keeping">
                <p>{ words.hint }</p>
                if is_on_disk {
                    <p>{ words.hint_disk }</p>
                }
                <fieldset class="ke-choices">
                    <legend class="ke-field__label">{ words.choices }</legend>
                    { for Keeping::ALL.map(option) }
                </fieldset>
                <div role="status">
                    if let Some(chosen) = said.filter(|chosen| *chosen == props.keeping) {
                        <p>{ (words.chosen)(id(chosen)) }</p>
                    }
                </div>
                if is_lasting {
                    <p class="ke-support">{ words.lasting }</p>
                }
                <EraseDialog on_erased={props.on_erased.clone()} />
            </div>
        </details>
    }
}

/// That an earlier choice is not understood, and where to choose anew: nothing was removed because of it.
///
/// Contract: as [`Banner`]; the button moves the focus to the choices.
#[component]
pub fn UnknownChoice(props: &DiskNoteProps) -> Html {
    let words = keeping::words(use_context::<Lang>().unwrap_or_default());
    let (ports, home) = (use_ports(), use_home());
    if props.keeping != Keeping::Everything || home.guest || !ports.drafts.is_choice_unknown() {
        return Html::default();
    }
    let onclick = Callback::from(move |_| {
        ports.page.reveal(CHOICES);
    });
    html! {
        <Banner severity={Severity::Warning} heading={words.unknown_heading}>
            <p>{ words.unknown_note }</p>
            <button type="button" class="ke-button ke-button--outline ke-button--small" {onclick}>
                { words.to_choices }
            </button>
        </Banner>
    }
}

/// Props of [`DiskNote`] and [`UnknownChoice`].
#[derive(Properties, PartialEq)]
pub struct DiskNoteProps {
    /// What is kept now.
    pub keeping: Keeping,
}

/// On a page that was opened from a disk and keeps drafts: that other files may read them, and where to choose.
///
/// Contract: as [`Banner`]; the button moves the focus to the choices.
#[component]
pub fn DiskNote(props: &DiskNoteProps) -> Html {
    let words = keeping::words(use_context::<Lang>().unwrap_or_default());
    let (ports, home) = (use_ports(), use_home());
    let is_shared = home.keeps && !home.guest && ports.delivery.is_on_disk();
    if !is_shared || props.keeping != Keeping::Everything {
        return Html::default();
    }
    let onclick = Callback::from(move |_| {
        ports.page.reveal(CHOICES);
    });
    html! {
        <Banner severity={Severity::Info} heading={words.disk_heading}>
            <p>{ words.disk_note }</p>
            <button type="button" class="ke-button ke-button--outline ke-button--small" {onclick}>
                { words.to_choices }
            </button>
        </Banner>
    }
}
