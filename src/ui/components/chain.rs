//! From a label to its KPIs and their cells.

use std::rc::Rc;

use yew::prelude::*;

use crate::ui::components::place_link::Jump;
use crate::ui::components::place_link::PlaceLink;
use crate::ui::figures::place_words;
use crate::ui::hooks::use_rule_words;
use crate::ui::hooks::use_words;
use crate::ui::reading::Reading;
use crate::ui::view::Target;
use crate::ui::view::source_of;
use kpi_report::contract::v1;
use kpi_report::i18n::page::Messages;
use kpi_report::i18n::page::SHEETS;

/// Props of [`Chain`].
#[derive(Properties)]
pub struct ChainProps {
    /// The beginning of the ids.
    pub id: AttrValue,
    /// What was read.
    pub reading: Rc<Reading>,
    /// The KPIs that the label follows from.
    pub links: Vec<v1::Link>,
    /// Goes to a place.
    pub on_jump: Callback<Jump>,
}

impl PartialEq for ChainProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.reading, &other.reading)
            && self.id == other.id
            && self.links == other.links
            && self.on_jump == other.on_jump
    }
}

/// The KPIs that a label follows from, each with its rate or status, and the cell of its actual.
///
/// Contract: a disclosure of a list; every KPI has a button that leads to it, and one that leads to its cell. What was
/// left out says so.
#[component]
pub fn Chain(props: &ChainProps) -> Html {
    let (words, rule_words) = (use_words(), use_rule_words());
    if props.links.is_empty() {
        return Html::default();
    }
    html! {
        <details class="ke-disclosure ke-chain">
            <summary>{ (rule_words.chain)(props.links.len()) }</summary>
            <ul class="ke-list">
                { for props.links.iter().enumerate().map(|(n, link)| item(n, link, props, words, rule_words)) }
            </ul>
        </details>
    }
}

fn item(
    n: usize,
    link: &v1::Link,
    props: &ChainProps,
    words: &'static Messages,
    rule_words: &'static kpi_report::i18n::rules::RuleWords,
) -> Html {
    let kpis = &props.reading.evaluation.kpis;
    let Some(index) = kpis.iter().position(|kpi| kpi.id == link.kpi) else {
        return Html::default();
    };
    let name = kpis.get(index).map(|kpi| kpi.name.clone()).unwrap_or_default();
    let said = link.said.as_deref().map(|said| {
        // A link says a status instead of a rate where there is none.
        let status = said.parse().map(words.status);
        status.map_or_else(|_| said.to_owned(), str::to_owned)
    });
    let source = source_of(&link.at, &props.reading);
    html! {
        <li key={n}>
            <PlaceLink id={format!("{}-chain-{n}", props.id)} target={Target::Kpi(index)} on_jump={props.on_jump.clone()}>
                <span lang={SHEETS}>{ name }</span>
            </PlaceLink>
            if let Some(said) = said {
                <span class="ke-chain__said">{ said }</span>
            }
            if !link.counted {
                <span class="ke-mark">{ rule_words.left_out }</span>
            }
            if let Some(target) = source {
                <PlaceLink id={format!("{}-chain-{n}-cell", props.id)} {target} on_jump={props.on_jump.clone()}>
                    { (rule_words.cell)(&place_words(words, &link.at)) }
                </PlaceLink>
            }
        </li>
    }
}
