//! What is handed out: workbooks whose formulas give our values, files that machines read, texts that run nowhere.

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use kpi_core::assess::{Corrections, Settings, assess};
use kpi_evaluator::samples;
use kpi_readers::base::Decimal;
use kpi_readers::base::fraction::{Fraction, Rounding};
use kpi_readers::sheet::Document;
use kpi_report::contract::{self, v1};
use kpi_report::export::clipboard;
use kpi_report::export::csv::Encoding;
use kpi_report::export::handout::{Choice, Field, long};
use kpi_report::export::render::{Form, Manner, render};
use kpi_report::i18n::Lang;

fn evaluate(text: &str) -> v1::Evaluation {
    let document = Document::pasted(text);
    let assessment = assess(&document, &Settings::default(), &Corrections::default());
    contract::evaluation(&assessment, Lang::Ja)
}

fn bytes(found: &v1::Evaluation, form: Form) -> Vec<u8> {
    render(found, form, &Manner::default()).bytes().to_vec()
}

fn text(found: &v1::Evaluation, form: Form) -> String {
    String::from_utf8(bytes(found, form)).unwrap()
}

fn workbook(found: &v1::Evaluation) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes(found, Form::Xlsx))).unwrap()
}

fn records(csv: &str) -> Vec<Vec<String>> {
    let csv = csv.trim_start_matches('\u{FEFF}');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(csv.as_bytes());
    // Not flexible: every record has as many fields as the first.
    let records = reader.records().map(|record| record.unwrap());
    records
        .map(|record| record.iter().map(str::to_owned).collect())
        .collect()
}

/// `"C5"` → row and column, from 0.
fn place(address: &str) -> (u32, u32) {
    let letters: String = address.chars().take_while(char::is_ascii_alphabetic).collect();
    let column = letters
        .bytes()
        .fold(0, |sum, letter| sum * 26 + u32::from(letter - b'A') + 1);
    let row: u32 = address[letters.len()..].parse().unwrap();
    (row - 1, column - 1)
}

#[test]
fn every_formula_of_a_workbook_gives_the_value_beside_it() {
    let (mut n_rates, mut n_verdicts) = (0, 0);
    for sample in samples::SAMPLES {
        let found = evaluate(sample.text);
        let mut book = workbook(&found);
        let name = book.sheet_names()[0].clone();
        let cells = book.worksheet_range(&name).unwrap();
        let formulas = book.worksheet_formula(&name).unwrap();
        let (row0, column0) = formulas.start().unwrap_or_default();
        let number = |address: &str| match cells.get_value(place(address)) {
            Some(Data::Float(value)) => value.to_string().parse::<Decimal>().unwrap(),
            Some(Data::Int(value)) => Decimal::from(*value),
            other => panic!("{address} holds {other:?}"),
        };
        for (row, column, formula) in formulas.used_cells() {
            let at = (
                row0 + u32::try_from(row).unwrap(),
                column0 + u32::try_from(column).unwrap(),
            );
            let cached = cells.get_value(at).unwrap();
            if let Some(ratio) = formula.split("ROUND(100*").nth(1) {
                let (of, by) = ratio.split(",1)").next().unwrap().split_once('/').unwrap();
                let exact = Fraction::ratio(number(of), number(by)).unwrap();
                let Data::Float(cached) = cached else {
                    panic!("{cached:?}")
                };
                assert_eq!(
                    exact.percent(1, Rounding::HalfUp),
                    format!("{cached:.1}"),
                    "{formula}"
                );
                n_rates += 1;
            } else {
                let parts: Vec<&str> = formula.split('"').collect();
                let condition = parts[0].rsplit("IF(").next().unwrap().trim_end_matches(',');
                let sign = [">=", "<=", "="]
                    .into_iter()
                    .find(|sign| condition.contains(sign))
                    .unwrap();
                let (actual, target) = condition.split_once(sign).unwrap();
                let (actual, target) = (number(actual), number(target));
                let holds = match sign {
                    ">=" => actual >= target,
                    "<=" => actual <= target,
                    _ => actual == target,
                };
                let wanted = parts[if holds { 1 } else { 3 }];
                assert_eq!(cached, &Data::String(wanted.to_owned()), "{formula}");
                n_verdicts += 1;
            }
        }
        // Every rate between two plain numbers is live.
        let plain = |point: Option<&v1::Point>| {
            point.is_some_and(|point| point.raw.trim() == point.value.as_deref().unwrap_or("-"))
        };
        let seen = found.kpis.iter().flat_map(|kpi| &kpi.measurements);
        let n_plain = seen
            .filter(|seen| seen.rate.is_some() && plain(seen.target.as_ref()) && plain(seen.actual.as_ref()));
        let n_live = formulas
            .used_cells()
            .filter(|(.., formula)| formula.contains("ROUND("))
            .count();
        assert!(n_live >= n_plain.count(), "{}", sample.id);
    }
    assert!(
        n_rates > 15 && n_verdicts > 15,
        "{n_rates} rates, {n_verdicts} verdicts"
    );
}

const HOSTILE: &[&str] = &[
    "=HYPERLINK(\"https://a.example\",\"見る\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd",
    "@SUM(A1:A9)",
    "＝1＋1",
    "＋81",
    "－A1",
    "＠SUM(A1)",
    "\u{202e}321\u{202c}人",
    "<img src=x onerror=alert(1)>",
    "a|b|c",
    "**太字** [x](javascript:alert(1)) `c`",
    "</td></tr></table><script>alert(1)</script>",
    "\"引用\",と、コンマ;セミコロン",
];

/// Every word that a sheet brings is one of these.
fn hostile() -> v1::Evaluation {
    let mut found = evaluate(samples::SAMPLES[0].text);
    found.kpis.truncate(1);
    let kpi = found.kpis.remove(0);
    found.kpis = HOSTILE
        .iter()
        .map(|text| {
            let point = v1::Point {
                raw: (*text).to_owned(),
                ..v1::Point::default()
            };
            let measurement = v1::Measurement {
                period: Some("FY2023".to_owned()),
                basis: "level".to_owned(),
                against: "period".to_owned(),
                target: Some(point.clone()),
                actual: Some(point.clone()),
                printed_rate: Some((*text).to_owned()),
                status: v1::Status::Qualitative,
                ..v1::Measurement::default()
            };
            let word = || Some((*text).to_owned());
            v1::Kpi {
                name: (*text).to_owned(),
                unit: word(),
                sheet_no: word(),
                section: vec![(*text).to_owned()],
                baseline: Some(point),
                measurements: vec![measurement],
                printed: Some(v1::Printed {
                    status: word(),
                    ..v1::Printed::default()
                }),
                texts: vec![v1::Text {
                    role: "note".to_owned(),
                    text: (*text).to_owned(),
                    at: None,
                }],
                ..kpi.clone()
            }
        })
        .collect();
    found.document.title = Some(HOSTILE.concat());
    found
}

/// A spreadsheet would compute it: written here anew, as the one who is attacked sees it.
fn is_formula(field: &str) -> bool {
    let field = field.trim_start();
    let begins = field.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r']);
    begins && field.trim_matches(['+', '-', '%']).parse::<f64>().is_err() && field.chars().count() > 1
}

fn turns(text: &str) -> bool {
    text.contains(|letter| matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
}

#[test]
fn no_cell_of_an_export_becomes_a_formula() {
    assert!(is_formula(HOSTILE[0]) && is_formula(HOSTILE[4]) && !is_formula("-3.2") && turns(HOSTILE[8]));
    let found = hostile();
    for form in [Form::Csv, Form::CsvLong] {
        let csv = text(&found, form);
        assert!(!turns(&csv));
        let records = records(&csv);
        assert_eq!(records.len(), HOSTILE.len() + 1);
        for field in records.iter().flatten() {
            assert!(!is_formula(field), "{field}");
        }
    }
    let both = clipboard::flavours(&found, &Choice::default());
    for field in both.text.lines().flat_map(|line| line.split('\t')) {
        assert!(!is_formula(field), "{field}");
    }
    let html = text(&found, Form::Html);
    for cell in html.split("<td>").chain(html.split("<th scope=\"row\">")).skip(1) {
        let cell = cell.split('<').next().unwrap();
        assert!(!is_formula(cell), "{cell}");
    }
    let mut book = workbook(&found);
    for name in book.sheet_names() {
        for (.., formula) in book.worksheet_formula(&name).unwrap().used_cells() {
            assert!(formula.starts_with("IF(AND(ISNUMBER("), "{formula}");
        }
        for (.., cell) in book.worksheet_range(&name).unwrap().used_cells() {
            assert!(!turns(&cell.to_string()), "{cell}");
        }
    }
}

#[test]
fn no_markup_of_a_sheet_is_markup_in_a_text() {
    let found = hostile();
    for (form, is_ours) in [
        (
            Form::Html,
            &[
                "div", "table", "caption", "thead", "tbody", "tr", "th", "td", "p", "br",
            ][..],
        ),
        (Form::Markdown, &[]),
    ] {
        let text = text(&found, form);
        assert!(!turns(&text));
        for tag in text.split('<').skip(1) {
            let name = tag.trim_start_matches('/').split([' ', '>']).next().unwrap();
            assert!(is_ours.contains(&name), "<{tag}");
        }
    }
    let markdown = text(&found, Form::Markdown);
    assert!(!markdown.replace("\\]", "").contains("]("), "no link");
    let rows: Vec<&str> = markdown.lines().filter(|line| line.starts_with('|')).collect();
    let bars = |line: &str| line.replace("\\|", "").matches('|').count();
    assert_eq!(rows.len(), HOSTILE.len() + 2);
    assert!(
        rows.iter().all(|row| bars(row) == bars(rows[0])),
        "as many cells in each row"
    );
}

#[test]
fn names_that_look_like_formulas_are_read_back_as_they_are() {
    let sheet = "指標名\t単位\t目標値（R5）\t実績値（R5）\n=SUM計画の策定数\t件\t10\t8\n-5℃以下の日数\t日\t5\t-3.2\n＋αの取組数\t件\t4\t4\n";
    let before = evaluate(sheet);
    let names = |found: &v1::Evaluation| found.kpis.iter().map(|kpi| kpi.name.clone()).collect::<Vec<_>>();
    assert_eq!(before.kpis.len(), 3);
    for form in [Form::Csv, Form::Html, Form::Markdown] {
        let after = evaluate(text(&before, form).trim_start_matches('\u{FEFF}'));
        assert_eq!(names(&after), names(&before), "{}", form.id());
    }
}

#[test]
fn negative_numbers_stay_numbers() {
    let found = evaluate("指標名\t単位\t目標値（R5）\t実績値（R5）\n人口の社会増減\t人\t-100\t-52\n");
    let fields: Vec<String> = records(&text(&found, Form::Csv)).concat();
    assert!(
        fields.iter().any(|field| field == "-52") && fields.iter().any(|field| field == "-100"),
        "{fields:?}"
    );
    let mut book = workbook(&found);
    let name = book.sheet_names()[0].clone();
    let cells = book.worksheet_range(&name).unwrap();
    assert!(cells.used_cells().any(|(.., cell)| *cell == Data::Float(-52.0)));
}

#[test]
fn a_status_that_rests_on_an_assumption_says_so() {
    // Nothing says which way is better for the first; a sign is printed for the second.
    let sheet = "指標名\t単位\t望ましい方向\t目標値（R5）\t実績値（R5）\n来館者数\t人\t\t100\t120\n待機児童数\t人\t減少\t10\t8\n";
    let found = evaluate(sheet);
    let assumed: Vec<bool> = found
        .kpis
        .iter()
        .map(|kpi| kpi.direction_from == v1::DirectionFrom::Assumed)
        .collect();
    assert_eq!(assumed, [true, false]);
    let statuses = |cells: Vec<Vec<String>>| {
        let column = cells[0].iter().position(|head| head == "状態").unwrap();
        cells[1..]
            .iter()
            .map(|row| row[column].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        statuses(records(&text(&found, Form::Csv))),
        ["仮定：◎ 達成", "◎ 達成"]
    );
    for form in [Form::Html, Form::Markdown] {
        let text = text(&found, form);
        assert_eq!(text.matches("仮定：◎ 達成").count(), 1, "{}", form.id());
        assert!(text.contains("◎ 達成 2（うち仮定 1）"), "{}", form.id());
    }
}

#[test]
fn the_long_form_is_one_table_for_machines() {
    for sample in samples::SAMPLES {
        let found = evaluate(sample.text);
        let records = records(&text(&found, Form::CsvLong));
        let heads: BTreeSet<&String> = records[0].iter().collect();
        assert_eq!(heads.len(), long::COLUMNS.len(), "unlike heads");
        let n_rows: usize = found.kpis.iter().map(|kpi| kpi.measurements.len().max(1)).sum();
        assert_eq!(records.len(), n_rows + 1);
        let column = |id: &str| long::COLUMNS.iter().position(|other| *other == id).unwrap();
        for row in &records[1..] {
            assert_eq!(row[0], long::SCHEMA);
            for id in ["baseline", "target", "actual", "final_target", "rate_percent"] {
                let value = &row[column(id)];
                assert!(
                    value.is_empty() || value.parse::<Decimal>().is_ok(),
                    "{id}: {value}"
                );
            }
        }
        let mut book = workbook(&found);
        let name = book.sheet_names()[1].clone();
        let cells = book.worksheet_range(&name).unwrap();
        assert_eq!(cells.height(), n_rows + 1);
        let merged = book.merge_cells_by_sheet_name(&name);
        assert!(merged.unwrap().is_empty(), "nothing is merged");
    }
}

#[test]
fn heads_of_a_table_are_unlike_and_columns_can_be_left_out() {
    for sample in samples::SAMPLES {
        let found = evaluate(sample.text);
        let heads = records(&text(&found, Form::Csv)).remove(0);
        assert_eq!(
            heads.iter().collect::<BTreeSet<_>>().len(),
            heads.len(),
            "{heads:?}"
        );
        let manner = Manner {
            choice: Choice {
                without: vec![Field::Actual, Field::Rate, Field::Name],
                ..Choice::default()
            },
            ..Manner::default()
        };
        let fewer = render(&found, Form::Csv, &manner);
        let fewer = records(std::str::from_utf8(fewer.bytes()).unwrap()).remove(0);
        assert!(fewer.contains(&"指標名".to_owned()), "a name is always there");
        assert!(
            !fewer
                .iter()
                .any(|head| head.contains("実績値") || head.contains("達成率"))
        );
    }
}

#[test]
fn every_form_says_what_it_was_made_by() {
    let found = evaluate(samples::SAMPLES[0].text);
    let manner = Manner {
        choice: Choice {
            date: Some("2026-04-01".to_owned()),
            source: Some("別紙1.xlsx".to_owned()),
            corrected: 3,
            ..Choice::default()
        },
        ..Manner::default()
    };
    let said = |form: Form| String::from_utf8(render(&found, form, &manner).bytes().to_vec()).unwrap();
    for form in [Form::Html, Form::Markdown] {
        let text = said(form);
        for word in ["2026-04-01", "別紙1.xlsx", &found.version, "plain"] {
            assert!(text.contains(word), "{}: {word}", form.id());
        }
    }
    let made = render(&found, Form::Xlsx, &manner);
    let mut book = Xlsx::new(Cursor::new(made.bytes().to_vec())).unwrap();
    let name = book.sheet_names()[2].clone();
    let about: Vec<String> = book
        .worksheet_range(&name)
        .unwrap()
        .used_cells()
        .map(|(.., cell)| cell.to_string())
        .collect();
    for word in ["2026-04-01", "別紙1.xlsx", "3"] {
        assert!(about.iter().any(|said| said == word), "{word}");
    }
    assert!(about.iter().any(|said| said.contains(&found.version)));
}

#[test]
fn what_an_encoding_lacks_is_told() {
    let found =
        evaluate("指標名\t単位\t目標値（R5）\t実績値（R5）\n笑顔🙂の数\t人\t10\t8\n髙﨑①㎡\t件\t4\t4\n");
    let manner = Manner {
        encoding: Encoding::Cp932,
        ..Manner::default()
    };
    let made = render(&found, Form::Csv, &manner);
    // NFKC has made ㎡ and ① of these before; 髙 and 﨑 are IBM's.
    assert_eq!(made.unfit(), ['🙂']);
    let (read, _, is_lost) = encoding_rs::SHIFT_JIS.decode(made.bytes());
    assert!(
        !is_lost && read.contains("笑顔〓の数") && read.contains("髙﨑"),
        "{read}"
    );
}

/// Every number that an attribute of these elements holds.
fn attributes<'a>(svg: &'a str, element: &str, name: &str) -> Vec<&'a str> {
    let own = svg.split('<').filter(|tag| tag.starts_with(element));
    own.filter_map(|tag| tag.split_once(&format!(" {name}=\"")))
        .filter_map(|(_, rest)| rest.split_once('"'))
        .map(|(value, _)| value)
        .collect()
}

#[test]
fn a_picture_says_in_text_what_it_draws_and_draws_the_figures_to_scale() {
    let found = evaluate(
        "指標名\t単位\t基準値（R1）\t目標値（R5）\t実績値（R5）\n来館者数\t人\t50\t100\t75\n待機児童数（減少）\t人\t40\t10\t20\n満足度\t％\t\t80\t\n",
    );
    let svg = text(&found, Form::Svg);
    for said in ["来館者数（人）", "75／100", "75.0%", "未達", "未入力", "状態"] {
        assert!(svg.contains(said), "{said}: {svg}");
    }
    // The first bar is as long as three quarters of its scale, which ends at the target.
    let bars: Vec<&str> = svg.split('\n').filter(|line| line.contains("#0017c1")).collect();
    assert_eq!(attributes(bars[0], "rect", "width"), ["165"]);
    assert_eq!(bars.len(), 2, "what has no actual has no bar");
    // The parts of the bar of all are as wide together as the picture.
    let parts: usize = svg
        .split('\n')
        .filter(|line| line.contains("stroke=\"#ffffff\""))
        .flat_map(|line| attributes(line, "rect", "width"))
        .map(|width| width.parse::<usize>().unwrap())
        .sum();
    assert_eq!(parts, 912);
}

#[test]
fn no_text_of_a_sheet_is_markup_in_a_picture_and_nothing_leaves_it() {
    let found = evaluate(
        "指標名\t単位\t目標値（R5）\t実績値（R5）\n<script>alert(1)</script>\"&'\u{202e}数\t<人>\t100\t80\nとても長い名前がいくつもの行にわたる指標であることを確かめるための参加者数の合計の見込みの値とその内訳の割合\t人\t100\t90\n",
    );
    let svg = text(&found, Form::Svg);
    assert!(!svg.contains("<script") && !svg.contains('\u{202e}') && !svg.contains("href"));
    assert!(svg.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&amp;"));
    // Well-formed: every element that is opened is closed.
    for element in ["svg", "g", "text", "title"] {
        let opened = svg.split('<').filter(|tag| {
            let name = tag.split(|letter: char| !letter.is_ascii_alphabetic()).next();
            name == Some(element)
        });
        assert_eq!(
            opened.count(),
            svg.matches(&format!("</{element}>")).count(),
            "{element}"
        );
    }
    let long = svg
        .split('\n')
        .filter(|line| line.contains("とても長い") || line.contains('…'));
    assert!(
        long.count() >= 2,
        "a long name takes lines, and all of it is in the title"
    );
}
