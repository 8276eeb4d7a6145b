//! What has changed between the two years of a KPI, and which actual was not updated.

use kpi_core::evaluate::unit;
use kpi_core::kpi::Period;
use kpi_readers::base::Decimal;

use crate::compare::figures::{Figure, Figures, Measured, common, significant};
use crate::compare::items::Item;
use crate::compare::keys::in_brackets;
use crate::compare::series::plain;
use crate::compare::shape::{Definition, Flag, Moved};
use crate::contract::v1::{Direction, TargetKind};

/// So many digits do not repeat by chance.
const DIGITS: usize = 3;

/// The flags of a pair, in the order of [`Flag`].
pub(super) fn flags(before: &Item<'_>, now: &Item<'_>) -> Vec<Flag> {
    let mut flags: Vec<Flag> = words(before, now).collect();
    flags.extend(definition(before, now));
    let (before, figures) = (&before.figures, &now.figures);
    let Some(power) = figures.power_from(before) else {
        return flags;
    };
    let change = Change {
        power,
        direction: now.kpi.direction,
    };
    flags.extend(ends(&change, before, figures));
    if before.basis == figures.basis {
        flags.extend(of_years(&change, before, figures));
        flags.extend(not_updated(&change, before, figures));
    }
    flags
}

/// What two values are compared by.
struct Change {
    /// The power of ten from the earlier unit to this year's.
    power: i32,
    direction: Direction,
}

impl Change {
    /// Two values that are not the same, as their sheets print them.
    fn of(&self, before: Decimal, now: Decimal) -> Option<(String, String, Moved)> {
        let scaled = unit::shifted(before, self.power)?;
        let moved = match (self.direction, now > scaled) {
            (Direction::Increase, true) | (Direction::Decrease, false) => Moved::Harder,
            (Direction::Increase, false) | (Direction::Decrease, true) => Moved::Easier,
            _ => Moved::Otherwise,
        };
        (scaled != now).then(|| (plain(before), plain(now), moved))
    }
}

/// Name, section, unit, direction.
fn words(before: &Item<'_>, now: &Item<'_>) -> impl Iterator<Item = Flag> {
    let name = (before.keys.name != now.keys.name).then(|| Flag::Name {
        before: before.kpi.name.clone(),
        now: now.kpi.name.clone(),
    });
    let section = (before.keys.section != now.keys.section).then(|| Flag::Section {
        before: path(before),
        now: path(now),
    });
    let unit = before.kpi.unit.as_ref().zip(now.kpi.unit.as_ref());
    let unit = unit.and_then(|(before, now)| {
        let power = unit::power(before, now);
        (power != Some(0)).then(|| Flag::Unit {
            before: before.clone(),
            now: now.clone(),
            power,
        })
    });
    let (one, other) = (before.kpi.direction, now.kpi.direction);
    let direction = (one != other).then_some(Flag::Direction {
        before: one,
        now: other,
    });
    [name, section, unit, direction].into_iter().flatten()
}

/// Headings and project, in one line.
fn path(item: &Item<'_>) -> String {
    let headings = item.kpi.section.iter().map(String::as_str).chain(item.project);
    headings.collect::<Vec<_>>().join(" ＞ ")
}

fn definition(before: &Item<'_>, now: &Item<'_>) -> impl Iterator<Item = Flag> {
    let told = |of, before: &str, now: &str| Flag::Definition {
        of,
        before: before.to_owned(),
        now: now.to_owned(),
    };
    let printed = |item: &Item<'_>| in_brackets(&item.kpi.name);
    let brackets = (before.keys.brackets != now.keys.brackets)
        .then(|| told(Definition::Brackets, &printed(before), &printed(now)));
    let counted = (before.figures.basis, now.figures.basis);
    let is_known = !counted.0.is_empty() && !counted.1.is_empty();
    let basis = (is_known && counted.0 != counted.1).then(|| told(Definition::Basis, counted.0, counted.1));
    let kinds = (before.kpi.target_kind, now.kpi.target_kind);
    let is_target = |kind: TargetKind| kind != TargetKind::None;
    let kind = (is_target(kinds.0) && is_target(kinds.1) && kinds.0 != kinds.1)
        .then(|| told(Definition::TargetKind, kinds.0.id(), kinds.1.id()));
    [brackets, basis, kind].into_iter().flatten()
}

/// Baseline and final target. The same figure for another year is another one.
fn ends(change: &Change, before: &Figures<'_>, now: &Figures<'_>) -> impl Iterator<Item = Flag> {
    let moved = |before: Option<Figure>, now: Option<Figure>| {
        let (before, now) = before.zip(now)?;
        let is_of_another_year = before
            .period
            .zip(now.period)
            .is_some_and(|(one, other)| one != other);
        let by_year =
            || is_of_another_year.then(|| (plain(before.value), plain(now.value), Moved::Otherwise));
        let periods = (word(before.period), word(now.period));
        change
            .of(before.value, now.value)
            .or_else(by_year)
            .zip(Some(periods))
    };
    let baseline =
        moved(before.baseline, now.baseline).map(|((before, now, _), (before_period, now_period))| {
            Flag::Baseline {
                before,
                now,
                before_period,
                now_period,
            }
        });
    let target = moved(before.final_target, now.final_target).map(
        |((before, now, moved), (before_period, now_period))| Flag::FinalTarget {
            before,
            now,
            before_period,
            now_period,
            moved,
        },
    );
    [baseline, target].into_iter().flatten()
}

fn word(period: Option<Period>) -> Option<String> {
    period.map(|period| period.to_string())
}

/// Targets and actuals of the years that both print.
fn of_years(change: &Change, before: &Figures<'_>, now: &Figures<'_>) -> Vec<Flag> {
    let goal = now.final_target.and_then(|goal| goal.period);
    let mut flags = Vec::new();
    for (one, other) in common(before, now) {
        let period = word(one.period).unwrap_or_default();
        let both = |one: Option<Decimal>, other: Option<Decimal>| {
            let (one, other) = one.zip(other)?;
            change.of(one, other)
        };
        // That of the last year is told as the final one.
        let target = both(one.target, other.target).filter(|_| one.period != goal);
        flags.extend(target.map(|(before, now, moved)| Flag::Target {
            period: period.clone(),
            before,
            now,
            moved,
        }));
        flags.extend(
            both(one.actual, other.actual).map(|(before, now, _)| Flag::ActualRevised {
                period,
                before,
                now,
            }),
        );
    }
    flags
}

/// The last actual is that of the year before, to the digit; or there is none after it.
fn not_updated(change: &Change, before: &Figures<'_>, now: &Figures<'_>) -> Option<Flag> {
    let earlier = before.latest()?;
    let value = unit::shifted(earlier.actual?, change.power)?;
    let Some(latest) = now.latest().filter(|latest| follows(earlier, latest)) else {
        return Some(Flag::ActualMissing {
            period: word(earlier.period),
        });
    };
    let is_same = latest.actual == Some(value) && significant(value) >= DIGITS;
    is_same.then(|| Flag::ActualNotUpdated {
        value: plain(value),
        before_period: word(earlier.period),
        now_period: word(latest.period),
    })
}

/// It is of a later period, or neither of the sheets says of which.
fn follows(earlier: &Measured<'_>, latest: &Measured<'_>) -> bool {
    match (earlier.period, latest.period) {
        (Some(earlier), Some(latest)) => latest.end_month() > earlier.end_month(),
        _ => true,
    }
}
