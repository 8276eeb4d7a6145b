//! Names that stand in several rows of a header, one below the other: 昼間の保育 over 受け入れ枠 over 認可園. A cell reaches as
//! far to the right as nothing else begins, in its row or above; a column that only counts with others (③ = ②-①) has no
//! name.

use std::collections::BTreeSet;

use crate::text::{era, fold, heading, unit, value};
use kpi_readers::sheet::Row;

/// The longest cell.
const LONGEST: usize = 40;

/// A row that groups the names below it, or holds formulas between names.
pub fn is_tier(row: &Row, first: usize) -> bool {
    let cells = row.cells.iter().skip(first);
    let mut cells = cells
        .filter(|cell| !cell.is_blank() && !cell.covered)
        .map(|cell| one_line(&cell.text));
    let mut n_words = 0;
    cells.all(|text| {
        let is_words = is_words(&text);
        n_words += usize::from(is_words);
        is_words || is_formula(&text)
    }) && n_words > 0
}

/// The lines of a cell as one; ① stays what it is.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_words(text: &str) -> bool {
    let is_figure =
        value::parse(text).unit.is_none_or(|unit| unit::is_unit(&unit)) && value::parse(text).value.is_some();
    text.chars().filter(|c| fold::is_japanese(*c)).count() >= 2
        && text.chars().count() <= LONGEST
        && era::only(text).is_none()
        && !is_figure
}

/// ③(②-①), Ⅱ-Ⅰ: no word, and signs by which columns are counted.
fn is_formula(text: &str) -> bool {
    without_formula(text).is_empty() && text.chars().any(is_operator)
}

fn is_operator(c: char) -> bool {
    heading::is_dash(c) || matches!(c, '+' | '＋' | '÷' | '/' | '×')
}

fn is_mark(c: char) -> bool {
    heading::is_circled(c) || matches!(c, 'Ⅰ'..='Ⅻ') || is_operator(c) && c != 'ー'
}

/// 受け入れ枠(定員)④(A+B) → 受け入れ枠(定員): without the marks and letters by which formulas call a column.
fn without_formula(text: &str) -> String {
    let mut rest = text.trim_end();
    loop {
        let is_of_formula = |c: char| is_mark(c) || c.is_ascii_uppercase() || c.is_whitespace();
        let inner = rest
            .strip_suffix([')', '）'])
            .and_then(|open| open.rsplit_once(['(', '（']));
        let mut last = rest.chars().rev();
        let next = match (inner, last.next(), last.next()) {
            (Some((before, inner)), ..) if inner.chars().all(is_of_formula) => before,
            (None, Some(c), _) if is_mark(c) => rest.trim_end_matches(c),
            (None, Some(c), before)
                if c.is_ascii_uppercase() && before.is_none_or(|before| !before.is_ascii_alphanumeric()) =>
            {
                rest.trim_end_matches(c)
            }
            _ => return rest.to_owned(),
        };
        rest = next.trim_end();
    }
}

/// The name of each column from `first` on, its tiers joined; `None` for a column that is counted from others. Nothing if
/// two columns would have one name.
pub fn names(rows: &[&Row], first: usize, width: usize) -> Option<Vec<Option<String>>> {
    joined(rows, first, width, without_explanation).or_else(|| joined(rows, first, width, str::to_owned))
}

/// The least characters in brackets that explain a group of columns.
const EXPLANATION: usize = 10;

/// 昼間の保育(3歳から就学前までの児童) → 昼間の保育: what explains a group is not said in the name of each of its columns.
fn without_explanation(text: &str) -> String {
    let inner = text
        .strip_suffix([')', '）'])
        .and_then(|open| open.rsplit_once(['(', '（']));
    match inner {
        Some((before, inner)) if !before.is_empty() && inner.chars().count() >= EXPLANATION => {
            before.trim_end().to_owned()
        }
        _ => text.to_owned(),
    }
}

fn joined(
    rows: &[&Row],
    first: usize,
    width: usize,
    outer: impl Fn(&str) -> String,
) -> Option<Vec<Option<String>>> {
    let begins = |tier: usize, column: usize| {
        let cell = rows.get(tier).and_then(|row| row.cells.get(column));
        cell.is_some_and(|cell| !cell.is_blank() && !cell.covered)
    };
    // The column in which the cell of each tier begins that reaches over the present one. Where a cell of a higher tier
    // begins, the lower ones reach no further.
    let mut starts: Vec<Option<usize>> = vec![None; rows.len()];
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for column in first..width {
        let mut parts: Vec<String> = Vec::new();
        let mut is_counted = false;
        let mut is_parted = false;
        for (tier, (row, reaching)) in rows.iter().zip(&mut starts).enumerate() {
            if begins(tier, column) {
                is_parted = true;
                *reaching = Some(column);
            } else if is_parted {
                *reaching = None;
            }
            let Some(start) = *reaching else { continue };
            let text = one_line(row.text(start));
            is_counted = is_formula(&text);
            let own = fold::join(&without_formula(&text));
            let own = if tier == 0 { outer(&own) } else { own };
            if !own.is_empty() && parts.last() != Some(&own) {
                parts.push(own);
            }
        }
        let name = Some(parts.join(" ")).filter(|name| !is_counted && !name.is_empty());
        if let Some(name) = &name
            && !seen.insert(name.clone())
        {
            return None;
        }
        out.push(name);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_letters_of_formulas_are_no_part_of_a_name() {
        for (text, name, counted) in [
            ("受け入れ枠(定員) ④(A+B)", "受け入れ枠(定員)", false),
            ("認可園 A", "認可園", false),
            ("受け入れ枠Ⅱ ②+④", "受け入れ枠", false),
            ("LED灯の数", "LED灯の数", false),
            ("③ (②-①)", "", true),
            ("Ⅱ-Ⅰ", "", true),
        ] {
            assert_eq!(without_formula(text), name);
            assert_eq!(is_formula(text), counted, "{text}");
        }
    }
}
