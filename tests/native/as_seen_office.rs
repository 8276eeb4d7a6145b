//! Office files say what a person sees in them, not what they store.
//!
//! `tests/fixtures/as_seen_office.tsv` is the table: a file and what a careful reader takes out of it, a line for each
//! indicator. `tests/fixtures/make/as_seen_office.py` makes the files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use kpi_readers::file::{self, FileSettings};
use proptest::prelude::*;
use serde_json::Value;

use crate::common;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

fn table() -> String {
    fs::read_to_string(fixtures().join("as_seen_office.tsv")).unwrap()
}

/// Everything that is expected of each file, in the order of the table.
fn expectations(table: &str) -> BTreeMap<&str, Vec<&str>> {
    let rows = table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let mut files = BTreeMap::<_, Vec<_>>::new();
    for row in rows {
        let (file, expected) = row.split_once('\t').expect("two columns");
        files.entry(file).or_default().push(expected);
    }
    files
}

/// What is read of a file.
#[derive(Default)]
struct Said {
    /// An indicator a line, or `!` and why the file is refused.
    kpis: Vec<String>,
    /// Codes of notices with their words.
    notices: Vec<String>,
    /// `=C5 text` for every cell of the first sheet.
    cells: BTreeSet<String>,
}

fn said(name: &str) -> Said {
    let bytes = fs::read(fixtures().join("as_seen_office").join(name))
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    let opened = match file::open(&bytes, Some(name), &FileSettings::default()) {
        Ok(opened) => opened,
        Err(error) => {
            return Said {
                kpis: vec![format!("!{}", error.reason())],
                ..Said::default()
            };
        }
    };
    let sheets = kpi_readers::read(&opened.document).sheets;
    let cells = sheets.first().map(|sheet| {
        let rows = sheet.rows.iter().enumerate();
        let cells = rows.flat_map(|(row, cells)| {
            let cells = cells.cells.iter().enumerate();
            cells.map(move |(column, cell)| (sheet.place(row, column), &cell.text))
        });
        cells
            .filter_map(|(place, text)| Some(format!("={} {}", place.cell()?, text.trim())))
            .collect()
    });
    let evaluation = common::evaluate_document(&opened.document);
    let notices = list(&evaluation, "notices")
        .iter()
        .map(|notice| {
            let words = notice["numbers"].as_array().map(|words| {
                let words = words.iter().filter_map(Value::as_str);
                words.collect::<Vec<_>>().join(" ")
            });
            format!("{} {}", text(&notice["code"]), words.unwrap_or_default())
        })
        .collect();
    Said {
        kpis: list(&evaluation, "kpis").iter().map(kpi).collect(),
        notices,
        cells: cells.unwrap_or_default(),
    }
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("-")
}

/// `name|unit|baseline|targets|actuals|direction`, measurements divided by `;`.
fn kpi(kpi: &Value) -> String {
    let of_measurements = |key: &str| {
        let values = list(kpi, "measurements")
            .iter()
            .map(|one| text(&one[key]["value"]));
        values.collect::<Vec<_>>().join(";")
    };
    [
        text(&kpi["name"]),
        text(&kpi["unit"]),
        text(&kpi["baseline"]["value"]),
        &of_measurements("target"),
        &of_measurements("actual"),
        text(&kpi["direction"]),
    ]
    .join("|")
}

/// Fields that the table leaves open are `*`.
fn is_as_expected(expected: &str, said: &str) -> bool {
    let (expected, said): (Vec<_>, Vec<_>) = (expected.split('|').collect(), said.split('|').collect());
    expected.len() == said.len()
        && expected
            .iter()
            .zip(said)
            .all(|(expected, said)| *expected == "*" || *expected == said)
}

#[test]
fn office_files_say_what_a_person_sees() {
    let mut faults = Vec::new();
    let table = table();
    for (file, expected) in expectations(&table) {
        let Said { kpis, notices, cells } = said(file);
        let (wanted_notices, wanted): (Vec<&str>, Vec<&str>) =
            expected.into_iter().partition(|line| line.starts_with('~'));
        let (wanted_cells, wanted): (Vec<&str>, Vec<&str>) =
            wanted.into_iter().partition(|line| line.starts_with('='));
        for cell in wanted_cells.into_iter().filter(|&cell| !cells.contains(cell)) {
            faults.push(format!("{file}\n  wanted {cell:?}\n  said   {cells:?}"));
        }
        let agrees = wanted.len() == kpis.len()
            && wanted
                .iter()
                .zip(&kpis)
                .all(|(wanted, said)| is_as_expected(wanted, said));
        if !agrees {
            faults.push(format!(
                "{file}\n  wanted {wanted:?}\n  said   {kpis:?}\n  {notices:?}"
            ));
        }
        for notice in wanted_notices {
            let notice = notice.trim_start_matches('~');
            // `~!code`: it is not said.
            let (is_wanted, notice) = match notice.strip_prefix('!') {
                Some(notice) => (false, notice),
                None => (true, notice),
            };
            if notices.iter().any(|said| said.starts_with(notice)) != is_wanted {
                faults.push(format!(
                    "{file}\n  notice {notice}: {is_wanted}\n  said {notices:?}"
                ));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "{} faults\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn every_file_stands_in_the_table() {
    let table = table();
    let known = expectations(&table);
    let files = fs::read_dir(fixtures().join("as_seen_office"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name());
    let unknown: Vec<_> = files
        .filter(|name| !known.contains_key(name.to_str().unwrap()))
        .collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

/// Makes a file of a size.
type Maker = fn(usize) -> Vec<u8>;

/// Kinds of files that could come to far more than they hold, of a size each.
const GROWING: &[(&str, Maker)] = &[
    ("spans of Word", |n| {
        let row = "<tr><tc><tcPr><gridSpan val=\"1000000000\"/></tcPr><p><r><t>題</t></r></p></tc></tr>";
        let body = format!("<document><body><tbl>{}</tbl></body></document>", row.repeat(n));
        common::office::zip(&[("word/document.xml", body.as_bytes())])
    }),
    ("one string in many cells", |n| {
        let strings = format!("<sst><si><t>{}</t></si></sst>", "長い文".repeat(n));
        common::office::workbook_with(&"<row><c t=\"s\"><v>0</v></c></row>".repeat(n), &strings)
    }),
    ("struck-out cells that are repeated", |n| {
        let style = "<styles><style name=\"a\" family=\"table-cell\"><text-properties text-line-through-type=\"single\"/></style></styles>";
        let row = "<table-row number-rows-repeated=\"1000000\"><table-cell style-name=\"a\" number-columns-repeated=\"16384\"><p>8</p></table-cell></table-row>";
        let content = format!(
            "<document-content>{style}<body><spreadsheet><table name=\"a\">{}</table></spreadsheet></body></document-content>",
            row.repeat(n)
        );
        let mimetype = b"application/vnd.oasis.opendocument.spreadsheet";
        common::office::zip(&[("mimetype", &mimetype[..]), ("content.xml", content.as_bytes())])
    }),
    ("columns hidden again and again", |n| {
        let hidden = "<cols><col min=\"1\" max=\"16384\" hidden=\"1\"/></cols>".repeat(n);
        common::office::workbook(&format!("<row><c><v>1</v></c></row>{hidden}"))
    }),
    ("merged ranges over each other", |n| {
        let merged = "<mergeCell ref=\"A1:J10\"/>".repeat(n);
        common::office::workbook(&format!(
            "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>一つの長い文</v></c></row><row r=\"10\"><c r=\"J10\"><v>1</v></c></row><mergeCells>{merged}</mergeCells>"
        ))
    }),
    ("tables inside each other", |n| {
        let (open, close) = (
            "<tbl><tr><tc><p><r><t>一</t></r></p>",
            "</tc><tc><p/></tc></tr></tbl>",
        );
        let nested = open.repeat(20) + &close.repeat(20);
        let body = format!("<document><body>{}</body></document>", nested.repeat(n));
        common::office::zip(&[("word/document.xml", body.as_bytes())])
    }),
    ("long formats of many styles", |n| {
        let code = "0".repeat(n * 10);
        let styles = format!(
            "<styleSheet><numFmts><numFmt numFmtId=\"200\" formatCode=\"{code}\"/></numFmts><cellXfs>{}</cellXfs></styleSheet>",
            "<xf numFmtId=\"200\"/>".repeat(n)
        );
        let book = "<workbook><sheets><sheet name=\"a\" id=\"r1\"/></sheets></workbook>";
        let relations =
            "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"a.xml\"/></Relationships>";
        let cells = "<c s=\"0\"><v>5</v></c>".repeat(n.min(900));
        common::office::zip(&[
            ("xl/workbook.xml", book.as_bytes()),
            ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
            ("xl/styles.xml", styles.as_bytes()),
            (
                "xl/a.xml",
                format!("<worksheet><sheetData><row>{cells}</row></sheetData></worksheet>").as_bytes(),
            ),
        ])
    }),
    ("one part listed as many sheets", |n| {
        let sheets = "<sheet name=\"a\" id=\"r1\"/>".repeat(n);
        let book = format!("<workbook><sheets>{sheets}</sheets></workbook>");
        let relations =
            "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"a.xml\"/></Relationships>";
        let cells = "<row><c><v>5</v></c></row>".repeat(n);
        common::office::zip(&[
            ("xl/workbook.xml", book.as_bytes()),
            ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
            (
                "xl/a.xml",
                format!("<worksheet><sheetData>{cells}</sheetData></worksheet>").as_bytes(),
            ),
        ])
    }),
];

/// Cells, bytes and remarks that come out grow no faster than what goes in.
#[test]
fn what_comes_out_grows_with_the_file() {
    let come_out = |bytes: &[u8]| {
        let opened = file::open(bytes, None, &FileSettings::default()).unwrap();
        let reading = kpi_readers::read(&opened.document);
        let rows = reading.sheets.iter().flat_map(|sheet| &sheet.rows);
        let cells: usize = rows.map(|row| row.cells.len() + 1).sum();
        cells + opened.document.size() + reading.remarks.len()
    };
    let mut faults = Vec::new();
    for (name, make) in GROWING {
        let amounts: Vec<usize> = [200, 400, 800, 1600]
            .iter()
            .map(|&n| come_out(&make(n)))
            .collect();
        // 2 to the power of 1.2 is 2.3, three times.
        if amounts[3] > amounts[0].max(20_000) * 12 {
            faults.push(format!("{name}: {amounts:?}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever is changed in such a file, it opens or says why.
    #[test]
    fn damaged_files_never_panic(
        which in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let table = table();
        let names: Vec<&str> = expectations(&table).into_keys().collect();
        let mut bytes = fs::read(fixtures().join("as_seen_office").join(names[which.index(names.len())])).unwrap();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(opened) = file::open(&bytes, None, &FileSettings::default()) {
            prop_assert!(opened.document.size() < 10_000_000);
        }
    }

    /// The same inside of a part, behind the check sums that would notice it.
    #[test]
    fn damaged_parts_never_panic(
        shape in 0..PARTS.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..6),
    ) {
        let (name, content) = PARTS[shape];
        let mut content = content.as_bytes().to_vec();
        for (at, from) in changes {
            let (at, from) = (at.index(content.len()), from.index(content.len()));
            content[at] = content[from];
        }
        let bytes = match name {
            "sheet" => common::office::workbook(&String::from_utf8_lossy(&content)),
            name => common::office::zip(&[(name, &content), ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")]),
        };
        let _ = file::open(&bytes, None, &FileSettings::default());
    }
}

/// Parts with everything that readers look at.
const PARTS: &[(&str, &str)] = &[
    (
        "word/document.xml",
        "<document><body><sdt><sdtPr><showingPlcHdr/></sdtPr><p><r><t>a</t></r></p></sdt><tbl><tr><trPr><gridBefore val=\"9\"/>\
         <del/></trPr><tc><tcPr><gridSpan val=\"99999999999\"/><vMerge val=\"restart\"/><cellDel/></tcPr><p><r><rPr><strike/>\
         <vertAlign val=\"superscript\"/></rPr><t>850</t><sym font=\"Wingdings\" char=\"F0EA\"/></r><del><r><delText>9</delText>\
         </r></del></p><tbl><tr><tc><p/></tc><tc><p><r><t>1</t></r></p></tc></tr></tbl></tc><tc><tcPr><hMerge/></tcPr></tc></tr>\
         </tbl></body></document>",
    ),
    (
        "content.xml",
        "<document-content><styles><style name=\"a\" family=\"text\" parent-style-name=\"a\"><text-properties \
         text-line-through-type=\"single\" text-position=\"-33% 58%\" display=\"none\"/></style></styles><body><spreadsheet>\
         <table name=\"a\"><table-column number-columns-repeated=\"99999999999999\" visibility=\"collapse\"/><table-row \
         number-rows-repeated=\"99999999999999\"><table-cell number-columns-repeated=\"9999999999999\" style-name=\"a\" \
         number-rows-spanned=\"9999999999999\"><p><span style-name=\"a\">850</span></p><frame end-cell-address=\"a.C3\" \
         end-x=\"1cm\"><p>x</p></frame></table-cell></table-row></table></spreadsheet></body></document-content>",
    ),
    (
        "sheet",
        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><r><rPr><strike/><vertAlign val=\"subscript\"/></rPr><t>8_x0041_</t></r>\
         </is></c><c r=\"XFD9\" t=\"d\"><v>9999-12-31T23:59:60.999+09:00</v></c><c t=\"s\"><v>9</v></c></row><mergeCells>\
         <mergeCell ref=\"A1:ZZ99999\"/><mergeCell ref=\"B1:A1\"/></mergeCells><cols><col min=\"1\" max=\"99999999\" hidden=\"1\"/></cols>",
    ),
];
