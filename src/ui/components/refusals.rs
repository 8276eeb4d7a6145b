//! What could not be opened.

use yew::prelude::*;

use crate::ui::components::banner::Banner;
use kpi_report::contract::v1::Severity;
use kpi_report::i18n::Lang;
use kpi_report::i18n::intake::words;
use kpi_report::i18n::working_files;
use kpi_report::tasks::protocol::Refusal;

/// Props of [`Refusals`].
#[derive(Properties, PartialEq)]
pub struct RefusalsProps {
    /// Each in words.
    pub refused: Vec<Refusal>,
    /// What is to be known of files that were opened, each in words.
    #[prop_or_default]
    pub said: Vec<String>,
    /// They were read.
    pub on_dismiss: Callback<MouseEvent>,
}

/// The files that could not be opened: what is wrong, where, and what to do. Below it what is to be known of those that
/// were.
///
/// Contract: as [`Banner`], with a button that puts it away. The live region has said it when it appeared.
#[component]
pub fn Refusals(props: &RefusalsProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let words = words(lang);
    let list = |severity: Severity, heading: AttrValue, items: Vec<Html>| {
        html! {
            <Banner {severity} {heading}>
                <ul class="ke-refusals">{ for items }</ul>
                <button type="button" class="ke-button ke-button--outline ke-button--small" onclick={props.on_dismiss.clone()}>
                    { words.dismiss }
                </button>
            </Banner>
        }
    };
    let refused = props.refused.iter();
    let refused: Vec<Html> = refused
        .map(|refusal| html! { <li data-reason={refusal.reason.clone()}>{ &refusal.message }</li> })
        .collect();
    let said: Vec<Html> = props
        .said
        .iter()
        .map(|said| html! { <li>{ said }</li> })
        .collect();
    html! {
        <>
            if !refused.is_empty() {
                { list(Severity::Error, (words.refused)(refused.len()).into(), refused) }
            }
            if !said.is_empty() {
                { list(Severity::Warning, working_files::words(lang).said.into(), said) }
            }
        </>
    }
}
