//! Pace from the baseline: the share of the way that is gone ÷ the share of the plan that has passed.

use crate::evaluate::methods::method::{Case, Method, Outcome, Terms};
use crate::evaluate::methods::progress;
use crate::kpi::Reason;

/// `((actual − baseline) ÷ (final target − baseline)) ÷ elapsed share`.
pub const METHOD: Method = Method {
    id: "pace-progress",
    run,
};

/// # Shape and units
/// Levels in one unit; 1 = exactly on the straight line from the baseline, negative where it moved away. Needs the
/// plan's term, except in the year in which the final target is due.
///
/// # Errors
/// [`Reason::NoBaseline`], [`Reason::NoFinalTarget`], [`Reason::NoTerm`], [`Reason::NoPeriod`],
/// [`Reason::OutsideTerm`], [`Reason::NotALevel`]; [`Reason::NoRatio`] where the final target does not lie beyond the
/// baseline; [`Reason::UnknownDirection`].
///
/// # Source
/// 江田島市: 78.2 and 66.7 % are A, 16.1 % is B in year 1 of 5, which fits the line of 20 %; inferred.
fn run(case: &Case, _: &Terms) -> Result<Outcome, Reason> {
    case.levels()?;
    let goal = case.goal()?;
    let baseline = case.baseline.ok_or(Reason::NoBaseline)?;
    let gone = progress::between(case.direction, baseline, goal, case.actual).ok_or(Reason::NoRatio)?;
    let rate = gone.over(&case.elapsed()?).ok_or(Reason::OutsideTerm)?;
    Ok(rate.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::methods::testing::{case, check, in_term, number};
    use crate::kpi::Direction;

    #[test]
    fn the_way_gone_is_held_against_the_time_gone() {
        let year_one = |direction: Direction, baseline: &str, goal: &str, actual: &str| {
            let case = Case {
                baseline: Some(number(baseline)),
                final_target: Some(number(goal)),
                ..case(direction, "1", actual)
            };
            in_term(case, 2015, 2015, 2019)
        };
        check(
            &METHOD,
            &year_one(Direction::Increase, "0", "1000", "782"),
            Ok("391.0"),
        );
        check(
            &METHOD,
            &year_one(Direction::Increase, "0", "1000", "161"),
            Ok("80.5"),
        );
        check(
            &METHOD,
            &year_one(Direction::Decrease, "120", "80", "112"),
            Ok("100.0"),
        );
        check(
            &METHOD,
            &year_one(Direction::Increase, "100", "200", "90"),
            Ok("-50.0"),
        );
        check(
            &METHOD,
            &year_one(Direction::Increase, "100", "90", "95"),
            Err(Reason::NoRatio),
        );
    }
}
