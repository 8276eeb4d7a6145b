//! One comparison of an actual with a target: kind of target, status, reason, and the values that methods work on.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::evaluate::methods::method::{Case, Times, Tolerance};
use crate::evaluate::methods::{met, progress, simple_ratio};
use crate::evaluate::recheck::{self, Check};
use crate::evaluate::target_kind::TargetKind;
use crate::evaluate::unit;
use crate::kpi::{Against, Basis, Change, Direction, Observation, Period, Point, Reason, Relative, Term};
use kpi_readers::base::Decimal;
use kpi_readers::base::fraction::Fraction;
use kpi_readers::base::place::Place;
use kpi_readers::base::remark::{Code, Remark};

/// What came of a comparison.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    IntoStaticStr,
    EnumString,
    VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Status {
    /// 達成.
    Achieved,
    /// 未達成.
    NotAchieved,
    /// 未公表, 集計中, 休止: the reason says which.
    NotPublished,
    /// 未記入.
    NotEntered,
    /// It cannot be told; the reason says why.
    #[default]
    NotEvaluable,
    /// The target is words.
    Qualitative,
    /// 目標なし.
    NoTarget,
}

impl Status {
    /// The stable word in the contract.
    pub fn id(self) -> &'static str {
        self.into()
    }

    fn of(achieved: bool) -> Self {
        if achieved {
            Self::Achieved
        } else {
            Self::NotAchieved
        }
    }
}

/// One comparison, evaluated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measurement {
    /// The period of the row or column.
    pub period: Option<Period>,
    /// What target and actual count.
    pub basis: Basis,
    /// Which target the actual is held against.
    pub against: Against,
    /// The kind of the target.
    pub kind: TargetKind,
    /// Which way is better.
    pub direction: Direction,
    /// The target in the indicator's unit; one that refers to the baseline has its value, derived.
    pub target: Option<Point>,
    /// The actual in the indicator's unit.
    pub actual: Option<Point>,
    /// The values of both, if they can be compared.
    pub case: Option<Case>,
    /// 達成率: [`simple_ratio`], whatever the rule set.
    pub rate: Option<Fraction>,
    /// 進捗率 to this target.
    pub progress: Option<Fraction>,
    /// 進捗率 to the final target.
    pub final_progress: Option<Fraction>,
    /// What came of it.
    pub status: Status,
    /// Why there is no status, or no rate.
    pub reason: Option<Reason>,
    /// 達成率 as printed.
    pub printed_rate: Option<String>,
    /// Where it is printed.
    pub printed_rate_at: Option<Place>,
    /// The printed rate against ours.
    pub check: Check,
}

/// The kind of a target.
pub fn kind(target: Option<&Point>) -> TargetKind {
    let Some(target) = target else {
        return TargetKind::None;
    };
    let nothing = target.raw.trim().is_empty() && target.value.is_none();
    match (target.relative, target.value) {
        _ if target.absence.is_some() => TargetKind::None,
        (Some(Relative::AtLeastBaseline), _) => TargetKind::AtLeastBaseline,
        (Some(Relative::AtMostBaseline), _) => TargetKind::AtMostBaseline,
        (Some(Relative::KeepBaseline), _) | (None, Some(_)) => TargetKind::Numeric,
        (None, None) if nothing => TargetKind::None,
        (None, None) => TargetKind::Text,
    }
}

/// Gives a target that refers to the baseline the baseline's value.
pub fn derive(target: &mut Point, baseline: Option<&Point>) {
    let level = baseline.filter(|baseline| baseline.basis == Basis::Level);
    if target.relative.is_some()
        && target.value.is_none()
        && let Some(value) = level.and_then(|baseline| baseline.value)
    {
        target.value = Some(value);
        target.unit = level.and_then(|baseline| baseline.unit.clone());
        target.derived = true;
    }
}

/// What all comparisons of one indicator share, and the remarks that they leave.
#[derive(Debug)]
pub struct Context<'a> {
    /// The printed rates of its table are ratios.
    pub rates_are_ratios: bool,
    /// Which way is better.
    pub direction: Direction,
    /// Nothing says so: it is assumed.
    pub is_assumed: bool,
    /// The indicator's unit.
    pub unit: Option<&'a str>,
    /// In that unit.
    pub baseline: Option<&'a Point>,
    /// In that unit, derived.
    pub final_target: Option<&'a Point>,
    /// The name says that changes are counted: 削減数.
    pub counts_change: bool,
    /// For "maintain".
    pub tolerance: Option<Tolerance>,
    /// Of the plan.
    pub term: Term,
    /// Filled while measuring.
    pub remarks: Vec<Remark>,
}

/// Status, reason and values.
struct Outcome {
    status: Status,
    reason: Option<Reason>,
    case: Option<Case>,
}

impl Outcome {
    fn without_values(status: Status, reason: impl Into<Option<Reason>>) -> Self {
        Self {
            status,
            reason: reason.into(),
            case: None,
        }
    }
}

impl Context<'_> {
    /// Evaluates one comparison; `index` is its place among the indicator's.
    pub fn measure(&mut self, index: usize, seen: &Observation) -> Measurement {
        let in_unit = |point: &Point| unit::converted(point, self.unit);
        let mut target = seen.target.as_ref().map(in_unit);
        let actual = seen.actual.as_ref().map(in_unit);
        if let Some(target) = &mut target {
            derive(target, self.baseline);
        }
        let kind = kind(target.as_ref());
        let Outcome { status, reason, case } = self.outcome(seen, kind, target.as_ref(), actual.as_ref());
        if reason == Some(Reason::UnknownDirection)
            && self.direction != Direction::Unknown
            && let (Some(target), Some(actual)) = (&target, &actual)
        {
            let figures =
                [&target.value, &actual.value].map(|value| value.unwrap_or_default().normalize().to_string());
            let remark = Remark::new(Code::DirectionUndecided, actual.at.clone())
                .on_field("direction")
                .with(figures);
            self.remarks.push(Remark {
                measurement: Some(index),
                ..remark
            });
        }
        if reason == Some(Reason::UnitDiffers)
            && let (Some(target), Some(actual)) = (&target, &actual)
        {
            let units = [unit::shown(target, self.unit), unit::shown(actual, self.unit)];
            let remark = Remark::new(Code::UnitDiffers, actual.at.clone())
                .on_field("actual")
                .with(units);
            self.remarks.push(Remark {
                measurement: Some(index),
                ..remark
            });
        }

        let rate = case.as_ref().and_then(|case| simple_ratio::rate(case).ok());
        let progress = case.as_ref().and_then(|case| progress::rate(case).ok());
        let final_progress = case.as_ref().and_then(final_progress);
        let rechecked = recheck::recheck(
            seen.printed_rate.as_deref(),
            rate.as_ref(),
            &[&progress, &final_progress],
            self.rates_are_ratios,
        );
        let actual_at = seen.actual.as_ref().and_then(|actual| actual.at.as_ref());
        let rate_at = seen.printed_rate_at.as_ref().or(actual_at);
        if let Some(mut remark) = rechecked.remark(rate_at) {
            let raw = seen.printed_rate.as_deref().unwrap_or_default();
            let makes = case.as_ref().and_then(|case| recheck::made_by(raw, case));
            remark.numbers.extend(
                makes
                    .filter(|_| rechecked.check == Check::Mismatch)
                    .map(str::to_owned),
            );
            self.remarks.push(Remark {
                measurement: Some(index),
                ..remark
            });
        }
        Measurement {
            period: seen.period,
            basis: seen.basis,
            against: seen.against,
            kind,
            direction: self.direction,
            target,
            actual,
            case,
            rate,
            progress,
            final_progress,
            status,
            reason,
            printed_rate: rechecked.printed,
            printed_rate_at: seen.printed_rate_at.clone(),
            check: rechecked.check,
        }
    }

    fn outcome(
        &self,
        seen: &Observation,
        kind: TargetKind,
        target: Option<&Point>,
        actual: Option<&Point>,
    ) -> Outcome {
        if kind == TargetKind::None {
            return Outcome::without_values(Status::NoTarget, None);
        }
        let (Some(target), Some(actual)) = (target, actual) else {
            return Outcome::without_values(Status::NotEntered, Reason::Blank);
        };
        match actual.absence {
            Some(Reason::Blank) => return Outcome::without_values(Status::NotEntered, Reason::Blank),
            Some(reason) => return Outcome::without_values(Status::NotPublished, reason),
            None if actual.value.is_none() && actual.raw.trim().is_empty() => {
                return Outcome::without_values(Status::NotEntered, Reason::Blank);
            }
            None => {}
        }
        if target.too_long || actual.too_long {
            return Outcome::without_values(Status::NotEvaluable, Reason::NoRatio);
        }
        if kind == TargetKind::Text {
            return Outcome::without_values(Status::Qualitative, Reason::NoRatio);
        }
        let Some(target_value) = target.value else {
            return Outcome::without_values(Status::NotEvaluable, Reason::NoBaseline);
        };
        let Some(actual_value) = actual.value else {
            return Outcome::without_values(Status::Qualitative, Reason::NoRatio);
        };
        if !unit::comparable(target, actual, self.unit) || self.mixes_level_and_change(target, actual) {
            return Outcome::without_values(Status::NotEvaluable, Reason::UnitDiffers);
        }
        let opposite = matches!(
            (target.change, actual.change),
            (Some(Change::Reduction), Some(Change::Rise)) | (Some(Change::Rise), Some(Change::Reduction))
        );
        let keeps = target.relative == Some(Relative::KeepBaseline);
        let case = Case {
            direction: if keeps {
                Direction::Maintain
            } else {
                self.direction
            },
            kind,
            basis: seen.basis,
            target: target_value,
            actual: if opposite { -actual_value } else { actual_value },
            baseline: self.level(self.baseline, target),
            final_target: self.level(self.final_target, target),
            against: seen.against,
            final_increment: self.increment(target),
            amounts: target.change.is_some() || actual.change.is_some(),
            times: self.times(seen, actual),
        };
        let (status, reason) = if self.is_doubtful(&case, seen) {
            (Status::NotEvaluable, Some(Reason::UnknownDirection))
        } else {
            self.compare(&case)
        };
        Outcome {
            status,
            reason,
            case: Some(case),
        }
    }

    /// The direction is assumed, and would make something of what it cannot: a target of 0 that is exceeded, or one for
    /// later years that lies below what there is now. It is asked instead.
    fn is_doubtful(&self, case: &Case, seen: &Observation) -> bool {
        let period = |point: Option<&Point>| point.and_then(|point| point.period).map(Period::end_month);
        let due = period(seen.target.as_ref()).or(period(self.final_target));
        let now = period(seen.actual.as_ref()).or(seen.period.map(Period::end_month));
        let is_later =
            seen.against == Against::Final && matches!((due, now), (Some(due), Some(now)) if due > now);
        // The target lies above the baseline: more is better, and it was met early.
        let rises = case.baseline.is_some_and(|baseline| baseline < case.target);
        let is_exceeded = case.actual > case.target && case.kind == TargetKind::Numeric && !case.amounts;
        self.is_assumed
            && self.direction == Direction::Increase
            && is_exceeded
            && (case.target.is_zero() || is_later && !rises)
    }

    /// Status from the values themselves, never from a rounded rate; the reason is the rate's.
    fn compare(&self, case: &Case) -> (Status, Option<Reason>) {
        let reason = simple_ratio::rate(case).err();
        let (more, less) = (case.actual >= case.target, case.actual <= case.target);
        let nothing_of_nothing = case.target.is_zero() && case.actual.is_zero();
        let achieved = match (case.kind, case.direction) {
            (TargetKind::AtLeastBaseline, _) => more,
            (TargetKind::AtMostBaseline, _) | (_, Direction::Decrease) => less,
            (_, Direction::Unknown) => return (Status::NotEvaluable, reason),
            (_, Direction::Increase) if nothing_of_nothing => return (Status::NotEvaluable, reason),
            (_, Direction::Increase) => more,
            (_, Direction::Maintain) => met::within(case.target, case.actual, self.tolerance),
        };
        (Status::of(achieved), reason)
    }

    /// A level beside a change (200人 and 15人減) says nothing, unless the name counts changes.
    fn mixes_level_and_change(&self, target: &Point, actual: &Point) -> bool {
        target.change.is_none() && actual.change.is_some() && !self.counts_change
    }

    /// The final target, if it counts what was added since the start in the target's unit.
    fn increment(&self, target: &Point) -> Option<Decimal> {
        self.final_target
            .filter(|point| point.basis == Basis::CumulativeIncrement && point.change.is_none())
            .filter(|point| unit::comparable(point, target, self.unit))
            .and_then(|point| point.value)
    }

    fn times(&self, seen: &Observation, actual: &Point) -> Times {
        let end = |point: Option<&Point>| point.and_then(|point| point.period).map(Period::end_month);
        Times {
            baseline: end(self.baseline),
            now: seen.period.or(actual.period).map(Period::end_month),
            due: end(self.final_target),
            start: self.term.start.map(Period::begin_month),
            end: self.term.end.map(Period::end_month),
        }
    }

    /// The value of a baseline or final target that is a level in the target's unit.
    fn level(&self, point: Option<&Point>, target: &Point) -> Option<Decimal> {
        point
            .filter(|point| point.basis == Basis::Level && point.change.is_none() && target.change.is_none())
            .filter(|point| unit::comparable(point, target, self.unit))
            .and_then(|point| point.value)
    }
}

fn final_progress(case: &Case) -> Option<Fraction> {
    let levels = case.basis == Basis::Level && case.kind == TargetKind::Numeric;
    let (baseline, target) = levels.then_some((case.baseline?, case.final_target?))?;
    progress::between(case.direction, baseline, target, case.actual)
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test stops where its premise fails")]
mod tests {
    use super::*;

    fn number(text: &str) -> Point {
        let point = Point {
            raw: text.to_owned(),
            ..Point::default()
        };
        match text {
            "" => Point {
                absence: Some(Reason::Blank),
                ..point
            },
            "集計中" => Point {
                absence: Some(Reason::InProgress),
                ..point
            },
            "休止" => Point {
                absence: Some(Reason::Suspended),
                ..point
            },
            "現状以上" => Point {
                relative: Some(Relative::AtLeastBaseline),
                ..point
            },
            "現状以下" => Point {
                relative: Some(Relative::AtMostBaseline),
                ..point
            },
            "維持" => Point {
                relative: Some(Relative::KeepBaseline),
                ..point
            },
            _ => Point {
                value: text.parse().ok(),
                ..point
            },
        }
    }

    fn measured(direction: Direction, baseline: &str, target: &str, actual: &str) -> Measurement {
        let baseline = Some(number(baseline));
        let mut context = Context {
            is_assumed: false,
            rates_are_ratios: false,
            direction,
            unit: None,
            baseline: baseline.as_ref(),
            final_target: None,
            counts_change: false,
            tolerance: None,
            term: Term::default(),
            remarks: Vec::new(),
        };
        context.measure(
            0,
            &Observation {
                target: Some(number(target)),
                actual: Some(number(actual)),
                ..Observation::default()
            },
        )
    }

    #[track_caller]
    fn check(direction: Direction, row: [&str; 3], status: Status, reason: impl Into<Option<Reason>>) {
        let [baseline, target, actual] = row;
        let got = measured(direction, baseline, target, actual);
        assert_eq!(
            (got.status, got.reason),
            (status, reason.into()),
            "{direction:?} {row:?}"
        );
        assert!(
            got.rate.is_none() || got.reason.is_none(),
            "a rate needs no reason: {row:?}"
        );
    }

    #[test]
    fn the_values_decide_and_no_rounded_rate() {
        check(
            Direction::Increase,
            ["", "10000", "9999.99"],
            Status::NotAchieved,
            None,
        );
        check(Direction::Increase, ["", "100", "100"], Status::Achieved, None);
        check(
            Direction::Decrease,
            ["", "700", "700.01"],
            Status::NotAchieved,
            None,
        );
        check(Direction::Decrease, ["", "800", "786"], Status::Achieved, None);
    }

    #[test]
    fn zero_targets_have_a_status_and_no_rate() {
        check(
            Direction::Decrease,
            ["12", "0", "0"],
            Status::Achieved,
            Reason::TargetZero,
        );
        check(
            Direction::Decrease,
            ["12", "0", "3"],
            Status::NotAchieved,
            Reason::TargetZero,
        );
        check(
            Direction::Increase,
            ["", "0", "0"],
            Status::NotEvaluable,
            Reason::TargetZero,
        );
        check(
            Direction::Increase,
            ["-52", "0", "-11"],
            Status::NotAchieved,
            Reason::TargetZero,
        );
        check(
            Direction::Increase,
            ["", "0", "3"],
            Status::Achieved,
            Reason::TargetZero,
        );
        check(
            Direction::Decrease,
            ["", "20", "0"],
            Status::Achieved,
            Reason::ActualZero,
        );
    }

    #[test]
    fn targets_that_refer_to_the_baseline_are_met_or_not() {
        check(
            Direction::Increase,
            ["4947", "現状以上", "5830"],
            Status::Achieved,
            Reason::NoRatio,
        );
        check(
            Direction::Increase,
            ["4947", "現状以上", "4946"],
            Status::NotAchieved,
            Reason::NoRatio,
        );
        check(
            Direction::Decrease,
            ["10", "現状以下", "10"],
            Status::Achieved,
            Reason::NoRatio,
        );
        check(
            Direction::Increase,
            ["", "現状以上", "5"],
            Status::NotEvaluable,
            Reason::NoBaseline,
        );
        check(
            Direction::Maintain,
            ["310", "維持", "305"],
            Status::NotAchieved,
            Reason::NoRatio,
        );
        check(
            Direction::Maintain,
            ["310", "310", "310.0"],
            Status::Achieved,
            Reason::NoRatio,
        );
        let got = measured(Direction::Increase, "4947", "現状以上", "5830")
            .target
            .expect("a target");
        assert_eq!(
            (got.value, got.derived, got.raw.as_str()),
            (Some(4947.into()), true, "現状以上")
        );
    }

    #[test]
    fn the_kinds_of_no_value_are_kept_apart() {
        check(
            Direction::Increase,
            ["45.2", "60", ""],
            Status::NotEntered,
            Reason::Blank,
        );
        check(
            Direction::Decrease,
            ["30", "20", "集計中"],
            Status::NotPublished,
            Reason::InProgress,
        );
        check(
            Direction::Increase,
            ["30", "現状以上", "休止"],
            Status::NotPublished,
            Reason::Suspended,
        );
        check(
            Direction::Increase,
            ["80.1", "延伸", "80.6"],
            Status::Qualitative,
            Reason::NoRatio,
        );
        check(Direction::Increase, ["210", "", "224"], Status::NoTarget, None);
        check(
            Direction::Unknown,
            ["", "5", "6"],
            Status::NotEvaluable,
            Reason::UnknownDirection,
        );
    }

    #[test]
    fn progress_needs_a_target_beyond_the_baseline() {
        let rounded = |m: &Measurement| {
            m.progress
                .as_ref()
                .map(|p| p.percent(1, kpi_readers::base::fraction::Rounding::HalfUp))
        };
        assert_eq!(
            rounded(&measured(Direction::Increase, "13", "50", "44")).as_deref(),
            Some("83.8")
        );
        assert_eq!(rounded(&measured(Direction::Increase, "312", "280", "273")), None);
        assert_eq!(
            rounded(&measured(Direction::Increase, "4947", "現状以上", "5830")),
            None
        );
    }

    #[test]
    fn maintaining_may_have_a_tolerance() {
        let (target, actual) = (Decimal::from(310), Decimal::from(305));
        assert!(!met::within(target, actual, None));
        assert!(met::within(target, actual, Some(Tolerance::Percent(2.into()))));
        assert!(!met::within(target, actual, Some(Tolerance::Percent(1.into()))));
        assert!(met::within(target, actual, Some(Tolerance::Points(5.into()))));
        assert!(!met::within(target, actual, Some(Tolerance::Points(4.into()))));
    }
}
