//! The table as both flavours of a clipboard, for Excel and Word.

use crate::contract::v1;
use crate::export::handout::wide::Sections;
use crate::export::handout::{Choice, wide};
use crate::export::{csv, html};

/// Both flavours of a clipboard.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flavours {
    /// `text/html`: a table.
    pub html: String,
    /// `text/plain`: separated by tabs.
    pub text: String,
}

/// The table of an evaluation. No cell becomes a formula where it is pasted.
pub fn flavours(found: &v1::Evaluation, choice: &Choice) -> Flavours {
    let wide = wide::lay_out(found, choice, Sections::Columns);
    let mut text = row(wide.columns.iter().map(|column| column.head.clone()));
    for cells in wide.kpis() {
        text += &row(cells.iter().map(csv::field));
    }
    Flavours {
        html: html::bare(found, choice),
        text,
    }
}

fn row(fields: impl Iterator<Item = String>) -> String {
    let fields: Vec<String> = fields.collect();
    fields.join("\t") + "\r\n"
}
