//! Habits of sheets in offices, a file of an independent writer for each, against what a careful reader takes out.
//!
//! `tests/fixtures/habits.tsv` lists the files, `tests/fixtures/habits/expected/*.tsv` holds the records, written by
//! hand. A record is an indicator with all its figures. It is right, or wrong with a notice that names the wrong field,
//! or silently wrong; none may be silently wrong. What no layout reads yet is marked `pending`, and must not be read
//! silently wrong either: an entry that is read right must lose its mark.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use kpi_core::text::fold;
use kpi_readers::base::Decimal;
use kpi_readers::file::{self, FileSettings};
use kpi_readers::sheet::{Content, Document};
use kpi_report::i18n::Lang;
use serde_json::Value;

use crate::common;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// The rows of a table of text, by the names of its columns.
struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn read(path: &str) -> Self {
        let text =
            fs::read_to_string(fixtures().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut lines = text
            .lines()
            .map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>());
        let head = lines.next().unwrap();
        let rows: Vec<_> = lines.collect();
        for row in &rows {
            assert_eq!(row.len(), head.len(), "{path}: {row:?}");
        }
        Self { head, rows }
    }

    /// `None` if the table has no such column: then it is not compared.
    fn cell<'a>(&self, row: &'a [String], column: &str) -> Option<&'a str> {
        let index = self.head.iter().position(|name| name == column)?;
        Some(&row[index])
    }
}

/// How a record was read.
#[derive(Clone, Copy, Default)]
struct Count {
    right: usize,
    /// Right, and yet warned of.
    warned: usize,
    noticed: usize,
    silent: usize,
}

impl Count {
    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.warned += other.warned;
        self.noticed += other.noticed;
        self.silent += other.silent;
    }

    fn records(self) -> usize {
        self.right + self.noticed + self.silent
    }

    fn line(self, habit: &str, file: &str) -> String {
        let Self {
            right,
            warned,
            noticed,
            silent,
        } = self;
        format!("{right:5} {noticed:7} {silent:6} {warned:6}  {habit} — {file}")
    }
}

/// One expected indicator: its first row and those of its further measurements.
type Record<'t> = &'t [Vec<String>];

fn records(table: &Table) -> Vec<Record<'_>> {
    let is_first = |row: &[String]| !table.cell(row, "name").unwrap().is_empty();
    let mut starts: Vec<usize> = (0..table.rows.len())
        .filter(|&row| is_first(&table.rows[row]))
        .collect();
    starts.push(table.rows.len());
    starts
        .windows(2)
        .map(|pair| &table.rows[pair[0]..pair[1]])
        .collect()
}

fn is_text(wanted: &str, found: &Value) -> bool {
    match found.as_str() {
        Some(found) => fold::squeeze(wanted) == fold::squeeze(found),
        None => wanted.is_empty(),
    }
}

fn is_number(wanted: &str, found: &Value) -> bool {
    let decimal = |text: &str| text.trim_end_matches('%').parse::<Decimal>().ok();
    match found.as_str() {
        Some(found) => !wanted.is_empty() && decimal(wanted) == decimal(found),
        None => wanted.is_empty(),
    }
}

/// `18@FY2019`: a value and its period; `“延伸”`: words instead of a value.
fn is_point(wanted: &str, found: &Value) -> bool {
    let (wanted, period) = wanted.split_once('@').unwrap_or((wanted, ""));
    if let Some(words) = wanted.strip_prefix('“').and_then(|words| words.strip_suffix('”')) {
        return found["value"].is_null() && is_text(words, &found["raw"]);
    }
    is_number(wanted, &found["value"]) && (period.is_empty() || is_text(period, &found["period"]))
}

/// The fields in which an indicator differs from its record, with what was found.
fn wrong_fields(table: &Table, record: Record<'_>, kpi: &Value, got: &Value) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    let mut compare = |field: &str, wanted: Option<&str>, right: fn(&str, &Value) -> bool, found: &Value| {
        if let Some(wanted) = wanted
            && !right(wanted, found)
        {
            wrong.push((
                field.to_owned(),
                format!("{field}: {found} instead of {wanted:?}"),
            ));
        }
    };
    let first = &record[0];
    let own = |column: &str| table.cell(first, column);
    let section = kpi["section"].as_array().and_then(|all| all.last()).cloned();
    compare("section", own("section"), is_text, &section.unwrap_or_default());
    compare("unit", own("unit"), is_text, &kpi["unit"]);
    compare("direction", own("direction"), is_text, &kpi["direction"]);
    compare("baseline", own("baseline"), is_point, &kpi["baseline"]);
    compare("finalTarget", own("final"), is_point, &kpi["finalTarget"]);
    if let Some(project) = own("project") {
        let projects = got["projects"].as_array().unwrap();
        let found = projects.iter().find(|project| project["id"] == kpi["project"]);
        compare(
            "project",
            Some(project),
            is_text,
            found.map_or(&Value::Null, |found| &found["name"]),
        );
    }
    let measurements = kpi["measurements"].as_array().unwrap();
    for (index, row) in record.iter().enumerate() {
        let found = measurements.get(index).unwrap_or(&Value::Null);
        let own = |column: &str| table.cell(row, column);
        compare("period", own("period"), is_text, &found["period"]);
        // The final target stands in for one of the period's own.
        let is_final = found["against"] == "final" && own("target") == Some("");
        let target = if is_final { &Value::Null } else { &found["target"] };
        compare("target", own("target"), is_point, target);
        match own("actual").and_then(|actual| actual.strip_prefix('!')) {
            Some(reason) => {
                compare("actual", Some(""), is_number, &found["actual"]["value"]);
                compare("actual", Some(reason), is_text, &found["reason"]);
            }
            None => compare("actual", own("actual"), is_point, &found["actual"]),
        }
        compare("printedRate", own("rate"), is_number, &found["printedRate"]);
    }
    for further in measurements.iter().skip(record.len()) {
        wrong.push(("period".to_owned(), format!("one more: {}", further["period"])));
    }
    wrong
}

/// A notice warns of an indicator, of the given field of it or of the whole.
fn warns(got: &Value, id: &Value, field: Option<&str>) -> bool {
    got["notices"].as_array().unwrap().iter().any(|notice| {
        let own = notice["field"].as_str();
        notice["severity"] != "info"
            && notice["kpi"] == *id
            && field.is_none_or(|field| own.is_none_or(|own| own == field))
    })
}

/// A notice says that something was not read at all.
fn says_unread(got: &Value) -> bool {
    let notices = got["notices"].as_array().unwrap();
    notices.iter().any(|notice| {
        matches!(
            notice["code"].as_str(),
            Some("no-kpi" | "rows-unread" | "columns-assumed" | "input-truncated")
        )
    })
}

/// Compares an evaluation with its records; what is wrong is told in `faults`.
fn compared(table: &Table, got: &Value, whose: &str, faults: &mut String) -> Count {
    let mut count = Count::default();
    let mut left: Vec<&Value> = got["kpis"].as_array().unwrap().iter().collect();
    for record in records(table) {
        let name = table.cell(&record[0], "name").unwrap();
        // The unit in brackets may be left behind the name.
        let alternatives: Vec<&str> = name.split(" / ").collect();
        let found = left
            .iter()
            .position(|kpi| alternatives.iter().any(|name| is_text(name, &kpi["name"])));
        let Some(found) = found else {
            let noticed = says_unread(got);
            writeln!(
                faults,
                "{whose}: {name}: not read{}",
                if noticed { ", said" } else { "" }
            )
            .unwrap();
            count.noticed += usize::from(noticed);
            count.silent += usize::from(!noticed);
            continue;
        };
        let kpi = left.remove(found);
        let wrong = wrong_fields(table, record, kpi, got);
        let noticed = wrong.iter().all(|(field, _)| warns(got, &kpi["id"], Some(field)));
        for (_, what) in &wrong {
            writeln!(
                faults,
                "{whose}: {name}: {what}{}",
                if noticed { ", said" } else { "" }
            )
            .unwrap();
        }
        if wrong.is_empty() {
            count.right += 1;
            let warned = warns(got, &kpi["id"], None);
            count.warned += usize::from(warned);
            if warned {
                let all = got["notices"].as_array().unwrap().iter();
                let codes: Vec<_> = all
                    .filter(|notice| notice["kpi"] == kpi["id"] && notice["severity"] != "info")
                    .map(|notice| notice["code"].to_string())
                    .collect();
                writeln!(faults, "{whose}: {name}: right, warned of {}", codes.join(", ")).unwrap();
            }
        } else if noticed {
            count.noticed += 1;
        } else {
            count.silent += 1;
        }
    }
    for kpi in left {
        writeln!(faults, "{whose}: {} is no indicator", kpi["name"]).unwrap();
        if warns(got, &kpi["id"], None) {
            count.noticed += 1;
        } else {
            count.silent += 1;
        }
    }
    count
}

/// A file as it is opened, or a clipboard of `<name>.html` and `<name>.txt`, either of which may be missing.
fn document(path: &str) -> Document {
    if let Some(name) = path.strip_prefix("clipboards/") {
        let flavour =
            |ending: &str| fs::read_to_string(fixtures().join(format!("clipboards/{name}.{ending}"))).ok();
        let (html, text) = (flavour("html"), flavour("txt"));
        return match (html, text) {
            (Some(html), text) => Document {
                name: None,
                content: Content::Clipboard { html, text },
            },
            (None, Some(text)) => Document::pasted(text),
            (None, None) => panic!("no flavour of {path}"),
        };
    }
    let bytes = fs::read(fixtures().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    file::open(&bytes, Some(path), &FileSettings::default())
        .unwrap_or_else(|error| panic!("{path}: {error:?}"))
        .document
}

#[test]
fn no_habit_is_read_silently_wrong() {
    let index = Table::read("habits.tsv");
    let mut report = String::from("right noticed silent warned  habit — file\n");
    let mut faults = String::new();
    let (mut all, mut pending) = (Count::default(), Count::default());
    let mut stale = Vec::new();
    for row in &index.rows {
        let of = |column| index.cell(row, column).unwrap();
        let table = Table::read(&format!("habits/expected/{}.tsv", of("expected")));
        let got = common::evaluate_document(&document(of("file")));
        let count = compared(&table, &got, of("file"), &mut faults);
        writeln!(report, "{}", count.line(of("habit"), of("file"))).unwrap();
        if of("pending").is_empty() {
            all.add(count);
        } else {
            pending.add(count);
            if count.noticed + count.silent == 0 {
                stale.push(of("file").to_owned());
            }
        }
    }
    writeln!(
        report,
        "{}",
        all.line("together", &format!("{} records", all.records()))
    )
    .unwrap();
    writeln!(
        report,
        "{}",
        pending.line("pending", &format!("{} records", pending.records()))
    )
    .unwrap();
    println!("{report}\n{faults}");
    assert!(stale.is_empty(), "read right, so pending no more: {stale:#?}");
    assert_eq!(all.silent, 0, "silently wrong:\n{faults}\n{report}");
    assert!(all.right * 100 >= all.records() * 95, "{faults}\n{report}");
    assert!(all.warned * 10 <= all.right, "{faults}\n{report}");
}

/// 2023-04-01 06:00 in the formats that Excel knows by number only (ECMA-376, 18.8.30, Japanese).
const BUILT_IN: &[(&str, &str)] = &[
    ("27", "R5.4.1"),
    ("28", "令和5年4月1日"),
    ("29", "令和5年4月1日"),
    ("30", "4/1/23"),
    ("31", "2023年4月1日"),
    ("32", "6時00分"),
    ("33", "6時00分00秒"),
    ("34", "2023年4月"),
    ("35", "4月1日"),
    ("36", "R5.4.1"),
    ("50", "R5.4.1"),
    ("51", "令和5年4月1日"),
    ("52", "2023年4月"),
    ("53", "4月1日"),
    ("54", "令和5年4月1日"),
    ("55", "2023年4月"),
    ("56", "4月1日"),
    ("57", "R5.4.1"),
    ("58", "令和5年4月1日"),
];

/// The cells of the first sheet, as texts.
fn cells(path: &str) -> Vec<Vec<String>> {
    let reading = kpi_readers::read(&document(path));
    let rows = reading.sheets[0].rows.iter();
    rows.map(|row| row.cells.iter().map(|cell| cell.text.clone()).collect())
        .collect()
}

#[test]
fn formats_known_by_number_are_dates_and_eras() {
    assert_eq!(
        cells("habits/built_in_dates.xlsx"),
        BUILT_IN
            .iter()
            .map(|&(id, shown)| vec![id, shown])
            .collect::<Vec<_>>()
    );
}

/// LibreOffice writes into a CSV and beside the values of an `.ods` what it shows on the screen: an oracle of the
/// formats. An `.xls` holds the formats as it understood them.
#[test]
fn cells_show_what_libreoffice_shows() {
    for (workbook, csv) in [
        (
            "habits/number_formats.xlsx",
            "habits/libreoffice_number_formats_cp932.csv",
        ),
        (
            "habits/number_formats.xlsx",
            "habits/libreoffice_number_formats.xls",
        ),
        (
            "habits/number_formats.xlsx",
            "habits/libreoffice_number_formats.ods",
        ),
        (
            "habits/section_rows.xlsx",
            "habits/libreoffice_section_rows_cp932.csv",
        ),
        ("habits/deltas.xlsx", "habits/libreoffice_deltas.xls"),
        ("habits/deltas.xlsx", "habits/libreoffice_deltas.ods"),
    ] {
        let (ours, theirs) = (cells(workbook), cells(csv));
        for (row, (ours, theirs)) in ours.iter().zip(&theirs).enumerate() {
            for (column, text) in theirs.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
                assert_eq!(
                    &ours[column].trim(),
                    &text.trim(),
                    "{csv}: row {row}, column {column}"
                );
            }
        }
        assert!(theirs.len() >= 6, "{csv}");
    }
}

#[test]
fn columns_without_a_header_ask_for_it() {
    for part in [
        "excel_part",
        "excel_part_text_only",
        "google_part",
        "chromium_part",
    ] {
        let document = document(&format!("clipboards/{part}"));
        for (lang, word) in [(Lang::Ja, "見出しの行"), (Lang::En, "header row")] {
            let got = common::evaluate_in(&document, lang);
            let notices = got["notices"].as_array().unwrap();
            let asks = |notice: &Value| {
                notice["code"] == "columns-assumed" && notice["message"].as_str().unwrap().contains(word)
            };
            assert!(notices.iter().any(asks), "{part}: {notices:?}");
        }
    }
}

#[test]
fn hidden_parts_of_a_clipboard_are_named() {
    let got = common::evaluate_document(&document("clipboards/excel_hidden"));
    let notices = got["notices"].as_array().unwrap().iter();
    let said: Vec<&str> = notices
        .filter(|notice| notice["code"] == "hidden-left-out")
        .filter_map(|notice| notice["message"].as_str())
        .collect();
    assert_eq!(said.len(), 1);
    assert!(
        said.iter()
            .all(|said| said.contains("（4）") && said.contains("（D）")),
        "{said:?}"
    );
    // The offsets before the HTML are no title.
    let got = common::evaluate_document(&document("clipboards/excel_with_header"));
    assert_eq!(got["document"].get("title"), None);
}
