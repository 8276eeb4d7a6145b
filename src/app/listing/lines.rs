//! The lines of a long table, and which of them are drawn while the others are room.
//!
//! Every row of such a table is as high as every other, so that places follow from counts.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::ops::Range;

use crate::app::listing::Listing;
use crate::app::listing::group::Group;
use kpi_report::contract::v1;

/// Rows drawn before and behind those that are seen.
const AROUND: usize = 6;

/// What is drawn changes in steps of so many rows, so that not every pixel scrolled draws anew.
const STEP: usize = 10;

/// One line: the heading of a group, or a KPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// Index into [`Lines::groups`].
    Group(usize),
    /// Index of the KPI.
    Kpi(usize),
}

/// The lines in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// The groups with a heading of their own; empty where nothing is headed.
    pub groups: Vec<Group>,
    /// Headings, and the KPIs that are not folded away.
    pub lines: Vec<Line>,
    /// The row that each line begins with, from 0, and one behind the last: a KPI has a row for each measurement.
    rows: Vec<usize>,
    places: BTreeMap<usize, usize>,
}

/// The rows of a KPI: one for each measurement, and one where there is none.
pub fn n_rows(kpi: &v1::Kpi) -> usize {
    kpi.measurements.len().max(1)
}

impl Lines {
    /// The lines of these KPIs; `is_headed` says whether their groups have headings of their own.
    pub fn of(
        found: &v1::Evaluation,
        kpis: &[usize],
        listing: &Listing,
        is_headed: impl Fn(&[Group]) -> bool,
    ) -> Self {
        let mut groups = if listing.grouping.is_headed(listing.order) {
            listing.grouping.groups(found, kpis)
        } else {
            Vec::new()
        };
        if !is_headed(&groups) {
            groups.clear();
        }
        let mut lines = Vec::with_capacity(kpis.len() + groups.len());
        if groups.is_empty() {
            lines.extend(kpis.iter().copied().map(Line::Kpi));
        }
        for (place, group) in groups.iter().enumerate() {
            lines.push(Line::Group(place));
            if !listing.folded.contains(&group.key) {
                lines.extend(group.kpis.iter().copied().map(Line::Kpi));
            }
        }
        let mut next = 0;
        let mut rows = vec![0];
        let mut places = BTreeMap::new();
        for (place, line) in lines.iter().enumerate() {
            next += match line {
                Line::Group(_) => 1,
                Line::Kpi(index) => {
                    places.insert(*index, place);
                    found.kpis.get(*index).map_or(1, n_rows)
                }
            };
            rows.push(next);
        }
        Self {
            groups,
            lines,
            rows,
            places,
        }
    }

    /// What tells a group from every other: a section may come again further down, under the same heading.
    pub fn key(&self, group: usize) -> String {
        let (before, rest) = self.groups.split_at(group.min(self.groups.len()));
        let key = rest.first().map_or("", |group| &group.key);
        let times = before.iter().filter(|other| other.key == key).count();
        format!("{times}:{key}")
    }

    /// The KPIs among the lines, in order.
    pub fn kpis(&self) -> impl DoubleEndedIterator<Item = usize> {
        self.lines.iter().filter_map(|line| match line {
            Line::Kpi(index) => Some(*index),
            Line::Group(_) => None,
        })
    }

    /// The line of a KPI; `None` where it is not shown, or folded away.
    pub fn place(&self, kpi: usize) -> Option<usize> {
        self.places.get(&kpi).copied()
    }

    /// The row that a line begins with, from 0; behind the last line, the number of rows.
    pub fn row(&self, line: usize) -> usize {
        self.rows.get(line).or(self.rows.last()).copied().unwrap_or(0)
    }

    /// All rows.
    pub fn n_rows(&self) -> usize {
        self.row(self.lines.len())
    }

    /// The rows of a range of lines.
    pub fn height(&self, lines: &Range<usize>) -> usize {
        self.row(lines.end).saturating_sub(self.row(lines.start))
    }

    /// The KPI so many KPIs from this one; the first or last where there are no more.
    pub fn beside(&self, kpi: usize, by: isize) -> Option<usize> {
        let place = self.place(kpi)?;
        let is_kpi = |line: &&Line| matches!(line, Line::Kpi(_));
        let (before, after) = (self.lines.get(..place)?, self.lines.get(place + 1..)?);
        let found = if by < 0 {
            before.iter().rev().filter(is_kpi).take(by.unsigned_abs()).last()
        } else {
            after.iter().filter(is_kpi).take(by.unsigned_abs()).last()
        };
        match found {
            Some(Line::Kpi(index)) => Some(*index),
            _ => None,
        }
    }

    /// The lines to draw where so many rows are seen from this one on.
    pub fn window(&self, first_row: usize, seen: usize) -> Range<usize> {
        let last_row = self.n_rows().saturating_sub(1);
        let first_row = first_row.min(last_row) / STEP * STEP;
        let line = |row: usize| self.rows.partition_point(|begin| *begin <= row).saturating_sub(1);
        let start = line(first_row.saturating_sub(AROUND));
        let end = line((first_row + seen + STEP + AROUND).min(last_row)) + 1;
        start.min(self.lines.len())..end.min(self.lines.len())
    }

    /// What is drawn, in order: the lines of the window, the pinned one wherever it is, and the room between.
    pub fn pieces(&self, window: Range<usize>, pinned: Option<usize>) -> Vec<Piece> {
        let mut drawn = BTreeSet::new();
        drawn.insert((window.start, window.end));
        let pinned = pinned.filter(|place| !window.contains(place) && *place < self.lines.len());
        drawn.extend(pinned.map(|place| (place, place + 1)));
        let mut pieces = Vec::new();
        let mut next = 0;
        for (start, end) in drawn {
            if start > next {
                pieces.push(Piece::Room(next..start));
            }
            pieces.push(Piece::Lines(start..end));
            next = end;
        }
        if next < self.lines.len() {
            pieces.push(Piece::Room(next..self.lines.len()));
        }
        pieces
    }
}

/// A part of a long table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Lines that are not drawn.
    Room(Range<usize>),
    /// Lines that are.
    Lines(Range<usize>),
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many KPIs under headings of a hundred, every tenth with two measurements.
    fn lines(n: usize, listing: &Listing) -> Lines {
        let kpi = |index: usize| v1::Kpi {
            section: vec![format!("{}", index / 100)],
            measurements: vec![v1::Measurement::default(); 1 + usize::from(index.is_multiple_of(10))],
            ..v1::Kpi::default()
        };
        let found = v1::Evaluation {
            kpis: (0..n).map(kpi).collect(),
            ..v1::Evaluation::default()
        };
        let all: Vec<usize> = (0..n).collect();
        Lines::of(&found, &all, listing, |groups| groups.len() > 1)
    }

    #[test]
    fn headings_and_measurements_are_rows() {
        let lines = lines(1000, &Listing::default());
        assert_eq!(lines.lines.len(), 1010);
        assert_eq!(lines.n_rows(), 1110);
        assert_eq!(lines.lines.get(..2), Some(&[Line::Group(0), Line::Kpi(0)][..]));
        let place = lines.place(100).expect("it is shown");
        // Behind ten headed rows of ten, and two headings.
        assert_eq!((place, lines.row(place)), (102, 112));
    }

    #[test]
    fn what_is_folded_is_no_line_and_cannot_be_gone_to() {
        let mut listing = Listing::default();
        let open = lines(1000, &listing);
        listing
            .folded
            .extend(open.groups.first().map(|group| group.key.clone()));
        let folded = lines(1000, &listing);
        assert_eq!(folded.lines.len(), 910);
        assert_eq!(folded.place(5), None);
        assert_eq!(folded.kpis().next(), Some(100));
    }

    #[test]
    fn the_window_holds_what_is_seen_and_little_more() {
        let lines = lines(20_000, &Listing::default());
        for first in [0, 1, 9, 10, 500, 11_111, lines.n_rows() - 1, usize::MAX] {
            let window = lines.window(first, 15);
            let seen_from = first.min(lines.n_rows() - 1);
            let seen_to = (seen_from + 15).min(lines.n_rows());
            assert!(lines.row(window.start) <= seen_from, "{first}: {window:?}");
            assert!(lines.row(window.end) >= seen_to, "{first}: {window:?}");
            assert!(window.len() <= 80, "{first}: {window:?}");
        }
        assert_eq!(
            lines.window(103, 15),
            lines.window(107, 15),
            "some pixels draw nothing anew"
        );
        assert_eq!(Lines::default().window(3, 15), 0..0);
    }

    #[test]
    fn what_is_not_drawn_is_room_of_its_height() {
        let lines = lines(1000, &Listing::default());
        for pinned in [None, Some(3), Some(500), Some(1009)] {
            let pieces = lines.pieces(lines.window(500, 15), pinned);
            let mut next = 0;
            let mut rows = 0;
            for piece in &pieces {
                let (Piece::Room(range) | Piece::Lines(range)) = piece;
                assert_eq!(range.start, next, "{pieces:?}");
                next = range.end;
                rows += lines.height(range);
            }
            assert_eq!((next, rows), (lines.lines.len(), lines.n_rows()));
            let is_drawn = |place: usize| {
                pieces
                    .iter()
                    .any(|piece| matches!(piece, Piece::Lines(range) if range.contains(&place)))
            };
            assert!(pinned.is_none_or(is_drawn), "what has the focus stays");
        }
    }

    #[test]
    fn one_goes_by_kpis_and_stays_at_the_ends() {
        let lines = lines(250, &Listing::default());
        assert_eq!(lines.beside(99, 1), Some(100), "headings are passed over");
        assert_eq!(lines.beside(100, -1), Some(99));
        assert_eq!(lines.beside(100, 20), Some(120));
        assert_eq!(lines.beside(240, 20), Some(249));
        assert_eq!(lines.beside(5, -20), Some(0));
        assert_eq!((lines.beside(0, -1), lines.beside(249, 1)), (None, None));
    }
}
