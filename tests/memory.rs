//! What opening a hostile file takes at its peak, in a process of its own: `cargo test --test memory -- --nocapture`.
//!
//! The kernel keeps the highest memory of a process and can be told to begin anew; elsewhere than on Linux nothing is
//! measured.

#[path = "native/common/mod.rs"]
mod common;

use std::fmt::Write as _;
use std::fs;

use common::office::{Directory, workbook, workbook_with, zip, zip_as};
use kpi_readers::file::{self, FileSettings, MAX_BYTES};

/// Megabytes of the large files; `LARGE_MB=100`, in a release build, makes them as large as files may be.
fn large() -> usize {
    let set = std::env::var("LARGE_MB").ok().and_then(|set| set.parse().ok());
    set.map_or(1_000_000, |megabytes: usize| megabytes * 1_000_000)
        .min(MAX_BYTES)
}

/// The most that the process may have at its peak, the files themselves included, in megabytes. A page has 4096.
fn most(large: usize) -> u64 {
    250 + 6 * large as u64 / 1_000_000
}

/// A line of the kernel's table of this process, in kilobytes.
fn status(line: &str) -> Option<u64> {
    let table = fs::read_to_string("/proc/self/status").ok()?;
    let value = table.lines().find_map(|row| row.strip_prefix(line))?;
    value
        .trim()
        .trim_start_matches(':')
        .trim()
        .trim_end_matches(" kB")
        .parse()
        .ok()
}

/// Megabytes of the process at the peak of opening and reading, and what came out.
fn opened(bytes: &[u8]) -> Option<(u64, String)> {
    // "5" lets the peak begin anew.
    fs::write("/proc/self/clear_refs", "5").ok()?;
    let said = match file::open(bytes, Some("a"), &FileSettings::default()) {
        Ok(opened) => {
            let reading = kpi_readers::read(&opened.document);
            let rows: usize = reading.sheets.iter().map(|sheet| sheet.rows.len()).sum();
            let codes = reading.remarks.iter().map(|remark| format!(" {:?}", remark.code));
            format!("{rows} rows{}", codes.collect::<String>())
        }
        Err(error) => error.reason().to_owned(),
    };
    Some((status("VmHWM")? / 1000, said))
}

fn word(rows: usize) -> Vec<u8> {
    let numbers = noise(rows * 40);
    let mut body = "<w:document><w:body><w:tbl>".to_owned();
    for row in numbers.as_bytes().chunks(40) {
        body.push_str("<w:tr>");
        for cell in row.chunks(4) {
            let text = String::from_utf8_lossy(cell);
            write!(body, "<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>").unwrap();
        }
        body.push_str("</w:tr>");
    }
    body.push_str("</w:tbl></w:body></w:document>");
    zip(&[("word/document.xml", body.as_bytes())])
}

/// Bytes that do not pack well, so that a part is no bomb.
fn noise(n: usize) -> String {
    let mut state = 1u32;
    let mut text = String::with_capacity(n);
    while text.len() < n {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        write!(text, "{state:x}").unwrap();
    }
    text.truncate(n);
    text
}

/// What it is, and how it is made, given the bytes of a large file.
type Case = (&'static str, fn(usize) -> Vec<u8>);

const CASES: &[Case] = &[
    ("30 MB of blanks in 30 kB", |_| {
        zip(&[("xl/workbook.xml", &vec![b' '; 30_000_000])])
    }),
    ("400 entries of the same 9 MB, 3.6 GB in 46 kB", |_| {
        zip_as(
            &[("xl/workbook.xml", &vec![b' '; 9_000_000])],
            Directory::Repeated(400),
        )
    }),
    ("60,000 formatted empty rows", |_| {
        let mut rows = String::new();
        for row in 1..=60_000 {
            write!(rows, "<row r=\"{row}\" s=\"1\" ht=\"{}\"/>", row * 7919 % 9973).unwrap();
        }
        workbook(&rows)
    }),
    ("12,000 rows of 10 formatted empty cells", |_| {
        let mut rows = String::new();
        for row in 1..=12_000 {
            write!(rows, "<row r=\"{row}\" ht=\"{}\">", row * 7919 % 9973).unwrap();
            rows.push_str(&"<c s=\"1\"/>".repeat(10));
            rows.push_str("</row>");
        }
        workbook(&rows)
    }),
    ("cells A1 and XFD1048576", |_| {
        workbook(
            "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row>",
        )
    }),
    ("many shared strings", |_| {
        let mut strings = String::new();
        for chunk in noise(6_000_000).as_bytes().chunks(60) {
            write!(strings, "<si><t>{}</t></si>", String::from_utf8_lossy(chunk)).unwrap();
        }
        workbook_with(
            "<row><c t=\"s\"><v>0</v></c></row>",
            &format!("<sst>{strings}</sst>"),
        )
    }),
    ("a long text in every cell", |_| {
        let strings = format!("<sst><si><t>{}</t></si></sst>", "あ".repeat(10_000));
        workbook_with(&"<row><c t=\"s\"><v>0</v></c></row>".repeat(20_000), &strings)
    }),
    ("repeated cells of an .ods", |_| {
        let cell = "<table-cell number-columns-repeated=\"16384\"><p>x</p></table-cell>";
        let content = format!(
            "<body><spreadsheet><table name=\"a\"><table-row number-rows-repeated=\"1048576\">{cell}</table-row></table></spreadsheet></body>"
        );
        let mimetype = &b"application/vnd.oasis.opendocument.spreadsheet"[..];
        zip(&[("mimetype", mimetype), ("content.xml", content.as_bytes())])
    }),
    ("a table of 100,000 cells in Word", |_| word(10_000)),
    ("much of commas", |large| vec![b','; large]),
    ("much of line breaks", |large| vec![b'\n'; large]),
    ("much of short rows", |large| {
        "a,b,c\n".repeat(large / 6).into_bytes()
    }),
    ("much of Japanese in CP932", |large| {
        b"\x8A\xE9\x8B\xC6,\x90\x94,1\n".repeat(large / 10)
    }),
    ("much of <td>", |large| {
        let mut page = b"<table><tr>".to_vec();
        page.extend(b"<td>".repeat(large / 4 - 100));
        page
    }),
    ("much of <tr><td>x", |large| {
        let mut page = b"<table>".to_vec();
        page.extend(b"<tr><td>x".repeat(large / 9 - 100));
        page
    }),
    ("much of quotes", |large| vec![b'"'; large]),
    ("much of noise", |large| {
        noise(large)
            .into_bytes()
            .iter()
            .map(|byte| byte.wrapping_mul(37))
            .collect()
    }),
];

#[test]
fn no_file_takes_more_than_a_page_has() {
    let mut over = Vec::new();
    let large = large();
    for (name, make) in CASES {
        let bytes = make(large);
        let started = std::time::Instant::now();
        let Some((peak, said)) = opened(&bytes) else {
            println!("not measured here");
            return;
        };
        let milliseconds = started.elapsed().as_millis();
        println!(
            "{:>9} bytes → {peak:>4} MB, {milliseconds:>6} ms  {name}: {said}",
            bytes.len()
        );
        if peak > most(large) {
            over.push(format!("{name}: {peak} MB"));
        }
    }
    assert!(over.is_empty(), "{over:#?}");
}
