//! How an indicator stands, in the classes that are counted.

use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::evaluate::measure::Status;

/// How an indicator stands: the status of the measurement that speaks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, IntoStaticStr, EnumString, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Standing {
    /// The target was reached.
    Achieved,
    /// The target was not reached.
    NotAchieved,
    /// The figure is not yet published.
    NotPublished,
    /// The cell is blank.
    NotEntered,
    /// No judgement is possible.
    NotEvaluable,
    /// Qualitative targets, no target, no measurement.
    Other,
}

impl Standing {
    /// All of them, in the order of the summary.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The class of a status; `None` where nothing was measured.
    pub fn of(status: Option<Status>) -> Self {
        match status {
            Some(Status::Achieved) => Self::Achieved,
            Some(Status::NotAchieved) => Self::NotAchieved,
            Some(Status::NotPublished) => Self::NotPublished,
            Some(Status::NotEntered) => Self::NotEntered,
            Some(Status::NotEvaluable) => Self::NotEvaluable,
            Some(Status::Qualitative | Status::NoTarget) | None => Self::Other,
        }
    }

    /// The stable word, which also names its colour in the style sheet.
    pub fn id(self) -> &'static str {
        self.into()
    }
}
