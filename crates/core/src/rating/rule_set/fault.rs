//! What does not hold together in a rule set.

use std::cmp::Ordering;

use crate::rating::rule_set::band::Range;

/// Why a document is no rule set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleFault {
    /// It is no JSON of this shape; the parser's words.
    Shape(String),
    /// It has a field that there is not.
    Field(String),
    /// It does not begin with `schema: "rule-set/1"`.
    Schema(String),
    /// Its id is empty.
    Id,
    /// It names a method that there is not.
    Method(String),
    /// More decimals than anyone reads.
    Places(u32),
    /// More bands than any body has.
    TooMany(usize),
    /// A band with two lower or two upper bounds, or with none left between them.
    Bounds(String),
    /// Nothing gives a word for this.
    Gap(Box<Cell>),
    /// Two bands give different words for this.
    Overlap {
        /// The band that stands first.
        first: String,
        /// The band that holds too, or never gets its turn.
        second: String,
        /// For this.
        cell: Box<Cell>,
    },
    /// A word, a combination or a row stands twice.
    Twice(String),
    /// The method needs shares per year, and they are missing or do not rise to 100.
    Shares,
    /// A cell of a look-up table that has not as many ratings as the table.
    LookUp(String),
}

/// What bands are asked for, where they leave a gap or overlap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The rates.
    pub rates: Range,
    /// How the actual compares with the target, if that matters.
    pub target: Option<Ordering>,
    /// How the actual compares with the baseline, if that matters.
    pub baseline: Option<Ordering>,
}
