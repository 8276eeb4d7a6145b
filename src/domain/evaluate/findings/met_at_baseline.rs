//! A target that the baseline met already. Quiet where a falling level is only to be held back (a floor), and for 維持.

use crate::domain::base::remark::{Code, Remark};
use crate::domain::evaluate::direction::DirectionFrom;
use crate::domain::evaluate::evaluation::Evaluation;
use crate::domain::evaluate::findings::finding::{Finding, View, level, level_target, plain};
use crate::domain::evaluate::unit;
use crate::domain::kpi::{Direction, Indicator};

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
