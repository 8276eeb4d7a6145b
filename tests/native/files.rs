//! Files of independent writers come out as a careful reader reads them.
//!
//! `tests/fixtures/make/make.py` makes the files. What stands in them is in `tests/fixtures/<name>.json`, or in the
//! record of the sample whose figures they hold.

use std::fs;
use std::path::{Path, PathBuf};

use kpi_readers::encoding::{self, Encoding};
use kpi_readers::file::{self, FileSettings, Opened};
use kpi_readers::sheet::{Content, Sheet};
use proptest::prelude::*;
use serde_json::Value;

use crate::common;

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
    (
        "tokorozawa_libreoffice.xls",
        "records/tokorozawa-chapter5.json",
        "xls",
    ),
    (
        "tokorozawa_libreoffice.ods",
        "records/tokorozawa-chapter5.json",
        "ods",
    ),
    (
        "tokorozawa_libreoffice.html",
        "records/tokorozawa-chapter5.json",
        "html",
    ),
    (
        "kodaira_industry_openpyxl.xlsx",
        "records/kodaira-industry.json",
        "xlsx",
    ),
    ("tsukuba_grants_cp932.txt", "records/tsukuba-grants.json", "text"),
    ("kodaira_grants_eucjp.txt", "records/kodaira-grants.json", "text"),
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

/// The same sheet in every encoding that is read, by `iconv`.
const ENCODED: &[(&str, Encoding)] = &[
    ("made_utf8_bom.csv", Encoding::Utf8),
    ("made_cp932.csv", Encoding::Cp932),
    ("made_utf16le_bom.tsv", Encoding::Utf16Le),
    ("made_eucjp.csv", Encoding::EucJp),
    ("made_iso2022jp.txt", Encoding::Iso2022Jp),
    ("made_utf16be.txt", Encoding::Utf16Be),
];

/// The first cell, by which a person sees whether the encoding is right.
fn first_cell(opened: &Opened) -> String {
    let reading = kpi_readers::read(&opened.document);
    reading.sheets[0].rows[0].text(0).to_owned()
}

/// Every file read in every encoding: what is said is done, a wrong choice is seen at the beginning, and the right one
/// brings back the same document.
#[test]
fn an_encoding_can_be_said_and_taken_back() {
    for (name, own) in ENCODED {
        let guessed = opened(name);
        let title = first_cell(&guessed);
        assert!(title.starts_with("令和５年度　施策指標の状況"), "{name}: {title}");
        for &encoding in Encoding::ALL {
            let settings = FileSettings {
                encoding: Some(encoding),
                ..FileSettings::default()
            };
            let said = file::open(&bytes(name), Some(name), &settings).unwrap();
            assert_eq!(said.text.map(|text| text.encoding), Some(encoding), "{name}");
            if encoding == *own {
                assert_eq!(said, guessed, "{name}");
                continue;
            }
            assert_ne!(first_cell(&said), title, "{name} as {}", encoding.id());
            // What is lost is said with the result, too.
            let lost = notices(&common::evaluate_document(&said.document), "characters-lost");
            assert_eq!(
                lost.len(),
                usize::from(encoding::decode(&bytes(name), encoding).n_lost > 0),
                "{name} as {}",
                encoding.id()
            );
        }
    }
}

/// Every file read with every separator: the right one is the one that was guessed.
#[test]
fn a_separator_can_be_said_and_taken_back() {
    for (name, own) in [
        ("made_cp932.csv", ','),
        ("made_semicolons_cp932.csv", ';'),
        ("made_utf16le_bom.tsv", '\t'),
    ] {
        let guessed = opened(name);
        assert_eq!(guessed.text.unwrap().separator, Some(own), "{name}");
        for &separator in file::SEPARATORS {
            let settings = FileSettings {
                separator: Some(separator),
                ..FileSettings::default()
            };
            let said = file::open(&bytes(name), Some(name), &settings).unwrap();
            assert_eq!(said.text.unwrap().separator, Some(separator), "{name}");
            let n_kpis = common::evaluate_document(&said.document)["kpis"]
                .as_array()
                .unwrap()
                .len();
            assert_eq!(
                n_kpis == 13,
                separator == own,
                "{name} by {separator:?}: {n_kpis}"
            );
            assert_eq!(said == guessed, separator == own, "{name} by {separator:?}");
        }
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

// Damaged files.

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
