//! A short run of every fuzz target, on seeds that are changed by chance, and on what was ever found.
//!
//! The targets stand in `fuzz/targets.rs`; `cargo xtask fuzz` runs them under a fuzzer that sees which code is reached.
//! What it finds is kept in `fuzz/found/<target>/`. `FUZZ_SECONDS` makes the run here longer, and `FUZZ_SEED` another.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::mutate::{self, Chance};
use crate::seeds;
use crate::targets::{TARGETS, Target};

/// How long the targets run, all together.
const SECONDS: u64 = 30;

/// Beyond this one input has stalled its target: no seed takes a second.
const STALLED: Duration = Duration::from_mins(1);

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// Runs a target on an input; what it fails with is told with the input, so that it can be kept.
fn run(target: &Target, input: &[u8]) -> Result<(), String> {
    let start = Instant::now();
    let outcome = catch_unwind(AssertUnwindSafe(|| (target.run)(input)));
    let took = start.elapsed();
    if outcome.is_ok() && took < STALLED {
        return Ok(());
    }
    let kept = std::env::temp_dir().join(format!("fuzz-{}-{}", target.name, input.len()));
    fs::write(&kept, input).unwrap();
    Err(format!("{}: {took:?}, input in {}", target.name, kept.display()))
}

#[test]
fn what_was_found_once_is_mended() {
    let mut n_inputs = 0;
    let mut faults = Vec::new();
    for target in TARGETS {
        let folder = tests().join("../fuzz/found").join(target.name);
        let Ok(entries) = fs::read_dir(folder) else {
            continue;
        };
        for entry in entries {
            n_inputs += 1;
            faults.extend(run(target, &fs::read(entry.unwrap().path()).unwrap()).err());
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    println!("{n_inputs} inputs");
}

#[test]
fn no_target_fails_on_changed_seeds() {
    let whole = Duration::from_secs(number("FUZZ_SECONDS").unwrap_or(SECONDS));
    let share = whole / u32::try_from(TARGETS.len()).unwrap();
    let mut faults = Vec::new();
    for target in TARGETS {
        let seeds = seeds::of(target, &tests());
        assert!(!seeds.is_empty(), "{} has no seeds", target.name);
        let mut chance = Chance::new(number("FUZZ_SEED").unwrap_or(20_261_128));
        let start = Instant::now();
        let mut n_runs = 0;
        while start.elapsed() < share {
            let mut input = seeds[chance.below(seeds.len())].clone();
            for _ in 0..=chance.below(3) {
                input = mutate::input(&input, target.shape, &mut chance, &mut mutate::bytes);
            }
            n_runs += 1;
            if let Err(fault) = run(target, &input) {
                faults.push(fault);
                break;
            }
        }
        println!("{}: {n_runs} runs", target.name);
        assert!(
            n_runs > 1 || !faults.is_empty(),
            "{}: no time for any change",
            target.name
        );
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
