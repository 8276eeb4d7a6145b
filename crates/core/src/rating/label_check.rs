//! A label of ours beside the printed one.

/// A label of ours against the printed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelCheck {
    /// The same.
    Match,
    /// Another.
    Mismatch,
    /// Nothing is printed that the rule knows.
    NotPrinted,
}

impl LabelCheck {
    /// The stable word in the contract.
    pub fn id(self) -> &'static str {
        match self {
            Self::Match => "match",
            Self::Mismatch => "mismatch",
            Self::NotPrinted => "not-printed",
        }
    }
}
