//! The records stay the same when a sheet is written in another way: change × sample.
//!
//! Columns can only be reordered, quoted or parted by blank ones where there are columns; the samples that are running
//! text take the changes of characters and lines.

use std::fmt::Write as _;

use kpi_evaluator::samples::{self, Sample};
use serde_json::Value;

use crate::common;
use crate::writing::{
    blank_rows, eras_written_out, full_width, half_width, html, markdown, quoted, rows, western_years,
};

/// A way to write a sheet that says the same.
struct Change {
    name: &'static str,
    /// Samples that it makes no sense for.
    not_for: &'static [&'static str],
    text: fn(&str) -> String,
    /// What the change takes away from the records.
    records: fn(&mut Value),
}

/// Samples without columns.
const RUNNING: &[&str] = &["kodaira-grants", "tsukuba-grants"];

const CHANGES: &[Change] = &[
    Change {
        name: "unchanged",
        not_for: &[],
        text: str::to_owned,
        records: keep,
    },
    Change {
        name: "CRLF",
        not_for: &[],
        text: |text| text.replace('\n', "\r\n"),
        records: keep,
    },
    Change {
        name: "a byte order mark",
        not_for: &[],
        text: |text| format!("\u{FEFF}{text}"),
        records: keep,
    },
    Change {
        name: "full width",
        not_for: &[],
        text: full_width,
        records: raw_rates_widen,
    },
    Change {
        name: "half width",
        not_for: &[],
        text: half_width,
        records: keep,
    },
    Change {
        name: "a title above",
        not_for: &["made-r5"],
        text: |text| format!("参考資料\n\n{text}"),
        records: without_title,
    },
    Change {
        name: "blanks at line ends",
        not_for: RUNNING,
        text: |text| text.replace('\n', " \n"),
        records: keep,
    },
    Change {
        name: "eras written out",
        not_for: &[],
        text: eras_written_out,
        records: without_title,
    },
    Change {
        name: "western years",
        not_for: RUNNING,
        text: western_years,
        records: without_title,
    },
    Change {
        name: "blank rows",
        not_for: RUNNING,
        text: blank_rows,
        records: keep,
    },
    Change {
        name: "a blank column before",
        not_for: RUNNING,
        text: |text| rows(text, |cells| [vec![String::new()], cells].concat()),
        records: keep,
    },
    Change {
        name: "a blank column behind",
        not_for: RUNNING,
        text: |text| rows(text, |cells| [cells, vec![String::new()]].concat()),
        records: keep,
    },
    Change {
        name: "quoted as Excel does",
        not_for: RUNNING,
        text: quoted,
        records: keep,
    },
    Change {
        name: "as a Markdown table",
        not_for: RUNNING,
        text: markdown,
        records: keep,
    },
    Change {
        name: "as HTML",
        not_for: RUNNING,
        text: html,
        records: keep,
    },
    Change {
        name: "as HTML with merged cells",
        not_for: RUNNING,
        text: html_with_spans,
        records: keep,
    },
    Change {
        name: "columns reversed",
        not_for: RUNNING,
        text: columns_reversed,
        records: keep,
    },
    Change {
        name: "columns rotated",
        not_for: RUNNING,
        text: columns_rotated,
        records: keep,
    },
    Change {
        name: "従前値, 達成値, 指標値",
        not_for: RUNNING,
        text: |text| synonyms(text, "従前値", "達成値", "指標値"),
        records: keep,
    },
    Change {
        name: "現状値, 実績, 目標",
        not_for: RUNNING,
        text: |text| synonyms(text, "現状値", "実績", "目標"),
        records: keep,
    },
    Change {
        name: "計画策定時",
        not_for: RUNNING,
        text: |text| synonyms(text, "計画策定時", "実績値", "目標値"),
        records: keep,
    },
    Change {
        name: "printed rates removed",
        not_for: RUNNING,
        text: without_rates,
        records: without_printed_rates,
    },
];

#[test]
fn the_records_do_not_depend_on_the_way_of_writing() {
    let documents = documents();
    let mut faults = Vec::new();
    for change in CHANGES {
        let mut n_changed = 0;
        for document in documents
            .iter()
            .filter(|document| !change.not_for.contains(&document.kind))
        {
            let text = (change.text)(&document.text);
            n_changed += usize::from(text != document.text);
            let mut records = document.records.clone();
            (change.records)(&mut records);
            let found = common::differences(&records, &common::evaluate(&text));
            faults.extend(
                found
                    .into_iter()
                    .map(|fault| format!("{} × {}: {fault}", change.name, document.name)),
            );
        }
        assert!(
            n_changed > 0 || change.name == "unchanged",
            "{} changes nothing",
            change.name
        );
    }
    assert!(
        faults.is_empty(),
        "{} faults\n{}",
        faults.len(),
        faults.join("\n")
    );
}

/// A document with its records.
struct Document {
    name: String,
    /// The id of the sample that is its excerpt.
    kind: &'static str,
    text: String,
    records: Value,
}

/// The samples, and the whole documents where they lie beside the project.
fn documents() -> Vec<Document> {
    let mut documents: Vec<Document> = samples::SAMPLES
        .iter()
        .map(|sample| Document {
            name: sample.id.to_owned(),
            kind: sample.id,
            text: sample.text.to_owned(),
            records: records(sample),
        })
        .collect();
    let shared = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let mut whole: Vec<_> = std::fs::read_dir(shared.join("golden"))
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path())
        .collect();
    whole.sort();
    if whole.is_empty() {
        println!("skipped: the whole documents are not beside the project");
    }
    for path in whole {
        let records: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let name = records["document"].as_str().unwrap().to_owned();
        let text = std::fs::read_to_string(shared.join("sheets").join(&name)).unwrap();
        // Its excerpt has the same indicators.
        let first = records["kpis"][0]["name"].clone();
        let kind = samples::SAMPLES
            .iter()
            .find(|sample| self::records(sample)["kpis"][0]["name"] == first)
            .map_or("", |sample| sample.id);
        documents.push(Document {
            name,
            kind,
            text,
            records,
        });
    }
    documents
}

#[test]
fn a_dropped_row_takes_only_its_own_record_away() {
    for sample in samples::SAMPLES
        .iter()
        .filter(|sample| !RUNNING.contains(&sample.id))
    {
        let whole = common::evaluate(sample.text);
        let kpis = whole["kpis"].as_array().unwrap();
        for (index, kpi) in kpis.iter().enumerate() {
            let line = usize::try_from(kpi["at"]["line"].as_u64().unwrap()).unwrap();
            // The first row of a section carries the section's name for the others.
            let lines: Vec<&str> = sample.text.lines().collect();
            if sample.id == "tokorozawa-chapter5" && !lines[line - 1].starts_with('\t') {
                continue;
            }
            let text: String = lines
                .iter()
                .enumerate()
                .filter(|(at, _)| *at != line - 1)
                .flat_map(|(_, line)| [*line, "\n"])
                .collect();
            let got = common::evaluate(&text);
            let ids = |kpis: &[Value]| {
                kpis.iter()
                    .map(|kpi| (kpi["name"].clone(), kpi["measurements"][0]["rate"].clone()))
                    .collect::<Vec<_>>()
            };
            let mut expected = ids(kpis);
            expected.remove(index);
            assert_eq!(
                ids(got["kpis"].as_array().unwrap()),
                expected,
                "{} without {}",
                sample.id,
                kpi["name"]
            );
        }
    }
}

fn records(sample: &Sample) -> Value {
    let path =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/records/{}.json", sample.id));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn keep(_records: &mut Value) {}

fn without_title(records: &mut Value) {
    records.as_object_mut().unwrap().remove("title");
}

fn each_measurement(records: &mut Value, change: fn(&mut serde_json::Map<String, Value>)) {
    for kpi in records["kpis"].as_array_mut().unwrap() {
        for measurement in kpi["measurements"].as_array_mut().unwrap() {
            change(measurement.as_object_mut().unwrap());
        }
    }
}

/// Printed rates are kept as printed, so full-width ones are compared by their check only.
fn raw_rates_widen(records: &mut Value) {
    each_measurement(records, |measurement| {
        measurement.remove("printedRate");
        measurement.remove("scoped");
    });
    for list in ["kpis", "projects"] {
        for record in records[list].as_array_mut().into_iter().flatten() {
            let record = record.as_object_mut().unwrap();
            record.remove("sheetNo");
            record.remove("sheetNos");
        }
    }
}

fn without_printed_rates(records: &mut Value) {
    for kpi in records["kpis"].as_array_mut().unwrap() {
        if kpi
            .get("noticeRequired")
            .is_some_and(|code| code == "printed-rate-differs")
        {
            kpi.as_object_mut().unwrap().remove("noticeRequired");
        }
    }
    each_measurement(records, |measurement| {
        measurement.insert("printedRate".to_owned(), Value::Null);
        measurement.insert("check".to_owned(), Value::from("not-printed"));
    });
}

/// As HTML gives merged cells: a heading over several columns, a first column that reaches down.
fn html_with_spans(text: &str) -> String {
    let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
    let is_row = |index: usize| lines.get(index).is_some_and(|cells: &Vec<&str>| cells.len() > 1);
    let mut out = String::from("<!DOCTYPE html><html><body><!--StartFragment-->");
    for (index, cells) in lines.iter().enumerate() {
        if !is_row(index) {
            writeln!(out, "<p>{}</p>", cells[0]).unwrap();
            continue;
        }
        if index == 0 || !is_row(index - 1) {
            out.push_str("<table border=1>");
        }
        out.push_str("<tr>");
        let below = lines.get(index + 1).filter(|_| is_row(index + 1));
        let has_below =
            |column: usize| below.is_some_and(|below| below.get(column).is_some_and(|cell| !cell.is_empty()));
        // A header row is one with another below that has no first cell and no numbers.
        let is_header = below.is_some_and(|below| {
            below[0].is_empty()
                && !below
                    .iter()
                    .any(|cell| cell.starts_with(|c: char| c.is_ascii_digit()))
        });
        let mut column = 0;
        while column < cells.len() {
            // Under a cell that reaches down from above.
            if column == 0
                && cells[0].is_empty()
                && index > 0
                && is_row(index - 1)
                && !lines[index - 1..].is_empty()
            {
                column += 1;
                continue;
            }
            let mut columns = 1;
            while is_header
                && has_below(column)
                && has_below(column + columns)
                && cells.get(column + columns).is_some_and(|cell| cell.is_empty())
            {
                columns += 1;
            }
            let mut rows = 1;
            while column == 0
                && lines
                    .get(index + rows)
                    .is_some_and(|cells| cells.len() > 1 && cells[0].is_empty())
            {
                rows += 1;
            }
            write!(out, "<td rowspan={rows} colspan={columns}>{}</td>", cells[column]).unwrap();
            column += columns;
        }
        out.push_str("</tr>");
        if !is_row(index + 1) {
            out.push_str("</table>");
        }
    }
    out + "<!--EndFragment--></body></html>"
}

/// Tables: runs of rows with headings over several columns filled in, so that a column carries its own.
fn by_column(text: &str, order: fn(usize) -> Vec<usize>) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = String::new();
    for (index, line) in lines.iter().enumerate() {
        let mut cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
        // A last cell that is blank may be missing.
        if cells.len() == 8 && out.contains("備考") {
            cells.push(String::new());
        }
        let below = lines
            .get(index + 1)
            .map_or("", |line| line)
            .split('\t')
            .collect::<Vec<_>>();
        if cells.len() < 5 || cells.len() > 10 || cells.iter().filter(|cell| !cell.is_empty()).count() < 3 {
            out.push_str(line);
            out.push('\n');
            continue;
        }
        // A heading spans the blanks behind it that have something below.
        let is_header = line.contains('指') && !line.contains("目標値") || line.contains("指 標");
        for column in 1..cells.len() {
            if is_header && cells[column].is_empty() && below.get(column).is_some_and(|cell| !cell.is_empty())
            {
                let heading = cells[column - 1].clone();
                cells[column] = heading;
            }
        }
        let moved: Vec<String> = order(cells.len())
            .into_iter()
            .map(|column| cells[column].clone())
            .collect();
        out.push_str(&moved.join("\t"));
        out.push('\n');
    }
    out
}

fn columns_reversed(text: &str) -> String {
    by_column(text, |n| (0..n).rev().collect())
}

fn columns_rotated(text: &str) -> String {
    by_column(text, |n| (2..n).chain(0..2).collect())
}

/// Header words replaced in header rows.
fn synonyms(text: &str, baseline: &str, actual: &str, target: &str) -> String {
    text.lines()
        .map(|line| {
            let is_header = line.contains('\t')
                && (line.contains("指標名")
                    || line.contains("指標\tKPI")
                    || line.contains("指 標")
                    || line.contains("上段")
                    || line.contains("\t目標値"));
            if !is_header {
                return format!("{line}\n");
            }
            let cells: Vec<String> = line
                .split('\t')
                .map(|cell| {
                    let cell = cell
                        .replace("基準値", baseline)
                        .replace("実績値", actual)
                        .replace("目標値", target);
                    match cell.as_str() {
                        "現状" => baseline.to_owned(),
                        "目標" => target.to_owned(),
                        _ => cell,
                    }
                })
                .collect();
            cells.join("\t") + "\n"
        })
        .collect()
}

/// Percentages in columns of rates, and in brackets behind a value, removed.
fn without_rates(text: &str) -> String {
    let mut rate_columns: Vec<usize> = Vec::new();
    let mut out = String::new();
    for line in text.lines() {
        let mut cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
        if cells.len() > 1 {
            let headers: Vec<usize> = (0..cells.len())
                .filter(|&column| cells[column].starts_with("達成率"))
                .collect();
            if headers.is_empty() {
                for (column, cell) in cells.iter_mut().enumerate() {
                    if rate_columns.contains(&column) {
                        cell.clear();
                    } else if let Some((value, _)) = cell
                        .clone()
                        .rsplit_once(" (")
                        .filter(|(_, rate)| rate.ends_with("%)"))
                    {
                        value.clone_into(cell);
                    }
                }
            } else {
                rate_columns = headers;
            }
        } else if !line.is_empty() && !line.starts_with("後期") {
            rate_columns.clear();
        }
        out.push_str(&(cells.join("\t") + "\n"));
    }
    if out == text { format!("{text}\n") } else { out }
}
