//! Cases to measure the reading by: documents beside what a careful reader takes out of them.
//!
//! Three ways to write that down, as the fixtures have it: `NN.expected.json` beside each document of a folder; a list
//! `FOLDER.tsv` of records (`file`, `name`, `period`, `target`, `actual`); a list `FOLDER.tsv` of documents without any
//! indicator (`file`, `kind`). A `.txt` of the first two begins with a line about the case, which is not read.

#![expect(dead_code, reason = "each example asks for its part of a case")]

#[path = "../../../../tests/native/scorer/mod.rs"]
mod scorer;

use std::fs;
use std::path::{Path, PathBuf};

use kpi_core::assess::{self, Assessment, Request};
use kpi_readers::file;
use kpi_readers::sheet::Document;
use serde_json::{Value, json};

pub(crate) use scorer::Count;

/// A document, and its records.
pub(crate) struct Case {
    /// Name of the file without its ending.
    pub stem: String,
    document: Document,
    expected: Vec<Value>,
}

impl Case {
    /// It has no indicator at all.
    pub(crate) fn holds_none(&self) -> bool {
        self.expected.is_empty()
    }

    /// Reads it and counts what became of its records, with a line for each that is not right.
    pub(crate) fn score(&self) -> (Assessment, Count, Vec<String>) {
        let assessment = assess::assess_as(&self.document, Request::default());
        let (count, lines) = scorer::score(&assessment, &self.expected);
        (assessment, count, lines)
    }
}

/// All cases of a folder, by name; files that are refused are left out.
pub(crate) fn of(folder: &Path) -> Vec<Case> {
    let list = fs::read_to_string(folder.with_extension("tsv")).unwrap_or_default();
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap_or_else(|fault| panic!("{}: {fault}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| is_document(path))
        .collect();
    files.sort();
    let holds_none = list.starts_with("file\tkind");
    let case = |path: &PathBuf| {
        let stem = path.file_stem()?.to_str()?.to_owned();
        let expected = match () {
            () if holds_none => Vec::new(),
            () if list.is_empty() => beside(path)?,
            () => listed(&list, &stem),
        };
        let document = document(path, !holds_none)?;
        Some(Case {
            stem,
            document,
            expected,
        })
    };
    files.iter().filter_map(case).collect()
}

fn is_document(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    let is_about = path.file_stem().is_some_and(|stem| stem == "README");
    path.is_file() && !is_about && extension != Some("json")
}

/// The records of `NN.expected.json`.
fn beside(path: &Path) -> Option<Vec<Value>> {
    let json = fs::read_to_string(path.with_extension("expected.json")).ok()?;
    let expected: Value = serde_json::from_str(&json).unwrap();
    let records = expected.as_array().or_else(|| expected["records"].as_array());
    Some(records.cloned().unwrap_or_default())
}

/// The records that a list has of one document.
fn listed(list: &str, stem: &str) -> Vec<Value> {
    let record = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [file, name, period, target, actual, ..] = cells[..] else {
            panic!("{line}");
        };
        let is_own = file == stem && !target.is_empty();
        is_own.then(|| json!({ "name": name, "period": period, "target": target, "actual": actual }))
    };
    list.lines().skip(1).filter_map(record).collect()
}

fn document(path: &Path, has_comment: bool) -> Option<Document> {
    if path.extension().is_some_and(|ext| ext == "txt" || ext == "md") {
        let text = fs::read_to_string(path).ok()?;
        let rest = text.split_once('\n').map_or("", |(_, rest)| rest);
        return Some(Document::pasted(if has_comment { rest } else { &text }));
    }
    let bytes = fs::read(path).unwrap();
    let name = path.file_name().and_then(|name| name.to_str());
    let opened = file::open(&bytes, name, &file::FileSettings::default()).ok()?;
    Some(opened.document)
}
