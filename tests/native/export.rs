//! Our own export is read back into the same records, pasted or as a file.

use std::fs;
use std::path::Path;

use kpi_core::assess::{Corrections, Settings, assess};
use kpi_evaluator::samples;
use kpi_readers::base::place::CellRef;
use kpi_readers::file::{self, FileSettings};
use kpi_readers::sheet::Document;
use kpi_report::contract::{self, v1};
use kpi_report::i18n::Lang;
use serde_json::Value;

fn evaluate(document: &Document) -> v1::Evaluation {
    contract::evaluation(
        &assess(document, &Settings::default(), &Corrections::default()),
        Lang::Ja,
    )
}

fn documents() -> Vec<(String, Document)> {
    let mut documents: Vec<_> = samples::SAMPLES
        .iter()
        .map(|sample| (sample.id.to_owned(), Document::pasted(sample.text)))
        .collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readings");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let given = text.split("\n=====\n").next().unwrap_or_default().to_owned();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        documents.push((name, Document::pasted(given)));
    }
    documents
}

/// Places are those of the export.
fn without_places(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.remove("at");
            fields.values_mut().for_each(without_places);
        }
        Value::Array(items) => items.iter_mut().for_each(without_places),
        _ => {}
    }
}

fn records(found: &v1::Evaluation) -> Value {
    let mut json = serde_json::to_value(found).unwrap();
    without_places(&mut json);
    json
}

#[test]
fn an_export_gives_the_same_records() {
    let mut faults = Vec::new();
    for (name, document) in documents() {
        let before = evaluate(&document);
        let after = evaluate(&Document::pasted(contract::to_json(&before)));
        assert_eq!(after.document.source, "json");
        let (one, other) = (records(&before), records(&after));
        for key in ["title", "municipality", "fiscalYear", "term"] {
            if one["document"][key] != other["document"][key] {
                faults.push(format!("{name}: {key}"));
            }
        }
        for key in ["kpis", "projects", "summary"] {
            if one[key] == other[key] {
                continue;
            }
            let lists = (one[key].as_array(), other[key].as_array());
            let first = lists
                .0
                .into_iter()
                .flatten()
                .zip(lists.1.into_iter().flatten())
                .find(|(one, other)| one != other);
            faults.push(format!("{name}: {key}: {first:?}"));
        }
    }
    assert!(
        faults.is_empty(),
        "{} of them:\n{}",
        faults.len(),
        faults.join("\n\n")
    );
}

#[test]
fn an_export_is_a_file_like_any_other_and_can_be_put_right() {
    let before = evaluate(&Document::pasted(samples::SAMPLES[0].text));
    let text = contract::to_json(&before);
    let opened = file::open(text.as_bytes(), Some("a.csv"), &FileSettings::default()).unwrap();
    assert_eq!(
        records(&evaluate(&opened.document))["kpis"],
        records(&before)["kpis"]
    );
    // Its cells are where the places say.
    let found = evaluate(&opened.document);
    let name = &found.kpis[0].at;
    let at = CellRef {
        sheet: 0,
        row: usize::try_from(name.row.unwrap()).unwrap() - 1,
        column: usize::try_from(name.column.unwrap()).unwrap() - 1,
    };
    let corrections = Corrections {
        cells: [(at, "別の名前".to_owned())].into(),
        ..Corrections::default()
    };
    let assessment = assess(&opened.document, &Settings::default(), &corrections);
    assert_eq!(assessment.recognised.indicators[0].name, "別の名前");
}

#[test]
fn other_json_is_no_export() {
    for text in [
        "{}",
        "{\"schema\":\"kpi-evaluator/2\"}",
        "{\"schema\":\"kpi-evaluator/1\"",
        "[]",
    ] {
        assert_ne!(
            evaluate(&Document::pasted(text)).document.source,
            "json",
            "{text}"
        );
        if text.ends_with('}') {
            let opened = file::open(text.as_bytes(), None, &FileSettings::default());
            assert!(opened.is_err(), "{text}");
        }
    }
    // Odd values are no records, and no panic.
    let odd = r#"{"schema":"kpi-evaluator/1","document":5,"tables":[3],"projects":[{"parent":"-"}],"kpis":[{"name":7},[]]}"#;
    assert_eq!(evaluate(&Document::pasted(odd)).document.source, "json");
}
