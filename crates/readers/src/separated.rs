//! What separates the cells of a text: tabs, commas, semicolons, bars, or nothing.
//!
//! A text is judged as a whole (most of its lines have the same number of cells) and by its blocks: a line of header words
//! with a line as wide below it is a table, whatever stands around. `1,234` in running text is one figure; where a header
//! says how many cells there are, or cells are quoted, it is two.

use std::collections::BTreeMap;

use crate::delimited::{self, Record};

/// What the name of a file says of its cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Named {
    /// Nothing: pasted, or called something else.
    #[default]
    Nothing,
    /// It is called `.csv`.
    Csv,
}

/// The separators to be told from each other, the likelier first.
const CANDIDATES: &[char] = &[',', ';', '|'];

/// A text is told by this share of its lines having the same number of cells.
const SHARE: (usize, usize) = (6, 10);

/// Bytes and records by which separators are told.
const PREFIX: usize = 1_000_000;
const MAX_RECORDS: usize = 400;

/// Cells of a row, at least.
const LEAST_CELLS: usize = 3;

/// Words of headers, by which a table is told in the midst of other lines.
const HEADER_WORDS: &[&str] = &[
    "指標",
    "目標",
    "実績",
    "基準",
    "現状",
    "単位",
    "KPI",
    "ＫＰＩ",
    "項目",
    "事業",
    "施策",
    "名称",
    "達成",
    "年度",
    "評価",
];

/// The separator that the first line names (`sep=;`), and the length of that line.
fn named(text: &str) -> Option<(char, usize)> {
    let text_behind_mark = text.trim_start_matches('\u{FEFF}');
    let line = text_behind_mark.lines().next()?;
    let bare = line.trim().trim_matches('"');
    let value = bare
        .get(..4)
        .filter(|head| head.eq_ignore_ascii_case("sep="))
        .and(bare.get(4..))?;
    let mut chars = value.chars();
    let (separator, more) = (chars.next().unwrap_or('\t'), chars.next());
    let is_one = more.is_none() && !separator.is_alphanumeric() && separator != '"';
    let end = text.find('\n').map_or(text.len(), |at| at + 1);
    is_one.then_some((separator, end))
}

/// The length of a first line that only names the separator.
pub fn preface(text: &str) -> Option<usize> {
    named(text).map(|(_, length)| length)
}

/// The separator of the cells; a tab if there is none.
pub fn separator(text: &str, name: Named) -> char {
    if let Some((separator, _)) = named(text) {
        return separator;
    }
    if text.contains('\t') {
        return '\t';
    }
    let mut told = CANDIDATES
        .iter()
        .copied()
        .filter(|&separator| text.contains(separator) && is_separated(text, separator, name));
    told.next().unwrap_or('\t')
}

/// The first records of a text; `None` for blank ones, which part its blocks.
fn records(text: &str, separator: char) -> Vec<Option<Record>> {
    let end = text.len().min(PREFIX);
    let mut records = Vec::new();
    let mut at = 0;
    while at < end && records.len() < MAX_RECORDS {
        let record = delimited::record(text, at, separator);
        at = record.next;
        let is_blank = record.cells.iter().all(|cell| cell.trim().is_empty());
        records.push((!is_blank).then_some(record));
    }
    records
}

fn is_separated(text: &str, separator: char, name: Named) -> bool {
    // Markdown parts its cells by bars too, and has a reader of its own.
    if separator == '|' && is_markdown(text) {
        return false;
    }
    let records = records(text, separator);
    let has_block = records.windows(2).any(|pair| match pair {
        [Some(header), Some(row)] => is_block(header, row, separator, name),
        _ => false,
    });
    has_block || separator != '|' && most_agree(&records, separator, name)
}

/// Lines that begin and end with a bar, or a line of dashes and bars.
fn is_markdown(text: &str) -> bool {
    text.lines().take(MAX_RECORDS).any(|line| {
        let line = line.trim();
        let is_ruling = line.contains("--") && line.contains('|') && line.chars().all(|c| "|-: ".contains(c));
        is_ruling || line.len() > 2 && line.starts_with('|') && line.ends_with('|')
    })
}

/// A header with a row below it. The row may be wider by the marks of thousands in its figures.
fn is_block(header: &Record, row: &Record, separator: char, name: Named) -> bool {
    let width = filled_width(header);
    let surplus = row.cells.len().saturating_sub(header.cells.len());
    let fits = row.cells.len() == header.cells.len()
        || separator == ',' && surplus > 0 && surplus <= thousands(row).len();
    if !fits || width < LEAST_CELLS {
        return false;
    }
    // 指　標, 目 標: spread over their cells.
    let closed = |cell: &String| cell.split_whitespace().collect::<String>();
    let has_words = |cell: &String| HEADER_WORDS.iter().any(|word| cell.contains(word));
    let n_words = header.cells.iter().map(closed).filter(has_words).count();
    let is_prose = header
        .cells
        .iter()
        .any(|cell| cell.contains('。') || cell.chars().count() > 60);
    n_words >= 2 && !is_prose || name == Named::Csv && thousands(header).is_empty()
}

/// Cells up to the last that holds something.
fn filled_width(record: &Record) -> usize {
    let last = record.cells.iter().rposition(|cell| !cell.trim().is_empty());
    last.map_or(0, |last| last + 1)
}

/// Most records have one and the same number of cells.
fn most_agree(records: &[Option<Record>], separator: char, name: Named) -> bool {
    // What calls itself a CSV may have two columns.
    let least = if name == Named::Csv { 2 } else { LEAST_CELLS };
    let mut counts = BTreeMap::<usize, usize>::new();
    let mut n_records = 0;
    for record in records.iter().flatten() {
        n_records += 1;
        let n_numbers = if separator == ',' {
            thousands(record).len()
        } else {
            0
        };
        if n_numbers == 0 || record.cells.len() > 2 * n_numbers + 1 {
            *counts.entry(record.cells.len()).or_default() += 1;
        }
    }
    counts
        .iter()
        .any(|(&n_cells, &n)| n_cells >= least && n >= 2 && n * SHARE.1 >= n_records * SHARE.0)
}

/// The cells before commas that may be marks of thousands: `…1` and `234…`, neither of them quoted.
pub fn thousands(record: &Record) -> Vec<usize> {
    let is_quoted = |at: usize| record.quoted.get(at).copied().unwrap_or(false);
    let pairs = record.cells.windows(2).enumerate();
    pairs
        .filter(|(at, pair)| match pair {
            [before, after] => !is_quoted(*at) && !is_quoted(at + 1) && splits_number(before, after),
            _ => false,
        })
        .map(|(at, _)| at)
        .collect()
}

/// The comma between the two may stand inside a number.
pub fn splits_number(before: &str, after: &str) -> bool {
    let digits = after.chars().take_while(char::is_ascii_digit).count();
    let leading = before.chars().rev().take_while(char::is_ascii_digit).count();
    digits == 3 && (1..=3).contains(&leading)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, name: Named, expected: char) {
        assert_eq!(separator(text, name), expected, "{text}");
    }

    #[test]
    fn a_header_with_a_row_below_it_is_a_table() {
        let header = "指標,目標値,実績値\n";
        for rows in ["店,100,120\n", "店,1,000,850\n", "\"店\",\"100\",\"120\"\n"] {
            check(&format!("{header}{rows}"), Named::Nothing, ',');
            check(
                &format!("出力日時：10:00\n担当\n\n{header}{rows}\n注1\n注2\n"),
                Named::Nothing,
                ',',
            );
        }
        check(
            "指　標,現状値,目 標\n店,100,120\n注1\n注2\n注3\n注4\n",
            Named::Nothing,
            ',',
        );
        check("指標;目標値;実績値\n店;100;120\n", Named::Nothing, ';');
        check("指標|目標値|実績値\n店|100|120\n", Named::Nothing, '|');
        check("| 指標 | 目標値 |\n| 店 | 100 |\n", Named::Nothing, '\t');
        check("sep=^\n指標^目標\n", Named::Nothing, '^');
        check("a,b,c\n1,2,3\n注\n注\n注\n注\n", Named::Csv, ',');
    }

    #[test]
    fn commas_of_running_text_separate_nothing() {
        check("43,187,320 43,187,320\n9,130,320 -\n", Named::Nothing, '\t');
        check(
            "目標は1,200人,実績は1,100人,達成率は92%です。\n目標,実績,基準\n",
            Named::Nothing,
            '\t',
        );
        check("a,b,c\n1,2,3\n注\n注\n注\n注\n", Named::Nothing, '\t');
    }
}
