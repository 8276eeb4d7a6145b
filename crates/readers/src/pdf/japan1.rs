//! The glyph numbers of Adobe-Japan1 → characters, for fonts that name no characters themselves.
//!
//! The first 7,477 numbers follow JIS X 0208, so that the table of [`japanese`] says what they are; the published map
//! (41 kB) also has the later ones, which are variants and rare forms. `tests` compare with it.

use crate::japanese;

/// Characters by glyph number, from [`FIRST`] on.
#[derive(Clone, Debug)]
pub struct Japan1(Vec<char>);

/// The first one that follows JIS X 0208: the ideographic space.
const FIRST: u32 = 633;

impl Default for Japan1 {
    fn default() -> Self {
        let rows = (1..=7).chain(16..=84);
        let places = rows.flat_map(|row| (1..=94).map(move |cell| (row, cell)));
        // Two characters came later and have later numbers.
        let of_1983 = places.filter(|place| !matches!(place, (84, 5 | 6)));
        Self(
            of_1983
                .filter_map(|(row, cell)| japanese::jis_x_0208(row, cell))
                .collect(),
        )
    }
}

impl Japan1 {
    /// The character of a glyph number.
    pub fn character(&self, glyph: u32) -> Option<char> {
        let ascii = |offset: u32| char::from_u32(0x20 + offset);
        match glyph {
            61 | 291 => Some('¥'),
            95 | 325 => Some('‾'),
            1..=94 => ascii(glyph - 1),
            97 => Some('\\'),
            100 => Some('~'),
            231..=324 => ascii(glyph - 231),
            327..=389 => char::from_u32(0xFF61 + glyph - 327),
            7555..=7574 => char::from_u32(0x2460 + glyph - 7555),
            7575..=7584 => char::from_u32(0x2160 + glyph - 7575),
            8284 => Some('凜'),
            8285 => Some('熙'),
            _ => self
                .0
                .get(usize::try_from(glyph.checked_sub(FIRST)?).ok()?)
                .copied(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hayro_cmap::{BfString, CMap, CMapName, load_embedded};

    #[test]
    fn characters_are_those_of_the_published_map() {
        let bytes = load_embedded(CMapName::AdobeJapan1Ucs2).unwrap();
        let published = CMap::parse(bytes, load_embedded).unwrap();
        let japan1 = Japan1::default();
        let fold = crate::pdf::glyph::plain;
        let mut n_same = 0;
        let mut others = Vec::new();
        for glyph in 0..9000 {
            let Some(ours) = japan1.character(glyph) else {
                continue;
            };
            // A mark behind it may say which of its forms the glyph is.
            let theirs = match published.lookup_bf_string(glyph) {
                Some(BfString::Char(theirs)) => Some(theirs),
                Some(BfString::String(text)) => text.chars().next(),
                None => None,
            };
            if theirs.map(fold) == Some(fold(ours)) {
                n_same += 1;
            } else {
                others.push((glyph, ours, theirs));
            }
        }
        assert!(n_same > 7000, "{n_same}");
        // Signs that differ by convention, such as the wave dash.
        assert!(others.len() < 12, "{others:?}");
    }
}
