//! How many of those that stand so rest on an assumption.

use kpi_report::contract::v1;
use kpi_report::contract::v1::Standing;

/// Of the KPIs that stand so, those whose status is provisional.
pub fn provisional(found: &v1::Evaluation, standing: Standing) -> usize {
    let is_one = |kpi: &&v1::Kpi| kpi.standing() == standing && kpi.is_provisional();
    found.kpis.iter().filter(is_one).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kpi_report::contract::v1::Assumption;
    use kpi_report::contract::v1::Status;

    fn kpi(status: Status, assumed: &[Assumption]) -> v1::Kpi {
        v1::Kpi {
            measurements: vec![v1::Measurement {
                status,
                assumed: assumed.to_vec(),
                ..v1::Measurement::default()
            }],
            speaks: Some(0),
            ..v1::Kpi::default()
        }
    }

    #[test]
    fn provisional_ones_are_counted_by_standing() {
        let found = v1::Evaluation {
            kpis: vec![
                kpi(Status::Achieved, &[Assumption::Direction]),
                kpi(Status::Achieved, &[Assumption::Period]),
                kpi(Status::Achieved, &[]),
                kpi(Status::NotAchieved, &[Assumption::Column]),
            ],
            ..v1::Evaluation::default()
        };
        assert_eq!(provisional(&found, Standing::Achieved), 1);
        assert_eq!(provisional(&found, Standing::NotAchieved), 1);
        assert_eq!(provisional(&found, Standing::Other), 0);
    }
}
