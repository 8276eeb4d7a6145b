//! Remarks: what is worth telling about an input, each with a stable code and a place. Their wording is `i18n`'s.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::base::place::Place;

/// How grave a remark is.
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
    VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Severity {
    /// Something could not be done.
    Error,
    /// A person should look.
    Warning,
    /// Worth knowing.
    #[default]
    Info,
}

impl Severity {
    /// The stable word in the contract.
    pub fn id(self) -> &'static str {
        self.into()
    }
}

/// What a remark says. Ids are stable: never rename, only add.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    IntoStaticStr,
    EnumString,
    VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Code {
    /// Nothing in the input is a KPI: `会議録`.
    NoKpi,
    /// Nothing says which way is better, "more" is assumed; once per table: `企業数 100 120`.
    DirectionAssumed,
    /// Assumed "more is better", but the subject suggests less: `事故件数`.
    DirectionDoubtful,
    /// The actual exceeds a target of 0, or one that is due later, and nothing says which way is better: 7 of 0.
    DirectionUndecided,
    /// The printed signs of direction contradict each other: `↑ … 減少`.
    DirectionContradicts,
    /// Something is printed where the direction is due, and it is not understood: `ê`.
    DirectionUnread,
    /// The target lies below the baseline and nothing says that less is better: `312戸 → 280戸`.
    TargetBelowBaseline,
    /// The printed rate is none that follows from the numbers: `118.8万 / 125万 … 98.0%`.
    PrintedRateDiffers,
    /// The printed rate differs by its rounding only: `101.7%` for 101.75.
    PrintedRateRounding,
    /// A bare western year was taken for a fiscal year: `2021`.
    YearAssumed,
    /// A number has more digits than exact arithmetic holds and is kept as text.
    NumberTooLong,
    /// Target and actual are printed in different units.
    UnitDiffers,
    /// There is no header; what each column means was guessed from the values.
    ColumnsAssumed,
    /// The header stands apart from the rows; the usual order of columns was taken.
    ColumnOrderAssumed,
    /// Project names stand apart from their blocks and were joined by agreement of their words.
    NamesJoined,
    /// A project's name could not be joined to any block.
    ProjectUnplaced,
    /// The label that the rule suggests is not the printed one.
    LabelDiffers,
    /// The rule set's method needs the plan's term, and nothing says it.
    TermNeeded,
    /// The text of the target and its number disagree: 12 % of 191 is 168.1, printed 165.
    TargetTextDiffers,
    /// The sum of the parts is not the printed whole: 9,130,320 + 34,057,000 beside 43,187,321.
    PartsDiffer,
    /// The grant is not the share of the cost that its kind pays: 477,001 of 954,000.
    GrantShareDiffers,
    /// A cumulative increment is below that of its year, or above the final one: 30 since the start, 33 in the year.
    IncrementsDiffer,
    /// What was added since the start is not that of the year before and what was added in the year: 33, then 21 more,
    /// but 50.
    IncrementsSumDiffers,
    /// A printed total is not the sum of the years or counts beside it: 3, 4 and a total of 8.
    TotalDiffers,
    /// A table says that a section has more or fewer indicators than stand in the sheet: 5 順調, but 4.
    CountDiffers,
    /// The same target is printed twice with different numbers: 2,800 and 2,900.
    RepeatedTargetDiffers,
    /// The actual is that of the period before: 5,590 twice.
    ActualRepeated,
    /// A value is ten or a thousand times its neighbours: 1,820 beside 193 and 225.
    MagnitudeJump,
    /// A value below 1 beside percentages, which lost its percent format: 0.72 of a target of 60 %.
    PercentLost,
    /// The baseline meets the target already: 2,900 → 2,800 with ↑.
    MetAtBaseline,
    /// The final target is met before it is due: 16 of 16 in the first year.
    FinalMetEarly,
    /// No value of a table has a year.
    PeriodMissing,
    /// A final target is judged by an estimate: 推 4,600.
    EstimateAsFinal,
    /// The same indicator stands twice with different figures.
    SameIndicatorDiffers,
    /// The actual is of another period than its column: 令和元年 below 令和2年度.
    ActualPeriodDiffers,
    /// The same ratings make different letters: 中×中 is B and C.
    RatingsInconsistent,
    /// A printed label is none of the rule set's words, while others of the sheet are.
    LabelUnknown,
    /// A printed label asks for numbers that are not these, though no other label is known: 順調 at 17.5 %.
    LabelUnsupported,
    /// A cell of a value column holds something that is neither a number nor a known word.
    ValueUnread,
    /// A target with a sign and `%` is a change or a value itself, or there is no baseline to change: `▲5%`, `3%削減`.
    ChangeUndecided,
    /// No column of a table that a person drew holds the names.
    NameColumnMissing,
    /// Rows with numbers inside a table that do not fit its columns were left out.
    RowsUnread,
    /// A quoted cell never ends; the quote was taken as a character.
    QuoteUnclosed,
    /// Commas of thousands that were not quoted were joined: `1,000` in two cells, in one way only.
    ThousandsJoined,
    /// Commas of thousands that were not quoted leave it open which figure is which.
    ThousandsUnclear,
    /// So many notes are of the same KPIs that each has only the first of them.
    TextsLeftOut,
    /// The input was too large to be read to its end.
    InputTruncated,
    /// A formula came to an error, which is no value: `#DIV/0!`.
    CellError,
    /// A workbook's number format is not understood; the plain value is shown: `# ?/?`.
    FormatUnknown,
    /// A number format shows nothing of a value: `;;;`.
    ValueHidden,
    /// A formula's result was not stored, as by programs that write workbooks without computing.
    FormulaUncomputed,
    /// What is not shown was not read: hidden sheets, rows and columns, struck-out, hidden, covered or deleted text.
    HiddenLeftOut,
    /// Characters that the file's encoding does not have.
    CharactersLost,
    /// Pages of a PDF are damaged or missing.
    PagesDamaged,
    /// Pages of a PDF are pictures without text: scans.
    PagesWithoutText,
    /// A PDF shows glyphs without saying which characters they are.
    GlyphsUnread,
    /// Text that a program recognised in a scanned picture, which may be wrong.
    TextRecognised,
    /// A table of a PDF has no lines; its columns were told by the room between them.
    ColumnsByGaps,
    /// Pages of a PDF hold further columns of the rows of earlier pages, and were put beside them.
    PagesBesideOthers,
    /// A table on a page of a PDF has numbers and no names: columns of rows whose names stand on another page.
    RowsWithoutNames,
    /// The first row of a page was read as the rest of the last row of the page before, which it may not be.
    RowBrokenDoubtful,
    /// Text in a PDF has no room in its cell; its hidden part was read as well.
    TextCutOff,
    /// Figures written a digit a cell below one heading were joined: `8`, `5`, `0`.
    DigitsJoined,
    /// The text of a box or shape over the cells of a workbook, which no single blank cell takes.
    ShapeUnread,
}

impl Code {
    /// Every code, for tests and documentation.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// The stable id in the contract.
    pub fn id(self) -> &'static str {
        self.into()
    }

    /// It is of the recheck (検算): figures that do not add up, or that a person should look at, not how they were read.
    pub fn is_finding(self) -> bool {
        matches!(
            self,
            Self::TargetBelowBaseline
                | Self::PrintedRateDiffers
                | Self::PrintedRateRounding
                | Self::UnitDiffers
                | Self::LabelDiffers
                | Self::LabelUnknown
                | Self::LabelUnsupported
                | Self::TargetTextDiffers
                | Self::PartsDiffer
                | Self::GrantShareDiffers
                | Self::IncrementsDiffer
                | Self::IncrementsSumDiffers
                | Self::TotalDiffers
                | Self::CountDiffers
                | Self::RepeatedTargetDiffers
                | Self::ActualRepeated
                | Self::MagnitudeJump
                | Self::PercentLost
                | Self::MetAtBaseline
                | Self::FinalMetEarly
                | Self::PeriodMissing
                | Self::EstimateAsFinal
                | Self::SameIndicatorDiffers
                | Self::ActualPeriodDiffers
                | Self::RatingsInconsistent
        )
    }

    /// It is about what a single cell of a workbook holds.
    pub fn is_of_cell(self) -> bool {
        matches!(
            self,
            Self::CellError | Self::FormatUnknown | Self::ValueHidden | Self::FormulaUncomputed
        )
    }

    /// How grave it is.
    pub fn severity(self) -> Severity {
        match self {
            Self::InputTruncated => Severity::Error,
            Self::NoKpi
            | Self::DirectionDoubtful
            | Self::DirectionUndecided
            | Self::DirectionContradicts
            | Self::TargetBelowBaseline
            | Self::PrintedRateDiffers
            | Self::NumberTooLong
            | Self::UnitDiffers
            | Self::ColumnsAssumed
            | Self::TargetTextDiffers
            | Self::PartsDiffer
            | Self::GrantShareDiffers
            | Self::IncrementsDiffer
            | Self::IncrementsSumDiffers
            | Self::TotalDiffers
            | Self::CountDiffers
            | Self::RepeatedTargetDiffers
            | Self::MagnitudeJump
            | Self::PercentLost
            | Self::DirectionUnread
            | Self::ThousandsUnclear
            | Self::TextsLeftOut
            | Self::SameIndicatorDiffers
            | Self::RatingsInconsistent
            | Self::ValueUnread
            | Self::ChangeUndecided
            | Self::ProjectUnplaced
            | Self::NameColumnMissing
            | Self::RowsUnread
            | Self::QuoteUnclosed
            | Self::CellError
            | Self::FormatUnknown
            | Self::ValueHidden
            | Self::FormulaUncomputed
            | Self::CharactersLost
            | Self::PagesDamaged
            | Self::PagesWithoutText
            | Self::GlyphsUnread
            | Self::TextRecognised
            | Self::ColumnsByGaps
            | Self::RowsWithoutNames
            | Self::RowBrokenDoubtful
            | Self::TextCutOff
            | Self::DigitsJoined
            | Self::ShapeUnread => Severity::Warning,
            Self::DirectionAssumed
            | Self::PrintedRateRounding
            | Self::YearAssumed
            | Self::ColumnOrderAssumed
            | Self::NamesJoined
            | Self::LabelDiffers
            | Self::HiddenLeftOut
            | Self::PagesBesideOthers
            | Self::TermNeeded
            | Self::ActualRepeated
            | Self::MetAtBaseline
            | Self::FinalMetEarly
            | Self::PeriodMissing
            | Self::EstimateAsFinal
            | Self::ActualPeriodDiffers
            | Self::LabelUnknown
            | Self::ThousandsJoined
            | Self::LabelUnsupported => Severity::Info,
        }
    }
}

/// One remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What it says.
    pub code: Code,
    /// Where.
    pub at: Option<Place>,
    /// Index of the indicator.
    pub indicator: Option<usize>,
    /// Index of the measurement in the indicator.
    pub measurement: Option<usize>,
    /// Index of the project.
    pub project: Option<usize>,
    /// The field of the contract that it is about: `"direction"`.
    pub field: Option<&'static str>,
    /// Numbers and words that the sentence needs, in the order that the code's sentence expects.
    pub numbers: Vec<String>,
    /// What would put it right.
    pub proposal: Option<String>,
}

impl Remark {
    /// A remark on a place.
    pub fn new(code: Code, at: Option<Place>) -> Self {
        Self {
            code,
            at,
            indicator: None,
            measurement: None,
            project: None,
            field: None,
            numbers: Vec::new(),
            proposal: None,
        }
    }

    /// The same remark on an indicator.
    #[must_use]
    pub fn on_indicator(mut self, indicator: usize) -> Self {
        self.indicator = Some(indicator);
        self
    }

    /// The same remark on a field.
    #[must_use]
    pub fn on_field(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    /// The same remark with the numbers and words of its sentence.
    #[must_use]
    pub fn with<I: IntoIterator<Item = S>, S: Into<String>>(mut self, numbers: I) -> Self {
        self.numbers = numbers.into_iter().map(Into::into).collect();
        self
    }
}
