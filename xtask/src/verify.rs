//! Tells whether the program in a file is the published one: in a copy with a draft inside, the file without its line.

use std::fs;

use serde_json::Value;

use crate::finish::SINGLE;
use crate::{Fault, digest, manifest, project};

/// How the line of a draft begins and ends. Between them there is no `<`, so nothing else hides in it.
const BEGINNING: &str = "<script type=\"application/json\" id=\"kpi-evaluator-copy\">";
const END: &str = "</script>";

/// Compares a file with a manifest, by default that of `dist/`, and says what it found.
pub(crate) fn verify(file: &str, manifest: Option<&str>) -> Result<(), Fault> {
    let read = |path: &str| fs::read_to_string(path).map_err(|fault| format!("{path}: {fault}"));
    let own = project::dist().join(manifest::NAME);
    let list = read(manifest.unwrap_or(&own.to_string_lossy()))?;
    let published = checksum(&list).ok_or_else(|| format!("the manifest does not list {SINGLE}"))?;
    let page = read(file)?;
    let (program, draft) = parted(&page);
    let found = digest::sha256(program.as_bytes());
    let inside = if draft { "a copy with a draft" } else { "no draft" };
    println!("{file}: {inside}\nprogram:   {found}\npublished: {published}");
    if found == published {
        println!("The program is the published one.");
        Ok(())
    } else {
        Err("the program is not the published one".into())
    }
}

/// What a manifest says of the page as one file.
fn checksum(manifest: &str) -> Option<String> {
    let manifest: Value = serde_json::from_str(manifest).ok()?;
    let files = manifest.get("files")?.as_array()?;
    let file = files
        .iter()
        .find(|file| file.get("path").and_then(Value::as_str) == Some(SINGLE))?;
    file.get("sha256")?.as_str().map(str::to_owned)
}

/// The file without the line of a draft, and whether there was one.
fn parted(page: &str) -> (String, bool) {
    let is_draft = |line: &&str| {
        let inside = line
            .strip_prefix(BEGINNING)
            .and_then(|rest| rest.strip_suffix('\n')?.strip_suffix(END));
        inside.is_some_and(|inside| !inside.contains('<'))
    };
    match page.split_inclusive('\n').find(is_draft) {
        Some(line) => (page.replacen(line, "", 1), true),
        None => (page.to_owned(), false),
    }
}

#[cfg(test)]
mod tests {
    use super::{checksum, parted};

    const DRAFT: &str = "<script type=\"application/json\" id=\"kpi-evaluator-copy\">{\"a\":1}</script>\n";

    #[test]
    fn a_draft_is_left_out_and_nothing_else() {
        let plain = "<html>\n<script>go()</script>\n";
        let copy = format!("<html>\n{DRAFT}<script>go()</script>\n");
        assert_eq!(parted(plain), (plain.to_owned(), false));
        assert_eq!(parted(&copy), (plain.to_owned(), true));
        for hostile in [
            DRAFT.replace("{\"a\":1}", "</script><script>run()"),
            DRAFT.replace("</script>\n", "</script><script>run()</script>\n"),
            format!("<script>run()</script>{DRAFT}"),
            DRAFT.replace("json\"", "json\" src=\"x\""),
        ] {
            assert_eq!(parted(&hostile), (hostile.clone(), false));
        }
        let twice = format!("{DRAFT}{DRAFT}");
        assert_eq!(parted(&twice), (DRAFT.to_owned(), true));
    }

    #[test]
    fn a_manifest_names_the_page_as_one_file() {
        let manifest = r#"{"files":[{"path":"a","sha256":"0"},{"path":"kpi-evaluator.html","sha256":"1f"}]}"#;
        assert_eq!(checksum(manifest).as_deref(), Some("1f"));
        assert_eq!(checksum("{}"), None);
    }
}
