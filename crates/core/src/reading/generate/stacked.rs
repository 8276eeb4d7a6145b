//! Rows whose cells hold a figure for each of several groups: 小74.5% 中65.4% 高68.2%(R6), or 4,038 above 505 above 234
//! beside a name with a line for each. Each group is a record of its own.

use crate::reading::atom::Kind;
use crate::reading::generate::stack::{self, Part, Stack};
use crate::reading::generate::{cells, heads};
use crate::reading::proposal::{Cell, Head, Record};
use crate::text::{heading, unit, value};
use kpi_readers::base::place::Piece;
use kpi_readers::sheet::Row;

/// The records of a row whose cells hold several groups; `None` where they do not, not the same ones, or beside a value
/// of which group nothing tells. `values` are the columns of its cells, `all` what stands above each column of the row.
pub(super) fn records(record: &Record, row: &Row, values: &[usize], all: &[Head]) -> Option<Vec<Record>> {
    let may_be = |column: &&usize| stack::may_be_stacked(row.text(**column));
    if values.iter().filter(may_be).count() < 2 {
        return None;
    }
    let texts: Vec<&str> = values.iter().map(|&column| row.text(column)).collect();
    let heads: Vec<&Head> = values.iter().filter_map(|&column| all.get(column)).collect();
    let stacks: Vec<Option<Stack>> = texts.iter().map(|text| Stack::of(text)).collect();
    let mut own = stacks.iter().flatten();
    let first = own.next()?;
    let labels =
        |stack: &Stack| -> Vec<String> { stack.parts.iter().map(|part| part.label.clone()).collect() };
    if stacks.iter().flatten().count() < 2 || !own.all(|stack| labels(stack) == labels(first)) {
        return None;
    }
    let columns = || record.cells.iter().zip(&stacks).zip(texts.iter().zip(&heads));
    // 80% beside 男性 75% 女性 82% is aimed at for each; 100人 may be for both together.
    let is_of_all = |cell: &Cell| value::is_percentage(&cell.text) || cell.kind != Kind::Number;
    let is_clear = columns().all(|((cell, stack), (_, head))| {
        stack.is_some() || !heads::says_value(head) || cell.as_ref().is_none_or(is_of_all)
    });
    let names = names(record, first).filter(|_| is_clear)?;
    let of = |(index, name): (usize, Vec<Cell>)| {
        let cells = columns().map(|((cell, stack), (text, _))| match stack {
            Some(stack) => figure(cell.as_ref()?, text, stack, index),
            None => cell.clone(),
        });
        Record {
            section: record.section.clone(),
            name,
            cells: cells.collect(),
        }
    };
    Some(names.into_iter().enumerate().map(of).collect())
}

/// The figure of a group, with the date of its cell.
fn figure(cell: &Cell, whole: &str, stack: &Stack, index: usize) -> Option<Cell> {
    let &Part { from, to, .. } = stack.parts.get(index)?;
    let own = whole.get(from..to)?;
    let text = match &stack.date {
        Some(date) if date.starts_with(['(', '（']) => format!("{own}\n{date}"),
        Some(date) => format!("{own}\n({date})"),
        None => own.to_owned(),
    };
    let place = cell.pieces.first()?;
    Some(cells::of(&text, Piece { from, to, ..*place }))
}

/// The name of each group: the record's, and the group's word behind it.
fn names(record: &Record, stack: &Stack) -> Option<Vec<Vec<Cell>>> {
    let (own, outer) = record.name.split_last()?;
    let with = |last: Cell| outer.iter().cloned().chain([last]).collect();
    if stack.parts.iter().all(|part| !part.label.is_empty()) {
        let of = |part: &Part| {
            with(Cell {
                text: of_group(&own.text, &part.label),
                ..own.clone()
            })
        };
        return Some(stack.parts.iter().map(of).collect());
    }
    let lines: Vec<(usize, &str)> = own
        .text
        .split('\n')
        .scan(0, |at, line| {
            let from = *at;
            *at += line.len() + 1;
            Some((from, line))
        })
        .collect();
    let n_head = lines.len().checked_sub(stack.parts.len()).filter(|n| *n > 0)?;
    let (head, groups) = lines.split_at_checked(n_head)?;
    let head_end = head.last().map(|(from, line)| from + line.len())?;
    let is_group = |(_, line): &(usize, &str)| {
        line.trim_start()
            .starts_with(['・', '-', '－', '○', '(', '（', '①', '②', '③'])
    };
    if !groups.iter().all(is_group) {
        return None;
    }
    let head = own.text.get(..head_end)?;
    let of = |&(from, line): &(usize, &str)| {
        with(Cell {
            text: of_group(head, &heading::name(line)),
            pieces: vec![piece(own, 0, head_end), piece(own, from, from + line.len())],
            ..own.clone()
        })
    };
    Some(groups.iter().map(of).collect())
}

/// The name of a group of what is counted; a unit behind that stays behind: 取得率(%) of 男性 is 取得率（男性）(%).
fn of_group(head: &str, group: &str) -> String {
    let (name, unit) = unit::apart(head);
    format!("{name}（{group}）{unit}")
}

/// A part of a cell's text.
fn piece(cell: &Cell, from: usize, to: usize) -> Piece {
    let whole = cell.pieces.first().copied().unwrap_or(Piece {
        row: 0,
        column: 0,
        from: 0,
        to,
    });
    Piece {
        from: whole.from + from,
        to: whole.from + to,
        ..whole
    }
}
