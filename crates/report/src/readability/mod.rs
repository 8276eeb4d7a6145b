//! Whether a source sheet can be read by machines: the Digital Agency's rules of machine readability, each with the places
//! that do not meet it.
//!
//! Rules are named by their ids (`L1-12`: level 1, rule 12). What only a person can tell (whether definitions are stated,
//! whether next year's sheet has the same form) is not judged. A sheet that meets them all is the long form (`csv-long`).
//!
//! | file | checks |
//! |---|---|
//! | [`cells`] | the cells as they stand: spaces, values, characters, merging, marks |
//! | [`tables`] | what was understood of them: headers, units, periods, figures |

pub mod cells;
pub mod tables;
mod told;

use std::collections::BTreeMap;

use crate::contract::v1;
use kpi_readers::base::place::CellRef;
use kpi_readers::sheet::Sheet;

/// The rules that are checked, in their order.
pub const RULES: &[&str] = &[
    "L1-02", "L1-06", "L1-07", "L1-08", "L1-09", "L1-11", "L1-12", "L2-01", "L2-02", "L2-03", "L2-04",
    "L3-03", "L3-04", "L3-05", "L3-09",
];

/// A rule that is not met, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The id of the rule.
    pub rule: &'static str,
    /// The places, in the order of the sheet, each once.
    pub at: Vec<CellRef>,
}

/// Every rule that a source does not meet, in the order of [`RULES`].
pub fn check(sheets: &[Sheet], found: &v1::Evaluation) -> Vec<Finding> {
    let mut places = BTreeMap::<&'static str, Vec<CellRef>>::new();
    let mut tell = |rule: &'static str, at: CellRef| places.entry(rule).or_default().push(at);
    for (index, sheet) in sheets.iter().enumerate() {
        cells::check(index, sheet, &mut tell);
    }
    tables::check(sheets, found, &mut tell);
    let finding = |rule: &&'static str| {
        let mut at = places.remove(*rule)?;
        at.sort_unstable();
        at.dedup();
        Some(Finding { rule, at })
    };
    RULES.iter().filter_map(finding).collect()
}
