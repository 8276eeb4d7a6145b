//! OpenDocument spreadsheets (`.ods`, `.fods`): the texts that the cells show, as LibreOffice stores them beside the values.
//!
//! Repeated rows and cells are written once in the file; they are repeated here within the limits only. (The crate
//! `calamine` runs out of memory on 754 bytes of repeated text.)

use std::collections::BTreeSet;

use crate::domain::base::remark::{Code, Remark};
use crate::domain::readers::Reading;
use crate::domain::readers::archive::Archive;
use crate::domain::readers::error::{At, ReadError};
use crate::domain::readers::number_format::{self, Format};
use crate::domain::readers::workbook::{Budget, Builder, Limits, Range};
use crate::domain::readers::xml::{Step, Tag, Xml};
use crate::domain::sheet::{Sheet, Source};

const CONTENT: &str = "content.xml";

/// Reads a spreadsheet.
///
/// # Errors
/// [`ReadError`] where the container or its content is damaged.
pub fn read(bytes: &[u8], limits: Limits, with_hidden: bool) -> Result<Reading, ReadError> {
    let archive = Archive::open(bytes)?;
    let lost = || ReadError::Truncated(At::part(CONTENT, None));
    let xml = Xml::open(&archive, CONTENT)?.ok_or_else(lost)?;
    content(xml, limits, with_hidden)
}

/// Reads a spreadsheet that is one XML file (`.fods`).
///
/// # Errors
/// [`ReadError`] where it is damaged.
pub fn read_flat(bytes: &[u8], limits: Limits, with_hidden: bool) -> Result<Reading, ReadError> {
    content(Xml::of_bytes(bytes), limits, with_hidden)
}

fn content(mut xml: Xml<'_>, limits: Limits, with_hidden: bool) -> Result<Reading, ReadError> {
    let mut budget = Budget::new(limits);
    let mut reading = Reading {
        source: Source::Ods,
        ..Reading::default()
    };
    let mut hidden_styles = BTreeSet::new();
    let mut style = String::new();
    loop {
        match xml.step()? {
            Step::Open(tag) => match tag.name() {
                "style" => style = tag.get("name").unwrap_or_default(),
                "table-properties" if tag.get("display").is_some_and(|display| display == "false") => {
                    hidden_styles.insert(std::mem::take(&mut style));
                }
                "tracked-changes" | "content-validations" => xml.skip()?,
                "table" => {
                    let name = tag.get("name").unwrap_or_default();
                    let is_hidden = tag
                        .get("style-name")
                        .is_some_and(|style| hidden_styles.contains(&style));
                    if is_hidden && !with_hidden {
                        reading
                            .remarks
                            .push(Remark::new(Code::HiddenLeftOut, None).with(["sheet", &name]));
                        xml.skip()?;
                    } else if reading.sheets.len() >= limits.sheets {
                        reading.remarks.push(Remark::new(Code::InputTruncated, None));
                        return Ok(reading);
                    } else {
                        let (sheet, remarks) = table(&mut xml, &name, &mut budget, with_hidden)?;
                        reading.sheets.push(sheet);
                        reading.remarks.extend(remarks);
                    }
                }
                _ => {}
            },
            Step::End => return Ok(reading),
            _ => {}
        }
    }
}

/// Where the reading of a table stands.
struct Walk<'b> {
    builder: Builder<'b>,
    with_hidden: bool,
    row: usize,
    n_rows: usize,
    column: usize,
    n_columns: usize,
    /// Columns that have been declared.
    declared: usize,
    cell: StoredCell,
    /// The filled cells of the row: column, how often, text. They are put where the row ends.
    cells: Vec<(usize, usize, String)>,
}

#[derive(Default)]
struct StoredCell {
    kind: String,
    value: String,
    text: String,
    n_paragraphs: usize,
    spans: (usize, usize),
}

fn table(
    xml: &mut Xml<'_>,
    name: &str,
    budget: &mut Budget,
    with_hidden: bool,
) -> Result<(Sheet, Vec<Remark>), ReadError> {
    let mut walk = Walk {
        builder: Builder::new(name, budget),
        with_hidden,
        row: 0,
        n_rows: 1,
        column: 0,
        n_columns: 1,
        declared: 0,
        cell: StoredCell::default(),
        cells: Vec::new(),
    };
    let mut paragraphs = 0usize;
    let mut depth = 1usize;
    while depth > 0 {
        match xml.step()? {
            Step::Open(tag) => {
                depth += 1;
                match tag.name() {
                    // Comments, drawings, phonetic guides are no content of the cell.
                    "annotation" | "ruby-text" | "frame" | "shapes" | "forms" | "custom-shape"
                    | "tracked-changes" | "named-expressions" | "table" => {
                        xml.skip()?;
                        depth -= 1;
                    }
                    "p" => {
                        paragraphs += 1;
                        walk.begin_paragraph();
                    }
                    "s" => walk.push(&" ".repeat(tag.number("c").unwrap_or(1).min(100)), paragraphs),
                    "tab" => walk.push(" ", paragraphs),
                    "line-break" => walk.push("\n", paragraphs),
                    _ => walk.open(&tag),
                }
            }
            Step::Text(text) => walk.push(&text, paragraphs),
            Step::Close(tag) => {
                depth -= 1;
                match tag.name() {
                    "p" => paragraphs = paragraphs.saturating_sub(1),
                    "table-cell" | "covered-table-cell" => walk.end_cell(tag.name() == "table-cell"),
                    "table-row" => walk.end_row(),
                    _ => {}
                }
            }
            Step::End => break,
        }
    }
    Ok(walk.builder.finish())
}

impl Walk<'_> {
    fn open(&mut self, tag: &Tag<'_>) {
        let hides = |tag: &Tag<'_>| {
            tag.get("visibility")
                .is_some_and(|visibility| matches!(visibility.as_str(), "collapse" | "filter"))
        };
        match tag.name() {
            "table-column" => {
                let n = repeated(tag, "number-columns-repeated");
                if hides(tag) && !self.with_hidden {
                    self.builder
                        .hide_columns(self.declared..=self.declared.saturating_add(n - 1));
                }
                self.declared = self.declared.saturating_add(n);
            }
            "table-row" => {
                self.n_rows = repeated(tag, "number-rows-repeated");
                self.column = 0;
                self.cells.clear();
                if hides(tag) && !self.with_hidden {
                    self.builder
                        .hide_rows(self.row..=self.row.saturating_add(self.n_rows - 1));
                }
            }
            "table-cell" | "covered-table-cell" => {
                self.n_columns = repeated(tag, "number-columns-repeated");
                let value = [
                    "value",
                    "date-value",
                    "time-value",
                    "boolean-value",
                    "string-value",
                ];
                self.cell = StoredCell {
                    kind: tag.get("value-type").unwrap_or_default(),
                    value: value.iter().find_map(|name| tag.get(name)).unwrap_or_default(),
                    spans: (
                        tag.number("number-rows-spanned").unwrap_or(1),
                        tag.number("number-columns-spanned").unwrap_or(1),
                    ),
                    ..StoredCell::default()
                };
            }
            _ => {}
        }
    }

    fn begin_paragraph(&mut self) {
        if self.cell.n_paragraphs > 0 {
            self.cell.text.push('\n');
        }
        self.cell.n_paragraphs += 1;
    }

    fn push(&mut self, text: &str, paragraphs: usize) {
        if paragraphs > 0 {
            self.cell.text.push_str(text);
        }
    }

    /// A covered cell may keep a text of its own; the merged range hides it.
    fn end_cell(&mut self, is_own: bool) {
        let cell = std::mem::take(&mut self.cell);
        let column = self.column;
        self.column = self.column.saturating_add(self.n_columns);
        if !is_own {
            return;
        }
        let (rows, columns) = cell.spans;
        if rows > 1 || columns > 1 {
            self.builder.merge(Range {
                rows: self.row..=self.row.saturating_add(rows.max(1) - 1),
                columns: column..=column.saturating_add(columns.max(1) - 1),
            });
        }
        let is_number = matches!(cell.kind.as_str(), "float" | "percentage" | "currency");
        let number = number_format::parse(&cell.value).filter(|_| is_number);
        let text = if let (Some(number), 1) = (number, cell.n_paragraphs) {
            number_format::with_sign(&cell.text, number)
        } else if cell.n_paragraphs > 0 {
            cell.text
        } else {
            self.plain(&cell, column)
        };
        if !text.trim().is_empty() {
            self.cells.push((column, self.n_columns, text));
        }
    }

    /// Of a value whose shown text is not stored: some writers leave it out.
    fn plain(&mut self, cell: &StoredCell, column: usize) -> String {
        let number = number_format::parse(&cell.value);
        match (cell.kind.as_str(), number) {
            ("percentage", Some(number)) => Format::new("0.##########%")
                .number(number, false)
                .text
                .replace(".%", "%"),
            ("currency", Some(number)) => {
                let plain = number_format::plain(number);
                self.builder
                    .remark(Code::FormatUnknown, self.row, column, ["currency", &plain]);
                plain
            }
            ("float", Some(number)) => number_format::plain(number),
            ("date", _) => cell.value.split('T').next().unwrap_or("").to_owned(),
            _ => cell.value.clone(),
        }
    }

    fn end_row(&mut self) {
        let cells = std::mem::take(&mut self.cells);
        let n_rows = if cells.is_empty() { 0 } else { self.n_rows };
        'rows: for offset in 0..n_rows {
            for (column, n, text) in &cells {
                for column in *column..column.saturating_add(*n) {
                    let row = self.row.saturating_add(offset);
                    self.builder.put(row, column, text);
                    if self.builder.is_cut() {
                        break 'rows;
                    }
                }
            }
        }
        self.row = self.row.saturating_add(self.n_rows);
        self.n_rows = 1;
    }
}

fn repeated(tag: &Tag<'_>, name: &str) -> usize {
    tag.number(name).unwrap_or(1).max(1)
}
