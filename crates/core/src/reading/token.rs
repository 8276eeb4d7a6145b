//! A line of running text → the stretches of it that belong together.
//!
//! Letters with blanks between them (目 標), eras apart from their year (平成 30 年度), units apart from their number
//! and brackets behind a word are joined; words are joined as far as none is a value; a label grown together with its
//! value (目標30人) is parted.

use crate::reading::atom::{self, Kind};
use crate::text::{era, fold, unit, value};

/// A stretch of a line: its first byte and the one behind its last.
type Stretch = (usize, usize);

/// Words by which a label is parted from the value behind it; longer ones first.
const LABELS: &[&str] = &[
    "基準値",
    "現状値",
    "当初値",
    "目標値",
    "目標数",
    "目標",
    "期待値",
    "計画値",
    "見込み量",
    "見込量",
    "計画",
    "実績値",
    "実績",
    "最終値",
    "達成値",
    "目標達成率",
    "指標達成度",
    "達成率",
    "進捗率",
];

/// Signs that lead from one value to the next.
pub const ARROWS: &[char] = &['→', '⇒', '➡', '⇨'];

/// Words that belong to the number behind them.
const PREFIXES: &[&str] = &["累計", "累積", "延べ", "約", "計", "推計", "速報", "概ね"];

/// The text is a word that belongs to the number behind it.
pub fn is_prefix(text: &str) -> bool {
    PREFIXES.contains(&fold::squeeze(text).as_str())
}

/// The stretches of a line, in order.
pub fn pieces(line: &str) -> Vec<Stretch> {
    let words = words(line);
    let words = join_letters(line, words);
    let words = join_eras(line, words);
    let words: Vec<Stretch> = words.into_iter().flat_map(|word| part(line, word)).collect();
    let words = join_brackets(line, words);
    let words = join_numbers(line, words);
    join_words(line, words)
}

fn text(line: &str, (from, to): Stretch) -> &str {
    line.get(from..to).unwrap_or("")
}

/// What stands between blanks and bars.
fn words(line: &str) -> Vec<Stretch> {
    let is_gap = |c: char| c.is_whitespace() || matches!(c, '|' | '｜' | '•');
    let labelled = labelled_brackets(line);
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in line.char_indices() {
        match (is_gap(c) || labelled.contains(&at), start) {
            (true, Some(from)) => {
                out.push((from, at));
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    out.extend(start.map(|from| (from, line.len())));
    out.retain(|&word| {
        !matches!(
            text(line, word),
            "/" | "／" | "→" | "⇒" | "➡" | "⇨" | "・" | ":" | "："
        )
    });
    out
}

/// 【目標 60%(H29)】: where the brackets stand that hold a label and its figure.
fn labelled_brackets(line: &str) -> Vec<usize> {
    let mut out = Vec::new();
    for (at, open) in line.char_indices().filter(|(_, c)| *c == '【') {
        let inner = line.get(at + open.len_utf8()..).unwrap_or("");
        let Some((inner, _)) = inner.split_once('】') else {
            break;
        };
        let rest = LABELS.iter().find_map(|label| inner.strip_prefix(label));
        let is_labelled = rest.is_some_and(|rest| {
            let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '・'));
            // 【目標1】 counts.
            let is_count = rest.chars().count() <= 2 && rest.chars().all(char::is_numeric);
            value::begins_with_number(rest) && !is_count
        });
        if is_labelled {
            out.extend([at, at + open.len_utf8() + inner.len()]);
        }
    }
    out
}

fn is_kanji_or_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' | '々')
}

/// 目 標 値: single letters with blanks between them.
fn join_letters(line: &str, words: Vec<Stretch>) -> Vec<Stretch> {
    let is_letter = |word: Stretch| {
        let mut chars = text(line, word).chars();
        matches!((chars.next(), chars.next()), (Some(c), None) if is_kanji_or_kana(c))
    };
    let mut out: Vec<Stretch> = Vec::new();
    let mut run = false;
    for word in words {
        let letter = is_letter(word);
        match out.last_mut() {
            Some(before) if letter && run => before.1 = word.1,
            _ => out.push(word),
        }
        run = letter;
    }
    out
}

/// 平成 30 年度.
fn join_eras(line: &str, words: Vec<Stretch>) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::new();
    for word in words {
        let own = text(line, word);
        let before = out.last().map_or("", |&before| text(line, before));
        let is_number = |text: &str| !text.is_empty() && fold::nfkc(text).chars().all(|c| c.is_ascii_digit());
        let era = matches!(before, "平成" | "令和" | "昭和");
        let number_of_era = ["平成", "令和", "昭和"].iter().any(|era| {
            before
                .strip_prefix(era)
                .is_some_and(|rest| is_number(rest.trim()))
        });
        let joins = era && fold::nfkc(own).starts_with(|c: char| c.is_ascii_digit() || c == '元')
            || number_of_era && (own.starts_with("年度") || own == "年");
        match out.last_mut() {
            Some(before) if joins => before.1 = word.1,
            _ => out.push(word),
        }
    }
    out
}

/// 目標30人 → 目標 | 30人; 実績:20人 → 実績 | 20人.
fn part(line: &str, word: Stretch) -> Vec<Stretch> {
    let own = text(line, word);
    // 79%(平成20)→95%(平成32): two values.
    if let Some((at, arrow)) = own.char_indices().find(|&(_, c)| ARROWS.contains(&c)) {
        let right = (word.0 + at + arrow.len_utf8(), word.1);
        let begins = |text: &str| value::begins_with_number(text) || atom::kind(text).0 == Kind::Absent;
        if at > 0 && right.0 < right.1 && begins(text(line, right)) {
            let mut out = part(line, (word.0, word.0 + at));
            out.extend(part(line, right));
            return out;
        }
    }
    if let Some((at, colon)) = own.char_indices().find(|&(_, c)| matches!(c, ':' | '：')) {
        let (left, right) = ((word.0, word.0 + at), (word.0 + at + colon.len_utf8(), word.1));
        let begins =
            value::begins_with_number(text(line, right)) || atom::kind(text(line, right)).0 == Kind::Absent;
        if at > 0
            && right.0 < right.1
            && begins
            && era::only(text(line, left)).is_none()
            && !value::begins_with_number(text(line, left))
        {
            let mut out = vec![left];
            out.extend(part(line, right));
            return out;
        }
    }
    for label in LABELS {
        if let Some(rest) = own.strip_prefix(label)
            && value::begins_with_number(rest.trim_start_matches(['(', '（']))
            && !rest.starts_with(['(', '（'])
        {
            let at = word.0 + label.len();
            return vec![(word.0, at), (at, word.1)];
        }
    }
    // 30人/40人: two values.
    if let Some((at, slash)) = own.char_indices().find(|&(_, c)| c == '／') {
        let right = (word.0 + at + slash.len_utf8(), word.1);
        if LABELS.iter().any(|label| text(line, right).starts_with(label)) {
            let mut out = vec![(word.0, word.0 + at)];
            out.extend(part(line, right));
            return out;
        }
    }
    vec![word]
}

/// Brackets belong to what stands before them, and hold what stands in them.
fn join_brackets(line: &str, words: Vec<Stretch>) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::new();
    for word in words {
        let own = text(line, word);
        let joins = out.last().is_some_and(|&before| {
            let before = text(line, before);
            let is_open = fold::open_brackets(before) > 0 && before.chars().count() < LONGEST_BRACKET;
            let is_behind =
                own.starts_with(['(', '（', '[']) && !atom::is_item(&fold::squeeze(own)) && !is_counted(own);
            is_open || is_behind && !atom::is_item(&fold::squeeze(before))
        });
        match out.last_mut() {
            Some(before) if joins => before.1 = word.1,
            _ => out.push(word),
        }
    }
    out
}

/// Longer brackets were never closed.
const LONGEST_BRACKET: usize = 60;

/// 48 千t, 延べ 3.
fn join_numbers(line: &str, words: Vec<Stretch>) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::new();
    for word in words {
        let own = text(line, word);
        let joins = out.last().is_some_and(|&before| {
            let before = text(line, before);
            let number = value::parse(before);
            let is_bare = number.value.is_some()
                && number.unit.is_none()
                && before.ends_with(|c: char| c.is_numeric() || c == ')');
            let squeezed = fold::squeeze(own);
            let takes_unit = is_bare && unit::is_unit(&squeezed) && !is_kanji_word(&squeezed);
            let has_prefix = is_prefix(before) && value::begins_with_number(own);
            takes_unit || has_prefix
        });
        match out.last_mut() {
            Some(before) if joins => before.1 = word.1,
            _ => out.push(word),
        }
    }
    out
}

/// Units that are words of names as well: 事業, 計画.
fn is_kanji_word(text: &str) -> bool {
    matches!(
        text,
        "事業" | "計画" | "取組" | "項目" | "企業" | "大学" | "地域" | "市" | "町" | "村"
    )
}

/// Blanks that part a heading from its text.
const WIDE: usize = 2;

/// (1)登録者数: a heading with its number.
fn is_counted(text: &str) -> bool {
    let squeezed = fold::squeeze(text);
    let counted = atom::counted(&squeezed);
    counted
        .is_some_and(|(number, name)| (1..=2).contains(&number.len()) && name.starts_with(fold::is_japanese))
}

/// Words that are no values are one.
fn join_words(line: &str, words: Vec<Stretch>) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::new();
    let mut was_words = false;
    for word in words {
        let own = text(line, word);
        let is_words = matches!(atom::kind(own).0, Kind::Words | Kind::Prose);
        let begins = own.starts_with(['・', '○', '●', '◆', '■', '◇', '□', '※']) || is_counted(own);
        // (1)登録者数  Prose: a counted heading ends at a wide gap.
        let ends = out.last().is_some_and(|&before| {
            let gap = text(line, (before.1, word.0)).chars().count();
            gap >= WIDE && is_counted(text(line, before))
        });
        match out.last_mut() {
            Some(before) if is_words && was_words && !begins && !ends => before.1 = word.1,
            _ => out.push(word),
        }
        // A sentence ends where it ends.
        was_words = is_words && !own.ends_with('。') && !atom::is_ordinal(&fold::squeeze(own));
    }
    out
}
