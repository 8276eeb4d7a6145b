//! Parts of a page: tables and lines of running text.

use crate::pdf::glyph::Length;
use crate::pdf::lines::Line;
use crate::pdf::table::{Band, NEAR, ROW, Table};

/// A part of a page without table lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Columns that stand out.
    Table(Table),
    /// A line of running text.
    Line(Line),
}

impl Block {
    /// Its upper side.
    pub fn top(&self) -> Length {
        match self {
            Self::Table(table) => table.top,
            Self::Line(line) => line.frame.top,
        }
    }
}

/// Stretches of one table that a row without side lines parts, as merged rows leave it on the pages to the right: put
/// together, with a blank row between them.
pub fn stacked(blocks: Vec<Block>) -> Vec<Block> {
    let mut stacked: Vec<Block> = Vec::new();
    for block in blocks {
        match (stacked.last_mut(), block) {
            (Some(Block::Table(above)), Block::Table(below)) if goes_below(above, &below) => {
                above.rows.push(Band {
                    pieces: Vec::new(),
                    top: above.bottom,
                    bottom: below.top,
                });
                above.rows.extend(below.rows);
                above.bottom = below.bottom;
                above.is_open.1 = below.is_open.1;
            }
            (_, block) => stacked.push(block),
        }
    }
    stacked
}

/// The same columns, and no more than a row between.
fn goes_below(above: &Table, below: &Table) -> bool {
    let (ours, theirs) = (above.sides(), below.sides());
    let is_same = |pair: (&Length, &Length)| (pair.0 - pair.1).abs() <= NEAR;
    !above.is_by_gaps
        && !below.is_by_gaps
        && (0..=ROW).contains(&(below.top - above.bottom))
        && ours.len() == theirs.len()
        && ours.iter().zip(&theirs).all(is_same)
}
