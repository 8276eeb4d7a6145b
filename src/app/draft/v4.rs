//! Version 4: as version 3, and each sheet has what was judged of its KPIs: a program that does not know of it must not
//! write the draft back without it.

use std::rc::Rc;

use crate::app::draft::check;
use crate::app::draft::index::Index;
use crate::app::draft::index::StoredSheet;
use crate::app::draft::known::Known;
use crate::app::draft::stored::Draft;
use crate::app::draft::stored::VERSION;
use crate::app::session::Session;
use kpi_readers::sheet::Document;

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
            judgements: inputs.judgements.clone(),
            log: inputs.log.clone(),
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
