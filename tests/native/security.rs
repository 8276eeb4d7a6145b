//! `SECURITY.md` names the test that holds each defence; here, that all of them are there.

use std::fs;
use std::path::Path;

/// The quoted parts of a cell.
fn quoted(cell: &str, mark: char) -> Vec<&str> {
    cell.split(mark).skip(1).step_by(2).collect()
}

/// The tests of a row: a file, then its tests in quotation marks or, for Rust, in code marks.
fn named(cell: &str) -> Vec<(&str, &str)> {
    cell.split("; ")
        .flat_map(|part| {
            let codes = quoted(part, '`');
            let (file, functions) = codes.split_first().expect("a test names its file");
            let file = *file;
            let tests = if functions.is_empty() {
                quoted(part, '"')
            } else {
                functions.to_vec()
            };
            assert!(!tests.is_empty(), "{part}: names no test");
            tests.into_iter().map(move |test| (file, test))
        })
        .collect()
}

#[test]
fn every_defence_names_tests_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("SECURITY.md")).expect("SECURITY.md");
    let rows = text
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| threat"));
    let mut count = 0;
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").collect();
        assert_eq!(cells.len(), 3, "{row}");
        for (file, test) in named(cells[2]) {
            let source =
                fs::read_to_string(root.join(file)).unwrap_or_else(|_| panic!("{file} is not there"));
            let is_there = [format!("test(\"{test}\""), format!("fn {test}(")]
                .iter()
                .any(|form| source.contains(form));
            assert!(is_there, "{file} has no test {test}");
            count += 1;
        }
    }
    assert!(count > 20, "{count} tests are named");
}
