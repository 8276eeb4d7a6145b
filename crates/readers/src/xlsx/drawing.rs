//! The texts of boxes and shapes that lie over the cells of a sheet.

use crate::archive::Archive;
use crate::error::ReadError;
use crate::workbook::shapes::{Anchor, Shape};
use crate::xml::{Step, Xml};

/// Shapes that are looked at, of one sheet.
const MAX_SHAPES: usize = 10_000;

/// The shapes with text of a drawing.
///
/// # Errors
/// [`ReadError`] where the part is damaged.
pub(super) fn read(archive: &Archive<'_>, part: &str) -> Result<Vec<Shape>, ReadError> {
    let mut shapes = Vec::new();
    let Some(mut xml) = Xml::open(archive, part)? else {
        return Ok(shapes);
    };
    let mut anchor = Anchor::default();
    let mut text = String::new();
    // Which end of the anchor and which number of it is being read.
    let (mut is_end, mut number) = (false, String::new());
    let (mut in_text, mut in_number) = (false, false);
    loop {
        match xml.step()? {
            Step::Open(tag) => match tag.name() {
                "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => anchor = Anchor::default(),
                "from" => is_end = false,
                "to" => is_end = true,
                "col" | "row" | "colOff" | "rowOff" => {
                    number.clear();
                    in_number = true;
                }
                "sp" => text.clear(),
                // One that a person has switched off.
                "cNvPr" if tag.is("hidden") => anchor.is_hidden = true,
                "t" => in_text = true,
                "br" => text.push('\n'),
                "Fallback" | "graphicFrame" | "pic" => xml.skip()?,
                _ => {}
            },
            Step::Text(piece) if in_text => text.push_str(&piece),
            Step::Text(piece) if in_number => number.push_str(&piece),
            Step::Text(_) => {}
            Step::Close(tag) => match tag.name() {
                "col" => anchor.set(is_end, |place| &mut place.column, &number),
                "row" => anchor.set(is_end, |place| &mut place.row, &number),
                "colOff" => anchor.set(is_end, |place| &mut place.across, &number),
                "rowOff" => anchor.set(is_end, |place| &mut place.down, &number),
                "t" => in_text = false,
                "p" => text.push('\n'),
                "sp" => {
                    let text = std::mem::take(&mut text);
                    if shapes.len() < MAX_SHAPES && !text.trim().is_empty() && !anchor.is_hidden {
                        shapes.push(Shape {
                            anchor,
                            text: text.trim().to_owned(),
                        });
                    }
                }
                _ => {}
            },
            Step::End => return Ok(shapes),
        }
        in_number &= !matches!(number.len(), 20..);
    }
}
