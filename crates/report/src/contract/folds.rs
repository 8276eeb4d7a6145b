//! Text without columns folded into a table: the ways that hold most of it, or the one that a person says. Beside the
//! evaluation, because it is asked only where a person looks for it.

use serde::{Deserialize, Serialize};

use crate::contract::{shape, v1};
use crate::i18n::Lang;
use kpi_core::assess::Assessment;
use kpi_core::reading::by_hand::Folding;

/// A folding, and what it reads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Fold {
    /// How the cells stand.
    pub folding: Folding,
    /// What it reads: each reading has the mapping that gives exactly it.
    pub candidate: v1::Candidate,
}

/// The foldings, best first; none where nothing can be read by any.
pub(super) fn folds(assessment: &Assessment, asked: Option<Folding>, lang: Lang) -> Vec<Fold> {
    let folded = assessment.folded(asked).into_iter();
    let shapes = folded.map(|folded| Fold {
        folding: folded.folding,
        candidate: shape::candidate(&folded.candidate, &folded.evaluated, &assessment.sheets, lang),
    });
    shapes.collect()
}
