//! A table as a generator proposes it: columns with what is said of them, records with cells. What the columns mean is
//! not settled yet.

use std::collections::BTreeSet;

use crate::kpi::{Basis, Period, Point};
use crate::layout::columns::{self, Spec};
use crate::layout::role::Role;
use crate::reading::atom::{Atom, Kind};
use crate::reading::words::{self, Said, SaidRoles};
use crate::text::{era, value};
use kpi_readers::base::place::Piece;

/// What stands in one place of a record.
#[derive(Clone, Debug)]
pub struct Cell {
    /// What it is.
    pub kind: Kind,
    /// As printed.
    pub text: String,
    /// Where it came from.
    pub pieces: Vec<Piece>,
    /// Its value.
    pub point: Option<Point>,
    /// An arrow leads to it from the value before.
    pub after_arrow: bool,
}

impl From<&Atom> for Cell {
    fn from(atom: &Atom) -> Self {
        Self {
            kind: atom.kind.clone(),
            text: atom.text.clone(),
            pieces: atom.pieces.clone(),
            point: atom.point.clone(),
            after_arrow: atom.after_arrow,
        }
    }
}

impl Cell {
    /// The number that it holds, magnitudes multiplied out.
    pub fn number(&self) -> Option<kpi_readers::base::Decimal> {
        self.point.as_ref().and_then(|point| point.value)
    }
}

/// What is known of a column before its cells are weighed.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// Its words, as printed.
    pub text: String,
    /// What they may mean.
    pub said: SaidRoles,
    /// The period that they name.
    pub period: Option<Period>,
    /// A bare western year was taken for a fiscal one.
    pub year_assumed: bool,
    /// What its numbers count.
    pub basis: Basis,
}

impl Head {
    /// A column headed by these words, top to bottom.
    pub fn of(text: &str) -> Self {
        let spec = columns::spec(0, &[text]);
        let folded = crate::text::fold::fold(text);
        let found = era::find(&folded).into_iter().next_back();
        Self {
            said: words::said(text),
            // 平成28年度策定プラン: the year of the plan, not of its figures.
            period: spec.period.filter(|_| !folded.contains("策定")),
            year_assumed: found.is_some_and(|found| found.assumed),
            basis: crate::layout::vocabulary::basis(text),
            text: folded,
        }
    }

    /// A column that means this with so much certainty, whatever its words are.
    pub fn meaning(role: Role, percent: u8) -> Self {
        Self {
            said: vec![Said { role, percent }],
            ..Self::default()
        }
    }

    /// As the readers of rows know it.
    pub fn spec(&self, column: usize, role: Role) -> Spec {
        Spec {
            header: self.text.clone(),
            period: self.period.filter(|_| role.is_value()),
            year_assumed: self.year_assumed && role.is_value(),
            basis: if role.is_value() { self.basis } else { Basis::Level },
            by_word: !self.said.is_empty(),
            assumed: self.said.is_empty(),
            is_final: role == Role::FinalTarget,
            ..Spec::of(column, role)
        }
    }
}

/// A record: a name and cells.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// Headings that it stands under, outermost first.
    pub section: Vec<String>,
    /// The pieces of its name, as printed.
    pub name: Vec<Cell>,
    /// One for each column; `None` where nothing is printed.
    pub cells: Vec<Option<Cell>>,
}

/// A table as proposed.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The generator, the contract's `layout`.
    pub generator: &'static str,
    /// What is said of its columns.
    pub heads: Vec<Head>,
    /// Its records.
    pub records: Vec<Record>,
    /// The rows of the sheet that it takes, its header included.
    pub rows: BTreeSet<usize>,
    /// Unit of all values, as a line above says: (単位:千円).
    pub unit: Option<String>,
    /// Where its columns stand, if they are columns of the sheet.
    pub drawn: Option<Drawn>,
    /// How much less likely it is than a plain table, in hundredths of a nat.
    pub penalty: i32,
}

/// Columns of the sheet.
#[derive(Clone, Debug, Default)]
pub struct Drawn {
    /// Those of the name; the last is the name's own.
    pub names: Vec<usize>,
    /// Those of the cells.
    pub columns: Vec<usize>,
    /// The rows of the header.
    pub header: std::ops::Range<usize>,
}

/// The rows of the sheet that atoms stand in.
pub fn rows_of<'a>(atoms: impl IntoIterator<Item = &'a Atom>) -> BTreeSet<usize> {
    let pieces = atoms.into_iter().flat_map(|atom| &atom.pieces);
    pieces.map(|piece| piece.row).collect()
}

impl Proposal {
    /// The cells of a column.
    pub fn column(&self, column: usize) -> impl Iterator<Item = &Cell> {
        self.records
            .iter()
            .filter_map(move |record| record.cells.get(column)?.as_ref())
    }

    /// The share of a column's filled cells that are of a kind, in percent; 0 for an empty column.
    pub fn share(&self, column: usize, is_it: impl Fn(&Cell) -> bool) -> usize {
        let (n, hits) = self
            .column(column)
            .fold((0, 0), |(n, hits), cell| (n + 1, hits + usize::from(is_it(cell))));
        (hits * 100).checked_div(n).unwrap_or(0)
    }

    /// The pieces of its records: of the name first, then of each cell.
    pub fn pieces(&self) -> Vec<Vec<Vec<Piece>>> {
        let of = |record: &Record| {
            let name = record
                .name
                .iter()
                .flat_map(|cell| cell.pieces.iter().copied())
                .collect();
            let cells = record
                .cells
                .iter()
                .map(|cell| cell.as_ref().map(|cell| cell.pieces.clone()).unwrap_or_default());
            std::iter::once(name).chain(cells).collect()
        };
        self.records.iter().map(of).collect()
    }

    /// The column is one of numbers.
    pub fn is_numbers(&self, column: usize) -> bool {
        self.share(column, |cell| matches!(cell.kind, Kind::Number | Kind::Absent)) >= 60
            && self.share(column, |cell| cell.kind == Kind::Number) >= 20
    }

    /// The column is one of percentages.
    pub fn is_percentages(&self, column: usize) -> bool {
        let numbers: Vec<&Cell> = self
            .column(column)
            .filter(|cell| cell.kind == Kind::Number)
            .collect();
        !numbers.is_empty() && numbers.iter().all(|cell| value::is_percentage(&cell.text))
    }
}
