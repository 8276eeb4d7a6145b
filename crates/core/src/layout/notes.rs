//! Footnotes: 「※1 人口動態統計による」 goes to the indicators that carry ※1 at their name, at a value, or in the header
//! of their table.
//!
//! A mark that returns further down (※1 of the next page) belongs to what stands between the two notes. A note whose
//! mark nobody carries stays where the table put it.

use std::collections::{BTreeMap, BTreeSet};

use crate::kpi::{Indicator, Recognised, Text, TextRole};
use crate::layout::{Page, rows};
use crate::text::{fold, footnote};
use kpi_readers::base::place::Place;
use kpi_readers::sheet::{Row, Sheet};

/// A footnote's text.
#[derive(Clone, Debug)]
pub struct Note {
    text: String,
    at: Place,
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

/// Takes the marks out of the names, and hands the notes of a page to those that carry their marks. `first`: the first
/// indicator of the page.
pub fn hand_out(page: &Page<'_>, first: usize, found: &mut Recognised) {
    let headers: Vec<Vec<String>> = found
        .tables
        .iter()
        .map(|table| {
            let headers = table.columns.iter();
            headers
                .flat_map(|column| footnote::split(&column.header).1)
                .collect()
        })
        .collect();
    let indicators = found.indicators.get_mut(first..).unwrap_or(&mut []);
    let carried: Vec<Vec<String>> = indicators
        .iter_mut()
        .map(|indicator| {
            let mut marks = marks(indicator);
            marks.extend(headers.get(indicator.table).cloned().unwrap_or_default());
            marks
        })
        .collect();
    if carried.iter().all(Vec::is_empty) {
        return;
    }
    let notes = page.notes();
    let next = |mark: &String, indicator: &Indicator| -> Option<&Note> {
        let notes = notes.get(mark)?;
        notes.get(notes.partition_point(|note| note.at.line < indicator.at.line))
    };
    let mut handed: Vec<Vec<&Note>> = Vec::new();
    for (indicator, marks) in indicators.iter().zip(&carried) {
        handed.push(marks.iter().filter_map(|mark| next(mark, indicator)).collect());
    }
    // The table gave such a line to all its indicators.
    let key = |place: &Place| (place.line, place.column);
    let places: BTreeSet<_> = handed.iter().flatten().map(|note| key(&note.at)).collect();
    let is_of_all = |text: &Text| {
        text.role == TextRole::Note && text.at.as_ref().is_some_and(|at| places.contains(&key(at)))
    };
    found.texts_left_out.retain(|at| !places.contains(&key(at)));
    for (indicator, notes) in indicators.iter_mut().zip(&handed) {
        indicator.texts.retain(|text| !is_of_all(text));
        indicator.texts.extend(notes.iter().map(|note| Text {
            role: TextRole::Note,
            text: note.text.clone(),
            at: Some(note.at.clone()),
        }));
    }
}

/// The marks that an indicator carries; its name is left without them.
fn marks(indicator: &mut Indicator) -> Vec<String> {
    let (name, mut marks) = footnote::split(&indicator.name);
    if !marks.is_empty() {
        indicator.unit = indicator.unit.take().or_else(|| rows::unit_of_name(&name));
        indicator.name = name;
    }
    let notes = indicator.points().filter_map(|point| point.note.as_deref());
    marks.extend(notes.flat_map(footnote::of_note));
    marks
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
