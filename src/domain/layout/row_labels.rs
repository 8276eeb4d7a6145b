//! Tables that say row by row what their values are: 目標 / 実績 / 達成率 under each other, or 単年 / 累計, with years
//! across. The rows of one indicator are folded into one.

use crate::domain::base::remark::Remark;
use crate::domain::kpi::{Basis, Indicator, Observation, Recognised};
use crate::domain::layout::columns::{self, Spec};
use crate::domain::layout::role::Role;
use crate::domain::layout::rows::Reader;
use crate::domain::layout::slots::{Part, Slot};
use crate::domain::layout::{Page, vocabulary};
use crate::domain::sheet::Row;
use crate::domain::text::{fold, value};

/// What a row holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    /// 目標, 実績, 達成率.
    Role(Role),
    /// 単年, 累計.
    Basis(Basis),
}

fn label(text: &str) -> Option<Label> {
    let squeezed = fold::squeeze(text);
    if squeezed.is_empty() || squeezed.chars().count() > 10 {
        return None;
    }
    match vocabulary::role(text) {
        Some(role @ (Role::Target | Role::Actual | Role::Rate)) => Some(Label::Role(role)),
        Some(_) => None,
        None => Some(vocabulary::basis(text))
            .filter(|basis| *basis != Basis::Level)
            .map(Label::Basis),
    }
}

/// The column of labels: most of its cells are labels, and of two kinds at least.
pub fn column(specs: &[Spec], page: &Page<'_>, first_row: usize, name_column: usize) -> Option<usize> {
    let rows = || page.rows_below(first_row);
    specs
        .iter()
        .map(|spec| spec.column)
        .filter(|column| *column != name_column)
        .find(|&column| {
            let cells: Vec<&str> = rows()
                .map(|row| row.text(column))
                .filter(|text| !text.is_empty())
                .collect();
            let labels: Vec<Label> = cells.iter().filter_map(|text| label(text)).collect();
            let several = labels.iter().any(|label| Some(label) != labels.first());
            several && labels.len() * 10 >= cells.len() * 7
        })
}

/// Reads the rows under a header; returns the row behind the last.
pub fn walk(
    reader: &Reader<'_>,
    labels: usize,
    first: usize,
    page: &Page<'_>,
    found: &mut Recognised,
) -> usize {
    let table = found.tables.len();
    let mut end = first;
    let mut open: Option<(Indicator, Vec<Label>)> = None;
    for (index, row) in page.sheet.rows.iter().enumerate().skip(first) {
        if row.is_blank() || row.sole_text().is_some() {
            continue;
        }
        let Some(label) = label(row.text(labels))
            .filter(|_| columns::header_at(&page.sheet.rows, &page.heads, index).is_none())
        else {
            break;
        };
        let name = fold::name(row.text(reader.name_column));
        let goes_on = open.as_ref().is_some_and(|(indicator, seen)| {
            (name.is_empty() || name == indicator.name) && !seen.contains(&label)
        });
        if !goes_on {
            if name.is_empty() {
                break;
            }
            push(open.take(), found);
            open = Some((
                Indicator {
                    table,
                    section: page.outline.at(index),
                    ..begin(reader, index, found)
                },
                Vec::new(),
            ));
        }
        if let Some((indicator, seen)) = &mut open {
            read(reader, label, row, index, indicator);
            seen.push(label);
        }
        end = index + 1;
    }
    push(open, found);
    end
}

fn push(open: Option<(Indicator, Vec<Label>)>, found: &mut Recognised) {
    if let Some((indicator, _)) = open
        && !super::is_full(found)
    {
        found.indicators.push(indicator);
    }
}

/// Name, unit, direction and texts of the first row.
fn begin(reader: &Reader<'_>, index: usize, found: &mut Recognised) -> Indicator {
    let mut remarks: Vec<Remark> = Vec::new();
    let indicator = reader.indicator(index, &mut remarks);
    let at = found.indicators.len();
    found
        .remarks
        .extend(remarks.into_iter().map(|remark| remark.on_indicator(at)));
    Indicator {
        observations: Vec::new(),
        ..indicator
    }
}

/// Lays a row's values into the indicator.
fn read(reader: &Reader<'_>, label: Label, row: &Row, index: usize, indicator: &mut Indicator) {
    match label {
        Label::Basis(basis) => {
            let of_row = reader.indicator(index, &mut Vec::new());
            let dated = of_row
                .observations
                .into_iter()
                .map(|observation| with_basis(observation, basis));
            indicator.observations.extend(dated);
            let missing = indicator
                .final_target
                .as_ref()
                .is_none_or(|point| point.value.is_none());
            if missing
                && of_row
                    .final_target
                    .as_ref()
                    .is_some_and(|point| point.value.is_some())
            {
                indicator.final_target = of_row.final_target.map(|mut point| {
                    point.basis = basis;
                    point
                });
            }
        }
        Label::Role(role) => {
            let years = reader
                .specs
                .iter()
                .filter(|spec| spec.period.is_some() && matches!(spec.role, Role::Actual | Role::Target));
            for spec in years {
                let slot = Slot {
                    column: spec.column,
                    part: Part::Whole,
                    period: spec.period,
                    basis: spec.basis,
                };
                let text = row.text(spec.column);
                let at = indicator
                    .observations
                    .iter()
                    .position(|observation| observation.period == spec.period);
                let at = at.unwrap_or_else(|| {
                    indicator.observations.push(Observation {
                        period: spec.period,
                        basis: spec.basis,
                        ..Observation::default()
                    });
                    indicator.observations.len() - 1
                });
                let Some(observation) = indicator.observations.get_mut(at) else {
                    continue;
                };
                match role {
                    Role::Target => observation.target = Some(reader.point(row, index, slot)),
                    Role::Actual => observation.actual = Some(reader.point(row, index, slot)),
                    _ if value::percentage(text).is_some() => {
                        observation.printed_rate = Some(text.to_owned());
                        observation.printed_rate_at = Some(reader.sheet.place(index, spec.column));
                    }
                    _ => {}
                }
            }
        }
    }
}

fn with_basis(mut observation: Observation, basis: Basis) -> Observation {
    observation.basis = basis;
    for point in observation.target.iter_mut().chain(observation.actual.iter_mut()) {
        point.basis = basis;
    }
    observation
}
