//! What is shown of a reading: which KPIs, which page of them, which panels, the selected KPI and the marked place. Undo forgets it, the draft never knows it.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::app::listing::Listing;
use crate::ui::reading::Reading;
use kpi_readers::base::place::CellRef;
use kpi_report::contract::v1;

/// KPIs that are shown on one page of cards: a sheet of a usual size is shown whole.
pub const WHOLE: usize = 200;

/// KPIs on each page of a longer result of cards, so that turning it is never felt.
const PAGE: usize = 25;

/// KPIs on one page of a table at most: browsers know no place further down than its rows are high together.
const LONGEST: usize = 100_000;

/// KPIs on one page of a result with so many, as cards or as a table.
///
/// Cards have no known height, so that they cannot be drawn around what is seen alone: there a long result has pages.
pub fn page_size(len: usize, as_cards: bool) -> usize {
    match (as_cards, len <= WHOLE) {
        (false, _) => LONGEST,
        (true, true) => WHOLE,
        (true, false) => PAGE,
    }
}

/// A table of so many KPIs draws those around what is seen only: each row drawn is felt when one edits.
pub fn is_long(len: usize, as_cards: bool) -> bool {
    !as_cards && len > WHOLE
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

/// A panel below the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Panel {
    /// What only a person can tell.
    Questions,
    /// What does not add up.
    Findings,
    /// The KPIs by section.
    Overview,
    /// The reading beside the source.
    Check,
    /// Tables that may hold KPIs.
    Candidates,
    /// What people judge.
    Judging,
    /// By which rules labels are given.
    Rules,
    /// The labels of sections.
    Sections,
    /// The projects.
    Projects,
    /// An earlier sheet beside this one.
    Years,
    /// What was changed, in its order.
    Changes,
    /// Whether machines can read the source.
    Readability,
    /// The source.
    Source,
}

/// All panels in the order in which they stand.
pub const PANELS: [Panel; 13] = [
    Panel::Questions,
    Panel::Findings,
    Panel::Overview,
    Panel::Check,
    Panel::Candidates,
    Panel::Judging,
    Panel::Rules,
    Panel::Sections,
    Panel::Projects,
    Panel::Years,
    Panel::Changes,
    Panel::Readability,
    Panel::Source,
];

impl Panel {
    /// Its stable name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Questions => "questions",
            Self::Findings => "findings",
            Self::Overview => "overview",
            Self::Check => "check",
            Self::Candidates => "candidates",
            Self::Judging => "judging",
            Self::Rules => "rules",
            Self::Sections => "sections",
            Self::Projects => "projects",
            Self::Years => "years",
            Self::Changes => "changes",
            Self::Readability => "readability",
            Self::Source => "source",
        }
    }

    /// The panel of a stable name.
    pub fn of_id(id: &str) -> Option<Self> {
        PANELS.into_iter().find(|panel| panel.id() == id)
    }

    /// The step of the way that it belongs to.
    fn step(self) -> Step {
        match self {
            Self::Questions | Self::Check | Self::Candidates | Self::Readability | Self::Source => {
                Step::Check
            }
            Self::Findings | Self::Overview | Self::Rules | Self::Years | Self::Changes => Step::Evaluate,
            Self::Judging | Self::Sections | Self::Projects => Step::Judge,
        }
    }
}

/// A step of the way from a sheet to what is handed out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Step {
    /// A sheet comes in.
    TakeIn,
    /// What was read of it is confirmed.
    Check,
    /// The table of results is worked in.
    #[default]
    Evaluate,
    /// People judge.
    Judge,
    /// The result goes out.
    HandOut,
}

/// All of them in their order.
pub const STEPS: [Step; 5] = [
    Step::TakeIn,
    Step::Check,
    Step::Evaluate,
    Step::Judge,
    Step::HandOut,
];

impl Step {
    /// Its stable name.
    pub fn id(self) -> &'static str {
        match self {
            Self::TakeIn => "take-in",
            Self::Check => "check",
            Self::Evaluate => "evaluate",
            Self::Judge => "judge",
            Self::HandOut => "hand-out",
        }
    }

    /// The step of a stable name.
    pub fn of_id(id: &str) -> Option<Self> {
        STEPS.into_iter().find(|step| step.id() == id)
    }
}

/// What is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// Where on the way.
    pub step: Step,
    /// The panels that are open from the beginning, in the step of the evaluation.
    pub first: BTreeSet<Panel>,
    /// Which KPIs, in what order.
    pub listing: Listing,
    /// They are cards, not rows.
    pub as_cards: bool,
    /// Which page of them.
    pub page: usize,
    /// The KPI that is selected.
    pub kpi: Option<usize>,
    /// Its details are shown beside the table.
    pub inspects: bool,
    /// The panels that are open below the table.
    pub panels: BTreeSet<Panel>,
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

/// The KPI whose element, or one inside its row, has this id.
pub fn kpi_of(id: &str) -> Option<usize> {
    let rest = id.strip_prefix("ke-kpi-")?;
    rest.split('-').next()?.parse().ok()
}

/// The id of the button that opens the details of a KPI.
pub fn open_id(index: usize) -> String {
    format!("{}-open", kpi_id(index))
}

/// The id of the heading of the details.
pub const INSPECTOR: &str = "ke-inspector-heading";

/// The id of the heading above the table.
pub const RESULT: &str = "ke-result-heading";

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
    /// The view after going to `target`, from the element `from`; the panel that holds it is open then.
    #[must_use]
    pub fn at(&self, target: Target, from: Option<String>, reading: &Reading) -> Self {
        let next = self.clone();
        match target {
            Target::Kpi(index) => next.at_kpi(index, reading),
            Target::Project(index) => {
                let mut next = next.opening(Panel::Projects).wishing(project_id(index));
                next.project = Some(index);
                next
            }
            Target::Notice(index) => {
                let notice = reading.evaluation.notices.get(index);
                let panel = if notice.is_some_and(v1::Notice::is_finding) {
                    Panel::Findings
                } else {
                    Panel::Questions
                };
                next.opening(panel).wishing(notice_id(index))
            }
            Target::Source(cell, cells) => {
                let mut next = next.opening(Panel::Source).wishing(row_id(cell.sheet, cell.row));
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

    /// The KPI that was last gone to, with the number of the wish.
    pub fn sought(&self) -> Option<(usize, u32)> {
        let (id, number) = self.reveal.as_ref()?;
        Some((kpi_of(id)?, *number))
    }

    /// The view of rows or cards, from its first page.
    #[must_use]
    pub fn laid_out(&self, as_cards: bool) -> Self {
        Self {
            as_cards,
            page: 0,
            ..self.clone()
        }
    }

    /// The view of another listing, from its first page.
    #[must_use]
    pub fn listed(&self, listing: Listing) -> Self {
        Self {
            listing,
            page: 0,
            ..self.clone()
        }
    }

    /// The view with a panel opened, the focus on its heading, or closed.
    #[must_use]
    pub fn toggling(&self, panel: Panel) -> Self {
        let mut next = self.clone();
        if next.panels.remove(&panel) {
            return next;
        }
        next.opening(panel).wishing(panel.heading().to_owned())
    }

    /// The view with a panel open, in the step that it belongs to.
    #[must_use]
    pub fn opening(mut self, panel: Panel) -> Self {
        self.panels.insert(panel);
        self.step = panel.step();
        self
    }

    /// The panels that are open in a step unless a person opens others.
    pub fn usual(&self, step: Step) -> BTreeSet<Panel> {
        match step {
            Step::Check => [Panel::Questions, Panel::Check, Panel::Candidates].into(),
            Step::Judge => [Panel::Judging, Panel::Sections, Panel::Projects].into(),
            Step::TakeIn | Step::Evaluate | Step::HandOut => self.first.clone(),
        }
    }

    /// The view with a KPI selected, its details shown and in focus.
    #[must_use]
    pub fn inspecting(&self, index: usize) -> Self {
        Self {
            kpi: Some(index),
            inspects: true,
            ..self.clone()
        }
        .wishing(INSPECTOR.to_owned())
    }

    /// The view without details, the focus back on the row.
    #[must_use]
    pub fn leaving(&self) -> Self {
        let next = Self {
            inspects: false,
            ..self.clone()
        };
        match self.kpi {
            Some(kpi) => next.wishing(open_id(kpi)),
            None => next,
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

    fn at_kpi(self, index: usize, reading: &Reading) -> Self {
        let as_cards = self.as_cards;
        let mut next = self.wishing(kpi_id(index));
        let place = |listing: &Listing| {
            let admitted = listing.admitted(&reading.evaluation, &reading.facts);
            let place = admitted.iter().position(|other| *other == index);
            place.map(|place| place / page_size(admitted.len(), as_cards))
        };
        let page = place(&next.listing).unwrap_or_else(|| {
            next.listing = next.listing.widened();
            place(&next.listing).unwrap_or(0)
        });
        if let Some(kpi) = reading.evaluation.kpis.get(index) {
            let key = next.listing.grouping.key_of(kpi);
            next.listing.folded.remove(&key);
        }
        next.page = page;
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

    use std::rc::Rc;

    use crate::app::listing::facet::Facet;

    fn reading(n: usize) -> Reading {
        let evaluation = v1::Evaluation {
            kpis: vec![v1::Kpi::default(); n],
            ..v1::Evaluation::default()
        };
        Reading::new(Rc::default(), evaluation, Vec::new())
    }

    #[test]
    fn going_to_a_kpi_turns_to_its_page_and_drops_a_filter_that_hides_it() {
        let cards = View {
            as_cards: true,
            ..View::default()
        };
        let view = cards
            .listed(Listing::default().toggled(Facet::Check, "mismatch"))
            .at(Target::Kpi(450), None, &reading(1000));
        assert!(!view.listing.is_narrowed());
        assert_eq!((view.page, view.kpi), (18, Some(450)));
        assert_eq!(view.reveal, Some(("ke-kpi-450".to_owned(), 0)));
    }

    #[test]
    fn a_table_has_one_page_and_says_which_kpi_was_gone_to() {
        let view = View::default().at(Target::Kpi(19_000), None, &reading(20_000));
        assert_eq!((view.page, view.sought()), (0, Some((19_000, 0))));
        assert_eq!(view.leaving().sought(), Some((19_000, 1)));
        assert_eq!(
            view.opening(Panel::Source).wishing(RESULT.to_owned()).sought(),
            None
        );
        assert!(is_long(201, false) && !is_long(200, false) && !is_long(20_000, true));
        assert_eq!(
            [
                page_size(20_000, false),
                page_size(20_000, true),
                page_size(200, true)
            ],
            [LONGEST, 25, 200]
        );
    }

    #[test]
    fn going_somewhere_opens_the_panel_that_holds_it() {
        let view = View::default().at(Target::Project(0), None, &reading(1));
        assert!(view.panels.contains(&Panel::Projects));
        let view = view.at(Target::Notice(0), None, &reading(1));
        assert!(view.panels.contains(&Panel::Questions));
    }

    #[test]
    fn details_are_left_to_the_row_they_are_of() {
        let view = View::default().inspecting(3);
        assert!(view.inspects);
        let left = view.leaving();
        assert!(!left.inspects);
        assert_eq!(left.reveal.map(|(id, _)| id).as_deref(), Some("ke-kpi-3-open"));
    }

    #[test]
    fn the_same_wish_again_is_a_new_wish() {
        let once = View::default().at(Target::Kpi(1), None, &reading(3));
        assert_ne!(once.reveal, once.at(Target::Kpi(1), None, &reading(3)).reveal);
    }

    #[test]
    fn the_window_stays_inside_the_source() {
        let cell = CellRef {
            sheet: 0,
            row: 990,
            column: 0,
        };
        let view = View::default().at(Target::Source(cell, BTreeSet::new()), None, &reading(0));
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
