//! Rule sets: how a body shows its rates, which words it gives them, and the labels that follow.
//!
//! | file | decides |
//! |---|---|
//! | [`rule_set`] | the JSON document of a rule set, and whether it holds together |
//! | [`presets`] | the rule sets that ship, one file and one row each |
//! | [`shown`] | the rate as the rule set shows it: method, rounding, cap |
//! | [`band`] | the word for a rate or comparison, against the printed one, and what would change it |
//! | [`label_check`] | whether a label is the printed one |
//! | [`coverage`] | whether bands leave gaps or overlap |
//! | [`overall`] | several printed ratings looked up into one |
//! | [`combine`] | one word for the indicators of a project or section |
//! | [`fit`] | which presets reproduce what a sheet prints; which labels two rule sets give differently |
//! | [`grant`] | the four labels of the regional-revitalisation grants, suggested per project |

pub mod band;
pub mod combine;
pub mod coverage;
pub mod fit;
pub mod grant;
pub mod label_check;
pub mod overall;
pub mod presets;
pub mod rule_set;
pub mod shown;

use std::collections::BTreeMap;

use crate::evaluate::{Evaluated, Override};
use crate::kpi::{Reason, Recognised};
use crate::rating::band::BandLabel;
use crate::rating::combine::{Combined, Section, Words};
use crate::rating::grant::Suggestion;
pub use crate::rating::label_check::LabelCheck;
use crate::rating::overall::Overall;
use crate::rating::rule_set::RuleSet;
use crate::rating::shown::Shown;
use kpi_readers::base::remark::{Code, Remark};

/// What a rule set says of everything in a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ratings {
    /// Shown rates by indicator and measurement.
    pub shown: Vec<Vec<Option<Shown>>>,
    /// Labels of indicators.
    pub indicators: Vec<Option<BandLabel>>,
    /// Suggested labels of projects.
    pub projects: Vec<Option<Suggestion>>,
    /// Words of projects by the rule set's way to combine.
    pub combined: Vec<Option<Combined>>,
    /// Sections with their words; none where the rule set says no way to combine.
    pub sections: Vec<Section>,
    /// What the printed ratings of indicators make.
    pub overall: Vec<Option<Overall>>,
    /// What the printed ratings of projects make.
    pub project_overall: Vec<Option<Overall>>,
    /// Labels that differ from the printed ones.
    pub remarks: Vec<Remark>,
}

/// Applies a rule set. `overrides` are by index of the indicator; only their method matters here.
pub fn rate(
    recognised: &Recognised,
    evaluated: &Evaluated,
    rule_set: &RuleSet,
    overrides: &BTreeMap<usize, Override>,
) -> Ratings {
    let mut ratings = Ratings::default();
    let terms = rule_set.terms();
    for (index, (indicator, evaluation)) in recognised
        .indicators
        .iter()
        .zip(&evaluated.indicators)
        .enumerate()
    {
        let method = overrides.get(&index).and_then(|user| user.method.as_deref());
        let shown: Vec<Option<Shown>> = evaluation
            .measurements
            .iter()
            .map(|measurement| shown::shown(measurement, rule_set, &terms, method))
            .collect();
        let label = evaluation.speaks.and_then(|speaks| {
            let measurement = evaluation.measurements.get(speaks)?;
            let shown = shown.get(speaks).and_then(Option::as_ref);
            band::label(indicator, measurement, shown, rule_set, &terms)
        });
        ratings
            .remarks
            .extend(label.as_ref().and_then(|label| label.remark(indicator, index)));
        let unsupported = evaluation.speaks.filter(|_| label.is_none()).and_then(|speaks| {
            let measurement = evaluation.measurements.get(speaks)?;
            let shown = shown.get(speaks).and_then(Option::as_ref);
            band::unsupported(indicator, measurement, shown, rule_set)
        });
        ratings
            .remarks
            .extend(unsupported.map(|remark| remark.on_indicator(index)));
        let overall = overall::overall(&indicator.printed, rule_set);
        let told = overall.as_ref().and_then(|overall| overall.remark(&indicator.at));
        ratings
            .remarks
            .extend(told.map(|remark| remark.on_indicator(index)));
        ratings.shown.push(shown);
        ratings.indicators.push(label);
        ratings.overall.push(overall);
    }
    ratings
        .remarks
        .extend(term_needed(recognised, evaluated, &ratings));
    let mut unknown = labels_unknown(recognised, &ratings);
    ratings.remarks.append(&mut unknown);
    ratings.projects = grant::suggest(recognised, evaluated, rule_set);
    let below = grant::below(recognised);
    for (index, project) in recognised.projects.iter().enumerate() {
        let suggestion = ratings.projects.get(index).and_then(Option::as_ref);
        let differs = suggestion
            .and_then(|label| label.remark(project, index))
            .or_else(|| {
                let below = below.get(index).filter(|_| suggestion.is_none())?;
                grant::unsupported(recognised, evaluated, below, index, rule_set)
            });
        let overall = overall::overall(&project.printed, rule_set);
        let overall_differs = overall.as_ref().and_then(|overall| {
            Some(Remark {
                project: Some(index),
                ..overall.remark(&project.at)?
            })
        });
        ratings.remarks.extend(differs.into_iter().chain(overall_differs));
        ratings.project_overall.push(overall);
    }
    if rule_set.combine.is_some() {
        let words = Words {
            labels: &ratings.indicators,
            shown: &ratings.shown,
        };
        ratings.combined = below
            .iter()
            .map(|below| combine::combine(below, evaluated, &words, rule_set))
            .collect();
        let mut sections = combine::sections(recognised);
        for section in &mut sections {
            section.label = combine::combine(&section.indicators, evaluated, &words, rule_set);
        }
        ratings.sections = sections;
    }
    ratings
}

/// Printed words that the rule set does not know, in a sheet of which it knows others: a slip, or another rule.
fn labels_unknown(recognised: &Recognised, ratings: &Ratings) -> Vec<Remark> {
    let labels = || ratings.indicators.iter().flatten();
    let known = labels().filter(|label| label.printed.is_some()).count();
    let rows = recognised.indicators.iter().zip(&ratings.indicators).enumerate();
    let unknown: Vec<Remark> = rows
        .filter_map(|(index, (indicator, label))| {
            let label = label.as_ref().filter(|label| label.printed.is_none())?;
            let printed = indicator.printed.status.clone()?;
            let remark = Remark::new(Code::LabelUnknown, Some(indicator.at.clone())).on_field("label");
            let remark = remark
                .on_indicator(index)
                .with([printed, label.band.text.clone()]);
            Some(Remark {
                proposal: Some(label.band.text.clone()),
                ..remark
            })
        })
        .collect();
    // A rule set that knows few of the words is not the sheet's.
    if known > unknown.len() {
        unknown
    } else {
        Vec::new()
    }
}

/// Asks for the plan's term, once, if the rule set's method needs it and nothing says it.
fn term_needed(recognised: &Recognised, evaluated: &Evaluated, ratings: &Ratings) -> Option<Remark> {
    let missing = |index: usize| {
        let speaks = evaluated.indicators.get(index)?.speaks?;
        let shown = ratings.shown.get(index)?.get(speaks)?.as_ref()?;
        (shown.outcome == Err(Reason::NoTerm)).then_some(index)
    };
    let index = (0..recognised.indicators.len()).find_map(missing)?;
    let at = recognised.indicators.get(index)?.at.clone();
    Some(
        Remark::new(Code::TermNeeded, Some(at))
            .on_indicator(index)
            .on_field("term"),
    )
}
