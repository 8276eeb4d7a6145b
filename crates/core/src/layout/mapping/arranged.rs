//! The cells of a drawn table in the order of its records: turned, parted, and folded, as a person says that they stand.

use std::borrow::Cow;

use crate::kpi::{Arrangement, Column};
use crate::layout::columns::Spec;
use crate::layout::folds::{Fold, Folded, Lines};
use crate::layout::heading::Outline;
use crate::layout::mapping::{ColumnMapping, Mapping, RowKind, TableMapping, one_based, zero_based};
use crate::layout::page::Page;
use crate::layout::role::Role;
use crate::layout::side_by_side::Part;
use crate::layout::view::{At, View};
use crate::layout::{rows, table};
use kpi_readers::sheet::{Cell, Row, Sheet};

/// Rows and columns in each other's place. Both keep their numbers, so that what is said of the table holds for the
/// view; what the table does not name is blank.
pub fn turned(drawn: &TableMapping, page: &Page<'_>) -> View {
    let named: Vec<usize> = drawn
        .columns
        .iter()
        .map(ColumnMapping::index)
        .filter(|row| *row < page.sheet.rows.len())
        .collect();
    let top = named.iter().copied().min().unwrap_or(0);
    let width = named.iter().copied().max().map_or(0, |last| last + 1);
    let cells_of = |row: usize| page.sheet.rows.get(row).map_or(0, |row| row.cells.len());
    let height = named.iter().map(|row| cells_of(*row)).max().unwrap_or(0);
    let range = drawn.range();
    let mut view = View::default();
    for column in 0..range.end.min(height) {
        let cell = |row: usize| -> (Cell, At) {
            let is_own = range.contains(&column) && named.contains(&row);
            let cells = page.sheet.rows.get(row).filter(|_| is_own);
            let cell = cells.and_then(|row| row.cells.get(column));
            (cell.cloned().unwrap_or_default(), (row, column))
        };
        view.push(top, true, (0..width).map(cell).collect());
    }
    view
}

/// The sheet as the table's rows and columns are meant on it.
pub fn upright<'a>(drawn: &TableMapping, sheet: &'a Sheet) -> Cow<'a, Sheet> {
    if !drawn.turned {
        return Cow::Borrowed(sheet);
    }
    let settled = Mapping::default();
    let page = Page::new(sheet, &settled, Outline::default());
    Cow::Owned(turned(drawn, &page).sheet().clone())
}

/// The rows of the table, as they are meant, that a column stands in by this row of each record: those below the header
/// that hold a record.
pub fn rows_of_line<'a>(
    drawn: &'a TableMapping,
    upright: &'a Sheet,
    line: usize,
) -> impl Iterator<Item = (usize, &'a Row)> {
    let rows = drawn.range().filter_map(|index| {
        let row = upright.rows.get(index).filter(|row| !row.is_blank())?;
        let kind = drawn
            .row(one_based(index))
            .filter(|kind| *kind == RowKind::Record)?;
        (!is_line(row, kind)).then_some((index, row))
    });
    rows.skip(line).step_by(drawn.n_lines())
}

/// The tables side by side; none where it is a single one.
pub fn parts(drawn: &TableMapping, specs: &[Spec]) -> Vec<Part> {
    let starts: Vec<usize> = drawn.parts.iter().map(|part| zero_based(*part)).collect();
    let Some(&first) = starts.first().filter(|_| starts.len() > 1) else {
        return Vec::new();
    };
    let width = specs.len() / drawn.n_lines();
    let ends = starts.iter().skip(1).copied().chain([width]);
    let parts = starts.iter().zip(ends).map(|(&start, end)| Part {
        shared: 0..first,
        own: start..end,
    });
    parts.collect()
}

/// The columns of one of the tables side by side; those of the others mean nothing to it.
pub fn specs_of(part: &Part, specs: &[Spec], n_lines: usize) -> Vec<Spec> {
    let width = (specs.len() / n_lines.max(1)).max(1);
    let own = specs.iter().map(|spec| {
        if part.holds(spec.column % width) {
            spec.clone()
        } else {
            Spec::of(spec.column, Role::Ignore)
        }
    });
    own.collect()
}

/// The rows of each record folded into one, and the rows that belong to none; no folding where each record is a row.
pub fn folded(
    drawn: &TableMapping,
    specs: &[Spec],
    name_column: usize,
    page: &Page<'_>,
) -> (Vec<usize>, Option<Folded>) {
    let labels: Vec<usize> = specs
        .iter()
        .filter(|spec| spec.role == Role::Kind)
        .map(|spec| spec.column)
        .collect();
    if drawn.n_lines() > 1 {
        by_order(drawn, specs, name_column, page)
    } else if labels.is_empty() {
        (Vec::new(), None)
    } else {
        by_labels(drawn, specs, name_column, &labels, page)
    }
}

/// The rows of a table that hold something to be read.
fn rows_of<'a>(
    drawn: &'a TableMapping,
    page: &'a Page<'_>,
) -> impl Iterator<Item = (usize, &'a Row, RowKind)> {
    drawn.range().filter_map(|index| {
        let row = page.sheet.rows.get(index)?;
        let kind = drawn.row(one_based(index))?;
        matches!(kind, RowKind::Record | RowKind::Section).then_some((index, row, kind))
    })
}

/// A row that is no record, whatever a record takes: a heading, a note, a remark.
fn is_line(row: &Row, kind: RowKind) -> bool {
    // A value alone is the only one of its row, not the number of a page.
    let is_words = row.sole_text().is_none_or(|text| !rows::is_value_like(text));
    let is_text = row.sole_text().is_some() || table::is_beside(row) || table::remark_role(row).is_some();
    kind == RowKind::Section || is_words && is_text
}

fn by_labels(
    drawn: &TableMapping,
    specs: &[Spec],
    name_column: usize,
    labels: &[usize],
    page: &Page<'_>,
) -> (Vec<usize>, Option<Folded>) {
    let mut fold = Fold::new(specs, name_column, labels);
    let mut left_over = Vec::new();
    for (index, row, kind) in rows_of(drawn, page).filter(|(_, row, _)| !row.is_blank()) {
        if is_line(row, kind) {
            fold.line(index);
        } else if !fold.row(index, row) {
            left_over.push(index);
        }
    }
    (left_over, Some(fold.finish(page, drawn.range().end)))
}

/// Every record takes so many rows. A row with a name of its own begins one, so that a record that is short of a row
/// does not shift all others; nor does a blank row, which holds its place in the record.
fn by_order(
    drawn: &TableMapping,
    specs: &[Spec],
    name_column: usize,
    page: &Page<'_>,
) -> (Vec<usize>, Option<Folded>) {
    let n_lines = drawn.n_lines();
    let width = (specs.len() / n_lines).max(1);
    let names_again = specs
        .iter()
        .any(|spec| spec.column >= width && spec.column % width == name_column && spec.role != Role::Ignore);
    let has_name = |row: &Row| {
        let cell = row.cells.get(name_column);
        cell.is_some_and(|cell| !cell.is_blank() && !cell.covered)
    };
    let lines = Lines::new(specs, width);
    let mut view = View::default();
    let mut members: Vec<Vec<usize>> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let close = |open: &mut Vec<usize>, view: &mut View, members: &mut Vec<Vec<usize>>| {
        if let Some(&first) = open.first() {
            view.push(first, true, lines.join(open, page));
            members.push(std::mem::take(open));
        }
    };
    for (index, row, kind) in rows_of(drawn, page) {
        let begins = open.len() == n_lines || name_column < width && !names_again && has_name(row);
        if begins || kind == RowKind::Section {
            close(&mut open, &mut view, &mut members);
        }
        if open.is_empty() && row.is_blank() {
            continue;
        }
        if kind == RowKind::Section || open.is_empty() && is_line(row, kind) && !has_name(row) {
            view.push_row(page, index);
            members.push(vec![index]);
        } else {
            open.push(index);
        }
    }
    close(&mut open, &mut view, &mut members);
    let folded = Folded {
        specs: lines.specs(),
        view,
        members,
        headers: Vec::new(),
        lines: Some(n_lines),
        of_lines: Vec::new(),
        end: drawn.range().end,
        year_assumed: None,
    };
    (Vec::new(), Some(folded))
}

/// The columns as they are shown: only those that a turned table names, as it names its place on the sheet by them.
pub fn shown(drawn: &TableMapping, specs: &[Spec]) -> Vec<Column> {
    let width = (specs.len() / drawn.n_lines()).max(1);
    let shown = specs.iter().map(|spec| {
        let mut column = spec.shown();
        (column.line, column.column) = (spec.column / width, spec.column % width);
        column
    });
    let is_named =
        |column: &Column| drawn.column_at(one_based(column.column), column.line).is_some() || !drawn.turned;
    shown.filter(is_named).collect()
}

/// How the records stand.
pub fn arrangement(drawn: &TableMapping) -> Arrangement {
    Arrangement {
        turned: drawn.turned,
        parts: drawn.parts.iter().map(|part| zero_based(*part)).collect(),
        lines: Some(drawn.n_lines()).filter(|lines| *lines > 1),
    }
}
