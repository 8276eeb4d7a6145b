//! What each kind of evidence is worth: the cases are read without each of them in turn.
//!
//! ```sh
//! cargo run -p kpi-core --features ablation --example ablation -- [FOLDER …]
//! ```
//! Without a folder, the fixtures. A folder holds cases as `examples/score.rs` reads them, or documents without any
//! indicator (`negatives`). A kind that changes nothing is to be taken out.

#[path = "cases/mod.rs"]
mod cases;

use std::path::PathBuf;

use kpi_core::reading::worth::{self, Evidence};
use strum::IntoEnumIterator as _;

use cases::{Case, Count};

fn main() {
    let mut folders: Vec<PathBuf> = std::env::args().skip(1).map(PathBuf::from).collect();
    if folders.is_empty() {
        folders = ["pages", "snippets", "negatives"]
            .map(|of| PathBuf::from("tests/fixtures").join(of))
            .into();
    }
    let cases: Vec<Case> = folders.iter().flat_map(|folder| cases::of(folder)).collect();
    println!("| without | right | offered | silently wrong | invented | sure, and right | claimed of none |");
    println!("|---|---|---|---|---|---|---|");
    print("–", &cases);
    for evidence in Evidence::iter() {
        worth::leave_out(Some(evidence));
        print(evidence.into(), &cases);
    }
}

/// A candidate with more, in percent, is as good as a claim.
const CLAIM: u8 = 50;

fn print(name: &str, cases: &[Case]) {
    let mut total = Count::default();
    let mut claims = 0;
    for case in cases {
        let (assessment, count, _) = case.score();
        total += count;
        let candidates = &assessment.recognised.candidates;
        let readings = candidates.iter().flat_map(|candidate| &candidate.readings);
        if case.holds_none() {
            claims += readings.filter(|reading| reading.confidence > CLAIM).count();
        }
    }
    println!(
        "| {name} | {} of {} | {} | {} | {} | {} of {} | {claims} |",
        total.right,
        total.records,
        total.offered,
        total.silent,
        total.invented,
        total.sure.right,
        total.sure.all
    );
}
