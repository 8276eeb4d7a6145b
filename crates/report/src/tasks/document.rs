//! A document as one text, for drafts and for the worker: a line of JSON that names its parts, and the parts as they are.
//!
//! A sheet inside of JSON would have every quote and line break escaped, which makes it longer and slow to write.

use serde::Deserialize;
use serde::Serialize;

use kpi_readers::sheet::Content;
use kpi_readers::sheet::Document;

#[derive(Serialize, Deserialize)]
struct Head {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// Each part with its length in bytes of UTF-8, in their order.
    parts: Vec<(Part, usize)>,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Part {
    Text,
    Html,
    Grid,
}

/// The parts of a document that are stored.
fn parts(document: &Document) -> Vec<(Part, &str)> {
    match &document.content {
        Content::Text(text) => vec![(Part::Text, text)],
        Content::Clipboard { html, text } => {
            let text = text.as_deref().map(|text| (Part::Text, text));
            std::iter::once((Part::Html, html.as_str())).chain(text).collect()
        }
        Content::Kept(grid) => vec![(Part::Grid, grid)],
        // Whatever comes onto the desk was made a text before.
        Content::Sheets { .. } => Vec::new(),
    }
}

/// The line that names the parts.
fn head(document: &Document, parts: &[(Part, &str)]) -> String {
    let head = Head {
        name: document.name.clone(),
        parts: parts.iter().map(|(part, text)| (*part, text.len())).collect(),
    };
    let mut head = serde_json::to_string(&head).unwrap_or_default();
    head.push('\n');
    head
}

/// The stored text.
pub fn write(document: &Document) -> String {
    let parts = parts(document);
    let texts = parts.iter().map(|(_, text)| *text);
    std::iter::once(head(document, &parts).as_str())
        .chain(texts)
        .collect()
}

/// The text in the pieces that it is made of, which are not copied: for a checksum of it, or its length.
pub fn pieces<T>(document: &Document, take: impl FnOnce(&[&str]) -> T) -> T {
    let parts = parts(document);
    let head = head(document, &parts);
    let texts: Vec<&str> = std::iter::once(head.as_str())
        .chain(parts.iter().map(|(_, text)| *text))
        .collect();
    take(&texts)
}

/// UTF-16 units of what the document holds, without the line that names its parts.
pub fn units(document: &Document) -> usize {
    parts(document)
        .into_iter()
        .map(|(_, part)| part.encode_utf16().count())
        .sum()
}

/// This is the stored text of the document.
pub fn is_text_of(document: &Document, text: &str) -> bool {
    let parts = parts(document);
    let rest = text.strip_prefix(head(document, &parts).as_str());
    let rest = parts
        .iter()
        .fold(rest, |rest, (_, part)| rest?.strip_prefix(part));
    rest == Some("")
}

/// The document of a stored text; nothing of it may be missing or left over.
pub fn read(text: &str) -> Option<Document> {
    let (head, rest) = text.split_once('\n')?;
    let head: Head = serde_json::from_str(head).ok()?;
    let length = head
        .parts
        .iter()
        .try_fold(0_usize, |sum, (_, length)| sum.checked_add(*length))?;
    if length != rest.len() {
        return None;
    }
    taken_apart(head, rest)
}

/// The document of a stored text, or what is left of it.
pub fn salvaged(text: &str) -> Option<Document> {
    let (head, rest) = text.split_once('\n')?;
    taken_apart(serde_json::from_str(head).ok()?, rest)
}

fn taken_apart(head: Head, mut rest: &str) -> Option<Document> {
    let mut found = Vec::new();
    for (part, length) in head.parts {
        let (text, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        found.push((part, text.to_owned()));
        rest = after;
    }
    let mut take = |wanted: Part| {
        let index = found.iter().position(|(part, _)| *part == wanted)?;
        Some(found.swap_remove(index).1)
    };
    let content = match (take(Part::Grid), take(Part::Html), take(Part::Text)) {
        (Some(grid), _, _) => Content::Kept(grid),
        (None, Some(html), text) => Content::Clipboard { html, text },
        (None, None, Some(text)) => Content::Text(text),
        (None, None, None) => return None,
    };
    Some(Document {
        name: head.name,
        content,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_document_comes_back() {
        let html = |text: Option<&str>| Content::Clipboard {
            html: "<table>\n表".to_owned(),
            text: text.map(str::to_owned),
        };
        let contents = [
            Content::Text("指標\n\"1\"\0".to_owned()),
            Content::Text(String::new()),
            html(None),
            html(Some("表\t1")),
            Content::Kept("{\"source\":\"xlsx\"}".to_owned()),
        ];
        for content in contents {
            for name in [None, Some("名\n前.xlsx".to_owned())] {
                let document = Document {
                    name,
                    content: content.clone(),
                };
                let text = write(&document);
                assert!(is_text_of(&document, &text));
                assert!(!is_text_of(&document, &format!("{text} ")));
                assert_eq!(pieces(&document, |parts| parts.concat()), text);
                assert_eq!(read(&format!("{text} ")), None, "something is left over");
                assert_eq!(read(&text), Some(document));
            }
        }
    }

    #[test]
    fn a_cut_text_is_none() {
        let whole = write(&Document::pasted("指標\t実績"));
        for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
            assert_eq!(whole.get(..end).and_then(read), None, "{end}");
            let _ = whole.get(..end).and_then(salvaged);
        }
    }
}
