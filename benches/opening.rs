//! How long 20,000 rows take to open, beside what the crates `calamine` and `csv` take for the same bytes, which know
//! neither formats nor hidden rows nor encodings; and how long tables of a PDF take, beside poppler's `pdftotext
//! -layout` where it is installed, and beside half of the pages and half of the rows, which must take half the time:
//! `cargo bench --bench opening`. Figures only; nothing is asserted.

#[path = "../tests/native/common/office.rs"]
mod office;

use std::fmt::Write as _;
use std::hint::black_box;
use std::io::{Cursor, Write as _};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use calamine::Reader;
use kpi_readers::file::{self, FileSettings};

const ROWS: usize = 20_000;
const RUNS: usize = 9;

/// The median of some runs.
fn median(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[RUNS / 2]
}

fn csv() -> String {
    let mut text = String::from("施策,指標名,単位,基準値（R1）,目標値（R5）,実績値（R5）,達成率,備考\r\n");
    for row in 0..ROWS {
        let (base, target, actual) = (row % 977, row % 991 + 5, row % 983);
        write!(
            text,
            "施策{},指標{row}の利用者数,人,{base},\"1,{target:03}\",{actual},{}.{}%,\"一行目\n二行目\"\r\n",
            row / 50,
            actual * 100 / (target + 1),
            row % 10
        )
        .unwrap();
    }
    text
}

fn workbook() -> Vec<u8> {
    let (mut rows, mut strings) = (String::new(), String::from("<sst>"));
    for row in 0..ROWS {
        write!(strings, "<si><t>指標{row}の利用者数</t></si>").unwrap();
        write!(
            rows,
            "<row r=\"{}\"><c r=\"A{0}\" t=\"s\"><v>{row}</v></c>",
            row + 1
        )
        .unwrap();
        for (index, column) in ('B'..='L').enumerate() {
            write!(
                rows,
                "<c r=\"{column}{}\"><v>{}.{}</v></c>",
                row + 1,
                row * 7 % 9973,
                index
            )
            .unwrap();
        }
        rows.push_str("</row>");
    }
    strings.push_str("</sst>");
    office::workbook_with(&rows, &strings)
}

/// Pages of ruled tables, or of tables without lines.
fn pdf(pages: usize, rows: usize, is_ruled: bool) -> Vec<u8> {
    let kids: Vec<String> = (0..pages).map(|page| format!("{} 0 R", page + 10)).collect();
    let kids = kids.join(" ");
    let mut out = format!(
        "%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n\
         2 0 obj <</Type/Pages/Count {pages}/Kids[{kids}]/MediaBox[0 0 600 {}]/Resources<</Font<</F 3 0 R>>>>>> endobj\n\
         3 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>> endobj\n",
        rows * 12 + 40
    );
    for page in 0..pages {
        let mut content = String::new();
        for row in 0..rows {
            let y = (rows - row) * 12;
            for (column, x) in (40..).step_by(90).take(6).enumerate() {
                let text = if column == 0 {
                    format!("name {page} {row}")
                } else {
                    (row * column).to_string()
                };
                writeln!(content, "BT /F 8 Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET").unwrap();
            }
            if is_ruled {
                writeln!(content, "38 {} m 578 {0} l S", y - 3).unwrap();
            }
        }
        if is_ruled {
            for x in (38..).step_by(90).take(7) {
                writeln!(content, "{x} 9 m {x} {} l S", rows * 12 + 9).unwrap();
            }
        }
        let (number, length) = (page + 10, content.len());
        write!(
            out,
            "{number} 0 obj <</Type/Page/Parent 2 0 R/Contents {} 0 R>> endobj\n\
             {0} 0 obj <</Length {length}>> stream\n{content}\nendstream endobj\n",
            number + pages
        )
        .unwrap();
    }
    out.push_str("trailer <</Root 1 0 R>>\nstartxref\n0\n%%EOF");
    out.into_bytes()
}

/// Poppler reads from a pipe; `None` where it is not installed.
fn pdftotext(bytes: &[u8]) -> Option<()> {
    let mut child = Command::new("pdftotext")
        .args(["-layout", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    child.stdin.take()?.write_all(bytes).ok()?;
    child
        .wait()
        .ok()
        .filter(std::process::ExitStatus::success)
        .map(|_| ())
}

fn pdfs() {
    const PAGES: usize = 40;
    const ROWS: usize = 500;
    for (kind, is_ruled) in [("ruled", true), ("without lines", false)] {
        let whole = pdf(PAGES, ROWS, is_ruled);
        let ours = median(|| open(&whole, "a.pdf"));
        if pdftotext(&whole).is_some() {
            let theirs = median(|| {
                black_box(pdftotext(black_box(&whole)));
            });
            report(&format!(".pdf, {kind}, pdftotext"), whole.len(), ours, theirs);
        }
        for (half, pages, rows) in [("pages", PAGES / 2, ROWS), ("rows", PAGES, ROWS / 2)] {
            let part = pdf(pages, rows, is_ruled);
            let time = median(|| open(&part, "a.pdf"));
            report(
                &format!(".pdf, {kind}, half of the {half}"),
                whole.len(),
                ours,
                time,
            );
        }
    }
}

fn report(name: &str, bytes: usize, ours: Duration, theirs: Duration) {
    let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
    println!("{name}: {bytes} bytes, {ours:.1?} beside {theirs:.1?}, {ratio:.2} times");
}

/// Opens a file and reads its cells.
fn open(bytes: &[u8], name: &str) {
    let opened = file::open(black_box(bytes), Some(name), &FileSettings::default()).unwrap();
    black_box(kpi_readers::read(&opened.document));
}

fn main() {
    let text = csv();
    let crate_csv = median(|| {
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .from_reader(black_box(text.as_bytes()));
        let records: Vec<Vec<String>> = reader
            .records()
            .map(|record| record.unwrap().iter().map(str::to_owned).collect())
            .collect();
        black_box(records);
    });
    report(
        ".csv in UTF-8, csv",
        text.len(),
        median(|| open(text.as_bytes(), "a.csv")),
        crate_csv,
    );
    let cp932 = encoding_rs::SHIFT_JIS.encode(&text).0;
    let crate_csv = median(|| {
        let text = encoding_rs::SHIFT_JIS.decode(black_box(&cp932)).0;
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .from_reader(text.as_bytes());
        let records: Vec<Vec<String>> = reader
            .records()
            .map(|record| record.unwrap().iter().map(str::to_owned).collect())
            .collect();
        black_box(records);
    });
    report(
        ".csv in CP932, encoding_rs and csv",
        cp932.len(),
        median(|| open(&cp932, "a.csv")),
        crate_csv,
    );
    let book = workbook();
    let calamine = median(|| {
        let mut book = calamine::Xlsx::new(Cursor::new(black_box(&book))).unwrap();
        black_box(book.worksheets());
    });
    report(
        ".xlsx of 12 columns, calamine",
        book.len(),
        median(|| open(&book, "a.xlsx")),
        calamine,
    );
    pdfs();
}
