//! A field for the text of one cell.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::inputs::Change;
use crate::app::session::Action;
use crate::ui::hooks::use_act;
use crate::ui::hooks::use_ports;
use crate::ui::hooks::use_words;
use crate::ui::typing::Typing;
use kpi_core::layout::rows::is_value_like;
use kpi_readers::base::place::CellRef;
use kpi_report::i18n::Lang;
use kpi_report::i18n::page::SHEETS;
use kpi_report::i18n::results;
use kpi_report::i18n::results::Words;

/// Props of [`CellEditor`].
#[derive(Properties, PartialEq)]
pub struct CellEditorProps {
    /// The id of the field.
    pub id: AttrValue,
    /// The cell of the input.
    pub at: CellRef,
    /// Its text now.
    pub text: AttrValue,
    /// What the field is called.
    pub label: AttrValue,
    /// The label is for screen readers only: the place of the field says it to the eye.
    #[prop_or_default]
    pub quiet: bool,
    /// The cell carries a correction, which can be taken back.
    #[prop_or_default]
    pub corrected: bool,
    /// Show a button that takes the correction back.
    #[prop_or_default]
    pub revocable: bool,
    /// What may stand in the cell.
    #[prop_or_default]
    pub holds: Holds,
    /// The field stands in place of what it edits: it takes the focus when it is there, and says how it was left.
    #[prop_or_default]
    pub on_leave: Option<Callback<Leave>>,
}

/// What a cell holds, as far as that can be told while one types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Holds {
    /// Anything.
    #[default]
    Anything,
    /// A name: some word.
    Name,
    /// A figure, or a word for its absence.
    Figure,
}

/// How a field in place was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leave {
    /// Kept, on to the cell below.
    Below,
    /// Kept, on to the next cell.
    After,
    /// Kept, back to the cell before.
    Before,
    /// Nothing was kept.
    Back,
    /// The focus went somewhere else; what was typed is kept.
    Away,
}

impl Holds {
    /// What is wrong with a text, and whether it cannot be kept.
    fn fault(self, text: &str, words: &'static Words) -> Option<(&'static str, bool)> {
        match self {
            Self::Name if text.trim().is_empty() => Some((words.name_needed, true)),
            Self::Figure if !is_value_like(text) && !text.trim().is_empty() => Some((words.no_figure, false)),
            _ => None,
        }
    }
}

/// Corrects the text of a cell.
///
/// Contract: a labelled text field. What was typed counts when the field is left or Enter is pressed, never while an
/// input method is composing; until then it is kept beside the draft. Escape brings the former text back. The live region
/// says that the sheet was evaluated again. In place of what it edits, the text of the cell stands above it; Enter keeps and
/// goes down, Tab on, Shift+Tab back, Escape leaves. What is wrong with what was typed stands below, and a name that is
/// none is not kept.
#[component]
pub fn CellEditor(props: &CellEditorProps) -> Html {
    let words = use_words();
    let more = results::words(use_context::<Lang>().unwrap_or_default());
    let fault = use_state_eq(|| None::<&'static str>);
    let act = use_act();
    let ports = use_ports();
    // A text field drops line breaks: comparing with them would take every visit for a change.
    let (at, before) = (props.at, props.text.replace(['\n', '\r'], ""));
    let commit = {
        let (act, before, holds) = (act.clone(), before.clone(), props.holds);
        Callback::from(move |field: HtmlInputElement| {
            let text = field.value();
            let is_refused = holds.fault(&text, more).is_some_and(|(_, is_refused)| is_refused);
            if text != before && !is_refused {
                act.emit(Change::Cell { at, text: Some(text) }.into());
            }
        })
    };
    let onchange = {
        let commit = commit.clone();
        Callback::from(move |event: Event| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                commit.emit(field);
            }
        })
    };
    let typing = use_context::<Typing>();
    let oninput = {
        let (commit, typing, fault, holds) = (commit.clone(), typing.clone(), fault.clone(), props.holds);
        Callback::from(move |event: InputEvent| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                fault.set(holds.fault(&field.value(), more).map(|(said, _)| said));
            }
            if let (Some(field), Some(typing)) = (event.target_dyn_into::<HtmlInputElement>(), &typing) {
                let commit = commit.clone();
                typing.field(move || commit.emit(field.clone()));
            }
        })
    };
    let (former, typing) = (before.clone(), typing.clone());
    let (holds, on_leave) = (props.holds, props.on_leave.clone());
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        let Some(field) = event.target_dyn_into::<HtmlInputElement>() else {
            return;
        };
        if event.is_composing() {
            return;
        }
        let is_refused = holds
            .fault(&field.value(), more)
            .is_some_and(|(_, is_refused)| is_refused);
        let leave = |way: Leave| {
            if let Some(on_leave) = &on_leave {
                event.prevent_default();
                event.stop_propagation();
                if !is_refused || way == Leave::Back {
                    on_leave.emit(way);
                }
            }
        };
        match event.key().as_str() {
            "Enter" => {
                commit.emit(field);
                leave(Leave::Below);
            }
            "Tab" if on_leave.is_some() => {
                commit.emit(field);
                leave(if event.shift_key() {
                    Leave::Before
                } else {
                    Leave::After
                });
            }
            "Escape" => {
                field.set_value(&former);
                // What was typed is not to come back.
                if let Some(typing) = &typing {
                    typing.field(|| ());
                }
                leave(Leave::Back);
            }
            _ => {}
        }
    });
    {
        let (id, page, in_place) = (props.id.clone(), Rc::clone(&ports.page), props.on_leave.is_some());
        use_effect_with((), move |()| {
            if in_place {
                page.reveal(&id);
            }
        });
    }
    let onfocusout = props
        .on_leave
        .as_ref()
        .map(|on_leave| on_leave.reform(|_: FocusEvent| Leave::Away));
    let revoke = {
        let id = props.id.clone();
        Callback::from(move |_| {
            // The button goes away when it is pressed: the focus goes to the field.
            ports.page.reveal(&id);
            act.emit(Action::from(Change::Cell { at, text: None }));
        })
    };
    let fault_id = format!("{}-fault", props.id);
    let label_class = if props.quiet {
        "ke-visually-hidden"
    } else {
        "ke-field__label"
    };
    html! {
        <div class={classes!("ke-field", props.corrected.then_some("ke-field--corrected"))} {onfocusout}>
            if props.on_leave.is_some() && !before.is_empty() {
                <span class="ke-field__original">{ more.original }<span lang={SHEETS}>{ &before }</span></span>
            }
            <label class={label_class} for={props.id.clone()}>{ &props.label }</label>
             <input type="text" class="ke-input" id={props.id.clone()} value={before.clone()}
                aria-invalid={fault.map(|_| "true")} aria-describedby={fault.map(|_| fault_id.clone())}
                autocomplete="off" {onchange} {oninput} {onkeydown} />
            if let Some(fault) = *fault {
                <span class="ke-field__fault" id={fault_id} role="status">{ fault }</span>
            }
            if props.corrected {
                <span class="ke-mark ke-mark--corrected">{ words.corrected }</span>
            }
            if props.corrected && props.revocable {
                <button type="button" class="ke-button ke-button--text ke-button--small" onclick={revoke}>
                    { words.revoke }
                </button>
            }
        </div>
    }
}
