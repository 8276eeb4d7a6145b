//! What does not add up, or a person should look at (検算): one file and one row each.
//!
//! Two more are made where their numbers are: printed rates in [`recheck`](crate::domain::evaluate::recheck), printed
//! labels where a rule set gives its own. A finding that is often wrong is worse than none: each file says what keeps it
//! quiet.

pub mod actual_period_differs;
pub mod actual_repeated;
pub mod estimate_as_final;
pub mod final_met_early;
pub mod grant_share;
pub mod increments_differ;
pub mod increments_sum;
pub mod magnitude_jump;
pub mod met_at_baseline;
pub mod parts_differ;
pub mod percent_lost;
pub mod period_missing;
pub mod printed_counts;
pub mod printed_sums;
mod printed_table;
pub mod ratings_inconsistent;
pub mod repeated_target_differs;
pub mod same_indicator_differs;
pub mod target_below_baseline;
pub mod target_text_differs;

use crate::domain::base::Decimal;
use crate::domain::base::remark::{Code, Remark};
use crate::domain::evaluate::Evaluation;
use crate::domain::kpi::{Basis, Indicator, Period, Point, Recognised, Term};
use crate::domain::sheet::Sheet;

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

/// Every finding.
pub const FINDINGS: &[Finding] = &[
    target_below_baseline::FINDING,
    target_text_differs::FINDING,
    parts_differ::FINDING,
    grant_share::FINDING,
    increments_differ::FINDING,
    increments_sum::FINDING,
    printed_sums::FINDING,
    printed_counts::FINDING,
    repeated_target_differs::FINDING,
    actual_repeated::FINDING,
    magnitude_jump::FINDING,
    percent_lost::FINDING,
    met_at_baseline::FINDING,
    final_met_early::FINDING,
    period_missing::FINDING,
    estimate_as_final::FINDING,
    same_indicator_differs::FINDING,
    actual_period_differs::FINDING,
    ratings_inconsistent::FINDING,
];

/// Everything that was found.
pub fn findings(view: &View<'_>) -> Vec<Remark> {
    FINDINGS.iter().flat_map(|finding| (finding.run)(view)).collect()
}

impl View<'_> {
    /// Asks for each indicator by itself.
    fn each(&self, ask: fn(&Indicator, &Evaluation) -> Option<Remark>) -> Vec<Remark> {
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

    fn term(&self, indicator: usize) -> Term {
        self.terms.get(indicator).copied().unwrap_or_default()
    }
}

fn level(point: &Point) -> Option<Decimal> {
    point
        .value
        .filter(|_| point.basis == Basis::Level && point.change.is_none())
}

/// The printed number that the indicator is to reach: of the measurement that speaks, or the final one.
fn level_target(evaluation: &Evaluation) -> Option<&Point> {
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
fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

/// Digits without leading and trailing zeros: 0 of 0, 3 of 410.0.
fn significant(value: Decimal) -> usize {
    let digits = value.normalize().mantissa().unsigned_abs().to_string();
    digits.trim_end_matches('0').len()
}

/// Two periods have a month in common.
fn overlap(one: Period, other: Period) -> bool {
    one.begin_month() < other.end_month() && other.begin_month() < one.end_month()
}
