//! Blocks of cells: from one cell to another, copied, pasted over, filled down, emptied.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::app::inputs::Change;
use crate::app::listing::lines::Line;
use crate::app::listing::lines::Lines;
use crate::app::listing::lines::n_rows;
use crate::ui::reading::Reading;
use crate::ui::results::editing::CellId;
use crate::ui::results::editing::FIELDS;
use crate::ui::results::editing::is_measured;
use crate::ui::results::editing::source_of;
use kpi_readers::base::place::CellRef;
use kpi_readers::delimited;
use kpi_report::export::safe;

/// The cells that a block has of each of its KPIs.
pub type Marked = BTreeMap<usize, Rc<Vec<CellId>>>;

/// What is laid over cells: one change for each that gets another text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Laid {
    /// In the order of the cells.
    pub changes: Vec<Change>,
    /// Texts that have no cell to stand in: beyond the table, where the sheet has none, or nothing for a name.
    pub n_left: usize,
}

/// A table as it is seen, with what a block is made of.
#[derive(Clone, Copy)]
pub struct Table<'a> {
    /// What was read.
    pub reading: &'a Reading,
    /// The lines in their order.
    pub lines: &'a Lines,
    /// The columns that are seen.
    pub fields: &'a [&'static str],
}

/// A row of the table: a KPI, and which of its measurements.
type Row = (usize, usize);

impl Table<'_> {
    /// The cells from one to another, both of them corners, row by row; `None` where a row has no cell of its own.
    pub fn block(&self, from: CellId, to: CellId) -> Vec<Vec<Option<CellId>>> {
        let (Some(one), Some(other)) = (self.row(from), self.row(to)) else {
            return Vec::new();
        };
        let columns = self.columns();
        let column = |cell: CellId| columns.iter().position(|field| *field == cell.field);
        let (Some(left), Some(right)) = (column(from), column(to)) else {
            return Vec::new();
        };
        let fields = columns.get(left.min(right)..=left.max(right)).unwrap_or_default();
        let last = one.max(other);
        self.rows(one.min(other))
            .take_while(|row| self.lines.place(row.0).map(|place| (place, row.1)) <= Some(last))
            .map(|row| fields.iter().map(|field| cell_in(row, field)).collect())
            .collect()
    }

    /// The cells of a block by their KPIs.
    pub fn marked(&self, from: CellId, to: CellId) -> Marked {
        let mut marked = BTreeMap::<usize, Vec<CellId>>::new();
        for cell in self.block(from, to).into_iter().flatten().flatten() {
            marked.entry(cell.kpi).or_default().push(cell);
        }
        marked
            .into_iter()
            .map(|(kpi, cells)| (kpi, Rc::new(cells)))
            .collect()
    }

    /// The texts of a block as spreadsheets take them: cells parted by tabs, a line each row.
    pub fn copied(&self, from: CellId, to: CellId) -> String {
        let text = |cell: Option<CellId>| {
            let at = cell.and_then(|cell| source_of(self.reading, cell));
            let text = at.map_or("", |at| self.reading.text(at)).trim();
            let words: Vec<&str> = text.split_whitespace().collect();
            safe::guarded(words.join(" "))
        };
        let line = |cells: Vec<Option<CellId>>| cells.into_iter().map(text).collect::<Vec<_>>().join("\t");
        let lines: Vec<String> = self.block(from, to).into_iter().map(line).collect();
        lines.join("\n")
    }

    /// Copied cells laid over the table, their first on the first of the block; one cell alone fills the whole block.
    pub fn pasted(&self, from: CellId, to: CellId, text: &str) -> Laid {
        let copied = cells_of(text);
        if let [row] = copied.as_slice()
            && let [text] = row.as_slice()
        {
            let block = self.block(from, to).into_iter().flatten();
            return self.laid(block.map(|cell| (cell, text.clone())));
        }
        let Some(first) = self.row(from).min(self.row(to)) else {
            return Laid::default();
        };
        let columns = self.columns();
        let column = |cell: CellId| columns.iter().position(|field| *field == cell.field);
        let left = column(from).min(column(to)).unwrap_or(0);
        let mut rows = self.rows(first);
        let mut laid = Vec::new();
        for texts in copied {
            let row = rows.next();
            for (n, text) in texts.into_iter().enumerate() {
                let field = columns.get(left + n);
                laid.push((row.zip(field).and_then(|(row, field)| cell_in(row, field)), text));
            }
        }
        self.laid(laid.into_iter())
    }

    /// The first row of a block laid over its other rows.
    pub fn filled_down(&self, from: CellId, to: CellId) -> Laid {
        let mut rows = self.block(from, to).into_iter();
        let first: Vec<Option<String>> = rows.next().map_or_else(Vec::new, |first| {
            let text = |cell: CellId| source_of(self.reading, cell).map(|at| self.text(at));
            first.into_iter().map(|cell| cell.and_then(text)).collect()
        });
        let rest = rows.flat_map(|row| row.into_iter().zip(first.clone()));
        self.laid(rest.filter_map(|(cell, text)| Some((Some(cell?), text?))))
    }

    /// Nothing laid over a block; names stay.
    pub fn emptied(&self, from: CellId, to: CellId) -> Laid {
        let cells = self.block(from, to).into_iter().flatten().flatten();
        let cells = cells.filter(|cell| cell.field != "name");
        self.laid(cells.map(|cell| (Some(cell), String::new())))
    }

    fn laid(&self, texts: impl Iterator<Item = (Option<CellId>, String)>) -> Laid {
        let mut laid = Laid::default();
        for (cell, text) in texts {
            let place = cell.and_then(|cell| Some((cell, source_of(self.reading, cell)?)));
            match place {
                Some((cell, at)) if cell.field != "name" || !text.is_empty() => {
                    if self.text(at) != text {
                        laid.changes.push(Change::Cell { at, text: Some(text) });
                    }
                }
                None if text.is_empty() => {}
                _ => laid.n_left += 1,
            }
        }
        laid
    }

    fn text(&self, at: CellRef) -> String {
        self.reading.text(at).trim().to_owned()
    }

    fn columns(&self) -> Vec<&'static str> {
        let is_seen = |field: &&'static str| self.fields.contains(field);
        FIELDS.into_iter().filter(is_seen).collect()
    }

    /// Where the row of a cell is among the lines; of what a KPI has once, its first.
    fn row(&self, cell: CellId) -> Option<Row> {
        Some((self.lines.place(cell.kpi)?, cell.n))
    }

    /// The rows from one on: index of the KPI, index of the measurement.
    fn rows(&self, from: Row) -> impl Iterator<Item = Row> {
        let lines = self.lines.lines.get(from.0..).unwrap_or_default();
        let kpis = lines.iter().filter_map(|line| match line {
            Line::Kpi(kpi) => Some(*kpi),
            Line::Group(_) => None,
        });
        let n_rows = |kpi: usize| self.reading.evaluation.kpis.get(kpi).map_or(1, n_rows);
        kpis.flat_map(move |kpi| (0..n_rows(kpi)).map(move |n| (kpi, n)))
            .skip(from.1)
    }
}

/// The cell of a row in a column; what a KPI has once stands in its first row.
fn cell_in((kpi, n): Row, field: &'static str) -> Option<CellId> {
    (n == 0 || is_measured(field)).then_some(CellId { kpi, n, field })
}

/// What was copied, a row a line; the end of the last line begins no further row.
fn cells_of(text: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let record = delimited::record(text, at, '\t');
        let cells = record.cells.iter().map(|cell| cell.trim().to_owned());
        rows.push(cells.collect());
        at = record.next;
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::listing::Listing;
    use crate::ui::results::editing::tests::cell;
    use crate::ui::results::editing::tests::reading;

    fn with<T>(work: impl FnOnce(Table) -> T) -> T {
        let reading = reading();
        let lines = Lines::of(&reading.evaluation, &[0, 1, 2], &Listing::default(), |_| false);
        work(Table {
            reading: &reading,
            lines: &lines,
            fields: &["name", "target", "actual"],
        })
    }

    /// Row and column of the sheet, and the text that is to stand there.
    fn seen(laid: &Laid) -> Vec<(usize, usize, &str)> {
        let seen = laid.changes.iter().map(|change| match change {
            Change::Cell { at, text: Some(text) } => (at.row, at.column, text.as_str()),
            _ => panic!("a cell is to get a text"),
        });
        seen.collect()
    }

    #[test]
    fn a_block_goes_from_any_corner_to_the_other() {
        let corners = (cell(2, "target"), cell(1, "actual"));
        let block = with(|table| table.block(corners.0, corners.1));
        let row = |kpi| vec![Some(cell(kpi, "target")), Some(cell(kpi, "actual"))];
        assert_eq!(block, [row(1), row(2)]);
        assert_eq!(with(|table| table.block(corners.1, corners.0)), block);
        assert_eq!(
            with(|table| table.copied(corners.0, corners.1)),
            "\t4\n5\t6",
            "the sheet has no target of the second"
        );
    }

    #[test]
    fn what_was_copied_is_laid_over_cells_and_what_has_no_place_is_counted() {
        let laid =
            with(|table| table.pasted(cell(1, "target"), cell(1, "target"), "5\t6\t7\n8\t9\n\"10\"\t\n"));
        assert_eq!(seen(&laid), [(1, 2, "6"), (2, 1, "8"), (2, 2, "9")]);
        assert_eq!(laid.n_left, 3, "5 and 10 have no cell, 7 no column");
        let same = with(|table| table.pasted(cell(0, "actual"), cell(0, "actual"), "2\n"));
        assert_eq!(same, Laid::default(), "nothing is changed");
    }

    #[test]
    fn one_text_fills_the_block() {
        let laid = with(|table| table.pasted(cell(0, "actual"), cell(2, "actual"), "0"));
        assert_eq!(seen(&laid), [(0, 2, "0"), (1, 2, "0"), (2, 2, "0")]);
    }

    #[test]
    fn the_first_row_goes_down() {
        let laid = with(|table| table.filled_down(cell(0, "name"), cell(2, "actual")));
        let wanted = [(1, 0, "a"), (1, 2, "2"), (2, 0, "a"), (2, 1, "1"), (2, 2, "2")];
        assert_eq!(seen(&laid), wanted);
        assert_eq!(laid.n_left, 1, "the sheet has no target of the second");
    }

    #[test]
    fn a_name_is_never_emptied() {
        let laid = with(|table| table.emptied(cell(0, "name"), cell(0, "actual")));
        assert_eq!(seen(&laid), [(0, 1, ""), (0, 2, "")]);
        assert_eq!(laid.n_left, 0);
        let named = with(|table| table.pasted(cell(0, "name"), cell(0, "name"), "\t8\n"));
        assert_eq!(seen(&named), [(0, 1, "8")]);
        assert_eq!(named.n_left, 1, "no name is left empty");
    }
}
