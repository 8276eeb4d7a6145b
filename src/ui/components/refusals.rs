//! What could not be opened.

use yew::prelude::*;

use crate::ui::components::banner::Banner;
use kpi_report::contract::v1::Severity;
use kpi_report::i18n::Lang;
use kpi_report::i18n::intake::words;
use kpi_report::tasks::protocol::Refusal;

/// Props of [`Refusals`].
#[derive(Properties, PartialEq)]
pub struct RefusalsProps {
    /// Each in words.
    pub refused: Vec<Refusal>,
    /// They were read.
    pub on_dismiss: Callback<MouseEvent>,
}

/// The files that could not be opened: what is wrong, where, and what to do.
///
/// Contract: as [`Banner`], with a button that puts it away. The live region has said it when it appeared.
#[component]
pub fn Refusals(props: &RefusalsProps) -> Html {
    let words = words(use_context::<Lang>().unwrap_or_default());
    if props.refused.is_empty() {
        return Html::default();
    }
    html! {
        <Banner severity={Severity::Error} heading={(words.refused)(props.refused.len())}>
            <ul class="ke-refusals">
                { for props.refused.iter().map(|refusal| html! {
                    <li data-reason={refusal.reason.clone()}>{ &refusal.message }</li>
                }) }
            </ul>
            <button type="button" class="ke-button ke-button--outline ke-button--small" onclick={props.on_dismiss.clone()}>
                { words.dismiss }
            </button>
        </Banner>
    }
}
