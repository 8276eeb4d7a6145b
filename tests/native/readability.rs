//! Machine readability: which rules a made sheet does not meet, and where, as a person sees it.

use kpi_core::assess::{Corrections, Settings, assess};
use kpi_readers::base::place::column_name;
use kpi_readers::sheet::Document;
use kpi_report::contract;
use kpi_report::export::render::{Form, Manner, render};
use kpi_report::i18n::{Lang, readability as words};
use kpi_report::readability::{RULES, check};

/// The rules that a text does not meet: each with its cells.
fn found(text: &str) -> Vec<(&'static str, Vec<String>)> {
    let document = Document::pasted(text);
    let assessment = assess(&document, &Settings::default(), &Corrections::default());
    let evaluation = contract::evaluation(&assessment, Lang::Ja);
    let findings = check(&assessment.sheets, &evaluation).into_iter();
    findings
        .map(|finding| {
            let cells = finding.at.iter();
            let cells = cells.map(|at| format!("{}{}", column_name(at.column), at.row + 1));
            (finding.rule, cells.collect())
        })
        .collect()
}

fn at(text: &str, rule: &str) -> Vec<String> {
    let found = found(text).into_iter();
    found
        .filter(|(id, _)| *id == rule)
        .flat_map(|(_, cells)| cells)
        .collect()
}

/// Nothing to say of: one table, heads, units, bare numbers, western years.
const CLEAN: &str = "施策\t指標名\t単位\t年度\t目標値\t実績値\n観光\t来館者数\t人\t2023年度\t1000\t850\n観光\t満足度\t%\t2023年度\t80.5\t90\n";

#[test]
fn a_clean_sheet_meets_every_rule() {
    assert_eq!(found(CLEAN), []);
}

#[test]
fn each_rule_names_the_cells_that_do_not_meet_it() {
    let changed = |from: &str, to: &str| {
        assert!(CLEAN.contains(from), "{from}");
        CLEAN.replacen(from, to, 1)
    };
    for (rule, text, cells) in [
        ("L1-06", changed("単位", "単　位"), vec!["C1"]),
        ("L1-06", changed("来館者数", "来館  者数"), vec!["B2"]),
        ("L1-07", changed("850", "\"850\n(900)\""), vec!["F2"]),
        ("L1-08", changed("来館者数", "①来館者数"), vec!["B2"]),
        ("L1-09", changed("850", ""), vec!["F2"]),
        ("L2-01", changed("\t1000\t", "\t1,000人\t"), vec!["E2"]),
        ("L2-02", changed("\n観光\t満足度", "\n〃\t満足度"), vec!["A3"]),
        ("L2-02", changed("\n観光\t満足度", "\n\t満足度"), vec!["A3"]),
        ("L3-03", changed("\t90\n", "\t―\n"), vec!["F3"]),
        ("L3-04", changed("\t人\t", "\t\t"), vec!["B2"]),
    ] {
        assert_eq!(at(&text, rule), cells, "{rule}: {text}");
    }
}

#[test]
fn heads_years_and_choices_are_judged_as_a_table() {
    let years = "指標名\t単位\t目標値（R4）\t実績値（R4）\t目標値（R5）\t実績値（R5）\t判定\n来館者数\t人\t900\t800\t1000\t850\t○\n満足度\t%\t80\t81\t80\t90\t◯\n相談件数\t件\t10\t11\t12\t13\t○\n";
    assert_eq!(at(years, "L3-05"), ["C1", "D1", "E1", "F1"]);
    assert_eq!(at(years, "L3-09"), ["C1"]);
    assert_eq!(at(years, "L2-04"), ["G3"]);
    assert_eq!(
        at(&years.replace("（R4）", "（R4 2022年度）"), "L3-05"),
        ["E1", "F1"]
    );
    let blank = "指標名\t単位\t目標値\t実績値\t\n来館者数\t人\t900\t800\t概ね順調\n満足度\t%\t80\t81\t順調\n";
    assert_eq!(at(blank, "L2-03"), ["E1"]);
}

#[test]
fn a_mark_that_the_sheet_explains_is_none_to_ask_about() {
    let text = CLEAN.replace("\t90\n", "\t―\n");
    assert_eq!(at(&text, "L3-03"), ["F3"]);
    assert_eq!(
        at(&format!("{text}\n「―」は未公表\n"), "L3-03"),
        Vec::<String>::new()
    );
}

#[test]
fn merged_cells_are_named_once_by_the_cell_that_holds_the_text() {
    let html = "<table><tr><th>施策</th><th>指標名</th><th>単位</th><th>目標値</th><th>実績値</th></tr><tr><td rowspan=3>観光</td><td>来館者数</td><td>人</td><td>1000</td><td>850</td></tr><tr><td>満足度</td><td>%</td><td>80</td><td>90</td></tr><tr><td>相談</td><td colspan=1>件</td><td>10</td><td>12</td></tr></table>";
    assert_eq!(at(html, "L1-12"), ["A2"]);
    assert_eq!(at(html, "L2-02"), Vec::<String>::new());
}

#[test]
fn a_second_table_is_named_where_it_begins() {
    let two =
        format!("{CLEAN}\n参考指標\n\n指標名\t単位\t目標値\t実績値\n店舗数\t店\t10\t12\n企業数\t社\t5\t4\n");
    assert_eq!(at(&two, "L1-02").len(), 1, "{:?}", found(&two));
}

#[test]
fn running_text_is_not_judged() {
    assert_eq!(found("来館者数は　　850人でした。①を見てください。\n―\n"), []);
}

#[test]
fn the_clean_table_of_a_poor_sheet_meets_the_rules_of_cells() {
    let poor =
        "施策\t指標名\t目標値（R5）\t実績値（R5）\n①観　光\t来館者数\t1,000人\t850人\n〃\t満足度\t80%\t―\n";
    let document = Document::pasted(poor);
    let assessment = assess(&document, &Settings::default(), &Corrections::default());
    let evaluation = contract::evaluation(&assessment, Lang::Ja);
    let csv = render(&evaluation, Form::CsvLong, &Manner::default());
    let text = csv.text().unwrap().trim_start_matches('\u{FEFF}');
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let heads = reader.headers().unwrap().clone();
    let mut unique: Vec<&str> = heads.iter().collect();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(
        (unique.len(), heads.iter().any(str::is_empty)),
        (heads.len(), false)
    );
    let figures = ["目標値", "実績値", "達成率（%）"];
    let mut n = 0;
    for record in reader.records() {
        let record = record.unwrap();
        for (head, field) in heads.iter().zip(&record) {
            if figures.contains(&head) && !field.is_empty() {
                assert!(field.parse::<f64>().is_ok(), "{head}: {field}");
                n += 1;
            }
            assert!(!field.contains('\n'), "{head}: {field}");
        }
    }
    assert!(n >= 3, "{text}");
}

#[test]
fn every_rule_has_words_of_its_own_in_both_languages() {
    for lang in [Lang::Ja, Lang::En] {
        let mut said: Vec<_> = RULES.iter().map(|rule| (words::words(lang).rule)(rule)).collect();
        said.sort_unstable();
        said.dedup();
        assert_eq!(said.len(), RULES.len());
    }
}
