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
        Some(column.checked_sub(1).map_or_else(String::new, column_name) + &row.to_string())
    }
}

/// The letters of a column, counted from 0: A, B, … Z, AA.
pub fn column_name(column: usize) -> String {
    let mut left = column + 1;
    let mut letters = Vec::new();
    while left > 0 {
        let digit = u8::try_from((left - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
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
