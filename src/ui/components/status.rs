//! The one live region.

use yew::prelude::*;

/// Props of [`Status`].
#[derive(Properties, PartialEq)]
pub struct StatusProps {
    /// What happened to the work.
    pub work: AttrValue,
    /// What happened to the draft.
    pub draft: AttrValue,
}

/// Says what happened, visibly and to screen readers.
///
/// Contract: role `status` (polite). It is there from the beginning, in two parts, so that only the part that changed is
/// read. The only live region of the page.
#[component]
pub fn Status(props: &StatusProps) -> Html {
    html! {
        <div class="ke-status" role="status" aria-live="polite" aria-atomic="false">
            <p class="ke-status__work">{ &props.work }</p>
            <p class="ke-status__draft">{ &props.draft }</p>
        </div>
    }
}
