//! wasm-bindgen's glue as a classic script: the only kind of which a page on the disk can make a worker.

use crate::Fault;

/// The glue without its exports; what it exported is visible to the script that follows it.
///
/// Only what wasm-bindgen writes is understood. Anything else stops the build: a worker that cannot start would go
/// unseen, as the page then does the work itself.
pub(crate) fn classic(glue: &str) -> Result<String, Fault> {
    let lines = glue.lines().filter(|line| !line.starts_with("export {"));
    let script: Vec<_> = lines
        .map(|line| match line.strip_prefix("export ") {
            Some(rest) => rest.to_owned(),
            // Where the module is: the page hands the worker a compiled one, so that nobody asks.
            None => line.replace("import.meta.url", "self.location.href"),
        })
        .collect();
    let is_module = |line: &String| {
        let line = line.trim_start();
        line.starts_with("export ") || line.starts_with("import ") || line.contains("import.meta")
    };
    match script.iter().find(|line| is_module(line)) {
        None => Ok(script.join("\n") + "\n"),
        Some(line) => Err(format!("the glue is no classic script: {line}")),
    }
}

#[cfg(test)]
mod tests {
    use super::classic;

    #[test]
    fn exports_go_and_functions_stay() {
        let glue = "export function work(a) {\n    return a;\n}\nx = new URL('a.wasm', import.meta.url);\nexport { initSync, init as default };\n";
        assert_eq!(
            classic(glue).as_deref(),
            Ok("function work(a) {\n    return a;\n}\nx = new URL('a.wasm', self.location.href);\n")
        );
    }

    #[test]
    fn what_stays_a_module_stops_the_build() {
        for glue in ["import { a } from './b.js';", "  export { a };"] {
            assert!(classic(glue).is_err(), "{glue}");
        }
    }
}
