//! Compares an evaluation with the records of a careful reader.
//!
//! A record holds, flat, what a person takes out of a document. A key that is absent is not compared; `null` must be
//! absent; a list in `name` or `unit` holds alternatives; names are compared without white space, numbers as decimals.

#![allow(dead_code, unreachable_pub, reason = "every test file takes what it needs")]

pub mod office;

use std::fmt::Write as _;

use kpi_core::assess::{Corrections, Settings, assess};
use kpi_core::text::fold;
use kpi_readers::base::Decimal;
use kpi_readers::sheet::Document;
use kpi_report::contract;
use kpi_report::i18n::Lang;
use serde_json::Value;

/// Evaluates pasted text with the default rule set, as JSON.
pub fn evaluate(text: &str) -> Value {
    evaluate_document(&Document::pasted(text))
}

/// Evaluates a document with the default rule set, as JSON.
pub fn evaluate_document(document: &Document) -> Value {
    evaluate_in(document, Lang::Ja)
}

/// The same, in the words of a language.
pub fn evaluate_in(document: &Document, lang: Lang) -> Value {
    let assessment = assess(document, &Settings::default(), &Corrections::default());
    serde_json::to_value(contract::evaluation(&assessment, lang)).unwrap()
}

/// Everything in which an evaluation differs from the records, a line each.
pub fn differences(records: &Value, got: &Value) -> Vec<String> {
    let mut faults = Faults::default();
    for key in ["municipality", "fiscalYear", "title", "term"] {
        faults.field("document", records, key, &got["document"][key]);
    }
    let projects = list(records, "projects");
    if let Some(projects) = projects {
        faults.count("projects", projects, &got["projects"]);
        for (wanted, found) in projects.iter().zip(list(got, "projects").unwrap_or_default()) {
            faults.project(wanted, found, got);
        }
    }
    let kpis = list(records, "kpis").unwrap_or_default();
    faults.count("kpis", kpis, &got["kpis"]);
    for (wanted, found) in kpis.iter().zip(list(got, "kpis").unwrap_or_default()) {
        faults.kpi(wanted, found, got);
    }
    faults.0
}

fn list<'a>(value: &'a Value, key: &str) -> Option<&'a [Value]> {
    value[key].as_array().map(Vec::as_slice)
}

#[derive(Default)]
struct Faults(Vec<String>);

impl Faults {
    fn count(&mut self, what: &str, wanted: &[Value], found: &Value) {
        let names = |values: &[Value]| {
            values
                .iter()
                .map(|value| value["name"].to_string())
                .collect::<Vec<_>>()
                .join(", ")
        };
        let found = found.as_array().map(Vec::as_slice).unwrap_or_default();
        if wanted.len() != found.len() {
            let mut line = String::new();
            write!(
                line,
                "{} {what} instead of {}: {} instead of {}",
                found.len(),
                wanted.len(),
                names(found),
                names(wanted)
            )
            .unwrap();
            self.0.push(line);
        }
    }

    /// One field, if the record has it.
    fn field(&mut self, whose: &str, wanted: &Value, key: &str, found: &Value) {
        if let Some(wanted) = wanted.get(key) {
            self.value(&format!("{whose}: {key}"), wanted, found);
        }
    }

    fn value(&mut self, what: &str, wanted: &Value, found: &Value) {
        if !is_same(wanted, found) {
            self.0.push(format!("{what} is {found} instead of {wanted}"));
        }
    }

    fn project(&mut self, wanted: &Value, found: &Value, got: &Value) {
        let name = wanted["name"].to_string();
        self.field(&name, wanted, "name", &found["name"]);
        self.field(&name, wanted, "sheetNos", &found["sheetNos"]);
        self.field(&name, wanted, "grantName", &found["grantName"]);
        self.field(&name, wanted, "cost", &found["cost"]["value"]);
        self.field(&name, wanted, "grant", &found["grant"]["value"]);
        if wanted["parentOptional"] != true {
            let parent = got["projects"]
                .as_array()
                .unwrap()
                .iter()
                .find(|project| project["id"] == found["parent"]);
            let parent = parent.map_or(&Value::Null, |parent| &parent["name"]);
            self.value(
                &format!("{name}: parent"),
                wanted.get("parent").unwrap_or(&Value::Null),
                parent,
            );
        }
        self.printed(&name, wanted, found);
        if let Some(agrees) = wanted.get("suggestedLabelAgrees") {
            let expected = if *agrees == true { "match" } else { "mismatch" };
            self.value(
                &format!("{name}: label.check"),
                &Value::from(expected),
                &found["label"]["check"],
            );
        }
    }

    fn printed(&mut self, name: &str, wanted: &Value, found: &Value) {
        for (key, field) in [
            ("printedStatus", "status"),
            ("printedRatings", "ratings"),
            ("printedOverall", "overall"),
            ("printedLabel", "label"),
            ("printedGrade", "grade"),
            ("printedNextStep", "nextStep"),
        ] {
            self.field(name, wanted, key, &found["printed"][field]);
        }
    }

    fn kpi(&mut self, wanted: &Value, found: &Value, got: &Value) {
        let name = wanted["name"].to_string();
        for key in [
            "name",
            "unit",
            "sheetNo",
            "direction",
            "directionFrom",
            "targetKind",
        ] {
            self.field(&name, wanted, key, &found[key]);
        }
        if let Some(section) = wanted.get("section") {
            let last = |value: &Value| {
                value
                    .as_array()
                    .and_then(|headings| headings.last().cloned())
                    .unwrap_or_default()
            };
            self.value(
                &format!("{name}: section"),
                &last(section),
                &last(&found["section"]),
            );
        }
        if wanted.get("project").is_some() {
            let project = got["projects"]
                .as_array()
                .unwrap()
                .iter()
                .find(|project| project["id"] == found["project"]);
            self.field(
                &name,
                wanted,
                "project",
                project.map_or(&Value::Null, |project| &project["name"]),
            );
        }
        self.printed(&name, wanted, found);
        self.field(&name, wanted, "baseline", &found["baseline"]);
        self.field(&name, wanted, "finalTarget", &found["finalTarget"]);
        if let Some(code) = wanted.get("noticeRequired") {
            let notices = got["notices"].as_array().unwrap();
            if !notices
                .iter()
                .any(|notice| notice["code"] == *code && notice["kpi"] == found["id"])
            {
                self.0.push(format!("{name}: no notice {code}"));
            }
        }
        let measurements = list(wanted, "measurements").unwrap_or_default();
        self.count(
            &format!("measurements of {name}"),
            measurements,
            &found["measurements"],
        );
        for (wanted, found) in measurements
            .iter()
            .zip(list(found, "measurements").unwrap_or_default())
        {
            self.measurement(&name, wanted, found);
        }
    }

    fn measurement(&mut self, name: &str, wanted: &Value, found: &Value) {
        let whose = format!("{name} {} {}", wanted["period"], wanted["basis"]);
        for key in [
            "period",
            "basis",
            "against",
            "rate",
            "status",
            "reason",
            "printedRate",
            "check",
        ] {
            self.field(&whose, wanted, key, &found[key]);
        }
        self.field(&whose, wanted, "target", &found["target"]["value"]);
        self.field(&whose, wanted, "actual", &found["actual"]["value"]);
        self.field(&whose, wanted, "estimated", &found["actual"]["estimated"]);
        self.field(&whose, wanted, "scoped", &found["actual"]["scoped"]);
        self.field(&whose, wanted, "actualPeriod", &found["actual"]["period"]);
    }
}

fn is_same(wanted: &Value, found: &Value) -> bool {
    match (wanted, found) {
        (Value::Array(alternatives), Value::String(_)) => {
            alternatives.iter().any(|wanted| is_same(wanted, found))
        }
        (Value::Array(wanted), Value::Array(found)) => {
            wanted.len() == found.len()
                && wanted
                    .iter()
                    .zip(found)
                    .all(|(wanted, found)| is_same(wanted, found))
        }
        (Value::Object(wanted), Value::Object(_)) => {
            wanted.iter().all(|(key, wanted)| is_same(wanted, &found[key]))
        }
        (Value::String(wanted), Value::String(found)) => {
            let decimal = |text: &str| text.parse::<Decimal>().ok();
            match (decimal(wanted), decimal(found)) {
                (Some(wanted), Some(found)) => wanted == found,
                _ => fold::squeeze(wanted) == fold::squeeze(found),
            }
        }
        _ => wanted == found,
    }
}
