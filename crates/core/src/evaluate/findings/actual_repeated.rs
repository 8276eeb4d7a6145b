//! An actual that is the one of the period before, to the digit. Quiet for short numbers, which repeat by chance.

use std::collections::BTreeMap;

use crate::evaluate::evaluation::Evaluation;
use crate::evaluate::findings::finding::{Finding, View, plain, significant};
use crate::evaluate::measure::Measurement;
use crate::kpi::{Basis, Indicator, Period};
use kpi_readers::base::remark::{Code, Remark};

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
    let mut lasts = BTreeMap::<Basis, Before<'_>>::new();
    let mut measurements = evaluation.measurements.iter().enumerate();
    let (n, actual, before) = measurements.find_map(|(n, found)| {
        let earlier = lasts.entry(found.basis).or_default().of(found)?;
        let actual = found.actual.as_ref()?;
        let before = earlier.actual.as_ref()?;
        let same = actual.value == before.value && !actual.derived;
        (same && significant(actual.value?) >= DIGITS).then_some((n, actual, earlier.period))
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

/// The last measurement of the period at hand, and of the one before it.
#[derive(Default)]
struct Before<'a> {
    now: Option<&'a Measurement>,
    before: Option<&'a Measurement>,
}

impl<'a> Before<'a> {
    /// The last measurement of an earlier period. Measurements come in the order of their periods, undated ones last.
    fn of(&mut self, found: &'a Measurement) -> Option<&'a Measurement> {
        let ends = |found: &Measurement| found.period.map(Period::end_month);
        ends(found)?;
        if self.now.is_some_and(|now| ends(now) < ends(found)) {
            self.before = self.now;
        }
        self.now = Some(found);
        self.before
    }
}
