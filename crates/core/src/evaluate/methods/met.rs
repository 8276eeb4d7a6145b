//! Met or not: at least, at most, or maintained within a tolerance. There is no rate, and none is invented.

use crate::evaluate::methods::method::{Case, Method, Outcome, Terms, Tolerance};
use crate::evaluate::target_kind::TargetKind;
use crate::kpi::{Direction, Reason};
use kpi_readers::base::Decimal;
use kpi_readers::base::fraction::Fraction;

/// Is the target met?
pub const METHOD: Method = Method { id: "met", run };

/// # Shape and units
/// A target and an actual in one unit. 維持 is met if they are equal or no further apart than the tolerance, which is
/// a percentage of the target or in points of the unit; the tolerance plays no part in 以上 and 以下.
///
/// # Errors
/// [`Reason::UnknownDirection`]; [`Reason::TargetZero`] for 0 of 0 where more is better, which says nothing.
///
/// # Source
/// 長与町 "同水準" within 10 %, <https://webtown.nagayo.jp/kiji0032107/index.html>; 福岡市 3 points; ServiceNow
/// "maintain constant" 5 %.
fn run(case: &Case, terms: &Terms) -> Result<Outcome, Reason> {
    let met = match (case.kind, case.direction) {
        (TargetKind::AtLeastBaseline, _) => case.actual >= case.target,
        (TargetKind::AtMostBaseline, _) | (_, Direction::Decrease) => case.actual <= case.target,
        (_, Direction::Unknown) => return Err(Reason::UnknownDirection),
        (_, Direction::Increase) if case.target.is_zero() && case.actual.is_zero() => {
            return Err(Reason::TargetZero);
        }
        (_, Direction::Increase) => case.actual >= case.target,
        (_, Direction::Maintain) => within(case.target, case.actual, terms.tolerance),
    };
    Ok(Outcome::Met(met))
}

/// Equal, or within the tolerance.
pub fn within(target: Decimal, actual: Decimal, tolerance: Option<Tolerance>) -> bool {
    let distance = Fraction::from(actual).minus(&Fraction::from(target)).abs();
    match tolerance {
        None => target == actual,
        Some(Tolerance::Points(points)) => distance <= Fraction::from(points),
        Some(Tolerance::Percent(percent)) => {
            distance
                <= Fraction::from(target)
                    .abs()
                    .times(&Fraction::from_percent(percent))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::methods::testing::{case, check, made};

    #[test]
    fn at_least_and_at_most_are_met_or_not() {
        let floor = Case {
            kind: TargetKind::AtLeastBaseline,
            ..case(Direction::Increase, "4947", "5830")
        };
        check(&METHOD, &floor, Ok("true"));
        check(&METHOD, &case(Direction::Decrease, "0", "0"), Ok("true"));
        check(&METHOD, &case(Direction::Decrease, "700", "745"), Ok("false"));
        check(
            &METHOD,
            &case(Direction::Increase, "0", "0"),
            Err(Reason::TargetZero),
        );
        check(
            &METHOD,
            &case(Direction::Unknown, "1", "1"),
            Err(Reason::UnknownDirection),
        );
    }

    #[test]
    fn maintained_is_within_a_tolerance_in_percent_or_points() {
        let met = |actual: &str, tolerance: Option<Tolerance>| {
            let terms = Terms {
                tolerance,
                ..Terms::default()
            };
            made(&METHOD, &case(Direction::Maintain, "310", actual), &terms)
        };
        let (percent, points) = (Tolerance::Percent(10.into()), Tolerance::Points(3.into()));
        assert_eq!(met("310.0", None), Ok("true".to_owned()));
        assert_eq!(met("305", None), Ok("false".to_owned()));
        assert_eq!(met("279", Some(percent)), Ok("true".to_owned()));
        assert_eq!(met("278.9", Some(percent)), Ok("false".to_owned()));
        assert_eq!(met("341", Some(percent)), Ok("true".to_owned()));
        assert_eq!(met("341.1", Some(percent)), Ok("false".to_owned()));
        assert_eq!(met("313", Some(points)), Ok("true".to_owned()));
        assert_eq!(met("313.1", Some(points)), Ok("false".to_owned()));
    }
}
