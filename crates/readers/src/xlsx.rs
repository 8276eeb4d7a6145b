//! Workbooks of Excel since 2007 (`.xlsx`, `.xlsm`): values as their formats show them.
//!
//! Read part by part: relations, sheet names, shared strings, formats, then the cells of each sheet as they stream in.
//! Of drawings the texts of boxes are read; macros, comments and links are never looked at. Formulas are not computed: their stored results count.
//!
//! The crate `calamine` is the oracle of the tests; since 0.38 it gives formats and fonts of cells, but no looks of runs,
//! no hidden rows and no boxes of text, and it builds dense ranges.

mod drawing;
mod strings;
mod styles;

use std::collections::BTreeSet;

use crate::archive::Archive;
use crate::base::remark::{Code, Remark};
use crate::error::{At, ReadError};
use crate::look::Look;
use crate::number_format;
use crate::package::{self, Relations};
use crate::reading::Reading;
use crate::serial;
use crate::sheet::{Sheet, Source};
use crate::workbook::{self, Budget, Builder, Limits, Range};
use crate::xlsx::strings::Text;
use crate::xlsx::styles::{CellFormat, Styles};
use crate::xml::{Step, Tag, Xml};

/// Sheets that a workbook may list, hidden ones included.
const MAX_SHEETS: usize = 10_000;

/// Reads a workbook.
///
/// # Errors
/// [`ReadError`] where the container or one of the parts that every workbook has is damaged.
pub fn read(bytes: &[u8], limits: Limits, with_hidden: bool) -> Result<Reading, ReadError> {
    let archive = Archive::open(bytes)?;
    let book_name = package::main_part(&archive)?.unwrap_or_else(|| "xl/workbook.xml".to_owned());
    let mut book = Book::read(&archive, &book_name)?;
    let relations = Relations::of(&archive, &book_name)?;
    book.strings = strings::read(
        &archive,
        &relations.first_or("sharedStrings", "xl/sharedStrings.xml"),
    )?;
    book.styles = Styles::read(&archive, &relations.first_or("styles", "xl/styles.xml"))?;

    let mut budget = Budget::new(limits.of_content(archive.unpacked()));
    let mut reading = Reading {
        source: Source::Xlsx,
        ..Reading::default()
    };
    let mut seen = BTreeSet::new();
    for entry in &book.sheets {
        let Some(part) = relations.target(&entry.relation, "worksheet") else {
            // Charts and macro sheets have sheets of their own.
            continue;
        };
        // No program lists a part twice; a file that does would have it unpacked again and again.
        if !seen.insert(part) {
            continue;
        }
        if entry.is_hidden && !with_hidden {
            reading
                .remarks
                .push(Remark::new(Code::HiddenLeftOut, None).with(["sheet", &entry.name]));
            continue;
        }
        if reading.sheets.len() >= limits.sheets {
            reading.remarks.push(Remark::new(Code::InputTruncated, None));
            break;
        }
        let (sheet, remarks) = book.sheet(&archive, &entry.name, part, &mut budget, with_hidden)?;
        reading.sheets.push(sheet);
        reading.remarks.extend(remarks);
    }
    Ok(reading)
}

/// A sheet as the workbook lists it.
struct SheetEntry {
    name: String,
    relation: String,
    is_hidden: bool,
}

#[derive(Default)]
struct Book {
    sheets: Vec<SheetEntry>,
    is_1904: bool,
    /// Written by a program that computes nothing: results of formulas are stand-ins.
    is_uncomputed: bool,
    strings: Vec<Text>,
    styles: Styles,
}

impl Book {
    fn read(archive: &Archive<'_>, part: &str) -> Result<Self, ReadError> {
        let mut book = Self::default();
        let lost = || ReadError::Truncated(At::part(part, None));
        let mut xml = Xml::open(archive, part)?.ok_or_else(lost)?;
        loop {
            match xml.step()? {
                Step::Open(tag) => match tag.name() {
                    "sheet" if book.sheets.len() < MAX_SHEETS => book.sheets.push(SheetEntry {
                        name: tag.get("name").unwrap_or_default(),
                        relation: tag.get("id").unwrap_or_default(),
                        is_hidden: tag.get("state").is_some_and(|state| state.ends_with("idden")),
                    }),
                    "workbookPr" => book.is_1904 = tag.is("date1904"),
                    "calcPr" => book.is_uncomputed = tag.is("fullCalcOnLoad"),
                    _ => {}
                },
                Step::End => return Ok(book),
                _ => {}
            }
        }
    }

    fn sheet(
        &self,
        archive: &Archive<'_>,
        name: &str,
        part: &str,
        budget: &mut Budget,
        with_hidden: bool,
    ) -> Result<(Sheet, Vec<Remark>), ReadError> {
        let lost = || ReadError::Truncated(At::part(part, None));
        let mut xml = Xml::open(archive, part)?.ok_or_else(lost)?;
        let mut walk = Walk {
            book: self,
            builder: Builder::new(name, budget),
            with_hidden,
            row: 0,
            column: 0,
            stored: Stored::default(),
            inline: strings::Reader::default(),
        };
        let mut in_value = false;
        let mut drawing = None;
        loop {
            match xml.step()? {
                Step::Open(tag) => match tag.name() {
                    "rPh" | "extLst" | "sheetViews" => xml.skip()?,
                    "v" => in_value = true,
                    "drawing" => drawing = tag.get("id"),
                    _ => walk.open(&tag),
                },
                Step::Text(text) if in_value => walk.stored.value.push_str(&text),
                Step::Text(text) => walk.inline.push(&text),
                Step::Close(tag) => match tag.name() {
                    "v" => in_value = false,
                    "c" => walk.end_cell(),
                    "row" => walk.row += 1,
                    name => walk.inline.close(name),
                },
                Step::End => break,
            }
        }
        if let Some(drawing) = drawing {
            let relations = Relations::of(archive, part)?;
            let shapes = relations.target(&drawing, "drawing");
            let shapes = shapes.map(|part| drawing::read(archive, part)).transpose()?;
            for shape in shapes.into_iter().flatten() {
                walk.builder.shape(shape);
            }
        }
        Ok(walk.builder.finish())
    }
}

/// A cell as stored.
#[derive(Default)]
struct Stored {
    kind: String,
    style: usize,
    value: String,
    has_formula: bool,
}

struct Walk<'a, 'b> {
    book: &'a Book,
    builder: Builder<'b>,
    with_hidden: bool,
    row: usize,
    /// Where the next cell without a reference stands.
    column: usize,
    stored: Stored,
    /// The text inside of the cell.
    inline: strings::Reader,
}

impl Walk<'_, '_> {
    fn open(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "row" => {
                if let Some(row) = tag.number("r").and_then(|row| row.checked_sub(1)) {
                    self.row = row;
                }
                self.column = 0;
                let no_height = tag.get("ht").is_some_and(|height| height == "0");
                if (tag.is("hidden") || no_height) && !self.with_hidden {
                    self.builder.hide_rows(self.row..=self.row);
                }
            }
            "c" => {
                if let Some((row, column)) = tag.get("r").and_then(|reference| workbook::cell(&reference)) {
                    (self.row, self.column) = (row, column);
                }
                self.stored = Stored {
                    kind: tag.get("t").unwrap_or_default(),
                    style: tag.number("s").unwrap_or(0),
                    ..Stored::default()
                };
            }
            "f" => self.stored.has_formula = true,
            "col" => {
                let hidden = tag.is("hidden") || tag.get("width").is_some_and(|width| width == "0");
                if let (true, false, Some(first), Some(last)) =
                    (hidden, self.with_hidden, tag.number("min"), tag.number("max"))
                    && let (Some(first), Some(last)) = (first.checked_sub(1), last.checked_sub(1))
                {
                    self.builder.hide_columns(first..=last);
                }
            }
            "mergeCell" => {
                if let Some(range) = tag.get("ref").and_then(|reference| Range::parse(&reference)) {
                    self.builder.merge(range);
                }
            }
            _ => self.inline.open(tag),
        }
    }

    fn end_cell(&mut self) {
        let stored = std::mem::take(&mut self.stored);
        let inline = self.inline.finish();
        let (row, column) = (self.row, self.column);
        self.column += 1;
        let (format, look) = self.book.styles.of(stored.style);
        let text = |walk: &mut Self, text: &Text| {
            let mut shown = text.shown(look);
            if let Some(format) = format.filter(|format| format.code.contains('@') && !shown.text.is_empty())
            {
                shown.text = format.format.text(&shown.text);
            }
            walk.builder.show(row, column, &shown);
        };
        match stored.kind.as_str() {
            "s" => {
                let shared = stored
                    .value
                    .trim()
                    .parse::<usize>()
                    .ok()
                    .and_then(|index| self.book.strings.get(index));
                match shared {
                    Some(shared) => text(self, shared),
                    None if stored.value.is_empty() => {}
                    None => self.builder.cut(row, column),
                }
            }
            "inlineStr" => text(self, &inline),
            "str" => text(self, &Text::plain(&stored.value)),
            "b" => {
                let truth = if stored.value == "1" { "TRUE" } else { "FALSE" };
                self.builder.put_as(row, column, truth, look);
            }
            // Errors are remarked on wherever they come from.
            "e" => self.builder.put_as(row, column, &stored.value, look),
            "d" => self.date(row, column, stored.value.trim(), format, look),
            _ => self.number(row, column, &stored, format, look),
        }
    }

    /// A date in words of the file, by the cell's format: `令和5年度` as well as `2023/4/1`.
    fn date(&mut self, row: usize, column: usize, value: &str, format: Option<&CellFormat>, look: Look) {
        let is_1904 = self.book.is_1904;
        let format = format.filter(|format| format.format.is_date());
        match (serial::of_iso(value, is_1904), format) {
            (Some(serial), Some(format)) if !value.is_empty() => {
                let format = Some((format.code.as_str(), &format.format));
                self.builder.number(row, column, serial, format, is_1904, look);
            }
            _ => self
                .builder
                .put_as(row, column, value.trim_end_matches("T00:00:00"), look),
        }
    }

    fn number(
        &mut self,
        row: usize,
        column: usize,
        stored: &Stored,
        format: Option<&CellFormat>,
        look: Look,
    ) {
        let value = stored.value.trim();
        let stands_in = value.is_empty() || self.book.is_uncomputed && value == "0";
        if stored.has_formula && stands_in {
            self.builder.remark(Code::FormulaUncomputed, row, column, []);
            return;
        }
        let Some(number) = number_format::parse(value) else {
            // More digits than exact arithmetic holds: as stored, which is then remarked on as such.
            self.builder.put_as(row, column, value, look);
            return;
        };
        let format = format.map(|format| (format.code.as_str(), &format.format));
        self.builder
            .number(row, column, number, format, self.book.is_1904, look);
    }
}
