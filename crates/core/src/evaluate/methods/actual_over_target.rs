//! Actual ÷ target whatever the direction: for bodies that print it for falling targets too.

use crate::evaluate::methods::method::{Case, Method, Outcome, Terms};
use crate::kpi::Reason;
use kpi_readers::base::fraction::Fraction;

/// `actual ÷ target`.
pub const METHOD: Method = Method {
    id: "actual-over-target",
    run,
};

/// # Shape and units
/// Target and actual in one unit; 1 = 100 %, never negative. Where less is better, a good result lies below 1.
///
/// # Errors
/// [`Reason::NoRatio`] for targets that are only met or not; [`Reason::TargetZero`], [`Reason::Negative`],
/// [`Reason::UnknownDirection`].
///
/// # Source
/// 三田市 行政評価 "b/a*100", <https://www.city.sanda.lg.jp/zaisei/kaikaku/h20_koukagaku.html>.
fn run(case: &Case, _: &Terms) -> Result<Outcome, Reason> {
    case.numeric()?;
    if case.target.is_zero() {
        return Err(Reason::TargetZero);
    }
    if case.target.is_sign_negative() || (case.actual.is_sign_negative() && !case.actual.is_zero()) {
        return Err(Reason::Negative);
    }
    let rate = Fraction::ratio(case.actual, case.target).ok_or(Reason::TargetZero)?;
    Ok(rate.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::methods::testing::{case, check};
    use crate::kpi::Direction;

    #[test]
    fn it_divides_by_the_target_in_both_directions() {
        check(&METHOD, &case(Direction::Increase, "225", "182"), Ok("80.9"));
        check(&METHOD, &case(Direction::Decrease, "700", "745"), Ok("106.4"));
        check(
            &METHOD,
            &case(Direction::Increase, "0", "3"),
            Err(Reason::TargetZero),
        );
        check(
            &METHOD,
            &case(Direction::Increase, "5", "-3"),
            Err(Reason::Negative),
        );
        check(
            &METHOD,
            &case(Direction::Maintain, "5", "3"),
            Err(Reason::NoRatio),
        );
    }
}
