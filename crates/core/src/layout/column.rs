//! What one column of a table holds.

use crate::kpi::{Basis, Column, Period};
use crate::layout::role::Role;

/// One column as its header says it.
#[expect(clippy::struct_excessive_bools, reason = "what a header says, each by itself")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    /// 0-based position.
    pub column: usize,
    /// Header words, top to bottom.
    pub header: String,
    /// What it means; of two values in a cell, the upper.
    pub role: Role,
    /// Of two values in a cell, the lower.
    pub lower: Option<Role>,
    /// The period that the header names.
    pub period: Option<Period>,
    /// A bare western year was taken for a fiscal one.
    pub year_assumed: bool,
    /// What its numbers count.
    pub basis: Basis,
    /// The header speaks of the plan's last year.
    pub is_final: bool,
    /// Its cells hold a rate in brackets behind the value.
    pub rate_in_brackets: bool,
    /// The header names a role by a word, not only a period.
    pub by_word: bool,
    /// Guessed from the values.
    pub assumed: bool,
}

impl Spec {
    /// A column of which only the role is known.
    pub fn of(column: usize, role: Role) -> Self {
        Self {
            column,
            header: String::new(),
            role,
            lower: None,
            period: None,
            year_assumed: false,
            basis: Basis::Level,
            is_final: false,
            rate_in_brackets: false,
            by_word: false,
            assumed: false,
        }
    }

    /// As the contract shows it.
    pub fn shown(&self) -> Column {
        Column {
            column: self.column,
            line: 0,
            header: self.header.clone(),
            role: self.role.id(),
            lower: self.lower.map(Role::id),
            period: self.period,
            basis: self.basis,
            assumed: self.assumed,
            year_assumed: self.year_assumed,
        }
    }
}
