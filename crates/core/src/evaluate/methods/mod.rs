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
pub mod method;
pub mod pace;
pub mod pace_progress;
pub mod progress;
pub mod reduction_amount;
pub mod simple_ratio;
pub mod steps;
pub mod target_over_actual;

pub use crate::evaluate::methods::method::{Case, Method, Outcome, Terms, Times, Tolerance};

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

#[cfg(test)]
pub(in crate::evaluate) mod testing {
    //! What the tests of the methods share.

    use super::{Case, Method, Outcome, Terms, Times};
    use crate::evaluate::target_kind::TargetKind;
    use crate::kpi::{Against, Basis, Direction, Reason};
    use kpi_readers::base::Decimal;
    use kpi_readers::base::fraction::Rounding;

    /// A decimal out of text.
    #[track_caller]
    pub(in crate::evaluate) fn number(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    /// A level with its target.
    pub(in crate::evaluate) fn case(direction: Direction, target: &str, actual: &str) -> Case {
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
    pub(in crate::evaluate) fn in_term(case: Case, start: i32, now: i32, end: i32) -> Case {
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
    pub(in crate::evaluate) fn made(method: &Method, case: &Case, terms: &Terms) -> Result<String, Reason> {
        (method.run)(case, terms).map(|outcome| match outcome {
            Outcome::Rate(rate) => rate.percent(1, Rounding::HalfUp),
            Outcome::Met(met) => met.to_string(),
        })
    }

    /// The method makes this of the case.
    #[track_caller]
    pub(in crate::evaluate) fn check(method: &Method, case: &Case, expected: Result<&str, Reason>) {
        let got = made(method, case, &Terms::default());
        assert_eq!(got, expected.map(str::to_owned), "{} of {case:?}", method.id);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::evaluate::target_kind::TargetKind;
    use crate::kpi::{Against, Basis, Direction};
    use kpi_readers::base::Decimal;
    use kpi_readers::base::fraction::Rounding;

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
