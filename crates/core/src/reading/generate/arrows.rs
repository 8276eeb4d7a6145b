//! A figure that became another one, and what is aimed at beside it:
//!
//! ```text
//! ・受診率 38.2%(H24) → 43.5%(H28) 【目標 60%(H29)】 B
//! ・登録者数【目標値:300人】 120人 ⇒ 210人
//! ```
//! An arrow alone leads to what is aimed at; where a word says that of another figure, it leads to what was reached.

use crate::layout::role::Role;
use crate::reading::atom::{Atom, Kind};
use crate::reading::proposal::{self, Cell, Head, Proposal, Record};

/// The most atoms of one record behind its name.
const MOST: usize = 10;
/// What the places of a record are, in the order of its columns.
const ROLES: [Role; 3] = [Role::Baseline, Role::Target, Role::Actual];
/// How surely: the word says one of them, the arrow the others.
const PERCENT: u8 = 82;

/// Every run of such records.
pub fn propose(atoms: &[Atom]) -> Option<Proposal> {
    let mut records = Vec::new();
    let mut used = Vec::new();
    let mut at = 0;
    while let Some(atom) = atoms.get(at) {
        let found = (atom.kind == Kind::Words).then(|| record(atoms, at)).flatten();
        match found {
            Some((record, end)) => {
                used.extend(at..end);
                records.push(record);
                at = end;
            }
            None => at += 1,
        }
    }
    let said = |role: Role| Head::meaning(role, PERCENT);
    let mark = Head::default();
    (!records.is_empty()).then(|| Proposal {
        generator: "arrows",
        heads: ROLES.into_iter().map(said).chain([mark]).collect(),
        records,
        rows: proposal::rows_of(used.into_iter().filter_map(|at| atoms.get(at))),
        unit: None,
        drawn: None,
        penalty: 20,
    })
}

/// The record whose name stands at an atom, and where it ends.
fn record(atoms: &[Atom], name: usize) -> Option<(Record, usize)> {
    let (mut from, mut to, mut target, mut mark) = (None, None, None, None);
    let mut end = name + 1;
    while let Some(atom) = atoms.get(end).filter(|_| end - name <= MOST) {
        match &atom.kind {
            Kind::Number if atom.after_arrow && from.is_some() && to.is_none() => to = Some(atom),
            // Two arrows are steps of a plan.
            Kind::Number if atom.after_arrow => return None,
            Kind::Number if from.is_none() => from = Some(atom),
            Kind::Header(said) if target.is_none() => {
                let is_target = said.first().is_some_and(|said| said.role == Role::Target);
                target = Some(
                    atoms
                        .get(end + 1)
                        .filter(|next| is_target && next.kind == Kind::Number)?,
                );
                end += 1;
            }
            Kind::Mark if mark.is_none() && to.is_some() => mark = Some(atom),
            _ => break,
        }
        end += 1;
    }
    let cell = |atom: &Atom| Some(Cell::from(atom));
    let cells = vec![cell(from?), cell(target?), cell(to?), mark.and_then(cell)];
    let name = vec![Cell::from(atoms.get(name)?)];
    Some((
        Record {
            section: Vec::new(),
            name,
            cells,
        },
        end,
    ))
}
