//! Where something stands in the input.

use serde::{Deserialize, Serialize};

/// A place in the input; all numbers are 1-based. A line of running text has only a `line`, a cell all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// The worksheet's name, where the input has several.
    pub sheet: Option<String>,
    /// Row of the table grid.
    pub row: Option<u32>,
    /// Column of the table grid.
    pub column: Option<u32>,
    /// Line of the pasted text on which the row begins.
    pub line: Option<u32>,
    /// Page of the document, where it has pages.
    pub page: Option<u32>,
}

impl Place {
    /// A line of running text.
    pub fn line(line: u32) -> Self {
        Self {
            line: Some(line),
            ..Self::default()
        }
    }

    /// The cell's name as spreadsheets print it (`"C5"`), if the place is a cell.
    ///
    /// # Examples
    /// ```
    /// use kpi_readers::base::place::Place;
    /// let place = Place { row: Some(5), column: Some(28), ..Place::default() };
    /// assert_eq!(place.cell().as_deref(), Some("AB5"));
    /// ```
    pub fn cell(&self) -> Option<String> {
        let (row, column) = (self.row?, usize::try_from(self.column?).ok()?);
        let mut name = String::with_capacity(CELL_NAME);
        if let Some(column) = column.checked_sub(1) {
            push_column_name(&mut name, column);
        }
        push_number(&mut name, row);
        Some(name)
    }
}

/// Room for the name of any cell of a spreadsheet: XFD1048576.
const CELL_NAME: usize = 10;

/// The letters of a column, counted from 0: A, B, … Z, AA.
pub fn column_name(column: usize) -> String {
    let mut name = String::new();
    push_column_name(&mut name, column);
    name
}

/// Every figure of a result says where it stands: letters and digits are written in place, the first one first.
fn push_column_name(name: &mut String, column: usize) {
    if let Some(before) = (column / 26).checked_sub(1) {
        push_column_name(name, before);
    }
    name.push(char::from(b'A' + u8::try_from(column % 26).unwrap_or(0)));
}

fn push_number(text: &mut String, number: u32) {
    if number >= 10 {
        push_number(text, number / 10);
    }
    text.push(char::from(b'0' + u8::try_from(number % 10).unwrap_or(0)));
}

/// Names a cell of the input for a correction: sheet index, row, column, all 0-based.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CellRef {
    /// Index of the sheet in the input.
    pub sheet: usize,
    /// Index of the row in the sheet.
    pub row: usize,
    /// Index of the cell in the row.
    pub column: usize,
}

/// A part of a cell: row and column of the sheet, 0-based, and its bytes in the cell's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Row of the sheet.
    pub row: usize,
    /// Column of the sheet.
    pub column: usize,
    /// First byte in the cell's text.
    pub from: usize,
    /// Byte behind the last.
    pub to: usize,
}
