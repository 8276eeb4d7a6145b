//! A file's cells as one text: what drafts store, and what goes between the page and its worker.
//!
//! The bytes of a file are not kept, so this text is the document from then on. It is a string of its own, not part of a
//! larger JSON document, so that the page can hand it on without ever parsing it.

use serde::{Deserialize, Serialize};

use crate::base::place::Place;
use crate::base::remark::Remark;
use crate::reading::Reading;
use crate::sheet::{Content, Document, Sheet, Source};

#[derive(Serialize, Deserialize)]
struct Grid {
    source: String,
    sheets: Vec<Sheet>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    remarks: Vec<Told>,
}

/// A remark of a reader; those of later steps are made anew.
#[derive(Serialize, Deserialize)]
struct Told {
    code: String,
    at: Option<Place>,
    numbers: Vec<String>,
}

/// The text of a reading.
pub fn write(reading: Reading) -> String {
    let remarks = reading.remarks.into_iter().map(|remark| Told {
        code: remark.code.id().to_owned(),
        at: remark.at,
        numbers: remark.numbers,
    });
    let grid = Grid {
        source: reading.source.id().to_owned(),
        remarks: remarks.collect(),
        sheets: reading.sheets,
    };
    // Texts, numbers and lists of them can always be written.
    serde_json::to_string(&grid).unwrap_or_default()
}

/// The reading of a text, or `None` if it is none of [`write()`]'s.
pub fn read(text: &str) -> Option<Reading> {
    let grid: Grid = serde_json::from_str(text).ok()?;
    let remarks = grid.remarks.into_iter().filter_map(|told| {
        let code = told.code.parse().ok()?;
        Some(Remark::new(code, told.at).with(told.numbers))
    });
    Some(Reading {
        source: Source::from_id(&grid.source).unwrap_or_default(),
        remarks: remarks.collect(),
        sheets: grid.sheets,
    })
}

/// The document with its cells as one text; what is text already stays as it is.
#[must_use]
pub fn keep(document: Document) -> Document {
    let content = match document.content {
        Content::Sheets {
            source,
            sheets,
            remarks,
        } => Content::Kept(write(Reading {
            source,
            sheets,
            remarks,
        })),
        text => text,
    };
    Document {
        name: document.name,
        content,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::remark::Code;
    use crate::sheet::{Cell, Row};

    #[test]
    fn a_grid_comes_back_as_it_was() {
        let sheets = vec![Sheet {
            name: Some("実績".to_owned()),
            rows: vec![Row {
                line: 1,
                cells: vec![Cell::new("企業数"), Cell::new("1\n2")],
                tabular: true,
            }],
            pages: vec![0],
            ..Sheet::default()
        }];
        let at = sheets[0].place(0, 1);
        let reading = Reading {
            source: Source::Ods,
            sheets,
            remarks: vec![Remark::new(Code::CellError, Some(at)).with(["#REF!"])],
        };
        assert_eq!(read(&write(reading.clone())), Some(reading));
    }

    #[test]
    fn what_is_no_grid_is_none() {
        for text in ["", "[]", "{}", r#"{"source":"xlsx","sheets":[1]}"#] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
