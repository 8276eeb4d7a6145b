//! Reduction as an amount: what was taken off ÷ what was to be taken off.

use crate::evaluate::methods::method::{Case, Method, Outcome, Terms};
use crate::evaluate::methods::progress;
use crate::kpi::{Basis, Direction, Reason};
use kpi_readers::base::Decimal;
use kpi_readers::base::fraction::Fraction;

/// `(baseline − actual) ÷ (baseline − target)`, or of two printed amounts (15人減) one ÷ the other.
pub const METHOD: Method = Method {
    id: "reduction-amount",
    run,
};

/// # Shape and units
/// Levels with a baseline where less is better, or amounts of change; 1 = 100 %, negative where it rose instead.
///
/// # Errors
/// [`Reason::OtherDirection`] for levels of which more is better; [`Reason::NoBaseline`]; [`Reason::NoRatio`] where
/// the target is not below the baseline; [`Reason::TargetZero`]; [`Reason::UnknownDirection`].
///
/// # Source
/// 神奈川県 154人減 of 74人減 = 208.1 %; 福知山市 31 of 15 = 206.7 %.
fn run(case: &Case, _: &Terms) -> Result<Outcome, Reason> {
    case.numeric()?;
    if case.amounts {
        if case.direction != Direction::Increase {
            return Err(Reason::OtherDirection);
        }
        if case.target < Decimal::ZERO {
            return Err(Reason::Negative);
        }
        let rate = Fraction::ratio(case.actual, case.target).ok_or(Reason::TargetZero)?;
        return Ok(rate.into());
    }
    if case.direction != Direction::Decrease || case.basis != Basis::Level {
        return Err(Reason::OtherDirection);
    }
    let baseline = case.baseline.ok_or(Reason::NoBaseline)?;
    let rate =
        progress::between(case.direction, baseline, case.target, case.actual).ok_or(Reason::NoRatio)?;
    Ok(rate.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::methods::testing::{case, check, number};

    #[test]
    fn amounts_are_divided_and_levels_measured_from_the_baseline() {
        let amounts = |target: &str, actual: &str| Case {
            amounts: true,
            ..case(Direction::Increase, target, actual)
        };
        check(&METHOD, &amounts("74", "154"), Ok("208.1"));
        check(&METHOD, &amounts("15", "31"), Ok("206.7"));
        check(&METHOD, &amounts("0", "31"), Err(Reason::TargetZero));
        let levels = Case {
            baseline: Some(number("820")),
            ..case(Direction::Decrease, "700", "745")
        };
        check(&METHOD, &levels, Ok("62.5"));
        check(
            &METHOD,
            &case(Direction::Decrease, "700", "745"),
            Err(Reason::NoBaseline),
        );
        check(
            &METHOD,
            &case(Direction::Increase, "700", "745"),
            Err(Reason::OtherDirection),
        );
    }
}
