//! Tables whose rows say by a word what they hold: 計画 above 実績, years across, perhaps several measures of one name.
//!
//! A record is a name with its measure; a column is a kind of row in a year.

use std::collections::{BTreeMap, BTreeSet};

use crate::layout::role::Role;
use crate::reading::atom::Atom;
use crate::reading::generate::cells;
use crate::reading::generate::crossing::Crossing;
use crate::reading::generate::frame::Table;
use crate::reading::generate::heads::{self, Look};
use crate::reading::generate::{names_indicator, title, years};
use crate::reading::proposal::{Cell, Head, Proposal};
use crate::reading::words::{self, Said};
use crate::text::fold;
use kpi_readers::base::place::Piece;
use kpi_readers::sheet::{Row, Sheet};

/// The longest word of a row.
const LONGEST: usize = 12;

/// The column of the words that tell the rows apart, if the table has one.
pub fn column(sheet: &Sheet, table: &Table) -> Option<usize> {
    (0..table.width).find(|&column| {
        let rows = table.body.iter().filter_map(|&row| sheet.rows.get(row));
        let cells: Vec<String> = rows
            .filter(|row| row.sole_text().is_none())
            .map(|row| fold::squeeze(row.text(column)))
            .filter(|text| !text.is_empty())
            .take(heads::SAMPLE)
            .collect();
        let kinds: Vec<Role> = cells.iter().filter_map(|text| kind(text)).collect();
        let first = kinds.first();
        let several = kinds.iter().any(|other| Some(other) != first);
        several && kinds.len() * 2 >= cells.len()
    })
}

/// What a row holds by its word: 目標値, 2.目標値, 当初見込み, 活動実績.
fn kind(text: &str) -> Option<Role> {
    let squeezed = fold::squeeze(text);
    let is_mark = |c: char| c.is_ascii_digit() || matches!(c, '.' | '(' | ')' | '、');
    let word = squeezed.trim_start_matches(is_mark);
    let word = word.split('(').next().unwrap_or(word);
    if word.chars().count() > LONGEST {
        return None;
    }
    // 活動実績 is prose over a column, and figures in a row of its own.
    if word.ends_with("実績") || word.ends_with("実績値") {
        return Some(Role::Actual);
    }
    let said = words::said(word);
    let first = said.first()?;
    (first.percent >= 60 && first.role.is_value()).then_some(first.role)
}

/// The table, a record for each name and measure.
pub fn propose(sheet: &Sheet, table: &Table, kind_column: usize) -> Option<Proposal> {
    let heads = heads::heads(sheet, table);
    let is_figures = |column: &usize| {
        *column != kind_column
            && (is_dated(&heads, *column) || heads::look(sheet, table, *column) == Look::Figures)
    };
    let mut figures: Vec<usize> = (0..table.width).filter(is_figures).collect();
    // 計 beside years is their sum.
    if figures.iter().filter(|&&column| is_dated(&heads, column)).count() >= 2 {
        figures.retain(|&column| is_dated(&heads, column) || !is_sum(&heads, column));
    }
    let first = *figures.first()?;
    let is_name = |column: &usize| {
        *column != kind_column
            && heads::look(sheet, table, *column) == Look::Words
            && !heads::is_directions(sheet, table, *column)
    };
    let names: Vec<usize> = (0..first).filter(is_name).collect();
    if names.is_empty() && !figures.iter().any(|&column| is_dated(&heads, column)) {
        return turned(sheet, table, kind_column, &figures);
    }
    let (title, unit) = if names.is_empty() {
        let (row, name, unit) = title(sheet, table, kind_column)?;
        (Some((row, name)), unit)
    } else {
        (None, None)
    };
    let only = title.as_ref().and_then(|(_, name)| {
        let words = table
            .body
            .iter()
            .filter_map(|&row| sheet.rows.get(row)?.cells.get(kind_column));
        let mut measures = words.filter_map(|cell| measure(&cell.text));
        measures.find(|measure| *measure == name.text)
    });
    let is_other = |row: &Row| {
        let own = measure(row.text(kind_column));
        only.is_some() && own.is_some() && own != only
    };
    // 本所 | 山口 | 下関: a record for each place.
    let is_split = !names.is_empty() && are_places(&heads, &figures);
    let mut fold = Fold {
        has_targets: aims_by_rows(sheet, table, kind_column),
        kind: None,
        word: String::new(),
        above: match &title {
            Some((_, name)) => vec![Some(name.clone())],
            None => vec![None; names.len()],
        },
        crossing: Crossing::new(),
    };
    let mut rows: BTreeSet<usize> = table.header.clone().collect();
    rows.extend(title.map(|(row, _)| row));
    for &index in &table.body {
        let row = sheet.rows.get(index).filter(|row| row.sole_text().is_none());
        if let Some(row) = row
            && !is_other(row)
            && fold.enter(row, index, kind_column, &names)
        {
            rows.insert(index);
            if is_split {
                for &column in &figures {
                    let place = years::name_of(sheet, table, column);
                    fold.lay(row, index, (&[column], place), &heads);
                }
            } else {
                fold.lay(row, index, (&figures, None), &heads);
            }
        }
    }
    fold.finish(rows, unit)
}

fn is_dated(heads: &[Head], column: usize) -> bool {
    heads.get(column).is_some_and(|head| head.period.is_some())
}

/// Several columns of figures, each under a word that is neither a year nor what figures are: places, groups of people.
fn are_places(heads: &[Head], figures: &[usize]) -> bool {
    let is_place = |&column: &usize| {
        heads.get(column).is_some_and(|head| {
            head.period.is_none() && head.said.is_empty() && head.text.chars().any(fold::is_japanese)
        })
    };
    figures.len() >= 2 && figures.iter().all(is_place)
}

/// 計, 合計, or no word at all.
fn is_sum(heads: &[Head], column: usize) -> bool {
    let text = heads.get(column).map_or("", |head| head.text.as_str());
    matches!(
        fold::squeeze(text).as_str(),
        "" | "計" | "合計" | "総計" | "累計" | "小計"
    )
}

/// The row, the name and the unit of a table without names: the line above it, or what the words of its rows have in
/// common.
fn title(sheet: &Sheet, table: &Table, kind_column: usize) -> Option<(usize, Cell, Option<String>)> {
    if let Some(title) = title::above(sheet, table.header.start) {
        return Some((title.row, title.name, title.unit));
    }
    let rows = table
        .body
        .iter()
        .filter_map(|&row| Some((row, sheet.rows.get(row)?)));
    let words: Vec<(usize, &str, &str)> = rows
        .filter_map(|(row, cells)| {
            let word = cells.text(kind_column);
            Some((row, word, measure(word)?))
        })
        .collect();
    // Of each measure, whether something is aimed at and something was reached.
    let mut kinds = BTreeMap::<&str, (bool, bool)>::new();
    for (_, word, measure) in &words {
        let (aims, reached) = kinds.entry(measure).or_default();
        let role = kind(word);
        *aims |= role == Some(Role::Target);
        *reached |= role == Some(Role::Actual);
    }
    // 増減数 beside 計画 職員数 and 実績 職員数: a result of something else.
    let is_whole = |measure: &str| kinds.get(measure) == Some(&(true, true));
    let &(row, _, first) = words.iter().find(|(.., measure)| is_whole(measure))?;
    let is_only = words
        .iter()
        .all(|(.., other)| *other == first || !is_whole(other));
    let whole = sheet.rows.get(row)?.text(kind_column);
    let from = whole.find(first)?;
    let piece = Piece {
        row,
        column: kind_column,
        from,
        to: from + first.len(),
    };
    is_only.then(|| (row, Cell::from(&Atom::of(first, piece, false)), None))
}

/// What the word of a row counts: 計画面積 and 実績面積 are of a 面積, 計画値 and 実績値 of nothing.
fn measure(word: &str) -> Option<&str> {
    let mut kinds = ["計画", "目標", "実績", "見込"].iter();
    let measure = kinds.find_map(|kind| word.strip_prefix(kind))?.trim_start();
    // 計画額(累計額): what stands in brackets is of another figure.
    let bare = measure.split(['(', '（']).next().unwrap_or(measure).trim_end();
    (bare.chars().count() >= 2 && names_indicator(measure) && kind(measure).is_none()).then_some(measure)
}

/// Names across, what is aimed at and what was reached below them.
fn turned(sheet: &Sheet, table: &Table, kind_column: usize, figures: &[usize]) -> Option<Proposal> {
    let names: Vec<(usize, Cell)> = figures
        .iter()
        .filter_map(|&column| Some((column, years::name_of(sheet, table, column)?)))
        .collect();
    // Groups of people, places and sums are no indicators.
    let n_indicators = names
        .iter()
        .filter(|(_, name)| names_indicator(&name.text))
        .count();
    if n_indicators == 0 || n_indicators * 2 < names.len() {
        return None;
    }
    let mut crossing: Crossing<usize, usize> = Crossing::new();
    let mut rows: BTreeSet<usize> = table.header.clone().collect();
    for &index in &table.body {
        let Some(row) = sheet.rows.get(index) else {
            continue;
        };
        let word = row.text(kind_column);
        let Some(kind) = kind(word) else { continue };
        rows.insert(index);
        for (column, name) in &names {
            let record = crossing.record(*column, || vec![name.clone()]);
            let at = crossing.column(index, || of_kind(Head::default(), None, kind, word));
            if let Some(figure) = cells::cell(row, index, *column) {
                crossing.lay(record, at, Some(figure));
            }
        }
    }
    let (heads, records) = crossing.finish();
    Some(Proposal {
        generator: "grid",
        heads,
        records,
        rows,
        unit: None,
        drawn: None,
        penalty: 0,
    })
}

/// A row is one of targets by its word.
fn aims_by_rows(sheet: &Sheet, table: &Table, kind_column: usize) -> bool {
    let mut rows = table.body.iter().filter_map(|&row| sheet.rows.get(row));
    rows.any(|row| {
        matches!(
            kind(row.text(kind_column)),
            Some(Role::Target | Role::FinalTarget)
        )
    })
}

/// Rows folded into records.
struct Fold {
    /// Rows hold targets. Where none does, a column under that word keeps it: 目標値 beside rows of 実績値 and 達成率.
    has_targets: bool,
    /// What the rows hold since the last word for it, and the word.
    kind: Option<Role>,
    word: String,
    /// The names that reach down.
    above: Vec<Option<Cell>>,
    /// Records by their names, columns by what their rows hold, by their column in the source and by their word.
    crossing: Crossing<Vec<String>, (Role, usize, String)>,
}

impl Fold {
    /// Takes over what a row says of itself; false if nothing tells what it holds, or whose it is.
    fn enter(&mut self, row: &Row, index: usize, kind_column: usize, names: &[usize]) -> bool {
        let word = row.text(kind_column);
        match kind(word) {
            Some(own) => (self.kind, self.word) = (Some(own), word.to_owned()),
            None if !word.is_empty() => return false,
            None => {}
        }
        for (slot, &column) in self.above.iter_mut().zip(names) {
            if let Some(cell) = cells::cell(row, index, column) {
                *slot = Some(cell);
            }
        }
        self.kind.is_some() && self.above.iter().any(Option::is_some)
    }

    /// Lays the figures of a row into its record.
    fn lay(&mut self, row: &Row, index: usize, (figures, place): (&[usize], Option<Cell>), heads: &[Head]) {
        let Some(kind) = self.kind else { return };
        let is_of_place = place.is_some();
        let names: Vec<Cell> = self.above.iter().flatten().cloned().chain(place).collect();
        let key = names.iter().map(|cell| fold::squeeze(&cell.text)).collect();
        let record = self.crossing.record(key, || cells::distinct(names));
        for &column in figures {
            let word = self.word.as_str();
            let own = || {
                heads
                    .get(column)
                    .cloned()
                    .filter(|_| !is_of_place)
                    .unwrap_or_default()
            };
            let own_role = heads.get(column).and_then(|head| self.own_role(head));
            let key = match own_role {
                Some(role) => (role, column, String::new()),
                None if is_of_place => (kind, 0, fold::squeeze(word)),
                None => (kind, column, fold::squeeze(word)),
            };
            let at = self.crossing.column(key, || of_kind(own(), own_role, kind, word));
            if let Some(figure) = cells::cell(row, index, column) {
                self.crossing.lay(record, at, Some(figure));
            }
        }
    }

    /// What a column holds whatever its rows do: 基準値 or 基準年度 beside years of 目標 and 実績.
    fn own_role(&self, head: &Head) -> Option<Role> {
        let said = head.said.first().filter(|said| said.percent >= 80)?;
        match said.role {
            Role::Baseline | Role::BaselineYear => Some(Role::Baseline),
            Role::FinalTarget => Some(Role::FinalTarget),
            Role::Target if !self.has_targets => Some(Role::Target),
            _ => None,
        }
    }

    fn finish(self, rows: BTreeSet<usize>, unit: Option<String>) -> Option<Proposal> {
        let (heads, records) = self.crossing.finish();
        (!records.is_empty()).then_some(Proposal {
            generator: "grid",
            heads,
            records,
            rows,
            unit,
            drawn: None,
            penalty: 0,
        })
    }
}

/// A column of rows of one kind. One with a role of its own keeps it.
fn of_kind(mut head: Head, own: Option<Role>, kind: Role, word: &str) -> Head {
    head.said = vec![Said {
        role: own.unwrap_or(kind),
        percent: 90,
    }];
    if own.is_none() {
        head.text = format!("{} {}", head.text, fold::fold(word));
    }
    head
}
