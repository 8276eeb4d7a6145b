//! Tables with columns: header rows, names that may stand in several columns, figures.
//!
//! Names are a hypothesis like everything else: a second column of words is a part of the name where it tells rows of
//! one first name apart (全体, 男性, 運営分), else the first is a heading. `口座振替率:45%` in one cell is a name and its
//! figure. The same header words again and again are groups side by side, each with records of its own.

use std::collections::BTreeSet;

use crate::layout::role::Role;
use crate::layout::{money, rows};
use crate::reading::atom::Kind;
use crate::reading::generate::cells::{cell, distinct, of, typed};
use crate::reading::generate::frame::{self, Table};
use crate::reading::generate::heads::{
    Look, heads, is_directions, look, look_of_phrases, over_figures, says_other, says_value,
};
use crate::reading::generate::measures::Measures;
use crate::reading::generate::totals::{take_totals, totals, without};
use crate::reading::generate::{kinds, phrase, stacked, title, years};
use crate::reading::proposal::{Cell, Drawn, Head, Proposal, Record};
use crate::reading::words;
use crate::text::{fold, heading, value};
use kpi_readers::base::place::Piece;
use kpi_readers::sheet::{Row, Sheet};

/// Every stretch of rows with columns.
pub fn propose(sheet: &Sheet, is_free: impl Fn(usize) -> bool) -> Vec<Proposal> {
    let mut out = Vec::new();
    for stretch in frame::stretches(sheet, is_free) {
        for table in frame::tables(sheet, stretch) {
            if let Some(kind) = kinds::column(sheet, &table) {
                out.extend(kinds::propose(sheet, &table, kind));
            } else if let Some(proposal) = years::propose(sheet, &table) {
                out.push(proposal);
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

/// The table with its names and figures told apart.
fn proposal(sheet: &Sheet, table: &Table, columns: &[usize]) -> Option<Proposal> {
    let heads = heads(sheet, table);
    let looks: Vec<Look> = (0..table.width)
        .map(|column| match look(sheet, table, column) {
            Look::Words if heads.get(column).is_some_and(says_value) => look_of_phrases(sheet, table, column),
            look => look,
        })
        .collect();
    let all = over_figures(heads, &looks);
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
        .filter(|&column| names.last() < Some(&column) || !says_one_thing(sheet, table, column))
        .collect();
    let is_of_figures = |column: &usize| looks.get(*column) == Some(&Look::Figures);
    let figures: Vec<usize> = values.iter().copied().filter(is_of_figures).collect();
    let joins = joins_names(sheet, table, &names, &figures);
    let mut rows: BTreeSet<usize> = table.header.clone().collect();
    let mut records = Vec::new();
    let measures = Measures::of(sheet, table, &all);
    let totals = totals(sheet, table, &values);
    let mut walk = Walk {
        above: vec![None; names.len()],
        section: None,
    };
    for &index in &table.body {
        let Some(row) = sheet.rows.get(index) else {
            continue;
        };
        let mut cells = cells(row, index, &values, &all);
        let of_all = take_totals(row, index, &values, &totals, &mut cells);
        let is_of_figures = |&column: &usize| looks.get(column) == Some(&Look::Figures);
        let figures = values.iter().map(is_of_figures);
        // The number of a group beside its words is no figure of an indicator.
        let has_figures = (cells.iter().zip(figures))
            .any(|(cell, is_of_figures)| is_of_figures && cell.as_ref().is_some_and(is_figure));
        let Some(record) = walk.record(row, index, &names, cells, (joins, has_figures)) else {
            continue;
        };
        rows.insert(index);
        if is_cost(&record, &all) {
            continue;
        }
        if let Some(measures) = &measures {
            records.extend(measures.records(&record, |column| cell(row, index, column)));
            continue;
        }
        let outer = walk.outer().filter(|_| of_all.iter().any(Option::is_some));
        records.extend(outer.map(|name| Record {
            section: walk.section.iter().cloned().collect(),
            name: vec![name],
            cells: of_all,
        }));
        match stacked::records(&record, row, &values, &all) {
            Some(groups) => records.extend(groups),
            None => records.push(record),
        }
    }
    if let Some(measures) = measures {
        // Columns that were put together are none of the sheet.
        return finish(table, &all, &[], &measures.columns(), records, rows);
    }
    let own = without(&values, &totals);
    for record in &mut records {
        record.cells = without(&record.cells, &totals);
    }
    finish(table, &all, &names, &own, records, rows)
}

/// 人件費 below 総事業費, or under 計画(予算) | 実績(決算): what the project costs, not what it is to reach.
fn is_cost(record: &Record, heads: &[Head]) -> bool {
    let name = record.name.last().map_or("", |cell| cell.text.as_str());
    let is_money = |head: &Head| head.text.contains("予算") || head.text.contains("決算");
    money::is_cost(name)
        && (record.section.last().is_some_and(|outer| money::is_cost(outer)) || heads.iter().any(is_money))
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
    // 計画へ in every row leads elsewhere, and tells no row from another.
    if names.len() > 1 {
        names.retain(|&column| !says_one_thing(sheet, table, column));
    }
    // 指標 | 内容: a column that the header calls something else beside one that it calls the name is no name.
    if let Some(&name) = called_names.iter().rfind(|column| **column < first_figures) {
        names.retain(|&column| column <= name || all.get(column).is_none_or(|head| head.text.is_empty()));
    }
    names
}

/// Two cells or more, each of its own, that all say the same.
fn says_one_thing(sheet: &Sheet, table: &Table, column: usize) -> bool {
    let cells = table
        .body
        .iter()
        .filter_map(|&row| sheet.rows.get(row)?.cells.get(column));
    let own: Vec<&str> = cells
        .filter(|cell| !cell.is_blank() && !cell.covered)
        .map(|cell| cell.text.trim())
        .collect();
    own.len() >= 2 && own.iter().all(|text| Some(text) == own.first())
}

/// 数値, 時点: words for what stands beside them, not names.
fn says_values(sheet: &Sheet, table: &Table, column: usize) -> bool {
    let cells = table.body.iter().filter_map(|&row| sheet.rows.get(row));
    let cells = cells.map(|row| fold::squeeze(row.text(column)));
    let mut cells = cells.filter(|text| !text.is_empty()).peekable();
    cells.peek().is_some()
        && cells.all(|text| matches!(text.as_str(), "数値" | "値" | "時点" | "年度" | "数値等"))
}

/// The cells of a row in its columns of values; of a phrase, its figure.
fn cells(row: &Row, index: usize, values: &[usize], all: &[Head]) -> Vec<Option<Cell>> {
    let of = |&column: &usize| {
        let cell = cell(row, index, column)?;
        let narrow = all
            .get(column)
            .filter(|head| says_value(head))
            .and_then(|_| phrase::figure(&cell));
        Some(narrow.unwrap_or(cell))
    };
    values.iter().map(of).collect()
}

fn is_figure(cell: &Cell) -> bool {
    matches!(cell.kind, Kind::Number | Kind::Absent)
}

/// Where the reading of the rows stands.
struct Walk {
    /// The names that reach down, outermost first.
    above: Vec<Option<Cell>>,
    section: Option<String>,
}

impl Walk {
    /// The record of a row; a heading, a difference or a row without figures is none.
    fn record(
        &mut self,
        row: &Row,
        index: usize,
        names: &[usize],
        cells: Vec<Option<Cell>>,
        (joins, has_figures): (bool, bool),
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
        // 指標1 | 名: a count of names is none.
        let is_count = |cell: &&Cell| !crate::layout::names::counts_names(&cell.text);
        let filled: Vec<Cell> = self.above.iter().flatten().filter(is_count).cloned().collect();
        // ②-① below ① and ② is their difference, no indicator.
        let is_formula = filled.last().is_some_and(|cell| words::is_formula(&cell.text));
        if !has_figures || filled.is_empty() || is_formula {
            return None;
        }
        let n_outer = if joins { 0 } else { filled.len() - 1 };
        let (outer, name) = filled.split_at_checked(n_outer)?;
        let mut section: Vec<String> = self.section.iter().cloned().collect();
        section.extend(outer.iter().map(|cell| heading::name(&cell.text)));
        Some(Record {
            section,
            name: distinct(name.to_vec()),
            cells,
        })
    }

    /// The name around the last one.
    fn outer(&self) -> Option<Cell> {
        let (_, outer) = self.above.split_last()?;
        outer.iter().rev().flatten().next().cloned()
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
    let heads: Vec<Head> = values
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

/// The last column of words only tells rows of one name apart.
fn joins_names(sheet: &Sheet, table: &Table, names: &[usize], figures: &[usize]) -> bool {
    let (Some(&last), true) = (names.last(), names.len() > 1) else {
        return false;
    };
    // Of groups side by side, the rows in which this one has something.
    let holds_figures = |row: &&Row| figures.iter().any(|&column| !row.text(column).is_empty());
    let rows: Vec<&Row> = table
        .body
        .iter()
        .filter_map(|&row| sheet.rows.get(row))
        .filter(|row| row.sole_text().is_none())
        .filter(holds_figures)
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
    if table.header.is_empty() {
        return None;
    }
    let title = title::above(sheet, table.header.start)?;
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
    rows.extend([title.row, index]);
    let record = Record {
        section: Vec::new(),
        name: vec![title.name],
        cells,
    };
    finish(table, all, &[], &values, vec![record], rows)
}
