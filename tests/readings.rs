//! Habits of sheets, one file each in `tests/readings/`: what is pasted, a line of `=====`, what is read out of it.
//!
//! `UPDATE_READINGS=1 cargo test --test readings` writes the second part anew; read the difference before you commit it.

mod common;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

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
