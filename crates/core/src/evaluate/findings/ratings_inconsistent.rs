//! The same ratings (有効性, 効率性) that make different overall letters in one sheet.

use std::collections::BTreeMap;

use crate::evaluate::findings::finding::{Finding, View};
use crate::kpi::Printed;
use kpi_readers::base::place::Place;
use kpi_readers::base::remark::{Code, Remark};

/// Its row.
pub const FINDING: Finding = Finding {
    code: Code::RatingsInconsistent,
    run,
};

/// A row with its letter.
struct Row<'a> {
    remark: Remark,
    letter: &'a str,
}

fn run(view: &View<'_>) -> Vec<Remark> {
    let mut rows: BTreeMap<&[String], Vec<Row<'_>>> = BTreeMap::new();
    let add = |printed: &Printed, at: &Place, indicator: Option<usize>, project: Option<usize>| {
        let remark = Remark::new(Code::RatingsInconsistent, Some(at.clone())).on_field("overall");
        Remark {
            indicator,
            project,
            ..remark.with([printed.ratings.join("×")])
        }
    };
    for (index, project) in view.recognised.projects.iter().enumerate() {
        if let Some(letter) = &project.printed.overall {
            let remark = add(&project.printed, &project.at, None, Some(index));
            rows.entry(&project.printed.ratings)
                .or_default()
                .push(Row { remark, letter });
        }
    }
    for (index, indicator) in view.recognised.indicators.iter().enumerate() {
        // Ratings on the row of one indicator go to its project too: that one speaks for both.
        let of_project = indicator
            .project
            .and_then(|project| view.recognised.projects.get(project))
            .is_some_and(|project| project.printed.overall.is_some());
        if let Some(letter) = indicator.printed.overall.as_ref().filter(|_| !of_project) {
            let remark = add(&indicator.printed, &indicator.at, Some(index), None);
            rows.entry(&indicator.printed.ratings)
                .or_default()
                .push(Row { remark, letter });
        }
    }
    let groups = rows.into_iter().filter(|(ratings, _)| !ratings.is_empty());
    groups.flat_map(|(_, rows)| odd(rows)).collect()
}

/// The rows whose letter is not the one that most have; all but the first where none is.
fn odd(rows: Vec<Row<'_>>) -> Vec<Remark> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &rows {
        *counts.entry(row.letter).or_default() += 1;
    }
    let most = counts
        .iter()
        .find(|(_, count)| **count * 2 > rows.len())
        .map(|(letter, _)| *letter);
    let usual = most
        .or(rows.first().map(|row| row.letter))
        .unwrap_or_default()
        .to_owned();
    let odd = rows.into_iter().filter(|row| row.letter != usual);
    odd.map(|row| {
        let mut remark = row.remark;
        remark.numbers.extend([row.letter.to_owned(), usual.clone()]);
        remark.proposal = most.map(str::to_owned);
        remark
    })
    .collect()
}
