//! What stands on a page: characters and straight lines with their places, in hundredths of a point from the upper
//! left corner.

use icu_normalizer::ComposingNormalizerBorrowed;

use crate::base::radicals;
use crate::sheet::left_out::Kind;

/// Hundredths of a point.
pub type Length = i64;

/// Where text goes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Heading {
    /// As Latin and most Japanese text.
    #[default]
    Right,
    /// As vertical writing, or a page that was turned.
    Down,
    /// Upside down.
    Left,
    /// A page that was turned the other way.
    Up,
}

/// A box on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// Its left side.
    pub left: Length,
    /// Its upper side.
    pub top: Length,
    /// Its right side.
    pub right: Length,
    /// Its lower side.
    pub bottom: Length,
}

impl Frame {
    /// Half way from left to right.
    pub fn middle_x(&self) -> Length {
        self.left.midpoint(self.right)
    }

    /// Half way from top to bottom.
    pub fn middle_y(&self) -> Length {
        self.top.midpoint(self.bottom)
    }

    /// The same box after a turn of the page that makes text of a heading go to the right.
    #[must_use]
    pub fn turned(self, heading: Heading, width: Length, height: Length) -> Self {
        let Self {
            left,
            top,
            right,
            bottom,
        } = self;
        let of = |left, top, right, bottom| Self {
            left,
            top,
            right,
            bottom,
        };
        match heading {
            Heading::Right => self,
            Heading::Down => of(top, width - right, bottom, width - left),
            Heading::Left => of(width - right, height - bottom, width - left, height - top),
            Heading::Up => of(height - bottom, left, height - top, right),
        }
    }
}

impl Heading {
    /// The same heading after a turn that makes another one go to the right.
    #[must_use]
    pub fn turned(self, other: Self) -> Self {
        const ROUND: [Heading; 4] = [Heading::Right, Heading::Down, Heading::Left, Heading::Up];
        let index = |heading: Self| ROUND.iter().position(|&known| known == heading).unwrap_or(0);
        ROUND
            .get((index(self) + 4 - index(other)) % 4)
            .copied()
            .unwrap_or_default()
    }
}

/// One character.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Glyph {
    /// The character.
    pub c: char,
    /// Its box: as wide as its step, as high as its font.
    pub frame: Frame,
    /// Where it belongs: its middle, or a place inside the clip that cuts it off.
    pub home: (Length, Length),
    /// Height of its font.
    pub size: Length,
    /// Where the text goes.
    pub heading: Heading,
    /// A space was shown before it.
    pub is_after_space: bool,
    /// A person does not see it, or sees it struck out.
    pub unseen: Option<Kind>,
}

impl Glyph {
    /// A clip hides the most of it.
    pub fn is_cut_off(&self) -> bool {
        let apart = (self.home.0 - self.frame.middle_x()).abs() + (self.home.1 - self.frame.middle_y()).abs();
        // Half a hundredth is lost where a page is turned.
        apart > 2
    }
}

/// A straight line along a side of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// It goes from left to right, otherwise downwards.
    pub is_level: bool,
    /// Its distance from the top, or from the left.
    pub at: Length,
    /// Where it begins.
    pub from: Length,
    /// Where it ends.
    pub to: Length,
}

/// The usual form of a character: fonts draw 目 and ⽬ alike, and a PDF may say either. Width is kept as printed.
pub fn plain(c: char) -> char {
    match c {
        '\u{2E80}'..='\u{2EFF}' | '⼾' => radicals::whole(c),
        // Kangxi radicals, compatibility ideographs, forms of vertical writing.
        '\u{2F00}'..='\u{2FDF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE10}'..='\u{FE19}'
        | '\u{FE30}'..='\u{FE4F}' => {
            let folded = ComposingNormalizerBorrowed::new_nfkc()
                .normalize(c.encode_utf8(&mut [0; 4]))
                .into_owned();
            let mut chars = folded.chars();
            match (chars.next(), chars.next()) {
                (Some(only), None) => only,
                _ => c,
            }
        }
        // An invisible hyphen.
        '\u{AD}' => '-',
        // Fonts draw it for the middle dot of Japanese.
        '\u{2027}' => '・',
        '\u{22EF}' => '…',
        '\u{2215}' => '／',
        // Ten digits in circles that they draw like the usual ones.
        '➀'..='➉' => char::from_u32(u32::from(c) - u32::from('➀') + u32::from('①')).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_and_vertical_forms_become_plain() {
        let folded: String = "⽬標⾼⻑⻘⼾数‧︵１︶神ア㎡➁".chars().map(plain).collect();
        assert_eq!(folded, "目標高長青戸数・(１)神ア㎡②");
    }

    #[test]
    fn four_turns_lead_back() {
        let frame = Frame {
            left: 1,
            top: 2,
            right: 5,
            bottom: 8,
        };
        let once = frame.turned(Heading::Down, 10, 20);
        assert_eq!(
            once,
            Frame {
                left: 2,
                top: 5,
                right: 8,
                bottom: 9
            }
        );
        assert_eq!(once.turned(Heading::Up, 20, 10), frame);
        assert_eq!(Heading::Down.turned(Heading::Down), Heading::Right);
        assert_eq!(Heading::Right.turned(Heading::Down), Heading::Up);
    }
}
