//! The KPIs that are in both sheets.

use yew::prelude::*;

use crate::ui::figures::grouped;
use crate::ui::years::compared::Compared;
use crate::ui::years::decide::Decide;
use crate::ui::years::pace::PaceView;
use kpi_report::compare::shape::Certainty;
use kpi_report::compare::shape::Named;
use kpi_report::compare::shape::Pair;
use kpi_report::i18n::Lang;
use kpi_report::i18n::page::SHEETS;
use kpi_report::i18n::shown;
use kpi_report::i18n::years::Words;
use kpi_report::i18n::years::words;

/// Rows that are shown at once.
const ROWS: usize = 50;

/// Props of [`Pairs`].
#[derive(Properties, PartialEq)]
pub struct PairsProps {
    /// The comparison.
    pub found: Compared,
    /// Indices of the pairs that are shown.
    pub shown: Vec<usize>,
    /// Says something in the live region.
    pub on_say: Callback<AttrValue>,
}

/// The pairs as a table.
///
/// Contract: every pair is a row with a row header; laid out as cards on narrow screens, each value with its name. Long
/// tables are shown in parts, with a button for more.
#[component]
pub fn Pairs(props: &PairsProps) -> Html {
    let words = words(use_context::<Lang>().unwrap_or_default());
    let rows = use_state(|| ROWS);
    let n = props.shown.len().min(*rows);
    let more = {
        let (setter, now) = (rows.setter(), *rows);
        Callback::from(move |_| setter.set(now.saturating_add(ROWS)))
    };
    html! {
        <>
            <p class="ke-support">{ (words.shown)(n, props.shown.len()) }</p>
            <table class="ke-table ke-table--years" role="table">
                <caption class="ke-visually-hidden">{ words.heading }</caption>
                <thead class="ke-table__head" role="rowgroup">
                    <tr role="row">
                        { for words.columns.into_iter().map(|(kind, name)| html! {
                            <th key={kind} scope="col" role="columnheader" class={format!("ke-col ke-col--{kind}")}>{ name }</th>
                        }) }
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    { for props.shown.iter().take(n).filter_map(|&index| {
                        let pair = props.found.0.pairs.get(index)?;
                        Some(html! {
                            <PairRow key={pair.now.id.clone()} found={props.found.clone()} {index} on_say={props.on_say.clone()} />
                        })
                    }) }
                </tbody>
            </table>
            if n < props.shown.len() {
                <button type="button" class="ke-button ke-button--outline" onclick={more}>{ words.more }</button>
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct PairRowProps {
    found: Compared,
    index: usize,
    on_say: Callback<AttrValue>,
}

#[component]
fn PairRow(props: &PairRowProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let words = words(lang);
    let Some(pair) = props.found.0.pairs.get(props.index) else {
        return Html::default();
    };
    html! {
        <tr role="row" class="ke-project" data-pair={pair.now.id.clone()}>
            <th scope="row" role="rowheader" class="ke-kpi__name">{ name(pair, words) }</th>
            { cell("before", words, figures(&pair.before, words, lang)) }
            { cell("now", words, figures(&pair.now, words, lang)) }
            { cell("flags", words, flags(pair, words)) }
            { cell("pace", words, html! { <PaceView found={props.found.clone()} index={props.index} /> }) }
            { cell("act", words, html! {
                <Decide kpi={pair.now.id.clone()} name={pair.now.name.clone()} paired=true on_say={props.on_say.clone()} />
            }) }
        </tr>
    }
}

fn name(pair: &Pair, words: &'static Words) -> Html {
    let path: Vec<_> = pair
        .now
        .section
        .iter()
        .chain(&pair.now.project)
        .map(String::as_str)
        .collect();
    html! {
        <>
            if !path.is_empty() {
                <span class="ke-support" lang={SHEETS}>{ path.join(" ＞ ") }</span>
            }
            <span class="ke-kpi__label" lang={SHEETS}>{ &pair.now.name }</span>
            if pair.before.name != pair.now.name {
                <span class="ke-support">{ (words.called)(&pair.before.name) }</span>
            }
            if pair.certainty == Certainty::Check {
                <span class="ke-chip ke-chip--provisional">{ words.check }</span>
            }
            <span class="ke-support">{ &pair.because }</span>
        </>
    }
}

/// Period, target, actual and rate of a KPI.
fn figures(kpi: &Named, words: &'static Words, lang: Lang) -> Html {
    let unit = kpi.unit.as_deref().unwrap_or_default();
    let figure = |name: &str, value: Option<&String>, unit: &str| {
        let value = value.map(|value| format!("{}{unit}", grouped(value)));
        (words.figure)(name, value.as_deref().unwrap_or(words.absent))
    };
    html! {
        <ul class="ke-years__figures">
            if let Some(period) = &kpi.period {
                <li class="ke-support">{ shown::period(period, lang) }</li>
            }
            <li>{ figure(words.target, kpi.target.as_ref(), unit) }</li>
            <li>{ figure(words.actual, kpi.actual.as_ref(), unit) }</li>
            <li>{ figure(words.rate, kpi.rate.as_ref(), "%") }</li>
        </ul>
    }
}

fn flags(pair: &Pair, words: &'static Words) -> Html {
    if pair.flags.is_empty() {
        return html! { <span class="ke-support">{ words.unchanged }</span> };
    }
    html! {
        <ul class="ke-years__flags">
            { for pair.flags.iter().map(|told| html! {
                <li key={told.message.clone()} data-flag={told.flag.code()}>
                    <strong>{ (words.code)(told.flag.code()) }</strong>
                    <span>{ &told.message }</span>
                </li>
            }) }
        </ul>
    }
}

fn cell(kind: &'static str, words: &'static Words, content: Html) -> Html {
    let name = words.columns.iter().find(|(other, _)| *other == kind);
    html! {
        <td role="cell" class={format!("ke-cell ke-cell--{kind}")} data-field={kind}>
            <span class="ke-cell__name" aria-hidden="true">{ name.map_or("", |(_, name)| *name) }</span>
            <div class="ke-cell__content">{ content }</div>
        </td>
    }
}
