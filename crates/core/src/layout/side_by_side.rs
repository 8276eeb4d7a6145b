//! Tables side by side in the same rows, parted into a view each.
//!
//! | 指標名 | 目標 | 実績 | | 指標名 | 目標 | 実績 |
//! | --- | --- | --- | --- | --- | --- | --- |
//!
//! The header names its column of names twice or more, and from each on it is a header by itself. Columns before the
//! first name (施策, No.) are printed again before the others, or else they are the same for all. A heading above each
//! of the tables (【産業】 ⇥ 【環境】) is the section of its indicators.

use std::ops::Range;

use crate::kpi::{Column, Extent, Recognised};
use crate::layout::columns::{self, Header, Spec};
use crate::layout::mapping::RowKind;
use crate::layout::page::{Layout, Page};
use crate::layout::role::Role;
use crate::layout::view::View;
use crate::layout::{names, rows, table, vocabulary};
use crate::text::{era, fold};
use kpi_readers::sheet::{Cell, Row};

/// Tables side by side.
pub const LAYOUT: Layout = Layout {
    id: "side-by-side",
    run,
};

/// More tables than this do not stand side by side.
const MOST: usize = 6;

/// A longer line above a table is no heading.
const LONGEST_HEADING: usize = 60;

fn run(page: &mut Page<'_>, found: &mut Recognised) {
    let mut row = 0;
    while row < page.sheet.rows.len() {
        // A header of one table is not looked at any further here.
        let n_names = |row: usize| {
            let roles = page.heads.roles(&page.sheet.rows, row).iter();
            roles.filter(|role| **role == Some(Role::Name)).count()
        };
        let may_be = page.is_free(row) && page.heads.of(&page.sheet.rows, row).possible && n_names(row) > 1;
        let header = Some(row).filter(|_| may_be);
        let mut header = header.and_then(|row| columns::header_at(&page.sheet.rows, &page.heads, row));
        if let Some(header) = &mut header {
            names::aim_at_figures(&mut header.specs, page, header.end);
        }
        let parts = header.as_ref().map(parts).unwrap_or_default();
        row = match header {
            Some(header) if parts.len() > 1 && !is_one_list(page, &header, &parts) => {
                read(page, &header, &parts, found)
            }
            _ => row + 1,
        };
    }
}

/// The columns of one of the tables: those that all share, and its own.
pub struct Part {
    /// Columns of all tables, before the first.
    pub shared: Range<usize>,
    /// Its own.
    pub own: Range<usize>,
}

impl Part {
    /// The column is one of them.
    pub fn holds(&self, column: usize) -> bool {
        self.shared.contains(&column) || self.own.contains(&column)
    }
}

/// The tables of a header; one or none where it is a single table.
fn parts(header: &Header) -> Vec<Part> {
    let names: Vec<usize> = (0..header.specs.len())
        .filter(|&column| begins(header, column))
        .collect();
    let Some(&first) = names.first().filter(|_| (2..=MOST).contains(&names.len())) else {
        return Vec::new();
    };
    let texts = |range: Range<usize>| -> Vec<&str> {
        let specs = header.specs.get(range).unwrap_or(&[]);
        specs.iter().map(|spec| spec.header.as_str()).collect()
    };
    // No. and 施策 printed again before each name are its own.
    let again = |name: usize| {
        name.checked_sub(first)
            .is_some_and(|lead| texts(lead..name) == texts(0..first))
    };
    let lead = if names.iter().all(|&name| again(name)) {
        first
    } else {
        0
    };
    let starts: Vec<usize> = names.iter().map(|name| name - lead).collect();
    let ends = starts.iter().skip(1).copied().chain([header.specs.len()]);
    let parts: Vec<Part> = starts
        .iter()
        .zip(ends)
        .map(|(&start, end)| Part {
            shared: 0..if lead == 0 { first } else { 0 },
            own: start..end,
        })
        .collect();
    let is_table = |part: &Part| {
        let specs: Vec<Spec> = header.specs.get(part.own.clone()).unwrap_or(&[]).to_vec();
        columns::accepts(&specs)
    };
    if parts.iter().all(is_table) {
        parts
    } else {
        Vec::new()
    }
}

/// The names are the same in all parts: targets and actuals of one list.
fn is_one_list(page: &Page<'_>, header: &Header, parts: &[Part]) -> bool {
    let name = |part: &Part| {
        part.own
            .clone()
            .find(|&column| begins(header, column))
            .unwrap_or(0)
    };
    let names: Vec<usize> = parts.iter().map(name).collect();
    let rows = page.rows_below(header.end).filter(|row| !row.is_blank());
    let mut rows = rows
        .map(|row| names.iter().map(|&name| row.text(name)).collect::<Vec<_>>())
        .peekable();
    rows.peek().is_some() && rows.all(|row| row.iter().all(|text| Some(text) == row.first()))
}

/// A column of names begins here; 指標 merged over several columns is one.
fn begins(header: &Header, column: usize) -> bool {
    let of = |column: usize| header.specs.get(column);
    let Some(spec) = of(column).filter(|spec| spec.role == Role::Name) else {
        return false;
    };
    let left = column.checked_sub(1).and_then(of);
    left.is_none_or(|left| !(left.role == Role::Name && left.header == spec.header))
}

/// Reads each table in a view in which the columns of the others are blank; returns the row behind the longest.
fn read(page: &mut Page<'_>, header: &Header, parts: &[Part], found: &mut Recognised) -> usize {
    let behind = (header.end..page.sheet.rows.len())
        .find(|&row| page.heads.of(&page.sheet.rows, row).named)
        .unwrap_or(page.sheet.rows.len());
    let rows = header.first..behind;
    let mut end = header.first;
    let above = headings_above(page, header.first, parts);
    let first_of_all = found.tables.len();
    for (index, part) in parts.iter().enumerate() {
        let view = view(page, rows.clone(), part);
        let first_table = found.tables.len();
        let above = above.get(index).map(String::as_str);
        let claimed = view.read(page, found, |view, found| {
            view.outline = view.outline.with_headings_of(view.sheet, 0, above);
            (table::LAYOUT.run)(view, found);
            view.claimed.iter().rposition(|claimed| *claimed)
        });
        for table in found.tables.iter_mut().skip(first_table) {
            table.layout = LAYOUT.id;
            table.columns.retain(|column| part.holds(column.column));
            let extent = table.extent.iter_mut();
            extent.for_each(|extent| move_down(extent, header.first));
        }
        end = end.max(claimed.map_or(header.first, |last| header.first + last + 1));
    }
    join(found, first_of_all, parts, page);
    page.claim(header.first..end);
    end.max(header.first + 1)
}

/// Rows in which the cells of the other tables are blank.
pub fn view(page: &Page<'_>, rows: Range<usize>, part: &Part) -> View {
    let mut view = View::default();
    for index in rows {
        if let Some(row) = page.sheet.rows.get(index) {
            let cells = cells(row, part)
                .into_iter()
                .zip((0..).map(|column| (index, column)));
            view.push(index, row.tabular, cells.collect());
        }
    }
    view
}

fn move_down(extent: &mut Extent, by: usize) {
    let rows = [&mut extent.header, &mut extent.sections, &mut extent.ignored];
    let rows = rows.into_iter().flatten();
    rows.chain([&mut extent.first, &mut extent.last])
        .for_each(|row| *row += by);
}

/// Makes one table of those side by side, so that it can be drawn and put right as one. They stay several where a row
/// is a heading in one and a record in another, which no one drawing could say.
fn join(found: &mut Recognised, first: usize, parts: &[Part], page: &Page<'_>) {
    let tables = found.tables.get(first..).unwrap_or(&[]);
    let extents: Vec<&Extent> = tables.iter().filter_map(|table| table.extent.as_ref()).collect();
    let is_one = tables.len() == parts.len()
        && extents.len() == parts.len()
        && tables
            .windows(2)
            .all(|pair| matches!(pair, [one, other] if one.arrangement == other.arrangement));
    let joined = if is_one {
        agreed(&extents, parts, page)
    } else {
        None
    };
    let Some(extent) = joined else {
        let tables = found.tables.iter_mut().skip(first);
        tables.for_each(|table| table.extent = None);
        return;
    };
    let others = found.tables.split_off(first + 1);
    if let Some(table) = found.tables.last_mut() {
        let columns = others.into_iter().flat_map(|table| table.columns);
        for column in columns {
            let is_known = |known: &Column| (known.column, known.line) == (column.column, column.line);
            if !table.columns.iter().any(is_known) {
                table.columns.push(column);
            }
        }
        table.extent = Some(extent);
        table.arrangement.parts = parts.iter().map(|part| part.own.start).collect();
    }
    for indicator in &mut found.indicators {
        indicator.table = indicator.table.min(first);
    }
}

/// What each row is in all tables; `None` where they do not agree on one that holds something in both.
fn agreed(extents: &[&Extent], parts: &[Part], page: &Page<'_>) -> Option<Extent> {
    let first = extents.iter().map(|extent| extent.first).min()?;
    let last = extents.iter().map(|extent| extent.last).max()?;
    let mut all = Extent {
        first,
        last,
        ..Extent::default()
    };
    for row in first..=last {
        let cells = page.sheet.rows.get(row)?;
        let mut kinds = Vec::new();
        for (extent, part) in extents.iter().zip(parts) {
            let is_blank =
                cells.sole_text().is_none() && part.own.clone().all(|column| cells.text(column).is_empty());
            if !is_blank {
                kinds.push(kind(extent, row)?);
            }
        }
        kinds.dedup();
        match kinds[..] {
            [] | [RowKind::Record] => {}
            [RowKind::Header] => all.header.push(row),
            [RowKind::Section] => all.sections.push(row),
            [RowKind::Ignored] => all.ignored.push(row),
            _ => return None,
        }
    }
    Some(all)
}

fn kind(extent: &Extent, row: usize) -> Option<RowKind> {
    let kinds = [
        (&extent.header, RowKind::Header),
        (&extent.sections, RowKind::Section),
        (&extent.ignored, RowKind::Ignored),
    ];
    let named = kinds.into_iter().find(|(rows, _)| rows.contains(&row));
    let is_inside = (extent.first..=extent.last).contains(&row);
    is_inside.then(|| named.map_or(RowKind::Record, |(_, kind)| kind))
}

/// The headings above the tables that begin on row `first`, one above each; none unless each has its own.
pub fn headings_above(page: &Page<'_>, first: usize, parts: &[Part]) -> Vec<String> {
    let row = page.above(first).filter(|row| page.is_free(*row));
    let Some(row) = row.and_then(|row| page.sheet.rows.get(row)) else {
        return Vec::new();
    };
    let cells = row.cells.iter().enumerate();
    let filled: Vec<(usize, &str)> = cells
        .filter(|(_, cell)| !cell.is_blank() && !cell.covered)
        .map(|(column, cell)| (column, cell.text.trim()))
        .collect();
    let stands_above =
        |(part, (column, text)): (&Part, &(usize, &str))| part.own.contains(column) && is_heading(text);
    let is_each = filled.len() == parts.len() && parts.iter().zip(&filled).all(stands_above);
    let headings = filled.iter().filter(|_| is_each);
    headings
        .map(|(_, text)| without_brackets(text).to_owned())
        .collect()
}

/// `【産業】` → `産業`.
fn without_brackets(text: &str) -> &str {
    let inner = text.strip_prefix('【').and_then(|rest| rest.strip_suffix('】'));
    inner
        .map(str::trim)
        .filter(|inner| !inner.is_empty())
        .unwrap_or(text)
}

/// Words that may head a table: no year, value or header word, no remark on the units.
fn is_heading(text: &str) -> bool {
    text.chars().count() <= LONGEST_HEADING
        && !text.ends_with('。')
        && !text.starts_with('※')
        && !fold::squeeze(text)
            .trim_start_matches(['(', '[', '【'])
            .starts_with("単位")
        && vocabulary::role(text).is_none()
        && era::only(text).is_none()
        && !rows::is_value_like(text)
}

/// The cells of a part. A line over the whole width is every part's.
fn cells(row: &Row, part: &Part) -> Vec<Cell> {
    let is_line = row.sole_text().is_some();
    let cells = row.cells.iter().enumerate();
    cells
        .map(|(column, cell)| {
            if is_line || part.holds(column) {
                cell.clone()
            } else {
                Cell::default()
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::layout::mapping::Mapping;
    use crate::layout::recognise;
    use kpi_readers::sheet::{Cell, Row, Sheet};

    /// The sections of all indicators of two tables below a line.
    #[track_caller]
    fn check(lines: &[&[&str]], expected: &[&[&str]]) {
        let head: &[&str] = &["指標名", "目標", "実績", "", "指標名", "目標", "実績"];
        let values: &[&str] = &["創業件数", "20", "25", "", "緑地面積", "12", "11"];
        let rows = lines.iter().chain([&head, &values]);
        let row = |cells: &&[&str]| Row {
            line: 0,
            cells: cells.iter().map(|text| Cell::new(*text)).collect(),
            tabular: true,
        };
        let sheet = Sheet {
            name: None,
            rows: rows.map(row).collect(),
            ..Sheet::default()
        };
        let found = recognise(&[sheet], &Mapping::default());
        let sections: Vec<&[String]> = found.indicators.iter().map(|found| &*found.section).collect();
        assert_eq!(sections, expected, "{lines:?}");
    }

    #[test]
    fn a_heading_above_each_table_is_the_section_of_its_indicators() {
        check(&[&["【産業】", "", "", "", "【環境】"]], &[&["産業"], &["環境"]]);
        // Below what the page says, and in the place of a heading of the same kind.
        check(
            &[&["基本目標1 まち"], &["産業", "", "", "", "環境"]],
            &[&["基本目標1 まち", "産業"], &["基本目標1 まち", "環境"]],
        );
        check(
            &[&["施策1 全体"], &["施策2 産業", "", "", "", "施策3 環境"]],
            &[&["施策2 産業"], &["施策3 環境"]],
        );
        // Not above each, or no heading.
        check(&[&["産業", "環境"]], &[&[], &[]]);
        check(&[&["(単位:件)", "", "", "", "(単位:ha)"]], &[&[], &[]]);
    }
}
