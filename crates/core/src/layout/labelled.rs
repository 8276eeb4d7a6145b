//! Indicators spread as label–value forms, one block for each: 指標名 ⇥ … / 単位 ⇥ … / 目標値(R6) ⇥ ….
//!
//! ```text
//! block  := name row*                        name := '指標名' value | a line, right above years
//! row    := (label value?)+ | label+ ⏎ value+ | corner year+ | label value+
//! ```
//! Blocks stand below each other or side by side. Years across with 目標 and 実績 below are rows of the record, folded
//! by [`folds`](super::folds). Blocks with the same labels are one table.

use std::ops::Range;

use crate::kpi::Recognised;
use crate::layout::page::{Layout, MAX_INDICATORS, Page, is_full};
use crate::layout::role::Role;
use crate::layout::view::{At, View};
use crate::layout::{columns, form, names, rows, table, vocabulary};
use crate::text::{era, fold, heading, verdict};
use kpi_readers::sheet::{Cell, Row};

/// Label–value forms of indicators.
pub const LAYOUT: Layout = Layout { id: "labelled", run };

/// The most rows of a block, and rows with unknown labels one after the other.
const MOST_ROWS: usize = 60;
const MOST_UNKNOWN: usize = 3;
/// Longer cells are no labels, and no names.
const LONGEST_LABEL: usize = 24;
const LONGEST_NAME: usize = 60;
/// A column of years in a block.
type Year = (usize, String);

/// A label with what stands beside or below it.
struct Pair {
    label: (String, At),
    value: (Cell, At),
    role: Role,
}

/// A row of values below years.
struct Kinds {
    label: (Cell, At),
    values: Vec<(Cell, At)>,
}

/// One indicator.
#[derive(Default)]
struct Block {
    rows: Range<usize>,
    pairs: Vec<Pair>,
    years: Vec<(Year, At)>,
    kinds: Vec<Kinds>,
}

fn run(page: &mut Page<'_>, found: &mut Recognised) {
    let has_money = form::has_money(page);
    let mut blocks: Vec<Block> = Vec::new();
    let mut row = 0;
    while row < page.sheet.rows.len() && blocks.len() < MAX_INDICATORS {
        let floor = blocks.iter().map(|block| block.rows.end).max().unwrap_or(0);
        let here = blocks_at(page, row, floor, has_money);
        let end = here.iter().map(|block| block.rows.end).max();
        blocks.extend(here);
        row = end.unwrap_or(row + 1).max(row + 1);
    }
    share_projects(&mut blocks);
    let mut rest = &blocks[..];
    while let Some(first) = rest.first().filter(|_| !is_full(found)) {
        let n_like = rest.iter().take_while(|block| first.is_like(block)).count();
        let (like, others) = rest.split_at_checked(n_like.max(1)).unwrap_or((rest, &[]));
        read(page, like, found);
        rest = others;
    }
}

/// A project that is named above its first indicator reaches down to those that follow; a label below the last one is
/// the project's.
fn share_projects(blocks: &mut [Block]) {
    let mut rest = blocks;
    while !rest.is_empty() {
        let own = |block: &Block| block.pairs.iter().any(|pair| pair.role == Role::Project);
        let is_near = |above: &Block, below: &Block| below.rows.start <= above.rows.end + MOST_UNKNOWN;
        let follow =
            |blocks: &[Block]| matches!(blocks, [above, below] if is_near(above, below) && !own(below));
        let n_follow = if rest.first().is_some_and(own) {
            rest.windows(2).take_while(|two| follow(two)).count()
        } else {
            0
        };
        let (run, others) = std::mem::take(&mut rest).split_at_mut(n_follow + 1);
        rest = others;
        let Some((head, members)) = run.split_first_mut() else {
            return;
        };
        let Some(last) = members.last_mut() else { continue };
        let is_label =
            |pair: &Pair| pair.role == Role::Rating && verdict::is_full_grant_label(&pair.value.0.text);
        if !head.pairs.iter().any(is_label)
            && let Some(index) = last.pairs.iter().rposition(is_label)
        {
            head.pairs.push(last.pairs.remove(index));
        }
        let name = head.pairs.iter().position(|pair| pair.role == Role::Name);
        for member in members {
            for (index, pair) in head.pairs.iter().enumerate() {
                let leads = name.is_some_and(|name| index < name);
                if (leads || is_label(pair)) && !member.has(&pair.label.0) {
                    let blank = Pair {
                        value: (Cell::default(), pair.value.1),
                        label: pair.label.clone(),
                        role: pair.role,
                    };
                    member.pairs.insert(index.min(member.pairs.len()), blank);
                }
            }
        }
    }
}

/// The blocks whose names stand in this row, from left to right; the rows above `floor` are those of other blocks.
fn blocks_at(page: &Page<'_>, row: usize, floor: usize, has_money: bool) -> Vec<Block> {
    let Some(cells) = free(page, row) else {
        return Vec::new();
    };
    let names = names(cells);
    let ends = names.iter().skip(1).copied().chain([usize::MAX]);
    let mut blocks: Vec<Block> = names
        .iter()
        .zip(ends)
        .filter_map(|(&name, end)| block(page, (floor, row), name..end, has_money))
        .collect();
    if names.is_empty() {
        blocks.extend(below_its_name(page, row, has_money));
    }
    blocks
}

/// A row that no layout has claimed, with columns.
fn free<'a>(page: &Page<'a>, row: usize) -> Option<&'a Row> {
    page.sheet
        .rows
        .get(row)
        .filter(|cells| page.is_free(row) && cells.tabular)
}

/// Where a label of a name stands beside just one cell that can be a name, and other labels behind it at most.
fn names(row: &Row) -> Vec<usize> {
    let filled = filled(row, &(0..usize::MAX));
    let labels = filled
        .iter()
        .enumerate()
        .filter(|(_, (_, text))| is_name_label(text));
    labels
        .filter(|(index, _)| {
            let mut behind = filled.iter().skip(index + 1).map(|(_, text)| *text);
            let is_named = |text: &str| is_name(text) || is_dated_name(text);
            behind.next().is_some_and(is_named) && behind.next().is_none_or(is_label)
        })
        .map(|(_, (column, _))| *column)
        .collect()
}

/// The filled cells of a row within columns; one that is merged over several counts once.
fn filled<'a>(row: &'a Row, columns: &Range<usize>) -> Vec<(usize, &'a str)> {
    let cells = row.cells.iter().enumerate();
    cells
        .filter(|(column, cell)| columns.contains(column) && !cell.is_blank() && !cell.covered)
        .map(|(column, cell)| (column, cell.text.trim()))
        .collect()
}

/// 指標名, KPI①.
fn is_name_label(text: &str) -> bool {
    text.chars().count() <= LONGEST_LABEL
        && (vocabulary::role(text) == Some(Role::Name) || names::counts_names(text))
}

/// 評価 | 達成: a word that is a label elsewhere, as the answer to one.
fn answers(role: Role, text: &str) -> bool {
    matches!(role, Role::Rating | Role::Overall | Role::Status) && verdict::is_status(&fold::squeeze(text))
}

/// The label of a name without its number.
fn said_label(text: &str) -> String {
    let label = fold::fold(text);
    let label = label
        .trim_end_matches(|c: char| c.is_ascii_digit() || c == '.')
        .trim_end();
    if vocabulary::role(label) == Some(Role::Name) {
        label.to_owned()
    } else {
        "KPI".to_owned()
    }
}

/// A cell that is nothing but a label.
fn is_label(text: &str) -> bool {
    text.chars().count() <= LONGEST_LABEL && (vocabulary::is_label(text) || is_name_label(text))
}

/// Words that can name an indicator.
fn is_name(text: &str) -> bool {
    let n_chars = text.chars().count();
    (2..=LONGEST_NAME).contains(&n_chars)
        && !is_label(text)
        && !text.ends_with('。')
        && era::only(text).is_none()
        && !rows::is_value_like(text)
}

/// 2025年大阪・関西万博来場者数: beside the label of a name, a year with words behind it begins a name.
fn is_dated_name(text: &str) -> bool {
    let folded = fold::fold(text);
    let year = era::find(&folded)
        .into_iter()
        .next()
        .filter(|year| year.start == 0);
    let words = year.and_then(|year| folded.get(year.end..)).unwrap_or("");
    let n_words = words
        .chars()
        .filter(|c| fold::is_japanese(*c) || c.is_alphabetic())
        .count();
    n_words >= 3 && text.chars().count() <= LONGEST_NAME && !text.ends_with('。')
}

/// The block whose name stands at the left end of `columns` in `row`.
fn block(
    page: &Page<'_>,
    (floor, row): (usize, usize),
    columns: Range<usize>,
    has_money: bool,
) -> Option<Block> {
    let mut block = Block {
        rows: row..row,
        ..Block::default()
    };
    block.read_above(page, floor..row, columns.start, has_money);
    block.read_rows(page, row, &columns, has_money);
    block.is_indicator().then_some(block)
}

/// A block whose name is the line right above its years.
fn below_its_name(page: &Page<'_>, row: usize, has_money: bool) -> Option<Block> {
    let columns = 0..usize::MAX;
    years(page.sheet.rows.get(row)?, &columns)?;
    let above = (0..row)
        .rev()
        .take(2)
        .find(|&above| page.sheet.rows.get(above).is_some_and(|row| !row.is_blank()))?;
    let line = page.sheet.rows.get(above).filter(|_| page.is_free(above))?;
    let text = line.sole_text()?;
    let name = said_name(text)?;
    if !is_name(&name) || vocabulary::role(&name).is_some() {
        return None;
    }
    let column = line.cells.iter().position(|cell| !cell.is_blank()).unwrap_or(0);
    let mut block = Block {
        rows: above..row,
        pairs: vec![Pair {
            label: ("指標".to_owned(), (above, column)),
            value: (Cell::new(name), (above, column)),
            role: Role::Name,
        }],
        ..Block::default()
    };
    block.read_rows(page, row, &columns, has_money);
    (block.is_indicator() && !block.kinds.is_empty()).then_some(block)
}

/// The name that a line says it is: 「指標名:来館者数」, 「■ 指標1 来館者数」, 「来館者数(人)」. Any other line may be a title.
fn said_name(line: &str) -> Option<String> {
    let name = heading::name(line);
    let rest = name
        .split_once([':', ' '])
        .filter(|(label, rest)| is_name_label(label.trim()) && !rest.trim().is_empty())
        .map(|(_, rest)| rest.trim().to_owned());
    rest.or_else(|| rows::unit_of_name(&name).is_some().then_some(name))
}

/// The years of a row that holds nothing else, but for a word in the corner.
fn years(row: &Row, columns: &Range<usize>) -> Option<Vec<Year>> {
    let filled = filled(row, columns);
    // R1(基準) is a year, 基準値(R1) is not.
    let is_year = |text: &str| {
        let head = text.split(['(', '（']).next().unwrap_or(text);
        text.chars().count() <= LONGEST_LABEL && (era::only(text).is_some() || era::only(head).is_some())
    };
    let (corner, years) = match filled.split_first() {
        Some((corner, rest)) if !is_year(corner.1) => (Some(corner.1), rest),
        _ => (None, &filled[..]),
    };
    let is_corner = corner.is_none_or(|corner| {
        corner.chars().count() <= LONGEST_LABEL
            && vocabulary::role(corner).is_none_or(|role| !role.is_value())
    });
    (is_corner && years.len() >= 2 && years.iter().all(|(_, text)| is_year(text))).then(|| {
        years
            .iter()
            .map(|&(column, text)| (column, text.to_owned()))
            .collect()
    })
}

impl Block {
    /// The block goes on in the same table.
    fn is_like(&self, other: &Self) -> bool {
        let labels = |block: &'_ Self| -> Vec<String> {
            let pairs = block.pairs.iter().map(|pair| pair.label.0.clone());
            let years = block.years.iter().map(|((_, text), _)| text.clone());
            pairs.chain(years).collect()
        };
        labels(self) == labels(other) && self.kinds.is_empty() == other.kinds.is_empty()
    }

    /// It has a value that can be one.
    fn is_indicator(&self) -> bool {
        let is_aim = |role: Role| matches!(role, Role::Target | Role::FinalTarget | Role::Actual);
        let values = self.pairs.iter().filter(|pair| pair.role.is_value());
        let is_filled = |cell: &Cell| !cell.is_blank() && rows::is_value_like(&cell.text);
        let in_pairs = values.clone().any(|pair| is_filled(&pair.value.0));
        let in_kinds = self.kinds.iter().flat_map(|kinds| &kinds.values);
        values.clone().any(|pair| is_aim(pair.role)) && in_pairs
            || in_kinds.into_iter().any(|(cell, _)| is_filled(cell))
    }

    fn has_values(&self) -> bool {
        !self.kinds.is_empty() || self.pairs.iter().any(|pair| pair.role.is_value())
    }

    /// 事業名, 施策, No. and 担当課 in the rows right above the name, within rows that are of no other block: a 担当課 below
    /// the values of one is not that of the next. A project with money is read by [`form`].
    fn read_above(&mut self, page: &Page<'_>, rows: Range<usize>, column: usize, has_money: bool) {
        let row = rows.end;
        let leads = |row: usize| {
            let Some(cells) = free(page, row) else {
                return false;
            };
            let filled = filled(cells, &(column..usize::MAX));
            let role = filled.first().and_then(|(_, text)| vocabulary::role(text));
            let leads = match role {
                Some(Role::Section | Role::Number | Role::Department) => true,
                Some(Role::Project) => !has_money,
                _ => false,
            };
            filled.len() >= 2 && leads
        };
        let above = std::iter::successors(page.above(row), |&above| page.above(above));
        let first = above
            .take(MOST_UNKNOWN)
            .take_while(|&above| rows.contains(&above) && leads(above))
            .last();
        for above in first.unwrap_or(row)..row {
            if let Some(cells) = free(page, above) {
                self.read_pairs(cells, above, &(column..usize::MAX));
            }
        }
        self.rows.start = first.unwrap_or(row);
    }

    fn read_rows(&mut self, page: &Page<'_>, first: usize, columns: &Range<usize>, has_money: bool) {
        let mut n_unknown = 0;
        let mut next = Some(first);
        while let Some(row) = next.filter(|row| *row < first + MOST_ROWS)
            && let Some(cells) = free(page, row)
        {
            next = page.below(row);
            let filled = filled(cells, columns);
            // Side by side, one block is longer than the other.
            let Some(&(_, label)) = filled.first() else {
                continue;
            };
            let begins_another = row > first && filled.iter().any(|(_, text)| is_name_label(text));
            let is_header = row > first
                && filled.len() > 1
                && columns::header_at(&page.sheet.rows, &page.heads, row).is_some();
            if begins_another || is_header || self.has_values() && ends_block(label, has_money) {
                break;
            }
            if let Some(last) = self.read_row(page, cells, row, columns) {
                n_unknown = 0;
                self.rows.end = last + 1;
                next = page.below(last);
                continue;
            }
            n_unknown += 1;
            let may_be_unknown = filled.len() == 2 && label.chars().count() <= LONGEST_LABEL;
            if !may_be_unknown || n_unknown > MOST_UNKNOWN {
                break;
            }
        }
    }

    /// Reads a row; returns the last row that was read with it.
    fn read_row(
        &mut self,
        page: &Page<'_>,
        cells: &Row,
        row: usize,
        columns: &Range<usize>,
    ) -> Option<usize> {
        let filled = filled(cells, columns);
        if let Some(years) = years(cells, columns).filter(|_| self.years.is_empty()) {
            self.years = years
                .into_iter()
                .map(|year| {
                    let at = (row, year.0);
                    (year, at)
                })
                .collect();
            return Some(row);
        }
        let (label, rest) = filled.split_first()?;
        let role = vocabulary::role(label.1).filter(|_| label.1.chars().count() <= LONGEST_LABEL);
        let is_below_years =
            |(column, _): &(usize, &str)| self.years.iter().any(|((year, _), _)| year == column);
        if role.is_some_and(Role::is_value) && !self.years.is_empty() && rest.iter().all(is_below_years) {
            let cell = |column: usize| cells.cells.get(column).cloned().unwrap_or_default();
            let values = self
                .years
                .iter()
                .map(|((column, _), _)| (cell(*column), (row, *column)));
            let values = values.collect();
            self.kinds.push(Kinds {
                label: (cell(label.0), (row, label.0)),
                values,
            });
            return Some(row);
        }
        let is_answered = |two: &[(usize, &str)]| matches!(*two, [(_, label), (_, text)] if vocabulary::role(label).is_some_and(|role| answers(role, text)));
        if filled.len() >= 2
            && filled.iter().all(|(_, text)| is_label(text))
            && !filled.windows(2).any(is_answered)
        {
            return self.read_below(page, &filled, row);
        }
        self.read_pairs(cells, row, columns).then_some(row)
    }

    /// Labels side by side with their values in the row below.
    fn read_below(&mut self, page: &Page<'_>, labels: &[(usize, &str)], row: usize) -> Option<usize> {
        let below = page.below(row)?;
        let values = free(page, below)?;
        let stand_below = labels.iter().all(|(column, _)| !is_label(values.text(*column)));
        let known: Vec<(usize, &str, Role)> = labels
            .iter()
            .filter_map(|&(column, label)| Some((column, label, vocabulary::role(label)?)))
            .collect();
        if !stand_below || known.iter().any(|(_, label, _)| self.has(label)) {
            return None;
        }
        for (column, label, role) in known {
            self.pairs.push(Pair {
                label: (label.to_owned(), (row, column)),
                value: (
                    values.cells.get(column).cloned().unwrap_or_default(),
                    (below, column),
                ),
                role,
            });
        }
        Some(below)
    }

    fn has(&self, label: &str) -> bool {
        self.pairs.iter().any(|pair| pair.label.0 == label)
    }

    /// Labels with their values on the right. False if the row begins with none, or repeats one.
    fn read_pairs(&mut self, cells: &Row, row: usize, columns: &Range<usize>) -> bool {
        let mut pairs: Vec<Pair> = Vec::new();
        let mut open: Option<Pair> = None;
        let filled = filled(cells, columns);
        // 事業効果 | 地方創生に効果があった: whatever it is called, it says a label.
        let says_label = matches!(filled[..], [(_, label), (_, value)] if !is_label(label) && verdict::is_full_grant_label(value));
        for (column, text) in filled {
            let at = (row, column);
            let is_answer = open.as_ref().is_some_and(|pair| answers(pair.role, text));
            let begins = !is_answer && is_label(text) || open.is_none() && pairs.is_empty();
            let role = begins
                .then(|| {
                    if is_name_label(text) {
                        Some(Role::Name)
                    } else if says_label && pairs.is_empty() {
                        Some(Role::Rating)
                    } else {
                        vocabulary::role(text)
                    }
                })
                .flatten()
                .filter(|_| text.chars().count() <= LONGEST_LABEL);
            if let Some(role) = role {
                pairs.extend(open.take());
                // 指標① and 指標② are the same label.
                let label = match role {
                    Role::Name => said_label(text),
                    _ => text.to_owned(),
                };
                open = Some(Pair {
                    label: (label, at),
                    value: (Cell::default(), (row, column + 1)),
                    role,
                });
            } else if let Some(mut pair) = open.take() {
                pair.value = (cells.cells.get(column).cloned().unwrap_or_default(), at);
                pairs.push(pair);
            } else if pairs.is_empty() {
                return false;
            }
        }
        pairs.extend(open);
        if pairs.is_empty() || pairs.iter().any(|pair| self.has(&pair.label.0)) {
            return false;
        }
        self.pairs.extend(pairs);
        true
    }
}

/// The label belongs to the next block, or to the project of a form.
fn ends_block(label: &str, has_money: bool) -> bool {
    matches!(
        vocabulary::role(label),
        Some(Role::Number | Role::Section | Role::Project | Role::Cost | Role::Grant)
    ) || has_money && form::is_label(label)
}

/// Reads blocks with the same labels as one table.
fn read(page: &mut Page<'_>, blocks: &[Block], found: &mut Recognised) {
    let Some(first) = blocks.first() else { return };
    let mut view = View::default();
    let labels = first.pairs.iter().map(|pair| {
        let (text, at) = &pair.label;
        (Cell::new(text.clone()), *at)
    });
    let years = first
        .years
        .iter()
        .map(|((_, text), at)| (Cell::new(text.clone()), *at));
    let kinds = first
        .kinds
        .first()
        .map(|kinds| (Cell::new("区分"), kinds.label.1));
    let header: Vec<(Cell, At)> = match kinds {
        Some(kinds) => labels.chain([kinds]).chain(years).collect(),
        None => labels.collect(),
    };
    view.push(first.rows.start, true, header);
    for block in blocks {
        let name = block.pairs.iter().find(|pair| pair.role == Role::Name);
        let row = name.map_or(block.rows.start, |pair| pair.value.1.0);
        let pairs = || block.pairs.iter().map(|pair| pair.value.clone());
        if block.kinds.is_empty() {
            view.push(row, true, pairs().collect());
        }
        for (index, kinds) in block.kinds.iter().enumerate() {
            let again = |(cell, at): (Cell, At)| (if index > 0 { Cell::default() } else { cell }, at);
            let label = std::iter::once(kinds.label.clone());
            let cells = pairs()
                .map(again)
                .chain(label)
                .chain(kinds.values.iter().cloned());
            view.push(row, true, cells.collect());
        }
    }
    let (first_table, n_before) = (found.tables.len(), found.indicators.len());
    view.read(page, found, |view, found| (table::LAYOUT.run)(view, found));
    for table in found.tables.iter_mut().skip(first_table) {
        table.layout = LAYOUT.id;
        // Labels stand in every record: their rows are none of a table.
        table.extent = None;
    }
    for indicator in found.indicators.iter_mut().skip(n_before) {
        // The line that names it is no section above it.
        let name = fold::squeeze(&indicator.name);
        if indicator
            .section
            .last()
            .is_some_and(|section| fold::squeeze(&heading::words(section)).ends_with(&name))
        {
            indicator.section.pop();
        }
    }
    if found.indicators.len() > n_before {
        for block in blocks {
            page.claim(block.rows.clone());
        }
    }
}
