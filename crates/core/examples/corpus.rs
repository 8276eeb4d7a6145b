//! Counts what is read out of a folder of files that hold no KPI, such as the test suites of other readers.
//!
//! ```sh
//! cargo run --release -p kpi-core --example corpus -- FOLDER
//! ```

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use kpi_core::assess::{self, Request};
use kpi_readers::file::{self, FileSettings};

fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            walk(&path, out);
        } else {
            out.push(path);
        }
    }
}

fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_default());
    let mut files = Vec::new();
    walk(&folder, &mut files);
    let (mut opened, mut refused, mut with, mut kpis, mut rated, mut candidates, mut likely) =
        (0, 0, 0, 0, 0, 0, 0);
    for path in &files {
        let Ok(bytes) = fs::read(path) else { continue };
        let start = Instant::now();
        let name = path.file_name().and_then(|name| name.to_str());
        let Ok(file) = file::open(&bytes, name, &FileSettings::default()) else {
            refused += 1;
            continue;
        };
        opened += 1;
        let assessment = assess::assess_as(&file.document, Request::default());
        let found = &assessment.recognised;
        let seconds = start.elapsed().as_secs_f64();
        let n = found.indicators.len();
        let layouts: Vec<&str> = found.tables.iter().map(|table| table.layout).collect();
        let sure = found
            .candidates
            .iter()
            .flat_map(|candidate| &candidate.readings)
            .filter(|reading| reading.confidence > 50)
            .count();
        if n > 0 || sure > 0 || seconds > 3.0 {
            let first = found
                .indicators
                .first()
                .map_or("", |indicator| indicator.name.as_str());
            println!(
                "{} {n} kpis {} candidates {seconds:.1} s {layouts:?} {first}",
                path.display(),
                found.candidates.len()
            );
        }
        with += usize::from(n > 0);
        kpis += n;
        rated += found
            .indicators
            .iter()
            .flat_map(|indicator| &indicator.observations)
            .filter(|seen| seen.target.is_some() && seen.actual.is_some())
            .count();
        candidates += found.candidates.len();
        likely += sure;
    }
    println!(
        "{} files, {opened} opened, {refused} refused, {kpis} KPIs in {with} files, {rated} pairs, {candidates} candidates, {likely} above 50 %",
        files.len()
    );
}
