//! Takes back a table that was read worse than it can be.

use crate::kpi::Recognised;

/// Removes a table with its indicators and their remarks; what stands behind moves up.
pub fn withdraw(found: &mut Recognised, table: usize) {
    let mut kept = Vec::with_capacity(found.indicators.len());
    let mut index_of: Vec<Option<usize>> = Vec::with_capacity(found.indicators.len());
    for mut indicator in std::mem::take(&mut found.indicators) {
        if indicator.table == table {
            index_of.push(None);
            continue;
        }
        if indicator.table > table {
            indicator.table -= 1;
        }
        index_of.push(Some(kept.len()));
        kept.push(indicator);
    }
    found.indicators = kept;
    let gone = found.tables.get(table).map(|table| table.at.clone());
    found.remarks.retain_mut(|remark| match remark.indicator {
        Some(index) => {
            remark.indicator = index_of.get(index).copied().flatten();
            remark.indicator.is_some()
        }
        None => !(remark.at.is_some() && remark.at == gone),
    });
    if table < found.tables.len() {
        found.tables.remove(table);
    }
}
