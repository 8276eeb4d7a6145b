//! The tables of a reading as a person puts them right: what each row and column is now, and what was read from them.

use std::ops::Range;

use crate::ui::reading::Reading;
use kpi_core::layout::mapping::Rows;
use kpi_core::layout::mapping::TableMapping;
use kpi_core::layout::mapping::form::OWN_ID;
use kpi_core::layout::mapping::guess::guess;
use kpi_core::layout::mapping::guess::guess_among;
use kpi_core::layout::mapping::one_based;
use kpi_core::layout::mapping::read::specs;
use kpi_core::layout::mapping::zero_based;
use kpi_readers::base::place::CellRef;
use kpi_readers::sheet::Sheet;
use kpi_report::contract::mapping::drawn;
use kpi_report::contract::mapping::laid_over;
use kpi_report::contract::mapping::rows_of_sheet;
use kpi_report::contract::v1;

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
    /// Its columns, in the rows of a record.
    pub heads: Vec<Head>,
}

/// A column of a table, in one of the rows of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// 0-based; in a turned table a row of the sheet.
    pub column: usize,
    /// The row of the record, 0-based.
    pub line: usize,
    /// What stands above it.
    pub header: String,
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
        if let Some(drawn) = settled.filter(|settled| settled.rows.is_some()) {
            // A row that nothing is read from now may hold a record again once the columns are right.
            mapping.rows = drawn.rows;
            mapping.header_rows.clone_from(&drawn.header_rows);
            mapping.section_rows.clone_from(&drawn.section_rows);
            mapping.ignored_rows.clone_from(&drawn.ignored_rows);
        }
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
            heads: heads(table),
        })
    });
    let recognised: Vec<Editable> = recognised.collect();
    if !recognised.is_empty() || !found.kpis.is_empty() {
        return recognised;
    }
    let guessed = reading.sheets().iter().enumerate().find_map(|(index, sheet)| {
        let table = guess(sheet, &format!("{OWN_ID}1"))?;
        Some(proposed(table, index, sheet))
    });
    guessed.into_iter().collect()
}

fn proposed(table: TableMapping, index: usize, sheet: &Sheet) -> Editable {
    let specs = specs(&table, sheet).into_iter().enumerate();
    Editable {
        first: table.range().start,
        table,
        sheet: index,
        title: None,
        standing: Standing::Proposed,
        heads: specs
            .map(|(column, spec)| Head {
                column,
                line: 0,
                header: spec.header,
            })
            .take(MAX_COLUMNS)
            .collect(),
    }
}

/// An id for a further table, which no other has.
pub fn free_id(reading: &Reading) -> String {
    let settled = &reading.inputs.corrections.mapping.tables;
    let is_taken = |id: &String| {
        settled.iter().any(|table| table.table == *id)
            || reading.evaluation.tables.iter().any(|table| table.id == *id)
    };
    let mut ids = (1..).map(|n| format!("{OWN_ID}{n}"));
    ids.find(|id| !is_taken(id)).unwrap_or_default()
}

/// The best guess of a further table among the cells that no table holds, first on this sheet.
pub fn further(reading: &Reading, sheet: usize, id: &str) -> Option<Editable> {
    let sheets = || reading.sheets().iter().enumerate();
    let order = sheets().skip(sheet).chain(sheets().take(sheet));
    order.into_iter().find_map(|(index, sheet)| {
        let of_sheet = reading
            .evaluation
            .tables
            .iter()
            .filter(|table| table.at.sheet == sheet.name);
        let taken: Vec<Rows> = of_sheet.filter_map(rows_of_sheet).collect();
        let is_free = |row: usize| {
            let is_in = |rows: &Rows| (rows.first..=rows.last).contains(&one_based(row));
            !taken.iter().any(is_in) && !reading.is_used(index, row)
        };
        Some(proposed(guess_among(sheet, is_free, id)?, index, sheet))
    })
}

/// The columns of a table, and what stands above each; columns of the sheet that were left out among them.
fn heads(table: &v1::Table) -> Vec<Head> {
    let mut heads: Vec<Head> = table
        .columns
        .iter()
        .map(|column| Head {
            column: zero_based(column.column),
            line: zero_based(column.row.unwrap_or(1)),
            header: column.header.clone(),
        })
        .collect();
    if !table.turned && table.rows.is_some() {
        let last = heads.iter().map(|head| head.column).max().unwrap_or(0);
        for column in 0..last.min(MAX_COLUMNS) {
            if !heads.iter().any(|head| head.column == column) {
                heads.push(Head {
                    column,
                    line: 0,
                    header: String::new(),
                });
            }
        }
    }
    heads.sort_by_key(|head| (head.column, head.line));
    heads.truncate(MAX_COLUMNS);
    heads
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

/// Where a KPI's cell of a role stands beside its name: in its row, or its column where the table is turned, and in its
/// own one of tables side by side.
fn beside(table: &v1::Table, kpi: &v1::Kpi, role: &str) -> Option<v1::Place> {
    let part = |column: u32| table.parts.iter().filter(|start| **start <= column).count();
    let is_own = |column: &&v1::Column| {
        column.role == role
            && (table.turned || kpi.at.column.is_none_or(|own| part(own) == part(column.column)))
    };
    let column = table.columns.iter().find(is_own)?;
    let line = |column: Option<&v1::Column>| column.and_then(|column| column.row).unwrap_or(1);
    let name = table.columns.iter().find(|column| column.role == "name");
    let down = line(Some(column)).saturating_sub(line(name));
    let (row, at) = match (table.turned, kpi.at.row, kpi.at.column) {
        (true, _, Some(at)) => (column.column, at + down),
        (false, Some(row), _) => (row + down, column.column),
        _ => return None,
    };
    Some(v1::Place {
        row: Some(row),
        column: Some(at),
        line: None,
        ..kpi.at.clone()
    })
}

/// Where a KPI's cell of a role stands, whatever it holds.
pub fn beside_of(reading: &Reading, kpi: &v1::Kpi, role: &str) -> Option<v1::Place> {
    let mut tables = reading.evaluation.tables.iter();
    beside(tables.find(|table| table.id == kpi.table)?, kpi, role)
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
    let word = |id: &'static str, role: &str, text: Option<String>| {
        let table = reading
            .evaluation
            .tables
            .iter()
            .find(|table| table.id == kpi.table)?;
        Some(Field {
            id,
            text: text?,
            period: None,
            at: reading.cell(&beside(table, kpi, role)?),
        })
    };
    let mut fields = vec![Field {
        id: "name",
        text: kpi.name.clone(),
        period: None,
        at: cell(Some(&kpi.at)),
    }];
    fields.extend(word("unit", "unit", kpi.unit.clone()));
    fields.extend(point("baseline", kpi.baseline.as_ref()));
    for measurement in &kpi.measurements {
        let target = measurement
            .target
            .as_ref()
            .filter(|_| measurement.against != "final");
        fields.extend(point("target", target));
        fields.extend(point("actual", measurement.actual.as_ref()));
        fields.extend(measurement.printed_rate.clone().and_then(|rate| {
            let mut field = word("rate", "rate", Some(rate))?;
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
            heads: Vec::new(),
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
