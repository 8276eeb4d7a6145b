//! Documents without a single KPI: budgets, statistics, bills, minutes, rosters, price lists, of every kind of file.
//!
//! None may be read as one: no KPI, and no candidate that is more likely than not.

use std::fs;
use std::path::Path;

use kpi_core::assess::{self, Request};
use kpi_readers::file::{self, FileSettings};
use kpi_readers::sheet::Document;

/// A candidate with more is as good as a claim.
const AS_GOOD_AS_A_CLAIM: u8 = 50;

#[test]
fn what_holds_no_kpi_gives_none() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let list = fs::read_to_string(fixtures.join("negatives.tsv")).unwrap();
    let mut faults = Vec::new();
    let mut n_files = 0;
    for line in list.lines().skip(1) {
        let (path, kind) = line.split_once('\t').unwrap();
        let bytes = fs::read(fixtures.join(path)).unwrap();
        let extension = Path::new(path).extension().and_then(|ext| ext.to_str());
        let document = if matches!(extension, Some("txt" | "md")) {
            Document::pasted(String::from_utf8(bytes).unwrap())
        } else {
            match file::open(&bytes, Some(path), &FileSettings::default()) {
                Ok(opened) => opened.document,
                // A file that is refused gives none either.
                Err(_) => continue,
            }
        };
        n_files += 1;
        let found = assess::assess_as(&document, Request::default()).recognised;
        for indicator in &found.indicators {
            let layout = found.tables.get(indicator.table).map_or("", |table| table.layout);
            faults.push(format!(
                "{path} ({kind}): {} by {layout}, {:?}",
                indicator.name, indicator.certainty
            ));
        }
        let likely = found.candidates.iter().flat_map(|candidate| &candidate.readings);
        for reading in likely.filter(|reading| reading.confidence > AS_GOOD_AS_A_CLAIM) {
            faults.push(format!(
                "{path} ({kind}): a candidate of {} %",
                reading.confidence
            ));
        }
    }
    assert!(n_files >= 80, "only {n_files} files");
    assert!(
        faults.is_empty(),
        "{} KPIs that are none:\n{}",
        faults.len(),
        faults.join("\n")
    );
}
