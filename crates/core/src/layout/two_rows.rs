//! What the two rows of a record hold, where no word beside them says it: two rows of the header do, or a note.
//!
//! | 指標 | 各年の目標値 | | | ※ 各年度の上段は目標値、下段は実績値 |
//! | --- | --- | --- | --- | --- |
//! | | 各年の実績値 | | | |
//! | | R4 | R5 | | |
//!
//! Every record has to take two rows then: a year by itself would hold either.

use std::ops::Range;

use crate::layout::column::Spec;
use crate::layout::page::Page;
use crate::layout::role::Role;
use crate::layout::vocabulary;
use crate::text::era;
use crate::text::fold;
use kpi_readers::sheet::Row;

/// How far above a header, and below it, a note on its columns may stand.
const ABOVE: usize = 12;
const BELOW: usize = 120;

/// The columns with what the upper and the lower row of a record hold, if the header or a note says it.
pub fn specs(specs: &[Spec], page: &Page<'_>, header: Range<usize>) -> Option<Vec<Spec>> {
    if specs.iter().any(|spec| spec.lower.is_some()) {
        return None;
    }
    let rows = page.sheet.rows.get(header.clone())?;
    let rows: Vec<Spans<'_>> = rows.iter().map(Spans::of).collect();
    let mut out = specs.to_vec();
    let mut is_told = false;
    for spec in &mut out {
        if let Some((upper, lower)) = stacked(&rows, spec) {
            is_told |= matches!((upper, lower), (Role::Target, Role::Actual | Role::FinalTarget));
            (spec.role, spec.lower) = (upper, Some(lower));
            if lower == Role::FinalTarget {
                // The year of the header is the end's, not that of the row above.
                (spec.period, spec.is_final) = (None, false);
            }
        }
    }
    if is_told {
        return Some(out);
    }
    let is_dated = |spec: &Spec| spec.role == Role::Actual && !spec.by_word && spec.period.is_some();
    if !specs.iter().any(is_dated) {
        return None;
    }
    let (upper, lower) = note(page, &header)?;
    let mut out = specs.to_vec();
    for spec in out.iter_mut().filter(|spec| is_dated(spec)) {
        (spec.role, spec.lower) = (upper, Some(lower));
    }
    Some(out)
}

/// What a column holds by two words of the header, one below the other and over the same columns: 目標値 above 実績値
/// above its year, 基準値 above 基準年度, 年度目標値 above R8の目標値.
fn stacked(rows: &[Spans<'_>], spec: &Spec) -> Option<(Role, Role)> {
    let words = |row: &Spans<'_>| vocabulary::role(row.word(spec.column));
    let (upper, lower) = rows.iter().zip(rows.iter().skip(1)).find(|(upper, lower)| {
        let (above, below) = (upper.span(spec.column), lower.span(spec.column));
        // The last word of a row without merged cells seems to reach to its end.
        let is_same = above == below || above.start == below.start && lower.row.text(above.end).is_empty();
        is_same && words(upper).is_some() && words(lower).is_some()
    })?;
    let is_dated = |row: &Spans<'_>| !era::find(&fold::fold(row.word(spec.column))).is_empty();
    match (words(upper)?, words(lower)?) {
        (Role::Target, Role::FinalTarget) => Some((Role::Target, Role::FinalTarget)),
        (Role::Target, Role::Target) if !is_dated(upper) && is_dated(lower) => {
            Some((Role::Target, Role::FinalTarget))
        }
        (Role::Target, Role::Actual) if spec.period.is_some() && spec.role == Role::Actual => {
            Some((Role::Target, Role::Actual))
        }
        pair @ ((Role::Baseline, Role::BaselineYear) | (Role::Target, Role::TargetYear)) => Some(pair),
        _ => None,
    }
}

/// A row with the columns over which each of its cells reaches: found in one pass, however wide the row is.
struct Spans<'a> {
    row: &'a Row,
    /// For each column the one in which the cell begins that stands, or reaches, over it.
    starts: Vec<usize>,
    /// For each column in which a cell begins, the one behind it.
    ends: Vec<usize>,
    /// The last column in which a cell begins that is not blank.
    last: Option<usize>,
}

impl<'a> Spans<'a> {
    fn of(row: &'a Row) -> Self {
        // Beside it a cell may reach down from the row above.
        let goes_on = |column: usize| {
            let cell = row.cells.get(column);
            let before = column.checked_sub(1).map(|before| row.text(before));
            cell.is_none_or(|cell| cell.is_blank() || cell.covered && before == Some(row.text(column)))
        };
        let width = row.cells.len();
        let mut last = None;
        let starts: Vec<usize> = (0..width)
            .map(|column| {
                if !goes_on(column) {
                    last = Some(column);
                }
                last.unwrap_or(column)
            })
            .collect();
        let mut ends = vec![width; width];
        let mut end = width;
        for (column, start) in starts.iter().enumerate().rev() {
            if let Some(own) = ends.get_mut(column).filter(|_| *start == column) {
                *own = std::mem::replace(&mut end, column);
            }
        }
        Self {
            row,
            starts,
            ends,
            last,
        }
    }

    fn start(&self, column: usize) -> usize {
        let start = self.starts.get(column).copied();
        start.or(self.last).unwrap_or(column)
    }

    /// The text of the cell that stands, or reaches, over a column.
    fn word(&self, column: usize) -> &str {
        self.row.text(self.start(column))
    }

    fn span(&self, column: usize) -> Range<usize> {
        let start = self.start(column);
        start..self.ends.get(start).copied().unwrap_or(self.row.cells.len())
    }
}

/// What a line above or below says of upper and lower rows: ※上段が目標、下段が実績.
fn note(page: &Page<'_>, header: &Range<usize>) -> Option<(Role, Role)> {
    let says = |row: &Row| {
        let line = row.sole_text().filter(|line| line.contains("上段"))?;
        vocabulary::upper_and_lower(line).filter(|pair| *pair == (Role::Target, Role::Actual))
    };
    let above = page.sheet.rows.get(..header.start)?.iter().rev().take(ABOVE);
    let below = page.sheet.rows.get(header.end..)?.iter().take(BELOW);
    above.chain(below).find_map(says)
}
