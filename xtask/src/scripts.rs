//! The scripts of `dist/`: templates of `src/embed/` with version, names and checksums filled in.
//!
//! | file | what it is |
//! |---|---|
//! | `kpi-evaluator-api-<hash>.js` | the JavaScript API, from `kpi-evaluator.js`: the engine alone |
//! | `kpi-evaluator-page-<hash>.js` | the page's module, from `page.js` |
//! | `kpi-evaluator-module-<hash>.js` | what starts either, from `module.js` |
//! | `kpi-evaluator-start-<hash>.js` | starts the page, from `hosted.js` and `start.js`; a file, so that a policy can forbid inline script |
//! | `kpi-evaluator-worker-<hash>.js` | the worker of the page: the glue as a classic script, and `worker.js` |
//! | `kpi-evaluator.js`, `.d.ts` | the API under the name that stays, and its types |

use crate::classic::classic;
use crate::finish::{Module, Modules};
use crate::folder::Folder;
use crate::{Fault, digest, project};

/// The names of the scripts.
pub(crate) struct Scripts {
    /// What starts a module, for the page and the API.
    pub(crate) module: String,
    /// The page's module.
    pub(crate) page: String,
    pub(crate) start: String,
    pub(crate) worker: String,
}

/// Writes API, page, start file, worker and types.
pub(crate) fn write(folder: &Folder, modules: &Modules) -> Result<Scripts, Fault> {
    let version = project::version()?;
    let module = hashed(folder, "module", &project::read("src/embed/module.js")?)?;
    let starts = |of: &Module, path: &str, glue: &str, wasm: &str| {
        let names = [
            (glue, &*of.glue),
            (wasm, &*of.wasm),
            ("kpi-evaluator-module.js", &*module),
        ];
        let integrity = digest::integrity(&folder.read(&of.wasm)?);
        let script = with_text(&filled(path, &names)?, "\"0.0.0\"", &format!("\"{version}\""))?;
        with_text(
            &script,
            "INTEGRITY = \"\"",
            &format!("INTEGRITY = \"{integrity}\""),
        )
    };
    let api = starts(
        &modules.engine,
        "src/embed/kpi-evaluator.js",
        "kpi-evaluator-engine.js",
        "kpi-engine.wasm",
    )?;
    let api = hashed(folder, "api", &api)?;
    let page = starts(
        &modules.page,
        "src/embed/page.js",
        "kpi-evaluator-glue.js",
        "kpi-evaluator.wasm",
    )?;
    let page = hashed(folder, "page", &page)?;

    let begin = filled("src/embed/hosted.js", &[("kpi-evaluator-page.js", &page)])?;
    let start = hashed(
        folder,
        "start",
        &(begin + "\n" + &project::read("src/embed/start.js")?),
    )?;
    let worker = hashed(folder, "worker", &worker(folder, &modules.page)?)?;

    let stable = format!(
        "// kpi-evaluator {version}: the JavaScript API under the name that stays. Types: kpi-evaluator.d.ts\n\
         export {{ compare, default, evaluate, fits, KpiError, render, ruleSets, version }} from \"./{api}\";\n"
    );
    folder.write("kpi-evaluator.js", stable.as_bytes())?;
    let types = project::read("src/embed/kpi-evaluator.d.ts")?;
    folder.write("kpi-evaluator.d.ts", types.as_bytes())?;
    Ok(Scripts {
        module,
        page,
        start,
        worker,
    })
}

/// The worker's script: what wasm-bindgen made, and the loop.
pub(crate) fn worker(folder: &Folder, module: &Module) -> Result<String, Fault> {
    Ok(classic(&folder.text(&module.glue)?)? + &project::read("src/embed/worker.js")?)
}

/// Writes a script under a name with its hash, and gives the name.
pub(crate) fn hashed(folder: &Folder, part: &str, text: &str) -> Result<String, Fault> {
    let name = format!("kpi-evaluator-{part}-{}.js", digest::short(text.as_bytes()));
    folder.write(&name, text.as_bytes())?;
    Ok(name)
}

/// A file of the project with names replaced.
pub(crate) fn filled(path: &str, names: &[(&str, &str)]) -> Result<String, Fault> {
    replaced(project::read(path)?, path, names)
}

/// `text` with each name replaced; each must occur, or the build would be broken without a word.
pub(crate) fn replaced(text: String, path: &str, names: &[(&str, &str)]) -> Result<String, Fault> {
    names.iter().try_fold(text, |text, (from, to)| {
        let (from, to) = (format!("./{from}\""), format!("./{to}\""));
        with_text(&text, &from, &to).map_err(|fault| format!("{path}: {fault}"))
    })
}

/// `text` with all of `from` replaced; it must occur.
pub(crate) fn with_text(text: &str, from: &str, to: &str) -> Result<String, Fault> {
    if text.contains(from) {
        Ok(text.replace(from, to))
    } else {
        Err(format!("there is no `{from}`, which the build fills in"))
    }
}

#[cfg(test)]
mod tests {
    use super::replaced;

    #[test]
    fn a_name_that_is_not_there_stops_the_build() {
        let text = || "import \"./a.js\";".to_owned();
        assert_eq!(
            replaced(text(), "x", &[("a.js", "a-1.js")]).as_deref(),
            Ok("import \"./a-1.js\";")
        );
        assert!(replaced(text(), "x", &[("b.js", "b-1.js")]).is_err());
    }
}
