//! The custom element and the page for frames.
//!
//! | file | what it is |
//! |---|---|
//! | `kpi-evaluator-{drafts,hire}-<hash>.js` | what it is made with: drafts in memory, the start of its worker |
//! | `kpi-evaluator-element-<hash>.js` | the element, from `element.js`, with the style sheets inside |
//! | `kpi-evaluator-element.js`, `.d.ts` | the same under the name that stays, and its types |
//! | `kpi-evaluator-frame-<hash>.js`, `embed.html` | the page for frames |
//!
//! The style sheets are those of the page, made fit for a shadow root: what is said of the root, `html` and `body` is
//! said of the node inside; widths are the element's, not the window's; and `rem`, which is the host's, is a length of
//! our own.

use crate::folder::Folder;
use crate::scripts::{self, Scripts};
use crate::{Fault, finish, html, project};

const STABLE: &str = "kpi-evaluator-element.js";

/// Before the page's own rules: nothing is inherited from the host.
const BEFORE: &str = "\
:host { display: block; container-type: inline-size; }
:host([hidden]) { display: none; }
.ke-probe { all: initial; }
.ke-root { all: initial; display: block; }
";

/// After them: what the host may choose.
const AFTER: &str = "\
.ke-root {
  --ke-rem: var(--kpi-evaluator-size, var(--ke-measured, 16px));
  --ke-font: var(--kpi-evaluator-font, \"Noto Sans JP\", -apple-system, BlinkMacSystemFont, sans-serif);
  --ke-blue-900: var(--kpi-evaluator-accent, #0017c1);
  --ke-blue-1000: var(--kpi-evaluator-accent-strong, #00118f);
  background-color: var(--kpi-evaluator-ground, var(--ke-white));
  color: var(--kpi-evaluator-text, var(--ke-gray-800));
}
.ke-root .ke-main { max-inline-size: none; padding-inline: 0; }
.ke-reason { all: initial; display: block; margin-block-end: 0.5em; font-family: sans-serif; color: #333; background: #fff; }
.ke-reason:empty { display: none; }
";

/// Writes them.
pub(crate) fn write(folder: &Folder, scripts: &Scripts) -> Result<(), Fault> {
    let drafts = scripts::filled(
        "src/embed/drafts.js",
        &[("kpi-evaluator-module.js", &scripts.module)],
    )?;
    let drafts = scripts::hashed(folder, "drafts", &drafts)?;
    let hire = scripts::filled(
        "src/embed/hire.js",
        &[("kpi-evaluator-worker.js", &scripts.worker)],
    )?;
    let hire = scripts::hashed(folder, "hire", &hire)?;

    let styles = serde_json::to_string(&styles()?).map_err(|fault| fault.to_string())?;
    let element = scripts::filled(
        "src/embed/element.js",
        &[
            ("kpi-evaluator-page.js", &scripts.page),
            ("kpi-evaluator-drafts.js", &drafts),
            ("kpi-evaluator-hire.js", &hire),
        ],
    )?;
    let element = scripts::with_text(&element, "STYLES = \"\"", &format!("STYLES = {styles}"))?;
    let element = scripts::hashed(folder, "element", &element)?;
    let stable = format!(
        "// kpi-evaluator {}: the custom element under the name that stays.\n\
         export {{ KpiEvaluatorElement }} from \"./{element}\";\n",
        project::version()?
    );
    folder.write(STABLE, stable.as_bytes())?;
    let types = project::read("src/embed/kpi-evaluator-element.d.ts")?;
    folder.write("kpi-evaluator-element.d.ts", types.as_bytes())?;

    let frame = scripts::filled(
        "src/embed/frame.js",
        &[(STABLE, &element), ("kpi-evaluator-drafts.js", &drafts)],
    )?;
    let frame = scripts::hashed(folder, "frame", &frame)?;
    let page = scripts::filled("src/embed/embed.html", &[("kpi-evaluator-frame.js", &frame)])?;
    let page = finish::with_integrity(folder, &page)?;
    folder.write("embed.html", page.as_bytes())
}

/// The style sheet of the dark look: a guest stands on somebody else's ground, whose colours are not its to choose.
const OF_PAGES_ONLY: &str = "styles/dark.css";

/// The style sheets of the page, in its order, and what a guest needs besides.
fn styles() -> Result<String, Fault> {
    let page = project::read(finish::PAGE)?;
    let sheets = html::tags(&page, "link")
        .into_iter()
        .filter(|tag| tag.attribute("rel") == Some("css"))
        .filter_map(|tag| tag.attribute("href"))
        .filter(|path| *path != OF_PAGES_ONLY);
    let mut styles = BEFORE.to_owned();
    for path in sheets {
        styles += &guest(&project::read(path)?).map_err(|fault| format!("{path}: {fault}"))?;
    }
    Ok(styles + AFTER)
}

/// A style sheet of the page for a shadow root. Only what our style sheets hold is understood; braces that do not
/// match stop the build.
fn guest(css: &str) -> Result<String, Fault> {
    let css = without_comments(css);
    let mut out = String::new();
    // How many braces close each open one.
    let mut open = Vec::new();
    let mut rest = css.as_str();
    while let Some(at) = rest.find(['{', '}', ';']) {
        let (before, after) = rest.split_at(at);
        let mark = &after[..1];
        rest = &after[1..];
        match mark {
            "{" => {
                let (prelude, braces) = prelude(before);
                out += &prelude;
                open.push(braces);
            }
            "}" => {
                let braces = open.pop().ok_or("a brace closes nothing")?;
                out += &own_lengths(before);
                out += &"}".repeat(braces);
            }
            _ => {
                out += &own_lengths(before);
                out.push(';');
            }
        }
    }
    if open.is_empty() {
        Ok(out + rest)
    } else {
        Err("a brace is not closed".into())
    }
}

fn without_comments(css: &str) -> String {
    let mut out = String::new();
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        out += before;
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out + rest
}

/// What stands before a brace, with its brace, and how many it opens.
fn prelude(text: &str) -> (String, usize) {
    let trimmed = text.trim();
    let Some(query) = trimmed.strip_prefix("@media") else {
        let selectors = trimmed.split(',').map(|selector| match selector.trim() {
            ":root" | "html" | "body" => ".ke-root",
            other => other,
        });
        return (format!("\n{} {{", selectors.collect::<Vec<_>>().join(", ")), 1);
    };
    let (widths, others): (Vec<&str>, Vec<&str>) = query
        .split(" and ")
        .map(str::trim)
        .partition(|part| part.contains("width"));
    let media = format!("\n@media {} {{", others.join(" and "));
    let container = format!("\n@container {} {{", in_pixels(&widths.join(" and ")));
    match (widths.is_empty(), others.is_empty()) {
        (true, _) => (media, 1),
        (false, true) => (container, 1),
        (false, false) => (media + &container, 2),
    }
}

/// `1.5rem` → `calc(1.5 * var(--ke-rem))`.
fn own_lengths(declaration: &str) -> String {
    with_rem(declaration, |number| format!("calc({number} * var(--ke-rem))"))
}

/// In the condition of a query a variable does not count, and `rem` would be the host's.
fn in_pixels(query: &str) -> String {
    with_rem(query, |number| {
        let rem: f64 = number.parse().unwrap_or_default();
        format!("{}px", rem * 16.0)
    })
}

/// Every number in `rem`, written anew.
fn with_rem(text: &str, write: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("rem") {
        let digits = before
            .rfind(|letter: char| !letter.is_ascii_digit() && letter != '.')
            .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        let start = match before[..digits].chars().last() {
            Some('-') if before[..digits - 1].ends_with([' ', '(', ':']) => digits - 1,
            _ => digits,
        };
        let is_unit = digits < before.len()
            && !after.starts_with(|letter: char| letter.is_ascii_alphanumeric() || letter == '-');
        if is_unit {
            out += &before[..start];
            out += &write(&before[start..]);
        } else {
            out += before;
            out += "rem";
        }
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::guest;

    fn made(css: &str) -> String {
        guest(css).unwrap().replace('\n', " ")
    }

    #[test]
    fn the_root_is_the_node_inside() {
        assert_eq!(
            made("html { a: b; } body, .x { c: d }"),
            " .ke-root { a: b; } .ke-root, .x { c: d }"
        );
    }

    #[test]
    fn lengths_and_widths_are_the_elements() {
        assert_eq!(
            made(".rem-3 { margin: -0.5rem 1rem; --premise: 2; }"),
            " .rem-3 { margin: calc(-0.5 * var(--ke-rem)) calc(1 * var(--ke-rem)); --premise: 2; }"
        );
        assert_eq!(
            made("@media (min-width: 48rem) { .a { b: 1rem; } }"),
            " @container (min-width: 768px) { .a { b: calc(1 * var(--ke-rem)); } }"
        );
        assert_eq!(
            made("@media (min-width: 72rem) and (hover: hover) { .a { b: c; } }"),
            " @media (hover: hover) { @container (min-width: 1152px) { .a { b: c; } }}"
        );
        assert_eq!(
            made("@media print { .a { b: c; } }"),
            " @media print { .a { b: c; } }"
        );
    }

    #[test]
    fn braces_that_do_not_match_stop_the_build() {
        assert!(guest(".a { b: c;").is_err());
        assert!(guest(".a { b: c; } }").is_err());
    }
}
