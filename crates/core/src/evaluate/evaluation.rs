//! What comes of one indicator.

use crate::evaluate::direction::DirectionFrom;
use crate::evaluate::measure::Measurement;
use crate::evaluate::target_kind::TargetKind;
use crate::kpi::{Direction, Point};

/// One indicator, evaluated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluation {
    /// Its unit; every point below is in it unless `unit-differs` says otherwise.
    pub unit: Option<String>,
    /// Which way is better.
    pub direction: Direction,
    /// What says so.
    pub direction_from: DirectionFrom,
    /// The kind of the target that speaks.
    pub target_kind: TargetKind,
    /// 基準値.
    pub baseline: Option<Point>,
    /// 最終目標値; one that refers to the baseline has its value, derived.
    pub final_target: Option<Point>,
    /// By period, annual before cumulative before level.
    pub measurements: Vec<Measurement>,
    /// Index of the measurement that speaks for the indicator.
    pub speaks: Option<usize>,
}

impl Evaluation {
    /// The measurement that speaks for the indicator.
    pub fn speaking(&self) -> Option<&Measurement> {
        self.measurements.get(self.speaks?)
    }
}
