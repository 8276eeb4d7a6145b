//! Figures that come one by one, each with its record and its column: put together as a table.

use std::collections::BTreeMap;

use crate::reading::proposal::{Cell, Head, Record};

/// Records by their keys, and columns by theirs, in the order in which they are met.
pub(super) struct Crossing<R, C> {
    record_of: BTreeMap<R, usize>,
    records: Vec<Record>,
    columns: Vec<C>,
    heads: Vec<Head>,
}

impl<R: Ord, C: PartialEq> Crossing<R, C> {
    /// Nothing met yet.
    pub(super) fn new() -> Self {
        Self {
            record_of: BTreeMap::new(),
            records: Vec::new(),
            columns: Vec::new(),
            heads: Vec::new(),
        }
    }

    /// The record of a key; a new one has this name.
    pub(super) fn record(&mut self, key: R, name: impl FnOnce() -> Vec<Cell>) -> usize {
        *self.record_of.entry(key).or_insert_with(|| {
            self.records.push(Record {
                name: name(),
                ..Record::default()
            });
            self.records.len() - 1
        })
    }

    /// The column of a key; a new one has this head.
    pub(super) fn column(&mut self, key: C, head: impl FnOnce() -> Head) -> usize {
        let known = self.columns.iter().position(|other| *other == key);
        known.unwrap_or_else(|| {
            self.columns.push(key);
            self.heads.push(head());
            self.columns.len() - 1
        })
    }

    /// How many columns were met.
    pub(super) fn width(&self) -> usize {
        self.columns.len()
    }

    /// Lays a cell; false where something stands already, which stays.
    pub(super) fn lay(&mut self, record: usize, column: usize, cell: Option<Cell>) -> bool {
        let Some(record) = self.records.get_mut(record) else {
            return false;
        };
        if record.cells.len() <= column {
            record.cells.resize(column + 1, None);
        }
        match record.cells.get_mut(column) {
            Some(slot @ None) => {
                *slot = cell;
                true
            }
            _ => false,
        }
    }

    /// The heads of the columns, and the records, all as wide.
    pub(super) fn finish(mut self) -> (Vec<Head>, Vec<Record>) {
        for record in &mut self.records {
            record.cells.resize(self.heads.len(), None);
        }
        (self.heads, self.records)
    }
}
