//! A worksheet: rows of cells, merged ranges, and how it is printed.

use std::fmt::Write as _;

use crate::export::handout::Cell;
use crate::export::safe;
use crate::export::xlsx::styles::{Align, Fill, Font, Style, Styles, dxf};
use crate::export::xlsx::xml::escaped;
use kpi_readers::base::place::column_name;

/// The longest text of a cell, in UTF-16 units.
const LONGEST: usize = 32_767;

/// How a worksheet is shown and printed.
#[derive(Debug, Default)]
pub struct SetUp {
    /// Widths of columns, in characters.
    pub widths: Vec<usize>,
    /// The rows above stay in sight, if it is above 0.
    pub frozen: usize,
    /// A range with buttons to filter by.
    pub filtered: Option<String>,
    /// Stands at the top of each printed page.
    pub title: String,
    /// Before the number of the page.
    pub page: &'static str,
    /// A3 instead of A4.
    pub is_large: bool,
}

/// The height of a line, in points.
const LINE: usize = 14;

/// The highest row that spreadsheets take, in lines.
const MAX_LINES: usize = 28;

/// A worksheet in the making.
#[derive(Debug, Default)]
pub struct Worksheet {
    rows: String,
    /// The cells of the present row.
    cells: String,
    /// Lines of its highest cell.
    lines: usize,
    row: usize,
    column: usize,
    widest: usize,
    merged: Vec<String>,
    coloured: Vec<String>,
    set_up: SetUp,
}

impl Worksheet {
    /// One without rows.
    pub fn new(set_up: SetUp) -> Self {
        Self {
            set_up,
            ..Self::default()
        }
    }

    /// The rows above a row stay in sight.
    pub fn freeze(&mut self, row: usize) {
        self.set_up.frozen = row;
    }

    /// Begins a row; its number, from 1.
    pub fn begin(&mut self) -> usize {
        self.end();
        self.row += 1;
        self.column = 0;
        self.row
    }

    /// Ends the present row, if there is one. Programs differ in whether they fit a row to its text: it is said.
    fn end(&mut self) {
        let cells = std::mem::take(&mut self.cells);
        let lines = std::mem::take(&mut self.lines).clamp(1, MAX_LINES);
        if self.row > 0 {
            let height = if lines > 1 {
                format!(" ht=\"{}\" customHeight=\"1\"", lines * LINE + 2)
            } else {
                String::new()
            };
            let _ = write!(self.rows, "<row r=\"{}\"{height}>{cells}</row>", self.row);
        }
    }

    /// The next cell is in this column, from 0.
    pub fn skip_to(&mut self, column: usize) {
        self.column = column;
    }

    /// The address of a cell of this row.
    pub fn address(&self, column: usize) -> String {
        format!("{}{}", column_name(column), self.row)
    }

    /// A cell as it is.
    pub fn cell(&mut self, cell: &Cell, style: Style, styles: &mut Styles) {
        match cell {
            Cell::Empty => self.write("", "", style, styles),
            Cell::Text(text) => self.text(text, style, styles),
            Cell::Mark { text, meaning } => {
                let style = Style {
                    fill: Fill::Meaning(meaning),
                    ..style
                };
                self.text(text, style, styles);
            }
            Cell::Number { .. } | Cell::Percent(_) => {
                match formatted(cell).filter(|(_, format)| styles.takes(format)) {
                    Some((value, format)) => {
                        let style = Style {
                            format: Some(format),
                            ..style
                        };
                        self.write("", &format!("<v>{value}</v>"), style, styles);
                    }
                    None => self.text(&cell.plain(), style, styles),
                }
            }
        }
    }

    /// A cell that follows by a formula, with what it gives.
    pub fn formula(&mut self, formula: &str, cell: &Cell, style: Style, styles: &mut Styles) {
        let formula = escaped(formula);
        match formatted(cell) {
            Some((value, format)) if styles.takes(&format) => {
                let style = Style {
                    format: Some(format),
                    ..style
                };
                self.write("", &format!("<f>{formula}</f><v>{value}</v>"), style, styles);
            }
            _ => {
                let value = escaped(&cell.plain());
                self.write(
                    " t=\"str\"",
                    &format!("<f>{formula}</f><v>{value}</v>"),
                    style,
                    styles,
                );
            }
        }
    }

    /// Words.
    pub fn text(&mut self, text: &str, style: Style, styles: &mut Styles) {
        let mut units = 0;
        let fits = text.chars().take_while(|letter| {
            units += letter.len_utf16();
            units <= LONGEST
        });
        let text: String = fits.collect();
        let style = Style {
            quoted: safe::is_risky(&text),
            ..style
        };
        if style.align != Align::General {
            self.lines = self.lines.max(self.lines_of(&text));
        }
        let content = format!("<is><t xml:space=\"preserve\">{}</t></is>", escaped(&text));
        self.write(" t=\"inlineStr\"", &content, style, styles);
    }

    /// Lines that a text takes in the column that comes next: Japanese letters are as wide as two others.
    fn lines_of(&self, text: &str) -> usize {
        let width = self.set_up.widths.get(self.column).copied().unwrap_or(9).max(2) - 1;
        let of_line = |line: &str| {
            let units: usize = line
                .chars()
                .map(|letter| if letter.is_ascii() { 1 } else { 2 })
                .sum();
            units.div_ceil(width).max(1)
        };
        text.split('\n').map(of_line).sum()
    }

    fn write(&mut self, kind: &str, content: &str, style: Style, styles: &mut Styles) {
        let (address, style) = (self.address(self.column), styles.index(style));
        let _ = if content.is_empty() {
            write!(self.cells, "<c r=\"{address}\" s=\"{style}\"/>")
        } else {
            write!(self.cells, "<c r=\"{address}\" s=\"{style}\"{kind}>{content}</c>")
        };
        self.column += 1;
        self.widest = self.widest.max(self.column);
    }

    /// Joins cells of this row, from one column to another, both included.
    pub fn merge(&mut self, from: usize, to: usize) {
        if to > from {
            self.merged
                .push(format!("{}:{}", self.address(from), self.address(to)));
        }
    }

    /// Colours a range by the mark that its cells hold.
    pub fn coloured(&mut self, column: usize, from: usize, to: usize) {
        let name = column_name(column);
        let mut rules = String::new();
        for (mark, meaning) in [
            ("◎", "good"),
            ("△", "poor"),
            ("―", "neutral"),
            ("□", "neutral"),
            ("◇", "neutral"),
        ] {
            let priority = self.coloured.len() * 8 + rules.matches("<cfRule").count() + 1;
            let _ = write!(
                rules,
                "<cfRule type=\"containsText\" dxfId=\"{}\" priority=\"{priority}\" operator=\"containsText\" text=\"{mark}\"><formula>NOT(ISERROR(SEARCH(\"{mark}\",{name}{from})))</formula></cfRule>",
                dxf(meaning)
            );
        }
        self.coloured.push(format!(
            "<conditionalFormatting sqref=\"{name}{from}:{name}{to}\">{rules}</conditionalFormatting>"
        ));
    }

    /// The part of the worksheet; the first one of a workbook is in front.
    pub fn xml(mut self, is_first: bool) -> String {
        self.end();
        let mut out = String::from(concat!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">",
            "<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>"
        ));
        let last = format!("{}{}", column_name(self.widest.max(1) - 1), self.row.max(1));
        let selected = if is_first { " tabSelected=\"1\"" } else { "" };
        let _ = write!(
            out,
            "<dimension ref=\"A1:{last}\"/><sheetViews><sheetView{selected} workbookViewId=\"0\""
        );
        if self.set_up.frozen > 0 {
            let below = self.set_up.frozen + 1;
            let _ = write!(
                out,
                "><pane ySplit=\"{}\" topLeftCell=\"A{below}\" activePane=\"bottomLeft\" state=\"frozen\"/><selection pane=\"bottomLeft\" activeCell=\"A{below}\" sqref=\"A{below}\"/></sheetView></sheetViews>",
                self.set_up.frozen
            );
        } else {
            out += "/></sheetViews>";
        }
        out += "<sheetFormatPr defaultRowHeight=\"15\"/>";
        if !self.set_up.widths.is_empty() {
            out += "<cols>";
            for (index, width) in self.set_up.widths.iter().enumerate() {
                let n = index + 1;
                let _ = write!(
                    out,
                    "<col min=\"{n}\" max=\"{n}\" width=\"{width}\" customWidth=\"1\"/>"
                );
            }
            out += "</cols>";
        }
        let _ = write!(out, "<sheetData>{}</sheetData>", self.rows);
        if let Some(range) = &self.set_up.filtered {
            let _ = write!(out, "<autoFilter ref=\"{range}\"/>");
        }
        if !self.merged.is_empty() {
            let _ = write!(out, "<mergeCells count=\"{}\">", self.merged.len());
            for range in &self.merged {
                let _ = write!(out, "<mergeCell ref=\"{range}\"/>");
            }
            out += "</mergeCells>";
        }
        out += &self.coloured.concat();
        let paper = if self.set_up.is_large { 8 } else { 9 };
        let _ = write!(
            out,
            "<printOptions horizontalCentered=\"1\"/><pageMargins left=\"0.4\" right=\"0.4\" top=\"0.6\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/><pageSetup paperSize=\"{paper}\" orientation=\"landscape\" fitToWidth=\"1\" fitToHeight=\"0\"/><headerFooter><oddHeader>&amp;L{}</oddHeader><oddFooter>&amp;C{} &amp;P / &amp;N</oddFooter></headerFooter></worksheet>",
            escaped(&in_header(&self.set_up.title)),
            self.set_up.page
        );
        out
    }
}

/// A style of heads.
pub fn head() -> Style {
    Style {
        font: Font::Bold,
        fill: Fill::Head,
        lined: true,
        align: Align::Centred,
        ..Style::default()
    }
}

/// A text in the header of a page, in which `&` begins a code. Headers hold 255 characters.
fn in_header(text: &str) -> String {
    text.chars().take(100).collect::<String>().replace('&', "&&")
}

/// The value of a figure and the format that shows it as printed; none where spreadsheets could not hold it.
fn formatted(cell: &Cell) -> Option<(String, String)> {
    let (value, before, behind, grouped) = match cell {
        Cell::Number {
            value,
            before,
            behind,
        } => (value, before.as_str(), behind.as_str(), true),
        Cell::Percent(rate) => (rate, "", "%", false),
        _ => return None,
    };
    let n_digits = value.bytes().filter(u8::is_ascii_digit).count();
    if n_digits > 15 {
        return None;
    }
    let places = value.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let mut format = if grouped { "#,##0" } else { "0" }.to_owned();
    if places > 0 {
        format.push('.');
        format.extend(std::iter::repeat_n('0', places));
    }
    Some((
        value.clone(),
        format!("{}{format}{}", literal(before)?, literal(behind)?),
    ))
}

/// Words in a number format.
fn literal(text: &str) -> Option<String> {
    let is_odd = text.contains(['"', '\\']) || text.chars().count() > 40;
    match (is_odd, text.is_empty()) {
        (true, _) => None,
        (false, true) => Some(String::new()),
        (false, false) => Some(format!("\"{text}\"")),
    }
}
