//! Bands: one word for a range of rates, or for how the actual compares.

use std::cmp::Ordering;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use kpi_readers::base::Decimal;
use kpi_readers::base::fraction::Fraction;

/// One word for a range of rates, or for how the actual compares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Band {
    /// At least so many percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Exact>,
    /// More than so many percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<Exact>,
    /// Less than so many percent; without it the band ends where the one above it begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<Exact>,
    /// At most so many percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub up_to: Option<Exact>,
    /// Only if the actual compares so with the target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<TargetSide>,
    /// Only if the actual compares so with the baseline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<BaselineSide>,
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
    /// Its colour, by meaning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meaning: Option<Meaning>,
}

impl Band {
    /// A word that asks for nothing.
    pub fn worded(text: &str) -> Self {
        Self {
            from: None,
            above: None,
            below: None,
            up_to: None,
            target: None,
            baseline: None,
            grade: None,
            text: text.to_owned(),
            variants: Vec::new(),
            en: None,
            meaning: None,
        }
    }

    /// The bounds that the band itself names.
    pub fn range(&self) -> Range {
        Range {
            from: self.from,
            above: self.above,
            below: self.below,
            up_to: self.up_to,
        }
    }

    /// It asks for a rate.
    pub fn asks_rate(&self) -> bool {
        self.range().bounds().next().is_some()
    }

    /// It asks for nothing: all that is left.
    pub fn is_rest(&self) -> bool {
        !self.asks_rate() && self.target.is_none() && self.baseline.is_none()
    }

    /// All that it asks for holds.
    pub fn holds(&self, seen: &Seen) -> bool {
        let rate = !self.asks_rate() || seen.rate.is_some_and(|rate| self.range().holds(rate));
        let target = self
            .target
            .is_none_or(|side| seen.target.is_some_and(|is| side.holds(is)));
        let baseline = self
            .baseline
            .is_none_or(|side| seen.baseline.is_some_and(|is| side.holds(is)));
        rate && target && baseline
    }
}

/// A range of rates, in percent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Range {
    /// ≥.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Exact>,
    /// >.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<Exact>,
    /// <.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<Exact>,
    /// ≤.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub up_to: Option<Exact>,
}

impl Range {
    /// The rate is inside.
    pub fn holds(&self, rate: &Fraction) -> bool {
        let bound = |percent: Exact| Fraction::from_percent(percent.0);
        self.from.is_none_or(|from| *rate >= bound(from))
            && self.above.is_none_or(|above| *rate > bound(above))
            && self.below.is_none_or(|below| *rate < bound(below))
            && self.up_to.is_none_or(|up_to| *rate <= bound(up_to))
    }

    /// Every bound that it names.
    pub fn bounds(&self) -> impl Iterator<Item = Decimal> {
        [self.from, self.above, self.below, self.up_to]
            .into_iter()
            .flatten()
            .map(|bound| bound.0)
    }
}

/// How the actual compares with the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TargetSide {
    /// Better than the target.
    Exceeded,
    /// Equal to it, or maintained.
    Equal,
    /// Reached or exceeded.
    Met,
    /// Not reached.
    Missed,
}

impl TargetSide {
    /// `Greater` is better than the target.
    pub fn holds(self, side: Ordering) -> bool {
        match self {
            Self::Exceeded => side == Ordering::Greater,
            Self::Equal => side == Ordering::Equal,
            Self::Met => side != Ordering::Less,
            Self::Missed => side == Ordering::Less,
        }
    }
}

/// How the actual compares with the baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BaselineSide {
    /// Better than before.
    Better,
    /// As before, within the rule set's tolerance.
    Same,
    /// As before or better.
    NotWorse,
    /// Worse than before.
    Worse,
}

impl BaselineSide {
    /// `Greater` is better than the baseline.
    pub fn holds(self, side: Ordering) -> bool {
        match self {
            Self::Better => side == Ordering::Greater,
            Self::Same => side == Ordering::Equal,
            Self::NotWorse => side != Ordering::Less,
            Self::Worse => side == Ordering::Less,
        }
    }
}

/// What a word means, for its colour and sign: never its letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Meaning {
    /// As wanted or better.
    Good,
    /// Nearly.
    Fair,
    /// Behind.
    Poor,
    /// Far behind, or worse than before.
    Bad,
    /// Neither good nor bad.
    Neutral,
}

impl Meaning {
    /// The stable word in the contract.
    pub fn id(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Fair => "fair",
            Self::Poor => "poor",
            Self::Bad => "bad",
            Self::Neutral => "neutral",
        }
    }
}

/// What bands are held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen<'a> {
    /// Neither rounded nor capped.
    pub rate: Option<&'a Fraction>,
    /// The actual against the target, `Greater` is better.
    pub target: Option<Ordering>,
    /// The actual against the baseline, `Greater` is better.
    pub baseline: Option<Ordering>,
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
