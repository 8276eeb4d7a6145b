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
    let ports = use_ports();
    // A text field drops line breaks: comparing with them would take every visit for a change.
    let before = props.text.replace(['\n', '\r'], "");
    let typed = use_typed(&before);
    let fault = typed.as_deref().and_then(|text| props.holds.fault(text, more));
    let field = Field {
        at: props.at,
        before: before.clone(),
        holds: props.holds,
        words: more,
        act: use_act(),
        typed: typed.setter(),
        typing: use_context::<Typing>(),
        on_leave: props.on_leave.clone(),
    };
    let in_place = props.on_leave.is_some();
    {
        let (id, page) = (props.id.clone(), Rc::clone(&ports.page));
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
        let (id, act, at) = (props.id.clone(), field.act.clone(), props.at);
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
            if in_place && !before.is_empty() {
                <span class="ke-field__original">{ more.original }<span lang={SHEETS}>{ &before }</span></span>
            }
            <label class={label_class} for={props.id.clone()}>{ &props.label }</label>
             <input type="text" class="ke-input" id={props.id.clone()} value={typed.as_deref().unwrap_or(&before).to_owned()}
                aria-invalid={fault.map(|_| "true")} aria-describedby={fault.map(|_| fault_id.clone())}
                autocomplete="off" onchange={field.onchange()} oninput={field.oninput()} onkeydown={field.onkeydown()} />
            if let Some((fault, _)) = fault {
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

/// The field, with what its events need.
#[derive(Clone)]
struct Field {
    at: CellRef,
    before: String,
    holds: Holds,
    words: &'static Words,
    act: Callback<Action>,
    typed: UseStateSetter<Option<String>>,
    typing: Option<Typing>,
    on_leave: Option<Callback<Leave>>,
}

impl Field {
    fn is_refused(&self, text: &str) -> bool {
        let fault = self.holds.fault(text, self.words);
        fault.is_some_and(|(_, is_refused)| is_refused)
    }

    fn commit(&self, input: &HtmlInputElement) {
        let text = input.value();
        if text != self.before && !self.is_refused(&text) {
            let change = Change::Cell {
                at: self.at,
                text: Some(text),
            };
            self.act.emit(change.into());
        }
    }

    fn onchange(&self) -> Callback<Event> {
        let field = self.clone();
        Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into() {
                field.commit(&input);
            }
        })
    }

    fn oninput(&self) -> Callback<InputEvent> {
        let field = self.clone();
        Callback::from(move |event: InputEvent| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else {
                return;
            };
            field.typed.set(Some(input.value()));
            if let Some(typing) = &field.typing {
                let field = field.clone();
                typing.field(move || field.commit(&input));
            }
        })
    }

    fn onkeydown(&self) -> Callback<KeyboardEvent> {
        let field = self.clone();
        Callback::from(move |event: KeyboardEvent| {
            let input = event.target_dyn_into::<HtmlInputElement>();
            let Some(input) = input.filter(|_| !event.is_composing()) else {
                return;
            };
            match (event.key().as_str(), event.shift_key()) {
                ("Enter", _) => field.keep(&input, &event, Leave::Below),
                ("Tab", true) if field.on_leave.is_some() => field.keep(&input, &event, Leave::Before),
                ("Tab", false) if field.on_leave.is_some() => field.keep(&input, &event, Leave::After),
                ("Escape", _) => {
                    input.set_value(&field.before);
                    field.typed.set(None);
                    // What was typed is not to come back.
                    if let Some(typing) = &field.typing {
                        typing.field(|| ());
                    }
                    field.leave(&event, Leave::Back);
                }
                _ => {}
            }
        })
    }

    /// Keeps what was typed and leaves the field, unless that cannot be kept.
    fn keep(&self, input: &HtmlInputElement, event: &KeyboardEvent, way: Leave) {
        self.commit(input);
        if !self.is_refused(&input.value()) {
            self.leave(event, way);
        } else if self.on_leave.is_some() {
            event.prevent_default();
            event.stop_propagation();
        }
    }

    fn leave(&self, event: &KeyboardEvent, way: Leave) {
        if let Some(on_leave) = &self.on_leave {
            event.prevent_default();
            event.stop_propagation();
            on_leave.emit(way);
        }
    }
}

/// What was typed and is not yet in the cell: drawn anew, a field shows what it is told, not what stood there.
#[hook]
fn use_typed(before: &str) -> UseStateHandle<Option<String>> {
    let typed = use_state_eq(|| None::<String>);
    let setter = typed.setter();
    use_effect_with(before.to_owned(), move |_| setter.set(None));
    typed
}
