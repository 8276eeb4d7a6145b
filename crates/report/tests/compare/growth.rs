//! Comparing two years takes work in proportion to the KPIs, whatever they are called, and never fails.
//!
//! Allocations are counted, the same on every machine; names held against each other are counted in `compare::similar`.

use allocation_counter::measure;
use kpi_report::compare::shape::Comparison;
use kpi_report::compare::{Options, compare};
use kpi_report::contract::v1;

fn point(value: String) -> v1::Point {
    v1::Point {
        raw: value.clone(),
        value: Some(value),
        ..v1::Point::default()
    }
}

fn kpi(index: usize, section: String, name: String, actual: usize) -> v1::Kpi {
    v1::Kpi {
        id: index.to_string(),
        section: vec![section],
        name,
        unit: Some("人".to_owned()),
        baseline: Some(point((10_011 + index).to_string())),
        final_target: Some(point((90_003 + index).to_string())),
        measurements: vec![v1::Measurement {
            basis: "level".to_owned(),
            against: "period".to_owned(),
            actual: Some(point(actual.to_string())),
            ..v1::Measurement::default()
        }],
        speaks: Some(0),
        ..v1::Kpi::default()
    }
}

fn sheet(n: usize, name: impl Fn(usize) -> (String, String), actual: usize) -> v1::Evaluation {
    let kpis = (0..n).map(|index| {
        let (section, name) = name(index);
        kpi(index, section, name, actual + index)
    });
    v1::Evaluation {
        kpis: kpis.collect(),
        ..v1::Evaluation::default()
    }
}

/// What the two sheets are, and how many pairs of `n` are expected.
type Shape = (
    &'static str,
    fn(usize) -> (String, String),
    fn(usize) -> (String, String),
    fn(usize) -> usize,
);

const SHAPES: &[Shape] = &[
    (
        "the same names",
        |n| (format!("施策{}", n / 10), format!("事業{n}の参加者数")),
        |n| (format!("施策{}", n / 10), format!("事業{n}の参加者数")),
        |n| n,
    ),
    (
        "one name for all, told apart by figures",
        |_| ("施策".to_owned(), "参加者数".to_owned()),
        |_| ("施策".to_owned(), "参加者数".to_owned()),
        |n| n,
    ),
    (
        "other names in one section, with the same figures",
        |n| ("施策".to_owned(), format!("第{n}公園の来園者数")),
        |n| ("施策".to_owned(), format!("第{n}公園を訪れた人の数")),
        |_| 0,
    ),
    (
        "every section renamed",
        |n| (format!("{}の柱", n / 5), format!("事業{n}の参加者数")),
        |n| (format!("柱{}について", n / 5), format!("事業{n}の参加者数")),
        |n| n,
    ),
];

fn compared(shape: &Shape, n: usize) -> (Comparison, u64) {
    let (_, before, now, _) = shape;
    let (before, now) = (sheet(n, before, 1000), sheet(n, now, 5000));
    let mut found = Comparison::default();
    let counted = measure(|| found = compare(&before, &now, &Options::default()));
    (found, counted.bytes_total)
}

#[test]
fn work_grows_as_the_sheets_do() {
    for shape in SHAPES {
        let (_, small) = compared(shape, 1250);
        let (found, large) = compared(shape, 10_000);
        // Eight times the KPIs: at most 8^1.2 times the work.
        assert!(large <= small * 12, "{}: {small} bytes grow to {large}", shape.0);
        let wanted = (shape.3)(10_000);
        if wanted > 0 {
            assert_eq!(found.pairs.len(), wanted, "{}", shape.0);
        }
        assert_eq!(found.pairs.len() + found.added.len(), 10_000, "{}", shape.0);
        assert_eq!(found.pairs.len() + found.dropped.len(), 10_000, "{}", shape.0);
    }
}

#[test]
fn what_no_sheet_would_hold_is_compared_too() {
    let texts = [
        "",
        "0",
        "-0",
        "1e9",
        "NaN",
        "9".repeat(40).as_str(),
        "0.1",
        "−3",
        "\0",
        "）（",
        "FY9999",
        "2021/1999",
    ]
    .map(str::to_owned);
    let odd: Vec<v1::Kpi> = texts
        .iter()
        .flat_map(|name| {
            texts.iter().map(|value| v1::Kpi {
                name: name.clone(),
                section: vec![value.clone(), name.clone()],
                unit: Some(value.clone()),
                baseline: Some(v1::Point {
                    period: Some(name.clone()),
                    ..point(value.clone())
                }),
                final_target: Some(v1::Point {
                    period: Some(value.clone()),
                    ..point(name.clone())
                }),
                measurements: vec![
                    v1::Measurement {
                        period: Some(value.clone()),
                        basis: "level".to_owned(),
                        against: "period".to_owned(),
                        target: Some(point(name.clone())),
                        actual: Some(point(value.clone())),
                        ..v1::Measurement::default()
                    };
                    2
                ],
                speaks: Some(7),
                direction: v1::Direction::Increase,
                ..v1::Kpi::default()
            })
        })
        .collect();
    let all = v1::Evaluation {
        kpis: odd.clone(),
        ..v1::Evaluation::default()
    };
    let some = v1::Evaluation {
        kpis: odd.into_iter().rev().step_by(2).collect(),
        document: v1::Document {
            fiscal_year: Some(i32::MAX),
            ..v1::Document::default()
        },
        ..v1::Evaluation::default()
    };
    for (before, now) in [(&all, &some), (&some, &all), (&all, &all)] {
        let found = compare(before, now, &Options::default());
        assert_eq!(found.pairs.len() + found.added.len(), now.kpis.len());
        assert_eq!(found.pairs.len() + found.dropped.len(), before.kpis.len());
    }
}
