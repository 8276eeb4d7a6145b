//! What a finding is, what it looks at, and what findings have in common.

use crate::evaluate::evaluation::Evaluation;
use crate::kpi::{Basis, Indicator, Period, Point, Recognised, Term};
use kpi_readers::base::Decimal;
use kpi_readers::base::remark::{Code, Remark};
use kpi_readers::sheet::Sheet;

/// A sheet, evaluated.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The cells as read.
    pub sheets: &'a [Sheet],
    /// What was recognised.
    pub recognised: &'a Recognised,
    /// In the order of the indicators.
    pub evaluations: &'a [Evaluation],
    /// The terms of their plans or projects, in the same order.
    pub terms: &'a [Term],
}

/// A finding.
#[derive(Clone, Copy, Debug)]
pub struct Finding {
    /// What it says.
    pub code: Code,
    /// Every time that it is so.
    pub run: fn(&View<'_>) -> Vec<Remark>,
}

impl View<'_> {
    /// Asks for each indicator by itself.
    pub(super) fn each(&self, ask: fn(&Indicator, &Evaluation) -> Option<Remark>) -> Vec<Remark> {
        let rows = self
            .recognised
            .indicators
            .iter()
            .zip(self.evaluations)
            .enumerate();
        rows.filter_map(|(index, (indicator, evaluation))| {
            Some(ask(indicator, evaluation)?.on_indicator(index))
        })
        .collect()
    }

    pub(super) fn term(&self, indicator: usize) -> Term {
        self.terms.get(indicator).copied().unwrap_or_default()
    }
}

pub(super) fn level(point: &Point) -> Option<Decimal> {
    point
        .value
        .filter(|_| point.basis == Basis::Level && point.change.is_none())
}

/// The printed number that the indicator is to reach: of the measurement that speaks, or the final one.
pub(super) fn level_target(evaluation: &Evaluation) -> Option<&Point> {
    let of_measurement = evaluation
        .speaking()
        .filter(|measurement| measurement.basis == Basis::Level);
    of_measurement
        .and_then(|measurement| measurement.target.as_ref())
        .into_iter()
        .chain(&evaluation.final_target)
        .find(|target| level(target).is_some() && !target.derived)
}

/// A number as remarks carry it.
pub(super) fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

/// Digits without leading and trailing zeros: 0 of 0, 3 of 410.0.
pub(super) fn significant(value: Decimal) -> usize {
    let digits = value.normalize().mantissa().unsigned_abs().to_string();
    digits.trim_end_matches('0').len()
}

/// Two periods have a month in common.
pub(super) fn overlap(one: Period, other: Period) -> bool {
    one.begin_month() < other.end_month() && other.begin_month() < one.end_month()
}
