//! Groups of two figures: what each group is in one list, and behind it the same words again and again, a row of the
//! header each.
//!
//! ```text
//! 健診の受診率(%) | 保健指導の実施率(%) | 2019年度 目標 | 2019年度 目標 | 東町 | 58.4 70 | 26.9 45 | 西町 | …
//! ○健診の受診率 | 平成20年度 | 平成21年度 | 目標値 | 目標値 | 北海道 | 21.0% 29.0% | 21.6% 37.7% | …
//! ```
//! Groups are indicators, each of the rows' places, or years. A row that lost a figure, or has one too many, is left out.

use crate::layout::role::Role;
use crate::reading::atom::{Atom, Kind};
use crate::reading::generate::crossing::Crossing;
use crate::reading::generate::names_indicator;
use crate::reading::proposal::{self, Cell, Head, Proposal, Record};
use crate::text::{fold, unit};
use kpi_readers::base::place::Piece;

/// The most groups of a row.
const MOST: usize = 12;
/// How many words before the header may be names of groups: headings and second lines stand among them.
const REACH: usize = 24;
/// How surely the figure beside the one that is aimed at is what was reached.
const PERCENT: u8 = 70;
/// What it is short of a table with columns.
const PENALTY: i32 = 60;

/// The tables of every such header.
pub fn propose(atoms: &[Atom]) -> Vec<Proposal> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < atoms.len() {
        let header = Header::at(atoms, at);
        out.extend(header.as_ref().and_then(|header| header.table(atoms)));
        at = header.map_or(at + 1, |header| header.end);
    }
    out
}

/// The words that are said for each group.
struct Header {
    /// The first of them.
    first: usize,
    /// Behind the last.
    end: usize,
    /// For each group what its two figures are, in order.
    groups: Vec<[Head; 2]>,
    /// The target stands alone in the header: the groups are years.
    of_years: bool,
}

impl Header {
    /// The header that begins at an atom.
    fn at(atoms: &[Atom], first: usize) -> Option<Self> {
        [1, 2]
            .into_iter()
            .find_map(|width| Self::of_width(atoms, first, width))
    }

    fn of_width(atoms: &[Atom], first: usize, width: usize) -> Option<Self> {
        let look = |atom: &Atom| match &atom.kind {
            Kind::Period => Some(None),
            Kind::Header(said) => Some(Some(said.first()?.role)),
            _ => None,
        };
        let pattern: Vec<_> = atoms.get(first..first + width)?.iter().map(look).collect();
        let is_target = |role: &Option<Option<Role>>| *role == Some(Some(Role::Target));
        let is_other = |role: &Option<Option<Role>>| matches!(role, Some(None | Some(Role::Actual)));
        let n_targets = pattern.iter().filter(|role| is_target(role)).count();
        let n_others = pattern.iter().filter(|role| is_other(role)).count();
        if (n_targets, n_others) != (1, width - 1) {
            return None;
        }
        let rest = atoms.get(first..)?.chunks(width);
        let is_again = |group: &&[Atom]| group.iter().map(look).eq(pattern.iter().copied());
        let groups: Vec<&[Atom]> = rest.take_while(is_again).collect();
        let end = first + groups.len() * width;
        if !(2..=MOST).contains(&groups.len()) {
            return None;
        }
        let heads = groups.iter().map(|group| match group {
            [one, other] => Some([head(one), head(other)]),
            // The year itself stands over what was reached.
            [target] => Some([Head::meaning(Role::Actual, PERCENT), head(target)]),
            _ => None,
        });
        Some(Self {
            first,
            end,
            groups: heads.collect::<Option<_>>()?,
            of_years: width == 1,
        })
    }

    fn table(&self, atoms: &[Atom]) -> Option<Proposal> {
        let rows = self.rows(atoms);
        if self.of_years {
            self.years(atoms, &rows)
        } else {
            self.measures(atoms, &rows)
        }
    }

    /// Where the rows begin: a word, and behind it as many figures as the groups have.
    fn rows(&self, atoms: &[Atom]) -> Vec<usize> {
        let n = self.groups.len() * 2;
        let is_value = |at: usize| {
            atoms
                .get(at)
                .is_some_and(|atom| matches!(atom.kind, Kind::Number | Kind::Absent))
        };
        let is_over = |atom: &Atom| {
            matches!(
                atom.kind,
                Kind::Header(_) | Kind::Period | Kind::Prose | Kind::Break
            )
        };
        let mut rows = Vec::new();
        let mut at = self.end;
        while atoms.get(at).is_some_and(|atom| !is_over(atom)) {
            let is_row = !is_value(at) && (at + 1..=at + n).all(is_value) && !is_value(at + n + 1);
            if is_row {
                rows.push(at);
            }
            at += if is_row { n + 1 } else { 1 };
        }
        rows
    }

    /// The indicators of which the groups are, one for each place of the rows. Two columns for each year that groups are of.
    fn measures(&self, atoms: &[Atom], rows: &[usize]) -> Option<Proposal> {
        let names = measures(atoms, self.first, self.groups.len()).filter(|_| rows.len() >= 2)?;
        let units: Vec<Option<String>> = names.iter().map(|name| unit_of(name)).collect();
        let unit = units.first().cloned().flatten();
        // Where the units are unlike, each stays in its name.
        let is_common = unit.is_some() && units.iter().all(|other| *other == unit);
        let mut crossing = Crossing::new();
        for (place, (name, heads)) in names.iter().zip(&self.groups).enumerate() {
            let year = heads.iter().find_map(|head| head.period);
            let columns = heads.clone().map(|head| {
                let is_target = says_target(&head);
                crossing.column((year, is_target), || Head { period: year, ..head })
            });
            for &at in rows {
                let of = atoms.get(at)?;
                let cells = name
                    .iter()
                    .map(|atom| named(atom, is_common))
                    .chain([Cell::from(of)]);
                let record = crossing.record((at, place), || cells.collect());
                for (column, figure) in columns.iter().zip(at + 1 + 2 * place..) {
                    crossing.lay(record, *column, atoms.get(figure).map(Cell::from));
                }
            }
        }
        let (heads, records) = crossing.finish();
        Some(self.proposal(atoms, heads, records, rows, unit.filter(|_| is_common)))
    }

    /// The table of one indicator, whose groups are years.
    fn years(&self, atoms: &[Atom], rows: &[usize]) -> Option<Proposal> {
        let n = self.groups.len();
        let from = self.first.checked_sub(n)?;
        let years = atoms.get(from..self.first)?;
        if rows.is_empty() || years.iter().any(|atom| atom.kind != Kind::Period) {
            return None;
        }
        let title = from
            .checked_sub(1)
            .and_then(|at| atoms.get(at))
            .filter(|atom| atom.kind == Kind::Words && names_indicator(unit::apart(&atom.text).0));
        let heads = self.groups.iter().zip(years).flat_map(|(heads, year)| {
            let period = head(year).period;
            heads.iter().map(move |own| Head {
                period,
                ..own.clone()
            })
        });
        let record = |&at: &usize| {
            let own = atoms.get(at)?;
            let name = match title {
                _ if names_indicator(unit::apart(&own.text).0) => vec![own],
                title => vec![title?, own],
            };
            let cells = atoms.get(at + 1..=at + 2 * n)?.iter();
            Some(Record {
                name: name.into_iter().map(Cell::from).collect(),
                cells: cells.map(|atom| Some(Cell::from(atom))).collect(),
                ..Record::default()
            })
        };
        let records: Option<Vec<Record>> = rows.iter().map(record).collect();
        Some(self.proposal(atoms, heads.collect(), records?, rows, None))
    }

    fn proposal(
        &self,
        atoms: &[Atom],
        heads: Vec<Head>,
        records: Vec<Record>,
        rows: &[usize],
        unit: Option<String>,
    ) -> Proposal {
        let n = self.groups.len() * 2;
        let own = rows.iter().filter_map(|&at| atoms.get(at..=at + n)).flatten();
        let header = atoms.get(self.first..self.end).unwrap_or(&[]);
        Proposal {
            generator: "running",
            heads,
            records,
            rows: proposal::rows_of(header.iter().chain(own)),
            unit,
            drawn: None,
            penalty: PENALTY,
        }
    }
}

/// The head of a column by its word; a year alone is one of results here.
fn head(atom: &Atom) -> Head {
    let mut head = Head::of(&atom.text);
    if atom.kind == Kind::Period {
        head.said = Head::meaning(Role::Actual, PERCENT).said;
    }
    head
}

fn says_target(head: &Head) -> bool {
    head.said.first().is_some_and(|said| said.role == Role::Target)
}

/// The names of so many indicators before a header; `None` if there are more or fewer. Headings stand among them, and what
/// goes on in brackets belongs to the name above.
fn measures(atoms: &[Atom], end: usize, n: usize) -> Option<Vec<Vec<&Atom>>> {
    let before = atoms.get(end.saturating_sub(REACH)..end)?;
    let goes_on = |atom: &Atom| atom.text.trim_start().starts_with(['(', '（']);
    let n_words = before
        .iter()
        .rev()
        .take_while(|atom| atom.kind == Kind::Words || goes_on(atom))
        .count();
    let mut names: Vec<Vec<&Atom>> = Vec::new();
    for atom in before.get(before.len() - n_words..)? {
        match names.last_mut().filter(|_| goes_on(atom)) {
            Some(name) => name.push(atom),
            None => names.push(vec![atom]),
        }
    }
    names.retain(|name| {
        name.first()
            .is_some_and(|atom| names_indicator(unit::apart(&atom.text).0))
    });
    (names.len() == n).then_some(names)
}

/// The unit in the brackets that end a name.
fn unit_of(name: &[&Atom]) -> Option<String> {
    let (_, brackets) = unit::apart(&name.last()?.text);
    let unit = fold::squeeze(brackets).trim_matches(['(', ')']).to_owned();
    (!unit.is_empty()).then_some(unit)
}

/// A part of a name, without the unit that all have.
fn named(atom: &Atom, without: bool) -> Cell {
    let (text, _) = unit::apart(&atom.text);
    match atom.pieces[..] {
        [piece] if without && !text.is_empty() => Cell {
            text: text.to_owned(),
            pieces: vec![Piece {
                to: piece.from + text.len(),
                ..piece
            }],
            ..Cell::from(atom)
        },
        _ => Cell::from(atom),
    }
}
