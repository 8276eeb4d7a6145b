//! Pasted text, clipboards, files → [`Sheet`]s: rows of cells with their places. Nothing is understood here yet.
//!
//! | file | reads |
//! |---|---|
//! | [`file`] | the bytes of a file, by its content: what [`sniff`] tells, in the [`encoding`] that it is in |
//! | [`xlsx`], [`xls`], [`ods`], [`spreadsheetml`] | workbooks, cell by cell into a [`workbook`] with limits, as [`number_format`] shows them |
//! | [`web_archive`] | web pages in one file, each of which is read as [`html`] |
//! | [`docx`] | tables of Word, running text between them |
//! | [`pdf`] | text and lines of PDF with their places → tables and running text |
//! | [`look`], [`symbols`] | how the text of office files looks, and so what of it is read; fonts of signs |
//! | [`archive`], [`package`], [`ole`] | the containers of office files, and where their parts lie |
//! | [`xml`], [`transcoded`] | the XML of those parts, in whatever encoding |
//! | [`kept`] | the cells of a file as one text, for drafts |
//! | [`remainders`] | rows and columns that only repeat merged cells, blanked |
//! | [`json`] | our own export |
//! | [`pasted`] | running text with tables in it: tab-separated rows, Markdown rows, lines |
//! | [`separated`] | what separates the cells of a text |
//! | [`thousands`] | commas of thousands that part a figure, joined |
//! | [`emphasis`] | struck-out, raised and stressed words of text |
//! | [`delimited`] | one record: separators, quoted cells with line breaks inside |
//! | [`html`] | `<table>` with spans, running text around it |
//! | [`css`] | what style sheets say of what is shown |
//! | [`unseen`] | invisible characters, figures in columns too narrow for them |
//! | [`tags`] | formatting tags and entities inside a cell of text |

pub mod archive;
pub mod css;
pub mod delimited;
pub mod docx;
pub mod emphasis;
pub mod encoding;
pub mod error;
pub mod file;
pub mod html;
pub mod japanese;
pub mod json;
pub mod kept;
pub mod look;
pub mod number_format;
pub mod ods;
pub mod ole;
pub mod package;
pub mod pasted;
pub mod pdf;
pub mod remainders;
pub mod separated;
pub mod serial;
pub mod sniff;
pub mod spreadsheetml;
pub mod symbols;
pub mod tags;
pub mod thousands;
pub mod transcoded;
pub mod unseen;
pub mod web_archive;
pub mod workbook;
pub mod xls;
pub mod xlsx;
pub mod xml;

use crate::domain::base::place::Place;
use crate::domain::base::remark::{Code, Remark};
use crate::domain::readers::workbook::Limits;
use crate::domain::sheet::left_out::LeftOut;
use crate::domain::sheet::{Content, Document, Row, Sheet, Source, left_out};

/// What a document holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// How it was written.
    pub source: Source,
    /// Its sheets.
    pub sheets: Vec<Sheet>,
    /// Remarks of the reading.
    pub remarks: Vec<Remark>,
}

impl Reading {
    /// One sheet of rows, its remainders of merged cells blanked. What `is_cut` short is remarked at its last row.
    pub(crate) fn of_rows(source: Source, rows: Vec<Row>, left_out: LeftOut, is_cut: bool) -> Self {
        let last = u32::try_from(rows.len()).unwrap_or(u32::MAX).max(1);
        let remarks = is_cut.then(|| Remark::new(Code::InputTruncated, Some(Place::line(last))));
        let mut sheet = Sheet {
            rows,
            left_out,
            ..Sheet::default()
        };
        remainders::blank(&mut sheet);
        Self {
            source,
            sheets: vec![sheet],
            remarks: remarks.into_iter().collect(),
        }
    }
}

/// Reads a document. Never fails: whatever is no table is running text.
///
/// Of a clipboard the HTML flavour is taken if it holds a table, else the text flavour, else the HTML as text.
pub fn read(document: &Document) -> Reading {
    let mut reading = match &document.content {
        Content::Text(text) if json::is_export(text) => {
            json::read(text).unwrap_or_else(|| pasted::read(text))
        }
        Content::Text(text) if html::is_html(text) => html::read(text),
        Content::Text(text) => pasted::read(text),
        Content::Clipboard { html, text } => match text {
            Some(text) if !html::has_table(html) && !text.trim().is_empty() => pasted::read(text),
            _ => {
                let mut reading = html::read(html);
                let text = text.as_deref().filter(|_| html.contains("##"));
                if let (Some(text), Some(sheet)) = (text, reading.sheets.first_mut())
                    && let Some(text) = pasted::read_as(text, '\t', Limits::default()).sheets.first()
                {
                    unseen::fill_narrow(sheet, text);
                }
                reading
            }
        },
        Content::Sheets {
            source,
            sheets,
            remarks,
        } => Reading {
            source: *source,
            sheets: sheets.clone(),
            remarks: remarks.clone(),
        },
        // A text that is none of ours can only come from a draft that was tampered with: it is shown as it is.
        Content::Kept(grid) => kept::read(grid).unwrap_or_else(|| pasted::read(grid)),
    };
    reading.sheets.iter_mut().for_each(unseen::drop_invisible);
    reading.sheets.iter_mut().for_each(unseen::drop_guards);
    let errors = cell_errors(&reading.sheets);
    reading.remarks.extend(errors);
    reading
        .remarks
        .extend(reading.sheets.iter().filter_map(left_out::remark));
    reading
}

/// What spreadsheets show where a formula has no result.
pub const ERRORS: &[&str] = &[
    "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#N/A", "#SPILL!", "#CALC!",
];
/// A sheet full of errors is one fault, not thousands.
const MAX_ERRORS: usize = 50;

/// A remark for each cell that shows an error.
fn cell_errors(sheets: &[Sheet]) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for sheet in sheets {
        for (row, cells) in sheet.rows.iter().enumerate() {
            for (column, cell) in cells.cells.iter().enumerate() {
                let text = cell.text.trim();
                let is_error = text.starts_with('#') && (ERRORS.contains(&text) || unseen::is_narrow(text));
                if is_error && !cell.covered {
                    remarks.push(Remark::new(Code::CellError, Some(sheet.place(row, column))).with([text]));
                }
                if remarks.len() >= MAX_ERRORS {
                    return remarks;
                }
            }
        }
    }
    remarks
}
