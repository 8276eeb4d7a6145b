//! What was settled, by the ids of its tables: it is asked for every table that is recognised.

use std::collections::{BTreeMap, BTreeSet};

use crate::kpi::Table;
use crate::layout::columns::Spec;
use crate::layout::mapping::{Mapping, TableMapping};

/// The tables of a mapping by their ids.
#[derive(Debug, Default)]
pub struct Index<'a> {
    /// Drawn, or told cell by cell: no other table may have one of these ids.
    reserved: BTreeSet<&'a str>,
    /// Laid over the columns of a table that is recognised.
    laid: BTreeMap<&'a str, Vec<&'a TableMapping>>,
}

impl<'a> Index<'a> {
    /// Of what was settled.
    pub fn of(settled: &'a Mapping) -> Self {
        let mut index = Self::default();
        for table in &settled.tables {
            if table.rows.is_some() || table.is_told() {
                index.reserved.insert(&table.table);
            } else {
                index.laid.entry(&table.table).or_default().push(table);
            }
        }
        index
    }

    /// The id of the table that is recognised next. Drawn tables keep their ids: the others count on as if those were
    /// among them.
    pub fn next_id(&self, tables: &[Table]) -> String {
        let id = |number: usize| format!("t{number}");
        if self.reserved.is_empty() {
            return id(tables.len() + 1);
        }
        let is_reserved = |id: &str| self.reserved.contains(id);
        let last = tables.iter().rev().find(|table| !is_reserved(&table.id));
        let last = last.and_then(|table| table.id.strip_prefix('t')?.parse().ok());
        let mut ids = (last.unwrap_or(0) + 1..).map(id);
        ids.find(|id| !is_reserved(id)).unwrap_or_default()
    }

    /// Lays what was settled without rows over a recognised table's columns.
    pub fn lay_over(&self, specs: &mut [Spec], id: &str) {
        let laid = self.laid.get(id).into_iter().flatten();
        for column in laid.flat_map(|table| &table.columns) {
            if let Some(spec) = specs.get_mut(column.index()) {
                column.settle(spec);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kpi_readers::sheet::Sheet;

    #[test]
    fn other_tables_count_on_as_if_the_drawn_ones_were_among_them() {
        let drawn = |id: &str| TableMapping::drawn(id, &Sheet::default(), &(0..2));
        let settled = Mapping {
            tables: vec![drawn("t2"), drawn("t3"), drawn("r4c1")],
            ..Mapping::default()
        };
        let index = Index::of(&settled);
        let mut tables = Vec::new();
        for expected in ["t1", "t4", "t5"] {
            let id = index.next_id(&tables);
            assert_eq!(id, expected);
            for id in [id.as_str(), "t2", "r4c1"] {
                tables.push(Table {
                    id: id.to_owned(),
                    ..Table::default()
                });
            }
        }
        assert_eq!(Index::default().next_id(&tables), "t10");
    }
}
