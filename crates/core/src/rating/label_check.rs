//! A label of ours beside the printed one.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

/// A label of ours against the printed one.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    IntoStaticStr,
    EnumString,
    VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum LabelCheck {
    /// The same.
    Match,
    /// Another.
    Mismatch,
    /// Nothing is printed that the rule knows.
    #[default]
    NotPrinted,
}

impl LabelCheck {
    /// The stable word in the contract.
    pub fn id(self) -> &'static str {
        self.into()
    }
}
