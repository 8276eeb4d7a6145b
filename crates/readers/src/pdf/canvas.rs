//! What is painted on a page, coarsely: which colour lies below a character, and whether a box was painted over it.
//!
//! The page is cut into small squares; each knows the last colour painted on it and when the last box was that hides
//! what is below. Only boxes that are opaque and parallel to the page's sides hide anything; of everything else (curves,
//! pictures, shades, what is transparent) only the place is known, where text of any colour can be seen.

use crate::pdf::glyph::{Frame, Length};

/// A colour; `None` where it is not known.
pub type Ink = Option<[u8; 3]>;

/// The colour of paper.
pub const WHITE: Ink = Some([255; 3]);
/// The colour that content begins with.
pub const BLACK: Ink = Some([0; 3]);

/// Squares of a page.
const MAX_SQUARES: Length = 250_000;
/// The smallest square's side.
const LEAST_SIDE: Length = 100;
/// Colours that differ less in each part look alike.
const ALIKE: u8 = 8;

/// The squares of a page. Nothing is kept before something is painted.
#[derive(Clone, Debug)]
pub struct Canvas {
    side: Length,
    columns: usize,
    rows: usize,
    squares: Vec<Square>,
}

#[derive(Clone, Copy, Debug)]
struct Square {
    ink: Ink,
    hidden_at: u32,
}

/// How a box is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paint {
    /// Its colour.
    pub ink: Ink,
    /// What is below cannot be seen any more.
    pub hides: bool,
}

impl Canvas {
    /// Of a page of a width and height.
    pub fn new(width: Length, height: Length) -> Self {
        let (width, height) = (width.clamp(1, 2_000_000), height.clamp(1, 2_000_000));
        let mut side = LEAST_SIDE;
        while (width / side + 1) * (height / side + 1) > MAX_SQUARES {
            side += side / 4;
        }
        let n = |length: Length| usize::try_from(length / side + 1).unwrap_or(1);
        Self {
            side,
            columns: n(width),
            rows: n(height),
            squares: Vec::new(),
        }
    }

    /// Paints a box at a time: the number of characters before it. Returns how many squares were touched.
    pub fn paint(&mut self, frame: Frame, paint: Paint, time: usize) -> usize {
        // Squares whose middle is inside.
        let first = |at: Length| usize::try_from((at + self.side / 2) / self.side).unwrap_or(0);
        let (left, right) = (first(frame.left.max(0)), first(frame.right.max(0)));
        let (top, bottom) = (first(frame.top.max(0)), first(frame.bottom.max(0)));
        let (right, bottom) = (right.min(self.columns), bottom.min(self.rows));
        if left >= right || top >= bottom {
            return 1;
        }
        let mut n = (right - left) * (bottom - top);
        if self.squares.is_empty() {
            let paper = Square {
                ink: WHITE,
                hidden_at: 0,
            };
            self.squares = vec![paper; self.columns * self.rows];
            n += self.squares.len();
        }
        let time = u32::try_from(time).unwrap_or(u32::MAX);
        for row in self.squares.chunks_mut(self.columns).take(bottom).skip(top) {
            for square in row.iter_mut().take(right).skip(left) {
                square.ink = paint.ink;
                if paint.hides {
                    square.hidden_at = time;
                }
            }
        }
        n
    }

    fn at(&self, x: Length, y: Length) -> Option<&Square> {
        let column = usize::try_from(x / self.side)
            .ok()
            .filter(|&at| at < self.columns)?;
        let row = usize::try_from(y / self.side).ok()?;
        self.squares.get(row * self.columns + column)
    }

    /// The colour at the middle of a box.
    pub fn ground(&self, frame: &Frame) -> Ink {
        self.at(frame.middle_x(), frame.middle_y())
            .map_or(WHITE, |square| square.ink)
    }

    /// A box was painted over a character, the one of a number in the order of drawing.
    pub fn is_covered(&self, frame: &Frame, number: usize) -> bool {
        let y = frame.middle_y();
        let quarter = (frame.right - frame.left) / 4;
        let is_hidden = |x: Length, y: Length| {
            self.at(x, y)
                .is_some_and(|square| usize::try_from(square.hidden_at).unwrap_or(0) > number)
        };
        let third = (frame.bottom - frame.top) / 6;
        !self.squares.is_empty()
            && [frame.left + quarter, frame.middle_x(), frame.right - quarter]
                .into_iter()
                .all(|x| is_hidden(x, y))
            && is_hidden(frame.middle_x(), y - third)
            && is_hidden(frame.middle_x(), y + third)
    }
}

/// Text of the one colour cannot be seen on the other.
pub fn are_alike(one: Ink, other: Ink) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one
            .iter()
            .zip(other)
            .all(|(one, other)| one.abs_diff(other) < ALIKE),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(left: Length, top: Length, right: Length, bottom: Length) -> Frame {
        Frame {
            left,
            top,
            right,
            bottom,
        }
    }

    #[test]
    fn later_boxes_hide_and_colour_what_is_below() {
        let mut canvas = Canvas::new(60_000, 80_000);
        let letter = frame(10_000, 10_000, 10_500, 11_000);
        assert!(are_alike(canvas.ground(&letter), WHITE) && !canvas.is_covered(&letter, 0));
        let paint = |ink, hides| Paint { ink, hides };
        canvas.paint(
            frame(9_000, 9_000, 20_000, 12_000),
            paint(Some([0, 0, 90]), true),
            3,
        );
        assert!(!are_alike(canvas.ground(&letter), WHITE));
        assert!(canvas.is_covered(&letter, 2) && !canvas.is_covered(&letter, 3));
        canvas.paint(frame(0, 0, 60_000, 80_000), paint(None, false), 9);
        assert!(!are_alike(canvas.ground(&letter), None) && !canvas.is_covered(&letter, 5));
    }

    #[test]
    fn pages_of_any_size_have_few_squares() {
        for (width, height) in [(0, 0), (1, i64::MAX), (9_000_000, 9_000_000), (-5, 3)] {
            let mut canvas = Canvas::new(width, height);
            let n = canvas.paint(
                frame(i64::MIN / 2, i64::MIN / 2, i64::MAX / 2, i64::MAX / 2),
                Paint {
                    ink: None,
                    hides: true,
                },
                1,
            );
            assert!(n <= 2 * 250_000, "{width} × {height}: {n}");
        }
    }
}
