//! By what KPIs are told apart: status, label, recheck, section, department, year, certainty, what is to be looked at.

use kpi_report::contract::v1;
use kpi_report::contract::v1::Check;
use kpi_report::contract::v1::Standing;

/// The value of [`Facet::Attention`] of a KPI with notices that are worth a look.
pub const OPEN: &str = "open";

/// The value of [`Facet::Attention`] of a KPI whose status is provisional.
pub const PROVISIONAL: &str = "provisional";

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

    /// The values of a KPI with so many open notices; none where it has none of them.
    pub fn values(self, kpi: &v1::Kpi, open: usize) -> Vec<String> {
        match self {
            Self::Status => vec![kpi.standing().id().to_owned()],
            Self::Label => label_of(kpi).into_iter().collect(),
            Self::Check => checks(kpi),
            Self::Section if kpi.section.is_empty() => Vec::new(),
            Self::Section => vec![kpi.section.join(JOINT)],
            Self::Department => kpi.departments.clone(),
            Self::Period => periods(kpi),
            Self::Certainty => vec![kpi.certainty.id().to_owned()],
            Self::Attention => {
                let rests = kpi.is_provisional();
                let open = (open > 0).then(|| OPEN.to_owned());
                open.into_iter()
                    .chain(rests.then(|| PROVISIONAL.to_owned()))
                    .collect()
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
    let computed = kpi.label.as_ref().map(|label| match &label.grade {
        Some(grade) => format!("{grade} {}", label.text),
        None => label.text.clone(),
    });
    computed.or_else(|| {
        let printed = kpi.printed.as_ref()?;
        printed.label.clone().or_else(|| printed.status.clone())
    })
}

/// Each period of a KPI's measurements once.
fn periods(kpi: &v1::Kpi) -> Vec<String> {
    let mut periods = Vec::<String>::new();
    for period in kpi.measurements.iter().filter_map(|one| one.period.as_ref()) {
        if !periods.contains(period) {
            periods.push(period.clone());
        }
    }
    periods
}

/// Each check of a KPI once.
fn checks(kpi: &v1::Kpi) -> Vec<String> {
    let mut checks = Vec::<Check>::new();
    for measurement in &kpi.measurements {
        if !checks.contains(&measurement.check) {
            checks.push(measurement.check);
        }
    }
    checks.into_iter().map(|check| check.id().to_owned()).collect()
}
