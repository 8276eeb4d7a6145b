//! How many indicators a table says a section has, in all and of each judgement, against those that stand in the sheet.
//! Quiet for sections that are not in the sheet, and for a total beside such.

use crate::evaluate::evaluation::Evaluation;
use crate::evaluate::findings::finding::{Finding, View, plain};
use crate::evaluate::findings::printed_table::{self, Parts, PrintedRow, PrintedTable};
use crate::evaluate::measure::Status;
use crate::kpi::Indicator;
use crate::text::fold;
use kpi_readers::base::Decimal;
use kpi_readers::base::place::Place;
use kpi_readers::base::remark::{Code, Remark};

/// Its row.
pub const FINDING: Finding = Finding {
    code: Code::CountDiffers,
    run,
};

/// Words of a column that say what came of the comparison, where no indicator prints them.
const OUTCOMES: &[(&str, Status)] = &[
    ("達成", Status::Achieved),
    ("目標達成", Status::Achieved),
    ("未達成", Status::NotAchieved),
    ("未達", Status::NotAchieved),
];

fn run(view: &View<'_>) -> Vec<Remark> {
    let tables = printed_table::tables(view.sheets).into_iter();
    tables
        .filter(|table| table.parts == Parts::Words)
        .flat_map(|table| counts(view, &table))
        .collect()
}

fn counts(view: &View<'_>, table: &PrintedTable) -> Vec<Remark> {
    let members: Vec<Vec<usize>> = table.rows.iter().map(|row| members(view, row)).collect();
    let known = |row: &PrintedRow, members: &[usize]| row.is_total() || !members.is_empty();
    // A total counts sections that stand elsewhere too.
    let all_here = table
        .rows
        .iter()
        .zip(&members)
        .all(|(row, members)| known(row, members));
    let mut remarks = Vec::new();
    for (row, members) in table.rows.iter().zip(&members) {
        if members.is_empty() || (row.is_total() && !all_here) {
            continue;
        }
        let counted = Decimal::from(members.len());
        if row.total != counted {
            remarks.push(remark(&row.at, &row.name, row.total, counted));
            continue;
        }
        for (n, word) in table.words.iter().enumerate() {
            let printed = row.values.get(n).copied().flatten().unwrap_or_default();
            let counted = of_word(view, members, word, &table.words).filter(|counted| *counted != printed);
            let at = row.places.get(n).unwrap_or(&row.at);
            remarks.extend(counted.map(|counted| remark(at, word, printed, counted)));
        }
    }
    remarks
}

/// The indicators of the section that a row is named after; all of them for a total.
fn members(view: &View<'_>, row: &PrintedRow) -> Vec<usize> {
    let indicators = view.recognised.indicators.iter().enumerate();
    let inside = |indicator: &Indicator| {
        row.is_total()
            || indicator
                .section
                .iter()
                .any(|heading| fold::squeeze(heading) == row.name)
    };
    indicators
        .filter(|(_, indicator)| inside(indicator))
        .map(|(index, _)| index)
        .collect()
}

/// How many of these have a judgement: printed, if any prints one of the table's, else as it came out.
fn of_word(view: &View<'_>, members: &[usize], word: &str, words: &[String]) -> Option<Decimal> {
    let rows = || {
        members.iter().filter_map(|&index| {
            let indicator = view.recognised.indicators.get(index)?;
            Some((indicator, view.evaluations.get(index)?))
        })
    };
    let printed = |indicator: &Indicator| {
        let own = [
            &indicator.printed.status,
            &indicator.printed.label,
            &indicator.printed.grade,
        ];
        own.into_iter()
            .flatten()
            .map(|own| fold::squeeze(own))
            .find(|own| words.contains(own))
    };
    let judged = rows().filter_map(|(indicator, _)| printed(indicator));
    let judged: Vec<String> = judged.collect();
    if judged.len() == members.len() {
        return Some(Decimal::from(judged.iter().filter(|own| *own == word).count()));
    }
    let outcome = OUTCOMES
        .iter()
        .find(|(own, _)| *own == word)
        .filter(|_| judged.is_empty())?;
    let came = |found: &Evaluation| {
        found
            .speaking()
            .is_some_and(|speaking| speaking.status == outcome.1)
    };
    Some(Decimal::from(rows().filter(|(_, found)| came(found)).count()))
}

fn remark(at: &Place, what: &str, printed: Decimal, counted: Decimal) -> Remark {
    let numbers = [what.to_owned(), plain(printed), plain(counted)];
    let remark = Remark::new(Code::CountDiffers, Some(at.clone())).with(numbers);
    Remark {
        proposal: Some(plain(counted)),
        ..remark
    }
}
