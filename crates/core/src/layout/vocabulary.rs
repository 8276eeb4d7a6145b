//! The header dictionary: words of header cells → roles. A new synonym is one row.

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::kpi::{Basis, TextRole};
use crate::layout::role::Role;
use crate::text::class::Class;
use crate::text::lookup::Lookup;
use crate::text::{era, fold, footnote};

/// How a word is looked for in a header cell that was squeezed, its brackets and periods removed.
#[derive(Clone, Copy)]
enum Match {
    /// The cell is the word.
    Is,
    /// The cell ends with the word.
    Ends,
    /// The cell contains the word.
    Has,
}
use Match::{Ends, Has, Is};

/// Order matters: the first row that matches decides. 「指標のめざす方向」 is a direction before it is an indicator,
/// 「目標指標」 an indicator before it is a target, 「目標値の考え方」 prose before it is a target.
const WORDS: &[(Match, &str, Role)] = &[
    (Has, "今後の", Role::Note(TextRole::NextStep)),
    // Where it belongs, though it says 方向.
    (Is, "施策の方向", Role::Section),
    (Is, "施策の方向性", Role::Section),
    (Is, "取組の方向", Role::Section),
    (Is, "取組の方向性", Role::Section),
    (Has, "方向", Role::Direction),
    (Has, "望ましい", Role::Direction),
    (Is, "矢印", Role::Direction),
    (Is, "単位", Role::Unit),
    (Is, "No.", Role::Number),
    (Is, "No", Role::Number),
    (Is, "NO", Role::Number),
    (Is, "NO.", Role::Number),
    (Is, "#", Role::Number),
    (Ends, "番号", Role::Number),
    (Ends, "コード", Role::Number),
    (Is, "項番", Role::Number),
    (Is, "連番", Role::Number),
    (Has, "シートNo", Role::Number),
    (Ends, "No.", Role::Number),
    (Ends, "No", Role::Number),
    // Names that hold words of other columns.
    (Is, "指標/単位", Role::Name),
    (Is, "指標・単位", Role::Name),
    (Is, "指標と単位", Role::Name),
    (Is, "数値目標", Role::Name),
    (Is, "数値目標項目", Role::Name),
    (Is, "成果目標", Role::Name),
    (Is, "指標の内容", Role::Name),
    (Has, "指標名及び", Role::Name),
    (Has, "指標及び", Role::Name),
    (Is, "指標名等", Role::Name),
    (Is, "KPI名称", Role::Name),
    (Is, "名称", Role::Name),
    (Is, "管理項目", Role::Name),
    (Is, "取組項目", Role::Name),
    // Where it belongs, though it ends with 目標.
    (Is, "基本目標", Role::Section),
    (Is, "施策目標", Role::Section),
    (Is, "政策目標", Role::Section),
    (Is, "重点目標", Role::Section),
    (Is, "まちづくりの目標", Role::Section),
    // What was computed anew, beside what is printed.
    (Has, "再計算", Role::Ignore),
    // Differences and shares are neither targets nor actuals.
    (Has, "との差", Role::Ignore),
    (Has, "差引", Role::Ignore),
    (Is, "差", Role::Ignore),
    (Is, "差額", Role::Ignore),
    (Has, "増減", Role::Ignore),
    (Has, "までの残り", Role::Ignore),
    (Has, "との比較", Role::Ignore),
    (Has, "実績の比較", Role::Ignore),
    (Has, "目標の比較", Role::Ignore),
    (Has, "計画の比較", Role::Ignore),
    (Has, "実績の差", Role::Ignore),
    (Has, "目標の差", Role::Ignore),
    (Has, "計画の差", Role::Ignore),
    (Has, "基準値比", Role::Ignore),
    (Has, "前年比", Role::Ignore),
    (Has, "前年度比", Role::Ignore),
    (Has, "前年度", Role::Ignore),
    (Has, "前々年度", Role::Ignore),
    (Has, "昨年度", Role::Ignore),
    (Has, "前回", Role::Ignore),
    (Has, "に対する割合", Role::Rate),
    (Has, "目標比", Role::Rate),
    (Has, "目標値比", Role::Rate),
    (Has, "計画比", Role::Rate),
    (Has, "到達度", Role::Rate),
    (Has, "実績/目標", Role::Rate),
    (Has, "実績値/目標値", Role::Rate),
    (Has, "実績÷目標", Role::Rate),
    (Has, "実績値÷目標値", Role::Rate),
    (Is, "B/A", Role::Rate),
    (Is, "b/a", Role::Rate),
    (Ends, "実績額", Role::Cost),
    (Is, "目標年月", Role::TargetYear),
    // Prose beside the figures.
    (Has, "原因", Role::Note(TextRole::Cause)),
    (Ends, "の評価", Role::Note(TextRole::Note)),
    (Has, "推移", Role::Note(TextRole::Note)),
    (Has, "取組実績", Role::Note(TextRole::Effect)),
    (Has, "活動実績", Role::Note(TextRole::Effect)),
    (Has, "主な実績", Role::Note(TextRole::Effect)),
    (Has, "取組の実績", Role::Note(TextRole::Effect)),
    (Has, "備考", Role::Note(TextRole::Note)),
    (Has, "理由", Role::Note(TextRole::Reason)),
    (Has, "要因", Role::Note(TextRole::Cause)),
    (Has, "分析", Role::Note(TextRole::Reason)),
    (Has, "課題", Role::Note(TextRole::Issue)),
    (Has, "意見", Role::Note(TextRole::Opinion)),
    (Has, "考え方", Role::Note(TextRole::Note)),
    (Has, "説明", Role::Note(TextRole::Note)),
    (Has, "出典", Role::Note(TextRole::Note)),
    (Has, "定義", Role::Note(TextRole::Note)),
    (Has, "算出", Role::Note(TextRole::Note)),
    (Has, "計算式", Role::Note(TextRole::Note)),
    (Has, "根拠", Role::Note(TextRole::Note)),
    (Has, "コメント", Role::Note(TextRole::Note)),
    (Has, "把握方法", Role::Note(TextRole::Note)),
    (Has, "実施状況", Role::Note(TextRole::Note)),
    (Has, "取組状況", Role::Note(TextRole::Note)),
    (Has, "取組内容", Role::Note(TextRole::Note)),
    (Has, "概要", Role::Note(TextRole::Note)),
    // Years of their own.
    (Is, "基準年度", Role::BaselineYear),
    (Is, "基準年", Role::BaselineYear),
    (Is, "基準年次", Role::BaselineYear),
    (Is, "現状年度", Role::BaselineYear),
    (Is, "目標年度", Role::TargetYear),
    (Is, "目標年", Role::TargetYear),
    (Is, "目標年次", Role::TargetYear),
    (Is, "達成年度", Role::TargetYear),
    // Rates and judgements.
    (Has, "達成率", Role::Rate),
    (Has, "達成度", Role::Rate),
    (Has, "進捗率", Role::Rate),
    (Has, "達成割合", Role::Rate),
    (Has, "総合評価", Role::Overall),
    (Has, "総合判定", Role::Overall),
    (Is, "総合", Role::Overall),
    (Has, "有効性", Role::Rating),
    (Has, "効率性", Role::Rating),
    (Has, "必要性", Role::Rating),
    (Has, "妥当性", Role::Rating),
    (Is, "評価", Role::Rating),
    (Is, "判定", Role::Rating),
    (Ends, "評価区分", Role::Rating),
    (Ends, "評価結果", Role::Rating),
    (Ends, "判定区分", Role::Rating),
    (Ends, "判定結果", Role::Rating),
    (Is, "ランク", Role::Rating),
    (Is, "自己評価", Role::Rating),
    (Is, "一次評価", Role::Rating),
    (Is, "二次評価", Role::Rating),
    (Is, "内部評価", Role::Rating),
    (Is, "外部評価", Role::Rating),
    (Is, "達成評価", Role::Rating),
    // Header words and nothing more: beside a value they are labels.
    (Is, "担当課", Role::Department),
    (Is, "担当部署", Role::Department),
    (Is, "担当部課", Role::Department),
    (Is, "所管課", Role::Department),
    (Is, "所管部署", Role::Department),
    (Is, "主管課", Role::Department),
    (Has, "担当", Role::Department),
    (Has, "所管", Role::Department),
    (Has, "関係課", Role::Department),
    (Has, "主管", Role::Department),
    (Has, "部署", Role::Department),
    (Has, "所属", Role::Department),
    (Is, "課名", Role::Department),
    (Is, "課", Role::Department),
    // Names.
    (Ends, "指標名", Role::Name),
    (Ends, "指標名称", Role::Name),
    (Ends, "指標", Role::Name),
    (Ends, "指標項目", Role::Name),
    (Ends, "指標の名称", Role::Name),
    (Is, "KPI", Role::Name),
    (Ends, "KPI名", Role::Name),
    (Ends, "KPI項目", Role::Name),
    (Is, "項目", Role::Name),
    (Is, "項目名", Role::Name),
    (Is, "評価項目", Role::Name),
    (Is, "目標項目", Role::Name),
    (Is, "測定項目", Role::Name),
    // Values. Baselines before targets (「計画策定時」), targets of a kind before targets, actuals before targets.
    (Has, "基準値", Role::Baseline),
    (Has, "現状値", Role::Baseline),
    (Has, "従前値", Role::Baseline),
    (Has, "策定時", Role::Baseline),
    (Has, "設定時", Role::Baseline),
    (Has, "策定当時", Role::Baseline),
    (Has, "当初値", Role::Baseline),
    (Has, "出発点", Role::Baseline),
    (Has, "初期値", Role::Baseline),
    (Has, "開始時", Role::Baseline),
    (Has, "開始前", Role::Baseline),
    (Has, "計画当初", Role::Baseline),
    (Has, "ベースライン", Role::Baseline),
    (Has, "現況", Role::Baseline),
    (Is, "基準", Role::Baseline),
    (Is, "基準時", Role::Baseline),
    (Is, "従来値", Role::Baseline),
    (Is, "スタート時", Role::Baseline),
    (Is, "現状", Role::Baseline),
    (Is, "従前", Role::Baseline),
    (Is, "当初", Role::Baseline),
    (Has, "最終目標", Role::FinalTarget),
    (Has, "目標値最終年度", Role::FinalTarget),
    (Has, "将来KPI", Role::FinalTarget),
    (Has, "将来目標", Role::FinalTarget),
    (Has, "計画目標", Role::FinalTarget),
    (Has, "終了時目標", Role::FinalTarget),
    (Has, "実績", Role::Actual),
    (Has, "達成値", Role::Actual),
    (Has, "現在値", Role::Actual),
    (Has, "最新値", Role::Actual),
    (Has, "直近値", Role::Actual),
    (Has, "測定値", Role::Actual),
    (Has, "結果値", Role::Actual),
    (Has, "評価値", Role::Actual),
    (Is, "実数", Role::Actual),
    (Is, "結果", Role::Actual),
    (Is, "調査結果", Role::Actual),
    (Has, "到達値", Role::Actual),
    (Is, "中間値", Role::Actual),
    (Is, "中間年度値", Role::Actual),
    (Is, "中間評価値", Role::Actual),
    (Is, "今回", Role::Actual),
    (Is, "直近の値", Role::Actual),
    (Is, "評価時", Role::Actual),
    (Is, "事業実施後", Role::Actual),
    (Has, "目標値", Role::Target),
    (Has, "指標値", Role::Target),
    (Has, "計画値", Role::Target),
    (Has, "KPI値", Role::Target),
    (Has, "期待値", Role::Target),
    (Has, "目標水準", Role::Target),
    (Is, "目標", Role::Target),
    (Has, "目標数値", Role::Target),
    (Has, "目指す値", Role::Target),
    (Has, "めざす値", Role::Target),
    (Has, "目指そう値", Role::Target),
    (Is, "設定値", Role::Target),
    (Is, "予定値", Role::Target),
    (Is, "中間目標", Role::Target),
    (Is, "年度目標", Role::Target),
    (Is, "当年度目標", Role::Target),
    (Is, "計画", Role::Target),
    (Ends, "目標", Role::Target),
    // Judgements in words.
    (Is, "進捗状況", Role::Status),
    (Is, "進捗", Role::Status),
    (Is, "進捗度", Role::Status),
    (Ends, "進捗状況", Role::Status),
    (Ends, "達成状況", Role::Status),
    (Is, "達成", Role::Status),
    (Is, "状況", Role::Status),
    (Is, "達成区分", Role::Status),
    // Where it belongs.
    (Ends, "事業名", Role::Project),
    (Ends, "事業名称", Role::Project),
    (Is, "事業", Role::Project),
    (Is, "取組", Role::Project),
    (Is, "取組名", Role::Project),
    (Ends, "事業の名称", Role::Project),
    (Is, "交付対象事業", Role::Project),
    (Has, "事業費", Role::Cost),
    (Has, "予算額", Role::Cost),
    (Has, "決算額", Role::Cost),
    (Has, "交付金", Role::Grant),
    (Has, "交付額", Role::Grant),
    (Is, "節", Role::Section),
    (Is, "章", Role::Section),
    (Is, "施策", Role::Section),
    (Is, "施策名", Role::Section),
    (Is, "基本施策", Role::Section),
    (Is, "個別施策", Role::Section),
    (Is, "主要施策", Role::Section),
    (Is, "重点施策", Role::Section),
    (Is, "具体的施策", Role::Section),
    (Is, "具体的な施策", Role::Section),
    (Is, "基本方針", Role::Section),
    (Is, "政策", Role::Section),
    (Is, "政策分野", Role::Section),
    (Is, "施策分野", Role::Section),
    (Is, "分野", Role::Section),
    (Is, "区分", Role::Section),
    (Is, "柱", Role::Section),
    (Is, "プロジェクト", Role::Section),
];

/// Header cells are short; longer ones are prose.
const LONGEST_HEADER: usize = 60;

/// Bare words by which a header names no role, but groups the columns below it.
const BASES: &[(&str, Basis)] = &[
    ("単年度", Basis::AnnualIncrement),
    ("単年", Basis::AnnualIncrement),
    ("年間増加", Basis::AnnualIncrement),
    ("累積", Basis::CumulativeIncrement),
    ("累計", Basis::CumulativeIncrement),
];

/// The role that a header cell names, periods and brackets aside.
pub fn role(cell: &str) -> Option<Role> {
    let core = Core::of(cell)?;
    let role = known(&core.word)
        .or_else(|| core.in_brackets.and_then(|word| known(&word)))
        .or_else(|| names(&core.word))?;
    (!is_share_of_standards(&core.word)).then_some(role)
}

/// 成果目標・KPI: several words for names and nothing else.
fn names(core: &str) -> Option<Role> {
    let (first, rest) = core.split_once('・')?;
    let is_name = |word: &str| known(word) == Some(Role::Name);
    (is_name(first) && rest.split('・').all(is_name)).then_some(Role::Name)
}

/// Words that say of a row what its figures are; above a column they would head a text, or say nothing.
const OF_ROWS: &[(&str, Role)] = &[
    ("活動実績", Role::Actual),
    ("成果実績", Role::Actual),
    ("当初見込み", Role::Target),
    ("当初見込", Role::Target),
    ("活動見込", Role::Target),
    ("活動見込み", Role::Target),
    ("予定", Role::Target),
];

/// The role that a cell names for its row, where it stands in a column of such words.
pub fn role_of_row(cell: &str) -> Option<Role> {
    let squeezed = fold::squeeze(cell);
    OF_ROWS
        .iter()
        .find(|(word, _)| *word == squeezed)
        .map(|&(_, role)| role)
}

/// 水質環境基準達成率: an indicator of its own, not the rate of another one.
pub fn is_share_of_standards(word: &str) -> bool {
    word.contains("基準達成率")
}

/// The first row of [`WORDS`] that matches: every cell of a sheet is asked.
fn known(core: &str) -> Option<Role> {
    let is_whole = |tail: &str| tail.len() == core.len();
    let row = LOOKUP.first(core, |row, tail, word| match WORDS.get(row) {
        Some((Is, ..)) => is_whole(tail) && tail == word,
        Some((Ends, ..)) => tail == word,
        Some((Has, ..)) => tail.starts_with(word),
        None => false,
    });
    WORDS.get(row?).map(|&(_, _, role)| role)
}

/// The text is one of [`WORDS`].
fn is_word(text: &str) -> bool {
    let is = |text: &str| {
        let begin = text.chars().next();
        begin.is_some_and(|c| LOOKUP.beginning(c).iter().any(|(_, word)| text == *word))
    };
    is(text) || text.strip_suffix('値').is_some_and(is)
}

/// [`WORDS`], to be looked for all at once.
static LOOKUP: LazyLock<Lookup> = LazyLock::new(|| Lookup::of(WORDS.iter().map(|(_, word, _)| *word)));

/// Columns that say of what kind an indicator is: sections only where no other column tells any.
const KINDS: &[&str] = &["区分", "種別", "種類"];

/// The header, or its lowest row, is over kinds of indicators.
pub fn is_kind(header: &str) -> bool {
    let lowest = header.rsplit(' ').next().unwrap_or(header);
    Core::of(lowest).is_some_and(|core| KINDS.contains(&&*core.word))
}

/// Words that say that a column holds values, and leave it to others to say which.
const VALUES: &[&str] = &["値", "数値", "実数値"];

/// The header says no more than that its cells are values.
pub fn is_values(cell: &str) -> bool {
    Core::of(cell).is_some_and(|core| VALUES.contains(&&*core.word))
}

/// 中間(5年後), 最終: a stage of the plan, of which the word above says what stands there.
pub fn is_stage(cell: &str) -> bool {
    Core::of(cell).is_some_and(|core| matches!(&*core.word, "中間" | "最終"))
}

/// The header speaks of where a plan began, not of what is now.
pub fn is_start(header: &str) -> bool {
    let squeezed = fold::squeezed(header);
    ["基準", "策定時", "計画時", "開始時", "出発点", "スタート"]
        .iter()
        .any(|word| squeezed.contains(word))
}

/// Words of a column of years beside a value.
const TIMES: &[&str] = &[
    "年度",
    "年",
    "年次",
    "年月",
    "年月日",
    "時点",
    "時期",
    "調査年",
    "調査年度",
    "測定年度",
];

/// The header, or its lowest row, says when its values were.
pub fn is_time(header: &str) -> bool {
    let lowest = header.rsplit(' ').next().unwrap_or(header);
    Core::of(lowest).is_some_and(|core| TIMES.contains(&&*core.word))
}

/// The cell is a header word and nothing more, periods and brackets aside: 目標値(R6), not 目標達成率.
pub fn is_label(cell: &str) -> bool {
    Core::of(cell)
        .is_some_and(|core| is_word(&core.word) || core.in_brackets.is_some_and(|word| is_word(&word)))
}

/// Characters of the longest header cell, its remarks included.
const LONGEST: usize = 300;

/// What a header cell says, periods and brackets aside.
struct Core<'a> {
    word: Cow<'a, str>,
    /// 「(目標)」, 「R1(現状)」: the word stands in brackets, beside a period at most.
    in_brackets: Option<String>,
}

impl<'a> Core<'a> {
    fn of(cell: &'a str) -> Option<Self> {
        // Prose names no role.
        if cell.len() > LONGEST && cell.chars().nth(LONGEST).is_some() {
            return None;
        }
        // Most cells are numbers.
        if cell
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.' | b'%'))
        {
            return None;
        }
        let is_trimmed = |c: char| matches!(c, ':' | '・' | '※' | '*' | '、');
        // Most of the others are words and nothing else.
        let class = Class::of(cell);
        let has_more = Class::UNSTABLE | Class::BLANK | Class::BRACKET | Class::NUMERAL | Class::MARK;
        if !class.has(has_more) {
            if cell.len() > LONGEST_HEADER && cell.chars().nth(LONGEST_HEADER).is_some() {
                return None;
            }
            let word = Cow::Borrowed(cell.trim_matches(is_trimmed));
            return Some(Self {
                in_brackets: word.is_empty().then(String::new),
                word,
            });
        }
        let folded = footnote::without_marks(fold::folded(cell));
        let is_long = || folded.len() > LONGEST_HEADER && folded.chars().nth(LONGEST_HEADER).is_some();
        if folded.is_empty() || is_long() {
            return None;
        }
        let dateless = without_periods(folded);
        let word = match without_blanks(without_brackets(dateless.clone())) {
            Cow::Borrowed(word) => Cow::Borrowed(word.trim_matches(is_trimmed)),
            Cow::Owned(word) => Cow::Owned(word.trim_matches(is_trimmed).to_owned()),
        };
        let inner = || {
            without_blanks(dateless)
                .trim_matches(|c| "()[]【】「」".contains(c))
                .to_owned()
        };
        Some(Self {
            in_brackets: word.is_empty().then(inner),
            word,
        })
    }
}

/// A folded text without its blanks.
fn without_blanks(folded: Cow<'_, str>) -> Cow<'_, str> {
    match folded {
        Cow::Borrowed(text) => fold::squeezed(text),
        Cow::Owned(text) => Cow::Owned(fold::squeeze(&text)),
    }
}

/// What the header says its numbers count.
pub fn basis(header: &str) -> Basis {
    let squeezed = fold::squeezed(header);
    BASES
        .iter()
        .find(|(word, _)| squeezed.contains(word))
        .map_or(Basis::Level, |&(_, basis)| basis)
}

/// The header speaks of the plan's last year without naming it.
pub fn is_final(header: &str) -> bool {
    let squeezed = fold::squeezed(header);
    let says = |word: &&str| squeezed.contains(word);
    ["最終年度", "最終目標", "計画終了", "計画期間終了", "計画最終"].iter().any(says)
        // 最終(概ね10年後), below 目標値.
        || header.split(' ').any(|part| Core::of(part).is_some_and(|core| core.word == "最終"))
}

/// The header says that its cells hold a rate in brackets: 実績値(達成率).
pub fn has_rate_in_brackets(header: &str) -> bool {
    let squeezed = fold::squeezed(header);
    squeezed
        .find('(')
        .is_some_and(|at| squeezed.get(at..).is_some_and(|tail| tail.contains("率")))
}

/// 上段 and 下段: the roles of two values in one cell.
pub fn upper_and_lower(header: &str) -> Option<(Role, Role)> {
    let squeezed = fold::squeezed(header);
    let Some(upper) = squeezed.find("上段") else {
        return one_and_other(&squeezed);
    };
    let lower = squeezed.find("下段")?;
    let part = |from: usize| {
        let tail = squeezed.get(from + "上段".len()..)?;
        let end = ["上段", "下段"]
            .iter()
            .filter_map(|word| tail.find(word))
            .min()
            .unwrap_or(tail.len());
        role(
            tail.get(..end)?
                .trim_matches(|c| matches!(c, ':' | '=' | 'は' | 'が' | '/' | '、' | '(' | ')' | '…')),
        )
    };
    Some((part(upper)?, part(lower)?))
}

/// 実績値/達成率: two words of values and nothing else, the upper first.
fn one_and_other(squeezed: &str) -> Option<(Role, Role)> {
    let (upper, lower) = squeezed
        .split_once('/')
        .filter(|_| squeezed.len() <= LONGEST_HEADER)?;
    let value = |word: &str| role(word).filter(|role| is_word(word) && role.is_value());
    let (upper, lower) = (value(upper)?, value(lower)?);
    (upper != lower).then_some((upper, lower))
}

fn without_periods(folded: Cow<'_, str>) -> Cow<'_, str> {
    let periods = era::find(&folded);
    if periods.is_empty() {
        return folded;
    }
    let mut out = String::new();
    let mut from = 0;
    for found in periods {
        out.push_str(folded.get(from..found.start).unwrap_or(""));
        from = found.end;
    }
    out.push_str(folded.get(from..).unwrap_or(""));
    Cow::Owned(out)
}

fn without_brackets(folded: Cow<'_, str>) -> Cow<'_, str> {
    let is_bracket = |c: char| matches!(c, '(' | '[' | '<' | '〔' | '【' | ')' | ']' | '>' | '〕' | '】');
    if !folded.contains(is_bracket) {
        return folded;
    }
    let mut out = String::new();
    let mut depth: usize = 0;
    for c in folded.chars() {
        match c {
            '(' | '[' | '<' | '〔' | '【' => depth += 1,
            ')' | ']' | '>' | '〕' | '】' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(header: &str, expected: Option<Role>) {
        assert_eq!(role(header), expected, "{header}");
    }

    #[test]
    fn header_words_are_told_apart() {
        check("指標のめざす方向", Some(Role::Direction));
        check("目標指標", Some(Role::Name));
        check("ＫＰＩ", Some(Role::Name));
        check("指 標", Some(Role::Name));
        check("指標値", Some(Role::Target));
        check("目標値（R5）", Some(Role::Target));
        check("R5目標", Some(Role::Target));
        check("最終\n目標値", Some(Role::FinalTarget));
        check("実績値 (達成率)", Some(Role::Actual));
        check("達成値", Some(Role::Actual));
        check("第5次総合計画策定時(H22)", Some(Role::Baseline));
        check("基準値 (事業開始前)", Some(Role::Baseline));
        check("達成率(H26)", Some(Role::Rate));
        check("目標値の考え方", Some(Role::Note(TextRole::Note)));
        check("指標名※1", Some(Role::Name));
        check("実績値 注2", Some(Role::Actual));
        check("令和2年度", None);
        check("市内就業者数", None);
    }

    #[test]
    fn two_values_in_one_cell_are_named_by_their_header() {
        assert_eq!(
            upper_and_lower("実績(H30) 上段:目標値 下段:実績値"),
            Some((Role::Target, Role::Actual))
        );
        assert_eq!(
            upper_and_lower("（上段）実績　（下段）目標"),
            Some((Role::Actual, Role::Target))
        );
        assert_eq!(upper_and_lower("目標値"), None);
    }
}
