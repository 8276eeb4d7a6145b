//! `kpi-evaluator.html`: the page with everything inside, to be opened from a disk without a network.
//!
//! Styles and scripts stand in the page, allowed by their hashes; the module stands there compressed, as text; the
//! worker's script as text too, of which the page makes a worker itself. The policy allows no connection at all.

use crate::classic::classic;
use crate::finish::{Module, PAGE};
use crate::folder::Folder;
use crate::scripts::{self, Scripts};
use crate::{Fault, compress, digest, html, project};

/// What the checksum of the file is taken of: the file with this in its place.
const NO_CHECKSUM: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The page as one file, made of the hosted page and the files that it names.
pub(crate) fn page(folder: &Folder, page: &str, module: &Module, scripts: &Scripts) -> Result<String, Fault> {
    let mut policy = Policy::default();
    let mut parts = Vec::new();
    for tag in html::tags(page, "link") {
        let Some(name) = tag.file() else { continue };
        let inside = match tag.attribute("rel") {
            Some("stylesheet") => {
                let text = raw_text(&folder.text(name)?, "style")?;
                policy.styles.push(digest::policy_source(&text));
                format!("<style>{text}</style>")
            }
            Some("icon") => {
                let picture = digest::base64(&folder.read(name)?);
                format!(
                    "<link rel=\"icon\" type=\"image/svg+xml\" href=\"data:image/svg+xml;base64,{picture}\">"
                )
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
    parts.push((
        end..end,
        format!(
            "<script type=\"text/plain\" id=\"kpi-evaluator-worker\">{worker}</script>\n\
             <script type=\"text/plain\" id=\"kpi-evaluator-wasm\">{wasm}</script>\n\
             <script>{start}</script>\n"
        ),
    ));
    let page = html::with(page, parts);
    let page = html::with_meta(&page, "Content-Security-Policy", &policy.text())
        .ok_or_else(|| format!("{PAGE} has no policy"))?;
    with_checksum(&page)
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

/// `text` as the content of a `<script>` or `<style>`, where a few letters would end it or begin a comment.
fn raw_text(text: &str, element: &str) -> Result<String, Fault> {
    let lower = text.to_ascii_lowercase();
    match [format!("</{element}"), "<!--".into(), "<script".into()]
        .iter()
        .find(|ending| lower.contains(*ending))
    {
        Some(ending) => Err(format!("`{ending}` in a {element} cannot be put into one file")),
        None => Ok(text.to_owned()),
    }
}

/// Fills in the SHA-256 of the file as it is with zeros in that place.
fn with_checksum(page: &str) -> Result<String, Fault> {
    let told = |content: &str| {
        html::with_meta(page, "kpi-evaluator-checksum", content)
            .ok_or_else(|| format!("{PAGE} has no meta kpi-evaluator-checksum"))
    };
    let checksum = digest::sha256(told(NO_CHECKSUM)?.as_bytes());
    told(&checksum)
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
    use super::{NO_CHECKSUM, raw_text, with_checksum};
    use crate::digest;

    #[test]
    fn what_would_end_a_script_early_stops_the_build() {
        assert!(raw_text("a < b", "script").is_ok());
        for text in ["\"</SCRIPT>\"", "// <!-- a", "\"<script>\""] {
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
}
