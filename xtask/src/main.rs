//! `cargo xtask`: sets up, builds, serves and tests the project.
//!
//! | module | its one job |
//! |---|---|
//! | `project` | where things are, and which versions the project pins |
//! | `shell` | runs other programs with the project's tools first on the `PATH` |
//! | `setup` | adds what is missing: wasm target, trunk, wasm-bindgen, Node packages |
//! | `chromium` | finds Chromium and its driver, and Firefox, or installs them |
//! | `build` | makes `dist/` |
//! | `finish` | what Trunk leaves to do in `dist/`, in its order |
//! | `scripts`, `classic` | the scripts of `dist/`; wasm-bindgen's glue as a classic script |
//! | `element` | the custom element and the page for frames |
//! | `offline` | the service worker |
//! | `single` | the page as one file |
//! | `manifest`, `compress` | the list of all files; their compressed forms |
//! | `digest`, `folder`, `html`, `wasm` | checksums; files by name; tags of a page; sections of a wasm file |
//! | `package`, `sbom` | `release/`: the npm-ready folder; what the module is made of |
//! | `verify` | whether the program in a file is the published one |
//! | `sizes` | holds the sizes of what is built to a baseline |
//! | `serve` | serves `dist/` on this machine |
//! | `test` | runs every check and counts |
//! | `bench` | measures the built page and API beside their peers |
//! | `kills` | kills page and browser while the built page is edited |
//! | `fuzz` | fuzzes what reads bytes and texts of others |
//! | `tally` | counts tests in what test runners print |
//!
//! It has few dependencies, and small ones: on a fresh machine it is compiled before anything else can be said or done.

mod bench;
mod build;
mod chromium;
mod classic;
mod compress;
mod digest;
mod element;
mod finish;
mod folder;
mod fuzz;
mod html;
mod kills;
mod manifest;
mod offline;
mod package;
mod project;
mod sbom;
mod scripts;
mod serve;
mod setup;
mod shell;
mod single;
mod sizes;
mod tally;
mod test;
mod verify;
mod wasm;

use std::process::ExitCode;

/// What went wrong, in a sentence for the person at the terminal; empty if all has been said already.
type Fault = String;

const HELP: &str = "\
cargo xtask <command>

  setup               add what is missing: wasm target, trunk, wasm-bindgen, Node packages
  build [--debug]     make dist/ (release unless told otherwise)
  package             build, then make release/: the npm-ready folder and the SBOM
  serve [--port N]    build, then serve dist/ on 127.0.0.1 (port 8080, or the next free one)
  verify FILE [MANIFEST]
                      say whether the program in a copy of kpi-evaluator.html is the one in dist/, or in a manifest
  test [SUITE ...]    run everything, or only: checks native wasm e2e
  prepare             make what the tests in browsers need; `test` does that beside its other checks
  bench [--built]     build (or take what is built), measure it beside its peers in Chromium, write BENCHMARKS.md
  kills [N [SEED]]    kill the renderer, and the whole browser, N times each (50) while what is built is edited, and say
                      what was lost
  fuzz SECONDS [TARGET ...]
                      fuzz all targets, or only these, each so long
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            if !fault.is_empty() {
                eprintln!("error: {fault}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result<(), Fault> {
    match arguments {
        ["setup"] => setup::everything(),
        ["build"] | ["build", "--release"] => build::build(build::Profile::Release),
        ["build", "--debug"] => build::build(build::Profile::Debug),
        ["package"] => package::package(),
        ["serve"] => serve::serve(None),
        ["serve", "--port", port] => {
            let port = port
                .parse()
                .map_err(|_| format!("`{port}` is not a port number"))?;
            serve::serve(Some(port))
        }
        ["verify", file] => verify::verify(file, None),
        ["verify", file, manifest] => verify::verify(file, Some(manifest)),
        ["test", suites @ ..] => test::test(suites),
        ["prepare"] => test::prepare(),
        ["bench"] => bench::bench(false),
        ["bench", "--built"] => bench::bench(true),
        ["kills"] => kills::kills("50", None),
        ["kills", times] => kills::kills(times, None),
        ["kills", times, seed] => kills::kills(times, Some(seed)),
        ["fuzz", seconds, targets @ ..] => {
            let seconds = seconds
                .parse()
                .map_err(|_| format!("`{seconds}` is no number of seconds"))?;
            fuzz::fuzz(targets, seconds)
        }
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        _ => Err(format!("unknown command `{}`\n\n{HELP}", arguments.join(" "))),
    }
}
