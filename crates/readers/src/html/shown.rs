//! The elements that are open, and how text in them is shown.

use html5gum::emitters::default::StartTag;

use crate::base::raised::Level;
use crate::css::{Element, Sheet};
use crate::html::element::{attribute, is_cell_or_row, is_void, style};
use crate::sheet::left_out::Kind;

/// Elements that are kept open at once: what is nested deeper is shown as what is around it.
const MAX_DEPTH: usize = 256;

/// How text of an element is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is set by a property of its own"
)]
pub struct Shown {
    /// It takes no room.
    pub is_gone: bool,
    /// It is set to be invisible, and so is all in it.
    is_clear: bool,
    is_visible: bool,
    is_sized: bool,
    is_coloured: bool,
    is_struck: bool,
    /// It stands above or below the line.
    pub level: Option<Level>,
}

impl Default for Shown {
    fn default() -> Self {
        Self {
            is_gone: false,
            is_clear: false,
            is_visible: true,
            is_sized: true,
            is_coloured: true,
            is_struck: false,
            level: None,
        }
    }
}

impl Shown {
    /// Why its text is not read, if it is not.
    pub fn unread(self) -> Option<Kind> {
        if self.is_clear || !self.is_visible || !self.is_sized || !self.is_coloured {
            Some(Kind::Hidden)
        } else if self.is_struck {
            Some(Kind::Struck)
        } else {
            None
        }
    }
}

/// The elements that are open.
#[derive(Debug, Default)]
pub struct Open {
    elements: Vec<(Element, Shown)>,
}

impl Open {
    /// How text is shown here.
    pub fn shown(&self) -> Shown {
        self.elements
            .last()
            .map_or_else(Shown::default, |(_, shown)| *shown)
    }

    /// An element begins: how its text is shown.
    pub fn start(&mut self, tag: &StartTag<()>, rules: &Sheet) -> Shown {
        let name: &[u8] = &tag.name;
        self.end_before(name);
        let element = Element {
            name: String::from_utf8_lossy(name).into_owned(),
            id: attribute(tag, b"id").unwrap_or_default(),
            classes: attribute(tag, b"class")
                .unwrap_or_default()
                .split_ascii_whitespace()
                .map(str::to_owned)
                .collect(),
        };
        let ancestors = self.elements.iter().map(|(element, _)| element);
        let inline = attribute(tag, b"style").unwrap_or_default();
        let set = rules.style(&element, ancestors, &inline);
        let around = self.shown();
        let struck = set.struck().unwrap_or(matches!(name, b"s" | b"strike" | b"del"));
        let level = match name {
            b"sup" if !set.is_on_line() => Some(Level::Raised),
            b"sub" if !set.is_on_line() => Some(Level::Lowered),
            _ => None,
        };
        let shown = Shown {
            is_gone: set.is_gone()
                || tag.attributes.contains_key(&b"hidden"[..])
                || style(tag).contains("mso-hide:all"),
            is_clear: around.is_clear || set.is_clear(),
            is_visible: set.visible().unwrap_or(around.is_visible),
            is_sized: set.sized().unwrap_or(around.is_sized),
            is_coloured: set.coloured().unwrap_or(around.is_coloured),
            is_struck: around.is_struck || struck,
            level: set.level().or(level).or(around.level),
        };
        if !tag.self_closing && !is_void(name) && self.elements.len() < MAX_DEPTH {
            self.elements.push((element, shown));
        }
        shown
    }

    /// Cells and rows end what is open in the one before.
    fn end_before(&mut self, name: &[u8]) {
        let ends: &[&str] = match name {
            b"td" | b"th" => &["td", "th"],
            b"tr" => &["td", "th", "tr"],
            b"thead" | b"tbody" | b"tfoot" => &["td", "th", "tr", "thead", "tbody", "tfoot"],
            b"p" => &["p"],
            b"li" => &["li"],
            b"option" => &["option"],
            _ => return,
        };
        let inside = self.elements.iter().rposition(|(element, _)| {
            element.name == "table" || !is_cell_or_row(name) && is_cell_or_row(element.name.as_bytes())
        });
        let first = inside.map_or(0, |at| at + 1);
        let ended = self
            .elements
            .iter()
            .skip(first)
            .position(|(element, _)| ends.contains(&element.name.as_str()));
        if let Some(at) = ended {
            self.elements.truncate(first + at);
        }
    }

    /// An element ends, and what was left open in it.
    pub fn end(&mut self, name: &[u8]) {
        let is_part = is_cell_or_row(name);
        for (at, (element, _)) in self.elements.iter().enumerate().rev() {
            if element.name.as_bytes() == name {
                self.elements.truncate(at);
                return;
            }
            // A stray end inside of a cell ends nothing around it.
            let is_fence = element.name == "table" || !is_part && is_cell_or_row(element.name.as_bytes());
            if is_fence {
                return;
            }
        }
    }
}
