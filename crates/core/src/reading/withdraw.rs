//! Takes back a table that was read worse than it can be.

use crate::kpi::Recognised;

/// Removes a table with its indicators and their remarks; what stands behind moves up.
pub fn withdraw(found: &mut Recognised, table: usize) {
    let gone = found.tables.get(table).map(|table| table.at.clone());
    found.retain_indicators(|indicator| indicator.table != table);
    for indicator in found
        .indicators
        .iter_mut()
        .filter(|indicator| indicator.table > table)
    {
        indicator.table -= 1;
    }
    found
        .remarks
        .retain(|remark| remark.indicator.is_some() || remark.at.is_none() || remark.at != gone);
    if table < found.tables.len() {
        found.tables.remove(table);
    }
}
