//! How a KPI stands, and on what that rests.

use kpi_report::contract::v1;
use kpi_report::contract::v1::Standing;
use kpi_report::contract::v1::Status;

/// A status that would be another one if an assumption were wrong: which way is better, or what a column means.
pub fn is_provisional(kpi: &v1::Kpi, measurement: &v1::Measurement) -> bool {
    let is_compared = matches!(measurement.status, Status::Achieved | Status::NotAchieved);
    is_compared && (kpi.direction_from == "assumed" || kpi.certainty == "check")
}

/// Of the KPIs that stand so, those whose status is provisional.
pub fn provisional(found: &v1::Evaluation, standing: Standing) -> usize {
    let is_one = |kpi: &&v1::Kpi| {
        kpi.standing() == standing
            && kpi
                .speaking()
                .is_some_and(|speaking| is_provisional(kpi, speaking))
    };
    found.kpis.iter().filter(is_one).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kpi(status: Status, direction_from: &str, certainty: &str) -> v1::Kpi {
        v1::Kpi {
            direction_from: direction_from.to_owned(),
            certainty: certainty.to_owned(),
            measurements: vec![v1::Measurement {
                status,
                ..v1::Measurement::default()
            }],
            speaks: Some(0),
            ..v1::Kpi::default()
        }
    }

    #[test]
    fn a_status_is_provisional_where_it_rests_on_an_assumption() {
        let is = |kpi: v1::Kpi| is_provisional(&kpi, &kpi.measurements[0]);
        assert!(is(kpi(Status::Achieved, "assumed", "sure")));
        assert!(is(kpi(Status::NotAchieved, "printed", "check")));
        assert!(!is(kpi(Status::Achieved, "printed", "sure")));
        assert!(!is(kpi(Status::Achieved, "user", "sure")));
        // A figure that is missing is missing either way.
        assert!(!is(kpi(Status::NotEntered, "assumed", "check")));
    }

    #[test]
    fn provisional_ones_are_counted_by_standing() {
        let found = v1::Evaluation {
            kpis: vec![
                kpi(Status::Achieved, "assumed", "sure"),
                kpi(Status::Achieved, "printed", "sure"),
                kpi(Status::NotAchieved, "assumed", "sure"),
            ],
            ..v1::Evaluation::default()
        };
        assert_eq!(provisional(&found, Standing::Achieved), 1);
        assert_eq!(provisional(&found, Standing::NotAchieved), 1);
        assert_eq!(provisional(&found, Standing::Other), 0);
    }
}
