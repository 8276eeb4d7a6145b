//! A value that is ten or a thousand times its neighbours: a slipped decimal point or another unit. Quiet where the other values differ among themselves, where a printed rate agrees, and for final targets, which may lie far off.

use crate::evaluate::evaluation::Evaluation;
use crate::evaluate::findings::finding::{Finding, View, level, plain};
use crate::evaluate::findings::percent_lost;
use crate::evaluate::recheck::Check;
use crate::kpi::{Indicator, Point};
use kpi_readers::base::Decimal;
use kpi_readers::base::fraction::{Fraction, Rounding};
use kpi_readers::base::remark::{Code, Remark};

/// Its row.
pub const FINDING: Finding = Finding {
    code: Code::MagnitudeJump,
    run,
};

/// A value this many times all others is off, if the others agree.
const FAR: i64 = 8;

/// The others agree if none is this many times another.
const NEAR: i64 = 4;

/// Of two values alone, one this many times the other is off.
const VERY_FAR: i64 = 100;

fn run(view: &View<'_>) -> Vec<Remark> {
    view.each(one)
}

fn one(indicator: &Indicator, evaluation: &Evaluation) -> Option<Remark> {
    // That one says more.
    if !is_spread(evaluation) || percent_lost::one(indicator, evaluation).is_some() {
        return None;
    }
    // A printed rate that agrees with both its numbers vouches for them.
    let vouched = |check: Check| matches!(check, Check::Match | Check::Rounding);
    let mut points: Vec<(&'static str, &Point, bool)> = Vec::new();
    points.extend(evaluation.baseline.iter().map(|point| ("baseline", point, false)));
    for found in &evaluation.measurements {
        let vouched = vouched(found.check);
        points.extend(found.target.iter().map(|point| ("target", point, vouched)));
        points.extend(found.actual.iter().map(|point| ("actual", point, vouched)));
    }
    let values: Vec<(&'static str, &Point, bool, Decimal)> = points
        .into_iter()
        .filter(|(_, point, _)| !point.derived)
        .filter_map(|(field, point, vouched)| Some((field, point, vouched, level(point)?)))
        .filter(|(_, _, _, value)| *value > Decimal::ZERO)
        .collect();
    let mut sorted: Vec<Decimal> = values.iter().map(|(_, _, _, value)| *value).collect();
    sorted.sort_unstable();
    let (field, point, near) = values.iter().find_map(|(field, point, vouched, value)| {
        let (least, most) = others(&sorted, *value)?;
        let alone = values.len() == 2;
        let far = if alone { VERY_FAR } else { FAR };
        let agree = times(most, least) < Fraction::from(Decimal::from(NEAR));
        let off = times(*value, most) >= Fraction::from(Decimal::from(far))
            || times(least, *value) >= Fraction::from(Decimal::from(far));
        // Of two values either may be wrong: the actual is told.
        let told = !alone || *field == "actual";
        (!vouched && agree && off && told).then_some((*field, *point, most))
    })?;
    let value = point.value?;
    let at = point.at.clone().unwrap_or_else(|| indicator.at.clone());
    let factor = if value > near {
        times(value, near)
    } else {
        times(near, value)
    };
    let remark = Remark::new(Code::MagnitudeJump, Some(at)).on_field(field);
    Some(remark.with([plain(value), plain(near), factor.plain(0, Rounding::HalfUp)]))
}

/// The greatest of the values is far from the least: of most indicators none is, and no more is to be asked.
fn is_spread(evaluation: &Evaluation) -> bool {
    let of_measurements = evaluation.measurements.iter();
    let points = of_measurements.flat_map(|found| found.target.iter().chain(&found.actual));
    let points = evaluation.baseline.iter().chain(points);
    let values = points.filter(|point| !point.derived).filter_map(level);
    let mut values = values.filter(|value| *value > Decimal::ZERO);
    let Some(first) = values.next() else {
        return false;
    };
    let (least, most) = values.fold((first, first), |(least, most), value| {
        (least.min(value), most.max(value))
    });
    let far = least.checked_mul(Decimal::from(FAR));
    far.is_none_or(|far| most >= far)
}

/// The least and the greatest of the values besides one of them.
fn others(sorted: &[Decimal], value: Decimal) -> Option<(Decimal, Decimal)> {
    let (least, rest) = sorted.split_first()?;
    let (most, but_last) = sorted.split_last()?;
    let least = if *least == value { rest.first()? } else { least };
    let most = if *most == value { but_last.last()? } else { most };
    Some((*least, *most))
}

/// One ÷ another, both above 0.
fn times(one: Decimal, other: Decimal) -> Fraction {
    Fraction::ratio(one, other).unwrap_or_else(|| Fraction::from(Decimal::ZERO))
}
