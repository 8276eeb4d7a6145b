//! What is on a page and not seen: taken out before lines and tables are sought, and kept beside the text at whose place
//! it stands, so that it can be named.

use crate::pdf::block::Block;
use crate::pdf::glyph::{Frame, Glyph, Length};
use crate::pdf::lines::{self, Line};
use crate::sheet::left_out::Kind;

/// Texts of a page that are kept with their places.
const MAX_TEXTS: usize = 2_000;
/// Room between words of one text, in hundredths of their size.
const WORD: Length = 100;

/// A text that is not seen, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unseen {
    /// Why.
    pub kind: Kind,
    /// The text.
    pub text: String,
    frame: Frame,
}

/// Takes what is not seen out of the characters of a page.
pub fn take(glyphs: Vec<Glyph>) -> (Vec<Glyph>, Vec<Unseen>) {
    if glyphs.iter().all(|glyph| glyph.unseen.is_none()) {
        return (glyphs, Vec::new());
    }
    let (seen, unseen): (Vec<Glyph>, Vec<Glyph>) =
        glyphs.into_iter().partition(|glyph| glyph.unseen.is_none());
    let mut texts = Vec::new();
    for kind in [Kind::Struck, Kind::Hidden, Kind::Covered] {
        let of_kind: Vec<Glyph> = unseen
            .iter()
            .filter(|glyph| glyph.unseen == Some(kind))
            .copied()
            .collect();
        let parts = lines::lines(&of_kind)
            .into_iter()
            .flat_map(|line| line.parts(WORD));
        texts.extend(parts.map(|part| Unseen {
            kind,
            text: part.text(),
            frame: part.frame,
        }));
    }
    (seen, texts)
}

/// Puts each text beside what stands at its place: the cell of a table, otherwise the nearest line.
pub fn put(blocks: &mut Vec<Block>, texts: Vec<Unseen>) {
    if blocks.is_empty() {
        blocks.extend(texts.first().map(|_| Block::Line(Line::default())));
    }
    // Each looks at every block; a page with very many of both is no sheet.
    let n_texts = MAX_TEXTS.min(5_000_000 / blocks.len().max(1));
    for unseen in texts.into_iter().take(n_texts) {
        let (x, y) = (unseen.frame.middle_x(), unseen.frame.middle_y());
        let distance = |block: &Block| {
            let (top, bottom) = match block {
                Block::Table(table) => (table.top, table.bottom),
                Block::Line(Line { frame, .. }) => (frame.top, frame.bottom),
            };
            (top - y).max(y - bottom).max(0)
        };
        match blocks.iter_mut().min_by_key(|block| distance(block)) {
            Some(Block::Table(table)) => {
                let away = |top: Length, bottom: Length| (top - y).max(y - bottom).max(0);
                let band = table
                    .rows
                    .iter_mut()
                    .min_by_key(|band| away(band.top, band.bottom));
                let pieces = band.into_iter().flat_map(|band| &mut band.pieces);
                let piece = pieces.min_by_key(|piece| (piece.left - x).max(x - piece.right).max(0));
                if let Some(piece) = piece {
                    piece.unseen.push((unseen.kind, unseen.text));
                }
            }
            Some(Block::Line(line)) => line.unseen.push((unseen.kind, unseen.text)),
            None => {}
        }
    }
}
