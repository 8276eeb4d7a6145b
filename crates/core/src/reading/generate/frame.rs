//! Where a drawn table stands: the rows of its header, and those below it.

use std::ops::Range;

use crate::reading::atom::Kind;
use crate::reading::generate::cells::{cell, cell_kind, typed};
use crate::reading::generate::{phrase, title};
use crate::reading::words;
use kpi_readers::sheet::Sheet;

/// The most rows of a header, and columns of a table.
const MOST_HEADERS: usize = 4;
const MOST_COLUMNS: usize = 120;

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
pub(super) fn stretches(sheet: &Sheet, is_free: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
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

/// The rows of a stretch, parted where a header begins anew.
pub(super) fn tables(sheet: &Sheet, stretch: Range<usize>) -> Vec<Table> {
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
            && !(end > index && value_words(sheet, end - 1) >= 2 && holds_phrases(sheet, end))
            && (is_header(end)
                || is_words(end)
                || end > index
                    && holds_no_figures(sheet, end)
                    && is_header(end + 1)
                    && !starts_body(sheet, end))
        {
            end += 1;
        }
        // 成果指標1 | … | 単位:%, or 1.現在高 | (単位:百万円): the name of the table, not its header.
        let named = (index..end).rfind(|&at| sheet.rows.get(at).is_some_and(title::names_table));
        index = named.map_or(index, |at| at + 1).min(end.saturating_sub(1));
        let mut body = Vec::new();
        let mut next = end;
        let begins_anew = |at: usize| {
            is_header(at) && (value_words(sheet, at) >= 2 || repeats_years(sheet, index..end, at))
                || sheet.rows.get(at).is_some_and(title::names_table) && is_header(at + 1)
        };
        while next < stretch.end && (body.is_empty() || !begins_anew(next)) {
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

/// 区分 | 平成25年度 | 平成26年度 again: the years of the header, in the same places.
fn repeats_years(sheet: &Sheet, header: Range<usize>, at: usize) -> bool {
    let Some(row) = sheet.rows.get(at) else {
        return false;
    };
    let cells = (0..row.cells.len()).filter(|&column| !row.text(column).is_empty());
    let mut n_years = 0;
    let stands_above = |column: usize| {
        header.clone().any(|above| {
            sheet
                .rows
                .get(above)
                .is_some_and(|above| above.text(column) == row.text(column))
        })
    };
    cells.into_iter().all(|column| {
        n_years += usize::from(typed(row, column) == Kind::Period);
        stands_above(column)
    }) && n_years >= 2
}

/// 使用量 179 kL(…) | 使用量 175 kL: figures in phrases, below the words for them.
fn holds_phrases(sheet: &Sheet, at: usize) -> bool {
    let Some(row) = sheet.rows.get(at) else {
        return false;
    };
    let cells = (0..row.cells.len()).filter_map(|column| cell(row, at, column));
    cells.filter(|cell| phrase::figure(cell).is_some()).count() >= 2
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
