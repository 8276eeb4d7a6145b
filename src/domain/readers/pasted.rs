//! Pasted text: running lines with tables in them. Every line becomes a row, so that places can be told.

use std::collections::BTreeSet;

use crate::domain::base::place::Place;
use crate::domain::base::remark::{Code, Remark};
use crate::domain::readers::separated::Named;
use crate::domain::readers::workbook::Limits;
use crate::domain::readers::{Reading, delimited, emphasis, separated, thousands};
use crate::domain::sheet::left_out::Kind;
use crate::domain::sheet::{Cell, Row, Sheet, Source};

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
    for ruling in rulings {
        let is_line = |row: Option<&Row>| row.is_some_and(|row| !row.tabular && row.text(0).contains('|'));
        if ruling == 0 || !is_line(sheet.rows.get(ruling - 1)) {
            continue;
        }
        let mut end = ruling + 1;
        while is_line(sheet.rows.get(end)) {
            end += 1;
        }
        for (index, row) in sheet.rows.iter_mut().enumerate().take(end).skip(ruling - 1) {
            found.insert(index);
            row.cells = if index == ruling {
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
