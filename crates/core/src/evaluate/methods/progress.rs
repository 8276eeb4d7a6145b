//! Progress from the baseline (進捗率): `(actual − baseline) ÷ (target − baseline)`.

use crate::evaluate::methods::method::{Case, Method, Outcome, Terms};
use crate::evaluate::target_kind::TargetKind;
use crate::kpi::{Basis, Direction, Reason};
use kpi_readers::base::Decimal;
use kpi_readers::base::fraction::Fraction;

/// The contract's `progress`.
pub const METHOD: Method = Method { id: "progress", run };

fn run(case: &Case, _: &Terms) -> Result<Outcome, Reason> {
    rate(case).map(Outcome::Rate)
}

/// Works for falling targets too: both differences change sign.
///
/// # Shape and units
/// Levels in one unit; 1 = 100 %, negative where the actual moved away from the target.
///
/// # Errors
/// [`Reason::NoBaseline`]; [`Reason::NoRatio`] where the target does not lie beyond the baseline in the direction, or
/// increments are counted; [`Reason::UnknownDirection`].
///
/// # Source
/// 茨城県 総合戦略 (rates with H26 as 基準値); its formula is inferred from the printed figures.
pub fn rate(case: &Case) -> Result<Fraction, Reason> {
    if case.direction == Direction::Unknown {
        return Err(Reason::UnknownDirection);
    }
    if case.basis != Basis::Level || case.kind != TargetKind::Numeric {
        return Err(Reason::NoRatio);
    }
    between(
        case.direction,
        case.baseline.ok_or(Reason::NoBaseline)?,
        case.target,
        case.actual,
    )
    .ok_or(Reason::NoRatio)
}

/// How far `actual` is on the way from `baseline` to `target`, if the target lies beyond the baseline.
pub fn between(
    direction: Direction,
    baseline: Decimal,
    target: Decimal,
    actual: Decimal,
) -> Option<Fraction> {
    let beyond = match direction {
        Direction::Increase => target > baseline,
        Direction::Decrease => target < baseline,
        Direction::Maintain | Direction::Unknown => false,
    };
    let from = Fraction::from(baseline);
    beyond
        .then(|| {
            Fraction::from(actual)
                .minus(&from)
                .over(&Fraction::from(target).minus(&from))
        })
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kpi_readers::base::fraction::Rounding;

    #[track_caller]
    fn check(direction: Direction, baseline: i64, target: i64, actual: i64, expected: Option<&str>) {
        let got = between(direction, baseline.into(), target.into(), actual.into());
        assert_eq!(
            got.map(|rate| rate.percent(1, Rounding::HalfUp)).as_deref(),
            expected
        );
    }

    #[test]
    fn progress_is_measured_from_the_baseline_in_both_directions() {
        check(Direction::Increase, 13, 50, 44, Some("83.8"));
        check(Direction::Decrease, 120, 80, 100, Some("50.0"));
        check(Direction::Increase, 100, 200, 90, Some("-10.0"));
        check(Direction::Decrease, 820, 700, 850, Some("-25.0"));
    }

    #[test]
    fn a_target_that_is_not_beyond_the_baseline_has_no_progress() {
        check(Direction::Increase, 312, 280, 273, None);
        check(Direction::Increase, 100, 100, 120, None);
        check(Direction::Decrease, 80, 120, 100, None);
        check(Direction::Maintain, 310, 320, 315, None);
    }
}
