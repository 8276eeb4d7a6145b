//! What a person settled about the layout of a document, as a JSON document, `mapping/1`.
//!
//! ```json
//! { "schema": "mapping/1", "fiscalYear": 2024, "term": { "start": "FY2021", "end": "FY2025" },
//!   "tables": [ { "table": "t1", "rows": { "first": 4, "last": 30 }, "headerRows": [4, 5], "sectionRows": [6, 17],
//!                 "ignoredRows": [30],
//!                 "columns": [ { "column": 1, "role": "name" },
//!                              { "column": 2, "role": "target", "period": "FY2024" },
//!                              { "column": 3, "role": "actual", "period": "none", "basis": "annual-increment" } ] },
//!               { "table": "t2", "columns": [ { "column": 5, "role": "ignore" } ] },
//!               { "table": "t3", "rows": { "first": 40, "last": 49 }, "recordRows": 2,
//!                 "columns": [ { "column": 1, "role": "name" }, { "column": 2, "role": "target" },
//!                              { "column": 2, "row": 2, "role": "actual" } ] } ] }
//! ```
//! A table with `rows` is drawn on the grid: it is read before all layouts, with exactly what is said here, and keeps
//! its place whatever else is put right. One without is laid over what a header said of a recognised table. All numbers
//! are 1-based, as in every [`Place`](kpi_readers::base::place::Place). Every field is described in
//! `schemas/mapping-1.schema.json`.
//!
//! Where the records are not one row below the other, it says how they stand, and its rows and columns are meant so:
//!
//! | said | the records |
//! |---|---|
//! | `turned` | stand side by side: rows and columns change places in everything that is said |
//! | `recordRows` | take so many rows each; a column says which of them it means by `row` |
//! | a column of the role `kind` | take the rows that this column tells apart: 目標, 実績, 令和5年度 |
//! | `parts` | stand in tables side by side, which begin at these columns; columns before the first are all tables' |
//!
//! Where they are no rows of a grid at all, a table says its records cell by cell: each cell is a list of pieces, a piece
//! a whole cell of the sheet (`[row, column]`) or the characters from one to another of it (`[row, column, from, to]`).
//! Columns then count the cells of a record. Rows that it names besides (`headerRows`, `sectionRows`, `ignoredRows`) are
//! left alone by whatever else reads the sheet.
//!
//! ```json
//! { "table": "r2c1", "unit": "人", "ignoredRows": [1],
//!   "cells": [ [ [[2, 1]], [[3, 1, 4, 6]], [[3, 1, 11, 12]] ], [ [[4, 1], [5, 1]], [[6, 1, 4, 6]], [] ] ],
//!   "columns": [ { "column": 1, "role": "name" }, { "column": 2, "role": "target" }, { "column": 3, "role": "actual" } ] }
//! ```
//!
//! | file | does |
//! |---|---|
//! | [`read`] | drawn tables → indicators |
//! | [`cells`] | records told cell by cell → indicators, and back |
//! | [`arranged`] | the cells of a drawn table in the order of its records |
//! | [`guess`] | the best guess for a sheet in which nothing was recognised |
//! | [`rearrange`] | another way in which the records of a table stand, with the best guess of its rows and columns there |
//! | [`form`] | 様式: a mapping kept under a name, for the next sheet with the same header |

pub mod arranged;
pub mod cells;
pub mod form;
pub mod guess;
pub mod index;
pub mod read;
pub mod rearrange;

use std::collections::BTreeSet;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::kpi::{Basis, Heading, Period, Term};
use crate::layout::columns::Spec;
use crate::layout::role::Role;
use kpi_readers::sheet::Sheet;

/// The layout of tables that a person settled.
pub const LAYOUT_ID: &str = "mapped";

/// The value of [`Mapping::schema`].
pub const SCHEMA: &str = "mapping/1";

/// The rightmost column that a mapping can speak of, 1-based: that of a workbook.
const MAX_COLUMN: u32 = 16_384;

/// The most rows of one record.
pub const MAX_RECORD_ROWS: u32 = 20;

/// The most records that are told cell by cell, the most cells of one, and the most pieces of a cell.
const MAX_RECORDS: usize = 20_000;
const MAX_CELLS: usize = 200;
const MAX_PIECES: usize = 64;

/// What a person settled about the layout of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Mapping {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// The fiscal year that the document reports on, where it does not say so itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fiscal_year: Option<i32>,
    /// The plan's term.
    #[serde(default, skip_serializing_if = "Term::is_empty")]
    pub term: Term,
    /// Its tables.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<TableMapping>,
}

/// What was settled about one table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TableMapping {
    /// The table's id. A drawn table keeps that of the recognised one in whose place it is.
    pub table: String,
    /// The worksheet's name, where the document has several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Its first and last row, both included: the table is drawn on the grid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<Rows>,
    /// The rows of its header, among its rows.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub header_rows: BTreeSet<u32>,
    /// Headings between its records.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub section_rows: BTreeSet<u32>,
    /// Rows that hold no record.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub ignored_rows: BTreeSet<u32>,
    /// Rows and columns change places.
    #[serde(default, skip_serializing_if = "is_false")]
    pub turned: bool,
    /// The columns at which the tables side by side begin; none for a single one.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub parts: BTreeSet<u32>,
    /// The rows of one record, where they are told apart by their order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record_rows: Option<u32>,
    /// Its records cell by cell, each put together of parts of the sheet's cells; its columns count the cells of a
    /// record, of which the first is the name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<Vec<Vec<Part>>>,
    /// The unit of all values that are printed without one; only of records told cell by cell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Its columns. A column of a drawn table that is not named means nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<ColumnMapping>,
    /// The name of the form (様式) that it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
}

/// A cell of the sheet, or characters of it: `[row, column]` or `[row, column, from, to]`, all 1-based.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "Vec<u32>", try_from = "Vec<u32>")]
pub struct Part {
    /// Row of the sheet.
    pub row: u32,
    /// Column of the sheet.
    pub column: u32,
    /// First and last character of the cell's text, both included; the whole cell without them.
    pub characters: Option<(u32, u32)>,
}

impl Part {
    /// Its first and last character, as far as the cell goes.
    fn span(self) -> (u32, u32) {
        self.characters.unwrap_or((1, u32::MAX))
    }
}

impl From<Part> for Vec<u32> {
    fn from(part: Part) -> Self {
        let (from, to) = part.characters.unzip();
        [Some(part.row), Some(part.column), from, to]
            .into_iter()
            .flatten()
            .collect()
    }
}

impl TryFrom<Vec<u32>> for Part {
    type Error = String;

    fn try_from(numbers: Vec<u32>) -> Result<Self, String> {
        let (row, column, characters) = match numbers[..] {
            [row, column] => (row, column, None),
            [row, column, from, to] => (row, column, Some((from, to))),
            _ => return Err(format!("`cells` has a part of {} numbers", numbers.len())),
        };
        Ok(Self {
            row,
            column,
            characters,
        })
    }
}

/// First and last row of a table, 1-based, both included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rows {
    /// The first.
    pub first: u32,
    /// The last.
    pub last: u32,
}

/// What a column means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ColumnMapping {
    /// 1-based position.
    pub column: u32,
    /// Of the rows of one record, the one that is meant, from 2; the first without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// What it means; of two values in a cell, the upper.
    pub role: Role,
    /// Of two values in a cell, the lower.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lower: Option<Role>,
    /// The period of its values.
    #[serde(default, skip_serializing_if = "Dating::is_by_header")]
    pub period: Dating,
    /// What its numbers count; as the header says without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde asks for it")]
fn is_false(value: &bool) -> bool {
    !value
}

/// What dates the values of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Dating {
    /// What the header says.
    #[default]
    ByHeader,
    /// Nothing: `"none"`.
    Undated,
    /// A person.
    At(Period),
}

/// The word of [`Dating::Undated`].
const UNDATED: &str = "none";

impl Dating {
    fn is_by_header(&self) -> bool {
        *self == Self::ByHeader
    }

    /// A period, or that there is none.
    pub fn settled(period: Option<Period>) -> Self {
        period.map_or(Self::Undated, Self::At)
    }
}

impl From<Dating> for String {
    fn from(dating: Dating) -> Self {
        match dating {
            Dating::ByHeader => Self::new(),
            Dating::Undated => UNDATED.to_owned(),
            Dating::At(period) => period.to_string(),
        }
    }
}

impl TryFrom<String> for Dating {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text == UNDATED {
            return Ok(Self::Undated);
        }
        Period::try_from(text).map(Self::At)
    }
}

impl Default for Mapping {
    fn default() -> Self {
        Self {
            schema: SCHEMA.to_owned(),
            fiscal_year: None,
            term: Term::default(),
            tables: Vec::new(),
        }
    }
}

/// What is wrong with a mapping: the path of its field, and what stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappingFault {
    /// `tables.columns.column`.
    pub field: &'static str,
    /// What it holds.
    pub value: String,
}

impl Mapping {
    /// Nothing is settled.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What cannot be meant.
    ///
    /// # Errors
    /// [`MappingFault`] with the first such field.
    pub fn check(&self) -> Result<(), MappingFault> {
        let fault = |field, value: &dyn ToString| {
            Err(MappingFault {
                field,
                value: value.to_string(),
            })
        };
        if self.schema != SCHEMA {
            return fault("schema", &self.schema);
        }
        if let Some(year) = self.fiscal_year.filter(|year| !(1868..=2200).contains(year)) {
            return fault("fiscalYear", &year);
        }
        for table in &self.tables {
            if table.table.is_empty() {
                return fault("tables.table", &table.table);
            }
            if let Some(rows) = table.rows.filter(|rows| rows.last < rows.first.max(1)) {
                return fault("tables.rows.last", &rows.last);
            }
            if let Some(rows) = table.rows.filter(|rows| rows.first == 0) {
                return fault("tables.rows.first", &rows.first);
            }
            if let Some(column) = table
                .columns
                .iter()
                .find(|column| !(1..=MAX_COLUMN).contains(&column.column))
            {
                return fault("tables.columns.column", &column.column);
            }
            if let Some(rows) = table
                .record_rows
                .filter(|rows| !(2..=MAX_RECORD_ROWS).contains(rows))
            {
                return fault("tables.recordRows", &rows);
            }
            if let Some(part) = table.parts.iter().find(|part| !(1..=MAX_COLUMN).contains(*part)) {
                return fault("tables.parts", part);
            }
            let rows = 2..=table.record_rows.unwrap_or(1);
            let row_of = |column: &ColumnMapping| column.row.filter(|row| !rows.contains(row));
            if let Some(row) = table.columns.iter().find_map(row_of) {
                return fault("tables.columns.row", &row);
            }
            if let Some((field, value)) = table.fault_of_cells() {
                return fault(field, &value);
            }
            let outside = |row: &&u32| match table.rows {
                Some(rows) => !(rows.first..=rows.last).contains(row),
                None => table.cells.is_empty() || **row == 0,
            };
            let kinds = [
                ("tables.headerRows", &table.header_rows),
                ("tables.sectionRows", &table.section_rows),
                ("tables.ignoredRows", &table.ignored_rows),
            ];
            for (field, rows) in kinds {
                if let Some(row) = rows.iter().find(outside) {
                    return fault(field, row);
                }
            }
        }
        Ok(())
    }

    /// Settles a table: it takes the place of what was drawn or laid over there.
    pub fn settle(&mut self, table: TableMapping) {
        // What is laid over records told cell by cell says what their cells mean.
        let told = self
            .tables
            .iter_mut()
            .find(|other| other.table == table.table && other.is_told());
        if let Some(told) = told.filter(|_| table.rows.is_none() && !table.is_told()) {
            told.columns = table.columns;
            return;
        }
        self.tables
            .retain(|other| other.table != table.table && !other.overlaps(&table));
        let at = self.tables.partition_point(|other| other.place() < table.place());
        self.tables.insert(at, table);
    }

    /// Leaves a table to the program again.
    pub fn release(&mut self, table: &str) {
        self.tables.retain(|other| other.table != table);
    }

    /// The tables that are drawn on a sheet; without a name on the first, or only, one.
    pub fn drawn_on(&self, sheet: &Sheet) -> impl Iterator<Item = &TableMapping> {
        let name = sheet.name.clone();
        self.tables
            .iter()
            .filter(move |table| table.rows.is_some() && table.sheet == name)
    }

    /// The tables of a sheet whose records are told cell by cell.
    pub fn told_on(&self, sheet: &Sheet) -> impl Iterator<Item = &TableMapping> {
        let name = sheet.name.clone();
        self.tables
            .iter()
            .filter(move |table| table.is_told() && table.sheet == name)
    }

    /// The rows of a sheet that were settled, 0-based.
    pub fn rows_on(&self, sheet: &Sheet) -> BTreeSet<usize> {
        let drawn = self.drawn_on(sheet);
        let n_rows = sheet.rows.len();
        let drawn = drawn.flat_map(|table| {
            let rows = table.rows_of_sheet();
            rows.start..rows.end.min(n_rows)
        });
        drawn
            .chain(self.told_on(sheet).flat_map(TableMapping::told_rows))
            .collect()
    }

    /// Lays year and term over what the document says of itself.
    pub fn lay_over_heading(&self, heading: &mut Heading) {
        heading.fiscal_year = self.fiscal_year.or(heading.fiscal_year);
        let printed = heading.term.unwrap_or_default();
        let term = Term {
            start: self.term.start.or(printed.start),
            end: self.term.end.or(printed.end),
        };
        heading.term = (!term.is_empty()).then_some(term);
    }
}

impl TableMapping {
    /// A table drawn on these rows, 0-based.
    pub fn drawn(id: impl Into<String>, sheet: &Sheet, rows: &Range<usize>) -> Self {
        Self {
            table: id.into(),
            sheet: sheet.name.clone(),
            rows: Some(Rows {
                first: one_based(rows.start),
                last: one_based(rows.end.saturating_sub(1)),
            }),
            ..Self::default()
        }
    }

    /// Its records are told cell by cell.
    pub fn is_told(&self) -> bool {
        !self.cells.is_empty()
    }

    /// What a table told cell by cell is known by when a person says that it holds no KPIs: its place, and how many
    /// records and cells it has, so that other text in the same place is asked about again.
    pub fn key(&self) -> String {
        let width = self.cells.first().map_or(0, Vec::len);
        format!("{}/{}x{width}", self.table, self.cells.len())
    }

    /// The rows of the sheet that records told cell by cell stand in, or that are named beside them, 0-based.
    pub fn told_rows(&self) -> BTreeSet<usize> {
        let parts = self.cells.iter().flatten().flatten();
        let named = [&self.header_rows, &self.section_rows, &self.ignored_rows];
        parts
            .map(|part| part.row)
            .chain(named.into_iter().flatten().copied())
            .map(zero_based)
            .collect()
    }

    /// What cannot be meant by its records told cell by cell: the field, and what it holds.
    fn fault_of_cells(&self) -> Option<(&'static str, String)> {
        if !self.is_told() {
            let unit = self.unit.as_ref();
            return unit.map(|unit| ("tables.unit", unit.clone()));
        }
        let is_drawn =
            self.rows.is_some() || self.turned || !self.parts.is_empty() || self.record_rows.is_some();
        let cells = || self.cells.iter().flatten();
        let longest_record = self.cells.iter().map(Vec::len).max().unwrap_or(0);
        let longest_cell = cells().map(Vec::len).max().unwrap_or(0);
        let counts = [
            (self.cells.len(), MAX_RECORDS),
            (longest_record, MAX_CELLS),
            (longest_cell, MAX_PIECES),
        ];
        let is_nowhere = |part: &&Part| {
            part.row == 0
                || !(1..=MAX_COLUMN).contains(&part.column)
                || part.characters.is_some_and(|(from, to)| from == 0 || to < from)
        };
        let too_many = counts
            .into_iter()
            .find(|(n, most)| n > most)
            .map(|(n, _)| n.to_string());
        let nowhere = || {
            let part = cells().flatten().find(is_nowhere)?;
            Some(format!("{:?}", Vec::from(*part)))
        };
        let also = is_drawn.then(|| self.table.clone());
        Some(("tables.cells", also.or(too_many).or_else(nowhere)?))
    }

    /// Its rows in the sheet, 0-based; empty where it is not drawn.
    pub fn range(&self) -> Range<usize> {
        match self.rows {
            Some(rows) => zero_based(rows.first)..zero_based(rows.last) + 1,
            None => 0..0,
        }
    }

    /// The rows of the sheet that it stands in, 0-based: those of its columns where it is turned.
    pub fn rows_of_sheet(&self) -> Range<usize> {
        if !self.turned {
            return self.range();
        }
        let columns = || self.columns.iter().map(ColumnMapping::index);
        match (columns().min(), columns().max()) {
            (Some(first), Some(last)) if self.rows.is_some() => first..last + 1,
            _ => 0..0,
        }
    }

    /// Each record is one row, below the others.
    pub fn is_plain(&self) -> bool {
        let has_kinds = self.columns.iter().any(|column| column.role == Role::Kind);
        !self.turned && self.parts.len() < 2 && self.n_lines() == 1 && !has_kinds
    }

    /// The rows of one record; 1 where each is a row, or where a column tells them apart.
    pub fn n_lines(&self) -> usize {
        let lines = self.record_rows.unwrap_or(1).clamp(1, MAX_RECORD_ROWS);
        usize::try_from(lines).unwrap_or(1)
    }

    /// The row behind its header, 0-based, and the rows of the header: those above the first record.
    pub fn header(&self) -> Range<usize> {
        let range = self.range();
        let mut end = range.start;
        for row in self.header_rows.iter().map(|row| zero_based(*row)) {
            // A header that is repeated further down heads nothing new.
            if self.header_rows.len() > 1 && row > end + 1 {
                break;
            }
            end = end.max(row + 1);
        }
        range.start..end.min(range.end)
    }

    /// The mapping of a column, 1-based, in the first row of each record.
    pub fn column(&self, column: u32) -> Option<&ColumnMapping> {
        self.column_at(column, 0)
    }

    /// The mapping of a column, 1-based, in a row of each record, 0-based.
    pub fn column_at(&self, column: u32, line: usize) -> Option<&ColumnMapping> {
        let is_it = |mapping: &&ColumnMapping| mapping.column == column && mapping.line() == line;
        self.columns.iter().find(is_it)
    }

    /// Settles a column.
    pub fn set_column(&mut self, column: ColumnMapping) {
        let place = |column: &ColumnMapping| (column.column, column.line());
        self.columns.retain(|other| place(other) != place(&column));
        let at = self
            .columns
            .partition_point(|other| place(other) < place(&column));
        self.columns.insert(at, column);
    }

    /// Settles what a row is, 1-based; the table grows as far as it must.
    pub fn set_row(&mut self, row: u32, kind: RowKind) {
        for rows in [
            &mut self.header_rows,
            &mut self.section_rows,
            &mut self.ignored_rows,
        ] {
            rows.remove(&row);
        }
        let kinds = match kind {
            RowKind::Record => None,
            RowKind::Header => Some(&mut self.header_rows),
            RowKind::Section => Some(&mut self.section_rows),
            RowKind::Ignored => Some(&mut self.ignored_rows),
        };
        if let Some(kinds) = kinds {
            kinds.insert(row);
        }
        if let Some(rows) = &mut self.rows {
            (rows.first, rows.last) = (rows.first.min(row), rows.last.max(row));
        }
    }

    /// Settles where the table begins and ends, 1-based. Rows that fall out of it are forgotten.
    pub fn set_rows(&mut self, first: u32, last: u32) {
        let rows = Rows {
            first: first.min(last).max(1),
            last: last.max(first).max(1),
        };
        self.rows = Some(rows);
        for kinds in [
            &mut self.header_rows,
            &mut self.section_rows,
            &mut self.ignored_rows,
        ] {
            kinds.retain(|row| (rows.first..=rows.last).contains(row));
        }
    }

    /// What a row of the table is, 1-based.
    pub fn row(&self, row: u32) -> Option<RowKind> {
        let rows = self.rows.filter(|rows| (rows.first..=rows.last).contains(&row))?;
        let _ = rows;
        let kinds = [
            (&self.header_rows, RowKind::Header),
            (&self.section_rows, RowKind::Section),
            (&self.ignored_rows, RowKind::Ignored),
        ];
        let named = kinds.into_iter().find(|(rows, _)| rows.contains(&row));
        Some(named.map_or(RowKind::Record, |(_, kind)| kind))
    }

    /// Both are drawn on the same rows of a sheet.
    fn overlaps(&self, other: &Self) -> bool {
        if self.is_told() || other.is_told() {
            return self.sheet == other.sheet && self.shares_parts(other);
        }
        let (own, others) = (self.rows_of_sheet(), other.rows_of_sheet());
        self.sheet == other.sheet && own.start < others.end && others.start < own.end
    }

    /// One of both is told cell by cell, and stands in what the other takes: a row that is drawn, a part that is told.
    fn shares_parts(&self, other: &Self) -> bool {
        if !self.is_told() {
            return other.is_told() && other.shares_parts(self);
        }
        if !other.is_told() {
            let rows = other.rows_of_sheet();
            return self.told_rows().iter().any(|row| rows.contains(row));
        }
        let parts = |table: &Self, owner: usize| {
            let parts = table.cells.iter().flatten().flatten();
            parts
                .map(|part| (part.row, part.column, part.span(), owner))
                .collect::<Vec<_>>()
        };
        let mut all = parts(self, 0);
        all.extend(parts(other, 1));
        all.sort_unstable();
        // The last character that each of them has taken of the cell.
        let (mut cell, mut taken) = ((0, 0), [0; 2]);
        all.iter().any(|&(row, column, (from, to), owner)| {
            if cell != (row, column) {
                (cell, taken) = ((row, column), [0; 2]);
            }
            let is_taken = taken.get(1 - owner).is_some_and(|last| from <= *last);
            if let Some(last) = taken.get_mut(owner) {
                *last = to.max(*last);
            }
            is_taken
        })
    }

    fn place(&self) -> (&Option<String>, usize) {
        let told = self.told_rows().first().copied();
        (&self.sheet, told.unwrap_or(self.rows_of_sheet().start))
    }
}

/// What a row of a drawn table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// A record, or a note of the records above.
    Record,
    /// A row of the header.
    Header,
    /// A heading between the records.
    Section,
    /// Nothing is read from it.
    Ignored,
}

impl RowKind {
    /// Every kind, in the order of the menu, with its stable id.
    pub const ALL: [(&'static str, Self); 4] = [
        ("record", Self::Record),
        ("header", Self::Header),
        ("section", Self::Section),
        ("ignored", Self::Ignored),
    ];

    /// The stable id.
    pub fn id(self) -> &'static str {
        let mut all = Self::ALL.into_iter();
        all.find(|(_, kind)| *kind == self).map_or("record", |(id, _)| id)
    }

    /// The kind of an id.
    pub fn from_id(id: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|(known, _)| *known == id).map(|(_, kind)| kind)
    }
}

impl ColumnMapping {
    /// A column that means this, all else as its header says.
    pub fn new(column: u32, role: Role) -> Self {
        Self {
            column,
            row: None,
            role,
            lower: None,
            period: Dating::ByHeader,
            basis: None,
        }
    }

    /// Its 0-based position.
    pub fn index(&self) -> usize {
        zero_based(self.column)
    }

    /// The row of the record that is meant, 0-based.
    pub fn line(&self) -> usize {
        zero_based(self.row.unwrap_or(1))
    }

    /// Lays itself over what the header says.
    pub fn settle(&self, spec: &mut Spec) {
        // The header tells prose more finely than a menu does.
        let same_prose = matches!((spec.role, self.role), (Role::Note(_), Role::Note(_)));
        if !same_prose {
            spec.role = self.role;
        }
        spec.lower = self.lower;
        spec.assumed = false;
        spec.basis = self.basis.unwrap_or(spec.basis);
        match self.period {
            Dating::ByHeader => {}
            Dating::Undated => (spec.period, spec.year_assumed) = (None, false),
            Dating::At(period) => (spec.period, spec.year_assumed) = (Some(period), false),
        }
        // A column of 「最終目標」 that a person calls something else is that.
        spec.is_final &= matches!(spec.role, Role::FinalTarget | Role::Target);
    }
}

/// 1-based.
pub fn one_based(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1)
}

/// 0-based.
pub fn zero_based(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX).saturating_sub(1)
}
