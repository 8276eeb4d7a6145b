//! A rule set as a JSON document, `rule-set/1`: a city can write its own without programming.
//!
//! ```json
//! { "schema": "rule-set/1", "id": "example", "name": { "ja": "例", "en": "Example" }, "nature": "band",
//!   "method": "simple-ratio", "rounding": "half-up", "places": 1, "cap": "100",
//!   "bands": [ { "from": "100", "text": "順調" }, { "above": "50", "text": "概ね順調" }, { "text": "遅れ" } ],
//!   "basis": "quoted", "source": { "body": "例市", "plan": "総合計画", "year": 2024, "url": "https://example.jp/" } }
//! ```
//! `from` is ≥, `above` is >; both are percentages as text, and apply to the rate before it is rounded or capped.

use std::collections::BTreeSet;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::base::Decimal;
use crate::domain::base::fraction::{Fraction, Rounding};
use crate::domain::evaluate::methods::{self, Case, Terms, Tolerance};

/// The value of [`RuleSet::schema`].
pub const SCHEMA: &str = "rule-set/1";

/// More decimals than this are no rate that a person reads.
const MAX_PLACES: u32 = 10;

/// How a body shows and words its rates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RuleSet {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// Stable: drafts and the API name it.
    pub id: String,
    /// What people call it.
    pub name: Name,
    /// What its labels are.
    pub nature: Nature,
    /// Id of the method of the shown rate.
    #[serde(default = "simple_ratio")]
    pub method: String,
    /// How the last shown digit comes about.
    #[serde(default)]
    pub rounding: RoundingRule,
    /// Decimals of the shown rate.
    #[serde(default = "one")]
    pub places: u32,
    /// The shown rate is never above this, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<Exact>,
    /// Which measurements get a label.
    #[serde(default)]
    pub applies_to: AppliesTo,
    /// The words for rates, highest first; the last may have no bound.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bands: Vec<Band>,
    /// How far from the target "maintained" may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tolerance: Option<ToleranceRule>,
    /// Where the four grant labels are suggested.
    #[serde(default)]
    pub grant_labels: GrantLabels,
    /// Ids of further methods whose rates are given beside the shown one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<String>,
    /// Where it is stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Stated by its source, or read out of figures.
    pub basis: Basis,
    /// What else a reader should know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Name>,
}

/// A name in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    /// Japanese.
    pub ja: String,
    /// English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

/// What labels are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nature {
    /// Bands on a rate.
    Band,
    /// Pace against what is expected for the year.
    Pace,
    /// A judgement of people: can only be suggested.
    Judgement,
}

impl Nature {
    /// The stable word in the contract.
    pub fn id(self) -> &'static str {
        match self {
            Self::Band => "band",
            Self::Pace => "pace",
            Self::Judgement => "judgement",
        }
    }
}

/// [`Rounding`] in the document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoundingRule {
    /// 四捨五入.
    #[default]
    HalfUp,
    /// 切り捨て.
    Truncate,
}

impl From<RoundingRule> for Rounding {
    fn from(rule: RoundingRule) -> Self {
        match rule {
            RoundingRule::HalfUp => Self::HalfUp,
            RoundingRule::Truncate => Self::Truncate,
        }
    }
}

/// Which measurements get a label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AppliesTo {
    /// All.
    #[default]
    Any,
    /// Those that are held against the target of their own period: the body rates against the year's expected value.
    Period,
}

/// One word for a range of rates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Band {
    /// At least so many percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Exact>,
    /// More than so many percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<Exact>,
    /// The letter or sign.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
    /// The word as the body prints it.
    pub text: String,
    /// Other spellings of the word.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variants: Vec<String>,
    /// What it means, in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl Band {
    /// The rate, unrounded, is in the band or above it.
    pub fn reaches(&self, rate: &Fraction) -> bool {
        let from = self
            .from
            .is_none_or(|from| *rate >= Fraction::from_percent(from.0));
        let above = self
            .above
            .is_none_or(|above| *rate > Fraction::from_percent(above.0));
        from && above
    }

    /// Its lower end; a bound that is itself outside comes after the same bound inside.
    fn end(&self) -> Option<(Decimal, bool)> {
        match (self.from, self.above) {
            (Some(from), _) => Some((from.0, false)),
            (None, Some(above)) => Some((above.0, true)),
            (None, None) => None,
        }
    }
}

/// [`Tolerance`] in the document: exactly one of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ToleranceRule {
    /// Percent of the target.
    Percent(Exact),
    /// In the indicator's unit.
    Points(Exact),
}

impl From<ToleranceRule> for Tolerance {
    fn from(rule: ToleranceRule) -> Self {
        match rule {
            ToleranceRule::Percent(Exact(percent)) => Self::Percent(percent),
            ToleranceRule::Points(Exact(points)) => Self::Points(points),
        }
    }
}

/// Where the four grant labels are suggested.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GrantLabels {
    /// Where the sheet prints one of them.
    #[default]
    WherePrinted,
    /// For every project.
    Always,
    /// Nowhere.
    Never,
}

/// Where a rule is stated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Who publishes it.
    pub body: String,
    /// In which plan or report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
    /// Of which year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// Where it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// How sure a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Stated by its source.
    Quoted,
    /// Read out of figures.
    Inferred,
    /// This product's own, or its user's.
    Own,
}

/// A decimal as text: `"100"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Exact(pub Decimal);

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.normalize().to_string())
    }
}

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Decimal::from_str_exact(&text)
            .map(Self)
            .map_err(serde::de::Error::custom)
    }
}

/// Why a document is no rule set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleFault {
    /// It is no JSON of this shape; the parser's words.
    Shape(String),
    /// It does not begin with `schema: "rule-set/1"`.
    Schema(String),
    /// Its id is empty.
    Id,
    /// It names a method that there is not.
    Method(String),
    /// More decimals than anyone reads.
    Places(u32),
    /// Its bands do not go down, or one before the last has no bound, or one has two.
    Bands(String),
}

impl Default for RuleSet {
    /// Half up, one decimal, no cap, no bands: what the preset `plain` says too.
    fn default() -> Self {
        Self {
            schema: SCHEMA.to_owned(),
            id: "plain".to_owned(),
            name: Name::default(),
            nature: Nature::Band,
            method: simple_ratio(),
            rounding: RoundingRule::default(),
            places: one(),
            cap: None,
            applies_to: AppliesTo::default(),
            bands: Vec::new(),
            tolerance: None,
            grant_labels: GrantLabels::default(),
            alternatives: Vec::new(),
            source: None,
            basis: Basis::Own,
            note: None,
        }
    }
}

impl RuleSet {
    /// Reads a rule set.
    ///
    /// # Errors
    /// [`RuleFault`]: what does not hold together.
    pub fn parse(json: &str) -> Result<Self, RuleFault> {
        let value = serde_json::from_str(json).map_err(|fault| RuleFault::Shape(fault.to_string()))?;
        Self::from_value(value)
    }

    /// Reads a rule set that is parsed JSON already.
    ///
    /// # Errors
    /// [`RuleFault`]: what does not hold together.
    pub fn from_value(value: serde_json::Value) -> Result<Self, RuleFault> {
        let rules: Self =
            serde_json::from_value(value).map_err(|fault| RuleFault::Shape(fault.to_string()))?;
        rules.check()?;
        Ok(rules)
    }

    fn check(&self) -> Result<(), RuleFault> {
        if self.schema != SCHEMA {
            return Err(RuleFault::Schema(self.schema.clone()));
        }
        if self.id.trim().is_empty() {
            return Err(RuleFault::Id);
        }
        let mut named = std::iter::once(&self.method).chain(&self.alternatives);
        if let Some(unknown) = named.find(|id| methods::find(id).is_none()) {
            return Err(RuleFault::Method(unknown.clone()));
        }
        if self.places > MAX_PLACES {
            return Err(RuleFault::Places(self.places));
        }
        self.check_bands()
    }

    fn check_bands(&self) -> Result<(), RuleFault> {
        let fault = |band: &Band| Err(RuleFault::Bands(band.text.clone()));
        let mut before: Option<(Decimal, bool)> = None;
        for (index, band) in self.bands.iter().enumerate() {
            let is_last = index + 1 == self.bands.len();
            match (band.from.is_some() && band.above.is_some(), band.end()) {
                (true, _) => return fault(band),
                (false, None) if !is_last => return fault(band),
                (false, Some(end)) if before.is_some_and(|before| end >= before) => return fault(band),
                (false, end) => before = end,
            }
        }
        let mut words = BTreeSet::new();
        match self
            .bands
            .iter()
            .find(|band| !words.insert((band.grade.as_deref(), band.text.as_str())))
        {
            Some(twice) => fault(twice),
            None => Ok(()),
        }
    }

    /// Id of the method for a case.
    pub fn method_for(&self, _: &Case) -> &str {
        &self.method
    }

    /// What methods need of the rule set.
    pub fn terms(&self) -> Terms {
        Terms {
            shares: Vec::new(),
            tolerance: self.tolerance.map(Into::into),
        }
    }

    /// The band that a rate, unrounded, falls into.
    pub fn band(&self, rate: &Fraction) -> Option<&Band> {
        self.bands.iter().find(|band| band.reaches(rate))
    }
}

fn simple_ratio() -> String {
    methods::simple_ratio::METHOD.id.to_owned()
}

fn one() -> u32 {
    1
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test stops where its premise fails")]
mod tests {
    use super::*;

    fn with_bands(bands: &str) -> Result<RuleSet, RuleFault> {
        RuleSet::parse(&format!(
            r#"{{"schema":"rule-set/1","id":"x","name":{{"ja":"例"}},"nature":"band","basis":"own","bands":{bands}}}"#
        ))
    }

    #[test]
    fn bands_go_down_and_only_the_last_may_be_without_a_bound() {
        assert!(with_bands(r#"[{"from":"100","text":"A"},{"above":"80","text":"B"},{"text":"C"}]"#).is_ok());
        assert!(with_bands(r#"[{"above":"100","text":"A"},{"from":"100","text":"B"},{"text":"C"}]"#).is_ok());
        for bands in [
            r#"[{"from":"80","text":"A"},{"from":"100","text":"B"}]"#,
            r#"[{"from":"80","text":"A"},{"from":"80","text":"B"}]"#,
            r#"[{"from":"100","text":"A"},{"above":"100","text":"B"}]"#,
            r#"[{"text":"A"},{"from":"80","text":"B"}]"#,
            r#"[{"from":"80","above":"70","text":"A"}]"#,
            r#"[{"from":"80","text":"A"},{"text":"A"}]"#,
        ] {
            assert!(matches!(with_bands(bands), Err(RuleFault::Bands(_))), "{bands}");
        }
    }

    #[test]
    fn what_is_unknown_is_refused_by_name() {
        let fault = |json: &str| RuleSet::parse(json).expect_err("a fault");
        assert!(matches!(fault("[]"), RuleFault::Shape(_)));
        let rules = r#"{"schema":"rule-set/1","id":"x","name":{"ja":"例"},"nature":"band","basis":"own""#;
        assert_eq!(
            fault(&format!(r#"{rules},"method":"magic"}}"#)),
            RuleFault::Method("magic".to_owned())
        );
        assert_eq!(fault(&format!(r#"{rules},"places":99}}"#)), RuleFault::Places(99));
        assert!(
            matches!(fault(&format!(r#"{rules},"bandz":[]}}"#)), RuleFault::Shape(words) if words.contains("bandz"))
        );
        assert!(matches!(
            fault(&format!(r#"{rules},"cap":100}}"#)),
            RuleFault::Shape(_)
        ));
        let other = rules.replace("rule-set/1", "rule-set/2");
        assert_eq!(
            fault(&format!("{other}}}")),
            RuleFault::Schema("rule-set/2".to_owned())
        );
    }

    #[test]
    fn a_bound_is_held_against_the_rate_before_it_is_rounded() {
        let rules =
            with_bands(r#"[{"from":"100","text":"順調"},{"above":"80","text":"概ね順調"},{"text":"遅れ"}]"#)
                .expect("rules");
        let text = |actual: i64, target: i64| {
            let rate = Fraction::ratio(actual.into(), target.into()).expect("a rate");
            rules
                .band(&rate)
                .map(|band| band.text.clone())
                .unwrap_or_default()
        };
        assert_eq!(text(100, 100), "順調");
        assert_eq!(text(99_999, 100_000), "概ね順調");
        assert_eq!(text(80_001, 100_000), "概ね順調");
        assert_eq!(text(80, 100), "遅れ");
    }
}
