//! What is shown of a reading: filter, page, the marked place. Undo forgets it, the draft never knows it.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::contract::v1;
use crate::domain::base::place::CellRef;
use crate::ui::outline::Filter;
use crate::ui::outline::admitted;
use crate::ui::reading::Reading;

/// KPIs that are shown on one page: a sheet of a usual size is shown whole.
const WHOLE: usize = 200;

/// KPIs on each page of a longer result, so that turning it is never felt.
const PAGE: usize = 25;

/// KPIs on one page of a result with so many.
pub fn page_size(len: usize) -> usize {
    if len <= WHOLE { WHOLE } else { PAGE }
}

/// Rows of the source shown around a place, before and after it.
pub const AROUND: usize = 50;

/// Rows of the source shown at most.
pub const ROWS: usize = 400;

/// Where to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A KPI of the result, by its index.
    Kpi(usize),
    /// A project of the result, by its index.
    Project(usize),
    /// A notice, by its index.
    Notice(usize),
    /// A cell of the source, with the cells to mark beside it.
    Source(CellRef, BTreeSet<CellRef>),
}

/// What is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// Which KPIs.
    pub filter: Filter,
    /// Which page of them.
    pub page: usize,
    /// The KPI that was gone to.
    pub kpi: Option<usize>,
    /// The project that was gone to.
    pub project: Option<usize>,
    /// The cells marked in the source.
    pub cells: BTreeSet<CellRef>,
    /// The sheet of the source.
    pub sheet: usize,
    /// The rows shown of the source; empty until asked for: then the beginning.
    pub rows: Range<usize>,
    /// The id of the element that a jump into the source came from.
    pub back: Option<String>,
    /// The id of the element to focus once it is there, and a number that makes every wish a new one.
    pub reveal: Option<(String, u32)>,
}

/// The id of the element of a KPI.
pub fn kpi_id(index: usize) -> String {
    format!("ke-kpi-{index}")
}

/// The id of the heading above the tables.
pub const RESULT: &str = "ke-result-heading";

/// The id of the element of a table's first KPIs.
pub fn table_id(index: usize) -> String {
    format!("ke-table-{index}")
}

/// The id of the heading above the notices, which takes the focus where a notice is not shown yet.
pub const NOTICES: &str = "ke-notices-heading";

/// How the ids of the elements of notices begin.
pub const NOTICE: &str = "ke-notice-item-";

/// The id of the element of a notice.
pub fn notice_id(index: usize) -> String {
    format!("{NOTICE}{index}")
}

/// The id of the element of a project.
pub fn project_id(index: usize) -> String {
    format!("ke-project-{index}")
}

/// The id of the element of a row of the source.
pub fn row_id(sheet: usize, row: usize) -> String {
    format!("ke-source-{sheet}-{row}")
}

impl View {
    /// The view after going to `target`, from the element `from`.
    #[must_use]
    pub fn at(&self, target: Target, from: Option<String>, evaluation: &v1::Evaluation) -> Self {
        let next = self.clone();
        match target {
            Target::Kpi(index) => next.at_kpi(index, evaluation),
            Target::Project(index) => {
                let mut next = next.wishing(project_id(index));
                next.project = Some(index);
                next
            }
            Target::Notice(index) => next.wishing(notice_id(index)),
            Target::Source(cell, cells) => {
                let mut next = next.wishing(row_id(cell.sheet, cell.row));
                next.sheet = cell.sheet;
                next.rows = cell.row.saturating_sub(AROUND)..cell.row.saturating_add(AROUND + 1);
                next.cells = cells;
                next.cells.insert(cell);
                next.back = from;
                next
            }
        }
    }

    /// The view with the focus on the element of this id, once it is there.
    #[must_use]
    pub fn wishing(mut self, id: String) -> Self {
        let number = self
            .reveal
            .as_ref()
            .map_or(0, |(_, number)| number.wrapping_add(1));
        self.reveal = Some((id, number));
        self
    }

    /// The view through another filter, from its first page.
    #[must_use]
    pub fn filtered(&self, filter: Filter) -> Self {
        Self {
            filter,
            page: 0,
            ..self.clone()
        }
    }

    /// The rows to show of a sheet of `len` rows.
    pub fn window(&self, len: usize) -> Range<usize> {
        let wished = if self.rows.is_empty() {
            0..2 * AROUND
        } else {
            self.rows.clone()
        };
        let start = wished.start.min(len);
        start..wished.end.clamp(start, len)
    }

    /// The view with more rows before or after, at most [`ROWS`] in all.
    #[must_use]
    pub fn scrolled(&self, len: usize, forward: bool) -> Self {
        let Range { start, end } = self.window(len);
        let rows = if forward {
            let end = end.saturating_add(2 * AROUND).min(len);
            start.max(end.saturating_sub(ROWS))..end
        } else {
            let start = start.saturating_sub(2 * AROUND);
            start..end.min(start + ROWS)
        };
        Self { rows, ..self.clone() }
    }

    fn at_kpi(self, index: usize, evaluation: &v1::Evaluation) -> Self {
        let shown = evaluation
            .kpis
            .get(index)
            .is_some_and(|kpi| self.filter.admits(kpi));
        let mut next = self.wishing(kpi_id(index));
        if !shown {
            next.filter = Filter::All;
        }
        let admitted = admitted(evaluation, next.filter);
        let position = admitted.binary_search(&index).unwrap_or(0);
        next.page = position / page_size(admitted.len());
        next.kpi = Some(index);
        next
    }
}

/// Where a notice leads: to its KPI or project, else to its place in the source.
pub fn target_of(notice: &v1::Notice, reading: &Reading) -> Option<Target> {
    let evaluation = &reading.evaluation;
    let kpi = notice
        .kpi
        .as_ref()
        .and_then(|id| evaluation.kpis.iter().position(|kpi| kpi.id == *id));
    let project = notice
        .project
        .as_ref()
        .and_then(|id| evaluation.projects.iter().position(|other| other.id == *id));
    match (kpi, project) {
        (Some(index), _) => Some(Target::Kpi(index)),
        (None, Some(index)) => Some(Target::Project(index)),
        (None, None) => source_of(notice.at.as_ref()?, reading),
    }
}

/// The place in the source.
pub fn source_of(place: &v1::Place, reading: &Reading) -> Option<Target> {
    reading
        .cell(place)
        .map(|cell| Target::Source(cell, BTreeSet::new()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evaluation(n: usize) -> v1::Evaluation {
        v1::Evaluation {
            kpis: vec![v1::Kpi::default(); n],
            ..v1::Evaluation::default()
        }
    }

    #[test]
    fn going_to_a_kpi_turns_to_its_page_and_drops_a_filter_that_hides_it() {
        let view = View::default()
            .filtered(Filter::Mismatch)
            .at(Target::Kpi(450), None, &evaluation(1000));
        assert_eq!((view.filter, view.page, view.kpi), (Filter::All, 18, Some(450)));
        assert_eq!(view.reveal, Some(("ke-kpi-450".to_owned(), 0)));
    }

    #[test]
    fn the_same_wish_again_is_a_new_wish() {
        let once = View::default().at(Target::Kpi(1), None, &evaluation(3));
        assert_ne!(once.reveal, once.at(Target::Kpi(1), None, &evaluation(3)).reveal);
    }

    #[test]
    fn the_window_stays_inside_the_source() {
        let cell = CellRef {
            sheet: 0,
            row: 990,
            column: 0,
        };
        let view = View::default().at(Target::Source(cell, BTreeSet::new()), None, &evaluation(0));
        assert_eq!(view.window(1000), 940..1000);
        assert_eq!(view.window(10), 10..10);
        assert_eq!(View::default().window(30), 0..30);
        assert_eq!(View::default().window(5000), 0..100);
    }

    #[test]
    fn scrolling_never_shows_more_rows_than_the_limit() {
        let mut view = View::default();
        for _ in 0..20 {
            view = view.scrolled(100_000, true);
            assert!(view.window(100_000).len() <= ROWS);
        }
        assert_eq!(view.window(100_000).end, 2100);
        for _ in 0..40 {
            view = view.scrolled(100_000, false);
            assert!(view.window(100_000).len() <= ROWS);
        }
        assert_eq!(view.window(100_000).start, 0);
    }
}
