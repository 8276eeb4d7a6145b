//! Tables turned by a quarter: the indicators stand side by side, and what is said of each stands below its name.
//!
//! | 年度 | 創業者数 | | 来館者数 | |
//! | --- | --- | --- | --- | --- |
//! | | 目標 | 実績 | 目標 | 実績 |
//! | R4 | 35 | 37 | 110 | 120 |
//!
//! | 区分 | 年度 | 創業者数 | 来館者数 |
//! | --- | --- | --- | --- |
//! | 目標値 | R5 | 35 | 110 |
//! | 実績値 | R5 | 37 | 120 |
//!
//! A run of rows that begin with header words (単位, 基準値, 実績(R5)) or years, with names above the values, is turned
//! back and read as a table. Without a word of a target or of an indicator it is statistics, not KPIs.

use std::iter::successors;

use crate::kpi::{Recognised, Table};
use crate::layout::page::{Layout, Page, is_full};
use crate::layout::role::Role;
use crate::layout::view::View;
use crate::layout::{rows, table, tiers, vocabulary};
use crate::text::{era, fold, unit};
use kpi_readers::sheet::{Cell, Row};

/// Turned tables.
pub const LAYOUT: Layout = Layout { id: "turned", run };

/// Longer cells are no header words.
const LONGEST_LABEL: usize = 30;
/// The most rows of names, units and kinds above the values.
const MOST_HEADS: usize = 3;
/// What stands above a column of years.
const YEARS: &[&str] = &["年度", "年", "年次", "時点", "時期"];
/// Rows of other labels (単位, 備考) between those that tell where values begin.
const MOST_PASSED: usize = 12;
/// The most rows, and columns, of a turned table.
const MOST: usize = 200;

fn run(page: &mut Page<'_>, found: &mut Recognised) {
    let mut row = 0;
    while row < page.sheet.rows.len() && !is_full(found) {
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
    /// Its columns.
    columns: Columns,
    /// The names of its columns of values, where they stand in several rows.
    names: Option<Vec<Option<String>>>,
}

impl Turned {
    /// The name of a column, where names stand in several rows: nothing where the column is no indicator.
    fn name(&self, column: usize) -> Option<&str> {
        let names = self.names.as_ref()?;
        let name = column
            .checked_sub(self.columns.values)
            .and_then(|at| names.get(at));
        Some(name.and_then(Option::as_deref).unwrap_or(""))
    }
}

/// Where labels end and values begin.
#[derive(Clone, Copy)]
struct Columns {
    /// The column of labels.
    labels: usize,
    /// The first column of values: the next one, or behind a column of years or kinds that complete the labels.
    values: usize,
}

impl Columns {
    /// What completes a row's label: R5 beside 目標値, 目標値 beside R5.
    fn beside(self, row: &Row) -> &str {
        if self.values > self.labels + 1 {
            row.text(self.labels + 1)
        } else {
            ""
        }
    }

    /// The label as a header would print it: 目標値(R5).
    fn label(self, row: &Row) -> String {
        match (row.text(self.labels), self.beside(row)) {
            (label, "") => label.to_owned(),
            (year, kind) if era::only(year).is_some() => format!("{kind}({year})"),
            (kind, year) => format!("{kind}({year})"),
        }
    }
}

/// What a row above the values holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Head {
    Sections,
    Names,
    /// A row of names that are told in several rows, above the last of them.
    Tier,
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
    let labels = label_column(at(first)?)?;
    if !may_be_labelled(at(first)?, labels) {
        return None;
    }
    let columns = columns(page, first, labels);
    let says = |row: usize| at(row).and_then(|row| says(row, columns));
    says(first)?;
    let mut rows = vec![first];
    let mut heads: Vec<Head> = Vec::new();
    let mut top = first;
    while heads.len() < MOST_HEADS
        && let Some(above) = page.above(top)
        && let Some(head) = at(above).and_then(|cells| head(cells, columns).or_else(|| tier(cells, columns)))
    {
        heads.insert(0, head);
        rows.insert(0, above);
        top = above;
    }
    let lowest = heads
        .iter()
        .rposition(|head| matches!(head, Head::Names | Head::Tier))?;
    let names_in = heads
        .iter()
        .zip(&rows)
        .filter(|(head, _)| matches!(head, Head::Names | Head::Tier));
    let tiers: Vec<&Row> = names_in.filter_map(|(_, &row)| at(row)).collect();
    // A name that stands higher than others: the rows say it together.
    let is_ragged = tiers.len() > 1
        && tiers.last().is_some_and(|lowest| {
            behind(at(first).unwrap_or(lowest), columns).any(|(column, _)| lowest.text(column).is_empty())
        });
    let names = if is_ragged || heads.contains(&Head::Tier) {
        Some(tiers::names(&tiers, columns.values, at(first)?.cells.len())?)
    } else {
        None
    };
    // Above the names, 基本目標 over several of them.
    let above = if names.is_some() {
        Head::Tier
    } else {
        Head::Sections
    };
    for (index, head) in heads.iter_mut().enumerate() {
        match head {
            Head::Names | Head::Tier if index == lowest => *head = Head::Names,
            Head::Names | Head::Tier => *head = above,
            _ => {}
        }
    }
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
    let aims = cells.any(|row| is_aimed_at(row, columns, &heads));
    (n_values >= 2 && aims).then_some(Turned {
        rows,
        heads,
        columns,
        names,
    })
}

/// The column of labels: the first that holds something, or behind it one of years: 第1期 | 令和2年度.
fn label_column(row: &Row) -> Option<usize> {
    let first = row.cells.iter().position(|cell| !cell.is_blank())?;
    let is_year = |column: usize| era::only(row.text(column)).is_some_and(|found| !found.assumed);
    let says = |column: usize| vocabulary::role(row.text(column)).is_some() || is_year(column);
    Some(if !says(first) && is_year(first + 1) {
        first + 1
    } else {
        first
    })
}

/// A row of groups over names, or of names with formulas between them.
fn tier(row: &Row, columns: Columns) -> Option<Head> {
    let corner = row.text(columns.labels);
    (corner.is_empty() && tiers::is_tier(row, columns.values)).then_some(Head::Tier)
}

/// The row begins with a label, and something stands behind it: asked before the rows below are looked at, as most rows
/// of most sheets are none.
fn may_be_labelled(row: &Row, labels: usize) -> bool {
    let label = row.text(labels);
    let is_filled = |column: usize| row.cells.get(column).is_some_and(|cell| !cell.is_blank());
    row.cells.len() <= MOST
        && label.chars().count() <= LONGEST_LABEL
        && (labels + 1..row.cells.len()).any(is_filled)
        && (vocabulary::role(label).is_some() || era::only(label).is_some())
}

/// Where the values begin: behind a column that holds the year of every row of values, or its kind beside its year.
fn columns(page: &Page<'_>, first: usize, labels: usize) -> Columns {
    let row = |row: usize| page.sheet.rows.get(row);
    let beside = labels + 1;
    let above = || successors(page.above(first), |&row| page.above(row)).take(MOST_HEADS);
    let is_headed = |column: usize| {
        let mut heads = above().filter_map(row).map(|row| fold::squeeze(row.text(column)));
        heads.any(|head| YEARS.contains(&head.as_str()))
    };
    let (labels_headed, beside_headed) = (is_headed(labels), is_headed(beside));
    // A bare 2019 can be a value.
    let is_year = |text: &str, headed: bool| era::only(text).is_some_and(|found| headed || !found.assumed);
    let is_kind = |text: &str| vocabulary::role(text).is_some_and(Role::is_value);
    let below = successors(Some(first), |&row| page.below(row)).take(MOST);
    let (mut n_completed, mut n_passed) = (0, 0);
    for row in below.filter_map(row) {
        let (label, text) = (row.text(labels), row.text(beside));
        match (is_kind(label), is_year(label, labels_headed)) {
            _ if label.is_empty() => break,
            (true, _) if is_year(text, beside_headed) => n_completed += 1,
            (_, true) if is_kind(text) => n_completed += 1,
            (false, false) if text.is_empty() && n_passed < MOST_PASSED => n_passed += 1,
            _ => break,
        }
        if n_completed >= 2 {
            break;
        }
    }
    let values = if n_completed >= 2 { beside + 1 } else { beside };
    Columns { labels, values }
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
fn says(row: &Row, columns: Columns) -> Option<Says> {
    let label = row.text(columns.labels);
    if label.is_empty() || label.chars().count() > LONGEST_LABEL || row.cells.len() > MOST {
        return None;
    }
    let role = vocabulary::role(label);
    let filled: Vec<&str> = behind(row, columns).map(|(_, text)| text).collect();
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

/// The filled cells among the values.
fn behind(row: &Row, columns: Columns) -> impl Iterator<Item = (usize, &str)> {
    let cells = row.cells.iter().enumerate().skip(columns.values);
    cells
        .filter(|(_, cell)| !cell.is_blank())
        .map(|(column, cell)| (column, cell.text.trim()))
}

/// What a row above the values holds: the names of the indicators, their units, or what their columns are.
fn head(row: &Row, columns: Columns) -> Option<Head> {
    let corner = row.text(columns.labels);
    let texts: Vec<&str> = behind(row, columns)
        .filter(|(column, _)| row.cells.get(*column).is_some_and(|cell| !cell.covered))
        .map(|(_, text)| text)
        .collect();
    let all = |wanted: fn(&str) -> bool| texts.iter().all(|text| wanted(text));
    let is_corner =
        corner.is_empty() || corner.chars().count() <= LONGEST_LABEL && says(row, columns).is_none();
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
fn is_aimed_at(row: &Row, columns: Columns, heads: &[Head]) -> bool {
    let is_aim = |text: &str| matches!(vocabulary::role(text), Some(Role::Target | Role::FinalTarget));
    let corner = row.text(columns.labels);
    is_aim(corner)
        || is_aim(columns.beside(row))
        || vocabulary::role(corner) == Some(Role::Name)
        || heads.contains(&Head::Kinds) && behind(row, columns).any(|(_, text)| is_aim(text))
}

/// Says of a table's rows and columns where they stand on the page: rows of the view are columns there.
fn put_back(table: &mut Table, turned: &Turned) {
    let Columns { labels, values } = turned.columns;
    table.arrangement.turned = true;
    for column in &mut table.columns {
        column.column = turned.rows.get(column.column).copied().unwrap_or_default();
    }
    let Some(extent) = &mut table.extent else { return };
    let place = |row: &mut usize| *row = (*row).checked_sub(1).map_or(labels, |record| values + record);
    place(&mut extent.last);
    extent
        .sections
        .iter_mut()
        .chain(&mut extent.ignored)
        .for_each(place);
    let again = extent.header.iter().filter(|row| **row > 0);
    let again = again.map(|row| values + row - 1);
    extent.header = (labels..values).chain(again).collect();
    extent.first = labels;
}

/// Turns the table back and reads it.
fn read(page: &mut Page<'_>, turned: &Turned, found: &mut Recognised) {
    let top = turned.rows.first().copied().unwrap_or(0);
    let width = turned.rows.iter().filter_map(|&row| page.sheet.rows.get(row));
    let width = width.map(|row| row.cells.len()).max().unwrap_or(0);
    let mut view = View::default();
    let header = turned.rows.iter().enumerate().map(|(offset, &row)| {
        let columns = turned.columns;
        let label = page.sheet.rows.get(row).map(|row| columns.label(row));
        let word = match turned.heads.get(offset) {
            Some(Head::Sections) => "分野".to_owned(),
            Some(Head::Names) => "指標".to_owned(),
            Some(Head::Units) => "単位".to_owned(),
            Some(Head::Kinds) => "区分".to_owned(),
            Some(Head::Tier) => String::new(),
            None => label.unwrap_or_default(),
        };
        (Cell::new(word), (row, columns.labels))
    });
    view.push(top, true, header.collect());
    let cell = |row: usize, column: usize| page.sheet.rows.get(row).and_then(|row| row.cells.get(column));
    let kinds = turned.heads.iter().position(|head| *head == Head::Kinds);
    let kinds = kinds.and_then(|offset| turned.rows.get(offset));
    for column in turned.columns.values..width {
        // 会員数 over both rows beside 目標 and 実績, ③(②-①): no indicator, but its place is kept.
        let is_of_kind = kinds.is_none_or(|&row| {
            let text = cell(row, column).map_or("", |cell| cell.text.as_str());
            vocabulary::role(text).is_some_and(Role::is_value)
        });
        let is_indicator = is_of_kind && turned.name(column) != Some("");
        let cells = turned.rows.iter().enumerate().map(|(offset, &row)| {
            let own = match (turned.heads.get(offset), turned.name(column)) {
                _ if !is_indicator => None,
                (Some(Head::Tier), _) => None,
                (Some(Head::Names), Some(name)) => Some(Cell::new(name)),
                _ => cell(row, column).cloned(),
            };
            (own.unwrap_or_default(), (row, column))
        });
        view.push(top, true, cells.collect());
    }
    let first_table = found.tables.len();
    let n_before = found.indicators.len();
    view.read(page, found, |view, found| (table::LAYOUT.run)(view, found));
    for table in found.tables.iter_mut().skip(first_table) {
        table.layout = LAYOUT.id;
        put_back(table, turned);
    }
    if found.tables.len() != first_table + 1 {
        // Several indicators' headers among them: no one table that a person could draw.
        let tables = found.tables.iter_mut().skip(first_table);
        tables.for_each(|table| table.extent = None);
    }
    if found.indicators.len() > n_before {
        for &row in &turned.rows {
            page.claim(row..row + 1);
        }
    }
}
