//! Footnotes of a sheet by their marks: 「※1 人口動態統計による」.

use std::collections::BTreeMap;

use crate::layout::rows;
use crate::text::{fold, footnote};
use kpi_readers::base::place::Place;
use kpi_readers::sheet::{Row, Sheet};

/// A footnote's text.
#[derive(Clone, Debug)]
pub struct Note {
    pub(super) text: String,
    pub(super) at: Place,
}

/// The footnotes of a page by their marks, from top to bottom.
pub type Notes = BTreeMap<String, Vec<Note>>;

/// The row is a mark in a cell of its own, with its text in the next one.
pub fn is_row(row: &Row) -> bool {
    of_two_cells(row).is_some()
}

/// The mark, the text, and its column.
fn of_two_cells(row: &Row) -> Option<(String, &str, usize)> {
    let mut filled = row
        .cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| !cell.is_blank() && !cell.covered);
    let ((_, mark), (column, text)) = (filled.next()?, filled.next()?);
    let (mark, rest) = footnote::of_line(&mark.text)?;
    let is_note = rest.is_empty() && filled.next().is_none() && !rows::is_value_like(&text.text);
    is_note.then(|| (mark, text.text.trim(), column))
}

/// The notes of a sheet; one cell may hold several lines of them.
pub fn all(sheet: &Sheet) -> Notes {
    let mut notes = Notes::new();
    for (index, row) in sheet.rows.iter().enumerate() {
        let mut note = |mark: String, text, column| {
            let at = sheet.place(index, column);
            notes.entry(mark).or_default().push(Note { text, at });
        };
        if let Some((mark, text, column)) = of_two_cells(row) {
            note(mark, fold::fold(text), column);
        } else if let Some(text) = row.sole_text() {
            let column = row.cells.iter().position(|cell| !cell.is_blank()).unwrap_or(0);
            let lines = text.lines().filter_map(footnote::of_line);
            for (mark, text) in lines.filter(|(_, text)| !text.is_empty()) {
                note(mark, text, column);
            }
        }
    }
    notes
}
