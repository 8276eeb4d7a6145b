//! What is seen of the tables as they were understood: headers, figures, units, periods.

use std::collections::BTreeSet;

use crate::contract::v1;
use crate::readability::told::Tell;
use kpi_core::layout::mapping::zero_based;
use kpi_core::text::fold;
use kpi_readers::base::place::CellRef;
use kpi_readers::sheet::Sheet;

/// Roles whose cells say what a row belongs to: left blank, they mean the row above.
const REPEATED: &[&str] = &["section", "project", "name"];

/// How years of Japanese eras begin.
const ERAS: &[&str] = &["令和", "平成", "昭和"];

/// Tells of all tables what does not meet a rule.
pub(super) fn check(sheets: &[Sheet], found: &v1::Evaluation, tell: Tell<'_>) {
    for table in &found.tables {
        let Some(index) = sheet_of(sheets, &table.at) else {
            continue;
        };
        if is_further(found, table)
            && let Some(at) = place(sheets, &table.at)
        {
            tell("L1-02", at);
        }
        // What is turned, or stands in several rows a record, has no row of heads to be judged as one.
        if !table.turned && table.record_rows.is_none() {
            heads(index, table, sheets, tell);
            omitted(index, table, sheets, tell);
        }
    }
    for kpi in &found.kpis {
        of_kpi(sheets, kpi, tell);
    }
}

/// Another table stands before it on its sheet.
fn is_further(found: &v1::Evaluation, table: &v1::Table) -> bool {
    let first = found.tables.iter().find(|other| other.at.sheet == table.at.sheet);
    first.is_some_and(|first| first.id != table.id)
}

fn sheet_of(sheets: &[Sheet], at: &v1::Place) -> Option<usize> {
    match &at.sheet {
        Some(name) => sheets.iter().position(|sheet| sheet.name.as_ref() == Some(name)),
        None => (!sheets.is_empty()).then_some(0),
    }
}

/// The cell of a place; of running text there is none.
fn place(sheets: &[Sheet], at: &v1::Place) -> Option<CellRef> {
    let from_0 = |number: u32| usize::try_from(number).ok()?.checked_sub(1);
    Some(CellRef {
        sheet: sheet_of(sheets, at)?,
        row: from_0(at.row?)?,
        column: at.column.map_or(Some(0), from_0)?,
    })
}

/// Heads that are blank or there twice, years of an era alone, years across.
fn heads(sheet: usize, table: &v1::Table, sheets: &[Sheet], tell: Tell<'_>) {
    let Some(last) = table.header_rows.iter().max().copied().map(zero_based) else {
        return;
    };
    let at = |column: &v1::Column| CellRef {
        sheet,
        row: last,
        column: zero_based(column.column),
    };
    let mut seen = BTreeSet::new();
    let mut periods = BTreeSet::new();
    for column in &table.columns {
        let head = fold::squeeze(&column.header);
        let is_used = column.role != "ignore" || holds(sheets, table, at(column));
        if is_used && (head.is_empty() || !seen.insert(head)) {
            tell("L2-03", at(column));
        }
        if is_era_alone(&column.header) {
            tell("L3-05", at(column));
        }
        periods.extend(column.period.clone());
    }
    if periods.len() > 1
        && let Some(first) = table.columns.iter().find(|column| column.period.is_some())
    {
        tell("L3-09", at(first));
    }
}

/// A column of a table holds something below its head.
fn holds(sheets: &[Sheet], table: &v1::Table, head: CellRef) -> bool {
    let last = table
        .rows
        .map_or(0, |rows| usize::try_from(rows.last).unwrap_or_default());
    let rows = sheets
        .get(head.sheet)
        .map(|sheet| sheet.rows.as_slice())
        .unwrap_or_default();
    let below = rows.iter().take(last).skip(head.row + 1);
    below
        .into_iter()
        .any(|row| row.cells.get(head.column).is_some_and(|cell| !cell.is_blank()))
}

/// A year of an era stands there, and no western one: 令和5年度, R5, Ｈ30年度.
fn is_era_alone(head: &str) -> bool {
    let head = fold::nfkc(head);
    let letters: Vec<char> = head.chars().collect();
    let is_digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let is_word = |at: usize| letters.get(at).is_some_and(char::is_ascii_alphabetic);
    let short = (0..letters.len()).any(|at| {
        let is_era = matches!(letters.get(at), Some('R' | 'H' | 'S'));
        is_era && is_digit(at + 1) && !is_digit(at + 3) && (at == 0 || !is_word(at - 1))
    });
    let is_western = letters
        .windows(4)
        .any(|four| four.iter().all(char::is_ascii_digit) && matches!(four, ['1', '9', ..] | ['2', '0', ..]));
    (short || ERAS.iter().any(|era| head.contains(era))) && !is_western
}

/// Blank cells that mean the one above.
fn omitted(sheet: usize, table: &v1::Table, sheets: &[Sheet], tell: Tell<'_>) {
    let (Some(rows), Some(source)) = (table.rows, sheets.get(sheet)) else {
        return;
    };
    let is_other = |row: usize| {
        let listed = [&table.header_rows, &table.section_rows, &table.ignored_rows];
        listed
            .into_iter()
            .flatten()
            .any(|other| zero_based(*other) == row)
    };
    let columns = table
        .columns
        .iter()
        .filter(|column| REPEATED.contains(&column.role.as_str()));
    for column in columns.map(|column| zero_based(column.column)) {
        let mut above = false;
        for row in zero_based(rows.first)..=zero_based(rows.last) {
            let Some(cells) = source
                .rows
                .get(row)
                .filter(|cells| !is_other(row) && !cells.is_blank())
            else {
                continue;
            };
            let is_blank = cells
                .cells
                .get(column)
                .is_none_or(|cell| cell.is_blank() && !cell.covered);
            if is_blank && above {
                tell("L2-02", CellRef { sheet, row, column });
            }
            above |= !is_blank;
        }
    }
}

/// The figures of a KPI, and its unit.
fn of_kpi(sheets: &[Sheet], kpi: &v1::Kpi, tell: Tell<'_>) {
    let measured = kpi.measurements.iter();
    let measured =
        measured.flat_map(|measurement| [measurement.target.as_ref(), measurement.actual.as_ref()]);
    let own = [kpi.baseline.as_ref(), kpi.final_target.as_ref()];
    let points: Vec<&v1::Point> = own.into_iter().chain(measured).flatten().collect();
    for point in &points {
        let Some(at) = point.at.as_ref().and_then(|at| place(sheets, at)) else {
            continue;
        };
        if !point.derived && point.value.is_some() && !is_bare(&point.raw) {
            tell("L2-01", at);
        }
        if point.value.is_none() && point.raw.trim().is_empty() {
            tell("L1-09", at);
        }
    }
    let has_figure = points.iter().any(|point| point.value.is_some());
    if has_figure
        && kpi.unit.is_none()
        && let Some(at) = place(sheets, &kpi.at)
    {
        tell("L3-04", at);
    }
}

/// A number as machines write it: `-12.5`.
fn is_bare(raw: &str) -> bool {
    let raw = raw.trim();
    let digits = raw.strip_prefix('-').unwrap_or(raw);
    let all = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match digits.split_once('.') {
        Some((whole, fraction)) => all(whole) && all(fraction),
        None => all(digits),
    }
}
