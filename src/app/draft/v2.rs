//! Version 2: several sheets; their documents beside the index.

use std::hash::DefaultHasher;
use std::hash::Hash;
use std::hash::Hasher;
use std::rc::Rc;

use serde::Deserialize;
use serde::Serialize;

use crate::app::desk::Desk;
use crate::app::draft::Draft;
use crate::app::draft::Known;
use crate::app::draft::VERSION;
use crate::app::draft::document;
use crate::app::inputs::Inputs;
use crate::app::session::Session;
use crate::domain::assess::Corrections;
use crate::domain::assess::Settings;
use crate::domain::sheet::Content;
use crate::domain::sheet::Document;
use crate::i18n::Lang;

#[derive(Serialize, Deserialize)]
struct Index {
    version: u32,
    lang: String,
    open: usize,
    sheets: Vec<StoredSheet>,
    /// The settings while no sheet is there.
    #[serde(default)]
    settings: Settings,
}

#[derive(Serialize, Deserialize)]
struct StoredSheet {
    /// The key of its document.
    document: String,
    #[serde(default)]
    settings: Settings,
    #[serde(default)]
    corrections: Corrections,
}

/// The key of a document: its content's, so that the same sheet is stored once and an unchanged one never again.
pub(super) fn key(document: &Document) -> String {
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
    let index = serde_json::to_string(&index).ok()?;
    documents.sort_by(|one, other| one.0.cmp(&other.0));
    documents.dedup_by(|one, other| one.0 == other.0);
    Some(Draft { index, documents })
}

/// The keys that an index names.
pub(super) fn keys(index: &str) -> Vec<String> {
    let index = serde_json::from_str::<Index>(index);
    let sheets = index.map(|index| index.sheets).unwrap_or_default();
    sheets.into_iter().map(|sheet| sheet.document).collect()
}

/// The session of an index, if all its documents are there.
pub(super) fn read(index: &str, text: &dyn Fn(&str) -> Option<String>) -> Option<Session> {
    let index: Index = serde_json::from_str(index).ok()?;
    let sheets = index.sheets.into_iter().map(|sheet| {
        let document = document::read(&text(&sheet.document)?)?;
        Some(Rc::new(Inputs {
            document: Some(Rc::new(document)),
            corrections: sheet.corrections,
            settings: sheet.settings,
        }))
    });
    let blank = Inputs {
        settings: index.settings,
        ..Inputs::default()
    };
    let sheets = sheets.collect::<Option<Vec<_>>>()?;
    let open = index.open.min(sheets.len().saturating_sub(1));
    let lang = Lang::from_tag(&index.lang).unwrap_or_default();
    Some(Session::new(Desk::new(sheets, open, blank), lang))
}
