//! What is uncertain in a reading, gravest first: why, where, and answers that take one click.
//!
//! Questions are the notices that a person can answer; what is wrong in the sheet itself (a rate that does not follow)
//! is none of them. An answer is a change like any other, so that undo takes it back.

use std::collections::BTreeMap;

use crate::app::inputs::Change;
use kpi_core::kpi::Period;
use kpi_core::layout::mapping::Dating;
use kpi_core::layout::mapping::RowKind;
use kpi_core::layout::mapping::Rows;
use kpi_core::layout::role::Role;
use kpi_readers::base::place::CellRef;
use kpi_report::contract::mapping::drawn;
use kpi_report::contract::mapping::laid_over;
use kpi_report::contract::mapping::rows_of_sheet;
use kpi_report::contract::v1;
use kpi_report::contract::v1::Code;

/// More answers than this are a menu, not a click.
const MAX_ANSWERS: usize = 4;

/// What is written into a cell that is not published yet.
const NOT_PUBLISHED: &str = "未公表";

/// Something uncertain.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Index of the notice that it is about.
    pub notice: usize,
    /// Where, if it has a place.
    pub at: Option<v1::Place>,
    /// Other notices that the same answers are to: they are no questions of their own.
    pub also: Vec<usize>,
    /// Answers; none where the place must be looked at.
    pub answers: Vec<Answer>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Stable id of its words: `"columns" | "all-increase" | "all-decrease" | "direction" | "fiscal" | "calendar" | "leave-rows" | "read-row" |
    /// "not-published" | "name-column"`.
    pub id: &'static str,
    /// What its words need: a direction, a number of columns, a row, a column's header.
    pub about: String,
    /// What it does.
    pub change: Change,
}

/// What is uncertain in an evaluation; `cell` finds the cell of a place.
pub fn questions(found: &v1::Evaluation, cell: impl Fn(&v1::Place) -> Option<CellRef>) -> Vec<Question> {
    let mut questions = Vec::<Question>::new();
    let mut dated = Vec::<&str>::new();
    for (index, notice) in found.notices.iter().enumerate() {
        let table = table_of(found, notice);
        let answers = match notice.code {
            Code::ColumnsAssumed => table.map(confirm).into_iter().collect(),
            Code::DirectionAssumed => all_increase(found, notice).into_iter().collect(),
            Code::DirectionDoubtful
            | Code::DirectionUndecided
            | Code::DirectionContradicts
            | Code::TargetBelowBaseline => directions(notice),
            Code::YearAssumed => {
                // One question for all years of a table: they are of one kind.
                let Some(table) = table.filter(|table| !dated.contains(&table.id.as_str())) else {
                    continue;
                };
                dated.push(&table.id);
                years(found, table)
            }
            Code::RowsUnread => table.map(|table| rows(table, notice)).unwrap_or_default(),
            Code::ValueUnread => not_published(notice, &cell).into_iter().collect(),
            Code::NameColumnMissing => table.map(names).unwrap_or_default(),
            Code::ProjectUnplaced | Code::PeriodMissing | Code::TermNeeded => Vec::new(),
            _ => continue,
        };
        questions.push(Question {
            notice: index,
            at: notice.at.clone(),
            also: Vec::new(),
            answers,
        });
    }
    let grave = |question: &Question| found.notices.get(question.notice).map(|notice| notice.severity);
    questions.sort_by_key(grave);
    at_once(merged(questions))
}

/// A direction that is wrong in one place is wrong in all: questions about the direction of one KPI are one.
fn merged(questions: Vec<Question>) -> Vec<Question> {
    let mut merged = Vec::<Question>::new();
    let mut places = BTreeMap::<String, usize>::new();
    for question in questions {
        let place = places.get(directed(&question).unwrap_or_default()).copied();
        if let Some(first) = place.and_then(|place| merged.get_mut(place)) {
            first.also.push(question.notice);
            continue;
        }
        if let Some(kpi) = directed(&question) {
            places.insert(kpi.to_owned(), merged.len());
        }
        merged.push(question);
    }
    merged
}

/// The KPI whose direction a question is about.
fn directed(question: &Question) -> Option<&str> {
    let answer = question.answers.iter().find(|answer| answer.id == "direction")?;
    match &answer.change {
        Change::Direction { kpi, .. } => Some(kpi),
        _ => None,
    }
}

/// The first of several questions about directions can be answered for all of them.
fn at_once(mut questions: Vec<Question>) -> Vec<Question> {
    let less = |question: &Question| {
        let answers = question.answers.iter();
        let mut less = answers.filter(|answer| answer.id == "direction" && answer.about == "decrease");
        less.next().map(|answer| answer.change.clone())
    };
    let changes: Vec<Change> = questions.iter().filter_map(less).collect();
    let first = questions.iter_mut().find(|question| less(question).is_some());
    if let (Some(first), true) = (first, changes.len() > 1) {
        first.answers.push(Answer {
            id: "all-decrease",
            about: changes.len().to_string(),
            change: Change::All(changes),
        });
    }
    questions
}

/// The table of a notice: that of its KPI, or the one around its place.
fn table_of<'a>(found: &'a v1::Evaluation, notice: &v1::Notice) -> Option<&'a v1::Table> {
    let kpi = notice.kpi.as_ref();
    let of_kpi = kpi.and_then(|id| found.kpis.iter().find(|kpi| kpi.id == *id));
    if let Some(kpi) = of_kpi {
        return found.tables.iter().find(|table| table.id == kpi.table);
    }
    let at = notice.at.as_ref()?;
    let row = at.row?;
    found.tables.iter().find(|table| {
        let inside = |rows: Rows| (rows.first..=rows.last).contains(&row);
        table.at.sheet == at.sheet && (rows_of_sheet(table).is_some_and(inside) || table.at.row == Some(row))
    })
}

/// The columns mean what was guessed.
fn confirm(table: &v1::Table) -> Answer {
    Answer {
        id: "columns",
        about: String::new(),
        change: Change::Table(Box::new(drawn(table).unwrap_or_else(|| laid_over(table)))),
    }
}

/// More is better, for every KPI of the table of which that was assumed.
fn all_increase(found: &v1::Evaluation, notice: &v1::Notice) -> Option<Answer> {
    let table = found
        .kpis
        .iter()
        .find(|kpi| Some(&kpi.id) == notice.kpi.as_ref())
        .map(|kpi| kpi.table.as_str());
    let assumed = found.kpis.iter().filter(|kpi| {
        kpi.direction_from == v1::DirectionFrom::Assumed && table.is_none_or(|table| table == kpi.table)
    });
    let changes: Vec<Change> = assumed.map(|kpi| direction(&kpi.id, "increase")).collect();
    (!changes.is_empty()).then(|| Answer {
        id: "all-increase",
        about: changes.len().to_string(),
        change: Change::All(changes),
    })
}

fn directions(notice: &v1::Notice) -> Vec<Answer> {
    let Some(kpi) = &notice.kpi else {
        return Vec::new();
    };
    let answer = |word: &str| Answer {
        id: "direction",
        about: word.to_owned(),
        change: direction(kpi, word),
    };
    vec![answer("decrease"), answer("increase")]
}

fn direction(kpi: &str, word: &str) -> Change {
    Change::Direction {
        kpi: kpi.to_owned(),
        direction: Some(word.to_owned()),
    }
}

/// The bare years of a table's header are fiscal ones, or calendar ones.
fn years(found: &v1::Evaluation, table: &v1::Table) -> Vec<Answer> {
    let Some(fiscal) = drawn(table) else {
        return Vec::new();
    };
    let bare: Vec<u32> = found
        .notices
        .iter()
        .filter(|notice| notice.code == Code::YearAssumed)
        .filter_map(|notice| {
            let at = notice.at.as_ref()?;
            if table.turned { at.row } else { at.column }
        })
        .collect();
    let mut calendar = fiscal.clone();
    for column in &mut calendar.columns {
        if let (Dating::At(Period::Fiscal(year)), true) = (column.period, bare.contains(&column.column)) {
            column.period = Dating::At(Period::Calendar(year));
        }
    }
    [("fiscal", fiscal), ("calendar", calendar)]
        .into_iter()
        .map(|(id, table)| Answer {
            id,
            about: String::new(),
            change: Change::Table(Box::new(table)),
        })
        .collect()
}

/// Rows with numbers that were not read hold no record, or the first of them does.
fn rows(table: &v1::Table, notice: &v1::Notice) -> Vec<Answer> {
    // What is a row of a turned table is a column of the sheet.
    let at = notice.at.as_ref();
    let row = at.and_then(|at| if table.turned { at.column } else { at.row });
    let (Some(drawn), Some(row)) = (drawn(table), row) else {
        return Vec::new();
    };
    let mut with_row = drawn.clone();
    with_row.set_row(row, RowKind::Record);
    let mut without = drawn;
    without.set_row(row, RowKind::Ignored);
    let answer = |id, about: String, table| Answer {
        id,
        about,
        change: Change::Table(Box::new(table)),
    };
    // A row alone can be a record only where a record is a row.
    let reads = (with_row.is_plain()).then(|| answer("read-row", row.to_string(), with_row));
    let leaves = answer("leave-rows", String::new(), without);
    std::iter::once(leaves).chain(reads).collect()
}

fn not_published(notice: &v1::Notice, cell: impl Fn(&v1::Place) -> Option<CellRef>) -> Option<Answer> {
    Some(Answer {
        id: "not-published",
        about: NOT_PUBLISHED.to_owned(),
        change: Change::Cell {
            at: cell(notice.at.as_ref()?)?,
            text: Some(NOT_PUBLISHED.to_owned()),
        },
    })
}

/// Columns that could hold the names.
fn names(table: &v1::Table) -> Vec<Answer> {
    let Some(drawn) = drawn(table) else {
        return Vec::new();
    };
    let is_value = |column: &v1::Column| Role::from_id(&column.role).is_some_and(Role::is_value);
    let candidates = table.columns.iter().filter(|column| !is_value(column));
    let answers = candidates.take(MAX_ANSWERS).map(|column| {
        let mut table = drawn.clone();
        if let Some(mapping) = table
            .columns
            .iter_mut()
            .find(|other| other.column == column.column)
        {
            mapping.role = Role::Name;
        }
        Answer {
            id: "name-column",
            about: format!("{} {}", column.column, column.header).trim().to_owned(),
            change: Change::Table(Box::new(table)),
        }
    });
    answers.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doubt(kpi: &str, code: Code) -> v1::Notice {
        v1::Notice {
            kpi: Some(kpi.to_owned()),
            ..v1::Notice::of(code)
        }
    }

    fn asked(notices: Vec<v1::Notice>) -> Vec<Question> {
        let found = v1::Evaluation {
            notices,
            ..v1::Evaluation::default()
        };
        questions(&found, |_| None)
    }

    #[test]
    fn one_wrong_direction_is_one_question() {
        let asked = asked(vec![
            doubt("k1", Code::DirectionDoubtful),
            doubt("k1", Code::TargetBelowBaseline),
        ]);
        assert_eq!(asked.len(), 1);
        assert_eq!((asked[0].notice, asked[0].also.as_slice()), (0, &[1][..]));
        assert_eq!(
            asked[0].answers.len(),
            2,
            "there is no other one to answer with it"
        );
    }

    #[test]
    fn questions_that_are_alike_are_answered_at_once_or_one_at_a_time() {
        let asked = asked(vec![
            doubt("k1", Code::DirectionDoubtful),
            doubt("k2", Code::DirectionDoubtful),
            doubt("k2", Code::TargetBelowBaseline),
        ]);
        assert_eq!(asked.len(), 2);
        let all = asked[0].answers.last().expect("answers");
        assert_eq!((all.id, all.about.as_str()), ("all-decrease", "2"));
        let each = ["k1", "k2"].map(|kpi| direction(kpi, "decrease"));
        assert_eq!(all.change, Change::All(each.to_vec()));
        assert!(asked[1].answers.iter().all(|answer| answer.id == "direction"));
    }
}
