//! Years that a sheet prints without an era: 28年度, 元年度, 18～24年度. They are dated from the years beside them and
//! written out once, before anything else is read; the source stays as it is.

use std::ops::RangeInclusive;

use crate::kpi::{Heading, Period};
use crate::text::{era, fold};
use kpi_readers::base::remark::{Code, Remark};
use kpi_readers::sheet::Sheet;

/// The year before the first of an era, its name, and its last year; plans written in an era count on beyond its end.
const ERAS: &[(i32, &str, i32)] = &[(1988, "平成", 40), (2018, "令和", 40)];
/// Without any other year on the sheet, a year from this one on is of 平成.
const FIRST_OF_HEISEI: i32 = 9;
/// Longer texts are prose, whose years need no column.
const LONGEST: usize = 60;
/// Rows that are looked through for dated years, and for those below one word.
const MAX_ROWS: usize = 3000;
const MAX_YEARS: usize = 60;

/// The sheet with its bare years written out, and the remark that says so where they date figures; `None` if it has none.
pub fn written_out(sheet: &Sheet, heading: &Heading) -> Option<(Sheet, Option<Remark>)> {
    let mut known = Vec::new();
    let mut bare: Vec<(usize, usize)> = Vec::new();
    for (row, cells) in sheet.rows.iter().enumerate().take(MAX_ROWS) {
        for (column, cell) in cells.cells.iter().enumerate() {
            if !may_hold_year(&cell.text) {
                continue;
            }
            known.extend(
                era::find(&fold::folded(&cell.text))
                    .iter()
                    .filter(|found| !found.assumed)
                    .map(|found| year(found.period)),
            );
            let is_short = cell.text.chars().count() <= LONGEST || !cells.tabular;
            if is_short && !bare_years(&cell.text).is_empty() {
                bare.push((row, column));
            }
        }
    }
    let mut columns = columns_of_years(sheet);
    columns.extend(rows_of_years(sheet));
    if bare.is_empty() && columns.is_empty() {
        return None;
    }
    known.extend(heading.fiscal_year);
    let mut out = sheet.clone();
    for &(row, column) in &bare {
        if let Some(cell) = out.rows.get_mut(row).and_then(|row| row.cells.get_mut(column)) {
            cell.text = write_out(&cell.text, &known);
        }
    }
    for year in &columns {
        let cells = out.rows.get_mut(year.row);
        if let Some(cell) = cells.and_then(|row| row.cells.get_mut(year.column)) {
            let era = year.era.unwrap_or_else(|| era_of(year.number, &known));
            cell.text = format!("{era}{}年度", year.number);
        }
    }
    let assumed = columns.iter().filter(|year| year.era.is_none());
    bare.extend(assumed.map(|year| (year.row, year.column)));
    // A year in a sentence beside a table dates nothing.
    let has_table = sheet.rows.iter().any(|row| row.tabular);
    let dates = |&&(row, _): &&(usize, usize)| {
        !has_table
            || sheet
                .rows
                .get(row)
                .is_some_and(|row| row.tabular && row.sole_text().is_none())
    };
    let told = bare.iter().find(dates).map(|&(row, column)| {
        let text = sheet.rows.get(row).map_or("", |row| row.text(column));
        let short: String = fold::fold(text).chars().take(LONGEST).collect();
        Remark::new(Code::YearAssumed, Some(sheet.place(row, column))).with([short])
    });
    Some((out, told))
}

/// A cell that is a year without its era.
struct Bare {
    row: usize,
    column: usize,
    number: i32,
    /// The era that a word beside it names: 令和(年度).
    era: Option<&'static str>,
}

/// 計画期間 over 17 18 19 20 21: numbers that count on in a row of words are years, if they are too many for months, or a
/// word before them names their era.
fn columns_of_years(sheet: &Sheet) -> Vec<Bare> {
    let mut out = Vec::new();
    for (row, cells) in sheet
        .rows
        .iter()
        .enumerate()
        .take(MAX_ROWS)
        .filter(|(_, row)| row.tabular)
    {
        let numbers: Vec<(usize, i32)> = cells
            .cells
            .iter()
            .enumerate()
            .filter_map(|(column, cell)| Some((column, whole_number(&cell.text)?)))
            .collect();
        let counts_on = numbers
            .windows(2)
            .all(|two| matches!(two, [(at, one), (next, other)] if next == &(at + 1) && *other == one + 1));
        let Some((first, _)) = numbers.first().filter(|_| counts_on && numbers.len() >= 2) else {
            continue;
        };
        let before = cells.cells.iter().take(*first);
        let era = before
            .rev()
            .find(|cell| !cell.is_blank())
            .and_then(|cell| era_alone(&cell.text));
        let all_within =
            |range: RangeInclusive<i32>| numbers.iter().all(|(_, number)| range.contains(number));
        let are_more_than_months = numbers.iter().any(|(_, number)| *number > 12);
        let are_years = era.map_or(
            numbers.len() >= 3 && all_within(10..=31) && are_more_than_months,
            |(_, last)| numbers.len() >= 2 && all_within(1..=last),
        );
        let is_worded = cells.cells.iter().filter(|cell| !cell.is_blank()).count() > numbers.len();
        if are_years && is_worded {
            out.extend(numbers.into_iter().map(|(column, number)| Bare {
                row,
                column,
                number,
                era: era.map(|(name, _)| name),
            }));
        }
    }
    out
}

/// 年度 over 28, 27, 26: bare years below each other, one by one up or down; what stands between them is none.
fn rows_of_years(sheet: &Sheet) -> Vec<Bare> {
    let mut out = Vec::new();
    for (row, cells) in sheet
        .rows
        .iter()
        .enumerate()
        .take(MAX_ROWS)
        .filter(|(_, row)| row.tabular)
    {
        for column in (0..cells.cells.len()).filter(|&column| is_word_for_years(cells.text(column))) {
            let era = era_alone(cells.text(column)).map(|(name, _)| name);
            let below = sheet.rows.iter().enumerate().skip(row + 1).take(MAX_YEARS);
            let numbers: Vec<(usize, i32)> = below
                .take_while(|(_, row)| row.tabular && !is_word_for_years(row.text(column)))
                .filter_map(|(row, cells)| Some((row, whole_number(cells.text(column))?)))
                .collect();
            let counts_by = |step: i32| {
                numbers
                    .windows(2)
                    .all(|two| matches!(two, [(_, one), (_, next)] if next - one == step))
            };
            // Under the name of an era they are years, however often they begin again.
            let counts = counts_by(1) || counts_by(-1) || era.is_some();
            let are_years = numbers.len() >= 3 && numbers.iter().all(|(_, number)| (1..=64).contains(number));
            if are_years && counts {
                out.extend(numbers.into_iter().map(|(row, number)| Bare {
                    row,
                    column,
                    number,
                    era,
                }));
            }
        }
    }
    out
}

/// 令和(年度): an era and its last year, where a cell says nothing but that years of it follow.
fn era_alone(text: &str) -> Option<(&'static str, i32)> {
    // Many cells are asked: few name an era.
    if !text.contains(['平', '令']) {
        return None;
    }
    era_of_years(&fold::squeezed(text))
}

fn era_of_years(squeezed: &str) -> Option<(&'static str, i32)> {
    let name = squeezed.trim_end_matches(['(', ')', '年', '度']);
    let found = ERAS.iter().find(|(_, era, _)| *era == name);
    found.map(|&(_, era, last)| (era, last))
}

/// The number, if the text is nothing else.
fn whole_number(text: &str) -> Option<i32> {
    // No figure begins with a word.
    if text.trim_start().starts_with(fold::is_japanese) {
        return None;
    }
    fold::squeezed(text).parse().ok()
}

fn is_word_for_years(text: &str) -> bool {
    // Every cell of a sheet is asked: few are worth folding.
    text.contains('年') && {
        let squeezed = fold::squeezed(text);
        matches!(&*squeezed, "年度" | "年" | "年次" | "(年度)") || era_of_years(&squeezed).is_some()
    }
}

fn may_hold_year(text: &str) -> bool {
    text.contains('年') || text.contains(['R', 'H', 'Ｒ', 'Ｈ'])
}

fn year(period: Period) -> i32 {
    match period {
        Period::Fiscal(year)
        | Period::Calendar(year)
        | Period::Month(year, _)
        | Period::FiscalSpan(_, year)
        | Period::CalendarSpan(_, year) => year,
    }
}

/// Where bare years stand: the first byte of each, and its number.
fn bare_years(text: &str) -> Vec<(usize, i32)> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let at = |index: usize| chars.get(index).map(|&(_, c)| c);
    let digit = |c: char| match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        _ => None,
    };
    let mut out = Vec::new();
    let mut index = 0;
    while index < chars.len() {
        let mut end = index;
        let mut number = String::new();
        if at(index) == Some('元') {
            number.push('1');
            end += 1;
        } else {
            while let Some(c) = at(end).and_then(digit).filter(|_| number.len() < 3) {
                number.push(c);
                end += 1;
            }
        }
        if end == index {
            index += 1;
            continue;
        }
        // Behind an era, a digit, or a word that counts, it is no bare year.
        let before = index.checked_sub(1).and_then(at);
        let is_bare = before.is_none_or(|c| {
            !digit(c).is_some_and(|_| true)
                && !c.is_ascii_alphabetic()
                && !matches!(
                    c,
                    '成' | '和' | '正' | '第' | '.' | ',' | '．' | '，' | 'Ｒ' | 'Ｈ' | '計'
                )
        });
        let blank_era = before == Some(' ') && index >= 2 && matches!(at(index - 2), Some('成' | '和'));
        let mut behind = end;
        while matches!(at(behind), Some(' ' | '\u{3000}')) {
            behind += 1;
        }
        let is_year =
            at(behind) == Some('年') && at(behind + 1) == Some('度') && at(behind + 2) != Some('間');
        // 18～24年度: the first of a span.
        let is_span = matches!(at(behind), Some('~' | '～' | '〜')) && {
            let mut tail = behind + 1;
            let mut digits = 0;
            while at(tail).and_then(digit).is_some() {
                tail += 1;
                digits += 1;
            }
            (1..=2).contains(&digits) && at(tail) == Some('年') && at(tail + 1) == Some('度')
        };
        let is_short = number.len() <= 2;
        if is_bare
            && !blank_era
            && is_short
            && (is_year || is_span)
            && let (Some(&(byte, _)), Ok(number)) = (chars.get(index), number.parse::<i32>())
            && (1..=40).contains(&number)
        {
            out.push((byte, number));
            // The end of a span is dated by its beginning.
            if is_span {
                index = behind + 1;
                while at(index).and_then(digit).is_some() {
                    index += 1;
                }
                continue;
            }
        }
        index = end.max(index + 1);
    }
    out
}

/// The text with an era before each bare year.
fn write_out(text: &str, known: &[i32]) -> String {
    let mut out = String::with_capacity(text.len() + 12);
    let mut from = 0;
    for (at, number) in bare_years(text) {
        out.push_str(text.get(from..at).unwrap_or(""));
        out.push_str(era_of(number, known));
        from = at;
    }
    out.push_str(text.get(from..).unwrap_or(""));
    out
}

/// The era in which the year is nearest to those that the sheet dates itself.
fn era_of(number: i32, known: &[i32]) -> &'static str {
    let fits = ERAS.iter().filter(|(_, _, last)| number <= *last);
    let distance = |before: i32| known.iter().map(|year| (before + number - year).abs()).min();
    let nearest = fits
        .clone()
        .filter_map(|&(before, name, _)| Some((distance(before)?, std::cmp::Reverse(before), name)))
        .min();
    match nearest {
        Some((_, _, name)) => name,
        None if number >= FIRST_OF_HEISEI => "平成",
        None => "令和",
    }
}

#[cfg(test)]
mod tests {
    use super::write_out;

    #[test]
    fn bare_years_are_dated_from_the_years_beside_them() {
        for (text, known, expected) in [
            ("28年度", &[2018][..], "平成28年度"),
            ("元年度", &[2018], "令和元年度"),
            ("2年度実績", &[2018], "令和2年度実績"),
            ("6年度", &[2019, 2020], "令和6年度"),
            ("(18~24年度)", &[2014], "(平成18~24年度)"),
            ("平成28年度", &[], "平成28年度"),
            ("５年度目標", &[], "令和５年度目標"),
            ("5年度間", &[], "5年度間"),
            ("2015年度", &[], "2015年度"),
            ("23年度", &[], "平成23年度"),
            ("32年度", &[], "平成32年度"),
            ("32年度", &[2016, 2017], "平成32年度"),
        ] {
            assert_eq!(write_out(text, known), expected, "{text}");
        }
    }
}
