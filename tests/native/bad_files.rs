//! Files that cannot be opened say why, where and what to do; what would burst the memory is cut or refused.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use kpi_readers::file::{self, FileSettings};
use kpi_readers::sheet::Document;
use kpi_readers::workbook::Limits;
use kpi_report::contract::request::{self, Input};
use kpi_report::i18n::Lang;
use serde_json::Value;

use crate::common;
use crate::common::office::{Directory, workbook, workbook_as, workbook_with, zip, zip_as};

fn bytes(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    fs::read(folder.join(name)).unwrap()
}

fn n_rows(document: &Document) -> usize {
    kpi_readers::read(document)
        .sheets
        .iter()
        .map(|sheet| sheet.rows.len())
        .sum()
}

fn notices(evaluation: &Value, code: &str) -> Vec<String> {
    let all = evaluation["notices"].as_array().unwrap();
    let of_code = all.iter().filter(|notice| notice["code"] == code);
    of_code
        .map(|notice| notice["message"].as_str().unwrap().to_owned())
        .collect()
}

/// Words by which a message tells what to do.
const WHAT_TO_DO: &[(Lang, &[&str])] = &[
    (Lang::Ja, &["してください", "選んでください"]),
    (
        Lang::En,
        &["Open it", "Get it again", "Save just", "save it as", "Unpack it"],
    ),
];

#[track_caller]
fn refused(bytes: &[u8], reason: &str) -> [String; 2] {
    let messages = [0, 1].map(|index| {
        let (lang, words) = WHAT_TO_DO[index];
        let input = Input::File {
            bytes: bytes.to_vec(),
            name: Some("a.csv".to_owned()),
        };
        let fault = request::document(input, lang).expect_err("opened");
        let message = fault.message;
        assert_eq!(
            (fault.code, fault.reason),
            ("unreadable", Some(reason)),
            "{message}"
        );
        assert!(message.contains("a.csv"), "{message}");
        assert!(words.iter().any(|word| message.contains(word)), "{message}");
        message
    });
    println!("{}", messages.join("\n"));
    messages
}

#[test]
fn what_cannot_be_opened_says_why() {
    refused(&bytes("encrypted.xlsx"), "encrypted");
    for name in [
        "tokorozawa_openpyxl.xlsx",
        "made_python_docx.docx",
        "made_odfpy.ods",
        "made_xlwt.xls",
    ] {
        let whole = bytes(name);
        refused(&whole[..whole.len() / 2], "truncated");
        refused(&whole[..whole.len() - 300], "truncated");
    }
    refused(b"%PDF-1.7 \x00\x01", "truncated");
    refused(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "unknown-type");
    refused(
        &(0..=255).cycle().take(10_000).collect::<Vec<u8>>(),
        "unknown-type",
    );
    refused(b"{\"schema\": \"kpi-evaluator/2\"}", "unknown-type");
    refused(&zip(&[("ppt/presentation.xml", b"<p/>")]), "unknown-type");
    // A flipped bit is no other figure.
    let mut flipped = workbook("<row r=\"1\"><c r=\"A1\"><v>1234</v></c></row>");
    let at = flipped
        .windows(5)
        .rposition(|window| window == b"PK\x03\x04\x14")
        .unwrap()
        + 70;
    flipped[at] ^= 4;
    refused(&flipped, "truncated");
    // Where it was met is told.
    let [ja, en] = refused(&flipped, "truncated");
    for message in [ja, en] {
        assert!(message.contains("xl/worksheets/sheet1.xml"), "{message}");
    }
    // A book of Excel 97 behind a password: the record that says who wrote it becomes the one that asks for it.
    let mut protected = bytes("made_xlwt.xls");
    let author = b"\x5C\x00\x70\x00";
    let at = protected.windows(4).position(|window| window == author).unwrap();
    protected[at] = 0x2F;
    refused(&protected, "encrypted");
    let manifest =
        b"<manifest><file-entry full-path=\"content.xml\"><encryption-data/></file-entry></manifest>";
    let encrypted: &[(&str, &[u8])] = &[("content.xml", b"x"), ("META-INF/manifest.xml", manifest)];
    refused(&zip(encrypted), "encrypted");
    // Archives, also with a workbook inside: unpacking is the person's.
    let inner = workbook("<row/>");
    let [ja, _] = refused(&zip(&[("a.xlsx", &inner)]), "unknown-type");
    assert!(ja.contains("展開して"), "{ja}");
    // Excel 5 and older have no container: a book begins at once.
    refused(b"\x09\x04\x06\x00\x00\x00\x10\x00\x00\x00", "unknown-type");
}

#[test]
fn bombs_are_refused_before_they_are_unpacked() {
    let large = vec![b' '; 30_000_000];
    refused(&zip(&[("xl/workbook.xml", &large)]), "bomb");
    // A few kilobytes that list the same part again and again, gigabytes in all.
    let part = vec![b' '; 9_000_000];
    let many = zip_as(&[("xl/workbook.xml", &part)], Directory::Repeated(400));
    assert!(many.len() < 50_000);
    refused(&many, "bomb");
    // A part that declares a gigabyte.
    let mut declared = zip(&[("xl/workbook.xml", b"<workbook/>")]);
    for signature in [b"PK\x01\x02\x14\x00", b"PK\x03\x04\x14\x00"] {
        let at = declared
            .windows(6)
            .position(|window| window == signature)
            .unwrap();
        let size = at + if signature[2] == 1 { 24 } else { 22 };
        declared[size..size + 4].copy_from_slice(&1_000_000_000u32.to_le_bytes());
    }
    refused(&declared, "bomb");
    // A part that unpacks to more than it declares.
    let mut lying = workbook(&"<row/>".repeat(100_000));
    let size = u32::try_from("<worksheet><sheetData></sheetData></worksheet>".len() + 600_000)
        .unwrap()
        .to_le_bytes();
    for at in (0..lying.len() - 4)
        .filter(|&at| lying[at..at + 4] == size)
        .collect::<Vec<_>>()
    {
        lying[at..at + 4].copy_from_slice(&1000u32.to_le_bytes());
    }
    refused(&lying, "bomb");
}

#[test]
fn a_million_formatted_empty_rows_cost_nothing() {
    let mut rows = String::from("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>指標名</t></is></c></row>");
    for row in 2..=1_048_576 {
        write!(rows, "<row r=\"{row}\" s=\"1\"/>").unwrap();
    }
    let opened = file::open(&workbook(&rows), None, &FileSettings::default()).unwrap();
    assert_eq!(n_rows(&opened.document), 1);
}

#[test]
fn what_is_far_away_or_too_much_is_cut_and_said() {
    let cut = |bytes: &[u8], limits: Limits| {
        let settings = FileSettings {
            limits,
            ..FileSettings::default()
        };
        let opened = file::open(bytes, Some("a.xlsx"), &settings).unwrap();
        let size = opened.document.size();
        (
            size,
            notices(&common::evaluate_document(&opened.document), "input-truncated").len(),
        )
    };
    let far = workbook(
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row>",
    );
    assert_eq!(cut(&far, Limits::default()), (2, 1));
    let limits = Limits {
        cells: 100_000,
        bytes: 3_000_000,
        ..Limits::default()
    };
    // One long text in every cell.
    let long = format!("<sst><si><t>{}</t></si></sst>", "あ".repeat(10_000));
    let many = "<row><c t=\"s\"><v>0</v></c></row>".repeat(3000);
    let (size, n) = cut(&workbook_with(&many, &long), limits);
    assert!(size <= limits.bytes + 3000 && n == 1, "{size} {n}");
    // Repeated cells of a few bytes.
    let cell = "<table-cell number-columns-repeated=\"16384\"><p>x</p></table-cell>";
    let content = format!(
        "<body><spreadsheet><table name=\"a\"><table-row number-rows-repeated=\"1048576\">{cell}</table-row></table></spreadsheet></body>"
    );
    let mimetype = &b"application/vnd.oasis.opendocument.spreadsheet"[..];
    let (size, n) = cut(
        &zip(&[("mimetype", mimetype), ("content.xml", content.as_bytes())]),
        limits,
    );
    assert!(size <= 2 * limits.cells && n == 1, "{size} {n}");
}

#[test]
fn a_text_of_one_column_is_no_table_but_no_fault() {
    let document = request::document(
        Input::File {
            bytes: "企業数\n12\n".as_bytes().to_vec(),
            name: Some("a.csv".to_owned()),
        },
        Lang::Ja,
    );
    assert_eq!(
        notices(&common::evaluate_document(&document.unwrap()), "no-kpi").len(),
        1
    );
}

#[test]
fn a_gigabyte_chosen_by_mistake_is_refused_by_its_size() {
    let bytes = vec![0; file::MAX_BYTES + 1];
    for (message, word) in refused(&bytes, "too-large")
        .iter()
        .zip(["上限は100MB", "limit is 100 MB"])
    {
        assert!(message.contains(word), "{message}");
    }
}

#[test]
fn sizes_of_64_bits_are_read() {
    let sheet = "<row r=\"1\"><c r=\"A1\"><v>1234</v></c></row>";
    let opened = file::open(
        &workbook_as(sheet, "<sst/>", Directory::Wide),
        None,
        &FileSettings::default(),
    );
    assert_eq!(n_rows(&opened.unwrap().document), 1);
}

#[test]
fn entities_do_not_explode() {
    let mut entities = "<!ENTITY a \"aaaaaaaaaa\">".to_owned();
    for (name, before) in ('b'..='j').zip('a'..='i') {
        write!(
            entities,
            "<!ENTITY {name} \"{}\">",
            format!("&{before};").repeat(10)
        )
        .unwrap();
    }
    let cell = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&j;</t></is></c></row>";
    let sheet =
        format!("<!DOCTYPE worksheet [{entities}]><worksheet><sheetData>{cell}</sheetData></worksheet>");
    let [_, en] = refused(&workbook(&sheet), "truncated");
    assert!(en.contains("xl/worksheets/sheet1.xml"), "{en}");
    // Nothing outside is asked for either.
    let outside = sheet.replace(
        "<!ENTITY a \"aaaaaaaaaa\">",
        "<!ENTITY j SYSTEM \"file:///etc/passwd\">",
    );
    refused(&workbook(&outside), "truncated");
}

#[test]
fn nothing_in_a_page_is_executed_or_kept() {
    let page = "<html><head><title>x</title><script>document.title='run'</script><style>td{}</style></head>\
        <body onload=\"run()\"><iframe srcdoc=\"<script>run()</script>\"></iframe><object data=run></object>\
        <svg onload=run()><script>run()</script></svg><noscript>run</noscript><template>run</template>\
        <table><tr><th>指標名<th>単位<th>目標値（R5）<th>実績値（R5）</tr>\
        <tr onclick=\"run()\"><td><a href=\"javascript:run()\">企業数</a><img src=x onerror=run()>\
        <td>社<td>10<script>run()</script><td>12<!-- run --></tr></table></body></html>";
    let opened = file::open(page.as_bytes(), Some("a.html"), &FileSettings::default()).unwrap();
    let reading = kpi_readers::read(&opened.document);
    let cells = reading.sheets[0].rows.iter().flat_map(|row| &row.cells);
    let texts: Vec<&str> = cells.map(|cell| cell.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "指標名",
            "単位",
            "目標値（R5）",
            "実績値（R5）",
            "企業数",
            "社",
            "10",
            "12"
        ]
    );
    let got = common::evaluate_document(&opened.document);
    assert_eq!(got["kpis"].as_array().unwrap().len(), 1);
}
