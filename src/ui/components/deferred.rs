//! What is painted after the rest.

use yew::prelude::*;

use crate::ui::hooks::use_ports;

/// Props of [`Deferred`].
#[derive(Properties, PartialEq)]
pub struct DeferredProps {
    /// It need not wait.
    pub now: bool,
    /// What is painted.
    pub children: Html,
}

/// Paints its children in a task of their own, after the first paint of what is around: for long things below the fold.
///
/// Contract: nothing but the children; once there, they stay.
#[component]
pub fn Deferred(props: &DeferredProps) -> Html {
    let ports = use_ports();
    let due = use_state(|| props.now);
    {
        let due = due.clone();
        use_effect_with((), move |()| {
            let guard = (!*due).then(|| ports.later.after(0, Box::new(move || due.set(true))));
            move || drop(guard)
        });
    }
    if *due || props.now {
        props.children.clone()
    } else {
        Html::default()
    }
}
