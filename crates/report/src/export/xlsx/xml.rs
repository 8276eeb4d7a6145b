//! Texts as the XML of a workbook holds them.

/// A text as the content of an element or a quoted attribute. What XML cannot hold was left out before; what looks like
/// a spreadsheet's escape is escaped.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, letter) in text.char_indices() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '_' if is_escape(text.get(index..).unwrap_or_default()) => out.push_str("_x005F_"),
            '\n' => out.push('\n'),
            letter if letter.is_control() || matches!(letter, '\u{FFFE}' | '\u{FFFF}') => {}
            letter => out.push(letter),
        }
    }
    out
}

/// `_x0041_`, which spreadsheets take for A.
fn is_escape(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = bytes.get(2..6).unwrap_or_default();
    bytes.starts_with(b"_x")
        && digits.len() == 4
        && digits.iter().all(u8::is_ascii_hexdigit)
        && bytes.get(6) == Some(&b'_')
}
