//! The status that speaks for a KPI, and what it rests on.

use crate::contract::v1;
use crate::contract::v1::Status;
use crate::export::handout::Cell;
use crate::i18n::Lang;
use crate::i18n::handout;

/// What the status of a measurement rests on that is not read but assumed: `"direction"`, `"column"`, `"reading"`.
/// Only a verdict rests on anything: what is not published is not published in either direction.
pub fn assumed(found: &v1::Evaluation, kpi: &v1::Kpi, status: Option<Status>) -> Vec<&'static str> {
    if !matches!(status, Some(Status::Achieved | Status::NotAchieved)) {
        return Vec::new();
    }
    let table = found.tables.iter().find(|table| table.id == kpi.table);
    let is_column_guessed = table.is_some_and(|table| {
        let mut columns = table.columns.iter();
        columns.any(|column| {
            column.assumed && matches!(column.role.as_str(), "target" | "actual" | "final-target")
        })
    });
    let rests = [
        (kpi.direction_from == "assumed", "direction"),
        (is_column_guessed, "column"),
        (kpi.certainty == "check", "reading"),
    ];
    rests
        .iter()
        .filter(|(rests, _)| *rests)
        .map(|(_, what)| *what)
        .collect()
}

/// The status with its mark; where it rests on an assumption, that word stands first.
pub fn status(status: Option<Status>, is_assumed: bool, lang: Lang) -> String {
    let words = handout::words(lang);
    let (mark, word) = (words.status)(status);
    let said = format!("{mark} {word}");
    if is_assumed {
        (words.provisional)(&said)
    } else {
        said
    }
}

/// The status of the KPI as a cell.
pub fn cell(found: &v1::Evaluation, kpi: &v1::Kpi, lang: Lang) -> Cell {
    let own = kpi.speaking().map(|speaking| speaking.status);
    let is_assumed = !assumed(found, kpi, own).is_empty();
    let meaning = match own {
        Some(Status::Achieved) => "good",
        Some(Status::NotAchieved) => "poor",
        _ => "neutral",
    };
    Cell::Mark {
        text: status(own, is_assumed, lang),
        meaning,
    }
}

/// All KPIs; achieved, of these assumed; not achieved, of these assumed; all others.
pub fn counts(found: &v1::Evaluation) -> [usize; 6] {
    let of = |status: Status| {
        let kpis = || {
            found
                .kpis
                .iter()
                .filter(|kpi| kpi.speaking().is_some_and(|speaking| speaking.status == status))
        };
        let n_assumed = kpis()
            .filter(|kpi| !assumed(found, kpi, Some(status)).is_empty())
            .count();
        (kpis().count(), n_assumed)
    };
    let ((met, met_assumed), (missed, missed_assumed)) = (of(Status::Achieved), of(Status::NotAchieved));
    let all = found.kpis.len();
    [all, met, met_assumed, missed, missed_assumed, all - met - missed]
}
