//! Version 3: as version 2, and whatever is stored says whether it is whole: the index by its last field, a document by
//! its key.

use std::rc::Rc;

use crate::app::draft::Draft;
use crate::app::draft::Fault;
use crate::app::draft::Known;
use crate::app::draft::VERSION;
use crate::app::draft::check;
use crate::app::draft::document as stored;
use crate::app::draft::index::Index;
use crate::app::draft::index::StoredSheet;
use crate::app::session::Session;
use crate::domain::sheet::Document;

/// The draft of a session, or `None` if it cannot be written.
pub(super) fn write(session: &Session, known: &mut Known) -> Option<Draft> {
    let desk = session.desk();
    let mut documents = Vec::<(String, Rc<Document>)>::new();
    let mut sheets = Vec::new();
    for inputs in desk.sheets() {
        let Some(document) = &inputs.document else {
            continue;
        };
        let key = known.of(document).key;
        sheets.push(StoredSheet {
            document: key.clone(),
            name: document.name.clone(),
            settings: inputs.settings.clone(),
            corrections: inputs.corrections.clone(),
        });
        documents.push((key, Rc::clone(document)));
    }
    let index = Index {
        version: VERSION,
        lang: session.lang().tag().to_owned(),
        open: desk.open(),
        sheets,
        settings: desk.blank().settings.clone(),
    };
    let index = check::seal(&serde_json::to_string(&index).ok()?);
    documents.sort_by(|one, other| one.0.cmp(&other.0));
    documents.dedup_by(|one, other| one.0 == other.0);
    Some(Draft { index, documents })
}

/// The document under a key: its checksum is the key.
pub(super) fn document(key: &str, text: &str) -> Result<Document, Fault> {
    if check::sum(&[text]) != key {
        return Err(Fault::Damaged);
    }
    stored::read(text).ok_or(Fault::Damaged)
}
