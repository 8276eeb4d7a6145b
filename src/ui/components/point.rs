//! A figure, or the words for its absence.

use yew::prelude::*;

use crate::ui::figures::grouped;
use crate::ui::figures::period;
use crate::ui::hooks::use_words;
use kpi_report::contract::v1;
use kpi_report::i18n::Lang;
use kpi_report::i18n::page::SHEETS;

/// Props of [`Point`].
#[derive(Properties, PartialEq)]
pub struct PointProps {
    /// The figure, if the sheet has one.
    pub point: Option<v1::Point>,
    /// Leave out the period, where the row says it already.
    #[prop_or_default]
    pub without_period: Option<String>,
}

/// A figure as read: grouped digits, marked where it is an estimate or derived; where there is none, the word for why.
///
/// Contract: text. Never blank and never 0 in place of something missing.
#[component]
pub fn Point(props: &PointProps) -> Html {
    let words = use_words();
    let lang = use_context::<Lang>().unwrap_or_default();
    let Some(point) = &props.point else {
        return html! { <span class="ke-absent">{ words.no_figure }</span> };
    };
    let raw = point.raw.trim();
    let figure = match (&point.value, &point.absence) {
        (Some(value), _) if point.derived => html! {
            <>
                <span class="ke-figure__raw" lang={SHEETS}>{ raw }</span>
                <span class="ke-figure__derived">{ (words.derived)(&grouped(value)) }</span>
            </>
        },
        (Some(value), _) => html! { <span class="ke-figure__value">{ grouped(value) }</span> },
        (None, Some(absence)) => html! { <span class="ke-absent">{ (words.reason)(absence) }</span> },
        (None, None) if raw.is_empty() => html! { <span class="ke-absent">{ words.no_figure }</span> },
        (None, None) => html! { <span class="ke-figure__raw" lang={SHEETS}>{ raw }</span> },
    };
    let shown_period = point
        .period
        .as_ref()
        .filter(|shown| props.without_period.as_ref() != Some(*shown));
    html! {
        <span class="ke-figure">
            { figure }
            if point.estimated {
                <span class="ke-mark">{ words.estimated }</span>
            }
            if let Some(scoped) = &point.scoped {
                <span class="ke-figure__scoped">{ (words.scoped)(scoped) }</span>
            }
            if let Some(shown) = shown_period {
                <span class="ke-figure__period">{ period(shown, lang) }</span>
            }
        </span>
    }
}
