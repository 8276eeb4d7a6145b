//! Which rule sets reproduce what a sheet prints, in the contract's manner: beside the evaluation, because every one is
//! tried.

use serde::{Deserialize, Serialize};

use crate::contract::shape;
use crate::i18n::{Lang, labels};
use kpi_core::assess::Assessment;
use kpi_core::rating::fit;
use kpi_core::rating::presets;
use kpi_core::rating::rule_set::RuleSet;

/// How much of what is printed a rule set reproduces.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Fit {
    /// Its id.
    pub rule_set: String,
    /// What people call it.
    pub name: String,
    /// In a sentence.
    pub text: String,
    pub rates: Score,
    pub labels: Score,
    /// What it does not reproduce.
    pub misses: Vec<Miss>,
}

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Score {
    pub reproduced: usize,
    pub of: usize,
}

/// Something printed that a rule set gives otherwise.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
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

/// The rule sets that reproduce anything that is printed, best first: the presets, and `own` beside them.
pub(super) fn fits(assessment: &Assessment, own: &[RuleSet], lang: Lang) -> Vec<Fit> {
    let is_new = |rules: &&RuleSet| presets::all().iter().all(|preset| preset.id != rules.id);
    let all = || presets::all().iter().chain(own.iter().filter(is_new));
    let shapes = assessment.fits(all()).into_iter().filter_map(|found| {
        let named = all().find(|rules| rules.id == found.rule_set)?;
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
            name: labels::name(named, lang).to_owned(),
            text: labels::fit(&found, named, lang),
            rates: score(found.rates),
            labels: score(found.labels),
            misses: misses.collect(),
        })
    });
    shapes.collect()
}
