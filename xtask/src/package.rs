//! Makes `release/` of `dist/`: an npm-ready folder, and the list of what is inside (SBOM).

use std::fs;

use serde_json::json;

use crate::folder::{Folder, ending};
use crate::{Fault, build, project, sbom};

/// Builds, then makes `release/`.
pub(crate) fn package() -> Result<(), Fault> {
    build::build(build::Profile::Release)?;
    make()
}

/// Makes `release/` of the `dist/` that is there.
pub(crate) fn make() -> Result<(), Fault> {
    let release = project::root().join("release");
    let told = |fault: std::io::Error| format!("{}: {fault}", release.display());
    if release.exists() {
        fs::remove_dir_all(&release).map_err(told)?;
    }
    fs::create_dir_all(release.join("npm")).map_err(told)?;
    npm(&Folder::new(&release.join("npm")))?;
    Folder::new(&release).write("kpi-evaluator.cdx.json", sbom::json()?.as_bytes())?;
    println!("made {}", release.display());
    Ok(())
}

/// The scripts of the command, from `src/embed/command/`; the first is the one that is started.
const COMMAND: &[&str] = &[
    "command.js",
    "command-files.js",
    "command-pool.js",
    "command-words.js",
    "command-worker.js",
];

/// The JavaScript module with its parts, and the command: nothing is run when it is installed, and it needs no other
/// package.
fn npm(folder: &Folder) -> Result<(), Fault> {
    let dist = Folder::new(&project::dist());
    let mut files = Vec::new();
    for name in dist.names()?.into_iter().filter(|name| is_of_module(name)) {
        folder.write(&name, &dist.read(&name)?)?;
        files.push(name);
    }
    for name in COMMAND {
        folder.write(name, &project::bytes(&format!("src/embed/command/{name}"))?)?;
        files.push((*name).to_owned());
    }
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        folder.write(name, &project::bytes(name)?)?;
        files.push(name.to_owned());
    }
    folder.write("README.md", &project::bytes("site/npm-README.md")?)?;
    let manifest = json!({
        "name": "kpi-evaluator",
        "version": project::version()?,
        "description": "Reads the KPI sheets of Japanese municipalities, recomputes every achievement rate and checks what is printed.",
        "license": "MIT OR Apache-2.0",
        "type": "module",
        "sideEffects": false,
        "types": "./kpi-evaluator.d.ts",
        "exports": {
            ".": { "types": "./kpi-evaluator.d.ts", "default": "./kpi-evaluator.js" },
            "./package.json": "./package.json"
        },
        "bin": { "kpi-evaluator": COMMAND[0] },
        "files": files,
        "engines": { "node": ">=20.11" }
    });
    folder.write("package.json", format!("{manifest:#}\n").as_bytes())
}

/// The module's own files: the stable name, its types, the parts that it imports, the wasm.
fn is_of_module(name: &str) -> bool {
    let is_part = |part: &str| name.starts_with(&format!("kpi-evaluator-{part}-")) && ending(name) == "js";
    matches!(name, "kpi-evaluator.js" | "kpi-evaluator.d.ts")
        || name.starts_with("kpi-engine-") && ending(name) == "wasm"
        || is_part("api")
        || is_part("engine")
        || is_part("module")
}

#[cfg(test)]
mod tests {
    use super::is_of_module;

    #[test]
    fn the_page_is_no_part_of_the_module() {
        for name in [
            "kpi-evaluator.js",
            "kpi-evaluator-engine-00.js",
            "kpi-evaluator-module-00.js",
            "kpi-engine-00.wasm",
        ] {
            assert!(is_of_module(name), "{name}");
        }
        for name in [
            "index.html",
            "sw.js",
            "kpi-evaluator-start-00.js",
            "kpi-evaluator-glue-00.js",
            "kpi-evaluator-00.wasm",
            "kpi-engine-00.wasm.br",
        ] {
            assert!(!is_of_module(name), "{name}");
        }
    }
}
