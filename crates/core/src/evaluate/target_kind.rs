//! What a target is: a number, words, or nothing.

/// What a target is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    None,
}

impl TargetKind {
    /// The stable word in the contract.
    pub fn id(self) -> &'static str {
        match self {
            Self::Numeric => "numeric",
            Self::AtLeastBaseline => "at-least-baseline",
            Self::AtMostBaseline => "at-most-baseline",
            Self::Text => "text",
            Self::None => "none",
        }
    }
}
