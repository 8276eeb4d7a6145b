//! Pace to the final target: the share of it that is reached ÷ the share of the plan that has passed.

use crate::evaluate::methods::method::{Case, Method, Outcome, Terms};
use crate::kpi::{Direction, Reason};
use kpi_readers::base::fraction::Fraction;

/// `(actual ÷ final target) ÷ elapsed share`.
pub const METHOD: Method = Method { id: "pace", run };

/// # Shape and units
/// Actual and final target in one unit; 1 = exactly on a straight line from 0. Needs the plan's term, except in the
/// year in which the final target is due.
///
/// # Errors
/// [`Reason::NoFinalTarget`], [`Reason::NoTerm`], [`Reason::NoPeriod`], [`Reason::OutsideTerm`],
/// [`Reason::NotCumulative`]; [`Reason::OtherDirection`] where less is better; [`Reason::TargetZero`],
/// [`Reason::Negative`], [`Reason::NoRatio`], [`Reason::UnknownDirection`].
///
/// # Source
/// 多摩市 総合戦略（案）, <https://expydoc.com/doc/10040981/> (20 % a year); fits つくば市's words, inferred.
fn run(case: &Case, _: &Terms) -> Result<Outcome, Reason> {
    case.numeric()?;
    if case.direction != Direction::Increase {
        return Err(Reason::OtherDirection);
    }
    let reached = case.ratio_to(&Fraction::from(case.goal()?))?;
    let rate = reached.over(&case.elapsed()?).ok_or(Reason::OutsideTerm)?;
    Ok(rate.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::methods::testing::{case, check, in_term, number};

    #[test]
    fn a_third_of_the_plan_expects_a_third_of_the_target() {
        let year_one = |target: &str, actual: &str, last: &str| {
            let case = Case {
                final_target: Some(number(last)),
                ..case(Direction::Increase, target, actual)
            };
            in_term(case, 2018, 2018, 2020)
        };
        check(&METHOD, &year_one("1000", "1110", "5000"), Ok("66.6"));
        check(&METHOD, &year_one("2", "2", "6"), Ok("100.0"));
        check(&METHOD, &year_one("8", "14", "24"), Ok("175.0"));
        check(&METHOD, &year_one("200", "148", "200"), Ok("74.0"));
        let without = Case {
            times: crate::evaluate::methods::Times {
                start: None,
                ..year_one("2", "2", "6").times
            },
            ..year_one("2", "2", "6")
        };
        check(&METHOD, &without, Err(Reason::NoTerm));
    }
}
