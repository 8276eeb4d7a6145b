//! A notification banner.

use yew::prelude::*;

use crate::ui::components::icon::Icon;
use crate::ui::components::icon::of_severity;
use crate::ui::hooks::use_words;
use kpi_report::contract::v1::Severity;

/// Props of [`Banner`].
#[derive(Properties, PartialEq)]
pub struct BannerProps {
    /// The id of the heading, which then takes the focus from scripts.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// How grave it is.
    pub severity: Severity,
    /// What it is about.
    pub heading: AttrValue,
    /// What to know and what to do.
    #[prop_or_default]
    pub children: Html,
}

/// Something that a person must know while it lasts.
///
/// Contract: a section with a heading; the severity is said as a word before it. It announces nothing itself: the live
/// region of the page says the short form.
#[component]
pub fn Banner(props: &BannerProps) -> Html {
    let words = use_words();
    html! {
        <section class={classes!("ke-banner", format!("ke-banner--{}", props.severity.id()))}>
            <h2 class="ke-banner__heading" id={props.id.clone()} tabindex={props.id.as_ref().map(|_| "-1")}>
                <Icon sign={of_severity(props.severity)} />
                <span class="ke-visually-hidden">{ (words.severity)(props.severity) }</span>
                { &props.heading }
            </h2>
            <div class="ke-banner__body">{ props.children.clone() }</div>
        </section>
    }
}
