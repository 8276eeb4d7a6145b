//! The KPIs in the order and grouping in which the page shows them.

use crate::contract::v1;

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
        let speaking = kpi.speaks.and_then(|index| kpi.measurements.get(index));
        match speaking.map(|measurement| measurement.status.as_str()) {
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

/// Which KPIs are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    /// All of them.
    #[default]
    All,
    /// Those that stand so.
    Standing(Standing),
    /// Those with a printed rate that differs from the recomputed one.
    Mismatch,
}

impl Filter {
    /// The KPI is shown.
    pub fn admits(self, kpi: &v1::Kpi) -> bool {
        match self {
            Self::All => true,
            Self::Standing(standing) => Standing::of(kpi) == standing,
            Self::Mismatch => kpi
                .measurements
                .iter()
                .any(|measurement| measurement.check == "mismatch"),
        }
    }
}

/// KPIs of one table under the same headings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Index of the table, if the evaluation names it.
    pub table: Option<usize>,
    /// It is the first group shown of its table.
    pub begins_table: bool,
    /// The headings above, outermost first.
    pub section: Vec<String>,
    /// Indices of the KPIs.
    pub kpis: Vec<usize>,
}

/// The indices of the KPIs that `filter` admits.
pub fn admitted(evaluation: &v1::Evaluation, filter: Filter) -> Vec<usize> {
    evaluation
        .kpis
        .iter()
        .enumerate()
        .filter(|(_, kpi)| filter.admits(kpi))
        .map(|(index, _)| index)
        .collect()
}

/// Groups KPIs by table and section, in the order of the input.
pub fn groups(evaluation: &v1::Evaluation, kpis: &[usize]) -> Vec<Group> {
    let mut groups = Vec::<Group>::new();
    for index in kpis {
        let Some(kpi) = evaluation.kpis.get(*index) else {
            continue;
        };
        let table = evaluation.tables.iter().position(|table| table.id == kpi.table);
        match groups.last_mut() {
            Some(group) if group.table == table && group.section == kpi.section => group.kpis.push(*index),
            last => {
                let begins_table = last.is_none_or(|group| group.table != table);
                groups.push(Group {
                    table,
                    begins_table,
                    section: kpi.section.clone(),
                    kpis: vec![*index],
                });
            }
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kpi(table: &str, section: &str, status: &str) -> v1::Kpi {
        let measurement = v1::Measurement {
            status: status.to_owned(),
            ..v1::Measurement::default()
        };
        v1::Kpi {
            table: table.to_owned(),
            section: vec![section.to_owned()],
            measurements: vec![measurement],
            speaks: Some(0),
            ..v1::Kpi::default()
        }
    }

    fn evaluation() -> v1::Evaluation {
        let table = |id: &str| v1::Table {
            id: id.to_owned(),
            ..v1::Table::default()
        };
        v1::Evaluation {
            tables: vec![table("t1"), table("t2")],
            kpis: vec![
                kpi("t1", "a", "achieved"),
                kpi("t1", "a", "no-target"),
                kpi("t1", "b", "not-achieved"),
                kpi("t2", "b", "qualitative"),
            ],
            ..v1::Evaluation::default()
        }
    }

    #[test]
    fn a_group_is_a_table_and_a_section() {
        let evaluation = evaluation();
        let groups = groups(&evaluation, &admitted(&evaluation, Filter::All));
        let shape: Vec<_> = groups
            .iter()
            .map(|group| (group.table, group.begins_table, group.kpis.clone()))
            .collect();
        assert_eq!(
            shape,
            [
                (Some(0), true, vec![0, 1]),
                (Some(0), false, vec![2]),
                (Some(1), true, vec![3])
            ]
        );
    }

    #[test]
    fn a_filter_shows_what_the_summary_counts() {
        let evaluation = evaluation();
        assert_eq!(admitted(&evaluation, Filter::Standing(Standing::Other)), [1, 3]);
        assert_eq!(
            admitted(&evaluation, Filter::Standing(Standing::NotAchieved)),
            [2]
        );
        assert_eq!(admitted(&evaluation, Filter::Mismatch), Vec::<usize>::new());
    }
}
