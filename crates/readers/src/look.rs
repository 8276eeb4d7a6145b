//! How text of office files looks, as far as it decides what is read: struck out, hidden, raised, in a font of symbols.
//!
//! All readers of office files join the runs of a cell here, so that the same look means the same in each of them. What
//! is struck out or hidden is left out of the cell and kept beside it; raised and lowered characters become those of
//! Unicode, so that a mark of a footnote is no digit of the figure before it: `850` and a raised `1` are `850¹`.

use crate::base::raised::{self, Level};
use crate::sheet::left_out::{Kind, LeftOut};
use crate::symbols::{self, Font};

/// Where characters stand beside the line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Height {
    /// On it.
    #[default]
    Line,
    /// Above it.
    Raised,
    /// Below it.
    Lowered,
}

/// The look of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// A line goes through it.
    pub struck: bool,
    /// It is not shown, and why.
    pub unseen: Option<Kind>,
    /// Where it stands.
    pub height: Height,
    /// Its font.
    pub font: Font,
}

impl Look {
    /// Why text of that look is left out, if it is.
    pub fn left_out(self) -> Option<Kind> {
        self.unseen.or(self.struck.then_some(Kind::Struck))
    }

    /// It is read as it is stored.
    pub fn is_plain(self) -> bool {
        self == Self::default()
    }
}

/// What a style or a run says of the look of its text; what is `None` is not said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// A line goes through it.
    pub struck: Option<bool>,
    /// It is not shown.
    pub hidden: Option<bool>,
    /// Where it stands.
    pub height: Option<Height>,
    /// Its font.
    pub font: Option<Font>,
}

impl Said {
    /// What is said here, and what is not from elsewhere: a style that this one is made after, a paragraph around.
    #[must_use]
    pub fn over(self, other: Self) -> Self {
        Self {
            struck: self.struck.or(other.struck),
            hidden: self.hidden.or(other.hidden),
            height: self.height.or(other.height),
            font: self.font.or(other.font),
        }
    }

    /// The look that it makes.
    pub fn look(self) -> Look {
        Look {
            struck: self.struck == Some(true),
            unseen: (self.hidden == Some(true)).then_some(Kind::Hidden),
            height: self.height.unwrap_or_default(),
            font: self.font.unwrap_or_default(),
        }
    }
}

/// A text with what was left out of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// What is read.
    pub text: String,
    /// What is not read, and what stands apart.
    pub left_out: Vec<(Kind, String)>,
}

/// Parts that are kept of one text.
const MAX_PARTS: usize = 50;

impl Shown {
    /// A text all of which is read.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            left_out: Vec::new(),
        }
    }

    /// Adds a run.
    pub fn push(&mut self, text: &str, look: Look) {
        if let Some(kind) = look.left_out() {
            self.leave_out(kind, text);
            return;
        }
        if look.is_plain() {
            self.text.push_str(text);
            return;
        }
        let text = &symbols::decode(text, look.font);
        let level = match look.height {
            Height::Line => {
                self.text.push_str(text);
                return;
            }
            Height::Raised => Level::Raised,
            Height::Lowered => Level::Lowered,
        };
        if self.text.ends_with(char::is_numeric) && !text.trim().is_empty() {
            self.leave_out(Kind::Apart, text);
        }
        self.text.push_str(&raised::at(level, text));
    }

    /// Adds what is not read. Runs that follow each other are one part.
    pub fn leave_out(&mut self, kind: Kind, text: &str) {
        let has_room = self.left_out.len() < MAX_PARTS;
        match self.left_out.last_mut() {
            Some((last, part)) if *last == kind && kind != Kind::Apart => part.push_str(text),
            _ if has_room => self.left_out.push((kind, text.to_owned())),
            _ => {}
        }
    }

    /// Nothing at all stands here.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.left_out.is_empty()
    }

    /// Tells a sheet what was left out of one of its cells.
    pub fn tell(&self, left_out: &mut LeftOut, row: usize, column: usize) {
        for (kind, text) in &self.left_out {
            left_out.add(*kind, row, column, text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn above() -> Look {
        Look {
            height: Height::Raised,
            ..Look::default()
        }
    }

    #[test]
    fn struck_runs_are_left_out_and_kept_beside() {
        let struck = Look {
            struck: true,
            ..Look::default()
        };
        let mut shown = Shown::default();
        shown.push("8", struck);
        shown.push("50", struck);
        shown.push("900", Look::default());
        assert_eq!(shown.text, "900");
        assert_eq!(shown.left_out, [(Kind::Struck, "850".to_owned())]);
    }

    #[test]
    fn marks_beside_the_line_are_no_digits() {
        let mut shown = Shown::plain("450");
        shown.push("2)", above());
        assert_eq!(shown.text, "450²⁾");
        assert_eq!(shown.left_out, [(Kind::Apart, "2)".to_owned())]);
        let mut shown = Shown::plain("100m");
        shown.push("2", above());
        assert_eq!((shown.text.as_str(), shown.left_out.len()), ("100m²", 0));
        let mut shown = Shown::plain("CO");
        let lowered = Look {
            height: Height::Lowered,
            ..Look::default()
        };
        shown.push("2", lowered);
        assert_eq!(shown.text, "CO₂");
    }

    #[test]
    fn fonts_of_symbols_show_arrows() {
        let mut shown = Shown::default();
        let look = Look {
            font: Font::Wingdings,
            ..Look::default()
        };
        shown.push("ê\u{F0E9}", look);
        assert_eq!(shown.text, "↓↑");
    }
}
