//! Tables that a layout has read worse than they can be: read again, where something of them was left out.

use std::collections::{BTreeMap, BTreeSet};

use crate::kpi::{Basis, Certainty, Column, Indicator, Point, Recognised};
use crate::layout::role::Role;
use crate::layout::{Page, rows};
use crate::reading::choose::{self, Reading};
use crate::reading::evidence::{CHECK, SURE};
use crate::reading::generate::stack;
use crate::reading::lay;
use crate::reading::withdraw::withdraw;
use kpi_readers::base::Decimal;
use kpi_readers::base::place::Place;

/// Texts of more rows are not read a second time.
const MOST_ROWS: usize = 3000;

/// Takes back the tables of which most was left out, where a reading of the same rows has more of it.
pub fn replace(page: &mut Page<'_>, found: &mut Recognised) {
    let of_page = |table: &usize| {
        found
            .tables
            .get(*table)
            .is_some_and(|table| table.at.sheet == page.sheet.name)
    };
    let has_holes = (0..found.tables.len())
        .filter(of_page)
        .any(|table| has_holes(page, found, table));
    if page.sheet.rows.len() > MOST_ROWS || !has_holes {
        return;
    }
    // What was put together from words takes the place of a table only where nothing of that was held against anything:
    // where all of them hold something, only tables with columns are looked for.
    let is_read = |table: usize| pairs(found.indicators.iter().filter(|kpi| kpi.table == table)) > 0;
    let mut better: Vec<Reading> = if (0..found.tables.len()).filter(of_page).all(is_read) {
        choose::drawn(page, true)
    } else {
        choose::readings(page, true)
    };
    better.retain(|reading| reading.confidence >= CHECK);
    better.sort_by_key(|reading| {
        let n = reading.table.records.len();
        std::cmp::Reverse((n * usize::from(reading.confidence), reading.roles.score))
    });
    for group in side_by_side(better) {
        try_group(page, &group, found);
    }
}

/// Readings of groups that stand side by side are taken together.
fn side_by_side(readings: Vec<Reading>) -> Vec<Vec<Reading>> {
    let mut groups: Vec<Vec<Reading>> = Vec::new();
    for reading in readings {
        let is_grid = |reading: &Reading| reading.table.generator == "grid";
        let is_beside = |other: &Reading| {
            is_grid(other)
                && is_grid(&reading)
                && other.table.rows.first() == reading.table.rows.first()
                && choose::are_disjoint(&other.table, &reading.table)
        };
        match groups.iter_mut().find(|group| group.iter().all(is_beside)) {
            Some(group) => group.push(reading),
            None => groups.push(vec![reading]),
        }
    }
    groups
}

/// Puts a group of readings in the place of the tables that stand in its rows, if it is better.
fn try_group(page: &mut Page<'_>, group: &[Reading], found: &mut Recognised) {
    let rows: BTreeSet<usize> = group
        .iter()
        .flat_map(|reading| reading.table.rows.iter().copied())
        .collect();
    // Nothing is surer than what a person drew or told.
    let settled = page.settled_rows();
    if rows.iter().any(|row| settled.contains(row)) {
        return;
    }
    let Some(tables) = tables_inside(page, &rows, found) else {
        return;
    };
    if !is_better(page, group, &tables, found) {
        return;
    }
    for &table in tables.iter().rev() {
        withdraw(found, table);
    }
    for &row in &rows {
        page.release(row);
    }
    for reading in group {
        choose::take(page, reading, found);
    }
    for &row in &rows {
        page.claim(row..row + 1);
    }
}

/// The tables whose indicators all stand in these rows; `None` if there are none, or they reach far beyond them.
fn tables_inside(page: &Page<'_>, rows: &BTreeSet<usize>, found: &Recognised) -> Option<Vec<usize>> {
    // Lines are counted on from row to row.
    let lines = &page.sheet.rows;
    let row_of = |at: &Place| lines.binary_search_by_key(&at.line?, |row| row.line).ok();
    let is_inside = |indicator: &Indicator| {
        indicator.at.sheet == page.sheet.name && row_of(&indicator.at).is_some_and(|row| rows.contains(&row))
    };
    let inside = found.indicators.iter().filter(|indicator| is_inside(indicator));
    let mut tables: Vec<usize> = inside.map(|indicator| indicator.table).collect();
    tables.sort_unstable();
    tables.dedup();
    // A row or two without figures may be left out; a table that reaches further is another one.
    let own = || {
        found
            .indicators
            .iter()
            .filter(|indicator| tables.contains(&indicator.table))
    };
    let n_outside = own().filter(|indicator| !is_inside(indicator)).count();
    let is_whole = n_outside * 5 <= own().count();
    (!tables.is_empty() && is_whole).then_some(tables)
}

/// A third more figures are held against each other. Where none was, a doubtful reading says more; it names its doubt.
fn is_better(page: &Page<'_>, group: &[Reading], tables: &[usize], found: &Recognised) -> bool {
    let own = || {
        found
            .indicators
            .iter()
            .filter(|indicator| tables.contains(&indicator.table))
    };
    let read = pairs(own());
    // What was put together is no better than columns that were read, nor knows it of projects.
    let is_drawn = group.iter().all(|reading| reading.table.generator == "grid");
    let is_sure = group.iter().any(|reading| reading.confidence >= SURE - 5);
    let has_projects = own().any(|indicator| indicator.project.is_some());
    if read > 0 && (!is_sure || !is_drawn || has_projects) {
        return false;
    }
    let mut scratch = Recognised {
        heading: found.heading.clone(),
        ..Recognised::default()
    };
    for reading in group {
        lay::lay(
            page,
            &reading.table,
            &reading.roles.roles,
            Certainty::Sure,
            &mut scratch,
        );
    }
    let better = pairs(scratch.indicators.iter());
    // Figures that were left out are lost, however few they are.
    let is_short = tables.iter().any(|&table| leaves_figures(page, found, table));
    better * 3 > read * 4 || is_short && better > read
}

/// Something of the table was not held against anything, one name stands twice, or rows were left out: it may be read
/// better.
fn has_holes(page: &Page<'_>, found: &Recognised, table: usize) -> bool {
    let own = || {
        found
            .indicators
            .iter()
            .filter(move |indicator| indicator.table == table)
    };
    let value = |point: &Option<Point>| point.as_ref().is_some_and(|point| point.value.is_some());
    let is_held = |indicator: &Indicator| {
        let mut seen = indicator.observations.iter();
        seen.any(|seen| value(&seen.target) && value(&seen.actual))
    };
    let extent = found.tables.get(table).and_then(|table| table.extent.as_ref());
    let leaves_rows = extent.is_some_and(|extent| !extent.ignored.is_empty());
    leaves_rows
        || leaves_figures(page, found, table)
        || own().any(|indicator| !is_held(indicator))
        || pairs(own()) < own().count()
}

/// A cell of its values holds a figure for each of several groups, of which one was taken.
fn leaves_figures(page: &Page<'_>, found: &Recognised, table: usize) -> bool {
    let Some(table) = found.tables.get(table) else {
        return false;
    };
    let Some(extent) = &table.extent else { return false };
    let is_value = |column: &&Column| {
        [Role::Target, Role::FinalTarget, Role::Actual]
            .iter()
            .any(|role| role.id() == column.role)
    };
    let columns: Vec<usize> = table
        .columns
        .iter()
        .filter(is_value)
        .map(|column| column.column)
        .collect();
    let mut rows = (extent.first..=extent.last).filter_map(|row| page.sheet.rows.get(row));
    rows.any(|row| columns.iter().any(|&column| stack::is_stacked(row.text(column))))
}

/// An indicator in a year, and what its figures count.
type Key<'a> = (&'a [String], &'a str, Option<String>, Basis);

/// Targets and actuals that are held against each other. Two of one indicator, year and kind of figure that differ are a
/// misreading: none counts.
fn pairs<'a>(indicators: impl Iterator<Item = &'a Indicator>) -> usize {
    let value = |point: &Option<Point>| point.as_ref().and_then(|point| point.value);
    let mut seen: BTreeMap<Key<'_>, Vec<(Decimal, Decimal)>> = BTreeMap::new();
    for indicator in indicators.filter(|indicator| !rows::is_sum(&indicator.name)) {
        for observation in &indicator.observations {
            if let (Some(target), Some(actual)) = (value(&observation.target), value(&observation.actual)) {
                let period = observation.period.map(|period| period.to_string());
                let basis = observation
                    .actual
                    .as_ref()
                    .map_or(Basis::Level, |point| point.basis);
                let key = (
                    indicator.section.as_slice(),
                    indicator.name.as_str(),
                    period,
                    basis,
                );
                seen.entry(key).or_default().push((target, actual));
            }
        }
    }
    let is_one = |pairs: &&Vec<(Decimal, Decimal)>| pairs.iter().all(|pair| Some(pair) == pairs.first());
    seen.values().filter(is_one).map(Vec::len).sum()
}
