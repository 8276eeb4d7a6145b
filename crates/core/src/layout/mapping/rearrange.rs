//! Another way in which the records of a table stand: what a person says of it, with the best guess of its rows and columns
//! there, so that little is left to be put right.

use std::collections::BTreeSet;

use crate::layout::mapping::guess::{guess_left_of, guess_rows};
use crate::layout::mapping::{
    ColumnMapping, Dating, MAX_RECORD_ROWS, Rows, TableMapping, arranged, one_based, read, zero_based,
};
use crate::layout::role::Role;
use crate::layout::{rows, vocabulary};
use crate::text::era;
use kpi_readers::sheet::{Row, Sheet};

/// The table turned by a quarter, or turned back: its rows are guessed among its columns, and its columns among its rows.
pub fn turned(table: &TableMapping, sheet: &Sheet) -> TableMapping {
    let rows = table.rows_of_sheet();
    let columns = columns_of_sheet(table, sheet);
    let (own, across) = if table.turned {
        (rows, columns)
    } else {
        (columns, rows)
    };
    let mut other = TableMapping {
        table: table.table.clone(),
        sheet: table.sheet.clone(),
        rows: Some(Rows {
            first: one_based(own.start),
            last: one_based(own.end.saturating_sub(1)),
        }),
        turned: !table.turned,
        columns: across
            .map(|column| ColumnMapping::new(one_based(column), Role::Ignore))
            .collect(),
        form: table.form.clone(),
        ..TableMapping::default()
    };
    let named: BTreeSet<u32> = other.columns.iter().map(|column| column.column).collect();
    let upright = arranged::upright(&other, sheet).into_owned();
    guess_rows(&mut other, &upright);
    if other.turned {
        // What stands above or below it in the same column is not the table's.
        other.columns.retain(|column| named.contains(&column.column));
    }
    other
}

/// The columns of the sheet that hold the table: the rows of a turned one.
fn columns_of_sheet(table: &TableMapping, sheet: &Sheet) -> std::ops::Range<usize> {
    if table.turned {
        return table.range();
    }
    let rows = sheet.rows.get(table.range()).unwrap_or(&[]);
    let filled = |row: &Row| -> Vec<usize> {
        let cells = row.cells.iter().enumerate();
        // A line above or between may begin further left than the table.
        let cells = cells.filter(|(_, cell)| !cell.is_blank() && row.sole_text().is_none());
        cells.map(|(column, _)| column).collect()
    };
    let columns: BTreeSet<usize> = rows.iter().flat_map(filled).collect();
    match (columns.first(), columns.last()) {
        (Some(first), Some(last)) => *first..last + 1,
        _ => 0..0,
    }
}

/// The table with records of so many rows each. The first row of a record keeps its columns; those of the others are
/// guessed: by a label on the left (目標値 ⇥ 35), else target and actual below each other.
pub fn with_record_rows(table: &TableMapping, sheet: &Sheet, n_rows: u32) -> TableMapping {
    let n_rows = n_rows.clamp(1, MAX_RECORD_ROWS);
    let mut other = TableMapping {
        record_rows: Some(n_rows).filter(|rows| *rows > 1),
        ..table.clone()
    };
    // A row without a name was left out because no record was looked for in it.
    let name = table.columns.iter().find(|column| column.role == Role::Name);
    let has_name = |row: &u32| {
        let cells = sheet.rows.get(zero_based(*row)).filter(|_| !table.turned);
        let cell = cells.and_then(|cells| cells.cells.get(name?.index()));
        cell.is_some_and(|cell| !cell.is_blank() && !cell.covered)
    };
    other.ignored_rows.retain(|row| has_name(row));
    let before = table.n_lines();
    other
        .columns
        .retain(|column| column.row.is_none_or(|row| row <= n_rows));
    let upright = arranged::upright(table, sheet).into_owned();
    let specs = read::specs(table, &upright);
    for line in 0..other.n_lines() {
        let of_line: Vec<&Row> = arranged::rows_of_line(&other, &upright, line)
            .map(|(_, row)| row)
            .collect();
        let width = of_line.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let is_open = |column: &usize| {
            let known = other.column_at(one_based(*column), line);
            line >= before || known.is_none_or(|known| known.role == Role::Ignore)
        };
        let said = |column: usize| {
            let header = specs.iter().find(|spec| spec.column == column);
            let lower = header.and_then(|spec| spec.lower).filter(|_| line == 1);
            let (role, period) = by_label(&of_line, column).or_else(|| {
                let role = below(&other, &of_line, column, line)?;
                Some((lower.unwrap_or(role), Dating::ByHeader))
            })?;
            Some(ColumnMapping {
                row: (line > 0).then(|| one_based(line)),
                period,
                ..ColumnMapping::new(one_based(column), role)
            })
        };
        let said: Vec<ColumnMapping> = (0..width).filter(is_open).filter_map(said).collect();
        for column in said {
            other.set_column(column);
        }
    }
    // Of two values below each other under a bare year, the upper one is aimed at.
    let is_lower = |column: &ColumnMapping, role| column.row == Some(2) && column.role == role;
    let actuals: BTreeSet<u32> = other
        .columns
        .iter()
        .filter(|column| is_lower(column, Role::Actual))
        .map(|column| column.column)
        .collect();
    for column in &mut other.columns {
        column.lower = column.lower.filter(|_| other.record_rows.is_none());
        if column.row.is_none() && column.role == Role::Actual && actuals.contains(&column.column) {
            column.role = Role::Target;
        }
    }
    other
}

/// What a label on the left says of a column, if all records have it.
fn by_label(of_line: &[&Row], column: usize) -> Option<(Role, Dating)> {
    let left = column.checked_sub(1)?;
    let mut labels = of_line
        .iter()
        .map(|row| row.text(left))
        .filter(|text| !text.is_empty());
    let label = labels.next()?;
    let role = vocabulary::role(label).filter(|_| labels.all(|other| other == label))?;
    let is_label = vocabulary::is_label(label) && of_line.iter().all(|row| row.text(column) != label);
    let period = era::first(label).map_or(Dating::ByHeader, Dating::At);
    is_label.then_some((role, period))
}

/// What values below others are: below targets the actuals, below those the rate.
fn below(table: &TableMapping, of_line: &[&Row], column: usize, line: usize) -> Option<Role> {
    let texts = || {
        let cells = of_line.iter().filter_map(|row| row.cells.get(column));
        let own = cells.filter(|cell| !cell.covered && !cell.is_blank());
        own.map(|cell| cell.text.trim())
    };
    let n_values = texts().filter(|text| rows::is_value_like(text)).count();
    let above = table.column_at(one_based(column), line.checked_sub(1)?)?;
    let is_value = n_values > 0 && n_values * 2 >= texts().count();
    match (above.role, line) {
        (Role::Target | Role::FinalTarget, _) | (Role::Actual, 1) if is_value => Some(Role::Actual),
        (Role::Actual, _) if is_value => Some(Role::Rate),
        _ => None,
    }
}

/// The table with another one beside it that begins at this column, or without the one that does. The columns of the
/// other mean what those of the first do.
pub fn with_part(table: &TableMapping, sheet: &Sheet, column: u32) -> TableMapping {
    let mut other = table.clone();
    if other.parts.remove(&column) {
        let behind = table.parts.iter().copied().find(|next| *next > column);
        let is_gone = |place: u32| place >= column && behind.is_none_or(|next| place < next);
        let gone = other.columns.iter_mut().filter(|place| is_gone(place.column));
        gone.for_each(|place| (place.role, place.lower) = (Role::Ignore, None));
        if other.parts.len() < 2 {
            other.parts.clear();
        }
        return other;
    }
    let first = table
        .parts
        .first()
        .copied()
        .unwrap_or_else(|| begin(table, sheet, column));
    if first >= column {
        return other;
    }
    other.parts.extend([first, column]);
    let behind = other.parts.iter().copied().find(|next| *next > first);
    let own = |place: &&ColumnMapping| place.column >= first && behind.is_none_or(|next| place.column < next);
    let has = |wanted: fn(Role) -> bool| {
        let mut own = table.columns.iter().filter(own);
        own.any(|place| wanted(place.role) || place.lower.is_some_and(wanted))
    };
    let is_read =
        has(|role| role == Role::Actual) && has(|role| matches!(role, Role::Target | Role::FinalTarget));
    if !is_read {
        // The values were looked for on the right, where the other table is.
        let guessed = guess_left_of(table, sheet, zero_based(column));
        for place in guessed {
            other.set_column(place);
        }
    }
    let again: Vec<ColumnMapping> = other.columns.iter().filter(own).cloned().collect();
    for place in again {
        other.set_column(ColumnMapping {
            column: place.column - first + column,
            ..place
        });
    }
    other
}

/// The column that begins the table which is printed again at `column`: the first with the same words above it, else the
/// column of names.
fn begin(table: &TableMapping, sheet: &Sheet, column: u32) -> u32 {
    let header = sheet.rows.get(table.header()).unwrap_or(&[]);
    let words = |column: usize| -> Vec<&str> { header.iter().map(|row| row.text(column)).collect() };
    let wanted = words(zero_based(column));
    let is_same = |other: &usize| words(*other) == wanted && wanted.iter().any(|text| !text.is_empty());
    let same = (0..zero_based(column)).find(is_same).map(one_based);
    let names = table.columns.iter().find(|column| column.role == Role::Name);
    same.or(names.map(|column| column.column)).unwrap_or(1)
}
