//! What was added since the start (累積増加分) ÷ what shall have been added by the end.

use crate::evaluate::methods::method::{Case, Method, Outcome, Terms};
use crate::kpi::{Basis, Direction, Reason};
use kpi_readers::base::fraction::Fraction;

/// `sum of increments ÷ final target of increments`.
pub const METHOD: Method = Method {
    id: "increment-cumulative",
    run,
};

/// # Shape and units
/// Cumulative increments in one unit; 1 = all that shall be added in the whole plan.
///
/// # Errors
/// [`Reason::NotIncrement`] for anything but cumulative increments; [`Reason::NoFinalTarget`];
/// [`Reason::OtherDirection`] where less is better; [`Reason::TargetZero`], [`Reason::Negative`],
/// [`Reason::NoRatio`], [`Reason::UnknownDirection`].
///
/// # Source
/// 大町市 交付金事業の評価票: 累積増加分（最終年度末）; 福知山市, 出雲市, いわき市.
fn run(case: &Case, _: &Terms) -> Result<Outcome, Reason> {
    case.numeric()?;
    if case.basis != Basis::CumulativeIncrement {
        return Err(Reason::NotIncrement);
    }
    if case.direction != Direction::Increase {
        return Err(Reason::OtherDirection);
    }
    Ok(case.ratio_to(&Fraction::from(case.goal()?))?.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::methods::testing::{case, check, number};

    #[test]
    fn the_sum_is_held_against_the_final_target() {
        let sum = Case {
            basis: Basis::CumulativeIncrement,
            final_increment: Some(number("270")),
            ..case(Direction::Increase, "140", "100")
        };
        check(&METHOD, &sum, Ok("37.0"));
        check(
            &METHOD,
            &Case {
                final_increment: None,
                ..sum
            },
            Err(Reason::NoFinalTarget),
        );
        check(
            &METHOD,
            &Case {
                basis: Basis::AnnualIncrement,
                ..sum
            },
            Err(Reason::NotIncrement),
        );
    }
}
