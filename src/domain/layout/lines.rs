//! Rows that no table claimed, as lines of running text: a cell with line breaks inside is several.

use crate::domain::base::place::Place;
use crate::domain::layout::Page;
use crate::domain::text::fold;

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Index of the row in the sheet.
    pub row: usize,
    /// Index of the cell in the row.
    pub column: usize,
    /// As printed, trimmed.
    pub raw: String,
    /// NFKC, blanks folded.
    pub text: String,
}

impl Line {
    /// It holds nothing.
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// Where it stands.
    pub fn place(&self, page: &Page<'_>) -> Place {
        page.sheet.place(self.row, self.column)
    }
}

/// The free rows of a page as lines. Cells of one row follow one another, parted by a blank line.
pub fn of(page: &Page<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    for (index, row) in page.sheet.rows.iter().enumerate() {
        if !page.is_free(index) {
            continue;
        }
        if row.cells.is_empty() {
            lines.push(Line {
                row: index,
                column: 0,
                raw: String::new(),
                text: String::new(),
            });
        }
        for (column, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.covered) {
            if column > 0 {
                lines.push(Line {
                    row: index,
                    column,
                    raw: String::new(),
                    text: String::new(),
                });
            }
            for raw in cell.text.split('\n') {
                lines.push(Line {
                    row: index,
                    column,
                    raw: raw.trim().to_owned(),
                    text: fold::fold(raw),
                });
            }
        }
    }
    lines
}

/// Lines from `first` to the next blank one, joined; at most `most` lines. Returns the text and the index behind.
pub fn paragraph(lines: &[Line], first: usize, most: usize) -> (String, usize) {
    let mut text = String::new();
    let mut index = first;
    while let Some(line) = lines
        .get(index)
        .filter(|line| !line.is_blank() && index - first < most)
    {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&line.raw);
        index += 1;
    }
    (text, index)
}

/// The next line that is not blank, at `from` or behind it, within `reach` lines.
pub fn next_filled(lines: &[Line], from: usize, reach: usize) -> Option<usize> {
    (from..from.saturating_add(reach)).find(|&index| lines.get(index).is_some_and(|line| !line.is_blank()))
}
