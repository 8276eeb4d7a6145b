//! Undo, redo, start anew.

use yew::prelude::*;

use crate::app::desk::DeskChange;
use crate::app::history::Step;
use crate::app::session::Action;
use crate::ui::hooks::use_act;
use crate::ui::hooks::use_words;

/// Props of [`Toolbar`].
#[derive(Properties, PartialEq)]
pub struct ToolbarProps {
    /// There is something to take back.
    pub can_undo: bool,
    /// There is something to do again.
    pub can_redo: bool,
    /// There is something to start anew from.
    pub can_reset: bool,
}

/// The buttons over the history.
///
/// Contract: a group of buttons named by what they do. A button that can do nothing stays in the tab order with
/// `aria-disabled`, so that the focus is not lost when the last step was taken back.
#[component]
pub fn Toolbar(props: &ToolbarProps) -> Html {
    let words = use_words();
    html! {
        <div class="ke-toolbar" role="group" aria-label={words.history}>
            <Tool name={words.undo} action={Action::Step(Step::Undo)} enabled={props.can_undo} />
            <Tool name={words.redo} action={Action::Step(Step::Redo)} enabled={props.can_redo} />
            <Tool name={words.reset} action={Action::from(DeskChange::Reset)} enabled={props.can_reset} />
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct ToolProps {
    name: &'static str,
    action: Action,
    enabled: bool,
}

#[component]
fn Tool(props: &ToolProps) -> Html {
    let act = use_act();
    let (action, enabled) = (props.action.clone(), props.enabled);
    let onclick = Callback::from(move |_| {
        if enabled {
            act.emit(action.clone());
        }
    });
    let disabled = (!enabled).then_some("true");
    html! {
        <button type="button" class="ke-button ke-button--text ke-button--small" aria-disabled={disabled} {onclick}>
            { props.name }
        </button>
    }
}
