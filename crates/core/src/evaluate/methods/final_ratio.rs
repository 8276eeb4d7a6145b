//! Against the final target, beside the year's own.

use crate::evaluate::methods::method::{Case, Method, Outcome, Terms};
use crate::kpi::Reason;
use kpi_readers::base::fraction::Fraction;

/// `actual ÷ final target`; where less is better the other way round.
pub const METHOD: Method = Method {
    id: "final-ratio",
    run,
};

/// # Shape and units
/// Actual and final target in one unit, both levels or both counted since the start; 1 = 100 %.
///
/// # Errors
/// [`Reason::NoFinalTarget`], [`Reason::NotCumulative`], [`Reason::TargetZero`], [`Reason::ActualZero`],
/// [`Reason::Negative`], [`Reason::NoRatio`], [`Reason::UnknownDirection`].
///
/// # Source
/// 福知山市, 出雲市, いわき市 print it beside the year's rate; つくば市's words follow it rather than the year's.
fn run(case: &Case, _: &Terms) -> Result<Outcome, Reason> {
    case.numeric()?;
    Ok(case.ratio_to(&Fraction::from(case.goal()?))?.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::methods::testing::{case, check, number};
    use crate::kpi::{Against, Direction};

    #[test]
    fn the_final_target_is_another_than_the_years() {
        let year = Case {
            final_target: Some(number("5000")),
            ..case(Direction::Increase, "1000", "1110")
        };
        check(&METHOD, &year, Ok("22.2"));
        check(
            &METHOD,
            &case(Direction::Increase, "50", "44"),
            Err(Reason::NoFinalTarget),
        );
        let last = Case {
            against: Against::Final,
            ..case(Direction::Increase, "50", "44")
        };
        check(&METHOD, &last, Ok("88.0"));
    }
}
