//! The index of versions 2 to 4: several sheets; their documents beside it.

use std::rc::Rc;

use serde::Deserialize;
use serde::Serialize;

use crate::app::desk::Desk;
use crate::app::draft::stored::Fault;
use crate::app::draft::stored::Found;
use crate::app::draft::stored::Lost;
use crate::app::inputs::Inputs;
use crate::app::judging::Judgements;
use crate::app::log::Log;
use crate::app::session::Session;
use kpi_core::assess::Corrections;
use kpi_core::assess::Settings;
use kpi_readers::sheet::Document;
use kpi_report::i18n::Lang;

#[derive(Serialize, Deserialize)]
pub(super) struct Index {
    pub version: u32,
    pub lang: String,
    pub open: usize,
    pub sheets: Vec<StoredSheet>,
    /// The settings while no sheet is there.
    #[serde(default)]
    pub settings: Settings,
}

#[derive(Serialize, Deserialize)]
pub(super) struct StoredSheet {
    /// The key of its document.
    pub document: String,
    /// The document's name, so that it can be said of one that is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default)]
    pub settings: Settings,
    #[serde(default)]
    pub corrections: Corrections,
    #[serde(default, skip_serializing_if = "Judgements::is_empty")]
    pub judgements: Judgements,
    /// Programs that do not know of it leave it out when they write the draft, which is no loss of work.
    #[serde(default, skip_serializing_if = "Log::is_empty")]
    pub log: Log,
}

/// The keys that an index names.
pub(super) fn keys(index: &str) -> Vec<String> {
    sheets(index).into_iter().map(|(key, _)| key).collect()
}

/// The key and the name of each sheet's document.
pub(super) fn sheets(index: &str) -> Vec<(String, Option<String>)> {
    let index = serde_json::from_str::<Index>(index);
    let sheets = index.map(|index| index.sheets).unwrap_or_default();
    sheets
        .into_iter()
        .map(|sheet| (sheet.document, sheet.name))
        .collect()
}

/// What there is of an index's session; `document` gives the document of a key, or why there is none.
pub(super) fn read(index: &str, document: &dyn Fn(&str) -> Result<Document, Fault>) -> Result<Found, Fault> {
    let index: Index = serde_json::from_str(index).map_err(|_| Fault::Unreadable)?;
    let mut lost = Vec::new();
    let mut sheets = Vec::new();
    // The open sheet keeps its place among those that are left.
    let mut open = 0;
    for (place, sheet) in index.sheets.into_iter().enumerate() {
        match document(&sheet.document) {
            Ok(document) => {
                if place <= index.open {
                    open = sheets.len();
                }
                sheets.push(Rc::new(Inputs {
                    document: Some(Rc::new(document)),
                    corrections: sheet.corrections,
                    settings: sheet.settings,
                    judgements: sheet.judgements,
                    log: sheet.log,
                }));
            }
            Err(fault) => lost.push(Lost {
                sheet: place + 1,
                name: sheet.name,
                fault,
            }),
        }
    }
    let blank = Inputs {
        settings: index.settings,
        ..Inputs::default()
    };
    let lang = Lang::from_tag(&index.lang).unwrap_or_default();
    let session = Session::new(Desk::new(sheets, open, blank), lang);
    Ok(Found { session, lost })
}
