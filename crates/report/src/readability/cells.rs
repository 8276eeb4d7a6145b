//! What is seen of the cells alone. Running text is no table, and is not judged.

use std::collections::{BTreeMap, BTreeSet};

use crate::readability::told::Tell;
use kpi_core::text::fold;
use kpi_readers::base::place::CellRef;
use kpi_readers::sheet::Sheet;
use kpi_readers::sheet::left_out::Kind;

/// Words that stand for the cell above.
const DITTO: &[&str] = &["〃", "″", "\"", "々", "同上", "同左", "同じ"];

/// Marks that stand alone in a cell and mean what only their author knows.
const MARKS: &[char] = &[
    '-', '―', '—', '–', '‐', '－', '*', '＊', '…', '×', '△', '▲', '／', '/', '※', '●', '■',
];

/// Choices of a column that may be spelled in two ways: no longer than this, in characters.
const LONGEST_CHOICE: usize = 8;

/// Tells of a sheet what does not meet a rule.
pub(super) fn check(index: usize, sheet: &Sheet, tell: Tell<'_>) {
    let legend = legend(sheet);
    for (row, cells) in sheet.rows.iter().enumerate().filter(|(_, row)| row.tabular) {
        for (column, cell) in cells.cells.iter().enumerate() {
            let at = CellRef {
                sheet: index,
                row,
                column,
            };
            if cell.covered {
                tell("L1-12", anchor(sheet, at));
            } else if !cell.is_blank() {
                for rule in of_text(&cell.text, &legend) {
                    tell(rule, at);
                }
            }
        }
    }
    for part in sheet
        .left_out
        .parts()
        .iter()
        .filter(|part| part.kind == Kind::Struck)
    {
        if let (Some(row), Some(column)) = (part.row, part.column) {
            let at = CellRef {
                sheet: index,
                row,
                column,
            };
            tell("L1-11", at);
        }
    }
    spellings(index, sheet, tell);
}

/// The rules that a text by itself does not meet.
fn of_text(text: &str, legend: &BTreeSet<char>) -> Vec<&'static str> {
    let trimmed = text.trim();
    let is_value = is_value(trimmed);
    let many = values(trimmed) > 1;
    let mark = sole_mark(trimmed);
    [
        (
            "L1-06",
            !many && (is_spaced(text) || text.trim_end().contains('\n') && !is_value),
        ),
        ("L1-07", many),
        ("L1-08", text.chars().any(is_machine_dependent)),
        ("L2-02", DITTO.contains(&trimmed)),
        ("L3-03", mark.is_some_and(|mark| !legend.contains(&mark))),
    ]
    .into_iter()
    .filter_map(|(rule, is)| is.then_some(rule))
    .collect()
}

/// Spaces for looks: before or behind the text, several in a row, or between the letters of a short word (計　画).
fn is_spaced(text: &str) -> bool {
    let is_space = |letter: char| matches!(letter, ' ' | '\u{3000}');
    let line = |line: &str| {
        let letters: Vec<char> = line.chars().collect();
        let around =
            letters.first().copied().is_some_and(is_space) || letters.last().copied().is_some_and(is_space);
        let doubled = letters.windows(2).any(|pair| pair.iter().copied().all(is_space));
        let words: Vec<&str> = line.split(is_space).filter(|word| !word.is_empty()).collect();
        let is_apart = |word: &&str| word.chars().count() == 1 && word.chars().all(fold::is_japanese);
        around || doubled || words.len() > 1 && words.iter().all(is_apart)
    };
    text.split('\n').any(line)
}

/// Lines of a cell that begin with a figure.
fn values(text: &str) -> usize {
    text.split('\n').filter(|line| is_value(line.trim())).count()
}

/// A figure, whatever stands around it: `1,200人`, `(85%)`, `▲3`.
fn is_value(line: &str) -> bool {
    let line = fold::nfkc(line);
    let line = line.trim_start_matches(['(', '[', '▲', '△', '-', '−', '+', '約', '¥']);
    line.starts_with(|first: char| first.is_ascii_digit()) && line.chars().count() <= 20
}

/// Characters that not every system has, or has as another one: circled and squared ones, Roman numbers as one character,
/// those for private use.
fn is_machine_dependent(letter: char) -> bool {
    matches!(
        letter,
        '\u{2116}' | '\u{2121}' | '\u{2160}'..='\u{217F}' | '\u{2460}'..='\u{24FF}' | '\u{3220}'..='\u{33FF}'
            | '\u{E000}'..='\u{F8FF}'
    )
}

/// The mark that a cell consists of.
fn sole_mark(text: &str) -> Option<char> {
    let first = text.chars().next()?;
    let is_alone = text.chars().all(|letter| letter == first);
    (is_alone && MARKS.contains(&first)).then_some(first)
}

/// The marks that the sheet explains: 「－」は未公表, ※：推計値.
fn legend(sheet: &Sheet) -> BTreeSet<char> {
    let texts = sheet
        .rows
        .iter()
        .flat_map(|row| &row.cells)
        .map(|cell| cell.text.as_str());
    let mut explained = BTreeSet::new();
    for text in texts.filter(|text| text.chars().count() > 2) {
        let letters: Vec<char> = text.chars().collect();
        for (index, letter) in letters
            .iter()
            .enumerate()
            .filter(|(_, letter)| MARKS.contains(letter))
        {
            let rest = letters.get(index + 1..).unwrap_or_default();
            let next = rest
                .iter()
                .find(|next| !matches!(next, '」' | '』' | '）' | ')' | ' ' | '　'));
            if next.is_some_and(|next| matches!(next, 'は' | '：' | ':' | '＝' | '=' | '…')) {
                explained.insert(*letter);
            }
        }
    }
    explained
}

/// The cell whose text a covered one repeats: to its left, or above.
fn anchor(sheet: &Sheet, at: CellRef) -> CellRef {
    let is_covered = |row: usize, column: usize| {
        let cell = sheet.rows.get(row).and_then(|row| row.cells.get(column));
        cell.is_some_and(|cell| cell.covered)
    };
    let (mut row, mut column) = (at.row, at.column);
    while column > 0 && is_covered(row, column) && same(sheet, (row, column), (row, column - 1)) {
        column -= 1;
    }
    while row > 0 && is_covered(row, column) && same(sheet, (row, column), (row - 1, column)) {
        row -= 1;
    }
    CellRef { row, column, ..at }
}

fn same(sheet: &Sheet, one: (usize, usize), other: (usize, usize)) -> bool {
    let text = |(row, column): (usize, usize)| {
        let row = sheet.rows.get(row)?;
        Some(row.cells.get(column)?.text.as_str())
    };
    text(one).is_some() && text(one) == text(other)
}

/// Choices of a column that are written in several ways (○ and ◯, Ａ and A): all but the usual way are told.
fn spellings(index: usize, sheet: &Sheet, tell: Tell<'_>) {
    let mut columns = BTreeMap::<(usize, String), BTreeMap<&str, Vec<usize>>>::new();
    for (row, cells) in sheet.rows.iter().enumerate().filter(|(_, row)| row.tabular) {
        for (column, cell) in cells.cells.iter().enumerate().filter(|(_, cell)| !cell.covered) {
            let text = cell.text.trim();
            let is_choice = !text.is_empty() && text.chars().count() <= LONGEST_CHOICE && !is_value(text);
            if is_choice && sole_mark(text).is_none() {
                let ways = columns.entry((column, one_way(text))).or_default();
                ways.entry(text).or_default().push(row);
            }
        }
    }
    for ((column, _), ways) in columns.into_iter().filter(|(_, ways)| ways.len() > 1) {
        let usual = ways
            .iter()
            .max_by_key(|(_, rows)| rows.len())
            .map(|(text, _)| *text);
        for row in ways
            .into_iter()
            .filter(|(text, _)| Some(*text) != usual)
            .flat_map(|(_, rows)| rows)
        {
            let at = CellRef {
                sheet: index,
                row,
                column,
            };
            tell("L2-04", at);
        }
    }
}

/// A choice as it would be written in one way.
fn one_way(text: &str) -> String {
    let circles = |letter: char| {
        if matches!(letter, '◯' | '〇') {
            '○'
        } else {
            letter
        }
    };
    let folded = fold::nfkc(text).to_lowercase();
    folded
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .map(circles)
        .collect()
}
