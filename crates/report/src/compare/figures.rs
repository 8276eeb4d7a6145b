//! The figures of a KPI, read once, and whether those of two KPIs say the same.

use kpi_core::evaluate::unit;
use kpi_core::kpi::Period;
use kpi_readers::base::Decimal;

use crate::contract::v1::{Kpi, Measurement, Point};

/// Measurements of a KPI that are looked at: the latest ones. A sheet has a dozen years at most.
const MEASURED: usize = 64;

/// A number with its period; in the unit of its KPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Figure {
    pub value: Decimal,
    pub period: Option<Period>,
}

/// A target and an actual of a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Measured<'a> {
    /// `None` also where the period is written in no known way.
    pub period: Option<Period>,
    /// The period is that of the sheet, not of the figure.
    pub assumed: bool,
    pub target: Option<Decimal>,
    pub actual: Option<Decimal>,
    pub rate: Option<&'a str>,
}

/// What is printed of a KPI, as numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Figures<'a> {
    pub baseline: Option<Figure>,
    pub final_target: Option<Figure>,
    /// `"level" | "annual-increment" | "cumulative-increment"`, that of the measurement that speaks.
    pub basis: &'a str,
    /// The measurements of that basis, in their order.
    pub measured: Vec<Measured<'a>>,
    pub unit: Option<&'a str>,
}

impl<'a> Figures<'a> {
    /// Of a KPI whose sheet reports on this fiscal year.
    pub(super) fn of(kpi: &'a Kpi, fiscal_year: Option<i32>) -> Self {
        let speaking = kpi.speaking().or(kpi.measurements.last());
        let basis = speaking.map_or("", |speaking| speaking.basis.as_str());
        let own = || kpi.measurements.iter().filter(|found| found.basis == basis);
        let skipped = own().count().saturating_sub(MEASURED);
        let assumed = fiscal_year.map(Period::Fiscal);
        let latest_target = own().rfind(|found| found.against == "period" && found.target.is_some());
        // Where no target is called final, the one of the last year is what the plan leads to.
        let goal = kpi.final_target.as_ref().and_then(figure).or_else(|| {
            let found = latest_target?;
            let value = number(found.target.as_ref())?;
            let period = found.period.as_deref().and_then(Period::parse);
            let is_ahead = found.actual.as_ref().is_none_or(|actual| actual.value.is_none());
            is_ahead.then_some(Figure { value, period })
        });
        Self {
            baseline: kpi.baseline.as_ref().and_then(figure),
            final_target: goal,
            basis,
            measured: own()
                .skip(skipped)
                .map(|found| measured(found, assumed))
                .collect(),
            unit: kpi.unit.as_deref(),
        }
    }

    /// The last measurement with an actual.
    pub(super) fn latest(&self) -> Option<&Measured<'a>> {
        self.measured.iter().rfind(|found| found.actual.is_some())
    }

    /// The power of ten from another KPI's unit to this one's; `None` if they cannot be compared. A missing unit is taken
    /// for the other's.
    pub(super) fn power_from(&self, other: &Self) -> Option<i32> {
        match (other.unit, self.unit) {
            (Some(from), Some(to)) => unit::power(from, to),
            _ => Some(0),
        }
    }

    /// Baseline and final target, in the smallest unit of their kind: what hardly two KPIs have in common.
    pub(super) fn fingerprint(&self) -> Option<(Decimal, Decimal)> {
        let (baseline, goal) = (self.baseline?.value, self.final_target?.value);
        let is_telling = baseline != goal && significant(baseline).max(significant(goal)) >= 2;
        is_telling.then_some((baseline.normalize(), goal.normalize()))
    }
}

fn measured(found: &Measurement, assumed: Option<Period>) -> Measured<'_> {
    let printed = found.period.as_deref().and_then(Period::parse);
    let target = found.target.as_ref().filter(|_| found.against == "period");
    Measured {
        period: printed.or(assumed.filter(|_| found.period.is_none())),
        assumed: found.period.is_none() && assumed.is_some(),
        target: number(target),
        actual: number(found.actual.as_ref()),
        rate: found.rate.as_deref(),
    }
}

fn figure(point: &Point) -> Option<Figure> {
    Some(Figure {
        value: number(Some(point))?,
        period: point.period.as_deref().and_then(Period::parse),
    })
}

/// The value of a point that is printed, not derived from another.
fn number(point: Option<&Point>) -> Option<Decimal> {
    let point = point.filter(|point| !point.derived)?;
    point.value.as_deref()?.parse().ok()
}

/// Digits without leading and trailing zeros: 0 of 0, 3 of 410.0.
pub(super) fn significant(value: Decimal) -> usize {
    let digits = value.normalize().mantissa().unsigned_abs().to_string();
    digits.trim_end_matches('0').len()
}

/// How often two KPIs print a figure of the same thing and time: alike, and otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Agreement {
    pub alike: usize,
    pub otherwise: usize,
}

impl Agreement {
    pub(super) fn of(before: &Figures<'_>, now: &Figures<'_>) -> Self {
        let mut found = Self::default();
        let Some(power) = now.power_from(before) else {
            return found;
        };
        let mut hold = |one: Option<Decimal>, other: Option<Decimal>| {
            if let Some((one, other)) = one.and_then(|one| unit::shifted(one, power)).zip(other) {
                if one == other {
                    found.alike += 1;
                } else {
                    found.otherwise += 1;
                }
            }
        };
        let ends = [
            (before.baseline, now.baseline),
            (before.final_target, now.final_target),
        ];
        for (one, other) in ends {
            if let Some((one, other)) = one
                .zip(other)
                .filter(|(one, other)| may_be_one(one.period, other.period))
            {
                hold(Some(one.value), Some(other.value));
            }
        }
        if before.basis == now.basis {
            for (one, other) in common(before, now) {
                hold(one.target, other.target);
                hold(one.actual, other.actual);
            }
        }
        found
    }

    /// Nothing is alike, and more than one figure differs.
    pub(super) fn speaks_against(self) -> bool {
        self.alike == 0 && self.otherwise > 1
    }

    /// More is alike than not.
    pub(super) fn speaks_for(self) -> bool {
        self.alike > self.otherwise
    }
}

fn may_be_one(one: Option<Period>, other: Option<Period>) -> bool {
    one.is_none() || other.is_none() || one == other
}

/// The measurements of the same period, in the order of those before. Where several of one sheet are of one period, they go
/// with those of the other in their order, if there are as many.
pub(super) fn common<'a>(
    before: &'a Figures<'_>,
    now: &'a Figures<'_>,
) -> impl Iterator<Item = (&'a Measured<'a>, &'a Measured<'a>)> {
    before.measured.iter().enumerate().filter_map(|(place, one)| {
        let of = |found: &&Measured<'_>| one.period.is_some() && found.period == one.period;
        let earlier = before.measured.iter().take(place).filter(of).count();
        let others = now.measured.iter().filter(of);
        let are_as_many = others.clone().count() == before.measured.iter().filter(of).count();
        let other = others.into_iter().nth(earlier)?;
        are_as_many.then_some((one, other))
    })
}
