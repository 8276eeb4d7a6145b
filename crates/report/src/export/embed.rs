//! The HTML that puts a result on another page: a frame, or the custom element.
//!
//! Both carry the sheet as a draft, so that what was put right by hand is there too. It is text in a place where a
//! browser runs nothing, and written so that it cannot end that place.

use crate::export::html::escaped;
use crate::i18n::Lang;

/// An address that stands for that of the parts, where the page has none of its own (a file from a disk).
pub const ADDRESS: &str = "https://www.example.lg.jp/kpi/";

/// A frame with the draft in its fragment, which no server sees.
pub fn frame(address: &str, draft: &str, title: &str, lang: Lang) -> String {
    format!(
        "<iframe src=\"{}embed.html#lang={}&amp;readonly&amp;draft={}\" title=\"{}\" width=\"100%\" height=\"800\"></iframe>\n",
        escaped(&folder(address)),
        lang.tag(),
        percent_encoded(draft),
        escaped(title)
    )
}

/// The element with the draft inside, and the static table for where scripts or the module are forbidden.
pub fn element(address: &str, draft: &str, table: &str, lang: Lang) -> String {
    format!(
        "<script type=\"module\" src=\"{}kpi-evaluator-element.js\"></script>\n\
         <kpi-evaluator lang=\"{}\" readonly>\n\
         <script type=\"application/json\">{}</script>\n\
         {table}</kpi-evaluator>\n",
        escaped(&folder(address)),
        lang.tag(),
        in_script(draft)
    )
}

/// JSON that cannot end the `<script>` around it: `<` is in strings only, and may be written otherwise there.
fn in_script(json: &str) -> String {
    json.replace('<', "\\u003c")
}

/// An address with its last slash. Only addresses of the web are let through: what is typed ends up on other pages.
fn folder(address: &str) -> String {
    let address = address.trim();
    let is_web = ["https://", "http://", "/", "./", "../"]
        .iter()
        .any(|beginning| address.starts_with(beginning));
    match (is_web, address.ends_with('/')) {
        (false, _) => ADDRESS.to_owned(),
        (true, true) => address.to_owned(),
        (true, false) => format!("{address}/"),
    }
}

/// Every byte but letters and digits as `%XX`: fit for any part of an address.
pub(crate) fn percent_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.extend([format!("%{byte:02X}")]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_draft_ends_its_place() {
        let draft = r#"{"kpi-evaluator/draft":"</script><script>alert(1)</script> \" ' & 指標"}"#;
        let element = element("./kpi", draft, "<table></table>", Lang::Ja);
        assert_eq!(element.matches("</script>").count(), 2);
        assert!(element.contains(r"\u003c/script>"));
        let frame = frame("./kpi", draft, "\"><script>", Lang::Ja);
        assert_eq!(frame.matches(['<', '>']).count(), 4);
        assert!(frame.contains("%3C%2Fscript%3E") && frame.contains("%E6%8C%87"));
    }

    #[test]
    fn only_addresses_of_the_web_get_through() {
        assert_eq!(folder(" https://a.example/kpi "), "https://a.example/kpi/");
        assert_eq!(folder("../kpi/"), "../kpi/");
        for address in ["javascript:alert(1)", "data:text/html,x", "", "kpi"] {
            assert_eq!(folder(address), ADDRESS);
        }
    }
}
