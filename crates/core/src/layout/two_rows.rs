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
    let mut out = specs.to_vec();
    let mut is_told = false;
    for spec in &mut out {
        if let Some((upper, lower)) = stacked(rows, spec) {
            is_told |= (upper, lower) == (Role::Target, Role::Actual);
            (spec.role, spec.lower) = (upper, Some(lower));
        }
    }
    if !is_told {
        out = specs.to_vec();
        let (upper, lower) = note(page, &header)?;
        let dated = out.iter_mut();
        for spec in dated.filter(|spec| spec.role == Role::Actual && !spec.by_word && spec.period.is_some()) {
            (spec.role, spec.lower) = (upper, Some(lower));
            is_told = true;
        }
    }
    is_told.then_some(out)
}

/// What a column holds by two words of the header, one below the other and over the same columns: 目標値 above 実績値
/// above its year, 基準値 above 基準年度.
fn stacked(rows: &[Row], spec: &Spec) -> Option<(Role, Role)> {
    let words = |row: &Row| vocabulary::role(row.text(start(row, spec.column)));
    let (upper, lower) = rows.iter().zip(rows.iter().skip(1)).find(|(upper, lower)| {
        let (above, below) = (span(upper, spec.column), span(lower, spec.column));
        // The last word of a row without merged cells seems to reach to its end.
        let is_same = above == below || above.start == below.start && lower.text(above.end).is_empty();
        words(upper).is_some() && words(lower).is_some() && is_same
    })?;
    match (words(upper)?, words(lower)?) {
        (Role::Target, Role::Actual) if spec.period.is_some() && spec.role == Role::Actual => {
            Some((Role::Target, Role::Actual))
        }
        pair @ ((Role::Baseline, Role::BaselineYear) | (Role::Target, Role::TargetYear)) => Some(pair),
        _ => None,
    }
}

/// The column in which the cell begins that stands, or reaches, over this one.
fn start(row: &Row, column: usize) -> usize {
    // Beside it a cell may reach down from the row above.
    let goes_on = |&column: &usize| {
        let cell = row.cells.get(column);
        let before = column.checked_sub(1).map(|before| row.text(before));
        cell.is_none_or(|cell| cell.is_blank() || cell.covered && before == Some(row.text(column)))
    };
    (0..=column)
        .rev()
        .find(|column| !goes_on(column))
        .unwrap_or(column)
}

/// The columns over which that cell reaches.
fn span(row: &Row, column: usize) -> Range<usize> {
    let first = start(row, column);
    let width = row.cells.len();
    let end = (first + 1..width).find(|&next| start(row, next) != first);
    first..end.unwrap_or(width)
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
