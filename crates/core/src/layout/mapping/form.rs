//! 様式: what a person settled about a table, kept under a name for the next sheet with the same header.
//!
//! ```json
//! { "schema": "form/1", "name": "進捗管理シート", "header": [["指標名", "〇目標", "〇実績"]],
//!   "columns": [ { "column": 1, "role": "name" }, { "column": 2, "role": "target" }, { "column": 3, "role": "actual" } ] }
//! ```
//! The header is kept row by row, folded, with 〇 for every period, so that next year's sheet has the same one. A form is
//! applied only where the values fit what it says of its columns. How the records stand is the form's, too; the header of
//! a turned table is that of its rows, wherever on the sheet they begin.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::kpi::Recognised;
use crate::layout::heading::Outline;
use crate::layout::mapping::read::specs;
use crate::layout::mapping::{
    ColumnMapping, Dating, Mapping, RowKind, TableMapping, arranged, is_false, one_based, zero_based,
};
use crate::layout::page::Page;
use crate::layout::role::Role;
use crate::layout::rows::{self, Reader};
use crate::layout::view::At;
use crate::layout::{folds, slots, table};
use crate::text::{arrow, era, fold};
use kpi_readers::sheet::{Row, Sheet};

/// The value of [`Form::schema`].
pub const SCHEMA: &str = "form/1";

/// The longest name of a form, in characters.
pub const LONGEST_NAME: usize = 60;

/// What stands for a period in a folded header.
const PERIOD: char = '〇';

/// Rows that are looked through for the header of a turned table, and the most columns of one.
const TURNED_ROWS: usize = 500;
const MAX_WIDTH: usize = 16_384;

/// Of the filled cells of a column, this share must be what its role asks for.
const FITTING: (usize, usize) = (7, 10);

/// A form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Form {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// What people call it.
    pub name: String,
    /// The header, folded, row by row; cells behind the last filled one are left out.
    pub header: Vec<Vec<String>>,
    /// Rows and columns change places.
    #[serde(default, skip_serializing_if = "is_false")]
    pub turned: bool,
    /// The columns at which the tables side by side begin.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub parts: BTreeSet<u32>,
    /// The rows of one record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record_rows: Option<u32>,
    /// What its columns mean; those of a turned table are counted from its first row.
    pub columns: Vec<ColumnMapping>,
}

/// Why a form is not applied, though the header is its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The column whose values are something else, 1-based.
    pub column: u32,
    /// What the form says of it.
    pub role: Role,
}

impl Form {
    /// The form of a drawn table; `None` where it has no header to be known by.
    ///
    /// Periods are left to the next header: a form is for another year.
    pub fn of(name: &str, drawn: &TableMapping, sheet: &Sheet) -> Option<Self> {
        let upright = arranged::upright(drawn, sheet);
        // Where a turned table begins is not the form's.
        let above = if drawn.turned {
            drawn.rows_of_sheet().start
        } else {
            0
        };
        let back = |column: u32| one_based(zero_based(column).saturating_sub(above));
        let mut header = signature(upright.rows.get(drawn.header())?);
        for row in &mut header {
            row.drain(..above.min(row.len()));
        }
        let columns = drawn.columns.iter().map(|column| ColumnMapping {
            column: back(column.column),
            period: match column.period {
                Dating::Undated if says_period(&header, back(column.column)) => Dating::Undated,
                _ => Dating::ByHeader,
            },
            ..column.clone()
        });
        let columns = columns.collect();
        let form = Self {
            schema: SCHEMA.to_owned(),
            name: clean(name)?,
            header,
            turned: drawn.turned,
            parts: drawn.parts.iter().map(|part| back(*part)).collect(),
            record_rows: drawn.record_rows,
            columns,
        };
        form.is_sound().then_some(form)
    }

    /// It can be meant: our schema, a name, a header, a column of names.
    pub fn is_sound(&self) -> bool {
        let is_filled = |row: &Vec<String>| row.iter().any(|text| !text.is_empty());
        let mapping = Mapping {
            tables: vec![TableMapping {
                table: "form".to_owned(),
                parts: self.parts.clone(),
                record_rows: self.record_rows,
                columns: self.columns.clone(),
                ..TableMapping::default()
            }],
            ..Mapping::default()
        };
        self.schema == SCHEMA
            && clean(&self.name).as_ref() == Some(&self.name)
            && self.header.iter().any(is_filled)
            && self.columns.iter().any(|column| column.role == Role::Name)
            && mapping.check().is_ok()
    }

    /// The cells, by row and column, at which its header begins.
    pub fn heads(&self, sheet: &Sheet) -> Vec<At> {
        if self.turned {
            return self.turned_heads(sheet);
        }
        let is_here = |row: &usize| {
            let rows = sheet.rows.get(*row..row.saturating_add(self.header.len()));
            rows.is_some_and(|rows| {
                rows.iter()
                    .zip(&self.header)
                    .all(|(row, wanted)| is_row(row, wanted))
            })
        };
        (0..sheet.rows.len())
            .filter(is_here)
            .map(|row| (row, 0))
            .collect()
    }

    /// As [`Self::heads`], where the header stands in columns.
    fn turned_heads(&self, sheet: &Sheet) -> Vec<At> {
        let wanted = || {
            let lines = self.header.iter().enumerate();
            lines.flat_map(|(right, line)| {
                let texts = line.iter().enumerate();
                texts.map(move |(down, text)| (down, right, text))
            })
        };
        let text = |row: usize, column: usize| folded(sheet.rows.get(row).map_or("", |row| row.text(column)));
        let is_here = |&(row, column): &At| {
            wanted().all(|(down, right, wanted)| text(row + down, column + right) == *wanted)
        };
        let rows = sheet.rows.iter().enumerate().take(TURNED_ROWS);
        let cells = rows.flat_map(|(row, cells)| (0..cells.cells.len()).map(move |column| (row, column)));
        cells.filter(is_here).collect()
    }

    /// The table below its header on this row, if the values fit.
    ///
    /// # Errors
    /// [`Misfit`] with the first column whose values do not.
    pub fn draw(&self, sheet: &Sheet, (row, column): At, id: &str) -> Result<TableMapping, Misfit> {
        let (head, above) = if self.turned { (column, row) } else { (row, 0) };
        let down = |number: u32| one_based(zero_based(number).saturating_add(above));
        let body = head + self.header.len();
        let mut drawn = TableMapping {
            form: Some(self.name.clone()),
            turned: self.turned,
            parts: self.parts.iter().map(|part| down(*part)).collect(),
            record_rows: self.record_rows,
            columns: self
                .columns
                .iter()
                .map(|column| ColumnMapping {
                    column: down(column.column),
                    ..column.clone()
                })
                .collect(),
            ..TableMapping::drawn(id, sheet, &(head..sheet.rows.len().max(MAX_WIDTH)))
        };
        let upright = arranged::upright(&drawn, sheet);
        drawn.set_rows(one_based(head), one_based(upright.rows.len().saturating_sub(1)));
        for row in head..body {
            drawn.set_row(one_based(row), RowKind::Header);
        }
        if drawn.is_plain() {
            self.find_rows(&mut drawn, sheet, body);
        } else {
            find_arranged_rows(&mut drawn, &upright, body);
        }
        match misfit(&drawn, &upright) {
            Some(misfit) => Err(misfit),
            None => Ok(drawn),
        }
    }

    /// Finds the last row, headings and rows without a record below the header, as for a header that was recognised.
    fn find_rows(&self, drawn: &mut TableMapping, sheet: &Sheet, body: usize) {
        let specs = specs(drawn, sheet);
        let plan = slots::plan(&specs, None);
        let column = |role| {
            self.columns
                .iter()
                .find(|column| column.role == role)
                .map(ColumnMapping::index)
        };
        let reader = Reader {
            sheet,
            specs: &specs,
            plan: &plan,
            name_column: column(Role::Name).unwrap_or(0),
            part_column: None,
            last_period: None,
        };
        let settled = Mapping::default();
        let page = Page::new(sheet, &settled, Outline::of(sheet));
        let mut found = Recognised::default();
        let walked = table::walk(&reader, body, &page, &mut found, false);
        let first = drawn.range().start;
        let extent = walked.extent(first..body);
        drawn.set_rows(
            one_based(first),
            one_based(extent.last.max(body.saturating_sub(1))),
        );
        for (rows, kind) in [
            (extent.header, RowKind::Header),
            (extent.sections, RowKind::Section),
            (extent.ignored, RowKind::Ignored),
        ] {
            for row in rows {
                drawn.set_row(one_based(row), kind);
            }
        }
    }
}

/// Finds the last row and headings of a table whose records are not one row below the other: it goes on over one blank
/// row and over lines, to the next header or the first row that tells not what it holds.
fn find_arranged_rows(drawn: &mut TableMapping, upright: &Sheet, body: usize) {
    let kinds: Vec<usize> = drawn
        .columns
        .iter()
        .filter(|column| column.role == Role::Kind)
        .map(ColumnMapping::index)
        .collect();
    let settled = Mapping::default();
    let page = Page::new(upright, &settled, Outline::default());
    let mut last = body.saturating_sub(1);
    let mut lines = Vec::new();
    let mut row = Some(body).filter(|row| upright.rows.get(*row).is_some_and(|row| !row.is_blank()));
    while let Some(index) = row
        && let Some(cells) = upright.rows.get(index)
        && !page.heads.of(&upright.rows, index).named
    {
        if cells.sole_text().is_some_and(|text| !rows::is_value_like(text)) {
            lines.push(index);
        } else if kinds.iter().all(|column| folds::is_label(cells.text(*column))) {
            last = index;
        } else {
            break;
        }
        row = page.below(index);
    }
    drawn.set_rows(one_based(drawn.range().start), one_based(last));
    for line in lines.into_iter().filter(|line| *line < last) {
        let beside = upright.rows.get(line).is_some_and(table::is_beside);
        let kind = if beside {
            RowKind::Ignored
        } else {
            RowKind::Section
        };
        drawn.set_row(one_based(line), kind);
    }
}

/// What a list of forms says of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matches {
    /// Forms whose header is there and whose columns fit, with the tables that they draw.
    pub fitting: Vec<(String, Vec<TableMapping>)>,
    /// Forms whose header is there and whose columns do not fit.
    pub misfits: Vec<(String, Misfit)>,
}

/// Looks for forms in the sheets. `id` gives the id of the table recognised around a row, if there is one.
pub fn matches<'a>(
    forms: impl IntoIterator<Item = &'a Form>,
    sheets: &[Sheet],
    id: impl Fn(&Sheet, usize) -> Option<String>,
) -> Matches {
    let mut matches = Matches::default();
    for form in forms {
        let mut tables = Vec::new();
        let mut misfit = None;
        for sheet in sheets {
            let mut behind = 0;
            for head in form.heads(sheet) {
                if head.0 < behind {
                    continue;
                }
                let id = id(sheet, head.0).unwrap_or_else(|| format!("{}{}", OWN_ID, tables.len() + 1));
                match form.draw(sheet, head, &id) {
                    Ok(drawn) => {
                        behind = drawn.rows_of_sheet().end;
                        tables.push(drawn);
                    }
                    Err(found) => misfit = misfit.or(Some(found)),
                }
            }
        }
        match (tables.is_empty(), misfit) {
            (false, None) => matches.fitting.push((form.name.clone(), tables)),
            (_, Some(misfit)) => matches.misfits.push((form.name.clone(), misfit)),
            (true, None) => {}
        }
    }
    matches
}

/// How ids of tables begin that were drawn where none was recognised.
pub const OWN_ID: &str = "m";

/// The header as it is compared.
fn signature(rows: &[Row]) -> Vec<Vec<String>> {
    let folded = |row: &Row| {
        let mut cells: Vec<String> = row.cells.iter().map(|cell| folded(&cell.text)).collect();
        let filled = cells.iter().rposition(|text| !text.is_empty());
        cells.truncate(filled.map_or(0, |last| last + 1));
        cells
    };
    rows.iter().map(folded).collect()
}

/// A row of a sheet is the header's.
fn is_row(row: &Row, wanted: &[String]) -> bool {
    let filled = row
        .cells
        .iter()
        .rposition(|cell| !cell.is_blank())
        .map_or(0, |last| last + 1);
    filled == wanted.len()
        && (0..filled).all(|column| {
            wanted
                .get(column)
                .is_some_and(|text| *text == folded(row.text(column)))
        })
}

/// NFKC without white space, 〇 for every period.
fn folded(text: &str) -> String {
    let squeezed = fold::squeeze(text);
    let mut out = String::with_capacity(squeezed.len());
    let mut from = 0;
    for found in era::find(&squeezed) {
        out.push_str(squeezed.get(from..found.start).unwrap_or(""));
        out.push(PERIOD);
        from = found.end;
    }
    out.push_str(squeezed.get(from..).unwrap_or(""));
    out
}

fn says_period(header: &[Vec<String>], column: u32) -> bool {
    header
        .iter()
        .filter_map(|row| row.get(zero_based(column)))
        .any(|text| text.contains(PERIOD))
}

/// A name without line breaks and stray blanks, of at most so many characters.
pub fn clean(name: &str) -> Option<String> {
    let words: Vec<&str> = name
        .split(|c: char| c.is_whitespace() || c.is_control())
        .collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let name: String = words.join(" ").chars().take(LONGEST_NAME).collect();
    let name = name.trim().to_owned();
    (!name.is_empty()).then_some(name)
}

/// The first column whose values are not what its role asks for; the column of names, if there is no record at all.
fn misfit(drawn: &TableMapping, sheet: &Sheet) -> Option<Misfit> {
    let records: Vec<&Row> = drawn
        .range()
        .filter(|row| drawn.row(one_based(*row)) == Some(RowKind::Record))
        .filter_map(|row| sheet.rows.get(row))
        .filter(|row| !row.is_blank() && row.sole_text().is_none())
        .collect();
    // Of records of several rows, those of one place among them; a row may be short of its fellows.
    let lines = drawn.n_lines();
    let fits = |column: &ColumnMapping| {
        let texts = || {
            let rows = records.iter().skip(column.line()).step_by(lines);
            rows.map(|row| row.text(column.index()))
                .filter(|text| !text.is_empty())
        };
        let (n_texts, n_fitting) = (
            texts().count(),
            texts().filter(|text| is_of(column.role, text)).count(),
        );
        if column.role == Role::Name {
            n_fitting > 0 && n_fitting * 2 >= n_texts
        } else {
            n_fitting * FITTING.1 >= n_texts * FITTING.0
        }
    };
    let wrong = drawn.columns.iter().find(|column| !fits(column))?;
    Some(Misfit {
        column: wrong.column,
        role: wrong.role,
    })
}

/// A cell holds what a role asks for.
fn is_of(role: Role, text: &str) -> bool {
    match role {
        Role::Name => !rows::is_value_like(text),
        Role::Direction => arrow::parse(text).is_some(),
        Role::Unit => text.chars().count() <= 15,
        Role::Baseline | Role::Target | Role::FinalTarget | Role::Actual | Role::Rate => {
            rows::is_value_like(text)
        }
        Role::BaselineYear | Role::TargetYear | Role::ActualYear => era::first(text).is_some(),
        _ => true,
    }
}
