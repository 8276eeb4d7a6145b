//! An estimate by which a final target is judged.

use crate::evaluate::evaluation::Evaluation;
use crate::evaluate::findings::finding::{Finding, View};
use crate::kpi::{Against, Indicator};
use kpi_readers::base::remark::{Code, Remark};

/// Its row.
pub const FINDING: Finding = Finding {
    code: Code::EstimateAsFinal,
    run,
};

fn run(view: &View<'_>) -> Vec<Remark> {
    view.each(one)
}

/// The final target is due in this very period, by its own date or because the period's target repeats it.
fn one(indicator: &Indicator, evaluation: &Evaluation) -> Option<Remark> {
    let speaking = evaluation.speaking()?;
    let actual = speaking.actual.as_ref().filter(|actual| actual.estimated)?;
    let last = evaluation.final_target.as_ref()?;
    let value = |point: &crate::kpi::Point| point.value;
    let repeats = last.period.is_none()
        && speaking.against == Against::Period
        && speaking.target.as_ref().and_then(value) == last.value;
    let is_due = last.period.is_some() && last.period == speaking.period;
    if last.value.is_none() || !(repeats || is_due) {
        return None;
    }
    let at = actual.at.clone().unwrap_or_else(|| indicator.at.clone());
    let remark = Remark::new(Code::EstimateAsFinal, Some(at)).on_field("actual");
    Some(remark.with([actual.value?.normalize().to_string()]))
}
