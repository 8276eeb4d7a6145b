//! A field for the text of one cell.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::inputs::Change;
use crate::app::session::Action;
use crate::ui::hooks::use_act;
use crate::ui::hooks::use_ports;
use crate::ui::hooks::use_words;
use crate::ui::typing::Typing;
use kpi_readers::base::place::CellRef;

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
}

/// Corrects the text of a cell.
///
/// Contract: a labelled text field. What was typed counts when the field is left or Enter is pressed, never while an
/// input method is composing; until then it is kept beside the draft. Escape brings the former text back. The live region says that the sheet was evaluated
/// again.
#[component]
pub fn CellEditor(props: &CellEditorProps) -> Html {
    let words = use_words();
    let act = use_act();
    let ports = use_ports();
    // A text field drops line breaks: comparing with them would take every visit for a change.
    let (at, before) = (props.at, props.text.replace(['\n', '\r'], ""));
    let commit = {
        let (act, before) = (act.clone(), before.clone());
        Callback::from(move |field: HtmlInputElement| {
            let text = field.value();
            if text != before {
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
        let (commit, typing) = (commit.clone(), typing.clone());
        Callback::from(move |event: InputEvent| {
            if let (Some(field), Some(typing)) = (event.target_dyn_into::<HtmlInputElement>(), &typing) {
                let commit = commit.clone();
                typing.field(move || commit.emit(field.clone()));
            }
        })
    };
    let (former, typing) = (before.clone(), typing.clone());
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        let Some(field) = event.target_dyn_into::<HtmlInputElement>() else {
            return;
        };
        match event.key().as_str() {
            "Enter" if !event.is_composing() => commit.emit(field),
            "Escape" if !event.is_composing() => {
                field.set_value(&former);
                // What was typed is not to come back.
                if let Some(typing) = &typing {
                    typing.field(|| ());
                }
            }
            _ => {}
        }
    });
    let revoke = {
        let id = props.id.clone();
        Callback::from(move |_| {
            // The button goes away when it is pressed: the focus goes to the field.
            ports.page.reveal(&id);
            act.emit(Action::from(Change::Cell { at, text: None }));
        })
    };
    let label_class = if props.quiet {
        "ke-visually-hidden"
    } else {
        "ke-field__label"
    };
    html! {
        <div class={classes!("ke-field", props.corrected.then_some("ke-field--corrected"))}>
            <label class={label_class} for={props.id.clone()}>{ &props.label }</label>
             <input type="text" class="ke-input" id={props.id.clone()} value={before}
                autocomplete="off" {onchange} {oninput} {onkeydown} />
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
