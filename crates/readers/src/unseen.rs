//! What no reader shows, whatever the file: characters that nobody sees, and figures that a narrow column hid.

use crate::base::invisible;
use crate::sheet::Sheet;
use crate::sheet::left_out::Kind;

/// Takes invisible characters out of all cells. Those that turn the text around them are named: they change what is seen.
pub fn drop_invisible(sheet: &mut Sheet) {
    for (index, row) in sheet.rows.iter_mut().enumerate() {
        for (column, cell) in row.cells.iter_mut().enumerate() {
            if cell.text.is_ascii() || !cell.text.contains(invisible::is) {
                continue;
            }
            let turns: Vec<String> = cell
                .text
                .chars()
                .filter(|&c| invisible::turns(c))
                .map(|c| format!("U+{:04X}", u32::from(c)))
                .collect();
            if !cell.covered {
                sheet.left_out.add(Kind::Control, index, column, &turns.join(" "));
            }
            cell.text.retain(|c| !invisible::is(c));
        }
    }
}

/// Takes the apostrophe away that keeps a spreadsheet from taking the text behind it for a formula.
pub fn drop_guards(sheet: &mut Sheet) {
    let is_formula = |text: &str| text.trim_start().starts_with(FORMULA);
    for cell in sheet.rows.iter_mut().flat_map(|row| &mut row.cells) {
        if let Some(text) = cell.text.strip_prefix('\'').filter(|text| is_formula(text)) {
            cell.text = text.to_owned();
        }
    }
}

/// Signs that begin a formula in a spreadsheet, full-width ones among them.
pub const FORMULA: &[char] = &[
    '=', '+', '-', '@', '＝', '＋', '－', '＠', '−', '﹢', '﹣', '﹦', '﹫', '➕', '➖',
];

/// A figure that did not fit into its column: `####`.
pub fn is_narrow(text: &str) -> bool {
    let text = text.trim();
    text.len() > 1 && text.bytes().all(|byte| byte == b'#')
}

/// Rows of a clipboard that are compared.
const MAX_ROWS: usize = 5000;

/// Puts the figures that a narrow column hid in one flavour of a clipboard back from the other, which has them: in the row
/// whose other cells are the same, if there is only one.
pub fn fill_narrow(sheet: &mut Sheet, text: &Sheet) {
    let texts: Vec<Vec<&str>> = text
        .rows
        .iter()
        .take(MAX_ROWS)
        .map(|row| row.cells.iter().map(|cell| cell.text.trim()).collect())
        .collect();
    let narrow = |text: &str| is_narrow(text);
    let rows = sheet.rows.iter_mut().take(MAX_ROWS);
    for row in rows.filter(|row| row.cells.iter().any(|cell| narrow(&cell.text))) {
        let fits = |other: &&Vec<&str>| {
            other.len() == row.cells.len()
                && row
                    .cells
                    .iter()
                    .zip(other.iter())
                    .all(|(cell, other)| narrow(&cell.text) || cell.text.trim() == *other)
        };
        let mut found = texts.iter().filter(fits);
        if let (Some(other), None) = (found.next(), found.next()) {
            let other: Vec<String> = other.iter().map(|&text| text.to_owned()).collect();
            for (cell, text) in row.cells.iter_mut().zip(other) {
                cell.text = text;
            }
        }
    }
}
