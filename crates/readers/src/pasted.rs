//! Pasted text: running lines with tables in them. Every line becomes a row, so that places can be told.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::base::place::Place;
use crate::base::remark::{Code, Remark};
use crate::delimited;
use crate::emphasis;
use crate::reading::Reading;
use crate::separated;
use crate::separated::Named;
use crate::sheet::left_out::Kind;
use crate::sheet::{Cell, Row, Sheet, Source};
use crate::thousands;
use crate::workbook::Limits;

/// Reads pasted text: tab-separated rows, Markdown rows, comma-separated input, running lines.
pub fn read(text: &str) -> Reading {
    read_as(
        text,
        separated::separator(text, Named::Nothing),
        Limits::default(),
    )
}

/// Reads text whose cells are parted by `separator`, as much as the limits allow.
pub fn read_as(text: &str, separator: char, limits: Limits) -> Reading {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut sheet = Sheet::default();
    let mut remarks = Vec::new();
    let mut at = 0;
    let mut line = 1;
    let (mut n_cells, mut is_cut) = (0usize, false);
    if let Some(length) = separated::preface(text).filter(|_| separator != '\t') {
        // What the line says is known already; its place stays.
        sheet.rows.push(Row {
            line,
            ..Row::default()
        });
        (at, line) = (length, 2);
    }
    let mut quoted = Vec::new();
    while at < text.len() && !is_cut {
        let record = delimited::record(text, at, separator);
        if record.unclosed && record.cells.len() > 1 {
            remarks.push(Remark::new(Code::QuoteUnclosed, Some(Place::line(line))));
        }
        n_cells = n_cells.saturating_add(record.cells.len());
        is_cut = record.cut
            || n_cells > limits.cells
            || sheet.rows.len() >= limits.rows
            || record.next > limits.bytes;
        if is_cut {
            remarks.push(Remark::new(Code::InputTruncated, Some(Place::line(line))));
        }
        if separator == ',' {
            quoted.push((sheet.rows.len(), record.quoted));
        }
        sheet.rows.push(row(record.cells, line));
        at = record.next;
        line += record.lines;
    }
    remarks.append(&mut thousands::join(&mut sheet, &quoted));
    let is_emphasised = read_markdown(&mut sheet);
    strip(&mut sheet, &is_emphasised);
    let n_tabular = sheet.rows.iter().filter(|row| row.tabular).count();
    let n_filled = sheet.rows.iter().filter(|row| !row.is_blank()).count();
    let source = match separator {
        ',' | ';' | '|' => Source::Csv,
        // Nearly all of it is rows: a copied table, perhaps with a title above.
        _ if n_tabular > 0 && n_tabular * 5 >= n_filled * 4 => Source::Tsv,
        _ => Source::Text,
    };
    Reading {
        source,
        sheets: vec![sheet],
        remarks,
    }
}

fn row(cells: Vec<String>, line: u32) -> Row {
    Row {
        line,
        tabular: cells.len() > 1,
        cells: cells.into_iter().map(Cell::new).collect(),
    }
}

/// Tags, and emphasis in the rows of Markdown, taken out of the cells; what was struck out is told.
fn strip(sheet: &mut Sheet, is_emphasised: &BTreeSet<usize>) {
    for (index, row) in sheet.rows.iter_mut().enumerate() {
        for (column, cell) in row.cells.iter_mut().enumerate() {
            let stripped = emphasis::strip(&cell.text);
            for struck in &stripped.struck {
                sheet.left_out.add(Kind::Struck, index, column, struck);
            }
            for apart in &stripped.apart {
                sheet.left_out.add(Kind::Apart, index, column, apart);
            }
            cell.text = blanked(stripped.text);
            if is_emphasised.contains(&index) {
                cell.text = emphasis::unwrapped(&cell.text);
            }
        }
    }
}

/// Control characters made blanks.
fn blanked(text: String) -> String {
    if text.chars().any(|c| c.is_control() && c != '\n') {
        text.chars()
            .map(|c| if c.is_control() && c != '\n' { ' ' } else { c })
            .collect()
    } else {
        text
    }
}

/// Turns blocks of Markdown table lines into cells; the ruling line becomes a blank row. Tells which rows they are.
fn read_markdown(sheet: &mut Sheet) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let rulings: Vec<usize> = sheet
        .rows
        .iter()
        .enumerate()
        .filter(|(_, row)| !row.tabular && is_ruling(row.text(0)))
        .map(|(index, _)| index)
        .collect();
    let joined = join_broken(&mut sheet.rows, &rulings);
    for ruling in rulings {
        if found.contains(&ruling) {
            // It stands within the table of another.
            continue;
        }
        let is_line = |at: usize| {
            let row = sheet.rows.get(at).filter(|row| !row.tabular);
            joined.contains(&at) || row.is_some_and(|row| row.text(0).contains('|'))
        };
        let Some(head) = (0..ruling).rev().find(|at| !joined.contains(at)) else {
            continue;
        };
        if !is_line(head) {
            continue;
        }
        let mut end = ruling + 1;
        while is_line(end) {
            end += 1;
        }
        // A second row of the header does not say what it leaves out for cells that hang down from the first one, so
        // nobody knows what its words stand over: it stays a line.
        let n_cells = split_pipes(sheet.rows.get(ruling).map_or("", |row| row.text(0))).len();
        let cells = |at: usize| {
            sheet
                .rows
                .get(at)
                .map_or_else(Vec::new, |row| split_pipes(row.text(0)))
        };
        let is_figure = |cell: &Cell| cell.text.trim().starts_with(char::is_numeric);
        let is_words = |at: &usize| !cells(*at).iter().any(is_figure);
        let below: BTreeSet<usize> = (head..end)
            .take_while(is_words)
            .filter(|&at| !joined.contains(&at) && cells(at).len() < n_cells)
            .collect();
        for (index, row) in sheet.rows.iter_mut().enumerate().take(end).skip(head) {
            if below.contains(&index) {
                continue;
            }
            found.insert(index);
            row.cells = if is_ruling(row.text(0)) || joined.contains(&index) {
                Vec::new()
            } else {
                split_pipes(row.text(0))
            };
            row.tabular = true;
        }
    }
    // Rows between pipes without a ruling line, as some converters write them.
    for (index, row) in sheet.rows.iter_mut().enumerate() {
        let text = row.text(0);
        if !row.tabular
            && text.len() > 2
            && text.starts_with('|')
            && text.ends_with('|')
            && text.matches('|').count() > 2
        {
            found.insert(index);
            row.cells = if is_ruling(text) {
                Vec::new()
            } else {
                split_pipes(text)
            };
            row.tabular = true;
        }
    }
    found
}

/// `|---|:--:|`.
/// The most lines that a row of Markdown is broken over.
const MOST_LINES: usize = 200;

/// Joins the rows of Markdown that were broken over lines, as converters break them where a cell has lines of its own.
/// The ruling says how many cells a row closes; lines that close exactly as many together are one. Tells which lines
/// were joined to the one above.
fn join_broken(rows: &mut [Row], rulings: &[usize]) -> BTreeSet<usize> {
    let mut joined = BTreeSet::new();
    for (&ruling, next) in rulings.iter().zip(rulings.iter().skip(1).chain([&rows.len()])) {
        let text = rows.get(ruling).map_or("", |row| row.text(0)).trim();
        if text.starts_with('|') || !text.ends_with('|') {
            continue;
        }
        let n_cells = n_closed(text);
        let text = |at: usize| rows.get(at).map_or("", |row| row.text(0).trim());
        let closed = |at: usize| n_closed(text(at));
        let is_whole = |at: usize| closed(at) + usize::from(!text(at).ends_with('|')) >= n_cells;
        let mut broken: Vec<Range<usize>> = Vec::new();
        let mut head = ruling;
        let mut n = 0;
        while n < n_cells
            && head > 0
            && !is_whole(head - 1)
            && closed(head - 1) > 0
            && ruling - head < MOST_LINES
        {
            head -= 1;
            n += closed(head);
        }
        if n == n_cells {
            broken.push(head..ruling);
        }
        let mut at = ruling + 1;
        while at < *next && closed(at) > 0 {
            let (mut end, mut n) = (at, 0);
            let goes_on = |end: usize| end < *next && !is_whole(end) && !text(end).is_empty();
            while n < n_cells && goes_on(end) && end - at < MOST_LINES {
                n += closed(end);
                end += 1;
            }
            if n == n_cells {
                broken.push(at..end);
                at = end;
            } else {
                at += 1;
            }
        }
        for lines in broken.into_iter().filter(|lines| lines.len() > 1) {
            let mut text = String::new();
            for at in lines.clone() {
                let own = rows.get(at).map_or("", |row| row.text(0)).trim();
                if !text.is_empty() && !text.ends_with('|') {
                    text.push('\n');
                }
                text.push_str(own);
            }
            joined.extend(lines.start + 1..lines.end);
            for (at, row) in rows.iter_mut().enumerate().take(lines.end).skip(lines.start) {
                row.cells = if at == lines.start {
                    vec![Cell::new(text.as_str())]
                } else {
                    Vec::new()
                };
            }
        }
    }
    joined
}

/// How many cells of Markdown end in a line.
fn n_closed(line: &str) -> usize {
    let line = line.trim();
    line.strip_prefix('|')
        .unwrap_or(line)
        .replace("\\|", "")
        .matches('|')
        .count()
}

fn is_ruling(line: &str) -> bool {
    line.contains("--") && line.contains('|') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

fn split_pipes(line: &str) -> Vec<Cell> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = line.strip_suffix('|').unwrap_or(line);
    let mut cells = vec![String::new()];
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, cells.last_mut()) {
            ('\\', Some(cell)) if chars.peek() == Some(&'|') => {
                chars.next();
                cell.push('|');
            }
            // A backslash that is one itself: what follows is no longer behind it.
            ('\\', Some(cell)) if chars.peek() == Some(&'\\') => {
                chars.next();
                cell.push_str("\\\\");
            }
            ('|', _) => cells.push(String::new()),
            (_, Some(cell)) => cell.push(c),
            (_, None) => {}
        }
    }
    cells.into_iter().map(Cell::new).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        let reading = read(text);
        reading.sheets[0]
            .rows
            .iter()
            .map(|row| row.cells.iter().map(|cell| cell.text.clone()).collect())
            .collect()
    }

    #[test]
    fn markdown_tables_become_cells() {
        let rows = cells(
            "指標 | 目標 | 実績\n--- | --- | ---\n企業数 | 10 | 12\n\n| a \\| b | c |\n|---|---|\n| d | e |",
        );
        assert_eq!(
            rows[0].iter().map(|cell| cell.trim()).collect::<Vec<_>>(),
            ["指標", "目標", "実績"]
        );
        assert_eq!(
            rows[4].iter().map(|cell| cell.trim()).collect::<Vec<_>>(),
            ["a | b", "c"]
        );
    }

    #[test]
    fn rows_of_markdown_that_are_broken_over_lines_are_joined() {
        let rows = cells(
            "指標 |\n目標 (R5) |\n実績 |\n---|---|---|\n企業数 | 10 |\n12\n(速報) |\n店舗数 | 5 | 4 |\n区分 | |||||\n空 | 8 |\n\n3 |",
        );
        assert_eq!(rows[0], ["指標", "目標 (R5)", "実績"]);
        assert_eq!(rows[4], ["企業数", "10", "12\n(速報)"]);
        assert!(
            [1, 2, 3, 5, 6].iter().all(|&row| rows[row].is_empty()),
            "{rows:?}"
        );
        assert_eq!(rows[7], ["店舗数", "5", "4"]);
        assert_eq!(rows[9].len(), 2, "a blank line ends a row: {rows:?}");
    }

    #[test]
    fn whole_rows_of_markdown_are_never_joined() {
        let rows = cells("指標 | 目標\n---|---|\n企業数 | 10\n店舗数 | 5\n");
        assert_eq!(rows[2], ["企業数", "10"]);
        assert_eq!(rows[3], ["店舗数", "5"]);
        let rows = cells("指標 |\n目標 |\n---|---|\n企業数 |\n10 | 店舗数 | 5 |\n");
        assert_eq!(rows[3].len(), 1, "more cells than the ruling has: {rows:?}");
    }

    #[test]
    fn commas_make_cells_only_where_all_lines_agree() {
        assert_eq!(
            read("指標,目標,実績\n企業数,\"1,000\",12\n店,3,4\n").source,
            Source::Csv
        );
        assert_eq!(read("43,187,320 43,187,320\n9,130,320 -\n").source, Source::Text);
        assert_eq!(read("↑ 4,194 4,630 推 4,600 人 4,630\n").source, Source::Text);
    }

    #[test]
    fn limits_cut_and_say_where() {
        let limits = Limits {
            rows: 3,
            cells: 8,
            bytes: 40,
            ..Limits::default()
        };
        let cut = |text: &str| {
            let reading = read_as(text, ',', limits);
            let remark = reading.remarks.first().map(|remark| remark.code);
            (reading.sheets[0].rows.len(), remark)
        };
        assert_eq!(cut("a,b\nc,d\ne,f\n"), (3, None));
        assert_eq!(cut("a,b\nc,d\ne,f\ng,h\n"), (4, Some(Code::InputTruncated)));
        assert_eq!(cut("a,b\nc,,,,,,,,d\ne,f\n"), (2, Some(Code::InputTruncated)));
        assert_eq!(
            cut("a,b\nc,一二三四五六七八九十一二三四\ne,f\n"),
            (2, Some(Code::InputTruncated))
        );
        assert_eq!(cut(&",".repeat(20_000)), (1, Some(Code::InputTruncated)));
    }

    #[test]
    fn line_breaks_of_any_kind_end_lines() {
        assert_eq!(cells("a\tb\r\nc\td\re\tf"), [["a", "b"], ["c", "d"], ["e", "f"]]);
    }

    #[test]
    fn lines_are_counted_across_quoted_cells() {
        let sheet = &read("\"a\nb\"\tc\nd\te\n").sheets[0];
        assert_eq!(sheet.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [1, 3]);
    }
}
