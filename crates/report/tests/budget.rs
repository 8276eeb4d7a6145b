//! What reading and evaluating a sheet allocates, stage by stage, against a checked-in baseline: no stage may allocate
//! more than 3 % beyond it.
//!
//! The numbers are counts, the same on every machine. Who means to spend more writes the new line, which a failure
//! prints, into `budget.tsv`, and says in the commit what for. A baseline that is far above what is allocated guards
//! nothing: it is told too.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../benches/sheet/mod.rs"]
mod sheet;

use std::fmt::Write as _;

use allocation_counter::measure;
use kpi_core::assess::{Assessment, Request, assess_as};
use kpi_core::evaluate::{Evaluated, Wishes, evaluate};
use kpi_core::kpi::Recognised;
use kpi_core::rating::rate;
use kpi_core::reading::recognise;
use kpi_readers::file::{self, FileSettings};
use kpi_readers::sheet::Sheet;
use kpi_report::contract;
use kpi_report::i18n::Lang;

/// Rows of the made-up sheets: one that is weighed as a whole, and one that is too large for it.
const ROWS: [usize; 2] = [300, 4_000];

/// Percent of its baseline that a stage may allocate more; and percent below which the baseline is out of date.
const MOST: u64 = 103;
const LEAST: u64 = 80;

/// Stage, allocations, bytes.
type Count = (&'static str, u64, u64);

fn stages(text: &str) -> Vec<Count> {
    let mut counts = Vec::new();
    let mut count = |stage: &'static str, run: &mut dyn FnMut()| {
        let counted = measure(run);
        counts.push((stage, counted.count_total, counted.bytes_total));
    };
    let open = || file::open(text.as_bytes(), Some("a.csv"), &FileSettings::default()).unwrap();
    let request = Request::default();
    let (mut sheets, mut recognised, mut evaluated) =
        (Vec::<Sheet>::new(), Recognised::default(), Evaluated::default());
    count("read", &mut || {
        sheets = kpi_readers::read(&open().document).sheets;
    });
    count("recognise", &mut || {
        recognised = recognise(&sheets, &request.mapping);
    });
    count("evaluate", &mut || {
        evaluated = evaluate(&sheets, &recognised, &Wishes::default());
    });
    count("rate", &mut || {
        rate(
            &recognised,
            &evaluated,
            &request.rule_set,
            &Wishes::default().overrides,
        );
    });
    let mut assessment = Assessment::default();
    count("assess", &mut || {
        assessment = assess_as(&open().document, Request::default());
    });
    count("json", &mut || {
        contract::json(&assessment, Lang::Ja);
    });
    counts
}

/// The baseline of a stage: allocations, bytes.
fn baseline(rows: usize, stage: &str) -> Option<(u64, u64)> {
    let lines = include_str!("budget.tsv").lines().skip(1);
    let mut cells = lines.map(|line| line.split('\t').collect::<Vec<_>>());
    let line = cells.find(|cells| cells[0] == rows.to_string() && cells[1] == stage)?;
    Some((line[2].parse().ok()?, line[3].parse().ok()?))
}

#[test]
fn no_stage_allocates_more_than_its_baseline() {
    // What is made once, at first use, is nobody's.
    stages(&sheet::csv(20));
    let mut faults = String::new();
    for rows in ROWS {
        for (stage, allocations, bytes) in stages(&sheet::csv(rows)) {
            let known = baseline(rows, stage).unwrap_or_default();
            let is_far = |count: u64, known: u64| count * 100 > known * MOST || count * 100 < known * LEAST;
            if is_far(allocations, known.0) || is_far(bytes, known.1) {
                writeln!(faults, "{rows}\t{stage}\t{allocations}\t{bytes}").unwrap();
            }
        }
    }
    assert!(
        faults.is_empty(),
        "not within the baseline of budget.tsv:\n{faults}"
    );
}
