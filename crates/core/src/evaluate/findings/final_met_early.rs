//! A final target that is met before it is due: time for a new one. Quiet for 現状以上 and for floors that the baseline met already.

use crate::evaluate::findings::finding::{Finding, View, level, plain};
use crate::evaluate::target_kind::TargetKind;
use crate::evaluate::unit;
use crate::kpi::{Against, Basis, Direction, Period};
use kpi_readers::base::remark::{Code, Remark};

/// Its row.
pub const FINDING: Finding = Finding {
    code: Code::FinalMetEarly,
    run,
};

fn run(view: &View<'_>) -> Vec<Remark> {
    let rows = 0..view.evaluations.len();
    rows.filter_map(|index| Some(one(view, index)?.on_indicator(index)))
        .collect()
}

fn one(view: &View<'_>, index: usize) -> Option<Remark> {
    let evaluation = view.evaluations.get(index)?;
    let speaking = evaluation.speaking()?;
    let last = evaluation.final_target.as_ref().filter(|last| !last.derived)?;
    let actual = speaking.actual.as_ref()?;
    let due = last.period.or(view.term(index).end)?;
    let now = speaking.period.or(actual.period)?;
    let counts_so = match last.basis {
        Basis::Level => level(last).is_some() && level(actual).is_some(),
        basis => speaking.basis == basis,
    };
    // A target of the period that repeats an undated final one is due now.
    let repeats = last.period.is_none()
        && speaking.target.as_ref().and_then(|target| target.value) == last.value
        && speaking.against == Against::Period;
    let is_early = !repeats && now.end_month() < Period::end_month(due);
    if !counts_so || !is_early || speaking.kind != TargetKind::Numeric {
        return None;
    }
    if !unit::comparable(last, actual, evaluation.unit.as_deref()) {
        return None;
    }
    let (goal, value) = last.value.zip(actual.value)?;
    let meets = |value| match evaluation.direction {
        Direction::Increase => value >= goal,
        Direction::Decrease => value <= goal,
        Direction::Maintain | Direction::Unknown => false,
    };
    let met_before = evaluation.baseline.as_ref().and_then(level).is_some_and(meets);
    let met_now = meets(value) && !met_before;
    met_now.then(|| {
        Remark::new(Code::FinalMetEarly, actual.at.clone())
            .on_field("finalTarget")
            .with([plain(value), plain(goal), due.to_string()])
    })
}
