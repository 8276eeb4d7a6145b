//! CMaps embedded in a document: codes → characters (`ToUnicode`), codes → glyph numbers (`Encoding`).

use crate::pdf::object::{Lexer, Object};

/// More entries than any font has.
const MAX_ENTRIES: usize = 300_000;
/// More ways to make codes than any font has.
const MAX_SPACES: usize = 64;
/// More characters than any glyph stands for.
const MAX_CHARS: usize = 64;

/// One embedded CMap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CMap {
    /// Lengths in bytes of codes, with their first and last one.
    spaces: Vec<(usize, u32, u32)>,
    /// First and last code, the text of the first.
    texts: Vec<(u32, u32, String)>,
    /// First and last code, the glyph number of the first.
    glyphs: Vec<(u32, u32, u32)>,
}

impl CMap {
    /// Reads one; what is out of place is left out.
    pub fn parse(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut lexer = Lexer::new(bytes);
        let mut operands: Vec<Object> = Vec::new();
        while let Some(object) = lexer.next() {
            let Object::Word(word) = object else {
                if operands.len() < MAX_ENTRIES {
                    operands.push(object);
                }
                continue;
            };
            match word.as_slice() {
                b"endcodespacerange" => map.add_spaces(&operands),
                b"endbfchar" => map.add_chars(&operands),
                b"endbfrange" => map.add_ranges(&operands),
                b"endcidchar" => operands
                    .chunks(2)
                    .for_each(|entry| map.add_glyph(entry, entry.first())),
                b"endcidrange" => operands
                    .chunks(3)
                    .for_each(|entry| map.add_glyph(entry, entry.get(1))),
                _ => {}
            }
            operands.clear();
        }
        map.texts.truncate(MAX_ENTRIES);
        map.glyphs.truncate(MAX_ENTRIES);
        map.texts.sort_by_key(|entry| entry.0);
        map.glyphs.sort_by_key(|entry| entry.0);
        map
    }

    /// Codes of two bytes that are the characters themselves, as UTF-16 has them.
    pub fn identity() -> Self {
        Self {
            texts: vec![
                (0x20, 0xD7FF, " ".to_owned()),
                (0xE000, 0xFFFD, "\u{E000}".to_owned()),
            ],
            ..Self::default()
        }
    }

    /// The text of a code.
    pub fn text(&self, code: u32) -> Option<String> {
        let end = self.texts.partition_point(|entry| entry.0 <= code);
        let (first, last, text) = self.texts.get(end.checked_sub(1)?)?;
        if code > *last {
            return None;
        }
        let mut chars: Vec<char> = text.chars().collect();
        if let Some(tail) = chars.last_mut() {
            *tail = char::from_u32(u32::from(*tail).checked_add(code - first)?)?;
        }
        let text: String = chars.into_iter().collect();
        let is_nothing = text.chars().all(|c| matches!(c, '\0' | '\u{FFFD}'));
        (!is_nothing).then_some(text)
    }

    /// The glyph number of a code.
    pub fn glyph(&self, code: u32) -> Option<u32> {
        let end = self.glyphs.partition_point(|entry| entry.0 <= code);
        let (first, last, glyph) = self.glyphs.get(end.checked_sub(1)?)?;
        (code <= *last).then(|| glyph.saturating_add(code - first))
    }

    /// The length in bytes of the code that stands first; two, if nothing says otherwise.
    pub fn length(&self, bytes: &[u8]) -> usize {
        let fits = |&&(length, first, last): &&(usize, u32, u32)| {
            bytes
                .get(..length)
                .map(code)
                .is_some_and(|code| (first..=last).contains(&code))
        };
        self.spaces.iter().find(fits).map_or(2, |space| space.0)
    }

    fn add_spaces(&mut self, operands: &[Object]) {
        for pair in operands.chunks(2) {
            if let [Object::String(first), Object::String(last)] = pair
                && (1..=4).contains(&first.len())
            {
                self.spaces.push((first.len(), code(first), code(last)));
            }
        }
        self.spaces.sort_unstable();
        self.spaces.dedup();
        self.spaces.truncate(MAX_SPACES);
    }

    /// How many entries it has.
    pub fn n_entries(&self) -> usize {
        self.texts.len() + self.glyphs.len()
    }

    fn add_chars(&mut self, operands: &[Object]) {
        for pair in operands.chunks(2) {
            if let [Object::String(from), Object::String(to)] = pair {
                self.texts.push((code(from), code(from), utf16(to)));
            }
        }
    }

    fn add_ranges(&mut self, operands: &[Object]) {
        for entry in operands.chunks(3) {
            let [Object::String(first), Object::String(last), to] = entry else {
                continue;
            };
            let (first, last) = (code(first), code(last));
            match to {
                Object::String(to) => self.texts.push((first, last, utf16(to))),
                Object::Array(texts) => {
                    for (code, to) in (first..=last).zip(texts) {
                        if let Object::String(to) = to {
                            self.texts.push((code, code, utf16(to)));
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn add_glyph(&mut self, entry: &[Object], last: Option<&Object>) {
        let (first, glyph) = (
            entry.first().and_then(Object::string),
            entry.last().and_then(Object::integer),
        );
        let (Some(first), Some(last)) = (first, last.and_then(Object::string)) else {
            return;
        };
        if let Some(glyph) = glyph.and_then(|glyph| u32::try_from(glyph).ok()) {
            self.glyphs.push((code(first), code(last), glyph));
        }
    }
}

/// A code of up to four bytes.
pub fn code(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .take(4)
        .fold(0, |code, &byte| code << 8 | u32::from(byte))
}

/// Text in UTF-16, higher byte first, as far as a glyph may stand for it.
pub fn utf16(bytes: &[u8]) -> String {
    let units = bytes.chunks(2).map(|pair| match pair {
        [high, low] => u16::from_be_bytes([*high, *low]),
        [low] => u16::from(*low),
        _ => 0,
    });
    char::decode_utf16(units)
        .take(MAX_CHARS)
        .map(|unit| unit.unwrap_or('\u{FFFD}'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_ranges_and_lists_are_read() {
        let map = CMap::parse(
            b"1 begincodespacerange <00> <7F> <8140> <9FFC> endcodespacerange
            2 beginbfchar <0003> <76EE> <0004> <D867DE3D> endbfchar
            2 beginbfrange <0010> <0012> <0030> <0020> <0021> [<660E> <00660069>] endbfrange
            1 begincidrange <8140> <8150> 633 endcidrange",
        );
        let text = |code| map.text(code).unwrap_or_default();
        assert_eq!(
            [text(3), text(4), text(0x12), text(0x20), text(0x21), text(0x13)],
            ["目", "𩸽", "2", "明", "fi", ""]
        );
        assert_eq!(map.glyph(0x8142), Some(635));
        assert_eq!(
            (map.length(b"A"), map.length(b"\x81\x42"), map.length(b"\xF0\x00")),
            (1, 2, 2)
        );
    }
}
