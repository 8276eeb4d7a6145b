//! Figures written a digit a cell, as forms with boxes have them.
//!
//! Cells below one merged heading that hold single digits, signs, commas or nothing, and never anything else, are one
//! figure: it is read in the first of them. A heading over two figures of one digit each would look the same; headings
//! of their own then stand between, so that such columns are no boxes. The sheet says that digits were joined.

use crate::base::remark::Code;
use crate::workbook::{Builder, Range};

/// Rows that are looked at below a heading.
const MOST_ROWS: usize = 2000;
/// Boxes of one figure.
const MOST_BOXES: usize = 15;

impl Builder<'_> {
    /// Joins the digits below each merged heading. To be called while the ranges are known and not yet filled.
    pub(super) fn join_digits(&mut self) {
        let mut n_joined = 0usize;
        let mut first = None;
        let mut n_steps = 0usize;
        let merged = std::mem::take(&mut self.merged);
        for range in &merged {
            let n = range.columns.clone().count();
            let heading = self
                .rows
                .get(*range.rows.start())
                .and_then(|row| row.cells.get(*range.columns.start()));
            let is_heading = heading.is_some_and(|cell| cell.text.trim().chars().count() > 1);
            if !(2..=MOST_BOXES).contains(&n) || !is_heading || n_steps > self.budget.limits.cells {
                continue;
            }
            let figures = self.figures(range, &mut n_steps);
            for (row, figure) in figures {
                first = first.or(Some((row, *range.columns.start())));
                n_joined += 1;
                let cells = self.rows.get_mut(row).map(|row| &mut row.cells);
                let cells = cells.and_then(|cells| {
                    let last = (*range.columns.end()).min(cells.len().saturating_sub(1));
                    cells.get_mut(*range.columns.start()..=last)
                });
                let mut figure = Some(figure);
                for cell in cells.into_iter().flatten() {
                    cell.text = figure.take().unwrap_or_default();
                }
            }
        }
        self.merged = merged;
        if let Some((row, column)) = first {
            self.remark(Code::DigitsJoined, row, column, [&n_joined.to_string()]);
        }
    }

    /// The figures below a heading by their rows; none if the cells hold anything but boxes.
    fn figures(&self, range: &Range, n_steps: &mut usize) -> Vec<(usize, String)> {
        let mut figures = Vec::new();
        let mut has_several = false;
        let rows = self.rows.iter().enumerate().skip(*range.rows.end() + 1);
        for (index, row) in rows.take(MOST_ROWS) {
            let texts = || {
                let cells = range.columns.clone().map(|column| row.cells.get(column));
                cells.map(|cell| cell.map_or("", |cell| cell.text.trim()))
            };
            *n_steps += range.columns.clone().count();
            // Behind a blank row another table may begin.
            if row.is_blank() && !figures.is_empty() {
                break;
            }
            let figure: String = texts().collect();
            let n_filled = texts().filter(|text| !text.is_empty()).count();
            let n_digits = figure.chars().filter(|c| c.is_numeric()).count();
            if n_filled == 0 {
                continue;
            }
            let is_boxes = texts().all(is_box) && n_digits > 0 && is_unbroken(texts());
            if !is_boxes {
                return Vec::new();
            }
            has_several |= n_digits > 1;
            figures.push((index, figure));
        }
        if has_several { figures } else { Vec::new() }
    }
}

/// A digit, a sign, a mark between digits, or nothing.
fn is_box(text: &str) -> bool {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (None, _) => true,
        (Some(c), None) => {
            c.is_ascii_digit()
                || matches!(
                    c,
                    '０'..='９' | ',' | '.' | '，' | '．' | '-' | '−' | '▲' | '△' | '%' | '％'
                )
        }
        _ => false,
    }
}

/// No blank stands between two digits.
fn is_unbroken<'a>(texts: impl Iterator<Item = &'a str>) -> bool {
    let filled: Vec<bool> = texts.map(|text| !text.is_empty()).collect();
    let first = filled.iter().position(|&filled| filled).unwrap_or(0);
    let last = filled.iter().rposition(|&filled| filled).unwrap_or(0);
    filled
        .get(first..=last)
        .is_some_and(|range| range.iter().all(|&filled| filled))
}

#[cfg(test)]
mod tests {
    use crate::base::remark::Code;
    use crate::workbook::{Budget, Builder, Limits, Range};

    /// A heading over all columns but the first, and what a row below it comes to.
    #[track_caller]
    fn check(rows: &[&[&str]], expected: &[&[&str]]) {
        let mut budget = Budget::new(Limits::default());
        let mut builder = Builder::new("表", &mut budget);
        builder.put(0, 1, "目標値");
        for (row, texts) in rows.iter().enumerate() {
            for (column, text) in texts.iter().enumerate() {
                builder.put(row + 1, column, text);
            }
        }
        let width = rows[0].len();
        builder.merge(Range {
            rows: 0..=0,
            columns: 1..=width - 1,
        });
        let (sheet, remarks) = builder.finish();
        let texts: Vec<Vec<&str>> = sheet.rows[1..]
            .iter()
            .map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect())
            .collect();
        assert_eq!(texts, expected);
        let is_joined = rows != expected;
        assert_eq!(
            remarks.iter().any(|remark| remark.code == Code::DigitsJoined),
            is_joined
        );
    }

    #[test]
    fn digits_in_boxes_are_one_figure() {
        check(
            &[
                &["来館者数", "1", ",", "2", "0", "0"],
                &["貸出冊数", "", "▲", "5", "0", "0"],
            ],
            &[
                &["来館者数", "1,200", "", "", "", ""],
                &["貸出冊数", "▲500", "", "", "", ""],
            ],
        );
        // Full figures, gaps, figures of one digit each: no boxes.
        for rows in [
            &[&["来館者数", "1", "20"][..], &["貸出冊数", "3", "5"]][..],
            &[&["来館者数", "1", "", "2"], &["貸出冊数", "3", "", "5"]],
            &[&["来館者数", "", "2"], &["貸出冊数", "", "5"]],
        ] {
            check(rows, rows);
        }
    }
}
