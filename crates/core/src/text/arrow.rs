//! Printed directions: arrows and words.

use crate::kpi::Direction;
use crate::text::{absence, fold};

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
    ("増大", Direction::Increase),
    ("伸長", Direction::Increase),
    ("延伸", Direction::Increase),
    ("引上げ", Direction::Increase),
    ("引き上げ", Direction::Increase),
    ("引き上げる", Direction::Increase),
    ("高める", Direction::Increase),
    ("伸ばす", Direction::Increase),
    ("多く", Direction::Increase),
    ("高く", Direction::Increase),
    ("上", Direction::Increase),
    ("上向き", Direction::Increase),
    ("\u{F0E1}", Direction::Increase),
    ("\u{F0E4}", Direction::Increase),
    ("\u{F0E9}", Direction::Increase),
    ("\u{F0F1}", Direction::Increase),
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
    ("下降", Direction::Decrease),
    ("低減", Direction::Decrease),
    ("軽減", Direction::Decrease),
    ("縮減", Direction::Decrease),
    ("短縮", Direction::Decrease),
    ("解消", Direction::Decrease),
    ("引下げ", Direction::Decrease),
    ("引き下げ", Direction::Decrease),
    ("引き下げる", Direction::Decrease),
    ("抑える", Direction::Decrease),
    ("低める", Direction::Decrease),
    ("少なく", Direction::Decrease),
    ("低く", Direction::Decrease),
    ("短く", Direction::Decrease),
    ("下", Direction::Decrease),
    ("下向き", Direction::Decrease),
    ("▼", Direction::Decrease),
    ("▽", Direction::Decrease),
    ("\u{F0E2}", Direction::Decrease),
    ("\u{F0E6}", Direction::Decrease),
    ("\u{F0EA}", Direction::Decrease),
    ("\u{F0F2}", Direction::Decrease),
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
    ("\u{F0E0}", Direction::Maintain),
    ("\u{F0E8}", Direction::Maintain),
    ("維持", Direction::Maintain),
    ("現状を維持", Direction::Maintain),
    ("現状維持", Direction::Maintain),
    ("横ばい", Direction::Maintain),
    ("継続", Direction::Maintain),
];

/// What may stand behind a word of direction without changing it.
const ENDINGS: &[&str] = &[
    "させる",
    "する",
    "したい",
    "させたい",
    "を目指す",
    "をめざす",
    "を図る",
    "が望ましい",
    "が良い",
    "がよい",
    "方が良い",
    "方がよい",
    "ほうがよい",
    "ほうが良い",
    "傾向",
    "方向",
    "する方",
    "する",
];

/// `少ないほど良い`, `低い方が望ましい`: how such a text ends, and the stems that it holds one of.
const GOOD: &[&str] = &["良い", "よい", "いい", "望ましい", "好ましい"];
/// What may stand before a word of direction.
const BEGINNINGS: &[&str] = &["より", "できるだけ", "できる限り", "なるべく", "可能な限り"];
const STEMS: &[(char, Direction)] = &[
    ('多', Direction::Increase),
    ('高', Direction::Increase),
    ('増', Direction::Increase),
    ('大', Direction::Increase),
    ('長', Direction::Increase),
    ('少', Direction::Decrease),
    ('低', Direction::Decrease),
    ('減', Direction::Decrease),
    ('小', Direction::Decrease),
    ('短', Direction::Decrease),
    ('下', Direction::Decrease),
];

/// Without brackets that come with arrows; of doubled arrows one.
fn bare(text: &str) -> String {
    let mut bare: String = fold::squeeze(text)
        .chars()
        .filter(|c| !matches!(c, '(' | ')'))
        .collect();
    let first = bare.chars().next();
    if let Some(first) = first.filter(|&c| is_sign(c) && bare.chars().all(|other| other == c)) {
        bare.truncate(first.len_utf8());
    }
    bare
}

/// An arrow or a triangle.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{21FF}' | '\u{2794}'..='\u{27BF}' | '\u{2934}'..='\u{2935}' | '\u{2B05}'..='\u{2B0D}' | '▼' | '▽' | '\u{F0E0}'..='\u{F0F2}')
}

/// The direction, if the text is nothing but a sign or word of it.
pub fn parse(text: &str) -> Option<Direction> {
    let bare = bare(text);
    known(&bare)
}

fn known(word: &str) -> Option<Direction> {
    SIGNS
        .iter()
        .find(|(sign, _)| *sign == word)
        .map(|&(_, direction)| direction)
}

/// The direction of a phrase: 減少させる, より少なく, 少ないほど良い.
fn by_phrase(text: &str) -> Option<Direction> {
    let bare = bare(text);
    let bare = bare.trim_end_matches('。');
    let bare = BEGINNINGS
        .iter()
        .find_map(|word| bare.strip_prefix(word))
        .unwrap_or(bare);
    if GOOD.iter().any(|ending| bare.ends_with(ending)) && !bare.contains("すぎ") {
        let mut stems = STEMS.iter().filter(|(stem, _)| bare.contains(*stem));
        return match (stems.next(), stems.next()) {
            (Some(&(_, direction)), None) => Some(direction),
            _ => None,
        };
    }
    let stem = ENDINGS
        .iter()
        .find_map(|ending| bare.strip_suffix(ending))
        .unwrap_or(bare);
    known(stem).or_else(|| {
        known(&format!(
            "{}す",
            stem.strip_suffix("した")
                .or_else(|| bare.strip_suffix("したい"))?
        ))
    })
}

/// All directions of a direction cell: several signs may contradict each other (`↑ 減少`).
pub fn parse_all(text: &str) -> Vec<Direction> {
    if let Some(direction) = parse(text).or_else(|| by_phrase(text)) {
        return vec![direction];
    }
    // ↑増, ↓(減少): a sign with its word.
    let folded: String = fold::fold(text)
        .chars()
        .flat_map(|c| {
            if is_sign(c) {
                [' ', c, ' ']
            } else {
                ['\0', c, '\0']
            }
        })
        .filter(|&c| c != '\0')
        .collect();
    folded
        .split([' ', '/', '・', '、'])
        .filter_map(|part| parse(part).or_else(|| by_phrase(part)))
        .collect()
}

/// The text of a direction cell that says something and is not understood.
///
/// # Examples
/// ```
/// use kpi_core::text::arrow::unread;
/// assert_eq!(unread("ê").as_deref(), Some("ê"));
/// assert_eq!(unread("少ないほど良い"), None);
/// assert_eq!(unread("―"), None);
/// ```
pub fn unread(text: &str) -> Option<String> {
    let says = absence::parse(text).is_none() && parse_all(text).is_empty();
    says.then(|| fold::fold(text))
}

/// The token is an arrow (a word is not enough in running text).
pub fn is_arrow(token: &str) -> bool {
    let bare = bare(token);
    let mut chars = bare.chars();
    matches!((chars.next(), chars.next()), (Some(c), None) if matches!(c, '\u{2190}'..='\u{21FF}' | '\u{2794}'..='\u{27BF}' | '\u{2934}'..='\u{2935}' | '\u{2B05}'..='\u{2B0D}'))
        && parse(token).is_some()
}
