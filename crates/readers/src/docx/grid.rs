//! The cells of a table of Word → rows of cells.
//!
//! A cell may span columns and go on from the row above. Spans are written out where Word could have made them; wider
//! ones are counted by the columns in which any cell of the table begins, since a few bytes may declare a billion.
//! A table inside a cell stands as rows of its own where it has columns; else it is text of that cell.

use std::collections::{BTreeMap, BTreeSet};

use crate::look::Shown;
use crate::sheet::Cell;
use crate::sheet::left_out::Kind;
use crate::workbook::Limits;

/// The most columns of a table that Word makes.
const MOST_COLUMNS: usize = 63;

/// A table being read.
#[derive(Debug, Default)]
pub(super) struct Grid {
    rows: Vec<GridRow>,
    /// The row being read.
    pub(super) row: GridRow,
    /// The cell being read.
    pub(super) cell: Option<GridCell>,
}

/// A row of a table.
#[derive(Debug, Default)]
pub(super) struct GridRow {
    /// Columns before its first cell.
    pub(super) before: usize,
    /// It is not shown, and why.
    pub(super) unseen: Option<Kind>,
    cells: Vec<GridCell>,
}

/// A cell of a table.
#[derive(Debug)]
pub(super) struct GridCell {
    /// Its content in the order of the document, but for the last text.
    pieces: Vec<Piece>,
    open: Shown,
    /// Columns that it spans.
    pub(super) columns: usize,
    /// It goes on from the cell to its left.
    pub(super) goes_right: bool,
    /// It is deleted as a tracked change.
    pub(super) is_deleted: bool,
    merge: Merge,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Merge {
    No,
    Begins,
    GoesOn,
}

/// Content of a cell.
#[derive(Debug)]
enum Piece {
    Text(Shown),
    Table(Vec<RowOut>),
}

/// A row as it comes out.
#[derive(Debug, Default)]
pub(super) struct RowOut {
    /// Its cells.
    pub(super) cells: Vec<Cell>,
    /// It is one of a table.
    pub(super) tabular: bool,
    /// What was left out, by columns.
    pub(super) left_out: Vec<(usize, Shown)>,
}

impl Default for GridCell {
    fn default() -> Self {
        Self {
            pieces: Vec::new(),
            open: Shown::default(),
            columns: 1,
            goes_right: false,
            is_deleted: false,
            merge: Merge::No,
        }
    }
}

impl GridCell {
    /// It is part of a cell that is merged downwards.
    pub(super) fn merge_down(&mut self, goes_on: bool) {
        self.merge = if goes_on { Merge::GoesOn } else { Merge::Begins };
    }

    /// The text that is being read.
    pub(super) fn text(&mut self) -> &mut Shown {
        &mut self.open
    }

    /// A table inside of it is at its end.
    pub(super) fn push_table(&mut self, rows: Vec<RowOut>) {
        self.pieces.push(Piece::Text(std::mem::take(&mut self.open)));
        self.pieces.push(Piece::Table(rows));
    }

    /// Its text, those of tables inside included, as far as they are no rows of their own.
    fn into_text(self, tables: &mut Vec<Vec<RowOut>>, is_alone: bool) -> Shown {
        let mut all = Shown::default();
        for piece in self.pieces.into_iter().chain([Piece::Text(self.open)]) {
            match piece {
                Piece::Text(shown) => all.join(shown),
                Piece::Table(rows) if has_rows_of_its_own(&rows, is_alone) => tables.push(rows),
                Piece::Table(rows) => rows.into_iter().for_each(|row| all.join(row.into_text())),
            }
        }
        all.text = all.text.trim().to_owned();
        all
    }
}

/// A table inside a cell is one if it has columns; beside other cells only if it has rows, too.
fn has_rows_of_its_own(rows: &[RowOut], is_alone: bool) -> bool {
    let is_row = |row: &&RowOut| row.tabular && row.cells.iter().filter(|cell| !cell.covered).count() > 1;
    rows.iter().filter(is_row).count() > usize::from(!is_alone)
}

impl Shown {
    fn join(&mut self, other: Self) {
        self.text.push_str(&other.text);
        for (kind, text) in other.left_out {
            self.leave_out(kind, &text);
        }
    }
}

impl Grid {
    /// The cell is at its end.
    pub(super) fn end_cell(&mut self) {
        if let Some(cell) = self.cell.take() {
            self.row.cells.push(cell);
        }
    }

    /// The row is at its end.
    pub(super) fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        if !row.cells.is_empty() {
            self.rows.push(row);
        }
    }

    /// The rows of the table, those of tables inside it behind the row in which they stand.
    pub(super) fn rows(self, limits: Limits) -> Vec<RowOut> {
        let columns = Columns::of(&self.rows);
        let mut above = BTreeMap::new();
        let mut rows = Vec::new();
        let mut n_cells = 0;
        for row in self.rows {
            if n_cells > limits.cells {
                break;
            }
            row.write(&columns, &mut above, limits, &mut rows);
            n_cells += rows.last().map_or(0, |row: &RowOut| row.cells.len());
        }
        rows
    }
}

/// Which columns the table has.
enum Columns {
    /// As many as its cells span.
    All,
    /// Those in which a cell begins.
    Used(BTreeSet<usize>),
}

impl Columns {
    fn of(rows: &[GridRow]) -> Self {
        let starts = |row: &GridRow| {
            row.cells
                .iter()
                .scan(row.before, |at, cell| {
                    let start = *at;
                    *at = at.saturating_add(cell.columns);
                    Some(start)
                })
                .collect::<Vec<_>>()
        };
        let width = |row: &GridRow| {
            let spans = row.cells.iter().map(|cell| cell.columns);
            spans.fold(row.before, usize::saturating_add)
        };
        if rows.iter().all(|row| width(row) <= MOST_COLUMNS) {
            Self::All
        } else {
            Self::Used(rows.iter().flat_map(starts).collect())
        }
    }

    /// How many columns of the table lie in a range, up to as many as there is room for.
    fn count(&self, first: usize, n: usize, room: usize) -> usize {
        match self {
            Self::All => n.min(room),
            Self::Used(starts) => {
                let starts = starts.range(first..first.saturating_add(n));
                starts.take(room).count()
            }
        }
    }
}

impl GridRow {
    /// Writes the row; `above` holds the texts of merged cells by their first column, for the rows below.
    fn write(
        self,
        columns: &Columns,
        above: &mut BTreeMap<usize, String>,
        limits: Limits,
        rows: &mut Vec<RowOut>,
    ) {
        let is_alone = self.cells.len() == 1;
        let mut tables = Vec::new();
        let mut row = RowOut {
            cells: vec![Cell::default(); columns.count(0, self.before, limits.columns)],
            tabular: true,
            left_out: Vec::new(),
        };
        let mut first = self.before;
        let mut n_shown = 0usize;
        for cell in self.cells {
            let unseen = self.unseen.or(cell.is_deleted.then_some(Kind::Deleted));
            let (n, merge, goes_right) = (cell.columns, cell.merge, cell.goes_right);
            let mut shown = cell.into_text(&mut tables, is_alone);
            let mut covering = if goes_right {
                row.cells.last().map(|left| left.text.clone())
            } else if merge == Merge::GoesOn {
                above.get(&first).cloned()
            } else {
                None
            };
            if let Some(kind) = unseen {
                covering = Some(String::new());
                shown.hide(kind);
            } else {
                n_shown += 1;
            }
            let covered = covering.is_some();
            if let Some(text) = covering {
                shown.cover(text);
            }
            match merge {
                Merge::Begins => {
                    above.insert(first, shown.text.clone());
                }
                Merge::No => {
                    above.remove(&first);
                }
                Merge::GoesOn => {}
            }
            let text = std::mem::take(&mut shown.text);
            if !shown.left_out.is_empty() {
                row.left_out.push((row.cells.len(), shown));
            }
            let room = limits.columns.saturating_sub(row.cells.len());
            for offset in 0..columns.count(first, n, room) {
                row.cells.push(Cell {
                    text: text.clone(),
                    covered: covered || offset > 0,
                });
            }
            first = first.saturating_add(n);
        }
        if self.unseen.is_some() {
            row.cells.clear();
        }
        if is_alone && !tables.is_empty() {
            // A frame around a table: its text is running text.
            let text = row
                .cells
                .first()
                .map(|cell| cell.text.clone())
                .unwrap_or_default();
            let mut left_out = row.left_out;
            for line in text.split('\n').filter(|line| !line.trim().is_empty()) {
                let mut line = RowOut::of_line(line, Shown::default());
                line.left_out.append(&mut left_out);
                rows.push(line);
            }
        } else if n_shown > 0 || !row.left_out.is_empty() {
            rows.push(row);
        }
        for table in tables {
            rows.push(RowOut::default());
            rows.extend(table);
            rows.push(RowOut::default());
        }
    }
}

impl Shown {
    /// The whole text is not shown.
    fn hide(&mut self, kind: Kind) {
        let text = std::mem::take(&mut self.text);
        self.leave_out(kind, &text);
    }

    /// Another text shows in its place.
    fn cover(&mut self, text: String) {
        let own = std::mem::replace(&mut self.text, text);
        if own.trim() != self.text.trim() {
            self.leave_out(Kind::Covered, &own);
        }
    }
}

impl RowOut {
    /// Bytes that its cells repeat of each other.
    pub(super) fn n_repeated_bytes(&self) -> usize {
        let repeated = self.cells.iter().filter(|cell| cell.covered);
        repeated.map(|cell| cell.text.len()).sum()
    }

    /// The row as a line of a cell's text.
    fn into_text(self) -> Shown {
        let texts = self.cells.iter().filter(|cell| !cell.covered);
        let mut all = Shown::plain(texts.map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" "));
        all.text.push('\n');
        for (_, shown) in self.left_out {
            for (kind, text) in shown.left_out {
                all.leave_out(kind, &text);
            }
        }
        all
    }
}
