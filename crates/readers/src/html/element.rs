//! What a tag says of its element.

use html5gum::emitters::default::StartTag;

/// A table, or a part of one: what is open inside of it ends with it, whatever the tags say.
pub(super) fn is_cell_or_row(name: &[u8]) -> bool {
    matches!(
        name,
        b"td" | b"th" | b"tr" | b"table" | b"thead" | b"tbody" | b"tfoot"
    )
}

/// Elements that have no end.
pub(super) fn is_void(name: &[u8]) -> bool {
    matches!(
        name,
        b"br"
            | b"hr"
            | b"img"
            | b"input"
            | b"col"
            | b"link"
            | b"meta"
            | b"wbr"
            | b"area"
            | b"base"
            | b"embed"
    )
}

/// Its style in lower case, without white space.
pub(super) fn style(tag: &StartTag<()>) -> String {
    let style = tag.attributes.get(&b"style"[..]);
    let style = style.map_or(String::new(), |style| String::from_utf8_lossy(style).into_owned());
    let mut style = style.to_ascii_lowercase();
    style.retain(|c| !c.is_whitespace());
    style
}

/// The text of an attribute.
pub(super) fn attribute(tag: &StartTag<()>, name: &[u8]) -> Option<String> {
    let value = tag.attributes.get(name)?;
    Some(String::from_utf8_lossy(value).into_owned())
}
