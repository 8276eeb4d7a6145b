//! Pages as viewers and tables taken apart give them, and short inputs of one habit each, against what a careful reader
//! takes out of them.
//!
//! `tests/fixtures/pages/NN.expected.json` holds the records of a page, `tests/fixtures/snippets.tsv` those of the short
//! inputs. The figures of the pages are floors: a change that reads more raises them.

use std::fs;
use std::path::{Path, PathBuf};

use kpi_evaluator::domain::assess::{self, Assessment, Request};
use kpi_evaluator::domain::base::Decimal;
use kpi_evaluator::domain::base::remark::Severity;
use kpi_evaluator::domain::kpi::{Certainty, Indicator, Observation, Point};
use kpi_evaluator::domain::sheet::Document;
use kpi_evaluator::domain::text::fold;
use serde_json::Value;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// Reads a case: its first line is a comment.
fn assess(path: &Path) -> Assessment {
    let text = fs::read_to_string(path).unwrap();
    let (_, rest) = text.split_once('\n').unwrap();
    assess::assess_as(&Document::pasted(rest), Request::default())
}

fn value(point: Option<&Point>) -> Option<Decimal> {
    point.and_then(|point| point.value)
}

/// Target and actual of a comparison that has both.
fn figures(seen: &Observation) -> Option<(Decimal, Decimal)> {
    Some((value(seen.target.as_ref())?, value(seen.actual.as_ref())?))
}

fn pairs(indicators: &[Indicator]) -> Vec<(usize, String, (Decimal, Decimal))> {
    let of = |(index, indicator): (usize, &Indicator)| {
        let seen = indicator.observations.iter().filter_map(figures);
        let name = fold::squeeze(&indicator.name);
        seen.map(|pair| (index, name.clone(), pair)).collect::<Vec<_>>()
    };
    indicators.iter().enumerate().flat_map(of).collect()
}

/// Equal, or one is counted in 千, 万 or 億 where the other is multiplied out.
fn is_near(one: Decimal, other: Decimal) -> bool {
    let times = [1_i64, 1_000, 10_000, 1_000_000, 100_000_000].map(Decimal::from);
    times
        .iter()
        .any(|times| one == other * times || one * times == other)
}

/// The names agree: one is part of the other, or begins it.
fn is_same_name(wanted: &str, got: &str) -> bool {
    let head: String = wanted.chars().take(6).collect();
    !got.is_empty() && (wanted.contains(got) || got.contains(&head))
}

#[derive(Debug, Default)]
struct Count {
    records: usize,
    right: usize,
    offered: usize,
    silent: usize,
    invented: usize,
}

fn score(assessment: &Assessment, expected: &[Value], count: &mut Count) {
    let found = &assessment.recognised;
    let got = pairs(&found.indicators);
    let readings = found
        .candidates
        .iter()
        .flat_map(|candidate| candidate.readings.iter().take(2));
    let offered: Vec<_> = readings.flat_map(|reading| pairs(&reading.indicators)).collect();
    let is_warned = |index: usize| {
        let is_doubtful = found
            .indicators
            .get(index)
            .is_some_and(|indicator| indicator.certainty == Certainty::Check);
        let mut remarks = assessment.remarks.iter();
        is_doubtful
            || remarks
                .any(|remark| remark.indicator == Some(index) && remark.code.severity() != Severity::Info)
    };
    let number = |value: &Value| value.to_string().parse::<Decimal>().ok();
    let name = |record: &Value| fold::squeeze(record["name"].as_str().unwrap_or(""));
    let mut used = vec![false; got.len()];
    for record in expected.iter().filter(|record| record["confidence"] != "low") {
        let (Some(target), Some(actual)) = (number(&record["target"]), number(&record["actual"])) else {
            continue;
        };
        count.records += 1;
        let is_it = |pair: &(usize, String, (Decimal, Decimal))| {
            is_near(pair.2.0, target) && is_near(pair.2.1, actual) && is_same_name(&name(record), &pair.1)
        };
        if let Some(at) = (0..got.len()).find(|&at| !used[at] && is_it(&got[at])) {
            used[at] = true;
            count.right += 1;
        } else if offered.iter().any(is_it) {
            count.offered += 1;
        } else {
            let read = found
                .indicators
                .iter()
                .position(|indicator| fold::squeeze(&indicator.name) == name(record));
            count.silent += usize::from(read.is_some_and(|index| !is_warned(index)));
        }
    }
    let is_known = |got: &str| expected.iter().any(|record| is_same_name(&name(record), got));
    count.invented += got
        .iter()
        .zip(&used)
        .filter(|(pair, used)| !**used && !is_known(&pair.1))
        .count();
}

#[test]
fn pages_are_read_or_asked() {
    let mut count = Count::default();
    for number in 1..=33 {
        let path = fixtures().join(format!("pages/{number:02}.txt"));
        let expected = fs::read_to_string(path.with_extension("expected.json")).unwrap();
        let expected: Value = serde_json::from_str(&expected).unwrap();
        score(&assess(&path), expected.as_array().unwrap(), &mut count);
    }
    println!("{count:?}");
    assert_eq!(count.records, 127);
    assert!(count.right >= 64, "{count:?}");
    assert!(count.right + count.offered >= 72, "{count:?}");
    assert!(count.silent <= 1, "{count:?}");
    assert!(count.invented <= 3, "{count:?}");
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
            figures(seen) == Some(wanted) && (period.is_empty() || own == period)
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
