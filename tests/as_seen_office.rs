//! Office files say what a person sees in them, not what they store.
//!
//! `tests/fixtures/as_seen_office.tsv` is the table: a file and what a careful reader takes out of it, a line for each
//! indicator. `tests/fixtures/make/as_seen_office.py` makes the files.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use kpi_evaluator::domain::readers;
use kpi_evaluator::domain::readers::file::{self, FileSettings};
use serde_json::Value;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

fn table() -> String {
    fs::read_to_string(fixtures().join("as_seen_office.tsv")).unwrap()
}

/// Everything that is expected of each file, in the order of the table.
fn expectations(table: &str) -> BTreeMap<&str, Vec<&str>> {
    let rows = table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let mut files = BTreeMap::<_, Vec<_>>::new();
    for row in rows {
        let (file, expected) = row.split_once('\t').expect("two columns");
        files.entry(file).or_default().push(expected);
    }
    files
}

/// What is read of a file.
#[derive(Default)]
struct Said {
    /// An indicator a line, or `!` and why the file is refused.
    kpis: Vec<String>,
    /// Codes of notices with their words.
    notices: Vec<String>,
    /// `=C5 text` for every cell of the first sheet.
    cells: BTreeSet<String>,
}

fn said(name: &str) -> Said {
    let bytes = fs::read(fixtures().join("as_seen_office").join(name))
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    let opened = match file::open(&bytes, Some(name), &FileSettings::default()) {
        Ok(opened) => opened,
        Err(error) => {
            return Said {
                kpis: vec![format!("!{}", error.reason())],
                ..Said::default()
            };
        }
    };
    let sheets = readers::read(&opened.document).sheets;
    let cells = sheets.first().map(|sheet| {
        let rows = sheet.rows.iter().enumerate();
        let cells = rows.flat_map(|(row, cells)| {
            let cells = cells.cells.iter().enumerate();
            cells.map(move |(column, cell)| (sheet.place(row, column), &cell.text))
        });
        cells
            .filter_map(|(place, text)| Some(format!("={} {}", place.cell()?, text.trim())))
            .collect()
    });
    let evaluation = common::evaluate_document(&opened.document);
    let notices = list(&evaluation, "notices")
        .iter()
        .map(|notice| {
            let words = notice["numbers"].as_array().map(|words| {
                let words = words.iter().filter_map(Value::as_str);
                words.collect::<Vec<_>>().join(" ")
            });
            format!("{} {}", text(&notice["code"]), words.unwrap_or_default())
        })
        .collect();
    Said {
        kpis: list(&evaluation, "kpis").iter().map(kpi).collect(),
        notices,
        cells: cells.unwrap_or_default(),
    }
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("-")
}

/// `name|unit|baseline|targets|actuals|direction`, measurements divided by `;`.
fn kpi(kpi: &Value) -> String {
    let of_measurements = |key: &str| {
        let values = list(kpi, "measurements")
            .iter()
            .map(|one| text(&one[key]["value"]));
        values.collect::<Vec<_>>().join(";")
    };
    [
        text(&kpi["name"]),
        text(&kpi["unit"]),
        text(&kpi["baseline"]["value"]),
        &of_measurements("target"),
        &of_measurements("actual"),
        text(&kpi["direction"]),
    ]
    .join("|")
}

/// Fields that the table leaves open are `*`.
fn is_as_expected(expected: &str, said: &str) -> bool {
    let (expected, said): (Vec<_>, Vec<_>) = (expected.split('|').collect(), said.split('|').collect());
    expected.len() == said.len()
        && expected
            .iter()
            .zip(said)
            .all(|(expected, said)| *expected == "*" || *expected == said)
}

#[test]
fn office_files_say_what_a_person_sees() {
    let mut faults = Vec::new();
    let table = table();
    for (file, expected) in expectations(&table) {
        let Said { kpis, notices, cells } = said(file);
        let (wanted_notices, wanted): (Vec<&str>, Vec<&str>) =
            expected.into_iter().partition(|line| line.starts_with('~'));
        let (wanted_cells, wanted): (Vec<&str>, Vec<&str>) =
            wanted.into_iter().partition(|line| line.starts_with('='));
        for cell in wanted_cells.into_iter().filter(|&cell| !cells.contains(cell)) {
            faults.push(format!("{file}\n  wanted {cell:?}\n  said   {cells:?}"));
        }
        let agrees = wanted.len() == kpis.len()
            && wanted
                .iter()
                .zip(&kpis)
                .all(|(wanted, said)| is_as_expected(wanted, said));
        if !agrees {
            faults.push(format!(
                "{file}\n  wanted {wanted:?}\n  said   {kpis:?}\n  {notices:?}"
            ));
        }
        for notice in wanted_notices {
            let notice = notice.trim_start_matches('~');
            // `~!code`: it is not said.
            let (is_wanted, notice) = match notice.strip_prefix('!') {
                Some(notice) => (false, notice),
                None => (true, notice),
            };
            if notices.iter().any(|said| said.starts_with(notice)) != is_wanted {
                faults.push(format!(
                    "{file}\n  notice {notice}: {is_wanted}\n  said {notices:?}"
                ));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "{} faults\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn every_file_stands_in_the_table() {
    let table = table();
    let known = expectations(&table);
    let files = fs::read_dir(fixtures().join("as_seen_office"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name());
    let unknown: Vec<_> = files
        .filter(|name| !known.contains_key(name.to_str().unwrap()))
        .collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}
