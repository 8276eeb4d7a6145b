//! Tables whose rows say by a word what they hold: 計画 above 実績, years across, perhaps several measures of one name.
//!
//! A record is a name with its measure; a column is a kind of row in a year.

use std::collections::BTreeSet;

use crate::domain::layout::role::Role;
use crate::domain::reading::generate::crossing::Crossing;
use crate::domain::reading::generate::grid::{self, Look, Table};
use crate::domain::reading::proposal::{Cell, Head, Proposal};
use crate::domain::reading::words::{self, Said};
use crate::domain::sheet::{Row, Sheet};
use crate::domain::text::fold;

/// The longest word of a row.
const LONGEST: usize = 12;

/// The column of the words that tell the rows apart, if the table has one.
pub fn column(sheet: &Sheet, table: &Table) -> Option<usize> {
    (0..table.width).find(|&column| {
        let rows = table.body.iter().filter_map(|&row| sheet.rows.get(row));
        let cells: Vec<String> = rows
            .filter(|row| row.sole_text().is_none())
            .map(|row| fold::squeeze(row.text(column)))
            .filter(|text| !text.is_empty())
            .take(grid::SAMPLE)
            .collect();
        let kinds: Vec<Role> = cells.iter().filter_map(|text| kind(text)).collect();
        let first = kinds.first();
        let several = kinds.iter().any(|other| Some(other) != first);
        several && kinds.len() * 10 >= cells.len() * 6
    })
}

/// What a row holds by its word: 目標値, 2.目標値, 当初見込み, 活動実績.
fn kind(text: &str) -> Option<Role> {
    let squeezed = fold::squeeze(text);
    let is_mark = |c: char| c.is_ascii_digit() || matches!(c, '.' | '(' | ')' | '、');
    let word = squeezed.trim_start_matches(is_mark);
    let word = word.split('(').next().unwrap_or(word);
    if word.chars().count() > LONGEST {
        return None;
    }
    // 活動実績 is prose over a column, and figures in a row of its own.
    if word.ends_with("実績") || word.ends_with("実績値") {
        return Some(Role::Actual);
    }
    let said = words::said(word);
    let first = said.first()?;
    (first.percent >= 60 && first.role.is_value()).then_some(first.role)
}

/// The table, a record for each name and measure.
pub fn propose(sheet: &Sheet, table: &Table, kind_column: usize) -> Option<Proposal> {
    let heads = grid::heads(sheet, table);
    let is_figures = |column: &usize| {
        let is_dated = heads.get(*column).is_some_and(|head| head.period.is_some());
        *column != kind_column && (is_dated || grid::look(sheet, table, *column) == Look::Figures)
    };
    let figures: Vec<usize> = (0..table.width).filter(is_figures).collect();
    let first = *figures.first()?;
    let is_name = |column: &usize| {
        *column != kind_column
            && grid::look(sheet, table, *column) == Look::Words
            && !grid::is_directions(sheet, table, *column)
    };
    let names: Vec<usize> = (0..first).filter(is_name).collect();
    let mut fold = Fold {
        kind: None,
        above: vec![None; names.len()],
        crossing: Crossing::new(),
    };
    let mut rows: BTreeSet<usize> = table.header.clone().collect();
    for &index in &table.body {
        let row = sheet.rows.get(index).filter(|row| row.sole_text().is_none());
        if let Some(row) = row
            && fold.enter(row, index, kind_column, &names)
        {
            rows.insert(index);
            fold.lay(row, index, kind_column, &figures, &heads);
        }
    }
    fold.finish(rows)
}

/// Rows folded into records.
struct Fold {
    /// What the rows hold since the last word for it.
    kind: Option<Role>,
    /// The names that reach down.
    above: Vec<Option<Cell>>,
    /// Records by their names, columns by what their rows hold and by their column in the source.
    crossing: Crossing<Vec<String>, (Role, usize)>,
}

impl Fold {
    /// Takes over what a row says of itself; false if nothing tells what it holds, or whose it is.
    fn enter(&mut self, row: &Row, index: usize, kind_column: usize, names: &[usize]) -> bool {
        let word = row.text(kind_column);
        match kind(word) {
            Some(own) => self.kind = Some(own),
            None if !word.is_empty() => return false,
            None => {}
        }
        for (slot, &column) in self.above.iter_mut().zip(names) {
            if let Some(cell) = grid::cell(row, index, column) {
                *slot = Some(cell);
            }
        }
        self.kind.is_some() && self.above.iter().any(Option::is_some)
    }

    /// Lays the figures of a row into its record.
    fn lay(&mut self, row: &Row, index: usize, kind_column: usize, figures: &[usize], heads: &[Head]) {
        let Some(kind) = self.kind else { return };
        let names: Vec<Cell> = self.above.iter().flatten().cloned().collect();
        let key = names.iter().map(|cell| fold::squeeze(&cell.text)).collect();
        let record = self.crossing.record(key, || grid::distinct(names));
        for &column in figures {
            let head = || {
                of_kind(
                    heads.get(column).cloned().unwrap_or_default(),
                    kind,
                    row.text(kind_column),
                )
            };
            let at = self.crossing.column((kind, column), head);
            if let Some(figure) = grid::cell(row, index, column) {
                self.crossing.lay(record, at, Some(figure));
            }
        }
    }

    fn finish(self, rows: BTreeSet<usize>) -> Option<Proposal> {
        let (heads, records) = self.crossing.finish();
        (!records.is_empty()).then_some(Proposal {
            generator: "grid",
            heads,
            records,
            rows,
            unit: None,
            drawn: None,
            penalty: 0,
        })
    }
}

/// A column of rows of one kind. One with a role of its own keeps it: 基準値 beside rows of 目標 and 実績.
fn of_kind(mut head: Head, kind: Role, word: &str) -> Head {
    let keeps = head
        .said
        .first()
        .is_some_and(|said| said.percent >= 80 && matches!(said.role, Role::Baseline | Role::FinalTarget));
    if !keeps {
        head.said = vec![Said {
            role: kind,
            percent: 90,
        }];
        head.text = format!("{} {}", head.text, fold::fold(word));
    }
    head
}
