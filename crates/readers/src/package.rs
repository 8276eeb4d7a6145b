//! Packages of Office since 2007: parts that are found by relations, not by their names.
//!
//! `_rels/.rels` says which part is the document; the relations of a part lie in `_rels` beside it. Names that offices
//! usually give are a last resort only: a workbook may lie in `book/` as well as in `xl/`.

use std::collections::BTreeMap;

use crate::archive::Archive;
use crate::error::ReadError;
use crate::xml::{Step, Xml};

/// Far more than any document has.
const MAX_RELATIONS: usize = 100_000;

/// The relations of a part.
#[derive(Debug, Default)]
pub struct Relations {
    /// Kind (the last word of its type: `worksheet`) and target, by id.
    by_id: BTreeMap<String, (String, String)>,
    /// The first target of each kind.
    by_kind: BTreeMap<String, String>,
}

impl Relations {
    /// The relations of a part; none where it has no such list.
    ///
    /// # Errors
    /// [`ReadError`] where the list is damaged.
    pub fn of(archive: &Archive<'_>, part: &str) -> Result<Self, ReadError> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let path = format!("{folder}/_rels/{name}.rels");
        Self::read(archive, path.trim_start_matches('/'), folder)
    }

    fn read(archive: &Archive<'_>, path: &str, folder: &str) -> Result<Self, ReadError> {
        let mut relations = Self::default();
        let Some(mut xml) = Xml::open(archive, path)? else {
            return Ok(relations);
        };
        loop {
            match xml.step()? {
                Step::Open(tag) if tag.name() == "Relationship" && relations.by_id.len() < MAX_RELATIONS => {
                    let kind = tag.get("Type").unwrap_or_default();
                    let kind = kind.rsplit('/').next().unwrap_or("").to_owned();
                    let target = resolve(folder, &tag.get("Target").unwrap_or_default());
                    relations
                        .by_kind
                        .entry(kind.clone())
                        .or_insert_with(|| target.clone());
                    relations
                        .by_id
                        .insert(tag.get("Id").unwrap_or_default(), (kind, target));
                }
                Step::End => return Ok(relations),
                _ => {}
            }
        }
    }

    /// The target of a relation, if it is of that kind.
    pub fn target(&self, id: &str, kind: &str) -> Option<&str> {
        let (of_kind, target) = self.by_id.get(id)?;
        (of_kind == kind).then_some(target)
    }

    /// The first target of a kind.
    pub fn first(&self, kind: &str) -> Option<&str> {
        self.by_kind.get(kind).map(String::as_str)
    }

    /// The first target of a kind, or the part that usually is it.
    pub fn first_or(&self, kind: &str, usual: &str) -> String {
        self.first(kind).unwrap_or(usual).to_owned()
    }
}

/// The part that is the document itself, as the package says.
///
/// # Errors
/// [`ReadError`] where the list of relations is damaged.
pub fn main_part(archive: &Archive<'_>) -> Result<Option<String>, ReadError> {
    let relations = Relations::read(archive, "_rels/.rels", "")?;
    Ok(relations
        .first("officeDocument")
        .filter(|target| archive.has(target))
        .map(str::to_owned))
}

/// The name of a part's outermost element: `workbook`, `document`. Nothing where the part is damaged or no XML.
pub fn root(archive: &Archive<'_>, part: &str) -> Option<String> {
    let mut xml = Xml::open(archive, part).ok()??;
    loop {
        match xml.step().ok()? {
            Step::Open(tag) => return Some(tag.name().to_owned()),
            Step::End => return None,
            _ => {}
        }
    }
}

/// A relative path from a folder; one that begins with `/` is the container's. Some writers divide it by backslashes,
/// as Windows does, or spell characters in percent.
fn resolve(folder: &str, path: &str) -> String {
    let path = unescape(&path.replace('\\', "/"));
    if let Some(path) = path.strip_prefix('/') {
        return path.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// `%20` → a blank. What is no such escape stays.
fn unescape(path: &str) -> String {
    if !path.contains('%') {
        return path.to_owned();
    }
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let code = after
            .get(..2)
            .filter(|_| byte == b'%')
            .and_then(|code| std::str::from_utf8(code).ok())
            .and_then(|code| u8::from_str_radix(code, 16).ok());
        bytes.push(code.unwrap_or(byte));
        rest = if code.is_some() {
            after.get(2..).unwrap_or_default()
        } else {
            after
        };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_resolved_from_their_folder() {
        for (folder, path, expected) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/styles.xml", "xl/styles.xml"),
            ("xl/worksheets", "../media/a.png", "xl/media/a.png"),
            ("xl", "worksheets\\sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("", "\\book\\workbook.xml", "book/workbook.xml"),
            ("xl", "worksheets/sheet%201.xml", "xl/worksheets/sheet 1.xml"),
            ("xl", "100%.xml", "xl/100%.xml"),
        ] {
            assert_eq!(resolve(folder, path), expected);
        }
    }
}
