//! How texts of OpenDocument look: by their styles, and those that they are made after.

use std::collections::BTreeMap;

use crate::look::{Height, Said};
use crate::symbols::Font;
use crate::xml::Tag;

/// Styles that are kept.
const MAX_STYLES: usize = 100_000;
/// Styles that are made after each other.
const MAX_DEPTH: usize = 20;

/// Takes what an element `text-properties` says.
fn take(said: &mut Said, tag: &Tag<'_>) {
    let line = tag
        .get("text-line-through-style")
        .or_else(|| tag.get("text-line-through-type"));
    if let Some(line) = line {
        said.struck = Some(line != "none");
    }
    if let Some(display) = tag.get("display") {
        said.hidden = Some(display == "none");
    }
    if let Some(position) = tag.get("text-position") {
        let first = position.split_whitespace().next().unwrap_or("");
        let percent = first.trim_end_matches('%');
        said.height = Some(match first {
            "super" => Height::Raised,
            "sub" => Height::Lowered,
            _ if percent.starts_with('-') => Height::Lowered,
            _ if percent.trim_matches(['0', '.']).is_empty() => Height::Line,
            _ => Height::Raised,
        });
    }
    if let Some(name) = tag.get("font-name").or_else(|| tag.get("font-family")) {
        said.font = Some(Font::of(&name));
    }
}

/// The styles of a document, by family and name.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_name: BTreeMap<(String, String), (String, Said)>,
    /// The style being read: family, name, what it is made after.
    open: Option<(String, String, String)>,
}

impl Styles {
    /// An element of the styles begins.
    pub(super) fn open(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "style" => {
                let word = |name| tag.get(name).unwrap_or_default();
                self.open = Some((word("family"), word("name"), word("parent-style-name")));
                self.add(None);
            }
            "default-style" => self.open = None,
            "text-properties" => self.add(Some(tag)),
            _ => {}
        }
    }

    fn add(&mut self, properties: Option<&Tag<'_>>) {
        let Some((family, name, parent)) = &self.open else {
            return;
        };
        if self.by_name.len() >= MAX_STYLES {
            return;
        }
        let style = self
            .by_name
            .entry((family.clone(), name.clone()))
            .or_insert_with(|| (parent.clone(), Said::default()));
        if let Some(properties) = properties {
            take(&mut style.1, properties);
        }
    }

    /// What a style says, with those that it is made after.
    pub(super) fn props(&self, family: &str, name: &str) -> Said {
        let mut props = Said::default();
        let mut key = (family.to_owned(), name.to_owned());
        for _ in 0..MAX_DEPTH {
            let Some((parent, said)) = self.by_name.get(&key) else {
                break;
            };
            props = props.over(*said);
            key.1.clone_from(parent);
        }
        props
    }
}
