//! The contract's shapes, how an assessment is put into them in a language, and how requests are read.
//!
//! | file | holds |
//! |---|---|
//! | [`v1`] | the shapes of `kpi-evaluator/1` |
//! | [`words`] | the contract's words for the domain's values, and its notation of periods |
//! | [`fits`] | which rule sets reproduce what is printed |
//! | [`changes`] | which labels another rule set gives otherwise |
//! | [`folds`] | text without columns, folded into a table |
//! | [`shape`] | assessment → shapes |
//! | [`json`](mod@json) | assessment → the JSON of its shapes, KPI by KPI |
//! | [`mapping`] | a table as understood → the mapping that says the same |
//! | [`request`] | options and input → what the domain takes, or a fault |

pub mod changes;
pub mod fits;
pub mod folds;
mod json;
pub mod mapping;
pub mod request;
mod shape;
pub mod v1;
pub mod words;

use crate::i18n::Lang;
use kpi_core::assess::Assessment;
use kpi_core::rating::presets;
use kpi_core::rating::rule_set::RuleSet;
use kpi_core::reading::by_hand::Folding;

/// The assessment in the contract's shape, worded in `lang`.
pub fn evaluation(assessment: &Assessment, lang: Lang) -> v1::Evaluation {
    shape::evaluation(assessment, lang)
}

/// Which of the presets, and of a city's own rule sets beside them, reproduce what the sheet prints, best first: a
/// proposal, never a choice. Apart from the evaluation, because every one is tried.
pub fn fits(assessment: &Assessment, own: &[RuleSet], lang: Lang) -> Vec<fits::Fit> {
    fits::fits(assessment, own, lang)
}

/// The labels that another rule set gives otherwise.
pub fn changes(assessment: &Assessment, rules: &RuleSet) -> changes::Changes {
    changes::changes(assessment, rules)
}

/// Text without columns folded into a table, as a person says or in the ways that hold most of it.
pub fn folds(assessment: &Assessment, asked: Option<Folding>, lang: Lang) -> Vec<folds::Fold> {
    folds::folds(assessment, asked, lang)
}

/// The evaluation as JSON. Equal evaluations give equal bytes.
pub fn to_json(evaluation: &v1::Evaluation) -> String {
    json::text(evaluation, evaluation.kpis.len())
}

/// The JSON of an assessment's evaluation, worded in `lang`: the bytes of [`to_json`], without ever holding the shapes
/// of all KPIs.
pub fn json(assessment: &Assessment, lang: Lang) -> String {
    json::written(assessment, lang)
}

/// The presets as a JSON array of rule sets.
pub fn rule_sets_json() -> String {
    serde_json::to_string(presets::all()).unwrap_or_default()
}
