//! How a KPI stands, and on what that rests.

use kpi_report::contract::v1;

/// How a KPI stands: the status of the measurement that speaks for it, in the classes of the summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// The target was reached.
    Achieved,
    /// The target was not reached.
    NotAchieved,
    /// The figure is not yet published.
    NotPublished,
    /// The cell is blank.
    NotEntered,
    /// No judgement is possible.
    NotEvaluable,
    /// Qualitative targets, no target.
    Other,
}

/// All standings in the order of the summary.
pub const STANDINGS: [Standing; 6] = [
    Standing::Achieved,
    Standing::NotAchieved,
    Standing::NotPublished,
    Standing::NotEntered,
    Standing::NotEvaluable,
    Standing::Other,
];

impl Standing {
    /// The standing of a KPI.
    pub fn of(kpi: &v1::Kpi) -> Self {
        match kpi.speaking().map(|measurement| measurement.status.as_str()) {
            Some("achieved") => Self::Achieved,
            Some("not-achieved") => Self::NotAchieved,
            Some("not-published") => Self::NotPublished,
            Some("not-entered") => Self::NotEntered,
            Some("not-evaluable") => Self::NotEvaluable,
            _ => Self::Other,
        }
    }

    /// Its status in the contract's word, which also names its colour in the style sheet.
    pub fn word(self) -> &'static str {
        match self {
            Self::Achieved => "achieved",
            Self::NotAchieved => "not-achieved",
            Self::NotPublished => "not-published",
            Self::NotEntered => "not-entered",
            Self::NotEvaluable => "not-evaluable",
            Self::Other => "other",
        }
    }

    /// How many KPIs of the summary stand so.
    pub fn count(self, summary: &v1::Summary) -> usize {
        match self {
            Self::Achieved => summary.achieved,
            Self::NotAchieved => summary.not_achieved,
            Self::NotPublished => summary.not_published,
            Self::NotEntered => summary.not_entered,
            Self::NotEvaluable => summary.not_evaluable,
            Self::Other => summary.other,
        }
    }
}

/// A status that would be another one if an assumption were wrong: which way is better, or what a column means.
pub fn is_provisional(kpi: &v1::Kpi, measurement: &v1::Measurement) -> bool {
    let is_compared = matches!(measurement.status.as_str(), "achieved" | "not-achieved");
    is_compared && (kpi.direction_from == "assumed" || kpi.certainty == "check")
}

/// Of the KPIs that stand so, those whose status is provisional.
pub fn provisional(found: &v1::Evaluation, standing: Standing) -> usize {
    let is_one = |kpi: &&v1::Kpi| {
        Standing::of(kpi) == standing
            && kpi
                .speaking()
                .is_some_and(|speaking| is_provisional(kpi, speaking))
    };
    found.kpis.iter().filter(is_one).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kpi(status: &str, direction_from: &str, certainty: &str) -> v1::Kpi {
        v1::Kpi {
            direction_from: direction_from.to_owned(),
            certainty: certainty.to_owned(),
            measurements: vec![v1::Measurement {
                status: status.to_owned(),
                ..v1::Measurement::default()
            }],
            speaks: Some(0),
            ..v1::Kpi::default()
        }
    }

    #[test]
    fn a_status_is_provisional_where_it_rests_on_an_assumption() {
        let is = |kpi: v1::Kpi| is_provisional(&kpi, &kpi.measurements[0]);
        assert!(is(kpi("achieved", "assumed", "sure")));
        assert!(is(kpi("not-achieved", "printed", "check")));
        assert!(!is(kpi("achieved", "printed", "sure")));
        assert!(!is(kpi("achieved", "user", "sure")));
        // A figure that is missing is missing either way.
        assert!(!is(kpi("not-entered", "assumed", "check")));
    }

    #[test]
    fn provisional_ones_are_counted_by_standing() {
        let found = v1::Evaluation {
            kpis: vec![
                kpi("achieved", "assumed", "sure"),
                kpi("achieved", "printed", "sure"),
                kpi("not-achieved", "assumed", "sure"),
            ],
            ..v1::Evaluation::default()
        };
        assert_eq!(provisional(&found, Standing::Achieved), 1);
        assert_eq!(provisional(&found, Standing::NotAchieved), 1);
        assert_eq!(provisional(&found, Standing::Other), 0);
    }
}
