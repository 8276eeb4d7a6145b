//! Lines whose words are cells, under a header whose words are their columns:
//!
//! ```text
//! 区分 17年度 18年度 19年度        26年度 27年度
//! 計画 職員数 351 346 339         項目 計画 実績 計画 実績
//! 実績 職員数 351 340 336         経常収支比率(%) 98.0 97.1 99.5 100.2
//! ```
//! The figures of a row are as many as those of the others; words in front of them are its names, and a line of words
//! alone names the rows below it. What is drawn so is read like any table with columns ([`grid`]).

use std::collections::{BTreeMap, BTreeSet};

use crate::layout::role::Role;
use crate::reading::atom::{Atom, Kind};
use crate::reading::generate::grid;
use crate::reading::proposal::{Cell as Typed, Proposal};
use crate::reading::split::{self, Split};
use crate::text::fold;
use kpi_readers::base::place::Piece;
use kpi_readers::sheet::{Cell, Row, Sheet};

/// The most words in front of the figures of a row, and figures behind them.
const MOST_LEADS: usize = 4;
const MOST_CORES: usize = 16;
/// The most header lines of one table.
const MOST_HEADERS: usize = 3;
/// The longest word of a header, and the longest line that names the rows below it.
const LONGEST_HEADER: usize = 16;
const LONGEST_NAME: usize = 40;
/// Words at the end of a header that stand over nothing, at most.
const MOST_BEHIND: usize = 2;
/// Lines above a block among which its title stands.
const ABOVE: usize = 4;
/// Rows of figures, at least.
const FEWEST: usize = 2;
/// Words that were put together are less sure than columns.
const PENALTY: i32 = 30;

/// Every table of lines.
pub fn propose(sheet: &Sheet, is_free: impl Fn(usize) -> bool) -> Vec<Proposal> {
    let is_line = |row: usize| is_free(row) && sheet.rows.get(row).is_some_and(|row| !row.tabular);
    let lines = lines(sheet, is_line);
    let mut out = Vec::new();
    let mut row = 0;
    while row < lines.len() {
        row = match Block::at(&lines, row) {
            Some(block) => {
                out.extend(
                    Drawing::of(sheet, &lines, &block)
                        .into_iter()
                        .flat_map(Drawing::tables),
                );
                block.end
            }
            None => row + 1,
        };
    }
    out
}

/// What a line can be to a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Blank,
    /// Words of columns, years among them.
    Header,
    /// Words, and figures behind them: how many of each.
    Figures(usize, usize),
    /// One stretch of words.
    Name,
    Other,
}

struct Line {
    atoms: Vec<Atom>,
    sort: Sort,
}

/// The lines of a sheet with their atoms; those that are none stay empty, and part what stands around them.
fn lines(sheet: &Sheet, is_line: impl Fn(usize) -> bool) -> Vec<Line> {
    let mut of_rows: Vec<Vec<Atom>> = vec![Vec::new(); sheet.rows.len()];
    for atom in split::stream(sheet, Split::Words, &is_line) {
        let row = atom.pieces.first().map(|piece| piece.row);
        if let Some(line) = row.and_then(|row| of_rows.get_mut(row)) {
            line.push(atom);
        }
    }
    let sorted = of_rows.into_iter().enumerate().map(|(row, atoms)| Line {
        sort: if is_line(row) { sort(&atoms) } else { Sort::Other },
        atoms,
    });
    sorted.collect()
}

fn sort(atoms: &[Atom]) -> Sort {
    let is_short = |atom: &Atom| fold::squeeze(&atom.text).chars().count() <= LONGEST_HEADER;
    let is_head = |atom: &Atom| match atom.kind {
        Kind::Header(_) | Kind::Period | Kind::Unit | Kind::Item => true,
        Kind::Words => is_short(atom),
        _ => false,
    };
    let says = |atom: &&Atom| matches!(atom.kind, Kind::Header(_) | Kind::Period);
    let first = atoms.iter().position(Atom::is_value);
    match (atoms, first) {
        ([], _) => Sort::Blank,
        _ if atoms
            .iter()
            .any(|atom| matches!(atom.kind, Kind::Prose | Kind::Break)) =>
        {
            Sort::Other
        }
        (_, Some(first)) => Sort::Figures(first, atoms.len() - first),
        ([one], None) if matches!(one.kind, Kind::Words) => Sort::Name,
        _ if atoms.iter().all(is_head) && atoms.iter().filter(says).count() >= 2 => Sort::Header,
        _ => Sort::Other,
    }
}

/// A header and the lines below it.
struct Block {
    header: Vec<usize>,
    /// Rows of figures, each with the line that names it and those below it.
    rows: Vec<(usize, Option<usize>)>,
    /// Figures of a row, and words in front of them at most.
    n_cores: usize,
    n_leads: usize,
    end: usize,
}

impl Block {
    /// The block whose header begins at a line.
    fn at(lines: &[Line], first: usize) -> Option<Self> {
        let sort = |row: usize| lines.get(row).map_or(Sort::Other, |line| line.sort);
        let mut end = first;
        while end - first < MOST_HEADERS && sort(end) == Sort::Header {
            end += 1;
        }
        let is_behind = end == first;
        if is_behind && !matches!(sort(first), Sort::Figures(..)) {
            return None;
        }
        let mut header: Vec<usize> = (first..end).collect();
        let (mut rows, mut named, mut n_blanks) = (Vec::new(), None, 0);
        let mut last = end;
        while n_blanks < 2 && end < lines.len() {
            match sort(end) {
                Sort::Blank => n_blanks += 1,
                Sort::Figures(..) => {
                    rows.push((end, named.take()));
                    (n_blanks, last) = (0, end + 1);
                }
                Sort::Name if is_name(lines.get(end)?) => named = Some(end),
                _ => break,
            }
            end += 1;
        }
        if is_behind {
            header.extend(
                (last..)
                    .take_while(|&row| sort(row) == Sort::Header)
                    .take(MOST_HEADERS),
            );
            last += header.len();
            if header.is_empty() {
                return None;
            }
        }
        let mut usual: BTreeMap<usize, usize> = BTreeMap::new();
        for (row, _) in &rows {
            if let Sort::Figures(_, n) = sort(*row) {
                *usual.entry(n).or_default() += 1;
            }
        }
        let (&n_cores, &n) = usual.iter().max_by_key(|(n_cores, n)| (**n, **n_cores))?;
        if n < FEWEST || n * 3 < rows.len() * 2 || !(1..=MOST_CORES).contains(&n_cores) {
            return None;
        }
        rows.retain(|(row, _)| matches!(sort(*row), Sort::Figures(_, n) if n == n_cores));
        let leads = rows.iter().filter_map(|(row, _)| match sort(*row) {
            Sort::Figures(n, _) => Some(n),
            _ => None,
        });
        let n_leads = leads.max().unwrap_or(0);
        (n_leads <= MOST_LEADS).then_some(Self {
            header,
            rows,
            n_cores,
            n_leads,
            end: last,
        })
    }

    /// The words of the last header line without those at its end that stand over nothing (…結果 達成状況 の順): what is
    /// called a figure stands over figures.
    fn over_figures<'a>(&self, lines: &[Line], atoms: &'a [Atom]) -> Option<&'a [Atom]> {
        let is_figures = |column: usize| {
            let cells = self.rows.iter().filter_map(|(row, _)| {
                let line = lines.get(*row)?;
                line.atoms.get(line.atoms.len() - self.n_cores + column)
            });
            let n = cells.filter(|cell| cell.is_value()).count();
            n * 2 >= self.rows.len()
        };
        let says_value = |atom: &Atom| {
            let said = atom.said().first();
            said.is_some_and(|said| said.role.is_value() && said.percent >= 60 && said.role != Role::Rate)
        };
        // How many figures are called so; `None` where words are.
        let fit = |atoms: &[Atom]| {
            let core = atoms.get(atoms.len().checked_sub(self.n_cores)?..)?;
            let said: Vec<usize> = (0..core.len())
                .filter(|&column| core.get(column).is_some_and(says_value))
                .collect();
            said.iter()
                .all(|&column| is_figures(column))
                .then_some(said.len())
        };
        let shorter = (0..=MOST_BEHIND).filter_map(|n| atoms.get(..atoms.len().checked_sub(n)?));
        let fitting = shorter.filter_map(|atoms| Some((fit(atoms)?, atoms)));
        let best = fitting.max_by_key(|(n_said, atoms)| (*n_said, atoms.len()));
        best.map(|(_, atoms)| atoms)
    }

    /// Lines of words stand between the rows and name them.
    fn has_names(&self) -> bool {
        self.rows.iter().any(|(_, named)| named.is_some())
    }
}

fn is_name(line: &Line) -> bool {
    line.atoms.iter().all(|atom| {
        atom.text.chars().count() <= LONGEST_NAME && !atom.text.starts_with(['※', '(', '（', '注'])
    })
}

/// Lines drawn as rows with cells: what stands above the block, its header, and its rows.
struct Drawing {
    sheet: Sheet,
    /// The row of the source that each was drawn from.
    rows: Vec<usize>,
    /// Where the header begins.
    header: usize,
    /// Where the cells of the drawn rows come from.
    sources: BTreeMap<(usize, usize), Vec<Piece>>,
}

impl Drawing {
    /// A block drawn, if its header tells its columns.
    fn of(sheet: &Sheet, lines: &[Line], block: &Block) -> Option<Self> {
        let n_outer = usize::from(block.has_names());
        let n_names = n_outer + block.n_leads;
        let heads = block.header.iter().map(|&row| {
            let atoms = &lines.get(row)?.atoms;
            let is_last = block.header.last() == Some(&row);
            let atoms = if is_last {
                block.over_figures(lines, atoms)?
            } else {
                atoms
            };
            columns(atoms, n_outer, n_names, block.n_cores, is_last)
        });
        let heads: Vec<Option<Vec<Option<&Atom>>>> = heads.collect();
        heads.last()?.as_ref()?;
        let first = block
            .rows
            .iter()
            .map(|(row, _)| *row)
            .chain(block.header.iter().copied())
            .min()?;
        let mut drawing = Self {
            sheet: Sheet {
                rows: Vec::new(),
                ..Sheet::default()
            },
            rows: Vec::new(),
            header: 0,
            sources: BTreeMap::new(),
        };
        for row in first.saturating_sub(ABOVE)..first {
            drawing.rows.push(row);
            drawing
                .sheet
                .rows
                .push(sheet.rows.get(row).cloned().unwrap_or_default());
        }
        drawing.header = drawing.rows.len();
        for (&row, cells) in block.header.iter().zip(heads) {
            drawing.push(row, cells.as_deref().unwrap_or(&[]));
        }
        for &(row, named) in &block.rows {
            let line = lines.get(row)?;
            let Sort::Figures(n_leads, _) = line.sort else {
                continue;
            };
            let mut cells: Vec<Option<&Atom>> = vec![None; n_names + block.n_cores];
            let (leads, core) = line.atoms.split_at(n_leads.min(line.atoms.len()));
            // The line that names it stands in front of it now.
            let name = named.and_then(|named| lines.get(named)?.atoms.first());
            let places = (0..n_outer)
                .map(|_| name)
                .chain(leads.iter().map(Some))
                .enumerate();
            let figures = core
                .iter()
                .enumerate()
                .map(|(at, atom)| (n_names + at, Some(atom)));
            for (at, atom) in places.chain(figures) {
                if let Some(cell) = cells.get_mut(at) {
                    *cell = atom;
                }
            }
            drawing.push(row, &cells);
        }
        Some(drawing)
    }

    /// A row with its cells.
    fn push(&mut self, source: usize, atoms: &[Option<&Atom>]) {
        let row = self.rows.len();
        let cells = atoms.iter().enumerate().map(|(column, atom)| {
            let Some(atom) = atom else {
                return Cell::default();
            };
            self.sources.insert((row, column), atom.pieces.clone());
            Cell::new(atom.text.clone())
        });
        let cells = cells.collect();
        self.sheet.rows.push(Row {
            cells,
            tabular: true,
            ..Row::default()
        });
        self.rows.push(source);
    }

    /// What is read of it, every cell where it came from.
    fn tables(self) -> Vec<Proposal> {
        let tables = grid::propose(&self.sheet, |row| row >= self.header);
        tables.into_iter().map(|table| self.put_back(table)).collect()
    }

    fn put_back(&self, mut table: Proposal) -> Proposal {
        let names = table.records.iter_mut().map(|record| &mut record.name);
        names.for_each(|name| name.iter_mut().for_each(|cell| self.put_cell_back(cell)));
        let cells = table.records.iter_mut().flat_map(|record| &mut record.cells);
        cells.flatten().for_each(|cell| self.put_cell_back(cell));
        let own = table.rows.iter().filter_map(|row| self.rows.get(*row).copied());
        let own: BTreeSet<usize> = own.collect();
        let used = table
            .pieces()
            .into_iter()
            .flatten()
            .flatten()
            .map(|piece| piece.row);
        let rows = own.into_iter().chain(used).collect();
        Proposal {
            generator: "spaced",
            drawn: None,
            rows,
            penalty: table.penalty + PENALTY,
            ..table
        }
    }

    fn put_cell_back(&self, cell: &mut Typed) {
        let [piece] = &mut cell.pieces[..] else { return };
        match self.sources.get(&(piece.row, piece.column)) {
            Some(source) => cell.pieces.clone_from(source),
            None => piece.row = self.rows.get(piece.row).copied().unwrap_or(piece.row),
        }
    }
}

/// The words of a header line over the columns; one of an upper line stands over as many as the others.
fn columns<'a>(
    atoms: &'a [Atom],
    n_outer: usize,
    n_names: usize,
    n_cores: usize,
    is_last: bool,
) -> Option<Vec<Option<&'a Atom>>> {
    let mut cells: Vec<Option<&Atom>> = vec![None; n_names + n_cores];
    let mut put = |at: usize, atom: &'a Atom| {
        if let Some(cell) = cells.get_mut(at) {
            *cell = Some(atom);
        }
    };
    if let Some(n) = atoms.len().checked_sub(n_cores) {
        // Words of the names, or a word more than they have.
        let leads = atoms.get(..n)?;
        if n > n_names + 1 {
            return None;
        }
        let from = if n <= n_names - n_outer { n_outer } else { 0 };
        let skip = n.saturating_sub(n_names);
        leads
            .iter()
            .skip(skip)
            .enumerate()
            .for_each(|(at, atom)| put(from + at, atom));
        let values = atoms.get(n..)?;
        values
            .iter()
            .enumerate()
            .for_each(|(at, atom)| put(n_names + at, atom));
        return Some(cells);
    }
    if is_last {
        return None;
    }
    // 項目 26年度 27年度, over two columns each.
    let is_name = |atom: &Atom| {
        atom.said().first().is_some_and(|said| {
            matches!(
                said.role,
                Role::Name | Role::Section | Role::Number | Role::Project
            )
        })
    };
    let n = atoms.iter().take_while(|atom| is_name(atom)).count().min(n_names);
    let groups = atoms.get(n..)?;
    let each = n_cores
        .checked_div(groups.len())
        .filter(|each| each * groups.len() == n_cores)?;
    atoms
        .iter()
        .take(n)
        .enumerate()
        .for_each(|(at, atom)| put(n_outer + at, atom));
    for (at, atom) in groups.iter().enumerate() {
        (0..each).for_each(|of| put(n_names + at * each + of, atom));
    }
    Some(cells)
}
