//! The cells of a drawn table, each typed once; of words and a figure on lines of their own, the figure.

use crate::kpi::Point;
use crate::reading::atom::{self, Kind};
use crate::reading::generate::stack;
use crate::reading::proposal::Cell;
use crate::text::era;
use kpi_readers::base::place::Piece;
use kpi_readers::sheet::Row;

pub(super) fn typed(row: &Row, column: usize) -> Kind {
    let Some(cell) = row.cells.get(column).filter(|cell| !cell.is_blank()) else {
        return Kind::Break;
    };
    cell_kind(&cell.text).0
}

/// What a cell holds; words and a figure on two lines are the figure.
pub(super) fn cell_kind(text: &str) -> (Kind, Option<Point>) {
    let (kind, point) = atom::kind(text.trim());
    if matches!(kind, Kind::Words | Kind::Prose)
        && let Some((_, figure)) = figure_line(text)
    {
        return (Kind::Number, Some(figure));
    }
    // Figures of several groups are figures, though no single one.
    if matches!(kind, Kind::Words | Kind::Prose) && stack::is_stacked(text) {
        return (Kind::Number, None);
    }
    (kind, point)
}

/// 延床面積⏎45,298平方メートル: the one line of a cell that is a figure, with what stands before it.
fn figure_line(text: &str) -> Option<(usize, Point)> {
    let lines: Vec<&str> = text.lines().collect();
    if !(2..=4).contains(&lines.len()) {
        return None;
    }
    let mut figures = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| !is_time(line.trim()))
        .filter_map(|(at, line)| match atom::kind(line.trim()) {
            (Kind::Number, Some(point)) => Some((at, point)),
            _ => None,
        });
    let first = figures.next()?;
    figures.next().is_none().then_some(first)
}

/// (令和3年), (2022): a time in brackets, no figure.
fn is_time(line: &str) -> bool {
    line.starts_with(['(', '（']) && era::only(line).is_some()
}

/// A merged cell over both columns says its name once.
pub(super) fn distinct(cells: Vec<Cell>) -> Vec<Cell> {
    let mut out: Vec<Cell> = Vec::new();
    for cell in cells {
        if out.last().is_none_or(|last| last.text != cell.text) {
            out.push(cell);
        }
    }
    out
}

/// Words that name a record.
pub(super) fn words(text: String, piece: Piece) -> Cell {
    Cell {
        kind: Kind::Words,
        text,
        pieces: vec![piece],
        point: None,
        after_arrow: false,
    }
}

pub(super) fn of(text: &str, piece: Piece) -> Cell {
    let (kind, point) = cell_kind(text);
    Cell {
        kind,
        text: text.to_owned(),
        pieces: vec![piece],
        point,
        after_arrow: false,
    }
}

/// A cell of a row, `None` where nothing is printed.
pub(super) fn cell(row: &Row, index: usize, column: usize) -> Option<Cell> {
    let cell = row.cells.get(column).filter(|cell| !cell.is_blank())?;
    let text = &cell.text;
    // Of words and a figure on lines of their own, the figure.
    if let (Kind::Words | Kind::Prose, _) = atom::kind(text.trim())
        && let Some((line, point)) = figure_line(text)
    {
        return Some(figure(text, (index, column), line, point));
    }
    Some(of(
        text.trim(),
        Piece {
            row: index,
            column,
            from: 0,
            to: text.len(),
        },
    ))
}

/// The figure on a line of a cell, and its time, where a line below says nothing else: 1日当たり⏎118分⏎(令和3年).
fn figure(text: &str, (row, column): (usize, usize), line: usize, mut point: Point) -> Cell {
    let mut from = 0;
    let mut lines = Vec::new();
    for text in text.split('\n') {
        let to = from + text.len();
        lines.push((
            text.trim(),
            Piece {
                row,
                column,
                from,
                to,
            },
        ));
        from = to + 1;
    }
    let (figure, below) = lines.get(line..).and_then(<[_]>::split_first).unzip();
    let time = below.into_iter().flatten().find(|(text, _)| is_time(text));
    point.period = point.period.or_else(|| era::first(time?.0));
    let parts: Vec<_> = figure.into_iter().chain(time).collect();
    let texts: Vec<&str> = parts.iter().map(|(text, _)| *text).collect();
    Cell {
        kind: Kind::Number,
        text: texts.join("\n"),
        pieces: parts.iter().map(|(_, piece)| *piece).collect(),
        point: Some(point),
        after_arrow: false,
    }
}
