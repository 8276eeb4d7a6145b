//! Formatting tags and entities inside a cell of text, as wikis, Markdown and PDF converters leave them.

/// Tags that are removed; with the character that takes their place. Anything else in angle brackets is text: a
/// hostile `<img onerror=…>` is shown as the characters that it is.
const TAGS: &[(&str, &str)] = &[
    ("br", "\n"),
    ("p", "\n"),
    ("div", "\n"),
    ("li", "\n"),
    ("tr", "\n"),
    ("ul", "\n"),
    ("ol", "\n"),
    ("td", " "),
    ("th", " "),
    ("b", " "),
    ("strong", " "),
    ("i", ""),
    ("em", ""),
    ("u", ""),
    ("s", ""),
    ("del", ""),
    ("ins", ""),
    ("span", " "),
    ("font", ""),
    ("sup", ""),
    ("sub", ""),
    ("small", ""),
    ("big", ""),
    ("center", "\n"),
    ("a", ""),
    ("mark", ""),
];

/// Entities that text flavours contain.
const ENTITIES: &[(&str, &str)] = &[
    ("&nbsp;", " "),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&#39;", "'"),
    ("&amp;", "&"),
];

/// The text without formatting tags, entities decoded. Line breaks stand for `<br>` and block tags.
///
/// # Examples
/// `<b>C</b> A 効果<br>B` → `C  A 効果⏎B`; `<img onerror=x>` and `a < b` stay.
pub fn strip(text: &str) -> String {
    if !text.contains(['<', '&']) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        if let Some((replacement, length)) = tag(from) {
            out.push_str(replacement);
            rest = from.get(length..).unwrap_or("");
        } else {
            out.push('<');
            rest = from.get(1..).unwrap_or("");
        }
    }
    out.push_str(rest);
    ENTITIES.iter().fold(out, |text, (entity, character)| {
        if text.contains(entity) {
            text.replace(entity, character)
        } else {
            text
        }
    })
}

/// A known tag at the start of the text: what takes its place, and its length.
fn tag(text: &str) -> Option<(&'static str, usize)> {
    let inner = text.strip_prefix('<')?;
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let name_length = inner
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(inner.len());
    let name = inner.get(..name_length)?;
    let (_, replacement) = TAGS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
    let tail = inner.get(name_length..)?;
    if !tail.starts_with(['>', ' ', '/']) {
        return None;
    }
    // A tag is short and holds no other one.
    let close = tail
        .char_indices()
        .take(400)
        .find(|&(_, c)| c == '>' || c == '<')?;
    if close.1 == '<' {
        return None;
    }
    Some((replacement, text.len() - tail.len() + close.0 + 1))
}
