//! Which rule sets reproduce what the sheet prints.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::inputs::Change;
use crate::ui::components::rule_choice::FIELD;
use crate::ui::hooks::AT_ONCE;
use crate::ui::hooks::use_act;
use crate::ui::hooks::use_ports;
use crate::ui::hooks::use_rule_words;
use crate::ui::queries::use_answer;
use crate::ui::reading::Reading;
use kpi_core::rating::rule_set::RuleSet;
use kpi_report::contract::fits::Fit;
use kpi_report::contract::fits::Miss;
use kpi_report::i18n::page::SHEETS;
use kpi_report::i18n::rules::RuleWords;
use kpi_report::tasks::query::Answer;
use kpi_report::tasks::query::Query;

/// What is listed of what a rule set does not reproduce.
const MISSES: usize = 10;

/// Props of [`Fits`].
#[derive(Properties)]
pub struct FitsProps {
    /// What was read.
    pub reading: Rc<Reading>,
    /// A city's own rule sets, tried beside the presets.
    pub own: Vec<RuleSet>,
    /// Says something in the live region.
    pub on_say: Callback<AttrValue>,
}

impl PartialEq for FitsProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.reading, &other.reading) && self.own == other.own && self.on_say == other.on_say
    }
}

/// The rule sets that reproduce what is printed: the best one proposed, the others on demand.
///
/// Contract: a group with a sentence, a button that takes the proposed rule set, and a disclosure with all of them; each
/// has a button named after it. Nothing is chosen by itself. Taking one moves the focus to the select. Absent where the
/// sheet prints neither rates nor labels.
#[component]
pub fn Fits(props: &FitsProps) -> Html {
    let words = use_rule_words();
    let (act, ports) = (use_act(), use_ports());
    let asked = use_state(|| false);
    let prints = prints_anything(&props.reading);
    let at_once = props.reading.inputs.size() <= AT_ONCE;
    let query = (prints && (at_once || *asked)).then(|| Query::Fits(props.own.clone()));
    let answer = use_answer(&props.reading, query);
    let take = {
        let own = props.own.clone();
        Callback::from(move |id: String| {
            let rules = own.iter().find(|rules| rules.id == id).cloned();
            ports.page.reveal(FIELD);
            act.emit(match rules {
                Some(rules) => Change::OwnRules(Box::new(rules)).into(),
                None => Change::RuleSet(id).into(),
            });
        })
    };
    if !prints || props.reading.inputs.document.is_none() {
        return Html::default();
    }
    let content = if let Some(Answer::Fits(fits)) = answer.as_deref() {
        found(fits, &props.reading, &take, words)
    } else if at_once || *asked {
        html! { <p>{ words.finding_fits }</p> }
    } else {
        let ask = Callback::from(move |_| asked.set(true));
        html! {
            <button type="button" class="ke-button ke-button--outline ke-button--small" onclick={ask}>
                { words.find_fits }
            </button>
        }
    };
    html! {
        <div class="ke-fits" role="group" aria-labelledby="ke-fits-heading">
            <h3 class="ke-subheading" id="ke-fits-heading">{ words.fits }</h3>
            { content }
        </div>
    }
}

/// The sheet prints a rate or a label, so that a rule set can be held against it.
fn prints_anything(reading: &Reading) -> bool {
    let evaluation = &reading.evaluation;
    let of_kpi = evaluation.kpis.iter().any(|kpi| {
        let printed = kpi.printed.as_ref();
        let label = printed.is_some_and(|printed| {
            printed.status.is_some() || printed.label.is_some() || printed.overall.is_some()
        });
        label
            || kpi
                .measurements
                .iter()
                .any(|measurement| measurement.printed_rate.is_some())
    });
    let of_project = evaluation.projects.iter().any(|project| {
        let printed = project.printed.as_ref();
        printed.is_some_and(|printed| printed.label.is_some() || printed.overall.is_some())
    });
    of_kpi || of_project
}

fn reproduced(fit: &Fit) -> (usize, usize) {
    (
        fit.rates.reproduced + fit.labels.reproduced,
        fit.labels.reproduced,
    )
}

fn found(fits: &[Fit], reading: &Reading, take: &Callback<String>, words: &'static RuleWords) -> Html {
    let chosen = reading.evaluation.rule_set.as_str();
    let Some(first) = fits.first() else {
        return html! { <p>{ words.fits_none }</p> };
    };
    let equals = || fits.iter().filter(|fit| reproduced(fit) == reproduced(first));
    // Among equals the chosen one speaks: there is nothing to propose then.
    let best = equals().find(|fit| fit.rule_set == chosen).unwrap_or(first);
    let scores = [best.labels, best.rates].map(|score| (score.reproduced, score.of));
    let is_chosen = best.rule_set == chosen;
    html! {
        <>
            <p class="ke-fits__best" data-fit={best.rule_set.clone()}>
                { (words.fit_best)(&best.name, &scores, equals().count() - 1, is_chosen) }
            </p>
            if !is_chosen {
                { button(best, "ke-button ke-button--outline", take, words) }
            }
            <p class="ke-support">{ words.fits_caution }</p>
            <details class="ke-disclosure">
                <summary>{ (words.all_fits)(fits.len()) }</summary>
                <ul class="ke-fits__list">
                    { for fits.iter().map(|fit| html! {
                        <li key={fit.rule_set.clone()} class="ke-fits__item">
                            <span>{ &fit.text }</span>
                            if fit.rule_set == chosen {
                                <span class="ke-mark">{ words.in_use }</span>
                            } else {
                                { button(fit, "ke-button ke-button--text ke-button--small", take, words) }
                            }
                            { misses(&fit.misses, reading, words) }
                        </li>
                    }) }
                </ul>
            </details>
        </>
    }
}

fn button(fit: &Fit, class: &'static str, take: &Callback<String>, words: &'static RuleWords) -> Html {
    let id = fit.rule_set.clone();
    html! {
        <button type="button" {class} onclick={take.reform(move |_| id.clone())}>
            { words.take }
            <span class="ke-visually-hidden">{ (words.take_of)(&fit.name) }</span>
        </button>
    }
}

fn misses(misses: &[Miss], reading: &Reading, words: &'static RuleWords) -> Html {
    if misses.is_empty() {
        return Html::default();
    }
    let evaluation = &reading.evaluation;
    let name = |miss: &Miss| {
        let kpi = miss
            .kpi
            .as_ref()
            .and_then(|id| evaluation.kpis.iter().find(|kpi| kpi.id == *id));
        let project = miss
            .project
            .as_ref()
            .and_then(|id| evaluation.projects.iter().find(|project| project.id == *id));
        kpi.map(|kpi| kpi.name.clone())
            .or_else(|| project.map(|project| project.name.clone()))
            .unwrap_or_default()
    };
    html! {
        <details class="ke-disclosure">
            <summary>{ (words.misses)(misses.len()) }</summary>
            <ul class="ke-list" lang={SHEETS}>
                { for misses.iter().take(MISSES).enumerate().map(|(n, miss)| html! {
                    <li key={n}>{ (words.miss)(&name(miss), &miss.printed, miss.ours.as_deref()) }</li>
                }) }
                if misses.len() > MISSES {
                    <li>{ (words.more_changes)(misses.len() - MISSES) }</li>
                }
            </ul>
        </details>
    }
}
