//! What is handed out: the static table.

use kpi_core::assess::{Corrections, Settings, assess};
use kpi_readers::sheet::Document;
use kpi_report::contract;
use kpi_report::contract::v1;
use kpi_report::export::handout::Choice;
use kpi_report::export::html::{escaped, table};
use kpi_report::i18n::Lang;

fn evaluated(text: &str, lang: Lang) -> v1::Evaluation {
    let document = Document::pasted(text);
    contract::evaluation(
        &assess(&document, &Settings::default(), &Corrections::default()),
        lang,
    )
}

fn made(text: &str, lang: Lang) -> String {
    let choice = Choice {
        lang,
        ..Choice::default()
    };
    table(&evaluated(text, lang), &choice)
}

const SHEET: &str = include_str!("../../examples/portal/sheet.tsv");

#[test]
fn the_table_is_the_one_on_record() {
    assert_eq!(
        made(SHEET, Lang::Ja),
        include_str!("../static_table/table-ja.html")
    );
    assert_eq!(
        made(SHEET, Lang::En),
        include_str!("../static_table/table-en.html")
    );
}

#[test]
fn the_example_shows_what_is_made_today() {
    let page = include_str!("../../examples/portal/index.html");
    let count = page.matches(&made(SHEET, Lang::Ja)).count();
    assert_eq!(count, 2, "as content of the element, and by itself");
}

/// Names, units and figures of a sheet in every field that is printed.
fn hostile(text: &str) -> v1::Evaluation {
    let point = || {
        Some(v1::Point {
            raw: text.to_owned(),
            period: Some(text.to_owned()),
            ..v1::Point::default()
        })
    };
    let label = || {
        Some(v1::Label {
            text: text.to_owned(),
            grade: Some(text.to_owned()),
            ..v1::Label::default()
        })
    };
    let measurement = v1::Measurement {
        period: Some(text.to_owned()),
        basis: text.to_owned(),
        target: point(),
        actual: point(),
        rate: Some(text.to_owned()),
        ..v1::Measurement::default()
    };
    let kpi = v1::Kpi {
        name: text.to_owned(),
        sheet_no: Some(text.to_owned()),
        unit: Some(text.to_owned()),
        section: vec![text.to_owned()],
        baseline: point(),
        measurements: vec![measurement.clone(), measurement],
        label: label(),
        printed: Some(v1::Printed {
            label: Some(text.to_owned()),
            ..v1::Printed::default()
        }),
        ..v1::Kpi::default()
    };
    v1::Evaluation {
        version: text.to_owned(),
        rule_set: text.to_owned(),
        document: v1::Document {
            title: Some(text.to_owned()),
            municipality: Some(text.to_owned()),
            ..v1::Document::default()
        },
        kpis: vec![
            kpi.clone(),
            v1::Kpi {
                measurements: Vec::new(),
                ..kpi
            },
        ],
        ..v1::Evaluation::default()
    }
}

/// The tags of a text, as a browser would see them: everything between `<` and `>`.
fn tags(html: &str) -> Vec<&str> {
    html.split('<')
        .skip(1)
        .map(|rest| rest.split('>').next().unwrap_or_default())
        .collect()
}

#[test]
fn no_markup_of_a_sheet_gets_through() {
    let harmless = tags_of(&hostile("harmless"));
    for text in [
        "<script>alert(1)</script>",
        "</table><img src=x onerror=alert(1)>",
        "\"><svg onload=alert(1)>",
        "' onmouseover='alert(1)",
        "</caption></th></td><iframe src=javascript:alert(1)>",
        "<!-- <![CDATA[ ]]> -->",
        "&lt;script&gt;&#60;b&#62;",
        "\u{0}<\u{0}script>\u{8}\u{1b}",
        "</script><script>",
        "<plaintext>",
    ] {
        let evaluation = hostile(text);
        assert_eq!(tags_of(&evaluation), harmless, "{text}");
        let html = table(&evaluation, &Choice::default());
        assert!(!html.contains(['\u{0}', '\u{8}', '\u{1b}']), "{text:?}");
    }
}

fn tags_of(evaluation: &v1::Evaluation) -> Vec<String> {
    let html = table(evaluation, &Choice::default());
    tags(&html).into_iter().map(str::to_owned).collect()
}

#[test]
fn escaping_is_undone_by_reading() {
    assert_eq!(
        escaped("a < b & \"c\" 'd'"),
        "a &lt; b &amp; &quot;c&quot; &#39;d&#39;"
    );
    assert_eq!(escaped("一行\n二行"), "一行\n二行");
}

#[test]
fn every_cell_has_its_headers_and_no_style() {
    let html = made(SHEET, Lang::Ja);
    assert_eq!(html.matches("<caption>").count(), 1);
    // 指標名, 単位, 基準値, 実績値, 達成率, 目標値, 状態.
    assert_eq!(html.matches("<th scope=\"col\">").count(), 7);
    assert_eq!(html.matches("<th ").count(), html.matches("<th scope=").count());
    for word in ["style", "<script", " id=", "on"] {
        let inside = tags(&html)
            .into_iter()
            .find(|tag| tag.split(' ').any(|part| part.starts_with(word)));
        assert_eq!(inside, None, "{word}");
    }
    assert!(!html.contains("<td></td>"), "nothing is left blank");
}

#[test]
fn what_was_put_right_is_said() {
    let choice = Choice {
        corrected: 3,
        ..Choice::default()
    };
    assert!(table(&evaluated(SHEET, Lang::Ja), &choice).contains("3か所"));
}
