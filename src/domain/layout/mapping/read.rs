//! Tables that a person drew on the grid: read before all layouts, with exactly what was settled.
//!
//! Nothing is guessed here: every row between first and last that is neither header, section, ignored nor blank is a
//! record if it has a name, and a text of the records above if it says so (※, 理由).

use crate::domain::base::remark::{Code, Remark};
use crate::domain::kpi::{Extent, Recognised, Table};
use crate::domain::layout::columns::{self, Spec};
use crate::domain::layout::mapping::{RowKind, TableMapping, one_based};
use crate::domain::layout::role::Role;
use crate::domain::layout::rows::{Fit, Reader};
use crate::domain::layout::table::{self, Walk};
use crate::domain::layout::{Layout, Page, is_full, slots};
use crate::domain::sheet::{Row, Sheet};
use crate::domain::text::heading;

/// Tables as a person drew them.
pub const LAYOUT: Layout = Layout { id: "mapped", run };

fn run(page: &mut Page<'_>, found: &mut Recognised) {
    let settled = page.settled;
    for drawn in settled.drawn_on(page.sheet) {
        if !is_full(found) {
            read(drawn, page, found);
        }
    }
}

/// The columns of a drawn table: what its header says, with what was settled laid over it.
pub fn specs(drawn: &TableMapping, sheet: &Sheet) -> Vec<Spec> {
    let range = drawn.range();
    let rows = sheet
        .rows
        .get(range.start..range.end.min(sheet.rows.len()))
        .unwrap_or(&[]);
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut specs = columns::specs(sheet.rows.get(drawn.header()).unwrap_or(&[]));
    specs.truncate(width);
    let known = specs.len();
    specs.extend((known..width).map(|column| Spec::of(column, Role::Ignore)));
    for spec in &mut specs {
        if let Some(column) = drawn.column(one_based(spec.column)) {
            column.settle(spec);
        } else {
            (spec.role, spec.lower) = (Role::Ignore, None);
        }
    }
    specs
}

fn read(drawn: &TableMapping, page: &mut Page<'_>, found: &mut Recognised) {
    let sheet = page.sheet;
    let range = drawn.range().start..drawn.range().end.min(sheet.rows.len());
    if range.is_empty() {
        return;
    }
    let specs = specs(drawn, sheet);
    let column_of = |role| {
        specs
            .iter()
            .find(|spec| spec.role == role)
            .map(|spec| spec.column)
    };
    let at = sheet.place(range.start, 0);
    let ignored = if let Some(name_column) = column_of(Role::Name) {
        let plan = slots::plan(&specs, found.heading.fiscal_year);
        let reader = Reader {
            sheet,
            specs: &specs,
            plan: &plan,
            name_column,
            last_period: found.heading.term.and_then(|term| term.end),
        };
        by_rows(&reader, drawn, page, found)
    } else {
        let remark = Remark::new(Code::NameColumnMissing, Some(at.clone()));
        found.remarks.push(remark);
        Vec::new()
    };
    let rows = |kind: RowKind| {
        let of_kind = |row: &usize| drawn.row(one_based(*row)) == Some(kind);
        range.clone().filter(of_kind).collect::<Vec<_>>()
    };
    let mut without_record = rows(RowKind::Ignored);
    without_record.extend(ignored);
    without_record.sort_unstable();
    found.tables.push(Table {
        id: drawn.table.clone(),
        title: table::title(page, range.start).filter(|title| !table::is_document_title(title, found)),
        layout: LAYOUT.id,
        columns: specs.iter().map(Spec::shown).collect(),
        extent: Some(Extent {
            first: range.start,
            last: range.end - 1,
            header: rows(RowKind::Header),
            sections: rows(RowKind::Section),
            ignored: without_record,
        }),
        at,
    });
    page.claim(range);
}

/// Each record is a row. Returns the rows that nothing was read from.
fn by_rows(reader: &Reader<'_>, drawn: &TableMapping, page: &Page<'_>, found: &mut Recognised) -> Vec<usize> {
    let sheet = page.sheet;
    let range = drawn.range();
    let mut walk = Walk::new(reader, found);
    let first_indicator = found.indicators.len();
    let mut outline = page.outline.at(range.start);
    let mut left_over = Vec::new();
    for index in range.start..range.end.min(sheet.rows.len()) {
        let Some(row) = sheet.rows.get(index).filter(|_| !is_full(found)) else {
            break;
        };
        match drawn.row(one_based(index)) {
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
                if has_name {
                    walk.row(reader, index, outline.clone(), found);
                } else if above && reader.fit(row) == Fit::Nameless {
                    walk.nameless_row(reader, index, outline.clone(), found);
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
    let unread = |row: &&usize| sheet.rows.get(**row).is_some_and(|row| reader.has_numbers(row));
    let mut rows = left_over.iter().filter(unread);
    if let Some(&row) = rows.next() {
        let count = 1 + rows.count();
        let remark = Remark::new(Code::RowsUnread, Some(sheet.place(row, 0)));
        found.remarks.push(remark.with([count.to_string()]));
    }
    left_over
}

fn first_text(row: &Row) -> &str {
    let mut texts = row.cells.iter().map(|cell| cell.text.trim());
    texts.find(|text| !text.is_empty()).unwrap_or("")
}
