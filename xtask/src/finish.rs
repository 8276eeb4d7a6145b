//! What Trunk leaves to do in `dist/`.
//!
//! | file | what it is |
//! |---|---|
//! | `kpi-evaluator-<hash>.js`, `…_bg.wasm` | wasm-bindgen's glue and the module, by Trunk; the names are taken out of the module here |
//! | `kpi-evaluator-api-<hash>.js` | the JavaScript API, from `src/embed/kpi-evaluator.js`, with version and file names filled in |
//! | `kpi-evaluator-start-<hash>.js` | starts the page, from `src/embed/start.js`; a file, so that a policy can forbid inline script |
//! | `kpi-evaluator-worker-<hash>.js` | the worker of the page: the glue as a classic script, and `src/embed/worker.js` |
//! | `kpi-evaluator.js`, `.d.ts` | the API under the name that stays: one line that hands on the hashed module |
//!
//! The page and the API share the hashed module, hence one promise and one instance, and the page never mixes a
//! cached file of an older build with a new one.

use std::fs;
use std::path::Path;

use crate::build::Profile;
use crate::classic::classic;
use crate::{Fault, project, shell, wasm};

const API: &str = "kpi-evaluator-api";
const START: &str = "kpi-evaluator-start";
const WORKER: &str = "kpi-evaluator-worker";

/// Completes what Trunk made in `staged`, then puts it in the place of `dist`.
pub(crate) fn finish(staged: &Path, dist: &Path, profile: Profile) -> Result<(), Fault> {
    let name = hashed_name(staged)?;
    if profile == Profile::Release {
        let module = staged.join(format!("{name}_bg.wasm"));
        let bytes = fs::read(&module).map_err(|fault| told(&module, &fault))?;
        write(&module, &wasm::without_names(&bytes)?)?;
    }
    write_scripts(staged, &name)?;
    replace(staged, dist)?;
    print_sizes(dist)
}

/// `kpi-evaluator-<hash>`: what the names of Trunk's glue and module have in common.
fn hashed_name(folder: &Path) -> Result<String, Fault> {
    fs::read_dir(folder)
        .map_err(|fault| told(folder, &fault))?
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .find_map(|name| name.strip_suffix("_bg.wasm").map(str::to_owned))
        .ok_or_else(|| format!("Trunk left no `…_bg.wasm` in {}", folder.display()))
}

/// Writes API, start file and types, and tells the page their names.
fn write_scripts(folder: &Path, name: &str) -> Result<(), Fault> {
    let version = project::version()?;
    let api = filled(
        "src/embed/kpi-evaluator.js",
        &[
            ("kpi-evaluator-glue.js", &format!("{name}.js")),
            ("kpi-evaluator_bg.wasm", &format!("{name}_bg.wasm")),
        ],
    )?
    .replacen("\"0.0.0\"", &format!("\"{version}\""), 1);
    let api_name = format!("{API}-{}.js", hash(&api));
    write(&folder.join(&api_name), api.as_bytes())?;

    let start = filled("src/embed/start.js", &[("kpi-evaluator.js", &api_name)])?;
    let start_name = format!("{START}-{}.js", hash(&start));
    write(&folder.join(&start_name), start.as_bytes())?;

    let glue = folder.join(format!("{name}.js"));
    let glue = fs::read_to_string(&glue).map_err(|fault| told(&glue, &fault))?;
    let worker = classic(&glue)? + &project::read("src/embed/worker.js")?;
    let worker_name = format!("{WORKER}-{}.js", hash(&worker));
    write(&folder.join(&worker_name), worker.as_bytes())?;

    let stable = format!(
        "// kpi-evaluator {version}: the JavaScript API under the name that stays. Types: kpi-evaluator.d.ts\n\
         export {{ default, evaluate, KpiError, ruleSets, version }} from \"./{api_name}\";\n"
    );
    write(&folder.join("kpi-evaluator.js"), stable.as_bytes())?;
    let types = project::read("src/embed/kpi-evaluator.d.ts")?;
    write(&folder.join("kpi-evaluator.d.ts"), types.as_bytes())?;

    let page = folder.join("index.html");
    let text = fs::read_to_string(&page).map_err(|fault| told(&page, &fault))?;
    let names = [
        (format!("{API}.js"), api_name.as_str()),
        (format!("{START}.js"), start_name.as_str()),
        (format!("{WORKER}.js"), worker_name.as_str()),
    ];
    let names: Vec<_> = names.iter().map(|(from, to)| (from.as_str(), *to)).collect();
    write(&page, replaced(text, "index.html", &names)?.as_bytes())
}

/// A file of the project with names replaced.
fn filled(path: &str, names: &[(&str, &str)]) -> Result<String, Fault> {
    replaced(project::read(path)?, path, names)
}

/// `text` with each name replaced; each must occur, or the build would be broken without a word.
fn replaced(text: String, path: &str, names: &[(&str, &str)]) -> Result<String, Fault> {
    names.iter().try_fold(text, |text, (from, to)| {
        if text.contains(&format!("./{from}")) {
            Ok(text.replace(&format!("./{from}"), &format!("./{to}")))
        } else {
            Err(format!(
                "{path} does not name `./{from}`, which the build fills in"
            ))
        }
    })
}

/// FNV-1a of 64 bits: enough to tell builds apart, the same on every machine.
fn hash(text: &str) -> String {
    let value = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |value, byte| {
        (value ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{value:016x}")
}

/// Puts `staged` in the place of `dist`.
fn replace(staged: &Path, dist: &Path) -> Result<(), Fault> {
    if dist.exists() {
        fs::remove_dir_all(dist).map_err(|fault| told(dist, &fault))?;
    }
    fs::rename(staged, dist).map_err(|fault| told(dist, &fault))
}

/// Prints the size of each file, also as servers send it; Node's zlib does the compressing.
fn print_sizes(dist: &Path) -> Result<(), Fault> {
    const SCRIPT: &str = r#"
        const fs = require("node:fs"), zlib = require("node:zlib"), path = require("node:path");
        const folder = process.argv[1], total = [0, 0, 0];
        const row = (name, sizes) => console.log(name.padEnd(46) + sizes.map((size) => String(size).padStart(11)).join(""));
        row("dist/ (bytes; Node zlib: gzip 9, brotli 11)", ["raw", "gzip", "brotli"]);
        for (const entry of fs.readdirSync(folder, { recursive: true }).sort()) {
          const file = path.join(folder, entry);
          if (!fs.statSync(file).isFile() || entry.endsWith(".d.ts")) continue;
          const bytes = fs.readFileSync(file);
          const sizes = [bytes.length, zlib.gzipSync(bytes, { level: 9 }).length, zlib.brotliCompressSync(bytes).length];
          sizes.forEach((size, index) => (total[index] += size));
          row("  " + entry, sizes);
        }
        row("  all", total);"#;
    if shell::which("node").is_none() {
        println!(
            "built {} (sizes are not shown: Node.js is missing)",
            dist.display()
        );
        return Ok(());
    }
    shell::run(shell::command("node").args(["-e", SCRIPT]).arg(dist))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    fs::write(path, bytes).map_err(|fault| told(path, &fault))
}

fn told(path: &Path, fault: &std::io::Error) -> Fault {
    format!("{}: {fault}", path.display())
}

#[cfg(test)]
mod tests {
    use super::{hash, replaced};

    #[test]
    fn a_name_that_is_not_there_stops_the_build() {
        let text = || "import \"./a.js\";".to_owned();
        assert_eq!(
            replaced(text(), "x", &[("a.js", "a-1.js")]).as_deref(),
            Ok("import \"./a-1.js\";")
        );
        assert!(replaced(text(), "x", &[("b.js", "b-1.js")]).is_err());
    }

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(hash(""), "cbf29ce484222325");
        assert_eq!(hash("a"), "af63dc4c8601ec8c");
    }
}
