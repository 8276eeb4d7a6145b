//! Observed annual change ÷ annual change that the final target requires, both from the baseline's own year.

use crate::evaluate::methods::method::{Case, Method, Outcome, Terms, share_of};
use crate::evaluate::methods::progress;
use crate::kpi::Reason;
use kpi_readers::base::fraction::Fraction;

/// `((actual − baseline) ÷ years since it) ÷ ((final target − baseline) ÷ years between them)`.
pub const METHOD: Method = Method {
    id: "linear-growth",
    run,
};

/// # Shape and units
/// Levels in one unit with the years of all three; 1 = exactly the change that is required, negative where it moved
/// away. Unlike compound growth it takes baselines of 0 and negative values. The time runs from the baseline's year,
/// not from the plan's start, as international trackers have it.
///
/// # Errors
/// [`Reason::NoBaseline`], [`Reason::NoFinalTarget`], [`Reason::NoPeriod`] where a year is missing;
/// [`Reason::OutsideTerm`] where the years are not in order; [`Reason::NoRatio`] where the final target does not lie
/// beyond the baseline; [`Reason::NotALevel`]; [`Reason::UnknownDirection`].
///
/// # Source
/// The linear form of the ratio of Open SDG and Eurostat, for values that compound growth cannot take.
fn run(case: &Case, _: &Terms) -> Result<Outcome, Reason> {
    case.levels()?;
    let goal = case.goal()?;
    let baseline = case.baseline.ok_or(Reason::NoBaseline)?;
    let gone = progress::between(case.direction, baseline, goal, case.actual).ok_or(Reason::NoRatio)?;
    let (since, now, due) = case.growth_times()?;
    let elapsed = share_of(now - since, due - since).ok_or(Reason::OutsideTerm)?;
    let rate: Fraction = gone.over(&elapsed).ok_or(Reason::OutsideTerm)?;
    Ok(rate.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::methods::Times;
    use crate::evaluate::methods::testing::{case, check, in_term, number};
    use crate::kpi::Direction;

    #[test]
    fn the_observed_slope_is_held_against_the_required_one() {
        let year_five = in_term(
            Case {
                baseline: Some(number("0")),
                final_target: Some(number("150")),
                ..case(Direction::Increase, "60", "45")
            },
            2016,
            2020,
            2030,
        );
        check(&METHOD, &year_five, Ok("90.0"));
        check(
            &METHOD,
            &Case {
                actual: number("-15"),
                ..year_five
            },
            Ok("-30.0"),
        );
        check(
            &METHOD,
            &Case {
                baseline: None,
                ..year_five
            },
            Err(Reason::NoBaseline),
        );
        check(
            &METHOD,
            &Case {
                times: Times::default(),
                ..year_five
            },
            Err(Reason::NoPeriod),
        );
    }
}
