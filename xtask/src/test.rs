//! Runs every check, and counts: one after the other, but that what is tested in browsers is built beside the rest.
//!
//! All steps run, whatever fails, so that one run shows everything there is to put right; the faults are told again
//! at the end. A check that is no test runner (formatting, lints, the build) counts as one.

use std::cmp::Reverse;
use std::env;
use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use crate::chromium::{self, Chromium};
use crate::tally::Tally;
use crate::{Fault, package, project, setup, shell, sizes};

const SUITES: &[&str] = &["checks", "native", "wasm", "e2e"];

/// Runs the suites named, or all.
pub(crate) fn test(named: &[&str]) -> Result<(), Fault> {
    if let Some(unknown) = named.iter().find(|name| !SUITES.contains(name)) {
        return Err(format!(
            "unknown suite `{unknown}`; there are: {}",
            SUITES.join(" ")
        ));
    }
    let wanted = |suite: &str| named.is_empty() || named.contains(&suite);
    let start = Instant::now();
    let mut report = Report::default();

    report.prepare("set-up", || {
        setup::for_compiling()?;
        setup::components()
    })?;
    // The tools and the build keep one core busy for minutes, and so do lints and tests.
    let beside = (wanted("wasm") || wanted("e2e")).then(Beside::start);
    if wanted("checks") {
        checks(&mut report);
    }
    if wanted("native") {
        let mut command = shell::cargo();
        command.args(["test", "--workspace", "--no-fail-fast", "--locked"]);
        report.runner("native", "cargo test", &mut command);
    }
    if let Some(beside) = beside
        && report.step("checks", "build, made beside the above", |_| beside.end())
    {
        report.step("checks", "sizes of what is built", |_| sizes::check());
        match chromium::provide() {
            Ok(chromium) => in_chromium(&mut report, &chromium, &wanted),
            Err(fault) => {
                report.step("wasm", "Chromium", |_| Err(fault));
            }
        }
    }
    report.end(start)
}

/// Makes what the tests in browsers need: tools, build, package, Node packages, browsers.
pub(crate) fn prepare() -> Result<(), Fault> {
    package::package()?;
    setup::node_packages()?;
    chromium::firefox();
    chromium::provide().map(|chromium| drop(chromium::headless_shell(&chromium)))
}

/// `prepare` in a process beside this one. What it says is kept, and shown in the end in one piece.
struct Beside {
    child: Result<Child, Fault>,
    said: PathBuf,
}

impl Beside {
    fn start() -> Self {
        let said = project::root().join("target/xtask-prepare.log");
        let told = |fault: std::io::Error| format!("`cargo xtask prepare` could not be started: {fault}");
        let child = (|| {
            let log = File::create(&said)?;
            Command::new(env::current_exe()?)
                .arg("prepare")
                .current_dir(project::root())
                .stdin(Stdio::null())
                .stderr(log.try_clone()?)
                .stdout(log)
                .spawn()
        })();
        Self {
            child: child.map_err(told),
            said,
        }
    }

    fn end(self) -> Result<(), Fault> {
        let status = self.child?.wait().map_err(|fault| fault.to_string())?;
        print!("{}", fs::read_to_string(&self.said).unwrap_or_default());
        if status.success() {
            Ok(())
        } else {
            Err(format!("`cargo xtask prepare` failed ({status})"))
        }
    }
}

/// What needs no test to run: formatting, lints, licences, spelling.
fn checks(report: &mut Report) {
    let mut run = |name: &str, command: &mut Command| report.step("checks", name, |_| shell::run(command));
    run("format", shell::cargo().args(["fmt", "--all", "--check"]));
    let strict = ["--", "--deny", "warnings"];
    run(
        "clippy, native",
        shell::cargo()
            .args(["clippy", "--workspace", "--all-targets", "--locked"])
            .args(strict),
    );
    run(
        "clippy, wasm",
        shell::cargo()
            .args([
                "clippy",
                "--target",
                setup::WASM,
                "--locked",
                "--workspace",
                "--exclude",
                "xtask",
            ])
            .args(["--lib", "--bins"])
            .args(wasm_tests())
            .args(strict),
    );
    if !report.step("checks", "checkers", |_| setup::checkers()) {
        return;
    }
    let mut run = |name: &str, command: &mut Command| report.step("checks", name, |_| shell::run(command));
    run("spelling", &mut shell::command("typos"));
    run(
        "licences, bans, sources",
        shell::command("cargo-deny").args(["--offline", "check", "licenses", "bans", "sources"]),
    );
    advisories(report);
}

/// Known faults of what is compiled in; only where the database of advisories can be reached.
fn advisories(report: &mut Report) {
    if shell::output(shell::command("cargo-deny").args(["fetch", "db"])).is_none() {
        println!("\n== advisories: skipped: the database cannot be reached");
        return;
    }
    report.step("checks", "advisories", |_| {
        shell::run(shell::command("cargo-deny").args(["check", "--disable-fetch", "advisories"]))
    });
}

fn in_chromium(report: &mut Report, chromium: &Chromium, wanted: &dyn Fn(&str) -> bool) {
    if wanted("wasm") {
        wasm(report, chromium);
    }
    if wanted("e2e") {
        end_to_end(report, chromium);
    }
}

/// The tests that run inside a browser: the files of `tests/` whose names begin with `wasm`.
fn wasm(report: &mut Report, chromium: &Chromium) {
    let tests = wasm_tests();
    if tests.is_empty() {
        println!("\n== wasm tests: skipped: there is no tests/wasm*.rs");
        return;
    }
    let mut command = shell::cargo();
    command
        .args(["test", "--target", setup::WASM, "--no-fail-fast", "--locked"])
        .args(tests)
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
            "wasm-bindgen-test-runner",
        )
        .env("CHROMEDRIVER", &chromium.driver)
        // Generous: other work may share the machine.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "300");
    report.runner("wasm", "wasm tests in Chromium", &mut command);
}

/// `--test <name>` for each test file that is for the browser.
fn wasm_tests() -> Vec<String> {
    names("tests", "wasm", ".rs")
        .into_iter()
        .flat_map(|name| ["--test".into(), name])
        .collect()
}

/// The homes of the page (`tests/e2e/homes.mjs`), and how a run in each is called.
const HOMES: &[(&str, &str)] = &[
    ("hosted", "end to end, hosted"),
    ("file", "end to end, from the disk"),
    ("element", "end to end, as an element in the portal"),
    ("frame", "end to end, in a frame of the portal"),
];

/// Test files that are run once: about built files, one home of their own, or the tests' own means.
const ONCE: &[&str] = &[
    "api",
    "command",
    "dist",
    "drafts",
    "firefox",
    "folds",
    "framed",
    "helper",
    "hostile-host",
    "hosting",
    "offline",
    "package",
    "portal",
    "scripts",
];

/// Test files about what the page has to itself, and a guest's host instead of it: storage, copies, files that go out, the
/// foot of the page.
const OF_THE_PAGE: &[&str] = &["copy", "keeping", "output", "requests", "years"];

/// The journeys through the built page, in each of its homes: in a person's browser where it is a page of its own, in the
/// shell of the same engine elsewhere.
fn end_to_end(report: &mut Report, chromium: &Chromium) {
    let mut files = names("tests/e2e", "", ".test.mjs");
    // Two run at a time: none of the long ones is to be left for the end, when it would run alone.
    let length = |name: &String| {
        let file = project::root().join(format!("tests/e2e/{name}.test.mjs"));
        fs::metadata(file).map_or(0, |file| file.len())
    };
    files.sort_by_key(|name| Reverse(length(name)));
    let firefox = chromium::firefox();
    let shell = chromium::headless_shell(chromium);
    let mut run = |name: &str, home: &str, files: &[&String]| {
        let mut command = shell::command("node");
        command
            .args(["--test", "--test-reporter=spec", "--test-concurrency=2"])
            // A page that hangs must end the run, if late: a whole file has a quarter of an hour.
            .arg("--test-timeout=900000")
            .args(files.iter().map(|name| format!("tests/e2e/{name}.test.mjs")))
            .env(
                "CHROMIUM",
                if home == "hosted" {
                    &chromium.browser
                } else {
                    &shell
                },
            )
            .env("KE_HOME", home);
        if let Some(firefox) = &firefox {
            command.env("FIREFOX", firefox);
        }
        report.runner("e2e", name, &mut command);
    };
    for (home, name) in HOMES {
        let files: Vec<&String> = files
            .iter()
            .filter(|file| *home == "hosted" || !ONCE.contains(&file.as_str()))
            .filter(|file| matches!(*home, "hosted" | "file") || !OF_THE_PAGE.contains(&file.as_str()))
            .collect();
        run(name, home, &files);
    }
}

/// The sorted names, without ending, of a folder's files with that beginning and ending; empty if it is missing.
fn names(folder: &str, beginning: &str, ending: &str) -> Vec<String> {
    let entries = fs::read_dir(project::root().join(folder));
    let mut names: Vec<String> = entries
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.starts_with(beginning))
        .filter_map(|name| name.strip_suffix(ending).map(str::to_owned))
        .collect();
    names.sort();
    names
}

/// What has been run so far.
#[derive(Default)]
struct Report {
    /// By suite, in the order of their first steps.
    tallies: Vec<(&'static str, Tally)>,
    faults: Vec<String>,
}

impl Report {
    /// A step without which no other can run.
    fn prepare(&mut self, name: &str, work: impl FnOnce() -> Result<(), Fault>) -> Result<(), Fault> {
        timed(name, work).inspect_err(|fault| self.faults.push(format!("{name}: {fault}")))
    }

    /// One step of a suite. It counts what `work` counted; if that is nothing, or a fault that no test explains, it
    /// counts itself.
    fn step(
        &mut self,
        suite: &'static str,
        name: &str,
        work: impl FnOnce(&mut Tally) -> Result<(), Fault>,
    ) -> bool {
        let mut tally = Tally::default();
        let outcome = timed(name, || work(&mut tally));
        if outcome.is_err() && tally.failed == 0 {
            tally.failed = 1;
        } else if tally == Tally::default() {
            tally.passed = 1;
        }
        match self.tallies.iter_mut().find(|(known, _)| *known == suite) {
            Some((_, sum)) => *sum += tally,
            None => self.tallies.push((suite, tally)),
        }
        let well = outcome.is_ok();
        self.faults
            .extend(outcome.err().map(|fault| format!("{name}: {fault}")));
        well
    }

    /// A step whose output tells how many tests passed and failed.
    fn runner(&mut self, suite: &'static str, name: &str, command: &mut Command) -> bool {
        self.step(suite, name, |tally| shell::watch(command, |line| tally.see(line)))
    }

    /// Prints the counts; the last line is `N passed, N failed`.
    fn end(self, start: Instant) -> Result<(), Fault> {
        println!("\n== all: {} s", start.elapsed().as_secs());
        for fault in &self.faults {
            println!("failed: {fault}");
        }
        let mut all = Tally::default();
        for (suite, tally) in self.tallies {
            println!("{suite}: {} passed, {} failed", tally.passed, tally.failed);
            all += tally;
        }
        println!("{} passed, {} failed", all.passed, all.failed);
        // The counts are the last word.
        if all.failed == 0 {
            Ok(())
        } else {
            Err(Fault::new())
        }
    }
}

/// Does `work` between its name and its duration.
fn timed(name: &str, work: impl FnOnce() -> Result<(), Fault>) -> Result<(), Fault> {
    println!("\n== {name}");
    let start = Instant::now();
    let outcome = work();
    let verdict = if outcome.is_ok() { "ok" } else { "FAILED" };
    println!("== {name}: {verdict}, {:.1} s", start.elapsed().as_secs_f64());
    if let Err(fault) = &outcome {
        println!("{fault}");
    }
    outcome
}
