//! Free rows → atoms: lines, words or parts of lines, each typed.

use crate::layout::vocabulary;
use crate::reading::atom::{Atom, Kind, kind};
use crate::reading::token;
use crate::text::fold;
use kpi_readers::base::place::Piece;
use kpi_readers::sheet::Sheet;

/// Ways in which running text is taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    /// A line, or a cell between bars, is one atom.
    Lines,
    /// Words of a line are joined as far as they are no values.
    Words,
    /// A line is parted at the commas of running text (、).
    Commas,
}

/// The free rows of a sheet as atoms. `is_free` tells the rows that no table has taken.
pub fn stream(sheet: &Sheet, split: Split, is_free: impl Fn(usize) -> bool) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = Vec::new();
    let mut after_blank = true;
    for (row, cells) in sheet.rows.iter().enumerate() {
        if !is_free(row) {
            if !matches!(atoms.last().map(|atom| &atom.kind), Some(Kind::Break)) {
                atoms.push(Atom::gap());
            }
            after_blank = true;
            continue;
        }
        if cells.is_blank() {
            after_blank = true;
            continue;
        }
        for (column, cell) in cells
            .cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.covered && !cell.is_blank())
        {
            let mut from = 0;
            // A cell of a table is one, whatever its breaks.
            let parts: Vec<&str> = if cells.tabular {
                vec![cell.text.as_str()]
            } else {
                cell.text.split('\n').collect()
            };
            for part in parts {
                let split = if cells.tabular { Split::Lines } else { split };
                push_part(
                    &mut atoms,
                    part,
                    Piece {
                        row,
                        column,
                        from,
                        to: from + part.len(),
                    },
                    split,
                    &mut after_blank,
                );
                from += part.len() + 1;
            }
        }
    }
    let mut atoms = join_prefixes(attach_brackets(atoms));
    date_runs(&mut atoms);
    units_by_place(&mut atoms);
    atoms
}

/// 累計 | 284: a word that belongs to the number behind it.
fn join_prefixes(atoms: Vec<Atom>) -> Vec<Atom> {
    let mut out: Vec<Atom> = Vec::with_capacity(atoms.len());
    for atom in atoms {
        match out.last_mut() {
            Some(before) if atom.kind == Kind::Number && token::is_prefix(&before.text) => {
                let (kind, point, text) = (atom.kind.clone(), atom.point.clone(), atom.text.clone());
                before.join(&atom, " ");
                if before.kind != Kind::Number {
                    (before.kind, before.point, before.text) = (kind, point, text);
                    before.pieces.clone_from(&atom.pieces);
                }
            }
            _ => out.push(atom),
        }
    }
    out
}

/// 1 | 局 | H28.3: a short word between a bare number and more figures is its unit, known or not.
fn units_by_place(atoms: &mut [Atom]) {
    for at in 1..atoms.len() {
        let before = at.checked_sub(1).and_then(|at| atoms.get(at));
        let is_bare = before.is_some_and(|atom| {
            atom.kind == Kind::Number
                && atom.point.as_ref().is_some_and(|point| point.unit.is_none())
                && !atom.text.ends_with(['%', '％'])
        });
        let goes_on = atoms
            .get(at + 1)
            .is_some_and(|next| matches!(next.kind, Kind::Period | Kind::Number));
        let is_short = |atom: &Atom| {
            atom.kind == Kind::Words
                && atom.text.chars().count() <= 3
                && atom.text.chars().all(fold::is_japanese)
        };
        if let Some(atom) = atoms
            .get_mut(at)
            .filter(|atom| is_bare && goes_on && is_short(atom))
        {
            atom.kind = Kind::Unit;
        }
    }
}

/// 2019 2020 2021: bare years in a row.
fn date_runs(atoms: &mut [Atom]) {
    let year = |atom: &Atom| {
        let text = atom.text.trim();
        (atom.kind == Kind::Number && text.len() == 4)
            .then(|| text.parse::<i32>().ok())
            .flatten()
            .filter(|year| (1985..=2060).contains(year))
    };
    let years: Vec<Option<i32>> = atoms.iter().map(year).collect();
    for (at, atom) in atoms.iter_mut().enumerate() {
        let own = years.get(at).copied().flatten();
        let near = |other: Option<&Option<i32>>| matches!((own, other), (Some(own), Some(Some(other))) if (own - other).abs() <= 5 && own != *other);
        if near(at.checked_sub(1).and_then(|at| years.get(at))) || near(years.get(at + 1)) {
            (atom.kind, atom.point) = (Kind::Period, None);
        }
    }
}

fn push_part(atoms: &mut Vec<Atom>, part: &str, piece: Piece, split: Split, after_blank: &mut bool) {
    let pieces = match split {
        Split::Words => token::pieces(part),
        Split::Lines => trimmed(part).into_iter().collect(),
        Split::Commas => parted(part),
    };
    let mut end_of_last = 0;
    for (start, end) in pieces {
        let Some(text) = part.get(start..end) else {
            continue;
        };
        let at = Piece {
            from: piece.from + start,
            to: piece.from + end,
            ..piece
        };
        let mut atom = Atom::of(text, at, *after_blank);
        atom.after_arrow = part
            .get(end_of_last..start)
            .is_some_and(|between| between.contains(token::ARROWS));
        end_of_last = end;
        if split != Split::Words && matches!(atom.kind, Kind::Words) {
            narrow(&mut atom);
        }
        if matches!(atom.kind, Kind::Break) {
            continue;
        }
        atoms.push(atom);
        *after_blank = false;
    }
}

/// A line at its commas, if they are several.
fn parted(part: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    if part.matches('、').count() < 2 {
        return trimmed(part).into_iter().collect();
    }
    let mut from = 0;
    for piece in part.split('、') {
        out.extend(trimmed(piece).map(|(start, end)| (from + start, from + end)));
        from += piece.len() + '、'.len_utf8();
    }
    out
}

/// A line without the blanks and bars around it.
fn trimmed(part: &str) -> Option<(usize, usize)> {
    let is_outer = |c: char| c.is_whitespace() || c == '|' || c == '｜' || c == '•';
    let mut start = part.len() - part.trim_start_matches(is_outer).len();
    // 指標 近畿圏での…: the label of a form in front of the name.
    let rest = part.get(start..).unwrap_or("");
    for label in ["指標 ", "指標\u{3000}", "KPI "] {
        if let Some(tail) = rest.strip_prefix(label)
            && tail.trim_start().starts_with(fold::is_japanese)
            && vocabulary::role(tail).is_none()
        {
            start += label.len();
        }
    }
    let end = part.trim_end_matches(is_outer).len();
    (start < end).then_some((start, end))
}

/// 校舎面積 31,600平方メートル: words and a value in one cell are the value, as printed there; its words are told by the
/// place.
fn narrow(atom: &mut Atom) {
    let Some((at, tail)) = atom
        .text
        .char_indices()
        .rev()
        .find(|(_, c)| c.is_whitespace())
        .and_then(|(at, c)| {
            let at = at + c.len_utf8();
            atom.text.get(at..).map(|tail| (at, tail.to_owned()))
        })
    else {
        return;
    };
    let lead = atom.text.get(..at).unwrap_or("").trim();
    let is_name = lead.chars().any(fold::is_japanese) && lead.chars().count() <= 20;
    if let (Kind::Number, point) = kind(&tail)
        && is_name
        && point.as_ref().is_some_and(|point| point.unit.is_some())
        && !lead.contains(|c: char| c.is_ascii_digit())
        && let Some(piece) = atom.pieces.first_mut()
    {
        piece.from += at;
        (atom.kind, atom.point, atom.text) = (Kind::Number, point, tail);
    }
}

/// What stands in brackets by itself belongs to what stands before it: 62.0% (H30年度), 目標値 (2012年).
fn attach_brackets(atoms: Vec<Atom>) -> Vec<Atom> {
    let mut out: Vec<Atom> = Vec::with_capacity(atoms.len());
    for atom in atoms {
        let squeezed = fold::squeeze(&atom.text);
        let is_bracketed = squeezed.starts_with(['(', '[', '〔'])
            && squeezed.ends_with([')', ']', '〕'])
            && atom.kind != Kind::Item
            && balanced(&squeezed);
        match out.last_mut() {
            Some(before)
                if is_bracketed
                    && !matches!(before.kind, Kind::Break | Kind::Prose | Kind::Item)
                    && before.pieces.len() < MAX_PIECES =>
            {
                let same_row =
                    before.pieces.last().map(|piece| piece.row) == atom.pieces.first().map(|piece| piece.row);
                let (kind, point) = (before.kind.clone(), before.point.clone());
                before.join(&atom, if same_row { " " } else { "\n" });
                // Brackets never make something else of what stands before them.
                if std::mem::discriminant(&kind) != std::mem::discriminant(&before.kind) {
                    (before.kind, before.point) = (kind, point);
                }
            }
            _ => out.push(atom),
        }
    }
    out
}

/// The most pieces of one atom.
const MAX_PIECES: usize = 12;

/// One bracket around the whole.
fn balanced(squeezed: &str) -> bool {
    let inner: Vec<char> = squeezed.chars().collect();
    let Some((_, rest)) = inner.split_first() else {
        return false;
    };
    let Some((_, inner)) = rest.split_last() else {
        return false;
    };
    let mut depth = 0i32;
    inner.iter().all(|c| {
        depth += match c {
            '(' | '[' => 1,
            ')' | ']' => -1,
            _ => 0,
        };
        depth >= 0
    }) && depth == 0
}
