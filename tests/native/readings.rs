//! Habits of sheets, one file each in `tests/readings/`: what is pasted, a line of `=====`, what is read out of it.
//!
//! `UPDATE_READINGS=1 cargo test --test native readings::` writes the second part anew; read the difference before you commit it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use kpi_core::text::fold;
use serde_json::Value;

use crate::common;
use crate::writing;

const RULE: &str = "\n=====\n";

fn word(value: &Value) -> &str {
    value.as_str().unwrap_or("–")
}

/// A value as a person would note it down: the number, or the words, with its period.
fn point(value: &Value) -> String {
    let mut text = match (&value["value"], &value["raw"]) {
        (Value::String(value), _) => value.clone(),
        (_, Value::String(raw)) if !raw.is_empty() => format!("“{}”", raw.replace('\n', " ")),
        _ => return "–".to_owned(),
    };
    if let Some(period) = value["period"].as_str() {
        write!(text, "@{period}").unwrap();
    }
    if value["derived"] == true {
        text.push('*');
    }
    text
}

fn transcript(text: &str) -> String {
    let got = common::evaluate(text);
    let mut out = String::new();
    if let Some(title) = got["document"]["title"].as_str() {
        writeln!(out, "# {title}").unwrap();
    }
    for kpi in got["kpis"].as_array().unwrap() {
        let section: Vec<&str> = kpi["section"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Value::as_str)
            .collect();
        if !section.is_empty() {
            write!(out, "{} > ", section.join(" > ")).unwrap();
        }
        writeln!(
            out,
            "{} [{}] {} ({}) from {} to {}",
            word(&kpi["name"]),
            word(&kpi["unit"]),
            word(&kpi["direction"]),
            word(&kpi["directionFrom"]),
            point(&kpi["baseline"]),
            point(&kpi["finalTarget"]),
        )
        .unwrap();
        let departments = kpi["departments"].as_array().into_iter().flatten();
        let departments: Vec<&str> = departments.filter_map(Value::as_str).collect();
        if !departments.is_empty() {
            writeln!(out, "  department: {}", departments.join("、")).unwrap();
        }
        for measurement in kpi["measurements"].as_array().unwrap() {
            writeln!(
                out,
                "  {} {}: {} of {} ({}) = {} {}, printed {} {}",
                word(&measurement["period"]),
                word(&measurement["basis"]),
                point(&measurement["actual"]),
                point(&measurement["target"]),
                word(&measurement["against"]),
                word(&measurement["rate"]),
                word(&measurement["status"]),
                word(&measurement["printedRate"]),
                word(&measurement["check"]),
            )
            .unwrap();
        }
        for text in kpi["texts"].as_array().into_iter().flatten() {
            writeln!(out, "  {}: {}", word(&text["role"]), word(&text["text"])).unwrap();
        }
    }
    for project in got["projects"].as_array().unwrap() {
        writeln!(
            out,
            "project {}: cost {}, grant {}, label {}, {} KPIs",
            word(&project["name"]),
            word(&project["cost"]["value"]),
            word(&project["grant"]["value"]),
            word(&project["printed"]["label"]),
            project["kpis"].as_array().unwrap().len(),
        )
        .unwrap();
    }
    for notice in got["notices"].as_array().unwrap() {
        if notice["severity"] != "info" {
            writeln!(out, "! {} line {}", word(&notice["code"]), notice["at"]["line"]).unwrap();
        }
    }
    out
}

#[test]
fn every_habit_is_read_as_noted() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readings");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    assert!(paths.len() >= 20);
    let update = std::env::var_os("UPDATE_READINGS").is_some();
    let mut changed = Vec::new();
    for path in paths {
        let whole = fs::read_to_string(&path).unwrap();
        let (input, expected) = whole.split_once(RULE).unwrap_or((&whole, ""));
        let got = transcript(input);
        if got != expected {
            if update {
                fs::write(&path, format!("{input}{RULE}{got}")).unwrap();
            }
            changed.push(format!(
                "{}\n--- noted\n{expected}--- read\n{got}",
                path.display()
            ));
        }
    }
    assert!(
        update || changed.is_empty(),
        "read the difference:\n{}",
        changed.join("\n")
    );
}

/// A way of writing that takes nothing away.
type Way = (&'static str, fn(&str) -> String);

const WAYS: &[Way] = &[
    ("CRLF", |text| text.replace('\n', "\r\n")),
    ("a title above", |text| format!("参考資料\n\n{text}")),
    ("full width", writing::full_width),
    ("half width", writing::half_width),
    ("eras written out", writing::eras_written_out),
    ("blank rows", writing::blank_rows),
    ("a blank column before", |text| {
        writing::rows(text, |cells| [vec![String::new()], cells].concat())
    }),
    ("a blank column behind", |text| {
        writing::rows(text, |cells| [cells, vec![String::new()]].concat())
    }),
    ("quoted as Excel does", writing::quoted),
    ("as a Markdown table", writing::markdown),
    ("as HTML", writing::html),
];

/// Readings that another way of writing changes, and why.
const CHANGED: &[(&str, &str, &str)] = &[
    (
        "numbers-under-header",
        "full width",
        "① becomes 1, which may be a value",
    ),
    (
        "numbers-under-header",
        "half width",
        "① becomes 1, which may be a value",
    ),
    (
        "footnote-marks",
        "half width",
        "raised digits become digits of the number",
    ),
    (
        "year-beside-the-figure",
        "eras written out",
        "R2国勢調査 becomes a fiscal year",
    ),
    (
        "no-header",
        "a blank column behind",
        "it waits for the actuals, as the warning says",
    ),
];

/// What was read, places and signs of width aside.
fn gist(transcript: &str) -> Vec<String> {
    let lines = transcript.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| fold::squeeze(line.split(" line ").next().unwrap()))
        .collect()
}

#[test]
fn a_reading_does_not_depend_on_the_way_of_writing() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readings");
    let mut faults = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let whole = fs::read_to_string(&path).unwrap();
        let input = whole.split_once(RULE).map_or(&*whole, |(input, _)| input);
        if !input.contains('\t') || input.contains('<') {
            continue;
        }
        let expected = gist(&transcript(input));
        for (way, write) in WAYS {
            let is_known = CHANGED
                .iter()
                .any(|(reading, known, _)| *reading == name && known == way);
            let got = gist(&transcript(&write(input)));
            if is_known == (got == expected) {
                let said = if is_known { "now agrees" } else { "differs" };
                writeln!(faults, "{name} × {way}: {said}\n  {}", got.join("\n  ")).unwrap();
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}
