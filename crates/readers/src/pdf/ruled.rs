//! Tables by their lines: cells are what lines enclose.

use std::collections::BTreeMap;

use crate::pdf::glyph::{Frame, Glyph, Length, Rule};
use crate::pdf::lines::{self, Line};
use crate::pdf::rows;
use crate::pdf::table::{Band, Piece, Table};

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

/// How much work the lines of a whole document may take.
#[derive(Clone, Debug)]
pub struct Budget {
    /// Cells, and cells that characters are sought in.
    pub n_left: usize,
}

impl Budget {
    /// Takes `n` of it, if there is so much.
    fn take(&mut self, n: usize) -> bool {
        let left = self.n_left.checked_sub(n);
        self.n_left = left.unwrap_or(0);
        left.is_some()
    }
}

/// Takes the tables with lines out of a page. Returns them and the characters that are in none of them, and the level
/// lines that belong to none. Once the budget is spent, characters stay where they are.
pub fn take(glyphs: Vec<Glyph>, rules: &[Rule], budget: &mut Budget) -> (Vec<Table>, Vec<Glyph>, Vec<Rule>) {
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
        // Every character left is looked at for every table.
        if !budget.take(grid.n_cells() + left.len() / 16) {
            break;
        }
        let is_inside = |glyph: &Glyph| {
            let (x, y) = glyph.home;
            (frame.left..frame.right).contains(&x) && (frame.top..frame.bottom).contains(&y)
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
    /// No line is at the upper, at the lower end.
    is_open: (bool, bool),
}

fn grids(level: &[Rule], upright: &[Rule]) -> (Vec<Grid>, Vec<Rule>) {
    let mut sets = Sets::new(level.len() + upright.len());
    for (index, across) in level.iter().enumerate() {
        // They stand from left to right.
        let first = upright.partition_point(|down| down.at < across.from - TOUCH);
        let near = upright.iter().enumerate().skip(first);
        for (offset, down) in near.take_while(|(_, down)| down.at <= across.to + TOUCH) {
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
    let mut alone = Vec::new();
    for mut grid in grids.into_values() {
        (grid.columns, _) = sides(&grid.upright, &grid.level);
        (grid.rows, grid.is_open) = sides(&grid.level, &grid.upright);
        let n_cells = grid.n_cells();
        // One cell is a frame around something else.
        if (2..=MAX_CELLS).contains(&n_cells) && !grid.upright.is_empty() && !grid.level.is_empty() {
            whole.push(grid);
        } else {
            if grid.level.is_empty() {
                alone.extend(grid.upright);
            }
            unused.extend(grid.level);
        }
    }
    whole.extend(columns_alone(alone));
    (whole, unused)
}

/// Upright lines of one height beside each other that no level line meets: columns.
fn columns_alone(mut upright: Vec<Rule>) -> Vec<Grid> {
    upright.sort_by_key(|rule| (rule.from, rule.to));
    let is_like = |one: &Rule, other: &Rule| {
        (one.from - other.from).abs() <= TOUCH && (one.to - other.to).abs() <= TOUCH
    };
    let groups = upright.chunk_by(is_like).filter(|group| group.len() > 2);
    groups
        .map(|group| {
            let (columns, _) = sides(group, &[]);
            let from = group.iter().map(|rule| rule.from).min();
            let to = group.iter().map(|rule| rule.to).max();
            let mut upright = group.to_vec();
            upright.sort_by_key(|rule| rule.at);
            Grid {
                upright,
                columns,
                rows: from.into_iter().chain(to).collect(),
                is_open: (true, true),
                ..Grid::default()
            }
        })
        .collect()
}

/// Where lines of one direction are, and how far out the others reach; whether they reach out at the start, at the end.
fn sides(rules: &[Rule], others: &[Rule]) -> (Vec<Length>, (bool, bool)) {
    let mut sides: Vec<Length> = rules.iter().map(|rule| rule.at).collect();
    let (first, last) = (sides.iter().min().copied(), sides.iter().max().copied());
    let start = others.iter().map(|rule| rule.from).min();
    let start = start.filter(|&start| first.is_none_or(|first| start < first - OPEN));
    let end = others.iter().map(|rule| rule.to).max();
    let end = end.filter(|&end| last.is_none_or(|last| end > last + OPEN));
    sides.extend(start);
    sides.extend(end);
    sides.sort_unstable();
    sides.dedup_by(|next, kept| *next - *kept <= NEAR);
    (sides, (start.is_some(), end.is_some()))
}

/// A cell, or several that no line separates.
#[derive(Debug)]
struct Region {
    rows: (usize, usize),
    columns: (usize, usize),
    glyphs: Vec<Glyph>,
}

impl Grid {
    fn n_cells(&self) -> usize {
        self.columns.len().saturating_sub(1) * self.rows.len().saturating_sub(1)
    }

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
            let row = place(&self.rows, glyph.home.1);
            let column = place(&self.columns, glyph.home.0);
            let region = region_of
                .get(row * width + column)
                .and_then(|&index| regions.get_mut(index));
            if let Some(region) = region {
                region.glyphs.push(glyph);
            }
        }
        let padding = self.padding(&regions);
        let texts: Vec<lines::CellText> = regions
            .iter()
            .map(|region| lines::cell_text(&region.glyphs, self.cell(region.rows, region.columns), padding))
            .collect();
        if texts.iter().all(|found| found.text.is_empty()) {
            return None;
        }
        let mut rows = Vec::new();
        for (row, here) in in_rows(&regions, self.rows.len() - 1).into_iter().enumerate() {
            let regions = || here.iter().filter_map(|&index| regions.get(index));
            // A row in which nothing begins is a second line of the one above.
            if regions().all(|region| region.rows.0 != row) {
                continue;
            }
            if let Some(bands) = self.without_lines(row, &regions().collect::<Vec<_>>()) {
                rows.extend(bands);
                continue;
            }
            let pieces = regions().zip(here.iter().filter_map(|&index| texts.get(index)));
            let mut pieces: Vec<Piece> = pieces
                .map(|(region, found)| {
                    let cell = self.cell(region.rows, region.columns);
                    Piece {
                        left: cell.left,
                        right: cell.right,
                        text: found.text.clone(),
                        covered: region.rows.0 != row,
                        ends: found.ends,
                        unseen: Vec::new(),
                    }
                })
                .collect();
            pieces.sort_by_key(|piece| piece.left);
            let cell = self.cell((row, row), (0, 0));
            rows.push(Band {
                pieces,
                top: cell.top,
                bottom: cell.bottom,
            });
        }
        Some(Table {
            rows,
            top: frame.top,
            bottom: frame.bottom,
            is_by_gaps: false,
            is_open: self.is_open,
        })
    }

    /// The rows of a stretch in which lines part the columns and nothing parts the rows.
    fn without_lines(&self, row: usize, regions: &[&Region]) -> Option<Vec<Band>> {
        if regions.iter().any(|region| region.rows != (row, row)) {
            return None;
        }
        let n_values = |region: &&Region| {
            let lines = lines::lines(&region.glyphs);
            lines.iter().filter(|line| lines::is_value(&line.text())).count()
        };
        let counts: Vec<usize> = regions.iter().map(n_values).collect();
        let at_least = |n: usize| counts.iter().filter(|&&count| count >= n).count();
        // Two numbers in a cell are target and actual; in all cells of all the table, they are two rows.
        let is_all = self.rows.len() <= 4;
        if at_least(3) < 2 && !(is_all && at_least(2) >= 3) {
            return None;
        }
        let glyphs: Vec<Glyph> = regions
            .iter()
            .flat_map(|region| &region.glyphs)
            .copied()
            .collect();
        let mut columns: Vec<(Frame, (Length, Length))> = regions
            .iter()
            .map(|region| {
                let cell = self.cell(region.rows, region.columns);
                // Text that was broken is as wide as the column has room.
                let left = region.glyphs.iter().map(|glyph| glyph.frame.left).min();
                let right = region.glyphs.iter().map(|glyph| glyph.frame.right).max();
                (cell, left.zip(right).unwrap_or((cell.left, cell.right)))
            })
            .collect();
        columns.sort_by_key(|(cell, _)| cell.left);
        let (cells, columns): (Vec<Frame>, Vec<(Length, Length)>) = columns.into_iter().unzip();
        let lines: Vec<Line> = lines::lines(&glyphs);
        let groups = rows::by_text(&lines, &columns);
        let mut bands: Vec<Band> = groups.iter().map(|group| rows::row(group, &columns)).collect();
        for (piece, cell) in bands
            .iter_mut()
            .flat_map(|band| band.pieces.iter_mut().zip(&cells))
        {
            (piece.left, piece.right) = (cell.left, cell.right);
        }
        Some(bands)
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

/// Which regions reach into each row.
fn in_rows(regions: &[Region], n_rows: usize) -> Vec<Vec<usize>> {
    let mut rows: Vec<Vec<usize>> = vec![Vec::new(); n_rows];
    for (index, region) in regions.iter().enumerate() {
        for row in rows.iter_mut().take(region.rows.1 + 1).skip(region.rows.0) {
            row.push(index);
        }
    }
    rows
}

/// A line stands at a side along most of a stretch. The lines are sorted by where they are.
fn covers(rules: &[Rule], at: Length, from: Length, to: Length) -> bool {
    let first = rules.partition_point(|rule| rule.at < at - NEAR);
    let covered: Length = rules
        .iter()
        .skip(first)
        .take_while(|rule| rule.at <= at + NEAR)
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
