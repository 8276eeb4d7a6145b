//! What does not add up, or a person should look at (検算): one file and one row each.
//!
//! Two more are made where their numbers are: printed rates in [`recheck`](crate::evaluate::recheck), printed
//! labels where a rule set gives its own. A finding that is often wrong is worse than none: each file says what keeps it
//! quiet.

pub mod actual_period_differs;
pub mod actual_repeated;
pub mod estimate_as_final;
pub mod final_met_early;
pub mod finding;
pub mod grant_share;
pub mod increments_differ;
pub mod increments_sum;
pub mod magnitude_jump;
pub mod met_at_baseline;
pub mod parts_differ;
pub mod percent_lost;
pub mod period_missing;
pub mod printed_counts;
pub mod printed_sums;
mod printed_table;
pub mod ratings_inconsistent;
pub mod repeated_target_differs;
pub mod same_indicator_differs;
pub mod target_below_baseline;
pub mod target_text_differs;

use kpi_readers::base::remark::Remark;

pub use crate::evaluate::findings::finding::{Finding, View};

/// Every finding.
pub const FINDINGS: &[Finding] = &[
    target_below_baseline::FINDING,
    target_text_differs::FINDING,
    parts_differ::FINDING,
    grant_share::FINDING,
    increments_differ::FINDING,
    increments_sum::FINDING,
    printed_sums::FINDING,
    printed_counts::FINDING,
    repeated_target_differs::FINDING,
    actual_repeated::FINDING,
    magnitude_jump::FINDING,
    percent_lost::FINDING,
    met_at_baseline::FINDING,
    final_met_early::FINDING,
    period_missing::FINDING,
    estimate_as_final::FINDING,
    same_indicator_differs::FINDING,
    actual_period_differs::FINDING,
    ratings_inconsistent::FINDING,
];

/// Everything that was found.
pub fn findings(view: &View<'_>) -> Vec<Remark> {
    FINDINGS.iter().flat_map(|finding| (finding.run)(view)).collect()
}
