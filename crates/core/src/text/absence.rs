//! The kinds of "no value". None of them is 0.

use std::borrow::Cow;

use crate::kpi::Reason;
use crate::text::{fold, heading};

/// Words of absence with what they mean; a cell is absent if it *is* such a word, and a note next to a dash is read
/// for the same words. Longer words first.
const WORDS: &[(&str, Reason)] = &[
    ("集計中", Reason::InProgress),
    ("調査中", Reason::InProgress),
    ("算定中", Reason::InProgress),
    ("算出中", Reason::InProgress),
    ("確認中", Reason::InProgress),
    ("精査中", Reason::InProgress),
    ("照会中", Reason::InProgress),
    ("集計作業中", Reason::InProgress),
    ("未集計", Reason::InProgress),
    ("未確定", Reason::InProgress),
    ("未定", Reason::InProgress),
    ("未公表", Reason::NotPublished),
    ("未発表", Reason::NotPublished),
    ("非公表", Reason::NotPublished),
    ("公表前", Reason::NotPublished),
    ("公表待ち", Reason::NotPublished),
    ("公表されていない", Reason::NotPublished),
    ("未実施", Reason::Suspended),
    ("実施せず", Reason::Suspended),
    ("実施なし", Reason::Suspended),
    ("開催なし", Reason::Suspended),
    ("調査なし", Reason::NotPublished),
    ("調査未実施", Reason::NotPublished),
    ("中止", Reason::Suspended),
    ("休止", Reason::Suspended),
    ("廃止", Reason::Suspended),
    ("終了", Reason::Suspended),
    ("該当なし", Reason::NotApplicable),
    ("対象なし", Reason::NotApplicable),
    ("対象外", Reason::NotApplicable),
    ("把握不可", Reason::NotPublished),
    ("把握できない", Reason::NotPublished),
    ("データなし", Reason::NotPublished),
    ("数値なし", Reason::NotPublished),
    ("不明", Reason::NotPublished),
    ("記載なし", Reason::Blank),
    ("n/a", Reason::NotApplicable),
    ("#div/0!", Reason::NotApplicable),
    ("#n/a", Reason::NotPublished),
    ("#ref!", Reason::NotApplicable),
    ("#value!", Reason::NotApplicable),
    ("-%", Reason::NotPublished),
    ("na", Reason::NotApplicable),
    ("n.a.", Reason::NotApplicable),
    ("nd", Reason::NotPublished),
    ("#name?", Reason::NotApplicable),
    ("#null!", Reason::NotApplicable),
    ("#num!", Reason::NotApplicable),
    ("#spill!", Reason::NotApplicable),
    ("#calc!", Reason::NotApplicable),
];

/// Longer texts are no mark or word.
const LONGEST: usize = 24;

/// Words by which a target cell says that there is no target.
const NO_TARGET: &[&str] = &[
    "なし",
    "無し",
    "設定なし",
    "目標なし",
    "目標設定なし",
    "未設定",
    "設定しない",
    "目標は設定しない",
    "数値目標は設定しない",
    "数値目標なし",
    "目標値なし",
    "目標を設定しない",
    "設定せず",
    "モニタリング指標",
];

/// The kind of absence, if the text is nothing but a mark or word of absence.
///
/// # Examples
/// `―` → not published; `集計中` → in progress; `` → blank; `0` → `None`.
pub fn parse(text: &str) -> Option<Reason> {
    if text.starts_with(|c: char| c.is_ascii_digit())
        || text.len() > LONGEST && text.chars().nth(LONGEST).is_some()
    {
        return None;
    }
    let text = lower(fold::squeezed(text));
    if text.is_empty() {
        return Some(Reason::Blank);
    }
    let bare = text.trim_matches(|c| matches!(c, '(' | ')' | '※' | '[' | ']' | '〔' | '〕'));
    // A column too narrow for its figure: what stands there is not known, and nobody said that it is not published.
    if bare.len() > 1 && bare.chars().all(|c| c == '#') {
        return Some(Reason::Blank);
    }
    if !bare.is_empty() && bare.chars().all(is_mark) {
        return Some(Reason::NotPublished);
    }
    WORDS
        .iter()
        .find(|(word, _)| bare == *word)
        .map(|&(_, reason)| reason)
}

/// Words of a cell that says why there is no value: `12月公表予定`, `開催を中止したことから実績なし`.
const MISSING: &[(&str, Reason)] = &[
    ("中止", Reason::Suspended),
    ("休止", Reason::Suspended),
    ("未実施", Reason::Suspended),
    ("未公表", Reason::NotPublished),
    ("未発表", Reason::NotPublished),
    ("公表されていない", Reason::NotPublished),
    ("集計中", Reason::InProgress),
    ("公表予定", Reason::NotPublished),
    ("月公表", Reason::NotPublished),
    ("確定予定", Reason::InProgress),
    ("月確定", Reason::InProgress),
    ("調査予定", Reason::NotPublished),
    ("次回調査", Reason::NotPublished),
    ("隔年調査", Reason::NotPublished),
    ("調査年でない", Reason::NotPublished),
    ("調査なし", Reason::NotPublished),
    ("数値なし", Reason::NotPublished),
];

/// The kind of absence that a cell without a number speaks of.
pub fn in_words(text: &str) -> Option<Reason> {
    let text = fold::squeezed(text);
    MISSING
        .iter()
        .find(|(word, _)| text.contains(word))
        .map(|&(_, reason)| reason)
}

/// The kind of absence that a note beside a dash speaks of: `（隔年実施の調査で、直近の数値は未発表）`.
pub fn in_note(note: &str) -> Option<Reason> {
    // The shortest of these words has three characters.
    if note.len() < 3 {
        return None;
    }
    let note = lower(fold::squeezed(note));
    WORDS
        .iter()
        .filter(|(word, _)| word.chars().count() > 2)
        .find(|(word, _)| note.contains(word))
        .map(|&(_, reason)| reason)
}

/// The cell says in words that no target is set.
pub fn is_no_target(text: &str) -> bool {
    let text = fold::squeezed(text);
    let bare = text.trim_matches(|c| matches!(c, '(' | ')' | '※' | '。'));
    NO_TARGET.contains(&bare)
}

/// In small letters, as the words of absence are.
fn lower(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains(char::is_uppercase) {
        Cow::Owned(text.to_lowercase())
    } else {
        text
    }
}

/// Signs that stand for "no value".
fn is_mark(c: char) -> bool {
    heading::is_dash(c) || matches!(c, '…' | '*' | '/' | '\\' | '‥' | '・' | '#')
}
