//! Tables that no layout has read, though their header names what is aimed at or what came of it: never in silence.

use crate::kpi::Recognised;
use crate::layout::page::Page;
use crate::layout::role::Role;
use crate::layout::rows;
use kpi_readers::base::remark::{Code, Remark};
use kpi_readers::sheet::Row;

/// Header words, and values in a row, that a table has at least.
const FEWEST: usize = 2;

/// Remarks on what looks like a table of indicators and was not read. A sheet of which nothing was read is told as such.
pub fn remark(page: &Page<'_>, found: &mut Recognised) {
    if found.indicators.is_empty() {
        return;
    }
    let mut row = 0;
    while row < page.sheet.rows.len() {
        let n_values = if is_header(page, row) {
            values_below(page, row + 1)
        } else {
            0
        };
        if n_values > 0 {
            let remark = Remark::new(Code::RowsUnread, Some(page.sheet.place(row + 1, 0)));
            found.remarks.push(remark.with([n_values.to_string()]));
        }
        row += 1 + n_values;
    }
}

fn is_header(page: &Page<'_>, row: usize) -> bool {
    if !page.is_free(row) || !page.heads.of(&page.sheet.rows, row).possible {
        return false;
    }
    let roles = page.heads.roles(&page.sheet.rows, row).iter().flatten();
    let aims = |role: &Role| matches!(role, Role::Target | Role::FinalTarget | Role::Actual);
    roles.clone().any(aims) && roles.filter(|role| role.is_value()).count() >= FEWEST
}

/// Rows with values from `first` on, up to the next line or a row that was read.
fn values_below(page: &Page<'_>, first: usize) -> usize {
    let rows = page.sheet.rows.iter().enumerate().skip(first);
    rows.take_while(|(index, row)| page.is_free(*index) && row.tabular && holds_values(row))
        .count()
}

fn holds_values(row: &Row) -> bool {
    let is_number = |text: &str| text.chars().any(char::is_numeric) && rows::is_value_like(text);
    row.cells.iter().filter(|cell| is_number(&cell.text)).count() >= FEWEST
}

#[cfg(test)]
mod tests {
    use crate::layout::mapping::Mapping;
    use crate::layout::recognise;
    use kpi_readers::base::remark::Code;
    use kpi_readers::sheet::{Cell, Row, Sheet};

    /// Where remarks stand, and how many rows they tell of.
    #[track_caller]
    fn check(text: &str, expected: &[(u32, &str)]) {
        let row = |(line, text): (u32, &str)| Row {
            line,
            cells: text.split('\t').map(Cell::new).collect(),
            tabular: text.contains('\t'),
        };
        let sheet = Sheet {
            rows: (1..).zip(text.lines()).map(row).collect(),
            ..Sheet::default()
        };
        let found = recognise(&[sheet], &Mapping::default());
        let unread = found
            .remarks
            .iter()
            .filter(|remark| remark.code == Code::RowsUnread);
        let told: Vec<(u32, &str)> = unread
            .filter_map(|remark| Some((remark.at.as_ref()?.line?, remark.numbers.first()?.as_str())))
            .collect();
        assert_eq!(told, expected, "{text}");
    }

    const READ: &str = "指標名\t目標値\t実績値\n来館者数\t100\t85\n\n第2表\n";

    #[test]
    fn a_table_without_names_beside_a_read_one_is_told() {
        let other = "目標値\t実績値\t達成率\n10\t12\t120%\n20\t15\t75%\n";
        check(&format!("{READ}{other}"), &[(6, "2")]);
    }

    #[test]
    fn what_was_read_and_what_is_no_table_of_indicators_is_not_told() {
        check(READ, &[]);
        check(&format!("{READ}予算額\t決算額\n10\t12\n"), &[]);
    }
}
