//! What became of the rows of a table.

use std::ops::Range;

use crate::kpi::Extent;

/// What became of the rows under a header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walked {
    /// The row behind the last record.
    pub end: usize,
    /// The row behind the last text of the records, which may stand below them.
    pub texts_end: usize,
    /// The header, printed again.
    pub headers: Vec<usize>,
    /// Headings between the rows.
    pub sections: Vec<usize>,
    /// Rows that nothing was read from.
    pub ignored: Vec<usize>,
}

impl Walked {
    /// The rows of the table, whose header these rows are.
    pub fn extent(self, header: Range<usize>) -> Extent {
        let end = self.end.max(self.texts_end);
        let inside = |mut rows: Vec<usize>| {
            rows.retain(|row| *row < end);
            rows
        };
        Extent {
            first: header.start,
            last: end.saturating_sub(1),
            header: inside(header.chain(self.headers).collect()),
            sections: inside(self.sections),
            ignored: inside(self.ignored),
        }
    }
}
