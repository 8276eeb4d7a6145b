//! Width and compatibility forms folded, names cleaned.

use icu_normalizer::ComposingNormalizerBorrowed;

use kpi_readers::base::{invisible, radicals};

/// NFKC: full width → half width for Latin and digits, half-width kana → full width, ㎡ → m2. Radicals become the
/// characters that they are drawn as, and characters that show nothing are dropped: neither can be seen.
pub fn nfkc(text: &str) -> String {
    // Most of a sheet is kanji, kana and ASCII, which stay as they are.
    if text.chars().all(is_stable) {
        return text.to_owned();
    }
    let seen: String = text
        .chars()
        .filter(|&c| !invisible::is(c))
        .map(radicals::whole)
        .collect();
    ComposingNormalizerBorrowed::new_nfkc()
        .normalize(&seen)
        .into_owned()
}

/// NFKC leaves the character, and all its neighbours, alone.
fn is_stable(c: char) -> bool {
    matches!(c, ' '..='~' | '\n' | '\t' | '、'..='。' | '「'..='』' | '【' | '】' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '・' | 'ー' | '\u{4E00}'..='\u{9FA5}')
}

/// NFKC, every white space one blank, trimmed: the form that vocabularies are compared in.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in nfkc(text).split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// NFKC with all white space removed: the form that words broken over lines are compared in.
pub fn squeeze(text: &str) -> String {
    nfkc(text).chars().filter(|c| !c.is_whitespace()).collect()
}

/// Like [`heading::name`](crate::text::heading::name), list marks kept. A blank stays where one neighbour is not Japanese; a line break next to a Japanese
/// character is only a break.
pub fn join(text: &str) -> String {
    let text = nfkc(text);
    let mut out = String::with_capacity(text.len());
    let mut before: Option<char> = None;
    let mut blank = false;
    let mut broken = false;
    for c in text.chars() {
        if c.is_whitespace() {
            blank = true;
            broken |= c == '\n' || c == '\r';
            continue;
        }
        if let Some(before) = before.filter(|_| blank) {
            let japanese = (is_japanese(before), is_japanese(c));
            if !(japanese == (true, true) || broken && japanese != (false, false)) {
                out.push(' ');
            }
        }
        (blank, broken) = (false, false);
        out.push(c);
        before = Some(c);
    }
    out
}

/// A full-width letter, digit or sign as the plain one; each character stays one, as places in a text need it.
pub fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// Kana, kanji, and the punctuation that is set without blanks.
pub fn is_japanese(c: char) -> bool {
    matches!(c,
        '\u{3000}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{2FA1F}' | '(' | ')' | '~')
}

/// Quotation and other brackets that open, with what closes them (after NFKC).
const BRACKETS: &[(char, char)] = &[
    ('(', ')'),
    ('[', ']'),
    ('【', '】'),
    ('「', '」'),
    ('〈', '〉'),
    ('《', '》'),
    ('〔', '〕'),
];

/// How many brackets of the text are still open at its end.
pub fn open_brackets(text: &str) -> usize {
    let mut open: usize = 0;
    for c in nfkc(text).chars() {
        if BRACKETS.iter().any(|&(left, _)| left == c) {
            open += 1;
        } else if BRACKETS.iter().any(|&(_, right)| right == c) {
            open = open.saturating_sub(1);
        }
    }
    open
}

/// The part of a printed line that folds to `folded`, as printed; the folded text itself if none does.
pub fn printed<'a>(raw: &'a str, folded: &'a str) -> &'a str {
    const LONGEST: usize = 400;
    if folded.is_empty() || raw.contains(folded) || raw.chars().count() > LONGEST {
        return folded;
    }
    let starts = raw.char_indices().map(|(start, _)| start);
    for tail in starts.filter_map(|start| raw.get(start..)) {
        let ends = tail.char_indices().map(|(at, c)| at + c.len_utf8());
        if !tail.starts_with(char::is_whitespace)
            && fold(tail).starts_with(folded)
            && let Some(part) = ends
                .filter_map(|end| tail.get(..end))
                .find(|part| fold(part) == folded)
        {
            return part;
        }
    }
    folded
}
