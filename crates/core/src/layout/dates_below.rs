//! Years that stand in a row of their own below the values that they date, under one merged name: written behind the
//! values once, before anything else is read; the source stays as it is.

use crate::layout::rows;
use crate::text::era;
use kpi_readers::sheet::{Row, Sheet};

/// Dates of a row, at least.
const FEWEST: usize = 2;

/// The sheet with such dates behind their values, and their rows blank; `None` if it has none.
pub fn joined(sheet: &Sheet) -> Option<Sheet> {
    let mut out: Option<Sheet> = None;
    for (row, (above, below)) in sheet.rows.iter().zip(sheet.rows.iter().skip(1)).enumerate() {
        let Some(dates) = dates(above, below) else {
            continue;
        };
        let sheet = out.get_or_insert_with(|| sheet.clone());
        for (column, date) in dates {
            let cell = sheet.rows.get_mut(row).and_then(|row| row.cells.get_mut(column));
            if let Some(cell) = cell {
                cell.text = format!("{}\n({date})", cell.text);
            }
        }
        let emptied = sheet
            .rows
            .get_mut(row + 1)
            .into_iter()
            .flat_map(|row| &mut row.cells);
        emptied.for_each(|cell| cell.text.clear());
    }
    out
}

/// The dates of the lower row by their columns, if it holds nothing else, each stands below a value, and the row belongs
/// to the name of the one above.
fn dates(above: &Row, below: &Row) -> Option<Vec<(usize, String)>> {
    if !above.tabular || !below.cells.first()?.covered {
        return None;
    }
    let own = below
        .cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| !cell.covered && !cell.is_blank());
    let mut dates = Vec::new();
    for (column, cell) in own {
        let value = above.text(column);
        let is_date = |text: &str| era::only(text).is_some_and(|found| !found.assumed);
        if !is_date(&cell.text) || is_date(value) || !rows::is_value_like(value) {
            return None;
        }
        dates.push((column, cell.text.trim().to_owned()));
    }
    (dates.len() >= FEWEST).then_some(dates)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kpi_readers::sheet::Cell;

    fn row(cells: &[&str], is_merged: bool) -> Row {
        let mut row = Row {
            line: 1,
            cells: cells.iter().map(|text| Cell::new(*text)).collect(),
            tabular: true,
        };
        if let Some(first) = row.cells.first_mut() {
            first.covered = is_merged;
        }
        row
    }

    fn texts(lower: &[&str], is_merged: bool) -> Option<Vec<String>> {
        let rows = vec![row(&["受診率", "41.3%", "55.6%"], false), row(lower, is_merged)];
        let sheet = joined(&Sheet {
            rows,
            ..Sheet::default()
        })?;
        let rows = sheet.rows.iter().flat_map(|row| &row.cells);
        Some(rows.map(|cell| cell.text.clone()).collect())
    }

    #[test]
    fn dates_below_values_stand_behind_them() {
        assert_eq!(
            texts(&["受診率", "平成21年度", "令和元年度"], true),
            Some(
                ["受診率", "41.3%\n(平成21年度)", "55.6%\n(令和元年度)", "", "", ""]
                    .map(str::to_owned)
                    .to_vec()
            )
        );
    }

    #[test]
    fn rows_of_their_own_and_other_values_stay() {
        assert_eq!(texts(&["次の率", "平成21年度", "令和元年度"], false), None);
        assert_eq!(texts(&["受診率", "平成21年度", "12%"], true), None);
        assert_eq!(texts(&["受診率", "平成21年度", ""], true), None);
    }
}
