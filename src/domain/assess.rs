//! The one façade: a document, settings and corrections in, everything known about it out.

use std::collections::BTreeMap;

use crate::domain::base::place::CellRef;
use crate::domain::sheet::{Document, Sheet};

/// What a person put right in the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    /// New texts of cells, laid over what was read.
    pub cells: BTreeMap<CellRef, String>,
    /// Column roles by table id and 0-based column: the `role` words of the contract's `columns`.
    pub roles: BTreeMap<(String, usize), String>,
    /// Directions by KPI id: `"increase" | "decrease" | "maintain"`.
    pub directions: BTreeMap<String, String>,
}

/// How to assess.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Id of the rule set.
    pub rule_set: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self { rule_set: "plain".to_owned() }
    }
}

/// Everything that was found.
#[derive(Clone, Debug, Default)]
pub struct Assessment {
    /// The source as read, corrections laid over it: what the source panel shows.
    pub sheets: Vec<Sheet>,
}

/// Assesses one document. Never fails on content.
pub fn assess(_document: &Document, _settings: &Settings, _corrections: &Corrections) -> Assessment {
    Assessment::default()
}
