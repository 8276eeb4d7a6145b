//! The styles of a workbook's cells: number formats and fonts.

use std::collections::BTreeMap;

use crate::archive::Archive;
use crate::error::ReadError;
use crate::look::{Height, Look};
use crate::number_format::{self, Format};
use crate::symbols::Font;
use crate::xml::{Step, Tag, Xml};

/// Styles that are kept: Excel allows as many.
const MAX_STYLES: usize = 65_490;

/// The styles of cells.
#[derive(Debug, Default)]
pub(super) struct Styles {
    fonts: Vec<Look>,
    /// Every format once, however many styles name it.
    formats: Vec<CellFormat>,
    /// Format and font of each style.
    cells: Vec<(usize, usize)>,
}

/// A number format.
#[derive(Debug)]
pub(super) struct CellFormat {
    /// As the file spells it.
    pub(super) code: String,
    /// The same, taken apart.
    pub(super) format: Format,
}

impl Styles {
    /// Reads the styles; none where the workbook has no such part.
    ///
    /// # Errors
    /// [`ReadError`] where the part is damaged.
    pub(super) fn read(archive: &Archive<'_>, part: &str) -> Result<Self, ReadError> {
        let mut styles = Self::default();
        let Some(mut xml) = Xml::open(archive, part)? else {
            return Ok(styles);
        };
        let mut codes = BTreeMap::<u32, String>::new();
        let mut known = BTreeMap::<u32, usize>::new();
        let (mut in_cells, mut in_fonts, mut font) = (false, false, Look::default());
        loop {
            match xml.step()? {
                Step::Open(tag) => match tag.name() {
                    "numFmt" => {
                        let id = tag.get("numFmtId").and_then(|id| id.parse().ok());
                        if let (Some(id), Some(code), true) =
                            (id, tag.get("formatCode"), codes.len() < MAX_STYLES)
                        {
                            codes.entry(id).or_insert(code);
                        }
                    }
                    "fonts" => in_fonts = true,
                    "font" => font = Look::default(),
                    _ if in_fonts => take(&mut font, &tag),
                    "cellXfs" => in_cells = true,
                    "xf" if in_cells && styles.cells.len() < MAX_STYLES => {
                        let id = tag.get("numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                        let format = *known.entry(id).or_insert_with(|| {
                            let built_in = || number_format::built_in(id);
                            let code = codes.get(&id).map(String::as_str).or_else(built_in);
                            styles.formats.push(CellFormat::new(code.unwrap_or("General")));
                            styles.formats.len() - 1
                        });
                        styles.cells.push((format, tag.number("fontId").unwrap_or(0)));
                    }
                    _ => {}
                },
                Step::Close(tag) => match tag.name() {
                    "cellXfs" => in_cells = false,
                    "fonts" => in_fonts = false,
                    "font" if in_fonts && styles.fonts.len() < MAX_STYLES => {
                        // A cell all of whose text is raised is no mark of another.
                        font.height = Height::Line;
                        styles.fonts.push(font);
                    }
                    _ => {}
                },
                Step::End => return Ok(styles),
                Step::Text(_) => {}
            }
        }
    }

    /// The format of a style, and the look of its font.
    pub(super) fn of(&self, style: usize) -> (Option<&CellFormat>, Look) {
        let Some(&(format, font)) = self.cells.get(style) else {
            return (None, Look::default());
        };
        let look = self.fonts.get(font).copied().unwrap_or_default();
        (self.formats.get(format), look)
    }
}

impl CellFormat {
    fn new(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            format: Format::new(code),
        }
    }
}

/// Takes one property of a font, of a style or of a run.
pub(super) fn take(look: &mut Look, tag: &Tag<'_>) {
    let is_on = || {
        !tag.get("val")
            .is_some_and(|value| matches!(value.as_str(), "0" | "false"))
    };
    match tag.name() {
        "strike" => look.struck = is_on(),
        "vertAlign" => {
            look.height = match tag.get("val").as_deref() {
                Some("superscript") => Height::Raised,
                Some("subscript") => Height::Lowered,
                _ => Height::Line,
            };
        }
        "name" | "rFont" => look.font = tag.get("val").map(|name| Font::of(&name)).unwrap_or_default(),
        _ => {}
    }
}
