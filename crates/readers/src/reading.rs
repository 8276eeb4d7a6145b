//! What any reader gives: sheets, and what is remarked about how they were read.

use crate::base::place::Place;
use crate::base::remark::{Code, Remark};
use crate::remainders;
use crate::sheet::left_out::LeftOut;
use crate::sheet::{Row, Sheet, Source};

/// What a document holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// How it was written.
    pub source: Source,
    /// Its sheets.
    pub sheets: Vec<Sheet>,
    /// Remarks of the reading.
    pub remarks: Vec<Remark>,
}

impl Reading {
    /// One sheet of rows, its remainders of merged cells blanked. What `is_cut` short is remarked at its last row.
    pub(crate) fn of_rows(source: Source, rows: Vec<Row>, left_out: LeftOut, is_cut: bool) -> Self {
        let last = u32::try_from(rows.len()).unwrap_or(u32::MAX).max(1);
        let remarks = is_cut.then(|| Remark::new(Code::InputTruncated, Some(Place::line(last))));
        let mut sheet = Sheet {
            rows,
            left_out,
            ..Sheet::default()
        };
        remainders::blank(&mut sheet);
        Self {
            source,
            sheets: vec![sheet],
            remarks: remarks.into_iter().collect(),
        }
    }
}
