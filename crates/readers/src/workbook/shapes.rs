//! Texts of boxes and shapes over a sheet.
//!
//! People put a box over a cell and type the figure into the box. Where a box lies over just one blank cell, its text is
//! read as that cell's. All others are named: what a box between cells belongs to, only a person sees.

/// A text over the cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// The cells that it lies over.
    pub anchor: Anchor,
    /// Its text.
    pub text: String,
}

/// Where a shape begins and ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// Its upper left corner.
    pub from: Corner,
    /// Its lower right one, if that is said.
    pub to: Option<Corner>,
    /// It is not shown.
    pub is_hidden: bool,
}

/// A corner of a shape: a cell, and how far inside of it, in whatever unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Corner {
    /// Row, 0-based.
    pub row: usize,
    /// Column, 0-based.
    pub column: usize,
    /// Right of the cell's left edge.
    pub across: usize,
    /// Below the cell's upper edge.
    pub down: usize,
}

impl Anchor {
    /// Sets a number of a corner.
    pub fn set(&mut self, is_end: bool, field: impl Fn(&mut Corner) -> &mut usize, number: &str) {
        let Ok(number) = number.trim().parse() else { return };
        let corner = if is_end {
            self.to.get_or_insert_with(Corner::default)
        } else {
            &mut self.from
        };
        *field(corner) = number;
    }

    /// The only cell that it lies over. A shape that ends at the edge of a cell does not reach into that cell.
    pub(super) fn cell(self) -> Option<(usize, usize)> {
        let to = self.to?;
        let last = |index: usize, inside: usize| {
            if inside == 0 {
                index.checked_sub(1)
            } else {
                Some(index)
            }
        };
        let is_one =
            last(to.row, to.down)? == self.from.row && last(to.column, to.across)? == self.from.column;
        is_one.then_some((self.from.row, self.from.column))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_lies_over_one_cell_if_it_ends_at_its_edge() {
        let anchor = |from: (usize, usize), to: [usize; 4]| Anchor {
            from: Corner {
                row: from.0,
                column: from.1,
                ..Corner::default()
            },
            to: Some(Corner {
                row: to[0],
                column: to[1],
                down: to[2],
                across: to[3],
            }),
            is_hidden: false,
        };
        assert_eq!(anchor((1, 2), [2, 3, 0, 0]).cell(), Some((1, 2)));
        assert_eq!(anchor((1, 2), [1, 2, 90, 500]).cell(), Some((1, 2)));
        assert_eq!(anchor((1, 2), [1, 3, 90, 500]).cell(), None);
        assert_eq!(anchor((1, 2), [0, 0, 0, 0]).cell(), None);
        assert_eq!(Anchor::default().cell(), None);
    }
}
