//! Texts of shapes, put into the cells that they lie over.

use crate::base::remark::Code;
use crate::workbook::Builder;
use crate::workbook::shapes::Shape;

impl Builder<'_> {
    /// A text over the cells, put into the one that it lies over when the sheet is finished.
    pub fn shape(&mut self, shape: Shape) {
        self.shapes.push(shape);
    }

    pub(super) fn read_shapes(&mut self) {
        for Shape { anchor, text } in std::mem::take(&mut self.shapes) {
            let (row, column) = (anchor.from.row, anchor.from.column);
            if self.is_hidden(row, column) {
                continue;
            }
            let cell = self.rows.get(row).and_then(|row| row.cells.get(column));
            let is_blank = cell.is_none_or(|cell| cell.is_blank() && !cell.covered);
            if anchor.cell().is_some() && is_blank {
                self.put(row, column, &text);
            } else {
                let short: String = text.chars().take(LONGEST_TEXT).collect();
                self.remark(Code::ShapeUnread, row, column, [&short]);
            }
        }
    }
}

/// Characters of a text that a remark tells.
const LONGEST_TEXT: usize = 80;
