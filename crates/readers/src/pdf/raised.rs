//! Characters above or below the line that the others stand on: marks of notes, exponents. They are written as the raised
//! and lowered characters of Unicode, so that 850¹ never becomes 8501.
//!
//! The base line decides, not the size: a mark may be nearly as large as the figure that it stands beside.

use crate::pdf::glyph::{Glyph, Heading, Length};

/// Where a character stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// On the line.
    Base,
    /// Above it.
    Raised,
    /// Below it.
    Lowered,
}

/// How far from the base line a smaller character is a mark, and one of the same size, in hundredths of the size.
const OFF_SMALL: Length = 14;
const OFF_LARGE: Length = 30;
/// Smaller, in hundredths.
const SMALL: Length = 92;
/// A mark is no further from what it belongs to.
const BESIDE: Length = 80;

/// Pairs of a usual character and its raised form.
const RAISED: &str = "0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺-⁻(⁽)⁾（⁽）⁾０⁰１¹２²３³４⁴５⁵６⁶７⁷８⁸９⁹";
/// Pairs of a usual character and its lowered form.
const LOWERED: &str = "0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉+₊-₋(₍)₎";

/// A character as it is written at its level.
pub fn written(c: char, level: Level) -> char {
    let pairs = match level {
        Level::Base => return c,
        Level::Raised => RAISED,
        Level::Lowered => LOWERED,
    };
    let mut pairs = pairs.chars().step_by(2).zip(pairs.chars().skip(1).step_by(2));
    pairs.find(|(usual, _)| *usual == c).map_or(c, |(_, form)| form)
}

/// Where the base line of a character is.
fn base(glyph: &Glyph) -> Length {
    glyph.frame.bottom - glyph.size * 12 / 100
}

/// Where the characters of a line stand, each against those beside it.
pub fn levels(glyphs: &[Glyph]) -> Vec<Level> {
    let mut levels = Vec::with_capacity(glyphs.len());
    // The last character on the line, and the end of the text so far.
    let mut on_line: Option<(&Glyph, Length)> = None;
    for (index, glyph) in glyphs.iter().enumerate() {
        let near = on_line.filter(|(on, end)| (glyph.frame.left - end) * 100 <= on.size * BESIDE);
        let level = match near {
            Some((on, _)) => level(glyph, on),
            None => glyphs
                .get(index + 1..)
                .map_or(Level::Base, |behind| first(glyph, behind)),
        };
        on_line = match (level, near) {
            (Level::Base, _) => Some((glyph, glyph.frame.right)),
            (_, Some((on, _))) => Some((on, glyph.frame.right)),
            (_, None) => None,
        };
        levels.push(level);
    }
    levels
}

/// The level of a character that begins a text, against what follows it: `¹850`.
fn first(glyph: &Glyph, behind: &[Glyph]) -> Level {
    let mut end = glyph.frame.right;
    for next in behind.iter().take(4) {
        if (next.frame.left - end) * 100 > next.size * BESIDE {
            break;
        }
        let found = level(glyph, next);
        if found != Level::Base && next.size > glyph.size {
            return found;
        }
        end = next.frame.right;
    }
    Level::Base
}

/// The level of a character beside one that stands on the line.
fn level(glyph: &Glyph, on: &Glyph) -> Level {
    if glyph.heading != Heading::Right || on.heading != Heading::Right || glyph.size > on.size {
        return Level::Base;
    }
    let up = (base(on) - base(glyph)) * 100;
    let least = if glyph.size * 100 <= on.size * SMALL {
        OFF_SMALL
    } else {
        OFF_LARGE
    };
    if up >= on.size * least {
        Level::Raised
    } else if up <= -on.size * least {
        Level::Lowered
    } else {
        Level::Base
    }
}

/// The marks in a text that stand beside a figure: `¹`, `²⁾`.
pub fn marks(text: &str) -> Vec<String> {
    let is_form = |c: char, pairs: &str| pairs.chars().skip(1).step_by(2).any(|form| form == c);
    let is_mark = |c: char| is_form(c, RAISED) || is_form(c, LOWERED);
    let mut marks: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in text.chars() {
        if is_mark(c) {
            match marks.last_mut() {
                Some(mark) if is_mark(before) => mark.push(c),
                _ if before.is_ascii_digit() || ('０'..='９').contains(&before) => {
                    marks.push(c.to_string());
                }
                _ => {}
            }
        }
        before = c;
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::glyph::Frame;

    /// Characters with their size and how far their base line is above the usual one.
    fn text(parts: &[(&str, Length, Length)]) -> String {
        let mut at = 0;
        let mut glyphs = Vec::new();
        for &(text, size, up) in parts {
            for c in text.chars() {
                let base = 10_000 - up;
                let frame = Frame {
                    left: at,
                    top: base - size * 88 / 100,
                    right: at + size / 2,
                    bottom: base + size * 12 / 100,
                };
                glyphs.push(Glyph {
                    c,
                    frame,
                    size,
                    ..Glyph::default()
                });
                at += size / 2;
            }
        }
        let levels = levels(&glyphs);
        glyphs
            .iter()
            .zip(levels)
            .map(|(glyph, level)| written(glyph.c, level))
            .collect()
    }

    #[test]
    fn the_base_line_tells_marks_from_digits() {
        assert_eq!(text(&[("850", 1000, 0), ("1", 600, 350)]), "850¹");
        assert_eq!(text(&[("450", 1000, 0), ("2)", 900, 300)]), "450²⁾");
        assert_eq!(text(&[("12m", 1000, 0), ("2", 700, 300)]), "12m²");
        assert_eq!(text(&[("CO", 1000, 0), ("2", 700, -200)]), "CO₂");
        assert_eq!(text(&[("3", 600, 400), ("850", 1000, 0)]), "³850");
        // Small letters on the line, two sizes beside each other, a sloping line.
        assert_eq!(text(&[("850", 1000, 0), ("1", 600, 0)]), "8501");
        assert_eq!(text(&[("850", 1000, 0), ("12", 1000, 100)]), "85012");
    }

    #[test]
    fn marks_beside_figures_are_told_from_units() {
        assert_eq!(marks("850¹ 12m² 450²⁾"), ["¹", "²⁾"]);
        assert!(marks("CO₂ km²").is_empty());
    }
}
