//! The kinds of evidence by which a reading is weighed, each by name, so that what it is worth can be measured.
//!
//! `cargo run -p kpi-core --features ablation --example ablation` reads the fixtures without each of them in turn.

use strum::{EnumIter, IntoStaticStr};

/// A kind of evidence. Each weight that counts for or against a reading goes through one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
#[repr(u8)]
pub enum Evidence {
    /// Words above a column that say what stands in it.
    HeaderWords,
    /// Printed rates that are those of the figures.
    Rates,
    /// Grades and signs that follow what the figures say.
    Marks,
    /// What is aimed at stands before what was reached.
    Order,
    /// Target and actual have one unit.
    Units,
    /// 以上 and 以下 are said of what is aimed at.
    Bounds,
    /// Figures of one indicator are of one size.
    Magnitude,
    /// What would be the names are names.
    Names,
    /// Records have both what is aimed at and what was reached.
    Coverage,
    /// More records of one kind.
    Repetition,
    /// The next best reading is far behind.
    Margin,
    /// Few roles and few steps from what is printed.
    Parsimony,
    /// Targets and results are of the same years.
    Years,
    /// Words of budgets, votes, bids.
    Foreign,
    /// The state's form for its grants.
    GrantForm,
}

impl Evidence {
    /// What the evidence counts: its weight, unless the kind is left out.
    pub fn weight(self, weight: i32) -> i32 {
        if is_left_out(self) { 0 } else { weight }
    }
}

#[cfg(not(feature = "ablation"))]
fn is_left_out(_: Evidence) -> bool {
    false
}

/// The kind that is left out, or none.
#[cfg(feature = "ablation")]
static LEFT_OUT: std::sync::atomic::AtomicU8 = std::sync::atomic::AtomicU8::new(u8::MAX);

/// From now on all readings are weighed without this kind of evidence; without any left out for `None`.
#[cfg(feature = "ablation")]
pub fn leave_out(evidence: Option<Evidence>) {
    let kind = evidence.map_or(u8::MAX, |evidence| evidence as u8);
    LEFT_OUT.store(kind, std::sync::atomic::Ordering::Relaxed);
}

#[cfg(feature = "ablation")]
fn is_left_out(evidence: Evidence) -> bool {
    LEFT_OUT.load(std::sync::atomic::Ordering::Relaxed) == evidence as u8
}
