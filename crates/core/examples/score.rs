//! Scores the reading of a folder of cases: `NN.txt` (its first line is a comment) beside `NN.expected.json`.
//!
//! ```sh
//! cargo run -p kpi-core --example score -- tests/fixtures/pages -v
//! ```
//! Counts as a person would meet it: right, offered among the two best readings of a candidate, silently wrong,
//! invented. A record is one indicator of one year; those without target or actual are not asked for.

#[path = "cases/mod.rs"]
mod cases;

use std::path::PathBuf;

use kpi_core::assess::Assessment;

use cases::Count;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments
        .next()
        .map_or_else(|| PathBuf::from("tests/fixtures/pages"), PathBuf::from);
    let rest: Vec<String> = arguments.collect();
    let is_verbose = rest.iter().any(|argument| argument == "-v");
    let only = rest.iter().find(|argument| !argument.starts_with('-'));
    let mut total = Count::default();
    for case in cases::of(&folder) {
        if only.is_some_and(|only| !case.stem.starts_with(only.as_str())) {
            continue;
        }
        let (assessment, count, lines) = case.score();
        if is_verbose {
            println!("{}: {count}", case.stem);
            println!("{}", lines.join("\n"));
        }
        if only.is_some() {
            show(&assessment);
        }
        total += count;
    }
    println!("{}: {total}", folder.display());
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
