//! Raised and lowered characters: `850¹` is 850 with a mark, and `m²` keeps its 2.
//!
//! A reader that knows of a run that it is raised or lowered hands it over in the characters that Unicode has for it, so
//! that a mark never joins the figure before it.

/// Plain characters with the raised and the lowered form that each has.
const FORMS: &[(char, char, Option<char>)] = &[
    ('0', '⁰', Some('₀')),
    ('1', '¹', Some('₁')),
    ('2', '²', Some('₂')),
    ('3', '³', Some('₃')),
    ('4', '⁴', Some('₄')),
    ('5', '⁵', Some('₅')),
    ('6', '⁶', Some('₆')),
    ('7', '⁷', Some('₇')),
    ('8', '⁸', Some('₈')),
    ('9', '⁹', Some('₉')),
    ('+', '⁺', Some('₊')),
    ('-', '⁻', Some('₋')),
    ('(', '⁽', Some('₍')),
    (')', '⁾', Some('₎')),
    ('a', 'ᵃ', Some('ₐ')),
    ('b', 'ᵇ', None),
    ('c', 'ᶜ', None),
    ('d', 'ᵈ', None),
    ('e', 'ᵉ', Some('ₑ')),
    ('f', 'ᶠ', None),
    ('g', 'ᵍ', None),
    ('h', 'ʰ', Some('ₕ')),
    ('i', 'ⁱ', Some('ᵢ')),
    ('n', 'ⁿ', Some('ₙ')),
];

/// Where a run of text stands beside the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Above it.
    Raised,
    /// Below it.
    Lowered,
}

/// The text in raised or lowered characters; what has none stays as it is.
///
/// # Examples
/// ```
/// use kpi_readers::base::raised::{Level, at};
/// assert_eq!(at(Level::Raised, "1）"), "¹⁾");
/// assert_eq!(at(Level::Lowered, "２"), "₂");
/// assert_eq!(at(Level::Raised, "※1"), "※¹");
/// ```
pub fn at(level: Level, text: &str) -> String {
    let half = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    let form = |c: char| {
        let form = FORMS.iter().find(|(plain, ..)| *plain == half(c));
        match (form, level) {
            (Some((_, raised, _)), Level::Raised) => *raised,
            (Some((_, _, Some(lowered))), Level::Lowered) => *lowered,
            _ => c,
        }
    };
    // References in brackets are marks like any other: [1].
    text.chars()
        .filter(|c| !matches!(c, '[' | ']'))
        .map(form)
        .collect()
}

/// The character is a raised or lowered one.
pub fn is(c: char) -> bool {
    FORMS
        .iter()
        .any(|&(_, raised, lowered)| raised == c || lowered == Some(c))
}
