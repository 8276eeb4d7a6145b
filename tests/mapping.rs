//! What a person settles about a layout is read exactly: a table drawn as it was understood gives the same records, and
//! the schema and the reader agree on what a mapping is.

mod common;

use std::fs;
use std::path::Path;

use kpi_evaluator::contract;
use kpi_evaluator::contract::mapping::drawn;
use kpi_evaluator::contract::v1::Evaluation;
use kpi_evaluator::domain::assess::{Corrections, Settings, assess};
use kpi_evaluator::domain::layout::mapping::Mapping;
use kpi_evaluator::domain::readers::file::{self, FileSettings};
use kpi_evaluator::domain::sheet::Document;
use kpi_evaluator::i18n::Lang;
use kpi_evaluator::samples;

fn evaluate(document: &Document, mapping: &Mapping) -> Evaluation {
    let corrections = Corrections {
        mapping: mapping.clone(),
        ..Corrections::default()
    };
    contract::evaluation(&assess(document, &Settings::default(), &corrections), Lang::Ja)
}

/// Every document that the tests have: samples, habits, files.
fn documents() -> Vec<(String, Document)> {
    let mut documents: Vec<_> = samples::SAMPLES
        .iter()
        .map(|sample| (sample.id.to_owned(), Document::pasted(sample.text)))
        .collect();
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    for folder in ["readings", "fixtures"] {
        let mut paths: Vec<_> = fs::read_dir(tests.join(folder))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_file())
            .collect();
        paths.sort();
        for path in paths {
            let bytes = fs::read(&path).unwrap();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if folder == "readings" {
                let text = String::from_utf8(bytes).unwrap();
                let given = text.split("\n=====\n").next().unwrap_or_default().to_owned();
                documents.push((name, Document::pasted(given)));
            } else if let Ok(opened) = file::open(&bytes, Some(&name), &FileSettings::default()) {
                documents.push((name, opened.document));
            }
        }
    }
    documents
}

#[test]
fn a_table_drawn_as_it_was_understood_gives_the_same_records() {
    let mut faults = Vec::new();
    let mut n_tables = 0;
    for (name, document) in documents() {
        let before = evaluate(&document, &Mapping::default());
        let mut mapping = Mapping::default();
        for table in before.tables.iter().filter_map(drawn) {
            mapping.settle(table);
        }
        n_tables += mapping.tables.len();
        let after = evaluate(&document, &mapping);
        if before.kpis.len() != after.kpis.len() {
            faults.push(format!(
                "{name}: {} KPIs instead of {}",
                after.kpis.len(),
                before.kpis.len()
            ));
        }
        for (one, other) in before.kpis.iter().zip(&after.kpis) {
            if one != other {
                faults.push(format!("{name}: {one:?}\n  is now {other:?}"));
                break;
            }
        }
        if before.projects != after.projects {
            faults.push(format!("{name}: other projects"));
        }
    }
    assert!(
        faults.is_empty(),
        "{} of them:\n{}",
        faults.len(),
        faults.join("\n")
    );
    assert!(n_tables > 50, "{n_tables} tables were drawn");
}
