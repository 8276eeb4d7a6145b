//! 2 − actual ÷ target (逆指標): where less is better, the excess over the target is taken off 100 %.

use crate::evaluate::methods::method::{Case, Method, Outcome, Terms};
use crate::kpi::{Direction, Reason};
use kpi_readers::base::Decimal;
use kpi_readers::base::fraction::Fraction;

/// `2 − actual ÷ target`.
pub const METHOD: Method = Method { id: "inverted", run };

/// # Shape and units
/// Levels in one unit; 1 = 100 %, at most 2, negative where the actual is more than twice the target.
///
/// # Errors
/// [`Reason::OtherDirection`] where more is better; [`Reason::NotALevel`]; [`Reason::TargetZero`],
/// [`Reason::Negative`], [`Reason::NoRatio`], [`Reason::UnknownDirection`].
///
/// # Source
/// General practice of 行政評価; no publication of a body was found that states it.
fn run(case: &Case, _: &Terms) -> Result<Outcome, Reason> {
    case.levels()?;
    if case.direction != Direction::Decrease {
        return Err(Reason::OtherDirection);
    }
    if case.target < Decimal::ZERO || case.actual < Decimal::ZERO {
        return Err(Reason::Negative);
    }
    let ratio = Fraction::ratio(case.actual, case.target).ok_or(Reason::TargetZero)?;
    Ok(Fraction::from(Decimal::TWO).minus(&ratio).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::methods::testing::{case, check};

    #[test]
    fn the_excess_over_the_target_is_taken_off() {
        check(&METHOD, &case(Direction::Decrease, "100", "100"), Ok("100.0"));
        check(&METHOD, &case(Direction::Decrease, "100", "120"), Ok("80.0"));
        check(&METHOD, &case(Direction::Decrease, "100", "0"), Ok("200.0"));
        check(&METHOD, &case(Direction::Decrease, "100", "250"), Ok("-50.0"));
        check(
            &METHOD,
            &case(Direction::Decrease, "0", "3"),
            Err(Reason::TargetZero),
        );
        check(
            &METHOD,
            &case(Direction::Increase, "100", "120"),
            Err(Reason::OtherDirection),
        );
    }
}
