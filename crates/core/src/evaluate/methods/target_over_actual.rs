//! Target ÷ actual: the rate of a level that shall fall.

use crate::evaluate::methods::method::{Case, Method, Outcome, Terms};
use crate::kpi::{Direction, Reason};
use kpi_readers::base::Decimal;
use kpi_readers::base::fraction::Fraction;

/// `target ÷ actual`.
pub const METHOD: Method = Method {
    id: "target-over-actual",
    run,
};

/// # Shape and units
/// Levels in one unit; 1 = 100 %, above 1 where the actual is below the target.
///
/// # Errors
/// [`Reason::OtherDirection`] where more is better; [`Reason::NotALevel`] for amounts and increments;
/// [`Reason::TargetZero`], [`Reason::ActualZero`], [`Reason::Negative`], [`Reason::NoRatio`],
/// [`Reason::UnknownDirection`].
///
/// # Source
/// 甲州市: its printed figures follow it, the formula is inferred.
fn run(case: &Case, _: &Terms) -> Result<Outcome, Reason> {
    case.levels()?;
    if case.direction != Direction::Decrease {
        return Err(Reason::OtherDirection);
    }
    if case.target.is_zero() {
        return Err(Reason::TargetZero);
    }
    if case.target < Decimal::ZERO || case.actual < Decimal::ZERO {
        return Err(Reason::Negative);
    }
    let rate = Fraction::ratio(case.target, case.actual).ok_or(Reason::ActualZero)?;
    Ok(rate.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::methods::testing::{case, check};

    #[test]
    fn it_divides_by_the_actual_where_less_is_better() {
        check(&METHOD, &case(Direction::Decrease, "700", "745"), Ok("94.0"));
        check(&METHOD, &case(Direction::Decrease, "800", "786"), Ok("101.8"));
        check(
            &METHOD,
            &case(Direction::Increase, "700", "745"),
            Err(Reason::OtherDirection),
        );
        check(
            &METHOD,
            &case(Direction::Decrease, "700", "0"),
            Err(Reason::ActualZero),
        );
        check(
            &METHOD,
            &case(Direction::Decrease, "0", "0"),
            Err(Reason::TargetZero),
        );
    }
}
