//! Widths of glyphs by their numbers, kept as the ranges that a font gives: a range may name every glyph that there is,
//! and a font may name thousands of ranges.

use std::collections::BTreeMap;

use crate::pdf::object::Fixed;

/// Widths by glyph number; a later range wins over an earlier one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Widths {
    /// By the first number of a range, its last one and the width. Ranges never overlap.
    ranges: BTreeMap<u32, (u32, Fixed)>,
}

impl Widths {
    /// No width is known.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// The width of a glyph.
    pub fn get(&self, glyph: u32) -> Option<Fixed> {
        let (_, &(last, width)) = self.ranges.range(..=glyph).next_back()?;
        (glyph <= last).then_some(width)
    }

    /// Gives the glyphs from one number to another the same width. What it takes is bounded by the ranges given so far,
    /// each of which is taken away once.
    pub fn insert(&mut self, first: u32, last: u32, width: Fixed) {
        if first > last {
            return;
        }
        // What reaches into the range from below is cut, and its rest above kept.
        let below = self.ranges.range(..first).next_back();
        if let Some((&start, &(end, before))) = below.filter(|(_, (end, _))| *end >= first) {
            self.ranges.insert(start, (first - 1, before));
            if end > last {
                self.ranges.insert(last + 1, (end, before));
            }
        }
        while let Some((&start, &(end, before))) = self.ranges.range(first..=last).next() {
            self.ranges.remove(&start);
            if end > last {
                self.ranges.insert(last + 1, (end, before));
            }
        }
        self.ranges.insert(first, (last, width));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_range_wins_where_it_reaches() {
        let mut widths = Widths::default();
        for (first, last, width) in [
            (10, 90, 1),
            (20, 30, 2),
            (5, 12, 3),
            (40, 40, 4),
            (88, 99, 5),
            (7, 6, 6),
        ] {
            widths.insert(first, last, width);
        }
        let of = |glyph| widths.get(glyph).unwrap_or(0);
        let asked = [4, 5, 12, 13, 20, 30, 31, 40, 41, 87, 88, 99, 100];
        assert_eq!(asked.map(of), [0, 3, 3, 1, 2, 2, 1, 4, 1, 1, 5, 5, 0]);
    }

    #[test]
    fn ranges_that_name_every_glyph_stay_few() {
        let mut widths = Widths::default();
        for n in 0..10_000 {
            widths.insert(0, 0xFFFF, n);
        }
        assert_eq!((widths.ranges.len(), widths.get(77)), (1, Some(9_999)));
    }
}
