//! `kpi-evaluator.html`: the page with everything inside, to be opened from a disk without a network.
//!
//! Styles and scripts stand in the page, allowed by their hashes; the module stands there compressed, as text; the
//! worker's script as text too, of which the page makes a worker itself. The policy allows no connection at all.
//!
//! A page on a disk cannot read its own file, and what a browser makes of it is not what it was. So the file also holds
//! its frame: its text around the contents of these elements, by which it can write itself down again, byte for byte
//! (`crates/report/src/export/copy.rs`).

use std::collections::BTreeMap;

use crate::classic::classic;
use crate::finish::{Module, PAGE};
use crate::folder::Folder;
use crate::scripts::{self, Scripts};
use crate::{Fault, compress, digest, html, project};

/// What the checksum of the file is taken of: the file with this in its place.
const NO_CHECKSUM: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Stands around the id of an element where its content belongs, until that is filled in.
const MARK: char = '\u{1}';

/// The element that holds the frame.
const FRAME: &str = "kpi-evaluator-frame";

/// The page as one file, made of the hosted page and the files that it names.
pub(crate) fn page(folder: &Folder, page: &str, module: &Module, scripts: &Scripts) -> Result<String, Fault> {
    let mut policy = Policy::default();
    let mut parts = Vec::new();
    let mut contents = Contents::default();
    for tag in html::tags(page, "link") {
        let Some(name) = tag.file() else { continue };
        let inside = match tag.attribute("rel") {
            Some("stylesheet") => {
                let text = raw_text(&folder.text(name)?, "style")?;
                policy.styles.push(digest::policy_source(&text));
                let id = format!("kpi-evaluator-style-{}", policy.styles.len());
                format!("<style id=\"{id}\">{}</style>", contents.place(&id, text))
            }
            // Preloads have nothing to load, and there is no worker file and nothing to install.
            _ => String::new(),
        };
        parts.push((tag.range, inside));
    }
    for tag in html::tags(page, "script") {
        if tag.file() != Some(&scripts.start) {
            return Err(format!("{PAGE}: {} cannot be put into one file", tag.text));
        }
        // With its closing tag.
        parts.push((tag.range.start..tag.range.end + "</script>".len(), String::new()));
    }
    let start = raw_text(&start(folder, module)?, "script")?;
    policy.scripts.push(digest::policy_source(&start));
    let worker = raw_text(&scripts::worker(folder, module)?, "script")?;
    let wasm = digest::base64(&compress::gzip(&folder.read(&module.wasm)?)?);
    let end = page
        .rfind("</body>")
        .ok_or_else(|| format!("{PAGE} has no </body>"))?;
    let text =
        |id: &str, place: String| format!("<script type=\"text/plain\" id=\"{id}\">{place}</script>\n");
    let inside = [
        text(
            "kpi-evaluator-worker",
            contents.place("kpi-evaluator-worker", worker),
        ),
        text("kpi-evaluator-wasm", contents.place("kpi-evaluator-wasm", wasm)),
        text(FRAME, Contents::mark(FRAME)),
        // A copy has its draft before this line.
        format!(
            "<script id=\"kpi-evaluator-start\">{}</script>\n",
            contents.place("kpi-evaluator-start", start)
        ),
    ];
    parts.push((end..end, inside.concat()));
    let page = html::with(page, parts);
    let page = html::with_meta(&page, "Content-Security-Policy", &policy.text())
        .ok_or_else(|| format!("{PAGE} has no policy"))?;
    with_checksum(&contents.filled(&told(&page, NO_CHECKSUM)?)?)
}

/// The contents of elements, by their ids.
#[derive(Default)]
struct Contents(BTreeMap<String, String>);

impl Contents {
    /// Keeps a content, and gives what stands in its place.
    fn place(&mut self, id: &str, content: String) -> String {
        self.0.insert(id.to_owned(), content);
        Self::mark(id)
    }

    fn mark(id: &str) -> String {
        format!("{MARK}{id}{MARK}")
    }

    /// The page with all contents in their places, the frame among them: its own text and ids of elements in turns.
    fn filled(mut self, page: &str) -> Result<String, Fault> {
        let parts: Vec<&str> = page.split(MARK).collect();
        let frame = serde_json::to_string(&parts).map_err(|fault| fault.to_string())?;
        // `<` is in texts only, and may be written otherwise there.
        self.0.insert(FRAME.to_owned(), frame.replace('<', "\\u003c"));
        let mut whole = String::new();
        for (index, part) in parts.iter().enumerate() {
            if index % 2 == 0 {
                whole.push_str(part);
            } else {
                let content = self.0.get(*part);
                whole.push_str(content.ok_or_else(|| format!("{PAGE}: nothing belongs into {part}"))?);
            }
        }
        Ok(whole)
    }
}

/// What runs: the glue, how a page that is one file begins, and the start; nothing of it is seen from outside.
fn start(folder: &Folder, module: &Module) -> Result<String, Fault> {
    Ok(format!(
        "(() => {{\n\"use strict\";\n{}{}\n{}}})();\n",
        classic(&folder.text(&module.glue)?)?,
        project::read("src/embed/inside.js")?,
        project::read("src/embed/start.js")?,
    ))
}

/// `text` as the content of a `<script>` or `<style>`, where a few letters would end it or begin a comment, and a few
/// would be others once a browser has read them.
fn raw_text(text: &str, element: &str) -> Result<String, Fault> {
    let lower = text.to_ascii_lowercase();
    let endings = [format!("</{element}"), "<!--".into(), "<script".into()];
    let others = ["\r", "\0"].map(str::to_owned);
    match endings
        .iter()
        .chain(&others)
        .find(|ending| lower.contains(*ending))
    {
        Some(ending) => Err(format!("{ending:?} in a {element} cannot be put into one file")),
        None => Ok(text.to_owned()),
    }
}

/// Fills in the SHA-256 of the file as it is with zeros in that place.
fn with_checksum(page: &str) -> Result<String, Fault> {
    let checksum = digest::sha256(told(page, NO_CHECKSUM)?.as_bytes());
    told(page, &checksum)
}

/// The page with a checksum in its head.
fn told(page: &str, checksum: &str) -> Result<String, Fault> {
    html::with_meta(page, "kpi-evaluator-checksum", checksum)
        .ok_or_else(|| format!("{PAGE} has no meta kpi-evaluator-checksum"))
}

/// The hashes of what may run and style.
#[derive(Default)]
struct Policy {
    scripts: Vec<String>,
    styles: Vec<String>,
}

impl Policy {
    fn text(&self) -> String {
        format!(
            "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; img-src data: blob:; \
             connect-src 'none'; worker-src blob:; base-uri 'none'; form-action 'none'; \
             require-trusted-types-for 'script'; trusted-types default",
            self.scripts.join(" "),
            self.styles.join(" ")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{Contents, FRAME, NO_CHECKSUM, raw_text, with_checksum};
    use crate::digest;

    #[test]
    fn what_would_end_a_script_early_stops_the_build() {
        assert!(raw_text("a < b", "script").is_ok());
        for text in ["\"</SCRIPT>\"", "// <!-- a", "\"<script>\"", "a\r\nb", "\0"] {
            assert!(raw_text(text, "script").is_err(), "{text}");
        }
    }

    #[test]
    fn the_checksum_is_of_the_file_with_zeros_in_its_place() {
        let page = with_checksum("<meta name=\"kpi-evaluator-checksum\" content=\"\">").unwrap();
        let zeros = format!("<meta name=\"kpi-evaluator-checksum\" content=\"{NO_CHECKSUM}\">");
        assert_eq!(
            page,
            zeros.replace(NO_CHECKSUM, &digest::sha256(zeros.as_bytes()))
        );
    }

    #[test]
    fn the_frame_holds_all_of_the_page_but_what_stands_in_elements() {
        let mut contents = Contents::default();
        let page = format!(
            "<style id=\"a\">{}</style><script id=\"{FRAME}\">{}</script>",
            contents.place("a", "b {}".into()),
            Contents::mark(FRAME)
        );
        let frame = r#"["\u003cstyle id=\"a\">","a","\u003c/style>\u003cscript id=\"kpi-evaluator-frame\">","kpi-evaluator-frame","\u003c/script>"]"#;
        assert_eq!(
            contents.filled(&page),
            Ok(format!(
                "<style id=\"a\">b {{}}</style><script id=\"{FRAME}\">{frame}</script>"
            ))
        );
        assert!(Contents::default().filled(&page).is_err());
    }
}
