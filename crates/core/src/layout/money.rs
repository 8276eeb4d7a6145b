//! Amounts of money: in running text, where no header says that they are, and what a project costs, below its indicators.

use std::collections::BTreeSet;

use crate::kpi::{Indicator, Point, Recognised};
use crate::layout::mapping::Mapping;
use crate::text::{fold, heading};

/// What a project costs and who pays for it: 事業費, うち一般財源, 人件費(職員0.8人).
const COSTS: &[&str] = &[
    "事業費",
    "人件費",
    "直接経費",
    "総コスト",
    "トータルコスト",
    "予算額",
    "決算額",
    "一般財源",
    "特定財源",
    "国庫支出金",
    "県支出金",
    "地方債",
];

/// Words that are a cost where nothing else stands beside them; 光熱水費の経費 may be what is to be saved.
const EXPENSES: &[&str] = &["経費", "事務費", "維持費", "管理費", "費用", "支出"];

/// The name of a row is that of a cost, brackets behind it left aside.
pub fn is_cost(name: &str) -> bool {
    // Every name of a sheet is asked: few end like a cost.
    if !name.contains(['費', '額', 'ト', 'ﾄ', '源', '金', '債', '用', '出']) {
        return false;
    }
    let squeezed = fold::squeeze(name);
    let bare = squeezed.split('(').next().unwrap_or("");
    let own = bare.trim_start_matches(|c: char| c.is_numeric() || heading::is_circled(c));
    COSTS.iter().any(|word| bare.ends_with(word)) || EXPENSES.contains(&own)
}

/// Leaves out the costs in yen of a table that holds indicators besides: 計画 and 実績 stand over both. What a person
/// settled stays as it is.
pub fn leave_out_costs(found: &mut Recognised, settled: &Mapping) {
    let is_own = |indicator: &Indicator| is_in_yen(indicator) && is_cost(&indicator.name);
    let (costs, others): (Vec<&Indicator>, Vec<&Indicator>) =
        found.indicators.iter().partition(|indicator| is_own(indicator));
    let tables_of = |indicators: Vec<&Indicator>| -> BTreeSet<usize> {
        indicators.into_iter().map(|indicator| indicator.table).collect()
    };
    if costs.is_empty() {
        return;
    }
    let by_hand: BTreeSet<&str> = settled.tables.iter().map(|table| table.table.as_str()).collect();
    let is_by_hand = |table: &usize| {
        found
            .tables
            .get(*table)
            .is_some_and(|table| by_hand.contains(table.id.as_str()))
    };
    let mixed: BTreeSet<usize> = tables_of(costs)
        .intersection(&tables_of(others))
        .copied()
        .filter(|table| !is_by_hand(table))
        .collect();
    found.retain_indicators(|indicator| !(mixed.contains(&indicator.table) && is_own(indicator)));
}

fn is_in_yen(indicator: &Indicator) -> bool {
    let points = indicator
        .observations
        .iter()
        .flat_map(|seen| [seen.target.as_ref(), seen.actual.as_ref()]);
    let own = points.flatten().filter_map(|point| point.unit.as_deref());
    let mut units = own.chain(indicator.unit.as_deref());
    units.any(|unit| unit.ends_with('円'))
}

/// An amount has at least this many digits, if nothing else tells.
const LEAST_DIGITS: usize = 5;

/// The unit, if one is printed, is yen or its multiples.
pub fn may_be_yen(point: &Point) -> bool {
    point.unit.as_deref().is_none_or(|unit| unit.ends_with('円'))
}

/// The number is as large as costs and grants are.
pub fn is_large(point: &Point) -> bool {
    let n_digits = point.value.map_or(0, |value| value.trunc().to_string().len());
    n_digits >= LEAST_DIGITS
}
