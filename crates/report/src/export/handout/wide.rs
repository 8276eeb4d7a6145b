//! A row for each KPI, its periods side by side, as a city lays a sheet out.
//!
//! KPIs stand in one table, whatever table they come from: its title is a heading above them. A period that only some of
//! them have is a column that is empty for the others. What every KPI says alike (the year of the baseline) stands in the
//! head. Where an empty cell would say something (a target that is missing, an actual that is still to come), people get
//! a table of its own below ([`lay_out_apart`]).

use std::collections::BTreeMap;

use crate::contract::v1;
use crate::contract::v1::{Direction, DirectionFrom, Status};
use crate::contract::words::parse_period;
use crate::export::handout::cell::of_point;
use crate::export::handout::signature::{self, Slot, has_own_target, slots_of};
use crate::export::handout::standing;
use crate::export::handout::{Cell, Choice, Field};
use crate::export::safe;
use crate::i18n::page::{DEPARTMENTS_JOINT, messages};
use crate::i18n::shown;
use kpi_core::kpi::Period;
use kpi_readers::base::Decimal;
use kpi_readers::base::fraction::{Fraction, Rounding};

/// The roles of prose, in the order of their columns.
const TEXTS: [&str; 7] = [
    "reason",
    "cause",
    "effect",
    "issue",
    "opinion",
    "next-step",
    "note",
];

/// More headings above a KPI than this share a column.
const MAX_SECTIONS: usize = 3;

/// The wide form: rows under one row of heads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wide {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub lines: Vec<Line>,
}

impl Wide {
    /// Cells of some KPI are figures in this column.
    pub fn is_of_figures(&self, column: usize) -> bool {
        self.kpis()
            .any(|cells| cells.get(column).is_some_and(Cell::is_figure))
    }

    /// The cells of each KPI.
    pub fn kpis(&self) -> impl Iterator<Item = &[Cell]> {
        self.lines.iter().filter_map(|line| match line {
            Line::Kpi { cells, .. } => Some(cells.as_slice()),
            Line::Section(_) => None,
        })
    }
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Of which kind.
    pub field: Field,
    /// Its head, unlike every other.
    pub head: String,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// The headings above the KPIs that follow, outermost first.
    Section(Vec<String>),
    /// A KPI: a cell for each column.
    Kpi {
        /// Its cells.
        cells: Vec<Cell>,
        /// How cells follow from others of the row, by column.
        formulas: BTreeMap<usize, Formula>,
    },
}

/// How a cell follows from others of its row. Only one that gives our very value is here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Formula {
    /// 100 × one column ÷ another, half up to one decimal.
    Ratio {
        /// The dividend's column.
        of: usize,
        /// The divisor's column.
        by: usize,
    },
    /// One text or another, as an actual stands to its target.
    Verdict {
        /// The column of the actual.
        actual: usize,
        /// The column of the target.
        target: usize,
        /// `>=`, `<=` or `=`.
        sign: &'static str,
        /// Where it holds, and where not.
        texts: [String; 2],
    },
}

/// Where the headings above KPIs stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sections {
    /// In rows between those of the KPIs, for people.
    Rows,
    /// In columns, for machines.
    Columns,
}

/// The wide form of an evaluation.
pub fn lay_out(found: &v1::Evaluation, choice: &Choice, sections: Sections) -> Wide {
    Plan::of(found, &found.kpis, choice, sections).wide()
}

/// The wide form in as few tables as say nothing by empty cells; one at least.
pub fn lay_out_apart(found: &v1::Evaluation, choice: &Choice, sections: Sections) -> Vec<Wide> {
    let runs = signature::runs(&found.kpis).into_iter();
    runs.map(|kpis| Plan::of(found, kpis, choice, sections).wide())
        .collect()
}

/// The slots of all KPIs, by their periods; what has none comes first.
fn all_slots(kpis: &[v1::Kpi]) -> Vec<Slot> {
    let mut slots: Vec<Slot> = Vec::new();
    for slot in kpis.iter().flat_map(slots_of) {
        if !slots.contains(&slot) {
            slots.push(slot);
        }
    }
    let end = |slot: &Slot| {
        slot.period
            .as_deref()
            .and_then(parse_period)
            .map(Period::end_month)
    };
    slots.sort_by_key(end);
    slots
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Number,
    Section(usize),
    Project,
    Name,
    Unit,
    Department,
    Direction,
    Baseline,
    BaselineYear,
    Target(usize),
    Actual(usize),
    PrintedRate(usize),
    Rate(usize),
    FinalTarget,
    TargetYear,
    RuleRate,
    Status,
    Label,
    FinalLabel,
    Check,
    PrintedStatus,
    PrintedRating(usize),
    PrintedOverall,
    PrintedLabel,
    Text(usize),
}

impl Part {
    fn field(self) -> Field {
        match self {
            Self::Number => Field::Number,
            Self::Section(_) => Field::Section,
            Self::Project => Field::Project,
            Self::Name => Field::Name,
            Self::Unit => Field::Unit,
            Self::Department => Field::Department,
            Self::Direction => Field::Direction,
            Self::Baseline | Self::BaselineYear => Field::Baseline,
            Self::Target(_) => Field::Target,
            Self::Actual(_) => Field::Actual,
            Self::PrintedRate(_) | Self::Rate(_) => Field::Rate,
            Self::FinalTarget | Self::TargetYear => Field::FinalTarget,
            Self::RuleRate => Field::RuleRate,
            Self::Status => Field::Status,
            Self::Label | Self::FinalLabel => Field::Label,
            Self::Check => Field::Check,
            Self::PrintedStatus | Self::PrintedRating(_) | Self::PrintedOverall | Self::PrintedLabel => {
                Field::Printed
            }
            Self::Text(_) => Field::Texts,
        }
    }
}

/// The columns, and the KPIs under them.
struct Plan<'a> {
    found: &'a v1::Evaluation,
    kpis: &'a [v1::Kpi],
    choice: &'a Choice,
    sections: Sections,
    slots: Vec<Slot>,
    baseline: Head,
    final_target: Head,
    parts: Vec<Part>,
}

/// What the head of a value says for all of its column.
#[derive(Default)]
struct Head {
    period: Option<String>,
    basis: String,
    /// The periods differ: they stand in a column of their own.
    differs: bool,
}

impl Head {
    fn of<'p>(points: impl Iterator<Item = &'p v1::Point> + Clone) -> Self {
        let first = points.clone().next();
        let (period, basis) = first.map_or((None, None), |point| (point.period.clone(), point.basis.clone()));
        let differs = points.clone().any(|point| point.period != period);
        let is_one_basis = points.clone().all(|point| point.basis == basis);
        Self {
            period: period.filter(|_| !differs),
            basis: basis.filter(|_| is_one_basis).unwrap_or_default(),
            differs,
        }
    }
}

impl<'a> Plan<'a> {
    fn of(found: &'a v1::Evaluation, kpis: &'a [v1::Kpi], choice: &'a Choice, sections: Sections) -> Self {
        let mut plan = Self {
            found,
            kpis,
            choice,
            sections,
            slots: all_slots(kpis),
            baseline: Head::of(kpis.iter().filter_map(|kpi| kpi.baseline.as_ref())),
            final_target: Head::of(kpis.iter().filter_map(|kpi| kpi.final_target.as_ref())),
            parts: Vec::new(),
        };
        plan.parts = plan.columns();
        plan
    }

    fn any(&self, has: impl Fn(&v1::Kpi) -> bool) -> bool {
        self.kpis.iter().any(has)
    }

    fn any_of(&self, slot: usize, has: impl Fn(&v1::Measurement) -> bool) -> bool {
        self.any(|kpi| self.seen(kpi, slot).is_some_and(&has))
    }

    /// The measurement of a KPI in a slot.
    fn seen<'k>(&self, kpi: &'k v1::Kpi, slot: usize) -> Option<&'k v1::Measurement> {
        let slot = self.slots.get(slot)?;
        let mut alike = kpi
            .measurements
            .iter()
            .filter(|seen| seen.period == slot.period && seen.basis == slot.basis);
        alike.nth(slot.nth)
    }

    /// The columns that say something.
    fn columns(&self) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut add = |wanted: bool, part: Part| {
            if wanted && (self.choice.has(part.field()) || part.field().is_needed()) {
                parts.push(part);
            }
        };
        add(self.any(|kpi| kpi.sheet_no.is_some()), Part::Number);
        if self.sections == Sections::Columns {
            for n in 0..self.depth() {
                add(true, Part::Section(n));
            }
        }
        add(self.any(|kpi| kpi.project.is_some()), Part::Project);
        add(true, Part::Name);
        add(self.any(|kpi| kpi.unit.is_some()), Part::Unit);
        add(self.any(|kpi| !kpi.departments.is_empty()), Part::Department);
        add(self.any(says_direction), Part::Direction);
        add(self.any(|kpi| kpi.baseline.is_some()), Part::Baseline);
        add(self.baseline.differs, Part::BaselineYear);
        for slot in 0..self.slots.len() {
            add(self.any_of(slot, has_own_target), Part::Target(slot));
            add(true, Part::Actual(slot));
            add(
                self.any_of(slot, |seen| seen.printed_rate.is_some()),
                Part::PrintedRate(slot),
            );
            add(self.any_of(slot, |seen| seen.rate.is_some()), Part::Rate(slot));
        }
        add(self.any(|kpi| kpi.final_target.is_some()), Part::FinalTarget);
        add(self.final_target.differs, Part::TargetYear);
        add(self.any(|kpi| rule_rate(kpi).is_some()), Part::RuleRate);
        add(true, Part::Status);
        add(self.any(|kpi| label(kpi).is_some()), Part::Label);
        add(
            self.any(|kpi| self.choice.final_labels.contains_key(&kpi.id)),
            Part::FinalLabel,
        );
        let is_checked = |kpi: &v1::Kpi| kpi.measurements.iter().any(|seen| seen.printed_rate.is_some());
        add(self.any(is_checked), Part::Check);
        add(
            self.any(|kpi| printed(kpi, |printed| printed.status.as_ref()).is_some()),
            Part::PrintedStatus,
        );
        for n in 0..self.n_ratings() {
            add(true, Part::PrintedRating(n));
        }
        add(
            self.any(|kpi| printed(kpi, |printed| printed.overall.as_ref()).is_some()),
            Part::PrintedOverall,
        );
        add(
            self.any(|kpi| printed(kpi, |printed| printed.label.as_ref()).is_some()),
            Part::PrintedLabel,
        );
        for (n, role) in TEXTS.iter().enumerate() {
            add(
                self.any(|kpi| kpi.texts.iter().any(|text| text.role == *role)),
                Part::Text(n),
            );
        }
        parts
    }

    /// No final target has a year, and no other target is without one.
    fn is_undated(&self) -> bool {
        let is_other = |part: &Part| match part {
            Part::Target(slot) => self.slots.get(*slot).is_some_and(|slot| slot.period.is_none()),
            _ => false,
        };
        self.final_target.period.is_none() && !self.final_target.differs && !self.parts.iter().any(is_other)
    }

    fn depth(&self) -> usize {
        let depths = self.kpis.iter().map(|kpi| self.path(kpi).len());
        depths.max().unwrap_or(0).min(MAX_SECTIONS)
    }

    fn n_ratings(&self) -> usize {
        let ratings = self
            .kpis
            .iter()
            .filter_map(|kpi| kpi.printed.as_ref()?.ratings.as_ref());
        ratings.map(Vec::len).max().unwrap_or(0)
    }

    fn wide(self) -> Wide {
        let columns = self.parts.iter().map(|part| Column {
            field: part.field(),
            head: self.head(*part),
        });
        let columns = columns.collect();
        let mut lines = Vec::new();
        let mut section = Vec::new();
        for kpi in self.kpis {
            let path = self.path(kpi);
            if self.sections == Sections::Rows && path != section {
                section.clone_from(&path);
                lines.push(Line::Section(path));
            }
            let cells: Vec<Cell> = self.parts.iter().map(|part| self.cell(kpi, *part)).collect();
            let formulas = self.formulas(kpi, &cells);
            lines.push(Line::Kpi { cells, formulas });
        }
        Wide { columns, lines }
    }

    /// The headings above a KPI, the title of its table outermost where it says more than the document's.
    fn path(&self, kpi: &v1::Kpi) -> Vec<String> {
        let table = self.found.tables.iter().find(|other| other.id == kpi.table);
        let title = table.and_then(|table| table.title.as_ref());
        let title = title.filter(|title| {
            self.found.document.title.as_ref() != Some(title) && !kpi.section.contains(title)
        });
        let path = title
            .into_iter()
            .chain(&kpi.section)
            .map(|heading| safe::clean(heading, false));
        path.filter(|heading| !heading.is_empty()).collect()
    }

    fn head(&self, part: Part) -> String {
        let words = self.choice.words();
        let name = |id: &str| (words.column)(id).to_owned();
        let value = |id: &str, head: &Head| self.dated(&name(id), head.period.as_deref(), &head.basis);
        let slot = |head: &str, slot: usize| {
            let slot = self.slots.get(slot);
            let period = slot.and_then(|slot| slot.period.as_deref());
            self.dated(head, period, slot.map_or("", |slot| slot.basis.as_str()))
        };
        match part {
            Part::Number => name("number"),
            Part::Section(n) => (words.section)(self.depth(), n).to_owned(),
            Part::Project => name("project"),
            Part::Name => name("name"),
            Part::Unit => name("unit"),
            Part::Department => name("department"),
            Part::Direction => name("direction"),
            Part::Baseline => value("baseline", &self.baseline),
            Part::BaselineYear => name("baseline-year"),
            Part::Target(n) => slot(&name("target"), n),
            Part::Actual(n) => slot(&name("actual"), n),
            Part::PrintedRate(n) => slot(words.two_rates.0, n),
            Part::Rate(n) if self.parts.contains(&Part::PrintedRate(n)) => slot(words.two_rates.1, n),
            Part::Rate(n) => slot(&name("rate"), n),
            // The only undated target is the plan's; said so, its year would be the term's last.
            Part::FinalTarget if self.is_undated() => value("target", &self.final_target),
            Part::FinalTarget => value("final-target", &self.final_target),
            Part::TargetYear => name("target-year"),
            Part::RuleRate => name("rule-rate"),
            Part::Status => name("status"),
            Part::Label => name("label"),
            Part::FinalLabel => name("final-label"),
            Part::Check => name("check"),
            Part::PrintedStatus => name("printed-status"),
            Part::PrintedRating(_) if self.n_ratings() == 1 => name("printed-rating"),
            Part::PrintedRating(n) => (words.rating)(n + 1),
            Part::PrintedOverall => name("printed-overall"),
            Part::PrintedLabel => name("printed-label"),
            Part::Text(n) => name(TEXTS.get(n).copied().unwrap_or_default()),
        }
    }

    fn dated(&self, head: &str, period: Option<&str>, basis: &str) -> String {
        let words = self.choice.words();
        let period = period.map(|period| shown::period(period, self.choice.lang));
        let basis = Some((words.basis)(basis).to_owned()).filter(|basis| !basis.is_empty());
        let said: Vec<String> = period.into_iter().chain(basis).collect();
        if said.is_empty() {
            head.to_owned()
        } else {
            (words.dated)(head, &said.join(" "))
        }
    }

    fn cell(&self, kpi: &v1::Kpi, part: Part) -> Cell {
        let lang = self.choice.lang;
        let seen = |slot: usize| self.seen(kpi, slot);
        let period = |slot: usize| self.slots.get(slot).and_then(|slot| slot.period.as_deref());
        let year = |point: Option<&v1::Point>| {
            let period = point.and_then(|point| point.period.as_deref());
            period.map_or(Cell::Empty, |period| Cell::text(&shown::period(period, lang)))
        };
        let unit = kpi.unit.as_deref();
        // A column of years says the period of its value.
        let of_year = |point: Option<&v1::Point>, head: &Head| {
            let own = point.and_then(|point| point.period.as_deref());
            of_point(
                point,
                if head.differs { own } else { head.period.as_deref() },
                unit,
                lang,
            )
        };
        match part {
            Part::Number => Cell::maybe(kpi.sheet_no.as_ref()),
            Part::Section(n) => section(&self.path(kpi), n, self.depth()),
            Part::Project => self.project(kpi),
            Part::Name => Cell::text(&kpi.name),
            Part::Unit => Cell::maybe(kpi.unit.as_ref()),
            Part::Department => Cell::text(&kpi.departments.join(DEPARTMENTS_JOINT)),
            Part::Direction if says_direction(kpi) => {
                Cell::text((self.choice.words().direction)(kpi.direction))
            }
            Part::Direction => Cell::Empty,
            Part::Baseline => of_year(kpi.baseline.as_ref(), &self.baseline),
            Part::BaselineYear => year(kpi.baseline.as_ref()),
            Part::Target(n) => {
                let target = seen(n).filter(|seen| has_own_target(seen));
                of_point(
                    target.and_then(|seen| seen.target.as_ref()),
                    period(n),
                    unit,
                    lang,
                )
            }
            Part::Actual(n) => of_point(
                seen(n).and_then(|seen| seen.actual.as_ref()),
                period(n),
                unit,
                lang,
            ),
            Part::PrintedRate(n) => printed_rate(seen(n)),
            Part::Rate(n) => seen(n)
                .and_then(|seen| seen.rate.clone())
                .map_or(Cell::Empty, Cell::Percent),
            Part::FinalTarget => of_year(kpi.final_target.as_ref(), &self.final_target),
            Part::TargetYear => year(kpi.final_target.as_ref()),
            Part::RuleRate => rule_rate(kpi).map_or(Cell::Empty, |rate| Cell::Percent(rate.to_owned())),
            Part::Status => standing::cell(kpi, lang),
            Part::Label => self.label(kpi),
            Part::FinalLabel => Cell::maybe(self.choice.final_labels.get(&kpi.id)),
            Part::Check => {
                let checked = kpi.speaking().filter(|seen| seen.printed_rate.is_some());
                checked.map_or(Cell::Empty, |seen| Cell::text((messages(lang).check)(seen.check)))
            }
            Part::PrintedStatus => Cell::maybe(printed(kpi, |printed| printed.status.as_ref())),
            Part::PrintedRating(n) => Cell::maybe(printed(kpi, |printed| printed.ratings.as_ref()?.get(n))),
            Part::PrintedOverall => Cell::maybe(printed(kpi, |printed| printed.overall.as_ref())),
            Part::PrintedLabel => Cell::maybe(printed(kpi, |printed| printed.label.as_ref())),
            Part::Text(n) => {
                let role = TEXTS.get(n).copied().unwrap_or_default();
                let texts = kpi.texts.iter().filter(|text| text.role == role);
                let texts: Vec<&str> = texts.map(|text| text.text.as_str()).collect();
                Cell::text(&texts.join("\n"))
            }
        }
    }

    fn project(&self, kpi: &v1::Kpi) -> Cell {
        let project = self
            .found
            .projects
            .iter()
            .find(|project| Some(&project.id) == kpi.project.as_ref());
        project.map_or(Cell::Empty, |project| Cell::text(&project.name))
    }

    fn label(&self, kpi: &v1::Kpi) -> Cell {
        let Some(label) = label(kpi) else {
            return Cell::Empty;
        };
        let mark = match label.meaning.as_deref() {
            Some("good") => ("◎ ", "good"),
            Some("fair") => ("○ ", "fair"),
            Some("poor") => ("△ ", "poor"),
            Some("bad") => ("× ", "bad"),
            _ => ("", "neutral"),
        };
        let said = match &label.grade {
            Some(grade) if *grade != label.text => format!("{grade} {}", label.text),
            _ => label.text.clone(),
        };
        let said = (messages(self.choice.lang).computed_label)(&said, label.nature == "judgement");
        let text = safe::clean(&format!("{}{said}", mark.0), false);
        Cell::Mark {
            text: if kpi.is_provisional() {
                (self.choice.words().provisional)(&text)
            } else {
                text
            },
            meaning: mark.1,
        }
    }

    fn column(&self, part: Part) -> Option<usize> {
        self.parts.iter().position(|other| *other == part)
    }

    /// The columns of target and actual of a slot, whose cells are both numbers.
    fn pair(&self, kpi: &v1::Kpi, slot: usize, cells: &[Cell]) -> Option<[(usize, Decimal); 2]> {
        let seen = self.seen(kpi, slot)?;
        let target = if has_own_target(seen) {
            Part::Target(slot)
        } else {
            Part::FinalTarget
        };
        let value = |part: Part| {
            let column = self.column(part)?;
            let Cell::Number { value, .. } = cells.get(column)? else {
                return None;
            };
            // Spreadsheets hold 15 digits.
            let digits = value.bytes().filter(u8::is_ascii_digit).count();
            let value = value.parse().ok().filter(|_| digits <= 15)?;
            Some((column, value))
        };
        Some([value(target)?, value(Part::Actual(slot))?])
    }

    /// The formulas that give exactly what the cells say.
    fn formulas(&self, kpi: &v1::Kpi, cells: &[Cell]) -> BTreeMap<usize, Formula> {
        let mut formulas = BTreeMap::new();
        let own = slots_of(kpi);
        let slot = |index: usize| self.slots.iter().position(|slot| Some(slot) == own.get(index));
        for (index, seen) in kpi.measurements.iter().enumerate() {
            let Some(slot) = slot(index) else { continue };
            let (Some(column), Some(pair)) = (self.column(Part::Rate(slot)), self.pair(kpi, slot, cells))
            else {
                continue;
            };
            if let Some(formula) = seen.rate.as_ref().and_then(|rate| ratio(rate, pair)) {
                formulas.insert(column, formula);
            }
        }
        let speaking = kpi.speaks.and_then(slot);
        let pair = speaking.and_then(|slot| self.pair(kpi, slot, cells));
        if let (Some(seen), Some(column), Some(pair)) = (kpi.speaking(), self.column(Part::Status), pair) {
            let text =
                |status: Status| standing::status(Some(status), seen.is_provisional(), self.choice.lang);
            let texts = [text(Status::Achieved), text(Status::NotAchieved)];
            formulas.extend(verdict(kpi, seen, pair, texts).map(|formula| (column, formula)));
        }
        formulas
    }
}

/// Actual ÷ target or target ÷ actual, whichever is our rate; neither of them where ours follows otherwise.
fn ratio(rate: &str, [target, actual]: [(usize, Decimal); 2]) -> Option<Formula> {
    let is_it = |of: Decimal, by: Decimal| {
        let ratio = Fraction::ratio(of, by)?;
        (ratio.percent(1, Rounding::HalfUp) == rate).then_some(())
    };
    let formula = |of: (usize, Decimal), by: (usize, Decimal)| {
        is_it(of.1, by.1).map(|()| Formula::Ratio { of: of.0, by: by.0 })
    };
    formula(actual, target).or_else(|| formula(target, actual))
}

/// The comparison that gives the status, if one does.
fn verdict(
    kpi: &v1::Kpi,
    seen: &v1::Measurement,
    [target, actual]: [(usize, Decimal); 2],
    texts: [String; 2],
) -> Option<Formula> {
    let (sign, is_met) = match kpi.direction {
        Direction::Increase => (">=", actual.1 >= target.1),
        Direction::Decrease => ("<=", actual.1 <= target.1),
        Direction::Maintain => ("=", actual.1 == target.1),
        Direction::Unknown => return None,
    };
    let agrees = match seen.status {
        Status::Achieved => is_met,
        Status::NotAchieved => !is_met,
        _ => false,
    };
    agrees.then_some(Formula::Verdict {
        actual: actual.0,
        target: target.0,
        sign,
        texts,
    })
}

/// It was printed, or a person said it; others follow from the words again.
fn says_direction(kpi: &v1::Kpi) -> bool {
    matches!(kpi.direction_from, DirectionFrom::Printed | DirectionFrom::User)
}

fn label(kpi: &v1::Kpi) -> Option<&v1::Label> {
    kpi.label.as_ref().or(kpi.overall_label.as_ref())
}

/// The rate by the rule set's method, where it is not the one beside target and actual.
fn rule_rate(kpi: &v1::Kpi) -> Option<&str> {
    let seen = kpi.speaking()?;
    let shown = seen.shown_rate.as_deref()?;
    (seen.rate.as_deref() != Some(shown)).then_some(shown)
}

fn printed<'k, T: ?Sized>(kpi: &'k v1::Kpi, of: impl Fn(&'k v1::Printed) -> Option<&'k T>) -> Option<&'k T> {
    kpi.printed.as_ref().and_then(of)
}

fn printed_rate(seen: Option<&v1::Measurement>) -> Cell {
    let Some(rate) = seen.and_then(|seen| seen.printed_rate.as_deref()) else {
        return Cell::Empty;
    };
    let number = rate.trim().trim_end_matches(['%', '％']).trim();
    let is_number = number.parse::<Decimal>().is_ok();
    if is_number && number.len() < rate.trim().len() {
        Cell::Percent(number.to_owned())
    } else {
        Cell::text(rate)
    }
}

/// The n-th heading; the outermost column holds all that has no column of its own.
fn section(path: &[String], n: usize, depth: usize) -> Cell {
    let more = path.len().saturating_sub(depth);
    let heading = match n {
        0 => path.get(..=more).unwrap_or(path).join(" ＞ "),
        _ => path.get(n + more).cloned().unwrap_or_default(),
    };
    Cell::text(&heading)
}
