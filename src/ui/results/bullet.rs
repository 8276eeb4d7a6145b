//! The figures of a KPI as a picture in its row.

use yew::prelude::*;

use crate::app::listing::columns::final_target;
use crate::ui::figures::grouped;
use kpi_report::contract::v1;
use kpi_report::export::range::Range;
use kpi_report::export::range::SCALE;
use kpi_report::export::range::range;
use kpi_report::i18n::Lang;
use kpi_report::i18n::results::words;

/// Props of [`Bullet`].
#[derive(Properties, PartialEq)]
pub struct BulletProps {
    /// The KPI.
    pub kpi: v1::Kpi,
}

/// The bullet chart of a KPI: a bar for the actual, a thick line for the target, a thin one for the baseline, a dotted
/// one for the final target, and a tinted ground where the target is met.
///
/// Contract: an image named by its figures; form and place carry the meaning, never colour alone. Absent where there are
/// not two figures to compare.
#[component]
pub fn Bullet(props: &BulletProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let Some(range) = range(&props.kpi) else {
        return html! { <span class="ke-absent" aria-hidden="true">{ "―" }</span> };
    };
    html! {
        <svg class="ke-bullet" role="img" viewBox="-16 0 1032 200" preserveAspectRatio="none" focusable="false"
            aria-label={said(&props.kpi, lang)}>
            { good(&range) }
            { mark("ke-bullet__axis", range.zero, (0, 200)) }
            { bar(&range) }
            { for range.final_target.map(|x| mark("ke-bullet__final", x, (0, 200))) }
            { for range.baseline.map(|x| mark("ke-bullet__baseline", x, (30, 170))) }
            { for range.target.map(|x| mark("ke-bullet__target", x, (0, 200))) }
        </svg>
    }
}

/// The ground on which the target is met.
fn good(range: &Range) -> Html {
    let Some(target) = range.target else {
        return Html::default();
    };
    let (x, end) = if range.falls { (0, target) } else { (target, SCALE) };
    let width = end.saturating_sub(x);
    html! { <rect class="ke-bullet__good" x={x.to_string()} y="20" width={width.to_string()} height="160" /> }
}

fn bar(range: &Range) -> Html {
    let Some(actual) = range.actual else {
        return Html::default();
    };
    let (x, width) = (actual.min(range.zero), actual.abs_diff(range.zero));
    html! { <rect class="ke-bullet__actual" x={x.to_string()} y="65" width={width.to_string()} height="70" /> }
}

/// A line across, as thick on wide pictures as on narrow ones. One at the very beginning lies partly before it, which the
/// box of the picture has room for.
fn mark(class: &'static str, x: u32, (from, to): (u32, u32)) -> Html {
    let x = x.to_string();
    html! { <line {class} x1={x.clone()} x2={x} y1={from.to_string()} y2={to.to_string()} /> }
}

/// The same figures in words.
fn said(kpi: &v1::Kpi, lang: Lang) -> String {
    let words = words(lang);
    let speaking = kpi.speaking();
    let points = [
        kpi.baseline.as_ref(),
        speaking.and_then(|speaking| speaking.target.as_ref()),
        speaking.and_then(|speaking| speaking.actual.as_ref()),
        final_target(kpi),
    ];
    let parts = words.chart_names.into_iter().zip(points);
    let said = parts.filter_map(|(name, point)| {
        let value = point?.value.as_ref()?;
        Some((words.chart_part)(name, &grouped(value)))
    });
    said.collect::<Vec<_>>().join(words.chart_joint)
}
