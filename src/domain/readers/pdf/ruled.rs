//! Tables by their lines: cells are what lines enclose.

use std::collections::BTreeMap;

use crate::domain::readers::pdf::glyph::{Frame, Glyph, Length, Rule};
use crate::domain::readers::pdf::lines;
use crate::domain::readers::pdf::table::{Piece, Table};

/// Lines closer to each other are one.
const NEAR: Length = 250;
/// How far the ends of lines that meet may be apart.
const TOUCH: Length = 300;
/// A side without a line that lies further out than this is a side all the same: `open` tables.
const OPEN: Length = 800;
/// More lines than any page has.
const MAX_LINES: usize = 2_000;
/// More cells than any page has.
const MAX_CELLS: usize = 100_000;

/// Takes the tables with lines out of a page. Returns them and the characters that are in none of them, and the level
/// lines that belong to none.
pub fn take(glyphs: Vec<Glyph>, rules: &[Rule]) -> (Vec<Table>, Vec<Glyph>, Vec<Rule>) {
    let level = merged(rules, true);
    let upright = merged(rules, false);
    let (mut grids, unused) = grids(&level, &upright);
    // What is inside another comes first, and takes its characters.
    grids.sort_by_key(|grid| {
        grid.frame()
            .map_or(0, |frame| (frame.right - frame.left) * (frame.bottom - frame.top))
    });
    let mut left = glyphs;
    let mut tables = Vec::new();
    for grid in grids {
        let Some(frame) = grid.frame() else { continue };
        let is_inside = |glyph: &Glyph| {
            (frame.left..frame.right).contains(&glyph.frame.middle_x())
                && (frame.top..frame.bottom).contains(&glyph.frame.middle_y())
        };
        let (inside, outside) = left.into_iter().partition(is_inside);
        left = outside;
        tables.extend(grid.table(inside));
    }
    (tables, left, unused)
}

/// Lines of one direction, those on the same line joined.
fn merged(rules: &[Rule], is_level: bool) -> Vec<Rule> {
    let mut rules: Vec<Rule> = rules
        .iter()
        .copied()
        .filter(|rule| rule.is_level == is_level)
        .collect();
    rules.sort_by_key(|rule| (rule.at, rule.from));
    let mut groups: Vec<Vec<Rule>> = Vec::new();
    for rule in rules {
        match groups.last_mut() {
            Some(group) if group.first().is_some_and(|first| rule.at - first.at <= NEAR) => group.push(rule),
            _ => groups.push(vec![rule]),
        }
    }
    let mut merged: Vec<Rule> = Vec::new();
    for mut group in groups {
        group.sort_by_key(|rule| rule.from);
        let at = group.first().map_or(0, |first| first.at);
        let start = merged.len();
        for rule in group {
            match merged.get_mut(start..).and_then(<[Rule]>::last_mut) {
                Some(last) if rule.from <= last.to + TOUCH => last.to = last.to.max(rule.to),
                _ => merged.push(Rule { at, ..rule }),
            }
        }
    }
    merged.truncate(MAX_LINES);
    merged
}

/// Lines that hang together.
#[derive(Debug, Default)]
struct Grid {
    level: Vec<Rule>,
    upright: Vec<Rule>,
    columns: Vec<Length>,
    rows: Vec<Length>,
}

fn grids(level: &[Rule], upright: &[Rule]) -> (Vec<Grid>, Vec<Rule>) {
    let mut sets = Sets::new(level.len() + upright.len());
    for (index, across) in level.iter().enumerate() {
        for (offset, down) in upright.iter().enumerate() {
            let reaches = |rule: &Rule, at: Length| rule.from - TOUCH <= at && at <= rule.to + TOUCH;
            if reaches(across, down.at) && reaches(down, across.at) {
                sets.join(index, level.len() + offset);
            }
        }
    }
    let mut grids: BTreeMap<usize, Grid> = BTreeMap::new();
    for (index, &rule) in level.iter().chain(upright).enumerate() {
        let grid = grids.entry(sets.root(index)).or_default();
        if rule.is_level {
            grid.level.push(rule);
        } else {
            grid.upright.push(rule);
        }
    }
    let mut unused = Vec::new();
    let mut whole = Vec::new();
    for mut grid in grids.into_values() {
        grid.columns = sides(&grid.upright, &grid.level);
        grid.rows = sides(&grid.level, &grid.upright);
        let n_cells = grid.columns.len().saturating_sub(1) * grid.rows.len().saturating_sub(1);
        // One cell is a frame around something else.
        if (2..=MAX_CELLS).contains(&n_cells) && !grid.upright.is_empty() && !grid.level.is_empty() {
            whole.push(grid);
        } else {
            unused.extend(grid.level);
        }
    }
    (whole, unused)
}

/// Where lines of one direction are, and how far out the others reach.
fn sides(rules: &[Rule], others: &[Rule]) -> Vec<Length> {
    let mut sides: Vec<Length> = rules.iter().map(|rule| rule.at).collect();
    let (first, last) = (sides.iter().min().copied(), sides.iter().max().copied());
    let start = others.iter().map(|rule| rule.from).min();
    let end = others.iter().map(|rule| rule.to).max();
    sides.extend(start.filter(|&start| first.is_none_or(|first| start < first - OPEN)));
    sides.extend(end.filter(|&end| last.is_none_or(|last| end > last + OPEN)));
    sides.sort_unstable();
    sides.dedup_by(|next, kept| *next - *kept <= NEAR);
    sides
}

/// A cell, or several that no line separates.
#[derive(Debug)]
struct Region {
    rows: (usize, usize),
    columns: (usize, usize),
    glyphs: Vec<Glyph>,
}

impl Grid {
    fn frame(&self) -> Option<Frame> {
        Some(Frame {
            left: *self.columns.first()?,
            top: *self.rows.first()?,
            right: *self.columns.last()?,
            bottom: *self.rows.last()?,
        })
    }

    fn cell(&self, rows: (usize, usize), columns: (usize, usize)) -> Frame {
        let at = |sides: &[Length], index: usize| sides.get(index).copied().unwrap_or(0);
        Frame {
            left: at(&self.columns, columns.0),
            top: at(&self.rows, rows.0),
            right: at(&self.columns, columns.1 + 1),
            bottom: at(&self.rows, rows.1 + 1),
        }
    }

    fn table(&self, glyphs: Vec<Glyph>) -> Option<Table> {
        let frame = self.frame()?;
        let mut regions = self.regions();
        let width = self.columns.len() - 1;
        let mut region_of: Vec<usize> = vec![0; width * (self.rows.len() - 1)];
        for (index, region) in regions.iter().enumerate() {
            for row in region.rows.0..=region.rows.1 {
                for column in region.columns.0..=region.columns.1 {
                    if let Some(of) = region_of.get_mut(row * width + column) {
                        *of = index;
                    }
                }
            }
        }
        let place =
            |sides: &[Length], at: Length| sides.partition_point(|&side| side <= at).saturating_sub(1);
        for glyph in glyphs {
            let row = place(&self.rows, glyph.frame.middle_y());
            let column = place(&self.columns, glyph.frame.middle_x());
            let region = region_of
                .get(row * width + column)
                .and_then(|&index| regions.get_mut(index));
            if let Some(region) = region {
                region.glyphs.push(glyph);
            }
        }
        let padding = self.padding(&regions);
        let texts: Vec<String> = regions
            .iter()
            .map(|region| lines::cell_text(&region.glyphs, self.cell(region.rows, region.columns), padding))
            .collect();
        if texts.iter().all(String::is_empty) {
            return None;
        }
        let mut rows = Vec::new();
        for row in 0..self.rows.len() - 1 {
            // A row in which nothing begins is a second line of the one above.
            if regions.iter().all(|region| region.rows.0 != row) {
                continue;
            }
            let here = regions
                .iter()
                .zip(&texts)
                .filter(|(region, _)| (region.rows.0..=region.rows.1).contains(&row));
            let mut pieces: Vec<Piece> = here
                .map(|(region, text)| {
                    let cell = self.cell(region.rows, region.columns);
                    Piece {
                        left: cell.left,
                        right: cell.right,
                        text: text.clone(),
                        covered: region.rows.0 != row,
                    }
                })
                .collect();
            pieces.sort_by_key(|piece| piece.left);
            rows.push(pieces);
        }
        Some(Table {
            rows,
            top: frame.top,
            bottom: frame.bottom,
            is_by_gaps: false,
        })
    }

    /// The least room between a side and text.
    fn padding(&self, regions: &[Region]) -> Length {
        let of = |region: &Region| {
            let left = region.glyphs.iter().map(|glyph| glyph.frame.left).min()?;
            Some((left - self.cell(region.rows, region.columns).left).max(0))
        };
        regions.iter().filter_map(of).min().unwrap_or(0)
    }

    /// Cells, joined where no line is between them.
    fn regions(&self) -> Vec<Region> {
        let (height, width) = (self.rows.len() - 1, self.columns.len() - 1);
        let mut sets = Sets::new(height * width);
        for row in 0..height {
            for column in 0..width {
                let cell = self.cell((row, row), (column, column));
                let index = row * width + column;
                if column + 1 < width && !covers(&self.upright, cell.right, cell.top, cell.bottom) {
                    sets.join(index, index + 1);
                }
                if row + 1 < height && !covers(&self.level, cell.bottom, cell.left, cell.right) {
                    sets.join(index, index + width);
                }
            }
        }
        let mut regions: BTreeMap<usize, Region> = BTreeMap::new();
        for row in 0..height {
            for column in 0..width {
                let region = regions.entry(sets.root(row * width + column)).or_insert(Region {
                    rows: (row, row),
                    columns: (column, column),
                    glyphs: Vec::new(),
                });
                region.rows.1 = region.rows.1.max(row);
                region.columns = (region.columns.0.min(column), region.columns.1.max(column));
            }
        }
        regions.into_values().collect()
    }
}

/// A line stands at a side along most of a stretch.
fn covers(rules: &[Rule], at: Length, from: Length, to: Length) -> bool {
    let covered: Length = rules
        .iter()
        .filter(|rule| (rule.at - at).abs() <= NEAR)
        .map(|rule| (rule.to.min(to) - rule.from.max(from)).max(0))
        .sum();
    covered * 10 >= (to - from) * 6
}

/// Sets that are joined bit by bit.
struct Sets(Vec<usize>);

impl Sets {
    fn new(n: usize) -> Self {
        Self((0..n).collect())
    }

    fn root(&mut self, index: usize) -> usize {
        let mut root = index;
        while let Some(&next) = self.0.get(root).filter(|&&next| next != root) {
            root = next;
        }
        let mut at = index;
        while at != root {
            let Some(next) = self.0.get_mut(at) else { break };
            at = std::mem::replace(next, root);
        }
        root
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        if let Some(next) = self.0.get_mut(one.max(other)) {
            *next = one.min(other);
        }
    }
}
