//! Where things are, and which versions the project pins.
//!
//! Every version is written once, where its own tool reads it: trunk in `Trunk.toml`, wasm-bindgen in `Cargo.lock`,
//! the project's own in `Cargo.toml`. Here they are only looked up.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Fault;

/// The folder with the workspace's `Cargo.toml`.
pub(crate) fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_path_buf()
}

/// Where Python's installer puts the checkers; their programs lie in `bin/`.
pub(crate) fn wheels() -> PathBuf {
    tools().join("wheels")
}

/// The git-ignored folder of the tools that the project builds for itself.
pub(crate) fn tools() -> PathBuf {
    root().join(".tools")
}

/// The built page.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// The version of this project, from `Cargo.toml`.
pub(crate) fn version() -> Result<String, Fault> {
    let manifest = read("Cargo.toml")?;
    value_after(&manifest, "[workspace.package]", "version")
        .ok_or_else(|| "Cargo.toml names no version".into())
}

/// The version of trunk that `Trunk.toml` asks for, without the `=`.
pub(crate) fn trunk_version() -> Result<String, Fault> {
    value_after(&read("Trunk.toml")?, "", "trunk-version")
        .map(|wanted| wanted.trim_start_matches('=').to_owned())
        .ok_or_else(|| "Trunk.toml names no trunk-version".into())
}

/// The locked version of the crate wasm-bindgen, which its command-line program has to match exactly.
pub(crate) fn wasm_bindgen_version() -> Result<String, Fault> {
    value_after(&read("Cargo.lock")?, "name = \"wasm-bindgen\"", "version")
        .ok_or_else(|| "Cargo.lock does not lock wasm-bindgen".into())
}

/// A text file of the project; a fault names it.
pub(crate) fn read(path: &str) -> Result<String, Fault> {
    let path = root().join(path);
    fs::read_to_string(&path).map_err(|fault| format!("{}: {fault}", path.display()))
}

/// A file of the project as it is; a fault names it.
pub(crate) fn bytes(path: &str) -> Result<Vec<u8>, Fault> {
    let path = root().join(path);
    fs::read(&path).map_err(|fault| format!("{}: {fault}", path.display()))
}

/// The quoted value of the first line `key = "value"` after the line `mark`, or from the top if `mark` is empty.
fn value_after(text: &str, mark: &str, key: &str) -> Option<String> {
    text.lines()
        .skip_while(|line| !mark.is_empty() && line.trim() != mark)
        .filter_map(|line| line.split_once('='))
        .find(|(name, _)| name.trim() == key)
        .map(|(_, value)| value.trim().trim_matches('"').to_owned())
}

#[cfg(test)]
mod tests {
    use super::value_after;

    #[test]
    fn a_value_is_found_after_its_mark_only() {
        let text = "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"1.0\"\n\nname = \"b\"\nversion = \"=2.0\"\n";
        assert_eq!(
            value_after(text, "name = \"b\"", "version").as_deref(),
            Some("=2.0")
        );
        assert_eq!(value_after(text, "", "version").as_deref(), Some("4"));
        assert_eq!(value_after(text, "name = \"c\"", "version"), None);
    }

    #[test]
    fn the_project_pins_its_tools() {
        assert!(super::version().is_ok());
        assert!(super::trunk_version().is_ok());
        assert!(super::wasm_bindgen_version().is_ok());
    }
}
