//! The stored shape of a session, and how it is read back.
//!
//! A draft is an index, JSON with a `version`, and beside it the documents that it names, each under a key of its own:
//! a correction writes some hundred characters and not the sheet again. Every version that was ever shipped stays
//! readable, with a kept fixture in `tests/drafts/`. Only what a person gave is stored, nothing that was computed.

mod check;
mod index;
mod known;
mod stored;
mod v1;
mod v2;
mod v3;
mod v4;

use serde::Deserialize;

pub use crate::app::draft::known::Known;
pub use crate::app::draft::stored::Draft;
pub use crate::app::draft::stored::Fault;
pub use crate::app::draft::stored::Found;
pub use crate::app::draft::stored::Lost;
pub use crate::app::draft::stored::VERSION;
use crate::app::session::Session;
use kpi_readers::sheet::Document;
use kpi_report::tasks::document;

/// The longest draft that is tried, in UTF-16 units: browsers give a site about five million of them.
pub const MAX_UNITS: usize = 4_900_000;

/// What to store, or `None` where it is longer than [`MAX_UNITS`].
pub fn encode(session: &Session, known: &mut Known) -> Option<Draft> {
    // Every byte of UTF-8 is at least a third of a UTF-16 unit: what is far too large is not even looked through.
    if session.desk().size() > 3 * MAX_UNITS {
        return None;
    }
    let draft = v4::write(session, known)?;
    let documents = draft
        .documents
        .iter()
        .map(|(_, document)| known.of(document).units);
    let units = draft.index.encode_utf16().count() + documents.sum::<usize>();
    (units <= MAX_UNITS).then_some(draft)
}

/// What to store where there is no limit: in a file. `None` only if it cannot be written at all.
pub fn encode_whole(session: &Session, known: &mut Known) -> Option<Draft> {
    v4::write(session, known)
}

/// The checksum of a text, 32 hexadecimal digits.
pub fn checksum(text: &str) -> String {
    check::sum(&[text])
}

/// An index that comes from where something else says whether it is whole, as [`decode`] takes it.
pub fn sealed(index: &str) -> String {
    check::seal(index)
}

/// The text under which a document is stored.
pub fn document(document: &Document) -> String {
    document::write(document)
}

/// The document of such a text; `None` where it is none.
pub fn document_of(text: &str) -> Option<Document> {
    document::read(text)
}

/// This text is the stored one of the document.
pub fn is_text_of(document: &Document, text: &str) -> bool {
    document::is_text_of(document, text)
}

/// The keys of the documents that an index names; none where it is no index that is known.
pub fn keys(index: &str) -> Vec<String> {
    index::keys(index)
}

/// The key and the name of each sheet's document, as far as an index says them.
pub fn sheets(index: &str) -> Vec<(String, Option<String>)> {
    index::sheets(index)
}

/// The name of each sheet's document, as far as an index says it.
pub fn names(index: &str) -> Vec<Option<String>> {
    index::sheets(index).into_iter().map(|(_, name)| name).collect()
}

/// The whole session of a stored index; `document` gives the text under a key.
///
/// # Errors
/// [`Fault`], where the text is not a draft that this program can read, or something of it is missing.
pub fn decode(index: &str, document: &dyn Fn(&str) -> Option<String>) -> Result<Session, Fault> {
    let found = salvage(index, document)?;
    match found.lost.first() {
        Some(lost) => Err(lost.fault),
        None => Ok(found.session),
    }
}

/// What there is of the session of a stored index: a sheet whose document is gone or damaged is left out and named.
///
/// # Errors
/// [`Fault`], where the index itself cannot be read.
pub fn salvage(index: &str, document: &dyn Fn(&str) -> Option<String>) -> Result<Found, Fault> {
    read(index, document, false)
}

/// The same, of a text that need not be as it was written: for who was told, and asks for what is left.
///
/// # Errors
/// As [`salvage`].
pub fn salvage_damaged(index: &str, document: &dyn Fn(&str) -> Option<String>) -> Result<Found, Fault> {
    read(index, document, true)
}

fn read(
    index: &str,
    document: &dyn Fn(&str) -> Option<String>,
    is_damage_known: bool,
) -> Result<Found, Fault> {
    #[derive(Deserialize)]
    struct Version {
        version: u32,
    }
    let version = serde_json::from_str::<Version>(index)
        .map_err(|_| Fault::Unreadable)?
        .version;
    let read: fn(&str, &str) -> Result<Document, Fault> = match version {
        _ if is_damage_known => |_, text| document::salvaged(text).ok_or(Fault::Damaged),
        2 => v2::document,
        _ => v3::document,
    };
    let document = |key: &str| read(key, &document(key).ok_or(Fault::Unreadable)?);
    match version {
        0 => Err(Fault::Unreadable),
        1 => v1::read(index)
            .map(|session| Found {
                session,
                lost: Vec::new(),
            })
            .ok_or(Fault::Unreadable),
        3 | VERSION if !is_damage_known && !check::is_sealed(index) => Err(Fault::Damaged),
        2 | 3 | VERSION => index::read(index, &document),
        _ => Err(Fault::Newer),
    }
}
