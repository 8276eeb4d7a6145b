//! Files of independent writers come out as a careful reader reads them, and bad files say why they cannot be opened.
//!
//! `tests/fixtures/make/make.py` makes the files. What stands in them is in `tests/fixtures/<name>.json`, or in the
//! record of the sample whose figures they hold.

mod common;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use kpi_evaluator::contract::request::{self, Input};
use kpi_evaluator::domain::readers::encoding::Encoding;
use kpi_evaluator::domain::readers::file::{self, FileSettings, Opened};
use kpi_evaluator::domain::readers::workbook::Limits;
use kpi_evaluator::domain::sheet::{Content, Sheet};
use kpi_evaluator::i18n::Lang;
use miniz_oxide::deflate::compress_to_vec;
use proptest::prelude::*;
use serde_json::Value;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

fn bytes(name: &str) -> Vec<u8> {
    fs::read(folder("fixtures").join(name)).unwrap()
}

fn opened(name: &str) -> Opened {
    file::open(&bytes(name), Some(name), &FileSettings::default()).unwrap()
}

fn evaluated(name: &str) -> Value {
    common::evaluate_document(&opened(name).document)
}

fn records(path: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(folder(path)).unwrap()).unwrap()
}

/// File, its records, what the contract calls its source.
const FILES: &[(&str, &str, &str)] = &[
    ("made_cp932.csv", "records/made-r5.json", "csv"),
    ("made_eucjp.csv", "records/made-r5.json", "csv"),
    ("made_utf8_bom.csv", "records/made-r5.json", "csv"),
    ("made_semicolons_cp932.csv", "records/made-r5.json", "csv"),
    ("made_utf16le_bom.tsv", "records/made-r5.json", "tsv"),
    ("made_utf16be.txt", "records/made-r5.json", "tsv"),
    ("made_iso2022jp.txt", "records/made-r5.json", "tsv"),
    ("made_cp932.html", "records/made-r5.json", "html"),
    ("made_odfpy.ods", "records/made-r5.json", "ods"),
    ("made_xlwt.xls", "records/made-r5.json", "xls"),
    ("made_python_docx.docx", "records/made-r5.json", "docx"),
    ("merged_python_docx.docx", "fixtures/merged_docx.json", "docx"),
    (
        "tokorozawa_openpyxl.xlsx",
        "records/tokorozawa-chapter5.json",
        "xlsx",
    ),
    ("habits_xlsxwriter.xlsx", "fixtures/habits.json", "xlsx"),
    ("sheets_openpyxl.xlsx", "fixtures/sheets.json", "xlsx"),
    ("two_rows_openpyxl.xlsx", "fixtures/two_rows.json", "xlsx"),
    ("phonetic_openpyxl.xlsx", "fixtures/phonetic.json", "xlsx"),
];

#[test]
fn files_of_every_writer_give_the_records() {
    let mut faults = Vec::new();
    for (name, path, source) in FILES {
        let got = evaluated(name);
        faults.extend(
            common::differences(&records(path), &got)
                .into_iter()
                .map(|fault| format!("{name}: {fault}")),
        );
        for (field, expected) in [("source", *source), ("name", name)] {
            if got["document"][field] != expected {
                faults.push(format!("{name}: document.{field} is {}", got["document"][field]));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_encoding_is_told() {
    for (name, encoding) in [
        ("made_cp932.csv", Encoding::Cp932),
        ("made_eucjp.csv", Encoding::EucJp),
        ("made_utf8_bom.csv", Encoding::Utf8),
        ("made_utf16le_bom.tsv", Encoding::Utf16Le),
        ("made_utf16be.txt", Encoding::Utf16Be),
        ("made_iso2022jp.txt", Encoding::Iso2022Jp),
        ("made_cp932.html", Encoding::Cp932),
    ] {
        assert_eq!(
            opened(name).text.map(|text| text.encoding),
            Some(encoding),
            "{name}"
        );
    }
}

fn sheets(opened: &Opened) -> &[Sheet] {
    match &opened.document.content {
        Content::Sheets { sheets, .. } => sheets,
        other => panic!("no sheets: {other:?}"),
    }
}

fn notices(evaluation: &Value, code: &str) -> Vec<String> {
    let all = evaluation["notices"].as_array().unwrap();
    let of_code = all.iter().filter(|notice| notice["code"] == code);
    of_code
        .map(|notice| notice["message"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn hidden_sheets_rows_and_columns_are_named_and_left_out_unless_asked_for() {
    let said = notices(&evaluated("habits_xlsxwriter.xlsx"), "hidden-left-out").join(" ");
    for name in ["「作業用」", "（11）", "（J）"] {
        assert!(said.contains(name), "{name} in {said}");
    }
    let settings = FileSettings {
        with_hidden: true,
        ..FileSettings::default()
    };
    for (name, hidden) in [
        ("habits_xlsxwriter.xlsx", "廃止した指標の件数"),
        ("made_xlwt.xls", "非表示の指標の件数"),
    ] {
        let holds = |opened: &Opened| {
            let cells = sheets(opened)
                .iter()
                .flat_map(|sheet| &sheet.rows)
                .flat_map(|row| &row.cells);
            cells.into_iter().any(|cell| cell.text == hidden)
        };
        assert!(!holds(&opened(name)), "{name}");
        assert!(
            holds(&file::open(&bytes(name), None, &settings).unwrap()),
            "{name}"
        );
    }
    assert_eq!(sheets(&opened("made_odfpy.ods")).len(), 1);
}

#[test]
fn places_name_the_sheet_and_the_cell() {
    let got = evaluated("sheets_openpyxl.xlsx");
    let places: Vec<String> = got["kpis"]
        .as_array()
        .unwrap()
        .iter()
        .map(|kpi| {
            format!(
                "{} {} {}",
                kpi["table"].as_str().unwrap(),
                kpi["at"]["sheet"].as_str().unwrap(),
                kpi["at"]["cell"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(
        places,
        ["t1 2 産業 A4", "t1 2 産業 A5", "t2 1 環境 A2", "t2 1 環境 A3"]
    );
}

/// Plain cells are what another reader of the same bytes finds.
#[test]
fn cells_are_those_that_calamine_finds() {
    use calamine::{Data, Reader, Xls, Xlsx};
    for name in [
        "tokorozawa_openpyxl.xlsx",
        "habits_xlsxwriter.xlsx",
        "sheets_openpyxl.xlsx",
        "phonetic_openpyxl.xlsx",
        "made_xlwt.xls",
    ] {
        let settings = FileSettings {
            with_hidden: true,
            ..FileSettings::default()
        };
        let ours = file::open(&bytes(name), None, &settings).unwrap();
        let source = std::io::Cursor::new(bytes(name));
        let theirs = if name == "made_xlwt.xls" {
            Xls::new(source).unwrap().worksheets()
        } else {
            Xlsx::new(source).unwrap().worksheets()
        };
        let mut n_texts = 0;
        for (sheet_name, range) in theirs {
            let sheet = sheets(&ours)
                .iter()
                .find(|sheet| sheet.name.as_deref() == Some(&sheet_name))
                .unwrap();
            let (first_row, first_column) = range.start().unwrap();
            for (row, column, data) in range.used_cells() {
                let (row, column) = (row + first_row as usize, column + first_column as usize);
                let shown = &sheet.rows[row].cells[column].text;
                match data {
                    Data::String(text) => assert_eq!(shown, text, "{name} {sheet_name} {row} {column}"),
                    Data::Error(error) => assert_eq!(shown, &error.to_string()),
                    // Shown as its format wants, but shown.
                    _ => assert!(!shown.is_empty(), "{name} {sheet_name} {row} {column} {data:?}"),
                }
                n_texts += 1;
            }
        }
        assert!(n_texts >= 10, "{name}");
    }
}

// Bad files.

/// A container as offices write it.
fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in parts {
        let packed = compress_to_vec(content, 6);
        let sizes = [
            crc(content),
            u32::try_from(packed.len()).unwrap(),
            u32::try_from(content.len()).unwrap(),
        ];
        let mut common = vec![20u8, 0, 0, 0, 8, 0, 0, 0, 0, 0];
        common.extend(sizes.iter().flat_map(|size| size.to_le_bytes()));
        common.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        common.extend([0, 0]);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(u32::try_from(out.len()).unwrap().to_le_bytes());
        directory.extend(name.as_bytes());
        out.extend(b"PK\x03\x04");
        out.extend(&common);
        out.extend(name.as_bytes());
        out.extend(&packed);
    }
    let start = u32::try_from(out.len()).unwrap();
    out.extend(&directory);
    let n = u16::try_from(parts.len()).unwrap().to_le_bytes();
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([n, n].concat());
    out.extend(u32::try_from(directory.len()).unwrap().to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0, 0]);
    out
}

fn crc(bytes: &[u8]) -> u32 {
    let table: Vec<u32> = (0..256u32)
        .map(|byte| {
            (0..8).fold(byte, |crc, _| {
                if crc & 1 == 1 {
                    crc >> 1 ^ 0xEDB8_8320
                } else {
                    crc >> 1
                }
            })
        })
        .collect();
    !bytes.iter().fold(!0, |crc: u32, &byte| {
        crc >> 8 ^ table[usize::from(crc.to_le_bytes()[0] ^ byte)]
    })
}

/// A workbook of one sheet.
fn workbook(sheet: &str) -> Vec<u8> {
    workbook_with(sheet, "<sst/>")
}

fn workbook_with(sheet: &str, strings: &str) -> Vec<u8> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let book = format!(
        "<workbook xmlns:r=\"{office}\"><sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let relations = format!(
        "<Relationships><Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
    );
    zip(&[
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet><sheetData>{sheet}</sheetData></worksheet>").as_bytes(),
        ),
    ])
}

#[track_caller]
fn refused(bytes: &[u8], reason: &str) {
    for lang in [Lang::Ja, Lang::En] {
        let input = Input::File {
            bytes: bytes.to_vec(),
            name: Some("a.csv".to_owned()),
        };
        let fault = request::document(input, lang).expect_err("opened");
        assert_eq!(
            (fault.code, fault.reason),
            ("unreadable", Some(reason)),
            "{}",
            fault.message
        );
        assert!(fault.message.contains("a.csv"), "{}", fault.message);
    }
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
    refused(b"%PDF-1.7 \x00\x01", "unknown-type");
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
    // Excel 5 and older have no container: a book begins at once.
    refused(b"\x09\x04\x06\x00\x00\x00\x10\x00\x00\x00", "unknown-type");
}

#[test]
fn bombs_are_refused_before_they_are_unpacked() {
    let large = vec![b' '; 30_000_000];
    refused(&zip(&[("xl/workbook.xml", &large)]), "bomb");
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
    assert_eq!(sheets(&opened)[0].rows.len(), 1);
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    /// Whatever is changed in a file, it opens or says why, in bounded memory.
    #[test]
    fn damaged_files_never_panic(
        which in 0..FILES.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        end in any::<prop::sample::Index>(),
        cut in any::<bool>(),
    ) {
        let mut bytes = bytes(FILES[which].0);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if cut {
            bytes.truncate(end.index(bytes.len()));
        }
        match file::open(&bytes, None, &FileSettings::default()) {
            Ok(opened) => prop_assert!(opened.document.size() < 10_000_000),
            Err(error) => prop_assert_ne!(error.reason(), "too-large"),
        }
    }

    #[test]
    fn any_bytes_open_or_say_why(bytes in prop::collection::vec(any::<u8>(), 0..600), magic in 0..4usize) {
        let mut all = [&b""[..], b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"<table><tr>"][magic].to_vec();
        all.extend(bytes);
        let _ = file::open(&all, None, &FileSettings::default());
    }
}
