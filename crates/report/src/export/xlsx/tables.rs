//! A workbook of plain tables: heads, rows, nothing merged but the lines above.

use crate::export::handout::Cell;
use crate::export::xlsx::sheet::{SetUp, Worksheet, head};
use crate::export::xlsx::styles::{Align, Font, Style, Styles};
use crate::export::xlsx::{Book, Paper, container};
use crate::i18n::{Lang, handout};
use kpi_readers::base::place::column_name;

/// A sheet of a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Its name: at most 31 characters, none of `[]:*?/\`.
    pub name: String,
    /// Lines above the table; the first is its title.
    pub said: Vec<String>,
    /// Heads of its columns.
    pub heads: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
    /// How wide each column is, in half-width characters.
    pub widths: Vec<usize>,
    /// Cells stand in boxes and their words are broken into lines, for people; else it is for machines.
    pub is_lined: bool,
}

/// A workbook of these tables under a title, by a version of the program. The same tables give the same bytes.
pub fn workbook(title: &str, version: &str, tables: &[Table], paper: Paper, lang: Lang) -> Vec<u8> {
    let mut styles = Styles::default();
    let sheets = tables
        .iter()
        .map(|table| laid_out(table, title, paper, lang, &mut styles));
    let (sheets, heads): (Vec<Worksheet>, Vec<usize>) = sheets.unzip();
    let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
    let book = Book {
        title,
        version,
        date: None,
        names: &names,
        repeated: heads.into_iter().enumerate().collect(),
        inside: None,
    };
    container(&book, sheets, &styles)
}

/// A sheet, and the row of its heads.
fn laid_out(table: &Table, title: &str, paper: Paper, lang: Lang, styles: &mut Styles) -> (Worksheet, usize) {
    let width = table.heads.len();
    let heads = table.said.len() + 1;
    let mut sheet = Worksheet::new(SetUp {
        title: title.to_owned(),
        page: handout::words(lang).page,
        frozen: heads,
        is_large: paper == Paper::A3,
        widths: table.widths.clone(),
        filtered: Some(format!(
            "A{heads}:{}{}",
            column_name(width.max(1) - 1),
            heads + table.rows.len()
        )),
    });
    for (index, said) in table.said.iter().enumerate() {
        sheet.begin();
        let font = if index == 0 { Font::Title } else { Font::Body };
        let style = Style {
            font,
            ..Style::default()
        };
        sheet.text(said, style, styles);
        sheet.merge(0, width.saturating_sub(1));
    }
    sheet.begin();
    for name in &table.heads {
        sheet.text(name, head(), styles);
    }
    let style = || Style {
        lined: table.is_lined,
        align: if table.is_lined {
            Align::Wrapped
        } else {
            Align::General
        },
        ..Style::default()
    };
    for row in &table.rows {
        sheet.begin();
        for (column, cell) in row.iter().enumerate() {
            sheet.skip_to(column);
            if table.is_lined || *cell != Cell::Empty {
                sheet.cell(cell, style(), styles);
            }
        }
    }
    (sheet, heads)
}
