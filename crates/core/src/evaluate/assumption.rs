//! What a status rests on that is not read but assumed.

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use crate::evaluate::direction::DirectionFrom;
use crate::evaluate::evaluation::Evaluation;
use crate::evaluate::measure::{Measurement, Status};
use crate::kpi::{Against, Certainty, Indicator, Table};

/// Something that a status rests on without being read: it would be another one if this were wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Assumption {
    /// Which way is better.
    Direction,
    /// The unit that target and actual are compared in. No reading assumes one yet: values of different units are not
    /// compared.
    Unit,
    /// What a column means: its header does not say it, or another reading was near.
    Column,
    /// That target and actual are of the same period: a bare year of one of them was taken for a fiscal one.
    Period,
}

impl Assumption {
    /// The stable word in the contract.
    pub fn id(self) -> &'static str {
        self.into()
    }

    /// A status that rests on it is drawn as provisional. A year that was assumed is told by a notice of its own.
    pub fn is_provisional(self) -> bool {
        self != Self::Period
    }
}

/// What the status of a measurement of `indicator`, which stands in `table`, rests on, each once and in order. Only a
/// comparison rests on anything: what is not published is not published in either direction.
pub fn of(
    indicator: &Indicator,
    table: Option<&Table>,
    evaluation: &Evaluation,
    measurement: &Measurement,
) -> Vec<Assumption> {
    if !matches!(measurement.status, Status::Achieved | Status::NotAchieved) {
        return Vec::new();
    }
    let is_column_assumed = indicator.certainty == Certainty::Check
        || indicator.columns_assumed
        || table.is_some_and(|table| is_any_column_assumed(table, measurement));
    let rests = [
        (
            evaluation.direction_from == DirectionFrom::Assumed,
            Assumption::Direction,
        ),
        (is_column_assumed, Assumption::Column),
        (
            table.is_some_and(|table| is_period_assumed(table, measurement)),
            Assumption::Period,
        ),
    ];
    let rests = rests.into_iter().filter(|(rests, _)| *rests);
    rests.map(|(_, assumption)| assumption).collect()
}

/// A column of a value that is compared was guessed.
fn is_any_column_assumed(table: &Table, measurement: &Measurement) -> bool {
    let is_of_baseline = measurement.against == Against::Baseline
        || measurement.target.as_ref().is_some_and(|target| target.derived);
    table.columns.iter().any(|column| {
        column.assumed
            && match column.role {
                "target" | "actual" | "final-target" => true,
                "baseline" => is_of_baseline,
                _ => false,
            }
    })
}

/// Of target and actual, one stands below a bare year, and not the other.
fn is_period_assumed(table: &Table, measurement: &Measurement) -> bool {
    let is_assumed = |role: &str| {
        let mut columns = table.columns.iter().filter(|column| {
            column.role == role && column.period.is_some() && column.period == measurement.period
        });
        columns.next().map(|column| column.year_assumed)
    };
    let (target, actual) = (is_assumed("target"), is_assumed("actual"));
    target.is_some() && actual.is_some() && target != actual
}
