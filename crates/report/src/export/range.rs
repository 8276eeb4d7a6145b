//! Where the figures of a KPI lie beside each other: the geometry of its bullet chart.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::contract::v1;

/// The length of the scale.
pub const SCALE: u32 = 1000;

/// The figures of a KPI as places on one scale from 0 to [`SCALE`], which holds zero and all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// Where zero is, from which the bar begins.
    pub zero: u32,
    /// The baseline.
    pub baseline: Option<u32>,
    /// The target of the measurement that speaks.
    pub target: Option<u32>,
    /// The actual.
    pub actual: Option<u32>,
    /// The final target, where it is another figure than the target.
    pub final_target: Option<u32>,
    /// Less is better: what is good lies before the target.
    pub falls: bool,
}

/// The range of a KPI; `None` where there are not two figures to compare.
pub fn range(kpi: &v1::Kpi) -> Option<Range> {
    let value = |point: Option<&v1::Point>| point?.value.as_ref()?.parse::<Decimal>().ok();
    let speaking = kpi.speaking()?;
    let target = value(speaking.target.as_ref());
    let actual = value(speaking.actual.as_ref());
    // An increment of a year has nothing to do with a level.
    let is_level = speaking.basis.is_empty() || speaking.basis == "level";
    let baseline = value(kpi.baseline.as_ref()).filter(|_| is_level);
    let final_target = value(kpi.final_target.as_ref()).filter(|other| is_level && Some(*other) != target);
    let figures = [baseline, target, actual, final_target];
    if figures.iter().flatten().count() < 2 {
        return None;
    }
    let all = || figures.iter().flatten().copied().chain([Decimal::ZERO]);
    let (low, high) = (all().min()?, all().max()?);
    let place = |figure: Decimal| place(figure, low, high);
    Some(Range {
        zero: place(Decimal::ZERO)?,
        baseline: baseline.and_then(place),
        target: target.and_then(place),
        actual: actual.and_then(place),
        final_target: final_target.and_then(place),
        falls: kpi.direction == v1::Direction::Decrease,
    })
}

/// The place of a figure between the ends of the scale, 0 to [`SCALE`]; `None` where all is zero, or too large to be computed.
pub fn place(figure: Decimal, low: Decimal, high: Decimal) -> Option<u32> {
    let length = high.checked_sub(low).filter(|length| !length.is_zero())?;
    let share = figure.checked_sub(low)?.checked_div(length)?;
    share.checked_mul(Decimal::from(SCALE))?.round().to_u32()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kpi(baseline: &str, target: &str, actual: &str, finally: &str) -> v1::Kpi {
        let point = |value: &str| {
            (!value.is_empty()).then(|| v1::Point {
                value: Some(value.to_owned()),
                ..v1::Point::default()
            })
        };
        v1::Kpi {
            baseline: point(baseline),
            final_target: point(finally),
            measurements: vec![v1::Measurement {
                basis: "level".to_owned(),
                target: point(target),
                actual: point(actual),
                ..v1::Measurement::default()
            }],
            speaks: Some(0),
            ..v1::Kpi::default()
        }
    }

    #[test]
    fn figures_lie_on_one_scale_that_begins_at_zero() {
        let found = range(&kpi("50", "80", "60", "100")).expect("there are figures");
        assert_eq!(found.zero, 0);
        assert_eq!(
            [found.baseline, found.target, found.actual, found.final_target],
            [Some(500), Some(800), Some(600), Some(1000)]
        );
    }

    #[test]
    fn negative_figures_move_zero() {
        let found = range(&kpi("", "10", "-10", "")).expect("there are figures");
        assert_eq!(
            (found.zero, found.target, found.actual),
            (500, Some(1000), Some(0))
        );
    }

    #[test]
    fn one_figure_or_only_zeros_are_no_chart() {
        assert_eq!(range(&kpi("", "80", "", "")), None);
        assert_eq!(range(&kpi("", "0", "0", "")), None);
    }

    #[test]
    fn the_final_target_is_drawn_only_where_it_is_another() {
        let found = range(&kpi("", "80", "60", "80")).expect("there are figures");
        assert_eq!(found.final_target, None);
    }

    #[test]
    fn figures_beyond_what_can_be_computed_are_left_out() {
        let huge = "79228162514264337593543950335";
        assert_eq!(range(&kpi("", huge, &format!("-{huge}"), "")), None);
    }
}
