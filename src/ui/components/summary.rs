//! The counts, each a filter.

use std::rc::Rc;

use yew::prelude::*;

use crate::ui::components::icon::Icon;
use crate::ui::components::icon::of_check;
use crate::ui::components::icon::of_status;
use crate::ui::hooks::use_words;
use crate::ui::outline::Filter;
use crate::ui::outline::STANDINGS;
use crate::ui::reading::Reading;

/// The id of the heading.
pub const SUMMARY: &str = "ke-summary-heading";

/// Props of [`Summary`].
#[derive(Properties)]
pub struct SummaryProps {
    /// What was read.
    pub reading: Rc<Reading>,
    /// The filter that is on.
    pub filter: Filter,
    /// Puts a filter on.
    pub on_filter: Callback<Filter>,
}

impl PartialEq for SummaryProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.reading, &other.reading)
            && self.filter == other.filter
            && self.on_filter == other.on_filter
    }
}

/// How many KPIs stand how; the counts add up to the total.
///
/// Contract: a list of toggle buttons, each with sign, word and count in its name; the pressed one says which rows the
/// result shows. How many are shown is announced by the live region.
#[component]
pub fn Summary(props: &SummaryProps) -> Html {
    let words = use_words();
    let summary = &props.reading.evaluation.summary;
    let button =
        |filter: Filter, kind: &'static str, sign: &'static str, name: &'static str, count: usize| {
            let on_filter = props.on_filter.clone();
            let onclick = Callback::from(move |_| on_filter.emit(filter));
            let pressed = (props.filter == filter).to_string();
            html! {
                <li key={kind} class="ke-summary__item">
                    <button type="button" class={classes!("ke-summary__button", format!("ke-tone--{kind}"))}
                        data-count={kind} aria-pressed={pressed} {onclick}>
                        <span class="ke-summary__name"><Icon {sign} />{ name }</span>
                        <span class="ke-summary__count">{ (words.count)(count) }</span>
                    </button>
                </li>
            }
        };
    html! {
        <section class="ke-section" aria-labelledby={SUMMARY}>
            <h2 id={SUMMARY} class="ke-heading" tabindex="-1">{ words.summary }</h2>
            <p class="ke-support">{ words.summary_hint }</p>
            <ul class="ke-summary">
                { button(Filter::All, "all", "≡", words.all_kpis, summary.kpis) }
                { for STANDINGS.into_iter().map(|standing| button(
                    Filter::Standing(standing),
                    standing.word(),
                    of_status(standing.word()),
                    (words.standing)(standing.word()),
                    standing.count(summary),
                )) }
                { button(Filter::Mismatch, "mismatch", of_check("mismatch"), words.mismatches, summary.mismatches) }
            </ul>
        </section>
    }
}
