//! The best guess for a sheet in which nothing was recognised: the largest stretch of cells, with a header row if its
//! first rows look like one, and for each column what its words say, else what its values look like.

use std::ops::Range;

use crate::layout::columns::{self, Spec};
use crate::layout::headless;
use crate::layout::mapping::{ColumnMapping, Dating, RowKind, TableMapping, one_based};
use crate::layout::role::Role;
use crate::layout::rows;
use crate::layout::vocabulary;
use crate::text::{era, value};
use kpi_readers::sheet::{Row, Sheet};

/// Rows whose values are looked at.
const SAMPLE: usize = 200;
/// The most header rows of a guess.
const MAX_HEADER_ROWS: usize = 3;

/// The best guess, drawn under this id; `None` where the sheet has no cells side by side.
pub fn guess(sheet: &Sheet, id: &str) -> Option<TableMapping> {
    guess_among(sheet, |_| true, id)
}

/// The best guess among the rows that are free: a further table beside those that were recognised.
pub fn guess_among(sheet: &Sheet, is_free: impl Fn(usize) -> bool, id: &str) -> Option<TableMapping> {
    Some(guess_in(sheet, &largest(sheet, is_free)?, id))
}

/// The best guess for the cells around a row, where what was recognised there cannot be drawn.
pub fn guess_around(sheet: &Sheet, row: usize, id: &str) -> Option<TableMapping> {
    let mut all = stretches(sheet, |_| true).into_iter();
    let (_, range) = all.find(|(_, range)| range.contains(&row))?;
    Some(guess_in(sheet, &range, id))
}

/// The best guess for a stretch of rows.
fn guess_in(sheet: &Sheet, range: &Range<usize>, id: &str) -> TableMapping {
    let mut drawn = TableMapping::drawn(id, sheet, range);
    guess_rows(&mut drawn, sheet);
    drawn
}

/// What the rows of a table are, and from that its columns.
pub(super) fn guess_rows(drawn: &mut TableMapping, sheet: &Sheet) {
    let range = drawn.range();
    let all = sheet
        .rows
        .get(range.start..range.end.min(sheet.rows.len()))
        .unwrap_or(&[]);
    let n_header = header_rows(all);
    for row in range.start..range.start + n_header {
        drawn.set_row(one_based(row), RowKind::Header);
    }
    let (header, body) = all.split_at_checked(n_header).unwrap_or((&[], all));
    for (offset, row) in body.iter().enumerate() {
        if row.sole_text().is_some() {
            drawn.set_row(one_based(range.start + n_header + offset), RowKind::Section);
        }
    }
    drawn.columns = columns_of(header, &records(body));
}

/// The best guess of the columns left of one, for the first of tables side by side.
pub(super) fn guess_left_of(drawn: &TableMapping, sheet: &Sheet, column: usize) -> Vec<ColumnMapping> {
    let left = |rows: Range<usize>| -> Vec<Row> {
        let rows = sheet.rows.get(rows.start..rows.end.min(sheet.rows.len()));
        let mut rows = rows.unwrap_or(&[]).to_vec();
        for row in &mut rows {
            row.cells.truncate(column);
        }
        rows
    };
    columns_of(
        &left(drawn.header()),
        &records(&left(drawn.header().end..drawn.range().end)),
    )
}

/// Rows that may be records.
fn records(rows: &[Row]) -> Vec<&Row> {
    let rows = rows.iter();
    rows.filter(|row| !row.is_blank() && row.sole_text().is_none())
        .take(SAMPLE)
        .collect()
}

/// The longest run of rows with cells side by side, by the number of filled cells.
fn largest(sheet: &Sheet, is_free: impl Fn(usize) -> bool) -> Option<Range<usize>> {
    let all = stretches(sheet, is_free).into_iter();
    // Of equals the first.
    let largest = all.rev().max_by_key(|(n_filled, _)| *n_filled);
    largest.map(|(_, range)| range)
}

/// Runs of rows with cells side by side, each with the number of filled cells. Blank rows and single lines between them
/// do not part them; running text does.
fn stretches(sheet: &Sheet, is_free: impl Fn(usize) -> bool) -> Vec<(usize, Range<usize>)> {
    let mut all = Vec::new();
    let mut open: Option<(usize, Range<usize>)> = None;
    for (index, row) in sheet.rows.iter().enumerate() {
        let filled = row.cells.iter().filter(|cell| !cell.is_blank()).count();
        if !is_free(index) || !row.tabular && filled > 0 {
            all.extend(open.take());
        } else if row.tabular && row.sole_text().is_none() && filled > 0 {
            let (count, range) = open.take().unwrap_or((0, index..index));
            open = Some((count + filled, range.start..index + 1));
        }
    }
    all.extend(open);
    all
}

/// Rows at the beginning without a single number, above one that has some.
fn header_rows(rows: &[Row]) -> usize {
    let has_number = |row: &Row| row.cells.iter().any(|cell| is_number(&cell.text));
    let first = rows.iter().position(has_number);
    match first {
        Some(first) if first <= MAX_HEADER_ROWS => first,
        // Words throughout: the first row names them.
        None if rows.len() > 1 => 1,
        _ => 0,
    }
}

/// A value that is no bare year.
fn is_number(text: &str) -> bool {
    let text = text.trim();
    let bare_year = text.parse::<u16>().is_ok_and(|year| (1900..2100).contains(&year));
    !bare_year && era::only(text).is_none() && value::parse(text).value.is_some()
}

/// What each column means: its words, else its values.
fn columns_of(header: &[Row], records: &[&Row]) -> Vec<ColumnMapping> {
    let width = records.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let by_words = columns::specs(header);
    let by_values = headless::guess(records).unwrap_or_default();
    let word = |column: usize| by_words.get(column).filter(|spec| spec.role != Role::Ignore);
    let taken = |role: Role| by_words.iter().any(|spec| spec.role == role);
    let mut roles: Vec<Role> = (0..width)
        .map(|column| match (word(column), by_values.get(column)) {
            (Some(spec), _) => spec.role,
            // The column of names is looked for among all columns of words.
            (None, Some(spec)) if spec.role == Role::Name => Role::Ignore,
            // What a word names is not named again by values.
            (None, Some(spec)) if !taken(spec.role) || matches!(spec.role, Role::Note(_)) => spec.role,
            _ => Role::Ignore,
        })
        .collect();
    for column in 0..width {
        if let Some(role) = roles.get_mut(column).filter(|_| is_of_kinds(column, records)) {
            *role = Role::Kind;
        }
    }
    ensure_names(&mut roles, records);
    ensure_values(&mut roles, records);
    roles
        .into_iter()
        .enumerate()
        .map(|(column, role)| {
            let own = word(column).filter(|spec| spec.role == role);
            ColumnMapping {
                lower: own.and_then(|spec| spec.lower),
                period: by_words
                    .get(column)
                    .filter(|_| role.is_value())
                    .map_or(Dating::ByHeader, period_of),
                ..ColumnMapping::new(one_based(column), role)
            }
        })
        .collect()
}

/// 目標 and 実績 below each other: what the values of the rows are.
fn is_of_kinds(column: usize, records: &[&Row]) -> bool {
    let texts = || {
        let texts = records.iter().map(|row| row.text(column));
        texts.filter(|text| !text.is_empty())
    };
    let is_kind = |text: &&str| {
        matches!(
            vocabulary::role(text),
            Some(Role::Target | Role::Actual | Role::Rate | Role::Baseline)
        )
    };
    let several = texts().any(|text| Some(text) != texts().next());
    several && texts().filter(is_kind).count() * 10 >= texts().count() * 7
}

fn period_of(spec: &Spec) -> Dating {
    spec.period.map_or(Dating::ByHeader, Dating::At)
}

/// Without a column of names, the one with the most different words is it; one of words on its left is a section.
fn ensure_names(roles: &mut [Role], records: &[&Row]) {
    let mut names = roles.iter_mut().filter(|role| **role == Role::Name);
    if names.next().is_some() {
        names.for_each(|role| *role = Role::Section);
        return;
    }
    let words = |column: usize| {
        let mut words: Vec<&str> = records
            .iter()
            .map(|row| row.text(column))
            .filter(|text| !text.is_empty() && !rows::is_value_like(text))
            .collect();
        words.sort_unstable();
        words.dedup();
        words.len()
    };
    let is_open = |role: &Role| matches!(role, Role::Ignore | Role::Note(_));
    let open: Vec<usize> = (0..roles.len())
        .filter(|column| roles.get(*column).is_some_and(is_open))
        .collect();
    let best = open
        .iter()
        .copied()
        .max_by_key(|column| (words(*column), usize::MAX - column));
    let Some(name) = best else { return };
    for column in open.into_iter().filter(|column| *column <= name) {
        if let Some(role) = roles.get_mut(column) {
            *role = match column == name {
                true => Role::Name,
                false if words(column) > 0 => Role::Section,
                false => *role,
            };
        }
    }
}

/// Without a column of values, those of numbers are, from the right: actual, target, baseline.
fn ensure_values(roles: &mut [Role], records: &[&Row]) {
    if roles.iter().any(|role| role.is_value()) {
        return;
    }
    let is_numbers = |column: usize| {
        let texts = || {
            records
                .iter()
                .map(|row| row.text(column))
                .filter(|text| !text.is_empty())
        };
        texts().filter(|text| is_number(text)).count() * 2 > texts().count()
    };
    let numbers: Vec<usize> = (0..roles.len())
        .filter(|column| roles.get(*column) == Some(&Role::Ignore) && is_numbers(*column))
        .collect();
    let wanted = [Role::Actual, Role::Target, Role::Baseline];
    for (column, role) in numbers.into_iter().rev().zip(wanted) {
        if let Some(slot) = roles.get_mut(column) {
            *slot = role;
        }
    }
}
