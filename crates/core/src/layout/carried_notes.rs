//! Footnotes go to the indicators that carry their marks: ※1 at the name, at a value, or in the header of the table.
//!
//! A mark that returns further down (※1 of the next page) belongs to what stands between the two notes. A note whose
//! mark nobody carries stays where the table put it.

use std::collections::BTreeSet;

use crate::kpi::{Indicator, Recognised, Text, TextRole};
use crate::layout::notes::Note;
use crate::layout::page::Page;
use crate::layout::rows;
use crate::text::footnote;
use kpi_readers::base::place::Place;

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
