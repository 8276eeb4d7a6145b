//! A target that the baseline met already. Quiet where a falling level is only to be held back (a floor), and for 維持.

use crate::evaluate::direction::DirectionFrom;
use crate::evaluate::evaluation::Evaluation;
use crate::evaluate::findings::finding::{Finding, View, level, level_target, plain};
use crate::evaluate::unit;
use crate::kpi::{Direction, Indicator};
use kpi_readers::base::remark::{Code, Remark};

/// Its row.
pub const FINDING: Finding = Finding {
    code: Code::MetAtBaseline,
    run,
};

fn run(view: &View<'_>) -> Vec<Remark> {
    view.each(one)
}

fn one(indicator: &Indicator, evaluation: &Evaluation) -> Option<Remark> {
    let before = evaluation.baseline.as_ref()?;
    let baseline = level(before)?;
    let target = level_target(evaluation)?;
    let value = level(target)?;
    let told = matches!(
        evaluation.direction_from,
        DirectionFrom::Printed | DirectionFrom::User
    );
    let met = match evaluation.direction {
        Direction::Increase => baseline >= value,
        Direction::Decrease => baseline <= value,
        Direction::Maintain | Direction::Unknown => false,
    };
    if !told || !met || !unit::comparable(target, before, evaluation.unit.as_deref()) {
        return None;
    }
    let at = target.at.clone().unwrap_or_else(|| indicator.at.clone());
    let remark = Remark::new(Code::MetAtBaseline, Some(at)).on_field("target");
    Some(remark.with([plain(baseline), plain(value)]))
}
