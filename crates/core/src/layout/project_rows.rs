//! Projects in a column of a table: 事業名, with 事業費, 交付金 and the label of its effect beside it.
//!
//! A name reaches down until the next one. Without a cost, a grant or a label it is only a section.

use crate::kpi::{Point, Project, Recognised, TextRole};
use crate::layout::role::Role;
use crate::layout::rows::Reader;
use crate::text::{fold, heading, unit, value, verdict};
use kpi_readers::sheet::{Cell, Row};

/// What the project column says beside a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Beside {
    /// Nothing: the name above reaches down.
    Same,
    /// A project, now in [`Recognised::projects`] at this index.
    Project(usize),
    /// A name without money or label.
    Section(String),
}

/// Reads the project of a row.
pub fn read(reader: &Reader<'_>, index: usize, found: &mut Recognised) -> Beside {
    let (Some(column), Some(row)) = (reader.column(Role::Project), reader.sheet.rows.get(index)) else {
        return Beside::Same;
    };
    let name = heading::name(row.text(column));
    let repeats = row.cells.get(column).is_none_or(|cell| cell.covered);
    if name.is_empty() || repeats {
        return Beside::Same;
    }
    let mut project = Project {
        at: reader.sheet.place(index, column),
        cost: money(reader, row, index, Role::Cost),
        grant: money(reader, row, index, Role::Grant),
        name,
        ..Project::default()
    };
    project.printed.label = label(row);
    if project.cost.is_none() && project.grant.is_none() && project.printed.label.is_none() {
        return Beside::Section(project.name);
    }
    if let Some(next) = reader
        .column(Role::Note(TextRole::NextStep))
        .map(|column| row.text(column))
        .filter(|text| !text.is_empty())
    {
        project.printed.next_step = Some(match verdict::chosen(next) {
            Some(chosen) => (Some(chosen.grade), chosen.text),
            None => (None, Some(fold::join(next))),
        });
    }
    found.projects.push(project);
    Beside::Project(found.projects.len() - 1)
}

/// An amount; a unit in the header is its unit.
fn money(reader: &Reader<'_>, row: &Row, index: usize, role: Role) -> Option<Point> {
    let spec = reader.specs.iter().find(|spec| spec.role == role)?;
    let mut point = value::parse(row.text(spec.column));
    point.value?;
    let in_header = fold::fold(&spec.header);
    let in_header = in_header
        .rsplit_once('(')
        .map_or("", |(_, unit)| unit.trim_end_matches(')'));
    let in_header = in_header.trim_start_matches("単位").trim_start_matches(':');
    point.unit = point
        .unit
        .or_else(|| unit::is_unit(in_header).then(|| in_header.to_owned()));
    point.at = Some(reader.sheet.place(index, spec.column));
    Some(point)
}

/// A cell that is a full grant label.
fn label(row: &Row) -> Option<String> {
    let is_label = |cell: &&Cell| verdict::is_full_grant_label(&cell.text);
    row.cells.iter().find(is_label).map(|cell| fold::join(&cell.text))
}
