//! An actual that is the one of the period before, to the digit. Quiet for short numbers, which repeat by chance.

use crate::domain::base::remark::{Code, Remark};
use crate::domain::evaluate::evaluation::Evaluation;
use crate::domain::evaluate::findings::finding::{Finding, View, plain, significant};
use crate::domain::kpi::{Indicator, Period};

/// Its row.
pub const FINDING: Finding = Finding {
    code: Code::ActualRepeated,
    run,
};

/// So many digits do not repeat by chance.
const DIGITS: usize = 3;

fn run(view: &View<'_>) -> Vec<Remark> {
    view.each(one)
}

fn one(indicator: &Indicator, evaluation: &Evaluation) -> Option<Remark> {
    let measurements = || evaluation.measurements.iter().enumerate();
    let ends = |period: Option<Period>| period.map(Period::end_month);
    let (n, actual, before) = measurements().find_map(|(n, found)| {
        let earlier = measurements()
            .take(n)
            .rev()
            .find(|(_, earlier)| earlier.basis == found.basis && ends(earlier.period) < ends(found.period))?;
        let actual = found.actual.as_ref()?;
        let before = earlier.1.actual.as_ref()?;
        let same = actual.value == before.value && !actual.derived;
        (same && significant(actual.value?) >= DIGITS).then_some((n, actual, earlier.1.period))
    })?;
    let at = actual.at.clone().unwrap_or_else(|| indicator.at.clone());
    let before = before.map(|period| period.to_string()).unwrap_or_default();
    let remark = Remark::new(Code::ActualRepeated, Some(at))
        .on_field("actual")
        .with([plain(actual.value?), before]);
    Some(Remark {
        measurement: Some(n),
        ..remark
    })
}
