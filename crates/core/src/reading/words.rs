//! What a header word may mean: several roles, each with a weight. A new synonym is one row.
//!
//! The dictionary of the layouts ([`vocabulary`]) gives one role; here a word such as 現状値 or 見込 stays open until
//! the figures below it, and the other words of the header, decide.

use crate::layout::role::Role;
use crate::layout::vocabulary;
use crate::text::fold;

/// One of the roles that a header may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// The role.
    pub role: Role,
    /// How surely, in percent.
    pub percent: u8,
}

/// The roles of a header cell, surest first.
pub type SaidRoles = Vec<Said>;

/// A word that the dictionary knows without doubt.
const KNOWN: u8 = 90;

/// Words that leave a choice, or that the dictionary does not know. The first row whose word the cell contains counts.
const OPEN: &[(&str, &[(Role, u8)])] = &[
    ("最終評価", &[(Role::Actual, 85)]),
    (
        "中間評価",
        &[(Role::Actual, 50), (Role::Baseline, 20), (Role::Ignore, 30)],
    ),
    ("中間目標", &[(Role::Target, 60), (Role::Ignore, 30)]),
    ("評価時", &[(Role::Actual, 80)]),
    ("前回調査", &[(Role::Baseline, 70)]),
    ("前回", &[(Role::Baseline, 60), (Role::Ignore, 30)]),
    ("今回", &[(Role::Actual, 80)]),
    ("達成額", &[(Role::Actual, 80)]),
    ("達成数", &[(Role::Actual, 80)]),
    ("計画額", &[(Role::Target, 85)]),
    ("計画数", &[(Role::Target, 85)]),
    ("計画量", &[(Role::Target, 85)]),
    ("計画人数", &[(Role::Target, 85)]),
    ("計画件数", &[(Role::Target, 85)]),
    ("目標額", &[(Role::Target, 90)]),
    ("目標数", &[(Role::Target, 90)]),
    ("目標件数", &[(Role::Target, 90)]),
    ("目標人数", &[(Role::Target, 90)]),
    ("目標年間", &[(Role::Target, 85)]),
    ("見込量", &[(Role::Target, 80), (Role::Actual, 10)]),
    ("見込み量", &[(Role::Target, 80), (Role::Actual, 10)]),
    ("見込数", &[(Role::Target, 75), (Role::Actual, 15)]),
    ("必要量", &[(Role::Target, 60)]),
    ("確保量", &[(Role::Target, 45), (Role::Actual, 35)]),
    ("確保方策", &[(Role::Target, 50), (Role::Actual, 30)]),
    ("当初見込", &[(Role::Target, 85)]),
    ("活動見込", &[(Role::Target, 85)]),
    ("プラン", &[(Role::Target, 70)]),
    ("決算見込", &[(Role::Actual, 45), (Role::Target, 20)]),
    ("決算", &[(Role::Actual, 70), (Role::Cost, 20)]),
    ("改訂後", &[(Role::Target, 40)]),
    ("目安", &[(Role::Target, 80)]),
    ("期待値", &[(Role::Target, 90)]),
    ("最終値", &[(Role::Actual, 85)]),
    ("最新", &[(Role::Actual, 85)]),
    ("直近", &[(Role::Actual, 85)]),
    ("結果", &[(Role::Actual, 60)]),
    ("実数", &[(Role::Actual, 70)]),
    ("現在", &[(Role::Actual, 55), (Role::Baseline, 35)]),
    ("現状", &[(Role::Baseline, 65), (Role::Actual, 35)]),
    ("現況", &[(Role::Baseline, 65), (Role::Actual, 35)]),
    ("ベースライン", &[(Role::Baseline, 90)]),
    ("策定", &[(Role::Baseline, 80)]),
    ("当初値", &[(Role::Baseline, 85)]),
    ("年度当初", &[(Role::Ignore, 60), (Role::Baseline, 30)]),
    ("執行率", &[(Role::Rate, 50)]),
    ("達成率", &[(Role::Rate, 90)]),
    ("進捗率", &[(Role::Rate, 90)]),
    ("累計", &[(Role::Actual, 80), (Role::Ignore, 25)]),
    ("確定値", &[(Role::Actual, 88)]),
    ("目標", &[(Role::Target, 75)]),
    ("計画", &[(Role::Target, 65)]),
    ("実績", &[(Role::Actual, 85)]),
    ("基準", &[(Role::Baseline, 75)]),
    (
        "見込",
        &[(Role::Target, 35), (Role::Actual, 35), (Role::Ignore, 35)],
    ),
];

/// Words of tables that are none of indicators: money, statistics, votes, bids.
const FOREIGN: &[&str] = &[
    "予算",
    "歳入",
    "歳出",
    "構成比",
    "収入済",
    "支出済",
    "補正",
    "款",
    "前年比",
    "前年度比",
    "伸率",
    "伸び率",
    "予定価格",
    "落札",
    "得票",
    "投票",
    "回答",
    "回収",
    "単価",
    "数量",
    "金額",
    "料金",
    "運賃",
    "残高",
    "借入",
    "償還",
    "収支",
    "税率",
    "定員",
    "在庫",
    "面積",
    "人口",
    "世帯数",
    "議案",
    "電話",
    "住所",
    "時刻",
];

/// The roles that a header cell may name, surest first; empty for words that say nothing of a column.
pub fn said(text: &str) -> SaidRoles {
    let squeezed = fold::squeeze(text);
    let bare = without_formula(&squeezed);
    if squeezed.is_empty()
        || squeezed.chars().count() > LONGEST
        || vocabulary::is_share_of_standards(&squeezed)
    {
        return Vec::new();
    }
    let known = vocabulary::role(if bare.len() < squeezed.len() { bare } else { text });
    let open = OPEN.iter().find(|(word, _)| squeezed.contains(word));
    match (known, open) {
        // A word that the dictionary takes for prose, a year or a name is not opened again.
        // 現状値 is a baseline beside a result, and a result beside a baseline.
        (Some(role), Some((_, roles))) if role.is_value() && leaves_choice(role, roles) => roles
            .iter()
            .map(|&(role, percent)| Said { role, percent })
            .collect(),
        (Some(role), Some((_, roles))) if role.is_value() => {
            let mut said: SaidRoles = vec![Said { role, percent: KNOWN }];
            let others = roles.iter().filter(|(other, _)| *other != role);
            said.extend(others.map(|&(role, percent)| Said {
                role,
                percent: percent.min(30),
            }));
            said
        }
        // 前年度実績: a word that the dictionary sets aside is opened only a little.
        (Some(Role::Ignore), Some((_, roles))) => {
            let mut said: SaidRoles = vec![Said {
                role: Role::Ignore,
                percent: 70,
            }];
            said.extend(roles.iter().map(|&(role, percent)| Said {
                role,
                percent: percent.min(30),
            }));
            said
        }
        (Some(Role::Cost) | None, Some((_, roles))) => roles
            .iter()
            .map(|&(role, percent)| Said { role, percent })
            .collect(),
        (Some(role), _) => vec![Said { role, percent: KNOWN }],
        (None, None) => Vec::new(),
    }
}

/// 計画額a, 差b-a: a header word without the letters by which formulas call its column.
fn without_formula(squeezed: &str) -> &str {
    let is_of_formula = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '/' | '*' | '×' | '÷');
    let bare = squeezed.trim_end_matches(is_of_formula);
    let formula = squeezed.get(bare.len()..).unwrap_or("");
    let mut runs = formula.split(|c: char| !c.is_ascii_alphabetic());
    let is_formula = formula.starts_with(|c: char| c.is_ascii_alphabetic()) && runs.all(|run| run.len() <= 1);
    if is_formula && bare.ends_with(fold::is_japanese) {
        bare
    } else {
        squeezed
    }
}

/// What a column that shows a year and nothing else may hold: most often results.
pub const YEAR_ALONE: [Said; 2] = [
    Said {
        role: Role::Actual,
        percent: 60,
    },
    Said {
        role: Role::Target,
        percent: 20,
    },
];

/// The word means something else nearly as often.
fn leaves_choice(role: Role, roles: &[(Role, u8)]) -> bool {
    matches!(roles, [(first, _), (_, second), ..] if *first == role && *second >= 30)
}

/// Longer texts are no header words.
const LONGEST: usize = 40;

/// The text is, or holds, a word of tables that are none of indicators.
pub fn is_foreign(text: &str) -> bool {
    let squeezed = fold::squeeze(text);
    FOREIGN.iter().any(|word| squeezed.contains(word))
}

/// ②-①, BマイナスA: a difference of what letters or numbers stand for.
pub fn is_formula(name: &str) -> bool {
    let formula = fold::squeeze(name).replace("マイナス", "-");
    let mut runs = formula.split(|c: char| !c.is_ascii_alphabetic());
    !formula.chars().any(fold::is_japanese) && runs.all(|run| run.len() <= 1)
}

/// How surely the header names a role, in percent.
pub fn percent(said: &[Said], role: Role) -> u8 {
    let found = said
        .iter()
        .find(|said| said.role == role || role == Role::Target && said.role == Role::FinalTarget);
    found.map_or(0, |said| said.percent)
}
