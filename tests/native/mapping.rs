//! What a person settles about a layout is read exactly: a table drawn as it was understood gives the same records, and
//! the schema and the reader agree on what a mapping is.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::rc::Rc;

use kpi_core::assess::{Corrections, Settings, assess};
use kpi_core::kpi::{Basis, Period, Term, TextRole};
use kpi_core::layout::mapping::form::{Form, Matches, matches};
use kpi_core::layout::mapping::guess::guess;
use kpi_core::layout::mapping::rearrange::{turned, with_part, with_record_rows};
use kpi_core::layout::mapping::{ColumnMapping, Dating, Mapping, RowKind, TableMapping};
use kpi_core::layout::role::{ROLES, Role};
use kpi_evaluator::app::inputs::Inputs;
use kpi_evaluator::app::questions::{Question, questions};
use kpi_evaluator::samples;
use kpi_readers::base::place::CellRef;
use kpi_readers::file::{self, FileSettings};
use kpi_readers::sheet::{Document, Sheet};
use kpi_report::contract;
use kpi_report::contract::mapping::drawn;
use kpi_report::contract::request;
use kpi_report::contract::v1::{Assumption, Evaluation, Kpi, Place, Point};
use kpi_report::i18n::Lang;
use serde_json::{Value, json};

use crate::schema::violations;

fn evaluate(document: &Document, mapping: &Mapping) -> Evaluation {
    let corrections = Corrections {
        mapping: mapping.clone(),
        ..Corrections::default()
    };
    contract::evaluation(&assess(document, &Settings::default(), &corrections), Lang::Ja)
}

/// Every document that the tests have: samples, habits, files.
fn documents() -> Vec<(String, Document)> {
    let mut documents: Vec<_> = samples::SAMPLES
        .iter()
        .map(|sample| (sample.id.to_owned(), Document::pasted(sample.text)))
        .collect();
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    for folder in ["readings", "fixtures"] {
        let mut paths: Vec<_> = fs::read_dir(tests.join(folder))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_file())
            .collect();
        paths.sort();
        for path in paths {
            let bytes = fs::read(&path).unwrap();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if folder == "readings" {
                let text = String::from_utf8(bytes).unwrap();
                let given = text.split("\n=====\n").next().unwrap_or_default().to_owned();
                documents.push((name, Document::pasted(given)));
            } else if let Ok(opened) = file::open(&bytes, Some(&name), &FileSettings::default()) {
                documents.push((name, opened.document));
            }
        }
    }
    documents
}

#[test]
fn a_table_drawn_as_it_was_understood_gives_the_same_records() {
    let mut faults = Vec::new();
    let mut n_tables = 0;
    for (name, document) in documents() {
        let before = evaluate(&document, &Mapping::default());
        let mut mapping = Mapping::default();
        for table in before.tables.iter().filter_map(drawn) {
            mapping.settle(table);
        }
        n_tables += mapping.tables.len();
        let after = evaluate(&document, &mapping);
        if before.kpis.len() != after.kpis.len() {
            faults.push(format!(
                "{name}: {} KPIs instead of {}",
                after.kpis.len(),
                before.kpis.len()
            ));
        }
        let is_drawn = |kpi: &Kpi| mapping.tables.iter().any(|table| table.table == kpi.table);
        for (one, other) in before.kpis.iter().zip(&after.kpis) {
            let mut one = one.clone();
            if is_drawn(&one) {
                // What the columns are is then said by a person, and assumed no more.
                let seen = one.measurements.iter_mut();
                seen.for_each(|seen| seen.assumed.retain(|what| *what != Assumption::Column));
            }
            if one != *other {
                faults.push(format!("{name}: {one:?}\n  is now {other:?}"));
                break;
            }
        }
        if before.projects != after.projects {
            faults.push(format!("{name}: other projects"));
        }
    }
    assert!(
        faults.is_empty(),
        "{} of them:\n{}",
        faults.len(),
        faults.join("\n")
    );
    assert!(n_tables > 50, "{n_tables} tables were drawn");
}

/// A mapping with every field.
fn full() -> Value {
    json!({
        "schema": "mapping/1", "fiscalYear": 2024, "term": { "start": "FY2021", "end": "FY2025" },
        "tables": [
            { "table": "t1", "sheet": "KPI", "rows": { "first": 2, "last": 9 }, "headerRows": [2, 3], "sectionRows": [4],
              "ignoredRows": [9], "form": "様式1", "turned": true, "parts": [1, 7], "recordRows": 2,
              "columns": [{ "column": 1, "role": "name" },
                          { "column": 2, "row": 2, "role": "target", "lower": "actual", "period": "FY2024", "basis": "level" },
                          { "column": 3, "role": "actual", "period": "none", "basis": "annual-increment" }] },
            { "table": "t2", "columns": [{ "column": 5, "role": "ignore" }] },
            { "table": "r12c1", "ignoredRows": [11], "unit": "人",
              "cells": [[[[12, 1]], [[13, 1, 4, 6], [14, 1]], []]],
              "columns": [{ "column": 1, "role": "name" }, { "column": 2, "role": "target" }] },
        ]
    })
}

fn by_schema(text: &str, value: &Value) -> Vec<String> {
    let schema: Value = serde_json::from_str(text).unwrap();
    violations(&schema, &schema, value, "it")
}

const MAPPING: &str = include_str!("../../schemas/mapping-1.schema.json");
const FORM: &str = include_str!("../../schemas/form-1.schema.json");

#[test]
fn the_schema_and_the_shape_name_the_same_fields_and_words() {
    let full = full();
    assert_eq!(by_schema(MAPPING, &full), Vec::<String>::new());
    let mapping: Mapping = serde_json::from_value(full.clone()).unwrap();
    assert_eq!(
        serde_json::to_value(&mapping).unwrap(),
        full,
        "every field is read and written"
    );
    assert_eq!(mapping.check(), Ok(()));
    let schema: Value = serde_json::from_str(MAPPING).unwrap();
    let names = |at: &str| -> Vec<String> {
        let fields = schema.pointer(at).unwrap().as_object().unwrap();
        fields.keys().cloned().collect()
    };
    let fields = |value: &Value| -> Vec<String> { value.as_object().unwrap().keys().cloned().collect() };
    assert_eq!(names("/properties"), fields(&full));
    let table = "/properties/tables/items/properties";
    let mut of_tables = [0, 2].map(|index| fields(&full["tables"][index])).concat();
    of_tables.sort();
    of_tables.dedup();
    assert_eq!(names(table), of_tables);
    assert_eq!(
        names("/$defs/column/properties"),
        fields(&full["tables"][0]["columns"][1])
    );
    for schema in [MAPPING, FORM] {
        let schema: Value = serde_json::from_str(schema).unwrap();
        let roles: Vec<&str> = ROLES.iter().map(|(id, _)| *id).collect();
        assert_eq!(schema["$defs"]["role"]["enum"], json!(roles));
    }
}

#[test]
fn the_schema_and_the_reader_refuse_the_same() {
    let mut n_refused = 0;
    for (at, value, by_reader_only) in [
        ("/schema", json!("mapping/2"), false),
        ("/fiscalYear", json!(1700), false),
        ("/fiscalYear", json!("R6"), false),
        ("/term/start", json!("令和3年度"), false),
        ("/term/middle", json!("FY2022"), false),
        ("/more", json!(1), false),
        ("/tables/0/table", json!(""), false),
        ("/tables/0/more", json!(1), false),
        ("/tables/0/rows", json!({ "first": 2, "height": 3 }), false),
        ("/tables/0/rows/first", json!(0), false),
        ("/tables/0/rows/last", json!(1), true),
        ("/tables/0/headerRows", json!([1]), true),
        ("/tables/0/sectionRows", json!([10]), true),
        ("/tables/0/ignoredRows", json!([0]), false),
        ("/tables/1/ignoredRows", json!([0]), false),
        ("/tables/0/columns/0/column", json!(0), false),
        ("/tables/0/columns/0/column", json!(20_000), false),
        ("/tables/0/columns/0/role", json!("colour"), false),
        ("/tables/0/columns/1/lower", json!("colour"), false),
        ("/tables/0/columns/1/period", json!("R6"), false),
        ("/tables/0/columns/1/basis", json!("sum"), false),
        ("/tables/0/columns/1/more", json!(1), false),
        ("/tables/0/columns/1/row", json!(1), false),
        ("/tables/0/columns/1/row", json!(3), true),
        ("/tables/0/turned", json!("yes"), false),
        ("/tables/0/parts", json!([0]), false),
        ("/tables/0/recordRows", json!(1), false),
        ("/tables/0/recordRows", json!(21), false),
        ("/tables/0/cells", json!([[[[1, 1]]]]), true),
        ("/tables/0/unit", json!("人"), true),
        ("/tables/2/rows", json!({ "first": 12, "last": 14 }), true),
        ("/tables/2/cells", json!([[[[1]]]]), false),
        ("/tables/2/cells", json!([[[[1, 1, 2]]]]), false),
        ("/tables/2/cells", json!([[[[0, 1]]]]), false),
        ("/tables/2/cells", json!([[[[1, 20_000]]]]), true),
        ("/tables/2/cells", json!([[[[1, 1, 0, 2]]]]), false),
        ("/tables/2/cells", json!([[[[1, 1, 3, 2]]]]), true),
        ("/tables/2/cells", json!([[[["A1"]]]]), false),
        ("/tables/2/cells", json!([[vec![[1, 1]; 65]]]), false),
        ("/tables/2/cells", json!([vec![[[1, 1]]; 201]]), false),
        ("/tables/2/ignoredRows", json!([0]), false),
    ] {
        let mut mapping = full();
        let (parent, field) = at.rsplit_once('/').unwrap();
        mapping
            .pointer_mut(parent)
            .unwrap()
            .as_object_mut()
            .unwrap()
            .insert(field.to_owned(), value.clone());
        assert_eq!(
            by_schema(MAPPING, &mapping).is_empty(),
            by_reader_only,
            "{at} = {value}: the schema"
        );
        let fault = request::options(&json!({ "mapping": mapping })).expect_err(at);
        assert_eq!(fault.code, "options");
        let said = value.as_str().unwrap_or(field);
        let named = [field, said, "height", "cells", "A1"]
            .iter()
            .any(|word| fault.message.contains(word));
        assert!(named, "{at} = {value}: {}", fault.message);
        n_refused += 1;
    }
    assert_eq!(n_refused, 41);
    assert!(request::options(&json!({ "mapping": full() })).is_ok());
}

/// Directly above the cells stand words that no header dictionary has.
const UNKNOWN: &str =
    "令和6年度 まとめ\n\n区名\tことがら\tA\tB\n一区\t窓口の数\t10\t12\n\t相談の件数\t200\t150\nおわり\n";

#[test]
fn what_was_drawn_is_read_exactly() {
    let text = "題\n\n指標名\t目標\t実績\n第1\t\t\n企業数\t10\t12\n計\t10\t12\n店舗数\t5\t4\n※1 速報\t\t\n来客数\t1\t\n";
    let mapping = |edit: &dyn Fn(&mut TableMapping)| {
        let document = Document::pasted(text);
        let found = evaluate(&document, &Mapping::default());
        let mut table = drawn(&found.tables[0]).unwrap();
        edit(&mut table);
        let mut mapping = Mapping::default();
        mapping.settle(table);
        evaluate(&document, &mapping)
    };
    let names =
        |found: &Evaluation| -> Vec<String> { found.kpis.iter().map(|kpi| kpi.name.clone()).collect() };
    assert_eq!(names(&mapping(&|_| {})), ["企業数", "店舗数", "来客数"]);
    // A row that was left out, taken in; one that was taken, left out.
    let rows = mapping(&|table| {
        table.set_row(6, RowKind::Record);
        table.set_row(7, RowKind::Ignored);
    });
    assert_eq!(names(&rows), ["企業数", "計", "来客数"]);
    // A heading is a heading because a person says so, or is none.
    assert_eq!(rows.kpis[0].section, ["第1"]);
    let no_heading = mapping(&|table| table.set_row(4, RowKind::Record));
    assert_eq!(names(&no_heading), ["第1", "企業数", "店舗数", "来客数"]);
    assert!(no_heading.kpis[1].section.is_empty());
    // First and last row.
    assert_eq!(
        names(&mapping(&|table| table.set_rows(3, 7))),
        ["企業数", "店舗数"]
    );
    // Roles, periods and what is counted.
    let columns = mapping(&|table| {
        table.set_column(ColumnMapping {
            period: Dating::At(Period::Fiscal(2023)),
            basis: Some(Basis::AnnualIncrement),
            ..ColumnMapping::new(2, Role::Actual)
        });
        table.set_column(ColumnMapping::new(3, Role::Ignore));
    });
    let [measured] = &columns.kpis[0].measurements[..] else {
        panic!("one measurement")
    };
    assert_eq!(
        (measured.period.as_deref(), measured.basis.as_str()),
        (Some("FY2023"), "annual-increment")
    );
    assert_eq!(measured.actual.as_ref().unwrap().value.as_deref(), Some("10"));
    // Without a column of names nothing is read, and it says so.
    let nameless = mapping(&|table| table.set_column(ColumnMapping::new(1, Role::Note(TextRole::Note))));
    assert!(nameless.kpis.is_empty());
    assert!(
        nameless
            .notices
            .iter()
            .any(|notice| notice.code.id() == "name-column-missing")
    );
}

#[test]
fn year_and_term_of_a_person_come_before_the_document_s() {
    let mapping = Mapping {
        fiscal_year: Some(2022),
        term: Term {
            start: None,
            end: Some(Period::Fiscal(2026)),
        },
        ..Mapping::default()
    };
    let text = "令和5年度 進捗状況\n指標名\t目標\t実績\n企業数\t10\t12\n";
    let found = evaluate(&Document::pasted(text), &mapping);
    assert_eq!(found.document.fiscal_year, Some(2022));
    assert_eq!(found.document.term.unwrap().end.as_deref(), Some("FY2026"));
    assert_eq!(found.kpis[0].measurements[0].period.as_deref(), Some("FY2022"));
}

#[test]
fn ids_of_other_tables_stay_when_one_is_drawn() {
    let text = "A\n\n指標名\t目標\t実績\n企業数\t10\t12\n\n本文がここで続きます。\n\n指標名\t単位\t実績\n店舗数\t店\t4\n";
    let document = Document::pasted(text);
    let before = evaluate(&document, &Mapping::default());
    assert_eq!(before.tables.len(), 2);
    for table in &before.tables {
        let mut mapping = Mapping::default();
        mapping.settle(drawn(table).unwrap());
        let after = evaluate(&document, &mapping);
        let ids =
            |found: &Evaluation| -> Vec<String> { found.kpis.iter().map(|kpi| kpi.id.clone()).collect() };
        assert_eq!(ids(&after), ids(&before));
    }
}

#[test]
fn where_nothing_is_recognised_the_best_guess_reads_the_cells() {
    let document = Document::pasted(UNKNOWN);
    let sheets = kpi_readers::read(&document).sheets;
    let table = guess(&sheets[0], "m1").unwrap();
    assert_eq!((table.rows.unwrap().first, table.rows.unwrap().last), (3, 5));
    assert_eq!(table.header_rows.iter().copied().collect::<Vec<_>>(), [3]);
    let mut mapping = Mapping::default();
    mapping.settle(table);
    let found = evaluate(&document, &mapping);
    let kpi = found.kpis.last().unwrap();
    assert_eq!(kpi.name, "相談の件数");
    let value = |point: &Option<Point>| point.as_ref().and_then(|point| point.value.clone());
    assert_eq!(value(&kpi.measurements[0].target).as_deref(), Some("200"));
    assert_eq!(value(&kpi.measurements[0].actual).as_deref(), Some("150"));
    for text in ["", "会議録です。", "一行だけ"] {
        let sheets = kpi_readers::read(&Document::pasted(text)).sheets;
        assert_eq!(
            sheets.first().and_then(|sheet| guess(sheet, "m1")),
            None,
            "{text}"
        );
    }
}

/// The form of the first table of a sheet, with a role that a person put right.
fn form(text: &str) -> Form {
    let document = Document::pasted(text);
    let found = evaluate(&document, &Mapping::default());
    let mut table = drawn(&found.tables[0]).unwrap();
    table.set_column(ColumnMapping::new(4, Role::Note(TextRole::Note)));
    Form::of("進捗管理", &table, &kpi_readers::read(&document).sheets[0]).unwrap()
}

fn matched(form: &Form, text: &str) -> Matches {
    let sheets = kpi_readers::read(&Document::pasted(text)).sheets;
    matches([form], &sheets, |_, _| None)
}

#[test]
fn a_form_is_applied_to_the_next_year_s_sheet_if_its_values_fit() {
    let form = form("表\n指標名\tR5年度目標\tR5年度実績\t前回\n企業数\t10\t12\t9\n店舗数\t5\t4\t3\n");
    let json = serde_json::to_value(&form).unwrap();
    assert_eq!(by_schema(FORM, &json), Vec::<String>::new());
    assert_eq!(json["header"], json!([["指標名", "〇目標", "〇実績", "前回"]]));
    // Next year's, moved down and with a section and a sum.
    let next = "令和6年度\n\n指標名\tＲ６年度　目標\tR6年度実績\t前回\n第1節\t\t\t\n企業数\t20\t21\t12\n合計\t20\t21\t12\n";
    let found = matched(&form, next);
    assert!(found.misfits.is_empty());
    let [(name, tables)] = &found.fitting[..] else {
        panic!("one form fits")
    };
    assert_eq!((name.as_str(), tables.len()), ("進捗管理", 1));
    assert_eq!(tables[0].form.as_deref(), Some("進捗管理"));
    let mut mapping = Mapping::default();
    mapping.settle(tables[0].clone());
    let read = evaluate(&Document::pasted(next), &mapping);
    let [kpi] = &read.kpis[..] else {
        panic!("one record")
    };
    assert_eq!(
        (kpi.name.as_str(), &kpi.section[..]),
        ("企業数", &["第1節".to_owned()][..])
    );
    assert_eq!(kpi.measurements[0].period.as_deref(), Some("FY2024"));
    assert_eq!(kpi.texts[0].text, "12");
    // The same header over other values: it is said which column does not fit.
    let words = "指標名\tR6年度目標\tR6年度実績\t前回\n企業数\tたくさん\t21\t\n店舗数\tすこし\t3\t\n";
    let found = matched(&form, words);
    assert!(found.fitting.is_empty());
    assert_eq!(
        (found.misfits[0].1.column, found.misfits[0].1.role),
        (2, Role::Target)
    );
    // Another header.
    for other in [
        "指標名\tR6年度目標\tR6年度実績\n企業数\t1\t2\n",
        "指標名\t目標\tR6年度実績\t前回\n企業数\t1\t2\t3\n",
        "",
    ] {
        assert_eq!(matched(&form, other), Matches::default(), "{other}");
    }
}

#[test]
fn a_table_without_a_header_is_no_form() {
    let document = Document::pasted("企業数\t社\t10\t12\n店舗数\t店\t5\t4\n");
    let found = evaluate(&document, &Mapping::default());
    let table = drawn(&found.tables[0]).unwrap();
    let sheets = kpi_readers::read(&document).sheets;
    assert_eq!(Form::of("様式", &table, &sheets[0]), None);
}

fn inputs(text: &str) -> Inputs {
    Inputs::of(Rc::new(Document::pasted(text)), Settings::default())
}

fn asked(inputs: &Inputs) -> (Evaluation, Vec<Question>) {
    let document = inputs.document.as_ref().unwrap();
    let found = contract::evaluation(&assess(document, &inputs.settings, &inputs.corrections), Lang::Ja);
    let cell = |at: &Place| {
        Some(CellRef {
            sheet: 0,
            row: usize::try_from(at.row?).unwrap() - 1,
            column: usize::try_from(at.column?).unwrap() - 1,
        })
    };
    let questions = questions(&found, cell);
    (found, questions)
}

#[test]
fn every_answer_answers_its_question() {
    let mut n_answers = BTreeMap::<&str, usize>::new();
    for text in [
        "企業数\t社\t10\t12\n店舗数\t店\t5\t4\n",
        "指標名\t目標\t実績\n事故件数\t10\t12\n",
        "指標名\t方向\t目標\t実績\n待機児童（↑）\t↓\t10\t12\n",
        "指標名\t基準値\t目標\t実績\n農家数\t312\t280\t290\n",
        "指標名\t2021\t2022\n企業数\t10\t12\n",
        "指標名\t目標\t実績\n企業数\t10\t12\n\t\t\t\tx\t5\n店舗数\t5\tたぶん\n",
        "指標名\t目標\t実績\n企業数\t10\t12\n",
        &format!(
            "指標名\t目標\t実績\n企業数\t10\t12\n{}\t5\t6\n店舗数\t5\t4\n",
            "長い名前".repeat(40)
        ),
    ] {
        let before = inputs(text);
        let (found, questions) = asked(&before);
        for question in &questions {
            let code = found.notices[question.notice].code.id();
            for answer in &question.answers {
                let after = before.after(answer.change.clone());
                let (left, others) = asked(&after);
                let at = |found: &Evaluation, question: &Question| {
                    let notice = &found.notices[question.notice];
                    (notice.code, notice.kpi.clone())
                };
                let wanted = at(&found, question);
                let again = others.iter().find(|other| at(&left, other) == wanted);
                assert!(again.is_none(), "{text}: {code} is asked again after {answer:?}");
                assert!(!left.kpis.is_empty(), "{text}: {answer:?} leaves nothing");
                *n_answers.entry(answer.id).or_default() += 1;
            }
        }
    }
    let ids: Vec<_> = n_answers.keys().copied().collect();
    assert_eq!(
        ids,
        [
            "all-increase",
            "calendar",
            "columns",
            "direction",
            "fiscal",
            "leave-rows",
            "not-published",
            "read-row"
        ]
    );
}

/// What a table says of its records, read anew after a person said how they stand.
#[track_caller]
fn rearranged(
    text: &str,
    change: impl Fn(&TableMapping, &Sheet) -> TableMapping,
) -> (TableMapping, Evaluation) {
    let document = Document::pasted(text);
    let sheets = kpi_readers::read(&document).sheets;
    let found = evaluate(&document, &Mapping::default());
    let table = found.tables.first().and_then(drawn);
    let table = table.or_else(|| guess(&sheets[0], "m1")).unwrap();
    let changed = change(&table, &sheets[0]);
    let mut mapping = Mapping::default();
    mapping.settle(changed.clone());
    assert_eq!(mapping.check(), Ok(()));
    (changed, evaluate(&document, &mapping))
}

/// Names with target and actual, and the cell of the actual.
fn read_out(found: &Evaluation) -> Vec<String> {
    let value = |point: &Option<Point>| {
        let value = point.as_ref().and_then(|point| point.value.clone());
        value.unwrap_or_else(|| "-".to_owned())
    };
    let out = found.kpis.iter().map(|kpi| {
        let measured = kpi.measurements.iter().map(|measured| {
            let at = measured
                .actual
                .as_ref()
                .and_then(|actual| actual.at.as_ref()?.cell.clone());
            format!(
                " {}:{}/{}@{}",
                measured.period.as_deref().unwrap_or(""),
                value(&measured.target),
                value(&measured.actual),
                at.unwrap_or_default()
            )
        });
        format!("{}{}", kpi.name, measured.collect::<String>())
    });
    out.collect()
}

#[test]
fn a_person_can_say_that_a_table_is_turned() {
    // Words that no header dictionary has: nothing tells that the rows are no records.
    let text = "まとめ\n項目\t窓口の数\t相談の件数\nねらい\t10\t200\nできた\t12\t150\n";
    let (table, found) = rearranged(text, turned);
    assert!(table.turned);
    assert_eq!((table.rows.unwrap().first, table.rows.unwrap().last), (1, 3));
    assert_eq!(read_out(&found), ["窓口の数 :10/12@B4", "相談の件数 :200/150@C4"]);
    // Turned back, it is the table that it was.
    let (again, _) = rearranged(text, |table, sheet| turned(&turned(table, sheet), sheet));
    assert_eq!((again.turned, again.rows.unwrap().first), (false, 2));
}

#[test]
fn a_person_can_say_how_many_rows_a_record_takes() {
    let text = "指標名\t単位\tR5\tR6\n企業数\t社\t10\t12\n\t\t9\t\n店舗数\t店\t5\t6\n\t\t4\t7\n";
    let (table, found) = rearranged(text, |table, sheet| with_record_rows(table, sheet, 2));
    assert_eq!(table.record_rows, Some(2));
    assert_eq!(
        read_out(&found),
        [
            "企業数 FY2023:10/9@C3 FY2024:12/-@D3",
            "店舗数 FY2023:5/4@C5 FY2024:6/7@D5"
        ]
    );
    // A lower row that is missing altogether does not shift the records below it.
    let short = text.replace("\t\t9\t\n", "");
    let (_, found) = rearranged(&short, |table, sheet| with_record_rows(table, sheet, 2));
    assert_eq!(read_out(&found)[1], "店舗数 FY2023:5/4@C4 FY2024:6/7@D4");
    // Back to one row each, only what is said of the first row is left.
    let (table, _) = rearranged(text, |table, sheet| {
        with_record_rows(&with_record_rows(table, sheet, 3), sheet, 1)
    });
    assert!(table.record_rows.is_none() && table.columns.iter().all(|column| column.row.is_none()));
}

#[test]
fn labels_on_the_left_say_what_the_rows_of_a_record_are() {
    let text = "台帳\nことがら\t窓口の数\n目標値(R6)\t10\n実績値(R6)\t12\nことがら\t相談の件数\n目標値(R6)\t200\n実績値(R6)\t150\n";
    let (_, found) = rearranged(text, |_, sheet| {
        let mut table = TableMapping::drawn("m1", sheet, &(1..7));
        table.set_column(ColumnMapping::new(2, Role::Name));
        with_record_rows(&table, sheet, 3)
    });
    assert_eq!(
        read_out(&found),
        ["窓口の数 FY2024:10/12@B4", "相談の件数 FY2024:200/150@B7"]
    );
}

#[test]
fn a_person_can_say_that_a_table_repeats_to_the_right() {
    let text = "区分\tことがら\tA\tB\tことがら\tA\tB\n一区\t窓口の数\t10\t12\t相談の件数\t200\t150\n";
    let (table, found) = rearranged(text, |table, sheet| with_part(table, sheet, 5));
    assert_eq!(table.parts.iter().copied().collect::<Vec<_>>(), [2, 5]);
    assert_eq!(read_out(&found), ["窓口の数 :10/12@D2", "相談の件数 :200/150@G2"]);
    assert!(
        found.kpis.iter().all(|kpi| kpi.section == ["一区"]),
        "columns before the first are both's"
    );
    let (table, found) = rearranged(text, |table, sheet| {
        with_part(&with_part(table, sheet, 5), sheet, 5)
    });
    assert!(table.parts.is_empty());
    assert_eq!(read_out(&found), ["窓口の数 :10/12@D2"]);
}

#[test]
fn tables_of_every_arrangement_are_drawn() {
    let mut n = BTreeMap::<&str, usize>::new();
    for (_, document) in documents() {
        for table in evaluate(&document, &Mapping::default())
            .tables
            .iter()
            .filter_map(drawn)
        {
            let has_kinds = table.columns.iter().any(|column| column.role == Role::Kind);
            let said = [
                ("turned", table.turned),
                ("parts", table.parts.len() > 1),
                ("recordRows", table.record_rows.is_some()),
                ("kinds", has_kinds),
            ];
            for (word, _) in said.into_iter().filter(|(_, is)| *is) {
                *n.entry(word).or_default() += 1;
            }
        }
    }
    assert!(n.len() == 4 && n.values().all(|n| *n > 1), "{n:?}");
}

#[test]
fn a_form_keeps_how_the_records_stand() {
    for (text, next, expected) in [
        (
            "年度\t創業者数\t移住者数\n目標\t4\t6\n実績\t3\t5\n",
            "令和6年度\n\n\t年度\t創業者数\t移住者数\t転入者数\n\t目標\t40\t60\t7\n\t実績\t30\t50\t8\n",
            &[
                "創業者数 FY2024:40/30@C5",
                "移住者数 FY2024:60/50@D5",
                "転入者数 FY2024:7/8@E5",
            ][..],
        ),
        (
            "指標\t区分\tR5\n創業者数\t目標\t4\n\t実績\t3\n",
            "表\n指標\t区分\tR6\n第1節\t\t\n創業者数\t目標\t40\n\t実績\t30\n移住者数\t目標\t60\n\t実績\t50\n\n以上\n",
            &["創業者数 FY2024:40/30@C5", "移住者数 FY2024:60/50@C7"][..],
        ),
        (
            "指標\t目標\t実績\t指標\t目標\t実績\n創業者数\t4\t3\t移住者数\t6\t5\n",
            "指標\t目標\t実績\t指標\t目標\t実績\n転入者数\t40\t30\t転出者数\t60\t50\n",
            &["転入者数 :40/30@C2", "転出者数 :60/50@F2"][..],
        ),
    ] {
        let document = Document::pasted(text);
        let found = evaluate(&document, &Mapping::default());
        let table = drawn(&found.tables[0]).unwrap();
        let form = Form::of("様式", &table, &kpi_readers::read(&document).sheets[0]).unwrap();
        let json = serde_json::to_value(&form).unwrap();
        assert_eq!(by_schema(FORM, &json), Vec::<String>::new());
        assert_eq!(serde_json::from_value::<Form>(json).unwrap(), form);
        let found = matched(&form, next);
        let [(_, tables)] = &found.fitting[..] else {
            panic!("{text}: {found:?}")
        };
        let mut mapping = Mapping::default();
        mapping.settle(tables[0].clone());
        assert_eq!(
            read_out(&evaluate(&Document::pasted(next), &mapping)),
            expected,
            "{text}"
        );
    }
}
