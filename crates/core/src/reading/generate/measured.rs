//! One indicator a block, as the ministries' reports print it: its name beside a header of its own, its results by year,
//! and what was aimed at in each year in a row below them.
//!
//! ```text
//! 測定指標 | 1 就職件数 | 基準値 | 実績値        |        | 目標値
//!          |            | 26年度 | 27年度        | 28年度 | 28年度
//!          |            | 846    | 902           | 932    | 950
//!          |            | 年度ごとの目標値 | 850  | 900    |
//! ```

use std::collections::BTreeSet;

use crate::layout::role::Role;
use crate::reading::atom::Kind;
use crate::reading::generate::cells;
use crate::reading::proposal::{Cell, Head, Proposal, Record};
use crate::reading::words;
use crate::text::{era, fold};
use kpi_readers::sheet::{Row, Sheet};

/// Rows below the years: the results, and the targets of the years.
const MOST_ROWS: usize = 3;

/// Every such block.
pub fn propose(sheet: &Sheet, is_free: impl Fn(usize) -> bool) -> Vec<Proposal> {
    let starts = (0..sheet.rows.len()).filter(|&row| is_free(row));
    starts.filter_map(|row| block(sheet, row)).collect()
}

/// The block whose header stands in a row.
fn block(sheet: &Sheet, top: usize) -> Option<Proposal> {
    let header = sheet.rows.get(top).filter(|row| row.tabular)?;
    let roles = roles(header);
    let has = |role: Role| roles.iter().flatten().any(|other| *other == role);
    let years = sheet.rows.get(top + 1)?;
    let first = roles.iter().position(Option::is_some)?;
    let is_dated = |column: usize| era::only(years.text(column)).is_some();
    if !has(Role::Actual) || !(first..roles.len()).any(is_dated) {
        return None;
    }
    let name = name(header, top, first)?;
    let results = sheet.rows.get(top + 2).filter(|row| is_results(row, first))?;
    let mut rows = BTreeSet::from([top, top + 1, top + 2]);
    let mut heads: Vec<Head> = Vec::new();
    let mut figures: Vec<Option<Cell>> = Vec::new();
    let mut push = |role: Role, column: usize, cell: Option<Cell>| {
        let year = era::only(years.text(column));
        heads.push(Head {
            text: fold::join(years.text(column)),
            period: year.as_ref().map(|year| year.period),
            year_assumed: year.is_some_and(|year| year.assumed),
            ..Head::meaning(role, 90)
        });
        figures.push(cell);
    };
    for (column, role) in roles.iter().enumerate() {
        if let Some(role) = role {
            let role = if *role == Role::Target {
                Role::FinalTarget
            } else {
                *role
            };
            push(role, column, cells::cell(results, top + 2, column));
        }
    }
    for index in top + 3..top + 2 + MOST_ROWS {
        let Some(row) = sheet.rows.get(index).filter(|row| is_of_years(row)) else {
            break;
        };
        rows.insert(index);
        let of_years = roles
            .iter()
            .enumerate()
            .filter(|(_, role)| **role == Some(Role::Actual));
        for (column, _) in of_years.filter(|(column, _)| is_dated(*column)) {
            push(Role::Target, column, cells::cell(row, index, column));
        }
    }
    // Without targets of the years it is a table like others.
    (rows.len() > 3).then(|| Proposal {
        generator: "grid",
        heads,
        records: vec![Record {
            section: Vec::new(),
            name: vec![name],
            cells: figures,
        }],
        rows,
        unit: None,
        drawn: None,
        penalty: 0,
    })
}

/// What the cells of the header call the columns; a merged one calls all that it covers.
fn roles(header: &Row) -> Vec<Option<Role>> {
    let cells = header.cells.iter().map(|cell| {
        let said = words::said(&cell.text).into_iter().next()?;
        let is_figure = matches!(
            said.role,
            Role::Baseline | Role::Actual | Role::Target | Role::FinalTarget
        );
        (is_figure && said.percent >= 60).then_some(said.role)
    });
    cells.collect()
}

/// The last words before the header's columns: 1 就職件数(件).
fn name(header: &Row, row: usize, first: usize) -> Option<Cell> {
    let column = (0..first).rev().find(|&column| !header.text(column).is_empty())?;
    let cell = cells::cell(header, row, column)?;
    (cell.kind == Kind::Words).then_some(cell)
}

fn is_results(row: &Row, first: usize) -> bool {
    let is_figure = |column: usize| matches!(cells::typed(row, column), Kind::Number | Kind::Absent);
    row.tabular
        && (first..row.cells.len())
            .filter(|&column| is_figure(column))
            .count()
            >= 2
}

/// 年度ごとの目標値 in front of its figures.
fn is_of_years(row: &Row) -> bool {
    let mut words = row.cells.iter().map(|cell| fold::squeeze(&cell.text));
    row.tabular && words.any(|word| word.contains("年度ごとの目標") || word.contains("年度毎の目標"))
}
