//! A folder of files, without folders inside, as `dist/` is.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Fault;

/// Reads and writes by name; every fault names the file.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(path: &Path) -> Self {
        Self(path.to_path_buf())
    }

    /// The names of all files, sorted.
    pub(crate) fn names(&self) -> Result<Vec<String>, Fault> {
        let entries = fs::read_dir(&self.0).map_err(|fault| told(&self.0, &fault))?;
        let mut names: Vec<String> = entries
            .flatten()
            .filter(|entry| entry.path().is_file())
            .filter_map(|entry| entry.file_name().into_string().ok())
            .collect();
        names.sort();
        Ok(names)
    }

    pub(crate) fn read(&self, name: &str) -> Result<Vec<u8>, Fault> {
        let path = self.0.join(name);
        fs::read(&path).map_err(|fault| told(&path, &fault))
    }

    pub(crate) fn text(&self, name: &str) -> Result<String, Fault> {
        String::from_utf8(self.read(name)?).map_err(|_| format!("{name} is no text in UTF-8"))
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) -> Result<(), Fault> {
        let path = self.0.join(name);
        fs::write(&path, bytes).map_err(|fault| told(&path, &fault))
    }

    pub(crate) fn remove(&self, name: &str) -> Result<(), Fault> {
        let path = self.0.join(name);
        fs::remove_file(&path).map_err(|fault| told(&path, &fault))
    }
}

/// What stands after the last dot of a file's name: `gz` of `a.js.gz`.
pub(crate) fn ending(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

fn told(path: &Path, fault: &std::io::Error) -> Fault {
    format!("{}: {fault}", path.display())
}
