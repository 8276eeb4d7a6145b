//! Printed directions: arrows and words.

use crate::domain::kpi::Direction;
use crate::domain::text::fold;

/// Signs and words of a direction column, NFKC without blanks.
const SIGNS: &[(&str, Direction)] = &[
    ("↑", Direction::Increase),
    ("↗", Direction::Increase),
    ("⇧", Direction::Increase),
    ("⬆", Direction::Increase),
    ("➚", Direction::Increase),
    ("⤴", Direction::Increase),
    ("△増", Direction::Increase),
    ("+", Direction::Increase),
    ("増", Direction::Increase),
    ("増加", Direction::Increase),
    ("増やす", Direction::Increase),
    ("上昇", Direction::Increase),
    ("向上", Direction::Increase),
    ("上げる", Direction::Increase),
    ("拡大", Direction::Increase),
    ("プラス", Direction::Increase),
    ("アップ", Direction::Increase),
    ("正", Direction::Increase),
    ("↓", Direction::Decrease),
    ("↘", Direction::Decrease),
    ("⇩", Direction::Decrease),
    ("⬇", Direction::Decrease),
    ("➘", Direction::Decrease),
    ("⤵", Direction::Decrease),
    ("減", Direction::Decrease),
    ("減少", Direction::Decrease),
    ("減らす", Direction::Decrease),
    ("低下", Direction::Decrease),
    ("下げる", Direction::Decrease),
    ("縮小", Direction::Decrease),
    ("抑制", Direction::Decrease),
    ("削減", Direction::Decrease),
    ("マイナス", Direction::Decrease),
    ("ダウン", Direction::Decrease),
    ("負", Direction::Decrease),
    ("→", Direction::Maintain),
    ("⇒", Direction::Maintain),
    ("➡", Direction::Maintain),
    ("⇨", Direction::Maintain),
    ("維持", Direction::Maintain),
    ("現状維持", Direction::Maintain),
    ("横ばい", Direction::Maintain),
    ("継続", Direction::Maintain),
];

/// Variation selectors and brackets that come with arrows.
fn bare(text: &str) -> String {
    fold::squeeze(text)
        .chars()
        .filter(|c| !matches!(c, '\u{FE0E}' | '\u{FE0F}' | '(' | ')'))
        .collect()
}

/// The direction, if the text is nothing but a sign or word of it.
pub fn parse(text: &str) -> Option<Direction> {
    let bare = bare(text);
    SIGNS
        .iter()
        .find(|(sign, _)| *sign == bare)
        .map(|&(_, direction)| direction)
}

/// All directions of a direction cell: several signs may contradict each other (`↑ 減少`).
pub fn parse_all(text: &str) -> Vec<Direction> {
    if let Some(direction) = parse(text) {
        return vec![direction];
    }
    fold::fold(text)
        .split([' ', '/', '・', '、'])
        .filter_map(parse)
        .collect()
}

/// The token is an arrow (a word is not enough in running text).
pub fn is_arrow(token: &str) -> bool {
    let bare = bare(token);
    let mut chars = bare.chars();
    matches!((chars.next(), chars.next()), (Some(c), None) if matches!(c, '\u{2190}'..='\u{21FF}' | '\u{2794}'..='\u{27BF}' | '\u{2934}'..='\u{2935}' | '\u{2B05}'..='\u{2B0D}'))
        && parse(token).is_some()
}
