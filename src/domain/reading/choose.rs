//! Readings that share no row: the sure ones become indicators, the doubtful ones too, with their doubt named; what has
//! too little evidence is a candidate.

use std::collections::BTreeMap;

use crate::domain::base::Decimal;
use crate::domain::base::place::Piece;
use crate::domain::base::remark::{Code, Remark};
use crate::domain::kpi::{Candidate, CandidateReading, Certainty, Indicator, Lack, Point, Recognised};
use crate::domain::layout::role::Role;
use crate::domain::layout::{Page, rows};
use crate::domain::reading::assign::{self, Assignment};
use crate::domain::reading::atom::{self, Split};
use crate::domain::reading::evidence::{self, CHECK, SURE};
use crate::domain::reading::proposal::Proposal;
use crate::domain::reading::{generate, lay};

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
}

/// Longer texts are no pages of tables taken apart.
const MOST_ROWS: usize = 20_000;
/// Candidates with less are not worth a question.
const WORTH_ASKING: u8 = 20;
/// The most candidates of one sheet.
const MOST_CANDIDATES: usize = 20;

/// Reads what no layout has read.
pub fn read(page: &mut Page<'_>, found: &mut Recognised) {
    if page.sheet.rows.len() > MOST_ROWS {
        return;
    }
    replace(page, found);
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
    let mut candidates: Vec<(Vec<usize>, Candidate)> = Vec::new();
    for reading in &readings {
        if reading.confidence < WORTH_ASKING || reading.confidence >= CHECK || !taken.is_free(&reading.table)
        {
            continue;
        }
        let shared = candidates
            .iter()
            .position(|(rows, _)| rows.iter().any(|row| reading.table.rows.contains(row)));
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

/// Takes tables back of which most was left out, where a sure reading of the same rows has more of it.
fn replace(page: &mut Page<'_>, found: &mut Recognised) {
    if page.sheet.rows.len() > MOST_REREAD {
        return;
    }
    // Nothing is surer than what a person drew or told.
    let settled = page.settled.rows_on(page.sheet);
    let has_holes = (0..found.tables.len())
        .filter(|&table| found.tables.get(table).is_some_and(|table| table.at.sheet == page.sheet.name))
        .any(|table| has_holes(found, table));
    if !has_holes {
        return;
    }
    let mut better: Vec<Reading> = readings(page, true)
        .into_iter()
        .filter(|reading| reading.confidence >= SURE - 15)
        .collect();
    better.sort_by_key(|reading| {
        std::cmp::Reverse((
            reading.table.records.len() * usize::from(reading.confidence),
            reading.roles.score,
        ))
    });
    // Groups side by side are taken together.
    let mut groups: Vec<Vec<Reading>> = Vec::new();
    for reading in better {
        let is_grid = |reading: &Reading| reading.table.generator == "grid";
        let is_beside = |other: &Reading| {
            is_grid(other)
                && is_grid(&reading)
                && other.table.rows.first() == reading.table.rows.first()
                && are_disjoint(&other.table, &reading.table)
        };
        match groups.iter_mut().find(|group| group.iter().all(is_beside)) {
            Some(group) => group.push(reading),
            None => groups.push(vec![reading]),
        }
    }
    groups.retain(|group| group.iter().any(|reading| reading.confidence >= SURE - 5));
    for group in groups {
        let of_page = |at: &crate::domain::base::place::Place| {
            at.line
                .and_then(|line| page.sheet.rows.iter().position(|row| row.line == line))
        };
        let mut rows: Vec<usize> = group
            .iter()
            .flat_map(|reading| reading.table.rows.iter().copied())
            .collect();
        rows.sort_unstable();
        rows.dedup();
        if rows.iter().any(|row| settled.contains(row)) {
            continue;
        }
        let is_inside = |indicator: &Indicator| {
            indicator.at.sheet == page.sheet.name
                && of_page(&indicator.at).is_some_and(|row| rows.contains(&row))
        };
        let mut tables: Vec<usize> = found
            .indicators
            .iter()
            .filter(|indicator| is_inside(indicator))
            .map(|indicator| indicator.table)
            .collect();
        tables.sort_unstable();
        tables.dedup();
        let of_tables = |indicator: &&Indicator| tables.contains(&indicator.table);
        // A table that reaches beyond these rows is another one.
        if tables.is_empty()
            || found
                .indicators
                .iter()
                .filter(of_tables)
                .any(|indicator| !is_inside(indicator))
        {
            continue;
        }
        let read = pairs(found.indicators.iter().filter(of_tables));
        // What was put together is no better than columns that were read, nor knows it of projects.
        let is_drawn = group.iter().all(|reading| reading.table.generator == "grid");
        let has_projects = found
            .indicators
            .iter()
            .filter(of_tables)
            .any(|indicator| indicator.project.is_some());
        if read > 0 && (!is_drawn || has_projects) {
            continue;
        }
        let mut scratch = Recognised {
            heading: found.heading.clone(),
            ..Recognised::default()
        };
        for reading in &group {
            lay::lay(
                page,
                &reading.table,
                &reading.roles.roles,
                Certainty::Sure,
                &mut scratch,
            );
        }
        if pairs(scratch.indicators.iter()) * 3 <= read * 4 {
            continue;
        }
        for &table in tables.iter().rev() {
            super::withdraw::withdraw(found, table);
        }
        for &row in &rows {
            page.release(row);
        }
        for reading in &group {
            take(page, reading, found);
        }
        for &row in &rows {
            page.claim(row..row + 1);
        }
    }
}

/// No part of the source is in both.
fn are_disjoint(one: &Proposal, other: &Proposal) -> bool {
    let mut taken = Taken::default();
    taken.take(one);
    taken.is_free(other)
}

/// Something of the table was not held against anything, or one name stands twice: it may be read better.
fn has_holes(found: &Recognised, table: usize) -> bool {
    let own = || found.indicators.iter().filter(move |indicator| indicator.table == table);
    let value = |point: &Option<Point>| point.as_ref().is_some_and(|point| point.value.is_some());
    let is_held = |indicator: &Indicator| indicator.observations.iter().any(|seen| value(&seen.target) && value(&seen.actual));
    let n = own().count();
    own().any(|indicator| !is_held(indicator)) || pairs(own()) < n
}

/// Texts of more rows are not read a second time.
const MOST_REREAD: usize = 3000;

/// Targets and actuals that are held against each other. Two targets of one indicator and year are a misreading: none
/// counts.
fn pairs<'a>(indicators: impl Iterator<Item = &'a Indicator>) -> usize {
    let value = |point: &Option<Point>| point.as_ref().and_then(|point| point.value);
    let mut seen: BTreeMap<(&[String], &str, Option<String>), Vec<Decimal>> = BTreeMap::new();
    for indicator in indicators.filter(|indicator| !rows::is_sum(&indicator.name)) {
        for observation in &indicator.observations {
            if let (Some(target), Some(_)) = (value(&observation.target), value(&observation.actual)) {
                let period = observation.period.map(|period| period.to_string());
                seen.entry((&indicator.section, &indicator.name, period))
                    .or_default()
                    .push(target);
            }
        }
    }
    let is_one = |targets: &&Vec<Decimal>| targets.iter().all(|target| Some(target) == targets.first());
    seen.values().filter(is_one).map(Vec::len).sum()
}

/// Every proposal of the sheet, weighed: of its free rows, or of all.
pub fn readings(page: &Page<'_>, all: bool) -> Vec<Reading> {
    let is_free = |row: usize| all || page.is_free(row);
    let grids = generate::grid::propose(page.sheet, is_free);
    let mut out: Vec<Reading> = grids.into_iter().filter_map(weigh).collect();
    let has_columns = |reading: &&Reading| {
        (0..reading.table.heads.len())
            .filter(|&column| reading.table.is_numbers(column))
            .count()
            >= 2
    };
    let drawn: Vec<usize> = out
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
        let atoms = atom::stream(page.sheet, split, is_free);
        let proposals = generate::fold::propose(&atoms)
            .into_iter()
            .chain(generate::labelled::propose(&atoms))
            .chain(generate::running::propose(&atoms))
            .chain(generate::columns::propose(&atoms));
        // A line that is one cell is surer than the words of it.
        let surcharge = if split == Split::Lines { 0 } else { 20 };
        let proposals = proposals.filter(|table| !is_drawn(table)).map(|table| Proposal {
            penalty: table.penalty + surcharge,
            ..table
        });
        out.extend(proposals.filter_map(weigh));
    }
    out
}

/// The best meaning of a proposal.
pub fn weigh(table: Proposal) -> Option<Reading> {
    let all = assign::assignments(&table);
    let best = all.first()?.clone();
    let rival = all.into_iter().skip(1).find(|other| other.pairs != best.pairs);
    let confidence = evidence::confidence(&table, &best, rival.as_ref());
    Some(Reading {
        table,
        roles: best,
        rival,
        confidence,
    })
}

/// Makes indicators of a reading.
fn take(page: &Page<'_>, reading: &Reading, found: &mut Recognised) -> bool {
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
        let roles = reading
            .roles
            .roles
            .iter()
            .filter(|role| role.is_value())
            .map(|role| role.id());
        found
            .remarks
            .push(Remark::new(Code::ColumnsAssumed, at).with(roles));
    }
    true
}

/// The parts of the source that readings have taken: a long line may hold several tables.
#[derive(Default)]
struct Taken(BTreeMap<(usize, usize), Vec<(usize, usize)>>);

impl Taken {
    /// None of its parts is taken.
    fn is_free(&self, table: &Proposal) -> bool {
        let overlaps = |piece: &Piece| {
            self.0
                .get(&(piece.row, piece.column))
                .is_some_and(|spans| spans.iter().any(|&(from, to)| piece.from < to && from < piece.to))
        };
        !table.pieces().iter().flatten().flatten().any(overlaps)
    }

    /// Takes its parts.
    fn take(&mut self, table: &Proposal) {
        for piece in table.pieces().iter().flatten().flatten() {
            self.0
                .entry((piece.row, piece.column))
                .or_default()
                .push((piece.from, piece.to));
        }
    }
}

/// The readings of a candidate: its best meaning, and the next one.
fn options(page: &Page<'_>, reading: &Reading, found: &Recognised) -> Vec<CandidateReading> {
    let both = std::iter::once((&reading.roles, reading.confidence))
        .chain(reading.rival.iter().map(|rival| (rival, reading.confidence / 2)));
    both.map(|(roles, confidence)| {
        let (indicators, columns) = lay::tried(page, &reading.table, &roles.roles, &found.heading);
        CandidateReading {
            confidence,
            records: reading.table.pieces(),
            columns,
            rows: reading.table.rows.clone(),
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
