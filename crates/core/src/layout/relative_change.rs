//! Targets printed as a change in percent beside levels: `26%削減`, `10％減`, `20%増`, `▲5%`, `＋3％`.
//!
//! Such a target is the baseline's, changed by that share; it is never compared with a level as it stands. A sign alone
//! is less than a word: `▲5%` is a change only if the levels are known to be no percentages themselves. Where that
//! cannot be told (`+2%` beside a plain 1.5 of a rate, 伸び率), or no baseline is there to change, the target stays words
//! and a remark names it.

use crate::kpi::{Change, Direction, Indicator, Point, Recognised};
use crate::text::fold;
use kpi_readers::base::Decimal;
use kpi_readers::base::remark::{Code, Remark};

/// Units of values that can have a sign and a `%` of their own: `前年比 ▲5%`, a rise by points.
const SHARES: &[&str] = &["%", "ポイント", "pt", "‰", "割"];

/// Puts the levels that are meant in the place of all changes in percent.
pub fn settle_all(found: &mut Recognised) {
    for (index, indicator) in found.indicators.iter_mut().enumerate() {
        let doubts = settle(indicator).into_iter();
        found
            .remarks
            .extend(doubts.map(|doubt| doubt.on_indicator(index)));
    }
}

/// Puts the level that is meant in the place of a change in percent; without a baseline the target stays words.
fn settle(indicator: &mut Indicator) -> Vec<Remark> {
    let is_share = |point: &Point| point.unit.as_deref() == Some("%");
    let holds_share = |point: &Option<Point>| point.as_ref().is_some_and(is_share);
    let levels_are_percent = indicator.unit.as_deref().is_some_and(is_unit_of_shares)
        || holds_share(&indicator.baseline)
        || indicator
            .observations
            .iter()
            .any(|observation| holds_share(&observation.actual));
    if levels_are_percent {
        return Vec::new();
    }
    let has_unit = |point: &Option<Point>| point.as_ref().is_some_and(|point| point.unit.is_some());
    let levels_have_unit = indicator.unit.is_some()
        || has_unit(&indicator.baseline)
        || indicator
            .observations
            .iter()
            .any(|observation| has_unit(&observation.actual));
    let baseline = indicator.baseline.as_ref().and_then(|point| point.value);
    let targets = indicator
        .observations
        .iter_mut()
        .filter_map(|observation| Some(("target", observation.target.as_mut()?)));
    let last = indicator
        .final_target
        .as_mut()
        .map(|point| ("finalTarget", point));
    let mut doubts = Vec::new();
    for (field, target) in targets.chain(last).filter(|(_, target)| is_share(target)) {
        let signed = target.change.is_none();
        let Some(change) = target.change.or_else(|| by_sign(target)) else {
            continue;
        };
        let share = target.value.take().map(|share| share.abs());
        if levels_have_unit || !signed {
            target.value = share
                .zip(baseline)
                .and_then(|(share, baseline)| changed(baseline, share, change));
        }
        target.derived = target.value.is_some();
        target.wording = Some(if change == Change::Reduction {
            Direction::Decrease
        } else {
            Direction::Increase
        });
        (target.unit, target.change) = (None, None);
        if target.value.is_none() {
            doubts.push(
                Remark::new(Code::ChangeUndecided, target.at.clone())
                    .on_field(field)
                    .with([indicator.name.clone(), target.raw.clone()]),
            );
        }
    }
    doubts
}

fn is_unit_of_shares(unit: &str) -> bool {
    SHARES.iter().any(|share| unit.ends_with(share))
}

/// The change that a sign in front of the number says: `▲5%`, `+5%`; a bare `5%` is none.
fn by_sign(point: &Point) -> Option<Change> {
    let value = point.value?;
    if value < Decimal::ZERO {
        Some(Change::Reduction)
    } else {
        let raw = fold::squeeze(&point.raw);
        raw.starts_with('+').then_some(Change::Rise)
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
