//! Tables turned by a quarter: the indicators stand side by side, and what is said of each stands below its name.
//!
//! | 年度 | 創業者数 | | 来館者数 | |
//! | --- | --- | --- | --- | --- |
//! | | 目標 | 実績 | 目標 | 実績 |
//! | R4 | 35 | 37 | 110 | 120 |
//!
//! A run of rows that begin with header words (単位, 基準値, 実績(R5)) or years, with names above the values, is turned
//! back and read as a table. Without a word of a target or of an indicator it is statistics, not KPIs.

use crate::domain::kpi::Recognised;
use crate::domain::layout::role::Role;
use crate::domain::layout::view::View;
use crate::domain::layout::{Layout, Page, rows, table, vocabulary};
use crate::domain::sheet::{Cell, Row};
use crate::domain::text::{era, fold, unit};

/// Turned tables.
pub const LAYOUT: Layout = Layout { id: "turned", run };

/// Longer cells are no header words.
const LONGEST_LABEL: usize = 30;
/// The most rows of names, units and kinds above the values.
const MOST_HEADS: usize = 3;
/// The most rows, and columns, of a turned table.
const MOST: usize = 200;

fn run(page: &mut Page<'_>, found: &mut Recognised) {
    let mut row = 0;
    while row < page.sheet.rows.len() && !super::is_full(found) {
        row = match turned(page, row) {
            Some(found_here) => {
                read(page, &found_here, found);
                found_here.rows.last().map_or(row + 1, |last| last + 1)
            }
            None => row + 1,
        };
    }
}

/// Where a turned table stands.
struct Turned {
    /// Its rows, the heads included; blank rows between them are none.
    rows: Vec<usize>,
    /// What each head holds.
    heads: Vec<Head>,
    /// The column of labels; values stand on its right.
    labels: usize,
}

/// What a row above the values holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Head {
    Sections,
    Names,
    Units,
    Kinds,
}

/// The turned table whose first labelled row is `first`.
fn turned(page: &Page<'_>, first: usize) -> Option<Turned> {
    let at = |row: usize| {
        page.sheet
            .rows
            .get(row)
            .filter(|cells| page.is_free(row) && cells.tabular)
    };
    let labels = at(first)?.cells.iter().position(|cell| !cell.is_blank())?;
    let says = |row: usize| at(row).and_then(|row| says(row, labels));
    says(first)?;
    let mut rows = vec![first];
    let mut heads: Vec<Head> = Vec::new();
    let mut top = first;
    while heads.len() < MOST_HEADS
        && let Some(above) = page.above(top)
        && let Some(head) = at(above).and_then(|cells| head(cells, labels))
    {
        heads.insert(0, head);
        rows.insert(0, above);
        top = above;
    }
    // Above the names, 基本目標 over several of them.
    let mut names = heads.iter_mut().rev().filter(|head| **head == Head::Names);
    names.next()?;
    names.for_each(|head| *head = Head::Sections);
    let mut last = first;
    while rows.len() < MOST
        && let Some(below) = page.below(last)
        && says(below).is_some()
    {
        rows.push(below);
        last = below;
    }
    let n_values = rows
        .iter()
        .filter(|&&row| says(row) == Some(Says::Values))
        .count();
    let mut cells = rows.iter().filter_map(|&row| at(row));
    let aims = cells.any(|row| is_aimed_at(row, labels, &heads));
    (n_values >= 2 && aims).then_some(Turned { rows, heads, labels })
}

/// What a labelled row says of the indicators.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    /// Its cells are values.
    Values,
    /// Its cells are words: units, departments, notes.
    Words,
}

/// The row begins with a header word or a year, and has something on its right.
fn says(row: &Row, labels: usize) -> Option<Says> {
    let label = row.text(labels);
    if label.is_empty() || label.chars().count() > LONGEST_LABEL || row.cells.len() > MOST {
        return None;
    }
    let role = vocabulary::role(label);
    let filled: Vec<&str> = behind(row, labels).map(|(_, text)| text).collect();
    let n_values = filled.iter().filter(|text| rows::is_value_like(text)).count();
    let is_year = era::only(label).is_some();
    match role {
        _ if filled.is_empty() => None,
        Some(Role::Name | Role::Section | Role::Project | Role::Ignore) => None,
        Some(role) if !role.is_value() => Some(Says::Words),
        None if !is_year => None,
        _ => (n_values * 2 > filled.len()).then_some(Says::Values),
    }
}

/// The filled cells on the right of the labels.
fn behind(row: &Row, labels: usize) -> impl Iterator<Item = (usize, &str)> {
    let cells = row.cells.iter().enumerate().skip(labels + 1);
    cells
        .filter(|(_, cell)| !cell.is_blank())
        .map(|(column, cell)| (column, cell.text.trim()))
}

/// What a row above the values holds: the names of the indicators, their units, or what their columns are.
fn head(row: &Row, labels: usize) -> Option<Head> {
    let corner = row.text(labels);
    let texts: Vec<&str> = behind(row, labels)
        .filter(|(column, _)| row.cells.get(*column).is_some_and(|cell| !cell.covered))
        .map(|(_, text)| text)
        .collect();
    let all = |wanted: fn(&str) -> bool| texts.iter().all(|text| wanted(text));
    let is_corner =
        corner.is_empty() || corner.chars().count() <= LONGEST_LABEL && says(row, labels).is_none();
    if texts.is_empty() || !is_corner && vocabulary::role(corner) != Some(Role::Unit) {
        None
    } else if all(|text| unit::is_unit(&fold::squeeze(text))) {
        Some(Head::Units)
    } else if all(|text| vocabulary::role(text).is_some_and(Role::is_value)) {
        Some(Head::Kinds)
    } else if texts.len() >= 2 && all(is_name) {
        Some(Head::Names)
    } else {
        None
    }
}

/// Words that can name an indicator: not a year, a month or an ordinal, a sum or a header word.
fn is_name(text: &str) -> bool {
    let text = fold::squeeze(text);
    text.chars()
        .filter(|c| fold::is_japanese(*c) || c.is_alphabetic())
        .count()
        >= 3
        && !text.starts_with(|c: char| c.is_ascii_digit() || c == '第')
        && era::only(&text).is_none()
        && !vocabulary::is_label(&text)
        && !rows::is_value_like(&text)
        && !text.contains("合計")
}

/// The row speaks of a target or of indicators.
fn is_aimed_at(row: &Row, labels: usize, heads: &[Head]) -> bool {
    let is_aim = |text: &str| matches!(vocabulary::role(text), Some(Role::Target | Role::FinalTarget));
    let corner = row.text(labels);
    is_aim(corner)
        || vocabulary::role(corner) == Some(Role::Name)
        || heads.contains(&Head::Kinds) && behind(row, labels).any(|(_, text)| is_aim(text))
}

/// Turns the table back and reads it.
fn read(page: &mut Page<'_>, turned: &Turned, found: &mut Recognised) {
    let top = turned.rows.first().copied().unwrap_or(0);
    let width = turned.rows.iter().filter_map(|&row| page.sheet.rows.get(row));
    let width = width.map(|row| row.cells.len()).max().unwrap_or(0);
    let mut view = View::default();
    let header = turned.rows.iter().enumerate().map(|(offset, &row)| {
        let text = page.sheet.rows.get(row).map_or("", |row| row.text(turned.labels));
        let word = match turned.heads.get(offset) {
            Some(Head::Sections) => "分野",
            Some(Head::Names) => "指標",
            Some(Head::Units) => "単位",
            Some(Head::Kinds) => "区分",
            None => text,
        };
        (Cell::new(word), (row, turned.labels))
    });
    view.push(top, true, header.collect());
    for column in turned.labels + 1..width {
        let cell = |row: usize| page.sheet.rows.get(row).and_then(|row| row.cells.get(column));
        let cells = turned
            .rows
            .iter()
            .map(|&row| (cell(row).cloned().unwrap_or_default(), (row, column)));
        view.push(top, true, cells.collect());
    }
    let first_table = found.tables.len();
    let n_before = found.indicators.len();
    view.read(page, found, |view, found| (table::LAYOUT.run)(view, found));
    for table in found.tables.iter_mut().skip(first_table) {
        table.layout = LAYOUT.id;
    }
    if found.indicators.len() > n_before {
        for &row in &turned.rows {
            page.claim(row..row + 1);
        }
    }
}
