//! Tables with columns: header rows, names that may stand in several columns, figures.
//!
//! Names are a hypothesis like everything else: a second column of words is a part of the name where it tells rows of
//! one first name apart (全体, 男性, 運営分), else the first is a heading. `口座振替率:45%` in one cell is a name and its
//! figure. The same header words again and again are groups side by side, each with records of its own.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::domain::base::place::Piece;
use crate::domain::layout::role::Role;
use crate::domain::layout::{columns, rows, vocabulary};
use crate::domain::reading::atom::{self, Kind};
use crate::domain::reading::generate::kinds;
use crate::domain::reading::proposal::{Cell, Drawn, Head, Proposal, Record};
use crate::domain::reading::words::{self, Said};
use crate::domain::sheet::{Row, Sheet};
use crate::domain::text::{arrow, era, fold, value};

/// The most rows of a header, and columns of a table.
const MOST_HEADERS: usize = 4;
const MOST_COLUMNS: usize = 120;
/// Rows that are looked at to tell what a column holds.
pub(super) const SAMPLE: usize = 60;

/// Every stretch of rows with columns.
pub fn propose(sheet: &Sheet, is_free: impl Fn(usize) -> bool) -> Vec<Proposal> {
    let mut out = Vec::new();
    for stretch in stretches(sheet, is_free) {
        for table in tables(sheet, stretch) {
            if let Some(kind) = kinds::column(sheet, &table) {
                out.extend(kinds::propose(sheet, &table, kind));
            } else {
                out.extend(
                    groups(sheet, &table)
                        .iter()
                        .filter_map(|columns| proposal(sheet, &table, columns)),
                );
            }
        }
    }
    out
}

/// A header and the rows below it.
pub struct Table {
    /// The rows of its header.
    pub header: Range<usize>,
    /// The rows below it.
    pub body: Vec<usize>,
    /// Its columns.
    pub width: usize,
}

/// Runs of rows with columns; blank rows and single lines between them do not part them.
fn stretches(sheet: &Sheet, is_free: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for (index, row) in sheet.rows.iter().enumerate() {
        if !row.tabular || row.is_blank() || !is_free(index) {
            continue;
        }
        let joins = |last: &Range<usize>| {
            let between = sheet.rows.get(last.end..index).unwrap_or(&[]);
            between.len() <= 2 && between.iter().all(|row| row.is_blank() || row.tabular)
        };
        match out.last_mut() {
            Some(last) if joins(last) => last.end = index + 1,
            _ => out.push(index..index + 1),
        }
    }
    out.retain(|stretch| stretch.len() >= 2);
    out
}

fn typed(row: &Row, column: usize) -> Kind {
    let Some(cell) = row.cells.get(column).filter(|cell| !cell.is_blank()) else {
        return Kind::Break;
    };
    cell_kind(&cell.text).0
}

/// What a cell holds; words and a figure on two lines are the figure.
fn cell_kind(text: &str) -> (Kind, Option<crate::domain::kpi::Point>) {
    let (kind, point) = atom::kind(text.trim());
    if matches!(kind, Kind::Words | Kind::Prose)
        && let Some((_, figure)) = figure_line(text)
    {
        return (Kind::Number, Some(figure));
    }
    (kind, point)
}

/// 延床面積⏎45,298平方メートル: the one line of a cell that is a figure, with what stands before it.
fn figure_line(text: &str) -> Option<(usize, crate::domain::kpi::Point)> {
    let lines: Vec<&str> = text.lines().collect();
    if !(2..=4).contains(&lines.len()) {
        return None;
    }
    let mut figures = lines
        .iter()
        .enumerate()
        .filter_map(|(at, line)| match atom::kind(line.trim()) {
            (Kind::Number, Some(point)) => Some((at, point)),
            _ => None,
        });
    let first = figures.next()?;
    figures.next().is_none().then_some(first)
}

/// The rows of a stretch, parted where a header begins anew.
fn tables(sheet: &Sheet, stretch: Range<usize>) -> Vec<Table> {
    let is_header = |index: usize| {
        let Some(row) = sheet.rows.get(index) else {
            return false;
        };
        let cells = row.cells.iter().filter(|cell| !cell.is_blank() && !cell.covered);
        let mut n = 0;
        let mut words = 0;
        for cell in cells {
            n += 1;
            match cell_kind(&cell.text).0 {
                Kind::Number => return false,
                Kind::Header(_) | Kind::Period => words += 1,
                _ => {}
            }
        }
        words >= 1 && n >= 1 && row.sole_text().is_none_or(|_| words >= 1)
    };
    let mut out: Vec<Table> = Vec::new();
    let mut index = stretch.start;
    while index < stretch.end {
        // (単位:千円) above the header.
        let is_line = |at: usize| {
            sheet
                .rows
                .get(at)
                .is_some_and(|row| row.is_blank() || row.sole_text().is_some())
                && !is_header(at)
        };
        while index + 1 < stretch.end && is_line(index) {
            index += 1;
        }
        let mut end = index;
        // Words alone above figures are a header, though nothing in them is known.
        let is_words = |at: usize| {
            holds_no_figures(sheet, at)
                && sheet
                    .rows
                    .get(at)
                    .is_some_and(|row| row.sole_text().is_none() && !row.is_blank())
        };
        while end < stretch.end
            && end - index < MOST_HEADERS
            && (is_header(end)
                || is_words(end)
                || end > index
                    && holds_no_figures(sheet, end)
                    && is_header(end + 1)
                    && !starts_body(sheet, end))
        {
            end += 1;
        }
        let mut body = Vec::new();
        let mut next = end;
        while next < stretch.end && !(is_header(next) && value_words(sheet, next) >= 2 && !body.is_empty()) {
            body.push(next);
            next += 1;
        }
        if next == index {
            next += 1;
        }
        let width = (index..next)
            .filter_map(|row| sheet.rows.get(row))
            .map(|row| row.cells.len())
            .max()
            .unwrap_or(0)
            .min(MOST_COLUMNS);
        if !body.is_empty() {
            out.push(Table {
                header: index..end,
                body,
                width,
            });
        }
        index = next;
    }
    out
}

fn holds_no_figures(sheet: &Sheet, index: usize) -> bool {
    sheet.rows.get(index).is_some_and(|row| {
        (0..row.cells.len()).all(|column| !matches!(typed(row, column), Kind::Number | Kind::Absent))
    })
}

/// A row with figures stands right below, so that this one names something of it.
fn starts_body(sheet: &Sheet, index: usize) -> bool {
    sheet
        .rows
        .get(index + 1)
        .is_some_and(|row| (0..row.cells.len()).any(|column| typed(row, column) == Kind::Number))
}

fn value_words(sheet: &Sheet, index: usize) -> usize {
    let Some(row) = sheet.rows.get(index) else {
        return 0;
    };
    let own = row.cells.iter().filter(|cell| !cell.covered);
    own.filter(|cell| {
        words::said(&cell.text)
            .iter()
            .any(|said| said.percent >= 60 && said.role.is_value())
    })
    .count()
}

/// The columns of the groups that stand side by side; those before the first are all groups'. One group holds all.
fn groups(sheet: &Sheet, table: &Table) -> Vec<Vec<usize>> {
    let all: Vec<usize> = (0..table.width).collect();
    let heads = heads(sheet, table);
    let is_name = |column: usize| {
        heads
            .get(column)
            .and_then(|head| head.said.first())
            .is_some_and(|said| said.role == Role::Name && said.percent >= 80)
    };
    let is_value = |column: usize| {
        heads.get(column).is_some_and(|head| {
            head.said.iter().any(|said| {
                said.percent >= 60 && matches!(said.role, Role::Target | Role::FinalTarget | Role::Actual)
            })
        })
    };
    let mut starts: Vec<usize> = Vec::new();
    let mut has_values = true;
    for &column in &all {
        if is_name(column) && has_values {
            starts.push(column);
            has_values = false;
        }
        has_values |= is_value(column);
    }
    if !has_values {
        starts.pop();
    }
    let (Some(&first), true) = (starts.first(), starts.len() > 1) else {
        return vec![all];
    };
    let ends = starts.iter().skip(1).copied().chain([table.width]);
    starts
        .iter()
        .zip(ends)
        .map(|(&start, end)| (0..first).chain(start..end).collect())
        .collect()
}

/// The columns as the header says them.
pub(super) fn heads(sheet: &Sheet, table: &Table) -> Vec<Head> {
    let rows = sheet.rows.get(table.header.clone()).unwrap_or(&[]);
    let specs = columns::specs(rows);
    (0..table.width)
        .map(|column| {
            let Some(spec) = specs.get(column) else {
                return Head::default();
            };
            let parts: Vec<String> = rows
                .iter()
                .map(|row| fold::join(row.text(column)))
                .filter(|text| !text.is_empty())
                .collect();
            // The lowest row that says something counts; a bare year, or a word that says nothing, leaves it to those above.
            let own = parts
                .iter()
                .rev()
                .map(|part| words::said(part))
                .find(|said| !said.is_empty());
            let mut said = own.unwrap_or_else(|| words::said(&spec.header));
            if said.is_empty() && spec.role.is_value() && spec.by_word {
                said = vec![Said {
                    role: spec.role,
                    percent: 90,
                }];
            }
            if said.is_empty()
                && spec.period.is_some()
                && is_year_alone(parts.last().map_or("", String::as_str))
            {
                said = words::YEAR_ALONE.to_vec();
            }
            // 平成28年度策定プラン: the year of the plan, not of its figures.
            let is_of_plan =
                spec.header.contains("策定") && said.first().is_some_and(|said| said.role == Role::Target);
            Head {
                said,
                period: spec.period.filter(|_| !is_of_plan),
                year_assumed: spec.year_assumed,
                basis: vocabulary::basis(&spec.header),
                text: spec.header.clone(),
            }
        })
        .collect()
}

/// 平成22年度, 平成22年度(速報値): a year, and no word of what its figures are.
fn is_year_alone(text: &str) -> bool {
    let bare = text.split(['(', '（']).next().unwrap_or(text);
    era::only(bare).is_some() || era::only(text).is_some()
}

/// What a column of the body mostly is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Blank,
    Words,
    Figures,
    Other,
}

pub(super) fn look(sheet: &Sheet, table: &Table, column: usize) -> Look {
    let (mut n, mut n_words, mut n_figures) = (0, 0, 0);
    for &row in table.body.iter().take(SAMPLE) {
        let Some(row) = sheet.rows.get(row).filter(|row| row.sole_text().is_none()) else {
            continue;
        };
        match typed(row, column) {
            Kind::Break => continue,
            Kind::Words | Kind::Prose | Kind::Header(_) => n_words += 1,
            Kind::Number | Kind::Absent => n_figures += 1,
            _ => {}
        }
        n += 1;
    }
    match () {
        () if n == 0 => Look::Blank,
        // 1, 2, 3: numbers of rows.
        () if n_figures * 2 >= n && counts_rows(sheet, table, column) => Look::Other,
        () if n_figures * 2 >= n => Look::Figures,
        () if n_words * 2 > n => Look::Words,
        () => Look::Other,
    }
}

/// Three whole numbers or more that count on, one by one.
fn counts_rows(sheet: &Sheet, table: &Table, column: usize) -> bool {
    let rows = table.body.iter().filter_map(|&row| sheet.rows.get(row));
    let cells = rows
        .map(|row| fold::squeeze(row.text(column)))
        .filter(|text| !text.is_empty());
    let numbers: Vec<Option<i64>> = cells.take(SAMPLE).map(|text| text.parse().ok()).collect();
    let counts_on = |two: &[Option<i64>]| matches!(two, [Some(one), Some(next)] if *next == one + 1);
    numbers.len() >= 3 && numbers.windows(2).all(counts_on)
}

/// The table with its names and figures told apart.
fn proposal(sheet: &Sheet, table: &Table, columns: &[usize]) -> Option<Proposal> {
    let looks: Vec<Look> = (0..table.width)
        .map(|column| look(sheet, table, column))
        .collect();
    let all = over_figures(heads(sheet, table), &looks);
    let names = names(sheet, table, &all, &looks, columns);
    let aims = |head: &Head| words::percent(&head.said, Role::Target) >= 60;
    let has_targets = (0..table.width)
        .any(|column| looks.get(column) == Some(&Look::Figures) && all.get(column).is_some_and(aims));
    if let Some(table) = merged_names(sheet, table, &all).filter(|_| !has_targets || names.is_empty()) {
        return Some(table);
    }
    if names.is_empty() {
        return titled(sheet, table, &all);
    }
    let values: Vec<usize> = columns
        .iter()
        .copied()
        .filter(|column| !names.contains(column) && looks.get(*column) != Some(&Look::Blank))
        .collect();
    let joins = joins_names(sheet, table, &names);
    let mut rows: BTreeSet<usize> = table.header.clone().collect();
    let mut records = Vec::new();
    let mut walk = Walk {
        above: vec![None; names.len()],
        section: None,
    };
    for &index in &table.body {
        if let Some(row) = sheet.rows.get(index)
            && let Some(record) = walk.record(row, index, &names, &values, joins)
        {
            rows.insert(index);
            records.push(record);
        }
    }
    finish(table, &all, &names, &values, records, rows)
}

/// Words that mean a year or a name in a header, and a value over figures: 目標年度(2030年度), 数値目標.
fn over_figures(mut heads: Vec<Head>, looks: &[Look]) -> Vec<Head> {
    for (head, _) in heads
        .iter_mut()
        .zip(looks)
        .filter(|(_, look)| **look == Look::Figures)
    {
        let role = match head.said.first().map(|said| said.role) {
            Some(Role::TargetYear) => Role::Target,
            Some(Role::BaselineYear) => Role::Baseline,
            Some(Role::Name) if head.text.contains("目標") => Role::Target,
            _ => continue,
        };
        head.said = vec![Said { role, percent: 80 }];
    }
    heads
}

/// The header says for certain that the column holds neither names nor figures.
fn says_other(head: &Head) -> bool {
    head.said.first().is_some_and(|said| {
        said.percent >= 80
            && matches!(
                said.role,
                Role::Note(_)
                    | Role::Department
                    | Role::Rating
                    | Role::Status
                    | Role::Overall
                    | Role::Unit
                    | Role::Direction
                    | Role::Number
            )
    })
}

/// The columns of the names, the last the name's own.
fn names(sheet: &Sheet, table: &Table, all: &[Head], looks: &[Look], columns: &[usize]) -> Vec<usize> {
    let is_other = |column: usize| all.get(column).is_some_and(says_other);
    let first_figures = columns
        .iter()
        .copied()
        .find(|&column| looks.get(column) == Some(&Look::Figures) && !is_other(column))
        .unwrap_or(table.width);
    let is_words = |column: &usize| {
        looks.get(*column) == Some(&Look::Words)
            && !is_other(*column)
            && !is_directions(sheet, table, *column)
    };
    let with_words: Vec<usize> = columns.iter().copied().filter(is_words).collect();
    let is_named = |column: &usize| {
        all.get(*column)
            .is_some_and(|head| head.said.first().is_some_and(|said| said.role == Role::Name))
    };
    let called_names: Vec<usize> = with_words.iter().copied().filter(is_named).collect();
    let mut names: Vec<usize> = with_words
        .into_iter()
        .filter(|column| *column < first_figures && !says_values(sheet, table, *column))
        .collect();
    if names.is_empty() {
        names.clone_from(&called_names);
    }
    // 指標 | 内容: a column that the header calls something else beside one that it calls the name is no name.
    if let Some(&name) = called_names.iter().rfind(|column| **column < first_figures) {
        names.retain(|&column| column <= name || all.get(column).is_none_or(|head| head.text.is_empty()));
    }
    names
}

/// 数値, 時点: words for what stands beside them, not names.
fn says_values(sheet: &Sheet, table: &Table, column: usize) -> bool {
    let cells = table.body.iter().filter_map(|&row| sheet.rows.get(row));
    let cells = cells.map(|row| fold::squeeze(row.text(column)));
    let mut cells = cells.filter(|text| !text.is_empty()).peekable();
    cells.peek().is_some()
        && cells.all(|text| matches!(text.as_str(), "数値" | "値" | "時点" | "年度" | "数値等"))
}

/// Where the reading of the rows stands.
struct Walk {
    /// The names that reach down, outermost first.
    above: Vec<Option<Cell>>,
    section: Option<String>,
}

impl Walk {
    /// The record of a row; a heading or a difference is none.
    fn record(
        &mut self,
        row: &Row,
        index: usize,
        names: &[usize],
        values: &[usize],
        joins: bool,
    ) -> Option<Record> {
        if let Some(text) = row.sole_text().filter(|text| !rows::is_value_like(text)) {
            let is_heading =
                text.chars().count() <= 40 && !text.starts_with(['※', '＊', '*']) && !text.ends_with('。');
            if is_heading {
                self.section = Some(text.to_owned());
            }
            return None;
        }
        self.enter(row, index, names);
        let cells: Vec<Option<Cell>> = values.iter().map(|&column| cell(row, index, column)).collect();
        let has_figures = cells
            .iter()
            .flatten()
            .any(|cell| matches!(cell.kind, Kind::Number | Kind::Absent));
        // 指標1 | 名: a count of names is none.
        let is_count = |cell: &&Cell| !crate::domain::layout::table::counts_names(&cell.text);
        let filled: Vec<Cell> = self.above.iter().flatten().filter(is_count).cloned().collect();
        // ②-① below ① and ② is their difference, no indicator.
        let is_word = |c: char| fold::is_japanese(c) || c.is_ascii_alphabetic();
        let is_formula = filled
            .last()
            .is_some_and(|cell| !fold::squeeze(&cell.text).chars().any(is_word));
        if !has_figures || filled.is_empty() || is_formula {
            return None;
        }
        let n_outer = if joins { 0 } else { filled.len() - 1 };
        let (outer, name) = filled.split_at_checked(n_outer)?;
        let mut section: Vec<String> = self.section.iter().cloned().collect();
        section.extend(outer.iter().map(|cell| fold::name(&cell.text)));
        Some(Record {
            section,
            name: distinct(name.to_vec()),
            cells,
        })
    }

    /// Takes over the names of a row; a new outer name ends what was inside the one before.
    fn enter(&mut self, row: &Row, index: usize, names: &[usize]) {
        for (depth, &column) in names.iter().enumerate() {
            let Some(cell) = cell(row, index, column) else {
                continue;
            };
            if let Some(slot) = self.above.get_mut(depth) {
                *slot = Some(cell);
            }
            let is_own = row.cells.get(column).is_some_and(|cell| !cell.covered);
            for inner in self.above.iter_mut().skip(depth + 1).filter(|_| is_own) {
                *inner = None;
            }
        }
    }
}

fn finish(
    table: &Table,
    all: &[Head],
    names: &[usize],
    values: &[usize],
    records: Vec<Record>,
    rows: BTreeSet<usize>,
) -> Option<Proposal> {
    if records.is_empty() {
        return None;
    }
    let heads = values
        .iter()
        .map(|&column| all.get(column).cloned().unwrap_or_default())
        .collect();
    // A name that stands elsewhere, or beside its figure in one cell, is no column.
    let is_drawn = !names.is_empty() && names.iter().all(|name| !values.contains(name));
    let drawn = is_drawn.then(|| Drawn {
        names: names.to_vec(),
        columns: values.to_vec(),
        header: table.header.clone(),
    });
    Some(Proposal {
        generator: "grid",
        heads,
        records,
        rows,
        unit: None,
        drawn,
        penalty: 0,
    })
}

/// アップ, ↓, 減少: directions, not names.
pub(super) fn is_directions(sheet: &Sheet, table: &Table, column: usize) -> bool {
    let rows = table.body.iter().filter_map(|&row| sheet.rows.get(row));
    let mut cells = rows
        .map(|row| row.text(column))
        .filter(|text| !text.is_empty())
        .take(SAMPLE)
        .peekable();
    cells.peek().is_some() && cells.all(|text| arrow::parse(text).is_some())
}

/// The last column of words only tells rows of one name apart.
fn joins_names(sheet: &Sheet, table: &Table, names: &[usize]) -> bool {
    let (Some(&last), true) = (names.last(), names.len() > 1) else {
        return false;
    };
    let rows: Vec<&Row> = table
        .body
        .iter()
        .filter_map(|&row| sheet.rows.get(row))
        .filter(|row| row.sole_text().is_none())
        .collect();
    let own: Vec<String> = rows.iter().map(|row| fold::squeeze(row.text(last))).collect();
    let filled: Vec<&String> = own.iter().filter(|text| !text.is_empty()).collect();
    let mut distinct: Vec<&String> = filled.clone();
    distinct.sort_unstable();
    distinct.dedup();
    let repeats = distinct.len() < filled.len();
    let is_blank_at_times = filled.len() < own.len();
    let is_part = filled
        .iter()
        .filter(|text| {
            text.starts_with(['①', '②', '③', '1', '2'])
                || matches!(text.as_str(), "全体" | "男性" | "女性" | "男" | "女" | "合計")
        })
        .count();
    repeats || is_blank_at_times || is_part > 0
}

/// A merged cell over both columns says its name once.
pub(super) fn distinct(cells: Vec<Cell>) -> Vec<Cell> {
    let mut out: Vec<Cell> = Vec::new();
    for cell in cells {
        if out.last().is_none_or(|last| last.text != cell.text) {
            out.push(cell);
        }
    }
    out
}

/// 口座振替率:45%: names and figures in one column.
fn merged_names(sheet: &Sheet, table: &Table, all: &[Head]) -> Option<Proposal> {
    let part = |text: &str| -> Option<usize> {
        let (at, colon) = text.char_indices().find(|&(_, c)| matches!(c, ':' | '：'))?;
        let tail = text.get(at + colon.len_utf8()..)?;
        let head = text.get(..at)?;
        (head.chars().any(fold::is_japanese) && value::begins_with_number(tail.trim()))
            .then_some(at + colon.len_utf8())
    };
    let column = (0..table.width).find(|&column| {
        let rows = table.body.iter().filter_map(|&row| sheet.rows.get(row));
        let cells: Vec<&str> = rows
            .map(|row| row.text(column))
            .filter(|text| !text.is_empty())
            .collect();
        !cells.is_empty() && cells.iter().filter(|text| part(text).is_some()).count() * 4 >= cells.len() * 3
    })?;
    let values: Vec<usize> = (0..table.width).collect();
    let mut records = Vec::new();
    let mut rows: BTreeSet<usize> = table.header.clone().collect();
    for &index in &table.body {
        let Some(row) = sheet.rows.get(index) else {
            continue;
        };
        let Some(whole) = row.cells.get(column) else {
            continue;
        };
        let Some(at) = part(&whole.text) else { continue };
        let piece = |from: usize, to: usize| Piece {
            row: index,
            column,
            from,
            to,
        };
        let colon = whole
            .text
            .get(..at)
            .and_then(|head| head.chars().next_back())
            .map_or(1, char::len_utf8);
        let name = of(whole.text.get(..at - colon).unwrap_or(""), piece(0, at - colon));
        let figure = of(
            whole.text.get(at..).unwrap_or("").trim(),
            piece(at, whole.text.len()),
        );
        let cells = values
            .iter()
            .map(|&other| {
                if other == column {
                    Some(figure.clone())
                } else {
                    cell(row, index, other)
                }
            })
            .collect();
        records.push(Record {
            section: Vec::new(),
            name: vec![name],
            cells,
        });
        rows.insert(index);
    }
    finish(table, all, &[column], &values, records, rows)
}

/// A row of figures alone, named by the line above its header.
fn titled(sheet: &Sheet, table: &Table, all: &[Head]) -> Option<Proposal> {
    let first = table.header.start;
    let mut lines = (first.saturating_sub(3)..first)
        .rev()
        .filter_map(|row| Some((row, sheet.rows.get(row)?)));
    let (at, line) = lines.find(|(_, row)| !row.is_blank())?;
    let text = line.sole_text()?;
    let column = line.cells.iter().position(|cell| !cell.is_blank())?;
    // A title of something else is no name.
    let names_indicator = fold::squeeze(text).trim_end_matches(')').ends_with([
        '数', '率', '量', '額', '度', '者', '合', '積', '高', '点', '人', '件', '費', '間', '値', '性',
    ]);
    if table.header.is_empty()
        || text.chars().count() > 60
        || !names_indicator
        || !matches!(atom::kind(text).0, Kind::Words)
    {
        return None;
    }
    let name = of(
        text,
        Piece {
            row: at,
            column,
            from: 0,
            to: line.cells.get(column)?.text.len(),
        },
    );
    let figures = |index: &usize| {
        sheet
            .rows
            .get(*index)
            .is_some_and(|row| (0..table.width).any(|column| typed(row, column) == Kind::Number))
    };
    let index = table.body.iter().copied().find(figures)?;
    let row = sheet.rows.get(index)?;
    let values: Vec<usize> = (0..table.width).collect();
    let cells = values.iter().map(|&column| cell(row, index, column)).collect();
    let mut rows: BTreeSet<usize> = table.header.clone().collect();
    rows.extend([at, index]);
    let record = Record {
        section: Vec::new(),
        name: vec![name],
        cells,
    };
    finish(table, all, &[], &values, vec![record], rows)
}

fn of(text: &str, piece: Piece) -> Cell {
    let (kind, point) = cell_kind(text);
    Cell {
        kind,
        text: text.to_owned(),
        pieces: vec![piece],
        point,
        after_arrow: false,
    }
}

/// A cell of a row, `None` where nothing is printed.
pub(super) fn cell(row: &Row, index: usize, column: usize) -> Option<Cell> {
    let cell = row.cells.get(column).filter(|cell| !cell.is_blank())?;
    let text = &cell.text;
    // Of words and a figure on lines of their own, the figure.
    if let (Kind::Words | Kind::Prose, _) = atom::kind(text.trim())
        && let Some((line, point)) = figure_line(text)
    {
        let from: usize = text.split('\n').take(line).map(|line| line.len() + 1).sum();
        let figure = text.split('\n').nth(line)?;
        return Some(Cell {
            kind: Kind::Number,
            text: figure.trim().to_owned(),
            pieces: vec![Piece {
                row: index,
                column,
                from,
                to: from + figure.len(),
            }],
            point: Some(point),
            after_arrow: false,
        });
    }
    Some(of(
        text.trim(),
        Piece {
            row: index,
            column,
            from: 0,
            to: text.len(),
        },
    ))
}
