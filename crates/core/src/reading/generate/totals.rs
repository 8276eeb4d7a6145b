//! Totals that stand merged over several rows, in a column of their own beside the figures of those rows.

use crate::reading::generate::cells::cell;
use crate::reading::generate::frame::Table;
use crate::reading::proposal::Cell;
use kpi_readers::sheet::{Row, Sheet};

/// Columns, by their place among those of values, that stand under the header cell of the one before and whose cells are
/// merged over several rows, or with the cell before: totals of those rows.
pub(super) fn totals(sheet: &Sheet, table: &Table, values: &[usize]) -> Vec<usize> {
    let is_covered = |row: usize, column: usize| {
        let row = sheet.rows.get(row);
        row.and_then(|row| row.cells.get(column))
            .is_some_and(|cell| cell.covered)
    };
    let is_below_one = |column: usize| {
        let repeats = |row: usize| {
            let row = sheet.rows.get(row);
            row.is_some_and(|row| column > 0 && row.text(column) == row.text(column - 1))
        };
        !table.header.is_empty()
            && table.header.clone().all(repeats)
            && table.header.clone().all(|row| is_covered(row, column))
    };
    let is_total = |column: usize| {
        let mut rows = table.body.iter().filter(|&&row| {
            sheet
                .rows
                .get(row)
                .is_some_and(|row| row.sole_text().is_none() && !row.text(column).is_empty())
        });
        let spans = rows.clone().any(|&row| !is_covered(row, column));
        spans && rows.all(|&row| is_covered(row, column) || is_covered(row + 1, column))
    };
    let places = values.iter().enumerate();
    places
        .filter(|(_, column)| is_below_one(**column) && is_total(**column))
        .map(|(place, _)| place)
        .collect()
}

/// The items without those at these places.
pub(super) fn without<T: Clone>(items: &[T], places: &[usize]) -> Vec<T> {
    let kept = items
        .iter()
        .enumerate()
        .filter(|(place, _)| !places.contains(place));
    kept.map(|(_, item)| item.clone()).collect()
}

/// Takes the totals out of the cells of a row, each into the place of the column that it stands beside.
pub(super) fn take_totals(
    row: &Row,
    index: usize,
    values: &[usize],
    totals: &[usize],
    cells: &mut [Option<Cell>],
) -> Vec<Option<Cell>> {
    let mut out = vec![None; cells.len()];
    for &place in totals {
        if let Some(slot) = cells.get_mut(place) {
            *slot = None;
        }
        let own = values
            .get(place)
            .filter(|&&column| row.cells.get(column).is_some_and(|cell| !cell.covered));
        let beside = place.checked_sub(1).and_then(|place| out.get_mut(place));
        if let (Some(&column), Some(slot)) = (own, beside) {
            *slot = cell(row, index, column);
        }
    }
    out
}
