//! Names in one list, and behind it a series of each kind for each of them, in the same order:
//!
//! ```text
//! 指標名 ⏎ 貸出冊数 ⏎ 来館者数 ⏎ R3 R4 ⏎ 目標値 ⏎ 100 ⏎ 110 ⏎ 実績値 ⏎ 98 ⏎ 112 ⏎ 目標値 ⏎ 40 ⏎ …
//! ```
//! There are as many names as series of one word. A name that was broken over lines ends where the name of an indicator
//! may end.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::kpi::Period;
use crate::layout::role::Role;
use crate::reading::atom::{Atom, Kind};
use crate::reading::generate::names_indicator;
use crate::reading::proposal::{self, Cell, Head, Proposal, Record};
use crate::text::{fold, unit};

/// Records, and figures of a series, at least and at most.
const FEWEST: usize = 2;
const MOST: usize = 40;
const MOST_FIGURES: usize = 12;
/// Atoms in front of the series that are looked through for the names.
const REACH: usize = 300;

/// A word with its figures.
struct Series {
    label: usize,
    role: Role,
    values: Range<usize>,
}

/// Every run of series whose names stand before it.
pub fn propose(atoms: &[Atom]) -> Vec<Proposal> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < atoms.len() {
        let run = run(atoms, at);
        let end = run.last().map_or(at + 1, |last| last.values.end);
        out.extend(table(atoms, &run));
        at = end.max(at + 1);
    }
    out
}

/// Series right behind each other, from an atom on.
fn run(atoms: &[Atom], first: usize) -> Vec<Series> {
    let mut out: Vec<Series> = Vec::new();
    let mut at = first;
    while let Some(atom) = atoms.get(at) {
        let said = atom
            .said()
            .first()
            .filter(|said| said.role.is_value() && said.percent >= 75);
        let is_figure = |at: usize| {
            atoms
                .get(at)
                .is_some_and(|atom| atom.is_value() || is_note(&atom.text))
        };
        let n = (at + 1..)
            .take_while(|&at| is_figure(at))
            .take(MOST_FIGURES)
            .count();
        let Some(said) = said.filter(|_| n >= FEWEST) else {
            break;
        };
        out.push(Series {
            label: at,
            role: said.role,
            values: at + 1..at + 1 + n,
        });
        at += 1 + n;
    }
    out
}

/// ※ in the place of a figure.
fn is_note(text: &str) -> bool {
    let squeezed = fold::squeeze(text);
    squeezed.starts_with(['※', '*', '＊']) && squeezed.chars().count() <= 3
}

/// The series as records: a new one begins where the first word comes again.
fn table(atoms: &[Atom], run: &[Series]) -> Option<Proposal> {
    let first = run.first()?;
    let n_of_record = run.iter().skip(1).position(|series| series.role == first.role)? + 1;
    let records: Vec<&[Series]> = run.chunks(n_of_record).collect();
    let width = first.values.len();
    // The last one may be cut off behind its result.
    let n_last = run.len() % n_of_record;
    let is_cut = n_last > 0 && run.iter().take(n_last).all(|series| series.role != Role::Actual);
    let is_alike = |record: &&[Series]| {
        !is_cut
            && record
                .iter()
                .zip(run)
                .all(|(series, other)| series.role == other.role)
            && record.iter().all(|series| series.values.len() == width)
    };
    let has = |role: Role| run.iter().take(n_of_record).any(|series| series.role == role);
    if !(FEWEST..=MOST).contains(&records.len())
        || !records.iter().all(is_alike)
        || !has(Role::Target)
        || !has(Role::Actual)
    {
        return None;
    }
    let names = names(atoms, first.label, records.len())?;
    let years = years(atoms, first.label, width)?;
    let mut heads = Vec::new();
    for series in run.iter().take(n_of_record) {
        for (text, period) in &years {
            let mut head = Head::of(atoms.get(series.label).map_or("", |atom| atom.text.as_str()));
            head.text = format!("{} {text}", head.text);
            head.period = Some(*period);
            heads.push(head);
        }
    }
    let cell = |at: usize| atoms.get(at).filter(|atom| atom.is_value()).map(Cell::from);
    let mut rows = BTreeSet::new();
    let mut out = Vec::new();
    for (series, name) in records.iter().zip(names) {
        let cells = series.iter().flat_map(|series| series.values.clone());
        let mut cells: Vec<Option<Cell>> = cells.map(cell).collect();
        cells.resize(heads.len(), None);
        rows.extend(proposal::rows_of(name.iter().copied()));
        out.push(Record {
            section: Vec::new(),
            name: name.into_iter().map(Cell::from).collect(),
            cells,
        });
    }
    let all = first.label..run.last()?.values.end;
    rows.extend(proposal::rows_of(atoms.get(all)?));
    Some(Proposal {
        generator: "columns",
        heads,
        records: out,
        rows,
        unit: None,
        drawn: None,
        penalty: 60,
    })
}

/// As many names as there are records, in the list before them; `None` if they come out otherwise.
fn names(atoms: &[Atom], before: usize, n: usize) -> Option<Vec<Vec<&Atom>>> {
    let from = before.saturating_sub(REACH);
    let stretch = atoms.get(from..before)?;
    let is_name_word = |atom: &Atom| atom.said().first().is_some_and(|said| said.role == Role::Name);
    let start = stretch.iter().rposition(is_name_word)? + 1;
    let mut out: Vec<Vec<&Atom>> = Vec::new();
    let mut is_open = false;
    for atom in stretch.get(start..)? {
        match &atom.kind {
            Kind::Words if is_note(&atom.text) => is_open = false,
            // 査の結果で全国平均: a line of a broken name may hold a word of headers.
            Kind::Header(_) if !is_open => {}
            Kind::Words | Kind::Header(_) => {
                match out.last_mut().filter(|_| is_open) {
                    Some(name) => name.push(atom),
                    None => out.push(vec![atom]),
                }
                is_open = !ends_name(&atom.text);
            }
            _ => is_open = false,
        }
    }
    (out.len() == n).then_some(out)
}

fn ends_name(text: &str) -> bool {
    let squeezed = fold::squeeze(text);
    // 1日30分, 1時間: a count within a name that goes on.
    let tail = squeezed.trim_start_matches(|c: char| !c.is_ascii_digit());
    let is_count = unit::is_unit(tail.trim_start_matches(|c: char| c.is_ascii_digit()));
    (names_indicator(&squeezed) || squeezed.ends_with(')')) && !is_count
}

/// The last run of as many years before the series.
fn years(atoms: &[Atom], before: usize, n: usize) -> Option<Vec<(String, Period)>> {
    let stretch = atoms.get(before.saturating_sub(REACH)..before)?;
    let end = stretch.iter().rposition(|atom| atom.kind == Kind::Period)? + 1;
    let years: Vec<(String, Period)> = stretch
        .get(..end)?
        .iter()
        .rev()
        .map_while(|atom| Some((fold::fold(&atom.text), atom.period()?)))
        .collect();
    (years.len() == n).then(|| years.into_iter().rev().collect())
}
