//! An actual of another period than its column's. Quiet where the two have a month in common.

use crate::evaluate::evaluation::Evaluation;
use crate::evaluate::findings::finding::{Finding, View, overlap};
use crate::kpi::Indicator;
use kpi_readers::base::remark::{Code, Remark};

/// Its row.
pub const FINDING: Finding = Finding {
    code: Code::ActualPeriodDiffers,
    run,
};

fn run(view: &View<'_>) -> Vec<Remark> {
    view.each(one)
}

fn one(indicator: &Indicator, evaluation: &Evaluation) -> Option<Remark> {
    let (n, actual, header, own) = evaluation
        .measurements
        .iter()
        .enumerate()
        .find_map(|(n, found)| {
            let actual = found.actual.as_ref().filter(|actual| actual.value.is_some())?;
            let (header, own) = (found.period?, actual.period?);
            (!overlap(header, own)).then_some((n, actual, header, own))
        })?;
    let at = actual.at.clone().unwrap_or_else(|| indicator.at.clone());
    let remark = Remark::new(Code::ActualPeriodDiffers, Some(at))
        .on_field("actual")
        .with([own.to_string(), header.to_string()]);
    Some(Remark {
        measurement: Some(n),
        ..remark
    })
}
