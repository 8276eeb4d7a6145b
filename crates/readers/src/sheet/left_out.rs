//! What a reader left out of a sheet, because a person who looks at the sheet does not see it there, or sees that it is
//! no part of a value.
//!
//! Every reader has its own signs of it (a style, a merge, a layer) and one way to say so: it leaves the text out of the
//! cell and adds it here. `readers::read` makes one remark of it per sheet, so that a reader writes none itself.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::base::place::Place;
use crate::base::remark::{Code, Remark};

/// Why something is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A hidden row.
    Row,
    /// A hidden column.
    Column,
    /// Struck out: `~~850~~ 900`, a run, a cell or a row with a line through it.
    Struck,
    /// Text that is not shown: hidden by a style or class, white on white, of size 0, in a layer that is off.
    Hidden,
    /// Text under a merged cell, or under something that was painted over it.
    Covered,
    /// Deleted, and kept as a tracked change only.
    Deleted,
    /// The words of an entry field that nobody filled in.
    Placeholder,
    /// Characters that show nothing and change how the text around them shows, as those that turn its direction.
    Control,
    /// A raised or lowered mark beside a figure. It is read, but apart from the figure: `850¹`.
    Apart,
}

impl Kind {
    /// The stable word of it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Row => "row",
            Self::Column => "column",
            Self::Struck => "struck",
            Self::Hidden => "hidden",
            Self::Covered => "covered",
            Self::Deleted => "deleted",
            Self::Placeholder => "placeholder",
            Self::Control => "control",
            Self::Apart => "apart",
        }
    }
}

/// One thing that was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Why.
    pub kind: Kind,
    /// Index of its row; `None` for a column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
    /// Index of its cell in the row; `None` for a row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// Its text, or the beginning of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// What was left out of a sheet: how much of each kind, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LeftOut {
    amounts: BTreeMap<Kind, usize>,
    parts: Vec<Part>,
}

/// Parts that are kept with their places; beyond them only the amounts grow.
const MAX_PARTS: usize = 500;
/// Characters of a text that are kept.
const LONGEST_TEXT: usize = 80;
/// Places that a remark names.
const MAX_NAMES: usize = 10;

impl LeftOut {
    /// Adds something that was left out. Blank text is nothing; for whole rows and columns see [`Self::row`] and
    /// [`Self::column`].
    pub fn add(&mut self, kind: Kind, row: usize, column: usize, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            self.push(kind, Some(row), Some(column), text);
        }
    }

    /// Adds a row with the texts that it held.
    pub fn row<'a>(&mut self, row: usize, texts: impl Iterator<Item = &'a str>) {
        let texts: Vec<&str> = texts.map(str::trim).collect();
        self.push(Kind::Row, Some(row), None, &texts.join(" ｜ "));
    }

    /// Adds a column that held something.
    pub fn column(&mut self, column: usize) {
        self.push(Kind::Column, None, Some(column), "");
    }

    fn push(&mut self, kind: Kind, row: Option<usize>, column: Option<usize>, text: &str) {
        *self.amounts.entry(kind).or_default() += 1;
        if self.parts.len() < MAX_PARTS {
            let text = text.chars().take(LONGEST_TEXT).collect();
            self.parts.push(Part {
                kind,
                row,
                column,
                text,
            });
        }
    }

    /// Nothing was left out.
    pub fn is_empty(&self) -> bool {
        self.amounts.is_empty()
    }

    /// Whole rows or columns were left out, which a person can ask for.
    pub fn has_rows_or_columns(&self) -> bool {
        self.amount(Kind::Row) + self.amount(Kind::Column) > 0
    }

    /// How much of a kind was left out.
    pub fn amount(&self, kind: Kind) -> usize {
        self.amounts.get(&kind).copied().unwrap_or(0)
    }

    /// What was left out, with its places: the first of it, if it is very much.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// A whole column was left out.
    pub fn has_column(&self, column: usize) -> bool {
        let mut parts = self.parts.iter();
        parts.any(|part| part.kind == Kind::Column && part.column == Some(column))
    }

    /// The rows or columns of the kind, as people name them: `5–8, 12`.
    fn spans(&self, kind: Kind) -> String {
        let mut indices: Vec<usize> = self
            .parts
            .iter()
            .filter(|part| part.kind == kind)
            .filter_map(|part| part.row.or(part.column))
            .collect();
        indices.sort_unstable();
        let mut spans: Vec<(usize, usize)> = Vec::new();
        for index in indices {
            match spans.last_mut() {
                Some((_, last)) if index <= *last + 1 => *last = index,
                _ => spans.push((index, index)),
            }
        }
        let name = |index: usize| match kind {
            Kind::Column => column_name(index),
            _ => (index + 1).to_string(),
        };
        listed(
            spans.len(),
            spans.iter().map(|&(first, last)| {
                if first == last {
                    name(first)
                } else {
                    format!("{}–{}", name(first), name(last))
                }
            }),
        )
    }

    /// The cells, or lines of running text, in which parts of the kind stand.
    fn places(&self, kind: Kind, place: &impl Fn(usize, usize) -> Place) -> String {
        let parts = self.parts.iter().filter(|part| part.kind == kind);
        let mut places: Vec<String> = Vec::new();
        for part in parts {
            let place = place(part.row.unwrap_or(0), part.column.unwrap_or(0));
            let name = place.cell().or_else(|| place.line.map(|line| line.to_string()));
            if let Some(name) = name.filter(|name| places.last() != Some(name)) {
                places.push(name);
            }
        }
        listed(places.len(), places.iter().cloned())
    }

    /// The one remark on what was left out, if anything was; `place` tells the place of a cell, by its row and column.
    ///
    /// Its words: of rows and columns the kind and their names (`"row"`, `"5–8"`), of all else the kind, how much, and where
    /// (`"struck"`, `"2"`, `"C5, D6"`).
    pub fn remark(&self, place: impl Fn(usize, usize) -> Place) -> Option<Remark> {
        let first = self.parts.first()?;
        let mut words = Vec::new();
        for (&kind, amount) in &self.amounts {
            words.push(kind.id().to_owned());
            if matches!(kind, Kind::Row | Kind::Column) {
                words.push(self.spans(kind));
            } else {
                words.extend([amount.to_string(), self.places(kind, &place)]);
            }
        }
        let at = place(first.row.unwrap_or(0), first.column.unwrap_or(0));
        Some(Remark::new(Code::HiddenLeftOut, Some(at)).with(words))
    }
}

/// The first names of a list, with a sign that there are more.
fn listed(n_names: usize, names: impl Iterator<Item = String>) -> String {
    let mut names: Vec<String> = names.take(MAX_NAMES).collect();
    if n_names > names.len() {
        names.push("…".to_owned());
    }
    names.join(", ")
}

/// `C`, as spreadsheets name a column.
fn column_name(column: usize) -> String {
    let place = Place {
        row: Some(0),
        column: u32::try_from(column + 1).ok(),
        ..Place::default()
    };
    let cell = place.cell().unwrap_or_default();
    cell.trim_end_matches('0').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::{Cell, Row, Sheet};

    fn sheet(left_out: LeftOut) -> Sheet {
        let row = |line| Row {
            line,
            cells: vec![Cell::default(); 4],
            tabular: true,
        };
        Sheet {
            rows: (1..=20).map(row).collect(),
            left_out,
            ..Sheet::default()
        }
    }

    #[test]
    fn one_remark_names_all_kinds_with_their_amounts_and_places() {
        let mut left_out = LeftOut::default();
        left_out.add(Kind::Struck, 4, 2, " 850 ");
        left_out.add(Kind::Struck, 5, 3, "900");
        left_out.add(Kind::Struck, 5, 3, " ");
        for row in [9, 7, 8, 11] {
            left_out.row(row, ["旧", " 7"].into_iter());
        }
        left_out.column(1);
        assert!(left_out.has_column(1) && !left_out.has_column(2));
        assert_eq!(left_out.parts()[2].text, "旧 ｜ 7");
        let remark = sheet(left_out).remark_on_left_out().unwrap();
        assert_eq!(
            remark.numbers,
            ["row", "8–10, 12", "column", "B", "struck", "2", "C5, D6"]
        );
        assert_eq!(remark.at.and_then(|at| at.cell()).as_deref(), Some("C5"));
        assert_eq!(sheet(LeftOut::default()).remark_on_left_out(), None);
    }

    #[test]
    fn a_great_many_parts_are_counted_and_not_all_kept() {
        let mut left_out = LeftOut::default();
        for row in 0..2000 {
            left_out.add(Kind::Hidden, row % 20, 0, &"長".repeat(2000));
        }
        assert_eq!(left_out.amount(Kind::Hidden), 2000);
        assert_eq!(left_out.parts().len(), MAX_PARTS);
        let text = serde_json::to_string(&left_out).unwrap();
        assert!(text.len() < 200_000);
        assert_eq!(serde_json::from_str::<LeftOut>(&text).unwrap(), left_out);
        let words = sheet(left_out).remark_on_left_out().unwrap().numbers;
        assert_eq!(words[2], "A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, …");
    }
}
