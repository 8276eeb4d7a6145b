//! What a target is: a number, words, or nothing.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

/// What a target is.
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
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum TargetKind {
    /// A number; also 維持, whose number is the baseline's.
    Numeric,
    /// 現状以上.
    AtLeastBaseline,
    /// 現状以下.
    AtMostBaseline,
    /// Words: 延伸.
    Text,
    /// Nothing, or a mark of absence.
    #[default]
    None,
}

impl TargetKind {
    /// The stable word in the contract.
    pub fn id(self) -> &'static str {
        self.into()
    }
}
