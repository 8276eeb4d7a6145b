//! Rule sets are data: every preset is valid by the published schema, gives what its source prints (`rule_sets.tsv`),
//! and changes its word exactly at its bounds. The schema and the reader agree on what is wrong.

use std::collections::BTreeSet;

use kpi_core::assess::{Assessment, assess_as};
use kpi_core::evaluate::methods::METHODS;
use kpi_core::rating::presets;
use kpi_core::rating::rule_set::{Basis, Meaning, RuleFault, RuleSet, Seen};
use kpi_readers::base::Decimal;
use kpi_readers::base::fraction::{Fraction, Rounding};
use kpi_readers::sheet::Document;
use kpi_report::contract::{evaluation, fits, request, v1};
use kpi_report::i18n::{Lang, faults};
use serde_json::{Value, json};

use crate::schema::violations;

fn published() -> Value {
    serde_json::from_str(include_str!("../../schemas/rule-set-1.schema.json")).unwrap()
}

fn by_schema(value: &Value) -> Vec<String> {
    let schema = published();
    violations(&schema, &schema, value, "ruleSet")
}

#[test]
fn every_preset_is_valid_by_the_published_schema() {
    assert!(presets::all().len() >= 25);
    for rules in presets::all() {
        let value = serde_json::to_value(rules).unwrap();
        assert_eq!(by_schema(&value), [""; 0], "{}", rules.id);
    }
}

#[test]
fn the_schema_names_every_method() {
    let schema = published();
    let named: Vec<&str> = schema["$defs"]["method"]["enum"]
        .as_array()
        .unwrap()
        .iter()
        .map(|id| id.as_str().unwrap())
        .collect();
    let all: Vec<&str> = METHODS.iter().map(|method| method.id).collect();
    assert_eq!(named, all);
}

/// A rule set that uses every field.
fn everything() -> Value {
    json!({
        "schema": "rule-set/1", "id": "all", "name": { "ja": "全部", "en": "All" }, "nature": "pace", "method": "expected-shares",
        "methods": [{ "direction": "decrease", "targetKind": "numeric", "counts": "level", "method": "inverted" }],
        "shares": ["20", "40"], "rounding": "truncate", "places": 2, "cap": "100", "appliesTo": "period",
        "bands": [
            { "from": "100", "upTo": "150", "target": "met", "baseline": "better", "grade": "A", "text": "良", "variants": ["良い"], "en": "good", "meaning": "good" },
            { "above": "50", "below": "100", "text": "中" }, { "text": "低" }
        ],
        "unlabelled": [{ "from": "99", "below": "100" }], "tolerance": { "percent": "5" }, "baselineTolerance": { "points": "3" },
        "absent": [{ "status": ["not-published"], "grade": "−", "text": "未公表", "variants": ["集計中"], "en": "not published" }],
        "zeroOfZero": "achieved",
        "combine": { "rule": "mean-rate", "cap": "100", "bands": [{ "from": "50", "text": "順調" }, { "text": "遅れ" }], "basis": "own" },
        "tables": [{ "name": { "ja": "表" }, "axes": [{ "ja": "甲" }, { "ja": "乙" }],
                     "cells": [{ "of": ["高", "中"], "grade": "A", "text": "継続", "basis": "quoted" }] }],
        "nextSteps": [{ "grade": "A", "text": "継続", "variants": ["事業の継続"], "en": "continue" }],
        "grantLabels": "never", "alternatives": ["pace"],
        "source": { "body": "例市", "plan": "計画", "year": 2024, "url": "https://example.jp/" },
        "basis": "own", "note": { "ja": "注", "en": "note" }, "remarks": [{ "ja": "注", "en": "note" }]
    })
}

#[test]
fn schema_and_reader_know_the_same_fields() {
    let all = everything();
    assert_eq!(by_schema(&all), [""; 0]);
    let read: RuleSet = serde_json::from_value(all.clone()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), all, "nothing is lost");
    let schema = published();
    let known: BTreeSet<&String> = schema["properties"].as_object().unwrap().keys().collect();
    assert_eq!(known, all.as_object().unwrap().keys().collect());
}

#[test]
fn schema_and_reader_refuse_the_same_shapes() {
    let plain = json!({ "schema": "rule-set/1", "id": "x", "name": { "ja": "例" }, "nature": "band", "basis": "own" });
    assert!(by_schema(&plain).is_empty() && RuleSet::from_value(plain.clone()).is_ok());
    for (field, value) in [
        ("bandz", json!([])),
        ("cap", json!(100)),
        ("cap", json!("hundred")),
        ("places", json!(11)),
        ("places", json!(-1)),
        ("rounding", json!("up")),
        ("method", json!("magic")),
        ("nature", json!("mood")),
        ("id", json!("")),
        ("schema", json!("rule-set/2")),
        ("tolerance", json!({ "percent": "5", "points": "3" })),
        ("bands", json!([{ "from": "80" }])),
        ("bands", json!([{ "text": "A", "colour": "red" }])),
        ("tables", json!([{ "name": { "ja": "表" }, "axes": [] }])),
        ("absent", json!([{ "status": ["lost"], "text": "−" }])),
        ("combine", json!({ "rule": "chance", "basis": "own" })),
        ("name", json!("例")),
    ] {
        let mut wrong = plain.clone();
        wrong[field] = value.clone();
        assert!(!by_schema(&wrong).is_empty(), "by the schema: {field} {value}");
        assert!(
            RuleSet::from_value(wrong).is_err(),
            "by the reader: {field} {value}"
        );
    }
}

#[test]
fn a_fault_names_the_gap_the_overlap_the_double_and_the_unknown_field() {
    let said = |bands: Value, lang: Lang| {
        let mut rules = json!({ "schema": "rule-set/1", "id": "x", "name": { "ja": "例" }, "nature": "band", "basis": "own" });
        rules["bands"] = bands;
        let fault = RuleSet::from_value(rules).unwrap_err();
        faults::rule_set(&fault, lang)
    };
    let gap = json!([{ "from": "100", "text": "A" }, { "from": "80", "upTo": "99", "text": "B" }, { "below": "80", "text": "C" }]);
    assert_eq!(
        said(gap.clone(), Lang::Ja),
        "率99%超100%未満に当てはまる区分がありません。"
    );
    assert_eq!(
        said(gap, Lang::En),
        "No band covers rates of above 99%, below 100%."
    );
    let overlap = json!([{ "from": "100", "text": "A" }, { "from": "80", "upTo": "100", "text": "B" }, { "text": "C" }]);
    assert_eq!(
        said(overlap, Lang::Ja),
        "区分「A」と「B」が率100%ちょうどで重なっています。"
    );
    let double = json!([{ "from": "80", "text": "A" }, { "text": "A" }]);
    assert_eq!(said(double, Lang::Ja), "「A」が二度あります。");
    let unknown = json!([{ "from": "80", "text": "A", "colour": "red" }, { "text": "B" }]);
    assert_eq!(
        said(unknown, Lang::En),
        "A rule set has no field “colour”. Check its spelling."
    );
    let comparison = json!([{ "target": "met", "text": "A" }, { "baseline": "better", "text": "B" }]);
    assert_eq!(
        said(comparison, Lang::Ja),
        "目標に達しない場合・基準値と同じ場合に当てはまる区分がありません。"
    );
}

#[test]
fn an_editor_gets_every_fault_at_once() {
    let rules = RuleSet {
        id: String::new(),
        method: "magic".to_owned(),
        places: 99,
        ..RuleSet::default()
    };
    assert_eq!(
        rules.faults(),
        [
            RuleFault::Id,
            RuleFault::Method("magic".to_owned()),
            RuleFault::Places(99)
        ]
    );
}

#[test]
fn a_rule_set_of_thousands_of_bands_is_refused() {
    let bands = |n: usize| {
        let bands: Vec<String> = (1..=n)
            .rev()
            .map(|n| format!(r#"{{"from":"{n}","text":"{n}"}}"#))
            .chain([r#"{"text":"0"}"#.to_owned()])
            .collect();
        let bands = bands.join(",");
        format!(
            r#"{{"schema":"rule-set/1","id":"a","name":{{"ja":"a","en":"a"}},"nature":"band","basis":"own","bands":[{bands}]}}"#
        )
    };
    assert_eq!(RuleSet::parse(&bands(99)).map(|rules| rules.bands.len()), Ok(100));
    assert_eq!(
        RuleSet::parse(&bands(4_000)).err(),
        Some(RuleFault::TooMany(4_001))
    );
}

#[test]
fn every_preset_says_where_it_is_from_and_what_it_is() {
    for rules in presets::all() {
        let source = rules.source.as_ref().map(|source| source.body.trim());
        assert!(
            rules.basis == Basis::Own || source.is_some_and(|body| !body.is_empty()),
            "{}",
            rules.id
        );
        assert!(
            rules.name.en.is_some() && !rules.name.ja.is_empty(),
            "{}",
            rules.id
        );
        for band in &rules.bands {
            assert!(
                band.meaning.is_some() && band.en.is_some(),
                "{}: {}",
                rules.id,
                band.text
            );
        }
        let good = rules.bands.first().map(|band| band.meaning);
        assert!(
            good.is_none_or(|meaning| meaning == Some(Meaning::Good)),
            "{}",
            rules.id
        );
        let words = rules.remarks.iter().chain(&rules.note);
        assert!(words.into_iter().all(|name| name.en.is_some()), "{}", rules.id);
    }
}

/// At each bound of each band, just below and just above it.
#[test]
fn each_bound_divides_exactly_where_it_says() {
    let mut bounds = 0;
    for rules in presets::all() {
        let word = |rate: &Fraction| {
            let seen = Seen {
                rate: Some(rate),
                target: None,
                baseline: None,
            };
            rules.band_of(&seen).map(|band| band.text.clone())
        };
        let ladders = rules
            .bands
            .iter()
            .filter(|band| band.target.is_none() && band.baseline.is_none());
        for band in ladders {
            let tiny = Fraction::ten_to(-25);
            let own = Some(band.text.clone());
            if let Some(from) = band.from {
                let at = Fraction::from_percent(from.0);
                assert_eq!(word(&at), own, "{}: at {}", rules.id, from.0);
                assert_ne!(word(&at.minus(&tiny)), own, "{}: below {}", rules.id, from.0);
                bounds += 1;
            }
            if let Some(above) = band.above {
                let at = Fraction::from_percent(above.0);
                assert_ne!(word(&at), own, "{}: at {}", rules.id, above.0);
                assert_eq!(word(&at.plus(&tiny)), own, "{}: above {}", rules.id, above.0);
                bounds += 1;
            }
            if let Some(below) = band.below {
                let at = Fraction::from_percent(below.0);
                assert_ne!(word(&at), own, "{}: at {}", rules.id, below.0);
                assert_eq!(word(&at.minus(&tiny)), own, "{}: below {}", rules.id, below.0);
                bounds += 1;
            }
        }
    }
    assert!(bounds >= 40, "{bounds} bounds were tried");
}

/// One KPI as a row of `rule_sets.tsv`: `sign baseline target actual final`, `-` for none.
fn assessed(rules: &str, figures: &str, term: &str) -> Assessment {
    let cells: Vec<&str> = figures.split(' ').collect();
    let [sign, baseline, target, actual, last] = cells[..] else {
        panic!("{figures}")
    };
    let cell = |text: &'static str, value: &str| (value != "-").then(|| (text, value.to_owned()));
    let (first, now, end) = match term.split(' ').collect::<Vec<_>>()[..] {
        [first, now, end] => (first, now, end),
        _ => ("R1", "R5", "R5"),
    };
    let columns = [
        Some(("指標名".to_owned(), "指標A".to_owned())),
        cell("方向", sign).map(|(name, value)| (name.to_owned(), value)),
        cell("基準値", baseline).map(|(name, value)| (format!("{name}（{first}）"), value)),
        cell("目標値", target).map(|(name, value)| (format!("{name}（{now}）"), value)),
        cell("実績値", actual).map(|(name, value)| (format!("{name}（{now}）"), value)),
        cell("最終目標値", last).map(|(name, value)| (format!("{name}（{end}）"), value)),
    ];
    let columns: Vec<(String, String)> = columns.into_iter().flatten().collect();
    let line = |cells: Vec<&str>| cells.join("\t");
    let header = line(columns.iter().map(|(name, _)| name.as_str()).collect());
    let row = line(columns.iter().map(|(_, value)| value.as_str()).collect());
    let year = |era: &str| match era.split_at(1) {
        ("R", year) => format!("FY{}", 2018 + year.parse::<i32>().unwrap()),
        ("H", year) => format!("FY{}", 1988 + year.parse::<i32>().unwrap()),
        _ => panic!("{era}"),
    };
    let mut options = json!({ "ruleSet": rules });
    if !term.is_empty() {
        let start = format!("FY{}", year(first)[2..].parse::<i32>().unwrap() + 1);
        options["term"] = json!({ "start": start, "end": year(end) });
    }
    let (request, _) = request::options(&options).unwrap_or_else(|fault| panic!("{rules}: {fault:?}"));
    assess_as(&Document::pasted(format!("{header}\n{row}")), request)
}

#[test]
fn every_preset_gives_what_its_source_prints() {
    let mut tried = BTreeSet::new();
    let mut faults = Vec::new();
    for line in include_str!("../rule_sets.tsv")
        .lines()
        .skip(1)
        .filter(|line| !line.is_empty())
    {
        let cells: Vec<&str> = line.split('\t').collect();
        let [rules, figures, term, rate, word, source] = cells[..] else {
            panic!("six cells: {line}")
        };
        assert!(!source.is_empty(), "{line}");
        tried.insert(rules.to_owned());
        let found = evaluation(&assessed(rules, figures, term), Lang::Ja);
        let kpi = &found.kpis[0];
        let speaking = &kpi.measurements[kpi.speaks.unwrap()];
        let got = (
            speaking.shown_rate.as_deref().unwrap_or(""),
            kpi.label.as_ref().map_or("", |label| label.text.as_str()),
        );
        if got != (rate, word) {
            faults.push(format!("{line}\n  got {got:?} {:?}", speaking.method_reason));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    // Their words are those of projects: they are tried on whole sheets below.
    let of_projects = ["grant-labels", "kodaira-grants", "omachi"];
    let all: BTreeSet<String> = presets::all()
        .iter()
        .map(|rules| rules.id.clone())
        .filter(|id| !of_projects.contains(&id.as_str()))
        .collect();
    assert_eq!(tried, all, "every preset has an example");
}

fn sample(id: &str, options: &Value) -> (Assessment, v1::Evaluation) {
    let text = kpi_evaluator::samples::find(id).unwrap().text;
    let (request, lang) = request::options(options).unwrap();
    let assessment = assess_as(&Document::pasted(text), request);
    let shape = evaluation(&assessment, lang);
    (assessment, shape)
}

/// The plan of Tsukuba's last four rows; the others reach their final targets in this very year.
fn tsukuba() -> (Assessment, v1::Evaluation) {
    sample(
        "tsukuba-grants",
        &json!({ "ruleSet": "tsukuba", "term": { "start": "FY2018", "end": "FY2020" } }),
    )
}

#[test]
fn tsukubas_words_and_letters_are_reproduced_and_unknown_cells_stay_unknown() {
    let (_, found) = tsukuba();
    let labels: Vec<_> = found
        .kpis
        .iter()
        .map(|kpi| kpi.label.as_ref().unwrap().check.id())
        .collect();
    assert_eq!(labels, ["match"; 7]);
    let overall = found.kpis.iter().filter_map(|kpi| kpi.overall_label.as_ref());
    let of_projects = found
        .projects
        .iter()
        .filter_map(|project| project.overall_label.as_ref());
    let checks: Vec<_> = overall.chain(of_projects).map(|label| label.check.id()).collect();
    assert!(
        checks.len() >= 9 && checks.iter().all(|check| *check == "match"),
        "{checks:?}"
    );
    let rules = presets::find("tsukuba").unwrap();
    let unknown = |of: [&str; 2]| rules.tables[0].find(&of.map(str::to_owned)).is_none();
    assert!(unknown(["高", "低"]) && unknown(["低", "低"]) && !unknown(["中", "低"]));
}

/// Which rules fit Tsukuba's seven words: as many as were counted by hand.
#[test]
fn hypotheses_on_tsukubas_words_fit_as_many_rows_as_were_counted() {
    let fitted = |method: &str, bands: Value, applies: &str| {
        let rules = json!({ "schema": "rule-set/1", "id": "x", "name": { "ja": "例" }, "nature": "pace", "basis": "inferred",
            "method": method, "appliesTo": applies, "bands": bands });
        let (_, found) = sample(
            "tsukuba-grants",
            &json!({ "ruleSet": rules, "term": { "start": "FY2018", "end": "FY2020" } }),
        );
        let labels = found.kpis.iter().filter_map(|kpi| kpi.label.as_ref());
        labels.filter(|label| label.check.id() == "match").count()
    };
    let at_least = json!([{ "from": "100", "text": "順調" }, { "text": "概ね順調" }]);
    let strict = json!([{ "above": "100", "text": "順調" }, { "text": "概ね順調" }]);
    let ibaraki = serde_json::to_value(presets::find("ibaraki").unwrap().bands).unwrap();
    assert_eq!(fitted("simple-ratio", at_least.clone(), "any"), 5);
    assert_eq!(fitted("simple-ratio", strict.clone(), "any"), 6);
    assert_eq!(fitted("simple-ratio", ibaraki, "period"), 4);
    assert_eq!(fitted("final-ratio", at_least.clone(), "any"), 6);
    assert_eq!(fitted("pace", strict, "any"), 7);
    assert_eq!(fitted("pace", at_least, "any"), 6);
}

#[test]
fn shares_of_the_final_target_and_progress_are_the_worked_ones() {
    // ④-3, 4, 6: the final target is that of the year; ④-7 to 10 begin at nothing.
    let (_, found) = tsukuba();
    let shares = found.kpis.iter().map(|kpi| {
        let speaking = &kpi.measurements[kpi.speaks.unwrap()];
        let value = |point: &Option<v1::Point>| point.as_ref().unwrap().value.clone().unwrap();
        let part = |text: String| text.parse::<Decimal>().unwrap();
        let share = Fraction::ratio(part(value(&speaking.actual)), part(value(&kpi.final_target))).unwrap();
        (
            share.percent(1, Rounding::HalfUp),
            speaking.final_progress.clone(),
        )
    });
    let shares: Vec<(String, Option<String>)> = shares.collect();
    let shown: Vec<&str> = shares.iter().map(|(share, _)| share.as_str()).collect();
    assert_eq!(shown, ["104.5", "74.0", "99.4", "22.2", "33.3", "100.0", "58.3"]);
    let from_nothing: Vec<_> = shares[3..]
        .iter()
        .map(|(_, progress)| progress.as_deref())
        .collect();
    assert_eq!(
        from_nothing,
        [Some("22.2"), Some("33.3"), Some("100.0"), Some("58.3")]
    );

    let progress = |figures: &str| {
        let found = evaluation(&assessed("plain", figures, ""), Lang::Ja);
        found.kpis[0].measurements[0].progress.clone()
    };
    assert_eq!(
        progress("↑ 13 50 44 -").as_deref(),
        Some("83.8"),
        "小平市 アクションプラン"
    );
    assert_eq!(
        progress("↑ 170 200 148 200").as_deref(),
        Some("-73.3"),
        "つくば市 ④-4"
    );
}

#[test]
fn the_average_of_capped_rates_is_the_worked_one_and_no_reason_for_the_printed_label() {
    let rules = json!({ "schema": "rule-set/1", "id": "mean", "name": { "ja": "平均" }, "nature": "judgement", "basis": "own",
        "bands": [{ "from": "100", "text": "非常に効果的" }, { "from": "70", "text": "相当程度" }, { "text": "効果" }],
        "combine": { "rule": "mean-rate", "cap": "100", "basis": "own" } });
    let (_, found) = sample("kodaira-grants", &json!({ "ruleSet": rules }));
    let project = found
        .projects
        .iter()
        .find(|project| project.name.contains("女性の就労"))
        .unwrap();
    let label = project.label.as_ref().unwrap();
    assert!(label.because.contains("66.7%"), "{}", label.because);
    assert_eq!(label.text, "効果");
    let printed = project.printed.as_ref().unwrap().label.clone().unwrap();
    assert!(printed.contains("相当程度"), "{printed}");
}

#[test]
fn pace_without_a_term_asks_for_it_once() {
    let text = "指標名\t単位\t方向\t目標値（R5）\t実績値（R5）\t最終目標値\n企業数\t社\t↑\t100\t85\t500\n農家数\t戸\t↑\t100\t100\t500";
    let with = |options: Value| {
        let (request, _) = request::options(&options).unwrap();
        evaluation(&assess_as(&Document::pasted(text), request), Lang::Ja)
    };
    let found = with(json!({ "ruleSet": "tsukuba" }));
    let asked: Vec<_> = found
        .notices
        .iter()
        .filter(|notice| notice.code.id() == "term-needed")
        .collect();
    assert_eq!(asked.len(), 1);
    let reasons = found
        .kpis
        .iter()
        .filter_map(|kpi| kpi.measurements[0].method_reason.as_deref());
    assert_eq!(reasons.collect::<Vec<_>>(), ["no-term"; 2]);
    let told = with(json!({ "ruleSet": "tsukuba", "term": { "start": "FY2023", "end": "FY2027" } }));
    assert!(
        told.notices
            .iter()
            .all(|notice| notice.code.id() != "term-needed")
    );
    assert_eq!(told.kpis[1].measurements[0].shown_rate.as_deref(), Some("100.0"));
    let own = json!([{ "kpi": found.kpis[0].id, "term": { "start": "FY2023", "end": "FY2023" } }]);
    let told = with(json!({ "ruleSet": "tsukuba", "overrides": own }));
    assert_eq!(told.kpis[0].measurements[0].shown_rate.as_deref(), Some("17.0"));
}

#[test]
fn presets_are_fitted_to_what_is_printed_and_the_best_comes_first() {
    let fitted = |id: &str, options: &Value| {
        let (assessment, _) = sample(id, options);
        let rows = kpi_report::contract::fits(&assessment, &[], Lang::En);
        rows.into_iter()
            .map(|fit| (fit.rule_set, fit.labels, fit.rates, fit.text))
            .collect::<Vec<_>>()
    };
    let score = |reproduced: usize, of: usize| fits::Score { reproduced, of };
    let rates = fitted("tokorozawa-chapter5", &Value::Null);
    assert_eq!((rates[0].0.as_str(), rates[0].2), ("capped", score(16, 16)));
    assert_eq!(rates[0].3, "“Capped at 100%” reproduces 16 of 16 printed rates.");
    assert!(rates[1].2.reproduced < 16, "no other does");
    let labels = fitted(
        "tsukuba-grants",
        &json!({ "term": { "start": "FY2018", "end": "FY2020" } }),
    );
    assert_eq!(labels[0].0, "tsukuba");
    assert_eq!(labels[0].1.reproduced, labels[0].1.of);
    let both = fitted("omachi-telework", &Value::Null);
    let full: Vec<_> = both
        .iter()
        .filter(|fit| fit.1 == score(1, 1) && fit.2 == score(6, 6))
        .map(|fit| fit.0.as_str())
        .collect();
    assert_eq!(full, ["grant-labels", "kodaira-grants", "omachi"]);
    let grants = fitted("kodaira-grants", &Value::Null);
    assert_eq!(grants[0].1, score(3, 4), "all but the parent project");
    assert_eq!(
        fitted("kodaira-industry", &Value::Null),
        [],
        "nothing is printed there"
    );
}

#[test]
fn letters_of_the_next_step_are_none_of_the_label() {
    let rules = presets::find("omachi").unwrap();
    let (_, found) = sample("omachi-telework", &json!({ "ruleSet": "omachi" }));
    let project = &found.projects[0];
    let printed = project.printed.as_ref().unwrap().next_step.as_ref().unwrap();
    let step = rules.next_step(printed.text.as_deref().unwrap()).unwrap();
    assert_eq!(
        (step.grade.as_deref(), step.text.as_str()),
        (Some("C"), "事業の改善")
    );
    let label = project.label.as_ref().unwrap();
    assert_eq!(
        (label.grade.as_deref(), label.text.as_str()),
        (Some("C"), "地方創生に効果があった")
    );
    assert!(rules.next_step("地方創生に効果があった").is_none());
    assert!(rules.next_step("C").is_none(), "a letter is no wording");
}

#[test]
fn labels_are_matched_by_wording_and_never_by_letter() {
    let text = "指標名\t単位\t方向\t目標値（R5）\t実績値（R5）\t進捗状況\n企業数\t社\t↑\t100\t70\tやや遅れ";
    let checked = |id: &str| {
        let (request, _) = request::options(&json!({ "ruleSet": id })).unwrap();
        let found = evaluation(&assess_as(&Document::pasted(text), request), Lang::Ja);
        let label = found.kpis[0].label.clone().unwrap();
        (label.grade, label.check.id())
    };
    assert_eq!(checked("ibaraki"), (Some("B".to_owned()), "match"));
    assert_eq!(checked("osaka-library"), (Some("C".to_owned()), "not-printed"));
}

#[test]
fn two_rule_sets_differ_in_the_labels_that_they_give_differently() {
    let text =
        "指標名\t単位\t方向\t目標値（R5）\t実績値（R5）\n企業数\t社\t↑\t100\t85\n農家数\t戸\t↑\t100\t100";
    let (request, _) = request::options(&json!({ "ruleSet": "ibaraki" })).unwrap();
    let assessment = assess_as(&Document::pasted(text), request);
    let stricter = json!({ "schema": "rule-set/1", "id": "own", "name": { "ja": "例" }, "nature": "pace", "basis": "own",
        "bands": [{ "from": "100", "grade": "A", "text": "順調" }, { "from": "90", "grade": "B+", "text": "概ね順調" },
                  { "grade": "B", "text": "やや遅れ" }] });
    let changes = assessment.changes(&RuleSet::from_value(stricter).unwrap());
    assert_eq!(changes.of, 2);
    let words: Vec<_> = changes
        .changes
        .iter()
        .map(|change| {
            (
                change.before.as_deref().unwrap(),
                change.after.as_deref().unwrap(),
            )
        })
        .collect();
    assert_eq!(words, [("B+ 概ね順調", "B やや遅れ")]);
    assert!(
        assessment
            .changes(&presets::find("ibaraki").unwrap())
            .changes
            .is_empty()
    );
}

#[test]
fn sections_and_projects_get_words_with_the_way_to_their_cells() {
    let text = "## 施策1 農業\n指標名\t単位\t方向\t目標値（R5）\t実績値（R5）\n農家数\t戸\t↑\t100\t120\n農地\tha\t↑\t100\t90\n## 施策2 商業\n指標名\t単位\t方向\t目標値（R5）\t実績値（R5）\n店舗数\t店\t↑\t100\t集計中\n企業数\t社\t↑\t100\t120\n";
    let with = |rules: Value| {
        let (request, _) = request::options(&json!({ "ruleSet": rules })).unwrap();
        evaluation(&assess_as(&Document::pasted(text), request), Lang::Ja)
    };
    let found = with(json!("sections"));
    let words: Vec<_> = found
        .sections
        .iter()
        .map(|section| {
            (
                section.path.last().unwrap().as_str(),
                section.label.as_ref().unwrap().text.as_str(),
            )
        })
        .collect();
    assert_eq!(words, [("施策1 農業", "概ね順調"), ("施策2 商業", "順調")]);
    let label = found.sections[1].label.as_ref().unwrap();
    let counted: Vec<_> = label.chain.iter().map(|link| link.counted).collect();
    assert_eq!(counted, [false, true], "what is not published is left out");
    assert_eq!(label.chain[1].kpi, found.kpis[3].id);
    assert_eq!(
        label.chain[1].at,
        found.kpis[3].measurements[0]
            .actual
            .as_ref()
            .unwrap()
            .at
            .clone()
            .unwrap()
    );
    assert_eq!(
        label.because,
        "KPI 1件のうち目標を達成したものが100.0%のため「順調」です（ほかに1件は対象外）。（独自の基準）"
    );
    let combine = |rule: &str| {
        let found = with(
            json!({ "schema": "rule-set/1", "id": "own", "name": { "ja": "例" }, "nature": "band", "basis": "own",
            "bands": [{ "from": "100", "text": "良" }, { "from": "50", "text": "可" }, { "text": "否" }],
            "combine": { "rule": rule, "cap": "100", "basis": "own" } }),
        );
        found.sections[0].label.as_ref().map(|label| label.text.clone())
    };
    assert_eq!(combine("worst").as_deref(), Some("可"));
    assert_eq!(combine("best").as_deref(), Some("良"));
    assert_eq!(combine("majority"), None, "one of two is no majority");
    assert_eq!(
        combine("mean-rate").as_deref(),
        Some("可"),
        "capped: (100 + 90) ÷ 2"
    );
    assert!(
        with(json!("ibaraki")).sections.is_empty(),
        "no way to combine is invented"
    );
}

#[test]
fn labels_and_rates_are_explained_with_their_numbers() {
    let text = "指標名\t単位\t方向\t目標値（R5）\t実績値（R5）\n相談件数\t件\t↑\t100\t76";
    let with = |lang: &str| {
        let (request, language) = request::options(&json!({ "ruleSet": "ibaraki", "lang": lang })).unwrap();
        let mut found = evaluation(&assess_as(&Document::pasted(text), request), language);
        let kpi = found.kpis.remove(0);
        (
            kpi.label.unwrap(),
            kpi.measurements[0].explanation.clone().unwrap(),
        )
    };
    let (label, rate) = with("ja");
    assert_eq!(
        label.because,
        "茨城県（期待値に対する進捗）の区分では、達成率 76.0%（実績値 76 ÷ 目標値 100、四捨五入・小数第1位）は「やや遅れ」（50%以上80%未満）です。あと4件（実績値80件）で「概ね順調」（80%）になります。出典：茨城県「総合戦略」（公表された基準）。"
    );
    assert_eq!(
        rate,
        "達成率は 実績値 76 ÷ 目標値 100 × 100 = 76.0%（四捨五入・小数第1位）です。あと24件で目標に達します。"
    );
    let next = label.next.unwrap();
    assert_eq!(
        (next.actual.as_str(), next.by.as_str(), next.bound.as_deref()),
        ("80", "4", Some("80"))
    );
    let (label, rate) = with("en");
    assert_eq!(
        label.because,
        "In the bands of Ibaraki Prefecture (against the year's expected value), a rate of 76.0% (achievement rate: actual 76 ÷ target 100; rounded half up to 1 decimal) is “やや遅れ” (slightly behind): 50% or more, below 80%. 4 件 more (an actual of 80) would reach “概ね順調” (80%). Source: 茨城県, 総合戦略 (as published)."
    );
    assert_eq!(
        rate,
        "The achievement rate is actual 76 ÷ target 100 × 100 = 76.0% (rounded half up to 1 decimal). 24 件 more would reach the target."
    );
}

#[test]
fn what_would_change_a_label_does_change_it() {
    let mut tried = 0;
    for rules in presets::all() {
        for figures in [
            "↑ 10 100 76 100",
            "↓ 200 100 130 100",
            "↑ 10 100 40.5 100",
            "↓ 120 80 119 80",
        ] {
            let found = evaluation(&assessed(&rules.id, figures, "H30 R5 R5"), Lang::Ja);
            let Some(next) = found.kpis[0].label.as_ref().and_then(|label| label.next.clone()) else {
                continue;
            };
            let mut cells: Vec<&str> = figures.split(' ').collect();
            cells[3] = &next.actual;
            let changed = evaluation(&assessed(&rules.id, &cells.join(" "), "H30 R5 R5"), Lang::Ja);
            assert_eq!(
                changed.kpis[0].label.as_ref().unwrap().text,
                next.text,
                "{}: {figures}",
                rules.id
            );
            tried += 1;
        }
    }
    assert!(tried >= 30, "{tried}");
}

#[test]
fn other_methods_are_shown_where_they_change_the_label() {
    let (_, found) = tsukuba();
    let row = found
        .kpis
        .iter()
        .find(|kpi| kpi.sheet_no.as_deref() == Some("④-7"))
        .unwrap();
    let beside: Vec<_> = row.measurements[0]
        .alternatives
        .iter()
        .map(|other| (other.method.as_str(), other.rate.as_str(), other.label.as_deref()))
        .collect();
    assert!(
        beside.contains(&("simple-ratio", "111.0", Some("順調"))),
        "{beside:?}"
    );
    assert!(beside.iter().all(|(_, _, label)| *label != Some("概ね順調")));
}

#[test]
fn half_up_and_truncate_are_those_of_exact_decimals() {
    let rate = Fraction::ratio(516_300.into(), 400_000.into()).unwrap();
    assert_eq!(rate.percent(2, Rounding::HalfUp), "129.08");
    assert_eq!(rate.percent(2, Rounding::Truncate), "129.07");
    assert_eq!(rate.percent(3, Rounding::HalfUp), "129.075");
}
