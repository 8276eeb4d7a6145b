//! Which measurement speaks for an indicator, and in which order measurements stand.

use crate::kpi::{Basis, Observation, Period, Point};

/// By period (undated last), annual before cumulative before level.
pub fn order(seen: &Observation) -> (i32, u8) {
    let basis = match seen.basis {
        Basis::AnnualIncrement => 0,
        Basis::CumulativeIncrement => 1,
        Basis::Level => 2,
    };
    (seen.period.map_or(i32::MAX, Period::end_month), basis)
}

/// The latest with an actual, or of the period that is asked for; within a period cumulative before annual before
/// level; without any actual the latest target.
///
/// If nothing is of the period that is asked for, the latest with an actual before its end speaks.
pub fn speaks(observations: &[Observation], as_of: Option<Period>) -> Option<usize> {
    let best = |keep: &dyn Fn(&Observation) -> bool| {
        let kept = observations.iter().enumerate().filter(|(_, seen)| keep(seen));
        // The first of equals: `max_by_key` would take the last.
        kept.rev()
            .max_by_key(|(_, seen)| rank(seen))
            .map(|(index, _)| index)
    };
    let asked = as_of.and_then(|asked| {
        best(&|seen| has_actual(seen) && seen.period == Some(asked))
            .or_else(|| best(&|seen| seen.period == Some(asked)))
            .or_else(|| {
                best(&|seen| has_actual(seen) && ends(seen).is_some_and(|end| end <= asked.end_month()))
            })
    });
    asked
        .or_else(|| best(&has_actual))
        .or_else(|| best(&|seen| seen.target.is_some()))
        .or_else(|| best(&|_| true))
}

fn rank(seen: &Observation) -> (Option<i32>, u8) {
    let basis = match seen.basis {
        Basis::CumulativeIncrement => 2,
        Basis::AnnualIncrement => 1,
        Basis::Level => 0,
    };
    (ends(seen), basis)
}

fn ends(seen: &Observation) -> Option<i32> {
    let own = seen.actual.as_ref().and_then(|actual| actual.period);
    seen.period.or(own).map(Period::end_month)
}

fn has_actual(seen: &Observation) -> bool {
    seen.actual.as_ref().is_some_and(is_entered)
}

/// Something stands there that is not an absence.
pub fn is_entered(point: &Point) -> bool {
    point.absence.is_none() && (point.value.is_some() || !point.raw.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::Reason;

    fn seen(year: i32, basis: Basis, actual: Option<i64>) -> Observation {
        let point = |value: Option<i64>| Point {
            value: value.map(Into::into),
            absence: if value.is_none() {
                Some(Reason::Blank)
            } else {
                None
            },
            ..Point::default()
        };
        Observation {
            period: Some(Period::Fiscal(year)),
            basis,
            target: Some(point(Some(1))),
            actual: Some(point(actual)),
            ..Observation::default()
        }
    }

    #[test]
    fn the_latest_period_with_an_actual_speaks() {
        let row = [
            seen(2014, Basis::Level, Some(5)),
            seen(2018, Basis::Level, Some(6)),
            seen(2019, Basis::Level, None),
        ];
        assert_eq!(speaks(&row, None), Some(1));
        assert_eq!(speaks(&row, Some(Period::Fiscal(2014))), Some(0));
        assert_eq!(speaks(&row, Some(Period::Fiscal(2019))), Some(2));
        assert_eq!(speaks(&row, Some(Period::Fiscal(2016))), Some(0));
        assert_eq!(speaks(&row, Some(Period::Fiscal(2000))), Some(1));
    }

    #[test]
    fn cumulative_speaks_before_annual_before_level() {
        let annual = seen(2022, Basis::AnnualIncrement, Some(33));
        let cumulative = seen(2022, Basis::CumulativeIncrement, Some(100));
        let level = seen(2022, Basis::Level, Some(350));
        assert_eq!(
            speaks(&[annual.clone(), cumulative, level.clone()], None),
            Some(1)
        );
        assert_eq!(speaks(&[annual, level], None), Some(0));
    }

    #[test]
    fn without_an_actual_the_latest_target_speaks() {
        let row = [seen(2022, Basis::Level, None), seen(2024, Basis::Level, None)];
        assert_eq!(speaks(&row, None), Some(1));
        assert_eq!(speaks(&[], None), None);
    }
}
