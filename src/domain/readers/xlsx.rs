//! Workbooks of Excel since 2007 (`.xlsx`, `.xlsm`): values as their formats show them.
//!
//! Read part by part: relations, sheet names, shared strings, formats, then the cells of each sheet as they stream in.
//! Macros, drawings, comments and links are never looked at. Formulas are not computed: their stored results count.
//!
//! The crate `calamine` is the oracle of the tests; it gives neither formats nor hidden rows, builds dense ranges, and
//! is ten times the size in the page.

use crate::domain::base::remark::{Code, Remark};
use crate::domain::readers::Reading;
use crate::domain::readers::archive::Archive;
use crate::domain::readers::error::{At, ReadError};
use crate::domain::readers::number_format::{self, Format};
use crate::domain::readers::package::{self, Relations};
use crate::domain::readers::serial;
use crate::domain::readers::workbook::{self, Budget, Builder, Limits, Range};
use crate::domain::readers::xml::{Step, Tag, Xml};
use crate::domain::sheet::{Sheet, Source};

/// Shared strings that are kept.
const MAX_STRINGS: usize = 1_000_000;
/// Formats that are kept: Excel allows as many.
const MAX_FORMATS: usize = 65_490;

/// Reads a workbook.
///
/// # Errors
/// [`ReadError`] where the container or one of the parts that every workbook has is damaged.
pub fn read(bytes: &[u8], limits: Limits, with_hidden: bool) -> Result<Reading, ReadError> {
    let archive = Archive::open(bytes)?;
    let book_name = package::main_part(&archive)?.unwrap_or_else(|| "xl/workbook.xml".to_owned());
    let mut book = Book::read(&archive, &book_name)?;
    let relations = Relations::of(&archive, &book_name)?;
    book.strings = strings(
        &archive,
        &relations.first_or("sharedStrings", "xl/sharedStrings.xml"),
    )?;
    book.formats = formats(&archive, &relations.first_or("styles", "xl/styles.xml"))?;

    let mut budget = Budget::new(limits);
    let mut reading = Reading {
        source: Source::Xlsx,
        ..Reading::default()
    };
    for entry in &book.sheets {
        let Some(part) = relations.target(&entry.relation, "worksheet") else {
            // Charts and macro sheets have sheets of their own.
            continue;
        };
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
    strings: Vec<Box<str>>,
    formats: Vec<CellFormat>,
}

/// The format of cells of a style.
struct CellFormat {
    code: String,
    format: Format,
}

impl Book {
    fn read(archive: &Archive<'_>, part: &str) -> Result<Self, ReadError> {
        let mut book = Self::default();
        let lost = || ReadError::Truncated(At::part(part, None));
        let mut xml = Xml::open(archive, part)?.ok_or_else(lost)?;
        loop {
            match xml.step()? {
                Step::Open(tag) => match tag.name() {
                    "sheet" => book.sheets.push(SheetEntry {
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
        };
        let mut in_value = None;
        loop {
            match xml.step()? {
                Step::Open(tag) => match tag.name() {
                    "rPh" | "extLst" | "sheetViews" => xml.skip()?,
                    name @ ("v" | "t") => in_value = Some(name == "v"),
                    _ => walk.open(&tag),
                },
                Step::Text(text) => match in_value {
                    Some(true) => walk.stored.value.push_str(&text),
                    Some(false) => walk.stored.inline.push_str(&text),
                    None => {}
                },
                Step::Close(tag) => match tag.name() {
                    "v" | "t" => in_value = None,
                    "c" => walk.end_cell(),
                    "row" => walk.row += 1,
                    _ => {}
                },
                Step::End => return Ok(walk.builder.finish()),
            }
        }
    }
}

/// A cell as stored.
#[derive(Default)]
struct Stored {
    kind: String,
    style: usize,
    value: String,
    inline: String,
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
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        let stored = std::mem::take(&mut self.stored);
        let (row, column) = (self.row, self.column);
        self.column += 1;
        let format = self.book.formats.get(stored.style);
        match stored.kind.as_str() {
            "s" => {
                let text = stored
                    .value
                    .trim()
                    .parse::<usize>()
                    .ok()
                    .and_then(|index| self.book.strings.get(index));
                match text {
                    Some(text) => self.text(row, column, text, format),
                    None if stored.value.is_empty() => {}
                    None => self.builder.cut(row, column),
                }
            }
            "inlineStr" => self.text(row, column, &unescape(&stored.inline), format),
            "str" => self.text(row, column, &unescape(&stored.value), format),
            "b" => self
                .builder
                .put(row, column, if stored.value == "1" { "TRUE" } else { "FALSE" }),
            // Errors are remarked on wherever they come from.
            "e" => self.builder.put(row, column, &stored.value),
            "d" => self.date(row, column, stored.value.trim(), format),
            _ => self.number(row, column, &stored, format),
        }
    }

    fn text(&mut self, row: usize, column: usize, text: &str, format: Option<&CellFormat>) {
        match format {
            Some(format) if format.code.contains('@') => {
                let shown = format.format.text(text);
                self.builder.put(row, column, &shown);
            }
            _ => self.builder.put(row, column, text),
        }
    }

    /// A date in words of the file, by the cell's format: `令和5年度` as well as `2023/4/1`.
    fn date(&mut self, row: usize, column: usize, value: &str, format: Option<&CellFormat>) {
        let is_1904 = self.book.is_1904;
        let format = format.filter(|format| format.format.is_date());
        match (serial::of_iso(value, is_1904), format) {
            (Some(serial), Some(format)) if !value.is_empty() => {
                let format = Some((format.code.as_str(), &format.format));
                self.builder.number(row, column, serial, format, is_1904);
            }
            _ => self.builder.put(row, column, value.trim_end_matches("T00:00:00")),
        }
    }

    fn number(&mut self, row: usize, column: usize, stored: &Stored, format: Option<&CellFormat>) {
        let value = stored.value.trim();
        let stands_in = value.is_empty() || self.book.is_uncomputed && value == "0";
        if stored.has_formula && stands_in {
            self.builder.remark(Code::FormulaUncomputed, row, column, []);
            return;
        }
        let Some(number) = number_format::parse(value) else {
            // More digits than exact arithmetic holds: as stored, which is then remarked on as such.
            self.builder.put(row, column, value);
            return;
        };
        let format = format.map(|format| (format.code.as_str(), &format.format));
        self.builder
            .number(row, column, number, format, self.book.is_1904);
    }
}

/// Shared strings, the runs of each joined, phonetic guides left out.
fn strings(archive: &Archive<'_>, part: &str) -> Result<Vec<Box<str>>, ReadError> {
    let mut strings = Vec::new();
    let Some(mut xml) = Xml::open(archive, part)? else {
        return Ok(strings);
    };
    let mut text = String::new();
    let mut in_text = false;
    loop {
        match xml.step()? {
            Step::Open(tag) => match tag.name() {
                "rPh" => xml.skip()?,
                "t" => in_text = true,
                "si" => text.clear(),
                _ => {}
            },
            Step::Text(piece) if in_text => text.push_str(&piece),
            Step::Close(tag) => match tag.name() {
                "t" => in_text = false,
                "si" if strings.len() < MAX_STRINGS => strings.push(unescape(&text).into_boxed_str()),
                _ => {}
            },
            Step::End => return Ok(strings),
            Step::Text(_) => {}
        }
    }
}

/// `_x000D_` and its like: characters that XML does not hold. `_x005F_` stands for an underscore.
fn unescape(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    if !text.contains("_x") {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let code = from
            .get(2..6)
            .filter(|_| from.get(6..7) == Some("_"))
            .and_then(|code| u32::from_str_radix(code, 16).ok())
            .and_then(char::from_u32);
        let length = match code {
            // A carriage return before a line feed, as Excel for Windows writes it.
            Some('\r') => 7,
            Some(c) => {
                out.push(c);
                7
            }
            None => {
                out.push_str("_x");
                2
            }
        };
        rest = from.get(length..).unwrap_or("");
    }
    out + rest
}

/// The formats of cells, by style.
fn formats(archive: &Archive<'_>, part: &str) -> Result<Vec<CellFormat>, ReadError> {
    let mut codes = std::collections::BTreeMap::<u32, String>::new();
    let mut formats = Vec::new();
    let Some(mut xml) = Xml::open(archive, part)? else {
        return Ok(formats);
    };
    let mut in_cells = false;
    loop {
        match xml.step()? {
            Step::Open(tag) => match tag.name() {
                "numFmt" => {
                    let id = tag.get("numFmtId").and_then(|id| id.parse().ok());
                    if let (Some(id), Some(code), true) =
                        (id, tag.get("formatCode"), codes.len() < MAX_FORMATS)
                    {
                        codes.entry(id).or_insert(code);
                    }
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells && formats.len() < MAX_FORMATS => {
                    let id = tag.get("numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                    let code = codes
                        .get(&id)
                        .map(String::as_str)
                        .or_else(|| number_format::built_in(id));
                    let code = code.unwrap_or("General");
                    formats.push(CellFormat {
                        code: code.to_owned(),
                        format: Format::new(code),
                    });
                }
                _ => {}
            },
            Step::Close(tag) if tag.name() == "cellXfs" => in_cells = false,
            Step::End => return Ok(formats),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_of_shared_strings_are_read() {
        assert_eq!(unescape("前期_x000D_\n後期"), "前期\n後期");
        assert_eq!(unescape("a_x005F_x000D_b_x"), "a_x000D_b_x");
        assert_eq!(unescape("_xZZZZ_ _x00"), "_xZZZZ_ _x00");
    }
}
