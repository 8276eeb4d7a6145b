//! What the header of a drawn table says of its columns, and what they look like.

use crate::layout::role::Role;
use crate::layout::{columns, vocabulary};
use crate::reading::atom::Kind;
use crate::reading::generate::cells::{cell, typed};
use crate::reading::generate::frame::Table;
use crate::reading::generate::phrase;
use crate::reading::proposal::{Cell, Head};
use crate::reading::words::{self, Said};
use crate::text::{arrow, era, fold};
use kpi_readers::sheet::Sheet;

/// Rows that are looked at to tell what a column holds.
pub(super) const SAMPLE: usize = 60;

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
pub(super) enum Look {
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

/// A column of words under a word for values: figures, if most of them stand in phrases.
pub(super) fn look_of_phrases(sheet: &Sheet, table: &Table, column: usize) -> Look {
    let rows = table
        .body
        .iter()
        .take(SAMPLE)
        .filter_map(|&row| Some((row, sheet.rows.get(row)?)));
    let cells: Vec<Cell> = rows.filter_map(|(index, row)| cell(row, index, column)).collect();
    let n = cells
        .iter()
        .filter(|cell| cell.kind == Kind::Number || phrase::figure(cell).is_some())
        .count();
    if n * 2 >= cells.len() {
        Look::Figures
    } else {
        Look::Words
    }
}

/// Whole numbers that count on, one by one.
fn counts_rows(sheet: &Sheet, table: &Table, column: usize) -> bool {
    // A number beside several rows of one merged name counts once.
    let rows = table.body.iter().filter_map(|&row| sheet.rows.get(row));
    let cells = rows
        .filter(|row| row.cells.get(column).is_some_and(|cell| !cell.covered))
        .map(|row| fold::squeeze(row.text(column)))
        .filter(|text| !text.is_empty());
    let numbers: Vec<Option<i64>> = cells.take(SAMPLE).map(|text| text.parse().ok()).collect();
    let counts_on = |two: &[Option<i64>]| matches!(two, [Some(one), Some(next)] if *next == one + 1);
    // Two are enough where they begin the rows: 1, 2.
    let begins = column == 0 && numbers.first() == Some(&Some(1)) && numbers.len() == 2;
    (numbers.len() >= 3 || begins) && numbers.windows(2).all(counts_on)
}

/// Words that mean a year or a name in a header, and a value over figures: 目標年度(2030年度), 数値目標.
pub(super) fn over_figures(mut heads: Vec<Head>, looks: &[Look]) -> Vec<Head> {
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
pub(super) fn says_other(head: &Head) -> bool {
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

pub(super) fn says_value(head: &Head) -> bool {
    let said = head.said.first();
    said.is_some_and(|said| said.role.is_value() && said.percent >= 60)
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
