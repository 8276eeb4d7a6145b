//! A table read column by column: every name, then every figure of one kind, then every figure of the next.
//!
//! ```text
//! 指標 ⏎ 来館者数 ⏎ 貸出冊数 ⏎ 目標値 ⏎ 100 ⏎ 500 ⏎ 実績値 ⏎ 85 ⏎ 520
//! ```
//! Runs of figures of one length, each behind the word of its column, belong to the run of as many names before them.

use crate::layout::role::Role;
use crate::reading::atom::{Atom, Kind};
use crate::reading::proposal::{self, Cell, Head, Proposal, Record};
use crate::text::fold;

/// The fewest records: of one, label and value say the same.
const FEWEST: usize = 2;
/// The most records of one block.
const MOST: usize = 60;

/// A word of a column with what stands below it.
struct Run {
    head: usize,
    items: Vec<usize>,
}

/// Every block of columns one behind the other.
pub fn propose(atoms: &[Atom]) -> Vec<Proposal> {
    let mut out = Vec::new();
    let runs = runs(atoms);
    let mut first = 0;
    while let Some(run) = runs.get(first) {
        let is_names =
            |run: &Run| run.items.iter().filter(|&&at| is_name(atoms, at)).count() * 5 >= run.items.len() * 4;
        if !(FEWEST..=MOST).contains(&run.items.len())
            || !is_names(run)
            || run
                .items
                .iter()
                .any(|&at| atoms.get(at).is_some_and(Atom::is_value))
        {
            first += 1;
            continue;
        }
        let n = run.items.len();
        let columns: Vec<&Run> = runs
            .iter()
            .skip(first + 1)
            .take_while(|other| other.items.len() == n || other.items.len() < FEWEST)
            .filter(|other| other.items.len() == n)
            .collect();
        if let Some(table) = table(atoms, run, &columns) {
            out.push(table);
            first += columns.len();
        }
        first += 1;
    }
    out
}

fn is_name(atoms: &[Atom], at: usize) -> bool {
    atoms.get(at).is_some_and(|atom| {
        matches!(atom.kind, Kind::Words) && fold::squeeze(&atom.text).chars().count() >= 2
    })
}

/// Header words with what stands behind each; a word right behind another one takes its place.
fn runs(atoms: &[Atom]) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for (at, atom) in atoms.iter().enumerate() {
        match &atom.kind {
            Kind::Header(_) | Kind::Break | Kind::Prose => out.push(Run {
                head: at,
                items: Vec::new(),
            }),
            _ => {
                if let Some(run) = out.last_mut() {
                    run.items.push(at);
                }
            }
        }
    }
    out
}

fn table(atoms: &[Atom], names: &Run, columns: &[&Run]) -> Option<Proposal> {
    let of_values = |run: &&&Run| {
        run.items
            .iter()
            .filter(|&&at| atoms.get(at).is_some_and(Atom::is_value))
            .count()
            * 2
            >= run.items.len()
    };
    let says = |run: &&Run, roles: &[Role]| {
        atoms.get(run.head).is_some_and(|atom| {
            atom.said()
                .iter()
                .any(|said| said.percent >= 60 && roles.contains(&said.role))
        })
    };
    let values: Vec<&&Run> = columns.iter().filter(of_values).collect();
    let is_told = values
        .iter()
        .any(|run| says(run, &[Role::Target, Role::FinalTarget]))
        && values
            .iter()
            .any(|run| says(run, &[Role::Actual, Role::Baseline]));
    if !is_told {
        return None;
    }
    let heads = columns
        .iter()
        .map(|run| Head::of(atoms.get(run.head).map_or("", |atom| atom.text.as_str())))
        .collect();
    let cell = |at: usize| atoms.get(at).map(Cell::from);
    let records = names.items.iter().enumerate().map(|(index, &at)| Record {
        section: Vec::new(),
        name: cell(at).into_iter().collect(),
        cells: columns
            .iter()
            .map(|run| run.items.get(index).and_then(|&at| cell(at)))
            .collect(),
    });
    let records: Vec<Record> = records.collect();
    let used = std::iter::once(names)
        .chain(columns.iter().copied())
        .flat_map(|run| std::iter::once(run.head).chain(run.items.iter().copied()));
    let rows = proposal::rows_of(used.filter_map(|at| atoms.get(at)));
    Some(Proposal {
        generator: "columns",
        heads,
        records,
        rows,
        unit: None,
        drawn: None,
        penalty: 40,
    })
}
