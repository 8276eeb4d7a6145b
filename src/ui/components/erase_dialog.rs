//! The dialog that erases what is kept on the PC.

use yew::prelude::*;

use crate::app::ports::Forgotten;
use crate::app::ports::StoreError;
use crate::app::vault::Kind;
use crate::app::vault::Vault;
use crate::ui::dialog::use_dialog;
use crate::ui::home::use_home;
use crate::ui::hooks::use_ports;
use kpi_report::i18n::Lang;
use kpi_report::i18n::keeping;
use kpi_report::i18n::keeping::Words;

/// The id of the dialog's heading.
const HEADING: &str = "ke-erase-heading";

/// The id of what was done.
const DONE: &str = "ke-erase-done";

/// How far it is.
#[derive(Clone, Copy, PartialEq)]
enum Step {
    Ask,
    Erasing,
    Done(Outcome),
}

/// What was done.
#[derive(Clone, Copy, PartialEq)]
struct Outcome {
    /// How many texts were removed; `None` where there is no storage.
    texts: Option<usize>,
    /// Everything is gone, as far as anyone can know.
    is_complete: bool,
    offline: Forgotten,
}

/// Props of [`EraseDialog`].
#[derive(Properties, PartialEq)]
pub struct EraseDialogProps {
    /// The storage is empty: whoever shows what was in it must let go of it.
    pub on_erased: Callback<()>,
}

/// A button, and the dialog that it opens: what will be erased, and afterwards what was.
///
/// Contract: a native modal dialog named by its heading; Escape and a button leave it, and the focus goes back to the
/// button that opened it. The safe button comes first and takes the focus. What was done is said in a status.
#[component]
pub fn EraseDialog(props: &EraseDialogProps) -> Html {
    let words = keeping::words(use_context::<Lang>().unwrap_or_default());
    let (ports, home) = (use_ports(), use_home());
    let step = use_state_eq(|| Step::Ask);
    let dialog = use_dialog();
    let close = dialog.closing();
    {
        // The buttons that had the focus are gone.
        let page = ports.page.clone();
        use_effect_with(matches!(*step, Step::Done(_)), move |is_done| {
            if *is_done {
                page.reveal(DONE);
            }
        });
    }
    let kinds = ports.drafts.kinds();
    if home.guest && kinds.is_err() {
        // The host's storage cannot say what is in it, so nobody could say that all of it is gone.
        return Html::default();
    }
    let ask = {
        let (show, step) = (dialog.show.clone(), step.setter());
        Callback::from(move |_: MouseEvent| {
            step.set(Step::Ask);
            show.emit(());
        })
    };
    let erase = {
        let (ports, step, on_erased) = (ports.clone(), step.setter(), props.on_erased.clone());
        Callback::from(move |_: MouseEvent| {
            step.set(Step::Erasing);
            let texts = emptied(&ports.drafts);
            on_erased.emit(());
            let step = step.clone();
            ports.delivery.forget(Box::new(move |offline| {
                step.set(Step::Done(outcome(texts, offline)));
            }));
        })
    };
    html! {
        <div class="ke-erase">
            <button type="button" class="ke-button ke-button--outline" aria-haspopup="dialog"
                onclick={ask}>
                { (words.erase)(home.guest) }
            </button>
            <dialog ref={dialog.node} class="ke-dialog ke-dialog--narrow" aria-labelledby={HEADING} onclose={dialog.onclose}>
                { match *step {
                    _ if !dialog.is_open => Html::default(),
                    Step::Ask => asked(words, home.guest, &kinds.unwrap_or_default(), !ports.delivery.is_on_disk(), close.clone(), erase),
                    Step::Erasing => html! {
                        <h2 id={HEADING} class="ke-heading">{ (words.ask)(home.guest) }</h2>
                    },
                    Step::Done(outcome) => told(words, home.guest, outcome, close.clone()),
                } }
                <p class="ke-visually-hidden" role="status">{ match *step {
                    _ if !dialog.is_open => "",
                    Step::Erasing => words.erasing,
                    Step::Done(outcome) if outcome.is_complete => words.erased,
                    Step::Done(_) => words.not_all,
                    Step::Ask => "",
                } }</p>
            </dialog>
        </div>
    }
}

/// Empties the store: how many texts there were, and whether all are gone.
fn emptied(vault: &Vault) -> (Option<usize>, bool) {
    let is_refusing = vault.kinds().is_err();
    match vault.erase() {
        Ok(texts) => (Some(texts), true),
        // A storage that never took anything has nothing to let go of.
        Err(StoreError::Unavailable | StoreError::QuotaExceeded) => (None, is_refusing),
    }
}

fn outcome((texts, is_empty): (Option<usize>, bool), offline: Forgotten) -> Outcome {
    Outcome {
        texts,
        is_complete: is_empty && offline != Forgotten::Failed,
        offline,
    }
}

/// What will be erased, and the two buttons.
fn asked(
    words: &Words,
    guest: bool,
    kinds: &[Kind],
    has_address: bool,
    close: Callback<MouseEvent>,
    erase: Callback<MouseEvent>,
) -> Html {
    let there = kinds.iter().map(|kind| id(*kind));
    let offline = (has_address && !guest).then_some("offline");
    let all = (!guest)
        .then_some("screen")
        .into_iter()
        .chain(there)
        .chain(offline);
    html! {
        <>
            <h2 id={HEADING} class="ke-heading">{ (words.ask)(guest) }</h2>
            <p>{ words.ask_hint }</p>
            <ul class="ke-list">
                { for all.map(|id| html! { <li key={id}>{ (words.kind)(id) }</li> }) }
            </ul>
            <p class="ke-support">{ (words.not_erased)(guest) }</p>
            <div class="ke-buttons">
                <button type="button" class="ke-button ke-button--outline" autofocus=true onclick={close}>
                    { words.cancel }
                </button>
                <button type="button" class="ke-button ke-button--danger" onclick={erase}>{ words.confirm }</button>
            </div>
        </>
    }
}

/// What was erased.
fn told(words: &Words, guest: bool, outcome: Outcome, close: Callback<MouseEvent>) -> Html {
    let heading = if outcome.is_complete {
        words.erased
    } else {
        words.not_all
    };
    html! {
        <>
            <h2 id={HEADING} class="ke-heading"><span id={DONE} tabindex="-1">{ heading }</span></h2>
            if !outcome.is_complete {
                <p>{ words.not_all_hint }</p>
            }
            if let Some(texts) = outcome.texts {
                <p>{ (words.erased_texts)(texts) }</p>
            } else if outcome.is_complete {
                <p>{ words.erased_unavailable }</p>
            }
            if outcome.offline == Forgotten::Gone {
                <p>{ words.erased_offline }</p>
            }
            <p>{ (words.erased_then)(guest) }</p>
            <div class="ke-buttons">
                <button type="button" class="ke-button ke-button--primary" onclick={close}>{ words.close }</button>
            </div>
        </>
    }
}

fn id(kind: Kind) -> &'static str {
    match kind {
        Kind::Drafts => "drafts",
        Kind::Unreadable => "unreadable",
        Kind::RuleSets => "rule-sets",
        Kind::Forms => "forms",
        Kind::Columns => "columns",
        Kind::Elements => "elements",
        Kind::Copies => "copies",
        Kind::Choice => "choice",
        Kind::Other => "other",
    }
}
