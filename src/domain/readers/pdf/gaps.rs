//! Tables without lines: columns are where lines below each other leave room, rows are lines, or several that stand
//! closer to each other than to the next.

use crate::domain::readers::pdf::glyph::{Frame, Glyph, Length, Rule};
use crate::domain::readers::pdf::lines::{self, Line};
use crate::domain::readers::pdf::table::{Piece, Table};

/// Room between parts of a line that may be columns, in hundredths of the font's height.
const PART: Length = 70;
/// Room between words of a part.
const WORD: Length = 20;
/// A table has at least so many columns.
const LEAST_COLUMNS: usize = 3;
/// And at least so many lines that show them.
const LEAST_LINES: usize = 3;

/// A part of a page without table lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Columns that stand out.
    Table(Table),
    /// A line of running text.
    Line(Line),
}

impl Block {
    /// Its upper side.
    pub fn top(&self) -> Length {
        match self {
            Self::Table(table) => table.top,
            Self::Line(line) => line.frame.top,
        }
    }
}

/// Takes characters apart into tables and lines, from top to bottom.
pub fn blocks(glyphs: &[Glyph], rules: &[Rule], barriers: &[(Length, Length)]) -> Vec<Block> {
    let lines = lines::lines(glyphs);
    let mut blocks = Vec::new();
    let mut rest = lines.as_slice();
    while let Some(first) = rest.first() {
        let n = reach(rest, barriers);
        let (run, after) = rest.split_at(n.max(1));
        match table(run, rules) {
            Some(table) if n > 0 => {
                blocks.push(Block::Table(table));
                rest = after;
            }
            _ => {
                blocks.push(Block::Line(first.clone()));
                rest = rest.get(1..).unwrap_or_default();
            }
        }
    }
    blocks
}

/// How many lines from the first on may be one table; 0 if none begins here.
fn reach(lines: &[Line], barriers: &[(Length, Length)]) -> usize {
    let n_parts = |line: &Line| line.parts(PART).len();
    if lines.first().is_none_or(|first| n_parts(first) < LEAST_COLUMNS) {
        return 0;
    }
    let mut end = 1;
    for (index, pair) in lines.windows(2).enumerate() {
        let [above, below] = pair else { break };
        let gap = below.frame.top - above.frame.bottom;
        let between =
            |&(top, bottom): &(Length, Length)| top >= above.frame.top && bottom <= below.frame.bottom;
        if gap > 3 * above.size.max(below.size) || barriers.iter().any(between) {
            break;
        }
        if n_parts(below) >= 2 {
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
    let groups = by_rules(lines, rules, &frame)
        .or_else(|| by_distance(lines, &columns))
        .unwrap_or_else(|| {
            lines
                .iter()
                .map(std::slice::from_ref)
                .map(<[Line]>::to_vec)
                .collect()
        });
    let rows = groups.iter().map(|group| row(group, &columns)).collect();
    Some(Table {
        rows,
        top: frame.top,
        bottom: frame.bottom,
        is_by_gaps: true,
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
    let most = i64::try_from(showing.len() / 4).unwrap_or(0);
    let tried = (0..=most).map(|depth| stretches(&parts, depth, size));
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
    (columns.len() >= LEAST_COLUMNS).then_some(columns)
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

/// Rows by level lines that go through between them.
fn by_rules(lines: &[Line], rules: &[Rule], frame: &Frame) -> Option<Vec<Vec<Line>>> {
    let wide = |rule: &&Rule| {
        rule.at >= frame.top
            && rule.at <= frame.bottom
            && (rule.to.min(frame.right) - rule.from.max(frame.left)) * 10 >= (frame.right - frame.left) * 8
    };
    let mut sides: Vec<Length> = rules.iter().filter(wide).map(|rule| rule.at).collect();
    sides.sort_unstable();
    sides.dedup();
    let mut groups: Vec<(usize, Vec<Line>)> = Vec::new();
    for line in lines {
        let band = sides.partition_point(|&side| side <= line.frame.middle_y());
        match groups.last_mut() {
            Some((last, group)) if *last == band => group.push(line.clone()),
            _ => groups.push((band, vec![line.clone()])),
        }
    }
    // A line below the header alone says nothing about rows.
    (groups.len() >= 3 && sides.len() >= 2).then(|| groups.into_iter().map(|(_, group)| group).collect())
}

/// Rows by the distance of lines, where it is of two kinds and no row would hold two numbers of a column.
fn by_distance(lines: &[Line], columns: &[(Length, Length)]) -> Option<Vec<Vec<Line>>> {
    let distances: Vec<Length> = lines
        .iter()
        .zip(lines.iter().skip(1))
        .map(|(above, below)| below.frame.middle_y() - above.frame.middle_y())
        .collect();
    let (least, most) = (distances.iter().min()?, distances.iter().max()?);
    if most * 10 < least * 13 {
        return None;
    }
    let limit = least.midpoint(*most);
    let mut groups: Vec<Vec<Line>> = Vec::new();
    let mut before: Option<&Line> = None;
    for line in lines {
        let near = before.is_some_and(|before| line.frame.middle_y() - before.frame.middle_y() < limit);
        match groups.last_mut() {
            Some(group) if near => group.push(line.clone()),
            _ => groups.push(vec![line.clone()]),
        }
        before = Some(line);
    }
    let holds_two = |group: &Vec<Line>| {
        let mut n = vec![0usize; columns.len()];
        for line in group {
            for (count, words) in n.iter_mut().zip(words_of(line, columns)) {
                let text = lines::text(&words);
                *count += usize::from(text.starts_with(|c: char| c.is_ascii_digit()));
            }
        }
        n.iter().any(|&count| count > 1)
    };
    let is_doubtful = groups.iter().any(holds_two);
    (!is_doubtful && groups.len() >= 2).then_some(groups)
}

/// The characters of a line by columns, each word where most of it stands.
fn words_of(line: &Line, columns: &[(Length, Length)]) -> Vec<Vec<Glyph>> {
    let mut cells: Vec<Vec<Glyph>> = vec![Vec::new(); columns.len()];
    for word in line.parts(WORD) {
        let distance = |&(left, right): &(Length, Length)| {
            let overlap = word.frame.right.min(right) - word.frame.left.max(left);
            (-overlap, (left.midpoint(right) - word.frame.middle_x()).abs())
        };
        let nearest = columns
            .iter()
            .enumerate()
            .min_by_key(|(_, column)| distance(column));
        if let Some(cell) = nearest.and_then(|(index, _)| cells.get_mut(index)) {
            cell.extend(&word.glyphs);
        }
    }
    cells
}

/// One row out of the lines that make it.
fn row(group: &[Line], columns: &[(Length, Length)]) -> Vec<Piece> {
    let mut cells: Vec<Vec<Glyph>> = vec![Vec::new(); columns.len()];
    for line in group {
        for (cell, words) in cells.iter_mut().zip(words_of(line, columns)) {
            cell.extend(words);
        }
    }
    // A cell reaches to the next one.
    let ends = columns
        .iter()
        .skip(1)
        .map(|column| column.0)
        .chain(columns.last().map(|column| column.1));
    let texts = cells
        .iter()
        .zip(columns)
        .zip(ends)
        .map(|((glyphs, &(left, right)), end)| Piece {
            left,
            right: end,
            text: lines::cell_text(
                glyphs,
                Frame {
                    left,
                    right,
                    ..Frame::default()
                },
                0,
            ),
            covered: false,
        });
    texts.collect()
}
