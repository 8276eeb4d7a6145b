//! A workbook: the sheet as a city would lay it out, with rates and statuses as live formulas; the long form; what it
//! was made from and by.
//!
//! `rust_xlsxwriter` does all of this and far more, at 200 kB in the page (brotli); this writes what is needed here in
//! a tenth of that, always to the same bytes.
//!
//! | file | makes |
//! |---|---|
//! | [`package`] | parts into one file |
//! | [`styles`] | how cells look |
//! | [`sheet`] | a worksheet, its print set-up |
//! | [`tables`] | a workbook of plain tables |
//! | [`xml`] | texts as XML holds them |

pub mod package;
pub mod sheet;
pub mod styles;
pub mod tables;
pub mod xml;

use std::collections::BTreeMap;

use crate::contract::v1;
use crate::export::carried;
use crate::export::handout::wide::{Column, Formula, Line, Sections, Wide};
use crate::export::handout::{Cell, Choice, Field, about, long, standing, title, wide};
use crate::export::xlsx::sheet::{SetUp, Worksheet, head};
use crate::export::xlsx::styles::{Align, Fill, Font, Style, Styles};
use crate::export::xlsx::xml::escaped;
use kpi_readers::base::place::column_name;

/// The size of the paper that it is made for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// A4, landscape.
    #[default]
    A4,
    /// A3, landscape.
    A3,
}

impl Paper {
    /// The paper of an id, `"a4"` or `"a3"`.
    pub fn from_id(id: &str) -> Option<Self> {
        match id {
            "a4" => Some(Self::A4),
            "a3" => Some(Self::A3),
            _ => None,
        }
    }
}

/// The workbook of an evaluation; `inside` is a working file that it carries beside its sheets.
pub fn workbook(found: &v1::Evaluation, choice: &Choice, paper: Paper, inside: Option<&str>) -> Vec<u8> {
    let mut styles = Styles::default();
    let (table, repeated) = table(found, choice, paper, &mut styles);
    let sheets = [
        table,
        data(found, choice, &mut styles),
        provenance(found, choice, &mut styles),
    ];
    let title = title(found, choice.lang);
    let book = Book {
        title: &title,
        version: &found.version,
        date: choice.date.as_deref(),
        names: &choice.words().sheets,
        // The heads of the long form are its first row.
        repeated: repeated.map(|row| (0, row)).into_iter().chain([(1, 1)]).collect(),
        inside,
    };
    container(&book, sheets, &styles)
}

/// A workbook but for what stands in its sheets.
struct Book<'a> {
    /// What it says of itself.
    title: &'a str,
    /// The version of the program.
    version: &'a str,
    /// The day that is said, if one is: nothing is taken from a clock.
    date: Option<&'a str>,
    /// The names of its sheets.
    names: &'a [&'a str],
    /// Sheets, from 0, with the row of heads that each of their printed pages repeats.
    repeated: Vec<(usize, usize)>,
    /// A working file that it carries.
    inside: Option<&'a str>,
}

/// All parts in one file.
fn container(book: &Book<'_>, sheets: impl IntoIterator<Item = Worksheet>, styles: &Styles) -> Vec<u8> {
    let n_sheets = book.names.len();
    let carries = book.inside.is_some();
    let mut parts = vec![
        (
            "[Content_Types].xml".to_owned(),
            content_types(n_sheets, carries).into_bytes(),
        ),
        ("_rels/.rels".to_owned(), RELATIONS.as_bytes().to_vec()),
        ("docProps/app.xml".to_owned(), application(book).into_bytes()),
        ("docProps/core.xml".to_owned(), properties(book).into_bytes()),
        ("xl/workbook.xml".to_owned(), contents(book).into_bytes()),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            book_relations(n_sheets, carries).into_bytes(),
        ),
        ("xl/styles.xml".to_owned(), styles.xml().into_bytes()),
    ];
    for (index, sheet) in sheets.into_iter().enumerate() {
        let name = format!("xl/worksheets/sheet{}.xml", index + 1);
        parts.push((name, sheet.xml(index == 0).into_bytes()));
    }
    let inside = book.inside.into_iter().flat_map(carried::parts);
    parts.extend(inside.map(|(name, part)| (name.to_owned(), part)));
    package::container(&parts)
}

/// The sheet as a city would lay it out, and the row of heads that every printed page repeats.
fn table(
    found: &v1::Evaluation,
    choice: &Choice,
    paper: Paper,
    styles: &mut Styles,
) -> (Worksheet, Option<usize>) {
    let words = choice.words();
    let title = title(found, choice.lang);
    let tables = wide::lay_out_apart(found, choice, Sections::Rows);
    let mut sheet = Worksheet::new(SetUp {
        title: title.clone(),
        page: words.page,
        is_large: paper == Paper::A3,
        widths: widths(&tables),
        ..SetUp::default()
    });
    let width = tables.iter().map(|wide| wide.columns.len()).max().unwrap_or(1);
    let large = Style {
        font: Font::Title,
        ..Style::default()
    };
    line(&mut sheet, &title, large, width, styles);
    for said in [
        about::line(found, choice),
        (words.counts)(standing::counts(found)),
    ] {
        if !said.is_empty() {
            line(&mut sheet, &said, Style::default(), width, styles);
        }
    }
    let mut heads = Vec::new();
    for wide in &tables {
        sheet.begin();
        heads.push(rows(&mut sheet, wide, styles));
    }
    // The heads of one of several tables are not those of the others.
    let repeated = heads.first().copied().filter(|_| heads.len() == 1);
    sheet.freeze(repeated.unwrap_or_default());
    sheet.begin();
    line(&mut sheet, words.legend, Style::default(), width, styles);
    for (what, said) in about::facts(found, choice) {
        if [
            (words.fact)("rule-set"),
            (words.fact)("product"),
            (words.fact)("source"),
            (words.fact)("date"),
        ]
        .contains(&what)
        {
            line(
                &mut sheet,
                &format!("{what}：{said}"),
                Style::default(),
                width,
                styles,
            );
        }
    }
    (sheet, repeated)
}

/// A line over the whole width.
fn line(sheet: &mut Worksheet, text: &str, style: Style, width: usize, styles: &mut Styles) {
    sheet.begin();
    sheet.text(text, style, styles);
    sheet.merge(0, width - 1);
}

/// The table; the row of its heads.
fn rows(sheet: &mut Worksheet, wide: &Wide, styles: &mut Styles) -> usize {
    let width = wide.columns.len();
    let heads = sheet.begin();
    for column in &wide.columns {
        sheet.text(&column.head, head(), styles);
    }
    let first = heads + 1;
    let mut last = heads;
    for row in &wide.lines {
        last = sheet.begin();
        match row {
            Line::Section(path) => {
                let style = Style {
                    font: Font::Bold,
                    fill: Fill::Section,
                    lined: true,
                    ..Style::default()
                };
                sheet.text(&path.join(" ＞ "), style.clone(), styles);
                for _ in 1..width {
                    sheet.cell(&Cell::Empty, style.clone(), styles);
                }
                sheet.merge(0, width - 1);
            }
            Line::Kpi { cells, formulas } => write_kpi(sheet, wide, cells, formulas, styles),
        }
    }
    let status = wide
        .columns
        .iter()
        .position(|column| column.field == Field::Status);
    if let Some(column) = status.filter(|_| last >= first) {
        sheet.coloured(column, first, last);
    }
    heads
}

fn write_kpi(
    sheet: &mut Worksheet,
    wide: &Wide,
    cells: &[Cell],
    formulas: &BTreeMap<usize, Formula>,
    styles: &mut Styles,
) {
    for (index, cell) in cells.iter().enumerate() {
        let is_status = wide
            .columns
            .get(index)
            .is_some_and(|column| column.field == Field::Status);
        let style = Style {
            lined: true,
            align: Align::Wrapped,
            ..Style::default()
        };
        match (formulas.get(&index), cell) {
            (Some(formula), cell) => {
                let formula = written(formula, sheet);
                sheet.formula(&formula, cell, style, styles);
            }
            // Its colour follows from its mark.
            (None, Cell::Mark { text, .. }) if is_status => sheet.text(text, style, styles),
            (None, cell) => sheet.cell(cell, style, styles),
        }
    }
}

/// A formula on the cells of the present row. What it cannot compute any more it leaves open.
fn written(formula: &Formula, sheet: &Worksheet) -> String {
    let at = |column: &usize| sheet.address(*column);
    match formula {
        Formula::Ratio { of, by } => {
            let (of, by) = (at(of), at(by));
            format!("IF(AND(ISNUMBER({of}),ISNUMBER({by})),IF({by}=0,\"\",ROUND(100*{of}/{by},1)),\"\")")
        }
        Formula::Verdict {
            actual,
            target,
            sign,
            texts: [yes, no],
        } => {
            let (actual, target) = (at(actual), at(target));
            let text = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
            format!(
                "IF(AND(ISNUMBER({actual}),ISNUMBER({target})),IF({actual}{sign}{target},{},{}),\"\")",
                text(yes),
                text(no)
            )
        }
    }
}

/// Widths by what stands in the columns, in half-width characters.
fn widths(tables: &[Wide]) -> Vec<usize> {
    let width = |column: &Column| match column.field {
        Field::Name => 36,
        Field::Texts => 40,
        Field::Project => 24,
        Field::Label | Field::Status | Field::Section => 18,
        Field::Number | Field::Unit => 8,
        _ => 13,
    };
    let mut widths: Vec<usize> = Vec::new();
    for (index, column) in tables.iter().flat_map(|wide| wide.columns.iter().enumerate()) {
        match widths.get_mut(index) {
            Some(known) => *known = width(column).max(*known),
            None => widths.push(width(column)),
        }
    }
    widths
}

/// The long form: one row of heads, nothing merged.
fn data(found: &v1::Evaluation, choice: &Choice, styles: &mut Styles) -> Worksheet {
    let long = long::lay_out(found, choice);
    let mut sheet = Worksheet::new(SetUp {
        title: title(found, choice.lang),
        page: choice.words().page,
        frozen: 1,
        widths: long.heads.iter().map(|_| 14).collect(),
        filtered: Some(format!(
            "A1:{}{}",
            column_name(long.heads.len() - 1),
            long.rows.len() + 1
        )),
        ..SetUp::default()
    });
    sheet.begin();
    for name in &long.heads {
        sheet.text(name, head(), styles);
    }
    for row in &long.rows {
        sheet.begin();
        for (column, cell) in row.iter().enumerate() {
            sheet.skip_to(column);
            match cell {
                Cell::Empty => {}
                cell => sheet.cell(cell, Style::default(), styles),
            }
        }
    }
    sheet
}

/// What it was made from and by, and the findings.
fn provenance(found: &v1::Evaluation, choice: &Choice, styles: &mut Styles) -> Worksheet {
    let words = choice.words();
    let mut sheet = Worksheet::new(SetUp {
        title: title(found, choice.lang),
        page: words.page,
        widths: vec![22, 40, 36, 80],
        ..SetUp::default()
    });
    let wrapped = || Style {
        align: Align::Wrapped,
        ..Style::default()
    };
    let form = ((words.fact)("form"), about::SCHEMA.to_owned());
    for (what, said) in std::iter::once(form).chain(about::facts(found, choice)) {
        sheet.begin();
        let bold = Style {
            font: Font::Bold,
            ..wrapped()
        };
        sheet.text(what, bold, styles);
        sheet.text(&said, wrapped(), styles);
        for _ in 0..2 {
            sheet.cell(&Cell::Empty, wrapped(), styles);
        }
        sheet.merge(1, 3);
    }
    sheet.begin();
    sheet.begin();
    for name in words.findings {
        sheet.text(name, head(), styles);
    }
    for row in about::findings(found, choice) {
        sheet.begin();
        for cell in &row {
            sheet.cell(cell, wrapped(), styles);
        }
    }
    sheet
}

const RELATIONS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/>",
    "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>",
    "<Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties\" Target=\"docProps/app.xml\"/>",
    "</Relationships>"
);

fn content_types(n_sheets: usize, carries: bool) -> String {
    let part = |name: &str, kind: &str| {
        format!("<Override PartName=\"{name}\" ContentType=\"application/{kind}+xml\"/>")
    };
    let main = "vnd.openxmlformats-officedocument.spreadsheetml";
    let mut parts = part("/xl/workbook.xml", &format!("{main}.sheet.main"));
    for n in 1..=n_sheets {
        parts += &part(
            &format!("/xl/worksheets/sheet{n}.xml"),
            &format!("{main}.worksheet"),
        );
    }
    parts += &part("/xl/styles.xml", &format!("{main}.styles"));
    parts += &part("/docProps/core.xml", "vnd.openxmlformats-package.core-properties");
    parts += &part(
        "/docProps/app.xml",
        "vnd.openxmlformats-officedocument.extended-properties",
    );
    if carries {
        parts += carried::CONTENT_TYPE;
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>{parts}</Types>"
    )
}

fn application(book: &Book<'_>) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>kpi-evaluator {}</Application></Properties>",
        escaped(book.version)
    )
}

/// Title and day, if the day is given: nothing is taken from a clock.
fn properties(book: &Book<'_>) -> String {
    let is_day = |date: &&str| {
        let mut shape = date.bytes().enumerate();
        date.len() == 10
            && shape.all(|(at, byte)| {
                if at == 4 || at == 7 {
                    byte == b'-'
                } else {
                    byte.is_ascii_digit()
                }
            })
    };
    let created = book.date.filter(is_day).map_or_else(String::new, |date| {
        format!("<dcterms:created xsi:type=\"dcterms:W3CDTF\">{date}T00:00:00Z</dcterms:created>")
    });
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title>{created}</cp:coreProperties>",
        escaped(book.title)
    )
}

fn contents(book: &Book<'_>) -> String {
    let sheets = book.names.iter().enumerate().map(|(index, name)| {
        let n = index + 1;
        format!(
            "<sheet name=\"{}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>",
            escaped(name)
        )
    });
    let sheets: String = sheets.collect();
    let title = |&(sheet, row): &(usize, usize)| {
        let name = book.names.get(sheet).copied().unwrap_or_default();
        format!(
            "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{sheet}\">'{}'!${row}:${row}</definedName>",
            escaped(name)
        )
    };
    let titles: String = book.repeated.iter().map(title).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><bookViews><workbookView xWindow=\"0\" yWindow=\"0\" windowWidth=\"24000\" windowHeight=\"12000\"/></bookViews><sheets>{sheets}</sheets><definedNames>{titles}</definedNames><calcPr fullCalcOnLoad=\"1\"/></workbook>"
    )
}

fn book_relations(n_sheets: usize, carries: bool) -> String {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let part = |n: usize, kind_of: &str, target: &str| {
        format!("<Relationship Id=\"rId{n}\" Type=\"{kind}/{kind_of}\" Target=\"{target}\"/>")
    };
    let sheets = (1..=n_sheets).map(|n| part(n, "worksheet", &format!("worksheets/sheet{n}.xml")));
    let own = carries.then(|| carried::relation(n_sheets + 2));
    let parts: String = sheets
        .chain([part(n_sheets + 1, "styles", "styles.xml")])
        .chain(own)
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{parts}</Relationships>"
    )
}
