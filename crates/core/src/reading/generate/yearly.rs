//! Blocks of lines, each a year and its figure, one of them aimed at, below the name:
//!
//! ```text
//! リサイクル率(%)
//! 令和元年度 20.4
//! 令和2年度 21.2
//! 令和2年度目標 24.5
//! ```

use std::collections::BTreeSet;

use crate::kpi::Period;
use crate::layout::role::Role;
use crate::reading::generate::cells;
use crate::reading::proposal::{Cell, Head, Proposal, Record};
use crate::text::{era, fold, unit, value};
use kpi_readers::base::place::Piece;
use kpi_readers::sheet::{Row, Sheet};

/// How surely a line without a word is a result, where another one says 目標.
const PERCENT: u8 = 85;
/// The longest name.
const LONGEST_NAME: usize = 60;
/// The most lines of a block.
const MOST_LINES: usize = 30;

/// The blocks of the sheet, those of the same years in one table.
pub fn propose(sheet: &Sheet, is_free: impl Fn(usize) -> bool) -> Vec<Proposal> {
    let mut out: Vec<(Vec<(Role, Period)>, Proposal)> = Vec::new();
    for block in blocks(sheet, is_free) {
        let key = block.key();
        match out.last_mut() {
            Some((other, table)) if *other == key => block.join(table),
            _ => {
                let mut table = Proposal {
                    generator: "yearly",
                    heads: key.iter().map(head).collect(),
                    records: Vec::new(),
                    rows: BTreeSet::new(),
                    unit: None,
                    drawn: None,
                    penalty: 40,
                };
                block.join(&mut table);
                out.push((key, table));
            }
        }
    }
    out.into_iter().map(|(_, table)| table).collect()
}

fn head(&(role, period): &(Role, Period)) -> Head {
    Head {
        period: Some(period),
        ..Head::meaning(role, PERCENT)
    }
}

/// A year and its figure.
struct Line {
    role: Role,
    period: Period,
    figure: Cell,
    row: usize,
}

/// A name, and the lines below it.
struct Block {
    name: Cell,
    lines: Vec<Line>,
}

impl Block {
    fn key(&self) -> Vec<(Role, Period)> {
        self.lines.iter().map(|line| (line.role, line.period)).collect()
    }

    /// One target, and a result; nothing twice.
    fn is_whole(&self) -> bool {
        let n = |role: Role| self.lines.iter().filter(|line| line.role == role).count();
        let key = self.key();
        let is_single = |at: &(Role, Period)| key.iter().filter(|other| *other == at).count() == 1;
        n(Role::Target) == 1 && n(Role::Actual) >= 1 && key.iter().all(is_single)
    }

    fn join(self, table: &mut Proposal) {
        let rows = self.name.pieces.iter().map(|piece| piece.row);
        table
            .rows
            .extend(rows.chain(self.lines.iter().map(|line| line.row)));
        table.records.push(Record {
            section: Vec::new(),
            name: vec![self.name],
            cells: self.lines.into_iter().map(|line| Some(line.figure)).collect(),
        });
    }
}

fn blocks(sheet: &Sheet, is_free: impl Fn(usize) -> bool) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut open: Option<Block> = None;
    let mut close = |open: &mut Option<Block>| out.extend(open.take().filter(Block::is_whole));
    for (index, row) in sheet.rows.iter().enumerate() {
        let Some((column, text)) = sole(row).filter(|_| is_free(index)) else {
            if !row.is_blank() {
                close(&mut open);
            }
            continue;
        };
        match (line(text, (index, column)), &mut open) {
            (Some(line), Some(block)) if block.lines.len() < MOST_LINES => block.lines.push(line),
            (Some(_), _) => {}
            (None, _) => {
                close(&mut open);
                open = name(text, (index, column)).map(|name| Block {
                    name,
                    lines: Vec::new(),
                });
            }
        }
    }
    close(&mut open);
    out
}

/// The only cell of a row that holds something, or all of a year and its figure in two cells.
fn sole(row: &Row) -> Option<(usize, &str)> {
    let mut cells = row.cells.iter().enumerate();
    let (column, cell) = cells.find(|(_, cell)| !cell.is_blank())?;
    cells
        .all(|(_, cell)| cell.is_blank())
        .then_some((column, cell.text.as_str()))
}

/// 令和3年度 479, 令和3年度目標: 472.
fn line(text: &str, (row, column): (usize, usize)) -> Option<Line> {
    let trimmed = text.trim_start();
    let end = trimmed.find(|c: char| c.is_whitespace() || matches!(c, ':' | '：'))?;
    let (label, rest) = trimmed.split_at_checked(end)?;
    let squeezed = fold::squeeze(label);
    let (year, role) = ["目標値", "目標", "実績値", "実績"]
        .iter()
        .find_map(|word| Some((squeezed.strip_suffix(word)?, *word)))
        .map_or((squeezed.as_str(), Role::Actual), |(year, word)| {
            let role = if word.starts_with("目標") {
                Role::Target
            } else {
                Role::Actual
            };
            (year, role)
        });
    let period = era::only(year.trim_end_matches('の'))
        .filter(|found| !found.assumed)?
        .period;
    let is_outer = |c: char| c.is_whitespace() || matches!(c, ':' | '：');
    let figure = rest.trim_matches(is_outer);
    value::parse(figure)
        .value
        .filter(|_| value::begins_with_number(figure))?;
    let from = text.len() - rest.len() + rest.find(figure)?;
    let piece = Piece {
        row,
        column,
        from,
        to: from + figure.len(),
    };
    Some(Line {
        role,
        period,
        figure: cells::of(figure, piece),
        row,
    })
}

/// The line names what the lines below it count.
fn name(text: &str, (row, column): (usize, usize)) -> Option<Cell> {
    let own = text.trim();
    let is_name = (2..=LONGEST_NAME).contains(&own.chars().count())
        && own.chars().any(fold::is_japanese)
        && !own.contains('。')
        && !unit::is_unit(&fold::squeeze(own))
        && value::parse(own).value.is_none();
    let piece = Piece {
        row,
        column,
        from: 0,
        to: text.len(),
    };
    is_name.then(|| cells::words(own.to_owned(), piece))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kpi_readers::sheet::Cell as SheetCell;

    /// Each record of each table: its name, and `role period figure` of its cells.
    fn read(text: &str) -> Vec<Vec<String>> {
        let row = |line: &str| Row {
            line: 1,
            cells: vec![SheetCell::new(line)],
            tabular: false,
        };
        let sheet = Sheet {
            rows: text.lines().map(row).collect(),
            ..Sheet::default()
        };
        let mut out = Vec::new();
        for table in propose(&sheet, |_| true) {
            for record in &table.records {
                let mut own: Vec<String> = record.name.iter().map(|cell| cell.text.clone()).collect();
                own.extend(table.heads.iter().zip(&record.cells).map(|(head, cell)| {
                    let role = head.said.first().map_or("", |said| said.role.id());
                    let period = head.period.map_or(String::new(), |period| period.to_string());
                    format!(
                        "{role} {period} {}",
                        cell.as_ref().map_or("", |cell| cell.text.as_str())
                    )
                }));
                out.push(own);
            }
        }
        out
    }

    #[test]
    fn years_and_figures_line_by_line() {
        assert_eq!(
            read(
                "家庭ごみの量(グラム)\n令和元年度 485\n令和2年度 497\n令和2年度目標 472\n\nリサイクル率(%)\n令和元年度 20.4\n令和2年度 21.2\n令和2年度目標 24.5\n資源課"
            ),
            [
                [
                    "家庭ごみの量(グラム)",
                    "actual FY2019 485",
                    "actual FY2020 497",
                    "target FY2020 472"
                ],
                [
                    "リサイクル率(%)",
                    "actual FY2019 20.4",
                    "actual FY2020 21.2",
                    "target FY2020 24.5"
                ],
            ]
        );
        assert_eq!(
            read("来館者数\nR4実績：1,200人\nR5実績：1,350人\nR8目標：1,500人"),
            [[
                "来館者数",
                "actual FY2022 1,200人",
                "actual FY2023 1,350人",
                "target FY2026 1,500人"
            ]]
        );
    }

    #[test]
    fn years_without_anything_aimed_at_are_statistics() {
        for text in [
            "世帯数\n令和元年 9,120\n令和2年 9,204",
            "令和3年度 479\n令和3年度目標 472",
            "予算\n令和3年度目標 472\n令和4年度目標 480",
        ] {
            assert_eq!(read(text), Vec::<Vec<String>>::new(), "{text}");
        }
    }
}
