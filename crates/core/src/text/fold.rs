//! Width and compatibility forms folded, names cleaned.

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizerBorrowed;

use crate::text::class::Class;
use kpi_readers::base::{invisible, radicals};

/// NFKC: full width → half width for Latin and digits, half-width kana → full width, ㎡ → m2. Radicals become the
/// characters that they are drawn as, and characters that show nothing are dropped: neither can be seen.
pub fn nfkc(text: &str) -> String {
    normal(text).into_owned()
}

/// [`nfkc`], borrowed where it changes nothing: most of a sheet is kanji, kana and ASCII.
pub fn normal(text: &str) -> Cow<'_, str> {
    if !Class::of(text).has(Class::UNSTABLE) {
        return Cow::Borrowed(text);
    }
    // What is only wider than it need be is mapped one to one.
    let is_plain = |c: char| {
        let class = Class::of(c.encode_utf8(&mut [0; 4]));
        class.has(Class::WIDE) || !class.has(Class::UNSTABLE)
    };
    if text.chars().all(is_plain) {
        return Cow::Owned(text.chars().map(narrow).collect());
    }
    let seen: String = text
        .chars()
        .filter(|&c| !invisible::is(c))
        .map(radicals::whole)
        .collect();
    Cow::Owned(
        ComposingNormalizerBorrowed::new_nfkc()
            .normalize(&seen)
            .into_owned(),
    )
}

fn narrow(c: char) -> char {
    if c == '\u{3000}' { ' ' } else { half_width(c) }
}

/// NFKC, every white space one blank, trimmed: the form that vocabularies are compared in.
pub fn fold(text: &str) -> String {
    folded(text).into_owned()
}

/// [`fold`], borrowed where it changes nothing.
pub fn folded(text: &str) -> Cow<'_, str> {
    if !Class::of(text).has(Class::UNSTABLE | Class::BLANK) {
        return Cow::Borrowed(text);
    }
    match normal(text) {
        Cow::Borrowed(text) => {
            let text = text.trim();
            if is_tidy(text) {
                Cow::Borrowed(text)
            } else {
                Cow::Owned(tidied(text))
            }
        }
        Cow::Owned(text) if is_tidy(&text) => Cow::Owned(text),
        Cow::Owned(text) => Cow::Owned(tidied(&text)),
    }
}

/// No white space but single blanks between words.
fn is_tidy(text: &str) -> bool {
    let mut before = ' ';
    let words = text.chars().all(|c| {
        let is_tidy = !c.is_whitespace() || c == ' ' && before != ' ';
        before = c;
        is_tidy
    });
    words && (before != ' ' || text.is_empty())
}

fn tidied(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// NFKC with all white space removed: the form that words broken over lines are compared in.
pub fn squeeze(text: &str) -> String {
    squeezed(text).into_owned()
}

/// [`squeeze`], borrowed where it changes nothing.
pub fn squeezed(text: &str) -> Cow<'_, str> {
    if !Class::of(text).has(Class::UNSTABLE | Class::BLANK) {
        return Cow::Borrowed(text);
    }
    let mut text = normal(text);
    if text.contains(char::is_whitespace) {
        text = Cow::Owned(text.chars().filter(|c| !c.is_whitespace()).collect());
    }
    text
}

/// Like [`heading::name`](crate::text::heading::name), list marks kept. A blank stays where one neighbour is not Japanese; a line break next to a Japanese
/// character is only a break.
pub fn join(text: &str) -> String {
    let text = normal(text);
    if !text.contains(char::is_whitespace) {
        return text.into_owned();
    }
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
    for c in normal(text).chars() {
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

#[cfg(test)]
mod tests {
    use icu_normalizer::ComposingNormalizerBorrowed;

    use super::*;

    /// What is mapped one to one is what the tables of Unicode say.
    #[test]
    fn full_width_forms_are_narrowed() {
        let nfkc = ComposingNormalizerBorrowed::new_nfkc();
        for c in ('\u{FF01}'..='\u{FF5E}').chain(['\u{3000}']) {
            let text = format!("目{c}標");
            assert_eq!(normal(&text), nfkc.normalize(&text), "{c}");
        }
    }

    #[test]
    fn blanks_are_tidied_or_dropped() {
        for (text, folded, squeezed) in [
            ("目標", "目標", "目標"),
            (" 目標　値\n(人) ", "目標 値 (人)", "目標値(人)"),
            ("a  b", "a b", "ab"),
            ("\u{200B}ａ", "a", "a"),
            ("　", "", ""),
            ("", "", ""),
        ] {
            assert_eq!(
                (fold(text).as_str(), squeeze(text).as_str()),
                (folded, squeezed),
                "{text:?}"
            );
        }
    }
}
