//! What merged cells leave behind: rows and columns in which nothing begins.
//!
//! Sheets on graph paper (方眼紙) merge every field over many narrow columns, and often over two rows. Filled, each field
//! would stand there many times, as so many targets and so many records. A row that repeats the row above it in all
//! its cells holds nothing of its own, and neither does a column that repeats the column to its left over a stretch of
//! rows without a blank one. Both become blank; places stay those that the source shows.

use crate::sheet::{Cell, Row, Sheet};

/// Blanks the rows and columns that repeat their neighbours throughout.
pub fn blank(sheet: &mut Sheet) {
    let repeating: Vec<usize> = sheet
        .rows
        .windows(2)
        .enumerate()
        .filter(|(_, pair)| matches!(pair, [above, row] if repeats_row(above, row)))
        .map(|(index, _)| index + 1)
        .collect();
    for index in repeating {
        if let Some(row) = sheet.rows.get_mut(index) {
            row.cells.fill(Cell::default());
        }
    }
    for stretch in sheet.rows.split_mut(Row::is_blank) {
        blank_columns(stretch);
    }
}

/// Nothing begins in the row, and something goes on from above.
fn repeats_row(above: &Row, row: &Row) -> bool {
    let goes_on = |(index, cell): (usize, &Cell)| {
        cell.is_blank()
            || cell.covered
                && above
                    .cells
                    .get(index)
                    .is_some_and(|above| above.text == cell.text)
    };
    !row.is_blank() && row.cells.iter().enumerate().all(goes_on)
}

/// Blanks the columns of a stretch of rows in which nothing begins.
fn blank_columns(rows: &mut [Row]) {
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut begins = vec![false; width];
    for row in rows.iter() {
        let lefts = std::iter::once(None).chain(row.cells.iter().map(Some));
        for ((begins, cell), left) in begins.iter_mut().zip(&row.cells).zip(lefts) {
            let goes_on = cell.covered && left.is_some_and(|left| left.text == cell.text);
            *begins |= !cell.is_blank() && !goes_on;
        }
    }
    for row in rows {
        for (_, cell) in begins.iter().zip(&mut row.cells).filter(|(begins, _)| !**begins) {
            *cell = Cell::default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of cells; `<` goes on from the left, `^` from above.
    fn sheet(rows: &[&[&str]]) -> Sheet {
        let mut sheet = Sheet::default();
        for row in rows {
            let mut cells: Vec<Cell> = Vec::new();
            for (column, &text) in row.iter().enumerate() {
                let above = || sheet.rows.last().unwrap().cells[column].text.clone();
                cells.push(match text {
                    "<" => Cell {
                        text: cells.last().unwrap().text.clone(),
                        covered: true,
                    },
                    "^" => Cell {
                        text: above(),
                        covered: true,
                    },
                    text => Cell::new(text),
                });
            }
            sheet.rows.push(Row {
                line: 1,
                cells,
                tabular: true,
            });
        }
        sheet
    }

    #[track_caller]
    fn check(rows: &[&[&str]], expected: &[&[&str]]) {
        let mut sheet = sheet(rows);
        blank(&mut sheet);
        let texts: Vec<Vec<&str>> = sheet
            .rows
            .iter()
            .map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect())
            .collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn fields_of_graph_paper_stand_once() {
        check(
            &[
                &["指標", "<", "実績", "<", "<"],
                &["企業数", "<", "12", "<", "<"],
                &["^", "^", "^", "^", "^"],
                &["店", "<", "3", "<", "<"],
            ],
            &[
                &["指標", "", "実績", "", ""],
                &["企業数", "", "12", "", ""],
                &["", "", "", "", ""],
                &["店", "", "3", "", ""],
            ],
        );
    }

    #[test]
    fn groups_of_a_header_and_sections_reach_on() {
        let rows: &[&[&str]] = &[
            &["施策", "R4", "<"],
            &["^", "目標", "実績"],
            &["子育て", "1", "2"],
            &["^", "3", "4"],
        ];
        check(
            rows,
            &[
                &["施策", "R4", "R4"],
                &["施策", "目標", "実績"],
                &["子育て", "1", "2"],
                &["子育て", "3", "4"],
            ],
        );
        // A section goes on behind a row that was blanked.
        check(
            &[&["節", "1"], &["^", "^"], &["^", "2"]],
            &[&["節", "1"], &["", ""], &["節", "2"]],
        );
    }
}
