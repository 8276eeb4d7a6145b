//! Scores the reading of a folder of cases: `NN.txt` (its first line is a comment) beside `NN.expected.json`.
//!
//! ```sh
//! cargo run -p kpi-core --example score -- tests/fixtures/pages -v
//! ```
//! Counts as a person would meet it: right, offered among the two best readings of a candidate, silently wrong,
//! invented. A record is one indicator of one year; those without target or actual are not asked for.

#[path = "../../../tests/native/scorer/mod.rs"]
mod scorer;

use std::fs;
use std::path::{Path, PathBuf};

use kpi_core::assess::{self, Assessment, Request};
use kpi_readers::file;
use kpi_readers::sheet::Document;
use serde_json::Value;

use scorer::Count;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments
        .next()
        .map_or_else(|| PathBuf::from("tests/fixtures/pages"), PathBuf::from);
    let rest: Vec<String> = arguments.collect();
    let is_verbose = rest.iter().any(|argument| argument == "-v");
    let only = rest.iter().find(|argument| !argument.starts_with('-'));
    let entries = fs::read_dir(&folder).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut total = Count::default();
    for path in files.iter().filter(|path| is_case(path)) {
        let stem = path.file_stem().unwrap().to_str().unwrap();
        if only.is_some_and(|only| !stem.starts_with(only.as_str())) {
            continue;
        }
        let Ok(json) = fs::read_to_string(folder.join(format!("{stem}.expected.json"))) else {
            continue;
        };
        let expected: Value = serde_json::from_str(&json).unwrap();
        let records = expected.as_array().or_else(|| expected["records"].as_array());
        let assessment = assess::assess_as(&document(path), Request::default());
        let (count, lines) = scorer::score(&assessment, records.map_or(&[], Vec::as_slice));
        if is_verbose {
            println!("{stem}: {count}");
            println!("{}", lines.join("\n"));
        }
        if only.is_some() {
            show(&assessment);
        }
        total += count;
    }
    println!("{}: {total}", folder.display());
}

fn is_case(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    path.is_file() && !matches!(extension, Some("json" | "md"))
}

fn document(path: &Path) -> Document {
    if path.extension().is_some_and(|ext| ext == "txt") {
        let text = fs::read_to_string(path).unwrap();
        let rest = text.split_once('\n').map_or("", |(_, rest)| rest);
        return Document::pasted(rest);
    }
    let bytes = fs::read(path).unwrap();
    let name = path.file_name().and_then(|name| name.to_str());
    file::open(&bytes, name, &file::FileSettings::default())
        .unwrap()
        .document
}

/// All that was read, and all that was said of it.
fn show(assessment: &Assessment) {
    let found = &assessment.recognised;
    for indicator in &found.indicators {
        println!(
            "  K {} [{:?}] {} {:?}",
            indicator.name,
            indicator.certainty,
            found.tables.get(indicator.table).map_or("", |table| table.layout),
            indicator.unit
        );
        for seen in &indicator.observations {
            println!(
                "      {:?} t={:?} a={:?} r={:?}",
                seen.period.map(|p| p.to_string()),
                seen.target.as_ref().map(|p| &p.raw),
                seen.actual.as_ref().map(|p| &p.raw),
                seen.printed_rate
            );
        }
    }
    for candidate in &found.candidates {
        println!("  C {:?} {:?}", candidate.lacks, candidate.at.line);
        for reading in &candidate.readings {
            println!("    {}%", reading.confidence);
            for indicator in &reading.indicators {
                println!(
                    "      {} {:?}",
                    indicator.name,
                    indicator
                        .observations
                        .iter()
                        .map(|seen| (
                            seen.target.as_ref().map(|p| p.raw.clone()),
                            seen.actual.as_ref().map(|p| p.raw.clone())
                        ))
                        .collect::<Vec<_>>()
                );
            }
        }
    }
    for remark in &assessment.remarks {
        println!(
            "  R {} {:?} {:?}",
            remark.code.id(),
            remark.at.as_ref().and_then(|at| at.line),
            remark.numbers
        );
    }
}
