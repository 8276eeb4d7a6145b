//! Achievement rate (達成率): actual ÷ target; where less is better, target ÷ actual.

use crate::evaluate::methods::method::{Case, Method, Outcome, Terms};
use crate::evaluate::target_kind::TargetKind;
use crate::kpi::{Basis, Direction, Reason};
use kpi_readers::base::fraction::Fraction;

/// The contract's `rate`.
pub const METHOD: Method = Method {
    id: "simple-ratio",
    run,
};

fn run(case: &Case, _: &Terms) -> Result<Outcome, Reason> {
    rate(case).map(Outcome::Rate)
}

/// # Shape and units
/// Target and actual in one unit; 1 = 100 %, never capped, never negative.
///
/// # Errors
/// [`Reason::NoRatio`] for targets that are only met or not (現状以上, 維持) and for increments where less is better;
/// [`Reason::TargetZero`], [`Reason::ActualZero`], [`Reason::Negative`], [`Reason::UnknownDirection`].
///
/// # Source
/// 三田市 行政評価 "b/a*100"; 79 of 85 printed rates that were collected follow it. 甲州市 for target ÷ actual.
pub fn rate(case: &Case) -> Result<Fraction, Reason> {
    let ratio = match case.direction {
        _ if case.kind != TargetKind::Numeric => return Err(Reason::NoRatio),
        Direction::Unknown => return Err(Reason::UnknownDirection),
        Direction::Maintain => return Err(Reason::NoRatio),
        Direction::Decrease if case.basis != Basis::Level => return Err(Reason::NoRatio),
        _ if case.target.is_zero() => return Err(Reason::TargetZero),
        _ if case.target.is_sign_negative() => return Err(Reason::Negative),
        _ if case.actual.is_sign_negative() && !case.actual.is_zero() => return Err(Reason::Negative),
        Direction::Decrease => Fraction::ratio(case.target, case.actual).ok_or(Reason::ActualZero),
        Direction::Increase => Fraction::ratio(case.actual, case.target).ok_or(Reason::TargetZero),
    }?;
    Ok(ratio)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::methods::testing::case;
    use kpi_readers::base::fraction::Rounding;

    #[track_caller]
    fn check(direction: Direction, target: i64, actual: i64, expected: Result<&str, Reason>) {
        let case = case(direction, &target.to_string(), &actual.to_string());
        let got = rate(&case).map(|rate| rate.percent(1, Rounding::HalfUp));
        assert_eq!(
            got,
            expected.map(str::to_owned),
            "{direction:?} {target} {actual}"
        );
    }

    #[test]
    fn more_is_better_divides_by_the_target() {
        check(Direction::Increase, 10_000, 17_420, Ok("174.2"));
        check(Direction::Increase, 5, 0, Ok("0.0"));
        check(Direction::Increase, 0, 0, Err(Reason::TargetZero));
        check(Direction::Increase, 0, -11, Err(Reason::TargetZero));
        check(Direction::Increase, 10, -1, Err(Reason::Negative));
        check(Direction::Increase, -10, 5, Err(Reason::Negative));
    }

    #[test]
    fn less_is_better_divides_by_the_actual() {
        check(Direction::Decrease, 700, 745, Ok("94.0"));
        check(Direction::Decrease, 800, 786, Ok("101.8"));
        check(Direction::Decrease, 20, 0, Err(Reason::ActualZero));
        check(Direction::Decrease, 0, 0, Err(Reason::TargetZero));
        check(Direction::Decrease, 0, 3, Err(Reason::TargetZero));
        check(Direction::Decrease, 20, -3, Err(Reason::Negative));
    }

    #[test]
    fn other_directions_have_no_ratio() {
        check(Direction::Maintain, 310, 305, Err(Reason::NoRatio));
        check(Direction::Unknown, 310, 305, Err(Reason::UnknownDirection));
    }
}
