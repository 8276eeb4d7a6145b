//! Against the value that a straight line from the baseline to the final target expects of the year.

use crate::evaluate::methods::method::{Case, Method, Outcome, Terms};
use crate::evaluate::methods::progress;
use crate::kpi::Reason;
use kpi_readers::base::fraction::Fraction;

/// `actual ÷ (baseline + (final target − baseline) × elapsed share)`; where less is better the other way round.
pub const METHOD: Method = Method {
    id: "expected-straight",
    run,
};

/// # Shape and units
/// Levels in one unit; 1 = 100 %. Needs the plan's term.
///
/// # Errors
/// [`Reason::NoBaseline`], [`Reason::NoFinalTarget`], [`Reason::NoTerm`], [`Reason::NoPeriod`],
/// [`Reason::OutsideTerm`]; [`Reason::NoRatio`] where the final target does not lie beyond the baseline;
/// [`Reason::NotALevel`]; [`Reason::TargetZero`], [`Reason::ActualZero`], [`Reason::Negative`].
///
/// # Source
/// The straight line is the default of 期待値 where a body gives none; own definition.
fn run(case: &Case, _: &Terms) -> Result<Outcome, Reason> {
    case.levels()?;
    let goal = case.goal()?;
    let baseline = case.baseline.ok_or(Reason::NoBaseline)?;
    progress::between(case.direction, baseline, goal, case.actual).ok_or(Reason::NoRatio)?;
    let elapsed = case.elapsed()?;
    let way = Fraction::from(goal).minus(&Fraction::from(baseline));
    let expected = Fraction::from(baseline).plus(&way.times(&elapsed));
    Ok(case.ratio_to(&expected)?.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::methods::Times;
    use crate::evaluate::methods::testing::{case, check, in_term, number};
    use crate::kpi::Direction;

    #[test]
    fn the_line_runs_from_the_baseline_to_the_final_target() {
        let year_two = in_term(
            Case {
                baseline: Some(number("100")),
                final_target: Some(number("200")),
                ..case(Direction::Increase, "130", "126")
            },
            2021,
            2022,
            2025,
        );
        check(&METHOD, &year_two, Ok("90.0"));
        check(
            &METHOD,
            &Case {
                baseline: None,
                ..year_two
            },
            Err(Reason::NoBaseline),
        );
        check(
            &METHOD,
            &Case {
                times: Times::default(),
                ..year_two
            },
            Err(Reason::NoPeriod),
        );
        let falling = Case {
            direction: Direction::Decrease,
            final_target: Some(number("50")),
            actual: number("80"),
            ..year_two
        };
        check(&METHOD, &falling, Ok("100.0"));
        check(
            &METHOD,
            &Case {
                final_target: Some(number("90")),
                ..year_two
            },
            Err(Reason::NoRatio),
        );
    }
}
