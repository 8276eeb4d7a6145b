//! The encoding that a Type 1 font has of its own, where the document names none: `dup 65 /A put`, in plain text before the
//! part of the font that is encrypted.

use std::collections::BTreeMap;

use crate::pdf::names;
use crate::pdf::object::{Lexer, Object};

/// The plain text of a font is no longer.
const MAX_HEAD: usize = 20_000;

/// Characters by code.
pub fn type1(font: &[u8]) -> BTreeMap<u32, char> {
    let head = font.get(..font.len().min(MAX_HEAD)).unwrap_or_default();
    let find = |word: &[u8], bytes: &[u8]| bytes.windows(word.len()).position(|window| window == word);
    let end = find(b"eexec", head).unwrap_or(head.len());
    let head = head.get(..end).unwrap_or_default();
    let Some(start) = find(b"/Encoding", head) else {
        return BTreeMap::new();
    };
    let mut lexer = Lexer::new(head.get(start..).unwrap_or_default());
    let mut map = BTreeMap::new();
    let mut before: Vec<Object> = Vec::new();
    while let Some(object) = lexer.next() {
        let Object::Word(word) = object else {
            before.push(object);
            continue;
        };
        match (word.as_slice(), before.as_slice()) {
            (b"StandardEncoding", _) if map.is_empty() => {
                return (0x20..0x7F)
                    .filter_map(|code| Some((u32::from(code), names::windows(code)?)))
                    .collect();
            }
            (b"put", [.., Object::Integer(code), Object::Name(name)]) => {
                let character = std::str::from_utf8(name).ok().and_then(names::named);
                if let (Ok(code), Some(c)) = (u32::try_from(*code), character) {
                    map.insert(code, c);
                }
            }
            (b"readonly" | b"def", _) if !map.is_empty() => break,
            _ => {}
        }
        before.clear();
    }
    map
}

/// A name that only repeats its code, as those of drawn TeX fonts do: `/a65`.
pub fn repeats_code(name: &str, code: u32) -> Option<char> {
    let digits = name.strip_prefix('a')?;
    let is_same = digits.parse() == Ok(code) && (0x21..0x7F).contains(&code);
    is_same.then(|| char::from_u32(code)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_the_font_itself_are_read() {
        let font = b"%!PS-AdobeFont-1.1: CMR10\n/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\n\
            dup 11 /ff put\ndup 56 /eight put\ndup 65 /A put\nreadonly def\ndup 66 /Z put currentfile eexec dup 67 /C put";
        let map = type1(font);
        assert_eq!(
            (map.get(&56), map.get(&65), map.get(&66), map.get(&67)),
            (Some(&'8'), Some(&'A'), None, None)
        );
        assert_eq!(
            type1(b"/Encoding StandardEncoding def eexec").get(&0x41),
            Some(&'A')
        );
        for damaged in [&b""[..], b"/Encoding", b"/Encoding dup 5 put [[[", b"eexec"] {
            assert!(type1(damaged).is_empty());
        }
    }

    #[test]
    fn names_that_repeat_their_code_are_it() {
        assert_eq!(repeats_code("a65", 65), Some('A'));
        assert_eq!(repeats_code("a66", 65), None);
        assert_eq!(repeats_code("a12", 12), None);
        assert_eq!(repeats_code("g65", 65), None);
    }
}
