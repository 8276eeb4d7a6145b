//! What is known of documents: a key and a length, which take a while to find and never change.

use std::rc::Rc;
use std::rc::Weak;

use crate::app::draft::check;
use kpi_readers::sheet::Document;
use kpi_report::tasks::document;

/// What was found of documents, as long as somebody holds them.
#[derive(Clone, Debug, Default)]
pub struct Known(Vec<(Weak<Document>, Found)>);

/// What is found of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Its key: documents with the same content have the same.
    pub key: String,
    /// UTF-16 units of what is stored of it.
    pub units: usize,
}

impl Known {
    /// Looks a document through, unless that was done before.
    pub fn learn(&mut self, document: &Rc<Document>) {
        let _ = self.of(document);
    }

    /// The key of a document.
    pub fn key(&mut self, document: &Rc<Document>) -> String {
        self.of(document).key
    }

    /// What is known of a document, or found now.
    pub(super) fn of(&mut self, document: &Rc<Document>) -> Found {
        self.0.retain(|(other, _)| other.strong_count() > 0);
        let known = self
            .0
            .iter()
            .find(|(other, _)| other.as_ptr() == Rc::as_ptr(document));
        if let Some((_, found)) = known {
            return found.clone();
        }
        let found = Found {
            key: document::pieces(document, check::sum),
            units: document::units(document),
        };
        self.0.push((Rc::downgrade(document), found.clone()));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_goes_with_the_document() {
        let mut known = Known::default();
        let one = Rc::new(Document::pasted("指標"));
        let found = known.of(&one);
        assert_eq!(found.units, 2);
        assert_eq!(known.of(&one), found);
        assert_eq!(known.0.len(), 1);
        drop(one);
        known.learn(&Rc::new(Document::pasted("実績")));
        assert_eq!(known.0.len(), 1);
    }

    #[test]
    fn the_same_content_has_the_same_key() {
        let mut known = Known::default();
        let mut key = |text: &str| known.of(&Rc::new(Document::pasted(text))).key;
        assert_eq!(key("a"), key("a"));
        assert_ne!(key("a"), key("b"));
    }
}
