//! A page of contents: titles with the numbers of their pages, which are no values of indicators.
//!
//! Under 目次, or with leader dots, a row of a title and one page number is an entry as long as the pages do not fall.
//! A rising run of numbers by itself is not enough: a few cells pasted without a header may well rise.

use crate::layout::page::Page;
use crate::layout::rows;
use crate::text::{fold, unit};
use kpi_readers::sheet::{Row, Sheet};

/// Lines and names of sheets below which contents are listed, squeezed and in small letters.
const WORDS: &[&str] = &["目次", "もくじ", "総目次", "contents", "tableofcontents"];

/// What a page number is written with.
const PAGE_WORDS: &[&str] = &["ページ", "頁", "page", "pp.", "p."];

/// Between a title and its page.
const LEADERS: &[char] = &['.', '…', '‥', '・', '･', '·', '─', '-'];

/// Fewer in a row are punctuation. NFKC makes three dots of `…`.
const MIN_LEADERS: usize = 3;

/// No report has more pages.
const LAST_PAGE: u32 = 999;

/// Claims the entries, so that no layout that guesses reads them.
pub fn claim(page: &mut Page<'_>) {
    for row in entries(page.sheet) {
        page.claim(row..row + 1);
    }
}

/// The rows that are entries.
fn entries(sheet: &Sheet) -> Vec<usize> {
    let mut entries = Vec::new();
    let mut is_under = sheet.name.as_deref().is_some_and(is_word);
    let mut last_page = 0;
    for (index, row) in sheet.rows.iter().enumerate() {
        let cells = texts(row);
        match entry(&cells) {
            Some(entry) if (is_under || entry.is_led) && entry.page >= last_page => {
                entries.push(index);
                last_page = entry.page;
            }
            _ if cells.first().is_some_and(|text| is_word(text)) => (is_under, last_page) = (true, 0),
            // Headings and 項目 ⇥ ページ may stand between.
            None if !cells.iter().any(|text| rows::is_value_like(text)) => {}
            _ => (is_under, last_page) = (false, 0),
        }
    }
    entries
}

fn texts(row: &Row) -> Vec<&str> {
    let cells = row.cells.iter().filter(|cell| !cell.is_blank() && !cell.covered);
    cells.map(|cell| cell.text.trim()).collect()
}

fn is_word(text: &str) -> bool {
    let squeezed = fold::squeeze(text).to_lowercase();
    WORDS.contains(&squeezed.trim_matches(['【', '】', '[', ']', '<', '>', '-']))
}

struct Entry {
    page: u32,
    /// Dots lead from the title to the page.
    is_led: bool,
}

/// A title, with a number before it at most, and its page.
fn entry(cells: &[&str]) -> Option<Entry> {
    let (&last, before) = cells.split_last()?;
    let Some((&title, numbers)) = before.split_last() else {
        return led(last);
    };
    let is_title = |text: &str| !rows::is_value_like(text) && !unit::is_unit(&fold::squeeze(text));
    let page = page_number(&fold::fold(last))?;
    let is_entry = is_title(title) && numbers.len() <= 1;
    is_entry.then(|| Entry {
        page,
        is_led: without_leaders(&fold::fold(title)).is_some(),
    })
}

/// `施策1 防災 …… 3` in one cell or line.
fn led(text: &str) -> Option<Entry> {
    let folded = fold::fold(text);
    let start = folded.rfind(LEADERS)?;
    let (title, page) = folded.split_at(start + folded.get(start..)?.chars().next()?.len_utf8());
    let page = page_number(page)?;
    without_leaders(title).map(|_| Entry { page, is_led: true })
}

/// The title before its leader dots; `None` without dots, or without a title.
fn without_leaders(text: &str) -> Option<&str> {
    let is_leader = |c: char| LEADERS.contains(&c) || c == ' ';
    let title = text.trim_end_matches(is_leader);
    let leaders = text.get(title.len()..)?.chars().filter(|c| *c != ' ').count();
    (leaders >= MIN_LEADERS && !title.is_empty()).then_some(title)
}

/// `3`, `P.3`, `3ページ`.
fn page_number(folded: &str) -> Option<u32> {
    let text = folded.trim().to_lowercase();
    let before = PAGE_WORDS.iter().find_map(|word| text.strip_prefix(word));
    let text = before.unwrap_or(&text);
    let behind = PAGE_WORDS.iter().find_map(|word| text.strip_suffix(word));
    let digits = behind.unwrap_or(text).trim();
    let is_plain = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
    let page = digits.parse().ok().filter(|_| is_plain);
    page.filter(|page| (1..=LAST_PAGE).contains(page))
}

#[cfg(test)]
mod tests {
    use super::entries;
    use kpi_readers::sheet::{Cell, Row, Sheet};

    #[track_caller]
    fn check(name: &str, rows: &[&[&str]], expected: &[usize]) {
        let row = |cells: &&[&str]| Row {
            line: 0,
            cells: cells.iter().map(|text| Cell::new(*text)).collect(),
            tabular: true,
        };
        let sheet = Sheet {
            name: Some(name.to_owned()),
            rows: rows.iter().map(row).collect(),
            ..Sheet::default()
        };
        assert_eq!(entries(&sheet), expected, "{name} {rows:?}");
    }

    #[test]
    fn titles_with_their_pages_are_contents() {
        check(
            "",
            &[&["目　次"], &["施策1 防災", "1"], &["施策2 環境", "2"]],
            &[1, 2],
        );
        check(
            "もくじ",
            &[&["項目", "ページ"], &["1", "防災", "P.3"], &["2", "環境", "3"]],
            &[1, 2],
        );
        check("", &[&["防災 ･･････ 3"], &["環境……", "12ページ"]], &[0, 1]);
    }

    #[test]
    fn values_are_no_pages() {
        // Nothing says that they are contents.
        check("", &[&["防災士の数", "1"], &["講座の数", "2"]], &[]);
        // A unit, a decimal, two numbers, and what follows them.
        check("目次", &[&["防災士の数", "人", "1"], &["講座の数", "2"]], &[]);
        check("目次", &[&["防災士の数", "1.5"], &["講座の数", "2"]], &[]);
        check("目次", &[&["防災士の数", "80", "77"], &["講座の数", "2"]], &[]);
        // The pages do not fall.
        check(
            "目次",
            &[&["防災", "3"], &["防災士の数", "2"], &["講座の数", "4"]],
            &[0],
        );
        check("", &[&["増減率 -3"], &["1.5"], &["A-12"]], &[]);
    }
}
