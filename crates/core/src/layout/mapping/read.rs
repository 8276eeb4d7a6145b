//! Tables that a person drew on the grid: read before all layouts, with exactly what was settled.
//!
//! Nothing is guessed here: every row between first and last that is neither header, section, ignored nor blank is a
//! record if it has a name, and a text of the records above if it says so (※, 理由).

use std::ops::Range;

use crate::kpi::{Extent, Recognised, Table};
use crate::layout::columns::{self, Spec};
use crate::layout::mapping::{LAYOUT_ID, RowKind, TableMapping, arranged, cells, one_based};
use crate::layout::page::{Layout, Page, is_full};
use crate::layout::role::Role;
use crate::layout::rows::{Fit, Reader};
use crate::layout::slots::Plan;
use crate::layout::table::{self, Walk};
use crate::layout::{side_by_side, slots};
use crate::text::{heading, value};
use kpi_readers::base::remark::{Code, Remark};
use kpi_readers::sheet::{Row, Sheet};

/// Tables as a person drew them.
pub const LAYOUT: Layout = Layout { id: LAYOUT_ID, run };

fn run(page: &mut Page<'_>, found: &mut Recognised) {
    let settled = page.settled;
    for told in settled.told_on(page.sheet) {
        if !is_full(found) {
            cells::read(told, page, found);
        }
    }
    for drawn in settled.drawn_on(page.sheet) {
        if !is_full(found) {
            read(drawn, page, found);
        }
    }
}

/// The columns of a drawn table: what its header says, with what was settled laid over it. Those of the first row of
/// each record come first; those of its other rows are counted on, a width each.
pub fn specs(drawn: &TableMapping, sheet: &Sheet) -> Vec<Spec> {
    let range = drawn.range();
    let rows = sheet
        .rows
        .get(range.start..range.end.min(sheet.rows.len()))
        .unwrap_or(&[]);
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut header = columns::specs(sheet.rows.get(drawn.header()).unwrap_or(&[]));
    header.truncate(width);
    let known = header.len();
    header.extend((known..width).map(|column| Spec::of(column, Role::Ignore)));
    let mut specs = Vec::with_capacity(width * drawn.n_lines());
    for line in 0..drawn.n_lines() {
        for mut spec in header.iter().cloned() {
            if line > 0 {
                spec.lower = None;
            }
            if let Some(column) = drawn.column_at(one_based(spec.column), line) {
                column.settle(&mut spec);
            } else {
                (spec.role, spec.lower) = (Role::Ignore, None);
            }
            spec.column += line * width;
            specs.push(spec);
        }
    }
    specs
}

fn read(drawn: &TableMapping, page: &mut Page<'_>, found: &mut Recognised) {
    let rows = drawn.rows_of_sheet().start..drawn.rows_of_sheet().end.min(page.sheet.rows.len());
    if rows.is_empty() {
        return;
    }
    if drawn.turned {
        let view = arranged::turned(drawn, page);
        view.read(page, found, |page, found| read_upright(drawn, page, found));
    } else {
        read_upright(drawn, page, found);
    }
    page.claim(rows);
}

/// Reads a table whose records stand below each other.
fn read_upright(drawn: &TableMapping, page: &Page<'_>, found: &mut Recognised) {
    let sheet = page.sheet;
    let range = drawn.range().start..drawn.range().end.min(sheet.rows.len());
    if range.is_empty() {
        return;
    }
    let specs = specs(drawn, sheet);
    let parts = arranged::parts(drawn, &specs);
    let ignored = if parts.is_empty() {
        read_records(drawn, &specs, page, found)
    } else {
        let above = side_by_side::headings_above(page, range.start, &parts);
        let mut ignored = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            let specs = arranged::specs_of(part, &specs, drawn.n_lines());
            let view = side_by_side::view(page, 0..range.end, part);
            let above = above.get(index).map(String::as_str);
            ignored.extend(view.read(page, found, |view, found| {
                view.outline = view.outline.with_headings_of(view.sheet, range.start, above);
                read_records(drawn, &specs, view, found)
            }));
        }
        ignored
    };
    let first_column = if drawn.turned {
        drawn.rows_of_sheet().start
    } else {
        0
    };
    let rows = |kind: RowKind| {
        let of_kind = |row: &usize| drawn.row(one_based(*row)) == Some(kind);
        range.clone().filter(of_kind).collect::<Vec<_>>()
    };
    let mut without_record = rows(RowKind::Ignored);
    without_record.extend(ignored);
    without_record.sort_unstable();
    without_record.dedup();
    found.tables.push(Table {
        id: drawn.table.clone(),
        title: table::title(page, range.start).filter(|title| !table::is_document_title(title, found)),
        layout: LAYOUT.id,
        columns: arranged::shown(drawn, &specs),
        extent: Some(Extent {
            first: range.start,
            last: range.end - 1,
            header: rows(RowKind::Header),
            sections: rows(RowKind::Section),
            ignored: without_record,
        }),
        arrangement: arranged::arrangement(drawn),
        at: sheet.place(range.start, first_column),
    });
}

/// Reads the records under a header; returns the rows that nothing was read from.
fn read_records(drawn: &TableMapping, specs: &[Spec], page: &Page<'_>, found: &mut Recognised) -> Vec<usize> {
    let sheet = page.sheet;
    let range = drawn.range().start..drawn.range().end.min(sheet.rows.len());
    let Some(name) = specs.iter().find(|spec| spec.role == Role::Name) else {
        let remark = Remark::new(Code::NameColumnMissing, Some(sheet.place(range.start, 0)));
        found.remarks.push(remark);
        return Vec::new();
    };
    let kind = |row: usize| drawn.row(one_based(row));
    let (mut left_over, folded) = arranged::folded(drawn, specs, name.column, page);
    let Some(folded) = folded else {
        let plan = slots::plan(specs, found.heading.fiscal_year);
        let reader = reader(sheet, (specs, &plan), name.column, found);
        return by_rows(&reader, range, &kind, page, found);
    };
    if let Some(((row, column), text)) = &folded.year_assumed {
        let remark = Remark::new(Code::YearAssumed, Some(sheet.place(*row, *column)));
        found.remarks.push(remark.with([text.clone()]));
    }
    let rows = |row: usize| folded.members.get(row).map_or(&[][..], Vec::as_slice);
    let kind = |row: usize| rows(row).first().and_then(|row| kind(*row));
    let unread = folded.view.read(page, found, |page, found| {
        let plan = slots::plan(&folded.specs, found.heading.fiscal_year);
        let reader = reader(page.sheet, (&folded.specs, &plan), name.column, found);
        by_rows(&reader, 0..page.sheet.rows.len(), &kind, page, found)
    });
    let numbered = |row: &usize| {
        let cells = sheet.rows.get(*row).into_iter().flat_map(|row| &row.cells);
        cells
            .into_iter()
            .any(|cell| value::begins_with_number(cell.text.trim()))
    };
    remark_unread(left_over.iter().copied().filter(numbered), sheet, found);
    left_over.extend(unread.into_iter().flat_map(|row| rows(row).iter().copied()));
    left_over
}

fn reader<'a>(
    sheet: &'a Sheet,
    (specs, plan): (&'a [Spec], &'a Plan),
    name_column: usize,
    found: &Recognised,
) -> Reader<'a> {
    Reader {
        sheet,
        specs,
        plan,
        name_column,
        part_column: None,
        last_period: found.heading.term.and_then(|term| term.end),
    }
}

fn remark_unread(mut rows: impl Iterator<Item = usize>, sheet: &Sheet, found: &mut Recognised) {
    if let Some(row) = rows.next() {
        let count = 1 + rows.count();
        let remark = Remark::new(Code::RowsUnread, Some(sheet.place(row, 0)));
        found.remarks.push(remark.with([count.to_string()]));
    }
}

/// Each record is a row. Returns the rows that nothing was read from.
fn by_rows(
    reader: &Reader<'_>,
    range: Range<usize>,
    kind: &dyn Fn(usize) -> Option<RowKind>,
    page: &Page<'_>,
    found: &mut Recognised,
) -> Vec<usize> {
    let sheet = reader.sheet;
    let mut walk = Walk::new(reader, found);
    let first_indicator = found.indicators.len();
    let mut outline = page.outline.at(range.start);
    let mut left_over = Vec::new();
    for index in range {
        let Some(row) = sheet.rows.get(index).filter(|_| !is_full(found)) else {
            break;
        };
        match kind(index) {
            _ if row.is_blank() => walk.blank(),
            Some(RowKind::Record) if table::is_beside(row) => {}
            Some(RowKind::Record) => {
                if let Some(role) = table::remark_role(row) {
                    walk.remark(role, row, index, page, found);
                    continue;
                }
                let note = row.sole_text().is_some_and(|text| {
                    reader.fit(row) != Fit::Nameless && walk.text_line(text, index, page, found)
                });
                if note {
                    continue;
                }
                let has_name = !row.text(reader.name_column).is_empty();
                let above = found.indicators.len() > first_indicator;
                if has_name || above && reader.fit(row) == Fit::Nameless {
                    walk.row(reader, index, outline.clone(), found);
                } else {
                    left_over.push(index);
                }
            }
            Some(RowKind::Section) => {
                if page.outline.is_heading(index) {
                    outline = page.outline.at(index);
                    walk.leave(found.indicators.len());
                } else {
                    let text = row.sole_text().unwrap_or_else(|| first_text(row));
                    walk.enter(heading::words(text), found.indicators.len());
                }
            }
            _ => {}
        }
    }
    let unread = |row: &usize| sheet.rows.get(*row).is_some_and(|row| reader.has_numbers(row));
    remark_unread(left_over.iter().copied().filter(unread), sheet, found);
    left_over
}

fn first_text(row: &Row) -> &str {
    let mut texts = row.cells.iter().map(|cell| cell.text.trim());
    texts.find(|text| !text.is_empty()).unwrap_or("")
}
