//! What a person sees, against what is stored: struck out, raised, hidden, typed in, separated and written in many ways.
//!
//! `tests/fixtures/as_seen.tsv` lists, as a person reads them, the records of each file in `tests/fixtures/as_seen/`:
//! `file`, then `name|baseline|target|actual|direction|notices`. A period stands behind a value (`850@FY2023`); `!`
//! before a direction says that it was assumed. `notices` are all that must be told of the file, those on assumed
//! directions left out. A clipboard is a `.html` with, where there is one, the `.txt` of the same name.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use kpi_readers::file::{self, FileSettings};
use kpi_readers::sheet::{Content, Document};
use serde_json::Value;

use crate::common;

const TABLE: &str = include_str!("../fixtures/as_seen.tsv");

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/as_seen")
        .join(name)
}

/// The file as a person gives it: opened, or pasted.
fn document(name: &str) -> Document {
    let text = |name: &str| fs::read_to_string(path(name));
    if let Some(stem) = name.strip_suffix(".html") {
        return Document {
            name: None,
            content: Content::Clipboard {
                html: text(name).unwrap(),
                text: text(&format!("{stem}.txt")).ok(),
            },
        };
    }
    if name.strip_suffix(".txt").is_some() {
        return Document::pasted(text(name).unwrap());
    }
    let bytes = fs::read(path(name)).unwrap();
    file::open(&bytes, Some(name), &FileSettings::default())
        .unwrap_or_else(|error| panic!("{name}: {error:?}"))
        .document
}

/// `850`, `850@FY2023` where the record names a period, `«words»` where there is no value.
fn shown(point: &Value, with_period: bool) -> String {
    let value = point["value"].as_str().map_or_else(
        || match point["raw"].as_str() {
            None | Some("") => String::new(),
            Some(raw) => format!("«{raw}»"),
        },
        str::to_owned,
    );
    match point["period"].as_str() {
        Some(period) if with_period => format!("{value}@{period}"),
        _ => value,
    }
}

/// An indicator in the notation of the table.
fn record(kpi: &Value, wanted: &str) -> String {
    let wanted: Vec<&str> = wanted.split('|').collect();
    let dated = |index: usize| wanted.get(index).is_some_and(|field| field.contains('@'));
    let measurements = kpi["measurements"].as_array().unwrap();
    let last = measurements.last().unwrap_or(&Value::Null);
    let sign = if kpi["directionFrom"] == "assumed" {
        "!"
    } else {
        ""
    };
    [
        kpi["name"].as_str().unwrap_or("").to_owned(),
        shown(&kpi["baseline"], dated(1)),
        shown(&last["target"], dated(2)),
        shown(&last["actual"], dated(3)),
        format!("{sign}{}", kpi["direction"].as_str().unwrap_or("")),
    ]
    .join("|")
}

#[test]
fn what_is_evaluated_is_what_a_person_sees() {
    let rows: Vec<(&str, &str)> = TABLE
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            line.split_once('\t')
                .unwrap_or_else(|| panic!("no record: {line}"))
        })
        .collect();
    let mut faults = Vec::new();
    let mut names: Vec<&str> = rows.iter().map(|(name, _)| *name).collect();
    names.dedup();
    for name in names {
        let wanted: Vec<&str> = rows.iter().filter(|row| row.0 == name).map(|row| row.1).collect();
        let got = common::evaluate_document(&document(name));
        let kpis = got["kpis"].as_array().unwrap();
        if kpis.len() != wanted.len() {
            faults.push(format!("{name}: {} indicators, not {}", kpis.len(), wanted.len()));
        }
        let mut told = BTreeSet::new();
        for (index, wanted) in wanted.iter().enumerate() {
            let (wanted, notices) = wanted.rsplit_once('|').unwrap();
            told.extend(
                notices
                    .split(',')
                    .filter(|code| !code.is_empty())
                    .map(str::to_owned),
            );
            let found = kpis.get(index).map_or(String::new(), |kpi| record(kpi, wanted));
            if found != wanted {
                faults.push(format!("{name}:\n  wanted {wanted}\n  got    {found}"));
            }
        }
        let codes: BTreeSet<String> = got["notices"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|notice| notice["code"].as_str())
            .filter(|code| *code != "direction-assumed")
            .map(str::to_owned)
            .collect();
        if codes != told {
            faults.push(format!("{name}: told {codes:?}, not {told:?}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_file_is_in_the_table() {
    for entry in fs::read_dir(path("")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let html = name.replace(".txt", ".html");
        let listed = |name: &str| TABLE.lines().any(|line| line.split('\t').next() == Some(name));
        assert!(listed(&name) || listed(&html), "{name} is in no row");
    }
}
