//! A document, in whatever way it came → its sheets.

use crate::base::remark::{Code, Remark};
use crate::reading::Reading;
use crate::sheet::{Content, Document, Sheet};
use crate::workbook::Limits;
use crate::{html, json, kept, pasted, unseen};

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
        .extend(reading.sheets.iter().filter_map(Sheet::remark_on_left_out));
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
