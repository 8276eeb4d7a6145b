//! Pasted text or clipboards → [`Sheet`]s: rows of cells with their places. Nothing is understood here yet.
//!
//! | file | reads |
//! |---|---|
//! | [`pasted`] | running text with tables in it: tab-separated rows, Markdown rows, lines |
//! | [`delimited`] | one record: separators, quoted cells with line breaks inside |
//! | [`html`] | `<table>` with spans, running text around it |
//! | [`tags`] | formatting tags and entities inside a cell of text |

pub mod archive;
pub mod delimited;
pub mod docx;
pub mod encoding;
pub mod error;
pub mod html;
pub mod number_format;
pub mod ods;
pub mod ole;
pub mod pasted;
pub mod serial;
pub mod sniff;
pub mod tags;
pub mod workbook;
pub mod xls;
pub mod xlsx;
pub mod xml;

use crate::domain::base::remark::Remark;
use crate::domain::sheet::{Content, Document, Sheet, Source};

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

/// Reads a document. Never fails: whatever is no table is running text.
///
/// Of a clipboard the HTML flavour is taken if it holds a table, else the text flavour, else the HTML as text.
pub fn read(document: &Document) -> Reading {
    match &document.content {
        Content::Text(text) if html::is_html(text) => html::read(text),
        Content::Text(text) => pasted::read(text),
        Content::Clipboard { html, text } => match text {
            Some(text) if !html::has_table(html) && !text.trim().is_empty() => pasted::read(text),
            _ => html::read(html),
        },
    }
}
