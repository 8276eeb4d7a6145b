//! Where the years of a KPI lie beside the straight line to its final target: the geometry of its chart.

use rust_decimal::Decimal;

use kpi_report::compare::shape::Pace;
use kpi_report::export::range::SCALE;
use kpi_report::export::range::place;

/// How high the chart is; it is [`SCALE`] wide.
pub const HEIGHT: u32 = 300;

/// A place in the chart: from the left, from the top.
pub type Spot = (u32, u32);

/// The line and the actuals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// Where the line begins: the baseline.
    pub from: Spot,
    /// Where it ends: the final target.
    pub to: Spot,
    /// The actuals in the order of their years.
    pub actuals: Vec<Spot>,
}

/// The chart of a pace; `None` where its figures are too large to be computed.
pub fn chart(pace: &Pace) -> Option<Chart> {
    let number = |text: &str| text.parse::<Decimal>().ok();
    let (from, to) = (number(&pace.baseline.value)?, number(&pace.target.value)?);
    let actuals: Vec<(Decimal, Decimal)> = pace
        .steps
        .iter()
        .filter_map(|step| Some((number(&step.passed)?, number(&step.actual)?)))
        .collect();
    let all = || actuals.iter().map(|(_, actual)| *actual).chain([from, to]);
    let (low, high) = (all().min()?, all().max()?);
    let spot = |passed: Decimal, value: Decimal| {
        let up = place(value, low, high)? * HEIGHT / SCALE;
        Some((
            place(passed, Decimal::ZERO, Decimal::ONE_HUNDRED)?,
            HEIGHT.checked_sub(up)?,
        ))
    };
    Some(Chart {
        from: spot(Decimal::ZERO, from)?,
        to: spot(Decimal::ONE_HUNDRED, to)?,
        actuals: actuals
            .iter()
            .map(|(passed, actual)| spot(*passed, *actual))
            .collect::<Option<_>>()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use kpi_report::compare::shape::Standing;
    use kpi_report::compare::shape::Step;
    use kpi_report::compare::shape::Stop;

    fn pace(from: &str, to: &str, steps: &[(&str, &str)]) -> Pace {
        let end = |value: &str| Stop {
            period: "FY2020".to_owned(),
            value: value.to_owned(),
        };
        let step = |(passed, actual): &(&str, &str)| Step {
            period: "FY2021".to_owned(),
            actual: (*actual).to_owned(),
            expected: String::new(),
            passed: (*passed).to_owned(),
        };
        Pace {
            baseline: end(from),
            target: end(to),
            steps: steps.iter().map(step).collect(),
            passed: String::new(),
            reached: String::new(),
            standing: Standing::On,
            needed: None,
        }
    }

    #[test]
    fn the_line_runs_from_corner_to_corner_unless_an_actual_lies_beyond() {
        let rising = chart(&pace("10", "20", &[("50.0", "15")])).expect("a chart");
        assert_eq!(
            (rising.from, rising.to, rising.actuals),
            ((0, 300), (1000, 0), vec![(500, 150)])
        );
        let falling = chart(&pace("20", "10", &[("25.0", "30")])).expect("a chart");
        assert_eq!(
            (falling.from, falling.to, falling.actuals),
            ((0, 150), (1000, 300), vec![(250, 0)])
        );
    }

    #[test]
    fn figures_beyond_what_can_be_computed_are_no_chart() {
        let huge = "79228162514264337593543950335";
        assert_eq!(chart(&pace(&format!("-{huge}"), huge, &[])), None);
        assert_eq!(chart(&pace("x", "1", &[])), None);
    }
}
