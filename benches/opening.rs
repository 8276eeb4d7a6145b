//! How long 20,000 rows take to open, beside what the crates `calamine` and `csv` take for the same bytes, which know
//! neither formats nor hidden rows nor encodings: `cargo bench --bench opening`. Figures only; nothing is asserted.

#[path = "../tests/common/office.rs"]
mod office;

use std::fmt::Write as _;
use std::hint::black_box;
use std::io::Cursor;
use std::time::{Duration, Instant};

use calamine::Reader;
use kpi_evaluator::domain::readers;
use kpi_evaluator::domain::readers::file::{self, FileSettings};

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

fn report(name: &str, bytes: usize, ours: Duration, theirs: Duration) {
    let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
    println!("{name}: {bytes} bytes, {ours:.1?} beside {theirs:.1?}, {ratio:.2} times");
}

/// Opens a file and reads its cells.
fn open(bytes: &[u8], name: &str) {
    let opened = file::open(black_box(bytes), Some(name), &FileSettings::default()).unwrap();
    black_box(readers::read(&opened.document));
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
}
