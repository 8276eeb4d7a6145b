//! A table of an evaluation → the mapping that says the same: where a person begins to change it.

use crate::contract::v1;
use kpi_core::kpi::{Basis, Period};
use kpi_core::layout::mapping::{ColumnMapping, Dating, Rows, TableMapping};
use kpi_core::layout::role::Role;

/// The table drawn on the grid as it was understood; `None` where its records are no rows of a grid.
pub fn drawn(table: &v1::Table) -> Option<TableMapping> {
    let rows = table.rows?;
    Some(TableMapping {
        table: table.id.clone(),
        sheet: table.at.sheet.clone(),
        rows: Some(Rows {
            first: rows.first,
            last: rows.last,
        }),
        header_rows: table.header_rows.iter().copied().collect(),
        section_rows: table.section_rows.iter().copied().collect(),
        ignored_rows: table.ignored_rows.iter().copied().collect(),
        turned: table.turned,
        parts: table.parts.iter().copied().collect(),
        record_rows: table.record_rows,
        columns: table.columns.iter().map(column).collect(),
        ..TableMapping::default()
    })
}

/// The columns as they were understood, laid over the recognised table: what can be changed of any table with columns.
pub fn laid_over(table: &v1::Table) -> TableMapping {
    TableMapping {
        table: table.id.clone(),
        sheet: table.at.sheet.clone(),
        columns: table.columns.iter().map(column).collect(),
        ..TableMapping::default()
    }
}

/// The rows of the sheet that a table stands in, 1-based: of a turned one, those that its columns name.
pub fn rows_of_sheet(table: &v1::Table) -> Option<Rows> {
    let rows = table.rows?;
    let columns = || table.columns.iter().map(|column| column.column);
    let (first, last) = if table.turned {
        (columns().min()?, columns().max()?)
    } else {
        (rows.first, rows.last)
    };
    Some(Rows { first, last })
}

fn column(column: &v1::Column) -> ColumnMapping {
    let basis = match column.basis.as_deref() {
        Some("annual-increment") => Basis::AnnualIncrement,
        Some("cumulative-increment") => Basis::CumulativeIncrement,
        _ => Basis::Level,
    };
    ColumnMapping {
        row: column.row,
        lower: column.lower.as_deref().and_then(Role::from_id),
        period: Dating::settled(column.period.as_deref().and_then(Period::parse)),
        basis: Some(basis),
        ..ColumnMapping::new(column.column, Role::from_id(&column.role).unwrap_or(Role::Ignore))
    }
}
