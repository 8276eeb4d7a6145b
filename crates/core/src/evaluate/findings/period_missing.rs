//! A table whose values have no year anywhere. Told once per table.

use std::collections::BTreeSet;

use crate::evaluate::findings::finding::{Finding, View};
use kpi_readers::base::remark::{Code, Remark};

/// Its row.
pub const FINDING: Finding = Finding {
    code: Code::PeriodMissing,
    run,
};

fn run(view: &View<'_>) -> Vec<Remark> {
    let mut dated = BTreeSet::new();
    for (indicator, evaluation) in view.recognised.indicators.iter().zip(view.evaluations) {
        let has = evaluation.measurements.iter().any(|found| {
            let own = |point: &Option<crate::kpi::Point>| point.as_ref().and_then(|point| point.period);
            found
                .period
                .or(own(&found.actual))
                .or(own(&found.target))
                .is_some()
        });
        if has || evaluation.measurements.is_empty() {
            dated.insert(indicator.table);
        }
    }
    let mut told = BTreeSet::new();
    let rows = view.recognised.indicators.iter().enumerate();
    rows.filter(|(_, indicator)| !dated.contains(&indicator.table) && told.insert(indicator.table))
        .map(|(index, indicator)| {
            Remark::new(Code::PeriodMissing, Some(indicator.at.clone()))
                .on_indicator(index)
                .on_field("period")
        })
        .collect()
}
