//! What a reader of the printed table must know.

use yew::prelude::*;

use crate::ui::hooks::use_words;
use crate::ui::reading::Shared;
use kpi_report::i18n::Lang;
use kpi_report::i18n::labels;
use kpi_report::i18n::page::SHEETS;
use kpi_report::i18n::results;

/// Props of [`Legend`].
#[derive(Properties, PartialEq)]
pub struct LegendProps {
    /// What was read.
    pub reading: Shared,
}

/// The marks of the charts, what is assumed, the rule set with its source, and the version.
///
/// Contract: text, on paper only.
#[component]
pub fn Legend(props: &LegendProps) -> Html {
    let words = use_words();
    let lang = use_context::<Lang>().unwrap_or_default();
    let more = results::words(lang);
    let rules = props.reading.inputs.settings.rules();
    let source = rules.source.as_ref();
    html! {
        <div class="ke-print-legend">
            if props.reading.columns.has("chart") {
                <p class="ke-print-legend__chart">{ more.chart_legend }</p>
            }
            <p>{ more.provisional_hint }</p>
            <p>
                { words.rule_set }{ ": " }{ labels::name(&rules, lang).to_owned() }{ " " }
                if let Some(source) = source {
                    <span lang={SHEETS}>{ (words.rule_set_source)(&source.body, source.plan.as_deref(), source.year) }</span>
                    { " " }
                }
                { (words.rule_set_basis)(rules.basis.id()) }
            </p>
            <p>{ (words.version)(env!("CARGO_PKG_VERSION")) }</p>
        </div>
    }
}
