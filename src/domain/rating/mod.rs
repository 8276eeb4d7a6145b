//! Rule sets: how a body shows its rates, which words it gives them, and the labels that follow.
//!
//! | file | decides |
//! |---|---|
//! | [`rule_set`] | the JSON document of a rule set, and whether it holds together |
//! | [`presets`] | the rule sets that ship, one file and one row each |
//! | [`shown`] | the rate as the rule set shows it: method, rounding, cap |
//! | [`band`] | the word for a rate, against the printed one |
//! | [`grant`] | the four labels of the regional-revitalisation grants, suggested per project |

pub mod band;
pub mod grant;
pub mod presets;
pub mod rule_set;
pub mod shown;

use std::collections::BTreeMap;

use crate::domain::base::remark::Remark;
use crate::domain::evaluate::{Evaluated, Override};
use crate::domain::kpi::Recognised;
use crate::domain::rating::band::BandLabel;
use crate::domain::rating::grant::Suggestion;
use crate::domain::rating::rule_set::RuleSet;
use crate::domain::rating::shown::Shown;

/// A label of ours against the printed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelCheck {
    /// The same.
    Match,
    /// Another.
    Mismatch,
    /// Nothing is printed that the rule knows.
    NotPrinted,
}

impl LabelCheck {
    /// The stable word in the contract.
    pub fn id(self) -> &'static str {
        match self {
            Self::Match => "match",
            Self::Mismatch => "mismatch",
            Self::NotPrinted => "not-printed",
        }
    }
}

/// What a rule set says of everything in a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ratings {
    /// Shown rates by indicator and measurement.
    pub shown: Vec<Vec<Option<Shown>>>,
    /// Labels of indicators.
    pub indicators: Vec<Option<BandLabel>>,
    /// Suggested labels of projects.
    pub projects: Vec<Option<Suggestion>>,
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
        let speaking = evaluation
            .speaking()
            .zip(evaluation.speaks.and_then(|index| shown.get(index)?.as_ref()));
        let label =
            speaking.and_then(|(measurement, shown)| band::label(indicator, measurement, shown, rule_set));
        ratings
            .remarks
            .extend(label.as_ref().and_then(|label| label.remark(indicator, index)));
        ratings.shown.push(shown);
        ratings.indicators.push(label);
    }
    ratings.projects = grant::suggest(recognised, evaluated, rule_set);
    for (index, suggestion) in ratings.projects.iter().enumerate() {
        let project = recognised.projects.get(index);
        ratings.remarks.extend(
            suggestion
                .as_ref()
                .zip(project)
                .and_then(|(label, project)| label.remark(project, index)),
        );
    }
    ratings
}
