//! Scores the reading of a folder of cases: `NN.txt` (its first line is a comment) beside `NN.expected.json`.
//!
//! ```sh
//! cargo run --example score -- tests/fixtures/pages -v
//! ```
//! Counts as a person would meet it: right, offered among the two best readings of a candidate, silently wrong,
//! invented. A record is one indicator of one year; those without target or actual are not asked for.

use std::fs;
use std::path::{Path, PathBuf};

use kpi_evaluator::domain::assess::{self, Request};
use kpi_evaluator::domain::base::remark::Severity;
use kpi_evaluator::domain::kpi::{Indicator, Observation};
use kpi_evaluator::domain::readers::file;
use kpi_evaluator::domain::sheet::Document;
use kpi_evaluator::domain::text::fold;
use serde_json::Value;

#[derive(Default)]
struct Count {
    records: usize,
    right: usize,
    offered: usize,
    named: usize,
    missed: usize,
    silent: usize,
    invented: usize,
}

fn key(text: &str) -> String {
    fold::squeeze(text)
        .chars()
        .map(|c| if "‐－―ー−-".contains(c) { '-' } else { c })
        .collect()
}

fn is_same_name(wanted: &str, got: &str) -> bool {
    let (wanted, got) = (key(wanted), key(got));
    let head: String = wanted.chars().take(6).collect();
    !got.is_empty() && (wanted.contains(&got) || got.contains(&head))
}

fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.parse().ok())
}

fn year(text: &str) -> Option<i32> {
    let digits: Vec<char> = text.chars().collect();
    digits
        .windows(4)
        .find(|four| four.iter().all(char::is_ascii_digit))
        .and_then(|four| four.iter().collect::<String>().parse().ok())
        .or_else(|| {
            let number = text.get(1..)?.parse::<i32>().ok()?;
            match text.chars().next()? {
                'H' => Some(1988 + number),
                'R' => Some(2018 + number),
                _ => None,
            }
        })
}

fn figures(observation: &Observation) -> Option<(f64, f64)> {
    let value = |point: &Option<kpi_evaluator::domain::kpi::Point>| {
        point.as_ref()?.value?.to_string().parse::<f64>().ok()
    };
    Some((value(&observation.target)?, value(&observation.actual)?))
}

/// Equal, or one is counted in thousands, in 万 or 億 where the other is multiplied out.
fn is_near(one: f64, other: f64) -> bool {
    [1.0, 1e3, 1e4, 1e6, 1e8]
        .iter()
        .any(|times| (one - other * times).abs() < 1e-6 || (one * times - other).abs() < 1e-6)
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(
        arguments
            .next()
            .unwrap_or_else(|| "tests/fixtures/pages".to_owned()),
    );
    let rest: Vec<String> = arguments.collect();
    let verbose = rest.iter().any(|argument| argument == "-v");
    let only = rest.iter().find(|argument| !argument.starts_with('-'));
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            !matches!(path.extension().and_then(|ext| ext.to_str()), Some("json" | "md")) && path.is_file()
        })
        .collect();
    files.sort();
    let mut total = Count::default();
    for path in files {
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if only.is_some_and(|only| !stem.starts_with(only.as_str())) {
            continue;
        }
        let expected = folder.join(format!("{stem}.expected.json"));
        let Ok(json) = fs::read_to_string(&expected) else {
            continue;
        };
        score(
            &path,
            &serde_json::from_str(&json).unwrap(),
            verbose,
            only.is_some(),
            &mut total,
        );
    }
    println!(
        "{}: {} of {} right, {} offered, {} under another name, {} silently wrong, {} invented, {} missed",
        folder.display(),
        total.right,
        total.records,
        total.offered,
        total.named,
        total.silent,
        total.invented,
        total.missed
    );
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

#[expect(clippy::too_many_lines, reason = "one case from its file to its line")]
fn score(path: &Path, expected: &Value, verbose: bool, all: bool, total: &mut Count) {
    let empty = Vec::new();
    let records = expected
        .as_array()
        .or_else(|| expected["records"].as_array())
        .unwrap_or(&empty);
    let assessment = assess::assess_as(&document(path), Request::default());
    let found = &assessment.recognised;
    let warned = |index: usize| {
        assessment.remarks.iter().any(|remark| {
            let names = ["columns-assumed", "rows-unread", "column-order-assumed"];
            remark.code.severity() != Severity::Info
                && (remark.indicator == Some(index)
                    || remark.indicator.is_none() && names.contains(&remark.code.id()))
        })
    };
    let pairs: Vec<(usize, &Indicator, &Observation, (f64, f64))> = found
        .indicators
        .iter()
        .enumerate()
        .flat_map(|(index, indicator)| {
            indicator
                .observations
                .iter()
                .filter_map(move |seen| Some((index, indicator, seen, figures(seen)?)))
        })
        .collect();
    let offered: Vec<(String, (f64, f64))> = found
        .candidates
        .iter()
        .flat_map(|candidate| candidate.readings.iter().take(2))
        .flat_map(|reading| &reading.indicators)
        .flat_map(|indicator| {
            indicator
                .observations
                .iter()
                .filter_map(|seen| Some((indicator.name.clone(), figures(seen)?)))
        })
        .collect();
    let mut used = vec![false; pairs.len()];
    let mut count = Count::default();
    let is_wanted = |record: &&Value| {
        let confidence = record["confidence"].as_str().unwrap_or("high");
        matches!(confidence, "high" | "medium")
            && number(&record["target"]).is_some()
            && number(&record["actual"]).is_some()
    };
    let mut lines = Vec::new();
    for wanted in records.iter().filter(is_wanted) {
        count.records += 1;
        let name = wanted["name"].as_str().unwrap_or("");
        let (target, actual) = (
            number(&wanted["target"]).unwrap(),
            number(&wanted["actual"]).unwrap(),
        );
        let wanted_year = wanted["period"].as_str().and_then(year);
        let same =
            |at: &usize| !used[*at] && is_near(pairs[*at].3.0, target) && is_near(pairs[*at].3.1, actual);
        let period = |at: &usize| {
            let seen = pairs[*at].2;
            let own = seen
                .actual
                .as_ref()
                .and_then(|point| point.period)
                .or(seen.period)
                .map(|period| period.to_string());
            wanted_year.is_none() || own.is_none() || own.as_deref().and_then(year) == wanted_year
        };
        let named = |at: &usize| is_same_name(name, &pairs[*at].1.name);
        let all_pairs = 0..pairs.len();
        let hit = all_pairs
            .clone()
            .find(|at| same(at) && named(at) && period(at))
            .or_else(|| all_pairs.clone().find(|at| same(at) && named(at)))
            .or_else(|| all_pairs.clone().find(|at| same(at)));
        if let Some(at) = hit {
            used[at] = true;
            if !named(&at) {
                count.named += 1;
                count.silent += usize::from(!warned(pairs[at].0));
                lines.push(format!("   named  {name} ← {}", pairs[at].1.name));
            } else if period(&at) {
                count.right += 1;
            } else {
                count.missed += 1;
                count.silent += usize::from(!warned(pairs[at].0));
                lines.push(format!(
                    "   period {name} want {:?} got {:?}",
                    wanted["period"],
                    pairs[at].2.period.map(|p| p.to_string())
                ));
            }
            continue;
        }
        if offered.iter().any(|(other, pair)| {
            is_near(pair.0, target) && is_near(pair.1, actual) && is_same_name(name, other)
        }) {
            count.offered += 1;
            continue;
        }
        count.missed += 1;
        let read = found
            .indicators
            .iter()
            .position(|indicator| key(&indicator.name) == key(name));
        if let Some(index) = read.filter(|index| !warned(*index)) {
            count.silent += 1;
            let seen: Vec<_> = found.indicators[index]
                .observations
                .iter()
                .map(|seen| {
                    (
                        seen.period.map(|p| p.to_string()),
                        seen.target.as_ref().map(|p| p.raw.clone()),
                        seen.actual.as_ref().map(|p| p.raw.clone()),
                    )
                })
                .collect();
            lines.push(format!("   silent {name} want {target} {actual} got {seen:?}"));
        } else {
            lines.push(format!("   missed {name} {target} {actual}"));
        }
    }
    for (at, pair) in pairs.iter().enumerate().filter(|(at, _)| !used[*at]) {
        let known = records.iter().filter(|record| {
            !is_wanted(record) || key(record["name"].as_str().unwrap_or("")) == key(&pair.1.name)
        });
        let is_known = known
            .into_iter()
            .any(|record| is_same_name(record["name"].as_str().unwrap_or(""), &pair.1.name));
        if !is_known {
            count.invented += 1;
            lines.push(format!(
                "   invented {} {:?} {}",
                pair.1.name,
                pair.3,
                if warned(pairs[at].0) { "warned" } else { "" }
            ));
        }
    }
    if verbose {
        println!(
            "{} {} records: {} right {} offered {} named {} missed {} silent {} invented",
            path.file_name().unwrap().to_str().unwrap(),
            count.records,
            count.right,
            count.offered,
            count.named,
            count.missed,
            count.silent,
            count.invented
        );
        for line in lines {
            println!("{line}");
        }
    }
    if all {
        for (index, indicator) in found.indicators.iter().enumerate() {
            println!(
                "  K {} [{:?}] {} {:?}",
                indicator.name,
                indicator.certainty,
                found.tables.get(indicator.table).map_or("", |table| table.layout),
                indicator.unit
            );
            let _ = index;
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
    total.records += count.records;
    total.right += count.right;
    total.offered += count.offered;
    total.named += count.named;
    total.missed += count.missed;
    total.silent += count.silent;
    total.invented += count.invented;
}
