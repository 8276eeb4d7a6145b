//! A working file inside of what is handed out, beside what is seen: a part of a workbook that spreadsheets leave alone,
//! a block of data in a page. `kpi_readers::carried` finds it again.

use crate::export::safe;
use kpi_readers::carried::ID;

/// The namespace of the part: by it programs tell whose it is.
const NAMESPACE: &str = "urn:kpi-evaluator:file:1";

/// The GUID of the part, as such parts need one; the same in every workbook, of which each has one part only.
const GUID: &str = "{6B706931-6576-616C-7561-746F72000001}";

/// The parts of a workbook that hold the JSON: each with its name.
pub(super) fn parts(json: &str) -> [(&'static str, Vec<u8>); 3] {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    let text = safe::json_line(json).replace('&', "&amp;");
    let item = format!("{head}<{ID} xmlns=\"{NAMESPACE}\">{text}</{ID}>");
    let properties = format!(
        "{head}<ds:datastoreItem ds:itemID=\"{GUID}\" xmlns:ds=\"http://schemas.openxmlformats.org/officeDocument/2006/customXml\"><ds:schemaRefs><ds:schemaRef ds:uri=\"{NAMESPACE}\"/></ds:schemaRefs></ds:datastoreItem>"
    );
    let relations = format!(
        "{head}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps\" Target=\"itemProps1.xml\"/></Relationships>"
    );
    [
        ("customXml/item1.xml", item.into_bytes()),
        ("customXml/itemProps1.xml", properties.into_bytes()),
        ("customXml/_rels/item1.xml.rels", relations.into_bytes()),
    ]
}

/// What the list of content types says of them.
pub(super) const CONTENT_TYPE: &str = "<Override PartName=\"/customXml/itemProps1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.customXmlProperties+xml\"/>";

/// What the workbook's relations say of them, with this id.
pub(super) fn relation(id: usize) -> String {
    format!(
        "<Relationship Id=\"rId{id}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml\" Target=\"../customXml/item1.xml\"/>"
    )
}

/// The block of data in a page: no script runs, and nothing of it is shown.
pub(super) fn block(json: &str) -> String {
    format!(
        "<script type=\"application/json\" id=\"{ID}\">{}</script>\n",
        safe::json_line(json)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use kpi_readers::carried;

    #[test]
    fn a_block_comes_back_and_nothing_ends_it() {
        let hostile = "</script><script>alert(1)</script> & ]]> \u{2028} \u{FFFE} \0 指標 \" ' \\";
        let json = serde_json::to_string_pretty(&[hostile]).expect("texts are JSON");
        let block = block(&json);
        assert_eq!(block.matches('<').count(), 2, "{block}");
        let back = carried::in_page(&block).expect("it is found");
        assert_eq!(
            serde_json::from_str::<Vec<String>>(&back).expect("JSON"),
            [hostile]
        );
    }
}
