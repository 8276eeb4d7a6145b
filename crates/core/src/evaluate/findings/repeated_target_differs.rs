//! A target that is printed twice for the same period with different numbers.

use crate::evaluate::evaluation::Evaluation;
use crate::evaluate::findings::finding::{Finding, View, plain};
use crate::evaluate::unit;
use crate::kpi::{Against, Indicator};
use kpi_readers::base::remark::{Code, Remark};

/// Its row.
pub const FINDING: Finding = Finding {
    code: Code::RepeatedTargetDiffers,
    run,
};

fn run(view: &View<'_>) -> Vec<Remark> {
    view.each(one)
}

fn one(indicator: &Indicator, evaluation: &Evaluation) -> Option<Remark> {
    let last = evaluation.final_target.as_ref()?;
    let due = last.period?;
    let (n, same) = evaluation.measurements.iter().enumerate().find(|(_, found)| {
        found.period == Some(due) && found.basis == last.basis && found.against == Against::Period
    })?;
    let target = same.target.as_ref()?;
    if !unit::comparable(target, last, evaluation.unit.as_deref()) {
        return None;
    }
    let (one, other) = target.value.zip(last.value).filter(|(one, other)| one != other)?;
    let at = target.at.clone().unwrap_or_else(|| indicator.at.clone());
    let remark = Remark::new(Code::RepeatedTargetDiffers, Some(at))
        .on_field("target")
        .with([plain(one), plain(other)]);
    Some(Remark {
        measurement: Some(n),
        proposal: Some(plain(other)),
        ..remark
    })
}
