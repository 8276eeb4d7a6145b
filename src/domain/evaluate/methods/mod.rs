//! The ways to make a rate: one file and one row each.

pub mod progress;
pub mod simple_ratio;

use crate::domain::base::Decimal;
use crate::domain::base::fraction::Fraction;
use crate::domain::evaluate::measure::TargetKind;
use crate::domain::kpi::{Basis, Direction, Reason};

/// What a method works on: a target and an actual in one unit, with what is known about them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Case {
    /// Which way is better.
    pub direction: Direction,
    /// The kind of the target.
    pub kind: TargetKind,
    /// What target and actual count.
    pub basis: Basis,
    /// The target.
    pub target: Decimal,
    /// The actual.
    pub actual: Decimal,
    /// The baseline, if it is a level in the same unit.
    pub baseline: Option<Decimal>,
    /// The final target, if it is a level in the same unit.
    pub final_target: Option<Decimal>,
}

/// A way to make a rate; 1 = 100 %.
#[derive(Clone, Copy, Debug)]
pub struct Method {
    /// Stable; rule sets and overrides name it.
    pub id: &'static str,
    /// The rate, or why there is none.
    pub run: fn(&Case) -> Result<Fraction, Reason>,
}

/// Every method. Menus, rule sets and the JavaScript API read this table.
pub const METHODS: &[Method] = &[simple_ratio::METHOD, progress::METHOD];

/// The method of an id.
pub fn find(id: &str) -> Option<&'static Method> {
    METHODS.iter().find(|method| method.id == id)
}
