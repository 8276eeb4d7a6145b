//! The years of a pair, of both sheets, in this year's unit.

use std::collections::BTreeMap;

use kpi_core::evaluate::unit;
use kpi_core::kpi::Period;
use kpi_readers::base::Decimal;

use crate::compare::figures::{Figures, Measured};
use crate::compare::shape::{From, Year};

/// Target and actual of every year, in the order of the years; those without one last.
pub(super) fn series(before: &Figures<'_>, now: &Figures<'_>) -> Vec<Year> {
    let mut years = BTreeMap::<(i32, Option<String>), Year>::new();
    if let Some(power) = now.power_from(before).filter(|_| before.basis == now.basis) {
        for found in &before.measured {
            let scaled = |value: Option<Decimal>| value.and_then(|value| unit::shifted(value, power));
            let found = Measured {
                target: scaled(found.target),
                actual: scaled(found.actual),
                ..*found
            };
            years.insert(key(found.period), year(&found, From::Before));
        }
    }
    for found in &now.measured {
        let own = year(found, From::Now);
        years
            .entry(key(found.period))
            .and_modify(|known| *known = joined(known, &own))
            .or_insert(own);
    }
    years.into_values().collect()
}

fn key(period: Option<Period>) -> (i32, Option<String>) {
    let end = period.map_or(i32::MAX, Period::end_month);
    (end, period.map(|period| period.to_string()))
}

fn year(found: &Measured<'_>, from: From) -> Year {
    Year {
        period: found.period.map(|period| period.to_string()),
        assumed: found.assumed,
        from,
        target: found.target.map(plain),
        actual: found.actual.map(plain),
        rate: found.rate.map(str::to_owned),
    }
}

/// What this year's sheet prints, else what the earlier one does.
fn joined(before: &Year, now: &Year) -> Year {
    let is_same = before.from == From::Before;
    Year {
        period: now.period.clone(),
        assumed: now.assumed,
        from: if is_same { From::Both } else { before.from },
        target: now.target.clone().or_else(|| before.target.clone()),
        actual: now.actual.clone().or_else(|| before.actual.clone()),
        rate: now.rate.clone().or_else(|| before.rate.clone()),
    }
}

/// A number in plain notation.
pub(super) fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}
