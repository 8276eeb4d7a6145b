//! A sheet under recognition, and what a layout is, which looks through it.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use crate::kpi::Recognised;
use crate::layout::dated::Dated;
use crate::layout::mapping::Mapping;
use crate::layout::mapping::index::Index;
use crate::layout::{columns, heading, lines, notes};
use kpi_readers::sheet::{Row, Sheet};

/// A sheet under recognition.
pub struct Page<'a> {
    /// The sheet.
    pub sheet: &'a Sheet,
    /// What a person settled.
    pub settled: &'a Mapping,
    /// The same, by the ids of tables.
    pub index: Rc<Index<'a>>,
    /// The rows of the sheet that were settled, found when they are first asked for.
    settled_rows: OnceCell<BTreeSet<usize>>,
    /// Its headings.
    pub outline: heading::Outline,
    /// All its rows as lines of running text, made when a layout first asks for them.
    lines: OnceCell<Vec<lines::Line>>,
    /// All its footnotes, likewise.
    notes: OnceCell<notes::Notes>,
    /// What each row could be to a header.
    pub heads: columns::Heads,
    /// Rows that a layout has claimed.
    pub claimed: Vec<bool>,
    /// Its rows stand in another order than on the sheet.
    pub is_view: bool,
    /// Its cells in which years were written out.
    pub dated: Dated,
}

impl<'a> Page<'a> {
    /// A page on which nothing was recognised yet.
    pub fn new(sheet: &'a Sheet, settled: &'a Mapping, outline: heading::Outline) -> Self {
        Self::of(sheet, settled, Rc::new(Index::of(settled)), outline)
    }

    /// A page for cells of this one in another order.
    pub fn view<'v>(&'v self, sheet: &'v Sheet, outline: heading::Outline) -> Page<'v> {
        let mut page = Page::of(sheet, self.settled, Rc::clone(&self.index), outline);
        page.is_view = true;
        page
    }

    fn of(sheet: &'a Sheet, settled: &'a Mapping, index: Rc<Index<'a>>, outline: heading::Outline) -> Self {
        Self {
            sheet,
            settled,
            index,
            settled_rows: OnceCell::new(),
            outline,
            lines: OnceCell::new(),
            notes: OnceCell::new(),
            heads: columns::Heads::new(sheet.rows.len()),
            claimed: vec![false; sheet.rows.len()],
            is_view: false,
            dated: Dated::default(),
        }
    }

    /// All its rows as lines of running text.
    pub fn lines(&self) -> &[lines::Line] {
        self.lines.get_or_init(|| lines::all(self.sheet))
    }

    /// The lines of some rows.
    pub fn lines_of(&self, is_asked: impl Fn(usize) -> bool) -> Vec<lines::Line> {
        let n = self.sheet.rows.len();
        // Where tables have taken most rows, the lines of all are not worth making.
        if (0..n).filter(|&row| is_asked(row)).count() * 4 < n {
            return lines::rows(self.sheet, is_asked);
        }
        let lines = self.lines().iter();
        lines.filter(|line| is_asked(line.row)).cloned().collect()
    }

    /// The lines of the rows that no layout has claimed.
    pub fn free_lines(&self) -> Vec<lines::Line> {
        self.lines_of(|row| self.is_free(row))
    }

    /// The rows of the sheet that a person settled.
    pub fn settled_rows(&self) -> &BTreeSet<usize> {
        self.settled_rows.get_or_init(|| self.settled.rows_on(self.sheet))
    }

    /// All its footnotes by their marks.
    pub fn notes(&self) -> &notes::Notes {
        self.notes.get_or_init(|| notes::all(self.sheet))
    }

    /// The first rows below a header, to see what its columns hold; the next header begins a table of its own.
    pub fn rows_below(&self, first_row: usize) -> impl Iterator<Item = &Row> {
        let rows = self.sheet.rows.iter().enumerate().skip(first_row).take(40);
        let is_header = |index: usize| self.heads.of(&self.sheet.rows, index).named;
        rows.take_while(move |(index, row)| (row.tabular || row.is_blank()) && !is_header(*index))
            .map(|(_, row)| row)
    }

    /// The next row that holds something, behind one blank row at most.
    pub fn below(&self, row: usize) -> Option<usize> {
        (row + 1..row + 3).find(|&row| self.is_filled(row))
    }

    /// The last row above that holds something, behind one blank row at most.
    pub fn above(&self, row: usize) -> Option<usize> {
        (row.saturating_sub(2)..row)
            .rev()
            .find(|&row| self.is_filled(row))
    }

    fn is_filled(&self, row: usize) -> bool {
        self.sheet.rows.get(row).is_some_and(|row| !row.is_blank())
    }

    /// No layout has claimed the row.
    pub fn is_free(&self, row: usize) -> bool {
        self.claimed.get(row).is_some_and(|claimed| !claimed)
    }

    /// Claims rows.
    pub fn claim(&mut self, rows: std::ops::Range<usize>) {
        for claimed in self.claimed.iter_mut().take(rows.end).skip(rows.start) {
            *claimed = true;
        }
    }

    /// Frees a row again.
    pub fn release(&mut self, row: usize) {
        if let Some(claimed) = self.claimed.get_mut(row) {
            *claimed = false;
        }
    }

    /// The id of the table that is recognised next.
    pub fn next_table_id(&self, found: &Recognised) -> String {
        self.index.next_id(&found.tables)
    }
}

/// One way a sheet is laid out.
pub struct Layout {
    /// Stable id, the contract's `layout`.
    pub id: &'static str,
    /// Recognises what is laid out in this way and claims its rows.
    pub run: fn(&mut Page<'_>, &mut Recognised),
}

/// More KPIs than this are not read: a city has some hundreds, and a page that shows them must stay quick.
///
/// The page bounds it, not the evaluation: as a module in Node, 50,000 KPIs of 12 columns took 332 MB and 100,000 took
/// 661 MB, at 88 and 95 µs a row. The page takes a result in on its own thread, which stands still for seconds at 20,000
/// already (`BENCHMARKS.md`). Beyond some 370,000 the result's JSON, about 1,440 characters a KPI, would be longer than a
/// string of V8 may be (2^29).
pub const MAX_INDICATORS: usize = 25_000;

/// No more indicators are read.
pub fn is_full(found: &Recognised) -> bool {
    found.indicators.len() >= MAX_INDICATORS
}
