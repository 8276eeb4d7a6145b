//! The column of the names: which of several it is, what stands behind a word for it, and the parts of a name that a
//! column of their own tells apart.

use crate::layout::column::Spec;
use crate::layout::page::Page;
use crate::layout::role::Role;
use crate::layout::{folds, rows, vocabulary};
use crate::text::{era, fold, heading, unit};
use kpi_readers::sheet::{Row, Sheet};

/// The longest part of a name.
const LONGEST_PART: usize = 40;
/// Rows that are looked at.
const SAMPLE: usize = 60;

/// 目標項目 | 数値目標: a word for names over figures, beside a column of names, is what is aimed at.
pub fn aim_at_figures(specs: &mut [Spec], page: &Page<'_>, first_row: usize) {
    let n_names = specs.iter().filter(|spec| spec.role == Role::Name).count();
    let is_aim = |spec: &&mut Spec| {
        spec.role == Role::Name && spec.header.contains("目標") && holds_values(page, first_row, spec.column)
    };
    let aims: Vec<&mut Spec> = specs.iter_mut().filter(is_aim).collect();
    if aims.len() < n_names {
        for spec in aims {
            spec.role = Role::Target;
        }
    }
}

/// Most cells of the column are values.
fn holds_values(page: &Page<'_>, first_row: usize, column: usize) -> bool {
    let cells: Vec<&str> = page
        .rows_below(first_row)
        .map(|row| row.text(column))
        .filter(|text| !text.is_empty())
        .collect();
    let n = cells.iter().filter(|text| rows::is_value_like(text)).count();
    !cells.is_empty() && n * 2 > cells.len()
}

/// Of several columns that could hold the names, the one that does: filled in most rows; at a tie the rightmost. The
/// others are sections if they stand on its left.
pub fn choose(specs: &mut [Spec], page: &Page<'_>, first_row: usize) -> usize {
    let candidates: Vec<usize> = specs
        .iter()
        .filter(|spec| spec.role == Role::Name)
        .map(|spec| spec.column)
        .collect();
    let filled = |column: usize, alone: bool| {
        let rows = page.rows_below(first_row);
        // Headings of what follows may stand in any column: they come second.
        let rows = rows.filter(|row| alone || row.sole_text().is_none());
        rows.filter(|row| {
            let text = row.text(column);
            !counts_names(text) && !text.is_empty() && era::only(text).is_none() && !rows::is_value_like(text)
        })
        .count()
    };
    // Of two lists side by side, the one with values.
    let leads_values = |column: usize| {
        let behind = specs.iter().filter(|spec| spec.column > column);
        let mut own = behind.take_while(|spec| spec.role != Role::Name);
        own.any(|spec| spec.role.is_value() || spec.lower.is_some())
    };
    let repeats = |one: usize, other: usize| {
        let rows = page.rows_below(first_row);
        let mut rows = rows.filter(|row| !row.text(one).is_empty()).peekable();
        rows.peek().is_some() && rows.all(|row| row.text(one) == row.text(other))
    };
    let chosen = candidates
        .iter()
        .copied()
        .max_by_key(|&column| {
            let (rows, all) = (filled(column, false), filled(column, true));
            (all > 0, leads_values(column), rows, all, column)
        })
        .unwrap_or(0);
    let holds_values = |column: usize| holds_values(page, first_row, column);
    // 成果 and 活動 beside the names are kinds of them: no section within one.
    let has_section = specs.iter().any(|spec| spec.role == Role::Section);
    // 指標名 merged over a column of numbers and one of names: the numbers count the rows.
    let header = specs.get(chosen).map(|spec| spec.header.clone());
    for spec in specs
        .iter_mut()
        .filter(|spec| spec.role == Role::Name && spec.column != chosen)
    {
        spec.role = match spec.column < chosen {
            _ if holds_values(spec.column) && Some(&spec.header) == header.as_ref() => Role::Number,
            // 「KPI（R6）」 over numbers is what is aimed at.
            _ if holds_values(spec.column) => Role::Target,
            _ if repeats(spec.column, chosen) => Role::Ignore,
            true if !has_section => Role::Section,
            _ => Role::Ignore,
        };
    }
    chosen
}

/// 指標①, KPI 2: the number of a name, not a name.
pub fn counts_names(text: &str) -> bool {
    let text = fold::normal(text.trim_end_matches(heading::is_circled));
    let word = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    vocabulary::role(word) == Some(Role::Name)
}

/// Names that are no more than the numbers of a list: (1), ①, 2.
pub fn are_numbers(page: &Page<'_>, first_row: usize, name_column: usize) -> bool {
    let names = page.rows_below(first_row).map(|row| row.text(name_column));
    let mut names = names.filter(|name| !name.is_empty()).peekable();
    names.peek().is_some() && names.all(is_list_number)
}

fn is_list_number(text: &str) -> bool {
    let squeezed = fold::squeeze(text);
    let bare = squeezed.trim_matches(|c: char| matches!(c, '(' | ')' | '.' | '[' | ']'));
    let is_number = bare.chars().all(|c| c.is_ascii_digit() || heading::is_circled(c));
    is_number && !bare.is_empty() && bare.chars().count() <= 2
}

/// (1) | 指標名 | 来館者数: the header's column of names holds numbers, and the names stand behind the word for them. Returns
/// the column of the word, and that of the names.
pub fn behind_word(
    specs: &mut [Spec],
    page: &Page<'_>,
    first_row: usize,
    name_column: usize,
) -> Option<(usize, usize)> {
    if !are_numbers(page, first_row, name_column) {
        return None;
    }
    let says_name = |text: &str| vocabulary::role(text) == Some(Role::Name) && vocabulary::is_label(text);
    let is_bare = |column: usize| {
        let spec = specs.iter().find(|spec| spec.column == column);
        spec.is_some_and(|spec| spec.header.is_empty() || spec.role == Role::Name)
    };
    let word = name_column + 1;
    let mut words = page.rows_below(first_row).map(|row| row.text(word));
    if !(is_bare(word) && is_bare(word + 1) && words.any(says_name)) {
        return None;
    }
    for spec in specs.iter_mut() {
        if spec.column == name_column {
            spec.role = Role::Number;
        } else if spec.column == word {
            spec.role = Role::Ignore;
        } else if spec.column == word + 1 {
            spec.role = Role::Name;
        }
    }
    Some((word, word + 1))
}

/// The column right behind the names that tells the rows of one name apart: 男性, 女性 under 区分.
pub fn part_column(specs: &[Spec], sheet: &Sheet, first_row: usize, name_column: usize) -> Option<usize> {
    let spec = specs.iter().find(|spec| spec.column == name_column + 1)?;
    let may_be = matches!(spec.role, Role::Section | Role::Ignore)
        && (spec.header.is_empty() || vocabulary::is_kind(&spec.header));
    if !may_be {
        return None;
    }
    let rows = sheet.rows.iter().skip(first_row).take(SAMPLE);
    let rows = rows.filter(|row| row.tabular && row.sole_text().is_none() && !row.is_blank());
    let mut above: Option<(String, String)> = None;
    let mut is_told_apart = false;
    let (mut n_parts, mut n_values) = (0, 0);
    for row in rows.take_while(|row| has_values(row, specs)) {
        let part = row.text(spec.column).to_owned();
        let own = row.text(name_column);
        let is_covered = row.cells.get(name_column).is_some_and(|cell| cell.covered);
        let goes_on = own.is_empty() || is_covered && above.as_ref().is_some_and(|(name, _)| name == own);
        if !part.is_empty() && !is_part(&part) {
            return None;
        }
        n_parts += usize::from(!part.is_empty());
        // 75歳以上 may be a part, but most of the others are none then.
        n_values += usize::from(!part.is_empty() && rows::is_value_like(&part));
        is_told_apart |= goes_on
            && above
                .as_ref()
                .is_some_and(|(_, other)| !other.is_empty() && !part.is_empty() && *other != part);
        let name = if goes_on {
            above.map(|(name, _)| name)
        } else {
            None
        };
        above = Some((name.unwrap_or_else(|| own.to_owned()), part));
    }
    (is_told_apart && n_values * 2 <= n_parts).then_some(spec.column)
}

/// The row has something in a column of values.
fn has_values(row: &Row, specs: &[Spec]) -> bool {
    let mut values = specs
        .iter()
        .filter(|spec| spec.role.is_value() || spec.lower.is_some());
    values.any(|spec| !row.text(spec.column).is_empty())
}

fn is_part(text: &str) -> bool {
    text.chars().count() <= LONGEST_PART
        && text.chars().any(|c| fold::is_japanese(c) || c.is_alphabetic())
        && !folds::is_label(text)
        && !unit::is_unit(&fold::squeeze(text))
        && era::only(text).is_none()
}

/// What a cell says of the part of a name. One that is indented goes on with the first words of the one above:
/// 75歳以上 男性, and 女性 below.
pub fn part(text: &str, above: &str) -> String {
    let own = text.trim();
    let is_indented = text.starts_with(char::is_whitespace) && !own.contains(char::is_whitespace);
    match above.rsplit_once(char::is_whitespace).filter(|_| is_indented) {
        Some((first, _)) => format!("{} {own}", first.trim_end()),
        None => own.to_owned(),
    }
}
