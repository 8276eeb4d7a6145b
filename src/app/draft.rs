//! The stored shape of a session, and how it is read back.
//!
//! JSON with a `version`. Every version that was ever shipped stays readable: `decode` steps from one to the next, each
//! with a kept fixture in `tests/drafts/`. Only what a person gave is stored, nothing that was computed.

use std::rc::Rc;

use serde::Deserialize;
use serde::Serialize;

use crate::app::inputs::Inputs;
use crate::app::session::Session;
use crate::domain::assess::Corrections;
use crate::domain::assess::Settings;
use crate::domain::base::place::CellRef;
use crate::domain::sheet::Content;
use crate::domain::sheet::Document;
use crate::i18n::Lang;

/// The version that is written.
pub const VERSION: u32 = 1;

/// The longest draft that is tried, in UTF-16 units: browsers give a site about five million of them.
pub const MAX_UNITS: usize = 4_500_000;

/// Why a stored text is no draft of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No JSON, or not of the shape.
    Unreadable,
    /// Written by a newer program.
    Newer,
}

/// The text to store, or `None` where it is longer than [`MAX_UNITS`].
pub fn encode(session: &Session) -> Option<String> {
    let inputs = session.inputs();
    // Every byte of UTF-8 is at least a third of a UTF-16 unit: what is far too large is not even written out.
    if inputs.size() > 3 * MAX_UNITS {
        return None;
    }
    // The cells of a file have no stored shape yet: it must be said that they are not kept.
    let content = inputs.document.as_deref().map(|document| &document.content);
    if matches!(content, Some(Content::Sheets { .. })) {
        return None;
    }
    let text = serde_json::to_string(&Stored::from_session(session)).ok()?;
    (text.encode_utf16().count() <= MAX_UNITS).then_some(text)
}

/// The session of a stored text.
///
/// # Errors
/// [`Fault`], where the text is not a draft that this program can read.
pub fn decode(text: &str) -> Result<Session, Fault> {
    let version = serde_json::from_str::<Version>(text)
        .map_err(|_| Fault::Unreadable)?
        .version;
    match version {
        VERSION => serde_json::from_str::<Stored>(text)
            .map_err(|_| Fault::Unreadable)
            .map(Stored::into_session),
        0 => Err(Fault::Unreadable),
        _ => Err(Fault::Newer),
    }
}

#[derive(Deserialize)]
struct Version {
    version: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Stored {
    version: u32,
    lang: String,
    document: Option<StoredDocument>,
    rule_set: String,
    #[serde(default)]
    cells: Vec<StoredCell>,
    #[serde(default)]
    roles: Vec<StoredRole>,
    #[serde(default)]
    directions: Vec<StoredDirection>,
}

#[derive(Serialize, Deserialize)]
struct StoredDocument {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    html: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct StoredCell {
    sheet: usize,
    row: usize,
    column: usize,
    text: String,
}

#[derive(Serialize, Deserialize)]
struct StoredRole {
    table: String,
    column: usize,
    role: String,
}

#[derive(Serialize, Deserialize)]
struct StoredDirection {
    kpi: String,
    direction: String,
}

impl Stored {
    fn from_session(session: &Session) -> Self {
        let inputs = session.inputs();
        let Corrections {
            cells,
            roles,
            directions,
            ..
        } = inputs.corrections.clone();
        Self {
            version: VERSION,
            lang: session.lang().tag().to_owned(),
            document: inputs.document.as_deref().map(StoredDocument::from_document),
            rule_set: inputs.settings.rule_set.clone(),
            cells: cells
                .into_iter()
                .map(|(CellRef { sheet, row, column }, text)| StoredCell {
                    sheet,
                    row,
                    column,
                    text,
                })
                .collect(),
            roles: roles
                .into_iter()
                .map(|((table, column), role)| StoredRole { table, column, role })
                .collect(),
            directions: directions
                .into_iter()
                .map(|(kpi, direction)| StoredDirection { kpi, direction })
                .collect(),
        }
    }

    fn into_session(self) -> Session {
        let corrections = Corrections {
            cells: self
                .cells
                .into_iter()
                .map(|cell| {
                    (
                        CellRef {
                            sheet: cell.sheet,
                            row: cell.row,
                            column: cell.column,
                        },
                        cell.text,
                    )
                })
                .collect(),
            roles: self
                .roles
                .into_iter()
                .map(|role| ((role.table, role.column), role.role))
                .collect(),
            directions: self
                .directions
                .into_iter()
                .map(|direction| (direction.kpi, direction.direction))
                .collect(),
        };
        let inputs = Inputs {
            document: self.document.map(|document| Rc::new(document.into_document())),
            corrections,
            settings: Settings {
                rule_set: self.rule_set,
            },
        };
        Session::new(inputs, Lang::from_tag(&self.lang).unwrap_or_default())
    }
}

impl StoredDocument {
    fn from_document(document: &Document) -> Self {
        let (html, text) = match &document.content {
            Content::Text(text) => (None, Some(text.clone())),
            Content::Clipboard { html, text } => (Some(html.clone()), text.clone()),
            Content::Sheets { .. } => (None, None),
        };
        Self {
            name: document.name.clone(),
            html,
            text,
        }
    }

    fn into_document(self) -> Document {
        let content = match (self.html, self.text) {
            (Some(html), text) => Content::Clipboard { html, text },
            (None, text) => Content::Text(text.unwrap_or_default()),
        };
        Document {
            name: self.name,
            content,
        }
    }
}
