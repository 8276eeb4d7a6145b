//! What is handed out, by the id of its form: the contract's `render`.

use crate::contract;
use crate::contract::v1;
use crate::export::carried;
use crate::export::chart;
use crate::export::csv::{self, Encoding, Written};
use crate::export::handout::Choice;
use crate::export::xlsx::{self, Paper};
use crate::export::{html, markdown};

/// A form that is handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A workbook.
    Xlsx,
    /// Comma-separated values, a row for each KPI.
    Csv,
    /// The same, a row for each KPI and measurement.
    CsvLong,
    /// The contract's JSON.
    Json,
    /// A table without script and style.
    Html,
    /// Markdown.
    Markdown,
    /// One picture of all KPIs.
    Svg,
}

impl Form {
    /// Every form with its id, the ending of its files and its media type.
    pub const ALL: &[(&str, Self, &str, &str)] = &[
        (
            "xlsx",
            Self::Xlsx,
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        ("csv", Self::Csv, "csv", "text/csv"),
        ("csv-long", Self::CsvLong, "csv", "text/csv"),
        ("json", Self::Json, "json", "application/json"),
        ("html", Self::Html, "html", "text/html"),
        ("md", Self::Markdown, "md", "text/markdown"),
        ("svg", Self::Svg, "svg", "image/svg+xml"),
    ];

    /// The form of an id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(known, ..)| *known == id)
            .map(|(_, form, ..)| *form)
    }

    /// Its id.
    pub fn id(self) -> &'static str {
        self.row().map_or("", |(id, ..)| *id)
    }

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        self.row().map_or("", |(_, _, ending, _)| *ending)
    }

    /// Its media type.
    pub fn mime(self) -> &'static str {
        self.row().map_or("", |(.., mime)| *mime)
    }

    fn row(self) -> Option<&'static (&'static str, Self, &'static str, &'static str)> {
        Self::ALL.iter().find(|(_, form, ..)| *form == self)
    }

    /// Its files can carry a working file beside what is seen.
    pub fn carries(self) -> bool {
        matches!(self, Self::Xlsx | Self::Html)
    }

    /// Its files are text in an encoding that can be chosen.
    pub fn is_encoded(self) -> bool {
        matches!(self, Self::Csv | Self::CsvLong)
    }
}

/// How a form is written.
#[derive(Clone, Debug, Default)]
pub struct Manner {
    /// Columns, language and what only the caller knows.
    pub choice: Choice,
    /// Of comma-separated values.
    pub encoding: Encoding,
    /// Of a workbook.
    pub paper: Paper,
    /// The working file that is carried inside, as JSON, where the form [can](Form::carries): no part of what is seen.
    pub inside: Option<String>,
}

/// What is handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rendered {
    /// A text, to be encoded in UTF-8.
    Text(String),
    /// The bytes of a file, and the characters that its encoding does not have.
    Bytes(Written),
}

impl Rendered {
    /// The bytes of the file.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
            Self::Bytes(written) => &written.bytes,
        }
    }

    /// It as a string, where that says everything: not what is in another encoding than UTF-8, nor a workbook.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Bytes(_) => None,
        }
    }

    /// What its encoding does not have.
    pub fn unfit(&self) -> &[char] {
        match self {
            Self::Text(_) => &[],
            Self::Bytes(written) => &written.unfit,
        }
    }
}

/// The evaluation in a form. The same evaluation in the same manner gives the same bytes.
pub fn render(found: &v1::Evaluation, form: Form, manner: &Manner) -> Rendered {
    let choice = &manner.choice;
    let encoded = |text: String| match manner.encoding {
        // With a mark of byte order: without it spreadsheets take UTF-8 for something else.
        Encoding::Utf8 => Rendered::Text(format!("\u{FEFF}{text}")),
        Encoding::Cp932 => Rendered::Bytes(csv::in_cp932(&text)),
    };
    match form {
        Form::Xlsx => Rendered::Bytes(Written {
            bytes: xlsx::workbook(found, choice, manner.paper, manner.inside.as_deref()),
            unfit: Vec::new(),
        }),
        Form::Csv => encoded(csv::wide(found, choice)),
        Form::CsvLong => encoded(csv::long(found, choice)),
        Form::Json => Rendered::Text(contract::to_json(found)),
        Form::Html => {
            let inside = manner.inside.as_deref().map(carried::block);
            Rendered::Text(html::table(found, choice) + &inside.unwrap_or_default())
        }
        Form::Markdown => Rendered::Text(markdown::document(found, choice)),
        Form::Svg => Rendered::Text(chart::picture(found, choice, usize::MAX)),
    }
}
