//! The vocabulary: indicators, points, periods, projects, and what is printed about them.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

use kpi_readers::base::Decimal;
use kpi_readers::base::place::{Piece, Place};

/// A period of time. Fiscal years (年度) run from April to March and are named by their first year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Period {
    /// 年度.
    Fiscal(i32),
    /// A calendar year, as surveys and censuses name it.
    Calendar(i32),
    /// A month of a calendar year, 1 to 12.
    Month(i32, u8),
    /// First and last fiscal year of a span, both included.
    FiscalSpan(i32, i32),
    /// First and last calendar year of a span, both included.
    CalendarSpan(i32, i32),
}

impl Period {
    /// Sorts by the end of the period, in months since year 0.
    pub fn end_month(self) -> i32 {
        match self {
            Self::Fiscal(year) | Self::FiscalSpan(_, year) => (year + 1) * 12 + 3,
            Self::Calendar(year) | Self::CalendarSpan(_, year) => year * 12 + 12,
            Self::Month(year, month) => year * 12 + i32::from(month),
        }
    }

    /// The beginning of the period, in months since year 0: the end of the month before it.
    pub fn begin_month(self) -> i32 {
        match self {
            Self::Fiscal(year) | Self::FiscalSpan(year, _) => year * 12 + 3,
            Self::Calendar(year) | Self::CalendarSpan(year, _) => year * 12,
            Self::Month(year, month) => year * 12 + i32::from(month) - 1,
        }
    }
}

impl Period {
    /// Reads the notation that is written by [`Display`](std::fmt::Display).
    pub fn parse(text: &str) -> Option<Self> {
        let Some((first, last)) = text.split_once('/') else {
            return Self::parse_single(text);
        };
        match (Self::parse_single(first)?, Self::parse_single(last)?) {
            (Self::Fiscal(first), Self::Fiscal(last)) if first <= last => Some(Self::FiscalSpan(first, last)),
            (Self::Calendar(first), Self::Calendar(last)) if first <= last => {
                Some(Self::CalendarSpan(first, last))
            }
            _ => None,
        }
    }

    /// A period that is no span.
    fn parse_single(text: &str) -> Option<Self> {
        if let Some(fiscal) = text.strip_prefix("FY") {
            return year(fiscal).map(Self::Fiscal);
        }
        let Some((calendar, month)) = text.split_once('-') else {
            return year(text).map(Self::Calendar);
        };
        let month = month
            .parse()
            .ok()
            .filter(|number| month.len() == 2 && (1..=12).contains(number))?;
        Some(Self::Month(year(calendar)?, month))
    }
}

/// Four digits.
fn year(text: &str) -> Option<i32> {
    let four_digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    four_digits.then(|| text.parse().ok()).flatten()
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

impl TryFrom<String> for Period {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("`{text}` is no period"))
    }
}

impl std::fmt::Display for Period {
    /// The contract's notation: `FY2018`, `2015`, `2015-10`, `FY2021/FY2023`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Fiscal(year) => write!(f, "FY{year}"),
            Self::Calendar(year) => write!(f, "{year}"),
            Self::Month(year, month) => write!(f, "{year}-{month:02}"),
            Self::FiscalSpan(first, last) => write!(f, "FY{first}/FY{last}"),
            Self::CalendarSpan(first, last) => write!(f, "{first}/{last}"),
        }
    }
}

/// First and last period of a plan or project.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// 開始.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Period>,
    /// 終了.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<Period>,
}

impl Term {
    /// Neither end is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What a number counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The indicator's value itself.
    #[default]
    Level,
    /// What was added in the year (単年度増加分).
    AnnualIncrement,
    /// What was added since the start (累積増加分).
    CumulativeIncrement,
}

/// Why there is no value, or no rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The cell is empty.
    Blank,
    /// 未公表, ―.
    NotPublished,
    /// 集計中, 調査中.
    InProgress,
    /// 休止, 中止.
    Suspended,
    /// 該当なし.
    NotApplicable,
    /// The target is 0.
    TargetZero,
    /// Less is better and the actual is 0.
    ActualZero,
    /// Target or actual is negative.
    Negative,
    /// The target is no number to divide by (現状以上, 維持, words).
    NoRatio,
    /// Printed signs of direction contradict each other.
    UnknownDirection,
    /// The target refers to a baseline that is missing.
    NoBaseline,
    /// Target and actual are in different units.
    UnitDiffers,
    /// The method needs the plan's term, or the year in which the final target is due.
    NoTerm,
    /// The method needs the period of a value that has none.
    NoPeriod,
    /// The period lies outside the plan's term, or the years are not in order.
    OutsideTerm,
    /// The method needs a final target.
    NoFinalTarget,
    /// The method needs a target of the very period.
    NoExpectedValue,
    /// The method needs the shares that each year of the plan expects.
    NoShares,
    /// The method is one for the other direction.
    OtherDirection,
    /// The method works on levels, not on amounts of change or increments.
    NotALevel,
    /// The method works on increments.
    NotIncrement,
    /// The method works on what was added since the start, not in one year.
    NotCumulative,
    /// The method counts whole steps, no more than are planned.
    NotSteps,
    /// The method works on values above 0 only.
    NotPositive,
}

impl Reason {
    /// Every reason, for tests and documentation.
    pub const ALL: &[Self] = &[
        Self::Blank,
        Self::NotPublished,
        Self::InProgress,
        Self::Suspended,
        Self::NotApplicable,
        Self::TargetZero,
        Self::ActualZero,
        Self::Negative,
        Self::NoRatio,
        Self::UnknownDirection,
        Self::NoBaseline,
        Self::UnitDiffers,
        Self::NoTerm,
        Self::NoPeriod,
        Self::OutsideTerm,
        Self::NoFinalTarget,
        Self::NoExpectedValue,
        Self::NoShares,
        Self::OtherDirection,
        Self::NotALevel,
        Self::NotIncrement,
        Self::NotCumulative,
        Self::NotSteps,
        Self::NotPositive,
    ];
}

/// Which way is better.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    IntoStaticStr,
    EnumString,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Direction {
    /// 増加が望ましい.
    Increase,
    /// 減少が望ましい.
    Decrease,
    /// 維持.
    Maintain,
    /// Printed signs contradict each other.
    #[default]
    Unknown,
}

impl Direction {
    /// The stable word in the contract.
    pub fn id(self) -> &'static str {
        self.into()
    }
}

/// A bound in a target's wording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// 以上, より多く.
    AtLeast,
    /// 以下, 以内, 未満.
    AtMost,
}

/// A printed change instead of a level: `15人減`, `20人増`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// 減.
    Reduction,
    /// 増.
    Rise,
}

/// A target that refers to the baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relative {
    /// 現状以上.
    AtLeastBaseline,
    /// 現状以下.
    AtMostBaseline,
    /// 現状維持, 維持.
    KeepBaseline,
}

/// A printed value, or its printed absence, as a cell says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// The number, magnitudes (万, 億) multiplied out.
    pub value: Option<Decimal>,
    /// As printed.
    pub raw: String,
    /// The unit printed in the cell itself, NFKC.
    pub unit: Option<String>,
    /// The period of this very value: from its header or from the cell (平成27年国勢調査).
    pub period: Option<Period>,
    /// What it counts.
    pub basis: Basis,
    /// Derived from the baseline, not printed as a number.
    pub derived: bool,
    /// 推計, 見込, 速報.
    pub estimated: bool,
    /// The part in `[ ]`.
    pub scoped: Option<String>,
    /// Why there is no value; `None` with no value means words (延伸).
    pub absence: Option<Reason>,
    /// The note in parentheses.
    pub note: Option<String>,
    /// 以上, 以下.
    pub bound: Option<Bound>,
    /// 人減, 人増.
    pub change: Option<Change>,
    /// 現状以上 and the like.
    pub relative: Option<Relative>,
    /// Direction that the words of the cell state: 延伸, 増加.
    pub wording: Option<Direction>,
    /// A rate printed in the same cell: `33 (36.7%)`.
    pub printed_rate: Option<String>,
    /// More than 28 digits, or otherwise beyond exact arithmetic: kept as text.
    pub too_long: bool,
    /// Where it stands.
    pub at: Option<Place>,
}

/// One comparison that the sheet prints: a target and an actual of one period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Observation {
    /// The period of the row or column; the actual may have its own.
    pub period: Option<Period>,
    /// What target and actual count.
    pub basis: Basis,
    /// Which target the actual is held against.
    pub against: Against,
    /// The target.
    pub target: Option<Point>,
    /// The actual.
    pub actual: Option<Point>,
    /// 達成率 as printed.
    pub printed_rate: Option<String>,
    /// Where the printed rate stands.
    pub printed_rate_at: Option<Place>,
}

/// Which target an actual is held against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Against {
    /// The target of the same period.
    #[default]
    Period,
    /// The plan's final target.
    Final,
    /// The baseline (現状以上).
    Baseline,
}

/// What the sheet itself prints as its judgement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Printed {
    /// 順調, 概ね順調.
    pub status: Option<String>,
    /// 高, 中, 低 in the order of the columns.
    pub ratings: Vec<String>,
    /// The overall letter.
    pub overall: Option<String>,
    /// The label in words.
    pub label: Option<String>,
    /// The letter beside the label.
    pub grade: Option<String>,
    /// 今後の方針: its letter and words.
    pub next_step: Option<(Option<String>, Option<String>)>,
}

impl Printed {
    /// Nothing is printed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What a piece of prose is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextRole {
    /// 理由.
    Reason,
    /// 要因.
    Cause,
    /// 効果.
    Effect,
    /// 課題.
    Issue,
    /// 意見.
    Opinion,
    /// 今後の方針, 今後の取組み.
    NextStep,
    /// 備考.
    Note,
}

/// A piece of prose that belongs to an indicator or project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// What it is about.
    pub role: TextRole,
    /// Its words.
    pub text: String,
    /// Where it stands.
    pub at: Option<Place>,
}

/// An indicator (指標) as recognised, before anything is computed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Indicator {
    /// Index of its table in [`Recognised::tables`].
    pub table: usize,
    /// Headings above, outermost first.
    pub section: Vec<String>,
    /// Index of its project in [`Recognised::projects`].
    pub project: Option<usize>,
    /// シートNo. as printed.
    pub sheet_no: Option<String>,
    /// 担当課, NFKC, each once.
    pub departments: Vec<String>,
    /// 指標名, NFKC, without list marks and line breaks.
    pub name: String,
    /// 単位, NFKC.
    pub unit: Option<String>,
    /// Printed signs of direction (arrow, word), all of them.
    pub printed_directions: Vec<Direction>,
    /// What is printed where the direction is due and is not understood.
    pub direction_unread: Option<String>,
    /// 基準値.
    pub baseline: Option<Point>,
    /// 最終目標値.
    pub final_target: Option<Point>,
    /// Ordered by period, annual before cumulative before level.
    pub observations: Vec<Observation>,
    /// What is printed as a judgement.
    pub printed: Printed,
    /// Prose that belongs to it.
    pub texts: Vec<Text>,
    /// How surely it was read.
    pub certainty: Certainty,
    /// The export that it was read from says that the meaning of its columns was assumed.
    pub columns_assumed: bool,
    /// Where its name stands.
    pub at: Place,
}

/// How surely an indicator was read.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    IntoStaticStr,
    EnumString,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Certainty {
    /// From evidence that leaves no other reading near.
    #[default]
    Sure,
    /// With a doubt that a remark names.
    Check,
}

impl Certainty {
    /// The stable word in the contract.
    pub fn id(self) -> &'static str {
        self.into()
    }
}

impl Indicator {
    /// Every point that has a value of it: baseline, final target, then target and actual of each observation.
    pub fn points(&self) -> impl Iterator<Item = &Point> {
        let own = self.baseline.iter().chain(&self.final_target);
        let observed = self.observations.iter();
        own.chain(observed.flat_map(|seen| seen.target.iter().chain(&seen.actual)))
    }
}

/// A project (事業) as recognised.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Project {
    /// 事業名, NFKC.
    pub name: String,
    /// Index of the project above in [`Recognised::projects`].
    pub parent: Option<usize>,
    /// シートNo. as printed.
    pub sheet_nos: Vec<String>,
    /// 交付金名.
    pub grant_name: Option<String>,
    /// 事業期間.
    pub term: Option<Term>,
    /// 事業費, in yen unless the unit says otherwise.
    pub cost: Option<Point>,
    /// 交付金充当額.
    pub grant: Option<Point>,
    /// What is printed as a judgement.
    pub printed: Printed,
    /// Prose that belongs to it.
    pub texts: Vec<Text>,
    /// Where its name (or block) stands.
    pub at: Place,
}

/// One column of a recognised table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// 0-based position in the source row, in a turned table in the source column; in the layout `labelled`, where the
    /// labels stand below each other, their order.
    pub column: usize,
    /// Of the rows of one record, the one that it stands in, 0-based.
    pub line: usize,
    /// Header words, joined over header rows.
    pub header: String,
    /// The role's stable word: `name`, `unit`, `baseline`, `target`, ….
    pub role: &'static str,
    /// Of two values in a cell, the lower one's.
    pub lower: Option<&'static str>,
    /// The period that the header names.
    pub period: Option<Period>,
    /// What its numbers count.
    pub basis: Basis,
    /// Guessed from the values, not read from a header.
    pub assumed: bool,
    /// A bare western year of its header was taken for a fiscal one.
    pub year_assumed: bool,
}

/// A table, or a stretch of text, that indicators were read from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Stable id: layout and ordinal.
    pub id: String,
    /// Title above it.
    pub title: Option<String>,
    /// Which layout recognised it.
    pub layout: &'static str,
    /// Its columns, where the layout has any.
    pub columns: Vec<Column>,
    /// Its rows, where a person can draw them.
    pub extent: Option<Extent>,
    /// How its records stand.
    pub arrangement: Arrangement,
    /// Where it begins.
    pub at: Place,
}

/// How the records of a table stand, where not each is one row below the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// Rows and columns change places: the rows of its extent are columns of the sheet, its columns are rows.
    pub turned: bool,
    /// The columns at which the tables side by side begin; none for a single one.
    pub parts: Vec<usize>,
    /// The rows of one record, where it is a number of them: not of records whose rows say what they are.
    pub lines: Option<usize>,
}

/// The rows of a table, 0-based. What is neither named here nor blank is a record, or a note of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// The first row, its header included.
    pub first: usize,
    /// The last row.
    pub last: usize,
    /// The rows of its header.
    pub header: Vec<usize>,
    /// Headings between its records.
    pub sections: Vec<usize>,
    /// Rows that nothing was read from.
    pub ignored: Vec<usize>,
}

/// What the input says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// 表題.
    pub title: Option<String>,
    /// 市区町村名.
    pub municipality: Option<String>,
    /// The fiscal year that the sheet reports on.
    pub fiscal_year: Option<i32>,
    /// 計画期間.
    pub term: Option<Term>,
}

/// Everything that was recognised in one input, before anything is computed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recognised {
    /// What the input says of itself.
    pub heading: Heading,
    /// Tables in the order of the input.
    pub tables: Vec<Table>,
    /// Projects in the order of the input.
    pub projects: Vec<Project>,
    /// Indicators in the order of the input.
    pub indicators: Vec<Indicator>,
    /// Tables that may hold indicators, with too little evidence to count them.
    pub candidates: Vec<Candidate>,
    /// Remarks of the reading.
    pub remarks: Vec<kpi_readers::base::remark::Remark>,
    /// Texts that were not given to all indicators that they are of, as some of these have too many.
    pub texts_left_out: Vec<Place>,
}

impl Recognised {
    /// Removes the other indicators with their remarks; what stands behind moves up.
    pub fn retain_indicators(&mut self, is_kept: impl Fn(&Indicator) -> bool) {
        let mut n_kept = 0;
        let mut index_of = Vec::with_capacity(self.indicators.len());
        self.indicators.retain(|indicator| {
            let stays = is_kept(indicator);
            index_of.push(stays.then_some(n_kept));
            n_kept += usize::from(stays);
            stays
        });
        if n_kept == index_of.len() {
            return;
        }
        self.remarks.retain_mut(|remark| match remark.indicator {
            Some(index) => {
                remark.indicator = index_of.get(index).copied().flatten();
                remark.indicator.is_some()
            }
            None => true,
        });
    }
}

/// A table that may hold indicators: asked, never counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Candidate {
    /// Where it begins.
    pub at: Place,
    /// Title above it.
    pub title: Option<String>,
    /// What speaks against it.
    pub lacks: Lack,
    /// What it may say, surest first.
    pub readings: Vec<CandidateReading>,
}

impl Candidate {
    /// The id of the table that it becomes when it is taken: where its first record stands, so that whatever else is
    /// taken or put right leaves it alone.
    pub fn table_id(&self) -> String {
        let pieces = || self.readings.iter().flat_map(|reading| &reading.records);
        let first = pieces().flatten().flatten().next();
        let (row, column, from) = first.map_or((0, 0, 0), |piece| (piece.row, piece.column, piece.from));
        let sheet = self.at.sheet.as_ref().map(|name| format!("{name}!"));
        let within = (from > 0).then(|| format!("-{}", from + 1));
        format!(
            "{}r{}c{}{}",
            sheet.unwrap_or_default(),
            row + 1,
            column + 1,
            within.unwrap_or_default()
        )
    }
}

/// What a table lacks to be read as one of indicators.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lack {
    /// No word says what is aimed at, nor what was reached.
    #[default]
    Both,
    /// No word says what is aimed at.
    Target,
    /// No word says what was reached.
    Actual,
    /// The words are there; names or figures do not fit them.
    Fit,
}

/// One way to read a candidate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CandidateReading {
    /// How surely it is right, in percent.
    pub confidence: u8,
    /// Its records, cell by cell; the first cell of each is its name. A cell may be put together of several pieces.
    pub records: Vec<Vec<Vec<Piece>>>,
    /// What the cells mean; [`Column::column`] counts them from 0.
    pub columns: Vec<Column>,
    /// The rows of the sheet that it takes, its header included.
    pub rows: Vec<usize>,
    /// The unit of all values that are printed without one.
    pub unit: Option<String>,
    /// What comes of it.
    pub indicators: Vec<Indicator>,
}
