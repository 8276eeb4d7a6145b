//! An actual below 1 beside a target in percent: a cell that lost its percent format, 0.72 of 60 %. Quiet without a sign of
//! percentages, and where the actual has no decimals.

use crate::evaluate::evaluation::Evaluation;
use crate::evaluate::findings::finding::{Finding, View, level, plain};
use crate::evaluate::unit;
use crate::kpi::Indicator;
use kpi_readers::base::Decimal;
use kpi_readers::base::remark::{Code, Remark};

/// Its row.
pub const FINDING: Finding = Finding {
    code: Code::PercentLost,
    run,
};

/// The largest ratio that such a cell holds: 150 %.
const MOST: i64 = 150;
/// A target that is this many times larger than the ratio is one in percent.
const FAR: i64 = 20;

fn run(view: &View<'_>) -> Vec<Remark> {
    view.each(one)
}

/// The finding of one indicator.
pub fn one(indicator: &Indicator, evaluation: &Evaluation) -> Option<Remark> {
    let is_percent = evaluation.unit.as_deref().is_some_and(unit::is_percent);
    let found = evaluation
        .measurements
        .iter()
        .filter(|_| is_percent)
        .find_map(|found| {
            let (target, actual) = (found.target.as_ref()?, found.actual.as_ref()?);
            let (aim, value) = (level(target)?, level(actual)?);
            let hundred = Decimal::from(100);
            let is_ratio = value > Decimal::ZERO
                && value.normalize().scale() > 0
                && value.checked_mul(hundred)? <= Decimal::from(MOST)
                && !actual.raw.contains(['%', '％'])
                && value.checked_mul(Decimal::from(FAR))? <= aim;
            is_ratio.then(|| (actual, value, aim, value * hundred))
        })?;
    let (actual, value, aim, percent) = found;
    let at = actual.at.clone().unwrap_or_else(|| indicator.at.clone());
    let remark = Remark::new(Code::PercentLost, Some(at)).on_field("actual");
    let remark = remark.with([plain(value), plain(aim), plain(percent)]);
    Some(Remark {
        proposal: Some(format!("{}%", plain(percent))),
        ..remark
    })
}
