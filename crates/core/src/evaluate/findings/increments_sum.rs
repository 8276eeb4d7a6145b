//! What was added since the start against what had been added the year before, and what was added in the year. Quiet
//! unless all three are printed, and where units differ.

use crate::evaluate::evaluation::Evaluation;
use crate::evaluate::findings::finding::{Finding, View, plain};
use crate::evaluate::measure::Measurement;
use crate::kpi::{Basis, Period, Point};
use kpi_readers::base::Decimal;
use kpi_readers::base::remark::{Code, Remark};

/// Its row.
pub const FINDING: Finding = Finding {
    code: Code::IncrementsSumDiffers,
    run,
};

fn run(view: &View<'_>) -> Vec<Remark> {
    let rows = view.evaluations.iter().enumerate();
    rows.flat_map(|(index, evaluation)| {
        let remarks = [
            steps(evaluation, "target", |found| found.target.as_ref()),
            steps(evaluation, "actual", |found| found.actual.as_ref()),
        ];
        remarks
            .into_iter()
            .flatten()
            .map(move |remark| remark.on_indicator(index))
    })
    .collect()
}

/// One remark for every year whose sum is not the sum of the year before and its own increment.
fn steps(
    evaluation: &Evaluation,
    field: &'static str,
    of: fn(&Measurement) -> Option<&Point>,
) -> Vec<Remark> {
    let find = |basis: Basis, year: i32| {
        let mut all = evaluation.measurements.iter();
        let found = all.find(|found| found.basis == basis && found.period == Some(Period::Fiscal(year)))?;
        of(found)
    };
    let years = evaluation
        .measurements
        .iter()
        .filter_map(|found| match (found.basis, found.period) {
            (Basis::CumulativeIncrement, Some(Period::Fiscal(year))) => Some(year),
            _ => None,
        });
    let step = |year: i32| {
        let sum = find(Basis::CumulativeIncrement, year)?;
        let before = find(Basis::CumulativeIncrement, year.checked_sub(1)?)?;
        let own = find(Basis::AnnualIncrement, year)?;
        let together: Decimal = before.value?.checked_add(own.value?)?;
        let printed = sum.value.filter(|printed| *printed != together)?;
        let remark = Remark::new(Code::IncrementsSumDiffers, sum.at.clone()).on_field(field);
        let numbers = [
            plain(printed),
            plain(before.value?),
            plain(own.value?),
            plain(together),
        ];
        Some(Remark {
            proposal: Some(plain(together)),
            ..remark.with(numbers)
        })
    };
    years.filter_map(step).collect()
}
