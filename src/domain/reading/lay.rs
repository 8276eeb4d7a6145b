//! A reading laid out: records of a proposal, whose columns are settled, as indicators with their places.

use crate::domain::kpi::{Certainty, Column, Extent, Indicator, Recognised, Table};
use crate::domain::layout::columns::Spec;
use crate::domain::layout::role::Role;
use crate::domain::layout::rows::Reader;
use crate::domain::layout::view::View;
use crate::domain::layout::{Page, slots};
use crate::domain::reading::proposal::Proposal;
use crate::domain::sheet::Cell;

/// Reads the records into `found`, as its next table; returns whether any was one.
pub fn lay(
    page: &Page<'_>,
    table: &Proposal,
    roles: &[Role],
    certainty: Certainty,
    found: &mut Recognised,
) -> bool {
    let first = found.indicators.len();
    let id = page.next_table_id(found);
    let index = found.tables.len();
    let mut specs = specs(table, roles);
    settle(page, &id, table, &mut specs);
    let plan = slots::plan(&specs, found.heading.fiscal_year);
    let view = view(table);
    let last_period = found.heading.term.and_then(|term| term.end);
    view.read(page, found, |page, found| {
        let reader = Reader {
            sheet: page.sheet,
            specs: &specs,
            plan: &plan,
            name_column: 0,
            last_period,
        };
        for (row, record) in table.records.iter().enumerate() {
            let mut remarks = Vec::new();
            let mut indicator = reader.indicator(row, &mut remarks);
            if indicator.observations.is_empty() && indicator.baseline.is_none() {
                continue;
            }
            indicator.table = index;
            indicator.section = page.outline.at(row);
            indicator.section.extend(record.section.iter().cloned());
            if indicator.unit.is_none() {
                indicator.unit = unit_of_values(&indicator).or_else(|| table.unit.clone());
            }
            indicator.certainty = certainty;
            let at = found.indicators.len();
            found
                .remarks
                .extend(remarks.into_iter().map(|remark| remark.on_indicator(at)));
            found.indicators.push(indicator);
        }
    });
    if found.indicators.len() == first {
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

/// Lays what a person settled about the columns over what they were read as.
fn settle(page: &Page<'_>, id: &str, table: &Proposal, specs: &mut [Spec]) {
    let Some(drawn) = &table.drawn else {
        page.settled.lay_over(specs, id);
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
    page.settled.lay_over(&mut of_sheet, id);
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
    let (&first, &last) = (table.rows.first()?, table.rows.iter().max()?);
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
        let is_periods = table.share(column - 1, |cell| {
            cell.kind == crate::domain::reading::atom::Kind::Period
        }) >= 60;
        let before = specs.get(column - 1).map(|spec| spec.role);
        if let Some(spec) = specs.get_mut(column).filter(|_| is_periods) {
            spec.role = match before {
                Some(Role::Baseline) => Role::BaselineYear,
                Some(Role::Target | Role::FinalTarget) => Role::TargetYear,
                _ => Role::Ignore,
            };
        }
    }
    specs
}

/// The unit that the values themselves are printed with.
fn unit_of_values(indicator: &Indicator) -> Option<String> {
    indicator.points().find_map(|point| point.unit.clone())
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
        let at = |cell: &crate::domain::reading::proposal::Cell| {
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
