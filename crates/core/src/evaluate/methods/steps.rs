//! Count of yes/no steps: how many of the planned steps are done.

use crate::evaluate::methods::method::{Case, Method, Outcome, Terms};
use crate::kpi::{Direction, Reason};
use kpi_readers::base::Decimal;
use kpi_readers::base::fraction::Fraction;

/// `steps done ÷ steps planned`.
pub const METHOD: Method = Method { id: "steps", run };

/// # Shape and units
/// Whole numbers, the actual at most the target: 44 of 50 actions. 1 = 100 %, between 0 and 1.
///
/// # Errors
/// [`Reason::NotSteps`] for anything but whole numbers of which more is better and no more are done than planned;
/// [`Reason::TargetZero`]; [`Reason::NoRatio`]; [`Reason::UnknownDirection`].
///
/// # Source
/// 小平市 産業振興基本計画 令和2年度 進捗状況: アクションプラン 44 of 50.
fn run(case: &Case, _: &Terms) -> Result<Outcome, Reason> {
    case.numeric()?;
    let whole = |value: Decimal| value.fract().is_zero() && value >= Decimal::ZERO;
    if case.direction != Direction::Increase || !whole(case.target) || !whole(case.actual) || case.amounts {
        return Err(Reason::NotSteps);
    }
    if case.target.is_zero() {
        return Err(Reason::TargetZero);
    }
    if case.actual > case.target {
        return Err(Reason::NotSteps);
    }
    let rate = Fraction::ratio(case.actual, case.target).ok_or(Reason::TargetZero)?;
    Ok(rate.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::methods::testing::{case, check};

    #[test]
    fn whole_steps_are_counted() {
        check(&METHOD, &case(Direction::Increase, "50", "44"), Ok("88.0"));
        check(&METHOD, &case(Direction::Increase, "50", "50.0"), Ok("100.0"));
        check(
            &METHOD,
            &case(Direction::Increase, "50", "51"),
            Err(Reason::NotSteps),
        );
        check(
            &METHOD,
            &case(Direction::Increase, "50", "4.5"),
            Err(Reason::NotSteps),
        );
        check(
            &METHOD,
            &case(Direction::Increase, "0", "0"),
            Err(Reason::TargetZero),
        );
    }
}
