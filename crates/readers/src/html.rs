//! HTML, pasted as text or from the clipboard: tables with their spans, running text around them.
//!
//! Tokens come from `html5gum`; nothing is executed, fetched or rendered, and scripts are dropped. So are phonetic
//! guides, what is not shown and what is struck out, as the elements and the page's own [`css`] say it: Excel hands over
//! hidden rows and columns too, pages hide keys for sorting. Fields that people fill in give what they show.

mod element;
pub mod fields;
pub mod shown;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use html5gum::emitters::default::{DefaultEmitter, StartTag};
use html5gum::{Token, Tokenizer};

use crate::base::raised;
use crate::css;
use crate::html::element::{attribute, is_cell_or_row, is_void, style};
use crate::html::fields::{Choice, Field};
use crate::html::shown::{Open, Shown};
use crate::reading::Reading;
use crate::sheet::left_out::{Kind, LeftOut};
use crate::sheet::{Cell, Row, Source};
use crate::workbook::Limits;

/// Spans beyond this are mistakes or attacks.
const MAX_SPAN: usize = 500;
/// Cells that spans may add.
const MAX_FILLED: usize = 200_000;
/// Bytes of text that they may repeat; further ones are blank, as a long text over many cells is no heading.
const MAX_REPEATED: usize = 16_000_000;

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
    read_within(text, Limits::default())
}

/// The same, as much as the limits allow.
pub fn read_within(text: &str, limits: Limits) -> Reading {
    let text = without_header(text);
    let mut builder = Builder::default();
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(text, emitter).flatten() {
        match token {
            Token::StartTag(tag) => builder.start(&tag),
            Token::EndTag(tag) => builder.end(&tag.name),
            Token::String(text) => builder.string(&String::from_utf8_lossy(&text)),
            _ => {}
        }
        let n_open = builder.row.as_ref().map_or(0, Vec::len);
        if builder.rows.len() > limits.rows
            || builder.n_cells + n_open > limits.cells
            || builder.n_bytes > limits.bytes
        {
            builder.truncated = true;
            break;
        }
    }
    builder.finish()
}

/// The offsets that Windows puts before HTML on its clipboard (`Version:1.0 StartHTML:…`) are no content.
fn without_header(text: &str) -> &str {
    let starts = text.trim_start().starts_with("Version:");
    match text.find('<') {
        Some(at) if starts && text.get(..at).is_some_and(|head| head.contains("StartFragment:")) => {
            text.get(at..).unwrap_or(text)
        }
        _ => text,
    }
}

/// A cell still being read, with its spans.
struct OpenCell {
    text: String,
    columns: usize,
    rows: usize,
    /// The text runs over its empty neighbours, which are no part of it.
    overflows: bool,
}

/// An element that is not shown.
struct Unseen {
    name: Vec<u8>,
    /// Elements of that name, and tables, that are open in it.
    depth: usize,
    tables: usize,
    /// The beginning of its text.
    text: String,
}

/// Characters of a text that is not shown that are kept to name it.
const LONGEST_UNSEEN: usize = 80;

impl Unseen {
    fn new(name: &[u8]) -> Self {
        Self {
            name: name.to_vec(),
            depth: 1,
            tables: 0,
            text: String::new(),
        }
    }

    /// Its own end is missing: the cell around it ends, or the next begins.
    fn ends_before(&self, name: &[u8], depth: usize) -> bool {
        depth > 0 && self.tables == 0 && is_cell_or_row(name) && name != b"table"
    }

    fn open(&mut self, name: &[u8]) {
        self.depth += usize::from(self.name == name);
        self.tables += usize::from(name == b"table");
    }

    /// It is at its end.
    fn close(&mut self, name: &[u8]) -> bool {
        self.depth -= usize::from(self.name == name);
        if name == b"table" {
            self.tables = self.tables.saturating_sub(1);
        }
        self.depth == 0
    }
}

/// A merged cell that reaches into later rows, no further than its part of the table.
struct Hanging {
    rows_left: usize,
    text: Rc<str>,
}

#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "what is open, each by itself")]
struct Builder {
    rows: Vec<Row>,
    line: String,
    /// Depth of tables; only the outermost makes rows.
    depth: usize,
    /// Depth of elements whose text is no content.
    skipping: usize,
    /// Inside of a phonetic guide. Its end tag may be missing.
    in_reading: bool,
    /// The page's own rules, and the text of the style element that is open.
    rules: css::Sheet,
    style_text: Option<String>,
    /// The elements that are open.
    open: Open,
    /// A list of choices that is open.
    choice: Option<Choice>,
    /// Inside of an element that is not shown.
    unseen: Option<Unseen>,
    /// Text that is not read, until it is at its end.
    aside: Option<(Kind, String)>,
    left_out: LeftOut,
    /// Columns that are not shown.
    hidden_columns: BTreeSet<usize>,
    n_columns: usize,
    row: Option<Vec<Cell>>,
    /// The row is not shown, or the part of the table around it.
    row_is_hidden: bool,
    part_is_hidden: bool,
    cell: Option<OpenCell>,
    /// Filled columns that were left out.
    left_out_columns: BTreeSet<usize>,
    /// By column.
    hanging: BTreeMap<usize, Hanging>,
    n_filled: usize,
    /// Bytes of their texts.
    n_repeated: usize,
    /// Cells of finished rows, and bytes of text.
    n_cells: usize,
    n_bytes: usize,
    truncated: bool,
}

impl Builder {
    /// Text of any element.
    fn string(&mut self, text: &str) {
        if let Some(rules) = &mut self.style_text {
            rules.push_str(text);
        } else if self.skipping > 0 || self.in_reading {
        } else if let Some(unseen) = &mut self.unseen {
            let room = LONGEST_UNSEEN.saturating_sub(unseen.text.chars().count());
            unseen
                .text
                .extend(text.chars().filter(|c| !c.is_control()).take(room));
        } else if let Some(choice) = &mut self.choice {
            choice.text(text);
        } else {
            self.text(text);
        }
    }

    /// Where the next text stands.
    fn here(&self) -> (usize, usize) {
        (self.rows.len(), self.row.as_ref().map_or(0, Vec::len))
    }

    /// The element that is not shown is at its end.
    fn leave_unseen(&mut self) {
        if let Some(unseen) = self.unseen.take() {
            let (row, column) = self.here();
            self.left_out.add(Kind::Hidden, row, column, &unseen.text);
        }
    }

    fn start(&mut self, tag: &StartTag<()>) {
        let name: &[u8] = &tag.name;
        self.in_reading = matches!(name, b"rt" | b"rp") || self.in_reading && !is_cell_or_row(name);
        if self
            .unseen
            .as_ref()
            .is_some_and(|unseen| unseen.ends_before(name, self.depth))
        {
            self.leave_unseen();
        }
        if let Some(unseen) = &mut self.unseen {
            unseen.open(name);
            return;
        }
        let shown = self.open.start(tag, &self.rules);
        let has_place = self.depth > 0 && is_cell_or_row(name);
        // Readings are left out by themselves, whatever their style; Excel leaves their ends out.
        let is_reading = matches!(name, b"rt" | b"rp");
        if shown.is_gone && !has_place && !is_reading && !tag.self_closing && !is_void(name) {
            self.unseen = Some(Unseen::new(name));
            return;
        }
        if let Some(choice) = &mut self.choice {
            if choice.start(tag) {
                return;
            }
            self.end_choice();
        }
        match name {
            b"style" if attribute(tag, b"media").is_none_or(|media| css::is_screen(&media)) => {
                self.style_text = Some(String::new());
            }
            b"script" | b"style" | b"title" | b"template" | b"noscript" | b"datalist" => self.skipping += 1,
            b"select" => self.choice = Some(Choice::default()),
            b"input" if !shown.is_gone => self.field(&Field::of(tag)),
            b"table" => {
                self.depth += 1;
                if self.depth == 1 {
                    self.end_line();
                    self.hidden_columns.clear();
                    self.n_columns = 0;
                    self.hanging.clear();
                }
            }
            b"col" if self.depth == 1 => {
                let n = span(tag, b"span");
                if shown.is_gone {
                    self.hidden_columns.extend(self.n_columns..self.n_columns + n);
                }
                self.n_columns += n;
            }
            b"tr" if self.depth == 1 => {
                self.end_row();
                self.row = Some(Vec::new());
                self.row_is_hidden = shown.is_gone || self.part_is_hidden;
            }
            b"thead" | b"tbody" | b"tfoot" if self.depth == 1 => {
                self.end_row();
                self.hanging.clear();
                self.part_is_hidden = shown.is_gone;
            }
            b"td" | b"th" if self.depth == 1 => self.start_cell(tag, shown),
            b"td" | b"th" => self.push(" "),
            b"br" | b"tr" => self.break_line(),
            _ if is_block(name) => self.break_line(),
            _ => {}
        }
    }

    fn start_cell(&mut self, tag: &StartTag<()>, shown: Shown) {
        self.end_cell();
        let mut row = self.row.take().unwrap_or_default();
        self.fill_hanging(&mut row);
        let is_left_out = self.hidden_columns.contains(&row.len());
        self.row = Some(row);
        if shown.is_gone && !is_left_out && !self.row_is_hidden {
            // It takes no place in its row.
            self.unseen = Some(Unseen::new(&tag.name));
            return;
        }
        self.cell = Some(OpenCell {
            text: String::new(),
            columns: span(tag, b"colspan"),
            rows: row_span(tag),
            overflows: style(tag).contains("mso-ignore:colspan"),
        });
    }

    fn end(&mut self, name: &[u8]) {
        self.in_reading &= !(matches!(name, b"rt" | b"rp" | b"ruby") || is_cell_or_row(name));
        let table_ends = |unseen: &Unseen| name == b"table" && unseen.tables == 0 && unseen.name != b"table";
        let ends = self.unseen.as_ref().is_some_and(|unseen| {
            unseen.ends_before(name, self.depth) || self.depth > 0 && table_ends(unseen)
        });
        if ends {
            self.leave_unseen();
        } else if let Some(unseen) = &mut self.unseen {
            if unseen.close(name) {
                self.leave_unseen();
                self.open.end(name);
            }
            return;
        }
        self.open.end(name);
        if let Some(choice) = &mut self.choice {
            if choice.end(name) {
                return;
            }
            self.end_choice();
        }
        if name == b"style"
            && let Some(rules) = self.style_text.take()
        {
            self.rules.add(&rules);
            return;
        }
        match name {
            b"script" | b"style" | b"title" | b"template" | b"noscript" | b"datalist" => {
                self.skipping = self.skipping.saturating_sub(1);
            }
            b"table" if self.depth > 0 => {
                if self.depth == 1 {
                    self.end_row();
                    self.hanging.clear();
                    self.part_is_hidden = false;
                    // A blank row, so that two tables never touch.
                    self.push_row(Vec::new(), false);
                }
                self.depth -= 1;
            }
            b"tr" if self.depth == 1 => self.end_row(),
            b"thead" | b"tbody" | b"tfoot" if self.depth == 1 => {
                self.end_row();
                self.hanging.clear();
                self.part_is_hidden = false;
            }
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
        let shown = self.open.shown();
        match shown.unread() {
            Some(kind) => self.put_aside(kind, &folded),
            None if folded.trim().is_empty() => self.push(&folded),
            None => {
                self.end_aside();
                match shown.level {
                    Some(level) => self.push_beside(level, &folded),
                    None => self.push(&folded),
                }
            }
        }
    }

    /// Text that is there and is not read.
    fn put_aside(&mut self, kind: Kind, text: &str) {
        match &mut self.aside {
            Some((last, aside)) if *last == kind => {
                if aside.len() < 4 * LONGEST_UNSEEN {
                    aside.push_str(text);
                }
            }
            _ => {
                self.end_aside();
                self.aside = Some((kind, text.to_owned()));
            }
        }
    }

    fn end_aside(&mut self) {
        if let Some((kind, text)) = self.aside.take() {
            let (row, column) = self.here();
            self.left_out.add(kind, row, column, &text);
        }
    }

    /// Raised or lowered text; it is no part of a figure before it.
    fn push_beside(&mut self, level: raised::Level, text: &str) {
        let before = self.cell.as_ref().map_or(&self.line, |cell| &cell.text);
        let joins = before
            .trim_end()
            .ends_with(|c: char| c.is_numeric() && !raised::is(c))
            && text.trim_start().starts_with(char::is_numeric);
        if joins {
            let (row, column) = self.here();
            self.left_out.add(Kind::Apart, row, column, text);
        }
        self.push(&raised::at(level, text));
    }

    /// What a field shows: its value, or nothing where it shows a prompt.
    fn field(&mut self, field: &Field) {
        match field {
            Field::Value(value) => self.text(value),
            Field::Prompt(prompt) => {
                let (row, column) = self.here();
                self.left_out.add(Kind::Placeholder, row, column, prompt);
            }
            Field::Nothing => {}
        }
    }

    fn end_choice(&mut self) {
        if let Some(choice) = self.choice.take() {
            self.field(&choice.field());
        }
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
        self.n_bytes += text.len();
    }

    fn break_line(&mut self) {
        match &mut self.cell {
            Some(cell) if !cell.text.trim().is_empty() && !cell.text.ends_with('\n') => cell.text.push('\n'),
            None if self.depth == 0 => self.end_line(),
            _ => {}
        }
    }

    fn end_line(&mut self) {
        self.end_aside();
        let line = std::mem::take(&mut self.line);
        if !line.trim().is_empty() {
            self.push_row(vec![Cell::new(line.trim())], false);
        }
    }

    fn end_cell(&mut self) {
        self.end_choice();
        self.end_aside();
        let Some(cell) = self.cell.take() else { return };
        let mut row = self.row.take().unwrap_or_default();
        self.fill_hanging(&mut row);
        let text: Rc<str> = cell.text.trim().into();
        for offset in 0..cell.columns {
            if offset > 0 && !self.may_fill() {
                break;
            }
            let column = row.len();
            row.push(match offset {
                0 => Cell::new(&*text),
                _ if cell.overflows => Cell::default(),
                _ => Cell {
                    text: self.repeated(&text),
                    covered: true,
                },
            });
            if cell.rows > 1 {
                self.hanging.insert(
                    column,
                    Hanging {
                        rows_left: cell.rows - 1,
                        text: Rc::clone(&text),
                    },
                );
            }
        }
        self.row = Some(row);
    }

    /// There is room for one more cell that a span adds.
    fn may_fill(&mut self) -> bool {
        self.n_filled += 1;
        self.truncated |= self.n_filled > MAX_FILLED;
        self.n_filled <= MAX_FILLED
    }

    /// The text of a cell that a span adds.
    fn repeated(&mut self, text: &str) -> String {
        if self.n_repeated + text.len() > MAX_REPEATED {
            return String::new();
        }
        self.n_repeated += text.len();
        text.to_owned()
    }

    /// Cells that reach down from above stand where they are due.
    fn fill_hanging(&mut self, row: &mut Vec<Cell>) {
        let due = |hanging: &&mut Hanging| hanging.rows_left > 0;
        while let Some(hanging) = self.hanging.get_mut(&row.len()).filter(due) {
            hanging.rows_left -= 1;
            let text = Rc::clone(&hanging.text);
            if !self.may_fill() {
                return;
            }
            let text = self.repeated(&text);
            row.push(Cell { text, covered: true });
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
        while last.is_some_and(|last| row.len() <= last) && self.may_fill() {
            row.push(Cell::default());
            self.fill_hanging(&mut row);
        }
        self.hanging.retain(|_, hanging| hanging.rows_left > 0);
        self.leave_out_hidden(&mut row);
        self.push_row(row, true);
    }

    /// A hidden row becomes a blank one, and cells of hidden columns blank ones, so that places stay.
    fn leave_out_hidden(&mut self, row: &mut Vec<Cell>) {
        if std::mem::take(&mut self.row_is_hidden) {
            if row.iter().any(|cell| !cell.is_blank() && !cell.covered) {
                let held = row.iter().filter(|cell| !cell.is_blank() && !cell.covered);
                self.left_out.row(self.rows.len(), held.map(|cell| &*cell.text));
            }
            row.clear();
        }
        for &column in &self.hidden_columns {
            if let Some(cell) = row.get_mut(column).filter(|cell| !cell.is_blank()) {
                *cell = Cell::default();
                self.left_out_columns.insert(column);
            }
        }
    }

    fn push_row(&mut self, cells: Vec<Cell>, tabular: bool) {
        self.n_cells += cells.len();
        let line = u32::try_from(self.rows.len() + 1).unwrap_or(u32::MAX);
        self.rows.push(Row { line, cells, tabular });
    }

    fn finish(mut self) -> Reading {
        self.leave_unseen();
        self.end_choice();
        self.end_row();
        self.end_line();
        for column in self.left_out_columns {
            self.left_out.column(column);
        }
        Reading::of_rows(Source::Html, self.rows, self.left_out, self.truncated)
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

/// How many rows a cell reaches over; 0 means to the end of its part of the table.
fn row_span(tag: &StartTag<()>) -> usize {
    match attribute(tag, b"rowspan") {
        Some(rows) if rows.trim() == "0" => usize::MAX,
        _ => span(tag, b"rowspan"),
    }
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
    use crate::base::remark::Code;

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
    fn what_is_not_shown_is_left_out() {
        let rows = cells(
            "<table><tr><td><span style='display: none'>0003<b>x</b></span>3件<td hidden>key<td>4</tr>\
             <tr style='DISPLAY:none'><td>旧<td>5</tr><tr><td><ruby>空<rt>ア<rt>き</ruby>き家<rt>x<td>6</tr></table>",
        );
        assert_eq!(rows[0], ["3件", "4"]);
        assert_eq!(rows[1], [""; 0]);
        assert_eq!(rows[2], ["空き家", "6"]);
        let rows = cells(
            "<div hidden><table><tr><td>a<td>b</table></div><table style='display:none'><tr><td>c<td>d</table>\
             <table><tr><td><div hidden><table><tr><td>e</table></div>f<td>g</table>",
        );
        assert_eq!(rows[0], ["f", "g"]);
        let rows = cells("<table><tr><td><span hidden>a</table><table><tr><td>b<td>c</table>");
        assert_eq!(rows[2], ["b", "c"]);
        let reading = read("<table><col><col style='display:none'><tr><td>a<td>b<td>c</tr></table>");
        let remark = reading.sheets[0].remark_on_left_out().unwrap();
        assert_eq!(remark.numbers, ["column", "B"]);
    }

    /// The cells of the first row, and what was left out of the sheet.
    #[track_caller]
    fn check(html: &str, expected: &[&str], left_out: &[&str]) {
        let reading = read(html);
        let sheet = &reading.sheets[0];
        let first: Vec<&str> = sheet.rows[0]
            .cells
            .iter()
            .map(|cell| cell.text.as_str())
            .collect();
        assert_eq!(first, expected, "{html}");
        let remark = sheet.remark_on_left_out();
        let words = remark.map_or(Vec::new(), |remark| remark.numbers);
        assert_eq!(words, left_out, "{html}");
    }

    #[test]
    fn a_long_text_over_many_cells_is_not_repeated_without_end() {
        let text = "長い文".repeat(3000);
        let rows = "<tr></tr>".repeat(300);
        let reading = read(&format!(
            "<table><tr><td>指標<td>目標</tr><tr><td rowspan=500 colspan=500>{text}</tr>{rows}</table>"
        ));
        let cells = reading
            .sheets
            .iter()
            .flat_map(|sheet| &sheet.rows)
            .flat_map(|row| &row.cells);
        let n_bytes: usize = cells.map(|cell| cell.text.len()).sum();
        assert!(
            (text.len()..MAX_REPEATED + 2 * text.len()).contains(&n_bytes),
            "{n_bytes}"
        );
    }

    #[test]
    fn struck_out_text_is_left_out_and_named() {
        check(
            "<table><tr><td><s>8<b>5</b>0</s> 900<td><strike>1</strike>2<del>3</del></table>",
            &["900", "2"],
            &["struck", "3", "A1, B1"],
        );
        check(
            "<style>.x1{text-decoration:line-through}</style><table><tr class=x1><td>a<td>b</tr><tr><td>c</table>",
            &["", ""],
            &["struck", "2", "A1, B1"],
        );
        check(
            "<table><tr><td><s style='text-decoration:none'>a</s>b</table>",
            &["ab"],
            &[],
        );
        check(
            "<table><tr><td><s>a<td>b</table>",
            &["", "b"],
            &["struck", "1", "A1"],
        );
    }

    #[test]
    fn raised_marks_do_not_join_a_figure() {
        check(
            "<table><tr><td>850<sup>1</sup><td>12m<sup>2</sup><td>CO<sub>2</sub><td>5<sup>※3</sup></table>",
            &["850¹", "12m²", "CO₂", "5※³"],
            &["apart", "1", "A1"],
        );
    }

    #[test]
    fn text_that_is_there_and_not_seen_is_left_out() {
        check(
            "<table><tr><td style='visibility:hidden'>7<td><i style='opacity:0'>9</i>8<td><span hidden>1</span>2</table>",
            &["", "8", "2"],
            &["hidden", "3", "A1, B1, C1"],
        );
        check(
            "<table style='font-size:0'><tr><td style='font-size:9pt'>7<td>8</table>",
            &["7", ""],
            &["hidden", "1", "B1"],
        );
        check(
            "<table><tbody style='display:none'><tr><td>7</tbody><tr><td>8</table>",
            &[],
            &["row", "1"],
        );
    }

    #[test]
    fn fields_give_what_they_show() {
        check(
            "<table><tr><td><input value=850 type=text>人<td><input placeholder='例：100'><td><input type=hidden value=9>\
             <td><select><option>1<option selected>2</select><td><select><option value=''>選択</select>\
             <td><textarea>3</textarea><td><select><option>4<option>5</select></table>",
            &["850人", "", "", "2", "", "3", "4"],
            &["placeholder", "2", "B1, E1"],
        );
    }

    #[test]
    fn a_cell_may_reach_to_the_end_of_its_part_of_the_table() {
        let rows = cells(
            "<table><thead><tr><td rowspan=9>a<td>b</thead><tbody><tr><td rowspan=0>節<td>1<tr><td>2<tbody><tr><td>3<td>4</table>",
        );
        assert_eq!(rows[2], ["節", "2"]);
        assert_eq!(rows[3], ["3", "4"]);
    }

    #[test]
    fn an_overflowing_text_is_not_merged() {
        let rows = cells("<table><tr><td colspan=3 style='mso-ignore:colspan'>題<td>x</tr></table>");
        assert_eq!(rows[0], ["題", "", "", "x"]);
    }

    #[test]
    fn offsets_of_the_clipboard_format_are_no_content() {
        let rows = cells(
            "Version:1.0\r\nStartHTML:0000000105\r\nStartFragment:0000000200\r\n<table><tr><td>a<td>b</table>",
        );
        assert_eq!(rows[0], ["a", "b"]);
        assert_eq!(cells("<p>Version:1.0</p>")[0], ["Version:1.0"]);
    }

    #[test]
    fn limits_cut_and_say_so() {
        let limits = Limits {
            rows: 3,
            cells: 8,
            bytes: 40,
            ..Limits::default()
        };
        let row = "<tr><td>a<td>b</tr>";
        for (body, is_cut) in [
            (row.repeat(2), false),
            (row.repeat(5), true),
            (format!("<tr>{}</tr>", "<td>".repeat(9)), true),
            (format!("<tr><td>{}</tr>{row}", "x".repeat(50)), true),
        ] {
            let reading = read_within(&format!("<table>{body}</table>"), limits);
            let said = reading
                .remarks
                .iter()
                .any(|remark| remark.code == Code::InputTruncated);
            assert_eq!(said, is_cut, "{body}");
            assert!(reading.sheets[0].rows.len() <= 5);
        }
    }

    #[test]
    fn unbalanced_tags_and_huge_spans_do_no_harm() {
        assert!(!cells("<table><tr><td rowspan=99999999 colspan=99999999>x").is_empty());
        assert!(cells("</table></td><td>a<table><tr><td>b<tr").len() < 5);
    }
}
