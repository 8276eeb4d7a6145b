//! Lines between columns → rows: where no line says which lines of text are one row, by level lines, by the distance
//! of the lines, or by the words that had no room on the line above.

use crate::pdf::glyph::{Frame, Glyph, Length, Rule};
use crate::pdf::lines::{self, Ends, Line};
use crate::pdf::table::{Band, Piece};

/// Room between words of a part.
const WORD: Length = 20;

/// Steps between kinds of distances that are tried.
const MAX_STEPS: usize = 20;

/// Columns as their left and right sides, from left to right.
pub type Columns = [(Length, Length)];

/// Rows by level lines that go through between them.
pub fn by_rules(lines: &[Line], rules: &[Rule], frame: &Frame) -> Option<Vec<Vec<Line>>> {
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

/// Rows by the distance of lines, where it tells, or by words that had no room.
pub fn by_text(lines: &[Line], columns: &Columns) -> Vec<Vec<Line>> {
    let parts: Vec<Vec<Option<Part>>> = lines.iter().map(|line| parts(line, columns)).collect();
    let words = by_words(&parts);
    let starts = match by_distance(lines, &parts) {
        Some((starts, true)) => starts,
        // A header of two lines alone tells nothing about the rows.
        Some((starts, false)) => starts
            .into_iter()
            .zip(words)
            .map(|(one, other)| one && other)
            .collect(),
        None => words,
    };
    let mut groups: Vec<Vec<Line>> = Vec::new();
    for (line, starts) in lines.iter().zip(starts) {
        match groups.last_mut() {
            Some(group) if !starts => group.push(line.clone()),
            _ => groups.push(vec![line.clone()]),
        }
    }
    groups
}

/// What a line has in a column.
#[derive(Clone, Copy, Debug)]
struct Part {
    is_value: bool,
    ends: Ends,
}

fn parts(line: &Line, columns: &Columns) -> Vec<Option<Part>> {
    let parts = words_of(line, columns).into_iter().zip(columns);
    parts
        .map(|(words, &(left, right))| {
            let frame = Frame {
                left,
                right,
                ..Frame::default()
            };
            let found = lines::cell_text(&words, frame, 0);
            (!words.is_empty()).then(|| Part {
                is_value: lines::is_value(&found.text),
                ends: found.ends,
            })
        })
        .collect()
}

/// Which lines begin a row: those further than others from the line above; and whether there are enough others. The
/// widest step is taken that puts nothing into one cell that cannot be one text.
fn by_distance(lines: &[Line], parts: &[Vec<Option<Part>>]) -> Option<(Vec<bool>, bool)> {
    let distances: Vec<Length> = lines
        .windows(2)
        .map(|pair| match pair {
            [above, below] => below.frame.middle_y() - above.frame.middle_y(),
            _ => 0,
        })
        .collect();
    let mut steps = distances.clone();
    steps.sort_unstable();
    let jumps = steps.windows(2).filter_map(|pair| match *pair {
        [less, more] if more * 20 >= less * 23 => Some(less.midpoint(more)),
        _ => None,
    });
    let limits: Vec<Length> = jumps.rev().take(MAX_STEPS).collect();
    let tried = limits.into_iter().map(|limit| {
        let apart = distances.iter().map(|&distance| distance >= limit);
        std::iter::once(true).chain(apart).collect::<Vec<bool>>()
    });
    let starts = tried.into_iter().find(|starts| are_rows(starts, parts))?;
    let n_within = starts.iter().filter(|start| !**start).count();
    let is_common = n_within * 5 >= starts.len();
    Some((starts, is_common))
}

/// No row would hold two values of a column, or words above values in several columns: a header and a row.
fn are_rows(starts: &[bool], parts: &[Vec<Option<Part>>]) -> bool {
    let mut group: Vec<Option<bool>> = Vec::new();
    let mut n_headed = 0;
    for (&is_start, line) in starts.iter().zip(parts) {
        let values: Vec<Option<bool>> = line.iter().map(|part| part.map(|part| part.is_value)).collect();
        if is_start {
            (group, n_headed) = (values, 0);
            continue;
        }
        for (has, value) in group.iter_mut().zip(values) {
            match (*has, value) {
                (Some(true), Some(true)) => return false,
                (Some(false), Some(true)) => n_headed += 1,
                _ => {}
            }
            *has = match (*has, value) {
                (has, None) => has,
                (has, value) => has.max(value),
            };
        }
        if n_headed > 1 {
            return false;
        }
    }
    true
}

/// Which lines begin a row: those that hold no word that had no room on the line above, or a second value.
fn by_words(parts: &[Vec<Option<Part>>]) -> Vec<bool> {
    let mut starts = Vec::new();
    let mut has: Vec<bool> = Vec::new();
    let mut above: &[Option<Part>] = &[];
    for line in parts {
        let is_value = |part: &Option<Part>| part.is_some_and(|part| part.is_value);
        let collides = has.iter().zip(line).any(|(&has, part)| has && is_value(part));
        let goes_on = above
            .iter()
            .zip(line)
            .any(|pair| matches!(pair, (Some(above), Some(below)) if !below.is_value && above.ends.joint(&below.ends) != "\n"));
        let is_start = collides || !goes_on;
        if is_start {
            has = line.iter().map(is_value).collect();
        } else {
            has.iter_mut()
                .zip(line)
                .for_each(|(has, part)| *has |= is_value(part));
        }
        starts.push(is_start);
        above = line;
    }
    starts
}

/// The characters of a line by columns, each word where most of it stands.
fn words_of(line: &Line, columns: &Columns) -> Vec<Vec<Glyph>> {
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
pub fn row(group: &[Line], columns: &Columns) -> Band {
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
    let pieces = cells
        .iter()
        .zip(columns)
        .zip(ends)
        .map(|((glyphs, &(left, right)), end)| {
            let frame = Frame {
                left,
                right,
                ..Frame::default()
            };
            let found = lines::cell_text(glyphs, frame, 0);
            Piece {
                left,
                right: end,
                text: found.text,
                covered: false,
                ends: found.ends,
                unseen: Vec::new(),
            }
        });
    Band {
        pieces: pieces.collect(),
        top: group.iter().map(|line| line.frame.top).min().unwrap_or(0),
        bottom: group.iter().map(|line| line.frame.bottom).max().unwrap_or(0),
    }
}
