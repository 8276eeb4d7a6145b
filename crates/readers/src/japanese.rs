//! Decoders of the Japanese encodings on one table of two-byte characters (JIS X 0208 with what NEC and IBM added).
//!
//! They decode as the WHATWG's standard says, so that a page and these agree; only JIS X 0212, the three-byte
//! characters of EUC-JP that no sheet was seen to use, is absent. The table is 22.5 kB; the crate `encoding_rs`, the
//! oracle of the tests, is five times that in the page, and the browser's own decoder is slower and not there natively.

use std::collections::BTreeMap;

/// Rows of 94 characters, 16 bits each. `tests/fixtures/make/jis0208.py` writes it.
const TABLE: &[u8] = include_bytes!("jis0208.bin");

/// What stands for bytes that are no character.
const LOST: char = '\u{FFFD}';

/// The character at a place of the table.
fn character(pointer: usize) -> Option<char> {
    let at = pointer.checked_mul(2)?;
    let bytes: [u8; 2] = TABLE.get(at..at.checked_add(2)?)?.try_into().ok()?;
    match u16::from_le_bytes(bytes) {
        0 => None,
        code => char::from_u32(u32::from(code)),
    }
}

fn half_width(byte: u8) -> char {
    char::from_u32(0xFF61 + u32::from(byte) - 0xA1).unwrap_or(LOST)
}

/// CP932, Microsoft's Shift_JIS.
pub fn shift_jis(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 3 / 2);
    let mut rest = bytes;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            0x00..=0x80 => text.push(char::from(byte)),
            0xA1..=0xDF => text.push(half_width(byte)),
            0x81..=0x9F | 0xE0..=0xFC => {
                let found = rest.first().and_then(|&trail| two_bytes(byte, trail));
                // An ASCII character behind half a character is itself.
                let is_taken = found.is_some() || rest.first().is_some_and(|trail| !trail.is_ascii());
                text.push(found.unwrap_or(LOST));
                if is_taken {
                    rest = rest.get(1..).unwrap_or_default();
                }
            }
            _ => text.push(LOST),
        }
    }
    text
}

/// CP932 of a text, and what it does not have, each once in the order of the text: `〓` is written for that.
pub fn to_shift_jis(text: &str) -> (Vec<u8>, Vec<char>) {
    let table = reverse();
    let mut bytes = Vec::with_capacity(text.len());
    let mut unfit = Vec::new();
    for letter in text.chars() {
        if let Some(byte) = single_byte(letter) {
            bytes.push(byte);
            continue;
        }
        let pair = table.get(&letter).copied();
        if pair.is_none() && !unfit.contains(&letter) {
            unfit.push(letter);
        }
        bytes.extend(pair.or_else(|| table.get(&'〓').copied()).unwrap_or([b'?', b'?']));
    }
    (bytes, unfit)
}

fn single_byte(letter: char) -> Option<u8> {
    match letter {
        '\u{0}'..='\u{80}' => u8::try_from(letter).ok(),
        '¥' => Some(0x5C),
        '‾' => Some(0x7E),
        '\u{FF61}'..='\u{FF9F}' => u8::try_from(u32::from(letter) - 0xFF61 + 0xA1).ok(),
        _ => None,
    }
}

/// The pair of bytes of each character: of several the one that the standard writes, the first without the rows that
/// NEC chose of IBM's characters.
fn reverse() -> BTreeMap<char, [u8; 2]> {
    let mut table = BTreeMap::new();
    for pointer in 0..TABLE.len() / 2 {
        let (row, cell) = (pointer / 188, pointer % 188);
        let bytes = (u8::try_from(row), u8::try_from(cell));
        let (Some(letter), (Ok(row), Ok(cell))) = (character(pointer), bytes) else {
            continue;
        };
        let lead = row + if row < 0x1F { 0x81 } else { 0xC1 };
        let trail = cell + if cell < 0x3F { 0x40 } else { 0x41 };
        if !(8272..=8835).contains(&pointer) {
            table.entry(letter).or_insert([lead, trail]);
        }
    }
    // Where Unicode has two for one, what keyboards of other systems type.
    for (other, known) in [('−', '－'), ('〜', '～'), ('‖', '∥'), ('—', '―')] {
        if let (None, Some(pair)) = (table.get(&other), table.get(&known).copied()) {
            table.insert(other, pair);
        }
    }
    table
}

fn two_bytes(lead: u8, trail: u8) -> Option<char> {
    if !matches!(trail, 0x40..=0x7E | 0x80..=0xFC) {
        return None;
    }
    let row = usize::from(lead - if lead < 0xA0 { 0x81 } else { 0xC1 });
    let pointer = row * 188 + usize::from(trail - if trail < 0x7F { 0x40 } else { 0x41 });
    match pointer {
        // Characters of one's own.
        8836..=10715 => char::from_u32(0xE000 + u32::try_from(pointer - 8836).ok()?),
        _ => character(pointer),
    }
}

/// The character of two bytes of 94 each, from 0x21 or 0xA1 on.
fn of_94(lead: u8, trail: u8, first: u8) -> Option<char> {
    let (row, column) = (lead.checked_sub(first)?, trail.checked_sub(first)?);
    (row < 94 && column < 94)
        .then(|| character(usize::from(row) * 94 + usize::from(column)))
        .flatten()
}

/// The character of a row and a cell of JIS X 0208, both from 1.
pub fn jis_x_0208(row: usize, cell: usize) -> Option<char> {
    let (row, cell) = (row.checked_sub(1)?, cell.checked_sub(1)?);
    (row < 94 && cell < 94)
        .then(|| character(row * 94 + cell))
        .flatten()
}

/// EUC-JP.
pub fn euc_jp(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 3 / 2);
    let mut rest = bytes;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        let trail = rest.first().copied();
        let found = match (byte, trail) {
            (0x00..=0x7F, _) => {
                text.push(char::from(byte));
                continue;
            }
            (0x8E, Some(trail @ 0xA1..=0xDF)) => Some(half_width(trail)),
            (0x8F, Some(0xA1..=0xFE)) => {
                rest = rest.get(1..).unwrap_or_default();
                None
            }
            (0xA1..=0xFE, Some(trail)) => of_94(byte, trail, 0xA1),
            _ => None,
        };
        text.push(found.unwrap_or(LOST));
        let is_lead = matches!(byte, 0x8E | 0x8F | 0xA1..=0xFE);
        if is_lead && (found.is_some() || rest.first().is_some_and(|trail| !trail.is_ascii())) {
            rest = rest.get(1..).unwrap_or_default();
        }
    }
    text
}

/// ISO-2022-JP: escapes switch between ASCII, half-width kana and the table.
pub fn iso_2022_jp(bytes: &[u8]) -> String {
    #[derive(Clone, Copy)]
    enum Set {
        Ascii,
        Roman,
        Kana,
        Table,
    }
    let mut text = String::with_capacity(bytes.len() * 3 / 2);
    let mut set = Set::Ascii;
    let mut rest = bytes;
    while let Some((&byte, after)) = rest.split_first() {
        let escape = match rest.get(..3) {
            Some(b"\x1B(B") => Some(Set::Ascii),
            Some(b"\x1B(J") => Some(Set::Roman),
            Some(b"\x1B(I") => Some(Set::Kana),
            Some(b"\x1B$@" | b"\x1B$B") => Some(Set::Table),
            _ => None,
        };
        if let Some(escape) = escape {
            set = escape;
            rest = rest.get(3..).unwrap_or_default();
            continue;
        }
        rest = after;
        text.push(match (set, byte) {
            (_, 0x80..) => LOST,
            (Set::Roman, 0x5C) => '¥',
            (Set::Roman, 0x7E) => '‾',
            (Set::Kana, 0x21..=0x5F) => half_width(byte + 0x80),
            (Set::Table, 0x21..=0x7E) => match rest.split_first() {
                Some((&trail @ 0x21..=0x7E, after)) => {
                    rest = after;
                    of_94(byte, trail, 0x21).unwrap_or(LOST)
                }
                _ => LOST,
            },
            _ => char::from(byte),
        });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_of_bytes_is_what_the_standard_says() {
        for lead in 0..=255u8 {
            for trail in 0..=255u8 {
                let bytes = [b'a', lead, trail, b'b'];
                let (expected, _) = encoding_rs::SHIFT_JIS.decode_without_bom_handling(&bytes);
                assert_eq!(shift_jis(&bytes), expected, "{bytes:X?}");
                if lead == 0x8F || trail == 0x8F {
                    continue;
                }
                let (expected, _) = encoding_rs::EUC_JP.decode_without_bom_handling(&bytes);
                assert_eq!(euc_jp(&bytes), expected, "{bytes:X?}");
                if lead.is_ascii_graphic() && trail.is_ascii_graphic() {
                    let bytes = [b"\x1B$B", &[lead, trail][..], b"\x1B(Bb"].concat();
                    let (expected, _) = encoding_rs::ISO_2022_JP.decode_without_bom_handling(&bytes);
                    assert_eq!(iso_2022_jp(&bytes), expected, "{bytes:X?}");
                }
            }
        }
    }

    #[test]
    fn every_character_is_written_as_the_standard_says() {
        // Characters of one's own are nobody else's, and some dashes are written as their twins.
        let is_shared = |letter: &char| {
            !('\u{E000}'..='\u{F8FF}').contains(letter) && !matches!(letter, '〜' | '‖' | '—')
        };
        let letters = (0x80..0x1_0000).filter_map(char::from_u32).filter(is_shared);
        let is_known = |letter: &char| !encoding_rs::SHIFT_JIS.encode(&letter.to_string()).2;
        let (known, others): (String, String) = letters.partition(is_known);
        assert!(known.chars().count() > 7000);
        let (expected, ..) = encoding_rs::SHIFT_JIS.encode(&known);
        assert_eq!(to_shift_jis(&known), (expected.into_owned(), Vec::new()));
        assert_eq!(to_shift_jis(&others).1, others.chars().collect::<Vec<_>>());
        assert_eq!(
            to_shift_jis("a🙂b🙂é"),
            (b"a\x81\xACb\x81\xAC\x81\xAC".to_vec(), vec!['🙂', 'é'])
        );
    }

    #[test]
    fn texts_that_are_cut_off_end_in_a_lost_character() {
        for cut in [&b"\x8A"[..], b"a\xE0"] {
            assert!(shift_jis(cut).ends_with(LOST) && euc_jp(cut).ends_with(LOST));
        }
    }
}
