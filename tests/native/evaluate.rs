//! What the evaluation promises, through the whole way from pasted text to the contract's shapes: formulas that give
//! their rates again, remarks where they are due and only there, ids that survive, JSON that stays the same.

use std::collections::BTreeSet;

use kpi_core::assess::{Corrections, KpiOverride, Request, Settings, assess, assess_as};
use kpi_core::rating::rule_set::RuleSet;
use kpi_readers::base::Decimal;
use kpi_readers::base::fraction::{Fraction, Rounding};
use kpi_readers::sheet::Document;
use kpi_report::contract::request;
use kpi_report::contract::{evaluation, rule_sets_json, to_json, v1};
use kpi_report::i18n::Lang;
use proptest::prelude::*;
use serde_json::json;

const HEADER: &str = "指標名\t単位\t方向\t基準値（R1）\t目標値（R5）\t実績値（R5）\t達成率";

fn sheet(rows: &[&str]) -> String {
    std::iter::once(HEADER)
        .chain(rows.iter().copied())
        .collect::<Vec<_>>()
        .join("\n")
}

fn evaluated(text: &str) -> v1::Evaluation {
    evaluated_in(text, Lang::Ja)
}

fn evaluated_in(text: &str, lang: Lang) -> v1::Evaluation {
    evaluation(
        &assess(
            &Document::pasted(text),
            &Settings::default(),
            &Corrections::default(),
        ),
        lang,
    )
}

/// The only KPI of a sheet of one row.
#[track_caller]
fn row(row: &str) -> (v1::Kpi, Vec<v1::Notice>) {
    let mut evaluation = evaluated(&sheet(&[row]));
    assert_eq!(evaluation.kpis.len(), 1, "{row}");
    (evaluation.kpis.remove(0), evaluation.notices)
}

#[track_caller]
fn codes(text: &str, expected: &[&str]) {
    let (_, notices) = row(text);
    let got: BTreeSet<&str> = notices.iter().map(|notice| notice.code.id()).collect();
    assert_eq!(got, expected.iter().copied().collect(), "{text}");
}

/// Name, unit, direction, baseline, target, actual, printed rate | direction and source | status | reason | rate | check.
const ROWS: &str = "
講座の参加者数, 人, ↑, 100, 200, 205, 102.5% | increase printed | achieved | | 102.5 | match
刑法犯認知件数, 件, ↓, 820, 700, 745, 94.0% | decrease printed | not-achieved | | 94.0 | match
ごみ排出量, g, ↓, 892, 800, 786, 101.7% | decrease printed | achieved | | 101.8 | rounding
農地サポート面積, ha, ↑, , 5, 8.3, 100.0% | increase printed | achieved | | 166.0 | capped
待機児童数, 人, ↓, 12, 0, 0, | decrease printed | achieved | target-zero | | not-printed
待機児童数, 人, ↓, 12, 0, 3, 0% | decrease printed | not-achieved | target-zero | | uncheckable
新規事業数, 件, ↑, 0, 0, 0, | increase printed | not-evaluable | target-zero | | not-printed
社会増減数, 人, ↑, ▲52, 0, ▲11, | increase printed | not-achieved | target-zero | | not-printed
不法投棄件数, 件, ↓, 30, 20, 0, | decrease printed | achieved | actual-zero | | not-printed
市の負担額, 千円, ↓, 30, 20, ▲5, | decrease printed | achieved | negative | | not-printed
図書館貸出冊数, 千冊, →, 310, 310, 305, | maintain printed | not-achieved | no-ratio | | not-printed
企業数, 社, , 4947, 現状以上, 5830, | increase target | achieved | no-ratio | | not-printed
企業数, 社, , , 現状以上, 5830, | increase target | not-evaluable | no-baseline | | not-printed
健康寿命, 歳, ↑, 80.1, 延伸, 80.6, | increase printed | qualitative | no-ratio | | not-printed
受診率, %, ↑, 45.2, 60, , | increase printed | not-entered | blank | | not-printed
不法投棄件数, 件, ↓, 30, 20, 集計中, | decrease printed | not-published | in-progress | | not-printed
農園区画数, 区画, ↑, 210, , 224, | increase printed | no-target | | | not-printed
職員の削減数, 人, , , 15人減, 12人減, 80% | increase wording | not-achieved | | 80.0 | match
職員数, 人, ↓, , 74人減, 154人減, 208.1% | increase wording | achieved | | 208.1 | match
農地減少率を抑える, %, , 15, 12, 13, 92.3% | decrease wording | not-achieved | | 92.3 | match
農地減少率を12%に抑える, ha, , 191, 168, 176, | increase wording | achieved | | 104.8 | not-printed
アクションプランの達成数, , ↑, 13, 50, 44, 83.8% | increase printed | not-achieved | | 88.0 | match
企業数, 社, , 100, 110, 99, | increase assumed | not-achieved | | 90.0 | not-printed
";

#[test]
fn every_kind_of_row_has_its_status_its_reason_and_its_rate() {
    for line in ROWS.lines().filter(|line| !line.is_empty()) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let text = cells[0].split(',').map(str::trim).collect::<Vec<_>>().join("\t");
        let (kpi, _) = row(&text);
        assert_eq!(kpi.measurements.len(), 1, "{line}");
        let found = &kpi.measurements[0];
        let direction = format!("{} {}", kpi.direction.id(), kpi.direction_from.id());
        let (reason, rate) = (
            found.reason.as_deref().unwrap_or(""),
            found.rate.as_deref().unwrap_or(""),
        );
        assert_eq!(
            [
                direction.as_str(),
                found.status.id(),
                reason,
                rate,
                found.check.id()
            ],
            cells[1..],
            "{line}"
        );
    }
}

#[test]
fn remarks_come_where_they_are_due_and_only_there() {
    codes("講座の参加者数\t人\t↑\t100\t200\t205\t102.5%", &[]);
    codes(
        "講座の参加者数\t人\t↑\t100\t200\t205\t105.2%",
        &["printed-rate-differs"],
    );
    codes(
        "ごみ排出量\tg\t↓\t892\t800\t786\t101.7%",
        &["printed-rate-rounding"],
    );
    codes("企業数\t社\t\t100\t110\t99\t", &["direction-assumed"]);
    codes(
        "農家数\t戸\t\t312\t280\t273\t",
        &["direction-assumed", "target-below-baseline"],
    );
    codes(
        "交通事故件数\t件\t\t312\t320\t273\t",
        &["direction-assumed", "direction-doubtful"],
    );
    codes(
        "交通事故防止講習参加者数\t人\t\t312\t320\t273\t",
        &["direction-assumed"],
    );
    codes(
        "農地面積減少率を12%に抑える\tha\t\t191\t165\t176\t",
        &["target-text-differs"],
    );
    codes("農地面積減少率を12%に抑える\tha\t\t191\t168\t176\t", &[]);
}

#[test]
fn an_assumed_direction_is_told_once_per_table() {
    let told = evaluated(&sheet(&[
        "企業数\t社\t\t100\t110\t99\t",
        "店舗数\t店\t\t100\t110\t99\t",
    ]));
    assert_eq!(
        told.notices
            .iter()
            .filter(|notice| notice.code == v1::Code::DirectionAssumed)
            .count(),
        1
    );
    assert_eq!(told.notices[0].kpi.as_deref(), Some(told.kpis[0].id.as_str()));
}

#[test]
fn units_of_ten_are_converted_and_others_are_not_compared() {
    let (kpi, _) = row("製造品出荷額\t\t↑\t\t2億円\t150,000千円\t");
    assert_eq!(kpi.measurements[0].rate.as_deref(), Some("75.0"));
    let (kpi, _) = row("利用者数\t\t↑\t\t200人\t150件\t");
    let found = &kpi.measurements[0];
    assert_eq!(
        (found.status.id(), found.reason.as_deref()),
        ("not-evaluable", Some("unit-differs"))
    );
    codes("利用者数\t\t↑\t\t200人\t150件\t", &["unit-differs"]);
}

#[test]
fn the_summary_adds_up_and_counts_what_speaks() {
    let found = evaluated(&sheet(&[
        "講座の参加者数\t人\t↑\t100\t200\t205\t",
        "刑法犯認知件数\t件\t↓\t820\t700\t745\t90.0%",
        "健康寿命\t歳\t↑\t80.1\t延伸\t80.6\t",
        "受診率\t%\t↑\t45.2\t60\t\t",
        "不法投棄件数\t件\t↓\t30\t20\t集計中\t",
        "新規事業数\t件\t↑\t0\t0\t0\t",
        "農園区画数\t区画\t↑\t210\t\t224\t",
    ]));
    let v1::Summary {
        kpis,
        achieved,
        not_achieved,
        not_published,
        not_entered,
        not_evaluable,
        other,
        mismatches,
        assumed,
    } = found.summary;
    assert_eq!((kpis, mismatches, assumed), (7, 1, 0));
    assert_eq!(
        [
            achieved,
            not_achieved,
            not_published,
            not_entered,
            not_evaluable,
            other
        ],
        [1, 1, 1, 1, 1, 2]
    );
    assert_eq!(
        achieved + not_achieved + not_published + not_entered + not_evaluable + other,
        kpis
    );
}

#[test]
fn a_status_says_what_it_rests_on() {
    use v1::Assumption::{Column, Direction, Period};
    let of = |text: &str| -> (Vec<Vec<v1::Assumption>>, usize) {
        let found = evaluated(text);
        let speaking = found
            .kpis
            .iter()
            .map(|kpi| kpi.speaking().expect("a measurement"));
        (
            speaking.map(|seen| seen.assumed.clone()).collect(),
            found.summary.assumed,
        )
    };
    // No sign for the second; the third is not compared.
    let signs = sheet(&[
        "農園区画数\t区画\t↑\t\t200\t224\t",
        "企業数\t社\t\t\t100\t110\t",
        "受診率\t%\t\t\t60\t\t",
    ]);
    assert_eq!(of(&signs), (vec![vec![], vec![Direction], vec![]], 1));
    // Nothing says what the columns are.
    let bare = "農園区画数\t区画\t↑\t200\t224\n企業数\t社\t↑\t100\t110\n";
    assert_eq!(of(bare), (vec![vec![Column], vec![Column]], 2));
    // A bare year beside a fiscal one: nothing is provisional, the notice asks for the year.
    let years = "指標名\t方向\t目標値（令和5年度）\t実績値（2023）\n企業数\t↑\t100\t110\n";
    assert_eq!(of(years), (vec![vec![Period]], 0));
    let years = "指標名\t方向\t目標値（2023）\t実績値（2023）\n企業数\t↑\t100\t110\n";
    assert_eq!(of(years), (vec![vec![]], 0));
}

/// `実績値 17,420 ÷ 目標値 10,000 × 100 = 174.2%`, in any language: number ÷ number × 100 = number%.
fn parse_formula(formula: &str) -> Option<(Decimal, Decimal, String)> {
    let (ratio, rate) = formula.strip_suffix('%')?.split_once(" × 100 = ")?;
    let (numerator, denominator) = ratio.split_once(" ÷ ")?;
    let number = |text: &str| text.rsplit(' ').next()?.replace(',', "").parse().ok();
    Some((number(numerator)?, number(denominator)?, rate.replace(',', "")))
}

#[track_caller]
fn formulas_give_their_rates(text: &str) -> usize {
    let mut rates = 0;
    for lang in [Lang::Ja, Lang::En] {
        for kpi in evaluated_in(text, lang).kpis {
            for found in kpi.measurements {
                assert_eq!(
                    found.rate.is_some(),
                    found.formula.contains('÷'),
                    "{}",
                    found.formula
                );
                let Some(rate) = found.rate else {
                    assert!(
                        !found.formula.is_empty(),
                        "no words where there is no rate: {}",
                        kpi.name
                    );
                    continue;
                };
                let (numerator, denominator, printed) = parse_formula(&found.formula).expect("a formula");
                let again = Fraction::ratio(numerator, denominator).expect("a denominator");
                assert_eq!(again.percent(1, Rounding::HalfUp), rate, "{}", found.formula);
                assert_eq!(printed, rate);
                rates += 1;
            }
        }
    }
    rates
}

#[test]
fn every_formula_gives_its_rate_again() {
    let rates = formulas_give_their_rates(&sheet(&[
        "講座の参加者数\t人\t↑\t100\t200\t205\t",
        "刑法犯認知件数\t件\t↓\t820\t700\t745\t",
        "公共交通利用者数\t人\t↑\t120.3万\t125万\t118.8万\t",
        "待機児童数\t人\t↓\t12\t0\t0\t",
        "企業数\t社\t\t4,947\t現状以上\t5,830\t",
        "図書館貸出冊数\t千冊\t→\t310\t310\t305\t",
        "受診率\t%\t↑\t45.2\t60\t\t",
    ]));
    assert_eq!(rates, 6, "three rows, two languages");
}

#[test]
fn a_status_without_a_rate_shows_its_comparison() {
    let formula = |text: &str| row(text).0.measurements.remove(0).formula;
    assert_eq!(
        formula("企業数\t社\t\t4,947\t現状以上\t5,830\t"),
        "現状以上：実績値 5,830 ≧ 基準値 4,947（率は算出しない）"
    );
    assert_eq!(
        formula("待機児童数\t人\t↓\t12\t0\t3\t"),
        "実績値 3 ＞ 目標値 0（目標値が0のため率は計算できません）"
    );
    assert_eq!(
        formula("図書館貸出冊数\t千冊\t→\t310\t310\t305\t"),
        "維持：実績値 305 ≠ 目標値 310（率は算出しない）"
    );
    assert_eq!(
        formula("健康寿命\t歳\t↑\t80.1\t延伸\t80.6\t"),
        "目標「延伸」が数値でないため、率は計算できません。"
    );
}

#[test]
fn other_rows_may_come_and_go_without_changing_ids() {
    let rows = [
        "企業数\t社\t↑\t100\t110\t99\t",
        "店舗数\t店\t↑\t10\t11\t12\t",
        "農家数\t戸\t↑\t10\t11\t12\t",
    ];
    let ids = |rows: &[&str]| {
        evaluated(&sheet(rows))
            .kpis
            .into_iter()
            .map(|kpi| kpi.id)
            .collect::<Vec<_>>()
    };
    let all = ids(&rows);
    assert_eq!(ids(&rows[1..]), all[1..]);
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 3);
}

#[test]
fn a_person_decides_what_the_sheet_does_not() {
    let text = sheet(&["農家数\t戸\t\t312\t280\t273\t"]);
    let id = evaluated(&text).kpis.remove(0).id;
    let with = |said: serde_json::Value| {
        let (request, lang) = request::options(&json!({ "overrides": [said] })).expect("options");
        let found = evaluation(&assess_as(&Document::pasted(&text), request), lang);
        (
            found.kpis[0].direction_from.id().to_owned(),
            found.kpis[0].measurements[0].clone(),
            found.notices.len(),
        )
    };
    let (from, found, notices) = with(json!({ "kpi": id, "direction": "decrease" }));
    assert_eq!(
        (from.as_str(), found.rate.as_deref(), notices),
        ("user", Some("102.6"), 0)
    );
    let (_, found, _) = with(json!({ "kpi": id, "target": "1万" }));
    assert_eq!(found.rate.as_deref(), Some("2.7"));
    let (_, found, _) = with(json!({ "kpi": id, "direction": "decrease", "method": "progress" }));
    assert_eq!(
        (found.method.as_deref(), found.shown_rate.as_deref()),
        (Some("progress"), Some("121.9"))
    );
    assert_eq!(
        found.rate.as_deref(),
        Some("102.6"),
        "the contract's rate never depends on the method"
    );

    let corrections = Corrections {
        overrides: [(
            id,
            KpiOverride {
                direction: Some("decrease".to_owned()),
                ..KpiOverride::default()
            },
        )]
        .into_iter()
        .collect(),
        ..Corrections::default()
    };
    let found = assess(&Document::pasted(&text), &Settings::default(), &corrections);
    assert_eq!(
        evaluation(&found, Lang::Ja).kpis[0].direction_from,
        v1::DirectionFrom::User
    );
}

#[test]
fn a_rule_set_gives_words_and_shows_rates_its_own_way() {
    let text = sheet(&[
        "農地サポート面積\tha\t↑\t\t5\t8.3\t",
        "観光客数\t千人\t↑\t4,581\t6,000\t5,590\t",
    ]);
    let with = |id: &str| {
        let (request, lang) = request::options(&json!({ "ruleSet": id, "lang": "en" })).expect("options");
        evaluation(&assess_as(&Document::pasted(&text), request), lang)
    };
    let capped = with("capped");
    assert_eq!(
        capped.kpis[0].measurements[0].shown_rate.as_deref(),
        Some("100.0")
    );
    assert_eq!(capped.kpis[0].measurements[0].rate.as_deref(), Some("166.0"));
    assert!(capped.kpis[0].label.is_none());
    let sano = with("sano");
    let label = sano.kpis[1].label.clone().expect("a label");
    assert_eq!(
        (label.grade.as_deref(), label.check.id()),
        (Some("6"), "not-printed")
    );
    assert!(
        label.because.contains("93.2%") && label.because.contains("90% or more"),
        "{}",
        label.because
    );
}

#[test]
fn an_as_of_period_speaks_before_a_later_one() {
    let text =
        "指標名\t単位\t目標値（R4）\t実績値（R4）\t目標値（R5）\t実績値（R5）\n企業数\t社\t100\t120\t110\t99";
    let (request, lang) = request::options(&json!({ "asOf": "FY2022" })).expect("options");
    let asked = evaluation(&assess_as(&Document::pasted(text), request), lang);
    assert_eq!((asked.summary.achieved, asked.kpis[0].speaks), (1, Some(0)));
    assert_eq!(evaluated(text).summary.not_achieved, 1);
}

#[test]
fn the_same_input_gives_the_same_bytes_and_the_rule_sets_are_json() {
    let text = sheet(&[
        "企業数\t社\t\t4,947\t現状以上\t5,830\t",
        "農家数\t戸\t\t312\t280\t273\t",
    ]);
    assert_eq!(to_json(&evaluated(&text)), to_json(&evaluated(&text)));
    let sets: serde_json::Value = serde_json::from_str(&rule_sets_json()).expect("JSON");
    let sets = sets.as_array().expect("an array");
    assert!(sets.iter().all(|set| set["schema"] == "rule-set/1"));
    for set in sets {
        assert!(
            request::options(&json!({ "ruleSet": set })).is_ok(),
            "{} is taken back as data",
            set["id"]
        );
    }
}

proptest! {
    #[test]
    fn any_three_numbers_have_a_status_and_a_formula_that_holds(
        numbers in proptest::collection::vec("[-▲]?[0-9]{1,30}(\\.[0-9]{1,29})?(万|億|兆|%|人|千円)?", 3),
        sign in prop_oneof!["↑", "↓", "→", ""],
        printed in "[0-9]{0,30}(\\.[0-9]{1,30})?%?",
    ) {
        let [baseline, target, actual] = [&numbers[0], &numbers[1], &numbers[2]];
        let text = sheet(&[&format!("指標A\t\t{sign}\t{baseline}\t{target}\t{actual}\t{printed}")]);
        formulas_give_their_rates(&text);
    }

    #[test]
    fn any_options_are_served_or_refused(name in "\\PC{0,12}", value in "\\PC{0,20}") {
        let options = json!({ name: value });
        if let Err(fault) = request::options(&options) {
            prop_assert_eq!(fault.code, "options");
        }
    }

    #[test]
    fn any_text_is_assessed(text in "(\\PC|\t|\n){0,200}") {
        let found = assess_as(&Document::pasted(text), Request::default());
        prop_assert_eq!(found.evaluated.indicators.len(), found.indicator_ids.len());
    }
}

#[test]
fn what_a_person_says_of_a_kpi_counts_and_what_is_unknown_is_left_to_the_sheet() {
    let text = "指標名\t単位\t方向\t基準値\t目標値（R5）\t実績値（R5）\n農家数\t戸\t↑\t80\t100\t85\n";
    let said = |said: KpiOverride, settings: Settings| {
        let document = Document::pasted(text);
        let id = assess(&document, &settings, &Corrections::default()).indicator_ids[0].clone();
        let corrections = Corrections {
            overrides: [(id, said)].into_iter().collect(),
            ..Corrections::default()
        };
        let found = evaluation(&assess(&document, &settings, &corrections), Lang::Ja);
        let kpi = found.kpis.into_iter().next().unwrap();
        let measured = kpi.measurements[0].clone();
        (
            kpi.direction.id().to_owned(),
            kpi.unit.unwrap_or_default(),
            measured.rate.unwrap_or_default(),
            measured.shown_rate.unwrap_or_default(),
        )
    };
    let four = |direction: &str, unit: &str, rate: &str, shown: &str| {
        (
            direction.to_owned(),
            unit.to_owned(),
            rate.to_owned(),
            shown.to_owned(),
        )
    };
    let word = |word: &str| Some(word.to_owned());
    let all = KpiOverride {
        direction: word("decrease"),
        method: word("progress"),
        target: word("50"),
        unit: word(" 経営体 "),
        reason: word("計画の改定"),
    };
    assert_eq!(
        said(all, Settings::default()),
        four("decrease", "経営体", "58.8", "-16.7")
    );
    let unknown = KpiOverride {
        direction: word("sideways"),
        method: word("magic"),
        target: word(" "),
        unit: word(""),
        reason: None,
    };
    assert_eq!(
        said(unknown, Settings::default()),
        four("increase", "戸", "85.0", "85.0")
    );

    let own = RuleSet {
        id: "own-1".to_owned(),
        method: "progress".to_owned(),
        places: 0,
        ..RuleSet::default()
    };
    assert_eq!(
        said(KpiOverride::default(), Settings::own(own)),
        four("increase", "戸", "85.0", "25")
    );
    assert_eq!(
        said(KpiOverride::default(), Settings::preset("gone")),
        four("increase", "戸", "85.0", "85.0"),
        "a rule set that is not known any more is the default"
    );
}
