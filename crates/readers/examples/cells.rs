//! What the readers take out of files, to be held against what other programs take out of them.
//!
//! ```sh
//! cargo run --release -p kpi-readers --example cells -- FILE …
//! ```
//! One JSON text a file and line: `{ "file", "fault" }`, or `{ "file", "sheets": [{ "name", "cells": [[line, column, text]] }] }`
//! with the line in the source, the column from 0, and the text as a person sees it; covered and empty cells are left out.

use std::fs;
use std::path::Path;

use kpi_readers::file::{self, FileSettings};
use kpi_readers::sheet::{Content, Sheet};
use serde_json::{Value, json};

fn main() {
    for path in std::env::args().skip(1) {
        println!("{}", read(&path));
    }
}

fn read(path: &str) -> Value {
    let name = Path::new(path).file_name().and_then(|name| name.to_str());
    let Ok(bytes) = fs::read(path) else {
        return json!({ "file": path, "fault": "cannot be opened" });
    };
    match file::open(&bytes, name, &FileSettings::default()) {
        Err(fault) => json!({ "file": path, "fault": fault.reason() }),
        Ok(opened) => match &opened.document.content {
            Content::Sheets { sheets, .. } => {
                let sheets: Vec<Value> = sheets.iter().map(cells).collect();
                json!({ "file": path, "sheets": sheets })
            }
            _ => json!({ "file": path, "fault": "text" }),
        },
    }
}

fn cells(sheet: &Sheet) -> Value {
    let of_row = |row: &kpi_readers::sheet::Row| {
        let line = row.line;
        let seen = row.cells.iter().enumerate();
        let seen = seen.filter(|(_, cell)| !cell.covered && !cell.text.is_empty());
        seen.map(|(column, cell)| json!([line, column, cell.text]))
            .collect::<Vec<_>>()
    };
    let cells: Vec<Value> = sheet.rows.iter().flat_map(of_row).collect();
    json!({ "name": sheet.name, "cells": cells })
}
