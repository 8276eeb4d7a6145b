//! A reading laid out: records of a proposal, whose columns are settled, as indicators with their places.

use crate::kpi::{Certainty, Column, Extent, Heading, Indicator, Recognised, Table};
use crate::layout::Page;
use crate::layout::columns::Spec;
use crate::layout::gathered::{self, Gathered};
use crate::layout::role::Role;
use crate::layout::view::View;
use crate::reading::proposal::Proposal;
use kpi_readers::sheet::Cell;

/// Reads the records into `found`, as its next table; returns whether any was one.
pub fn lay(
    page: &Page<'_>,
    table: &Proposal,
    roles: &[Role],
    certainty: Certainty,
    found: &mut Recognised,
) -> bool {
    let id = page.next_table_id(found);
    let mut specs = specs(table, roles);
    settle(page, &id, table, &mut specs);
    let first = found.indicators.len();
    if read(page, table, &specs, certainty, found) == 0 {
        return false;
    }
    let at = found
        .indicators
        .get(first)
        .map(|indicator| indicator.at.clone())
        .unwrap_or_default();
    found.tables.push(Table {
        id,
        layout: table.generator,
        columns: shown(table, &specs),
        extent: extent(page, table),
        at,
        ..Table::default()
    });
    true
}

/// What the records come to, and what their cells mean, counted from their name on; nothing that a person settled is
/// laid over it.
pub fn tried(
    page: &Page<'_>,
    table: &Proposal,
    roles: &[Role],
    heading: &Heading,
) -> (Vec<Indicator>, Vec<Column>) {
    let specs = specs(table, roles);
    let mut found = Recognised {
        heading: heading.clone(),
        ..Recognised::default()
    };
    read(page, table, &specs, Certainty::Check, &mut found);
    (found.indicators, specs.iter().skip(1).map(Spec::shown).collect())
}

fn read(
    page: &Page<'_>,
    table: &Proposal,
    specs: &[Spec],
    certainty: Certainty,
    found: &mut Recognised,
) -> usize {
    let records = Gathered {
        specs,
        unit: table.unit.as_deref(),
        certainty,
        view: &view(table),
    };
    let section = |record: usize| {
        let record = table.records.get(record);
        record.map_or(&[][..], |record| record.section.as_slice())
    };
    gathered::read(page, &records, section, found)
}

/// Lays what a person settled about the columns over what they were read as.
fn settle(page: &Page<'_>, id: &str, table: &Proposal, specs: &mut [Spec]) {
    let Some(drawn) = &table.drawn else {
        page.index.lay_over(specs, id);
        return;
    };
    // Where the columns are those of the sheet, that is how a person counts them.
    let width = drawn
        .columns
        .iter()
        .chain(&drawn.names)
        .max()
        .map_or(0, |last| last + 1);
    let mut of_sheet: Vec<Spec> = (0..width).map(|column| Spec::of(column, Role::Ignore)).collect();
    for (spec, &column) in specs.iter().skip(1).zip(&drawn.columns) {
        if let Some(slot) = of_sheet.get_mut(column) {
            slot.clone_from(spec);
        }
    }
    page.index.lay_over(&mut of_sheet, id);
    for (spec, &column) in specs.iter_mut().skip(1).zip(&drawn.columns) {
        if let Some(settled) = of_sheet.get(column) {
            *spec = Spec {
                column: spec.column,
                ..settled.clone()
            };
        }
    }
}

/// The columns as they are shown: those of the sheet, where they are some.
fn shown(table: &Proposal, specs: &[Spec]) -> Vec<Column> {
    let Some(drawn) = &table.drawn else {
        return specs.iter().map(Spec::shown).collect();
    };
    let (own, outer) = drawn
        .names
        .split_last()
        .map_or((None, &[][..]), |(own, outer)| (Some(*own), outer));
    let name = |column: usize, role: Role| Spec::of(column, role).shown();
    let mut columns: Vec<Column> = outer.iter().map(|&column| name(column, Role::Section)).collect();
    columns.extend(own.map(|column| name(column, Role::Name)));
    columns.extend(
        specs
            .iter()
            .skip(1)
            .zip(&drawn.columns)
            .map(|(spec, &column)| Column {
                column,
                ..spec.shown()
            }),
    );
    columns.sort_by_key(|column| column.column);
    columns
}

/// Its rows, where a person can draw them.
fn extent(page: &Page<'_>, table: &Proposal) -> Option<Extent> {
    let drawn = table.drawn.as_ref()?;
    let (&first, &last) = (table.rows.first()?, table.rows.last()?);
    let is_other = |row: &usize| {
        !table.rows.contains(row) && page.sheet.rows.get(*row).is_some_and(|row| !row.is_blank())
    };
    Some(Extent {
        first,
        last,
        header: drawn.header.clone().collect(),
        sections: Vec::new(),
        ignored: (first..=last).filter(is_other).collect(),
    })
}

/// The columns: the name in front, then the cells.
fn specs(table: &Proposal, roles: &[Role]) -> Vec<Spec> {
    let mut specs = vec![Spec::of(0, Role::Name)];
    specs.extend(
        table
            .heads
            .iter()
            .zip(roles)
            .enumerate()
            .map(|(column, (head, &role))| head.spec(column + 1, role)),
    );
    // A column of years right behind a value dates it.
    for column in 1..specs.len() {
        let is_periods =
            table.share(column - 1, |cell| cell.kind == crate::reading::atom::Kind::Period) >= 60;
        let before = specs.get(column - 1).map(|spec| spec.role);
        if let Some(spec) = specs.get_mut(column).filter(|_| is_periods) {
            spec.role = match before {
                Some(Role::Baseline) => Role::BaselineYear,
                Some(Role::Target | Role::FinalTarget) => Role::TargetYear,
                Some(Role::Actual) => Role::ActualYear,
                _ => Role::Ignore,
            };
        }
    }
    specs
}

/// The records as rows of a view, each cell with its place.
fn view(table: &Proposal) -> View {
    let mut view = View::default();
    for record in &table.records {
        let row = record
            .name
            .first()
            .and_then(|cell| cell.pieces.first())
            .map_or(0, |piece| piece.row);
        let at = |cell: &crate::reading::proposal::Cell| {
            cell.pieces
                .first()
                .map_or((row, 0), |piece| (piece.row, piece.column))
        };
        let name: Vec<&str> = record.name.iter().map(|cell| cell.text.as_str()).collect();
        let name_at = record.name.first().map_or((row, 0), at);
        let mut cells = vec![(Cell::new(name.join("\n")), name_at)];
        cells.extend(record.cells.iter().map(|cell| match cell {
            Some(cell) => (Cell::new(cell.text.clone()), at(cell)),
            None => (Cell::default(), (row, 0)),
        }));
        view.push(row, true, cells);
    }
    view
}
