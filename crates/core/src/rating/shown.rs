//! The rate as a rule set shows it: its method, its rounding, its cap — or why its method makes none.

use crate::evaluate::measure::Measurement;
use crate::evaluate::methods::{self, Method, Outcome, Terms};
use crate::kpi::Reason;
use crate::rating::rule_set::RuleSet;
use kpi_readers::base::fraction::Fraction;

/// A rate as shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Id of the method.
    pub method: &'static str,
    /// Neither rounded nor capped: what bands are held against. Or why the method does not apply.
    pub outcome: Result<Outcome, Reason>,
    /// Rounded and capped, in percent; none where there is no rate.
    pub text: Option<String>,
    /// Further methods with their rates.
    pub alternatives: Vec<Alternative>,
}

/// The same measurement by another method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// Id of the method.
    pub method: &'static str,
    /// Neither rounded nor capped.
    pub rate: Fraction,
    /// Rounded, not capped, in percent.
    pub text: String,
}

impl Shown {
    /// The rate, if the method makes one.
    pub fn rate(&self) -> Option<&Fraction> {
        match &self.outcome {
            Ok(Outcome::Rate(rate)) => Some(rate),
            _ => None,
        }
    }
}

/// The rate of a measurement by the rule set's method, or by a person's. None at all if nothing can be compared.
pub fn shown(
    measurement: &Measurement,
    rules: &RuleSet,
    terms: &Terms,
    method: Option<&str>,
) -> Option<Shown> {
    let case = measurement.case.as_ref()?;
    let method: &Method = methods::find(method.unwrap_or_else(|| rules.method_for(case)))?;
    let outcome = (method.run)(case, terms);
    let round = |rate: &Fraction| rate.percent(rules.places, rules.rounding.into());
    let cap = rules.cap.map(|cap| Fraction::from_percent(cap.0));
    let text = match &outcome {
        Ok(Outcome::Rate(rate)) => Some(round(cap.as_ref().filter(|cap| rate > *cap).unwrap_or(rate))),
        _ => None,
    };
    let others = rules
        .alternatives
        .iter()
        .filter_map(|id| methods::find(id))
        .filter(|other| other.id != method.id);
    let alternatives = others.filter_map(|other| match (other.run)(case, terms) {
        Ok(Outcome::Rate(rate)) => Some(Alternative {
            method: other.id,
            text: round(&rate),
            rate,
        }),
        _ => None,
    });
    Some(Shown {
        method: method.id,
        alternatives: alternatives.collect(),
        outcome,
        text,
    })
}
