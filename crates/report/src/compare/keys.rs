//! What of a KPI's words makes it the same KPI next year: names and sections without their spelling.

use std::collections::BTreeMap;

use kpi_core::text::{fold, heading, unit};

use crate::contract::v1;

/// Spellings of one word; the first of a row stands for all. Kana and width are folded before.
const SPELLINGS: &[&[&str]] = &[
    &["子ドモ", "子供", "コドモ", "子トモ"],
    &["障害", "障ガイ", "障碍"],
    &["取組", "取リ組ミ", "取組ミ"],
    &["及ビ", "オヨビ", "並ビニ", "ナラビニ"],
    &["又ハ", "マタハ", "若シクハ", "モシクハ"],
    &["当タリ", "アタリ", "当リ"],
    &["延ベ", "ノベ"],
    &["街ヅクリ", "マチヅクリ", "町ヅクリ", "街作リ"],
    &["等", "ナド"],
    &["箇所", "カ所", "ケ所", "個所"],
    &["受ケ入レ", "受入レ", "受入"],
    &["引キ上ゲ", "引上ゲ"],
    &["申シ込ミ", "申込ミ", "申込"],
    &["問イ合ワセ", "問合セ", "問合ワセ"],
    &["繰リ返シ", "繰返シ"],
    &["割合", "割リ合イ"],
];

/// Words in brackets that say how is counted, not what: with another of them it is the same KPI, otherwise defined.
const COUNTING: &[&str] = &[
    "累計",
    "累積",
    "単年度",
    "単年",
    "年間",
    "年度",
    "年平均",
    "平均",
    "延ベ",
    "延ベ人数",
    "延ベ数",
    "実数",
    "実人数",
    "年度末",
    "年度末現在",
    "期間累計",
    "計画期間累計",
    "総数",
    "合計",
    "新規",
    "1日平均",
    "月平均",
    "5年間累計",
];

/// The keys of a KPI.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Keys {
    /// Headings and project, with their numbers.
    pub path: String,
    /// Headings and project, without their numbers.
    pub section: String,
    /// The name.
    pub name: String,
    /// The name without what stands in brackets.
    pub base: String,
    /// What stands in brackets.
    pub brackets: String,
}

impl Keys {
    pub(super) fn of(kpi: &v1::Kpi, project: Option<&str>) -> Self {
        let headings = || kpi.section.iter().map(String::as_str).chain(project);
        let joined = |parts: Vec<String>| parts.join("\n");
        let whole = spelled(&kpi.name);
        let (base, brackets) = parted(&whole);
        // 病床利用率(%): a unit, which is compared as such.
        let is_unit = unit::is_unit(&in_brackets(&kpi.name));
        let (name, brackets) = if is_unit {
            (base.clone(), String::new())
        } else {
            (plain(&whole), brackets)
        };
        Self {
            path: joined(headings().map(spelled).collect()),
            section: joined(
                headings()
                    .map(|heading| spelled(without_number(heading)))
                    .collect(),
            ),
            name,
            base,
            brackets,
        }
    }

    /// What stands in the brackets of both says how is counted, or stands in those of one only.
    pub(super) fn may_differ_in_brackets(&self, other: &Self) -> bool {
        let is_counting = |words: &str| words.is_empty() || COUNTING.contains(&words);
        self.brackets.is_empty()
            || other.brackets.is_empty()
            || is_counting(&self.brackets) && is_counting(&other.brackets)
    }
}

/// The name of each project by its id.
pub(super) fn projects(found: &v1::Evaluation) -> BTreeMap<&str, &str> {
    found
        .projects
        .iter()
        .map(|project| (project.id.as_str(), project.name.as_str()))
        .collect()
}

/// Width, kana, case, dashes, brackets and the spelling of common words folded, blanks dropped.
pub(super) fn spelled(text: &str) -> String {
    let folded: String = fold::squeezed(text).chars().flat_map(letter).collect();
    SPELLINGS.iter().fold(folded, |text, row| {
        let Some((first, others)) = row.split_first() else {
            return text;
        };
        others
            .iter()
            .filter(|other| !first.contains(**other))
            .fold(text, |text, other| {
                if text.contains(other) {
                    text.replace(other, first)
                } else {
                    text
                }
            })
    })
}

fn letter(c: char) -> impl Iterator<Item = char> {
    let c = match c {
        // Hiragana as katakana, small ones of place counters as large ones.
        'ヵ' => 'カ',
        'ヶ' => 'ケ',
        '\u{3041}'..='\u{3096}' => char::from_u32(u32::from(c) + 0x60).unwrap_or(c),
        '~' | '〜' | '～' => '~',
        c if heading::is_dash(c) => 'ー',
        c => bracket(c),
    };
    c.to_lowercase()
}

/// Brackets of all kinds as round ones.
fn bracket(c: char) -> char {
    match c {
        '[' | '【' | '「' | '〔' | '〈' | '《' | '『' => '(',
        ']' | '】' | '」' | '〕' | '〉' | '》' | '』' => ')',
        c => c,
    }
}

/// Without brackets and signs that are set for looks.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '(' | ')' | '・' | '、' | ',' | '。' | '※' | '"' | '\'' | ':'))
        .collect()
}

/// What stands outside of brackets and what within; brackets around all of it are none.
fn parted(text: &str) -> (String, String) {
    let (mut outside, mut within, mut depth) = (String::new(), String::new(), 0_usize);
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if depth > 0 => within.push(c),
            c => outside.push(c),
        }
    }
    let (outside, within) = (plain(&outside), plain(&within));
    if outside.is_empty() {
        (within, String::new())
    } else {
        (outside, within)
    }
}

/// What stands in the brackets of a name, as it is printed but for its width.
pub(super) fn in_brackets(name: &str) -> String {
    let text: String = fold::squeezed(name).chars().map(bracket).collect();
    parted(&text).1
}

/// A heading without what numbers it: 施策1 図書館の充実 → 図書館の充実. Without anything else it stays.
fn without_number(heading: &str) -> &str {
    let text = heading.trim();
    let is_number = |c: char| c.is_numeric() || "一二三四五六七八九十".contains(c);
    let is_joint = |c: char| c.is_whitespace() || is_number(c) || ".-ー－：:．)）(（".contains(c);
    // 1-2 農業: numbers alone, set apart. 2040年の姿 has none.
    let behind = text.trim_start_matches(|c| is_joint(c) && !char::is_whitespace(c));
    let is_set_apart = behind.len() < text.len() && behind.starts_with(char::is_whitespace);
    let number = text
        .find(is_number)
        .filter(|_| is_set_apart || heading::kind(text).is_some());
    let Some(rest) = number.and_then(|at| text.get(at..)) else {
        return text;
    };
    let rest = rest.trim_start_matches(is_number);
    let rest = rest.strip_prefix(['編', '部', '章', '節', '項']).unwrap_or(rest);
    let bare = rest.trim_start_matches(is_joint);
    if bare.is_empty() { text } else { bare }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(name: &str) -> Keys {
        let kpi = v1::Kpi {
            name: name.to_owned(),
            ..v1::Kpi::default()
        };
        Keys::of(&kpi, None)
    }

    #[test]
    fn spellings_of_one_name_have_one_key() {
        for (one, other) in [
            ("ごみ排出量（１人１日当たり）", "ゴミ排出量 [1人1日あたり]"),
            ("ﾘｻｲｸﾙ率", "リサイクル率"),
            ("子供会の数", "こども会の数"),
            ("障がい者の就労者数", "障害者の就労者数"),
            ("取り組みに参加した人数", "取組みに参加した人数"),
            ("道の駅・直売所の来場者数", "道の駅直売所の来場者数"),
            ("相談窓口の設置か所数", "相談窓口の設置箇所数"),
            ("SNSフォロワー数", "ｓｎｓ フォロワー数"),
            ("「住みよい」と答えた人の割合", "『住みよい』と答えた人の割合"),
            ("スポーツ施設利用者数", "スポ−ツ施設利用者数"),
            ("病床利用率（％）", "病床利用率"),
            ("ごみ排出量（t）", "ごみ排出量（トン）"),
        ] {
            assert_eq!(keys(one).name, keys(other).name, "{one} {other}");
        }
    }

    #[test]
    fn other_names_have_other_keys() {
        for (one, other) in [
            ("男性の育児休業取得率", "女性の育児休業取得率"),
            ("小学校の不登校児童数", "中学校の不登校生徒数"),
            ("事業所数", "事業者数"),
            ("第1公園の利用者数", "第2公園の利用者数"),
        ] {
            assert_ne!(keys(one).name, keys(other).name, "{one} {other}");
        }
    }

    #[test]
    fn brackets_are_told_apart_from_the_name() {
        let parts = |name: &str| {
            let keys = keys(name);
            (keys.base, keys.brackets)
        };
        let both = |base: &str, brackets: &str| (base.to_owned(), brackets.to_owned());
        assert_eq!(parts("来館者数（延べ）"), both("来館者数", "延ベ"));
        assert_eq!(parts("(来館者数)"), both("来館者数", ""));
        assert_eq!(parts("来館者数（延べ"), both("来館者数", "延ベ"));
        assert_eq!(parts(")("), both("", ""));
        assert!(keys("雇用者数（単年度）").may_differ_in_brackets(&keys("雇用者数（累計）")));
        assert!(keys("雇用者数").may_differ_in_brackets(&keys("雇用者数（市内）")));
        assert!(!keys("利用者数（図書館）").may_differ_in_brackets(&keys("利用者数（公民館）")));
    }

    #[test]
    fn a_heading_is_known_without_its_number() {
        for (heading, bare) in [
            ("施策1　図書館の充実", "図書館の充実"),
            ("基本目標１ しごとをつくる", "しごとをつくる"),
            ("第2節 商業", "商業"),
            ("Ⅱ 子育て", "子育て"),
            ("1-2 農業", "農業"),
            ("第3章", "第3章"),
            ("子育てを支える", "子育てを支える"),
            ("2040年の姿", "2040年の姿"),
        ] {
            assert_eq!(without_number(heading), bare);
        }
    }
}
