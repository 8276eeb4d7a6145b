//! Text without columns folded into a table as a person says: where the first record begins, and how many cells it has.
//!
//! The first record is the pattern: the kinds of its cells. Wherever the text goes on in that pattern there is a record;
//! a record that lacks a cell is laid over the pattern by its kinds, and what stands between records is left aside. Which
//! cell means what is weighed as everywhere else.

use serde::{Deserialize, Serialize};

use crate::kpi::{Candidate, Lack, Recognised};
use crate::layout::Page;
use crate::layout::heading::Outline;
use crate::layout::mapping::{Mapping, one_based, zero_based};
use crate::reading::atom::{Atom, Kind};
use crate::reading::choose;
use crate::reading::proposal::{self, Cell, Head, Proposal, Record};
use crate::reading::split::{self, Split};
use kpi_readers::sheet::Sheet;

/// The fewest and the most cells of a record.
pub const LEAST_CELLS: u32 = 2;
/// See [`LEAST_CELLS`].
pub const MOST_CELLS: u32 = 16;
/// The foldings that are offered, the places where one is looked for, and the rows that are looked at for it.
const OFFERED: usize = 3;
const MOST_STARTS: usize = 200;
const MOST_ROWS: usize = 2_000;

/// How the cells of a text stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Folding {
    /// Index of the sheet.
    pub sheet: usize,
    /// The row in which the first record begins, 1-based.
    pub first: u32,
    /// Cells of a record, its name among them.
    pub cells: u32,
    /// A line holds several cells, parted by blanks.
    pub by_words: bool,
}

impl Folding {
    fn split(self) -> Split {
        if self.by_words { Split::Words } else { Split::Lines }
    }
}

/// Nothing in the sheet stands in columns.
pub fn is_running(sheet: &Sheet) -> bool {
    let mut rows = sheet.rows.iter().filter(|row| !row.is_blank()).peekable();
    rows.peek().is_some() && rows.all(|row| !row.tabular)
}

/// The best foldings of the sheets without columns, best first; at most three.
pub fn best(sheets: &[Sheet]) -> Vec<Folding> {
    let running = sheets.iter().enumerate().filter(|(_, sheet)| is_running(sheet));
    let mut found: Vec<(usize, Folding)> = running.flat_map(|(index, sheet)| best_of(sheet, index)).collect();
    found.sort_by_key(|(held, _)| std::cmp::Reverse(*held));
    let mut out: Vec<Folding> = Vec::new();
    for (_, folding) in found {
        let is_new = !out
            .iter()
            .any(|other| other.sheet == folding.sheet && other.cells == folding.cells);
        if is_new && out.len() < OFFERED {
            out.push(folding);
        }
    }
    out
}

/// For each way to part the cells and each length of a record, the beginning from which most is held, with how much.
fn best_of(sheet: &Sheet, index: usize) -> Vec<(usize, Folding)> {
    let mut out = Vec::new();
    for by_words in [false, true] {
        let split = if by_words { Split::Words } else { Split::Lines };
        let atoms = split::stream(sheet, split, |row| row < MOST_ROWS);
        let starts: Vec<usize> = (0..atoms.len())
            .filter(|&at| atoms.get(at).is_some_and(|atom| sort(atom) == Sort::Words))
            .take(MOST_STARTS)
            .collect();
        for cells in LEAST_CELLS..=MOST_CELLS {
            let folding = |at: usize| Folding {
                sheet: index,
                first: atoms.get(at).and_then(row_of).map_or(1, one_based),
                cells,
                by_words,
            };
            let held = starts
                .iter()
                .filter_map(|&at| Some((held(&atoms, at, cells)?, folding(at))));
            out.extend(held.max_by_key(|(held, folding)| (*held, std::cmp::Reverse(folding.first))));
        }
    }
    out
}

/// How many cells stand in whole records from here on, two records at least; what is skipped counts against it.
fn held(atoms: &[Atom], start: usize, cells: u32) -> Option<usize> {
    let n = usize::try_from(cells).ok()?;
    let pattern: Vec<Sort> = atoms.get(start..start + n)?.iter().map(sort).collect();
    let n_values = pattern.iter().filter(|sort| **sort == Sort::Value).count();
    let n_words = pattern.iter().filter(|sort| **sort == Sort::Words).count();
    if n_values == 0 || n_words * 2 > n {
        return None;
    }
    let mut at = start;
    let mut records = 0;
    while let Some(record) = atoms.get(at..at + n) {
        if !record.iter().map(sort).eq(pattern.iter().copied()) {
            break;
        }
        records += 1;
        at += n;
    }
    // Two records in one are a longer pattern of the same.
    let is_twofold = n.is_multiple_of(2) && {
        let (one, other) = pattern.split_at(n / 2);
        one == other
    };
    (records >= 2 && !is_twofold).then_some(records * n)
}

/// The row in which an atom begins.
fn row_of(atom: &Atom) -> Option<usize> {
    atom.pieces.first().map(|piece| piece.row)
}

/// What the place of a record takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Words,
    Value,
    Period,
    Mark,
    Unit,
}

fn sort(atom: &Atom) -> Sort {
    match atom.kind {
        Kind::Number | Kind::Absent => Sort::Value,
        Kind::Period => Sort::Period,
        Kind::Mark | Kind::Arrow => Sort::Mark,
        Kind::Unit => Sort::Unit,
        Kind::Item | Kind::Header(_) | Kind::Words | Kind::Prose | Kind::Break => Sort::Words,
    }
}

/// What a folding reads, as a candidate; `None` if nothing begins there, or no cell of a record holds figures.
pub fn candidate(sheets: &[Sheet], folding: Folding, found: &Recognised) -> Option<Candidate> {
    let sheet = sheets.get(folding.sheet)?;
    let table = table(sheet, folding)?;
    let first = *table.rows.first()?;
    let reading = choose::weigh(table)?;
    let settled = Mapping::default();
    let page = Page::new(sheet, &settled, Outline::default());
    let mut readings = choose::options(&page, &reading, found);
    readings.retain(|reading| !reading.indicators.is_empty());
    (!readings.is_empty()).then(|| Candidate {
        at: sheet.place(first, 0),
        title: None,
        lacks: Lack::Fit,
        readings,
    })
}

/// The records of a folding.
fn table(sheet: &Sheet, folding: Folding) -> Option<Proposal> {
    let atoms = split::stream(sheet, folding.split(), |_| true);
    let first = zero_based(folding.first);
    let start = atoms
        .iter()
        .position(|atom| atom.pieces.first().is_some_and(|piece| piece.row >= first))?;
    let n = usize::try_from(folding.cells.clamp(LEAST_CELLS, MOST_CELLS)).ok()?;
    let pattern: Vec<Sort> = atoms.get(start..start + n)?.iter().map(sort).collect();
    let mut records = Vec::new();
    let mut taken: Vec<&Atom> = Vec::new();
    let mut at = start;
    while let Some(rest) = atoms.get(at..).filter(|rest| !rest.is_empty()) {
        let Some((cells, len)) = record(rest, &pattern) else {
            at += 1;
            continue;
        };
        taken.extend(rest.get(..len)?);
        records.push(cells);
        at += len;
    }
    let head = head(&atoms, start, &pattern);
    let heads = head.map_or_else(
        || vec![Head::default(); n - 1],
        |(heads, of_head)| {
            taken.extend(of_head);
            heads
        },
    );
    let rows = proposal::rows_of(taken);
    Some(Proposal {
        generator: "fold",
        heads,
        records,
        rows,
        unit: None,
        drawn: None,
        penalty: 0,
    })
}

/// The record that begins here, and how many cells it takes: one like the pattern, or one that lacks cells of it.
fn record(atoms: &[Atom], pattern: &[Sort]) -> Option<(Record, usize)> {
    let n = pattern.len();
    let whole = atoms
        .get(..n)
        .filter(|cells| cells.iter().map(sort).eq(pattern.iter().copied()));
    let len = match whole {
        Some(_) => n,
        None => shorter(atoms, pattern)?,
    };
    let mut cells = atoms.get(..len)?.iter().peekable();
    let mut laid: Vec<Option<Cell>> = pattern
        .iter()
        .map(|wanted| cells.next_if(|atom| sort(atom) == *wanted).map(Cell::from))
        .collect();
    let name = laid.remove(0)?;
    cells.peek().is_none().then_some((
        Record {
            section: Vec::new(),
            name: vec![name],
            cells: laid,
        },
        len,
    ))
}

/// The length of a record that lacks cells: it ends where the next name begins, and keeps more than half of them.
fn shorter(atoms: &[Atom], pattern: &[Sort]) -> Option<usize> {
    let first = atoms
        .first()
        .filter(|atom| Some(&sort(atom)) == pattern.first())?;
    let begins = |at: &usize| atoms.get(*at).is_none_or(|atom| sort(atom) == sort(first));
    let len = (1..pattern.len()).rev().find(begins)?;
    let has_value = atoms.get(..len)?.iter().any(|atom| sort(atom) == Sort::Value);
    (has_value && len * 2 > pattern.len()).then_some(len)
}

/// The words of the columns right above the first record: one for each cell, or one for each value.
fn head<'a>(atoms: &'a [Atom], start: usize, pattern: &[Sort]) -> Option<(Vec<Head>, &'a [Atom])> {
    let before = atoms.get(..start)?;
    let is_word = |atom: &&Atom| {
        matches!(
            atom.kind,
            Kind::Header(_) | Kind::Period | Kind::Unit | Kind::Words
        )
    };
    let n_words = before.iter().rev().take_while(is_word).count();
    let values: Vec<usize> = (1..pattern.len())
        .filter(|&at| pattern.get(at) == Some(&Sort::Value))
        .collect();
    let says_value = |atoms: &[Atom]| {
        let said = atoms.iter().flat_map(Atom::said);
        said.filter(|said| said.role.is_value()).count() > 0
    };
    let of_len = |len: usize| {
        before
            .get(before.len().checked_sub(len)?..)
            .filter(|_| len <= n_words)
    };
    // One for each cell, the name's own among them.
    if let Some(words) = of_len(pattern.len()).filter(|words| says_value(words)) {
        return Some((
            words.iter().skip(1).map(|atom| Head::of(&atom.text)).collect(),
            words,
        ));
    }
    let words = of_len(values.len()).filter(|words| says_value(words))?;
    let mut heads = vec![Head::default(); pattern.len() - 1];
    for (atom, at) in words.iter().zip(values) {
        if let Some(head) = heads.get_mut(at - 1) {
            *head = Head::of(&atom.text);
        }
    }
    Some((heads, words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kpi_readers::sheet::Document;

    fn sheets(text: &str) -> Vec<Sheet> {
        kpi_readers::read(&Document::pasted(text)).sheets
    }

    /// Names with their raw targets and actuals.
    fn read(text: &str, folding: Folding) -> Vec<(String, Option<String>, Option<String>)> {
        let sheets = sheets(text);
        let Some(candidate) = candidate(&sheets, folding, &Recognised::default()) else {
            return Vec::new();
        };
        let first = candidate.readings.into_iter().next();
        let raw = |point: &Option<crate::kpi::Point>| point.as_ref().map(|point| point.raw.clone());
        let of = |indicator: crate::kpi::Indicator| {
            let seen = indicator.observations.first();
            (
                indicator.name,
                seen.and_then(|seen| raw(&seen.target)),
                seen.and_then(|seen| raw(&seen.actual)),
            )
        };
        first.map_or_else(Vec::new, |reading| {
            reading.indicators.into_iter().map(of).collect()
        })
    }

    /// A cell a line, so many a record, from this row on.
    fn of_lines(first: u32, cells: u32) -> Folding {
        Folding {
            sheet: 0,
            first,
            cells,
            by_words: false,
        }
    }

    const A_CELL_A_LINE: &str = "進み具合の一覧\n\n図書館のようす\n貸出の点数\n1,200点\n1,100点\n来館の人数\n800人\n760人\n\
        催しの回数\n12回\n15回\n";

    #[test]
    fn a_cell_a_line_is_folded_from_the_row_that_is_told() {
        let folding = of_lines(4, 3);
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            read(A_CELL_A_LINE, folding),
            [
                ("貸出の点数".to_owned(), some("1,200点"), some("1,100点")),
                ("来館の人数".to_owned(), some("800人"), some("760人")),
                ("催しの回数".to_owned(), some("12回"), some("15回")),
            ]
        );
    }

    #[test]
    fn the_best_folding_is_the_one_that_holds_most() {
        let best = best(&sheets(A_CELL_A_LINE));
        let first = best.first().copied();
        assert_eq!(first, Some(of_lines(4, 3)));
    }

    #[test]
    fn a_record_without_one_of_its_cells_does_not_shift_the_others() {
        let text = "貸出の点数\n1,200点\n1,100点\n◎\n来館の人数\n800人\n760人\n催しの回数\n12回\n15回\n◎\n";
        let folding = of_lines(1, 4);
        let names: Vec<String> = read(text, folding).into_iter().map(|(name, ..)| name).collect();
        assert_eq!(names, ["貸出の点数", "来館の人数", "催しの回数"]);
    }

    #[test]
    fn words_above_the_first_record_say_what_its_cells_mean() {
        let text = "実績値\n目標値\n貸出の点数\n1,100点\n1,200点\n来館の人数\n760人\n800人\n";
        let folding = of_lines(3, 3);
        let targets: Vec<Option<String>> = read(text, folding)
            .into_iter()
            .map(|(_, target, _)| target)
            .collect();
        assert_eq!(targets, [Some("1,200点".to_owned()), Some("800人".to_owned())]);
    }

    #[test]
    fn what_cannot_be_folded_gives_nothing() {
        assert!(read(A_CELL_A_LINE, of_lines(99, 3)).is_empty());
        assert!(read("", of_lines(1, 3)).is_empty());
        assert!(read("一\n二\n三\n四\n", of_lines(1, 2)).is_empty());
        assert!(best(&sheets("一\n二\n三\n四\n")).is_empty());
        assert!(best(&sheets("名\t1\t2\n名\t3\t4\n")).is_empty());
    }
}
