//! Every form that can be read is read back by the product's own intake into the same evaluation.

use std::fs;
use std::path::Path;

use kpi_core::assess::{Corrections, Settings, assess};
use kpi_evaluator::samples;
use kpi_readers::file::{self, FileSettings};
use kpi_readers::sheet::Document;
use kpi_report::contract::{self, v1};
use kpi_report::export::csv::Encoding;
use kpi_report::export::render::{Form, Manner, Rendered, render};
use kpi_report::i18n::Lang;

fn evaluate(document: &Document) -> v1::Evaluation {
    contract::evaluation(
        &assess(document, &Settings::default(), &Corrections::default()),
        Lang::Ja,
    )
}

/// What the samples do not show: tables of two kinds in one sheet, where an empty cell would say something; units in cells
/// that are not the KPI's; words where a figure is due.
const MADE: &[(&str, &str)] = &[
    (
        "two kinds",
        "指標名\t単位\t目標値（R5）\t実績値（R5）\n来館者数\t人\t1000\t850\n講座数\t回\t10\t12\n\n指標名\t単位\t基準値（R1）\t最終目標値（R6）\t実績値（R5）\n社会増減数\t人\t-120\t-50\t-62\n空き家数\t戸\t300\t250\t280\n",
    ),
    (
        "units in cells",
        "指標名\t目標値（R5）\t実績値（R5）\n創業支援件数\t20件/年\t22件/年\n巡回バスの利用者数\t1,200人/月\t1,310人/日\n出荷額\t12億円\t11億円\n",
    ),
    (
        "words",
        "指標名\t単位\t目標値（R5）\t実績値（R5）\n健康寿命\t歳\t延伸\t80.6\n満足度\t%\t80%以上\t推計78.5\n待機児童数\t人\t0\t0\n産出額\t億円\t50\t12月公表\n休業\t日\t5以内\t休止\n",
    ),
];

fn documents() -> Vec<(String, Document)> {
    let mut documents: Vec<_> = samples::SAMPLES
        .iter()
        .map(|sample| (sample.id.to_owned(), Document::pasted(sample.text)))
        .collect();
    documents.extend(
        MADE.iter()
            .map(|(name, text)| ((*name).to_owned(), Document::pasted(*text))),
    );
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/sheets");
    let Ok(folder) = fs::read_dir(&shared) else {
        println!("skipped: the whole documents are not beside the project");
        return documents;
    };
    let mut paths: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        documents.push((name, Document::pasted(text)));
    }
    documents
}

/// Words that are written with one dash in an encoding that has no other.
fn as_in(encoding: Encoding, lines: &[String]) -> Vec<String> {
    let dashes = |line: &String| match encoding {
        Encoding::Cp932 => line.replace('—', "―"),
        Encoding::Utf8 => line.clone(),
    };
    lines.iter().map(dashes).collect()
}

fn read_back(form: Form, rendered: &Rendered) -> v1::Evaluation {
    let name = format!("a.{}", form.ending());
    let opened = file::open(rendered.bytes(), Some(&name), &FileSettings::default()).unwrap();
    evaluate(&opened.document)
}

/// A value as what it says: its number, or its words without white space, and its period.
fn point(point: Option<&v1::Point>) -> String {
    let Some(point) = point else { return "-".to_owned() };
    if point.absence.as_deref() == Some("blank") {
        return "-".to_owned();
    }
    let raw: String = point.raw.split_whitespace().collect();
    let said = point.value.clone().unwrap_or(raw);
    let said = said
        .parse::<rust_decimal::Decimal>()
        .map_or(said, |value| value.normalize().to_string());
    format!(
        "{said}{}{}@{}",
        if point.estimated { "~" } else { "" },
        point
            .scoped
            .as_deref()
            .map_or_else(String::new, |scoped| format!("[{scoped}]")),
        point.period.as_deref().unwrap_or("")
    )
}

#[test]
fn what_people_judged_stands_beside_and_changes_no_kpi() {
    let found = evaluate(&Document::pasted(MADE[1].1));
    let mut manner = Manner::default();
    manner.choice.lang = Lang::Ja;
    manner.choice.final_labels = [(found.kpis[0].id.clone(), "順調".to_owned())].into();
    manner.choice.judged = vec!["産業　確定評価：遅れ".to_owned()];
    let said = |found: &v1::Evaluation| found.kpis.iter().flat_map(lines).collect::<Vec<_>>();
    for form in [Form::Xlsx, Form::Csv, Form::Html, Form::Markdown] {
        let rendered = render(&found, form, &manner);
        let back = read_back(form, &rendered);
        assert_eq!(said(&back), said(&found), "{}", form.id());
        if form == Form::Html {
            let text = String::from_utf8_lossy(rendered.bytes()).into_owned();
            assert!(text.contains("確定評価") && text.contains("順調"), "{text}");
        }
    }
}

/// A line for what a KPI says, and one for each of its measurements.
fn lines(kpi: &v1::Kpi) -> Vec<String> {
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let mut lines = vec![format!(
        "{} [{}] {} base {} final {}",
        squeezed(&kpi.name),
        kpi.unit.as_deref().unwrap_or(""),
        kpi.direction.id(),
        point(kpi.baseline.as_ref()),
        point(kpi.final_target.as_ref()),
    )];
    for seen in &kpi.measurements {
        lines.push(format!(
            "{} {} {} target {} actual {} rate {} status {}",
            seen.period.as_deref().unwrap_or("-"),
            seen.basis,
            seen.against,
            point(seen.target.as_ref()),
            point(seen.actual.as_ref()),
            seen.rate.as_deref().unwrap_or("-"),
            seen.status.id()
        ));
    }
    lines
}

fn differences(before: &v1::Evaluation, after: &v1::Evaluation, encoding: Encoding) -> Vec<String> {
    let mut faults = Vec::new();
    if before.kpis.len() != after.kpis.len() {
        faults.push(format!(
            "{} KPIs instead of {}",
            after.kpis.len(),
            before.kpis.len()
        ));
    }
    for (index, kpi) in before.kpis.iter().enumerate() {
        let wanted = as_in(encoding, &lines(kpi));
        let got = after.kpis.get(index).map(lines).unwrap_or_default();
        if wanted != got {
            faults.push(format!(
                "wanted {}\n        got    {}",
                wanted.join("\n               "),
                got.join("\n               ")
            ));
        }
    }
    faults
}

#[test]
fn every_form_is_read_back() {
    let forms = [
        (Form::Xlsx, Encoding::Utf8),
        (Form::Csv, Encoding::Utf8),
        (Form::Csv, Encoding::Cp932),
        (Form::Html, Encoding::Utf8),
        (Form::Markdown, Encoding::Utf8),
    ];
    let mut faults = Vec::new();
    for (name, document) in documents() {
        let before = evaluate(&document);
        for (form, encoding) in forms {
            let manner = Manner {
                encoding,
                ..Manner::default()
            };
            let rendered = render(&before, form, &manner);
            assert_eq!(rendered, render(&before, form, &manner), "{name}: the same bytes");
            let after = read_back(form, &rendered);
            if form == Form::Csv && name == "two kinds" {
                // One table for machines has one row of heads: that a cell is empty says something there.
                continue;
            }
            let found = differences(&before, &after, encoding);
            if !found.is_empty() {
                faults.push(format!(
                    "{name} as {} {encoding:?}: {} of {}\n    {}",
                    form.id(),
                    found.len(),
                    before.kpis.len(),
                    found.join("\n    ")
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}
