//! How long a sheet takes from its bytes to the contract's JSON, stage by stage, beside what the crate `csv` takes to
//! split the same text; and how much is allocated: `cargo bench -p kpi-report --bench evaluating -- 1000 20000`.
//!
//! Stages are timed apart and in turns, each with the peer; what is printed are medians. `once` runs each a single time,
//! for a profiler. Figures only; nothing is asserted.

mod sheet;

use std::fs;
use std::hint::black_box;
use std::time::{Duration, Instant};

use kpi_core::assess::{Assessment, Request, assess_as};
use kpi_core::evaluate::{Evaluated, Wishes, evaluate};
use kpi_core::kpi::Recognised;
use kpi_core::rating::rate;
use kpi_core::reading::recognise;
use kpi_readers::file::{self, FileSettings};
use kpi_readers::sheet::Sheet;
use kpi_report::contract::{self, v1};
use kpi_report::i18n::Lang;

/// Rows, where none are asked for.
const ROWS: &[usize] = &[1_000, 20_000];

/// More rows are run once.
const MANY: usize = 50_000;

/// One way from bytes to JSON, what each stage gave kept for the next.
struct Way<'a> {
    text: &'a str,
    request: Request,
    sheets: Vec<Sheet>,
    recognised: Recognised,
    evaluated: Evaluated,
    assessment: Assessment,
    shape: v1::Evaluation,
}

/// A stage by name.
type Stage = (&'static str, fn(&mut Way<'_>));

const STAGES: &[Stage] = &[
    ("csv crate, splitting", split),
    ("read cells", |way| way.sheets = read(way.text)),
    ("recognise", |way| {
        way.recognised = recognise(&way.sheets, &way.request.mapping);
    }),
    ("evaluate", |way| {
        way.evaluated = evaluate(&way.sheets, &way.recognised, &Wishes::default());
    }),
    ("rate", |way| {
        let wishes = Wishes::default();
        black_box(rate(
            &way.recognised,
            &way.evaluated,
            &way.request.rule_set,
            &wishes.overrides,
        ));
    }),
    ("assess as a whole", |way| way.assessment = assess(way.text)),
    ("shape and word", |way| {
        way.shape = contract::evaluation(&way.assessment, Lang::Ja);
    }),
    ("JSON", |way| {
        black_box(contract::to_json(&way.shape));
    }),
    ("whole: bytes to JSON", |way| {
        let assessment = assess(way.text);
        black_box(contract::json(&assessment, Lang::Ja));
    }),
];

fn split(way: &mut Way<'_>) {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .from_reader(way.text.as_bytes());
    let records: Vec<Vec<String>> = reader
        .records()
        .map(|record| record.unwrap().iter().map(str::to_owned).collect())
        .collect();
    black_box(records);
}

fn read(text: &str) -> Vec<Sheet> {
    let opened = file::open(text.as_bytes(), Some("a.csv"), &FileSettings::default()).unwrap();
    kpi_readers::read(&opened.document).sheets
}

fn assess(text: &str) -> Assessment {
    let opened = file::open(text.as_bytes(), Some("a.csv"), &FileSettings::default()).unwrap();
    assess_as(&opened.document, Request::default())
}

/// The time of a processor that this thread has had, where the system tells: beside other work it is steadier than the
/// clock on the wall.
fn processor() -> Option<Duration> {
    let said = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    said.split_whitespace()
        .next()?
        .parse()
        .ok()
        .map(Duration::from_nanos)
}

/// Times each stage `runs` times, in turns.
fn times(way: &mut Way<'_>, runs: usize) -> Vec<Duration> {
    let mut times = vec![Vec::new(); STAGES.len()];
    for _ in 0..runs {
        for ((_, stage), times) in STAGES.iter().zip(&mut times) {
            let (start, processor) = (Instant::now(), processor());
            stage(way);
            let spent = processor.zip(self::processor());
            times.push(spent.map_or_else(|| start.elapsed(), |(before, after)| after.saturating_sub(before)));
        }
    }
    let median = |mut times: Vec<Duration>| {
        times.sort();
        times[times.len() / 2]
    };
    times.into_iter().map(median).collect()
}

fn report(rows: usize, runs: usize) {
    let text = sheet::csv(rows);
    let mut way = Way {
        text: &text,
        request: Request::default(),
        sheets: Vec::new(),
        recognised: Recognised::default(),
        evaluated: Evaluated::default(),
        assessment: Assessment::default(),
        shape: v1::Evaluation::default(),
    };
    let times = times(&mut way, runs);
    println!(
        "\n{rows} rows, {} bytes, {} KPIs, {} measurements",
        text.len(),
        way.shape.kpis.len(),
        way.shape
            .kpis
            .iter()
            .map(|kpi| kpi.measurements.len())
            .sum::<usize>()
    );
    println!("| stage | ms | µs a row | × splitting | allocations a row | bytes a row | peak bytes a row |");
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    for ((name, stage), time) in STAGES.iter().zip(&times) {
        let counted = allocation_counter::measure(|| stage(&mut way));
        let each = |count: u64| count / rows as u64;
        println!(
            "| {name} | {:.1} | {:.2} | {:.2} | {} | {} | {} |",
            time.as_secs_f64() * 1e3,
            time.as_secs_f64() * 1e6 / f64::from(u32::try_from(rows).unwrap()),
            time.as_secs_f64() / times[0].as_secs_f64(),
            each(counted.count_total),
            each(counted.bytes_total),
            each(counted.bytes_max)
        );
    }
}

fn main() {
    let asked: Vec<usize> = std::env::args()
        .skip(1)
        .filter_map(|argument| argument.parse().ok())
        .collect();
    let sizes = if asked.is_empty() { ROWS } else { &asked };
    let once = std::env::args().any(|argument| argument == "once");
    for &rows in sizes {
        report(rows, if once || rows > MANY { 1 } else { 7 });
    }
}
