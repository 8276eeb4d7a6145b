//! The way of a KPI to its final target, as a picture and in words.

use yew::prelude::*;

use crate::app::pace_chart::Chart;
use crate::app::pace_chart::Spot;
use crate::app::pace_chart::chart;
use crate::ui::figures::grouped;
use crate::ui::years::compared::Compared;
use kpi_report::compare::shape::NoPace;
use kpi_report::compare::shape::Pace;
use kpi_report::compare::shape::Standing;
use kpi_report::compare::shape::Year;
use kpi_report::i18n::Lang;
use kpi_report::i18n::shown;
use kpi_report::i18n::years::Words;
use kpi_report::i18n::years::words;

/// Props of [`PaceView`].
#[derive(Properties, PartialEq)]
pub struct PaceViewProps {
    /// The comparison.
    pub found: Compared,
    /// Index of the pair.
    pub index: usize,
}

/// Standing, chart, and every year.
///
/// Contract: an image with title and description; the same figures as text beside it, the years behind a disclosure. Where
/// there is no pace it is said why.
#[component]
pub fn PaceView(props: &PaceViewProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let words = words(lang);
    let Some(pair) = props.found.0.pairs.get(props.index) else {
        return Html::default();
    };
    html! {
        <>
            if let Some(pace) = &pair.pace {
                <p data-standing={standing_id(pace.standing)}>{ said(pace, words, lang) }</p>
                if let Some(needed) = &pace.needed {
                    <p class="ke-support">{ (words.needed)(&grouped(needed)) }</p>
                }
                { picture(pace, &pair.now.name, props.index, (words, lang)) }
            } else if let Some(why) = pair.no_pace {
                <p class="ke-support">{ (words.no_pace)(no_pace_id(why)) }</p>
            }
            if pair.series.len() > 1 {
                <details class="ke-disclosure">
                    <summary>{ words.years }</summary>
                    <ul class="ke-years__figures">
                        { for pair.series.iter().enumerate().map(|(index, year)| html! {
                            <li key={index}>{ year_said(year, words, lang) }</li>
                        }) }
                    </ul>
                </details>
            }
        </>
    }
}

fn picture(pace: &Pace, name: &str, index: usize, (words, lang): (&'static Words, Lang)) -> Html {
    let Some(Chart { from, to, actuals }) = chart(pace) else {
        return Html::default();
    };
    let (title, described) = (format!("ke-pace-{index}"), format!("ke-pace-{index}-figures"));
    let steps = pace.steps.iter().map(|step| {
        (words.step)(
            &shown::period(&step.period, lang),
            &grouped(&step.actual),
            &grouped(&step.expected),
        )
    });
    let figures: Vec<String> = std::iter::once(line_said(pace, words, lang))
        .chain(steps)
        .collect();
    let points: Vec<String> = actuals.iter().map(|(x, y)| format!("{x},{y}")).collect();
    html! {
        <svg class="ke-pace" role="img" viewBox="-30 -30 1060 360" focusable="false" aria-labelledby={title.clone()}
            aria-describedby={described.clone()}>
            <title id={title}>{ (words.pace_title)(name) }</title>
            <desc id={described}>{ figures.join(" / ") }</desc>
            { line(from, to) }
            <polyline class="ke-pace__actuals" points={points.join(" ")} />
            { for actuals.iter().enumerate().map(|(index, (x, y))| html! {
                <circle key={index} class="ke-pace__actual" cx={x.to_string()} cy={y.to_string()} r="20" />
            }) }
        </svg>
    }
}

fn line((x1, y1): Spot, (x2, y2): Spot) -> Html {
    html! {
        <line class="ke-pace__line" x1={x1.to_string()} y1={y1.to_string()} x2={x2.to_string()} y2={y2.to_string()} />
    }
}

fn line_said(pace: &Pace, words: &Words, lang: Lang) -> String {
    let end = |period: &str, value: &str| [shown::period(period, lang), grouped(value)];
    let (from, to) = (
        end(&pace.baseline.period, &pace.baseline.value),
        end(&pace.target.period, &pace.target.value),
    );
    (words.line)(
        from.each_ref().map(String::as_str),
        to.each_ref().map(String::as_str),
    )
}

/// The last actual beside the line.
fn said(pace: &Pace, words: &Words, lang: Lang) -> String {
    let standing = match pace.standing {
        Standing::Reached => words.reached,
        Standing::Ahead => words.ahead,
        Standing::On => words.on,
        Standing::Behind => words.behind,
    };
    let Some(last) = pace.steps.last() else {
        return standing.to_owned();
    };
    let figures = [
        shown::period(&last.period, lang),
        grouped(&last.actual),
        grouped(&last.expected),
    ];
    let shares = [pace.passed.as_str(), pace.reached.as_str()];
    (words.pace)(standing, figures.each_ref().map(String::as_str), shares)
}

fn year_said(year: &Year, words: &Words, lang: Lang) -> String {
    let period = year.period.as_deref().map(|period| shown::period(period, lang));
    let figure = |value: Option<&String>, unit: &str| {
        value.map_or_else(
            || words.absent.to_owned(),
            |value| format!("{}{unit}", grouped(value)),
        )
    };
    (words.year)(
        period.as_deref().unwrap_or(words.undated),
        &figure(year.target.as_ref(), ""),
        &figure(year.actual.as_ref(), ""),
        &figure(year.rate.as_ref(), "%"),
    )
}

fn standing_id(standing: Standing) -> &'static str {
    match standing {
        Standing::Reached => "reached",
        Standing::Ahead => "ahead",
        Standing::On => "on",
        Standing::Behind => "behind",
    }
}

fn no_pace_id(why: NoPace) -> &'static str {
    match why {
        NoPace::NoBaseline => "no-baseline",
        NoPace::NoFinalTarget => "no-final-target",
        NoPace::NoActual => "no-actual",
        NoPace::NoPeriod => "no-period",
        NoPace::NotALevel => "not-a-level",
        NoPace::NoWay => "no-way",
    }
}
