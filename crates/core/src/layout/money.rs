//! Amounts of money in running text, where no header says that they are.

use crate::kpi::Point;

/// An amount has at least this many digits, if nothing else tells.
const LEAST_DIGITS: usize = 5;

/// The unit, if one is printed, is yen or its multiples.
pub fn may_be_yen(point: &Point) -> bool {
    point.unit.as_deref().is_none_or(|unit| unit.ends_with('円'))
}

/// The number is as large as costs and grants are.
pub fn is_large(point: &Point) -> bool {
    let n_digits = point.value.map_or(0, |value| value.trunc().to_string().len());
    n_digits >= LEAST_DIGITS
}
