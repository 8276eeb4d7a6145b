//! The shapes of `kpi-evaluator/1`: what `evaluate` returns, as the page, the exports and JavaScript see it.
//!
//! Fields may be added; none is renamed or removed within version 1. Exact decimals are strings in plain notation,
//! percentages are strings in percent, an absent field is missing from the JSON. The field order here is the order
//! in the JSON, so that equal inputs give equal bytes.

use serde::{Deserialize, Serialize};

pub use kpi_core::evaluate::assumption::Assumption;
pub use kpi_core::evaluate::direction::DirectionFrom;
pub use kpi_core::evaluate::measure::Status;
pub use kpi_core::evaluate::recheck::Check;
pub use kpi_core::evaluate::standing::Standing;
pub use kpi_core::evaluate::target_kind::TargetKind;
pub use kpi_core::kpi::{Certainty, Direction};
use kpi_core::layout::mapping::Mapping;
pub use kpi_core::rating::LabelCheck;
pub use kpi_readers::base::remark::{Code, Severity};

/// The value of [`Evaluation::schema`].
pub const SCHEMA: &str = "kpi-evaluator/1";

/// Everything that was read out of one input, evaluated.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Evaluation {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// The product's version.
    pub version: String,
    /// Id of the rule set that gave the labels.
    pub rule_set: String,
    /// What the input says of itself.
    pub document: Document,
    /// The tables (or stretches of text) that KPIs were read from, in the order of the input.
    pub tables: Vec<Table>,
    /// The projects (事業), in the order of the input.
    pub projects: Vec<Project>,
    /// The indicators (指標), in the order of the input.
    pub kpis: Vec<Kpi>,
    /// Tables that may hold KPIs, with too little evidence to count them. An addition to version 1.
    pub candidates: Vec<Candidate>,
    /// The sections (施策) with their words, where the rule set says how several KPIs make one. An addition to version 1.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
    /// Everything worth telling, each with its place.
    pub notices: Vec<Notice>,
    /// Counts over [`Evaluation::kpis`].
    pub summary: Summary,
}

/// A table that may hold KPIs: it is not counted, and has no rate, status or label.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Candidate {
    /// `"c1"`, `"c2"`, … in the order of the input.
    pub id: String,
    /// Where it begins.
    pub at: Place,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What is missing, in words.
    pub because: String,
    /// Best first, at most three.
    pub readings: Vec<CandidateReading>,
}

/// One way to read a candidate.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CandidateReading {
    /// How surely it is right, 0 to 1, with two decimals.
    pub confidence: f64,
    /// Given back as `options.mapping`, it gives exactly this reading.
    pub mapping: Mapping,
    /// How it differs from the first, in words; empty of the first.
    pub differs: String,
    /// What it comes to.
    pub kpis: Vec<CandidateKpi>,
}

/// A KPI of a candidate's reading, with the measurement that would speak for it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CandidateKpi {
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// Exact, in plain notation; as printed where it is no number, as all values here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actual: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<String>,
}

/// What the input says of itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Document {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub municipality: Option<String>,
    /// The fiscal year (年度) that the sheet reports on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fiscal_year: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
    /// `"text" | "html" | "csv" | "tsv" | …`.
    pub source: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// A plan's or project's term, in periods.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Term {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
}

/// A table, or a stretch of text, that KPIs were read from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Table {
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Which layout recognised it: `"header"`, `"turned"`, `"labelled"`, `"headless"`, `"stream"`, ….
    pub layout: String,
    /// The columns as understood (empty where the layout has none). An addition to version 1.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Column>,
    /// Its first and last row, both included, where each record is a row (or a few) of a grid: what a mapping says. An
    /// addition to version 1, as all below.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<Rows>,
    /// The rows of its header.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub header_rows: Vec<u32>,
    /// Headings between its records.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub section_rows: Vec<u32>,
    /// Rows that nothing was read from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ignored_rows: Vec<u32>,
    /// Rows and columns change places: all rows named here are columns of the sheet, and its columns are rows.
    #[serde(skip_serializing_if = "is_false")]
    pub turned: bool,
    /// The columns at which the tables side by side begin.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<u32>,
    /// The rows of one record, where they are told apart by their order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record_rows: Option<u32>,
    pub at: Place,
}

/// First and last row of a table, 1-based, both included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Rows {
    pub first: u32,
    pub last: u32,
}

/// One column of a table as understood.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Column {
    /// 1-based position in the source row, in a turned table in the source column; in the layout `"labelled"`, where the
    /// labels stand below each other, their order.
    pub column: u32,
    /// Of the rows of one record, the one that it stands in, from 2; the first without it. An addition to version 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// The header's words, joined over header rows; empty without a header.
    pub header: String,
    /// `"name"`, `"unit"`, `"baseline"`, `"target"`, `"actual"`, `"rate"`, …; `"ignore"` where it means nothing.
    pub role: String,
    /// Of two values in a cell, the role of the lower one. An addition to version 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lower: Option<String>,
    /// The period that the header names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// `"annual-increment" | "cumulative-increment"`, where its numbers count that. An addition to version 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// The role was guessed from the values, not read from a header.
    #[serde(skip_serializing_if = "is_false")]
    pub assumed: bool,
}

/// An indicator (指標) with its measurements.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Kpi {
    pub id: String,
    /// Id of the [`Table`].
    pub table: String,
    /// Whether it was read with a doubt that a notice names. An addition to version 1.
    pub certainty: Certainty,
    /// The headings above, outermost first.
    pub section: Vec<String>,
    /// Id of the [`Project`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<String>,
    /// As printed: `"④-1"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet_no: Option<String>,
    /// The departments in charge (担当課), each once. An addition to version 1.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub departments: Vec<String>,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Which way is better.
    pub direction: Direction,
    /// What says so.
    pub direction_from: DirectionFrom,
    /// What the target is.
    pub target_kind: TargetKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline: Option<Point>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub final_target: Option<Point>,
    /// Ordered by period, annual before cumulative.
    pub measurements: Vec<Measurement>,
    /// Index into [`Kpi::measurements`] of the one that speaks for the KPI. An addition to version 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaks: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub printed: Option<Printed>,
    pub texts: Vec<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<Label>,
    /// What the printed ratings make by the rule set's table. An addition to version 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overall_label: Option<Label>,
    pub at: Place,
}

impl Notice {
    /// It is of the recheck (検算).
    pub fn is_finding(&self) -> bool {
        self.code.is_finding()
    }

    /// A notice of this code, without words and place.
    pub fn of(code: Code) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: String::new(),
            at: None,
            kpi: None,
            measurement: None,
            project: None,
            field: None,
            numbers: Vec::new(),
            proposal: None,
        }
    }
}

impl Kpi {
    /// The measurement that speaks for it.
    pub fn speaking(&self) -> Option<&Measurement> {
        self.measurements.get(self.speaks?)
    }

    /// Its status is provisional.
    pub fn is_provisional(&self) -> bool {
        self.speaking().is_some_and(Measurement::is_provisional)
    }

    /// How it stands.
    pub fn standing(&self) -> Standing {
        Standing::of(self.speaking().map(|speaking| speaking.status))
    }
}

impl Evaluation {
    /// Of the KPIs that stand so: how many, and how many of these with a provisional status.
    pub fn standing(&self, standing: Standing) -> (usize, usize) {
        let own = self.kpis.iter().filter(|kpi| kpi.standing() == standing);
        own.fold((0, 0), |(all, provisional), kpi| {
            (all + 1, provisional + usize::from(kpi.is_provisional()))
        })
    }
}

impl Measurement {
    /// Its status would be another one if an assumed direction, unit or column were wrong.
    pub fn is_provisional(&self) -> bool {
        self.assumed.iter().any(|assumption| assumption.is_provisional())
    }
}

impl Summary {
    /// How many KPIs stand so.
    pub fn count(&self, standing: Standing) -> usize {
        match standing {
            Standing::Achieved => self.achieved,
            Standing::NotAchieved => self.not_achieved,
            Standing::NotPublished => self.not_published,
            Standing::NotEntered => self.not_entered,
            Standing::NotEvaluable => self.not_evaluable,
            Standing::Other => self.other,
        }
    }

    pub(super) fn count_mut(&mut self, standing: Standing) -> &mut usize {
        match standing {
            Standing::Achieved => &mut self.achieved,
            Standing::NotAchieved => &mut self.not_achieved,
            Standing::NotPublished => &mut self.not_published,
            Standing::NotEntered => &mut self.not_entered,
            Standing::NotEvaluable => &mut self.not_evaluable,
            Standing::Other => &mut self.other,
        }
    }
}

/// What the sheet itself prints as its judgement.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Printed {
    /// 順調, 概ね順調, ….
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// 高, 中, 低 in the order of the columns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ratings: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overall: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Only of projects: the letter beside the label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
    /// Only of projects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_step: Option<NextStep>,
}

/// 今後の方針 as printed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct NextStep {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// A printed value, or its printed absence.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Point {
    /// Exact, in plain notation, in the KPI's unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// As printed.
    pub raw: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// `"level" | "annual-increment" | "cumulative-increment"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// The value was derived (現状以上: the baseline's).
    #[serde(skip_serializing_if = "is_false")]
    pub derived: bool,
    /// 推計, 見込み, 速報.
    #[serde(skip_serializing_if = "is_false")]
    pub estimated: bool,
    /// The part in `[ ]`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scoped: Option<String>,
    /// A reason of [`Measurement::reason`], where there is no value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub absence: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Place>,
}

/// One comparison of an actual with a target.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Measurement {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// `"level" | "annual-increment" | "cumulative-increment"`.
    pub basis: String,
    /// `"period" | "final" | "baseline"`.
    pub against: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<Point>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actual: Option<Point>,
    /// 達成率 in percent, one decimal, half up, never capped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<String>,
    /// 進捗率 from the baseline to this target, in percent, one decimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub progress: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub final_progress: Option<String>,
    /// In words, with the numbers in it; where there is no rate, why.
    pub formula: String,
    /// The rule set's rate in a sentence: method, numbers, rounding, the printed one, how far the target is. An addition
    /// to version 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<String>,
    /// The rule set's method and the rate as it shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shown_rate: Option<String>,
    /// Why the rule set's method makes no rate, where that is another reason than [`Measurement::reason`]: one of those
    /// or `"no-term" | "no-period" | "outside-term" | "no-final-target" | "no-expected-value" | "no-shares" |
    /// "other-direction" | "not-a-level" | "not-increment" | "not-cumulative" | "not-steps" | "not-positive"`. An
    /// addition to version 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method_reason: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<Alternative>,
    /// What came of it.
    pub status: Status,
    /// What the status rests on that is not read but assumed. An addition to version 1.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub assumed: Vec<Assumption>,
    /// `"blank" | "not-published" | "in-progress" | "suspended" | "not-applicable" | "target-zero" | "actual-zero" |
    /// "negative" | "no-ratio" | "unknown-direction" | "no-baseline" | "unit-differs"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub printed_rate: Option<String>,
    /// The printed rate against ours.
    pub check: Check,
}

/// The same measurement by another published method.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Alternative {
    pub method: String,
    pub rate: String,
    /// The word it would get, where that is another one than the label. An addition to version 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// A project (事業): it carries a cost, a grant, a printed label or rating, or is the named parent of one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Project {
    pub id: String,
    pub name: String,
    /// Id of the project above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    pub sheet_nos: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grant_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<Point>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grant: Option<Point>,
    /// Ids of its own KPIs.
    pub kpis: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub printed: Option<Printed>,
    pub texts: Vec<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<Label>,
    /// What the printed ratings make by the rule set's table. An addition to version 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overall_label: Option<Label>,
    pub at: Place,
}

/// A label that follows from a rule set.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Label {
    pub rule_set: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
    pub text: String,
    /// `"band" | "pace" | "judgement"`; a judgement is suggested, never asserted.
    pub nature: String,
    /// Why, in a sentence.
    pub because: String,
    /// The printed label against ours.
    pub check: LabelCheck,
    /// `"good" | "fair" | "poor" | "bad" | "neutral"`: what colours and signs go by. An addition to version 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meaning: Option<String>,
    /// Whether the rule is `"quoted" | "inferred" | "own"`. An addition to version 1.
    pub basis: String,
    /// What would make it the next better one. An addition to version 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<NextLabel>,
    /// The KPIs that it follows from. An addition to version 1.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub chain: Vec<Link>,
}

/// What would make a label the next better one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct NextLabel {
    /// The actual that is needed.
    pub actual: String,
    /// How far that is from the actual; above 0.
    pub by: String,
    /// The word it would get.
    pub text: String,
    /// The percentage that it reaches.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bound: Option<String>,
}

/// A KPI of the chain from a label to the cells.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Link {
    /// Id of the [`Kpi`].
    pub kpi: String,
    /// Index into [`Kpi::measurements`] of the one that speaks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measurement: Option<usize>,
    /// Its word, rate or status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said: Option<String>,
    /// It was counted, not left out.
    pub counted: bool,
    /// Where its actual stands; else its name.
    pub at: Place,
}

/// A section: the headings above some KPIs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Section {
    /// The headings, outermost first.
    pub path: Vec<String>,
    /// Id of the [`Table`].
    pub table: String,
    /// Ids of its KPIs.
    pub kpis: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<Label>,
}

/// A piece of prose that belongs to a KPI or project.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Text {
    /// `"reason" | "cause" | "effect" | "issue" | "opinion" | "next-step" | "note"`.
    pub role: String,
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Place>,
}

/// Something worth telling, with its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    /// What it says.
    pub code: Code,
    /// How grave it is.
    #[serde(default)]
    pub severity: Severity,
    #[serde(default)]
    pub message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Place>,
    /// Id of the [`Kpi`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kpi: Option<String>,
    /// Index into [`Kpi::measurements`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measurement: Option<usize>,
    /// Id of the [`Project`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub numbers: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposal: Option<String>,
}

/// Where something stands in the input; all numbers are 1-based.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Place {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// `"C5"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Page of a PDF.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
}

/// Counts; the first seven add up: `kpis` = the six others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Summary {
    pub kpis: usize,
    pub achieved: usize,
    pub not_achieved: usize,
    pub not_published: usize,
    pub not_entered: usize,
    pub not_evaluable: usize,
    /// Qualitative targets, no target.
    pub other: usize,
    /// Measurements whose printed rate differs.
    pub mismatches: usize,
    /// KPIs whose status rests on an assumed direction, unit or column. An addition to version 1.
    pub assumed: usize,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde's skip_serializing_if hands over a reference"
)]
fn is_false(value: &bool) -> bool {
    !*value
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kpi(status: Status, assumed: &[Assumption]) -> Kpi {
        Kpi {
            measurements: vec![Measurement {
                status,
                assumed: assumed.to_vec(),
                ..Measurement::default()
            }],
            speaks: Some(0),
            ..Kpi::default()
        }
    }

    #[test]
    fn provisional_ones_are_counted_by_standing() {
        let found = Evaluation {
            kpis: vec![
                kpi(Status::Achieved, &[Assumption::Direction]),
                kpi(Status::Achieved, &[Assumption::Period]),
                kpi(Status::Achieved, &[]),
                kpi(Status::NotAchieved, &[Assumption::Column]),
            ],
            ..Evaluation::default()
        };
        assert_eq!(found.standing(Standing::Achieved), (3, 1));
        assert_eq!(found.standing(Standing::NotAchieved), (1, 1));
        assert_eq!(found.standing(Standing::Other), (0, 0));
    }
}
