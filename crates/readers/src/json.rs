//! Our own export, `kpi-evaluator/1` → a sheet that says the same, a record a row, so that it can be looked at and put
//! right as any other. `layout::records` reads it back.
//!
//! What was computed (rates, statuses, labels) is left out: it follows from the records.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::reading::Reading;
use crate::sheet::{Cell, Row, Sheet, Source};

/// The schema of what is read, and the first cell of the sheet that it becomes.
pub const SCHEMA: &str = "kpi-evaluator/1";

/// What the first or second cell of a worksheet says that only repeats, for machines or as provenance, what another one
/// of our workbook says: `kpi-evaluator/long-1`, `kpi-evaluator/about-1`.
pub const COMPANION: &str = "kpi-evaluator/";

/// The worksheets of a workbook without those of our own that say again what another one says: there people look and
/// correct, here programs.
pub fn without_companions(mut sheets: Vec<Sheet>) -> Vec<Sheet> {
    let is_companion = |sheet: &Sheet| {
        let cells = sheet.rows.iter().take(2).flat_map(|row| row.cells.iter().take(2));
        cells
            .into_iter()
            .any(|cell| cell.text.starts_with(COMPANION) && cell.text != SCHEMA)
    };
    let is_table = |sheet: &Sheet| !is_companion(sheet) && sheet.rows.iter().any(|row| !row.is_blank());
    if sheets.iter().any(is_table) {
        sheets.retain(|sheet| !is_companion(sheet));
    }
    sheets
}

/// The kinds of rows, each with the heads of its cells behind the kind; a row of heads begins each kind.
pub const KINDS: &[(&str, &[&str])] = &[
    (DOCUMENT, &["表題", "市区町村", "年度", "開始", "終了"]),
    (TABLE, &["番号", "表題"]),
    (
        PROJECT,
        &[
            "番号",
            "事業名",
            "上位の事業",
            "シートNo.",
            "交付金名",
            "開始",
            "終了",
            "事業費",
            "交付金",
            "評価",
            "記号",
            "今後の方針",
            "今後の方針の記号",
            "状況",
            "区分",
            "総合",
        ],
    ),
    (
        KPI,
        &[
            "表",
            "事業",
            "見出し",
            "シートNo.",
            "指標名",
            "単位",
            "方向",
            "基準値",
            "基準年度",
            "基準値の数え方",
            "最終目標",
            "目標年度",
            "目標の数え方",
            "状況",
            "区分",
            "総合",
            "評価",
            "基準値の注記",
            "最終目標の注記",
            "読み取り",
            "仮定",
            "担当課",
        ],
    ),
    (
        MEASUREMENT,
        &[
            "年度",
            "数え方",
            "目標の種類",
            "目標",
            "目標年度",
            "実績",
            "実績年度",
            "達成率",
            "目標の注記",
            "実績の注記",
        ],
    ),
    (TEXT, &["種類", "文章"]),
];

/// What the document says of itself.
pub const DOCUMENT: &str = "文書";
/// A table that indicators were read from.
pub const TABLE: &str = "表";
/// A project; its texts follow.
pub const PROJECT: &str = "事業";
/// An indicator; its measurements and texts follow.
pub const KPI: &str = "指標";
/// A measurement of the indicator above.
pub const MEASUREMENT: &str = "実績";
/// A text of the indicator or project above.
pub const TEXT: &str = "文章";

/// Beside a value: it is an estimate.
pub const ESTIMATED: &str = "推計";
/// Beside a value: its cell is there, and empty.
pub const BLANK: &str = "空欄";
/// Beside a value: a note follows.
pub const NOTE: &str = "注：";

/// The words of a direction, as sheets print them.
pub const DIRECTIONS: &[(&str, &str)] = &[("increase", "増加"), ("decrease", "減少"), ("maintain", "維持")];

/// Rows at most.
const MAX_ROWS: usize = 400_000;

/// The text is an export.
pub fn is_export(text: &str) -> bool {
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    let head = text.chars().take(400);
    let squeezed: String = head.filter(|c| !c.is_whitespace()).collect();
    squeezed.starts_with('{') && squeezed.contains(&format!("\"schema\":\"{SCHEMA}\""))
}

/// Reads an export; `None` where it is no such thing after all.
pub fn read(text: &str) -> Option<Reading> {
    if !is_export(text) {
        return None;
    }
    let export: Value = serde_json::from_str(text.trim_start_matches('\u{FEFF}')).ok()?;
    (export.get("schema")?.as_str()? == SCHEMA).then_some(())?;
    let mut rows = Rows::default();
    rows.push(SCHEMA, [at(&export, "/document/source")].map(word));
    rows.document(at(&export, "/document"));
    for table in list(&export, "tables") {
        rows.of(TABLE, [at(table, "/id"), at(table, "/title")].map(word));
    }
    let projects = list(&export, "projects");
    for project in projects {
        rows.project(project);
    }
    for kpi in list(&export, "kpis") {
        rows.kpi(kpi);
    }
    Some(Reading {
        source: Source::Json,
        sheets: vec![Sheet {
            name: None,
            rows: rows.rows,
            ..Sheet::default()
        }],
        remarks: Vec::new(),
    })
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// What stands there, if anything.
fn at<'a>(value: &'a Value, path: &str) -> &'a Value {
    value.pointer(path).unwrap_or(&Value::Null)
}

/// A word or number; nothing is an empty cell.
fn word(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// What the statuses of a KPI rest on, each once, one below the other.
fn assumed(kpi: &Value) -> String {
    let measurements = list(kpi, "measurements").iter();
    let all = measurements.flat_map(|measurement| list(measurement, "assumed"));
    let words: BTreeSet<String> = all.map(word).collect();
    words.into_iter().collect::<Vec<_>>().join("\n")
}

/// Words one below the other.
fn words(value: &Value) -> String {
    let words = value.as_array().map_or(&[][..], Vec::as_slice);
    words.iter().map(word).collect::<Vec<_>>().join("\n")
}

/// Rows, a row of heads before the first of each kind.
#[derive(Default)]
struct Rows {
    rows: Vec<Row>,
    headed: BTreeSet<&'static str>,
}

impl Rows {
    fn push(&mut self, kind: &str, cells: impl IntoIterator<Item = String>) {
        if self.rows.len() >= MAX_ROWS {
            return;
        }
        let cells = std::iter::once(kind.to_owned()).chain(cells);
        self.rows.push(Row {
            line: u32::try_from(self.rows.len() + 1).unwrap_or(u32::MAX),
            cells: cells.map(Cell::new).collect(),
            tabular: true,
        });
    }

    fn of(&mut self, kind: &'static str, cells: impl IntoIterator<Item = String>) {
        if self.headed.insert(kind) {
            let heads = KINDS.iter().find(|(known, _)| *known == kind);
            let heads = heads.map_or(&[][..], |(_, heads)| heads);
            // A mark that no kind has, so that the row is none of them.
            self.push(&format!("# {kind}"), heads.iter().map(|head| (*head).to_owned()));
        }
        self.push(kind, cells);
    }

    fn document(&mut self, document: &Value) {
        let term = at(document, "/term");
        let cells = [
            at(document, "/title"),
            at(document, "/municipality"),
            at(document, "/fiscalYear"),
            at(term, "/start"),
            at(term, "/end"),
        ];
        self.of(DOCUMENT, cells.map(word));
    }

    fn project(&mut self, project: &Value) {
        let (term, printed) = (at(project, "/term"), at(project, "/printed"));
        let cells = [
            word(at(project, "/id")),
            word(at(project, "/name")),
            word(at(project, "/parent")),
            words(at(project, "/sheetNos")),
            word(at(project, "/grantName")),
            word(at(term, "/start")),
            word(at(term, "/end")),
            word(at(project, "/cost/raw")),
            word(at(project, "/grant/raw")),
            word(at(printed, "/label")),
            word(at(printed, "/grade")),
            word(at(printed, "/nextStep/text")),
            word(at(printed, "/nextStep/grade")),
            word(at(printed, "/status")),
            words(at(printed, "/ratings")),
            word(at(printed, "/overall")),
        ];
        self.of(PROJECT, cells);
        self.texts(project);
    }

    fn kpi(&mut self, kpi: &Value) {
        let (printed, baseline, last) = (at(kpi, "/printed"), at(kpi, "/baseline"), at(kpi, "/finalTarget"));
        let cells = [
            word(at(kpi, "/table")),
            word(at(kpi, "/project")),
            words(at(kpi, "/section")),
            word(at(kpi, "/sheetNo")),
            word(at(kpi, "/name")),
            word(at(kpi, "/unit")),
            direction(kpi),
            word(at(baseline, "/raw")),
            word(at(baseline, "/period")),
            word(at(baseline, "/basis")),
            word(at(last, "/raw")),
            word(at(last, "/period")),
            word(at(last, "/basis")),
            word(at(printed, "/status")),
            words(at(printed, "/ratings")),
            word(at(printed, "/overall")),
            word(at(printed, "/label")),
            marks(baseline),
            marks(last),
            word(at(kpi, "/certainty")),
            assumed(kpi),
            words(at(kpi, "/departments")),
        ];
        self.of(KPI, cells);
        for measurement in list(kpi, "measurements") {
            let (target, actual) = (at(measurement, "/target"), at(measurement, "/actual"));
            let cells = [
                at(measurement, "/period"),
                at(measurement, "/basis"),
                at(measurement, "/against"),
                at(target, "/raw"),
                at(target, "/period"),
                at(actual, "/raw"),
                at(actual, "/period"),
                at(measurement, "/printedRate"),
            ];
            let marks = [target, actual].map(marks);
            self.of(MEASUREMENT, cells.map(word).into_iter().chain(marks));
        }
        self.texts(kpi);
    }

    fn texts(&mut self, whole: &Value) {
        for text in list(whole, "texts") {
            self.of(TEXT, [at(text, "/role"), at(text, "/text")].map(word));
        }
    }
}

/// What a value says beside its raw text, a line each.
fn marks(point: &Value) -> String {
    let mut marks = Vec::new();
    if at(point, "/estimated") == &Value::Bool(true) {
        marks.push(ESTIMATED.to_owned());
    }
    if at(point, "/absence").as_str() == Some("blank") {
        marks.push(BLANK.to_owned());
    }
    if let Some(note) = at(point, "/note").as_str() {
        marks.push(format!("{NOTE}{}", note.replace('\n', " ")));
    }
    marks.join("\n")
}

/// A direction that was printed, or said by a person. Others follow from the words again.
fn direction(kpi: &Value) -> String {
    let from = at(kpi, "/directionFrom").as_str();
    let said = at(kpi, "/direction").as_str();
    let word = |wanted: &str| {
        let known = DIRECTIONS.iter().find(|(id, _)| *id == wanted);
        known.map_or("", |(_, word)| *word)
    };
    match (from, said) {
        // Printed signs that contradict each other.
        (_, Some("unknown")) => format!("{}\n{}", word("increase"), word("decrease")),
        (Some("printed" | "user"), Some(said)) => word(said).to_owned(),
        _ => String::new(),
    }
}
