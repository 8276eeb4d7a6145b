//! Which presets reproduce what a sheet prints, in the contract's manner: beside the evaluation, because every preset is
//! tried.

use serde::Serialize;

use crate::contract::shape;
use crate::domain::assess::Assessment;
use crate::domain::rating::{fit, presets};
use crate::i18n::{Lang, labels};

/// How much of what is printed a preset reproduces.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Fit {
    pub rule_set: String,
    /// In a sentence.
    pub text: String,
    pub rates: Score,
    pub labels: Score,
    /// What it does not reproduce.
    pub misses: Vec<Miss>,
}

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Score {
    pub reproduced: usize,
    pub of: usize,
}

/// Something printed that a preset gives otherwise.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Miss {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kpi: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measurement: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<String>,
    pub printed: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ours: Option<String>,
}

/// The presets that reproduce anything that is printed, best first.
pub(super) fn fits(assessment: &Assessment, lang: Lang) -> Vec<Fit> {
    let rules = presets::all();
    let shapes = assessment.fits().into_iter().filter_map(|found| {
        let named = rules.iter().find(|rules| rules.id == found.rule_set)?;
        let score = |score: fit::Score| Score {
            reproduced: score.reproduced,
            of: score.of,
        };
        let misses = found.misses.iter().map(|miss| Miss {
            kpi: shape::id(&assessment.indicator_ids, miss.indicator),
            measurement: miss.measurement,
            project: shape::id(&assessment.project_ids, miss.project),
            printed: miss.printed.clone(),
            ours: miss.ours.clone(),
        });
        Some(Fit {
            rule_set: found.rule_set.clone(),
            text: labels::fit(&found, named, lang),
            rates: score(found.rates),
            labels: score(found.labels),
            misses: misses.collect(),
        })
    });
    shapes.collect()
}
