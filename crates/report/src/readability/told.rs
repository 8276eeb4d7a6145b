//! How a place is told.

use kpi_readers::base::place::CellRef;

/// Hears of a rule, by its id, and of a place that does not meet it.
pub(super) type Tell<'a> = &'a mut dyn FnMut(&'static str, CellRef);
