//! The line above a table that names what its figures count.

use crate::layout::names::counts_names;
use crate::layout::role::Role;
use crate::layout::vocabulary;
use crate::reading::atom::{self, Atom, Kind};
use crate::reading::generate::names_indicator;
use crate::reading::proposal::{Cell, Head};
use crate::reading::words;
use crate::text::{era, fold, unit};
use kpi_readers::base::place::Piece;
use kpi_readers::sheet::{Row, Sheet};

/// Lines that are looked at, and the longest title.
const REACH: usize = 4;
const LONGEST: usize = 60;
/// The longest word of a header that is no name.
const LONGEST_HEADER: usize = 7;
/// The longest grade: 概ね達成.
const LONGEST_GRADE: usize = 6;

/// A title, and what stands beside it.
pub(super) struct Title {
    /// Its row.
    pub row: usize,
    /// The name.
    pub name: Cell,
    /// The unit of the figures: (単位:千円).
    pub unit: Option<String>,
    /// It is counted: (1)来館者数.
    pub is_counted: bool,
    /// `(目標:2021年度に75.0 %)`: what is aimed at in the end.
    pub target: Option<(Head, Cell)>,
}

/// The name right above a table, sentences and captions left aside; another table ends the search.
pub(super) fn above(sheet: &Sheet, first: usize) -> Option<Title> {
    let mut unit_above = None;
    for row in (first.saturating_sub(REACH)..first).rev() {
        let line = sheet.rows.get(row)?;
        if line.is_blank() {
            continue;
        }
        // (単位:百万円) on a line of its own.
        if let Some(unit) = line.sole_text().and_then(unit::captioned) {
            unit_above = unit_above.or(Some(unit).filter(|unit| !unit.is_empty()));
            continue;
        }
        let (column, unit) = sole(line)?;
        let unit = unit.or_else(|| unit_above.take());
        let whole = &line.cells.get(column)?.text;
        if is_grade(whole) {
            continue;
        }
        let (mark, own) = whole.split_at(list_mark(whole));
        let (mark, own) = whole.split_at(mark.len() + label(own));
        let own = aimed(own).unwrap_or(own);
        if own.trim_end().ends_with('。') || own.starts_with(['(', '（', '※']) {
            continue;
        }
        let (name, tail) = parted(own);
        let name = left_of_formula(name);
        let piece = |from: usize, to: usize| Piece {
            row,
            column,
            from,
            to,
        };
        // 現在高(借金がどれだけあるか): what explains it is no part of how a name ends.
        let bare = at_brackets(name).map_or(name, |(before, _)| before);
        let is_name = name.chars().count() <= LONGEST && names_indicator(bare) && is_words(bare);
        if !is_name && is_caption(name) {
            continue;
        }
        return is_name.then(|| Title {
            row,
            name: Cell::from(&Atom::of(name, piece(mark.len(), mark.len() + name.len()), false)),
            unit,
            is_counted: !mark.is_empty(),
            target: tail.and_then(|tail| target(tail, piece(whole.len() - tail.len(), whole.len()))),
        });
    }
    None
}

/// 改革の効果額60億円を目指す。: what a sentence aims at, before its figure.
fn aimed(line: &str) -> Option<&str> {
    let sentence = line.trim_end().trim_end_matches('。');
    let goal = sentence
        .strip_suffix("を目指す")
        .or_else(|| sentence.strip_suffix("を目標とする"))?;
    // 【目標指標1】: the mark of the line counts.
    let from = goal.find('】').map_or(0, |at| at + '】'.len_utf8());
    let at = from + goal.get(from..)?.find(char::is_numeric)?;
    let name = goal.get(..at)?.trim_end_matches(['約', '、']).trim_end();
    (name.len() > from).then_some(name)
}

/// How many bytes the mark of a counted line takes: (1)来館者数.
fn list_mark(line: &str) -> usize {
    let is_open = |c: char| matches!(c, '(' | '（');
    let is_closed = |c: char| matches!(c, ')' | '）');
    let inner = line.strip_prefix(is_open).unwrap_or("");
    let rest = inner.trim_start_matches(char::is_numeric);
    if rest.len() == inner.len() {
        return 0;
    }
    rest.strip_prefix(is_closed)
        .map_or(0, |rest| line.len() - rest.len())
}

/// What parts a label from what it is of: 成果指標1 来館者数, 自己評価：C.
fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, ':' | '：')
}

/// How many bytes the label before a name takes: 成果指標1 来館者数.
fn label(line: &str) -> usize {
    let Some((word, rest)) = line.split_once(is_gap) else {
        return 0;
    };
    let own = rest.trim_start_matches(is_gap);
    let is_label = !own.is_empty() && counts_names(word);
    if is_label { line.len() - own.len() } else { 0 }
}

/// 自己評価 C: what came of it stands before its table.
fn is_grade(line: &str) -> bool {
    let line = line.trim();
    let (word, grade) = line.split_once(is_gap).unwrap_or((line, ""));
    let is_word = matches!(
        vocabulary::role(word),
        Some(Role::Rating | Role::Overall | Role::Status)
    );
    is_word && grade.trim().chars().count() <= LONGEST_GRADE
}

/// Words, and no header word; 長寿命化計画実施率 holds one and is longer.
fn is_words(text: &str) -> bool {
    match atom::kind(text).0 {
        Kind::Words => true,
        Kind::Header(_) => text.chars().count() > LONGEST_HEADER,
        _ => false,
    }
}

/// A row that names the table below it, with a label in front (成果指標1) or a unit behind.
pub(super) fn names_table(line: &Row) -> bool {
    line.sole_text().is_none() && sole(line).is_some()
}

/// The column of the one text of a row, besides the label in front of it (成果指標1) and the unit behind it.
fn sole(line: &Row) -> Option<(usize, Option<String>)> {
    let filled = line.cells.iter().enumerate();
    let mut texts: Vec<(usize, &str)> = filled
        .filter(|(_, cell)| !cell.is_blank() && !cell.covered)
        .map(|(column, cell)| (column, cell.text.as_str()))
        .collect();
    let mut unit = None;
    texts.retain(|(_, text)| match unit::captioned(text) {
        Some(own) => {
            unit = Some(own).filter(|own| !own.is_empty());
            false
        }
        None => true,
    });
    let label = texts.first().is_some_and(|(_, text)| counts_names(text));
    if label && texts.len() == 2 {
        texts.remove(0);
    }
    match texts[..] {
        [(column, _)] => Some((column, unit)),
        _ => None,
    }
}

/// 普及率=利用できる人口/総人口: what the formula computes.
fn left_of_formula(line: &str) -> &str {
    line.split(['=', '＝']).next().unwrap_or(line).trim_end()
}

/// 定量的指標の現況値及び目標値: words of the columns, not a name.
fn is_caption(line: &str) -> bool {
    let folded = fold::squeeze(line);
    ["目標", "実績", "指標"].iter().any(|word| folded.contains(word))
}

/// The name of a line, and the brackets behind it that say what is aimed at.
fn parted(line: &str) -> (&str, Option<&str>) {
    match at_brackets(line) {
        Some((name, tail)) if says_target(tail) => (name, Some(tail)),
        _ => (line.trim_end(), None),
    }
}

/// A line before the brackets that end it, and from there on; `None` if it is all in brackets, or ends otherwise.
fn at_brackets(line: &str) -> Option<(&str, &str)> {
    let is_closed = line.trim_end().ends_with([')', '）']);
    let open = line.rfind(['(', '（']).filter(|at| is_closed && *at > 0)?;
    let (before, tail) = line.split_at_checked(open)?;
    Some((before.trim_end(), tail))
}

fn says_target(tail: &str) -> bool {
    let inner = tail.trim_start_matches(['(', '（']);
    words::said(inner.split([':', '：']).next().unwrap_or(inner))
        .first()
        .is_some_and(|said| matches!(said.role, Role::Target | Role::FinalTarget))
}

/// The figure of `(目標:2021年度に75.0 %)`, and its year.
fn target(tail: &str, piece: Piece) -> Option<(Head, Cell)> {
    let folded = fold::fold(tail);
    let (word, rest) = folded.split_once(':')?;
    let found = era::find(rest).into_iter().next();
    let behind = rest.get(found.as_ref().map_or(0, |found| found.end)..)?;
    let figure = behind
        .trim_end_matches(|c: char| c == ')' || c.is_whitespace())
        .trim_start_matches(|c: char| {
            matches!(c, 'に' | 'は' | 'ま' | 'で' | ',' | '、') || c.is_whitespace()
        });
    let (kind, point) = atom::kind(figure);
    if kind != Kind::Number {
        return None;
    }
    let head = Head {
        said: vec![words::Said {
            role: Role::FinalTarget,
            percent: 90,
        }],
        period: found.map(|found| found.period),
        text: word.trim_start_matches('(').to_owned(),
        ..Head::default()
    };
    let cell = Cell {
        kind,
        text: figure.to_owned(),
        pieces: vec![piece],
        point,
        after_arrow: false,
    };
    Some((head, cell))
}
