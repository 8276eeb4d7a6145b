//! A row for each KPI and measurement, for machines: one header row, unlike heads, no merged cells, numbers without
//! units, periods in a notation that sorts.

use crate::contract::v1;
use crate::export::handout::{Cell, Choice};
use crate::i18n::Lang;
use crate::i18n::page::DEPARTMENTS_JOINT;
use crate::i18n::shown;

/// What the first cell of each row says: the form and its version.
pub const SCHEMA: &str = "kpi-evaluator/long-1";

/// The columns, by their stable ids; one may be added at the end, none is renamed or removed.
pub const COLUMNS: &[&str] = &[
    "schema",
    "kpi_id",
    "table_id",
    "table",
    "section",
    "project",
    "number",
    "name",
    "unit",
    "direction",
    "direction_from",
    "period",
    "period_ja",
    "basis",
    "against",
    "baseline",
    "baseline_period",
    "baseline_raw",
    "target",
    "target_period",
    "target_raw",
    "actual",
    "actual_period",
    "actual_raw",
    "estimated",
    "final_target",
    "final_target_period",
    "final_target_raw",
    "rate_percent",
    "progress_percent",
    "final_progress_percent",
    "method",
    "shown_rate_percent",
    "printed_rate",
    "check",
    "status",
    "reason",
    "assumed",
    "speaks",
    "label_grade",
    "label",
    "printed_label",
    "certainty",
    "source_sheet",
    "source_cell",
    "source_line",
    "rule_set",
    "department",
];

/// The long form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Long {
    /// The head of each of [`COLUMNS`], in the language of the choice.
    pub heads: Vec<String>,
    /// A cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

/// The long form of an evaluation. A KPI without a measurement has a row without one.
pub fn lay_out(found: &v1::Evaluation, choice: &Choice) -> Long {
    let mut rows = Vec::new();
    for kpi in &found.kpis {
        let shared = Shared::of(found, kpi);
        if kpi.measurements.is_empty() {
            rows.push(row(&shared, None, choice.lang));
        }
        for (index, _) in kpi.measurements.iter().enumerate() {
            rows.push(row(&shared, Some(index), choice.lang));
        }
    }
    Long {
        heads: COLUMNS.iter().map(|id| head(id, choice)).collect(),
        rows,
    }
}

fn head(id: &str, choice: &Choice) -> String {
    let word = (choice.words().long)(id);
    if word.is_empty() { id } else { word }.to_owned()
}

/// What all rows of a KPI share.
struct Shared<'a> {
    found: &'a v1::Evaluation,
    kpi: &'a v1::Kpi,
    table: Option<&'a v1::Table>,
    project: Option<&'a v1::Project>,
}

impl<'a> Shared<'a> {
    fn of(found: &'a v1::Evaluation, kpi: &'a v1::Kpi) -> Self {
        Self {
            found,
            kpi,
            table: found.tables.iter().find(|table| table.id == kpi.table),
            project: found
                .projects
                .iter()
                .find(|other| Some(&other.id) == kpi.project.as_ref()),
        }
    }
}

fn row(shared: &Shared<'_>, index: Option<usize>, lang: Lang) -> Vec<Cell> {
    COLUMNS.iter().map(|id| cell(id, shared, index, lang)).collect()
}

fn cell(id: &str, shared: &Shared<'_>, index: Option<usize>, lang: Lang) -> Cell {
    let kpi = shared.kpi;
    let seen = index.and_then(|index| kpi.measurements.get(index));
    let of = |read: fn(&v1::Measurement) -> Option<&String>| seen.and_then(read);
    let word = |text: Option<&String>| Cell::maybe(text);
    let number = |text: Option<&String>| text.map_or(Cell::Empty, |value| Cell::number(value));
    let target = seen.and_then(|seen| seen.target.as_ref());
    let actual = seen.and_then(|seen| seen.actual.as_ref());
    let flag = |is: bool| if is { Cell::number("1") } else { Cell::Empty };
    match id {
        "schema" => Cell::text(SCHEMA),
        "kpi_id" => Cell::text(&kpi.id),
        "table_id" => Cell::text(&kpi.table),
        "table" => word(shared.table.and_then(|table| table.title.as_ref())),
        "section" => Cell::text(&kpi.section.join(" ＞ ")),
        "project" => word(shared.project.map(|project| &project.name)),
        "number" => word(kpi.sheet_no.as_ref()),
        "name" => Cell::text(&kpi.name),
        "unit" => word(kpi.unit.as_ref()),
        "direction" => Cell::text(kpi.direction.id()),
        "direction_from" => Cell::text(kpi.direction_from.id()),
        "period" => word(of(|seen| seen.period.as_ref())),
        "period_ja" => of(|seen| seen.period.as_ref())
            .map_or(Cell::Empty, |period| Cell::text(&shown::period(period, Lang::Ja))),
        "basis" => word(seen.map(|seen| &seen.basis)),
        "against" => word(seen.map(|seen| &seen.against)),
        "baseline" | "baseline_period" | "baseline_raw" => point(id, kpi.baseline.as_ref()),
        "target" | "target_period" | "target_raw" => point(id, target),
        "actual" | "actual_period" | "actual_raw" => point(id, actual),
        "estimated" => flag(actual.is_some_and(|actual| actual.estimated)),
        "final_target" | "final_target_period" | "final_target_raw" => point(id, kpi.final_target.as_ref()),
        "rate_percent" => number(of(|seen| seen.rate.as_ref())),
        "progress_percent" => number(of(|seen| seen.progress.as_ref())),
        "final_progress_percent" => number(of(|seen| seen.final_progress.as_ref())),
        "method" => word(of(|seen| seen.method.as_ref())),
        "shown_rate_percent" => number(of(|seen| seen.shown_rate.as_ref())),
        "printed_rate" => word(of(|seen| seen.printed_rate.as_ref())),
        "check" => seen.map_or(Cell::Empty, |seen| Cell::text(seen.check.id())),
        "status" => seen.map_or(Cell::Empty, |seen| Cell::text(seen.status.id())),
        "reason" => word(of(|seen| seen.reason.as_ref())),
        "assumed" => {
            let assumed = seen.map_or(&[][..], |seen| &seen.assumed);
            let words: Vec<_> = assumed.iter().map(|assumption| assumption.id()).collect();
            Cell::text(&words.join(" "))
        }
        "speaks" => flag(index.is_some() && index == kpi.speaks),
        _ => of_kpi(id, shared, lang),
    }
}

fn of_kpi(id: &str, shared: &Shared<'_>, _: Lang) -> Cell {
    let kpi = shared.kpi;
    let label = kpi.label.as_ref().or(kpi.overall_label.as_ref());
    let place = |number: Option<u32>| number.map_or(Cell::Empty, |number| Cell::number(&number.to_string()));
    match id {
        "label_grade" => Cell::maybe(label.and_then(|label| label.grade.as_ref())),
        "label" => Cell::maybe(label.map(|label| &label.text)),
        "printed_label" => {
            let printed = kpi.printed.as_ref();
            let printed = printed.and_then(|printed| {
                let label = printed.label.as_ref().or(printed.status.as_ref());
                label.or(printed.overall.as_ref())
            });
            Cell::maybe(printed)
        }
        "certainty" => Cell::text(kpi.certainty.id()),
        "department" => Cell::text(&kpi.departments.join(DEPARTMENTS_JOINT)),
        "source_sheet" => Cell::maybe(kpi.at.sheet.as_ref()),
        "source_cell" => Cell::maybe(kpi.at.cell.as_ref()),
        "source_line" => place(kpi.at.line),
        _ => Cell::text(&shared.found.rule_set),
    }
}

/// The value, the period or the printed words of a point, by what the id ends with.
fn point(id: &str, point: Option<&v1::Point>) -> Cell {
    let Some(point) = point else { return Cell::Empty };
    if id.ends_with("_period") {
        Cell::maybe(point.period.as_ref())
    } else if id.ends_with("_raw") {
        Cell::text(&point.raw)
    } else {
        point
            .value
            .as_ref()
            .map_or(Cell::Empty, |value| Cell::number(value))
    }
}
