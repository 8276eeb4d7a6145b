//! The shapes of `kpi-comparison/1`: what a comparison of two evaluations says.
//!
//! As in the contract, exact decimals are strings in plain notation, percentages strings in percent, and what is absent is
//! missing. Values stand in the unit of the side that they are of; series and pace are all in this year's unit.

use serde::Serialize;

use crate::contract::v1;

/// The value of [`Comparison::schema`].
pub const SCHEMA: &str = "kpi-comparison/1";

/// Two evaluations side by side: every KPI of both is in exactly one of `pairs`, `added` and `dropped`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// The product's version.
    pub version: String,
    /// The earlier sheet.
    pub before: Side,
    /// This year's sheet.
    pub now: Side,
    /// The KPIs that are in both, in the order of this year's sheet.
    pub pairs: Vec<Pair>,
    /// Those of this year's sheet that no earlier one was found for, in its order.
    pub added: Vec<Single>,
    /// Those of the earlier sheet that no present one was found for, in its order.
    pub dropped: Vec<Single>,
    /// Counts.
    pub summary: Counts,
    /// What speaks against comparing the two at all; every pair that no person joined is to be checked then.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Warning>,
}

/// Something that speaks against comparing two sheets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Warning {
    pub code: WarningCode,
    pub message: String,
}

/// What it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WarningCode {
    /// They name different municipalities.
    OtherMunicipality,
}

impl WarningCode {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::OtherMunicipality => "other-municipality",
        }
    }
}

/// A sheet that is compared.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Side {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub municipality: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fiscal_year: Option<i32>,
    /// How many KPIs it has.
    pub kpis: usize,
}

/// Counts over a [`Comparison`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// Pairs.
    pub pairs: usize,
    /// Of these, the ones that a person should look at.
    pub check: usize,
    /// Pairs with a flag.
    pub flagged: usize,
    /// KPIs that are new for certain: nothing is offered for them.
    pub added: usize,
    /// KPIs that are gone for certain.
    pub dropped: usize,
    /// KPIs of this year's sheet that may be one of several earlier ones, or a renamed one: a person decides.
    pub undecided: usize,
}

impl Counts {
    /// The counts in the order in which they are told.
    pub fn numbers(&self) -> [usize; 6] {
        [
            self.pairs,
            self.check,
            self.flagged,
            self.added,
            self.dropped,
            self.undecided,
        ]
    }
}

/// A KPI of one of the sheets.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Named {
    /// Its id in its evaluation.
    pub id: String,
    pub name: String,
    /// The headings above, outermost first.
    pub section: Vec<String>,
    /// Name of its project.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What the measurement says that speaks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actual: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<v1::Status>,
}

/// How surely two KPIs are the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// Nothing speaks against it.
    #[default]
    Same,
    /// Probably: a person should look at it.
    Check,
}

/// Why two KPIs are taken for the same, or may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// A person said so.
    Person,
    /// Section and name are the same, but for their spelling.
    #[default]
    Name,
    /// Section and name are the same, and one of several namesakes has the same figures or number.
    Namesake,
    /// The name is the same and there once, in a section that is called otherwise now.
    SectionRenamed,
    /// The name is the same and there once, in another section.
    OtherSection,
    /// The name is the same but for what stands in brackets.
    Brackets,
    /// The names are similar.
    Similar,
    /// The figures are the same.
    Figures,
}

/// A KPI that is in both sheets.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Pair {
    pub before: Named,
    pub now: Named,
    pub certainty: Certainty,
    pub how: How,
    /// [`Pair::how`] in words.
    pub because: String,
    /// What has changed, or was not updated.
    pub flags: Vec<Told>,
    /// Target and actual of every year that either sheet has, in the order of the years.
    pub series: Vec<Year>,
    /// Where it stands on the way to the final target.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pace: Option<Pace>,
    /// Why that cannot be said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_pace: Option<NoPace>,
}

/// A KPI that is in one of the sheets only.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Single {
    pub kpi: Named,
    /// KPIs of the other sheet that may be the same, at most [`OFFERS`]; empty where there is none, or where a person said
    /// that it has none.
    pub offers: Vec<Offer>,
}

/// KPIs that are offered for one at most.
pub const OFFERS: usize = 3;

/// A KPI of the other sheet that may be the same.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Offer {
    /// Its id in its evaluation.
    pub kpi: String,
    pub name: String,
    pub section: Vec<String>,
    pub how: How,
    /// [`Offer::how`] in words.
    pub because: String,
}

/// A flag with its sentence.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Told {
    #[serde(flatten)]
    pub flag: Flag,
    pub message: String,
}

/// What differs between the two years of a KPI.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Flag {
    /// Its name, by more than its spelling.
    Name { before: String, now: String },
    /// Its section or project, by more than its number.
    Section { before: String, now: String },
    /// Its unit; `power` is the power of ten between the two where there is one: 千人 → 人 is 3.
    Unit {
        before: String,
        now: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        power: Option<i32>,
    },
    /// Which way is better.
    Direction {
        before: v1::Direction,
        now: v1::Direction,
    },
    /// What it counts: the words in brackets, what a number counts, or what the target is.
    Definition {
        of: Definition,
        before: String,
        now: String,
    },
    /// The baseline, or its year.
    Baseline {
        before: String,
        now: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        before_period: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        now_period: Option<String>,
    },
    /// The final target, or its year.
    FinalTarget {
        before: String,
        now: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        before_period: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        now_period: Option<String>,
        moved: Moved,
    },
    /// The target of a year.
    Target {
        period: String,
        before: String,
        now: String,
        moved: Moved,
    },
    /// The actual of a year that both sheets print.
    ActualRevised {
        period: String,
        before: String,
        now: String,
    },
    /// The same figure as last year's stands as this year's.
    ActualNotUpdated {
        value: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        before_period: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        now_period: Option<String>,
    },
    /// This year's sheet has no later actual than the earlier one; `period` is that of the last one.
    ActualMissing {
        #[serde(skip_serializing_if = "Option::is_none")]
        period: Option<String>,
    },
}

impl Flag {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Name { .. } => "name",
            Self::Section { .. } => "section",
            Self::Unit { .. } => "unit",
            Self::Direction { .. } => "direction",
            Self::Definition { .. } => "definition",
            Self::Baseline { .. } => "baseline",
            Self::FinalTarget { .. } => "final-target",
            Self::Target { .. } => "target",
            Self::ActualRevised { .. } => "actual-revised",
            Self::ActualNotUpdated { .. } => "actual-not-updated",
            Self::ActualMissing { .. } => "actual-missing",
        }
    }
}

/// What of a definition changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Definition {
    /// The words in brackets behind the name.
    Brackets,
    /// Whether numbers are levels, or what was added in a year or since the beginning.
    Basis,
    /// Whether the target is a number, 現状以上, a text.
    TargetKind,
}

/// Which way a target moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Moved {
    /// It is met sooner.
    Easier,
    /// It is met later.
    Harder,
    /// Neither can be said.
    Otherwise,
}

/// Which of the sheets prints a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum From {
    Before,
    Now,
    Both,
}

/// A year of a KPI, as this year's sheet prints it, else as the earlier one does; in this year's unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Year {
    /// `None` where neither the figure nor its sheet says a year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// The period is that of its sheet, as the figure is printed without one.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub assumed: bool,
    pub from: From,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actual: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<String>,
}

/// The way from the baseline to the final target, against a straight line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Pace {
    /// Where the line begins: the baseline.
    pub baseline: Stop,
    /// Where it ends: the final target.
    pub target: Stop,
    /// The actuals on the way, each beside what the line expects of it.
    pub steps: Vec<Step>,
    /// How much of the time has passed at the last actual, in percent, half up to one decimal.
    pub passed: String,
    /// How much of the way is gone, in percent, half up to one decimal; below 0 if it went the wrong way.
    pub reached: String,
    pub standing: Standing,
    /// What is needed in each year that is left, half up to one decimal more than the figures have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needed: Option<String>,
}

/// An end of the line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Stop {
    pub period: String,
    pub value: String,
}

/// An actual beside the line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    pub period: String,
    pub actual: String,
    /// What the line expects, half up to one decimal more than the figures have.
    pub expected: String,
    /// How much of the time has passed, in percent, half up to one decimal; what charts are drawn by.
    pub passed: String,
}

/// How the last actual stands to the line, by exact fractions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// The final target is met.
    Reached,
    /// Beyond the line.
    Ahead,
    /// On it.
    On,
    /// Short of it.
    Behind,
}

/// Why there is no pace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoPace {
    /// No baseline in numbers.
    NoBaseline,
    /// No final target in numbers.
    NoFinalTarget,
    /// No actual in numbers.
    NoActual,
    /// The year of one of them is not known, or they do not follow each other.
    NoPeriod,
    /// The numbers are what was added, no levels.
    NotALevel,
    /// The final target does not lie beyond the baseline in the direction that is better.
    NoWay,
}
