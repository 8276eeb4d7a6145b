//! Tables that may hold KPIs: asked and never counted, and what is taken of them is exactly what was offered.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use kpi_core::assess::{Request, assess_as};
use kpi_core::layout::mapping::Mapping;
use kpi_readers::sheet::Document;
use kpi_report::contract;
use kpi_report::contract::request;
use kpi_report::contract::v1::{CandidateKpi, Evaluation, Kpi, Point};
use kpi_report::i18n::Lang;
use serde_json::json;

fn evaluate(text: &str, request: Request) -> Evaluation {
    contract::evaluation(&assess_as(&Document::pasted(text), request), Lang::Ja)
}

/// Two tables under words that may mean either, and one that is sure.
const UNTOLD: &str = "子育て支援の事業\n\n\
    項目\t確保方策\t見込額\n健診の受診者数\t1,200人\t1,350人\n相談の利用者数\t800人\t760人\n\
    教室の開催数\t40回\t52回\n訪問した世帯の数\t300件\t280件\n\nここからは別の表です。\n\n\
    指標名\t目標\t実績\n企業数\t10\t12\n店舗数\t5\t4\n\nここからは別の表です。\n\n\
    項目\t確保方策\t見込額\n図書館の来館者数\t200人\t350人\n体育館の利用者数\t80人\t60人\n公民館の講座数\t4回\t5回\n";

/// A cell a line, with years that have no era.
const YEARS: &str = "子育て支援の事業\n項目\n確保方策\n見込額\n\
    健診の受診者数\n1,200人(27年度)\n1,350人(28年度)\n相談の利用者数\n800人(27年度)\n760人(28年度)\n\
    教室の開催数\n40回(27年度)\n52回(28年度)\n訪問した世帯の数\n300件(27年度)\n280件(28年度)\n";

/// Several cells a line; the program writes an era into each name.
const LINES: &str = "子育て支援の事業(28年度)\n項目 確保方策 見込の数\n\
    28年度健診の受診者数 1,200人 1,350人\n28年度相談の利用者数 800人 760人\n\
    28年度教室の開催数 40回 52回\n28年度訪問した世帯の数 300件 280件\n";

fn texts() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pages");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    paths.sort();
    let mut texts: Vec<_> = paths
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            // The first line says what the rest was made after.
            let (_, rest) = text.split_once('\n').unwrap();
            (
                path.file_name().unwrap().to_string_lossy().into_owned(),
                rest.to_owned(),
            )
        })
        .collect();
    for (name, text) in [("untold", UNTOLD), ("years", YEARS), ("lines", LINES)] {
        texts.push((name.to_owned(), text.to_owned()));
    }
    texts
}

fn said(point: Option<&Point>) -> Option<String> {
    let point = point?;
    let printed = Some(point.raw.trim().to_owned()).filter(|raw| !raw.is_empty());
    point.value.clone().or(printed)
}

/// A KPI as a candidate tells it.
fn told(kpi: &Kpi) -> CandidateKpi {
    let speaking = kpi.speaks.and_then(|speaks| kpi.measurements.get(speaks));
    CandidateKpi {
        name: kpi.name.clone(),
        unit: kpi.unit.clone(),
        period: speaking.and_then(|seen| seen.period.clone()),
        baseline: said(kpi.baseline.as_ref()),
        target: said(speaking.and_then(|seen| seen.target.as_ref())),
        actual: said(speaking.and_then(|seen| seen.actual.as_ref())),
        rate: speaking.and_then(|seen| seen.rate.clone()),
    }
}

fn sorted(mut kpis: Vec<CandidateKpi>) -> Vec<String> {
    kpis.sort_by(|one, other| (&one.name, &one.target).cmp(&(&other.name, &other.target)));
    kpis.iter()
        .map(|kpi| serde_json::to_string(kpi).unwrap())
        .collect()
}

#[test]
fn the_mapping_of_a_reading_gives_exactly_this_reading() {
    let (mut faults, mut n_readings) = (Vec::new(), 0);
    for (name, text) in texts() {
        let before = evaluate(&text, Request::default());
        for candidate in &before.candidates {
            for reading in &candidate.readings {
                n_readings += 1;
                let options = json!({ "mapping": serde_json::to_value(&reading.mapping).unwrap() });
                let request = request::options(&options).unwrap().0;
                let after = evaluate(&text, request);
                let table = &reading.mapping.tables[0].table;
                let own: Vec<&Kpi> = after.kpis.iter().filter(|kpi| kpi.table == *table).collect();
                let at = format!("{name} {} {}", candidate.id, reading.confidence);
                let got = sorted(own.iter().map(|kpi| told(kpi)).collect());
                let wanted = sorted(reading.kpis.clone());
                if got != wanted {
                    faults.push(format!(
                        "{at}:\n  {}\nnot\n  {}",
                        got.join("\n  "),
                        wanted.join("\n  ")
                    ));
                }
                if own
                    .iter()
                    .any(|kpi| kpi.certainty != kpi_report::contract::v1::Certainty::Sure)
                {
                    faults.push(format!("{at}: not sure"));
                }
                let layout = after.tables.iter().find(|other| other.id == *table);
                if layout.is_none_or(|table| table.layout != "mapped") {
                    faults.push(format!("{at}: no table of its own"));
                }
                // What was read besides is read as before.
                let others = |found: &Evaluation| -> BTreeSet<String> {
                    let others = found.kpis.iter().filter(|kpi| kpi.table != *table);
                    others.map(|kpi| kpi.id.clone()).collect()
                };
                if others(&after) != others(&before) {
                    faults.push(format!(
                        "{at}: other KPIs {:?} not {:?}",
                        others(&after),
                        others(&before)
                    ));
                }
            }
        }
    }
    assert!(
        faults.is_empty(),
        "{} of {n_readings}:\n{}",
        faults.len(),
        faults.join("\n")
    );
    assert!(n_readings > 15, "{n_readings} readings");
}

#[test]
fn candidates_are_not_counted_and_say_what_is_missing() {
    let mut n_candidates = 0;
    for (name, text) in texts() {
        let found = evaluate(&text, Request::default());
        assert_eq!(found.summary.kpis, found.kpis.len(), "{name}");
        let ids: Vec<String> = found
            .candidates
            .iter()
            .map(|candidate| candidate.id.clone())
            .collect();
        let counted: Vec<String> = (1..=ids.len()).map(|n| format!("c{n}")).collect();
        assert_eq!(ids, counted, "{name}");
        for candidate in &found.candidates {
            n_candidates += 1;
            assert!(candidate.because.ends_with('。'), "{name}: {}", candidate.because);
            assert!((1..=3).contains(&candidate.readings.len()), "{name}");
            for (index, reading) in candidate.readings.iter().enumerate() {
                assert!((0.0..=1.0).contains(&reading.confidence), "{name}");
                assert_eq!(
                    reading.differs.is_empty(),
                    index == 0,
                    "{name} {index}: {}",
                    reading.differs
                );
                assert_eq!(reading.mapping.check(), Ok(()), "{name}");
            }
        }
    }
    assert!(n_candidates > 8, "{n_candidates} candidates");
}

#[test]
fn what_is_dismissed_is_asked_no_more_and_the_rest_still_is() {
    let before = evaluate(UNTOLD, Request::default());
    let first = &before.candidates[0].readings[0].mapping.tables[0];
    let dismissed = |key: String| {
        let request = Request {
            dismissed: BTreeSet::from([key]),
            ..Request::default()
        };
        evaluate(UNTOLD, request).candidates.len()
    };
    assert_eq!(dismissed(first.key()), before.candidates.len() - 1);
    assert_eq!(dismissed(format!("{}0", first.key())), before.candidates.len());
}

#[test]
fn no_mapping_breaks_the_reading() {
    let last = u32::MAX;
    for cells in [
        json!([[[]]]),
        json!([[[[last, 1]], [[1, 16_384, last, last]]]]),
        json!([[[[3, 1, 1, last]], [[4, 2, 2, 2]]]]),
        json!([[[[3, 1, 9, 9]], [[4, 2, 99, 100]]], []]),
        json!([[[[4, 1]], [[4, 1]], [[4, 1]]]]),
    ] {
        let columns = json!([{ "column": 2, "role": "target" }, { "column": 1, "role": "actual" }, { "column": 900, "role": "unit" }]);
        let mapping = json!({ "schema": "mapping/1", "tables": [{ "table": "x", "cells": cells, "columns": columns, "ignoredRows": [last] }] });
        let mapping: Mapping = serde_json::from_value(mapping).unwrap();
        assert_eq!(mapping.check(), Ok(()));
        let found = evaluate(
            UNTOLD,
            Request {
                mapping,
                ..Request::default()
            },
        );
        assert!(found.tables.iter().any(|table| table.id == "x"), "{cells}");
    }
}
