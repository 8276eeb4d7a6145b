//! Rows that no table claimed, as lines of running text: a cell with line breaks inside is several.

use std::rc::Rc;

use crate::text::fold;
use kpi_readers::base::place::Place;
use kpi_readers::sheet::Sheet;

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Index of the row in the sheet.
    pub row: usize,
    /// Index of the cell in the row.
    pub column: usize,
    /// As printed, trimmed.
    pub raw: Rc<str>,
    /// NFKC, blanks folded.
    pub text: Rc<str>,
}

impl Line {
    /// It holds nothing.
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// Where it stands.
    pub fn place(&self, sheet: &Sheet) -> Place {
        sheet.place(self.row, self.column)
    }
}

/// All rows of a sheet as lines. Cells of one row follow one another, parted by a blank line.
pub fn all(sheet: &Sheet) -> Vec<Line> {
    rows(sheet, |_| true)
}

/// Some rows of a sheet as lines.
pub fn rows(sheet: &Sheet, is_asked: impl Fn(usize) -> bool) -> Vec<Line> {
    let blank: Rc<str> = Rc::from("");
    let mut lines = Vec::new();
    for (row, cells) in sheet.rows.iter().enumerate().filter(|(row, _)| is_asked(*row)) {
        let mut push = |column: usize, raw: &str| {
            let raw = raw.trim();
            let text = fold::folded(raw);
            let raw: Rc<str> = Rc::from(raw);
            let text = if *text == *raw {
                raw.clone()
            } else {
                Rc::from(&*text)
            };
            lines.push(Line {
                row,
                column,
                raw,
                text,
            });
        };
        if cells.cells.is_empty() {
            push(0, "");
        }
        for (column, cell) in cells.cells.iter().enumerate().filter(|(_, cell)| !cell.covered) {
            if column > 0 {
                push(column, &blank);
            }
            for raw in cell.text.split('\n') {
                push(column, raw);
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

/// The first line of the paragraph whose last line is `last`, at most `most` lines above it.
pub fn paragraph_start(lines: &[Line], last: usize, most: usize) -> usize {
    let filled = |index: usize| lines.get(index).is_some_and(|line| !line.is_blank());
    let mut first = last;
    while first > 0 && last - first < most && filled(first - 1) {
        first -= 1;
    }
    first
}

/// The next line that is not blank, at `from` or behind it, within `reach` lines.
pub fn next_filled(lines: &[Line], from: usize, reach: usize) -> Option<usize> {
    (from..from.saturating_add(reach)).find(|&index| lines.get(index).is_some_and(|line| !line.is_blank()))
}
