//! Commas of thousands that are not quoted part a figure into cells: `来館者数,1,000,850` below a header of three.
//!
//! They are joined if only one way gives the header's width. Where there are several, nobody can say which figure is which:
//! the row is left as it is written, in one cell, and asked about.

use crate::base::remark::{Code, Remark};
use crate::separated::splits_number;
use crate::sheet::{Cell, Row, Sheet};

/// Wider rows are not looked at.
const MAX_CELLS: usize = 40;
/// Groups of three digits of one figure.
const MAX_GROUPS: usize = 6;
/// A file full of such rows is one fault, not thousands.
const MAX_REMARKS: usize = 50;

/// Joins the figures of a sheet that commas parted. `quoted` says, by row, which cells were quoted.
pub fn join(sheet: &mut Sheet, quoted: &[(usize, Vec<bool>)]) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let mut width = None;
    for (index, quoted) in quoted {
        let Some(row) = sheet.rows.get(*index) else {
            continue;
        };
        if row.is_blank() {
            width = None;
            continue;
        }
        if is_header(row) {
            width = Some(row.cells.len());
            continue;
        }
        let Some(width) = width.filter(|&width| row.cells.len() > width && row.cells.len() <= MAX_CELLS)
        else {
            continue;
        };
        let texts: Vec<&str> = row.cells.iter().map(|cell| cell.text.trim()).collect();
        // What is blank behind the last column is no surplus.
        if texts.iter().skip(width).all(|text| text.is_empty()) {
            continue;
        }
        let ways = ways(&texts, quoted, width);
        if ways.n == 0 {
            continue;
        }
        let printed = texts.join(",");
        let code = if ways.n == 1 {
            Code::ThousandsJoined
        } else {
            Code::ThousandsUnclear
        };
        let remark = Remark::new(code, Some(sheet.place(*index, 0))).with([printed.as_str()]);
        if remarks.len() < MAX_REMARKS {
            remarks.push(remark);
        }
        let cells = if ways.n == 1 { ways.first } else { vec![printed] };
        if let Some(row) = sheet.rows.get_mut(*index) {
            row.cells = cells.into_iter().map(Cell::new).collect();
        }
    }
    remarks
}

/// Three cells at least, each of words.
fn is_header(row: &Row) -> bool {
    let begins_with_digit = |cell: &Cell| cell.text.trim().starts_with(|c: char| c.is_ascii_digit());
    let n_filled = row.cells.iter().filter(|cell| !cell.is_blank()).count();
    n_filled >= 3
        && !row
            .cells
            .iter()
            .any(|cell| begins_with_digit(cell) && !is_year(&cell.text))
}

/// `2023年度目標` is a header's cell.
fn is_year(text: &str) -> bool {
    let digits = text.trim().chars().take_while(char::is_ascii_digit).count();
    digits == 4 && text.contains('年')
}

/// How many ways there are to join cells to a row of a width, and the first.
struct Ways {
    n: usize,
    first: Vec<String>,
}

fn ways(texts: &[&str], quoted: &[bool], width: usize) -> Ways {
    let is_quoted = |at: usize| quoted.get(at).copied().unwrap_or(false);
    // by_cell[k]: ways to make the last cells, from some place on, into k; from the end to the start.
    let mut after: Vec<Vec<usize>> = vec![vec![0; width + 1]; texts.len() + 1];
    let mut choice: Vec<Vec<usize>> = vec![vec![0; width + 1]; texts.len()];
    if let Some(none) = after.last_mut().and_then(|counts| counts.first_mut()) {
        *none = 1;
    }
    let count = |after: &[Vec<usize>], at: usize, n: usize| {
        after
            .get(at)
            .and_then(|counts| counts.get(n))
            .copied()
            .unwrap_or(0)
    };
    for at in (0..texts.len()).rev() {
        for n in 1..=width {
            let mut total = 0usize;
            let mut end = at + 1;
            loop {
                let more = if stands_alone(texts, at, end) {
                    count(&after, end, n - 1)
                } else {
                    0
                };
                if more > 0 {
                    total = total.saturating_add(more);
                    if let Some(choice) = choice.get_mut(at).and_then(|row| row.get_mut(n)) {
                        *choice = end;
                    }
                }
                let joins = match (texts.get(end - 1), texts.get(end)) {
                    (Some(before), Some(next)) => {
                        let is_group = end - 1 == at || before.len() == 3;
                        is_group
                            && !is_quoted(end - 1)
                            && !is_quoted(end)
                            && begins_figure(texts, at)
                            && splits_number(before, next)
                    }
                    _ => false,
                };
                if !joins || end - at > MAX_GROUPS {
                    break;
                }
                end += 1;
            }
            if let Some(slot) = after.get_mut(at).and_then(|row| row.get_mut(n)) {
                *slot = total;
            }
        }
    }
    let n = count(&after, 0, width);
    let mut first = Vec::new();
    let (mut at, mut left) = (0, width);
    while n > 0 && left > 0 && at < texts.len() {
        let end = choice
            .get(at)
            .and_then(|row| row.get(left))
            .copied()
            .unwrap_or(at + 1)
            .max(at + 1);
        first.push(texts.get(at..end).unwrap_or_default().join(","));
        (at, left) = (end, left - 1);
    }
    Ways { n, first }
}

/// The cell is the beginning of a figure: a sign at most before digits that do not begin with 0.
fn begins_figure(texts: &[&str], at: usize) -> bool {
    let text = texts.get(at).copied().unwrap_or("");
    let digits = text.trim_start_matches(['-', '▲', '△', '¥', '約', '−', '+']);
    !digits.starts_with('0') && !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())
}

/// `000` by itself is no figure: it is the rest of one.
fn stands_alone(texts: &[&str], at: usize, end: usize) -> bool {
    let text = texts.get(at).copied().unwrap_or("");
    let is_rest =
        text.len() >= 3 && text.starts_with('0') && text.bytes().take(3).all(|byte| byte.is_ascii_digit());
    end > at + 1 || !is_rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(row: &str, width: usize, expected: &[&str], n: usize) {
        let texts: Vec<&str> = row.split(',').collect();
        let ways = ways(&texts, &[], width);
        assert_eq!(ways.n, n, "{row}");
        if n == 1 {
            assert_eq!(ways.first, expected, "{row}");
        }
    }

    #[test]
    fn figures_are_joined_where_one_way_fits() {
        check("館,1,000,850", 3, &["館", "1,000", "850"], 1);
        check(
            "館,人,12,000,10,850,90.4%",
            5,
            &["館", "人", "12,000", "10,850", "90.4%"],
            1,
        );
        check("館,人,1,200,000,98", 4, &["館", "人", "1,200,000", "98"], 1);
        check("館,人,1,200,000,980,000", 4, &[], 2);
        check("館,1,000人,▲1,200人", 3, &["館", "1,000人", "▲1,200人"], 1);
        check("館,1,100,200,150", 4, &[], 3);
        check("館,a,b,c", 3, &[], 0);
    }
}
