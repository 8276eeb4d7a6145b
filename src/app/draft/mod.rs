//! The stored shape of a session, and how it is read back.
//!
//! A draft is an index, JSON with a `version`, and beside it the documents that it names, each under a key of its own:
//! a correction writes some hundred characters and not the sheet again. Every version that was ever shipped stays
//! readable, with a kept fixture in `tests/drafts/`. Only what a person gave is stored, nothing that was computed.

mod document;
mod known;
mod v1;
mod v2;

use std::rc::Rc;

use serde::Deserialize;

pub use crate::app::draft::known::Known;
use crate::app::session::Session;
use crate::domain::sheet::Document;

/// The version that is written.
pub const VERSION: u32 = 2;

/// The longest draft that is tried, in UTF-16 units: browsers give a site about five million of them.
pub const MAX_UNITS: usize = 4_900_000;

/// Why a stored text is no draft of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No JSON, or not of the shape, or a document that it names is gone.
    Unreadable,
    /// Written by a newer program.
    Newer,
}

/// A session as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The index.
    pub index: String,
    /// The documents that the index names, by their keys.
    pub documents: Vec<(String, Rc<Document>)>,
}

/// What to store, or `None` where it is longer than [`MAX_UNITS`].
pub fn encode(session: &Session, known: &mut Known) -> Option<Draft> {
    // Every byte of UTF-8 is at least a third of a UTF-16 unit: what is far too large is not even looked through.
    if session.desk().size() > 3 * MAX_UNITS {
        return None;
    }
    let draft = v2::write(session, known)?;
    let documents = draft
        .documents
        .iter()
        .map(|(_, document)| known.of(document).units);
    let units = draft.index.encode_utf16().count() + documents.sum::<usize>();
    (units <= MAX_UNITS).then_some(draft)
}

/// The text under which a document is stored.
pub fn document(document: &Document) -> String {
    document::write(document)
}

/// The document of such a text; `None` where it is none.
pub fn document_of(text: &str) -> Option<Document> {
    document::read(text)
}

/// The keys of the documents that an index names; none where it is no index of this version.
pub fn keys(index: &str) -> Vec<String> {
    v2::keys(index)
}

/// The session of a stored index; `document` gives the text under a key.
///
/// # Errors
/// [`Fault`], where the text is not a draft that this program can read.
pub fn decode(index: &str, document: &dyn Fn(&str) -> Option<String>) -> Result<Session, Fault> {
    #[derive(Deserialize)]
    struct Version {
        version: u32,
    }
    let version = serde_json::from_str::<Version>(index)
        .map_err(|_| Fault::Unreadable)?
        .version;
    let session = match version {
        1 => v1::read(index),
        VERSION => v2::read(index, document),
        0 => None,
        _ => return Err(Fault::Newer),
    };
    session.ok_or(Fault::Unreadable)
}
