//! Fonts of symbols: what `Wingdings` and its like show for the characters that are stored.
//!
//! Office files store the code of a sign in the font, as a character of Latin-1 (`ê`) or of the private area (U+F0EA).
//! The tables hold what sheets use: arrows of directions, marks of choice, numbers in circles. A sign that is not here
//! stays what is stored.

/// A font, as far as it shows other characters than are stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Font {
    /// Any that shows what is stored.
    #[default]
    Letters,
    /// Wingdings.
    Wingdings,
    /// Wingdings 2.
    Wingdings2,
    /// Wingdings 3.
    Wingdings3,
    /// Webdings.
    Webdings,
    /// Symbol.
    Symbol,
}

impl Font {
    /// The font of a name.
    pub fn of(name: &str) -> Self {
        let name = name.trim().trim_matches('\'').to_ascii_lowercase();
        match name.as_str() {
            "wingdings" => Self::Wingdings,
            "wingdings 2" => Self::Wingdings2,
            "wingdings 3" => Self::Wingdings3,
            "webdings" => Self::Webdings,
            "symbol" => Self::Symbol,
            _ => Self::Letters,
        }
    }

    /// The signs of the font: the code of the first of a stretch, and the stretch.
    fn signs(self) -> &'static [(u8, &'static str)] {
        match self {
            Self::Letters => &[],
            Self::Wingdings => &[
                (0x6C, "●❍■□"),
                (0x75, "◆"),
                (0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"),
                (0xA1, "○"),
                (0xA8, "□"),
                (0xDF, "←→↑↓↖↗↙↘←→↑↓↖↗↙↘⇦⇨⇧⇩↔↕"),
                (0xFB, "✗✓☒☑"),
            ],
            Self::Wingdings2 => &[(0x4F, "✗✓☒☑☒☒"), (0x97, "●"), (0x9A, "○")],
            Self::Wingdings3 => &[(0x21, "←→↑↓↖↗↙↘"), (0x66, "←→↑↓↖↗↙↘"), (0x70, "▲▼△▽◀▶◁▷")],
            Self::Webdings => &[(0x33, "◀▶▲▼"), (0x61, "✓"), (0x6E, "●")],
            Self::Symbol => &[
                (0x2D, "−"),
                (0xA3, "≤"),
                (0xAB, "↔←↑→↓°±"),
                (0xB3, "≥×"),
                (0xB7, "•÷≠"),
                (0xDB, "⇔⇐⇑⇒⇓"),
            ],
        }
    }

    /// The sign of a code.
    pub fn sign(self, code: u8) -> Option<char> {
        self.signs().iter().find_map(|(first, signs)| {
            let at = code.checked_sub(*first)?;
            signs.chars().nth(usize::from(at))
        })
    }
}

/// What a text in the font shows.
pub fn decode(text: &str, font: Font) -> String {
    let shown = |c: char| code(c).and_then(|code| font.sign(code)).unwrap_or(c);
    text.chars().map(shown).collect()
}

/// The code that a stored character stands for: of the private area, or of Latin as Windows has it.
fn code(c: char) -> Option<u8> {
    const WINDOWS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ";
    match u32::from(c) {
        code @ 0xF020..=0xF0FF => u8::try_from(code - 0xF000).ok(),
        code @ (0x20..=0x7F | 0xA0..=0xFF) => u8::try_from(code).ok(),
        _ => {
            let at = WINDOWS.chars().position(|windows| windows == c)?;
            u8::try_from(at + 0x80).ok()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_those_of_the_fonts() {
        for (font, code, sign) in [
            (Font::Wingdings, 0xE1, '↑'),
            (Font::Wingdings, 0xEA, '↓'),
            (Font::Wingdings, 0xE4, '↗'),
            (Font::Wingdings, 0xEE, '↘'),
            (Font::Wingdings, 0xFC, '✓'),
            (Font::Wingdings, 0x81, '①'),
            (Font::Wingdings, 0x8C, '❶'),
            (Font::Wingdings3, 0x69, '↓'),
            (Font::Wingdings3, 0x71, '▼'),
            (Font::Webdings, 0x36, '▼'),
            (Font::Symbol, 0xAD, '↑'),
            (Font::Symbol, 0xAF, '↓'),
            (Font::Symbol, 0xB1, '±'),
        ] {
            assert_eq!(font.sign(code), Some(sign), "{font:?} {code:X}");
        }
        assert_eq!(decode("増やす ñ", Font::Wingdings), "増やす ⇧");
    }
}
