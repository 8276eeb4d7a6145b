//! What was added in the year (単年度増加分) ÷ what was to be added in it.

use crate::evaluate::methods::method::{Case, Method, Outcome, Terms};
use crate::kpi::{Basis, Direction, Reason};
use kpi_readers::base::fraction::Fraction;

/// `increment of the year ÷ its target`.
pub const METHOD: Method = Method {
    id: "increment-annual",
    run,
};

/// # Shape and units
/// Annual increments in one unit; 1 = 100 %.
///
/// # Errors
/// [`Reason::NotIncrement`] for anything but annual increments; [`Reason::OtherDirection`] where less is better;
/// [`Reason::TargetZero`], [`Reason::Negative`], [`Reason::NoRatio`], [`Reason::UnknownDirection`].
///
/// # Source
/// 大町市 交付金事業の評価票: 33 of 90 = 36.7 %.
fn run(case: &Case, _: &Terms) -> Result<Outcome, Reason> {
    case.numeric()?;
    if case.basis != Basis::AnnualIncrement {
        return Err(Reason::NotIncrement);
    }
    if case.direction != Direction::Increase {
        return Err(Reason::OtherDirection);
    }
    Ok(case.ratio_to(&Fraction::from(case.target))?.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::methods::testing::{case, check};

    #[test]
    fn only_annual_increments_are_held_against_the_years() {
        let annual = |target: &str, actual: &str| Case {
            basis: Basis::AnnualIncrement,
            ..case(Direction::Increase, target, actual)
        };
        check(&METHOD, &annual("90", "33"), Ok("36.7"));
        check(&METHOD, &annual("86000", "56848"), Ok("66.1"));
        check(&METHOD, &annual("0", "0"), Err(Reason::TargetZero));
        check(&METHOD, &annual("1", "0"), Ok("0.0"));
        check(
            &METHOD,
            &case(Direction::Increase, "90", "33"),
            Err(Reason::NotIncrement),
        );
    }
}
