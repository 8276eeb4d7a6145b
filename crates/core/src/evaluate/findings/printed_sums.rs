//! A printed total beside years or counts that add up to another: costs by year, sections by judgement. Quiet where a
//! year is blank, for percentages and averages, and below subtotals.

use crate::evaluate::findings::finding::{Finding, View, plain};
use crate::evaluate::findings::printed_table::{self, PrintedTable};
use kpi_readers::base::Decimal;
use kpi_readers::base::place::Place;
use kpi_readers::base::remark::{Code, Remark};

/// Its row.
pub const FINDING: Finding = Finding {
    code: Code::TotalDiffers,
    run,
};

fn run(view: &View<'_>) -> Vec<Remark> {
    let tables = printed_table::tables(view.sheets);
    tables
        .iter()
        .flat_map(|table| rows(table).chain(columns(table)))
        .collect()
}

fn rows(table: &PrintedTable) -> impl Iterator<Item = Remark> {
    table.rows.iter().filter_map(|row| {
        let sum = row.sum().filter(|sum| *sum != row.total)?;
        Some(remark(&row.at, row.total, sum))
    })
}

/// The last row, where it is the total of at least two above it.
fn columns(table: &PrintedTable) -> impl Iterator<Item = Remark> {
    let (last, parts) = match table.rows.split_last() {
        Some((last, parts)) if last.is_total() && parts.len() >= 2 => (Some(last), parts),
        _ => (None, &[][..]),
    };
    let of_parts = |name: &str| name.contains("小計") || name.contains("うち");
    let plain_parts = !parts.iter().any(|part| part.is_total() || of_parts(&part.name));
    last.filter(|_| plain_parts).into_iter().flat_map(move |last| {
        let of_column = move |n: usize| {
            let printed = last.values.get(n).copied().flatten()?;
            let mut values = parts
                .iter()
                .filter_map(|part| part.values.get(n).copied().flatten());
            let sum = values.try_fold(Decimal::ZERO, Decimal::checked_add)?;
            (sum != printed).then(|| remark(last.places.get(n).unwrap_or(&last.at), printed, sum))
        };
        (0..last.values.len()).filter_map(of_column)
    })
}

fn remark(at: &Place, printed: Decimal, sum: Decimal) -> Remark {
    let remark = Remark::new(Code::TotalDiffers, Some(at.clone())).with([plain(printed), plain(sum)]);
    Remark {
        proposal: Some(plain(sum)),
        ..remark
    }
}
