//! What holds for any input: no panic, the same bytes for the same input, counts that add up, places that hold.

use kpi_evaluator::samples;
use kpi_readers::sheet::{Content, Document};
use proptest::prelude::*;
use serde_json::Value;

use crate::common;

/// Pieces that sheets are made of, so that chance builds tables and not only noise.
const PIECES: &[&str] = &[
    "指標",
    "KPI",
    "目標値",
    "実績値",
    "基準値",
    "達成率",
    "単位",
    "方向",
    "\t",
    "\t",
    "\t",
    "\n",
    "\n",
    "\"",
    "|",
    "---",
    "<td>",
    "</table>",
    "<table><tr>",
    "<td rowspan=3 colspan=2>",
    "↑",
    "↓",
    "→",
    "推",
    "―",
    "集計中",
    "現状以上",
    "15人減",
    "(",
    ")",
    "[21]",
    "(36.7%)",
    "86%",
    "100",
    "1,234",
    "▲5",
    "0",
    "-",
    "１２万",
    "9999999999999999999999999999999",
    "0.0000000000000000000000001",
    "令和5年度",
    "R5",
    "H30～R4",
    "【KPI】",
    "【実績】",
    "※将来KPI",
    "④-1",
    "9,130,320 -",
    "地方創生に非常に効果的であった",
    "第1節 農業",
    "施策1",
    "企業数",
    "待機児童数",
    "人",
    "件",
    "%",
    "順調",
    "中",
    "Ｂ",
    ",",
    "\r\n",
    "\u{0}",
    "\u{FEFF}",
    "𠮷",
    "é",
    " ",
    "　",
    "\u{200B}",
    "&lt;",
    "<img src=x onerror=alert(1)>",
];

fn sheet() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat())
}

fn holds(text: &str) {
    let got = common::evaluate(text);
    assert_eq!(
        got.to_string(),
        common::evaluate(text).to_string(),
        "not the same twice: {text:?}"
    );
    let summary = &got["summary"];
    let count = |key: &str| summary[key].as_u64().unwrap();
    let parts = [
        "achieved",
        "notAchieved",
        "notPublished",
        "notEntered",
        "notEvaluable",
        "other",
    ];
    assert_eq!(
        count("kpis"),
        parts.iter().map(|part| count(part)).sum::<u64>(),
        "{text:?}"
    );
    assert_eq!(count("kpis"), got["kpis"].as_array().unwrap().len() as u64);
    if count("kpis") == 0 {
        assert!(
            got["notices"]
                .as_array()
                .unwrap()
                .iter()
                .any(|notice| notice["code"] == "no-kpi"),
            "{text:?}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_an_answer(text in "\\PC{0,200}") {
        holds(&text);
    }

    #[test]
    fn any_mixture_of_what_sheets_hold_gives_an_answer(text in sheet()) {
        holds(&text);
    }

    #[test]
    fn any_clipboard_gives_an_answer(html in sheet(), text in sheet()) {
        common::evaluate_document(&Document { name: None, content: Content::Clipboard { html, text: Some(text) } });
    }

    #[test]
    fn a_sample_cut_anywhere_gives_an_answer(sample in prop::sample::select(samples::SAMPLES), from in 0..=1000_usize, to in 0..=1000_usize) {
        let chars: Vec<char> = sample.text.chars().collect();
        let at = |thousandths: usize| thousandths * chars.len() / 1000;
        let (from, to) = (at(from.min(to)), at(from.max(to)));
        holds(&chars[from..to].iter().collect::<String>());
    }
}

/// The text of a place: a cell, or a line with the lines that its row spans.
fn text_at<'a>(lines: &'a [&'a str], place: &Value) -> &'a str {
    let line = usize::try_from(place["line"].as_u64().unwrap()).unwrap();
    let text = lines[line - 1];
    match place["column"].as_u64() {
        Some(column) => text
            .split('\t')
            .nth(usize::try_from(column).unwrap() - 1)
            .unwrap(),
        None => text,
    }
}

#[test]
fn every_place_holds_what_is_said_to_stand_there() {
    for sample in samples::SAMPLES {
        let lines: Vec<&str> = sample.text.lines().collect();
        let got = common::evaluate(sample.text);
        let mut n_points = 0;
        let mut check = |point: &Value| {
            if let (Some(raw), Some(place)) = (point["raw"].as_str(), point.get("at")) {
                let text = text_at(&lines, place);
                assert!(text.contains(raw), "{}: {raw:?} is not in {text:?}", sample.id);
                n_points += 1;
            }
        };
        for kpi in got["kpis"].as_array().unwrap() {
            check(&kpi["baseline"]);
            check(&kpi["finalTarget"]);
            for measurement in kpi["measurements"].as_array().unwrap() {
                check(&measurement["target"]);
                check(&measurement["actual"]);
            }
        }
        for project in got["projects"].as_array().unwrap() {
            check(&project["cost"]);
            check(&project["grant"]);
        }
        assert!(n_points > 5, "{}", sample.id);
    }
}

#[test]
fn every_notice_has_a_place_or_a_kpi_or_a_project() {
    for sample in samples::SAMPLES {
        let got = common::evaluate(sample.text);
        for notice in got["notices"].as_array().unwrap() {
            assert!(
                notice.get("at").is_some() || notice.get("kpi").is_some() || notice.get("project").is_some(),
                "{notice}"
            );
            assert!(
                notice["message"]
                    .as_str()
                    .is_some_and(|message| message.chars().count() > 5),
                "{notice}"
            );
        }
    }
}

#[test]
fn every_assumed_direction_is_told() {
    for sample in samples::SAMPLES {
        let got = common::evaluate(sample.text);
        let tables: std::collections::BTreeSet<&str> = got["kpis"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|kpi| kpi["directionFrom"] == "assumed")
            .map(|kpi| kpi["table"].as_str().unwrap())
            .collect();
        let told = got["notices"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|notice| notice["code"] == "direction-assumed")
            .count();
        assert_eq!(told, tables.len(), "{}", sample.id);
    }
}

#[test]
fn bad_input_is_answered_in_words() {
    let million = "あ".repeat(1_000_000);
    let prose = "会議の冒頭、市長があいさつした。\n次に、事務局が資料を説明した。質疑はなかった。\n";
    let other_table = "No.\t事業項目\t概要\t関係課\n①\t相談窓口の開設\t窓口を開く。\t産業振興課\n②\tセミナー\tセミナーを開く。\t産業振興課\n";
    for text in [
        "",
        "\n\n\n",
        " ",
        prose,
        other_table,
        "\u{0}\u{0}\u{1}\u{2}",
        "PK\u{3}\u{4}",
        &million,
        "\"\"\"\"\t\"",
        "</td></tr></table>",
        "<<<<>>>>",
    ] {
        let got = common::evaluate(text);
        assert_eq!(
            got["kpis"].as_array().unwrap().len(),
            0,
            "{:?}",
            text.chars().take(40).collect::<String>()
        );
        assert!(
            got["notices"]
                .as_array()
                .unwrap()
                .iter()
                .any(|notice| notice["code"] == "no-kpi")
        );
    }
}

#[test]
fn markup_in_a_name_is_only_characters() {
    let got =
        common::evaluate("指標名\t単位\t目標値\t実績値\n<img src=x onerror=alert(1)>企業数\t社\t10\t12\n");
    assert_eq!(got["kpis"][0]["name"], "<img src=x onerror=alert(1)>企業数");
}

#[test]
fn unbalanced_quotes_lose_no_row() {
    let got = common::evaluate(
        "指標名\t単位\t目標値\t実績値\n\"企業数\t社\t10\t12\n店舗数\t店\t20\t\"30\n農家数\t戸\t5\t6\n",
    );
    let names: Vec<&str> = got["kpis"]
        .as_array()
        .unwrap()
        .iter()
        .map(|kpi| kpi["name"].as_str().unwrap())
        .collect();
    assert_eq!(names.len(), 3, "{names:?}");
}
