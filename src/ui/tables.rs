//! The tables of a reading as a person puts them right: what each row and column is now, and what was read from them.

use std::ops::Range;

use crate::contract::mapping::drawn;
use crate::contract::mapping::laid_over;
use crate::contract::v1;
use crate::domain::base::place::CellRef;
use crate::domain::layout::mapping::TableMapping;
use crate::domain::layout::mapping::form::OWN_ID;
use crate::domain::layout::mapping::guess::guess;
use crate::domain::layout::mapping::one_based;
use crate::domain::layout::mapping::read::specs;
use crate::domain::layout::mapping::zero_based;
use crate::domain::sheet::Sheet;
use crate::ui::reading::Reading;

/// Rows of the source shown at once beside the records.
pub const ROWS: usize = 40;

/// Rows shown above and below a table.
const AROUND: usize = 3;

/// Columns that can be put right: beyond, a table is none that a person reads.
pub const MAX_COLUMNS: usize = 60;

/// Where what is said of a table comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A header said it.
    Recognised,
    /// Some of it was guessed from the values.
    Assumed,
    /// Nothing was recognised: the best guess, and nothing is read by it yet.
    Proposed,
    /// A person.
    Settled,
}

/// A table that can be put right.
#[derive(Clone, Debug, PartialEq)]
pub struct Editable {
    /// What it is now.
    pub table: TableMapping,
    /// Index of its sheet.
    pub sheet: usize,
    /// Its first row, 0-based.
    pub first: usize,
    /// Its title.
    pub title: Option<String>,
    /// Where that comes from.
    pub standing: Standing,
    /// What stands above its columns.
    pub headers: Vec<String>,
}

/// The tables of a reading; where nothing at all was recognised, the best guess.
pub fn editables(reading: &Reading) -> Vec<Editable> {
    let found = &reading.evaluation;
    let recognised = found.tables.iter().filter_map(|table| {
        if table.columns.is_empty() {
            return None;
        }
        let mut mapping = drawn(table).unwrap_or_else(|| laid_over(table));
        let CellRef { sheet, row, .. } = reading.cell(&table.at)?;
        let mut mappings = reading.inputs.corrections.mapping.tables.iter();
        let settled = mappings.find(|settled| settled.table == table.id);
        // Put right further, it is still read by its form.
        mapping.form = settled.and_then(|settled| settled.form.clone());
        let settled = settled.is_some();
        let standing = match settled {
            true => Standing::Settled,
            false if table.columns.iter().any(|column| column.assumed) => Standing::Assumed,
            false => Standing::Recognised,
        };
        Some(Editable {
            table: mapping,
            sheet,
            first: row,
            title: table.title.clone(),
            standing,
            headers: headers(table),
        })
    });
    let recognised: Vec<Editable> = recognised.collect();
    if !recognised.is_empty() || !found.kpis.is_empty() {
        return recognised;
    }
    let guessed = reading.sheets().iter().enumerate().find_map(|(index, sheet)| {
        let table = guess(sheet, &format!("{OWN_ID}1"))?;
        let specs = specs(&table, sheet);
        Some(Editable {
            first: table.range().start,
            table,
            sheet: index,
            title: None,
            standing: Standing::Proposed,
            headers: specs.into_iter().map(|spec| spec.header).collect(),
        })
    });
    guessed.into_iter().collect()
}

/// What stands above each column, from the first on.
fn headers(table: &v1::Table) -> Vec<String> {
    let mut headers = Vec::new();
    for column in &table.columns {
        let index = zero_based(column.column);
        if index >= headers.len() && index < MAX_COLUMNS {
            headers.resize(index + 1, String::new());
        }
        if let Some(header) = headers.get_mut(index) {
            header.clone_from(&column.header);
        }
    }
    headers
}

impl Editable {
    /// Its sheet.
    pub fn sheet<'a>(&self, reading: &'a Reading) -> Option<&'a Sheet> {
        reading.sheets().get(self.sheet)
    }

    /// The rows to show around `row`, 0-based; from the beginning without one.
    pub fn window(&self, len: usize, row: Option<usize>) -> Range<usize> {
        let first = self.first.saturating_sub(AROUND);
        let start = match row {
            Some(row) if row < first => row.saturating_sub(AROUND),
            Some(row) => first + (row - first) / ROWS * ROWS,
            None => first,
        };
        start.min(len)..start.saturating_add(ROWS).min(len)
    }

    /// The KPIs that were read from some of its rows, with their indices.
    pub fn kpis<'a>(&self, reading: &'a Reading, rows: &Range<usize>) -> Vec<(usize, &'a v1::Kpi)> {
        let shown = one_based(rows.start)..one_based(rows.end);
        let kpis = reading.evaluation.kpis.iter().enumerate();
        kpis.filter(|(_, kpi)| kpi.table == self.table.table)
            .filter(|(_, kpi)| kpi.at.row.is_some_and(|row| shown.contains(&row)))
            .collect()
    }
}

/// A field of a record: what it is, its text, and the cell that it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// `"name" | "baseline" | "target" | "final-target" | "actual" | "rate" | "unit" | "direction"`.
    pub id: &'static str,
    /// As printed.
    pub text: String,
    /// Its period.
    pub period: Option<String>,
    /// Its cell.
    pub at: Option<CellRef>,
}

/// The fields of a record, as they stand in the source.
pub fn fields(reading: &Reading, kpi: &v1::Kpi) -> Vec<Field> {
    let cell = |at: Option<&v1::Place>| at.and_then(|at| reading.cell(at));
    let point = |id: &'static str, point: Option<&v1::Point>| {
        point.map(|point| Field {
            id,
            text: point.raw.clone(),
            period: point.period.clone(),
            at: cell(point.at.as_ref()),
        })
    };
    let beside = |id: &'static str, role: &str, text: Option<String>| {
        let table = reading
            .evaluation
            .tables
            .iter()
            .find(|table| table.id == kpi.table)?;
        let column = table.columns.iter().find(|column| column.role == role)?.column;
        let at = v1::Place {
            column: Some(column),
            ..kpi.at.clone()
        };
        Some(Field {
            id,
            text: text?,
            period: None,
            at: reading.cell(&at),
        })
    };
    let mut fields = vec![Field {
        id: "name",
        text: kpi.name.clone(),
        period: None,
        at: cell(Some(&kpi.at)),
    }];
    fields.extend(beside("unit", "unit", kpi.unit.clone()));
    fields.extend(point("baseline", kpi.baseline.as_ref()));
    for measurement in &kpi.measurements {
        let target = measurement
            .target
            .as_ref()
            .filter(|_| measurement.against != "final");
        fields.extend(point("target", target));
        fields.extend(point("actual", measurement.actual.as_ref()));
        fields.extend(measurement.printed_rate.clone().and_then(|rate| {
            let mut field = beside("rate", "rate", Some(rate))?;
            field.period.clone_from(&measurement.period);
            Some(field)
        }));
    }
    fields.extend(point("final-target", kpi.final_target.as_ref()));
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn editable(first: usize, last: usize) -> Editable {
        let table = TableMapping::drawn("t1", &Sheet::default(), &(first..last + 1));
        Editable {
            table,
            sheet: 0,
            first,
            title: None,
            standing: Standing::Recognised,
            headers: Vec::new(),
        }
    }

    #[test]
    fn the_window_holds_the_row_and_stays_inside_the_sheet() {
        let table = editable(10, 200);
        assert_eq!(table.window(300, None), 7..47);
        for row in [0, 7, 46, 47, 150, 299] {
            let window = table.window(300, Some(row));
            assert!(window.contains(&row) && window.end <= 300, "{row}: {window:?}");
        }
        assert_eq!(table.window(20, Some(19)), 7..20);
        assert_eq!(table.window(3, None), 3..3);
    }
}
