//! The rate as a rule set shows it: its method, its rounding, its cap.

use crate::domain::base::fraction::Fraction;
use crate::domain::evaluate::measure::Measurement;
use crate::domain::evaluate::methods::{self, Method};
use crate::domain::rating::rule_set::RuleSet;

/// A rate as shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Id of the method.
    pub method: &'static str,
    /// Neither rounded nor capped: what bands are held against.
    pub rate: Fraction,
    /// Rounded and capped, in percent.
    pub text: String,
    /// Further methods with their rates, rounded, not capped.
    pub alternatives: Vec<(&'static str, String)>,
}

/// The rate of a measurement by the rule set's method, or by a person's.
pub fn shown(measurement: &Measurement, rules: &RuleSet, method: Option<&str>) -> Option<Shown> {
    let case = measurement.case.as_ref()?;
    let method: &Method = methods::find(method.unwrap_or(&rules.method))?;
    let rate = (method.run)(case).ok()?;
    let round = |rate: &Fraction| rate.percent(rules.places, rules.rounding.into());
    let cap = rules.cap.map(|cap| Fraction::from_percent(cap.0));
    let capped = cap.filter(|cap| rate > *cap);
    let alternatives = rules
        .alternatives
        .iter()
        .filter_map(|id| methods::find(id))
        .filter(|other| other.id != method.id);
    let alternatives = alternatives
        .filter_map(|other| Some((other.id, round(&(other.run)(case).ok()?))))
        .collect();
    Some(Shown {
        method: method.id,
        text: round(capped.as_ref().unwrap_or(&rate)),
        rate,
        alternatives,
    })
}
