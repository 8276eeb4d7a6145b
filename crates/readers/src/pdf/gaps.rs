//! Tables without lines: columns are where lines below each other leave room, rows are lines, or several that stand
//! closer to each other than to the next.

use crate::pdf::block::Block;
use crate::pdf::glyph::{Frame, Glyph, Length, Rule};
use crate::pdf::lines::{self, Line};
use crate::pdf::rows;
use crate::pdf::table::Table;

/// Room between parts of a line that may be columns, in hundredths of the font's height.
const PART: Length = 70;
/// A table has at least so many columns.
const LEAST_COLUMNS: usize = 3;
/// And no more.
const MOST_COLUMNS: usize = 500;
/// And at least so many lines that show them.
const LEAST_LINES: usize = 3;

/// More headings over several columns than any table has.
const MAX_BRIDGES: i64 = 24;
/// How many lines of a run that is no table may begin one, so that a long page is not tried line by line.
const MAX_TRIES: usize = 8;

/// Takes characters apart into tables and lines, from top to bottom.
pub fn blocks(glyphs: &[Glyph], rules: &[Rule], barriers: &[(Length, Length)]) -> Vec<Block> {
    let lines = lines::lines(glyphs);
    let n_parts: Vec<usize> = lines.iter().map(|line| line.parts(PART).len()).collect();
    let mut blocks = Vec::new();
    let mut start = 0;
    // Where the last run ended that was no table, and how often it was tried.
    let mut failed = (0, 0);
    while let (Some(rest), Some(parts)) = (lines.get(start..), n_parts.get(start..)) {
        let Some(first) = rest.first() else { break };
        // All that begins in this run ends where it does.
        let is_spent = start < failed.0 && failed.1 >= MAX_TRIES;
        let n = if is_spent { 0 } else { reach(rest, parts, barriers) };
        let run = rest.get(..n).unwrap_or_default();
        let table = if n == 0 { None } else { table(run, rules) };
        if let Some(table) = table {
            blocks.push(Block::Table(table));
            start += run.len();
        } else {
            if !is_spent && n > 0 {
                let n_tries = if failed.0 == start + n { failed.1 + 1 } else { 1 };
                failed = (start + n, n_tries);
            }
            blocks.push(Block::Line(first.clone()));
            start += 1;
        }
    }
    blocks
}

/// How many lines from the first on may be one table; 0 if none begins here.
fn reach(lines: &[Line], n_parts: &[usize], barriers: &[(Length, Length)]) -> usize {
    if n_parts.first().is_none_or(|&first| first < LEAST_COLUMNS) {
        return 0;
    }
    let mut end = 1;
    let below_first = n_parts.iter().skip(1);
    for ((index, pair), &n_parts) in lines.windows(2).enumerate().zip(below_first) {
        let [above, below] = pair else { break };
        let gap = below.frame.top - above.frame.bottom;
        let between =
            |&(top, bottom): &(Length, Length)| top >= above.frame.top && bottom <= below.frame.bottom;
        if gap > 3 * above.size.max(below.size) || barriers.iter().any(between) {
            break;
        }
        if n_parts >= 2 {
            end = index + 2;
        } else if index + 1 == end && gap * 2 < below.size {
            // The last line of a broken text.
            end = index + 2;
        } else if index + 2 > end + 3 {
            // Paragraphs follow.
            break;
        }
    }
    end
}

/// The columns that lines share, as a table.
fn table(lines: &[Line], rules: &[Rule]) -> Option<Table> {
    let columns = columns(lines)?;
    let frame = Frame {
        left: lines.iter().map(|line| line.frame.left).min()?,
        top: lines.first()?.frame.top,
        right: lines.iter().map(|line| line.frame.right).max()?,
        bottom: lines.last()?.frame.bottom,
    };
    let groups = rows::by_rules(lines, rules, &frame).unwrap_or_else(|| rows::by_text(lines, &columns));
    let rows = groups.iter().map(|group| rows::row(group, &columns)).collect();
    Some(Table {
        rows,
        top: frame.top,
        bottom: frame.bottom,
        is_by_gaps: true,
        is_open: (false, false),
    })
}

/// Columns as their left and right sides, from left to right.
fn columns(lines: &[Line]) -> Option<Vec<(Length, Length)>> {
    let showing: Vec<Vec<Line>> = lines
        .iter()
        .map(|line| line.parts(PART))
        .filter(|parts| parts.len() >= LEAST_COLUMNS)
        .collect();
    if showing.len() < LEAST_LINES {
        return None;
    }
    let parts: Vec<Frame> = showing.iter().flatten().map(|part| part.frame).collect();
    let size = lines.iter().map(|line| line.size).max()?;
    // A heading over several columns may bridge the room between them, but only in a few lines.
    let most = i64::try_from(showing.len() / 4).unwrap_or(0).min(MAX_BRIDGES);
    let tried = (0..=most).map(|depth| bridged(stretches(&parts, depth, size), &parts));
    let mut columns = tried.rev().max_by_key(Vec::len)?;
    // What stands in a few lines only is a column all the same.
    let touches = |part: &Frame, columns: &[(Length, Length)]| {
        columns
            .iter()
            .any(|&(left, right)| part.left <= right && left <= part.right)
    };
    let others: Vec<Frame> = parts
        .iter()
        .filter(|part| !touches(part, &columns))
        .copied()
        .collect();
    columns.extend(stretches(&others, 0, size));
    columns.sort_unstable();
    (LEAST_COLUMNS..=MOST_COLUMNS)
        .contains(&columns.len())
        .then_some(columns)
}

/// Columns beside each other are one if no fewer texts reach over both than stand in one of them alone.
fn bridged(columns: Vec<(Length, Length)>, parts: &[Frame]) -> Vec<(Length, Length)> {
    let touches = |part: &Frame, (left, right): (Length, Length)| part.left <= right && left <= part.right;
    if columns.len() > MOST_COLUMNS {
        return Vec::new();
    }
    let mut joined: Vec<(Length, Length)> = Vec::new();
    for next in columns {
        let Some(last) = joined.last_mut() else {
            joined.push(next);
            continue;
        };
        let (mut n_both, mut n_last, mut n_next) = (0, 0, 0);
        for part in parts {
            match (touches(part, *last), touches(part, next)) {
                (true, true) => n_both += 1,
                (true, false) => n_last += 1,
                (false, true) => n_next += 1,
                _ => {}
            }
        }
        if n_both >= n_last.min(n_next) {
            last.1 = next.1;
        } else {
            joined.push(next);
        }
    }
    joined
}

/// Stretches from left to right where more than `depth` boxes stand above each other.
fn stretches(frames: &[Frame], depth: i64, size: Length) -> Vec<(Length, Length)> {
    let mut ends: Vec<(Length, i64)> = Vec::new();
    for frame in frames {
        ends.push((frame.left, 1));
        ends.push((frame.right, -1));
    }
    ends.sort_unstable();
    let (mut n, mut start) = (0, None);
    let mut found: Vec<(Length, Length)> = Vec::new();
    for (at, step) in ends {
        n += step;
        match start {
            None if n > depth => start = Some(at),
            Some(left) if n <= depth => {
                start = None;
                match found.last_mut() {
                    // Those that nearly touch are one.
                    Some(last) if (left - last.1) * 10 < size * 3 => last.1 = at,
                    _ => found.push((left, at)),
                }
            }
            _ => {}
        }
    }
    found
}
