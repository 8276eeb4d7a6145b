//! Version 2: several sheets; their documents beside the index, under keys that the standard library hashed.

use std::hash::DefaultHasher;
use std::hash::Hash;
use std::hash::Hasher;

use crate::app::draft::stored::Fault;
use kpi_readers::sheet::Content;
use kpi_readers::sheet::Document;
use kpi_report::tasks::document as text_of;

/// The document under a key, which says what its content was.
pub(super) fn document(key: &str, text: &str) -> Result<Document, Fault> {
    let document = text_of::read(text).ok_or(Fault::Damaged)?;
    // Whatever is no such key says nothing.
    let is_hash = key.len() == 16 && key.bytes().all(|digit| digit.is_ascii_hexdigit());
    if is_hash && hash(&document) != key {
        return Err(Fault::Damaged);
    }
    Ok(document)
}

fn hash(document: &Document) -> String {
    let mut hasher = DefaultHasher::new();
    document.name.hash(&mut hasher);
    match &document.content {
        Content::Text(text) => (0, text).hash(&mut hasher),
        Content::Clipboard { html, text } => (1, html, text).hash(&mut hasher),
        Content::Kept(grid) => (2, grid).hash(&mut hasher),
        Content::Sheets { .. } => {}
    }
    format!("{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_that_is_not_what_its_key_says_is_damaged() {
        let text = |figure: &str| text_of::write(&Document::pasted(format!("指標\t{figure}")));
        let key = hash(&Document::pasted("指標\t745"));
        assert!(document(&key, &text("745")).is_ok());
        assert_eq!(document(&key, &text("645")), Err(Fault::Damaged));
        assert!(document("0f", &text("645")).is_ok());
    }
}
