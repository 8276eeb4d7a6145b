//! Records told cell by cell: read exactly as they are told, and told of a candidate's reading.

use std::collections::{BTreeMap, BTreeSet};

use crate::kpi::{Candidate, CandidateReading, Certainty, Column, Recognised, Table};
use crate::layout::columns::Spec;
use crate::layout::dated::Dated;
use crate::layout::gathered::{self, Gathered};
use crate::layout::mapping::{ColumnMapping, Dating, Part, TableMapping, one_based, zero_based};
use crate::layout::page::Page;
use crate::layout::role::Role;
use crate::layout::view::View;
use kpi_readers::base::place::Piece;
use kpi_readers::sheet::{Cell, Sheet};

/// Bytes that the records of one table may hold in all: a mapping may name the same long cell again and again.
const MAX_BYTES: usize = 16 * 1024 * 1024;

/// Reads a table whose records are told cell by cell, and claims its rows.
pub fn read(told: &TableMapping, page: &mut Page<'_>, found: &mut Recognised) {
    let specs = specs(told);
    let view = view(told, page.sheet, &page.dated);
    let records = Gathered {
        specs: &specs,
        unit: told.unit.as_deref(),
        certainty: Certainty::Sure,
        view: &view,
    };
    let first = found.indicators.len();
    gathered::read(page, &records, |_| &[], found);
    // What was settled is there to be put right, even where nothing comes of it.
    let row = told.told_rows().first().copied().unwrap_or(0);
    let at = found.indicators.get(first).map(|indicator| indicator.at.clone());
    found.tables.push(Table {
        id: told.table.clone(),
        layout: super::LAYOUT_ID,
        columns: specs.iter().skip(1).map(Spec::shown).collect(),
        at: at.unwrap_or_else(|| page.sheet.place(row, 0)),
        ..Table::default()
    });
    for row in told.told_rows() {
        page.claim(row..row.saturating_add(1));
    }
}

/// What the cells of a record mean: the first is the name.
fn specs(told: &TableMapping) -> Vec<Spec> {
    let width = told.cells.iter().map(Vec::len).max().unwrap_or(0);
    let cells = (0..width).map(|cell| {
        let mut spec = Spec::of(cell, Role::Ignore);
        if let Some(column) = told.column(one_based(cell)) {
            spec.is_final = column.role == Role::FinalTarget;
            column.settle(&mut spec);
        }
        if cell == 0 {
            (spec.role, spec.lower) = (Role::Name, None);
        }
        spec
    });
    cells.collect()
}

/// The records as rows of a view.
fn view(told: &TableMapping, sheet: &Sheet, dated: &Dated) -> View {
    let mut characters = Characters::default();
    let mut left = MAX_BYTES;
    let mut view = View::default();
    for record in &told.cells {
        let at = |cell: &Vec<Part>| {
            cell.first()
                .map(|part| (zero_based(part.row), zero_based(part.column)))
        };
        let row = record.iter().find_map(at).map_or(0, |(row, _)| row);
        let cells = record.iter().map(|parts| {
            let mut text = String::new();
            let mut before = None;
            for part in parts {
                let Some((row, piece)) = characters.text(*part, sheet, dated) else {
                    continue;
                };
                let Some(rest) = left.checked_sub(piece.len()) else {
                    break;
                };
                left = rest;
                if let Some(before) = before.replace(row) {
                    text.push(if before == row { ' ' } else { '\n' });
                }
                text.push_str(piece);
            }
            (Cell::new(text), at(parts).unwrap_or((row, 0)))
        });
        view.push(row, true, cells.collect());
    }
    view
}

/// Where the characters of cells begin, looked up once a cell.
#[derive(Default)]
struct Characters(BTreeMap<(usize, usize), Vec<usize>>);

impl Characters {
    /// The first byte of each character of a cell of the source, and the byte behind the last.
    fn of(&mut self, row: usize, column: usize, source: &str) -> &[usize] {
        self.0.entry((row, column)).or_insert_with(|| {
            let starts = source.char_indices().map(|(byte, _)| byte);
            starts.chain([source.len()]).collect()
        })
    }

    /// The row and the text of a part: of a whole cell without the blanks around it.
    fn text<'a>(&mut self, part: Part, sheet: &'a Sheet, dated: &Dated) -> Option<(usize, &'a str)> {
        let (row, column) = (zero_based(part.row), zero_based(part.column));
        let text = sheet.rows.get(row)?.cells.get(column)?.text.as_str();
        let Some((from, to)) = part.characters else {
            return Some((row, text.trim()));
        };
        let starts = self.of(row, column, dated.source_text(row, column).unwrap_or(text));
        let byte = |character: usize| starts.get(character).or(starts.last()).copied();
        let piece = dated.written(Piece {
            row,
            column,
            from: byte(zero_based(from))?,
            to: byte(zero_based(to).saturating_add(1))?,
        });
        Some((row, text.get(piece.from..piece.to)?))
    }

    /// A piece of the source as a mapping tells it.
    fn part(&mut self, piece: Piece, sheet: &Sheet) -> Part {
        let cells = sheet.rows.get(piece.row).map_or(&[][..], |row| &row.cells);
        let text = cells.get(piece.column).map_or("", |cell| cell.text.as_str());
        let whole = text.len() - text.trim_start().len()..text.trim_end().len();
        let is_whole = piece.from <= whole.start && whole.end <= piece.to;
        let characters = (!is_whole).then(|| {
            let starts = self.of(piece.row, piece.column, text);
            let before = |byte: usize| starts.partition_point(|start| *start < byte);
            (
                one_based(before(piece.from)),
                one_based(before(piece.to)).saturating_sub(1),
            )
        });
        Part {
            row: one_based(piece.row),
            column: one_based(piece.column),
            characters,
        }
    }
}

/// The candidate is among those that hold no KPIs, by the [keys](TableMapping::key) of their first readings.
pub fn is_dismissed(candidate: &Candidate, keys: &BTreeSet<String>, sheets: &[Sheet]) -> bool {
    if keys.is_empty() {
        return false;
    }
    let mut told = tables(candidate, sheets).into_iter();
    told.next().is_some_and(|first| keys.contains(&first.key()))
}

/// The readings of a candidate as a person would settle them; none where its sheet is not among these.
pub fn tables(candidate: &Candidate, sheets: &[Sheet]) -> Vec<TableMapping> {
    let sheet = sheets.iter().find(|sheet| sheet.name == candidate.at.sheet);
    let readings = candidate.readings.iter();
    readings
        .filter_map(|reading| Some(told(candidate, reading, sheet?)))
        .collect()
}

/// What a person settles who takes a reading of a candidate: exactly this reading.
fn told(candidate: &Candidate, reading: &CandidateReading, sheet: &Sheet) -> TableMapping {
    let mut characters = Characters::default();
    let mut part = |piece: &Piece| characters.part(*piece, sheet);
    let records = reading.records.iter().map(|record| {
        let cells = record.iter().map(|cell| cell.iter().map(&mut part).collect());
        cells.collect()
    });
    let mut told = TableMapping {
        table: candidate.table_id(),
        sheet: sheet.name.clone(),
        cells: records.collect(),
        unit: reading.unit.clone(),
        columns: vec![ColumnMapping::new(1, Role::Name)],
        ..TableMapping::default()
    };
    let meaningful = reading.columns.iter().map(column);
    told.columns
        .extend(meaningful.filter(|column| column.role != Role::Ignore));
    let records = told.told_rows();
    let others = reading.rows.iter().filter(|row| !records.contains(row));
    told.ignored_rows = others.map(|row| one_based(*row)).collect();
    told
}

fn column(column: &Column) -> ColumnMapping {
    ColumnMapping {
        lower: column.lower.and_then(Role::from_id),
        period: Dating::settled(column.period),
        basis: Some(column.basis),
        ..ColumnMapping::new(
            one_based(column.column),
            Role::from_id(column.role).unwrap_or(Role::Ignore),
        )
    }
}
