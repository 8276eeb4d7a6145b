//! Targets printed as a change in percent beside levels: `26%削減`, `10％減`, `20%増`.
//!
//! Such a target is the baseline's, changed by that share; it is never compared with a level as it stands.

use crate::domain::base::Decimal;
use crate::domain::kpi::{Change, Direction, Indicator, Point};

/// Puts the level that is meant in the place of a change in percent; without a baseline the target stays words.
pub fn settle(indicator: &mut Indicator) {
    let is_share = |point: &Point| point.unit.as_deref() == Some("%");
    let holds_share = |point: &Option<Point>| point.as_ref().is_some_and(is_share);
    let levels_are_percent = indicator.unit.as_deref() == Some("%")
        || holds_share(&indicator.baseline)
        || indicator
            .observations
            .iter()
            .any(|observation| holds_share(&observation.actual));
    if levels_are_percent {
        return;
    }
    let baseline = indicator.baseline.as_ref().and_then(|point| point.value);
    let targets = indicator
        .observations
        .iter_mut()
        .filter_map(|observation| observation.target.as_mut());
    for target in targets.chain(indicator.final_target.as_mut()) {
        if let Some(change) = target.change.filter(|_| is_share(target)) {
            let share = target.value.take();
            target.value = share
                .zip(baseline)
                .and_then(|(share, baseline)| changed(baseline, share, change));
            target.derived = target.value.is_some();
            target.wording = Some(if change == Change::Reduction {
                Direction::Decrease
            } else {
                Direction::Increase
            });
            (target.unit, target.change) = (None, None);
        }
    }
}

/// `baseline × (1 ∓ share/100)`, exact; `None` beyond exact arithmetic.
fn changed(baseline: Decimal, share: Decimal, change: Change) -> Option<Decimal> {
    let factor = share.checked_div(Decimal::ONE_HUNDRED)?;
    let factor = match change {
        Change::Reduction => Decimal::ONE.checked_sub(factor)?,
        Change::Rise => Decimal::ONE.checked_add(factor)?,
    };
    baseline.checked_mul(factor).map(|value| value.normalize())
}
