//! Strings in records that may be continued: the text then begins anew with a flag, anywhere between two characters.
//!
//! A string may have runs of which each has a font of its own; phonetic guides behind it are passed over.

use crate::encoding::{self, Encoding};
use crate::look::{Look, Shown};

/// A text: where its runs begin, in units of UTF-16 (or bytes, in Excel 95), and their fonts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Text {
    pieces: Vec<(String, Option<u16>)>,
}

impl Text {
    /// A text in one piece.
    pub(super) fn plain(text: String) -> Self {
        Self {
            pieces: vec![(text, None)],
        }
    }

    /// A text of units, divided where runs begin.
    fn of_units<T: Copy>(units: &[T], runs: &[(usize, u16)], text: impl Fn(&[T]) -> String) -> Self {
        let mut pieces = Vec::new();
        let (mut start, mut font) = (0, None);
        for &(at, next) in runs.iter().chain([&(units.len(), 0)]) {
            let at = at.clamp(start, units.len());
            if let Some(piece) = units.get(start..at).filter(|piece| !piece.is_empty()) {
                pieces.push((text(piece), font));
            }
            (start, font) = (at, Some(next));
        }
        Self { pieces }
    }

    /// A text of Excel 95: bytes of CP932.
    pub(super) fn narrow(bytes: &[u8], runs: &[(usize, u16)]) -> Self {
        Self::of_units(bytes, runs, narrow)
    }

    /// All of it, however it looks.
    pub(super) fn whole(&self) -> String {
        self.pieces.iter().map(|(text, _)| text.as_str()).collect()
    }

    /// What it shows in a cell of that look.
    pub(super) fn shown(&self, cell: Look, look: impl Fn(u16) -> Look) -> Shown {
        let mut shown = Shown::default();
        for (text, font) in &self.pieces {
            shown.push(&text.replace("\r\n", "\n"), font.map_or(cell, &look));
        }
        shown
    }
}

/// A text of Excel 95.
pub(super) fn narrow(bytes: &[u8]) -> String {
    encoding::decode(bytes, Encoding::Cp932).text
}

/// A string of Excel 95: a length of one byte, and CP932.
pub(super) fn short(data: &[u8], at: usize) -> Option<String> {
    let length = usize::from(*data.get(at)?);
    Some(narrow(data.get(at + 1..at + 1 + length)?))
}

/// Reads the strings of a record.
pub(super) struct Strings<'a, 'p> {
    parts: &'p [&'a [u8]],
    part: usize,
    at: usize,
}

impl<'a, 'p> Strings<'a, 'p> {
    /// From a byte of the first part on.
    pub(super) fn new(parts: &'p [&'a [u8]], at: usize) -> Self {
        Self { parts, part: 0, at }
    }

    /// What is left of the part.
    fn rest(&self) -> &'a [u8] {
        self.parts
            .get(self.part)
            .and_then(|part| part.get(self.at..))
            .unwrap_or_default()
    }

    /// Goes to the next part where this one is at its end.
    fn turn(&mut self) -> Option<bool> {
        if !self.rest().is_empty() {
            return Some(false);
        }
        self.part += 1;
        self.at = 0;
        (self.part < self.parts.len()).then_some(true)
    }

    fn byte(&mut self) -> Option<u8> {
        self.turn()?;
        let byte = *self.rest().first()?;
        self.at += 1;
        Some(byte)
    }

    /// Two bytes.
    pub(super) fn short(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn skip(&mut self, mut n: usize) -> Option<()> {
        while n > 0 {
            self.turn()?;
            let step = n.min(self.rest().len());
            self.at += step;
            n -= step;
        }
        Some(())
    }

    /// Runs: where they begin, and their fonts.
    fn runs(&mut self, n: usize) -> Option<Vec<(usize, u16)>> {
        let mut runs = Vec::new();
        for _ in 0..n {
            runs.push((usize::from(self.short()?), self.short()?));
        }
        Some(runs)
    }

    /// A string whose length takes one byte or two.
    pub(super) fn text(&mut self, length_bytes: usize) -> Option<Text> {
        let left = if length_bytes == 1 {
            u16::from(self.byte()?)
        } else {
            self.short()?
        };
        let flags = self.byte()?;
        let n_runs = if flags & 8 == 0 {
            0
        } else {
            usize::from(self.short()?)
        };
        let n_more = if flags & 4 == 0 {
            0
        } else {
            usize::from(self.short()?) + (usize::from(self.short()?) << 16)
        };
        let units = self.units(usize::from(left), flags & 1 == 1)?;
        let runs = self.runs(n_runs)?;
        self.skip(n_more)?;
        Some(Text::of_units(&units, &runs, String::from_utf16_lossy))
    }

    /// A string with a count of runs behind it, as cells had them before there were shared strings.
    pub(super) fn rich_text(&mut self) -> Option<Text> {
        let left = usize::from(self.short()?);
        let flags = self.byte()?;
        let units = self.units(left, flags & 1 == 1)?;
        let n = self.short().unwrap_or(0);
        let runs = self.runs(usize::from(n)).unwrap_or_default();
        Some(Text::of_units(&units, &runs, String::from_utf16_lossy))
    }

    /// So many characters.
    fn units(&mut self, mut left: usize, mut is_wide: bool) -> Option<Vec<u16>> {
        let mut units: Vec<u16> = Vec::new();
        while left > 0 {
            if self.turn()? {
                is_wide = self.byte()? & 1 == 1;
            }
            let unit = if is_wide {
                self.short()?
            } else {
                u16::from(self.byte()?)
            };
            units.push(unit);
            left -= 1;
        }
        Some(units)
    }

    /// The text of a box, which begins in the part behind the record.
    pub(super) fn of_box(parts: &'p [&'a [u8]], n_characters: usize) -> Option<String> {
        let mut strings = Self {
            parts,
            part: 1,
            at: 0,
        };
        let is_wide = strings.byte()? & 1 == 1;
        Some(String::from_utf16_lossy(&strings.units(n_characters, is_wide)?))
    }
}

/// The strings of the book; those behind a damaged one are lost, and their cells with them.
pub(super) fn shared(parts: &[&[u8]]) -> Vec<Text> {
    let mut reader = Strings::new(parts, 8);
    std::iter::from_fn(|| reader.text(2)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_goes_on_in_the_next_record_in_another_width() {
        let first: &[u8] = &[3, 0, 0, b'a', b'b'];
        let second: &[u8] = &[1, 0x42, 0x30, 1, 0, 0, b'c'];
        let parts = [first, second];
        let mut reader = Strings::new(&parts, 0);
        assert_eq!(reader.text(2), Some(Text::plain("abあ".to_owned())));
        assert_eq!(reader.text(2), Some(Text::plain("c".to_owned())));
        assert_eq!(reader.text(2), None);
    }

    #[test]
    fn runs_have_looks_of_their_own() {
        // Two runs: from the fourth character on in font 6, from the sixth on in font 7.
        let bytes: &[u8] = &[
            6, 0, 8, 2, 0, b'8', b'5', b'0', b'9', b'0', b'1', 3, 0, 6, 0, 5, 0, 7, 0,
        ];
        let text = Strings::new(&[bytes], 0).text(2).unwrap();
        let struck = Look {
            struck: true,
            ..Look::default()
        };
        let shown = text.shown(struck, |_| Look::default());
        assert_eq!((text.whole().as_str(), shown.text.as_str()), ("850901", "901"));
        let odd: &[u8] = &[1, 0, 8, 1, 0, b'8', 200, 0, 6, 0];
        assert_eq!(Strings::new(&[odd], 0).text(2).unwrap().whole(), "8");
    }
}
