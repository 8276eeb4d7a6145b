//! What the page asks about a document besides its evaluation: questions whose answers cost more than a rendering may
//! take, and that are asked while a person is still deciding. Questions and answers are plain data, so that they can be
//! sent to a worker.

use serde::{Deserialize, Serialize};

use crate::contract;
use crate::contract::changes::Changes;
use crate::contract::fits::Fit;
use crate::contract::folds::Fold;
use crate::i18n::Lang;
use kpi_core::assess::Assessment;
use kpi_core::rating::rule_set::RuleSet;
use kpi_core::reading::by_hand::Folding;

/// A question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Query {
    /// Which rule sets reproduce what is printed? The presets are tried, and these beside them.
    Fits(Vec<RuleSet>),
    /// Which labels would this rule set give otherwise?
    Changes(Box<RuleSet>),
    /// What does text without columns come to, folded so? In the ways that hold most of it, if none is said.
    Folds(Option<Folding>),
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Answer {
    /// Best first.
    Fits(Vec<Fit>),
    /// In the order of the sheet.
    Changes(Changes),
    /// Best first.
    Folds(Vec<Fold>),
}

/// Answers a question about what was assessed.
pub fn answer(assessment: &Assessment, query: &Query, lang: Lang) -> Answer {
    match query {
        Query::Fits(own) => Answer::Fits(contract::fits(assessment, own, lang)),
        Query::Changes(rules) => Answer::Changes(contract::changes(assessment, rules)),
        Query::Folds(asked) => Answer::Folds(contract::folds(assessment, *asked, lang)),
    }
}
