//! HTML, pasted as text or from the clipboard: tables with their spans, running text around them.
//!
//! Tokens come from `html5gum`; nothing is executed, fetched or rendered, and scripts and styles are dropped.

use std::collections::BTreeMap;

use html5gum::emitters::default::{DefaultEmitter, StartTag};
use html5gum::{Token, Tokenizer};

use crate::domain::base::place::Place;
use crate::domain::base::remark::{Code, Remark};
use crate::domain::readers::{Reading, remainders};
use crate::domain::sheet::{Cell, Row, Sheet, Source};

/// Spans beyond this are mistakes or attacks.
const MAX_SPAN: usize = 500;
/// Cells that spans may add.
const MAX_FILLED: usize = 200_000;

/// The text is HTML as a whole, or holds a table in tags.
pub fn is_html(text: &str) -> bool {
    let mut end = text.len().min(4096);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text.get(..end).unwrap_or("").trim_start().to_ascii_lowercase();
    [
        "<!doctype html",
        "<html",
        "<table",
        "<meta",
        "<head",
        "<body",
        "<tr",
        "<thead",
        "<tbody",
    ]
    .iter()
    .any(|tag| head.starts_with(tag))
        || has_table(text)
}

/// There is a table with a row in tags.
pub fn has_table(text: &str) -> bool {
    find_tag(text, "<table") && find_tag(text, "<tr")
}

/// The tag's opening, in any case.
fn find_tag(text: &str, tag: &str) -> bool {
    let (bytes, tag) = (text.as_bytes(), tag.as_bytes());
    bytes.windows(tag.len() + 1).any(|window| {
        window.first() == Some(&b'<')
            && window.iter().zip(tag).all(|(a, b)| a.eq_ignore_ascii_case(b))
            && window.last().is_some_and(|c| !c.is_ascii_alphanumeric())
    })
}

/// Reads HTML into one sheet: rows of tables, and lines of running text between them, in the order of the input.
pub fn read(text: &str) -> Reading {
    let mut builder = Builder::default();
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(text, emitter).flatten() {
        match token {
            Token::StartTag(tag) => builder.start(&tag),
            Token::EndTag(tag) => builder.end(&tag.name),
            Token::String(text) if builder.skipping == 0 => builder.text(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    builder.finish()
}

/// A cell still being read, with its spans.
struct OpenCell {
    text: String,
    columns: usize,
    rows: usize,
}

/// A merged cell that reaches into later rows.
struct Hanging {
    rows_left: usize,
    text: String,
}

#[derive(Default)]
struct Builder {
    rows: Vec<Row>,
    line: String,
    /// Depth of tables; only the outermost makes rows.
    depth: usize,
    /// Depth of elements whose text is no content.
    skipping: usize,
    row: Option<Vec<Cell>>,
    cell: Option<OpenCell>,
    /// By column.
    hanging: BTreeMap<usize, Hanging>,
    n_filled: usize,
    truncated: bool,
}

impl Builder {
    fn start(&mut self, tag: &StartTag<()>) {
        let name: &[u8] = &tag.name;
        match name {
            b"script" | b"style" | b"title" | b"template" | b"noscript" => self.skipping += 1,
            b"table" => {
                self.depth += 1;
                if self.depth == 1 {
                    self.end_line();
                }
            }
            b"tr" if self.depth == 1 => {
                self.end_row();
                self.row = Some(Vec::new());
            }
            b"td" | b"th" if self.depth == 1 => {
                self.end_cell();
                if self.row.is_none() {
                    self.row = Some(Vec::new());
                }
                self.cell = Some(OpenCell {
                    text: String::new(),
                    columns: span(tag, b"colspan"),
                    rows: span(tag, b"rowspan"),
                });
            }
            b"td" | b"th" => self.push(" "),
            b"br" | b"tr" => self.break_line(),
            _ if is_block(name) => self.break_line(),
            _ => {}
        }
    }

    fn end(&mut self, name: &[u8]) {
        match name {
            b"script" | b"style" | b"title" | b"template" | b"noscript" => {
                self.skipping = self.skipping.saturating_sub(1);
            }
            b"table" if self.depth > 0 => {
                if self.depth == 1 {
                    self.end_row();
                    self.hanging.clear();
                    // A blank row, so that two tables never touch.
                    self.push_row(Vec::new(), false);
                }
                self.depth -= 1;
            }
            b"tr" if self.depth == 1 => self.end_row(),
            b"td" | b"th" if self.depth == 1 => self.end_cell(),
            _ if is_block(name) => self.break_line(),
            _ => {}
        }
    }

    /// Text: white space is one blank, as browsers show it.
    fn text(&mut self, text: &str) {
        let mut folded = String::with_capacity(text.len());
        let mut blank = false;
        for c in text.chars() {
            if c.is_ascii_whitespace() || c == '\u{A0}' || c.is_control() {
                blank = true;
            } else {
                if blank {
                    folded.push(' ');
                    blank = false;
                }
                folded.push(c);
            }
        }
        if blank {
            folded.push(' ');
        }
        self.push(&folded);
    }

    fn push(&mut self, text: &str) {
        let target = match &mut self.cell {
            Some(cell) => &mut cell.text,
            None if self.depth > 0 => return,
            None => &mut self.line,
        };
        let text = if target.is_empty() || target.ends_with([' ', '\n']) {
            text.trim_start_matches(' ')
        } else {
            text
        };
        target.push_str(text);
    }

    fn break_line(&mut self) {
        match &mut self.cell {
            Some(cell) if !cell.text.trim().is_empty() && !cell.text.ends_with('\n') => cell.text.push('\n'),
            None if self.depth == 0 => self.end_line(),
            _ => {}
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        if !line.trim().is_empty() {
            self.push_row(vec![Cell::new(line.trim())], false);
        }
    }

    fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let mut row = self.row.take().unwrap_or_default();
        self.fill_hanging(&mut row);
        let text = cell.text.trim().to_owned();
        for offset in 0..cell.columns {
            let column = row.len();
            row.push(Cell {
                text: text.clone(),
                covered: offset > 0,
            });
            self.n_filled += usize::from(offset > 0);
            if cell.rows > 1 {
                self.hanging.insert(
                    column,
                    Hanging {
                        rows_left: cell.rows - 1,
                        text: text.clone(),
                    },
                );
            }
            if self.n_filled > MAX_FILLED {
                self.truncated = true;
                break;
            }
        }
        self.row = Some(row);
    }

    /// Cells that reach down from above stand where they are due.
    fn fill_hanging(&mut self, row: &mut Vec<Cell>) {
        while let Some(hanging) = self
            .hanging
            .get_mut(&row.len())
            .filter(|hanging| hanging.rows_left > 0)
        {
            if self.n_filled > MAX_FILLED {
                self.truncated = true;
                return;
            }
            hanging.rows_left -= 1;
            self.n_filled += 1;
            row.push(Cell {
                text: hanging.text.clone(),
                covered: true,
            });
        }
    }

    fn end_row(&mut self) {
        self.end_cell();
        let Some(mut row) = self.row.take() else { return };
        self.fill_hanging(&mut row);
        // What reaches down behind a shorter row.
        let last = self
            .hanging
            .iter()
            .filter(|(_, hanging)| hanging.rows_left > 0)
            .map(|(&column, _)| column)
            .max();
        while last.is_some_and(|last| row.len() <= last) && self.n_filled <= MAX_FILLED {
            row.push(Cell::default());
            self.n_filled += 1;
            self.fill_hanging(&mut row);
        }
        self.hanging.retain(|_, hanging| hanging.rows_left > 0);
        self.push_row(row, true);
    }

    fn push_row(&mut self, cells: Vec<Cell>, tabular: bool) {
        let line = u32::try_from(self.rows.len() + 1).unwrap_or(u32::MAX);
        self.rows.push(Row { line, cells, tabular });
    }

    fn finish(mut self) -> Reading {
        self.end_row();
        self.end_line();
        let remarks = if self.truncated {
            vec![Remark::new(Code::InputTruncated, Some(Place::line(1)))]
        } else {
            Vec::new()
        };
        let mut sheet = Sheet {
            name: None,
            rows: self.rows,
        };
        remainders::blank(&mut sheet);
        Reading {
            source: Source::Html,
            sheets: vec![sheet],
            remarks,
        }
    }
}

fn is_block(name: &[u8]) -> bool {
    matches!(
        name,
        b"p" | b"div"
            | b"li"
            | b"ul"
            | b"ol"
            | b"h1"
            | b"h2"
            | b"h3"
            | b"h4"
            | b"h5"
            | b"h6"
            | b"section"
            | b"article"
            | b"caption"
            | b"dt"
            | b"dd"
            | b"pre"
            | b"blockquote"
    )
}

fn span(tag: &StartTag<()>, attribute: &[u8]) -> usize {
    let value = tag.attributes.get(attribute).map(|value| {
        String::from_utf8_lossy(value)
            .trim()
            .parse::<usize>()
            .unwrap_or(1)
    });
    value.unwrap_or(1).clamp(1, MAX_SPAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(html: &str) -> Vec<Vec<String>> {
        read(html).sheets[0]
            .rows
            .iter()
            .map(|row| row.cells.iter().map(|cell| cell.text.clone()).collect())
            .collect()
    }

    #[test]
    fn spans_are_filled() {
        let rows = cells(
            "<table><tr><td rowspan=2>節</td><td colspan='2'>前期</td></tr><tr><td>目標<td>実績</table>",
        );
        assert_eq!(rows[0], ["節", "前期", "前期"]);
        assert_eq!(rows[1], ["節", "目標", "実績"]);
    }

    #[test]
    fn breaks_are_kept_and_scripts_dropped() {
        let rows = cells(
            "<p>表題</p><script>alert(1)</script><table><tr><td>225<br>182</td><td><img src=x onerror=alert(1)>a&amp;b</td></tr></table>",
        );
        assert_eq!(rows[0], ["表題"]);
        assert_eq!(rows[1], ["225\n182", "a&b"]);
    }

    #[test]
    fn unbalanced_tags_and_huge_spans_do_no_harm() {
        assert!(!cells("<table><tr><td rowspan=99999999 colspan=99999999>x").is_empty());
        assert!(cells("</table></td><td>a<table><tr><td>b<tr").len() < 5);
    }
}
