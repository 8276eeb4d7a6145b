//! Records of two merged rows: 上段:目標値 下段:実績値 where upper and lower are rows of their own, and the name is
//! merged over both. They are folded into one row with two lines in a cell, which all layouts know.
//!
//! | 企業数 (merged) | 10 | 90% (merged) |
//! | --- | --- | --- |
//! |  | 9 |  |
//!
//! becomes `企業数 | 10⏎9 | 90%` and a blank row.

use std::borrow::Cow;

use crate::domain::layout::vocabulary;
use crate::domain::sheet::{Cell, Row, Sheet};

/// The sheet with such records folded; the same sheet where there are none.
pub fn folded(sheet: &Sheet) -> Cow<'_, Sheet> {
    let is_header =
        |cell: &Cell| cell.text.contains('段') && vocabulary::upper_and_lower(&cell.text).is_some();
    let header = sheet.rows.iter().position(|row| row.cells.iter().any(is_header));
    let Some(header) = header else {
        return Cow::Borrowed(sheet);
    };
    let columns: Vec<usize> = sheet
        .rows
        .get(header)
        .into_iter()
        .flat_map(|row| row.cells.iter().enumerate())
        .filter(|(_, cell)| is_header(cell))
        .map(|(column, _)| column)
        .collect();
    let first = columns.first().copied().unwrap_or(0);
    let mut folded = Cow::Borrowed(sheet);
    let mut index = header + 1;
    while index + 1 < sheet.rows.len() {
        let pair = sheet.rows.get(index).zip(sheet.rows.get(index + 1));
        if let Some((upper, lower)) = pair.filter(|(upper, lower)| is_pair(upper, lower, first)) {
            let joined = join(upper, lower, &columns);
            let rows = &mut folded.to_mut().rows;
            for (at, cells) in [(index, joined), (index + 1, Vec::new())] {
                if let Some(row) = rows.get_mut(at) {
                    row.cells = cells;
                }
            }
            index += 1;
        }
        index += 1;
    }
    folded
}

/// The last filled cell before the values is merged over exactly these two rows, and the lower one has a value.
fn is_pair(upper: &Row, lower: &Row, first: usize) -> bool {
    let name = (0..first).rev().find(|&column| !upper.text(column).is_empty());
    let is_merged = name.is_some_and(|name| {
        let cell = |row: &'_ Row| row.cells.get(name).map(|cell| (cell.covered, cell.text.clone()));
        match (cell(upper), cell(lower)) {
            (Some((false, above)), Some((true, below))) => above == below,
            _ => false,
        }
    });
    is_merged && lower.cells.iter().any(|cell| !cell.covered && !cell.is_blank())
}

/// Two lines in the columns of two values, and wherever else both rows have a text of their own.
fn join(upper: &Row, lower: &Row, columns: &[usize]) -> Vec<Cell> {
    let width = upper.cells.len().max(lower.cells.len());
    let cells = (0..width).map(|column| {
        let mut cell = upper.cells.get(column).cloned().unwrap_or_default();
        let below = lower.cells.get(column).filter(|below| !below.covered);
        let below = below.map_or("", |below| below.text.trim());
        let is_of_two = columns.contains(&column) && !(cell.text.is_empty() && below.is_empty());
        if cell.is_blank() && !is_of_two {
            below.clone_into(&mut cell.text);
        } else if !below.is_empty() {
            // An upper value that is missing stays missing: a dash holds its line.
            let above = if cell.is_blank() { "―" } else { cell.text.trim() };
            cell.text = format!("{above}\n{below}");
        }
        cell
    });
    cells.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[(&str, bool)]) -> Row {
        Row {
            line: 1,
            cells: cells
                .iter()
                .map(|&(text, covered)| Cell {
                    text: text.to_owned(),
                    covered,
                })
                .collect(),
            tabular: true,
        }
    }

    fn texts(sheet: &Sheet) -> Vec<String> {
        let texts = |row: &Row| {
            row.cells
                .iter()
                .map(|cell| cell.text.replace('\n', "/"))
                .collect::<Vec<_>>()
        };
        sheet.rows.iter().map(|row| texts(row).join("|")).collect()
    }

    fn sheet(header: &str, rows: &[Row]) -> Sheet {
        let mut all = vec![row(&[("指標名", false), (header, false), ("達成率", false)])];
        all.extend_from_slice(rows);
        Sheet {
            name: None,
            rows: all,
        }
    }

    #[test]
    fn two_rows_under_one_name_are_two_lines() {
        let rows = [
            row(&[("企業数", false), ("10", false), ("90%", false)]),
            row(&[("企業数", true), ("9", false), ("90%", true)]),
            row(&[("店舗数", false), ("", false), ("", false)]),
            row(&[("店舗数", true), ("22", false), ("", false)]),
            row(&[("一段", false), ("5", false), ("", false)]),
        ];
        let before = sheet("上段:目標値 下段:実績値", &rows);
        let expected = ["企業数|10/9|90%", "", "店舗数|―/22|", "", "一段|5|"];
        assert_eq!(texts(&folded(&before))[1..], expected);
    }

    #[test]
    fn without_upper_and_lower_in_the_header_rows_stay() {
        let rows = [
            row(&[("産業", false), ("10", false), ("", false)]),
            row(&[("産業", true), ("9", false), ("", false)]),
        ];
        let before = sheet("目標値", &rows);
        assert!(matches!(folded(&before), Cow::Borrowed(_)));
    }
}
