//! Documents of Word (`.docx`): their tables, and the paragraphs between them as lines of running text.
//!
//! What Word does not show is left out and named: struck-out and hidden text, tracked deletions of text, rows and cells,
//! prompts of fields that nobody filled in, text under merged cells. Phonetic guides, headers and footers are left out;
//! of alternatives the first one counts. [`styles`] tells how text looks, [`grid`] makes rows of a table's cells.

mod grid;
mod styles;

use crate::archive::Archive;
use crate::docx::grid::{Grid, GridCell, GridRow, RowOut};
use crate::docx::styles::Styles;
use crate::error::{At, ReadError};
use crate::look::{Look, Said, Shown};
use crate::package;
use crate::package::Relations;
use crate::reading::Reading;
use crate::sheet::left_out::{Kind, LeftOut};
use crate::sheet::{Cell, Row, Source};
use crate::symbols::Font;
use crate::workbook::Limits;
use crate::xml::{Step, Tag, Xml};

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
    let relations = Relations::of(&archive, &name)?;
    let styles = Styles::read(&archive, &relations.first_or("styles", "word/styles.xml"))?;
    let mut xml = Xml::open(&archive, &name)?.ok_or_else(lost)?;
    let mut walk = Walk::new(&styles, limits.of_content(archive.unpacked()));
    while !walk.is_cut {
        match xml.step()? {
            Step::Open(tag) => match tag.name() {
                "rt" | "Fallback" | "pPrChange" | "rPrChange" | "tcPrChange" | "trPrChange"
                | "tblPrChange" | "tblPrExChange" | "sectPr" | "instrText" => xml.skip()?,
                "del" | "moveFrom" if !walk.is_in_props() => {
                    let text = deleted(&mut xml)?;
                    walk.leave_out(Kind::Deleted, &text);
                }
                _ => walk.open(&tag),
            },
            Step::Text(text) => walk.text(&text),
            Step::Close(tag) => walk.close(tag.name()),
            Step::End => break,
        }
    }
    Ok(walk.finish())
}

/// The text of a tracked deletion that has just begun.
fn deleted(xml: &mut Xml<'_>) -> Result<String, ReadError> {
    let mut text = String::new();
    let (mut depth, mut in_text) = (1usize, false);
    while depth > 0 {
        match xml.step()? {
            Step::Open(tag) => {
                depth += 1;
                in_text = matches!(tag.name(), "delText" | "t");
            }
            Step::Text(piece) if in_text => text.push_str(&piece),
            Step::Text(_) => {}
            Step::Close(_) => {
                depth -= 1;
                in_text = false;
            }
            Step::End => break,
        }
    }
    Ok(text)
}

/// Where an element stands, as far as that changes what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Within {
    Run,
    RunProps,
    ParagraphProps,
    RowProps,
    CellProps,
    /// Text as it stands in a run.
    Text,
    Other,
}

impl Within {
    fn of(name: &str) -> Self {
        match name {
            "r" => Self::Run,
            "rPr" => Self::RunProps,
            "pPr" => Self::ParagraphProps,
            "trPr" => Self::RowProps,
            "tcPr" => Self::CellProps,
            "t" => Self::Text,
            _ => Self::Other,
        }
    }
}

/// A list of a form field, of which one entry shows.
#[derive(Default)]
struct List {
    entries: Vec<String>,
    chosen: usize,
}

struct Walk<'a> {
    styles: &'a Styles,
    limits: Limits,
    rows: Vec<Row>,
    left_out: LeftOut,
    n_cells: usize,
    n_bytes: usize,
    is_cut: bool,
    path: Vec<Within>,
    /// The looks of the paragraphs around, and of the runs around, as far as they are said.
    paragraph: Said,
    runs: Vec<Said>,
    /// Of every content control around: it shows its prompt.
    controls: Vec<bool>,
    list: List,
    /// Tables around, the outermost first.
    tables: Vec<Grid>,
    /// The paragraph outside of tables.
    line: Shown,
}

impl<'a> Walk<'a> {
    fn new(styles: &'a Styles, limits: Limits) -> Self {
        Self {
            styles,
            limits,
            rows: Vec::new(),
            left_out: LeftOut::default(),
            n_cells: 0,
            n_bytes: 0,
            is_cut: false,
            path: Vec::new(),
            paragraph: Said::default(),
            runs: Vec::new(),
            controls: Vec::new(),
            list: List::default(),
            tables: Vec::new(),
            line: Shown::default(),
        }
    }

    fn is_within(&self, within: Within) -> bool {
        self.path.last() == Some(&within)
    }

    /// Properties of a row, cell or paragraph mark stand here, no text.
    fn is_in_props(&self) -> bool {
        self.is_within(Within::RowProps)
            || self.is_within(Within::CellProps)
            || self.is_within(Within::RunProps)
    }

    fn open(&mut self, tag: &Tag<'_>) {
        let name = tag.name();
        let within = self.path.last().copied().unwrap_or(Within::Other);
        let of_run = within == Within::RunProps
            && self.path.len().checked_sub(2).and_then(|at| self.path.get(at)) == Some(&Within::Run);
        match (within, name) {
            (Within::RunProps, _) if of_run => {
                if let Some(run) = self.runs.last_mut() {
                    styles::take(run, tag, self.styles);
                }
            }
            (Within::ParagraphProps, "pStyle") => {
                self.paragraph = self.styles.props(&tag.get("val").unwrap_or_default());
            }
            (Within::RowProps, _) => self.row_property(tag),
            (Within::CellProps, _) => self.cell_property(tag),
            _ => self.element(tag),
        }
        self.path.push(Within::of(name));
    }

    fn row_property(&mut self, tag: &Tag<'_>) {
        let most = self.limits.columns;
        let Some(row) = self.tables.last_mut().map(|table| &mut table.row) else {
            return;
        };
        match tag.name() {
            // A row that begins further right.
            "gridBefore" => row.before = tag.number("val").unwrap_or(0).min(most),
            "del" => row.unseen = Some(Kind::Deleted),
            "hidden" if styles::is_on(tag) => row.unseen = Some(Kind::Hidden),
            _ => {}
        }
    }

    fn cell_property(&mut self, tag: &Tag<'_>) {
        let Some(cell) = self.tables.last_mut().and_then(|table| table.cell.as_mut()) else {
            return;
        };
        let goes_on = |value: Option<String>| !value.is_some_and(|value| value.starts_with("rest"));
        match tag.name() {
            "gridSpan" => cell.columns = tag.number("val").unwrap_or(1).max(1),
            "vMerge" => cell.merge_down(goes_on(tag.get("val"))),
            // The same as a tracked change, which shows as if it were accepted.
            "cellMerge" => cell.merge_down(goes_on(tag.get("vMerge"))),
            "hMerge" => cell.goes_right = goes_on(tag.get("val")),
            "cellDel" => cell.is_deleted = true,
            _ => {}
        }
    }

    fn element(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "tbl" => {
                if self.tables.is_empty() {
                    self.end_line();
                }
                self.tables.push(Grid::default());
            }
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.row = GridRow::default();
                }
            }
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    table.cell = Some(GridCell::default());
                }
            }
            "p" => self.paragraph = self.styles.usual(),
            "r" => self.runs.push(Said::default()),
            "sdt" => self.controls.push(false),
            "showingPlcHdr" if styles::is_on(tag) => {
                if let Some(control) = self.controls.last_mut() {
                    *control = true;
                }
            }
            "ddList" => self.list = List::default(),
            "listEntry" if self.list.entries.len() < 1000 => {
                self.list.entries.push(tag.get("val").unwrap_or_default());
            }
            "result" => self.list.chosen = tag.number("val").unwrap_or(0),
            "sym" => {
                let font = tag.get("font").map(|font| Font::of(&font));
                let code = tag
                    .get("char")
                    .and_then(|code| u32::from_str_radix(&code, 16).ok());
                let code = code.and_then(|code| u8::try_from(code & 0xFF).ok());
                if let Some(sign) = font.zip(code).and_then(|(font, code)| font.sign(code)) {
                    self.push(sign.encode_utf8(&mut [0; 4]));
                }
            }
            "tab" | "ptab" => self.push("\t"),
            "br" | "cr" => self.push("\n"),
            "noBreakHyphen" => self.push("-"),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        self.path.pop();
        match name {
            "tbl" => self.end_table(),
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.end_row();
                }
            }
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    table.end_cell();
                }
            }
            "p" if self.tables.is_empty() => self.end_line(),
            "p" => self.push("\n"),
            "r" => {
                self.runs.pop();
            }
            "sdt" => {
                self.controls.pop();
            }
            "ddList" => {
                let list = std::mem::take(&mut self.list);
                if let Some(entry) = list.entries.get(list.chosen) {
                    self.push(entry);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.is_within(Within::Text) {
            self.push(text);
        }
    }

    /// Adds text in the look that holds here.
    fn push(&mut self, text: &str) {
        let run = self.runs.last().copied().unwrap_or_default();
        let mut look: Look = run.over(self.paragraph).look();
        if self.controls.contains(&true) && !text.trim().is_empty() {
            look.unseen = Some(Kind::Placeholder);
        }
        self.n_bytes += text.len();
        self.is_cut |= self.n_bytes > self.limits.bytes;
        let in_cell = !self.tables.is_empty();
        let text = if in_cell && text == "\t" { " " } else { text };
        if let Some(shown) = self.target() {
            shown.push(text, look);
        }
    }

    fn leave_out(&mut self, kind: Kind, text: &str) {
        if let Some(shown) = self.target() {
            shown.leave_out(kind, text);
        }
    }

    /// The cell or line that text belongs to.
    fn target(&mut self) -> Option<&mut Shown> {
        match self.tables.last_mut() {
            Some(table) => table.cell.as_mut().map(GridCell::text),
            None => Some(&mut self.line),
        }
    }

    /// The innermost table is at its end: its rows go to the cell around it, or to the sheet.
    fn end_table(&mut self) {
        let Some(table) = self.tables.pop() else { return };
        let rows = table.rows(self.limits);
        let n_cells: usize = rows.iter().map(|row| row.cells.len()).sum();
        let n_bytes: usize = rows.iter().map(RowOut::n_repeated_bytes).sum();
        self.n_cells += n_cells;
        self.n_bytes += n_bytes;
        self.is_cut |= self.n_cells > self.limits.cells || self.n_bytes > self.limits.bytes;
        if let Some(around) = self.tables.last_mut() {
            if let Some(cell) = &mut around.cell {
                cell.push_table(rows);
            }
        } else {
            self.push_rows(rows);
            // A blank row, so that two tables never touch.
            self.push_row(RowOut::default());
        }
    }

    fn push_rows(&mut self, rows: Vec<RowOut>) {
        for row in rows {
            self.push_row(row);
        }
    }

    /// A paragraph outside of tables; one with tabs is a row, as people make tables without tables.
    fn end_line(&mut self) {
        let mut shown = std::mem::take(&mut self.line);
        let text = std::mem::take(&mut shown.text);
        for line in text.split('\n').filter(|line| !line.trim().is_empty()) {
            self.push_row(RowOut::of_line(line, std::mem::take(&mut shown)));
        }
        // A paragraph of which nothing is left is told where the next one begins.
        shown.tell(&mut self.left_out, self.rows.len(), 0);
    }

    fn push_row(&mut self, row: RowOut) {
        if self.rows.len() >= self.limits.rows {
            self.is_cut = true;
            return;
        }
        let index = self.rows.len();
        for (column, shown) in row.left_out {
            shown.tell(&mut self.left_out, index, column);
        }
        self.rows.push(Row {
            line: u32::try_from(index + 1).unwrap_or(u32::MAX),
            cells: row.cells,
            tabular: row.tabular,
        });
    }

    fn finish(mut self) -> Reading {
        // What was cut off inside of tables.
        while let Some(table) = self.tables.last_mut() {
            table.end_cell();
            table.end_row();
            self.end_table();
        }
        self.end_line();
        Reading::of_rows(Source::Docx, self.rows, self.left_out, self.is_cut)
    }
}

impl RowOut {
    /// A line of running text, or a row of cells that tabs divide.
    fn of_line(line: &str, left_out: Shown) -> Self {
        let line = line.trim_end();
        let cells: Vec<Cell> = line.split('\t').map(Cell::new).collect();
        let tabular = cells.iter().filter(|cell| !cell.is_blank()).count() > 1;
        Self {
            cells: if tabular {
                cells
            } else {
                vec![Cell::new(line.trim())]
            },
            tabular,
            left_out: vec![(0, left_out)],
        }
    }
}
