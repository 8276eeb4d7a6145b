//! A table as it was found on a page: rows of texts that each reach from one place to another.

use crate::pdf::glyph::Length;
use crate::pdf::lines::Ends;
use crate::sheet::Cell;
use crate::sheet::left_out::Kind;

/// Columns that begin closer to each other are one.
pub const NEAR: Length = 400;

/// As high as a row may be.
pub const ROW: Length = 3_000;

/// One text of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// Where its cell begins.
    pub left: Length,
    /// Where its cell ends.
    pub right: Length,
    /// Its text.
    pub text: String,
    /// It goes on from the row above.
    pub covered: bool,
    /// How its text begins and ends.
    pub ends: Ends,
    /// What stands at its place and is not seen, and why.
    pub unseen: Vec<(Kind, String)>,
}

impl Piece {
    /// Nothing is written in it.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Band {
    /// Its texts from left to right.
    pub pieces: Vec<Piece>,
    /// Its upper side.
    pub top: Length,
    /// Its lower side.
    pub bottom: Length,
}

impl Band {
    /// What is written in it, from left to right.
    pub fn texts(&self) -> Vec<&str> {
        let texts = self.pieces.iter().map(|piece| piece.text.as_str());
        texts.filter(|text| !text.trim().is_empty()).collect()
    }
}

/// One table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Its rows.
    pub rows: Vec<Band>,
    /// Its upper side.
    pub top: Length,
    /// Its lower side.
    pub bottom: Length,
    /// Its columns were told by the room between them.
    pub is_by_gaps: bool,
    /// No line closes it above; below.
    pub is_open: (bool, bool),
}

impl Table {
    fn pieces(&self) -> impl Iterator<Item = &Piece> {
        self.rows.iter().flat_map(|row| &row.pieces)
    }

    /// Where its columns begin, and where the last one ends.
    pub fn sides(&self) -> Vec<Length> {
        let mut sides: Vec<Length> = self.pieces().map(|piece| piece.left).collect();
        sides.extend(self.pieces().map(|piece| piece.right).max());
        near(sides)
    }

    /// The same columns as those of a table on the page before, or a part of them.
    pub fn continues(&self, before: &Self) -> bool {
        let (ours, theirs) = (self.sides(), before.sides());
        let has = |sides: &[Length], side: Length| sides.iter().any(|known| (known - side).abs() <= NEAR);
        let ends = |sides: &[Length]| sides.first().copied().zip(sides.last().copied());
        let same_ends = match (ends(&ours), ends(&theirs)) {
            (Some(ours), Some(theirs)) => {
                (ours.0 - theirs.0).abs() <= NEAR && (ours.1 - theirs.1).abs() <= 2 * NEAR
            }
            _ => false,
        };
        let is_part = |ours: &[Length], theirs: &[Length]| {
            let inner = ours.get(..ours.len().saturating_sub(1)).unwrap_or_default();
            inner.iter().all(|&side| has(theirs, side))
        };
        if self.is_by_gaps || before.is_by_gaps {
            // Columns by gaps are as wide as what stands in them: they only have to overlap.
            return self.is_by_gaps && before.is_by_gaps && ours.len() == theirs.len();
        }
        same_ends && (is_part(&ours, &theirs) || is_part(&theirs, &ours))
    }

    /// Cells merged downwards over a page break show their text on the first page only.
    pub fn fill_from(&mut self, before: &Self) {
        let Some(last) = before.rows.last() else { return };
        for above in last
            .pieces
            .iter()
            .filter(|piece| !piece.text.starts_with(|c: char| c.is_numeric()))
        {
            let is_here = |piece: &Piece| (piece.left - above.left).abs() <= NEAR && piece.text.is_empty();
            let n_rows = self
                .rows
                .iter()
                .take_while(|row| row.pieces.iter().any(is_here))
                .count();
            let goes_on = |row: &Band| {
                let mut pieces = row.pieces.iter();
                pieces.any(|piece| (piece.left - above.left).abs() <= NEAR && piece.covered)
            };
            let n_merged = 1 + self.rows.iter().skip(1).take_while(|row| goes_on(row)).count();
            // A blank cell that is not merged is only blank, unless it stands below a merged one.
            if n_rows == 0 || above.text.is_empty() || !(above.covered || n_merged > 1) {
                continue;
            }
            for row in self.rows.iter_mut().take(n_merged.min(n_rows)) {
                for piece in row.pieces.iter_mut().filter(|piece| is_here(piece)) {
                    piece.text.clone_from(&above.text);
                    piece.covered = true;
                }
            }
        }
    }

    /// How many rows at its start repeat those at the start of another table: a header printed on every page.
    pub fn n_repeated(&self, first: &Self) -> usize {
        let pairs = self.rows.iter().zip(&first.rows).take(6);
        pairs
            .take_while(|(ours, theirs)| !ours.texts().is_empty() && ours.texts() == theirs.texts())
            .count()
    }
}

/// What is not seen in a row: its column, why, the text.
pub type RowUnseen = Vec<(usize, Kind, String)>;

/// Rows of cells out of tables that go on from page to page: of each table its own.
pub fn rows(tables: &[Table]) -> impl Iterator<Item = impl Iterator<Item = (Vec<Cell>, RowUnseen)>> {
    let shared = near(tables.iter().flat_map(Table::sides).collect());
    tables.iter().map(move |table| {
        // Columns by gaps are as many on each page, but not as wide.
        let sides = if table.is_by_gaps {
            table.sides()
        } else {
            shared.clone()
        };
        table.rows.iter().map(move |band| row(&band.pieces, &sides))
    })
}

fn row(pieces: &[Piece], sides: &[Length]) -> (Vec<Cell>, RowUnseen) {
    let columns = || sides.iter().zip(sides.iter().skip(1));
    let mut cells = vec![Cell::default(); sides.len().saturating_sub(1)];
    let middles: Vec<Length> = columns().map(|(left, right)| left.midpoint(*right)).collect();
    let mut unseen = RowUnseen::new();
    for piece in pieces {
        let first = middles.partition_point(|&middle| middle < piece.left);
        let mut is_first = true;
        let reached = cells.iter_mut().zip(&middles).skip(first);
        for (cell, _) in reached.take_while(|(_, middle)| **middle < piece.right) {
            *cell = Cell {
                text: piece.text.clone(),
                covered: piece.covered || !is_first,
            };
            is_first = false;
        }
        let texts = piece.unseen.iter().cloned();
        unseen.extend(texts.map(|(kind, text)| (first, kind, text)));
    }
    (cells, unseen)
}

/// Sorted, those close to another one left out.
fn near(mut sides: Vec<Length>) -> Vec<Length> {
    sides.sort_unstable();
    sides.dedup_by(|next, kept| *next - *kept <= NEAR);
    sides
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[(Length, Length, &str)]]) -> Table {
        let piece = |&(left, right, text): &(Length, Length, &str)| Piece {
            left,
            right,
            text: text.to_owned(),
            ..Piece::default()
        };
        let band = |row: &&[(Length, Length, &str)]| Band {
            pieces: row.iter().map(piece).collect(),
            ..Band::default()
        };
        Table {
            rows: rows.iter().map(band).collect(),
            ..Table::default()
        }
    }

    #[test]
    fn a_table_goes_on_where_its_columns_do() {
        let first = table(&[
            &[(0, 4000, "指標"), (4000, 8000, "目標")],
            &[(0, 4000, "a"), (4000, 8000, "1")],
        ]);
        let next = table(&[&[(10, 4010, "指標"), (4010, 8010, "目標")], &[(10, 8010, "産業")]]);
        assert!(next.continues(&first));
        assert_eq!(next.n_repeated(&first), 1);
        let other = table(&[&[(0, 3000, "指標"), (3000, 8000, "目標")]]);
        assert!(!other.continues(&first));
        let tables = [first, next];
        let rows: Vec<Vec<_>> = rows(&tables).map(Iterator::collect).collect();
        assert_eq!(
            rows[1][1].0,
            [
                Cell::new("産業"),
                Cell {
                    text: "産業".to_owned(),
                    covered: true
                }
            ]
        );
    }
}
