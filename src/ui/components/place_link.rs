//! A button that leads to a place.

use yew::prelude::*;

use crate::ui::hooks::use_ports;
use crate::ui::view::Target;

/// Where to go, and the id of the element that one came from.
pub type Jump = (Target, Option<String>);

/// Props of [`PlaceLink`].
#[derive(Properties, PartialEq)]
pub struct PlaceLinkProps {
    /// The id of the button, so that the focus can come back to it.
    pub id: AttrValue,
    /// Where it leads.
    pub target: Target,
    /// Goes there.
    pub on_jump: Callback<Jump>,
    /// What it is called.
    pub children: Html,
}

/// Leads to a KPI, a project or a row of the source.
///
/// Contract: a button named by where it leads; the focus moves there, and the source offers a way back.
#[component]
pub fn PlaceLink(props: &PlaceLinkProps) -> Html {
    let ports = use_ports();
    let (target, id, on_jump) = (props.target.clone(), props.id.to_string(), props.on_jump.clone());
    let onclick = Callback::from(move |_| {
        let from = ports.page.focused().unwrap_or_else(|| id.clone());
        on_jump.emit((target.clone(), Some(from)));
    });
    html! {
        <button type="button" class="ke-link" id={props.id.clone()} {onclick}>{ props.children.clone() }</button>
    }
}
