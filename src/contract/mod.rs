//! The contract's shapes, and how an assessment is put into them in a language.

pub mod v1;

use crate::domain::assess::Assessment;
use crate::i18n::Lang;

/// The assessment in the contract's shape, worded in `lang`.
pub fn evaluation(_assessment: &Assessment, _lang: Lang) -> v1::Evaluation {
    v1::Evaluation::default()
}
