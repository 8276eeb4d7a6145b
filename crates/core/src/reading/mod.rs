//! Tables that no header tells for certain: read by hypotheses that are weighed against each other.
//!
//! ```text
//! sheet ─▶ split    every cell, line and word an atom, typed once
//!       ─▶ generate tables as they may stand there, each a Proposal
//!       ─▶ assign   what the columns mean: all that the header allows, weighed by evidence
//!       ─▶ evidence how surely this is a table of indicators, and read rightly
//!       ─▶ choose   readings that share no row; the sure ones become indicators, the others candidates
//! ```
//! Nothing here fails on content, and weights are whole numbers: hundredths of a nat, percent.

pub mod assign;
pub mod atom;
pub mod by_hand;
pub mod choose;
pub mod evidence;
pub mod generate;
pub mod lay;
pub mod marks;
pub mod proposal;
pub mod replace;
pub mod split;
pub mod token;
pub mod withdraw;
pub mod words;
pub mod worth;

use crate::kpi::Recognised;
use crate::layout::mapping::Mapping;
use crate::layout::{self, Page};
use kpi_readers::sheet::Sheet;

/// Recognises everything in the sheets: what the layouts know first, then what has to be weighed.
pub fn recognise(sheets: &[Sheet], settled: &Mapping) -> Recognised {
    layout::recognise_and(sheets, settled, read)
}

/// Reads what the layouts have not read, or read with holes, and asks of what may be a table of indicators.
fn read(page: &mut Page<'_>, found: &mut Recognised) {
    replace::replace(page, found);
    choose::read(page, found);
}
