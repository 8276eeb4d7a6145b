//! Notations, one row each: `tests/tables/*.tsv`.

use kpi_core::kpi::{Bound, Change, Point};
use kpi_core::text::value;
use kpi_readers::number_format::{self, Format};

fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}

/// Everything but value and unit, in words.
fn rest(point: &Point) -> String {
    let mut words = Vec::new();
    words.extend(point.period.map(|period| format!("period={period}")));
    words.extend(point.scoped.as_ref().map(|scoped| format!("scoped={scoped}")));
    words.extend(point.printed_rate.as_ref().map(|rate| format!("rate={rate}")));
    words.extend(point.estimated.then(|| "estimated".to_owned()));
    words.extend(point.change.map(|change| {
        if change == Change::Reduction {
            "reduction"
        } else {
            "rise"
        }
        .to_owned()
    }));
    words.extend(point.bound.map(|bound| {
        if bound == Bound::AtLeast {
            "at-least"
        } else {
            "at-most"
        }
        .to_owned()
    }));
    words.extend(point.too_long.then(|| "too-long".to_owned()));
    words.extend(point.absence.map(|reason| format!("absence={reason:?}")));
    words.extend(point.relative.map(|relative| format!("relative={relative:?}")));
    words.extend(point.wording.map(|wording| format!("wording={wording:?}")));
    if words.is_empty() && point.value.is_none() {
        words.push("words".to_owned());
    }
    words.join(" ")
}

#[test]
fn every_notation_of_a_value_is_read() {
    for row in rows(include_str!("../tables/value.tsv")) {
        let [cell, expected, unit, what_else] = row[..] else {
            panic!("a row has four columns: {row:?}")
        };
        let point = value::parse(cell);
        assert_eq!(
            point
                .value
                .map_or(String::new(), |value| value.normalize().to_string()),
            expected,
            "value of {cell:?}"
        );
        assert_eq!(point.unit.as_deref().unwrap_or(""), unit, "unit of {cell:?}");
        assert_eq!(rest(&point), what_else, "{cell:?}");
    }
}

#[test]
fn every_number_format_shows_what_spreadsheets_show() {
    let mut faults = Vec::new();
    for row in rows(include_str!("../tables/number_format.tsv")) {
        let [stored, code, expected, ..] = row[..] else {
            panic!("a row has three columns or four: {row:?}")
        };
        let shown = Format::new(code).number(number_format::parse(stored).unwrap(), false);
        let is_known = row.get(3) != Some(&"unknown");
        if shown.text != expected || shown.is_known != is_known {
            faults.push(format!(
                "{stored} as {code:?} shows {shown:?} instead of {expected:?}"
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
