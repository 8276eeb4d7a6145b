//! What all workbooks have in common: cells that come in one by one, merged ranges, hidden rows and columns, limits.
//!
//! Cells are taken as they stream in; the grid that they make is bounded by [`Limits`], whatever the file declares. A
//! hidden row or column becomes a blank one, so that places stay those that the spreadsheet shows.

mod digits;
mod merged;
mod placed_shapes;
pub mod shapes;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use crate::base::Decimal;
use crate::base::place::Place;
use crate::base::remark::{Code, Remark};
use crate::look::{Look, Shown};
use crate::number_format::{self, Format};
use crate::remainders;
use crate::sheet::left_out::{Kind, LeftOut};
use crate::sheet::{Cell, Row, Sheet};
use crate::workbook::shapes::Shape;

/// Bytes of cells to bytes of the file's content, for cells that are many.
const MOST_COPIES: usize = 16;
/// Fewer bytes of cells are no matter.
const SMALL: usize = 1000 * 1000;

/// How much of a file is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Rows of a sheet.
    pub rows: usize,
    /// Columns of a sheet.
    pub columns: usize,
    /// Cells of all sheets, blank ones before filled ones included.
    pub cells: usize,
    /// Bytes of text in all cells.
    pub bytes: usize,
    /// Sheets.
    pub sheets: usize,
    /// Remarks of one kind on one sheet.
    pub remarks: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            rows: 100_000,
            columns: 1_000,
            cells: 2_000_000,
            bytes: 64 * 1000 * 1000,
            sheets: 200,
            remarks: 50,
        }
    }
}

impl Limits {
    /// The same limits for content of so many bytes: a text that a file holds once may stand in a million cells, but not
    /// in so many that the sheet is a great many times the file.
    #[must_use]
    pub fn of_content(mut self, n_bytes: usize) -> Self {
        self.bytes = self
            .bytes
            .min(n_bytes.saturating_mul(MOST_COPIES).saturating_add(SMALL));
        self
    }
}

/// A rectangle of cells, 0-based, both ends included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// Its rows.
    pub rows: RangeInclusive<usize>,
    /// Its columns.
    pub columns: RangeInclusive<usize>,
}

impl Range {
    /// `A1:C3`, or a single cell.
    pub fn parse(reference: &str) -> Option<Self> {
        let (first, last) = reference.split_once(':').unwrap_or((reference, reference));
        let (first, last) = (cell(first)?, cell(last)?);
        Some(Self {
            rows: first.0..=last.0,
            columns: first.1..=last.1,
        })
    }
}

/// `C5` or `$C$5` → row and column, 0-based.
pub fn cell(reference: &str) -> Option<(usize, usize)> {
    let mut column = 0usize;
    let mut row = 0usize;
    for c in reference.bytes().filter(|&c| c != b'$') {
        if c.is_ascii_alphabetic() && row == 0 {
            column = column * 26 + usize::from(c.to_ascii_uppercase() - b'A') + 1;
        } else if c.is_ascii_digit() {
            row = row * 10 + usize::from(c - b'0');
        } else {
            return None;
        }
        if column > 1_000_000 || row > 100_000_000 {
            return None;
        }
    }
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

/// What is left of the limits for the sheets that follow.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    limits: Limits,
    cells: usize,
    bytes: usize,
}

impl Budget {
    /// Everything is left.
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            cells: limits.cells,
            bytes: limits.bytes,
        }
    }

    /// The limits.
    pub fn limits(&self) -> Limits {
        self.limits
    }
}

/// A sheet in the making.
pub struct Builder<'b> {
    budget: &'b mut Budget,
    name: String,
    rows: Vec<Row>,
    /// The first place that was not taken.
    cut: Option<(usize, usize)>,
    merged: Vec<Range>,
    shapes: Vec<Shape>,
    hidden_rows: Vec<bool>,
    hidden_columns: Vec<bool>,
    left_out: LeftOut,
    remarks: Vec<Remark>,
    n_remarks: BTreeMap<Code, usize>,
}

impl<'b> Builder<'b> {
    /// A sheet of that name.
    pub fn new(name: &str, budget: &'b mut Budget) -> Self {
        Self {
            budget,
            name: name.to_owned(),
            rows: Vec::new(),
            cut: None,
            merged: Vec::new(),
            shapes: Vec::new(),
            hidden_rows: Vec::new(),
            hidden_columns: Vec::new(),
            left_out: LeftOut::default(),
            remarks: Vec::new(),
            n_remarks: BTreeMap::new(),
        }
    }

    /// Puts a text into a cell. A blank one changes nothing, so that formatted empty cells cost nothing.
    pub fn put(&mut self, row: usize, column: usize, text: &str) {
        if text.is_empty() {
            return;
        }
        if self.reserve(row, column, text.len()) {
            if let Some(cell) = self.rows.get_mut(row).and_then(|row| row.cells.get_mut(column)) {
                text.clone_into(&mut cell.text);
            }
        } else {
            self.cut = self.cut.or(Some((row, column)));
        }
    }

    /// Puts a text of some look into a cell.
    pub fn put_as(&mut self, row: usize, column: usize, text: &str, look: Look) {
        if look.is_plain() {
            self.put(row, column, text);
        } else {
            let mut shown = Shown::default();
            shown.push(text, look);
            self.show(row, column, &shown);
        }
    }

    /// Puts a text into a cell that may have been left out in part.
    pub fn show(&mut self, row: usize, column: usize, shown: &Shown) {
        self.put(row, column, &shown.text);
        if !shown.left_out.is_empty() && self.has_place(row, column) {
            shown.tell(&mut self.left_out, row, column);
        }
    }

    /// Tells what is left out of a cell as a whole.
    pub fn leave_out(&mut self, kind: Kind, row: usize, column: usize, text: &str) {
        if self.has_place(row, column) {
            self.left_out.add(kind, row, column, text);
        }
    }

    /// A person would see a cell here; its row is there afterwards, so that it can be named.
    fn has_place(&mut self, row: usize, column: usize) -> bool {
        !self.is_hidden(row, column) && self.reserve(row, 0, 0)
    }

    /// Puts what a number shows into a cell, with a remark where the format hides it or is not understood.
    pub fn number(
        &mut self,
        row: usize,
        column: usize,
        value: Decimal,
        format: Option<(&str, &Format)>,
        is_1904: bool,
        look: Look,
    ) {
        let Some((code, format)) = format else {
            self.put_as(row, column, &number_format::plain(value), look);
            return;
        };
        let shown = format.number(value, is_1904);
        if !shown.is_known {
            self.remark(Code::FormatUnknown, row, column, [code, &shown.text]);
        } else if shown.text.is_empty() {
            let plain = number_format::plain(value);
            self.remark(Code::ValueHidden, row, column, [&plain]);
        }
        self.put_as(row, column, &shown.text, look);
    }

    /// Something was left out from here on.
    pub fn cut(&mut self, row: usize, column: usize) {
        self.cut = self.cut.or(Some((row, column)));
    }

    /// Something was left out.
    pub fn is_cut(&self) -> bool {
        self.cut.is_some()
    }

    /// Cells up to this one are there afterwards; `false` if a limit forbids it.
    fn reserve(&mut self, row: usize, column: usize, n_bytes: usize) -> bool {
        let limits = self.budget.limits;
        if row >= limits.rows || column >= limits.columns {
            return false;
        }
        let width = self.rows.get(row).map_or(0, |row| row.cells.len());
        let n_cells = (column + 1).saturating_sub(width) + (row + 1).saturating_sub(self.rows.len());
        let (Some(cells), Some(bytes)) = (
            self.budget.cells.checked_sub(n_cells),
            self.budget.bytes.checked_sub(n_bytes),
        ) else {
            // What is left is too little: nothing more is taken, so that a sheet has no holes.
            self.budget.cells = 0;
            return false;
        };
        (self.budget.cells, self.budget.bytes) = (cells, bytes);
        while self.rows.len() <= row {
            let line = u32::try_from(self.rows.len() + 1).unwrap_or(u32::MAX);
            self.rows.push(Row {
                line,
                cells: Vec::new(),
                tabular: true,
            });
        }
        if let Some(row) = self.rows.get_mut(row).filter(|row| row.cells.len() <= column) {
            row.cells.resize_with(column + 1, Cell::default);
        }
        true
    }

    /// A merged range; its text is repeated in all its cells when the sheet is finished.
    pub fn merge(&mut self, range: Range) {
        // Far more than any sheet has; each costs a look at all its cells.
        if self.merged.len() < 100_000 {
            self.merged.push(range);
        }
    }

    /// Rows that the spreadsheet does not show.
    pub fn hide_rows(&mut self, rows: RangeInclusive<usize>) {
        hide(&mut self.hidden_rows, rows, self.budget.limits.rows);
    }

    /// Columns that the spreadsheet does not show.
    pub fn hide_columns(&mut self, columns: RangeInclusive<usize>) {
        hide(&mut self.hidden_columns, columns, self.budget.limits.columns);
    }

    /// A remark on a cell; of one kind only the first few of a sheet are kept.
    pub fn remark<const N: usize>(&mut self, code: Code, row: usize, column: usize, words: [&str; N]) {
        let n = self.n_remarks.entry(code).or_default();
        *n += 1;
        if *n <= self.budget.limits.remarks {
            let at = self.place(row, column);
            self.remarks.push(Remark::new(code, Some(at)).with(words));
        }
    }

    fn place(&self, row: usize, column: usize) -> Place {
        let number = |index: usize| u32::try_from(index + 1).ok();
        Place {
            sheet: Some(self.name.clone()),
            row: number(row),
            column: number(column),
            line: number(row),
            page: None,
        }
    }

    /// The finished sheet and its remarks.
    pub fn finish(mut self) -> (Sheet, Vec<Remark>) {
        self.join_digits();
        self.fill_merged();
        self.read_shapes();
        self.leave_out_hidden();
        if let Some((row, column)) = self.cut {
            let at = self.place(row, column);
            self.remarks.push(Remark::new(Code::InputTruncated, Some(at)));
        }
        let mut sheet = Sheet {
            name: Some(self.name),
            rows: self.rows,
            left_out: self.left_out,
            ..Sheet::default()
        };
        remainders::blank(&mut sheet);
        (sheet, self.remarks)
    }

    fn is_hidden(&self, row: usize, column: usize) -> bool {
        let is_hidden = |hidden: &[bool], index: usize| hidden.get(index).copied().unwrap_or(false);
        is_hidden(&self.hidden_rows, row) || is_hidden(&self.hidden_columns, column)
    }

    /// Hidden rows and columns made blank, and named.
    fn leave_out_hidden(&mut self) {
        let filled = |row: &Row, column: usize| row.cells.get(column).is_some_and(|cell| !cell.is_blank());
        let width = self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let shows = |row: &usize| self.rows.get(*row).is_some_and(|row| !row.is_blank());
        let rows: Vec<usize> = hidden(&self.hidden_rows).filter(shows).collect();
        let columns: Vec<usize> = hidden(&self.hidden_columns)
            .take_while(|&column| column < width)
            .filter(|&column| self.rows.iter().any(|row| filled(row, column)))
            .collect();
        for row in rows {
            if let Some(hidden) = self.rows.get_mut(row) {
                let held = hidden
                    .cells
                    .iter()
                    .filter(|cell| !cell.is_blank() && !cell.covered);
                self.left_out.row(row, held.map(|cell| &*cell.text));
                hidden.cells.clear();
            }
        }
        for &column in &columns {
            for row in &mut self.rows {
                if let Some(cell) = row.cells.get_mut(column) {
                    *cell = Cell::default();
                }
            }
        }
        for column in columns {
            self.left_out.column(column);
        }
    }
}

/// Marks what is hidden. A file may say it a hundred thousand times of the same columns.
fn hide(hidden: &mut Vec<bool>, range: RangeInclusive<usize>, limit: usize) {
    let (first, last) = (*range.start(), (*range.end()).min(limit));
    if first > last {
        return;
    }
    if hidden.len() <= last {
        hidden.resize(last + 1, false);
    }
    if let Some(range) = hidden.get_mut(first..=last) {
        range.fill(true);
    }
}

/// Indices of what is hidden.
fn hidden(hidden: &[bool]) -> impl Iterator<Item = usize> + '_ {
    hidden
        .iter()
        .enumerate()
        .filter_map(|(index, &hidden)| hidden.then_some(index))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(sheet: &Sheet) -> Vec<Vec<&str>> {
        sheet
            .rows
            .iter()
            .map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect())
            .collect()
    }

    #[test]
    fn references_are_read() {
        assert_eq!(cell("A1"), Some((0, 0)));
        assert_eq!(cell("$AB$5"), Some((4, 27)));
        assert_eq!(cell("XFD1048576"), Some((1_048_575, 16_383)));
        for odd in ["", "A", "1", "A0", "1A", "A1B", "A99999999999999999999", "あ1"] {
            assert_eq!(cell(odd), None, "{odd}");
        }
        assert_eq!(
            Range::parse("A1:C2"),
            Some(Range {
                rows: 0..=1,
                columns: 0..=2
            })
        );
    }

    #[test]
    fn merged_cells_are_filled_and_hidden_ones_left_out() {
        let mut budget = Budget::new(Limits::default());
        let mut builder = Builder::new("表", &mut budget);
        builder.put(0, 0, "前期");
        builder.put(1, 2, "12");
        builder.put(2, 0, "古い");
        builder.merge(Range {
            rows: 0..=1,
            columns: 0..=1,
        });
        builder.hide_rows(2..=2);
        builder.hide_columns(1..=1);
        let (sheet, remarks) = builder.finish();
        assert_eq!(texts(&sheet), [vec!["前期"], vec!["前期", "", "12"], vec![]]);
        assert!(!sheet.rows[0].cells[0].covered && sheet.rows[1].cells[0].covered);
        assert_eq!(remarks, []);
        assert_eq!(sheet.remark_on_left_out().unwrap().numbers, ["row", "3"]);
    }

    #[test]
    fn a_covered_cell_shows_nothing_of_its_own() {
        let mut budget = Budget::new(Limits::default());
        let mut builder = Builder::new("表", &mut budget);
        for (row, column, text) in [
            (0, 0, "1000"),
            (1, 0, "9999"),
            (0, 1, ""),
            (1, 1, "850"),
            (2, 0, "1000"),
        ] {
            builder.put(row, column, text);
        }
        for column in [0, 1] {
            builder.merge(Range {
                rows: 0..=2,
                columns: column..=column,
            });
        }
        let (sheet, _) = builder.finish();
        assert_eq!(texts(&sheet), [vec!["1000"], vec!["", ""], vec![""]]);
        let said = sheet.remark_on_left_out().unwrap().numbers;
        assert_eq!(said, ["covered", "2", "A2, B2"]);
    }

    #[test]
    fn a_merged_text_survives_its_hidden_first_row() {
        let mut budget = Budget::new(Limits::default());
        let mut builder = Builder::new("表", &mut budget);
        builder.put(0, 0, "節");
        builder.put(1, 1, "1");
        builder.merge(Range {
            rows: 0..=1,
            columns: 0..=0,
        });
        builder.hide_rows(0..=0);
        let (sheet, _) = builder.finish();
        assert_eq!(texts(&sheet), [vec![], vec!["節", "1"]]);
        assert!(!sheet.rows[1].cells[0].covered);
    }

    #[test]
    fn limits_cut_and_say_where() {
        let limits = Limits {
            rows: 10,
            columns: 5,
            cells: 20,
            bytes: 30,
            ..Limits::default()
        };
        for (row, column, text) in [(10, 0, "x"), (0, 5, "x"), (9, 4, "あいうえおかきくけこさ")] {
            let mut budget = Budget::new(limits);
            let mut builder = Builder::new("表", &mut budget);
            builder.put(0, 0, "a");
            builder.put(row, column, text);
            let (sheet, remarks) = builder.finish();
            assert_eq!(texts(&sheet), [["a"]]);
            assert_eq!(remarks[0].code, Code::InputTruncated);
            assert_eq!(remarks[0].at.as_ref().unwrap().row, u32::try_from(row + 1).ok());
        }
    }
}
