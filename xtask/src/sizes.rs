//! Holds what a first visit fetches to a checked-in baseline, `xtask/sizes.tsv`: no part may grow more than 3 %.
//!
//! Two builds of the same source give the same bytes, so the sizes are the same on every machine. Who means to spend
//! more writes the new line, which a failure prints, into the table, and says in the commit what for. A part that has
//! shrunk is told, so that the baseline can follow; far above what is built it would guard nothing.

use crate::folder::Folder;
use crate::{Fault, finish, project};

/// Percent of its baseline that a part may have.
const MOST: usize = 103;

/// The parts by name: how their files begin and end. Modules and glue as servers send them; the page as one file as it
/// is, since that is how it lies on a disk.
const PARTS: [(&str, &str, &str); 5] = [
    ("page module, brotli", "kpi-evaluator-", ".wasm.br"),
    ("page glue, brotli", "kpi-evaluator-glue-", ".js.br"),
    ("engine module, brotli", "kpi-engine-", ".wasm.br"),
    ("engine glue, brotli", "kpi-evaluator-engine-", ".js.br"),
    ("page as one file", finish::SINGLE, ""),
];

/// Compares what is built with the baseline, and says how each part stands to it.
pub(crate) fn check() -> Result<(), Fault> {
    let told = compared(&built()?, &project::read("xtask/sizes.tsv")?);
    for line in &told {
        println!("  {}", line.text);
    }
    if told.iter().any(|line| line.is_fault) {
        Err("parts of the build are larger than xtask/sizes.tsv allows".into())
    } else {
        Ok(())
    }
}

/// The bytes of each part of `dist/`.
fn built() -> Result<Vec<(&'static str, usize)>, Fault> {
    let folder = Folder::new(&project::dist());
    let names = folder.names()?;
    let size = |(part, begins, ends): &(&'static str, &str, &str)| {
        let mut names = names.iter().filter(|name| {
            name.strip_prefix(begins)
                .and_then(|rest| rest.strip_suffix(ends))
                .is_some_and(|hash| hash.chars().all(|c| c.is_ascii_hexdigit()))
        });
        match (names.next(), names.next()) {
            (Some(name), None) => Ok((*part, folder.read(name)?.len())),
            _ => Err(format!("dist/ has not one file {begins}…{ends}")),
        }
    };
    PARTS.iter().map(size).collect()
}

/// How a part stands to its baseline.
struct Line {
    text: String,
    is_fault: bool,
}

/// Each part beside its line of the baseline: name and bytes, apart by a tab.
fn compared(built: &[(&str, usize)], baseline: &str) -> Vec<Line> {
    let allowed = |part: &str| {
        let rest = baseline
            .lines()
            .find_map(|line| line.strip_prefix(part)?.strip_prefix('\t'));
        rest?.trim().parse::<usize>().ok()
    };
    let line = |&(part, bytes): &(&str, usize)| match allowed(part) {
        Some(before) if bytes * 100 > before * MOST => Line {
            text: format!("{part}: {bytes} bytes, more than 3 % above {before}; meant? {part}\t{bytes}"),
            is_fault: true,
        },
        Some(before) if bytes < before => Line {
            text: format!(
                "{part}: {bytes} bytes, {} fewer than in the table: {part}\t{bytes}",
                before - bytes
            ),
            is_fault: false,
        },
        Some(before) => Line {
            text: format!("{part}: {bytes} bytes, {} more than in the table", bytes - before),
            is_fault: false,
        },
        None => Line {
            text: format!("{part}: {bytes} bytes, without a line in the table: {part}\t{bytes}"),
            is_fault: true,
        },
    };
    built.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::{PARTS, compared};
    use crate::project;

    #[test]
    fn growth_beyond_three_percent_is_a_fault_and_less_is_told() {
        let baseline = "part\tbytes\na\t1000\nb\t1000\nc\t1000\n";
        let lines = compared(&[("a", 1030), ("b", 1031), ("c", 900), ("d", 1)], baseline);
        let faults: Vec<bool> = lines.iter().map(|line| line.is_fault).collect();
        assert_eq!(faults, [false, true, false, true]);
        assert!(lines[1].text.contains("b\t1031"));
        assert!(lines[2].text.contains("100 fewer"));
    }

    #[test]
    fn every_part_has_a_line_and_every_line_a_part() {
        let table = project::read("xtask/sizes.tsv").unwrap();
        let lines: Vec<&str> = table
            .lines()
            .skip(1)
            .filter_map(|line| line.split('\t').next())
            .collect();
        assert_eq!(lines, PARTS.map(|(part, _, _)| part));
    }
}
