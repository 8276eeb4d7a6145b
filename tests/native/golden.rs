//! The records of a careful reader come out of the documents, field by field, nothing more and nothing less.
//!
//! The excerpts of five published documents that the page offers as samples are read in every clone. The whole
//! documents are read where the folder `../shared` lies beside the project; elsewhere the test says that it was
//! skipped.

use std::fs;
use std::path::Path;

use kpi_evaluator::samples;
use serde_json::Value;

use crate::common;

fn records(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn the_samples_give_the_records() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/records");
    let mut faults = Vec::new();
    for sample in samples::SAMPLES {
        let records = records(&folder.join(format!("{}.json", sample.id)));
        let got = common::evaluate(sample.text);
        faults.extend(
            common::differences(&records, &got)
                .into_iter()
                .map(|fault| format!("{}: {fault}", sample.id)),
        );
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_whole_documents_give_the_records() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let Ok(folder) = fs::read_dir(shared.join("golden")) else {
        println!("skipped: the whole documents are not beside the project");
        return;
    };
    let mut paths: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    let mut faults = Vec::new();
    for path in paths {
        let records = records(&path);
        let document = records["document"].as_str().unwrap().to_owned();
        let text = fs::read_to_string(shared.join("sheets").join(&document)).unwrap();
        let got = common::evaluate(&text);
        faults.extend(
            common::differences(&records, &got)
                .into_iter()
                .map(|fault| format!("{document}: {fault}")),
        );
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_wrong_record_is_reported() {
    let sample = samples::find("made-r5").unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/records");
    let records = records(&folder.join("made-r5.json"));
    let got = common::evaluate(sample.text);
    let n_faults = |change: fn(&mut Value)| {
        let mut changed = records.clone();
        change(&mut changed);
        common::differences(&changed, &got).len()
    };
    assert_eq!(n_faults(|_| {}), 0);
    assert_eq!(
        n_faults(|records| records["kpis"][0]["measurements"][0]["target"] = "1".into()),
        1
    );
    assert_eq!(
        n_faults(|records| records["kpis"][1]["measurements"][0]["rate"] = Value::Null),
        1
    );
    assert_eq!(
        n_faults(|records| records["kpis"][8]["measurements"][0]["target"] = "延伸".into()),
        1
    );
    assert!(n_faults(|records| drop(records["kpis"].as_array_mut().unwrap().remove(3))) > 0);
    assert_eq!(n_faults(|records| records["fiscalYear"] = 2022.into()), 1);
}
