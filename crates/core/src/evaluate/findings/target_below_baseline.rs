//! A target below its baseline while nothing printed says that less is better.

use crate::evaluate::direction::DirectionFrom;
use crate::evaluate::evaluation::Evaluation;
use crate::evaluate::findings::finding::{Finding, View, level, level_target};
use crate::evaluate::unit;
use crate::kpi::Indicator;
use kpi_readers::base::remark::{Code, Remark};

/// Its row.
pub const FINDING: Finding = Finding {
    code: Code::TargetBelowBaseline,
    run,
};

fn run(view: &View<'_>) -> Vec<Remark> {
    view.each(one)
}

/// Nothing says that less is better, yet the target lies below the baseline: a person has to say which it is.
fn one(indicator: &Indicator, evaluation: &Evaluation) -> Option<Remark> {
    if evaluation.direction_from != DirectionFrom::Assumed {
        return None;
    }
    let baseline = level(evaluation.baseline.as_ref()?)?;
    let target =
        level_target(evaluation).filter(|target| target.value.is_some_and(|value| value < baseline))?;
    let comparable = unit::comparable(target, evaluation.baseline.as_ref()?, evaluation.unit.as_deref());
    let at = target.at.clone().unwrap_or_else(|| indicator.at.clone());
    let numbers = [
        baseline.normalize().to_string(),
        target.value?.normalize().to_string(),
    ];
    comparable.then(|| {
        Remark::new(Code::TargetBelowBaseline, Some(at))
            .on_field("direction")
            .with(numbers)
    })
}
