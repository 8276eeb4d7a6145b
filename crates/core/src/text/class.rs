//! What kinds of characters a text holds, told in one pass: every cell is folded and searched many times, and most hold
//! nothing that any of it would change or find.

use std::ops::BitOr;
use std::sync::LazyLock;

/// Kinds of characters, as a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Class(u8);

impl Class {
    /// NFKC changes it, or may change it beside others.
    pub const UNSTABLE: Self = Self(1);
    /// White space.
    pub const BLANK: Self = Self(1 << 1);
    /// A bracket, in either width.
    pub const BRACKET: Self = Self(1 << 2);
    /// What figures and years are written with: digits, kanji numerals, 元.
    pub const NUMERAL: Self = Self(1 << 3);
    /// What footnotes are marked with.
    pub const MARK: Self = Self(1 << 4);
    /// NFKC makes it ASCII, whatever stands beside it.
    pub const WIDE: Self = Self(1 << 5);

    /// Of all characters of a text.
    pub fn of(text: &str) -> Self {
        let table = TABLE.as_slice();
        let class = |c: char| {
            let known = usize::try_from(u32::from(c)).ok().and_then(|at| table.get(at));
            known.copied().unwrap_or(Self::UNSTABLE.0)
        };
        Self(text.chars().fold(0, |all, c| all | class(c)))
    }

    /// Some character is of one of these kinds.
    pub fn has(self, kinds: Self) -> bool {
        self.0 & kinds.0 != 0
    }

    fn of_char(c: char) -> Self {
        let kinds = [
            (!is_stable(c), Self::UNSTABLE),
            (is_wide(c), Self::WIDE),
            (c.is_whitespace(), Self::BLANK),
            ("()[]<>（）［］＜＞〔〕【】〈〉".contains(c), Self::BRACKET),
            (
                c.is_numeric() || "元零〇一二三四五六七八九十百千万億".contains(c),
                Self::NUMERAL,
            ),
            ("※*＊†注".contains(c), Self::MARK),
        ];
        let own = kinds.iter().filter(|(is, _)| *is).map(|(_, kind)| *kind);
        own.fold(Self(0), BitOr::bitor)
    }
}

impl BitOr for Class {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The classes of the first plane; what lies beyond is unstable.
static TABLE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let class = |code: u32| char::from_u32(code).map_or(Class::UNSTABLE, Class::of_char).0;
    (0..=0xFFFF).map(class).collect()
});

/// NFKC leaves the character, and all its neighbours, alone: kanji, kana, ASCII, common signs.
fn is_stable(c: char) -> bool {
    matches!(c, ' '..='~' | '\n' | '\t' | '、'..='。' | '々'..='〇' | '「'..='』' | '【' | '】' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '・' | 'ー' | '\u{4E00}'..='\u{9FA5}' | '※' | '―' | '−' | '▲' | '△')
}

/// A full-width form of ASCII, which NFKC makes that character and nothing else.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{FF01}'..='\u{FF5E}' | '\u{3000}')
}

#[cfg(test)]
mod tests {
    use icu_normalizer::ComposingNormalizerBorrowed;

    use super::*;
    use crate::text::kanji;
    use kpi_readers::base::{invisible, radicals};

    /// What is passed over is what NFKC would have made of it.
    #[test]
    fn stable_characters_stay_what_they_are() {
        let nfkc = ComposingNormalizerBorrowed::new_nfkc();
        let all = (0..=u32::from(char::MAX)).filter_map(char::from_u32);
        for c in all {
            let text = c.to_string();
            let class = Class::of(&text);
            if !class.has(Class::UNSTABLE) {
                assert_eq!(nfkc.normalize(&text), text, "{c}");
                assert!(!invisible::is(c) && radicals::whole(c) == c, "{c}");
            }
            if class.has(Class::WIDE) {
                assert!(nfkc.normalize(&text).is_ascii(), "{c}");
            }
            if c.is_ascii_digit() || c == '元' || kanji::is(c) {
                assert!(class.has(Class::NUMERAL), "{c}");
            }
        }
    }

    #[test]
    fn a_text_has_what_any_of_its_characters_is() {
        let class = Class::of("目標 ３人※");
        assert!(class.has(Class::BLANK) && class.has(Class::WIDE) && class.has(Class::MARK));
        assert!(class.has(Class::NUMERAL) && !class.has(Class::BRACKET));
        assert!(!Class::of("目標").has(Class::UNSTABLE | Class::BLANK | Class::NUMERAL));
    }
}
