//! What a method is, and what it works on.

use std::cmp::Ordering;

use crate::evaluate::target_kind::TargetKind;
use crate::kpi::{Against, Basis, Direction, Reason};
use kpi_readers::base::Decimal;
use kpi_readers::base::fraction::Fraction;

/// What a method works on: a target and an actual in one unit, with what is known about them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Case {
    /// Which way is better.
    pub direction: Direction,
    /// The kind of the target.
    pub kind: TargetKind,
    /// What target and actual count.
    pub basis: Basis,
    /// Which target it is.
    pub against: Against,
    /// The target.
    pub target: Decimal,
    /// The actual.
    pub actual: Decimal,
    /// The baseline, if it is a level in the same unit.
    pub baseline: Option<Decimal>,
    /// The final target, if it is a level in the same unit.
    pub final_target: Option<Decimal>,
    /// The final target, if it counts what was added since the start, in the same unit.
    pub final_increment: Option<Decimal>,
    /// Target and actual are printed as amounts of change: 15人減.
    pub amounts: bool,
    /// When all that is.
    pub times: Times,
}

/// When, in months since year 0: the ends of periods; of the term's start, its beginning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Times {
    /// The period of the baseline.
    pub baseline: Option<i32>,
    /// The period of the actual.
    pub now: Option<i32>,
    /// When the final target is due, if that is printed.
    pub due: Option<i32>,
    /// When the plan begins.
    pub start: Option<i32>,
    /// When the plan ends.
    pub end: Option<i32>,
}

/// What a rule set hands to its methods.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Percent of the final target that is expected by the end of each year of the plan.
    pub shares: Vec<Decimal>,
    /// How far from the target "maintained" may be.
    pub tolerance: Option<Tolerance>,
}

/// How far from the target "maintained" may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tolerance {
    /// Percent of the target.
    Percent(Decimal),
    /// In the indicator's unit.
    Points(Decimal),
}

/// What a method makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// 1 = 100 %.
    Rate(Fraction),
    /// The target can only be met or not.
    Met(bool),
}

impl From<Fraction> for Outcome {
    fn from(rate: Fraction) -> Self {
        Self::Rate(rate)
    }
}

/// A way to make a rate.
#[derive(Clone, Copy, Debug)]
pub struct Method {
    /// Stable; rule sets and overrides name it.
    pub id: &'static str,
    /// What it makes, or why nothing.
    pub run: fn(&Case, &Terms) -> Result<Outcome, Reason>,
}

impl Case {
    /// The case with another actual: what would it be if.
    #[must_use]
    pub fn with_actual(mut self, actual: Decimal) -> Self {
        self.actual = actual;
        self
    }

    /// The actual against another value in the direction: `Greater` is better. `None` where neither way is better.
    pub fn beside(&self, other: Decimal) -> Option<Ordering> {
        match (self.kind, self.direction) {
            (TargetKind::AtLeastBaseline, _) | (_, Direction::Increase) => Some(self.actual.cmp(&other)),
            (TargetKind::AtMostBaseline, _) | (_, Direction::Decrease) => Some(other.cmp(&self.actual)),
            (_, Direction::Maintain | Direction::Unknown) => None,
        }
    }

    /// A number to divide by, and a way that is better.
    pub(super) fn numeric(&self) -> Result<(), Reason> {
        match (self.kind, self.direction) {
            (TargetKind::Numeric, Direction::Increase | Direction::Decrease) => Ok(()),
            (TargetKind::Numeric, Direction::Unknown) => Err(Reason::UnknownDirection),
            _ => Err(Reason::NoRatio),
        }
    }

    /// The same, of levels.
    pub(super) fn levels(&self) -> Result<(), Reason> {
        self.numeric()?;
        if self.basis == Basis::Level && !self.amounts {
            Ok(())
        } else {
            Err(Reason::NotALevel)
        }
    }

    /// The final target: printed as such, or the one that this comparison is held against.
    pub(super) fn goal(&self) -> Result<Decimal, Reason> {
        let own = (self.against == Against::Final).then_some(self.target);
        let goal = match self.basis {
            Basis::Level => self.final_target.or(own),
            Basis::CumulativeIncrement => self.final_increment.or(own),
            Basis::AnnualIncrement => return Err(Reason::NotCumulative),
        };
        goal.ok_or(Reason::NoFinalTarget)
    }

    /// The share of the plan that has passed: above 0, at most 1.
    ///
    /// Where the final target's own period is not printed and the target of this period equals it, it is due now.
    ///
    /// # Errors
    /// [`Reason::NoPeriod`], [`Reason::NoTerm`], [`Reason::OutsideTerm`].
    pub fn elapsed(&self) -> Result<Fraction, Reason> {
        let now = self.times.now.ok_or(Reason::NoPeriod)?;
        let is_final = self.against == Against::Period && self.goal() == Ok(self.target);
        let assumed = if is_final { Some(now) } else { self.times.end };
        let due = self.times.due.or(assumed).ok_or(Reason::NoTerm)?;
        if now >= due {
            return Ok(Fraction::from(Decimal::ONE));
        }
        let start = self.times.start.ok_or(Reason::NoTerm)?;
        if now <= start {
            return Err(Reason::OutsideTerm);
        }
        share_of(now - start, due - start).ok_or(Reason::OutsideTerm)
    }

    /// Baseline's, actual's and final target's times, in this order and apart.
    pub(super) fn growth_times(&self) -> Result<(i32, i32, i32), Reason> {
        let (since, now) = self.times.baseline.zip(self.times.now).ok_or(Reason::NoPeriod)?;
        let due = self.times.due.or(self.times.end).ok_or(Reason::NoTerm)?;
        if now <= since || due <= since {
            return Err(Reason::OutsideTerm);
        }
        Ok((since, now, due))
    }

    /// The year of the plan, from 1.
    pub(super) fn year(&self) -> Result<usize, Reason> {
        let now = self.times.now.ok_or(Reason::NoPeriod)?;
        let start = self.times.start.ok_or(Reason::NoTerm)?;
        let months = usize::try_from(now - start).map_err(|_| Reason::OutsideTerm)?;
        match months.div_ceil(12) {
            0 => Err(Reason::OutsideTerm),
            year => Ok(year),
        }
    }

    /// Where less is better, target ÷ actual; else actual ÷ target: for targets other than this comparison's own.
    pub(super) fn ratio_to(&self, target: &Fraction) -> Result<Fraction, Reason> {
        let actual = Fraction::from(self.actual);
        let zero = Fraction::from(Decimal::ZERO);
        match self.direction {
            _ if *target == zero => Err(Reason::TargetZero),
            _ if *target < zero || actual < zero => Err(Reason::Negative),
            Direction::Decrease => target.over(&actual).ok_or(Reason::ActualZero),
            _ => actual.over(target).ok_or(Reason::TargetZero),
        }
    }
}

pub(super) fn share_of(part: i32, whole: i32) -> Option<Fraction> {
    Fraction::ratio(Decimal::from(part), Decimal::from(whole))
}
