//! Workbooks of Excel 95 to 2003 (`.xls`): values as their formats show them.
//!
//! Records of \[MS-XLS\], read as they come: formats, sheet names and strings of the book, then the cells of each sheet.
//! Formulas are not computed: their stored results count. (The crate `calamine` builds dense ranges of what a record
//! declares, and panics on positions beyond the file: it is the oracle of the tests.)

mod strings;

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::base::Decimal;
use crate::base::remark::{Code, Remark};
use crate::error::ReadError;
use crate::look::{Height, Look};
use crate::number_format::{self, Format};
use crate::ole::{Container, u16_at, u32_at};
use crate::reading::Reading;
use crate::sheet::Source;
use crate::symbols::Font;
use crate::workbook::shapes::{Anchor, Corner, Shape};
use crate::workbook::{Budget, Builder, Limits, Range};
use crate::xls::strings::{Strings, Text, narrow, short};

/// Record types.
mod record {
    pub(super) const FORMULA: u16 = 0x0006;
    pub(super) const END: u16 = 0x000A;
    pub(super) const DATE_MODE: u16 = 0x0022;
    pub(super) const FILE_PASS: u16 = 0x002F;
    pub(super) const FONT: u16 = 0x0031;
    pub(super) const CONTINUE: u16 = 0x003C;
    pub(super) const OBJECT: u16 = 0x005D;
    pub(super) const COLUMNS: u16 = 0x007D;
    pub(super) const SHEET: u16 = 0x0085;
    pub(super) const MULTIPLE_RK: u16 = 0x00BD;
    pub(super) const RICH_STRING: u16 = 0x00D6;
    pub(super) const STYLE: u16 = 0x00E0;
    pub(super) const MERGED: u16 = 0x00E5;
    pub(super) const DRAWING: u16 = 0x00EC;
    pub(super) const STRINGS: u16 = 0x00FC;
    pub(super) const SHARED_STRING: u16 = 0x00FD;
    pub(super) const BOX: u16 = 0x01B6;
    pub(super) const NUMBER: u16 = 0x0203;
    pub(super) const LABEL: u16 = 0x0204;
    pub(super) const TRUTH_OR_ERROR: u16 = 0x0205;
    pub(super) const STRING: u16 = 0x0207;
    pub(super) const ROW: u16 = 0x0208;
    pub(super) const RK: u16 = 0x027E;
    pub(super) const FORMAT: u16 = 0x041E;
    pub(super) const BEGIN: u16 = 0x0809;
}

/// Version in the record that begins the book: since Excel 97, strings are Unicode.
const BIFF8: u16 = 0x0600;

/// Reads a workbook.
///
/// # Errors
/// [`ReadError`] where the container or the book's own records are damaged, or it asks for a password.
pub fn read(bytes: &[u8], limits: Limits, with_hidden: bool) -> Result<Reading, ReadError> {
    let stream = stream(bytes)?;
    let book = Book::read(&stream)?;
    let mut budget = Budget::new(limits.of_content(bytes.len()));
    let mut reading = Reading {
        source: Source::Xls,
        ..Reading::default()
    };
    // Sheets lie one behind the other; a file that lists the same records again and again is none of a program.
    let mut n_left = stream.len().saturating_mul(4);
    for sheet in book.sheets.iter().filter(|sheet| sheet.is_worksheet) {
        if sheet.is_hidden && !with_hidden {
            let left_out = Remark::new(Code::HiddenLeftOut, None).with(["sheet", &sheet.name]);
            reading.remarks.push(left_out);
            continue;
        }
        if reading.sheets.len() >= limits.sheets {
            reading.remarks.push(Remark::new(Code::InputTruncated, None));
            break;
        }
        let mut walk = Walk {
            book: &book,
            builder: Builder::new(&sheet.name, &mut budget),
            with_hidden,
            formula: None,
            anchor: Anchor::default(),
            is_comment: false,
        };
        walk.records(&stream, sheet.start, &mut n_left)?;
        let (sheet, remarks) = walk.builder.finish();
        reading.sheets.push(sheet);
        reading.remarks.extend(remarks);
    }
    Ok(reading)
}

/// The records of the book: those of a container, or the file itself where it has none.
fn stream(bytes: &[u8]) -> Result<Cow<'_, [u8]>, ReadError> {
    if u16_at(bytes, 0) == Some(record::BEGIN) {
        return Ok(Cow::Borrowed(bytes));
    }
    let container = Container::open(bytes)?;
    let stream = match container.stream("Workbook")? {
        Some(stream) => Some(stream),
        None => container.stream("Book")?,
    };
    // The name of one of them was met, so its entry was cut off.
    stream.map(Cow::Owned).ok_or(ReadError::truncated(bytes.len()))
}

/// One record, with the records that continue it.
struct Record<'a> {
    kind: u16,
    parts: Vec<&'a [u8]>,
}

impl<'a> Record<'a> {
    fn data(&self) -> &'a [u8] {
        self.parts.first().copied().unwrap_or_default()
    }
}

/// The records from a position on; `None` at the end, an error where one reaches beyond it.
struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    fn next(&mut self) -> Result<Option<Record<'a>>, ReadError> {
        if self.at >= self.stream.len() {
            return Ok(None);
        }
        let (kind, data) = self.one().ok_or(ReadError::truncated(self.at))?;
        let mut parts = vec![data];
        while u16_at(self.stream, self.at) == Some(record::CONTINUE) {
            let (_, data) = self.one().ok_or(ReadError::truncated(self.at))?;
            parts.push(data);
        }
        Ok(Some(Record { kind, parts }))
    }

    fn one(&mut self) -> Option<(u16, &'a [u8])> {
        let kind = u16_at(self.stream, self.at)?;
        let start = self.at + 4;
        let end = start + usize::from(u16_at(self.stream, self.at + 2)?);
        let data = self.stream.get(start..end)?;
        self.at = end;
        Some((kind, data))
    }
}

struct SheetEntry {
    name: String,
    start: usize,
    is_hidden: bool,
    is_worksheet: bool,
}

#[derive(Default)]
struct Book {
    is_unicode: bool,
    is_1904: bool,
    sheets: Vec<SheetEntry>,
    strings: Vec<Text>,
    codes: BTreeMap<u16, String>,
    fonts: Vec<Look>,
    /// Ids of font and format by style.
    styles: Vec<(u16, u16)>,
    formats: BTreeMap<u16, (String, Format)>,
}

impl Book {
    fn read(stream: &[u8]) -> Result<Self, ReadError> {
        let mut book = Self::default();
        let mut records = Records { stream, at: 0 };
        while let Some(record) = records.next()? {
            let data = record.data();
            match record.kind {
                record::BEGIN => book.is_unicode = u16_at(data, 0) >= Some(BIFF8),
                record::FILE_PASS if u16_at(data, 0) != Some(0) || data.len() > 2 => {
                    return Err(ReadError::Encrypted);
                }
                record::DATE_MODE => book.is_1904 = u16_at(data, 0) == Some(1),
                record::FORMAT => {
                    let code = if book.is_unicode {
                        Strings::new(&record.parts, 2).text(2).map(|text| text.whole())
                    } else {
                        short(data, 2)
                    };
                    if let (Some(id), Some(code)) = (u16_at(data, 0), code) {
                        book.codes.insert(id, code);
                    }
                }
                record::FONT => {
                    let look = book.font(&record).unwrap_or_default();
                    book.fonts.push(look);
                }
                record::STYLE => book.styles.extend(u16_at(data, 0).zip(u16_at(data, 2))),
                record::SHEET => {
                    let sheet = book.sheet(&record).ok_or(ReadError::truncated(records.at))?;
                    book.sheets.push(sheet);
                }
                record::STRINGS => book.strings = strings::shared(&record.parts),
                record::END => break,
                _ => {}
            }
        }
        for &(_, id) in &book.styles {
            book.formats.entry(id).or_insert_with(|| {
                let built_in = || number_format::built_in(u32::from(id)).map(str::to_owned);
                let code = book.codes.get(&id).cloned().or_else(built_in);
                let code = code.unwrap_or_else(|| "General".to_owned());
                let format = Format::new(&code);
                (code, format)
            });
        }
        Ok(book)
    }

    fn sheet(&self, record: &Record<'_>) -> Option<SheetEntry> {
        let data = record.data();
        let name = if self.is_unicode {
            Strings::new(&record.parts, 6).text(1).map(|text| text.whole())
        } else {
            short(data, 6)
        };
        Some(SheetEntry {
            name: name?,
            start: usize::try_from(u32_at(data, 0)?).ok()?,
            is_hidden: data.get(4)? & 3 != 0,
            is_worksheet: *data.get(5)? == 0,
        })
    }

    fn font(&self, record: &Record<'_>) -> Option<Look> {
        let data = record.data();
        let name = if self.is_unicode {
            Strings::new(&record.parts, 14).text(1).map(|text| text.whole())
        } else {
            short(data, 14)
        };
        Some(Look {
            struck: u16_at(data, 2)? & 8 != 0,
            height: match u16_at(data, 8)? {
                1 => Height::Raised,
                2 => Height::Lowered,
                _ => Height::Line,
            },
            font: name.map(|name| Font::of(&name)).unwrap_or_default(),
            unseen: None,
        })
    }

    fn format(&self, style: u16) -> Option<&(String, Format)> {
        self.formats.get(&self.styles.get(usize::from(style))?.1)
    }

    /// The look of a font. Font 4 does not exist, and the next one is 5.
    fn look(&self, font: u16) -> Look {
        let index = usize::from(font) - usize::from(font > 4);
        self.fonts.get(index).copied().unwrap_or_default()
    }

    /// The look of a cell; one all of whose text is raised is no mark of another.
    fn cell_look(&self, style: u16) -> Look {
        let font = self.styles.get(usize::from(style)).map(|&(font, _)| font);
        Look {
            height: Height::Line,
            ..font.map(|font| self.look(font)).unwrap_or_default()
        }
    }
}

struct Walk<'a, 'b> {
    book: &'a Book,
    builder: Builder<'b>,
    with_hidden: bool,
    /// A formula whose text comes in the next record.
    formula: Option<(usize, usize, u16)>,
    /// Where the next box lies, and whether it is one of a comment.
    anchor: Anchor,
    is_comment: bool,
}

impl Walk<'_, '_> {
    fn records(&mut self, stream: &[u8], start: usize, n_left: &mut usize) -> Result<(), ReadError> {
        if start >= stream.len() {
            return Err(ReadError::truncated(start));
        }
        let mut records = Records { stream, at: start };
        // Charts inside the sheet have records of their own.
        let mut depth = 0usize;
        while let Some(record) = records.next()? {
            let n_bytes = record.parts.iter().map(|part| part.len() + 4).sum();
            let Some(rest) = n_left.checked_sub(n_bytes) else {
                self.builder.cut(0, 0);
                return Ok(());
            };
            *n_left = rest;
            match record.kind {
                record::BEGIN => depth += 1,
                record::END if depth <= 1 => return Ok(()),
                record::END => depth -= 1,
                _ if depth == 1 => {
                    // A record that is too short for its kind says nothing.
                    let _ = self.record(&record);
                }
                _ => {}
            }
        }
        Err(ReadError::truncated(stream.len()))
    }

    fn record(&mut self, record: &Record<'_>) -> Option<()> {
        let data = record.data();
        let word = |at: usize| u16_at(data, at).map(usize::from);
        let (row, column, style) = (word(0), word(2), u16_at(data, 4));
        match record.kind {
            record::SHARED_STRING => {
                let text = self.book.strings.get(usize::try_from(u32_at(data, 6)?).ok()?);
                match text {
                    Some(text) => self.text(row?, column?, style?, text),
                    None => self.builder.cut(row?, column?),
                }
            }
            record::LABEL | record::RICH_STRING => {
                let text = if self.book.is_unicode {
                    Strings::new(&record.parts, 6).rich_text()?
                } else {
                    let end = 8 + word(6)?;
                    let runs = data.get(end + 1..).unwrap_or_default().chunks_exact(2);
                    let runs =
                        runs.filter_map(|run| Some((usize::from(*run.first()?), u16::from(*run.get(1)?))));
                    Text::narrow(data.get(8..end)?, &runs.collect::<Vec<_>>())
                };
                self.text(row?, column?, style?, &text);
            }
            record::NUMBER => self.number(row?, column?, style?, double(data.get(6..14)?)),
            record::RK => self.number(row?, column?, style?, rk(u32_at(data, 6)?)),
            record::MULTIPLE_RK => {
                let cells = data.get(4..data.len().checked_sub(2)?)?;
                for (offset, cell) in cells.chunks_exact(6).enumerate() {
                    self.number(row?, column? + offset, u16_at(cell, 0)?, rk(u32_at(cell, 2)?));
                }
            }
            record::TRUTH_OR_ERROR => {
                self.truth_or_error(row?, column?, style?, *data.get(6)?, *data.get(7)? == 1);
            }
            record::FORMULA => {
                if data.get(12..14)? != [0xFF, 0xFF] {
                    self.number(row?, column?, style?, double(data.get(6..14)?));
                    return Some(());
                }
                match *data.get(6)? {
                    0 => self.formula = Some((row?, column?, style?)),
                    kind @ (1 | 2) => self.truth_or_error(row?, column?, style?, *data.get(8)?, kind == 2),
                    _ => {}
                }
            }
            record::STRING => {
                let (row, column, style) = self.formula.take()?;
                let text = if self.book.is_unicode {
                    Strings::new(&record.parts, 0).text(2)?
                } else {
                    Text::plain(narrow(data.get(2..2 + word(0)?)?))
                };
                self.builder.show(
                    row,
                    column,
                    &text.shown(self.book.cell_look(style), |font| self.book.look(font)),
                );
            }
            record::ROW if data.get(12)? & 0x20 != 0 && !self.with_hidden => {
                let row = row?;
                self.builder.hide_rows(row..=row);
            }
            record::COLUMNS if data.get(8)? & 1 == 1 && !self.with_hidden => {
                self.builder.hide_columns(word(0)?..=word(2)?);
            }
            record::MERGED => {
                for range in data.get(2..)?.chunks_exact(8) {
                    let word = |at: usize| u16_at(range, at).map(usize::from);
                    self.builder.merge(Range {
                        rows: word(0)?..=word(2)?,
                        columns: word(4)?..=word(6)?,
                    });
                }
            }
            record::DRAWING => {
                if let Some(anchor) = record.parts.iter().rev().find_map(|part| anchor(part)) {
                    self.anchor = anchor;
                }
            }
            record::OBJECT => self.is_comment = u16_at(data, 4) == Some(0x19),
            record::BOX if !self.is_comment => {
                let text = Strings::of_box(&record.parts, word(10)?)?.replace('\r', "\n");
                if !text.trim().is_empty() {
                    self.builder.shape(Shape {
                        anchor: self.anchor,
                        text: text.trim().to_owned(),
                    });
                }
            }
            _ => {}
        }
        Some(())
    }

    fn text(&mut self, row: usize, column: usize, style: u16, text: &Text) {
        let mut shown = text.shown(self.book.cell_look(style), |font| self.book.look(font));
        let format = self.book.format(style).filter(|(code, _)| code.contains('@'));
        if let Some((_, format)) = format.filter(|_| !shown.text.is_empty()) {
            shown.text = format.text(&shown.text);
        }
        self.builder.show(row, column, &shown);
    }

    fn truth_or_error(&mut self, row: usize, column: usize, style: u16, value: u8, is_error: bool) {
        let text = match (is_error, value) {
            (false, 0) => "FALSE",
            (false, _) => "TRUE",
            (true, 0x00) => "#NULL!",
            (true, 0x07) => "#DIV/0!",
            (true, 0x0F) => "#VALUE!",
            (true, 0x17) => "#REF!",
            (true, 0x1D) => "#NAME?",
            (true, 0x24) => "#NUM!",
            (true, _) => "#N/A",
        };
        self.builder.put_as(row, column, text, self.book.cell_look(style));
    }

    fn number(&mut self, row: usize, column: usize, style: u16, value: Option<Decimal>) {
        let Some(value) = value else {
            self.builder.cut(row, column);
            return;
        };
        let format = self.book.format(style);
        self.builder.number(
            row,
            column,
            value,
            format.map(|(code, format)| (code.as_str(), format)),
            self.book.is_1904,
            self.book.cell_look(style),
        );
    }
}

/// The last anchor in a record of drawings: its corners as columns and rows with the share of them.
fn anchor(data: &[u8]) -> Option<Anchor> {
    const START: &[u8] = b"\x10\xF0\x12\x00\x00\x00";
    let at = data.windows(START.len()).rposition(|window| window == START)? + START.len();
    let word = |index: usize| u16_at(data, at + 2 * index).map(usize::from);
    let corner = |first: usize| {
        Some(Corner {
            column: word(first)?,
            across: word(first + 1)?,
            row: word(first + 2)?,
            down: word(first + 3)?,
        })
    };
    Some(Anchor {
        from: corner(1)?,
        to: Some(corner(5)?),
        is_hidden: false,
    })
}

/// A binary number, by its shortest decimal; `None` where it is no number of a sheet.
fn double(bytes: &[u8]) -> Option<Decimal> {
    decimal(u64::from_le_bytes(bytes.try_into().ok()?))
}

fn decimal(bits: u64) -> Option<Decimal> {
    number_format::parse(&format!("{:e}", f64::from_bits(bits)))
}

/// A number in four bytes: a whole one, or the upper half of a binary one; in hundredths or not.
fn rk(word: u32) -> Option<Decimal> {
    let value = if word & 2 == 0 {
        decimal(u64::from(word & !3) << 32)?
    } else {
        Decimal::from(word.cast_signed() >> 2)
    };
    if word & 1 == 0 {
        Some(value)
    } else {
        value.checked_div(Decimal::ONE_HUNDRED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_four_bytes_are_read() {
        let shown = |word| rk(word).unwrap().normalize().to_string();
        // 1234 and 12.34 as whole numbers, 1.5 as half a binary one.
        assert_eq!(shown(1234 << 2 | 2), "1234");
        assert_eq!(shown(1234 << 2 | 3), "12.34");
        assert_eq!(shown(0x3FF8_0000), "1.5");
        assert_eq!(shown((-52i32).cast_unsigned() << 2 | 2), "-52");
    }
}
