//! The same indicator twice with different figures. Quiet unless name, unit and another figure of the period agree: many indicators share a name.

use std::collections::BTreeMap;

use crate::evaluate::evaluation::Evaluation;
use crate::evaluate::findings::finding::{Finding, View, plain};
use crate::evaluate::measure::Measurement;
use crate::kpi::Point;
use kpi_readers::base::Decimal;
use kpi_readers::base::remark::{Code, Remark};

/// Its row.
pub const FINDING: Finding = Finding {
    code: Code::SameIndicatorDiffers,
    run,
};

/// Shorter names are shared by chance.
const LETTERS: usize = 4;

fn run(view: &View<'_>) -> Vec<Remark> {
    let mut seen: BTreeMap<(&str, Option<&str>), Vec<usize>> = BTreeMap::new();
    let mut remarks = Vec::new();
    for (index, (indicator, evaluation)) in view
        .recognised
        .indicators
        .iter()
        .zip(view.evaluations)
        .enumerate()
    {
        if indicator.name.chars().count() < LETTERS {
            continue;
        }
        let same = seen
            .entry((indicator.name.as_str(), evaluation.unit.as_deref()))
            .or_default();
        // A name that stands in every section is none of one indicator.
        let told = same.iter().take(2).find_map(|&first| {
            let other = view.evaluations.get(first)?;
            differs(other, evaluation)
        });
        remarks.extend(told.map(|remark| remark.on_indicator(index)));
        same.push(index);
    }
    remarks
}

fn differs(first: &Evaluation, second: &Evaluation) -> Option<Remark> {
    let value = |point: &Option<Point>| point.as_ref().and_then(|point| point.value);
    let same_baseline =
        value(&first.baseline).is_some_and(|baseline| Some(baseline) == value(&second.baseline));
    let pairs = second.measurements.iter().filter_map(|after| {
        let before = first
            .measurements
            .iter()
            .find(|before| before.period == after.period && before.basis == after.basis)?;
        Some((before, after))
    });
    let target = |found: &Measurement| value(&found.target);
    let actual = |found: &Measurement| value(&found.actual);
    let other = |one: Option<Decimal>, two: Option<Decimal>| one.zip(two).filter(|(one, two)| one != two);
    let (field, at, (one, two)) = pairs.into_iter().find_map(|(before, after)| {
        let same_target = target(before).is_some() && target(before) == target(after);
        let same_actual = actual(before).is_some() && actual(before) == actual(after);
        if same_baseline || same_target {
            let found = other(actual(before), actual(after));
            if let Some(found) = found {
                return Some(("actual", after.actual.as_ref()?.at.clone(), found));
            }
        }
        let found = other(target(before), target(after)).filter(|_| same_baseline && same_actual)?;
        Some(("target", after.target.as_ref()?.at.clone(), found))
    })?;
    Some(
        Remark::new(Code::SameIndicatorDiffers, at)
            .on_field(field)
            .with([plain(one), plain(two)]),
    )
}
