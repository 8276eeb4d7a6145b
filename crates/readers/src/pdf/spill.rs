//! Columns that had no room on their page and go on on another one, as spreadsheets print them: first all pages
//! downwards, then those to the right, or row by row of pages. The pages are put side by side again.
//!
//! Two pages are parts of the same rows if their rows stand at the same heights, both begin with a header and not with
//! the same one, the left one has no room for a further column, and the right one has no names of its own; or if the
//! right one repeats the names of the left one. What looks like a part and cannot be joined is told.

use std::collections::BTreeSet;

use crate::pdf::block::Block;
use crate::pdf::glyph::Length;
use crate::pdf::lines;
use crate::pdf::table::{self, Band, NEAR, Table};

/// Rows at the same height on two pages are so near.
const LEVEL: Length = 150;
/// More pages beside each other than any print has.
const MAX_ACROSS: usize = 30;

/// What was found; pages count from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spilled {
    /// Pages whose columns were put beside those of others.
    pub joined: Vec<usize>,
    /// Pages with rows that have no names.
    pub nameless: Vec<usize>,
}

/// Puts the tables of pages side by side that hold the columns of the same rows.
pub fn join(pages: &mut [Vec<Block>], widths: &[Length]) -> Spilled {
    let mut found = Spilled::default();
    let mut first = 0;
    let sides: Vec<Vec<Length>> = (0..pages.len())
        .map(|page| sole(pages, page).map(Table::sides).unwrap_or_default())
        .collect();
    while first < pages.len() {
        let Some(group) = group(pages, &sides, widths, first) else {
            first += 1;
            continue;
        };
        let n = group.down * group.across();
        put_together(pages, first, &group);
        for place in 0..n {
            if group.column(place) > 0 {
                found.joined.push(first + place + 1);
            }
        }
        first += n;
    }
    found.nameless = nameless(pages);
    found
}

/// Pages that hold the same rows.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Group {
    /// Pages below each other.
    down: usize,
    /// Of each page beside the first one, how many of its columns repeat those of the first one.
    repeated: Vec<usize>,
    /// The pages beside each other come first.
    is_across_first: bool,
}

impl Group {
    fn across(&self) -> usize {
        self.repeated.len() + 1
    }

    /// How many pages stand to the left of one.
    fn column(&self, place: usize) -> usize {
        if self.is_across_first {
            place % self.across()
        } else {
            place / self.down
        }
    }

    fn place(&self, down: usize, column: usize) -> usize {
        if self.is_across_first {
            down * self.across() + column
        } else {
            column * self.down + down
        }
    }
}

/// The only table of a page.
fn sole(pages: &[Vec<Block>], page: usize) -> Option<&Table> {
    let mut tables = pages.get(page)?.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Line(_) => None,
    });
    tables.next().filter(|_| tables.next().is_none())
}

/// The pages from one on that hold the same rows.
fn group(pages: &[Vec<Block>], sides: &[Vec<Length>], widths: &[Length], first: usize) -> Option<Group> {
    let width = *widths.get(first)?;
    let start = sole(pages, first)?;
    let goes_on = |page: usize, before: usize| {
        let tables = sole(pages, page).zip(sole(pages, before));
        let sides = sides.get(page).zip(sides.get(before));
        tables
            .zip(sides)
            .is_some_and(|(tables, sides)| goes_on(tables, sides))
    };
    // The first page below that does not go on with the columns of the first one is beside it.
    let below = (first + 1..pages.len())
        .take_while(|&page| {
            goes_on(page, first) && sole(pages, page).is_some_and(|table| !is_beside(table, start))
        })
        .count();
    let down = below + 1;
    let mut repeated = Vec::new();
    let mut left = start;
    for column in 1..MAX_ACROSS {
        let at = first + column * down;
        let Some(part) = sole(pages, at).filter(|part| is_beside(part, start)) else {
            break;
        };
        let n_repeated = n_repeated_columns(part, start);
        let is_part = n_repeated > 0 || lacks_names(part) && is_full(left, part, width);
        let fits = (1..down).all(|row| {
            let pair = sole(pages, first + row).zip(sole(pages, at + row));
            pair.is_some_and(|(left, right)| same_rows(left, right)) && goes_on(at + row, at)
        });
        if !is_part || !fits {
            break;
        }
        repeated.push(n_repeated);
        left = part;
    }
    if repeated.is_empty() {
        return None;
    }
    let mut group = Group {
        down,
        repeated,
        is_across_first: down == 1,
    };
    while group.is_across_first {
        let next = first + group.down * group.across();
        let continues = (0..group.across()).all(|column| {
            let part = sole(pages, next + column);
            let row = sole(pages, next).zip(part);
            goes_on(next + column, first + column)
                && row.is_some_and(|(left, right)| same_rows(left, right))
                && !part.is_some_and(|part| column == 0 && is_beside(part, start))
        });
        if !continues {
            break;
        }
        group.down += 1;
    }
    Some(group)
}

/// The columns of a table on an earlier page.
fn goes_on((table, before): (&Table, &Table), (ours, theirs): (&Vec<Length>, &Vec<Length>)) -> bool {
    if table.is_by_gaps || before.is_by_gaps {
        return table.is_by_gaps == before.is_by_gaps && ours.len() == theirs.len();
    }
    ours.len() == theirs.len()
        && ours
            .iter()
            .zip(theirs)
            .all(|(ours, theirs)| (ours - theirs).abs() <= NEAR)
}

fn same_rows(one: &Table, other: &Table) -> bool {
    let middle = |band: &Band| band.top.midpoint(band.bottom);
    let mut pairs = one.rows.iter().zip(&other.rows);
    one.is_by_gaps == other.is_by_gaps
        && one.rows.len() == other.rows.len()
        && pairs.all(|(ours, theirs)| (middle(ours) - middle(theirs)).abs() <= LEVEL)
}

/// Other columns of the same rows: each has its header.
fn is_beside(part: &Table, start: &Table) -> bool {
    let Some((ours, theirs)) = part.rows.first().zip(start.rows.first()) else {
        return false;
    };
    start.rows.len() > 2
        && same_rows(part, start)
        && is_header(ours)
        && is_header(theirs)
        && ours.texts() != theirs.texts()
}

/// Words and no values; years are words here.
fn is_header(band: &Band) -> bool {
    let texts = band.texts();
    let is_word = |text: &&str| !lines::is_value(text) || text.contains(['年', '度']);
    !texts.is_empty() && texts.iter().all(is_word)
}

/// The texts of each column below the header.
fn columns(table: &Table) -> Vec<Vec<String>> {
    let rows = table::rows(std::slice::from_ref(table)).flatten();
    let mut columns: Vec<Vec<String>> = Vec::new();
    for (cells, _) in rows.skip(1) {
        columns.resize_with(columns.len().max(cells.len()), Vec::new);
        for (column, cell) in columns.iter_mut().zip(cells) {
            let text = if cell.covered { String::new() } else { cell.text };
            column.push(text.trim().to_owned());
        }
    }
    columns
}

/// How many columns at the left are those of another table, names among them.
fn n_repeated_columns(part: &Table, start: &Table) -> usize {
    let (ours, theirs) = (columns(part), columns(start));
    let n = ours
        .iter()
        .zip(&theirs)
        .take_while(|(ours, theirs)| ours == theirs)
        .count();
    if ours.iter().take(n).any(|column| are_names(column)) {
        n
    } else {
        0
    }
}

/// Words, hardly one of them twice.
fn are_names(column: &[String]) -> bool {
    let words: Vec<&String> = column
        .iter()
        .filter(|text| !text.is_empty() && !lines::is_value(text))
        .collect();
    let different: BTreeSet<&&String> = words.iter().collect();
    words.len() * 2 >= column.len() && different.len() * 5 >= words.len() * 4 && words.len() > 1
}

/// 1, 2, 3: rows of their own.
fn is_counted(column: &[String]) -> bool {
    let numbers: Vec<u32> = column.iter().filter_map(|text| text.parse().ok()).collect();
    numbers.len() > 2
        && numbers
            .windows(2)
            .all(|pair| matches!(pair, [before, next] if before.checked_add(1) == Some(*next)))
}

/// The rows of a table belong to names that stand elsewhere.
fn lacks_names(part: &Table) -> bool {
    let columns = columns(part);
    let has_values = columns
        .iter()
        .any(|column| column.iter().any(|text| lines::is_value(text)));
    let Some(first) = columns.first() else {
        return false;
    };
    !has_values || !are_names(first) && !is_counted(first)
}

/// The first column of another table would not have had room beside a table. Margins are taken to be alike.
fn is_full(left: &Table, part: &Table, width: Length) -> bool {
    let (sides, next) = (left.sides(), part.sides());
    if left.is_by_gaps {
        // Columns by gaps are as wide as what stands in them.
        return left.rows.len() > 4;
    }
    match (sides.as_slice(), next.as_slice()) {
        ([start, .., end], [first, second, ..]) => end + (second - first) > width - start - NEAR,
        _ => false,
    }
}

/// Takes the tables of a group out of their pages and puts the whole into the leftmost ones.
fn put_together(pages: &mut [Vec<Block>], first: usize, group: &Group) {
    let mut offsets = Vec::new();
    let mut end = sole(pages, first)
        .and_then(|table| table.sides().last().copied())
        .unwrap_or(0);
    for (column, n_repeated) in (1..).zip(&group.repeated) {
        let sides = sole(pages, first + group.place(0, column))
            .map(Table::sides)
            .unwrap_or_default();
        let from = sides.get(*n_repeated).copied().unwrap_or(0);
        offsets.push((from, end - from));
        end += sides.last().map_or(0, |last| last - from);
    }
    let mut after = Vec::new();
    for row in 0..group.down {
        let target = first + group.place(row, 0);
        for (column, &(from, offset)) in (1..).zip(&offsets) {
            let Some(blocks) = pages
                .get_mut(first + group.place(row, column))
                .map(std::mem::take)
            else {
                continue;
            };
            let mut is_above = row == 0;
            for block in blocks {
                match block {
                    Block::Table(part) => {
                        is_above = false;
                        widen(pages.get_mut(target), part, from, offset);
                    }
                    line @ Block::Line(_) if is_above => {
                        if let Some(blocks) = pages.get_mut(target) {
                            let table = blocks.iter().position(|block| matches!(block, Block::Table(_)));
                            blocks.insert(table.unwrap_or(0), line);
                        }
                    }
                    line @ Block::Line(_) => after.push(line),
                }
            }
        }
    }
    if let Some(last) = pages.get_mut(first + group.place(group.down - 1, 0)) {
        last.extend(after);
    }
}

/// Puts the columns of a part from a place on beside those of the table of a page.
fn widen(blocks: Option<&mut Vec<Block>>, part: Table, from: Length, offset: Length) {
    let mut tables = blocks.into_iter().flatten().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Line(_) => None,
    });
    let Some(table) = tables.next() else { return };
    for (row, band) in table.rows.iter_mut().zip(part.rows) {
        let further = band.pieces.into_iter().filter(|piece| piece.left >= from - NEAR);
        row.pieces.extend(further.map(|mut piece| {
            piece.left += offset;
            piece.right += offset;
            piece
        }));
    }
}

/// Pages whose first table has rows without names, and does not go on with the one before.
fn nameless(pages: &[Vec<Block>]) -> Vec<usize> {
    let tables = |page: &Vec<Block>| -> Vec<Table> {
        let tables = page.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table.clone()),
            Block::Line(_) => None,
        });
        tables.collect()
    };
    let mut found = Vec::new();
    let mut before: Option<Table> = None;
    for (index, page) in pages.iter().enumerate() {
        let tables = tables(page);
        if let Some((before, table)) = before.as_ref().zip(tables.first()) {
            let columns = columns(table);
            let has_names = columns
                .iter()
                .any(|column| are_names(column) || is_counted(column));
            let n_values = columns
                .iter()
                .filter(|column| column.iter().filter(|text| lines::is_value(text)).count() > 1)
                .count();
            if !table.continues(before) && !has_names && n_values > 0 && table.rows.len() > 2 {
                found.push(index + 1);
            }
        }
        before = tables.into_iter().last().or(before);
    }
    found
}
