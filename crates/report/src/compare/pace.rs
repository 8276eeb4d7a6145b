//! Where a KPI stands on a straight line from its baseline to its final target.
//!
//! Times are the ends of the periods, in months. Everything is compared as exact fractions; what is shown is rounded half
//! up.

use std::cmp::Ordering;

use kpi_core::kpi::Period;
use kpi_readers::base::Decimal;
use kpi_readers::base::fraction::{Fraction, Rounding};

use crate::compare::figures::{Figure, Figures};
use crate::compare::series::plain;
use crate::compare::shape::{NoPace, Pace, Standing, Step, Stop, Year};
use crate::contract::v1::Direction;

/// Years that a line may last: what lasts longer is no plan.
const LONGEST: i32 = 100 * 12;

/// A figure on the line.
#[derive(Clone, Copy)]
struct At {
    value: Decimal,
    period: Period,
}

impl At {
    fn of(figure: Figure, else_at: Option<Period>) -> Option<Self> {
        Some(Self {
            value: figure.value,
            period: figure.period.or(else_at)?,
        })
    }

    fn month(self) -> i32 {
        self.period.end_month()
    }
}

/// The line between two figures, and the way that is better.
struct Line {
    from: At,
    to: At,
    /// More is better.
    rises: bool,
    /// Decimals of what is shown.
    places: u32,
}

impl Line {
    /// # Errors
    /// [`NoPace::NoPeriod`] where the ends do not follow each other, [`NoPace::NoWay`] where the target is not beyond the
    /// baseline.
    fn of(from: At, to: At, direction: Direction) -> Result<Self, NoPace> {
        if !(1..=LONGEST).contains(&(to.month() - from.month())) {
            return Err(NoPace::NoPeriod);
        }
        let rises = match (direction, to.value.cmp(&from.value)) {
            (Direction::Increase, Ordering::Greater) => true,
            (Direction::Decrease, Ordering::Less) => false,
            _ => return Err(NoPace::NoWay),
        };
        let scale = |at: At| at.value.normalize().scale();
        Ok(Self {
            from,
            to,
            rises,
            places: scale(from).max(scale(to)),
        })
    }

    /// How much of the time has passed at the end of a period, 0 to 1.
    fn passed(&self, period: Period) -> Fraction {
        let whole = self.to.month() - self.from.month();
        let gone = (period.end_month() - self.from.month()).clamp(0, whole);
        Fraction::ratio(gone.into(), whole.into()).unwrap_or_else(|| Fraction::from(Decimal::ONE))
    }

    /// What is expected at the end of a period.
    fn expected(&self, period: Period) -> Fraction {
        let (from, to) = (Fraction::from(self.from.value), Fraction::from(self.to.value));
        from.plus(&to.minus(&from).times(&self.passed(period)))
    }

    /// How much of the way is gone; 1 = all.
    fn reached(&self, actual: Decimal) -> Fraction {
        let from = Fraction::from(self.from.value);
        let way = Fraction::from(self.to.value).minus(&from);
        let gone = Fraction::from(actual).minus(&from);
        gone.over(&way).unwrap_or_else(|| Fraction::from(Decimal::ZERO))
    }

    fn standing(&self, last: At) -> Standing {
        let better = |than: &Fraction| {
            let found = Fraction::from(last.value).cmp(than);
            if self.rises { found } else { found.reverse() }
        };
        if better(&Fraction::from(self.to.value)) != Ordering::Less {
            return Standing::Reached;
        }
        match better(&self.expected(last.period)) {
            Ordering::Greater => Standing::Ahead,
            Ordering::Equal => Standing::On,
            Ordering::Less => Standing::Behind,
        }
    }

    /// What each year that is left has to bring.
    fn needed(&self, last: At) -> Option<Fraction> {
        let months = self.to.month() - last.month();
        let way = Fraction::from(self.to.value).minus(&Fraction::from(last.value));
        let years = Fraction::ratio(months.into(), Decimal::from(12))?;
        (months > 0).then(|| way.over(&years)).flatten()
    }

    fn shown(&self, value: &Fraction) -> String {
        let text = value.plain(self.places + 1, Rounding::HalfUp);
        let bare = text.trim_end_matches('0').trim_end_matches('.');
        if bare == "-0" || bare.is_empty() {
            "0".to_owned()
        } else {
            bare.to_owned()
        }
    }
}

/// The pace of a KPI by its figures and the years of its pair; `ends` is when its plan does, where the final target says
/// no year.
///
/// # Errors
/// Why there is none.
pub(super) fn pace(
    figures: &Figures<'_>,
    years: &[Year],
    direction: Direction,
    ends: Option<Period>,
) -> Result<Pace, NoPace> {
    if figures.basis != "level" {
        return Err(NoPace::NotALevel);
    }
    let baseline = figures.baseline.ok_or(NoPace::NoBaseline)?;
    let goal = figures.final_target.ok_or(NoPace::NoFinalTarget)?;
    let actuals: Vec<(Option<Period>, Decimal)> = years.iter().filter_map(actual).collect();
    if actuals.is_empty() {
        return Err(NoPace::NoActual);
    }
    let line = Line::of(
        At::of(baseline, None).ok_or(NoPace::NoPeriod)?,
        At::of(goal, ends).ok_or(NoPace::NoPeriod)?,
        direction,
    )?;
    let on_the_way = |at: &At| at.month() > line.from.month();
    let steps: Vec<At> = actuals
        .into_iter()
        .filter_map(|(period, value)| {
            Some(At {
                value,
                period: period?,
            })
        })
        .filter(on_the_way)
        .collect();
    let last = *steps.last().ok_or(NoPace::NoPeriod)?;
    Ok(told(&line, &steps, last))
}

fn told(line: &Line, steps: &[At], last: At) -> Pace {
    let standing = line.standing(last);
    let needed = line.needed(last).filter(|_| standing != Standing::Reached);
    let percent = |share: &Fraction| share.percent(1, Rounding::HalfUp);
    let step = |at: &At| Step {
        period: at.period.to_string(),
        actual: plain(at.value),
        expected: line.shown(&line.expected(at.period)),
        passed: percent(&line.passed(at.period)),
    };
    Pace {
        baseline: stop(line.from),
        target: stop(line.to),
        steps: steps.iter().map(step).collect(),
        passed: percent(&line.passed(last.period)),
        reached: percent(&line.reached(last.value)),
        standing,
        needed: needed.map(|needed| line.shown(&needed)),
    }
}

fn stop(at: At) -> Stop {
    Stop {
        period: at.period.to_string(),
        value: plain(at.value),
    }
}

fn actual(year: &Year) -> Option<(Option<Period>, Decimal)> {
    let value = year.actual.as_deref()?.parse().ok()?;
    Some((year.period.as_deref().and_then(Period::parse), value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::shape::From;

    fn figure(value: &str, year: i32) -> Option<Figure> {
        Some(Figure {
            value: value.parse().ok()?,
            period: Some(Period::Fiscal(year)),
        })
    }

    fn years(actuals: &[(i32, &str)]) -> Vec<Year> {
        let year = |&(year, actual): &(i32, &str)| Year {
            period: Some(Period::Fiscal(year).to_string()),
            assumed: false,
            from: From::Now,
            target: None,
            actual: Some(actual.to_owned()),
            rate: None,
        };
        actuals.iter().map(year).collect()
    }

    /// Standing, time passed, way gone, what is expected of the last year, what is needed in each.
    type Told = (Standing, String, String, String, Option<String>);

    fn run((from, to): (&str, &str), actuals: &[(i32, &str)], direction: Direction) -> Result<Told, NoPace> {
        let figures = Figures {
            baseline: figure(from, 2018),
            final_target: figure(to, 2024),
            basis: "level",
            ..Figures::default()
        };
        let pace = pace(&figures, &years(actuals), direction, None)?;
        let expected = pace
            .steps
            .last()
            .map(|step| step.expected.clone())
            .unwrap_or_default();
        Ok((pace.standing, pace.passed, pace.reached, expected, pace.needed))
    }

    #[expect(clippy::unnecessary_wraps, reason = "it is held against what runs")]
    fn ok(
        standing: Standing,
        passed: &str,
        reached: &str,
        expected: &str,
        needed: Option<&str>,
    ) -> Result<Told, NoPace> {
        Ok((
            standing,
            passed.to_owned(),
            reached.to_owned(),
            expected.to_owned(),
            needed.map(str::to_owned),
        ))
    }

    /// 24 in fiscal 2018, 60 in fiscal 2024: 6 a year.
    #[test]
    fn a_line_expects_the_same_of_every_year() {
        use Direction::{Decrease, Increase};
        use Standing::{Ahead, Behind, On, Reached};
        let up = ("24", "60");
        assert_eq!(
            run(up, &[(2023, "46")], Increase),
            ok(Behind, "83.3", "61.1", "54", Some("14"))
        );
        assert_eq!(
            run(up, &[(2021, "42")], Increase),
            ok(On, "50.0", "50.0", "42", Some("6"))
        );
        assert_eq!(
            run(up, &[(2021, "43")], Increase),
            ok(Ahead, "50.0", "52.8", "42", Some("5.7"))
        );
        assert_eq!(
            run(up, &[(2021, "60")], Increase),
            ok(Reached, "50.0", "100.0", "42", None)
        );
        assert_eq!(
            run(up, &[(2021, "20")], Increase),
            ok(Behind, "50.0", "-11.1", "42", Some("13.3"))
        );
        let down = ("18", "0");
        assert_eq!(
            run(down, &[(2022, "4"), (2023, "2")], Decrease),
            ok(Ahead, "83.3", "88.9", "3", Some("-2"))
        );
        assert_eq!(
            run(down, &[(2025, "2")], Decrease),
            ok(Behind, "100.0", "88.9", "0", None)
        );
    }

    #[test]
    fn a_line_between_thirds_is_compared_exactly() {
        // Two of six years of 1: a third, which no decimal is.
        let third = ("0", "1");
        let just_below = run(
            third,
            &[(2020, "0.3333333333333333333333333333")],
            Direction::Increase,
        );
        assert_eq!(just_below.map(|(standing, ..)| standing), Ok(Standing::Behind));
        let just_above = run(
            third,
            &[(2020, "0.3333333333333333333333333334")],
            Direction::Increase,
        );
        assert_eq!(just_above.map(|(standing, ..)| standing), Ok(Standing::Ahead));
    }

    #[test]
    fn without_a_line_it_is_said_why() {
        use Direction::{Decrease, Increase, Maintain, Unknown};
        let why = |ends, actuals: &[(i32, &str)], direction| run(ends, actuals, direction).err();
        let some = [(2021, "30")];
        assert_eq!(why(("x", "60"), &some, Increase), Some(NoPace::NoBaseline));
        assert_eq!(why(("24", "x"), &some, Increase), Some(NoPace::NoFinalTarget));
        assert_eq!(why(("24", "60"), &[], Increase), Some(NoPace::NoActual));
        assert_eq!(
            why(("24", "60"), &[(2018, "24")], Increase),
            Some(NoPace::NoPeriod)
        );
        for direction in [Decrease, Maintain, Unknown] {
            assert_eq!(why(("24", "60"), &some, direction), Some(NoPace::NoWay));
        }
        assert_eq!(why(("24", "24"), &some, Increase), Some(NoPace::NoWay));
        let added = Figures {
            basis: "annual-increment",
            ..Figures::default()
        };
        assert_eq!(pace(&added, &[], Increase, None), Err(NoPace::NotALevel));
    }
}
