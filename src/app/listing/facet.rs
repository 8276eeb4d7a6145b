//! By what KPIs are told apart: status, label, recheck, section, department, year, certainty, what is to be looked at.

use std::borrow::Cow;

use kpi_report::contract::v1;
use kpi_report::contract::v1::Check;
use kpi_report::contract::v1::Standing;

/// The value of [`Facet::Attention`] of a KPI with notices that are worth a look.
pub const OPEN: &str = "open";

/// The value of [`Facet::Attention`] of a KPI whose status is provisional.
pub const PROVISIONAL: &str = "provisional";

/// A value in a facet: a word of ours, or one of the sheet's.
pub type Value = Cow<'static, str>;

/// Between the headings of a section in its value.
pub const JOINT: &str = "\u{1f}";

/// Checks in the order in which they are shown.
const CHECKS: [Check; 6] = [
    Check::Mismatch,
    Check::Rounding,
    Check::Uncheckable,
    Check::Match,
    Check::Capped,
    Check::NotPrinted,
];

/// A kind of values that KPIs have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    /// How it stands: the words of [`Standing`].
    Status,
    /// The label that follows, else the printed one.
    Label,
    /// The checks of its printed rates, in the contract's words.
    Check,
    /// Its headings, joined by [`JOINT`].
    Section,
    /// Each of its departments.
    Department,
    /// The periods of its measurements, in the contract's notation.
    Period,
    /// Whether it was read with a doubt, in the contract's words.
    Certainty,
    /// [`OPEN`], [`PROVISIONAL`].
    Attention,
}

/// All of them, in their order.
pub const FACETS: [Facet; 8] = [
    Facet::Status,
    Facet::Label,
    Facet::Check,
    Facet::Section,
    Facet::Department,
    Facet::Period,
    Facet::Certainty,
    Facet::Attention,
];

impl Facet {
    /// Its stable name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Label => "label",
            Self::Check => "check",
            Self::Section => "section",
            Self::Department => "department",
            Self::Period => "period",
            Self::Certainty => "certainty",
            Self::Attention => "attention",
        }
    }

    /// Adds the values of a KPI with so many open notices; none where it has none of them.
    pub(super) fn add(self, kpi: &v1::Kpi, open: usize, values: &mut Vec<Value>) {
        match self {
            Self::Status => values.push(kpi.standing().id().into()),
            Self::Label => values.extend(label_of(kpi).map(Value::from)),
            Self::Check => add_each(kpi.measurements.iter().map(|one| one.check.id().into()), values),
            Self::Section if kpi.section.is_empty() => {}
            Self::Section => values.push(kpi.section.join(JOINT).into()),
            Self::Department => values.extend(kpi.departments.iter().cloned().map(Value::from)),
            Self::Period => {
                let periods = kpi.measurements.iter().filter_map(|one| one.period.clone());
                add_each(periods.map(Value::from), values);
            }
            Self::Certainty => values.push(kpi.certainty.id().into()),
            Self::Attention => {
                values.extend((open > 0).then_some(OPEN.into()));
                values.extend(kpi.is_provisional().then_some(PROVISIONAL.into()));
            }
        }
    }

    /// Puts counted values in the order in which they are shown: that of the sheet, or of the words' own rank.
    pub(super) fn arrange(self, counts: &mut [(String, usize)]) {
        let place = |words: &[&str], value: &str| words.iter().position(|word| *word == value);
        match self {
            Self::Status => {
                counts.sort_by_key(|(value, _)| value.parse::<Standing>().ok());
            }
            Self::Check => counts.sort_by_key(|(value, _)| place(&CHECKS.map(Check::id), value)),
            Self::Attention => counts.sort_by_key(|(value, _)| place(&[OPEN, PROVISIONAL], value)),
            // Periods sort as they are written.
            Self::Label | Self::Period | Self::Certainty => counts.sort(),
            Self::Section | Self::Department => {}
        }
    }
}

/// The label of a KPI: the one that follows, else what is printed.
pub fn label_of(kpi: &v1::Kpi) -> Option<String> {
    let computed = kpi.label.as_ref().map(label_words);
    computed.or_else(|| printed_label(kpi))
}

/// A label in words: its grade and its text.
pub fn label_words(label: &v1::Label) -> String {
    match &label.grade {
        Some(grade) => format!("{grade} {}", label.text),
        None => label.text.clone(),
    }
}

/// The label that the sheet prints for a KPI, else its word of progress.
pub fn printed_label(kpi: &v1::Kpi) -> Option<String> {
    let printed = kpi.printed.as_ref()?;
    printed.label.clone().or_else(|| printed.status.clone())
}

/// Adds each of them once.
fn add_each(all: impl Iterator<Item = Value>, values: &mut Vec<Value>) {
    let first = values.len();
    for value in all {
        if !values.iter().skip(first).any(|other| *other == value) {
            values.push(value);
        }
    }
}
