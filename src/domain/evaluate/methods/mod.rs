//! The ways to make a rate: one file and one row each.
//!
//! | family | methods |
//! |---|---|
//! | the target itself | [`simple_ratio`], [`actual_over_target`], [`target_over_actual`], [`inverted`], [`reduction_amount`], [`steps`] |
//! | from the baseline | [`progress`] |
//! | met or not, without a rate | [`met`] |
//! | what the year expects | [`expected_value`], [`expected_straight`], [`expected_shares`] |
//! | the final target | [`final_ratio`], [`pace`], [`pace_progress`] |
//! | what was added | [`increment_annual`], [`increment_cumulative`] |
//! | growth, as international trackers have it | [`linear_growth`], [`compound_growth`] |
//!
//! A method that does not apply says why, with a stable reason; none divides by zero, none overflows.

pub mod actual_over_target;
pub mod compound_growth;
pub mod expected_shares;
pub mod expected_straight;
pub mod expected_value;
pub mod final_ratio;
pub mod increment_annual;
pub mod increment_cumulative;
pub mod inverted;
pub mod linear_growth;
pub mod met;
pub mod pace;
pub mod pace_progress;
pub mod progress;
pub mod reduction_amount;
pub mod simple_ratio;
pub mod steps;
pub mod target_over_actual;

use std::cmp::Ordering;

use crate::domain::base::Decimal;
use crate::domain::base::fraction::Fraction;
use crate::domain::evaluate::measure::TargetKind;
use crate::domain::kpi::{Against, Basis, Direction, Reason};

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

/// Every method. Menus, rule sets and the JavaScript API read this table.
pub const METHODS: &[Method] = &[
    simple_ratio::METHOD,
    progress::METHOD,
    actual_over_target::METHOD,
    target_over_actual::METHOD,
    inverted::METHOD,
    reduction_amount::METHOD,
    steps::METHOD,
    met::METHOD,
    expected_value::METHOD,
    expected_straight::METHOD,
    expected_shares::METHOD,
    final_ratio::METHOD,
    pace::METHOD,
    pace_progress::METHOD,
    increment_annual::METHOD,
    increment_cumulative::METHOD,
    linear_growth::METHOD,
    compound_growth::METHOD,
];

/// The method of an id.
pub fn find(id: &str) -> Option<&'static Method> {
    METHODS.iter().find(|method| method.id == id)
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
    fn numeric(&self) -> Result<(), Reason> {
        match (self.kind, self.direction) {
            (TargetKind::Numeric, Direction::Increase | Direction::Decrease) => Ok(()),
            (TargetKind::Numeric, Direction::Unknown) => Err(Reason::UnknownDirection),
            _ => Err(Reason::NoRatio),
        }
    }

    /// The same, of levels.
    fn levels(&self) -> Result<(), Reason> {
        self.numeric()?;
        if self.basis == Basis::Level && !self.amounts {
            Ok(())
        } else {
            Err(Reason::NotALevel)
        }
    }

    /// The final target: printed as such, or the one that this comparison is held against.
    fn goal(&self) -> Result<Decimal, Reason> {
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
    fn growth_times(&self) -> Result<(i32, i32, i32), Reason> {
        let (since, now) = self.times.baseline.zip(self.times.now).ok_or(Reason::NoPeriod)?;
        let due = self.times.due.or(self.times.end).ok_or(Reason::NoTerm)?;
        if now <= since || due <= since {
            return Err(Reason::OutsideTerm);
        }
        Ok((since, now, due))
    }

    /// The year of the plan, from 1.
    fn year(&self) -> Result<usize, Reason> {
        let now = self.times.now.ok_or(Reason::NoPeriod)?;
        let start = self.times.start.ok_or(Reason::NoTerm)?;
        let months = usize::try_from(now - start).map_err(|_| Reason::OutsideTerm)?;
        match months.div_ceil(12) {
            0 => Err(Reason::OutsideTerm),
            year => Ok(year),
        }
    }

    /// Where less is better, target ÷ actual; else actual ÷ target: for targets other than this comparison's own.
    fn ratio_to(&self, target: &Fraction) -> Result<Fraction, Reason> {
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

fn share_of(part: i32, whole: i32) -> Option<Fraction> {
    Fraction::ratio(Decimal::from(part), Decimal::from(whole))
}

#[cfg(test)]
pub(in crate::domain::evaluate) mod testing {
    //! What the tests of the methods share.

    use super::{Case, Method, Outcome, Terms, Times};
    use crate::domain::base::Decimal;
    use crate::domain::base::fraction::Rounding;
    use crate::domain::evaluate::measure::TargetKind;
    use crate::domain::kpi::{Against, Basis, Direction, Reason};

    /// A decimal out of text.
    #[track_caller]
    pub(in crate::domain::evaluate) fn number(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    /// A level with its target.
    pub(in crate::domain::evaluate) fn case(direction: Direction, target: &str, actual: &str) -> Case {
        Case {
            direction,
            kind: TargetKind::Numeric,
            basis: Basis::Level,
            against: Against::Period,
            target: number(target),
            actual: number(actual),
            baseline: None,
            final_target: None,
            final_increment: None,
            amounts: false,
            times: Times::default(),
        }
    }

    /// The case in a plan of fiscal years, its baseline at the plan's beginning.
    pub(in crate::domain::evaluate) fn in_term(case: Case, start: i32, now: i32, end: i32) -> Case {
        let ends = |year: i32| (year + 1) * 12 + 3;
        Case {
            times: Times {
                baseline: Some(ends(start - 1)),
                now: Some(ends(now)),
                due: None,
                start: Some(ends(start - 1)),
                end: Some(ends(end)),
            },
            ..case
        }
    }

    /// What a method makes, in percent with one decimal.
    pub(in crate::domain::evaluate) fn made(
        method: &Method,
        case: &Case,
        terms: &Terms,
    ) -> Result<String, Reason> {
        (method.run)(case, terms).map(|outcome| match outcome {
            Outcome::Rate(rate) => rate.percent(1, Rounding::HalfUp),
            Outcome::Met(met) => met.to_string(),
        })
    }

    /// The method makes this of the case.
    #[track_caller]
    pub(in crate::domain::evaluate) fn check(method: &Method, case: &Case, expected: Result<&str, Reason>) {
        let got = made(method, case, &Terms::default());
        assert_eq!(got, expected.map(str::to_owned), "{} of {case:?}", method.id);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::domain::base::fraction::Rounding;

    #[test]
    fn ids_are_stable_words_and_none_stands_twice() {
        let ids: BTreeSet<&str> = METHODS.iter().map(|method| method.id).collect();
        assert_eq!(ids.len(), METHODS.len());
        for id in ids {
            assert!(
                id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'),
                "{id}"
            );
            assert!(find(id).is_some());
        }
    }

    fn any_decimal() -> impl Strategy<Value = Decimal> {
        prop_oneof![
            (-1_000_000_i64..1_000_000, 0_u32..4).prop_map(|(digits, scale)| Decimal::new(digits, scale)),
            (any::<i128>(), 0_u32..29).prop_map(|(digits, scale)| {
                Decimal::from_i128_with_scale(digits % Decimal::MAX.mantissa(), scale)
            }),
            Just(Decimal::ZERO),
        ]
    }

    prop_compose! {
        fn any_case()(
            direction in prop_oneof![Just(Direction::Increase), Just(Direction::Decrease), Just(Direction::Maintain), Just(Direction::Unknown)],
            kind in prop_oneof![4 => Just(TargetKind::Numeric), 1 => Just(TargetKind::AtLeastBaseline), 1 => Just(TargetKind::AtMostBaseline)],
            basis in prop_oneof![4 => Just(Basis::Level), 1 => Just(Basis::AnnualIncrement), 1 => Just(Basis::CumulativeIncrement)],
            against in prop_oneof![Just(Against::Period), Just(Against::Final)],
            (target, actual) in (any_decimal(), any_decimal()),
            baseline in proptest::option::of(any_decimal()),
            final_target in proptest::option::of(any_decimal()),
            final_increment in proptest::option::of(any_decimal()),
            amounts in any::<bool>(),
            (start, length, passed) in (24_000_i32..24_400, -12_i32..240, -24_i32..260),
            timed in any::<bool>(),
        ) -> Case {
            let times = Times { baseline: Some(start), now: Some(start + passed), due: Some(start + length), start: Some(start), end: Some(start + length) };
            Case {
                direction, kind, basis, against, target, actual, baseline, final_target, final_increment, amounts,
                times: if timed { times } else { Times::default() },
            }
        }
    }

    fn terms() -> Terms {
        Terms {
            shares: [20, 40, 60, 80, 100].map(Decimal::from).to_vec(),
            tolerance: Some(Tolerance::Percent(Decimal::from(5))),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        /// Holds for every method.
        #[test]
        fn no_method_divides_by_zero_or_overflows(case in any_case()) {
            for method in METHODS {
                if let Ok(Outcome::Rate(rate)) = (method.run)(&case, &terms()) {
                    prop_assert!(!rate.percent(2, Rounding::HalfUp).is_empty());
                }
            }
        }

        /// Holds for every method: the same case gives the same outcome.
        #[test]
        fn equal_inputs_give_equal_outcomes(case in any_case()) {
            for method in METHODS {
                prop_assert_eq!((method.run)(&case, &terms()), (method.run)(&case.clone(), &terms()));
            }
        }

        /// Holds for every method but `met` where something is to be maintained, and for ratios of growth, which have
        /// no value once the actual is not positive: a better actual never gives a lower rate.
        #[test]
        fn monotone_in_the_actual(case in any_case(), step in 1_i64..1_000_000) {
            prop_assume!(matches!(case.direction, Direction::Increase | Direction::Decrease) && case.kind == TargetKind::Numeric);
            let step = Decimal::new(step, 2);
            let better = match case.direction {
                Direction::Decrease => case.actual.checked_sub(step),
                _ => case.actual.checked_add(step),
            };
            prop_assume!(better.is_some());
            let better = case.with_actual(better.unwrap_or_default());
            for method in METHODS.iter().filter(|method| method.id != target_over_actual::METHOD.id || case.direction == Direction::Decrease) {
                if method.id == actual_over_target::METHOD.id && case.direction == Direction::Decrease {
                    continue;
                }
                match ((method.run)(&case, &terms()), (method.run)(&better, &terms())) {
                    (Ok(Outcome::Rate(worse)), Ok(Outcome::Rate(better))) => prop_assert!(better >= worse, "{}", method.id),
                    (Ok(Outcome::Met(worse)), Ok(Outcome::Met(better))) => prop_assert!(better >= worse, "{}", method.id),
                    _ => {}
                }
            }
        }

        /// Holds for every method but `met` with a tolerance in points, and `steps`, which counts whole ones.
        #[test]
        fn scale_free_in_units(case in any_case(), power in 1_u32..4) {
            let factor = Decimal::from(10_i64.pow(power));
            let times = |value: Decimal| value.checked_mul(factor).filter(|scaled| scaled.checked_div(factor) == Some(value));
            let scaled = (|| Some(Case {
                target: times(case.target)?, actual: times(case.actual)?,
                baseline: match case.baseline { Some(value) => Some(times(value)?), None => None },
                final_target: match case.final_target { Some(value) => Some(times(value)?), None => None },
                final_increment: match case.final_increment { Some(value) => Some(times(value)?), None => None },
                ..case
            }))();
            prop_assume!(scaled.is_some());
            let scaled = scaled.unwrap_or(case);
            for method in METHODS.iter().filter(|method| method.id != steps::METHOD.id) {
                prop_assert_eq!((method.run)(&case, &terms()), (method.run)(&scaled, &terms()), "{}", method.id);
            }
        }
    }
}
