//! Figures that gave no value: whatever holds a digit and is neither a number nor a known word is named with its text.

use std::collections::BTreeSet;

use crate::kpi::{Indicator, Point, Recognised};
use crate::text::{era, fold};
use kpi_readers::base::remark::{Code, Remark};

/// A remark on each such cell that the recognition did not name already.
pub fn remarks(recognised: &Recognised) -> Vec<Remark> {
    let told: BTreeSet<_> = recognised
        .remarks
        .iter()
        .filter(|remark| matches!(remark.code, Code::ValueUnread | Code::ChangeUndecided))
        .filter_map(|remark| remark.at.clone())
        .collect();
    let mut named = told;
    let mut remarks = Vec::new();
    for (index, indicator) in recognised.indicators.iter().enumerate() {
        for (field, point) in points(indicator).filter(|(_, point)| is_unread(point)) {
            if point.at.clone().is_some_and(|at| !named.insert(at)) {
                continue;
            }
            let remark = Remark::new(Code::ValueUnread, point.at.clone()).on_field(field);
            let remark = remark.with([indicator.name.clone(), point.raw.clone()]);
            remarks.push(remark.on_indicator(index));
        }
    }
    remarks
}

fn points(indicator: &Indicator) -> impl Iterator<Item = (&'static str, &Point)> {
    let baseline = indicator.baseline.iter().map(|point| ("baseline", point));
    let last = indicator.final_target.iter().map(|point| ("finalTarget", point));
    let seen = indicator.observations.iter().flat_map(|seen| {
        let target = seen.target.iter().map(|point| ("target", point));
        target.chain(seen.actual.iter().map(|point| ("actual", point)))
    });
    baseline.chain(seen).chain(last)
}

/// Nothing was made of it, and it holds a figure that is no year, month or number of a list.
fn is_unread(point: &Point) -> bool {
    let is_read = point.value.is_some()
        || point.absence.is_some()
        || point.relative.is_some()
        || point.wording.is_some()
        || point.too_long;
    !is_read && holds_figure(&point.raw)
}

fn holds_figure(raw: &str) -> bool {
    if !raw.contains(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c)) {
        return false;
    }
    let folded = fold::squeeze(raw);
    // A spreadsheet makes 3月5日 of a share that was typed as 3/5.
    if is_bare_day(&folded) {
        return true;
    }
    let mut rest = folded.as_str();
    let mut kept = String::new();
    while let Some(found) = era::find(rest).into_iter().next() {
        kept.push_str(rest.get(..found.start).unwrap_or(""));
        kept.push(' ');
        rest = rest.get(found.end..).unwrap_or("");
    }
    kept.push_str(rest);
    // 3月に策定 says when.
    let mut before_month = false;
    kept.chars().rev().any(|c| {
        let is_figure = c.is_ascii_digit() && !before_month;
        before_month = matches!(c, '月' | '日') || before_month && c.is_ascii_digit();
        is_figure
    })
}

/// A month and a day, and nothing else.
fn is_bare_day(folded: &str) -> bool {
    let is_number =
        |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let parts = folded.strip_suffix('日').and_then(|date| date.split_once('月'));
    parts.is_some_and(|(month, day)| is_number(month) && is_number(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_no_figures() {
        for (raw, expected) in [
            ("10,00人", true),
            ("10～15人", true),
            ("2計画を策定", true),
            ("策定", false),
            ("令和5年度までに策定", false),
            ("R6.3策定", false),
            ("12月31日までに公表", false),
            ("3月5日", true),
            ("５月 10日", true),
            ("3月", false),
            ("5-May", true),
        ] {
            assert_eq!(holds_figure(raw), expected, "{raw}");
        }
    }
}
