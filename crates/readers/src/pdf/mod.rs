//! PDF: text and lines with their places → tables and running text.
//!
//! | file | does |
//! |---|---|
//! | [`object`], [`store`] | objects and where they are, by one scan of the file |
//! | [`filters`], [`crypt`] | unpacks and decrypts streams within limits |
//! | [`font`], [`cmap`], [`widths`], [`builtin`], [`japan1`], [`names`] | codes → characters and widths |
//! | [`page`], [`resources`], [`interpret`], [`matrix`], [`glyph`] | what stands on a page, upright |
//! | [`canvas`], [`colour`], [`layers`], [`struck`], [`unseen`] | what of it a person does not see |
//! | [`annotation`] | what people typed into fields and wrote on a page |
//! | [`lines`], [`raised`] | characters → lines, the text of a cell |
//! | [`ruled`], [`gaps`], [`rows`], [`table`], [`block`] | tables by lines, tables by gaps, rows that no line parts |
//! | [`furniture`], [`split`], [`spill`] | what pages add: running heads, rows broken in two, columns on further pages |
//!
//! One sheet holds the whole document, so that a page break does not divide a table. A table that goes on keeps its
//! columns; rows at its start that repeat those of the table's first page are left out, as are page numbers and running
//! heads. Attachments are not read.

pub mod annotation;
pub mod block;
pub mod builtin;
pub mod canvas;
pub mod cmap;
pub mod colour;
pub mod crypt;
pub mod filters;
pub mod font;
pub mod furniture;
pub mod gaps;
pub mod glyph;
pub mod interpret;
pub mod japan1;
pub mod layers;
pub mod lines;
pub mod matrix;
pub mod names;
pub mod object;
pub mod page;
pub mod raised;
pub mod resources;
pub mod rows;
pub mod ruled;
pub mod spill;
pub mod split;
pub mod store;
pub mod struck;
pub mod table;
pub mod unseen;
pub mod widths;

use crate::base::place::Place;
use crate::base::remark::{Code, Remark};
use crate::error::ReadError;
use crate::pdf::block::Block;
use crate::pdf::glyph::Glyph;
use crate::pdf::interpret::Shared;
use crate::pdf::layers::Layers;
use crate::pdf::page::MAX_PAGES;
use crate::pdf::split::Split;
use crate::pdf::store::Store;
use crate::pdf::table::Table;
use crate::reading::Reading;
use crate::remainders;
use crate::sheet::left_out::Kind;
use crate::sheet::{Cell, Row, Sheet, Source};
use crate::workbook::Limits;

/// Reads a document.
///
/// # Errors
/// [`ReadError::Encrypted`], [`ReadError::Truncated`], [`ReadError::Bomb`] where all work is done before any text is found,
/// and [`ReadError::NoText`] where no page has a character that can be read: a scan, or text as outlines.
pub fn read(bytes: &[u8], limits: Limits) -> Result<Reading, ReadError> {
    read_of(&mut Store::open(bytes)?, bytes.len(), limits)
}

/// As [`read`], and the steps of work that it took: about one for each byte and cell that was looked at. They are bounded
/// by the size of the file, which tests hold it to.
///
/// # Errors
/// As [`read`].
pub fn measured(bytes: &[u8], limits: Limits) -> Result<(Reading, u64), ReadError> {
    let mut store = Store::open(bytes)?;
    let reading = read_of(&mut store, bytes.len(), limits)?;
    Ok((reading, store.steps()))
}

fn read_of(store: &mut Store<'_>, n_bytes: usize, limits: Limits) -> Result<Reading, ReadError> {
    let root = store.root().ok_or(ReadError::truncated(n_bytes))?;
    let mut shared = Shared::default();
    shared.layers = Layers::of(&root, store);
    let (nodes, declared) = page::list(&root, store, &mut shared.known);
    if nodes.is_empty() {
        return Err(ReadError::truncated(n_bytes));
    }
    let mut found = Found::default();
    let mut pages = Vec::new();
    let mut widths = Vec::new();
    let mut is_cut = nodes.len() > MAX_PAGES;
    let mut budget = ruled::Budget {
        n_left: 2 * limits.cells,
    };
    for (index, node) in nodes.iter().enumerate().take(MAX_PAGES) {
        let mut page = page::read(node, store, &mut shared);
        struck::mark(&mut page.drawn.glyphs, &mut page.drawn.rules);
        found.note(index + 1, &page.drawn);
        let (seen, unseen) = unseen::take(page.drawn.glyphs);
        let before = budget.n_left;
        let (tables, glyphs, rules) = ruled::take(seen, &page.drawn.rules, &mut budget);
        store.spend(before - budget.n_left);
        let barriers: Vec<_> = tables.iter().map(|table| (table.top, table.bottom)).collect();
        let mut blocks = gaps::blocks(&glyphs, &rules, &barriers);
        if blocks.iter().any(|block| matches!(block, Block::Table(_))) {
            found.by_gaps.push(index + 1);
        }
        blocks.extend(tables.into_iter().map(Block::Table));
        blocks.sort_by_key(Block::top);
        let mut blocks = block::stacked(blocks);
        unseen::put(&mut blocks, unseen);
        pages.push(blocks);
        widths.push(page.width);
        is_cut |= page.drawn.is_cut;
        if shared.is_spent() || store.is_spent() || store.is_full() || budget.n_left == 0 {
            is_cut = true;
            break;
        }
    }
    if found.n_characters == found.n_lost && (store.is_spent() || store.is_full()) {
        let declared = u64::try_from(n_bytes).unwrap_or(u64::MAX);
        return Err(ReadError::Bomb { declared });
    }
    if found.n_characters == found.n_lost {
        return Err(ReadError::NoText);
    }
    // Pages that the file promises and does not have.
    found.damaged.extend((nodes.len() + 1..=declared).take(1));
    furniture::remove(&mut pages);
    let spilled = spill::join(&mut pages, &widths);
    (found.joined, found.nameless) = (spilled.joined, spilled.nameless);
    let mut writer = Writer::new(limits, is_cut);
    for blocks in pages {
        writer.page(blocks);
    }
    let (mut sheet, more) = writer.finish();
    remainders::blank(&mut sheet);
    let mut remarks = found.remarks();
    remarks.extend(more);
    Ok(Reading {
        source: Source::Pdf,
        sheets: vec![sheet],
        remarks,
    })
}

/// What pages have that a person should know; pages count from 1.
#[derive(Debug, Default)]
struct Found {
    n_characters: usize,
    n_lost: usize,
    lost: Vec<usize>,
    pictures: Vec<usize>,
    damaged: Vec<usize>,
    hidden: Vec<usize>,
    cut_off: Vec<usize>,
    by_gaps: Vec<usize>,
    joined: Vec<usize>,
    nameless: Vec<usize>,
}

impl Found {
    fn note(&mut self, page: usize, drawn: &interpret::Drawn) {
        self.n_characters += drawn.glyphs.len();
        self.n_lost += drawn.glyphs.iter().filter(|glyph| glyph.c == font::LOST).count();
        let when = |is_so: bool, pages: &mut Vec<usize>| {
            if is_so {
                pages.push(page);
            }
        };
        when(drawn.n_lost > 0, &mut self.lost);
        when(drawn.glyphs.is_empty() && drawn.has_picture, &mut self.pictures);
        when(drawn.is_damaged, &mut self.damaged);
        when(drawn.n_hidden > 0 && drawn.has_picture, &mut self.hidden);
        when(drawn.glyphs.iter().any(Glyph::is_cut_off), &mut self.cut_off);
    }

    fn remarks(&self) -> Vec<Remark> {
        let all = [
            (Code::PagesDamaged, &self.damaged),
            (Code::PagesWithoutText, &self.pictures),
            (Code::GlyphsUnread, &self.lost),
            (Code::TextRecognised, &self.hidden),
            (Code::TextCutOff, &self.cut_off),
            (Code::ColumnsByGaps, &self.by_gaps),
            (Code::RowsWithoutNames, &self.nameless),
            (Code::PagesBesideOthers, &self.joined),
        ];
        let some = all.into_iter().filter(|(_, pages)| !pages.is_empty());
        some.map(|(code, pages)| Remark::new(code, None).with([page_list(pages)]))
            .collect()
    }
}

/// `1–3, 7`; of many, the first ones.
fn page_list(pages: &[usize]) -> String {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for &page in pages {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == page => *last = page,
            _ => ranges.push((page, page)),
        }
    }
    let words = ranges.iter().take(10).map(|&(first, last)| {
        if first == last {
            first.to_string()
        } else {
            format!("{first}–{last}")
        }
    });
    let mut text = words.collect::<Vec<_>>().join(", ");
    if ranges.len() > 10 {
        text.push_str(", …");
    }
    text
}

/// Makes one sheet of the pages.
struct Writer {
    limits: Limits,
    sheet: Sheet,
    /// The tables that go on, with the row that each begins at.
    open: Vec<(Table, usize)>,
    n_cells: usize,
    n_bytes: usize,
    is_cut: bool,
    /// Rows that may have been joined wrongly with the first one of the next page.
    doubtful: Vec<usize>,
}

impl Writer {
    fn new(limits: Limits, is_cut: bool) -> Self {
        Self {
            limits,
            sheet: Sheet::default(),
            open: Vec::new(),
            n_cells: 0,
            n_bytes: 0,
            is_cut,
            doubtful: Vec::new(),
        }
    }

    fn page(&mut self, blocks: Vec<Block>) {
        self.sheet.pages.push(self.sheet.rows.len());
        let mut is_first = true;
        for block in blocks {
            match block {
                Block::Table(table) => self.table(table, is_first),
                Block::Line(line) => {
                    self.end_table();
                    let text = line.text();
                    for (kind, text) in &line.unseen {
                        let row = self.sheet.rows.len();
                        self.sheet.left_out.add(*kind, row, 0, text);
                    }
                    if !text.trim().is_empty() {
                        self.push(vec![Cell::new(text)], false);
                    }
                }
            }
            is_first = false;
        }
    }

    fn table(&mut self, mut table: Table, is_first_of_page: bool) {
        let goes_on = is_first_of_page && self.open.last().is_some_and(|(last, _)| table.continues(last));
        if goes_on {
            let n = self.open.first().map_or(0, |(first, _)| table.n_repeated(first));
            table.rows.drain(..n.min(table.rows.len()));
            if let Some((last, _)) = self.open.last_mut() {
                table.fill_from(last);
                let end = split::end(last, &table);
                if end != Split::Whole {
                    split::join(last, &mut table);
                }
                if end == Split::Doubtful {
                    self.doubtful.push(self.sheet.rows.len().saturating_sub(1));
                }
            }
        } else {
            self.end_table();
        }
        let start = self.sheet.rows.len();
        // Its cells are known when its last page is.
        for _ in &table.rows {
            self.push(Vec::new(), true);
        }
        self.open.push((table, start));
    }

    fn end_table(&mut self) {
        let open = std::mem::take(&mut self.open);
        if open.is_empty() {
            return;
        }
        let (tables, starts): (Vec<Table>, Vec<usize>) = open.into_iter().unzip();
        for (rows, start) in table::rows(&tables).zip(starts) {
            let places = self.sheet.rows.iter_mut().enumerate().skip(start);
            for ((cells, unseen), (index, row)) in rows.zip(places) {
                for (column, kind, text) in unseen {
                    self.sheet.left_out.add(kind, index, column, &text);
                }
                self.n_cells += cells.len();
                self.n_bytes += cells.iter().map(|cell| cell.text.len()).sum::<usize>();
                if self.n_cells > self.limits.cells || self.n_bytes > self.limits.bytes {
                    self.is_cut = true;
                    break;
                }
                row.cells = cells;
            }
        }
        // A blank row, so that two tables never touch.
        self.push(Vec::new(), false);
    }

    /// Names the marks beside figures.
    fn name_marks(sheet: &mut Sheet) {
        for (index, row) in sheet.rows.iter().enumerate() {
            for (column, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.covered) {
                for mark in raised::marks(&cell.text) {
                    sheet.left_out.add(Kind::Apart, index, column, &mark);
                }
            }
        }
    }

    fn push(&mut self, cells: Vec<Cell>, tabular: bool) {
        self.n_bytes += cells.iter().map(|cell| cell.text.len()).sum::<usize>();
        if self.sheet.rows.len() >= self.limits.rows || self.n_bytes > self.limits.bytes {
            self.is_cut = true;
            return;
        }
        let line = u32::try_from(self.sheet.rows.len() + 1).unwrap_or(u32::MAX);
        self.sheet.rows.push(Row { line, cells, tabular });
    }

    fn finish(mut self) -> (Sheet, Vec<Remark>) {
        self.end_table();
        Self::name_marks(&mut self.sheet);
        let mut remarks: Vec<Remark> = Vec::new();
        for &row in &self.doubtful {
            let at = self.sheet.place(row, 0);
            let page = at.page.map(|page| (page + 1).to_string());
            let text = self.sheet.rows.get(row).and_then(|row| {
                let mut cells = row.cells.iter();
                cells.find(|cell| !cell.is_blank()).map(|cell| cell.text.clone())
            });
            let words = [page, text].map(Option::unwrap_or_default);
            remarks.push(Remark::new(Code::RowBrokenDoubtful, Some(at)).with(words));
        }
        let line = u32::try_from(self.sheet.rows.len()).unwrap_or(u32::MAX);
        if self.is_cut {
            remarks.push(Remark::new(Code::InputTruncated, Some(Place::line(line))));
        }
        (self.sheet, remarks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_listed_as_ranges() {
        assert_eq!(page_list(&[1, 2, 3, 7]), "1–3, 7");
        assert!(page_list(&(1..50).map(|n| 2 * n).collect::<Vec<_>>()).ends_with('…'));
    }
}
