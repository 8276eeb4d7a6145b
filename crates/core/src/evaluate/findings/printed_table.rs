//! Tables of a sheet that add up by themselves: years or judgements side by side, and their total.
//!
//! | 区分 | 順調 | 遅れ | 計 | … | 事業費 | R3 | R4 | 合計 |

use crate::text::class::Class;
use crate::text::{absence, era, fold, value, verdict};
use kpi_readers::base::Decimal;
use kpi_readers::base::place::Place;
use kpi_readers::sheet::{Row, Sheet};

/// Words above or before a total.
const TOTALS: &[&str] = &[
    "計",
    "合計",
    "総計",
    "総数",
    "全体",
    "全指標",
    "指標数",
    "KPI数",
    "件数計",
    "累計",
];

/// Words of rows whose years are not added up.
const NO_SUMS: &[&str] = &["率", "割合", "平均", "単価", "比", "人口", "残高"];

/// What stands side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Parts {
    /// Years: R3, R4.
    Years,
    /// Judgements: 順調, 遅れ.
    Words,
}

/// A table that adds up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PrintedTable {
    /// What stands side by side.
    pub(super) parts: Parts,
    /// The words of the columns, without blanks.
    pub(super) words: Vec<String>,
    /// Its rows.
    pub(super) rows: Vec<PrintedRow>,
}

/// A row of such a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PrintedRow {
    /// What stands before the numbers, without blanks.
    pub(super) name: String,
    /// The numbers of the columns; a blank or dash is none.
    pub(super) values: Vec<Option<Decimal>>,
    /// Where they stand.
    pub(super) places: Vec<Place>,
    /// The printed total.
    pub(super) total: Decimal,
    /// Where it stands.
    pub(super) at: Place,
}

impl PrintedRow {
    /// The row is the total of the others.
    pub(super) fn is_total(&self) -> bool {
        TOTALS.contains(&self.name.as_str())
    }

    /// The sum of what stands side by side; a blank counts nothing.
    pub(super) fn sum(&self) -> Option<Decimal> {
        let mut values = self.values.iter().flatten();
        values.try_fold(Decimal::ZERO, |sum, value| sum.checked_add(*value))
    }
}

/// Where the parts and the total stand.
struct Header {
    parts: Parts,
    columns: Vec<usize>,
    words: Vec<String>,
    total: usize,
}

/// Every such table of the sheets.
pub(super) fn tables(sheets: &[Sheet]) -> Vec<PrintedTable> {
    sheets.iter().flat_map(of_sheet).collect()
}

fn of_sheet(sheet: &Sheet) -> Vec<PrintedTable> {
    let mut tables = Vec::new();
    let mut open: Option<(Header, PrintedTable)> = None;
    for (index, row) in sheet.rows.iter().enumerate().filter(|(_, row)| row.tabular) {
        if let Some(header) = header(row) {
            tables.extend(open.take().map(|(_, table)| table));
            let table = PrintedTable {
                parts: header.parts,
                words: header.words.clone(),
                rows: Vec::new(),
            };
            open = Some((header, table));
        } else if let Some((header, table)) = &mut open {
            table.rows.extend(read(sheet, index, row, header));
        }
    }
    tables.extend(open.map(|(_, table)| table));
    tables.retain(|table| !table.rows.is_empty());
    tables
}

/// A row of two or more years or judgements, one beside the other, and one total next to them.
fn header(row: &Row) -> Option<Header> {
    // Few rows have a total: the others are not looked at any further.
    let mut totals = (0..).zip(&row.cells).filter(|(_, cell)| is_total(&cell.text));
    let (total, more) = (totals.next()?.0, totals.next());
    if more.is_some() {
        return None;
    }
    let words: Vec<String> = row.cells.iter().map(|cell| fold::squeeze(&cell.text)).collect();
    let kinds: Vec<Option<Parts>> = words.iter().map(|word| kind(word)).collect();
    let first = kinds.iter().position(Option::is_some)?;
    let parts = kinds.get(first).copied().flatten()?;
    let columns: Vec<usize> = (first..kinds.len())
        .take_while(|&at| kinds.get(at).copied().flatten() == Some(parts))
        .collect();
    let last = *columns.last()?;
    let of_parts = kinds.iter().flatten().count();
    let next_to = total == last + 1 || total + 1 == first;
    let own: Vec<String> = columns.iter().filter_map(|&at| words.get(at).cloned()).collect();
    let distinct = own
        .iter()
        .enumerate()
        .all(|(n, word)| !own.iter().take(n).any(|other| other == word));
    (columns.len() >= 2 && of_parts == columns.len() && next_to && distinct).then_some(Header {
        parts,
        columns,
        words: own,
        total,
    })
}

fn is_total(text: &str) -> bool {
    // All of these words end so: the other cells need no folding.
    let is_end = text.trim_end().ends_with(['計', '数', '体', '標']) || Class::of(text).has(Class::UNSTABLE);
    is_end && TOTALS.contains(&&*fold::squeezed(text))
}

fn kind(word: &str) -> Option<Parts> {
    if verdict::is_status(word) || verdict::is_grade(word) {
        Some(Parts::Words)
    } else {
        era::only(word).map(|_| Parts::Years)
    }
}

/// The numbers of a row; none where some cell is neither a number nor nothing.
fn read(sheet: &Sheet, index: usize, row: &Row, header: &Header) -> Option<PrintedRow> {
    let text = |at: usize| row.cells.get(at).map_or("", |cell| cell.text.as_str());
    let place = |at: usize| Place {
        sheet: sheet.name.clone(),
        row: u32::try_from(index + 1).ok(),
        column: u32::try_from(at + 1).ok(),
        line: Some(row.line),
        ..Place::default()
    };
    let name = (0..header.columns.first().copied()?.min(header.total))
        .rev()
        .map(|at| fold::squeeze(text(at)))
        .find(|word| !word.is_empty())
        .unwrap_or_default();
    if header.parts == Parts::Years && NO_SUMS.iter().any(|word| name.contains(word)) {
        return None;
    }
    let mut values = Vec::new();
    for &at in &header.columns {
        let nothing = text(at).trim().is_empty() || absence::parse(text(at)).is_some();
        values.push(if nothing { None } else { Some(number(text(at))?) });
    }
    // Years that are blank were not added up yet.
    let complete = values.iter().all(Option::is_some) || header.parts == Parts::Words;
    let total = number(text(header.total)).filter(|_| complete && values.iter().any(Option::is_some))?;
    Some(PrintedRow {
        name,
        values,
        places: header.columns.iter().map(|&at| place(at)).collect(),
        total,
        at: place(header.total),
    })
}

/// A bare number, or one with its unit; percentages are not added up.
fn number(text: &str) -> Option<Decimal> {
    let point = value::parse(text);
    point
        .value
        .filter(|_| !value::is_percentage(text) && point.change.is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use kpi_readers::sheet::Cell;

    fn row(texts: &[&str]) -> Row {
        Row {
            line: 1,
            cells: texts.iter().map(|text| Cell::new(*text)).collect(),
            tabular: true,
        }
    }

    #[track_caller]
    fn check(texts: &[&str], expected: Option<(Parts, usize)>) {
        let found = header(&row(texts)).map(|header| (header.parts, header.columns.len()));
        assert_eq!(found, expected, "{texts:?}");
    }

    #[test]
    fn a_header_has_parts_side_by_side_and_one_total_next_to_them() {
        check(
            &["区分", "順調", "概ね順調", "遅れ", "計"],
            Some((Parts::Words, 3)),
        );
        check(&["施策", "指標数", "A", "B", "C"], Some((Parts::Words, 3)));
        check(&["事業費", "R3", "R4", "R5", "合計"], Some((Parts::Years, 3)));
        check(&["事業費", "R3", "R4", "備考", "合計"], None);
        check(&["事業費", "R3", "R3", "合計"], None);
        check(&["指標", "目標値", "実績値", "計"], None);
        check(&["R3", "R4"], None);
        check(&["順調", "R4", "計"], None);
        check(&["計", "順調", "遅れ", "計"], None);
    }

    #[test]
    fn rows_hold_numbers_or_nothing() {
        let sheet = Sheet {
            rows: vec![
                row(&["区分", "順調", "遅れ", "計"]),
                row(&["観光", "3", "－", "3"]),
                row(&["農業", "30%", "70%", "100%"]),
                row(&["合計", "3件", "", "4件"]),
            ],
            ..Sheet::default()
        };
        let tables = tables(&[sheet]);
        let rows: Vec<_> = tables.iter().flat_map(|table| &table.rows).collect();
        let names: Vec<_> = rows
            .iter()
            .map(|row| (row.name.as_str(), row.is_total()))
            .collect();
        assert_eq!(names, [("観光", false), ("合計", true)]);
        assert_eq!(rows.first().and_then(|row| row.sum()), Some(3.into()));
    }
}
