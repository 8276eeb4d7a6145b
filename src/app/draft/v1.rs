//! Version 1: one document, inside of the draft.

use std::rc::Rc;

use serde::Deserialize;

use crate::app::desk::Desk;
use crate::app::inputs::Inputs;
use crate::app::session::Session;
use kpi_core::assess::Corrections;
use kpi_core::assess::KpiOverride;
use kpi_core::assess::Settings;
use kpi_core::layout::mapping::ColumnMapping;
use kpi_core::layout::mapping::Mapping;
use kpi_core::layout::mapping::TableMapping;
use kpi_core::layout::mapping::one_based;
use kpi_core::layout::role::Role;
use kpi_readers::base::place::CellRef;
use kpi_readers::sheet::Content;
use kpi_readers::sheet::Document;
use kpi_report::i18n::Lang;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Stored {
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

#[derive(Deserialize)]
struct StoredDocument {
    name: Option<String>,
    html: Option<String>,
    text: Option<String>,
}

#[derive(Deserialize)]
struct StoredCell {
    sheet: usize,
    row: usize,
    column: usize,
    text: String,
}

#[derive(Deserialize)]
struct StoredRole {
    table: String,
    column: usize,
    role: String,
}

#[derive(Deserialize)]
struct StoredDirection {
    kpi: String,
    direction: String,
}

/// The session of a draft of version 1.
pub(super) fn read(text: &str) -> Option<Session> {
    let stored: Stored = serde_json::from_str(text).ok()?;
    let cells = stored.cells.into_iter().map(|cell| {
        let StoredCell {
            sheet,
            row,
            column,
            text,
        } = cell;
        (CellRef { sheet, row, column }, text)
    });
    let directions = stored.directions.into_iter();
    let corrections = Corrections {
        cells: cells.collect(),
        mapping: mapping(stored.roles),
        overrides: directions.map(StoredDirection::into_override).collect(),
        ..Corrections::default()
    };
    let inputs = Inputs {
        document: stored.document.map(|document| Rc::new(document.into_document())),
        corrections,
        settings: Settings::preset(stored.rule_set),
        ..Inputs::default()
    };
    let desk = if inputs.document.is_some() {
        Desk::new(vec![Rc::new(inputs)], 0, Inputs::default())
    } else {
        Desk::new(Vec::new(), 0, inputs)
    };
    Some(Session::new(
        desk,
        Lang::from_tag(&stored.lang).unwrap_or_default(),
    ))
}

impl StoredDirection {
    fn into_override(self) -> (String, KpiOverride) {
        let said = KpiOverride {
            direction: Some(self.direction),
            ..KpiOverride::default()
        };
        (self.kpi, said)
    }
}

/// Roles, laid over what headers say. A word that is no role is left out.
fn mapping(roles: Vec<StoredRole>) -> Mapping {
    let mut mapping = Mapping::default();
    for stored in roles {
        let Some(role) = Role::from_id(&stored.role) else {
            continue;
        };
        let column = ColumnMapping::new(one_based(stored.column), role);
        let known = mapping
            .tables
            .iter_mut()
            .find(|table| table.table == stored.table);
        if let Some(table) = known {
            table.set_column(column);
        } else {
            mapping.tables.push(TableMapping {
                table: stored.table,
                columns: vec![column],
                ..TableMapping::default()
            });
        }
    }
    mapping
}

impl StoredDocument {
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
