//! What a workbook or a page carries beside what is seen: the working file of the product, as text. It is found here only;
//! what it says is not looked at.

use crate::archive::Archive;
use crate::base::checksum;
use crate::sheet::Document;
use crate::sniff::Kind;
use crate::xml::{Step, Xml};

/// The id of the block of data in a page, and the name of the outermost element in a workbook's part.
pub const ID: &str = "kpi-evaluator-file";

/// Where spreadsheets keep parts of others (custom XML): the beginning of their names. They number them anew.
const ITEM: &str = "customxml/item";

/// Parts that are looked at.
const MAX_ITEMS: usize = 50;

/// How the schemas of working files begin, of every version.
pub const SCHEMA: &str = "kpi-evaluator-file/";

/// How the names of working files end.
pub const ENDING: &str = "kpi.json";

/// Where the schema stands, if a file is one: it is written first.
const HEAD: usize = 400;

/// The bytes say of themselves that they are a working file, or the name does: it may be damaged.
pub fn is_working_file(bytes: &[u8], name: Option<&str>) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes));
    let begins = head.trim_start_matches('\u{feff}').trim_start().starts_with('{');
    let is_named = name.is_some_and(|name| name.to_lowercase().ends_with(&format!(".{ENDING}")));
    begins && head.contains(SCHEMA) || is_named
}

/// The text that a file of this kind carries; `text` is its own, where it is one.
pub fn inside(bytes: &[u8], kind: Kind, text: Option<&str>) -> Option<String> {
    match kind {
        Kind::Xlsx => in_workbook(bytes),
        Kind::Text => in_page(text?),
        _ => None,
    }
}

/// How a table looks: a checksum of the places and texts of its cells, the same after a spreadsheet saved it unchanged.
pub fn looks(document: &Document) -> String {
    let mut seen = Vec::new();
    for sheet in crate::read(document).sheets {
        for row in &sheet.rows {
            let cells = row.cells.iter().enumerate();
            for (column, cell) in cells.filter(|(_, cell)| !cell.is_blank()) {
                seen.push(format!("{}\t{column}\t{}\n", row.line, cell.text.trim()));
            }
        }
    }
    checksum::sha256_128(seen)
}

/// The text that a workbook (`.xlsx`) carries.
pub fn in_workbook(bytes: &[u8]) -> Option<String> {
    let archive = Archive::open(bytes).ok()?;
    let items = archive.names().filter(|name| is_item(name)).take(MAX_ITEMS);
    let items: Vec<String> = items.map(str::to_owned).collect();
    items.iter().find_map(|name| text_of(&archive, name))
}

/// `customXml/item1.xml`, and not what is told of it (`itemProps1.xml`).
fn is_item(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let number = name.strip_prefix(ITEM).and_then(|rest| rest.strip_suffix(".xml"));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The text of a part, if its outermost element is ours.
fn text_of(archive: &Archive<'_>, name: &str) -> Option<String> {
    let mut xml = Xml::open(archive, name).ok()??;
    let mut text = None::<String>;
    loop {
        match xml.step().ok()? {
            Step::Open(tag) if text.is_none() => {
                if tag.name() != ID {
                    return None;
                }
                text = Some(String::new());
            }
            Step::Text(more) => {
                if let Some(text) = &mut text {
                    text.push_str(&more);
                }
            }
            Step::End => return text,
            Step::Open(_) | Step::Close(_) => {}
        }
    }
}

/// The text that a page carries: a `<script>` of that id, in which no `<` stands.
pub fn in_page(html: &str) -> Option<String> {
    let id = [format!("id=\"{ID}\""), format!("id='{ID}'"), format!("id={ID}")];
    let at = id.iter().find_map(|id| html.find(id.as_str()))?;
    let before = html.get(..at)?;
    // It must be that tag's own.
    let tag = before.get(before.rfind('<')?..)?;
    let is_script = tag
        .get(1..7)
        .is_some_and(|name| name.eq_ignore_ascii_case("script"));
    let (_, content) = html.get(at..)?.split_once('>')?;
    let (text, end) = content.split_once('<')?;
    let ends = end
        .get(..7)
        .is_some_and(|end| end.eq_ignore_ascii_case("/script"));
    (is_script && ends && !tag.contains('>')).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_of_data_is_found_whatever_its_tag_looks_like() {
        for page in [
            "<table></table><script type=\"application/json\" id=\"kpi-evaluator-file\">{\"a\":1}</script>",
            "<SCRIPT ID='x' id='kpi-evaluator-file' data-cms>{\"a\":1}</SCRIPT>",
            "<script id=kpi-evaluator-file type=x>{\"a\":1}</script >",
        ] {
            assert_eq!(in_page(page).as_deref(), Some("{\"a\":1}"), "{page}");
        }
        for page in [
            "<div id=\"kpi-evaluator-file\">{}</div>",
            "<script id=\"kpi-evaluator-file\">{}",
            "<script>id=\"kpi-evaluator-file\"</script>",
            "kpi-evaluator-file",
        ] {
            assert_eq!(in_page(page), None, "{page}");
        }
    }

    #[test]
    fn a_table_looks_otherwise_when_a_cell_is_another_or_elsewhere() {
        let looks = |text: &str| looks(&Document::pasted(text));
        let own = looks("指標\t目標値\t実績値\n来館者数\t100\t85\n");
        assert_eq!(own, looks("指標\t目標値\t実績値\t\n来館者数 \t100\t85\n\n"));
        assert_ne!(own, looks("指標\t目標値\t実績値\n来館者数\t100\t86\n"));
        assert_ne!(own, looks("指標\t目標値\t\t実績値\n来館者数\t100\t85\n"));
    }

    #[test]
    fn only_items_are_looked_at() {
        assert!(is_item("customXml/item1.xml"));
        for name in ["customXml/itemProps1.xml", "customXml/item.xml", "xl/item1.xml"] {
            assert!(!is_item(name), "{name}");
        }
    }
}
