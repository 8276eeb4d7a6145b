//! Tables that are read as grids, taken apart as viewers and pages do it, and read back.
//!
//! A pair of figures under its name is right; among the two best readings of a candidate it is offered; other figures
//! under the name, without a warning, are silently wrong.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use kpi_core::assess::{self, Assessment, Request};
use kpi_core::kpi::{Certainty, Indicator};
use kpi_core::text::{fold, heading};
use kpi_readers::base::Decimal;
use kpi_readers::base::remark::Severity;
use kpi_readers::sheet::{Document, Sheet};

/// A name with a target and an actual.
type Pair = (String, Decimal, Decimal);

fn assess(text: &str) -> Assessment {
    assess::assess_as(&Document::pasted(text), Request::default())
}

fn pairs(indicators: &[Indicator]) -> Vec<Pair> {
    let value = |point: &Option<kpi_core::kpi::Point>| point.as_ref().and_then(|point| point.value);
    let of = |indicator: &Indicator| -> Vec<Pair> {
        let seen = indicator.observations.iter();
        seen.filter_map(|seen| {
            Some((
                fold::squeeze(&indicator.name),
                value(&seen.target)?,
                value(&seen.actual)?,
            ))
        })
        .collect()
    };
    indicators.iter().flat_map(of).collect()
}

/// A plain table: a header row, and rows of records.
struct Grid {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
    pairs: Vec<Pair>,
    labels: Vec<Option<&'static str>>,
}

/// The first table of a reading, if it is a plain one.
fn grid(text: &str) -> Option<Grid> {
    let assessment = assess(text);
    let found = &assessment.recognised;
    let [table] = &found.tables[..] else { return None };
    let extent = table.extent.as_ref()?;
    let plain =
        !table.arrangement.turned && table.arrangement.parts.is_empty() && table.arrangement.lines.is_none();
    if !plain
        || extent.header.len() != 1
        || !extent.sections.is_empty()
        || !extent.ignored.is_empty()
        || table.columns.iter().any(|column| {
            column.lower.is_some()
                || column.role == "kind"
                || column.role == "note"
                || column.role == "section"
        })
    {
        return None;
    }
    let sheet: &Sheet = assessment.sheets.first()?;
    let cells = |row: usize| -> Vec<String> {
        sheet
            .rows
            .get(row)
            .map(|row| {
                row.cells
                    .iter()
                    .map(|cell| cell.text.replace('\n', "").trim().to_owned())
                    .collect()
            })
            .unwrap_or_default()
    };
    let header = cells(extent.header[0]);
    let rows: Vec<Vec<String>> = (extent.first..=extent.last)
        .filter(|row| !extent.header.contains(row))
        .map(cells)
        .filter(|cells| cells.iter().any(|cell| !cell.is_empty()))
        .collect();
    let pairs = pairs(&found.indicators);
    let filled = |row: &Vec<String>| row.iter().filter(|cell| !cell.is_empty()).count();
    // What has holes cannot be told apart once its columns are gone.
    let is_full = rows
        .iter()
        .all(|row| filled(row) == header.len() && row.len() == header.len())
        && header.iter().all(|cell| !cell.is_empty());
    let labels = (0..header.len())
        .map(|column| {
            let role = table
                .columns
                .iter()
                .find(|other| other.column == column)
                .map(|column| column.role);
            match role {
                Some("target") => Some("目標値"),
                Some("actual") => Some("実績値"),
                Some("rate") => Some("達成率"),
                Some("baseline") => Some("基準値"),
                _ => None,
            }
        })
        .collect();
    (is_full
        && rows.len() >= 2
        && pairs.len() >= rows.len()
        && table.columns.iter().any(|column| column.role == "target"))
    .then_some(Grid {
        header,
        rows,
        pairs,
        labels,
    })
}

/// Where the names stand.
fn name_column(grid: &Grid) -> usize {
    let names: Vec<&String> = grid.pairs.iter().map(|(name, ..)| name).collect();
    let is_name = |column: &usize| {
        grid.rows
            .iter()
            .all(|row| names.contains(&&fold::squeeze(&heading::name(&row[*column]))))
    };
    (0..grid.header.len()).find(is_name).unwrap_or(0)
}

fn joined(cells: &[String], by: &str) -> String {
    cells.join(by)
}

/// The ways in which a table is taken apart.
fn ways(grid: &Grid) -> BTreeMap<&'static str, String> {
    let all = || std::iter::once(&grid.header).chain(&grid.rows);
    let lines = |by: &str| all().map(|row| joined(row, by)).collect::<Vec<_>>().join("\n");
    let name = name_column(grid);
    let halves = |text: &str| {
        let middle = text
            .char_indices()
            .nth(text.chars().count() / 2)
            .map_or(0, |(at, _)| at);
        if text.chars().count() > 7 {
            format!("{}\n{}", &text[..middle], &text[middle..])
        } else {
            text.to_owned()
        }
    };
    let broken = std::iter::once(joined(&grid.header, "\n")).chain(grid.rows.iter().map(|row| {
        let cells: Vec<String> = row
            .iter()
            .enumerate()
            .map(|(column, cell)| {
                if column == name {
                    halves(cell)
                } else {
                    cell.clone()
                }
            })
            .collect();
        joined(&cells, "\n")
    }));
    let labelled = grid.rows.iter().map(|row| {
        let values = row
            .iter()
            .zip(&grid.labels)
            .filter_map(|(cell, label)| Some(format!("{} {cell}", (*label)?)));
        format!("{}\n{}", row[name], values.collect::<Vec<_>>().join("\n"))
    });
    let bullets = grid.rows.iter().map(|row| {
        let values = row
            .iter()
            .zip(&grid.labels)
            .filter_map(|(cell, label)| Some(format!("{} {cell}", (*label)?)));
        format!("○{} {}", row[name], values.collect::<Vec<_>>().join(" / "))
    });
    let columns = (0..grid.header.len()).map(|column| {
        all()
            .map(|row| row[column].clone())
            .collect::<Vec<_>>()
            .join("\n")
    });
    BTreeMap::from([
        ("01 bars", lines(" | ")),
        (
            "02 a cell a line, closed by a bar",
            all()
                .map(|row| format!("{} |", joined(row, " |\n")))
                .collect::<Vec<_>>()
                .join("\n"),
        ),
        ("03 spaces", lines(" ")),
        ("04 a cell a line", lines("\n").clone()),
        (
            "05 a cell a line, blank lines between",
            lines("\n\n").replace('\n', "\n\n"),
        ),
        ("06 names in two lines", broken.collect::<Vec<_>>().join("\n")),
        (
            "07 header behind",
            grid.rows
                .iter()
                .chain([&grid.header])
                .map(|row| joined(row, "\n"))
                .collect::<Vec<_>>()
                .join("\n"),
        ),
        ("08 column by column", columns.collect::<Vec<_>>().join("\n")),
        ("09 labels and values", labelled.collect::<Vec<_>>().join("\n")),
        (
            "10 all in one line",
            all().map(|row| joined(row, " ")).collect::<Vec<_>>().join(" "),
        ),
        ("11 bullets", bullets.collect::<Vec<_>>().join("\n")),
        ("12 commas of running text", lines("、")),
    ])
}

#[derive(Clone, Copy, Default)]
struct Count {
    records: usize,
    right: usize,
    offered: usize,
    silent: usize,
}

fn count(grid: &Grid, text: &str) -> Count {
    let assessment = assess(text);
    let found = &assessment.recognised;
    let got = pairs(&found.indicators);
    let offered: Vec<Pair> = found
        .candidates
        .iter()
        .flat_map(|candidate| candidate.readings.iter().take(2))
        .flat_map(|reading| pairs(&reading.indicators))
        .collect();
    let is_same = |one: &Pair, other: &Pair| {
        one.1 == other.1 && one.2 == other.2 && (one.0.contains(&other.0) || other.0.contains(&one.0))
    };
    let mut count = Count {
        records: grid.pairs.len(),
        ..Count::default()
    };
    for pair in &grid.pairs {
        if got.iter().any(|other| is_same(pair, other)) {
            count.right += 1;
        } else if offered.iter().any(|other| is_same(pair, other)) {
            count.offered += 1;
        } else {
            let other = found.indicators.iter().position(|indicator| {
                fold::squeeze(&indicator.name) == pair.0 && indicator.certainty == Certainty::Sure
            });
            let is_warned = |index: usize| {
                assessment
                    .remarks
                    .iter()
                    .any(|remark| remark.indicator == Some(index) && remark.code.severity() != Severity::Info)
            };
            count.silent += usize::from(other.is_some_and(|index| !is_warned(index)));
        }
    }
    count
}

#[test]
fn a_table_taken_apart_is_read_back() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readings");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let mut by_way: BTreeMap<&'static str, Count> = BTreeMap::new();
    let mut missed = Vec::new();
    let mut n_grids = 0;
    for path in &files {
        let text = fs::read_to_string(path).unwrap();
        let text = text.split("\n=====\n").next().unwrap();
        let Some(grid) = grid(text) else { continue };
        n_grids += 1;
        for (way, text) in ways(&grid) {
            let count = count(&grid, &text);
            let sum = by_way.entry(way).or_default();
            sum.records += count.records;
            sum.right += count.right;
            sum.offered += count.offered;
            sum.silent += count.silent;
            if count.right + count.offered < count.records || count.silent > 0 {
                missed.push(format!(
                    "{} × {way}: {} of {}, {} silent",
                    path.file_stem().unwrap().to_str().unwrap(),
                    count.right + count.offered,
                    count.records,
                    count.silent
                ));
            }
        }
    }
    let mut all = Count::default();
    let mut table = String::new();
    for (way, count) in &by_way {
        let _ = writeln!(
            table,
            "{:>4} right {:>4} offered {:>4} silent of {:>4}  {way}",
            count.right, count.offered, count.silent, count.records
        );
        all = Count {
            records: all.records + count.records,
            right: all.right + count.right,
            offered: all.offered + count.offered,
            silent: all.silent + count.silent,
        };
    }
    println!(
        "{table}{n_grids} tables: {} right, {} offered, {} silently wrong of {}\n{}",
        all.right,
        all.offered,
        all.silent,
        all.records,
        missed.join("\n")
    );
    assert!(n_grids >= 12, "only {n_grids} plain tables");
    assert!((all.right + all.offered) * 100 >= all.records * 90, "{table}");
    assert_eq!(all.silent, 0, "{table}");
}
