//! Figures inside a phrase: 使用量 179 kL(床面積の増減がないため), 年度計 10 基, 利用率を 97 %以上にする.

use crate::reading::atom::{self, Kind};
use crate::reading::proposal::Cell;
use crate::text::{fold, value};

/// The longest phrase in front of a figure.
const LONGEST: usize = 20;

/// The only figure of a cell of words, with what bounds it; brackets and what follows them say more of it.
pub(super) fn figure(cell: &Cell) -> Option<Cell> {
    let ([piece], Kind::Words | Kind::Prose) = (&cell.pieces[..], &cell.kind) else {
        return None;
    };
    let text = cell.text.as_str();
    let plain = text.split(['(', '（', '\n']).next()?;
    let from = plain.find(|c: char| c.is_numeric() || c == '▲' || c == '△')?;
    let (lead, tail) = plain.split_at_checked(from)?;
    let is_phrase = lead.chars().any(fold::is_japanese)
        && lead.chars().count() <= LONGEST
        && !lead.trim_end().ends_with(['第', '年', '成', '和', '昭']);
    let end = end_of_figure(tail)?;
    let (own, rest) = tail.split_at_checked(end)?;
    if !is_phrase || rest.chars().any(char::is_numeric) || !value::begins_with_number(own) {
        return None;
    }
    let (Kind::Number, point) = atom::kind(own.trim()) else {
        return None;
    };
    let mut piece = *piece;
    let before = text.len().checked_sub(text.trim_start().len())?;
    piece.from += before + from;
    piece.to = piece.from + own.trim_end().len();
    Some(Cell {
        kind: Kind::Number,
        text: own.trim().to_owned(),
        pieces: vec![piece],
        point,
        after_arrow: cell.after_arrow,
    })
}

/// Where a figure with its unit ends: behind 以上 and 以下, before a particle.
fn end_of_figure(tail: &str) -> Option<usize> {
    let bound = ["以上", "以下", "以内", "未満"]
        .iter()
        .filter_map(|word| tail.find(word).map(|at| at + word.len()))
        .min();
    let particle = tail.find(['を', 'に', 'が', 'は', 'と', 'へ', '、', '。']);
    bound.or(particle).or(Some(tail.len()))
}
