//! PDF files of independent producers come out as a careful reader reads them, and bad ones say why they stay closed.
//!
//! `tests/fixtures/make/pdf.py` makes the files. Those named `made_…` hold the figures of the sample of that name; those
//! named `long_…` hold the table of `long.tsv` on three pages or more.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use kpi_readers::base::remark::Code;
use kpi_readers::error::ReadError;
use kpi_readers::file::{self, FileSettings, Opened};
use kpi_readers::sheet::{Content, Sheet};
use miniz_oxide::deflate::compress_to_vec_zlib;
use proptest::prelude::*;
use serde_json::Value;

use crate::common;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn bytes(name: &str) -> Vec<u8> {
    fs::read(folder().join("fixtures/pdf").join(name)).unwrap()
}

fn open(bytes: &[u8]) -> Result<Opened, ReadError> {
    // The content tells the kind, whatever the name says.
    file::open(bytes, Some("a.csv"), &FileSettings::default())
}

fn evaluated(name: &str) -> Value {
    common::evaluate_document(&open(&bytes(name)).unwrap().document)
}

fn sheet(opened: &Opened) -> &Sheet {
    match &opened.document.content {
        Content::Sheets { sheets, .. } => &sheets[0],
        other => panic!("no sheets: {other:?}"),
    }
}

/// Remarks of reading a file.
fn remarks(bytes: &[u8]) -> Vec<Code> {
    match open(bytes).unwrap().document.content {
        Content::Sheets { remarks, .. } => remarks.iter().map(|remark| remark.code).collect(),
        other => panic!("no sheets: {other:?}"),
    }
}

const MADE: &[&str] = &[
    "made_chromium_ruled.pdf",
    "made_chromium_unruled.pdf",
    "made_chromium_lines_between.pdf",
    "made_calc.pdf",
    "made_typst.pdf",
    "made_typst_open.pdf",
    "made_reportlab_ucs2.pdf",
    "made_reportlab_rksj.pdf",
    "made_reportlab_euc.pdf",
    "made_turned_content.pdf",
    "made_turned_page.pdf",
    "made_aes256_no_password.pdf",
    "made_aes128_no_password.pdf",
    "made_rc4_no_password.pdf",
];

const LONG: &[&str] = &["long_chromium.pdf", "long_weasyprint.pdf", "long_calc.pdf"];

#[test]
fn every_producer_gives_the_records() {
    let records = fs::read_to_string(folder().join("records/made-r5.json")).unwrap();
    let records: Value = serde_json::from_str(&records).unwrap();
    let mut faults = Vec::new();
    for name in MADE {
        let got = evaluated(name);
        assert_eq!(got["document"]["source"], "pdf", "{name}");
        let differences = common::differences(&records, &got);
        faults.extend(differences.into_iter().map(|fault| format!("{name}: {fault}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_table_goes_on_over_pages_with_its_sections() {
    let text = fs::read_to_string(folder().join("fixtures/pdf/long.tsv")).unwrap();
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
    for name in LONG {
        let got = evaluated(name);
        let kpis = got["kpis"].as_array().unwrap();
        assert_eq!(kpis.len(), rows.len(), "{name}");
        for (kpi, row) in kpis.iter().zip(&rows) {
            let measurement = &kpi["measurements"][0];
            let found = [
                kpi["section"]
                    .as_array()
                    .and_then(|path| path.last())
                    .unwrap_or(&Value::Null),
                &kpi["name"],
                &kpi["unit"],
                &kpi["baseline"]["value"],
                &measurement["target"]["value"],
                &measurement["actual"]["value"],
            ];
            for (field, (found, wanted)) in found.iter().zip(row).enumerate() {
                // Numbers lose their separators, full width its width.
                let wanted = wanted.replace(',', "").replace('％', "%");
                let number = |text: &str| text.trim_end_matches('0').trim_end_matches('.').to_owned();
                let found = found.as_str().unwrap_or_default();
                let is_same = found == wanted || wanted.contains('.') && number(found) == number(&wanted);
                assert!(is_same, "{name}: field {field} of {row:?} is {found}");
            }
        }
        let tables: Vec<&Value> = kpis.iter().map(|kpi| &kpi["table"]).collect();
        assert!(
            tables.iter().all(|table| *table == tables[0]),
            "{name}: page breaks divide the table"
        );
        let last = kpis.last().unwrap();
        assert!(last["at"]["page"].as_u64() >= Some(3), "{name}: {}", last["at"]);
        assert_eq!(kpis[0]["at"]["page"], 1, "{name}");
    }
}

#[test]
fn headers_of_later_pages_running_heads_and_page_numbers_are_left_out() {
    for name in LONG {
        let opened = open(&bytes(name)).unwrap();
        let rows = &sheet(&opened).rows;
        let count = |text: &str| {
            rows.iter()
                .filter(|row| row.cells.iter().any(|cell| cell.text == text && !cell.covered))
                .count()
        };
        assert_eq!(count("指標名"), 1, "{name}");
        assert_eq!(
            count("総合計画 進捗状況"),
            usize::from(name.contains("weasyprint"))
        );
        assert_eq!(count("- 2 -"), 0);
    }
}

#[test]
fn tables_without_lines_say_that_their_columns_are_guessed() {
    for name in MADE {
        let is_told = remarks(&bytes(name)).contains(&Code::ColumnsByGaps);
        let is_so = name.contains("unruled") || name.contains("lines_between");
        assert_eq!(is_told, is_so, "{name}");
    }
}

#[track_caller]
fn refused(bytes: &[u8], reason: &str) {
    assert_eq!(
        open(bytes).map(|_| ()).map_err(|error| error.reason()),
        Err(reason)
    );
}

#[test]
fn what_stays_closed_says_why() {
    refused(&bytes("scanned.pdf"), "no-text");
    refused(&bytes("password.pdf"), "encrypted");
    for name in MADE {
        let whole = bytes(name);
        refused(&whole[..whole.len() / 2], "truncated");
        refused(&whole[..whole.len() - 300], "truncated");
    }
    refused(b"%PDF-1.7\n%%EOF", "truncated");
}

/// A document of one page.
fn document(content: &[u8], filter: &str, more: &[u8]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n\
        2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 600 800]>> endobj\n\
        3 0 obj <</Type/Page/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>> endobj\n\
        5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>> endobj\n"
        .to_vec();
    out.extend(format!("4 0 obj <</Length {}{filter}>> stream\n", content.len()).into_bytes());
    out.extend(content);
    out.extend(b"\nendstream endobj\n");
    out.extend(more);
    out.extend(b"trailer <</Root 1 0 R>>\nstartxref\n0\n%%EOF");
    out
}

#[test]
fn what_unpacks_to_too_much_is_cut_or_refused() {
    let spaces = compress_to_vec_zlib(&vec![b' '; 300_000_000], 1);
    let filter = "/Filter/FlateDecode";
    refused(&document(&spaces, filter, b""), "bomb");
    let container = [
        format!(
            "7 0 obj <</Type/ObjStm/N 1/First 4/Length {}{filter}>> stream\n",
            spaces.len()
        )
        .as_bytes(),
        &spaces,
        b"\nendstream endobj\n",
    ]
    .concat();
    refused(&document(b"", "", &container), "bomb");
}

#[test]
fn forms_that_draw_themselves_end() {
    let form = b"6 0 obj <</Subtype/Form/Length 36>> stream\nBT /F 9 Tf (12) Tj ET /X Do /X Do /X Do\nendstream endobj\n";
    let opened = open(&document(
        b"BT /F 9 Tf 1 0 0 1 50 700 Tm (text) Tj ET /X Do",
        "",
        form,
    ))
    .unwrap();
    assert!(sheet(&opened).rows.iter().any(|row| row.text(0).contains("text")));
}

#[test]
fn a_changed_stream_is_told() {
    let mut content = compress_to_vec_zlib(&b"BT /F 9 Tf 1 0 0 1 50 700 Tm (1234) Tj ET ".repeat(20), 6);
    let end = content.len() - 1;
    content[end] ^= 1;
    let file = document(&content, "/Filter/FlateDecode", b"");
    assert_eq!(remarks(&file), [Code::PagesDamaged]);
}

#[test]
fn recognised_text_and_pictures_between_text_are_told() {
    let picture = b"6 0 obj <</Subtype/Image/Length 0>> stream\n\nendstream endobj\n";
    let hidden = document(
        b"/X Do BT 3 Tr /F 9 Tf 1 0 0 1 50 700 Tm (1234) Tj ET",
        "",
        picture,
    );
    assert_eq!(remarks(&hidden), [Code::TextRecognised]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    /// Whatever is changed in a file, it opens or says why.
    #[test]
    fn damaged_files_never_panic(
        which in 0..MADE.len() + LONG.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
    ) {
        let name = MADE.iter().chain(LONG).nth(which).unwrap();
        let mut bytes = bytes(name);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = open(&bytes);
    }

    /// Operators in any order, with any operands.
    #[test]
    fn any_content_is_run_to_its_end(
        words in prop::collection::vec(prop::sample::select(vec![
            "BT", "ET", "q", "Q", "cm", "Tm", "Td", "TD", "T*", "Tj", "TJ", "'", "\"", "Tf", "Tz", "Tc", "TL", "Ts", "Tr",
            "re", "m", "l", "c", "h", "S", "f", "B", "n", "Do", "ID", "/F", "/X", "(12 ab)", "[(1) -900 (2)]", "<4142>",
            "0", "1", "-1", "9", "0.001", "99999999999999999999", "-.5", "700", "50", "[", "]", "<<", ">>", "(",
        ]), 0..200),
    ) {
        let form = b"6 0 obj <</Subtype/Form/Length 6>> stream\n/X Do \nendstream endobj\n";
        let _ = open(&document(words.join(" ").as_bytes(), "", form));
    }
}

/// A page of a ruled table: rows of cells of 80 points from (50, 700) downwards, a row's height 20.
fn ruled(rows: &[&[&str]]) -> String {
    let (n, width) = (rows.len(), rows[0].len());
    let mut content = String::new();
    for row in 0..=n {
        write!(content, "50 {0} m {1} {0} l S ", 700 - 20 * row, 50 + 80 * width).unwrap();
    }
    for column in 0..=width {
        write!(content, "{0} 700 m {0} {1} l S ", 50 + 80 * column, 700 - 20 * n).unwrap();
    }
    for (row, cells) in rows.iter().enumerate() {
        for (column, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let (x, y) = (52 + 80 * column, 686 - 20 * row);
            write!(content, "BT /F 10 Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET ").unwrap();
        }
    }
    content
}

/// A document of several pages, as wide as a table of six columns with its margins.
fn pages(contents: &[String]) -> Vec<u8> {
    let kids: Vec<String> = (0..contents.len())
        .map(|page| format!("{} 0 R", 10 + 2 * page))
        .collect();
    let mut out = format!(
        "%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n\
         2 0 obj <</Type/Pages/Count {}/Kids[{}]/MediaBox[0 0 600 800]/Resources<</Font<</F 5 0 R>>>>>> endobj\n\
         5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>> endobj\n",
        contents.len(),
        kids.join(" ")
    );
    for (page, content) in contents.iter().enumerate() {
        let number = 10 + 2 * page;
        write!(
            out,
            "{number} 0 obj <</Type/Page/Parent 2 0 R/Contents {} 0 R>> endobj\n\
             {} 0 obj <</Length {}>> stream\n{content}\nendstream endobj\n",
            number + 1,
            number + 1,
            content.len()
        )
        .unwrap();
    }
    out += "trailer <</Root 1 0 R>>\nstartxref\n0\n%%EOF";
    out.into_bytes()
}

fn texts(file: &[u8]) -> Vec<Vec<String>> {
    let opened = open(file).unwrap();
    let rows = sheet(&opened).rows.iter().filter(|row| !row.is_blank());
    rows.map(|row| row.cells.iter().map(|cell| cell.text.clone()).collect())
        .collect()
}

const LEFT: &[&[&str]] = &[
    &["name", "unit", "base", "goal 4", "real 4", "share"],
    &["visits", "n", "10", "12", "13", "108%"],
    &["shops", "n", "20", "22", "21", "95%"],
    &["trees", "n", "30", "33", "34", "103%"],
];

#[test]
fn columns_on_further_pages_stand_beside_their_rows() {
    let right: &[&[&str]] = &[&["goal 5", "real 5"], &["14", "15"], &["24", "25"], &["36", "37"]];
    let file = pages(&[ruled(LEFT), ruled(right)]);
    assert_eq!(remarks(&file), [Code::PagesBesideOthers]);
    let rows = texts(&file);
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[2], ["shops", "n", "20", "22", "21", "95%", "24", "25"]);
}

#[test]
fn rows_whose_names_stand_elsewhere_are_told() {
    // One row less: these are not the rows of the first page, as far as a reader can know.
    let right: &[&[&str]] = &[&["goal 5", "real 5"], &["14", "15"], &["24", "25"]];
    assert_eq!(
        remarks(&pages(&[ruled(LEFT), ruled(right)])),
        [Code::RowsWithoutNames]
    );
    // Years that go down, and tables with names of their own, are whole.
    let years: &[&[&str]] = &[
        &["year", "visits"],
        &["2021", "15"],
        &["2022", "25"],
        &["2023", "37"],
    ];
    assert_eq!(remarks(&pages(&[ruled(LEFT), ruled(years)])), []);
    let other: &[&[&str]] = &[&["place", "goal"], &["park", "1"], &["pool", "2"], &["port", "3"]];
    assert_eq!(remarks(&pages(&[ruled(LEFT), ruled(other)])), []);
}

#[test]
fn the_rest_of_a_row_is_joined_or_told() {
    let above: &[&[&str]] = &[
        &["name", "unit", "base", "goal", "real", "share"],
        &["visits to the pla", "n", "10", "12", "13", "108%"],
    ];
    let rest: &[&[&str]] = &[
        &["ygrounds", "", "", "", "", ""],
        &["shops", "n", "20", "22", "21", "95%"],
    ];
    let file = pages(&[ruled(above), ruled(rest)]);
    assert_eq!(remarks(&file), []);
    assert!(texts(&file)[1][0].ends_with("ygrounds"), "{:?}", texts(&file));
    // Another row with a name alone: a heading between rows, as this may be one.
    let headed: &[&[&str]] = &[
        &["name", "unit", "base", "goal", "real", "share"],
        &["towns", "", "", "", "", ""],
        &["visits to the pla", "n", "10", "12", "13", "108%"],
    ];
    let file = pages(&[ruled(headed), ruled(rest)]);
    assert_eq!(remarks(&file), [Code::RowBrokenDoubtful]);
    let Content::Sheets { remarks, .. } = open(&file).unwrap().document.content else {
        panic!("no sheets")
    };
    assert_eq!(remarks[0].numbers[0], "2");
    assert!(remarks[0].numbers[1].ends_with("ygrounds"), "{remarks:?}");
    assert_eq!(remarks[0].at.as_ref().unwrap().row, Some(3));
}

#[test]
fn text_without_room_stays_in_its_cell() {
    let table = ruled(&[&["name", "goal"], &["", "12"], &["shops", "13"]]);
    // Two lines more than the cell has room for, as spreadsheets clip them.
    let cut = "q 50 660 80 20 re W n BT /F 10 Tf 1 0 0 1 52 678 Tm (people that vis) Tj ET \
               BT /F 10 Tf 1 0 0 1 52 666 Tm (it the museums) Tj ET BT /F 10 Tf 1 0 0 1 52 654 Tm (by bus) Tj ET Q";
    let file = pages(&[table + cut]);
    assert_eq!(remarks(&file), [Code::TextCutOff]);
    let rows = texts(&file);
    assert!(
        rows[1][0].contains("museums") && rows[1][0].contains("by bus"),
        "{rows:?}"
    );
    assert_eq!(rows[2], ["shops", "13"]);
}
