//! Footnotes: 「※1 人口動態統計による」 goes to the indicators that carry ※1 at their name, at a value, or in the header
//! of their table.
//!
//! A mark that returns further down (※1 of the next page) belongs to what stands between the two notes. A note whose
//! mark nobody carries stays where the table put it.

use crate::domain::base::place::Place;
use crate::domain::kpi::{Indicator, Recognised, Text, TextRole};
use crate::domain::layout::{Page, rows};
use crate::domain::sheet::Row;
use crate::domain::text::footnote;

/// A footnote's text.
struct Note {
    mark: String,
    text: String,
    at: Place,
}

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
    let notes = notes(page);
    let mut handed: Vec<(&Note, Vec<usize>)> = Vec::new();
    for (index, note) in notes.iter().enumerate() {
        let same = |other: &&Note| other.mark == note.mark && other.at.line < note.at.line;
        let above = notes.get(..index).unwrap_or(&[]).iter().rev().find(same);
        let above = above.and_then(|above| above.at.line);
        let within = |indicator: &Indicator| indicator.at.line > above && indicator.at.line <= note.at.line;
        let carries = |at: usize| carried.get(at).is_some_and(|marks| marks.contains(&note.mark));
        let bearers = indicators.iter().enumerate();
        let bearers = bearers.filter(|(at, indicator)| within(indicator) && carries(*at));
        let bearers: Vec<usize> = bearers.map(|(at, _)| at).collect();
        if !bearers.is_empty() {
            handed.push((note, bearers));
        }
    }
    // The table gave such a line to all its indicators.
    let places: Vec<&Place> = handed.iter().map(|(note, _)| &note.at).collect();
    let is_of_all =
        |text: &Text| text.role == TextRole::Note && text.at.as_ref().is_some_and(|at| places.contains(&at));
    for indicator in indicators.iter_mut() {
        indicator.texts.retain(|text| !is_of_all(text));
    }
    for (note, bearers) in &handed {
        for &at in bearers {
            if let Some(indicator) = indicators.get_mut(at) {
                indicator.texts.push(Text {
                    role: TextRole::Note,
                    text: note.text.clone(),
                    at: Some(note.at.clone()),
                });
            }
        }
    }
}

/// The marks that an indicator carries; its name is left without them.
fn marks(indicator: &mut Indicator) -> Vec<String> {
    let (name, mut marks) = footnote::split(&indicator.name);
    if !marks.is_empty() {
        indicator.unit = indicator.unit.take().or_else(|| rows::unit_of_name(&name));
        indicator.name = name;
    }
    let points = indicator.baseline.iter().chain(&indicator.final_target);
    let points = points.chain(
        indicator
            .observations
            .iter()
            .flat_map(|observation| observation.target.iter().chain(&observation.actual)),
    );
    let notes = points.filter_map(|point| point.note.as_deref());
    marks.extend(notes.flat_map(footnote::of_note));
    marks
}

/// The notes of a page, from top to bottom; one cell may hold several lines of them.
fn notes(page: &Page<'_>) -> Vec<Note> {
    let mut notes: Vec<Note> = Vec::new();
    for (index, row) in page.sheet.rows.iter().enumerate() {
        if let Some((mark, text, column)) = of_two_cells(row) {
            notes.push(Note {
                mark,
                text: crate::domain::text::fold::fold(text),
                at: page.sheet.place(index, column),
            });
        } else if let Some(text) = row.sole_text() {
            let column = row.cells.iter().position(|cell| !cell.is_blank()).unwrap_or(0);
            let lines = text.lines().filter_map(footnote::of_line);
            notes.extend(
                lines
                    .filter(|(_, text)| !text.is_empty())
                    .map(|(mark, text)| Note {
                        mark,
                        text,
                        at: page.sheet.place(index, column),
                    }),
            );
        }
    }
    notes
}
