//! OpenDocument spreadsheets (`.ods`, `.fods`): the texts that the cells show, as LibreOffice stores them beside the values.
//!
//! Repeated rows and cells are written once in the file; they are repeated here within the limits only. (The crate
//! `calamine` runs out of memory on 754 bytes of repeated text.)

mod styles;

use std::collections::BTreeSet;

use crate::archive::Archive;
use crate::base::remark::{Code, Remark};
use crate::error::{At, ReadError};
use crate::look::{Look, Said, Shown};
use crate::number_format::{self, Format};
use crate::ods::styles::Styles;
use crate::reading::Reading;
use crate::sheet::{Sheet, Source};
use crate::workbook::shapes::{Anchor, Corner, Shape};
use crate::workbook::{self, Budget, Builder, Limits, Range};
use crate::xml::{Step, Tag, Xml};

const CONTENT: &str = "content.xml";
const STYLES: &str = "styles.xml";

/// Reads a spreadsheet.
///
/// # Errors
/// [`ReadError`] where the container or its content is damaged.
pub fn read(bytes: &[u8], limits: Limits, with_hidden: bool) -> Result<Reading, ReadError> {
    let archive = Archive::open(bytes)?;
    let lost = || ReadError::Truncated(At::part(CONTENT, None));
    let xml = Xml::open(&archive, CONTENT)?.ok_or_else(lost)?;
    // Styles with names that people see lie in a part of their own.
    let mut styles = Styles::default();
    if let Some(mut xml) = Xml::open(&archive, STYLES)? {
        loop {
            match xml.step()? {
                Step::Open(tag) => styles.open(&tag),
                Step::End => break,
                _ => {}
            }
        }
    }
    content(xml, styles, limits.of_content(archive.unpacked()), with_hidden)
}

/// Reads a spreadsheet that is one XML file (`.fods`).
///
/// # Errors
/// [`ReadError`] where it is damaged.
pub fn read_flat(bytes: &[u8], limits: Limits, with_hidden: bool) -> Result<Reading, ReadError> {
    content(
        Xml::of_bytes(bytes),
        Styles::default(),
        limits.of_content(bytes.len()),
        with_hidden,
    )
}

fn content(
    mut xml: Xml<'_>,
    mut styles: Styles,
    limits: Limits,
    with_hidden: bool,
) -> Result<Reading, ReadError> {
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
                "style" => {
                    style = tag.get("name").unwrap_or_default();
                    styles.open(&tag);
                }
                "text-properties" | "default-style" => styles.open(&tag),
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
                        let (sheet, remarks) = table(&mut xml, &styles, &name, &mut budget, with_hidden)?;
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
    styles: &'b Styles,
    builder: Builder<'b>,
    with_hidden: bool,
    row: usize,
    n_rows: usize,
    column: usize,
    n_columns: usize,
    /// Columns that have been declared.
    declared: usize,
    /// What the columns say of their cells: how many columns, style.
    columns: Vec<(usize, String)>,
    /// What the row says of its cells.
    row_style: Option<String>,
    cell: StoredCell,
    /// What the paragraph and the spans around say.
    spans: Vec<Said>,
    /// The filled cells of the row: column, how often, text. They are put where the row ends.
    cells: Vec<(usize, usize, Shown)>,
}

#[derive(Default)]
struct StoredCell {
    kind: String,
    value: String,
    /// What its style says.
    props: Said,
    text: Shown,
    n_paragraphs: usize,
    spans: (usize, usize),
}

fn table(
    xml: &mut Xml<'_>,
    styles: &Styles,
    name: &str,
    budget: &mut Budget,
    with_hidden: bool,
) -> Result<(Sheet, Vec<Remark>), ReadError> {
    let mut walk = Walk {
        styles,
        builder: Builder::new(name, budget),
        with_hidden,
        row: 0,
        n_rows: 1,
        column: 0,
        n_columns: 1,
        declared: 0,
        columns: Vec::new(),
        row_style: None,
        cell: StoredCell::default(),
        spans: Vec::new(),
        cells: Vec::new(),
    };
    let mut paragraphs = 0usize;
    let mut depth = 1usize;
    while depth > 0 {
        match xml.step()? {
            Step::Open(tag) => {
                depth += 1;
                match tag.name() {
                    // Comments, phonetic guides are no content of the cell.
                    "annotation" | "ruby-text" | "forms" | "tracked-changes" | "named-expressions"
                    | "table" => {
                        xml.skip()?;
                        depth -= 1;
                    }
                    // Boxes over the cells; those below `shapes` belong to none.
                    "frame" | "custom-shape" | "rect" | "ellipse" => {
                        let anchor = walk.anchor(&tag);
                        let text = shape_text(xml)?;
                        if !text.is_empty() {
                            walk.builder.shape(Shape { anchor, text });
                        }
                        depth -= 1;
                    }
                    "p" => {
                        paragraphs += 1;
                        walk.begin_paragraph(&tag);
                    }
                    "span" => {
                        let name = tag.get("style-name").unwrap_or_default();
                        let around = walk.spans.last().copied().unwrap_or_default();
                        walk.spans.push(styles.props("text", &name).over(around));
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
                    "p" => {
                        paragraphs = paragraphs.saturating_sub(1);
                        walk.spans.pop();
                    }
                    "span" => {
                        walk.spans.pop();
                    }
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
                self.columns.push((
                    self.declared,
                    tag.get("default-cell-style-name").unwrap_or_default(),
                ));
            }
            "table-row" => {
                self.n_rows = repeated(tag, "number-rows-repeated");
                self.row_style = tag.get("default-cell-style-name");
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
                let style = tag.get("style-name").or_else(|| self.row_style.clone());
                let style = style.unwrap_or_else(|| self.column_style());
                self.cell = StoredCell {
                    props: Said {
                        // A cell all of whose text is raised is no mark of another.
                        height: None,
                        ..self.styles.props("table-cell", &style)
                    },
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

    /// The style that the column says of its cells.
    fn column_style(&self) -> String {
        let at = self.columns.partition_point(|&(end, _)| end <= self.column);
        self.columns
            .get(at)
            .map(|(_, style)| style.clone())
            .unwrap_or_default()
    }

    /// Where a box lies: it begins in the cell in which it is stored, and says where it ends.
    fn anchor(&self, tag: &Tag<'_>) -> Anchor {
        let end = tag.get("end-cell-address").and_then(|address| {
            let cell = address.rsplit('.').next().unwrap_or("").to_owned();
            workbook::cell(&cell)
        });
        let inside = |name: &str| {
            let length = tag.get(name).unwrap_or_default();
            usize::from(
                length.starts_with(|c: char| c.is_ascii_digit())
                    && length.contains(|c| matches!(c, '1'..='9')),
            )
        };
        Anchor {
            from: Corner {
                row: self.row,
                column: self.column,
                ..Corner::default()
            },
            to: end.map(|(row, column)| Corner {
                row,
                column,
                across: inside("end-x"),
                down: inside("end-y"),
            }),
            is_hidden: false,
        }
    }

    fn begin_paragraph(&mut self, tag: &Tag<'_>) {
        if self.cell.n_paragraphs > 0 {
            self.cell.text.push("\n", Look::default());
        }
        self.cell.n_paragraphs += 1;
        let name = tag.get("style-name").unwrap_or_default();
        self.spans
            .push(self.styles.props("paragraph", &name).over(self.cell.props));
    }

    fn push(&mut self, text: &str, paragraphs: usize) {
        if paragraphs > 0 {
            let look = self.spans.last().copied().unwrap_or_default().look();
            self.cell.text.push(text, look);
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
        let mut shown = Shown::default();
        if cell.n_paragraphs > 0 {
            shown = cell.text;
            if let (Some(number), 1, false) = (number, cell.n_paragraphs, shown.text.trim().is_empty()) {
                shown.text = number_format::with_sign(&shown.text, number);
            }
        } else {
            shown.push(&self.plain(&cell, column), cell.props.look());
        }
        if !shown.text.trim().is_empty() || !shown.left_out.is_empty() {
            self.cells.push((column, self.n_columns, shown));
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
        // What is left out is told once: a repeated cell of which nothing is left takes no room, so that no limit ends it.
        let (cells, blank): (Vec<_>, Vec<_>) = cells
            .into_iter()
            .partition(|(_, _, shown)| !shown.text.is_empty());
        for (column, _, shown) in &blank {
            self.builder.show(self.row, *column, shown);
        }
        let n_rows = if cells.is_empty() { 0 } else { self.n_rows };
        'rows: for offset in 0..n_rows {
            for (column, n, shown) in &cells {
                for column in *column..column.saturating_add(*n) {
                    let row = self.row.saturating_add(offset);
                    self.builder.show(row, column, shown);
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

/// The text of a box that has just begun; what is embedded in it has cells of its own.
fn shape_text(xml: &mut Xml<'_>) -> Result<String, ReadError> {
    let mut text = String::new();
    let (mut depth, mut paragraphs) = (1usize, 0usize);
    while depth > 0 {
        match xml.step()? {
            Step::Open(tag) if tag.name() == "object" => xml.skip()?,
            Step::Open(tag) => {
                depth += 1;
                paragraphs += usize::from(tag.name() == "p");
            }
            Step::Text(piece) if paragraphs > 0 => text.push_str(&piece),
            Step::Text(_) => {}
            Step::Close(tag) => {
                depth -= 1;
                if tag.name() == "p" {
                    paragraphs = paragraphs.saturating_sub(1);
                    text.push('\n');
                }
            }
            Step::End => break,
        }
    }
    Ok(text.trim().to_owned())
}

fn repeated(tag: &Tag<'_>, name: &str) -> usize {
    tag.number(name).unwrap_or(1).max(1)
}
