//! The cells of a sheet in which years were written out, held against the source: what is read of the one stands in the
//! other.

use std::collections::BTreeMap;

use kpi_readers::base::place::Piece;
use kpi_readers::sheet::Sheet;

/// The cells that were written anew.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dated(BTreeMap<(usize, usize), Cell>);

/// A cell that was written anew.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Cell {
    /// Its text in the source.
    source: String,
    /// What was written into it: the byte of the source that it stands before, and its length. `None` where the text is
    /// another one altogether.
    inserted: Option<Vec<(usize, usize)>>,
    /// Bytes of the new text.
    len: usize,
}

impl Dated {
    /// The cells of `dated` that differ from the source.
    pub fn of(source: &Sheet, dated: &Sheet) -> Self {
        let mut cells = BTreeMap::new();
        for (row, (before, after)) in source.rows.iter().zip(&dated.rows).enumerate() {
            for (column, (before, after)) in before.cells.iter().zip(&after.cells).enumerate() {
                if before.text != after.text {
                    let cell = Cell {
                        source: before.text.clone(),
                        inserted: inserted(&before.text, &after.text),
                        len: after.text.len(),
                    };
                    cells.insert((row, column), cell);
                }
            }
        }
        Self(cells)
    }

    /// The text of a cell in the source, where it was written anew.
    pub fn source_text(&self, row: usize, column: usize) -> Option<&str> {
        self.0.get(&(row, column)).map(|cell| cell.source.as_str())
    }

    /// A part of the source as a part of what was written; an era before a year belongs to it.
    pub fn written(&self, piece: Piece) -> Piece {
        let Some(cell) = self.0.get(&(piece.row, piece.column)) else {
            return piece;
        };
        let Some(inserted) = &cell.inserted else {
            return Piece {
                from: 0,
                to: cell.len,
                ..piece
            };
        };
        let shift = |byte: usize| {
            let before = inserted.iter().filter(|(at, _)| *at < byte);
            byte + before.map(|(_, len)| len).sum::<usize>()
        };
        Piece {
            from: shift(piece.from),
            to: shift(piece.to),
            ..piece
        }
    }

    /// A part of what was written as a part of the source.
    pub fn source(&self, piece: Piece) -> Piece {
        let Some(cell) = self.0.get(&(piece.row, piece.column)) else {
            return piece;
        };
        let Some(inserted) = &cell.inserted else {
            return Piece {
                from: 0,
                to: cell.source.len(),
                ..piece
            };
        };
        let shift = |byte: usize| {
            let mut before = 0;
            for &(at, len) in inserted {
                if byte <= at + before {
                    break;
                }
                before += len.min(byte - at - before);
            }
            byte - before
        };
        Piece {
            from: shift(piece.from),
            to: shift(piece.to),
            ..piece
        }
    }
}

/// What was inserted into the source to make the other text; `None` if something else was done to it.
fn inserted(source: &str, dated: &str) -> Option<Vec<(usize, usize)>> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    let mut insert = |at: usize, len: usize| match out.last_mut() {
        Some((last, n)) if *last == at => *n += len,
        _ => out.push((at, len)),
    };
    let mut rest = source.char_indices().peekable();
    for c in dated.chars() {
        match rest.peek() {
            Some(&(_, expected)) if expected == c => {
                rest.next();
            }
            Some(&(at, _)) => insert(at, c.len_utf8()),
            None => insert(source.len(), c.len_utf8()),
        }
    }
    rest.peek().is_none().then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kpi_readers::sheet::{Cell, Row};

    fn sheet(text: &str) -> Sheet {
        let row = Row {
            line: 1,
            cells: vec![Cell::new(text)],
            tabular: false,
        };
        Sheet {
            rows: vec![row],
            ..Sheet::default()
        }
    }

    fn piece(text: &str, part: &str) -> Piece {
        let from = text.find(part).expect("it is there");
        Piece {
            row: 0,
            column: 0,
            from,
            to: from + part.len(),
        }
    }

    #[test]
    fn a_part_of_the_dated_text_is_the_same_part_of_the_source() {
        let (source, dated) = ("28年度 100件 元年度 120件", "平成28年度 100件 令和元年度 120件");
        let cells = Dated::of(&sheet(source), &sheet(dated));
        assert_eq!(cells.source_text(0, 0), Some(source));
        for (of_dated, of_source) in [
            ("平成28年度", "28年度"),
            ("100件", "100件"),
            ("平成28年度 100件 ", "28年度 100件 "),
            ("令和元年度 120件", "元年度 120件"),
            ("120件", "120件"),
        ] {
            let (dated, source) = (piece(dated, of_dated), piece(source, of_source));
            assert_eq!(cells.source(dated), source, "{of_dated}");
            assert_eq!(cells.written(source), dated, "{of_source}");
        }
    }

    #[test]
    fn of_another_text_every_part_is_the_whole() {
        let (source, dated) = ("１７", "平成17年度");
        let cells = Dated::of(&sheet(source), &sheet(dated));
        assert_eq!(cells.source(piece(dated, "17")), piece(source, source));
        assert_eq!(cells.written(piece(source, "１")), piece(dated, dated));
    }
}
