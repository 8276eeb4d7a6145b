//! What was added in a year against what was added since the start. Quiet for negative increments.

use crate::evaluate::evaluation::Evaluation;
use crate::evaluate::findings::finding::{Finding, View, plain};
use crate::evaluate::measure::Measurement;
use crate::kpi::{Basis, Point};
use kpi_readers::base::Decimal;
use kpi_readers::base::remark::{Code, Remark};

/// Its row.
pub const FINDING: Finding = Finding {
    code: Code::IncrementsDiffer,
    run,
};

fn run(view: &View<'_>) -> Vec<Remark> {
    let rows = view.evaluations.iter().enumerate();
    rows.flat_map(|(index, evaluation)| {
        one(evaluation)
            .into_iter()
            .map(move |remark| remark.on_indicator(index))
    })
    .collect()
}

fn one(evaluation: &Evaluation) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let sums = evaluation
        .measurements
        .iter()
        .filter(|found| found.basis == Basis::CumulativeIncrement);
    let target = |found: &Measurement| found.target.clone();
    let actual = |found: &Measurement| found.actual.clone();
    let last = evaluation
        .final_target
        .as_ref()
        .filter(|last| last.basis == Basis::CumulativeIncrement);
    for sum in sums {
        remarks.extend(below_its_year(evaluation, sum, "target", &target));
        remarks.extend(below_its_year(evaluation, sum, "actual", &actual));
        // What shall be added by now is no more than what shall be added in all.
        let above = sum.target.as_ref().and_then(|target| {
            let (now, all) = (target.value?, last?.value?);
            (now > all && all >= Decimal::ZERO).then(|| remark(target, "target", now, all))
        });
        remarks.extend(above);
    }
    remarks
}

/// A sum is no less than the part of it that was added in the same year, and the sum of all parts that are printed
/// from the first on.
fn below_its_year(
    evaluation: &Evaluation,
    sum: &Measurement,
    field: &'static str,
    of: &dyn Fn(&Measurement) -> Option<Point>,
) -> Option<Remark> {
    let point = of(sum)?;
    let total = point.value?;
    let year = evaluation
        .measurements
        .iter()
        .find(|found| found.basis == Basis::AnnualIncrement && found.period == sum.period)?;
    let part = of(year)?.value?;
    let below = part >= Decimal::ZERO && total < part;
    below.then(|| remark(&point, field, total, part))
}

fn remark(point: &Point, field: &'static str, sum: Decimal, part: Decimal) -> Remark {
    Remark::new(Code::IncrementsDiffer, point.at.clone())
        .on_field(field)
        .with([plain(sum), plain(part)])
}
