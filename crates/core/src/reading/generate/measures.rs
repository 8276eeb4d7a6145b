//! Columns of several measures under each header word: 目標(量, 割合) | 実績(量, 割合). Each measure is a record of its own.

use crate::reading::generate::frame::Table;
use crate::reading::generate::{cells, heads};
use crate::reading::proposal::{Cell, Head, Record};
use crate::reading::words;
use crate::text::{era, fold};
use kpi_readers::sheet::Sheet;

/// The measures of a table: where each stands under every header word.
pub(super) struct Measures {
    /// Their words, as printed in the first group.
    words: Vec<Cell>,
    /// The columns of each group, one for each measure.
    groups: Vec<Vec<usize>>,
}

impl Measures {
    /// Those of the columns of values, if the lowest row of the header says the same few words again and again, and the
    /// row above it what they are.
    pub(super) fn of(sheet: &Sheet, table: &Table, heads: &[Head]) -> Option<Self> {
        let last = table.header.end.checked_sub(1)?;
        if table.header.len() < 2 {
            return None;
        }
        let row = sheet.rows.get(last)?;
        let is_measured = |&column: &usize| {
            let text = row.text(column);
            let says_role = heads.get(column).is_some_and(heads::says_value);
            says_role && !text.is_empty() && words::said(text).is_empty() && era::only(text).is_none()
        };
        let columns: Vec<usize> = (0..table.width).filter(is_measured).collect();
        let word = |column: usize| fold::squeeze(row.text(column));
        let first = word(*columns.first()?);
        let n = columns.iter().skip(1).position(|&column| word(column) == first)? + 1;
        let groups: Vec<Vec<usize>> = columns.chunks(n).map(<[usize]>::to_vec).collect();
        let own = groups.first()?.clone();
        let is_same = |group: &Vec<usize>| {
            group.len() == n
                && group
                    .iter()
                    .zip(&own)
                    .all(|(&one, &other)| word(one) == word(other))
        };
        if n < 2 || groups.len() < 2 || !groups.iter().all(is_same) {
            return None;
        }
        let words = own
            .iter()
            .map(|&column| cells::cell(row, last, column))
            .collect::<Option<_>>()?;
        Some(Self { words, groups })
    }

    /// The columns of values, one for each group.
    pub(super) fn columns(&self) -> Vec<usize> {
        self.groups
            .iter()
            .filter_map(|group| group.first().copied())
            .collect()
    }

    /// The records of a row: one for each measure, called by it where it says more than that it is a figure.
    pub(super) fn records(&self, record: &Record, cell: impl Fn(usize) -> Option<Cell>) -> Vec<Record> {
        let of = |(measure, word): (usize, &Cell)| {
            let is_plain = matches!(
                fold::squeeze(&word.text).as_str(),
                "量" | "数" | "値" | "実数" | "数値"
            );
            let own = self.groups.iter().map(|group| cell(*group.get(measure)?));
            let cells: Vec<Option<Cell>> = own.collect();
            let name = record
                .name
                .iter()
                .cloned()
                .chain((!is_plain).then(|| word.clone()));
            cells.iter().any(Option::is_some).then(|| Record {
                section: record.section.clone(),
                name: name.collect(),
                cells,
            })
        };
        self.words.iter().enumerate().filter_map(of).collect()
    }
}
