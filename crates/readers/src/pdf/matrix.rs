//! Transformations of the plane with fixed-point numbers.

#![expect(
    clippy::many_single_char_names,
    reason = "the six numbers are called so everywhere"
)]

use crate::pdf::object::{Fixed, ONE, Object, PLACES};

/// Larger values are off every page.
const MOST: i64 = 1 << 46;

/// `x' = a x + c y + e`, `y' = b x + d y + f`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Matrix {
    /// How much of x goes to x.
    pub a: Fixed,
    /// How much of x goes to y.
    pub b: Fixed,
    /// How much of y goes to x.
    pub c: Fixed,
    /// How much of y goes to y.
    pub d: Fixed,
    /// Shift along x.
    pub e: Fixed,
    /// Shift along y.
    pub f: Fixed,
}

/// The product of two numbers.
pub fn times(x: Fixed, y: Fixed) -> Fixed {
    let product = (i128::from(x) * i128::from(y)) >> PLACES;
    i64::try_from(product).unwrap_or(MOST).clamp(-MOST, MOST)
}

impl Matrix {
    /// Leaves everything where it is.
    pub const IDENTITY: Self = Self::new(ONE, 0, 0, ONE, 0, 0);

    /// Of its six numbers.
    pub const fn new(a: Fixed, b: Fixed, c: Fixed, d: Fixed, e: Fixed, f: Fixed) -> Self {
        Self { a, b, c, d, e, f }
    }

    /// A shift.
    pub const fn shift(x: Fixed, y: Fixed) -> Self {
        Self::new(ONE, 0, 0, ONE, x, y)
    }

    /// Of six numbers as they stand in a file.
    pub fn of(numbers: &[Object]) -> Option<Self> {
        let at = |index: usize| numbers.get(index)?.fixed();
        Some(Self::new(at(0)?, at(1)?, at(2)?, at(3)?, at(4)?, at(5)?))
    }

    /// This transformation first, then another.
    #[must_use]
    pub fn then(self, next: Self) -> Self {
        let sum = |x: Fixed, y: Fixed| x.saturating_add(y).clamp(-MOST, MOST);
        let row = |x: Fixed, y: Fixed| {
            let first = sum(times(x, next.a), times(y, next.c));
            let second = sum(times(x, next.b), times(y, next.d));
            (first, second)
        };
        let ((a, b), (c, d), (e, f)) = (row(self.a, self.b), row(self.c, self.d), row(self.e, self.f));
        Self::new(a, b, c, d, sum(e, next.e), sum(f, next.f))
    }

    /// Where a point goes.
    pub fn apply(self, x: Fixed, y: Fixed) -> (Fixed, Fixed) {
        let moved = Self::shift(x, y).then(self);
        (moved.e, moved.f)
    }
}
