//! Comma-separated values, wide and long, by RFC 4180: UTF-8 with a mark of byte order, as spreadsheets want it, or
//! CP932, Microsoft's Shift_JIS.

use crate::contract::v1;
use crate::export::handout::wide::Sections;
use crate::export::handout::{Cell, Choice, long, wide};
use crate::export::safe;
use kpi_readers::japanese;

/// How the text is encoded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 with a mark of byte order.
    #[default]
    Utf8,
    /// CP932; what it does not have is replaced.
    Cp932,
}

impl Encoding {
    /// The encoding of an id, `"utf-8"` or `"cp932"`.
    pub fn from_id(id: &str) -> Option<Self> {
        match id {
            "utf-8" => Some(Self::Utf8),
            "cp932" => Some(Self::Cp932),
            _ => None,
        }
    }
}

/// A file, and what could not be said in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Characters that the encoding does not have, each once, in the order of the text; `〓` stands for them.
    pub unfit: Vec<char>,
}

/// A row for each KPI, under one row of heads.
pub fn wide(found: &v1::Evaluation, choice: &Choice) -> String {
    let wide = wide::lay_out(found, choice, Sections::Columns);
    let mut out = record(wide.columns.iter().map(|column| column.head.clone()));
    for cells in wide.kpis() {
        out += &record(cells.iter().map(field));
    }
    out
}

/// A row for each KPI and measurement.
pub fn long(found: &v1::Evaluation, choice: &Choice) -> String {
    let long = long::lay_out(found, choice);
    let mut out = record(long.heads.into_iter());
    for row in &long.rows {
        out += &record(row.iter().map(field));
    }
    out
}

/// Rows of cells under one row of heads, as a file: with a mark of byte order.
pub fn table(heads: Vec<String>, rows: impl Iterator<Item = Vec<Cell>>) -> String {
    let mut out = format!("\u{FEFF}{}", record(heads.into_iter()));
    for row in rows {
        out += &record(row.iter().map(field));
    }
    out
}

/// The text in CP932.
pub fn in_cp932(text: &str) -> Written {
    let (bytes, unfit) = japanese::to_shift_jis(text);
    Written { bytes, unfit }
}

/// A cell as the content of a field, harmless in a spreadsheet.
pub(crate) fn field(cell: &Cell) -> String {
    match cell {
        Cell::Number {
            value,
            before,
            behind,
        } if before.is_empty() && behind.is_empty() => value.clone(),
        other => safe::guarded(safe::clean(&other.plain(), false)),
    }
}

fn record(fields: impl Iterator<Item = String>) -> String {
    let fields: Vec<String> = fields.map(|field| quoted(&field)).collect();
    fields.join(",") + "\r\n"
}

/// Quoted where a program might part it, also one that parts at semicolons or tabs.
fn quoted(field: &str) -> String {
    let parts = |letter: char| matches!(letter, ',' | ';' | '"' | '\n' | '\r' | '\t' | '|');
    if field.contains(parts) || field.starts_with(' ') || field.ends_with(' ') {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}
