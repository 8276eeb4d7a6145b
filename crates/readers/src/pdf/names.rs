//! Simple fonts: what their codes and the names of their glyphs mean.

/// Codes 0x80 to 0x9F of Windows' Latin encoding; above, codes are those of Unicode.
const WINDOWS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ";

/// The character of a code in Windows' Latin encoding, which agrees with the others on what sheets use.
pub fn windows(code: u8) -> Option<char> {
    match code {
        0x20..=0x7E | 0xA0.. => Some(char::from(code)),
        0x80..=0x9F => WINDOWS
            .chars()
            .nth(usize::from(code - 0x80))
            .filter(|c| !c.is_control()),
        _ => None,
    }
}

/// Names of ASCII characters other than letters, in their order from the space on, and of those behind the letters.
const ASCII: &[(&str, char)] = &[
    ("space", ' '),
    ("exclam", '!'),
    ("quotedbl", '"'),
    ("numbersign", '#'),
    ("dollar", '$'),
    ("percent", '%'),
    ("ampersand", '&'),
    ("quotesingle", '\''),
    ("parenleft", '('),
    ("parenright", ')'),
    ("asterisk", '*'),
    ("plus", '+'),
    ("comma", ','),
    ("hyphen", '-'),
    ("period", '.'),
    ("slash", '/'),
    ("zero", '0'),
    ("one", '1'),
    ("two", '2'),
    ("three", '3'),
    ("four", '4'),
    ("five", '5'),
    ("six", '6'),
    ("seven", '7'),
    ("eight", '8'),
    ("nine", '9'),
    ("colon", ':'),
    ("semicolon", ';'),
    ("less", '<'),
    ("equal", '='),
    ("greater", '>'),
    ("question", '?'),
    ("at", '@'),
    ("bracketleft", '['),
    ("backslash", '\\'),
    ("bracketright", ']'),
    ("asciicircum", '^'),
    ("underscore", '_'),
    ("grave", '`'),
    ("braceleft", '{'),
    ("bar", '|'),
    ("braceright", '}'),
    ("asciitilde", '~'),
    ("nbspace", '\u{A0}'),
    ("yen", '¥'),
    ("section", '§'),
    ("degree", '°'),
    ("plusminus", '±'),
    ("multiply", '×'),
    ("divide", '÷'),
    ("minus", '−'),
    ("endash", '–'),
    ("emdash", '—'),
    ("bullet", '•'),
    ("ellipsis", '…'),
    ("quoteleft", '‘'),
    ("quoteright", '’'),
    ("quotedblleft", '“'),
    ("quotedblright", '”'),
    ("periodcentered", '·'),
    ("fi", 'ﬁ'),
    ("fl", 'ﬂ'),
    ("triangle", '△'),
    ("arrowup", '↑'),
    ("arrowdown", '↓'),
    ("arrowright", '→'),
    ("arrowleft", '←'),
    ("lessequal", '≤'),
    ("greaterequal", '≥'),
    ("perthousand", '‰'),
    ("onehalf", '½'),
    ("twosuperior", '²'),
    ("threesuperior", '³'),
    ("sfthyphen", '-'),
    ("hyphenminus", '-'),
];

/// The character of a glyph's name: `comma`, `uni76EE`, `A`.
pub fn named(name: &str) -> Option<char> {
    let name = name.split('.').next().filter(|name| !name.is_empty())?;
    let mut chars = name.chars();
    if let (Some(letter), None) = (chars.next(), chars.next()) {
        return letter.is_ascii_alphabetic().then_some(letter);
    }
    if let Some(&(_, c)) = ASCII.iter().find(|(known, _)| *known == name) {
        return Some(c);
    }
    let digits = name.strip_prefix("uni").or_else(|| name.strip_prefix('u'))?;
    let is_code = (4..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_code
        .then(|| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32))
        .flatten()
}

/// The width of a character in the fonts that every reader has and files may leave out, in thousandths.
pub fn usual_width(c: char) -> i64 {
    match c {
        'i' | 'j' | 'l' | '\'' | '|' => 222,
        ' ' | '.' | ',' | ':' | ';' | '!' | 'I' | 'f' | 't' | '/' | '\\' | '[' | ']' => 278,
        '(' | ')' | '-' | 'r' | '`' => 333,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 500,
        'm' | 'M' => 833,
        'W' => 944,
        '%' => 889,
        'w' | 'C' | 'D' | 'H' | 'N' | 'R' | 'U' | 'G' | 'O' | 'Q' => 722,
        'A'..='Z' => 667,
        _ => 556,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_codes_have_characters() {
        for (name, c) in [
            ("A", 'A'),
            ("comma", ','),
            ("uni76EE", '目'),
            ("u1F600", '😀'),
            ("three.tab", '3'),
        ] {
            assert_eq!(named(name), Some(c), "{name}");
        }
        for name in ["", "g12", "cid_33", "uniD800", ".notdef"] {
            assert_eq!(named(name), None, "{name}");
        }
        assert_eq!(
            [windows(0x41), windows(0x80), windows(0x81), windows(0xA5)],
            [Some('A'), Some('€'), None, Some('¥')]
        );
    }
}
