//! Which columns the table of KPIs has: those that hold something.

use crate::app::listing::facet::label_of;
use kpi_report::contract::v1;
use kpi_report::export::range::range;

/// All columns in their order; the fields of the contract, and `"chart"` and `"open"` beside them.
const ALL: [&str; 13] = [
    "name",
    "department",
    "unit",
    "baseline",
    "target",
    "final",
    "actual",
    "rate",
    "chart",
    "status",
    "label",
    "check",
    "open",
];

/// The columns of one evaluation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    shown: Vec<&'static str>,
    /// The period of every measurement, where it is the same: it is said once, in the head.
    pub period: Option<String>,
    /// The period of every baseline, where it is the same.
    pub baseline: Option<String>,
}

impl Columns {
    /// The columns that hold something for some KPI; `open`: some KPI has open points.
    pub fn of(found: &v1::Evaluation, open: bool) -> Self {
        let any = |has: fn(&v1::Kpi) -> bool| found.kpis.iter().any(has);
        let is_shown = |column: &&str| match *column {
            "department" => any(|kpi| !kpi.departments.is_empty()),
            "unit" => any(|kpi| kpi.unit.is_some()),
            "baseline" => any(|kpi| kpi.baseline.is_some()),
            "final" => any(|kpi| final_target(kpi).is_some()),
            "chart" => any(|kpi| range(kpi).is_some()),
            "label" => {
                any(|kpi| label_of(kpi).is_some() || kpi.printed.is_some() || kpi.overall_label.is_some())
            }
            "check" => any(|kpi| kpi.measurements.iter().any(|one| one.printed_rate.is_some())),
            "open" => open,
            _ => true,
        };
        Self {
            shown: ALL.into_iter().filter(is_shown).collect(),
            period: common(measured(found)),
            baseline: common(baselines(found)),
        }
    }

    /// Their fields, in order.
    pub fn shown(&self) -> &[&'static str] {
        &self.shown
    }

    /// The column is drawn.
    pub fn has(&self, field: &str) -> bool {
        self.shown.contains(&field)
    }
}

/// The final target of a KPI, unless a measurement is against that very figure.
pub fn final_target(kpi: &v1::Kpi) -> Option<&v1::Point> {
    let point = kpi.final_target.as_ref()?;
    let same = |target: &v1::Point| target.value == point.value && target.period == point.period;
    let mut measured = kpi.measurements.iter();
    let shown = measured.any(|other| other.against == "final" || other.target.as_ref().is_some_and(same));
    (!shown).then_some(point)
}

/// The period of each measurement.
fn measured(found: &v1::Evaluation) -> impl Iterator<Item = Option<&String>> {
    let all = found.kpis.iter().flat_map(|kpi| &kpi.measurements);
    all.map(|measurement| measurement.period.as_ref())
}

/// The period of each baseline.
fn baselines(found: &v1::Evaluation) -> impl Iterator<Item = Option<&String>> {
    let all = found.kpis.iter().filter_map(|kpi| kpi.baseline.as_ref());
    all.map(|baseline| baseline.period.as_ref())
}

/// The period that all have.
fn common<'a>(mut all: impl Iterator<Item = Option<&'a String>>) -> Option<String> {
    let first = all.next()??;
    all.all(|other| other == Some(first)).then(|| first.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kpi(period: &str) -> v1::Kpi {
        v1::Kpi {
            measurements: vec![v1::Measurement {
                period: Some(period.to_owned()),
                ..v1::Measurement::default()
            }],
            ..v1::Kpi::default()
        }
    }

    fn columns(kpis: Vec<v1::Kpi>) -> Columns {
        let found = v1::Evaluation {
            kpis,
            ..v1::Evaluation::default()
        };
        Columns::of(&found, false)
    }

    #[test]
    fn columns_without_content_are_not_drawn() {
        assert_eq!(
            columns(vec![kpi("FY2023")]).shown(),
            ["name", "target", "actual", "rate", "status"]
        );
        let with_unit = v1::Kpi {
            unit: Some("人".to_owned()),
            ..kpi("FY2023")
        };
        assert!(columns(vec![kpi("FY2023"), with_unit]).has("unit"));
        let with_department = v1::Kpi {
            departments: vec!["企画課".to_owned()],
            ..kpi("FY2023")
        };
        assert!(columns(vec![kpi("FY2023"), with_department]).has("department"));
    }

    #[test]
    fn a_year_is_said_once_where_all_share_it() {
        assert_eq!(
            columns(vec![kpi("FY2023"), kpi("FY2023")]).period.as_deref(),
            Some("FY2023")
        );
        assert_eq!(columns(vec![kpi("FY2023"), kpi("FY2022")]).period, None);
    }
}
