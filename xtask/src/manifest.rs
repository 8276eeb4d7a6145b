//! `kpi-evaluator.manifest.json`: every file of a build with its size and checksum.
//!
//! The tests hold every request against it, and whoever got the files can compare them. It does not list itself, nor
//! the compressed forms, which are the same files.

use serde_json::{Value, json};

use crate::folder::Folder;
use crate::{Fault, digest, finish, html, project};

pub(crate) const NAME: &str = "kpi-evaluator.manifest.json";

pub(crate) struct Manifest {
    version: String,
    build: String,
    files: Vec<Entry>,
}

struct Entry {
    path: String,
    bytes: usize,
    sha256: String,
}

impl Manifest {
    /// What is in the folder now.
    pub(crate) fn of(folder: &Folder) -> Result<Self, Fault> {
        let page = folder.text(finish::PAGE)?;
        let build = html::meta(&page, "kpi-evaluator-build").and_then(|tag| tag.attribute("content"));
        let files = folder.names()?.into_iter().map(|path| {
            let bytes = folder.read(&path)?;
            Ok(Entry {
                bytes: bytes.len(),
                sha256: digest::sha256(&bytes),
                path,
            })
        });
        Ok(Self {
            version: project::version()?,
            build: build.unwrap_or_default().to_owned(),
            files: files.collect::<Result<_, Fault>>()?,
        })
    }

    pub(crate) fn json(&self) -> String {
        let files = self
            .files
            .iter()
            .map(|file| json!({ "path": file.path, "bytes": file.bytes, "sha256": file.sha256 }));
        let manifest = json!({
            "schema": "kpi-evaluator-build/1",
            "version": self.version,
            "build": self.build,
            "files": files.collect::<Vec<Value>>(),
        });
        format!("{manifest:#}\n")
    }
}

#[cfg(test)]
mod tests {
    use super::{Entry, Manifest};

    #[test]
    fn a_manifest_is_plain_data() {
        let manifest = Manifest {
            version: "1.2.3".into(),
            build: "abc".into(),
            files: vec![Entry {
                path: "a.js".into(),
                bytes: 3,
                sha256: "00".into(),
            }],
        };
        let told: serde_json::Value = serde_json::from_str(&manifest.json()).unwrap();
        assert_eq!(told["files"][0]["path"], "a.js");
        assert_eq!(told["files"][0]["bytes"], 3);
        assert_eq!(told["build"], "abc");
    }
}
