//! Coverage-guided fuzzing of the targets in `fuzz/targets.rs`.
//!
//! `cargo fuzz` asks for a nightly compiler, though what it needs, the instrumentation of LLVM, is in every one. So its
//! flags are given here, to the compiler that the project pins; without a sanitizer, since there is no unsafe code.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Fault, project, shell};

/// What makes the fuzzer see which code was reached and what was compared there.
const FLAGS: &[&str] = &[
    "--cfg=fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
];

/// The longest input, in bytes: beyond this, changes take longer for what they reach.
const LONGEST: u32 = 100_000;

/// Runs targets, or all, one after the other, each for so many seconds; stops at the first find.
pub(crate) fn fuzz(targets: &[&str], seconds: u32) -> Result<(), Fault> {
    let program = build()?;
    let known = names()?;
    let wanted: Vec<&str> = if targets.is_empty() {
        known.iter().map(String::as_str).collect()
    } else {
        targets.to_vec()
    };
    if let Some(unknown) = wanted
        .iter()
        .find(|name| !known.iter().any(|known| known == *name))
    {
        return Err(format!("no target `{unknown}`; there are: {}", known.join(" ")));
    }
    wanted.iter().try_for_each(|name| run(&program, name, seconds))
}

/// The names of the targets, as their list writes them.
fn names() -> Result<Vec<String>, Fault> {
    let text = project::read("fuzz/targets.rs")?;
    Ok(text
        .split("name: \"")
        .skip(1)
        .filter_map(|rest| rest.split_once('"'))
        .map(|(name, _)| name.to_owned())
        .collect())
}

/// Builds the fuzzer, for a target that is named: what runs while building is then not instrumented.
fn build() -> Result<PathBuf, Fault> {
    let told = shell::output(shell::command("rustc").arg("-vV")).ok_or("rustc does not run")?;
    let host = told
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .ok_or("rustc does not say for what it compiles")?;
    shell::run(
        shell::cargo()
            .args([
                "build",
                "--release",
                "--locked",
                "--manifest-path",
                "fuzz/Cargo.toml",
            ])
            .args(["--target", host])
            .env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\x1f")),
    )?;
    Ok(project::root()
        .join("fuzz/target")
        .join(host)
        .join("release/kpi-evaluator-fuzz"))
}

/// One target. What it finds is left in `fuzz/corpus/<target>/found/`, to be mended and kept in `fuzz/found/`.
fn run(program: &Path, name: &str, seconds: u32) -> Result<(), Fault> {
    let folder = project::root().join("fuzz/corpus").join(name);
    let [seeds, reached, found] = ["seeds", "reached", "found"].map(|part| folder.join(part));
    for part in [&seeds, &reached, &found] {
        fs::create_dir_all(part).map_err(|fault| format!("{}: {fault}", part.display()))?;
    }
    println!("== {name}, {seconds} s");
    let mut command: Command = shell::command(program);
    shell::run(
        command
            .env("FUZZ_TARGET", name)
            .env("FUZZ_SEEDS", &seeds)
            .arg(format!("-max_total_time={seconds}"))
            .arg(format!("-max_len={LONGEST}"))
            .args([
                "-timeout=20",
                "-rss_limit_mb=2048",
                "-print_final_stats=1",
                "-verbosity=1",
            ])
            .arg(format!("-artifact_prefix={}/", found.display()))
            .args([&reached, &seeds]),
    )
}
