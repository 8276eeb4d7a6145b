//! A sheet as read: rows of cells with their places. Running text is rows of one cell.

mod compact;
pub mod left_out;

use serde::{Deserialize, Serialize};

use crate::base::place::Place;
use crate::base::remark::Remark;
use crate::sheet::left_out::LeftOut;

/// What came in, before anything was read out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The file's name, if it came from a file.
    pub name: Option<String>,
    /// The content.
    pub content: Content,
}

/// The ways a sheet arrives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Pasted text: TSV, CSV, HTML, Markdown tables, the plain text of a PDF, or a mixture.
    Text(String),
    /// A clipboard with both flavours.
    Clipboard {
        /// The `text/html` flavour.
        html: String,
        /// The `text/plain` flavour.
        text: Option<String>,
    },
    /// A file that was opened: its cells, not its bytes.
    Sheets {
        /// What the file is.
        source: Source,
        /// Its sheets.
        sheets: Vec<Sheet>,
        /// Remarks of the reading.
        remarks: Vec<Remark>,
    },
    /// The same in one text, as drafts store it: see `readers::kept`.
    Kept(String),
}

impl Document {
    /// A document of pasted text.
    pub fn pasted(text: impl Into<String>) -> Self {
        Self {
            name: None,
            content: Content::Text(text.into()),
        }
    }

    /// Bytes of all flavours together.
    pub fn size(&self) -> usize {
        match &self.content {
            Content::Text(text) | Content::Kept(text) => text.len(),
            Content::Clipboard { html, text } => html.len() + text.as_ref().map_or(0, String::len),
            Content::Sheets { sheets, .. } => {
                let cells = sheets
                    .iter()
                    .flat_map(|sheet| &sheet.rows)
                    .flat_map(|row| &row.cells);
                cells.map(|cell| cell.text.len() + 1).sum()
            }
        }
    }
}

/// How the input was written, as `document.source` names it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// Running text, possibly with tables in it.
    #[default]
    Text,
    /// HTML, pasted or from the clipboard.
    Html,
    /// Comma-separated values.
    Csv,
    /// Tab-separated values throughout.
    Tsv,
    /// A workbook of Excel since 2007.
    Xlsx,
    /// A workbook of Excel 97 to 2003.
    Xls,
    /// An OpenDocument spreadsheet.
    Ods,
    /// A document of Word since 2007.
    Docx,
    /// A portable document.
    Pdf,
    /// Our own export.
    Json,
}

impl Source {
    /// Every way.
    pub const ALL: &'static [Self] = &[
        Self::Text,
        Self::Html,
        Self::Csv,
        Self::Tsv,
        Self::Xlsx,
        Self::Xls,
        Self::Ods,
        Self::Docx,
        Self::Pdf,
        Self::Json,
    ];

    /// The source of a stable name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|source| source.id() == id)
    }

    /// The stable name in the contract.
    pub fn id(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Ods => "ods",
            Self::Docx => "docx",
            Self::Pdf => "pdf",
            Self::Json => "json",
        }
    }
}

/// One sheet: rows in the order of the input.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sheet {
    /// Its name, where the input has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Rows, blank ones included, so that a row's index tells its place.
    pub rows: Vec<Row>,
    /// The rows that its pages begin with, where it has pages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<usize>,
    /// What its reader left out of it.
    #[serde(skip_serializing_if = "LeftOut::is_empty")]
    pub left_out: LeftOut,
}

/// One row, or one line of running text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// 1-based line of the input on which it begins.
    pub line: u32,
    /// Its cells; running text has one.
    pub cells: Vec<Cell>,
    /// It was written with column separators (tabs, commas, pipes, `<td>`).
    pub tabular: bool,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Its text, tags removed, line breaks inside it kept as `\n`.
    pub text: String,
    /// It lies under a merged cell and repeats that cell's text.
    pub covered: bool,
}

impl Cell {
    /// A cell of its own.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            covered: false,
        }
    }

    /// It holds nothing but white space.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

impl Row {
    /// The text of a cell, trimmed; `""` beyond the end of the row.
    pub fn text(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.text.trim())
    }

    /// The cell lies under one that is merged over it and the column before.
    pub fn is_merged_over(&self, column: usize) -> bool {
        let before = column.checked_sub(1).and_then(|before| self.cells.get(before));
        let own = self
            .cells
            .get(column)
            .filter(|cell| cell.covered && !cell.is_blank());
        own.is_some_and(|own| before.is_some_and(|before| before.text == own.text))
    }

    /// No cell holds anything.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(Cell::is_blank)
    }

    /// The only cell that holds something, if there is just one: a heading, a sentence, a note. A merged cell is one,
    /// however many it covers.
    pub fn sole_text(&self) -> Option<&str> {
        // A cell merged over several columns is one.
        let repeats = |index: usize, cell: &Cell| {
            let left = index.checked_sub(1).and_then(|left| self.cells.get(left));
            cell.covered && left.is_some_and(|left| left.text == cell.text)
        };
        let mut filled = self
            .cells
            .iter()
            .enumerate()
            .filter(|(index, cell)| !cell.is_blank() && !repeats(*index, cell));
        match (filled.next(), filled.next()) {
            (Some((_, cell)), None) => Some(cell.text.trim()),
            _ => None,
        }
    }
}

impl Sheet {
    /// The one remark on what was left out of it, if anything was.
    pub fn remark_on_left_out(&self) -> Option<Remark> {
        self.left_out.remark(|row, column| self.place(row, column))
    }

    /// The place of a cell; running text has only its line.
    pub fn place(&self, row: usize, column: usize) -> Place {
        let line = self.rows.get(row).map(|row| row.line);
        let tabular = self.rows.get(row).is_some_and(|row| row.tabular);
        let number = |index: usize| u32::try_from(index + 1).ok();
        Place {
            sheet: self.name.clone(),
            row: if tabular { number(row) } else { None },
            column: if tabular { number(column) } else { None },
            line,
            page: self.page(row),
        }
    }

    /// The page of a row, from 1.
    fn page(&self, row: usize) -> Option<u32> {
        u32::try_from(self.pages.partition_point(|&first| first <= row))
            .ok()
            .filter(|&page| page > 0)
    }
}
