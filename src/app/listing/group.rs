//! The headings that KPIs stand under.

use std::collections::BTreeMap;

use crate::app::listing::facet::JOINT;
use crate::app::listing::order::Order;
use kpi_report::contract::v1;

/// By what KPIs stand together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// The tables and headings of the sheet.
    #[default]
    Section,
    /// The departments in charge, in the order in which the shown ones come; a KPI of several stands under all of them
    /// as one heading.
    Department,
}

/// KPIs under the same headings, one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What tells it from the others: the same after an edit or another filter.
    pub key: String,
    /// Index of the table, if the evaluation names it and the headings are those of the sheet.
    pub table: Option<usize>,
    /// It is the first group shown of its table.
    pub begins_table: bool,
    /// The headings above, outermost first; or the departments.
    pub headings: Vec<String>,
    /// Indices of the KPIs.
    pub kpis: Vec<usize>,
}

impl Grouping {
    /// The grouping of a stable name.
    pub fn from_id(id: &str) -> Self {
        match id {
            "department" => Self::Department,
            _ => Self::Section,
        }
    }

    /// Its stable name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Section => "section",
            Self::Department => "department",
        }
    }

    /// The KPIs have headings in this order: sorted, those of a section no longer stand together.
    pub fn is_headed(self, order: Option<Order>) -> bool {
        self == Self::Department || order.is_none()
    }

    /// The key of the group that a KPI stands in.
    pub fn key_of(self, kpi: &v1::Kpi) -> String {
        match self {
            Self::Section => format!("{}{JOINT}{}", kpi.table, kpi.section.join(JOINT)),
            Self::Department => format!("{JOINT}{}", kpi.departments.join(JOINT)),
        }
    }

    /// Brings the KPIs of a department together; their order stays, and that in which departments first come.
    pub(super) fn gather(self, found: &v1::Evaluation, indices: &mut [usize]) {
        if self == Self::Section {
            return;
        }
        let mut ranks = BTreeMap::<&[String], usize>::new();
        let departments = |index: &usize| found.kpis.get(*index).map_or(&[][..], |kpi| &kpi.departments);
        for index in indices.iter() {
            let next = ranks.len();
            ranks.entry(departments(index)).or_insert(next);
        }
        // What has none stands last.
        indices.sort_by_key(|index| {
            let own = departments(index);
            (own.is_empty(), ranks.get(own).copied())
        });
    }

    /// Groups KPIs, in the order in which they come.
    pub fn groups(self, found: &v1::Evaluation, kpis: &[usize]) -> Vec<Group> {
        let mut groups = Vec::<Group>::new();
        for index in kpis {
            let Some(kpi) = found.kpis.get(*index) else {
                continue;
            };
            let key = self.key_of(kpi);
            match groups.last_mut() {
                Some(group) if group.key == key => group.kpis.push(*index),
                last => {
                    let table = found.tables.iter().position(|table| table.id == kpi.table);
                    let table = table.filter(|_| self == Self::Section);
                    let begins_table = last.is_none_or(|group| group.table != table);
                    let headings = match self {
                        Self::Section => &kpi.section,
                        Self::Department => &kpi.departments,
                    };
                    groups.push(Group {
                        key,
                        table,
                        begins_table,
                        headings: headings.clone(),
                        kpis: vec![*index],
                    });
                }
            }
        }
        groups
    }
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
        let shape: Vec<_> = Grouping::Section
            .groups(&found, &[0, 1, 2, 3])
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

    #[test]
    fn a_department_is_one_group_wherever_its_kpis_stand_and_none_stands_last() {
        let of = |departments: &[&str]| v1::Kpi {
            departments: departments.iter().map(|name| (*name).to_owned()).collect(),
            ..kpi("t1", "a")
        };
        let found = v1::Evaluation {
            kpis: vec![of(&[]), of(&["企画課"]), of(&["商工課"]), of(&["企画課"])],
            ..v1::Evaluation::default()
        };
        let mut indices = [0, 1, 2, 3];
        Grouping::Department.gather(&found, &mut indices);
        assert_eq!(indices, [1, 3, 2, 0]);
        let groups = Grouping::Department.groups(&found, &indices);
        let shape: Vec<_> = groups
            .iter()
            .map(|group| (group.headings.join("、"), group.kpis.len()))
            .collect();
        assert_eq!(
            shape,
            [
                ("企画課".to_owned(), 2),
                ("商工課".to_owned(), 1),
                (String::new(), 1)
            ]
        );
    }
}
