//! Merged ranges: every cell of a range shows the text of its first one, and nothing else.
//!
//! A covered cell may hold a value of its own, left from before the cells were merged. No spreadsheet shows it, also
//! where the first cell is blank.

use crate::sheet::Cell;
use crate::sheet::left_out::Kind;
use crate::workbook::{Builder, Range};

impl Builder<'_> {
    /// The text of each merged range in all its cells. The first one that is not hidden stands for itself.
    pub(super) fn fill_merged(&mut self) {
        let width = self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let mut n_steps = 0usize;
        for range in std::mem::take(&mut self.merged) {
            if !self.fill_range(&range, width, &mut n_steps) {
                return;
            }
        }
    }

    /// Fills one range; `false` if a limit forbids more.
    fn fill_range(&mut self, range: &Range, width: usize, n_steps: &mut usize) -> bool {
        let (first_row, first_column) = (*range.rows.start(), *range.columns.start());
        let source = self
            .rows
            .get(first_row)
            .and_then(|row| row.cells.get(first_column));
        let text = source.map(|cell| cell.text.clone()).unwrap_or_default();
        // A merged range reaches no further than the sheet's cells: what is behind them is decoration.
        let last_row = (*range.rows.end()).min(self.rows.len().saturating_sub(1));
        let last_column = (*range.columns.end()).min(width.saturating_sub(1));
        let mut covered = false;
        for row in first_row..=last_row {
            for column in first_column..=last_column {
                *n_steps += 1;
                if *n_steps > self.budget.limits.cells {
                    self.cut(row, column);
                    return false;
                }
                if (row, column) != (first_row, first_column) {
                    self.uncover(row, column, &text);
                }
                if text.is_empty() || self.is_hidden(row, column) {
                    continue;
                }
                if !self.reserve(row, column, text.len()) {
                    self.cut(row, column);
                    return false;
                }
                let cell = self.rows.get_mut(row).and_then(|row| row.cells.get_mut(column));
                if let Some(cell) = cell {
                    *cell = Cell {
                        text: text.clone(),
                        covered,
                    };
                }
                covered = true;
            }
        }
        true
    }

    /// Takes away what a covered cell holds itself.
    fn uncover(&mut self, row: usize, column: usize, text: &str) {
        let cell = self.rows.get_mut(row).and_then(|row| row.cells.get_mut(column));
        let Some(cell) = cell else { return };
        let own = std::mem::take(&mut cell.text);
        if own.trim() != text.trim() {
            self.leave_out(Kind::Covered, row, column, &own);
        }
    }
}
