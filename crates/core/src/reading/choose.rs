//! Readings that share no row: the sure ones become indicators, the doubtful ones too, with their doubt named; what has
//! too little evidence is a candidate.

use std::collections::{BTreeMap, BTreeSet};

use crate::kpi::{Candidate, CandidateReading, Certainty, Indicator, Lack, Point, Recognised};
use crate::layout::role::Role;
use crate::layout::{Page, money, rows};
use crate::reading::assign::{self, Assignment};
use crate::reading::evidence::{self, CHECK, SURE};
use crate::reading::proposal::{Proposal, Record};
use crate::reading::split::{self, Split};
use crate::reading::{generate, lay, words};
use kpi_readers::base::Decimal;
use kpi_readers::base::place::Piece;
use kpi_readers::base::remark::{Code, Remark};

/// A proposal whose columns mean something.
pub struct Reading {
    /// The table.
    pub table: Proposal,
    /// What its columns mean.
    pub roles: Assignment,
    /// The best other meaning that pairs other columns.
    pub rival: Option<Assignment>,
    /// How surely it is right, in percent.
    pub confidence: u8,
    /// How much its names look like none, in percent.
    weakness: i32,
}

/// Longer texts are no pages of tables taken apart.
const MOST_ROWS: usize = 20_000;
/// Candidates with less are not worth a question.
const WORTH_ASKING: u8 = 20;
/// Columns whose names are mostly none are no table.
const WEAK: i32 = 20;
/// What a reading of words costs where they stand in merged cells.
const MERGED: i32 = 300;
/// The most candidates of one sheet.
const MOST_CANDIDATES: usize = 20;

/// Reads what no layout has read.
pub fn read(page: &mut Page<'_>, found: &mut Recognised) {
    if page.sheet.rows.len() > MOST_ROWS {
        return;
    }
    let mut readings = readings(page, false);
    // What is surest, and holds most, comes first.
    readings.sort_by_key(|reading| {
        std::cmp::Reverse((
            usize::from(reading.confidence).pow(2) * reading.table.records.len().min(40),
            reading.roles.score,
        ))
    });
    let mut taken = Taken::default();
    let mut rows: Vec<usize> = Vec::new();
    for reading in &readings {
        if reading.confidence >= CHECK && taken.is_free(&reading.table) && take(page, reading, found) {
            taken.take(&reading.table);
            rows.extend(&reading.table.rows);
        }
    }
    for row in rows {
        page.claim(row..row + 1);
    }
    let mut candidates: Vec<(BTreeSet<usize>, Candidate)> = Vec::new();
    for reading in &readings {
        if reading.confidence < WORTH_ASKING || reading.confidence >= CHECK || !taken.is_free(&reading.table)
        {
            continue;
        }
        let shared = candidates
            .iter()
            .position(|(rows, _)| !rows.is_disjoint(&reading.table.rows));
        let n = candidates.len();
        match shared.and_then(|at| candidates.get_mut(at)) {
            Some((_, candidate)) => candidate.readings.extend(options(page, reading, found)),
            None if n < MOST_CANDIDATES => {
                let readings = options(page, reading, found);
                let at = reading
                    .table
                    .rows
                    .first()
                    .map(|&row| page.sheet.place(row, 0))
                    .unwrap_or_default();
                candidates.push((
                    reading.table.rows.clone(),
                    Candidate {
                        at,
                        title: None,
                        lacks: lacks(&reading.roles),
                        readings,
                    },
                ));
            }
            None => {}
        }
    }
    for (_, mut candidate) in candidates {
        candidate
            .readings
            .retain(|reading| !reading.indicators.is_empty());
        candidate
            .readings
            .sort_by_key(|reading| std::cmp::Reverse(reading.confidence));
        let mut seen = Vec::new();
        candidate.readings.retain(|reading| {
            let is_new = !seen.contains(&said(reading));
            seen.push(said(reading));
            is_new
        });
        candidate.readings.truncate(3);
        if !candidate.readings.is_empty() {
            found.candidates.push(candidate);
        }
    }
}

/// What a reading says: two that say the same are no choice.
type Says = Vec<(String, Option<Decimal>, Vec<(Option<Decimal>, Option<Decimal>)>)>;

fn said(reading: &CandidateReading) -> Says {
    let value = |point: &Option<Point>| point.as_ref().and_then(|point| point.value);
    let of = |indicator: &Indicator| {
        let seen = indicator.observations.iter();
        let seen = seen.map(|seen| (value(&seen.target), value(&seen.actual)));
        (indicator.name.clone(), value(&indicator.baseline), seen.collect())
    };
    reading.indicators.iter().map(of).collect()
}

/// The tables with columns of the sheet, weighed: of its free rows, or of all.
pub fn drawn(page: &Page<'_>, all: bool) -> Vec<Reading> {
    let grids = generate::grid::propose(page.sheet, |row| all || page.is_free(row));
    grids.into_iter().filter_map(weigh).collect()
}

/// Every proposal of the sheet, weighed: of its free rows, or of all.
pub fn readings(page: &Page<'_>, all: bool) -> Vec<Reading> {
    let is_free = |row: usize| all || page.is_free(row);
    let measured = generate::measured::propose(page.sheet, is_free);
    let mut out = drawn(page, all);
    out.extend(measured.into_iter().filter_map(weigh));
    let has_columns = |reading: &&Reading| {
        let columns = 0..reading.table.heads.len();
        let n_numbers = columns.filter(|&column| reading.table.is_numbers(column)).count();
        n_numbers >= 2 && reading.weakness < WEAK
    };
    let drawn: BTreeSet<usize> = out
        .iter()
        .filter(has_columns)
        .flat_map(|reading| reading.table.rows.iter().copied())
        .collect();
    // What stands in columns is not put together from its words.
    let is_drawn = |table: &Proposal| {
        let n = table.rows.iter().filter(|row| drawn.contains(row)).count();
        n * 4 >= table.rows.len()
    };
    for split in [Split::Lines, Split::Words, Split::Commas] {
        let atoms = split::stream(page.sheet, split, is_free);
        let proposals = generate::fold::propose(&atoms)
            .into_iter()
            .chain(generate::labelled::propose(&atoms))
            .chain(generate::running::propose(&atoms))
            .chain(generate::repeated::propose(&atoms))
            .chain(generate::columns::propose(&atoms))
            .chain(generate::series::propose(&atoms))
            .chain(generate::arrows::propose(&atoms))
            .chain(generate::grouped::propose(&atoms));
        // A line that is one cell is surer than the words of it.
        let surcharge = if split == Split::Lines { 0 } else { 20 };
        let is_merged = |row: &usize| {
            let cells = page.sheet.rows.get(*row).map_or(&[][..], |row| &row.cells);
            cells.iter().any(|cell| cell.covered)
        };
        let proposals = proposals.filter(|table| !is_drawn(table)).map(|table| {
            // Cells that are merged stand in columns, and were drawn so.
            let of_columns = if table.rows.iter().any(is_merged) {
                MERGED
            } else {
                0
            };
            Proposal {
                penalty: table.penalty + surcharge + of_columns,
                ..table
            }
        });
        out.extend(proposals.filter_map(weigh));
    }
    let spaced = generate::spaced::propose(page.sheet, is_free).into_iter();
    out.extend(spaced.filter_map(weigh));
    let marked = generate::marked::propose(page.sheet, is_free);
    out.extend(marked.filter(|table| !is_drawn(table)).and_then(weigh));
    let yearly = generate::yearly::propose(page.sheet, is_free).into_iter();
    out.extend(yearly.filter_map(weigh));
    let worded = generate::worded::propose(page.sheet, is_free);
    out.extend(worded.filter(|table| !is_drawn(table)).and_then(weigh));
    let stated = generate::stated::propose(page.sheet, is_free);
    out.extend(stated.filter(|table| !is_drawn(table)).and_then(weigh));
    out
}

/// The best meaning of a proposal.
pub fn weigh(table: Proposal) -> Option<Reading> {
    // 事業費 and うち一般財源, planned and done: a table of costs alone; 合計, BマイナスA: sums and differences alone.
    let is_other = |record: &Record| {
        let name = record.name.last();
        name.is_some_and(|name| {
            money::is_cost(&name.text) || words::is_formula(&name.text) || rows::is_sum(&name.text)
        })
    };
    if table.records.iter().all(is_other) {
        return None;
    }
    let all = assign::assignments(&table);
    let best = all.first()?.clone();
    let rival = all.into_iter().skip(1).find(|other| other.pairs != best.pairs);
    let weakness = evidence::weak_names(&table);
    let confidence = evidence::confidence(&table, &best, rival.as_ref(), weakness);
    Some(Reading {
        table,
        roles: best,
        rival,
        confidence,
        weakness,
    })
}

/// Makes indicators of a reading.
pub fn take(page: &Page<'_>, reading: &Reading, found: &mut Recognised) -> bool {
    let certainty = if reading.confidence >= SURE {
        Certainty::Sure
    } else {
        Certainty::Check
    };
    let table = found.tables.len();
    if !lay::lay(page, &reading.table, &reading.roles.roles, certainty, found) {
        return false;
    }
    let is_settled = found
        .tables
        .get(table)
        .is_some_and(|table| page.settled.tables.iter().any(|other| other.table == table.id));
    if certainty == Certainty::Check && !is_settled {
        let at = found.tables.get(table).map(|table| table.at.clone());
        // Of years down or across, each role once.
        let mut roles: Vec<&str> = Vec::new();
        for role in reading.roles.roles.iter().filter(|role| role.is_value()) {
            if reading.table.drawn.is_some() || !roles.contains(&role.id()) {
                roles.push(role.id());
            }
        }
        found
            .remarks
            .push(Remark::new(Code::ColumnsAssumed, at).with(roles));
    }
    true
}

/// The parts of the source that readings have taken, by their cells: where each begins and ends. A long line may hold
/// several tables.
#[derive(Default)]
struct Taken(BTreeMap<(usize, usize), BTreeMap<usize, usize>>);

impl Taken {
    /// None of its parts is taken.
    fn is_free(&self, table: &Proposal) -> bool {
        // What is taken does not overlap: the last one before the end of a part is the only one that can reach into it.
        let overlaps = |piece: &Piece| {
            let spans = self.0.get(&(piece.row, piece.column));
            let last = spans.and_then(|spans| spans.range(..piece.to).next_back());
            last.is_some_and(|(_, &to)| piece.from < to)
        };
        !table.pieces().iter().flatten().flatten().any(overlaps)
    }

    /// Takes its parts.
    fn take(&mut self, table: &Proposal) {
        for piece in table.pieces().iter().flatten().flatten() {
            let spans = self.0.entry((piece.row, piece.column)).or_default();
            let to = spans.entry(piece.from).or_default();
            *to = piece.to.max(*to);
        }
    }
}

/// The readings of a candidate: its best meaning, and the next one.
pub(super) fn options(page: &Page<'_>, reading: &Reading, found: &Recognised) -> Vec<CandidateReading> {
    let both = std::iter::once((&reading.roles, reading.confidence))
        .chain(reading.rival.iter().map(|rival| (rival, reading.confidence / 2)));
    both.map(|(roles, confidence)| {
        let (indicators, columns) = lay::tried(page, &reading.table, &roles.roles, &found.heading);
        CandidateReading {
            confidence,
            records: reading.table.pieces(),
            columns,
            rows: reading.table.rows.iter().copied().collect(),
            unit: reading.table.unit.clone(),
            indicators,
        }
    })
    .collect()
}

/// What is missing for a reading to count.
fn lacks(of: &Assignment) -> Lack {
    let has = |role: Role| of.roles.contains(&role);
    match (
        of.target_said >= 60 && has(Role::Target),
        of.actual_said >= 60 && has(Role::Actual),
    ) {
        (false, false) => Lack::Both,
        (false, true) => Lack::Target,
        (true, false) => Lack::Actual,
        (true, true) => Lack::Fit,
    }
}

/// No part of the source is in both.
pub fn are_disjoint(one: &Proposal, other: &Proposal) -> bool {
    let mut taken = Taken::default();
    taken.take(one);
    taken.is_free(other)
}
