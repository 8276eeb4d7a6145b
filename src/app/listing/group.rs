//! The headings that KPIs stand under.

use crate::app::listing::facet::JOINT;
use kpi_report::contract::v1;

/// KPIs of one table under the same headings, one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What tells it from the others: the same after an edit or another filter.
    pub key: String,
    /// Index of the table, if the evaluation names it.
    pub table: Option<usize>,
    /// It is the first group shown of its table.
    pub begins_table: bool,
    /// The headings above, outermost first.
    pub section: Vec<String>,
    /// Indices of the KPIs.
    pub kpis: Vec<usize>,
}

/// Groups KPIs by table and section, in the order of the input.
pub fn groups(found: &v1::Evaluation, kpis: &[usize]) -> Vec<Group> {
    let mut groups = Vec::<Group>::new();
    for index in kpis {
        let Some(kpi) = found.kpis.get(*index) else {
            continue;
        };
        match groups.last_mut() {
            Some(group) if is_of(group, kpi, found) => group.kpis.push(*index),
            last => {
                let table = found.tables.iter().position(|table| table.id == kpi.table);
                let begins_table = last.is_none_or(|group| group.table != table);
                groups.push(Group {
                    key: key_of(kpi),
                    table,
                    begins_table,
                    section: kpi.section.clone(),
                    kpis: vec![*index],
                });
            }
        }
    }
    groups
}

/// The key of the group that a KPI stands in.
pub fn key_of(kpi: &v1::Kpi) -> String {
    format!("{}{JOINT}{}", kpi.table, kpi.section.join(JOINT))
}

fn is_of(group: &Group, kpi: &v1::Kpi, found: &v1::Evaluation) -> bool {
    let table = group.table.and_then(|table| found.tables.get(table));
    let is_of_table = match table {
        Some(table) => table.id == kpi.table,
        None => !found.tables.iter().any(|table| table.id == kpi.table),
    };
    is_of_table && group.section == kpi.section
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kpi(table: &str, section: &str) -> v1::Kpi {
        v1::Kpi {
            table: table.to_owned(),
            section: vec![section.to_owned()],
            ..v1::Kpi::default()
        }
    }

    #[test]
    fn a_group_is_a_table_and_a_section() {
        let table = |id: &str| v1::Table {
            id: id.to_owned(),
            ..v1::Table::default()
        };
        let found = v1::Evaluation {
            tables: vec![table("t1"), table("t2")],
            kpis: vec![kpi("t1", "a"), kpi("t1", "a"), kpi("t1", "b"), kpi("t2", "b")],
            ..v1::Evaluation::default()
        };
        let shape: Vec<_> = groups(&found, &[0, 1, 2, 3])
            .into_iter()
            .map(|group| (group.table, group.begins_table, group.kpis))
            .collect();
        assert_eq!(
            shape,
            [
                (Some(0), true, vec![0, 1]),
                (Some(0), false, vec![2]),
                (Some(1), true, vec![3])
            ]
        );
    }
}
