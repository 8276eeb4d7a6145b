//! Documents of Word (`.docx`): their tables, and the paragraphs between them as lines of running text.
//!
//! Deleted text, phonetic guides, headers and footers are left out; of alternatives the first one counts.

use std::collections::BTreeMap;

use crate::domain::base::place::Place;
use crate::domain::base::remark::{Code, Remark};
use crate::domain::readers::archive::Archive;
use crate::domain::readers::error::{At, ReadError};
use crate::domain::readers::workbook::Limits;
use crate::domain::readers::xml::{Step, Tag, Xml};
use crate::domain::readers::{Reading, package, remainders};
use crate::domain::sheet::{Cell, Row, Sheet, Source};

/// Where the document lies if no relation says it.
const DOCUMENT: &str = "word/document.xml";

/// Reads a document.
///
/// # Errors
/// [`ReadError`] where the container or the document in it is damaged.
pub fn read(bytes: &[u8], limits: Limits) -> Result<Reading, ReadError> {
    let archive = Archive::open(bytes)?;
    let lost = || ReadError::Truncated(At::part(DOCUMENT, None));
    let name = package::main_part(&archive)?.unwrap_or_else(|| DOCUMENT.to_owned());
    let mut xml = Xml::open(&archive, &name)?.ok_or_else(lost)?;
    let mut walk = Walk {
        limits,
        rows: Vec::new(),
        n_cells: 0,
        n_bytes: 0,
        is_cut: false,
        depth: 0,
        row: Vec::new(),
        cell: None,
        line: String::new(),
        above: BTreeMap::new(),
    };
    let mut in_text = false;
    while !walk.is_cut {
        match xml.step()? {
            Step::Open(tag) => match tag.name() {
                "del" | "moveFrom" | "rt" | "Fallback" | "pPrChange" | "rPrChange" | "sectPr"
                | "instrText" => {
                    xml.skip()?;
                }
                "t" => in_text = true,
                _ => walk.open(&tag),
            },
            Step::Text(text) if in_text => walk.push(&text),
            Step::Text(_) => {}
            Step::Close(tag) => match tag.name() {
                "t" => in_text = false,
                name => walk.close(name),
            },
            Step::End => break,
        }
    }
    walk.end_line();
    let remarks = if walk.is_cut {
        let line = u32::try_from(walk.rows.len()).unwrap_or(u32::MAX);
        vec![Remark::new(Code::InputTruncated, Some(Place::line(line)))]
    } else {
        Vec::new()
    };
    let mut sheet = Sheet {
        name: None,
        rows: walk.rows,
        ..Sheet::default()
    };
    remainders::blank(&mut sheet);
    Ok(Reading {
        source: Source::Docx,
        sheets: vec![sheet],
        remarks,
    })
}

/// A cell still being read.
struct OpenCell {
    text: String,
    columns: usize,
    /// It goes on from the row above.
    goes_on: bool,
    /// Others may go on from it.
    is_merged: bool,
}

struct Walk {
    limits: Limits,
    rows: Vec<Row>,
    n_cells: usize,
    n_bytes: usize,
    is_cut: bool,
    /// Of tables; only the outermost makes rows.
    depth: usize,
    row: Vec<Cell>,
    cell: Option<OpenCell>,
    line: String,
    /// Texts of merged cells, by their first column, for the rows below.
    above: BTreeMap<usize, String>,
}

impl Walk {
    fn open(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "tbl" => {
                self.depth += 1;
                if self.depth == 1 {
                    self.end_line();
                    self.above.clear();
                }
            }
            "tr" if self.depth == 1 => {
                self.row.clear();
            }
            // A row that begins further right.
            "gridBefore" if self.depth == 1 => {
                for _ in 0..tag.number("val").unwrap_or(0).min(self.limits.columns) {
                    self.row.push(Cell::default());
                }
            }
            "tc" if self.depth == 1 => {
                self.cell = Some(OpenCell {
                    text: String::new(),
                    columns: 1,
                    goes_on: false,
                    is_merged: false,
                });
            }
            "gridSpan" if self.depth == 1 => {
                let n = tag.number("val").unwrap_or(1).clamp(1, self.limits.columns);
                if let Some(cell) = &mut self.cell {
                    cell.columns = n;
                }
            }
            "vMerge" if self.depth == 1 => {
                let restarts = tag.get("val").is_some_and(|value| value == "restart");
                if let Some(cell) = &mut self.cell {
                    cell.goes_on = !restarts;
                    cell.is_merged = restarts;
                }
            }
            "tab" | "ptab" => self.push("\t"),
            "br" | "cr" => self.push("\n"),
            "noBreakHyphen" => self.push("-"),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "tbl" => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    // A blank row, so that two tables never touch.
                    self.push_row(Vec::new(), false);
                }
            }
            "tr" if self.depth == 1 => {
                let row = std::mem::take(&mut self.row);
                self.push_row(row, true);
            }
            "tc" if self.depth == 1 => self.end_cell(),
            "tc" => self.push(" "),
            "p" if self.depth == 0 => self.end_line(),
            "p" => self.push("\n"),
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        self.n_bytes += text.len();
        self.is_cut |= self.n_bytes > self.limits.bytes;
        match &mut self.cell {
            Some(cell) => cell.text.push_str(if text == "\t" { " " } else { text }),
            None if self.depth == 0 => self.line.push_str(text),
            None => {}
        }
    }

    fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let first = self.row.len();
        let own = cell.text.trim();
        let (text, covered) = match self.above.get(&first) {
            Some(above) if cell.goes_on && own.is_empty() => (above.clone(), true),
            _ => (own.to_owned(), false),
        };
        if cell.is_merged {
            self.above.insert(first, text.clone());
        } else if !cell.goes_on {
            self.above.remove(&first);
        }
        for offset in 0..cell.columns {
            self.n_bytes += text.len();
            self.row.push(Cell {
                text: text.clone(),
                covered: covered || offset > 0,
            });
        }
        self.n_cells += cell.columns;
        self.is_cut |= self.n_cells > self.limits.cells
            || self.n_bytes > self.limits.bytes
            || self.row.len() > self.limits.columns;
    }

    /// A paragraph outside of tables; one with tabs is a row, as people make tables without tables.
    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        for line in line.split('\n') {
            if line.trim().is_empty() {
                continue;
            }
            let line = line.trim_end();
            let cells: Vec<Cell> = line.split('\t').map(Cell::new).collect();
            let tabular = cells.iter().filter(|cell| !cell.is_blank()).count() > 1;
            let cells = if tabular {
                cells
            } else {
                vec![Cell::new(line.trim())]
            };
            self.push_row(cells, tabular);
        }
    }

    fn push_row(&mut self, cells: Vec<Cell>, tabular: bool) {
        self.is_cut |= self.rows.len() >= self.limits.rows;
        let line = u32::try_from(self.rows.len() + 1).unwrap_or(u32::MAX);
        self.rows.push(Row { line, cells, tabular });
    }
}
