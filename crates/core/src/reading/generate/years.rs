//! Tables of one indicator whose rows are years: 年度 | 当初見込み | 成果実績, named by the line above.
//!
//! A record is the title; a column is a column of the source in a year.

use std::collections::BTreeSet;

use crate::layout::role::Role;
use crate::reading::generate::cells;
use crate::reading::generate::crossing::Crossing;
use crate::reading::generate::frame::Table;
use crate::reading::generate::heads::{self, Look};
use crate::reading::generate::{names_indicator, title};
use crate::reading::proposal::{Cell, Head, Proposal};
use crate::reading::words::{self, Said};
use crate::text::era;
use kpi_readers::sheet::Sheet;

/// Columns that may stand before that of the years: 3期 over several.
const MOST_OUTER: usize = 3;
/// Rows of years, at least; a share of them may be totals or averages.
const LEAST_YEARS: usize = 2;
const SHARE: (usize, usize) = (6, 10);

/// The table, if one of its first columns holds years and its header says what is aimed at and what was reached.
pub fn propose(sheet: &Sheet, table: &Table) -> Option<Proposal> {
    let dates = (0..MOST_OUTER).find(|&column| is_dated(sheet, table, column))?;
    let mut heads = heads::heads(sheet, table);
    let mut values: Vec<usize> = (dates + 1..table.width)
        .filter(|&column| heads.get(column).is_some_and(says_value))
        .collect();
    let says = |heads: &[Head], values: &[usize], wanted: Role| {
        let mut own = values
            .iter()
            .filter_map(|&column| heads.get(column)?.said.first());
        own.any(|said| said.role == wanted)
    };
    if !says(&heads, &values, Role::Target) {
        return None;
    }
    let mut rows: BTreeSet<usize> = table.header.clone().collect();
    let (name, unit, target) = if says(&heads, &values, Role::Actual) {
        let title = title::above(sheet, table.header.start)?;
        rows.insert(title.row);
        (
            title.name,
            title.unit,
            title.target.map(|target| (title.row, target)),
        )
    } else {
        // 目標値 | 入場者数: what was reached is called by its name.
        let column = (dates + 1..table.width).find(|&column| is_named(sheet, table, &heads, column))?;
        values.push(column);
        values.sort_unstable();
        if let Some(head) = heads.get_mut(column) {
            head.said = vec![Said {
                role: Role::Actual,
                percent: 80,
            }];
        }
        // A counted line right above names what is reached by another word: (1)移行者数 | 退所者数.
        let counted = title::above(sheet, table.header.start).filter(|title| title.is_counted);
        rows.extend(counted.iter().map(|title| title.row));
        let name = counted
            .map(|title| title.name)
            .or_else(|| name_of(sheet, table, column));
        (name?, None, None)
    };
    let mut crossing: Crossing<(), (usize, usize)> = Crossing::new();
    let record = crossing.record((), || vec![name]);
    for &index in &table.body {
        let Some(row) = sheet.rows.get(index) else {
            continue;
        };
        let Some(year) = era::only(row.text(dates)) else {
            continue;
        };
        rows.insert(index);
        for &column in &values {
            let at = crossing.column((index, column), || Head {
                period: Some(year.period),
                year_assumed: year.assumed,
                ..heads.get(column).cloned().unwrap_or_default()
            });
            if let Some(figure) = cells::cell(row, index, column) {
                crossing.lay(record, at, Some(figure));
            }
        }
    }
    if let Some((row, (head, cell))) = target {
        let at = crossing.column((row, 0), || head);
        crossing.lay(record, at, Some(cell));
    }
    let (heads, records) = crossing.finish();
    Some(Proposal {
        generator: "grid",
        heads,
        records,
        rows,
        unit,
        drawn: None,
        penalty: 0,
    })
}

fn is_dated(sheet: &Sheet, table: &Table, column: usize) -> bool {
    let rows = table.body.iter().filter_map(|&row| sheet.rows.get(row));
    let cells: Vec<&str> = rows
        .map(|row| row.text(column))
        .filter(|text| !text.is_empty())
        .collect();
    let n = cells.iter().filter(|text| era::only(text).is_some()).count();
    n >= LEAST_YEARS && n * SHARE.1 >= cells.len() * SHARE.0
}

fn says_value(head: &Head) -> bool {
    let said = head.said.first();
    said.is_some_and(|said| said.role.is_value() && said.percent >= 60) && !words::is_foreign(&head.text)
}

/// A column of figures under the name of an indicator.
fn is_named(sheet: &Sheet, table: &Table, heads: &[Head], column: usize) -> bool {
    let is_open = heads.get(column).is_some_and(|head| {
        // 入所者数(末日現在): the time in brackets is not what the column is called.
        let bare = head.text.split('(').next().unwrap_or("");
        let is_called = head.said.first().is_some_and(|said| said.percent >= 60);
        !is_called && names_indicator(bare) && !words::is_foreign(&head.text)
    });
    is_open && heads::look(sheet, table, column) == Look::Figures
}

/// The lowest header cell of a column.
pub(super) fn name_of(sheet: &Sheet, table: &Table, column: usize) -> Option<Cell> {
    let mut header = table.header.clone().rev();
    header.find_map(|row| cells::cell(sheet.rows.get(row)?, row, column))
}
