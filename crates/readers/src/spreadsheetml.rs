//! XML of Excel 2002 and 2003 (SpreadsheetML), which systems of administrations export under the name `.xls`: values as
//! their formats show them.
//!
//! One file holds styles and sheets. Formulas are not computed: their stored results count. Whether a sheet is hidden is
//! said behind its cells.

use std::collections::BTreeMap;

use crate::base::remark::{Code, Remark};
use crate::error::ReadError;
use crate::look::{Height, Look, Said, Shown};
use crate::number_format::{self, Format};
use crate::reading::Reading;
use crate::serial;
use crate::sheet::{Sheet, Source};
use crate::symbols::Font;
use crate::workbook::{Budget, Builder, Limits, Range};
use crate::xml::{Step, Tag, Xml};

/// Styles that are kept.
const MAX_STYLES: usize = 65_490;
/// A style is made after another, and that after another; deeper than any file.
const MAX_DEPTH: usize = 16;

/// Formats that are named instead of spelled.
const NAMED: &[(&str, &str)] = &[
    ("General", "General"),
    ("General Number", "General"),
    ("General Date", "yyyy/m/d h:mm"),
    ("Long Date", r#"yyyy"年"m"月"d"日""#),
    ("Medium Date", "d-mmm-yy"),
    ("Short Date", "yyyy/m/d"),
    ("Long Time", "h:mm:ss"),
    ("Medium Time", "h:mm AM/PM"),
    ("Short Time", "h:mm"),
    ("Currency", r##""¥"#,##0;"¥"\-#,##0"##),
    ("Euro Currency", r##""€"#,##0.00"##),
    ("Fixed", "0.00"),
    ("Standard", "#,##0.00"),
    ("Percent", "0.00%"),
    ("Scientific", "0.00E+00"),
    ("Yes/No", r#""Yes";"Yes";"No""#),
    ("True/False", r#""True";"True";"False""#),
    ("On/Off", r#""On";"On";"Off""#),
];

/// Reads a workbook.
///
/// # Errors
/// [`ReadError`] where the XML is damaged.
pub fn read(bytes: &[u8], limits: Limits, with_hidden: bool) -> Result<Reading, ReadError> {
    let mut xml = Xml::of_bytes(bytes);
    let mut budget = Budget::new(limits.of_content(bytes.len()));
    let mut reading = Reading {
        source: Source::Xls,
        ..Reading::default()
    };
    let mut book = Book::default();
    loop {
        match xml.step()? {
            Step::Open(tag) => match tag.name() {
                "Date1904" => book.is_1904 = true,
                "Worksheet" if reading.sheets.len() >= limits.sheets => {
                    reading.remarks.push(Remark::new(Code::InputTruncated, None));
                    return Ok(reading);
                }
                "Worksheet" => {
                    let name = tag.get("Name").unwrap_or_default();
                    let read = worksheet(&mut xml, &book, &name, &mut budget, with_hidden)?;
                    if read.is_hidden && !with_hidden {
                        let left_out = Remark::new(Code::HiddenLeftOut, None).with(["sheet", &name]);
                        reading.remarks.push(left_out);
                    } else {
                        reading.sheets.push(read.sheet);
                        reading.remarks.extend(read.remarks);
                    }
                }
                _ => book.style(&tag),
            },
            Step::End => return Ok(reading),
            _ => {}
        }
    }
}

#[derive(Default)]
struct Book {
    is_1904: bool,
    styles: BTreeMap<String, Style>,
    /// The style whose parts follow.
    open: String,
}

#[derive(Clone, Debug, Default)]
struct Style {
    parent: Option<String>,
    said: Said,
    format: Option<(String, Format)>,
}

impl Book {
    /// An element of the styles.
    fn style(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "Style" if self.styles.len() < MAX_STYLES => {
                self.open = tag.get("ID").unwrap_or_default();
                let style = Style {
                    parent: tag.get("Parent"),
                    ..Style::default()
                };
                self.styles.insert(self.open.clone(), style);
            }
            "Font" => {
                if let Some(style) = self.styles.get_mut(&self.open) {
                    style.said = Said {
                        struck: tag.get("StrikeThrough").map(|value| value == "1"),
                        // A cell all of whose text is raised is no mark of another.
                        height: None,
                        hidden: None,
                        font: tag.get("FontName").map(|name| Font::of(&name)),
                    };
                }
            }
            "NumberFormat" => {
                if let (Some(style), Some(code)) = (self.styles.get_mut(&self.open), tag.get("Format")) {
                    let named = NAMED.iter().find(|(name, _)| *name == code);
                    let code = named.map_or(code, |(_, code)| (*code).to_owned());
                    let format = Format::new(&code);
                    style.format = Some((code, format));
                }
            }
            _ => {}
        }
    }

    /// What a style says, with those that it is made after.
    fn of(&self, id: &str) -> (Said, Option<&(String, Format)>) {
        let (mut said, mut format) = (Said::default(), None);
        let mut style = self.styles.get(id).or_else(|| self.styles.get("Default"));
        for _ in 0..MAX_DEPTH {
            let Some(found) = style else { break };
            said = said.over(found.said);
            format = format.or(found.format.as_ref());
            style = found.parent.as_ref().and_then(|parent| self.styles.get(parent));
        }
        (said, format)
    }
}

/// A sheet that was read.
struct Worksheet {
    sheet: Sheet,
    remarks: Vec<Remark>,
    is_hidden: bool,
}

/// Where the reading of a sheet stands.
struct Walk<'a, 'b> {
    book: &'a Book,
    builder: Builder<'b>,
    with_hidden: bool,
    row: usize,
    column: usize,
    /// The rows that the row stands for, the columns that the cell does.
    n_rows: usize,
    n_columns: usize,
    /// Columns that have been declared, and their styles with the column behind the last.
    declared: usize,
    columns: Vec<(usize, String)>,
    row_style: Option<String>,
    cell: Cell,
    /// What the elements inside of the text say.
    runs: Vec<Said>,
}

#[derive(Default)]
struct Cell {
    style: String,
    kind: String,
    has_formula: bool,
    has_data: bool,
    text: Shown,
}

fn worksheet(
    xml: &mut Xml<'_>,
    book: &Book,
    name: &str,
    budget: &mut Budget,
    with_hidden: bool,
) -> Result<Worksheet, ReadError> {
    let mut walk = Walk {
        book,
        builder: Builder::new(name, budget),
        with_hidden,
        row: 0,
        column: 0,
        n_rows: 1,
        n_columns: 1,
        declared: 0,
        columns: Vec::new(),
        row_style: None,
        cell: Cell::default(),
        runs: Vec::new(),
    };
    let (mut depth, mut is_hidden, mut in_visible) = (1usize, false, false);
    while depth > 0 {
        match xml.step()? {
            Step::Open(tag) => match tag.name() {
                "Comment" | "PhoneticText" => xml.skip()?,
                name => {
                    depth += 1;
                    in_visible = name == "Visible";
                    walk.open(&tag);
                }
            },
            Step::Text(text) if in_visible => is_hidden |= text.contains("Hidden"),
            Step::Text(text) => walk.push(&text),
            Step::Close(tag) => {
                depth -= 1;
                in_visible = false;
                walk.close(tag.name());
            }
            Step::End => break,
        }
    }
    let (sheet, remarks) = walk.builder.finish();
    Ok(Worksheet {
        sheet,
        remarks,
        is_hidden,
    })
}

/// 1-based in the file.
fn index(tag: &Tag<'_>) -> Option<usize> {
    tag.number("Index")?.checked_sub(1)
}

impl Walk<'_, '_> {
    fn open(&mut self, tag: &Tag<'_>) {
        if let Some(around) = self.runs.last().copied() {
            let said = run(tag).over(around);
            self.runs.push(said);
            return;
        }
        match tag.name() {
            "Column" => {
                let first = index(tag).unwrap_or(self.declared);
                let last = first.saturating_add(tag.number("Span").unwrap_or(0));
                if (tag.is("Hidden") || tag.get("Width").is_some_and(|width| width == "0"))
                    && !self.with_hidden
                {
                    self.builder.hide_columns(first..=last);
                }
                if first > self.declared {
                    self.columns.push((first, String::new()));
                }
                self.declared = last.saturating_add(1);
                self.columns
                    .push((self.declared, tag.get("StyleID").unwrap_or_default()));
            }
            "Row" => {
                self.row = index(tag).unwrap_or(self.row);
                self.n_rows = tag.number("Span").unwrap_or(0).saturating_add(1);
                (self.column, self.row_style) = (0, tag.get("StyleID"));
                if (tag.is("Hidden") || tag.get("Height").is_some_and(|height| height == "0"))
                    && !self.with_hidden
                {
                    let last = self.row.saturating_add(self.n_rows - 1);
                    self.builder.hide_rows(self.row..=last);
                }
            }
            "Cell" => {
                self.column = index(tag).unwrap_or(self.column);
                let span = |name: &str| tag.number(name).unwrap_or(0);
                let (across, down) = (span("MergeAcross"), span("MergeDown"));
                self.n_columns = across.saturating_add(1);
                if across > 0 || down > 0 {
                    self.builder.merge(Range {
                        rows: self.row..=self.row.saturating_add(down),
                        columns: self.column..=self.column.saturating_add(across),
                    });
                }
                let style = tag.get("StyleID").or_else(|| self.row_style.clone());
                self.cell = Cell {
                    style: style.unwrap_or_else(|| self.column_style()),
                    has_formula: tag.get("Formula").is_some(),
                    ..Cell::default()
                };
            }
            "Data" => {
                self.cell.kind = tag.get("Type").unwrap_or_default();
                self.cell.has_data = true;
                let (said, _) = self.book.of(&self.cell.style);
                self.runs.push(said);
            }
            _ => {}
        }
    }

    /// The style that the column says of its cells.
    fn column_style(&self) -> String {
        let at = self.columns.partition_point(|&(end, _)| end <= self.column);
        self.columns
            .get(at)
            .map(|(_, style)| style.clone())
            .unwrap_or_default()
    }

    fn push(&mut self, text: &str) {
        if let Some(said) = self.runs.last() {
            self.cell.text.push(text, said.look());
        }
    }

    fn close(&mut self, name: &str) {
        if self.runs.pop().is_some() {
            return;
        }
        match name {
            "Cell" => self.end_cell(),
            "Row" => {
                self.row = self.row.saturating_add(self.n_rows);
                self.n_rows = 1;
            }
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        let cell = std::mem::take(&mut self.cell);
        let (row, column) = (self.row, self.column);
        self.column = self.column.saturating_add(self.n_columns);
        if cell.has_formula && !cell.has_data {
            self.builder.remark(Code::FormulaUncomputed, row, column, []);
            return;
        }
        let (said, format) = self.book.of(&cell.style);
        let look = said.look();
        let stored: String = match cell.kind.as_str() {
            "Number" | "DateTime" if look.left_out().is_some() => {
                let parts = cell.text.left_out.iter().map(|(_, text)| text.as_str());
                parts.collect()
            }
            _ => cell.text.text.clone(),
        };
        match cell.kind.as_str() {
            "Number" => self.number(row, column, stored.trim(), format, look),
            "DateTime" => self.date(row, column, stored.trim(), format, look),
            "Boolean" => {
                let truth = if stored.trim() == "1" { "TRUE" } else { "FALSE" };
                self.builder.put_as(row, column, truth, look);
            }
            "Error" => self.builder.put(row, column, stored.trim()),
            _ => {
                let mut shown = cell.text;
                if let Some((_, format)) =
                    format.filter(|(code, _)| code.contains('@') && !shown.text.is_empty())
                {
                    shown.text = format.text(&shown.text);
                }
                self.builder.show(row, column, &shown);
            }
        }
    }

    fn number(
        &mut self,
        row: usize,
        column: usize,
        stored: &str,
        format: Option<&(String, Format)>,
        look: Look,
    ) {
        let Some(number) = number_format::parse(stored) else {
            self.builder.put_as(row, column, stored, look);
            return;
        };
        let format = format.map(|(code, format)| (code.as_str(), format));
        self.builder
            .number(row, column, number, format, self.book.is_1904, look);
    }

    /// `2023-04-01T00:00:00.000` by the cell's format.
    fn date(
        &mut self,
        row: usize,
        column: usize,
        stored: &str,
        format: Option<&(String, Format)>,
        look: Look,
    ) {
        let is_1904 = self.book.is_1904;
        let plain = stored.split('.').next().unwrap_or(stored);
        let format = format.filter(|(_, format)| format.is_date());
        match (serial::of_iso(plain, is_1904), format) {
            (Some(serial), Some((code, format))) => {
                let format = Some((code.as_str(), format));
                self.builder.number(row, column, serial, format, is_1904, look);
            }
            _ => self
                .builder
                .put_as(row, column, plain.trim_end_matches("T00:00:00"), look),
        }
    }
}

/// What an element inside of a text says.
fn run(tag: &Tag<'_>) -> Said {
    let mut said = Said::default();
    match tag.name() {
        "S" => said.struck = Some(true),
        "Sup" => said.height = Some(Height::Raised),
        "Sub" => said.height = Some(Height::Lowered),
        "Font" => said.font = tag.get("Face").map(|name| Font::of(&name)),
        _ => {}
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(xml: &str, expected: &[&[&str]]) {
        let reading = read(xml.as_bytes(), Limits::default(), false).unwrap();
        let rows = reading.sheets.iter().flat_map(|sheet| &sheet.rows);
        let texts: Vec<Vec<&str>> = rows
            .map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect())
            .collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn values_are_shown_by_the_formats_of_their_styles() {
        check(
            r#"<Workbook><Styles><Style ID="Default"/><Style ID="p"><NumberFormat Format="0.0%"/></Style>
            <Style ID="q" Parent="p"><Font StrikeThrough="1"/></Style><Style ID="d"><NumberFormat Format="Short Date"/></Style>
            </Styles><Worksheet Name="a"><Table><Column/><Column StyleID="p" Span="1"/>
            <Row><Cell><Data Type="String">率</Data></Cell><Cell Index="3"><Data Type="Number">0.855</Data></Cell></Row>
            <Row Index="3"><Cell StyleID="q"><Data Type="Number">0.5</Data></Cell>
            <Cell StyleID="d"><Data Type="DateTime">2023-04-01T00:00:00.000</Data></Cell></Row></Table></Worksheet></Workbook>"#,
            &[&["率", "", "85.5%"], &[], &["", "2023/4/1"]],
        );
    }

    #[test]
    fn runs_have_looks_of_their_own_and_hidden_things_are_left_out() {
        check(
            r#"<Workbook><Worksheet Name="b"><Table><Row Hidden="1"><Cell><Data Type="String">旧</Data></Cell></Row>
            <Row><Cell MergeAcross="1"><Data Type="String"><S>850</S>900<Sup>1</Sup></Data><Comment><Data>注</Data></Comment></Cell>
            <Cell><Data Type="Boolean">1</Data></Cell></Row></Table></Worksheet>
            <Worksheet Name="c"><Table><Row><Cell><Data Type="String">見えない</Data></Cell></Row></Table>
            <WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>"#,
            &[&[], &["900¹", "", "TRUE"]],
        );
    }
}
