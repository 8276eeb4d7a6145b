//! Two columns that each say the name before the figure, on one line: name goal name result rate.
//!
//! ```text
//! 移住の促進 お試し住宅の利用件数 40 件 お試し住宅の利用件数 9 件 22.5% 空き家の登録件数 60 件 空き家の登録件数 18 件 30.0%
//! ```
//! The name that is said again binds both figures; which of them is aimed at is left to the words above and to the rates.

use crate::layout::role::Role;
use crate::reading::atom::{self, Atom, Kind};
use crate::reading::generate::{cells, names_indicator};
use crate::reading::proposal::{self, Cell, Head, Proposal, Record};
use crate::text::{fold, value};
use kpi_readers::base::place::Piece;

/// The fewest records that do not stand so by chance.
const FEWEST: usize = 3;
/// How surely the first figure is what is aimed at, and a percentage behind both their rate.
const PERCENT: u8 = 60;
const RATE: u8 = 85;
/// What it is short of a table with a header.
const PENALTY: i32 = 40;

/// The records of all names that are said twice, as one table.
pub fn propose(atoms: &[Atom]) -> Option<Proposal> {
    let mut records = Vec::new();
    let mut used = Vec::new();
    let mut at = 0;
    while at + 4 <= atoms.len() {
        let found = atoms.get(at..).and_then(record);
        let n = found.as_ref().map_or(1, |(_, n)| *n);
        if let Some((record, n)) = found {
            records.push(record);
            used.extend(atoms.get(at..at + n)?);
        }
        at += n;
    }
    let heads = [
        (Role::Target, PERCENT),
        (Role::Actual, PERCENT),
        (Role::Rate, RATE),
    ];
    (records.len() >= FEWEST).then(|| Proposal {
        generator: "running",
        heads: heads
            .iter()
            .map(|&(role, percent)| Head::meaning(role, percent))
            .collect(),
        records,
        rows: proposal::rows_of(used),
        unit: None,
        drawn: None,
        penalty: PENALTY,
    })
}

/// A name with its figure, the name again with the other one and perhaps a percentage; how many atoms that takes.
fn record(atoms: &[Atom]) -> Option<(Record, usize)> {
    let [first, one, again, other, ..] = atoms else {
        return None;
    };
    let is_figure = |atom: &Atom| atom.kind == Kind::Number && !value::is_percentage(&atom.text);
    let is_bound = first.kind == Kind::Words && again.kind == Kind::Words;
    let (name, said) = (last_word(first)?, last_word(again)?);
    let is_same = fold::squeeze(&name.text) == fold::squeeze(&said.text);
    if !is_bound || !is_same || !names_indicator(&name.text) || !are_alike(one, other) {
        return None;
    }
    let is_rate = |atom: &&Atom| atom.kind == Kind::Number && value::is_percentage(&atom.text);
    let rate = atoms.get(4).filter(is_rate).filter(|_| is_figure(one));
    let cells = vec![
        Some(Cell::from(one)),
        Some(Cell::from(other)),
        rate.map(Cell::from),
    ];
    let record = Record {
        section: Vec::new(),
        name: vec![name],
        cells,
    };
    Some((record, 4 + usize::from(rate.is_some())))
}

/// Both are figures, of one unit as far as both print one.
fn are_alike(one: &Atom, other: &Atom) -> bool {
    let unit = |atom: &Atom| atom.point.as_ref().and_then(|point| point.unit.clone());
    let is_percentage = |atom: &Atom| value::is_percentage(&atom.text);
    let both = one.kind == Kind::Number && other.kind == Kind::Number;
    let units = unit(one).zip(unit(other));
    both && is_percentage(one) == is_percentage(other) && units.is_none_or(|(one, other)| one == other)
}

/// The last word of an atom of one piece: what stands before it is a heading, or the end of a unit.
fn last_word(atom: &Atom) -> Option<Cell> {
    let [piece] = atom.pieces[..] else { return None };
    let text = atom.text.rsplit(char::is_whitespace).next()?;
    let from = piece.from + atom.text.len() - text.len();
    let is_name = atom::kind(text).0 == Kind::Words && text.chars().count() >= 3;
    is_name.then(|| cells::words(text.to_owned(), Piece { from, ..piece }))
}
