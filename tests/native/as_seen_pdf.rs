//! What a PDF shows is what is evaluated, and what it does not show is named.
//!
//! `fixtures/as_seen_pdf.tsv` says what a person reads off each file: `name|target|actual` of every KPI, then what is left
//! out by kind. `fixtures/make/as_seen_pdf.py` makes the files `made_…`.

use std::fs;
use std::path::{Path, PathBuf};

use kpi_readers::file::{self, FileSettings};
use kpi_readers::sheet::{Content, Document};
use serde_json::Value;

use crate::common;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

fn opened(name: &str) -> Result<Document, String> {
    let bytes = fs::read(fixtures().join("as_seen_pdf").join(name)).unwrap();
    let opened = file::open(&bytes, Some(name), &FileSettings::default());
    opened
        .map(|opened| opened.document)
        .map_err(|error| error.reason().to_owned())
}

/// `来館者数|1000|850`.
fn kpis(document: &Document) -> Vec<String> {
    let evaluation = common::evaluate_document(document);
    let word = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let kpi = |kpi: &Value| {
        let measurement = &kpi["measurements"][0];
        let values = ["target", "actual"].map(|key| word(&measurement[key]["value"]));
        format!("{}|{}", word(&kpi["name"]), values.join("|"))
    };
    evaluation["kpis"].as_array().unwrap().iter().map(kpi).collect()
}

/// `struck 850; hidden 999`.
fn left_out(document: &Document) -> String {
    let Content::Sheets { sheets, .. } = &document.content else {
        panic!("no sheets");
    };
    let parts = sheets.iter().flat_map(|sheet| sheet.left_out.parts());
    let parts: Vec<String> = parts
        .map(|part| format!("{} {}", part.kind.id(), part.text))
        .collect();
    parts.join("; ")
}

#[test]
fn what_is_shown_is_what_is_read() {
    let table = fs::read_to_string(fixtures().join("as_seen_pdf.tsv")).unwrap();
    let mut faults = Vec::new();
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    for row in rows {
        let mut fields = row.split('\t');
        let name = fields.next().unwrap();
        let expected = [fields.next(), fields.next()].map(Option::unwrap_or_default);
        let found = match opened(name) {
            Ok(document) => [kpis(&document).join("; "), left_out(&document)],
            Err(reason) => [reason, String::new()],
        };
        if found != expected {
            faults.push(format!("{name}: {found:?} instead of {expected:?}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_file_has_its_row() {
    let table = fs::read_to_string(fixtures().join("as_seen_pdf.tsv")).unwrap();
    let mut files: Vec<String> = fs::read_dir(fixtures().join("as_seen_pdf"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    let is_named = |file: &&String| {
        !table
            .lines()
            .any(|line| line.split('\t').next() == Some(file.as_str()))
    };
    assert_eq!(
        files.iter().filter(is_named).collect::<Vec<_>>(),
        Vec::<&String>::new()
    );
}
