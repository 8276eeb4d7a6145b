//! Rows of a drawn table whose cells say by a word what their figures are, in cells of their own or in one:
//!
//! ```text
//! 数値指標 | 「入学者数」 | 現状値(2014) 40人 | 目標値(2019) 40人 | →【最終値 42人】
//! 東部線 | A | 年間利用者数⏎目標 24,000人　実績 22,716人
//! ```
//! Or lines of a list that do, below one that names them in quotes:
//!
//! ```text
//! 数値指標：「入学者数」
//! - 現状値(2014) 40人/目標値(2019) 40人
//! - →【最終値 42人】
//! ```

use std::collections::BTreeSet;
use std::ops::Range;

use crate::kpi::Period;
use crate::layout::role::Role;
use crate::reading::atom::{self, Kind};
use crate::reading::generate::cells;
use crate::reading::proposal::{Cell, Head, Proposal, Record};
use crate::reading::words;
use crate::text::{absence, era, fold, value};
use kpi_readers::base::place::Piece;
use kpi_readers::sheet::{Row, Sheet};

/// What the words before figures say, longer ones first.
const WORDS: &[(&str, Role)] = &[
    ("目標値", Role::Target),
    ("目標", Role::Target),
    ("実績値", Role::Actual),
    ("実績", Role::Actual),
    ("最終値", Role::Actual),
    ("直近値", Role::Actual),
    ("最新値", Role::Actual),
    ("基準値", Role::Baseline),
    ("策定時", Role::Baseline),
    ("現状値", Role::Baseline),
    ("達成率", Role::Rate),
];
/// The columns, in their order.
const ROLES: [Role; 4] = [Role::Baseline, Role::Target, Role::Actual, Role::Rate];
/// How surely such a word says what follows it.
const PERCENT: u8 = 88;
/// The longest name, and the longest head of a row.
const LONGEST_NAME: usize = 60;
const LONGEST_HEAD: usize = 40;

/// Every such row of the sheet.
pub fn propose(sheet: &Sheet, is_free: impl Fn(usize) -> bool) -> Option<Proposal> {
    let rows = sheet.rows.iter().enumerate();
    let rows = rows.filter(|(index, row)| row.tabular && is_free(*index));
    let mut found: Vec<Found> = rows.flat_map(|(index, row)| records(row, index)).collect();
    head_alike(&mut found, sheet);
    found.extend(listed(sheet, &is_free));
    let heads = ROLES.map(|role| Head {
        period: common(&found, role),
        ..Head::meaning(role, PERCENT)
    });
    (!found.is_empty()).then(|| Proposal {
        generator: "worded",
        heads: heads.into(),
        rows: found.iter().flat_map(Found::rows).collect(),
        records: found.into_iter().map(Found::record).collect(),
        unit: None,
        drawn: None,
        penalty: 20,
    })
}

/// A figure with the word before it.
struct Said {
    role: Role,
    period: Option<Period>,
    /// Of the word.
    from: usize,
    figure: Range<usize>,
}

/// A record of a row.
struct Found {
    row: usize,
    /// The column of its first figure.
    column: usize,
    name: Vec<Cell>,
    said: Vec<(Role, Option<Period>, Cell)>,
}

impl Found {
    /// The rows of its name and its figures.
    fn rows(&self) -> impl Iterator<Item = usize> {
        let cells = self.name.iter().chain(self.said.iter().map(|(.., cell)| cell));
        cells.flat_map(|cell| cell.pieces.iter().map(|piece| piece.row))
    }

    fn record(self) -> Record {
        let mut said = self.said;
        let mut of = |role: Role| {
            let at = said.iter().position(|(other, ..)| *other == role)?;
            Some(said.swap_remove(at).2)
        };
        Record {
            section: Vec::new(),
            cells: ROLES.map(&mut of).into(),
            name: self.name,
        }
    }
}

/// Lines of a list that say what their figures are, each below the line that names them.
fn listed(sheet: &Sheet, is_free: &impl Fn(usize) -> bool) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    let mut open: Option<Found> = None;
    let is_whole = |found: &Found| is_whole(found.said.iter().map(|(role, ..)| *role));
    for (index, row) in sheet.rows.iter().enumerate().filter(|(_, row)| !row.is_blank()) {
        let line = row.sole_text().filter(|_| !row.tabular && is_free(index));
        let own = line.map_or_else(Vec::new, said);
        match (line, open.as_mut()) {
            (Some(line), Some(found)) if !own.is_empty() => {
                let cells = own.iter().filter_map(|said| {
                    let figure = line.get(said.figure.clone())?;
                    let piece = Piece {
                        row: index,
                        column: found.column,
                        from: said.figure.start,
                        to: said.figure.end,
                    };
                    Some((said.role, said.period, cells::of(figure, piece)))
                });
                found.said.extend(cells);
            }
            (line, _) => {
                out.extend(open.take().filter(is_whole));
                open = line.and_then(|line| quoted(line, row, index));
            }
        }
    }
    out.extend(open.filter(is_whole));
    out
}

/// 数値指標：「入学者数」: a record that a line names, of which nothing is said yet.
fn quoted(line: &str, row: &Row, index: usize) -> Option<Found> {
    let column = row.cells.iter().position(|cell| cell.text == line)?;
    let from = line.find('「')? + '「'.len_utf8();
    let to = from + line.get(from..)?.find('」')?;
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '*' | '#' | ':' | '：' | '-' | '・');
    let label = line.get(..from)?.trim_end_matches('「').trim_matches(is_mark);
    let is_label = words::said(label)
        .first()
        .is_some_and(|said| said.role == Role::Name);
    let rest = line.get(to..)?.trim_start_matches('」').trim_matches(is_mark);
    let name = line
        .get(from..to)
        .filter(|name| is_label && rest.is_empty() && is_name(name))?;
    let piece = Piece {
        row: index,
        column,
        from,
        to,
    };
    Some(Found {
        row: index,
        column,
        name: vec![cells::words(name.to_owned(), piece)],
        said: Vec::new(),
    })
}

/// The year of a role, if all records that say one say the same.
fn common(found: &[Found], role: Role) -> Option<Period> {
    let said = found.iter().flat_map(|found| &found.said);
    let of = said.filter(|(other, ..)| *other == role);
    let mut years = of.filter_map(|(_, period, _)| *period);
    let first = years.next()?;
    years.all(|other| other == first).then_some(first)
}

/// The records of a row: one for each cell that says all by itself, else one of the whole row.
fn records(row: &Row, index: usize) -> Vec<Found> {
    let cells = row.cells.iter().enumerate().filter(|(_, cell)| !cell.covered);
    let said: Vec<(usize, Vec<Said>)> = cells
        .map(|(column, cell)| (column, said(&cell.text)))
        .filter(|(_, said)| !said.is_empty())
        .collect();
    let alone = said
        .iter()
        .filter(|(_, said)| is_whole(said.iter().map(|said| said.role)));
    let alone: Vec<Found> = alone
        .filter_map(|own| found(row, index, std::slice::from_ref(own)))
        .collect();
    let roles = said
        .iter()
        .flat_map(|(_, said)| said.iter().map(|said| said.role));
    if alone.is_empty() && is_whole(roles) {
        return found(row, index, &said).into_iter().collect();
    }
    alone
}

/// What is aimed at and what was reached, and nothing twice.
fn is_whole(roles: impl Iterator<Item = Role>) -> bool {
    let roles: Vec<Role> = roles.collect();
    let n = |role: Role| roles.iter().filter(|other| **other == role).count();
    n(Role::Target) == 1 && n(Role::Actual) == 1 && ROLES.iter().all(|role| n(*role) <= 1)
}

fn found(row: &Row, index: usize, said: &[(usize, Vec<Said>)]) -> Option<Found> {
    let (column, first) = said.first()?;
    let text = |column: usize| row.cells.get(column).map_or("", |cell| cell.text.as_str());
    let piece = |column: usize, range: &Range<usize>| Piece {
        row: index,
        column,
        from: range.start,
        to: range.end,
    };
    // What stands before the first word of the cell names its figures, else the cell before.
    let lead = name_within(text(*column), first.first()?.from);
    let name = match lead {
        Some(range) => cells::words(
            text(*column).get(range.clone())?.to_owned(),
            piece(*column, &range),
        ),
        None => head_before(row, index, *column)?,
    };
    let cells = said.iter().flat_map(|(column, said)| {
        said.iter().filter_map(|said| {
            let figure = text(*column).get(said.figure.clone())?;
            Some((
                said.role,
                said.period,
                cells::of(figure, piece(*column, &said.figure)),
            ))
        })
    });
    Some(Found {
        row: index,
        column: *column,
        name: vec![name],
        said: cells.collect(),
    })
}

/// The last line before a word of the cell.
fn name_within(text: &str, end: usize) -> Option<Range<usize>> {
    let is_outer = |c: char| c.is_whitespace() || matches!(c, ':' | '：' | '【' | '（' | '(' | '→' | '⇒');
    let lead = text.get(..end)?.trim_end_matches(is_outer);
    let from = lead.rfind('\n').map_or(0, |at| at + 1);
    let own = lead.get(from..)?;
    let from = from + own.len() - own.trim_start().len();
    is_name(own.trim()).then_some(from..lead.len())
}

fn is_name(text: &str) -> bool {
    (2..=LONGEST_NAME).contains(&text.chars().count())
        && text.chars().any(fold::is_japanese)
        && !text.contains('。')
        && matches!(atom::kind(text).0, Kind::Words | Kind::Prose)
}

/// The nearest cell before a column that is words.
fn head_before(row: &Row, index: usize, column: usize) -> Option<Cell> {
    let before = row.cells.get(..column)?.iter().enumerate().rev();
    let mut words = before.filter(|(_, cell)| is_name(cell.text.trim()));
    let (at, cell) = words.next()?;
    let piece = Piece {
        row: index,
        column: at,
        from: 0,
        to: cell.text.len(),
    };
    let text = cell.text.trim();
    let quoted = text.strip_prefix('「').and_then(|rest| rest.strip_suffix('」'));
    Some(cells::words(quoted.unwrap_or(text).to_owned(), piece))
}

/// 年間利用者数 in each of several rows: what tells the rows apart stands before it.
fn head_alike(found: &mut [Found], sheet: &Sheet) {
    let names: BTreeSet<String> = found.iter().map(Found::key).collect();
    if names.len() == found.len() {
        return;
    }
    let rows: Vec<&Row> = found
        .iter()
        .filter_map(|found| sheet.rows.get(found.row))
        .collect();
    let last = found.iter().map(|found| found.column).min().unwrap_or(0);
    let heads = |column: &usize| {
        let texts: BTreeSet<&str> = rows.iter().map(|row| row.text(*column)).collect();
        let is_head = |text: &&str| text.chars().count() <= LONGEST_HEAD && is_name(text);
        texts.len() == rows.len() && texts.iter().all(is_head)
    };
    let Some(column) = (0..last).find(heads) else {
        return;
    };
    for found in found {
        let Some(cell) = sheet.rows.get(found.row).and_then(|row| row.cells.get(column)) else {
            continue;
        };
        let piece = Piece {
            row: found.row,
            column,
            from: 0,
            to: cell.text.len(),
        };
        found
            .name
            .insert(0, cells::words(cell.text.trim().to_owned(), piece));
    }
}

impl Found {
    fn key(&self) -> String {
        let name: String = self.name.iter().map(|cell| cell.text.as_str()).collect();
        fold::squeeze(&name)
    }
}

/// The words of a text that a figure follows.
fn said(text: &str) -> Vec<Said> {
    let mut out: Vec<Said> = Vec::new();
    let mut before = '\n';
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let begins = before.is_whitespace()
            || matches!(before, '【' | '（' | '(' | '→' | '⇒' | '/' | '／' | '、' | '・');
        match begins.then(|| word_at(text, at)).flatten() {
            Some(found) => {
                at = found.figure.end;
                out.push(found);
            }
            None => at += c.len_utf8(),
        }
        before = text
            .get(..at)
            .and_then(|head| head.chars().next_back())
            .unwrap_or('\n');
    }
    out
}

/// A word at this place, the year behind it, and its figure.
fn word_at(text: &str, from: usize) -> Option<Said> {
    let rest = text.get(from..)?;
    let (word, role) = WORDS.iter().find(|(word, _)| rest.starts_with(word))?;
    let mut at = from + word.len();
    let period = bracketed_year(text.get(at..)?);
    at += period.map_or(0, |(_, length)| length);
    let is_between =
        |c: char| c.is_whitespace() && c != '\n' || matches!(c, ':' | '：' | '=' | '＝' | '】' | ']');
    let tail = text.get(at..)?;
    let figure = tail.trim_start_matches(is_between);
    at += tail.len() - figure.len();
    let end = figure
        .find(|c: char| {
            c.is_whitespace() || matches!(c, '】' | '、' | '。' | '/' | '／' | '(' | '（' | ')' | '）')
        })
        .unwrap_or(figure.len());
    let is_figure = figure.get(..end).is_some_and(|own| {
        let own = own.trim_start_matches(['年', '計', '約']);
        absence::parse(own).is_some() || value::begins_with_number(own) && value::parse(own).value.is_some()
    });
    is_figure.then_some(Said {
        role: *role,
        period: period.map(|(period, _)| period),
        from,
        figure: at..at + end,
    })
}

/// (2019) right behind a word, with how many bytes it takes.
fn bracketed_year(text: &str) -> Option<(Period, usize)> {
    let open = text.chars().next().filter(|c| matches!(c, '(' | '（'))?;
    let close = text.find([')', '）'])?;
    let found = era::only(text.get(open.len_utf8()..close)?)?;
    let length = text.get(close..)?.chars().next()?.len_utf8();
    Some((found.period, close + length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kpi_readers::sheet::Cell as SheetCell;

    fn read(rows: &[&str]) -> Vec<Vec<String>> {
        let row = |text: &&str| Row {
            line: 1,
            cells: text.split('|').map(SheetCell::new).collect(),
            tabular: true,
        };
        let sheet = Sheet {
            rows: rows.iter().map(row).collect(),
            ..Sheet::default()
        };
        let Some(table) = propose(&sheet, |_| true) else {
            return Vec::new();
        };
        let text_of = |cell: &Option<Cell>| cell.as_ref().map_or(String::new(), |cell| cell.text.clone());
        let of = |record: &Record| {
            let name: Vec<&str> = record.name.iter().map(|cell| cell.text.as_str()).collect();
            let cells = record.cells.iter().map(text_of);
            std::iter::once(name.join(" ")).chain(cells).collect()
        };
        table.records.iter().map(of).collect()
    }

    #[test]
    fn cells_say_what_their_figures_are() {
        assert_eq!(
            read(&["指標|「来館者数」|現状値（2015） 410人|目標値（2020） 500人|→【最終値 482人】"]),
            [["来館者数", "410人", "500人", "482人", ""]]
        );
        assert_eq!(
            read(&[
                "北線|A|年間利用者数\n目標 9,000人　実績 8,120人|増便を検討",
                "南線|B|年間利用者数\n目標 4,500人　実績 4,730人（達成率 105%）|―",
            ]),
            [
                ["北線 年間利用者数", "", "9,000人", "8,120人", ""],
                ["南線 年間利用者数", "", "4,500人", "4,730人", "105%"],
            ]
        );
    }

    #[test]
    fn words_without_figures_say_nothing() {
        for row in [
            "施策|目標を上回る成果があった|実績は別紙のとおり",
            "区分|目標 3件|目標 5件|実績 4件",
            "区分|目標|実績",
            "予算額 300千円|実績 280千円",
        ] {
            assert_eq!(read(&[row]), Vec::<Vec<String>>::new(), "{row}");
        }
    }
}
