//! Texts of a workbook: runs of which each may have a look of its own, phonetic guides left out.

use crate::archive::Archive;
use crate::error::ReadError;
use crate::look::{Look, Shown};
use crate::xlsx::styles;
use crate::xml::{Step, Tag, Xml};

/// Shared strings that are kept.
const MAX_STRINGS: usize = 1_000_000;

/// A text of a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Text {
    text: Box<str>,
    /// Where each run ends, and its look; without one it looks as its cell does. None of all for a text in one piece.
    runs: Box<[(usize, Option<Look>)]>,
}

impl Text {
    /// A text in one piece.
    pub(super) fn plain(text: &str) -> Self {
        Self {
            text: unescape(text).into_boxed_str(),
            runs: Box::default(),
        }
    }

    /// What it shows in a cell of that look.
    pub(super) fn shown(&self, cell: Look) -> Shown {
        let mut shown = Shown::default();
        if self.runs.is_empty() {
            shown.push(&self.text, cell);
        }
        let mut start = 0;
        for &(end, look) in &self.runs {
            shown.push(self.text.get(start..end).unwrap_or(""), look.unwrap_or(cell));
            start = end;
        }
        shown
    }
}

/// A text being read, element by element.
#[derive(Default)]
pub(super) struct Reader {
    text: String,
    runs: Vec<(usize, Option<Look>)>,
    run: String,
    look: Option<Look>,
    in_text: bool,
    in_props: bool,
}

impl Reader {
    /// An element begins; the caller passes over phonetic guides (`rPh`).
    pub(super) fn open(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "t" => self.in_text = true,
            "rPr" => {
                self.in_props = true;
                self.look = Some(Look::default());
            }
            _ if self.in_props => {
                if let Some(look) = &mut self.look {
                    styles::take(look, tag);
                }
            }
            _ => {}
        }
    }

    /// Text, wherever it stands.
    pub(super) fn push(&mut self, text: &str) {
        if self.in_text {
            self.run.push_str(text);
        }
    }

    /// An element ends.
    pub(super) fn close(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "rPr" => self.in_props = false,
            "r" => self.end_run(),
            _ => {}
        }
    }

    fn end_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        self.text.push_str(&unescape(&run));
        let look = self.look.take();
        match self.runs.last_mut() {
            Some((end, last)) if *last == look => *end = self.text.len(),
            _ => self.runs.push((self.text.len(), look)),
        }
    }

    /// The text that has been read; the next one begins.
    pub(super) fn finish(&mut self) -> Text {
        if !self.run.is_empty() {
            self.end_run();
        }
        let mut runs = std::mem::take(&mut self.runs);
        if matches!(runs.as_slice(), [(_, None)]) {
            runs.clear();
        }
        let text = std::mem::take(&mut self.text).into_boxed_str();
        *self = Self::default();
        Text {
            text,
            runs: runs.into_boxed_slice(),
        }
    }
}

/// The shared strings.
///
/// # Errors
/// [`ReadError`] where the part is damaged.
pub(super) fn read(archive: &Archive<'_>, part: &str) -> Result<Vec<Text>, ReadError> {
    let mut strings = Vec::new();
    let Some(mut xml) = Xml::open(archive, part)? else {
        return Ok(strings);
    };
    let mut reader = Reader::default();
    loop {
        match xml.step()? {
            Step::Open(tag) if tag.name() == "rPh" => xml.skip()?,
            Step::Open(tag) => reader.open(&tag),
            Step::Text(text) => reader.push(&text),
            Step::Close(tag) if tag.name() == "si" => {
                let text = reader.finish();
                if strings.len() < MAX_STRINGS {
                    strings.push(text);
                }
            }
            Step::Close(tag) => reader.close(tag.name()),
            Step::End => return Ok(strings),
        }
    }
}

/// `_x000D_` and its like: characters that XML does not hold. `_x005F_` stands for an underscore.
fn unescape(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    if !text.contains("_x") {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let code = from
            .get(2..6)
            .filter(|_| from.get(6..7) == Some("_"))
            .and_then(|code| u32::from_str_radix(code, 16).ok())
            .and_then(char::from_u32);
        let length = match code {
            // A carriage return before a line feed, as Excel for Windows writes it.
            Some('\r') => 7,
            Some(c) => {
                out.push(c);
                7
            }
            None => {
                out.push_str("_x");
                2
            }
        };
        rest = from.get(length..).unwrap_or("");
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_of_shared_strings_are_read() {
        assert_eq!(unescape("前期_x000D_\n後期"), "前期\n後期");
        assert_eq!(unescape("a_x005F_x000D_b_x"), "a_x000D_b_x");
        assert_eq!(unescape("_xZZZZ_ _x00"), "_xZZZZ_ _x00");
    }
}
