//! A row of an indicator in running text.

use crate::layout::token::Token;

/// A row found in the text.
pub struct Found {
    /// First line of its name.
    pub first: usize,
    /// Line on which its values begin.
    pub core: usize,
    /// Line behind its last.
    pub end: usize,
    /// The number of the row, before its name.
    pub number: Option<String>,
    /// The name as printed; empty for a row of dashes.
    pub name: String,
    /// Its words behind the name, with their lines.
    pub tokens: Vec<(usize, Token)>,
}
