//! Pages as viewers and tables taken apart give them, and short inputs of one habit each, against what a careful reader
//! takes out of them.
//!
//! `tests/fixtures/pages/NN.expected.json` holds the records of a page, `tests/fixtures/snippets.tsv` those of the short
//! inputs. The figures of the pages are floors: a change that reads more raises them.

use std::fs;
use std::path::{Path, PathBuf};

use kpi_core::assess::{self, Assessment, Request};
use kpi_core::kpi::Observation;
use kpi_core::text::fold;
use kpi_readers::sheet::Document;
use serde_json::Value;

use crate::scorer;
use crate::scorer::Count;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// Reads a case: its first line is a comment.
fn assess(path: &Path) -> Assessment {
    let text = fs::read_to_string(path).unwrap();
    let (_, rest) = text.split_once('\n').unwrap();
    assess::assess_as(&Document::pasted(rest), Request::default())
}

#[test]
fn pages_are_read_or_asked() {
    let mut count = Count::default();
    for number in 1..=33 {
        let path = fixtures().join(format!("pages/{number:02}.txt"));
        let expected = fs::read_to_string(path.with_extension("expected.json")).unwrap();
        let expected: Value = serde_json::from_str(&expected).unwrap();
        count += scorer::score(&assess(&path), expected.as_array().unwrap()).0;
    }
    println!("{count:?}");
    assert_eq!(count.records, 127);
    assert!(count.right >= 64, "{count:?}");
    assert!(count.right + count.offered >= 72, "{count:?}");
    assert!(count.silent <= 1, "{count:?}");
    assert_eq!(count.unheard, 0, "{count:?}");
    assert!(count.invented <= 5, "{count:?}");
    // What is called certain is; what is doubted is more often right than not.
    assert!(count.sure.all >= 40, "{count:?}");
    assert!(count.sure.percent() >= 97, "{count:?}");
    assert!(count.check.percent() >= 75, "{count:?}");
}

#[test]
fn short_inputs_are_read_as_their_first_line_says() {
    let table = fs::read_to_string(fixtures().join("snippets.tsv")).unwrap();
    for line in table.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [file, name, period, target, actual, rate] = cells[..] else {
            panic!("{line}");
        };
        let assessment = assess(&fixtures().join(format!("snippets/{file}.txt")));
        let found = &assessment.recognised.indicators;
        if name == "–" {
            assert!(
                found.is_empty(),
                "{file}: {:?}",
                found.iter().map(|kpi| &kpi.name).collect::<Vec<_>>()
            );
            continue;
        }
        let wanted = (target.parse().unwrap(), actual.parse().unwrap());
        let is_it = |seen: &&Observation| {
            let own = seen.period.map(|period| period.to_string()).unwrap_or_default();
            scorer::figures(seen) == Some(wanted) && (period.is_empty() || own == period)
        };
        let own = found
            .iter()
            .filter(|indicator| fold::squeeze(&indicator.name) == name);
        let seen = own.flat_map(|indicator| &indicator.observations).find(is_it);
        let seen = seen.unwrap_or_else(|| panic!("{file}: no {name} {period} {target} {actual}"));
        assert!(
            rate.is_empty() || seen.printed_rate.as_deref() == Some(rate),
            "{file}: {:?}",
            seen.printed_rate
        );
    }
}
