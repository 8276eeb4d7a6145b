//! How runs of Word look: what their own properties say, else their styles.

use std::collections::BTreeMap;

use crate::archive::Archive;
use crate::error::ReadError;
use crate::look::{Height, Said};
use crate::symbols::Font;
use crate::xml::{Step, Tag, Xml};

/// Styles that are kept.
const MAX_STYLES: usize = 10_000;
/// Styles that are based on each other.
const MAX_DEPTH: usize = 20;

/// Takes one property of a run or a style.
pub(super) fn take(said: &mut Said, tag: &Tag<'_>, styles: &Styles) {
    match tag.name() {
        "rStyle" => *said = said.over(styles.props(&tag.get("val").unwrap_or_default())),
        "strike" | "dstrike" => said.struck = Some(is_on(tag) || said.struck == Some(true)),
        "vanish" => said.hidden = Some(is_on(tag)),
        "vertAlign" => {
            said.height = Some(match tag.get("val").as_deref() {
                Some("superscript") => Height::Raised,
                Some("subscript") => Height::Lowered,
                _ => Height::Line,
            });
        }
        "rFonts" => {
            let name = tag.get("ascii").or_else(|| tag.get("hAnsi"));
            said.font = name.map(|name| Font::of(&name)).or(said.font);
        }
        _ => {}
    }
}

/// A property that is on unless it says otherwise.
pub(super) fn is_on(tag: &Tag<'_>) -> bool {
    !tag.get("val")
        .is_some_and(|value| matches!(value.as_str(), "0" | "false" | "off" | "none"))
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: BTreeMap<String, Style>,
    /// What the document says of all its text.
    defaults: Said,
    /// The style of paragraphs that name none.
    usual: Said,
}

#[derive(Clone, Debug, Default)]
struct Style {
    based_on: String,
    props: Said,
}

impl Styles {
    /// Reads the styles; none where the document has no such part.
    ///
    /// # Errors
    /// [`ReadError`] where the part is damaged.
    pub(super) fn read(archive: &Archive<'_>, part: &str) -> Result<Self, ReadError> {
        let mut styles = Self::default();
        let Some(mut xml) = Xml::open(archive, part)? else {
            return Ok(styles);
        };
        let nothing = Self::default();
        let (mut id, mut style, mut usual) = (String::new(), Style::default(), None);
        let (mut in_defaults, mut in_props) = (false, false);
        loop {
            match xml.step()? {
                Step::Open(tag) => match tag.name() {
                    "docDefaults" => in_defaults = true,
                    "style" => {
                        id = tag.get("styleId").unwrap_or_default();
                        style = Style::default();
                        if tag.is("default") && tag.get("type").as_deref() == Some("paragraph") {
                            usual = Some(id.clone());
                        }
                    }
                    "basedOn" => style.based_on = tag.get("val").unwrap_or_default(),
                    // What a style says of parts of a table is another matter.
                    "tblStylePr" => xml.skip()?,
                    "rPr" => in_props = true,
                    _ if in_props && in_defaults => take(&mut styles.defaults, &tag, &nothing),
                    _ if in_props => take(&mut style.props, &tag, &nothing),
                    _ => {}
                },
                Step::Close(tag) => match tag.name() {
                    "docDefaults" => in_defaults = false,
                    "rPr" => in_props = false,
                    "style" if styles.by_id.len() < MAX_STYLES => {
                        styles
                            .by_id
                            .insert(std::mem::take(&mut id), std::mem::take(&mut style));
                    }
                    _ => {}
                },
                Step::End => break,
                Step::Text(_) => {}
            }
        }
        styles.usual = usual
            .map(|id| styles.props(&id))
            .unwrap_or_default()
            .over(styles.defaults);
        Ok(styles)
    }

    /// The properties of a style, with those that it is based on.
    pub(super) fn props(&self, id: &str) -> Said {
        let mut props = Said::default();
        let mut next = self.by_id.get(id);
        for _ in 0..MAX_DEPTH {
            let Some(style) = next else { break };
            props = props.over(style.props);
            next = self.by_id.get(&style.based_on);
        }
        props
    }

    /// The properties of a paragraph without a style.
    pub(super) fn usual(&self) -> Said {
        self.usual
    }
}
