//! `sw.js`: the service worker of one build, from `src/embed/sw.js` with the build's name and parts filled in.

use serde_json::{Map, Value};

use crate::folder::{Folder, ending};
use crate::scripts::with_text;
use crate::{Fault, digest, finish, html, project};

pub(crate) const NAME: &str = "sw.js";

/// The service worker for the finished page.
pub(crate) fn script(folder: &Folder, page: &str) -> Result<String, Fault> {
    let build = html::meta(page, "kpi-evaluator-build")
        .and_then(|tag| tag.attribute("content"))
        .ok_or_else(|| format!("{} does not name its build", finish::PAGE))?;
    let mut parts = Map::new();
    for name in parts_of(folder, page)? {
        let integrity = digest::integrity(&folder.read(&name)?);
        parts.insert(name, Value::String(integrity));
    }
    let script = project::read("src/embed/sw.js")?;
    let script = with_text(&script, "BUILD = \"\"", &format!("BUILD = \"{build}\""))?;
    with_text(
        &script,
        "PARTS = {}",
        &format!("PARTS = {:#}", Value::Object(parts)),
    )
}

/// Every file that the page names, and the icons that its web manifest names.
fn parts_of(folder: &Folder, page: &str) -> Result<Vec<String>, Fault> {
    let tags = [html::tags(page, "link"), html::tags(page, "script")];
    let mut names: Vec<String> = tags
        .iter()
        .flatten()
        .filter_map(|tag| tag.file().map(str::to_owned))
        .collect();
    names.extend(
        folder
            .names()?
            .into_iter()
            .filter(|name| matches!(ending(name), "png" | "svg")),
    );
    names.sort();
    names.dedup();
    Ok(names)
}
