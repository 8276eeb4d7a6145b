//! Records whose cells are gathered from wherever they stand, each with its place: what a reading puts together, and
//! what a person settled so.

use crate::kpi::{Certainty, Indicator, Recognised};
use crate::layout::columns::Spec;
use crate::layout::page::Page;
use crate::layout::rows::Reader;
use crate::layout::slots;
use crate::layout::view::View;

/// Records with settled columns.
pub struct Gathered<'a> {
    /// What the cells mean; the first is the name.
    pub specs: &'a [Spec],
    /// The unit of all values that are printed without one.
    pub unit: Option<&'a str>,
    /// How surely they are read.
    pub certainty: Certainty,
    /// A row for each record.
    pub view: &'a View,
}

/// Reads the records into `found`, as those of its next table; returns how many were some. `section` tells the headings
/// of a record, outermost first, besides those of the page.
pub fn read<'a>(
    page: &Page<'_>,
    records: &Gathered<'_>,
    section: impl Fn(usize) -> &'a [String],
    found: &mut Recognised,
) -> usize {
    let first = found.indicators.len();
    let index = found.tables.len();
    let specs = records.specs;
    let plan = slots::plan(specs, found.heading.fiscal_year);
    let last_period = found.heading.term.and_then(|term| term.end);
    records.view.read(page, found, |page, found| {
        let reader = Reader {
            sheet: page.sheet,
            specs,
            plan: &plan,
            name_column: 0,
            part_column: None,
            last_period,
        };
        for row in 0..page.sheet.rows.len() {
            let mut remarks = Vec::new();
            let mut indicator = reader.indicator(row, &mut remarks);
            if indicator.observations.is_empty() && indicator.baseline.is_none() {
                continue;
            }
            indicator.table = index;
            indicator.section = page.outline.at(row);
            indicator.section.extend(section(row).iter().cloned());
            if indicator.unit.is_none() {
                indicator.unit = unit_of_values(&indicator).or_else(|| records.unit.map(str::to_owned));
            }
            indicator.certainty = records.certainty;
            let at = found.indicators.len();
            found
                .remarks
                .extend(remarks.into_iter().map(|remark| remark.on_indicator(at)));
            found.indicators.push(indicator);
        }
    });
    found.indicators.len() - first
}

/// The unit that the values themselves are printed with.
fn unit_of_values(indicator: &Indicator) -> Option<String> {
    indicator.points().find_map(|point| point.unit.clone())
}
