//! Periods: eras, fiscal and calendar years, months, spans.
//!
//! Grammar, after NFKC:
//! ```text
//! period := year ( '~' (year | number) )? suffix
//! year   := (令和|平成|昭和|大正) (元|1–2 digits) | (R|H|S) (元|1–2 digits) | FY? 4 digits ; a second name in ( ) may follow
//! suffix := 年度 → fiscal | 年 (N月)? → calendar, month | a survey's name → calendar | nothing → fiscal
//! ```

use crate::kpi::{Period, Term};
use crate::text::class::Class;
use crate::text::{fold, kanji};

/// A period found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Byte offset of its first character in the folded text.
    pub start: usize,
    /// Byte offset behind it.
    pub end: usize,
    /// What it says.
    pub period: Period,
    /// A bare western year, taken for a fiscal one.
    pub assumed: bool,
}

/// Era names with the year before their first; single letters need a boundary around them.
const ERAS: &[(&str, i32)] = &[
    ("令和", 2018),
    ("平成", 1988),
    ("昭和", 1925),
    ("大正", 1911),
    ("R", 2018),
    ("H", 1988),
    ("S", 1925),
    ("r", 2018),
    ("h", 1988),
];

/// Words after a year that make it a calendar year: the names of surveys.
const SURVEYS: &[&str] = &[
    "国勢調査",
    "経済センサス",
    "農林業センサス",
    "農業センサス",
    "センサス",
    "工業統計",
    "商業統計",
    "住宅・土地統計",
    "就業構造",
];

/// Signs between the ends of a span.
const TO: &[&str] = &["~", "〜", "-", "–", "—", "から", "→"];

/// Characters of a text that may say nothing but a period.
const LONGEST: usize = 60;
/// Characters of a second name in brackets.
const LONGEST_NAME: usize = 16;

/// All periods of a text that is already folded (NFKC), in order.
pub fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    if !Class::of(text).has(Class::NUMERAL) {
        return found;
    }
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let Some(c) = rest.chars().next() else { break };
        if !may_begin(c) {
            at += c.len_utf8();
        } else if let Some((period, length, assumed)) = parse(text, at) {
            found.push(Found {
                start: at,
                end: at + length,
                period,
                assumed,
            });
            at += length;
        } else {
            at += c.len_utf8();
        }
    }
    found
}

/// A year may begin with this character: most of a text is passed over without a closer look.
fn may_begin(c: char) -> bool {
    c.is_ascii_digit()
        || matches!(c, 'F' | 'R' | 'H' | 'S' | 'r' | 'h' | '令' | '平' | '昭' | '大')
        || kanji::is(c)
}

/// A text of which this is false holds no period, folded or not: most of a sheet is passed over so.
pub fn may_be_in(text: &str) -> bool {
    Class::of(text).has(Class::NUMERAL | Class::UNSTABLE)
}

/// The first period of any text.
pub fn first(text: &str) -> Option<Period> {
    find(&fold::folded(text)).first().map(|found| found.period)
}

/// Characters of words that may stand beside a time: 実施は.
const MOST_BESIDES: usize = 3;

/// The period, if the text says nothing else: `令和2年度`, `R5年度末`, `(H22)`.
pub fn only(text: &str) -> Option<Found> {
    if !may_be_in(text) || text.trim().chars().nth(LONGEST).is_some() {
        return None;
    }
    let text = fold::folded(text);
    let found = *find(&text).first()?;
    let rest = text.get(..found.start)?.to_owned() + text.get(found.end..)?;
    // R5 (2023): the same year by its other name.
    if rest.is_empty() || second_year(&rest).is_some_and(|year| found.period == Period::Fiscal(year)) {
        return Some(found);
    }
    let rest = [
        "末", "時点", "現在", "(", ")", "[", "]", "【", "】", "<", ">", "の値", "値", " ", "分", "年間",
        "年次",
    ]
    .iter()
    .fold(rest, |rest, word| rest.replace(word, ""));
    rest.is_empty().then_some(found)
}

/// `昭和47~51`, `昭和47~51(実施は~50)`: years, and hardly a word besides.
pub fn is_time(squeezed: &str) -> bool {
    if !squeezed.starts_with(may_begin) {
        return false;
    }
    let found = find(squeezed).into_iter().next().filter(|found| found.start == 0);
    let rest = found.and_then(|found| squeezed.get(found.end..));
    let is_word = |c: &char| fold::is_japanese(*c);
    rest.is_some_and(|rest| rest.chars().filter(is_word).count() <= MOST_BESIDES)
}

/// The year in brackets that is all the text says: `(2023)`.
fn second_year(text: &str) -> Option<i32> {
    let inner = text.trim().strip_prefix('(')?.strip_suffix(')')?;
    inner
        .trim_end_matches("年度")
        .parse()
        .ok()
        .filter(|year| (1900..=2100).contains(year))
}

/// The term that the text names: `(平成30年度～令和9年度)`, `令和3～5年度（3年間）`.
pub fn term(text: &str) -> Option<Term> {
    let text = fold::folded(text);
    find(&text).into_iter().find_map(|found| match found.period {
        Period::FiscalSpan(first, last) => Some(Term {
            start: Some(Period::Fiscal(first)),
            end: Some(Period::Fiscal(last)),
        }),
        Period::CalendarSpan(first, last) => Some(Term {
            start: Some(Period::Calendar(first)),
            end: Some(Period::Calendar(last)),
        }),
        _ => None,
    })
}

/// A year as written, before its suffix is known.
#[derive(Clone, Copy)]
struct Year {
    /// The western year.
    number: i32,
    /// The year before the era's first; 0 for western years.
    era: i32,
    western: bool,
}

fn parse(text: &str, at: usize) -> Option<(Period, usize, bool)> {
    let rest = text.get(at..)?;
    let before = text.get(..at)?.chars().next_back();
    let (year, mut length) = year(rest, before)?;
    length += second_name(rest.get(length..)?);
    let (first_suffix, suffix_length) = suffix(rest.get(length..)?, year);
    let mut end = length + suffix_length;
    let mut kind = first_suffix;
    if let Some((last, more, suffix)) = span(rest.get(end..)?, year) {
        end += more;
        if kind == Suffix::None {
            kind = suffix;
        }
        let period = if kind == Suffix::Calendar || matches!(kind, Suffix::Month(_)) {
            Period::CalendarSpan(year.number, last)
        } else {
            Period::FiscalSpan(year.number, last)
        };
        return Some((period, end, false));
    }
    let period = match kind {
        Suffix::Fiscal | Suffix::None => Period::Fiscal(year.number),
        Suffix::Calendar => Period::Calendar(year.number),
        Suffix::Month(month) => Period::Month(year.number, month),
    };
    Some((period, end, year.western && kind == Suffix::None))
}

/// `～5年度`, `～令和9年度`: the last year, the length, the suffix.
fn span(rest: &str, first: Year) -> Option<(i32, usize, Suffix)> {
    let trimmed = rest.trim_start();
    let sign = TO.iter().find(|sign| trimmed.starts_with(**sign))?;
    let after = trimmed.get(sign.len()..)?.trim_start();
    let mut used = rest.len() - after.len();
    let last = if let Some((last, length)) = year(after, Some('~')) {
        used += length + second_name(after.get(length..)?);
        last
    } else {
        let digits = after.chars().take_while(char::is_ascii_digit).count();
        let number: i32 = after.get(..digits)?.parse().ok()?;
        let tail = after.get(digits..)?;
        // `H30-5` could be anything: a bare number ends a span only before 年.
        if first.western || digits > 2 || !tail.trim_start().starts_with('年') {
            return None;
        }
        used += digits;
        Year {
            number: first.era + number,
            ..first
        }
    };
    let (suffix, length) = suffix(rest.get(used..)?, last);
    (last.number >= first.number).then_some((last.number, used + length, suffix))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Suffix {
    Fiscal,
    Calendar,
    Month(u8),
    None,
}

fn suffix(rest: &str, year: Year) -> (Suffix, usize) {
    let trimmed = rest.trim_start();
    let skipped = rest.len() - trimmed.len();
    if trimmed.starts_with("年度") {
        return (Suffix::Fiscal, skipped + "年度".len());
    }
    if let Some(after) = trimmed.strip_prefix('年') {
        let month_text = after.trim_start();
        let (month, digits) = numeral(month_text).unwrap_or((0, 0));
        let month = u8::try_from(month).ok();
        if let Some(month @ 1..=12) = month
            && month_text
                .get(digits..)
                .is_some_and(|tail| tail.starts_with('月'))
        {
            let length = rest.len() - month_text.len() + digits + "月".len();
            return (Suffix::Month(month), length);
        }
        return (Suffix::Calendar, skipped + "年".len());
    }
    if SURVEYS.iter().any(|survey| trimmed.starts_with(survey)) {
        return (Suffix::Calendar, 0);
    }
    // R6.3 and R6.3.31: a date.
    if !year.western
        && let Some(after) = trimmed.strip_prefix('.')
    {
        let digits = after.chars().take_while(char::is_ascii_digit).count();
        if let Some(month @ 1..=12) = after.get(..digits).and_then(|digits| digits.parse::<u8>().ok()) {
            let day = after.get(digits..).unwrap_or("");
            let day_digits = day
                .strip_prefix('.')
                .map_or(0, |day| day.chars().take_while(char::is_ascii_digit).count());
            return (
                Suffix::Month(month),
                skipped + 1 + digits + if day_digits > 0 { day_digits + 1 } else { 0 },
            );
        }
    }
    (Suffix::None, 0)
}

/// `(2024)` behind 令和6, `(令和6)` or `(R6年度)` behind 2024: its length.
fn second_name(rest: &str) -> usize {
    let Some(inner) = rest.strip_prefix('(') else {
        return 0;
    };
    let mut chars = inner.char_indices().take(LONGEST_NAME);
    let Some((close, _)) = chars.find(|(_, c)| *c == ')') else {
        return 0;
    };
    let Some(name) = inner.get(..close) else { return 0 };
    let Some((_, length)) = year(name, Some('(')) else {
        return 0;
    };
    let tail = name.get(length..).unwrap_or("x");
    // Only where 年 follows the bracket is the bracket inside the year: 令和6(2024)年度.
    let after = inner.get(close + 1..).unwrap_or("");
    if matches!(tail, "" | "年" | "年度") && after.trim_start().starts_with('年') {
        close + 2
    } else {
        0
    }
}

/// A small number in digits or kanji, and its length in bytes.
fn numeral(text: &str) -> Option<(i32, usize)> {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    if digits > 0 {
        return Some((text.get(..digits)?.parse().ok()?, digits));
    }
    let (number, length) = kanji::number(text)?;
    Some((i32::try_from(number).ok()?, length))
}

/// 二〇二三年: a western year in kanji has four digits and 年 behind it.
fn kanji_year(rest: &str, before: Option<char>) -> Option<(Year, usize)> {
    if before.is_some_and(kanji::is) {
        return None;
    }
    let (number, length) = numeral(rest)?;
    let is_year = length == 4 * '〇'.len_utf8() && (1900..=2100).contains(&number);
    let year = Year {
        number,
        era: 0,
        western: true,
    };
    let follows = rest.get(length..)?.trim_start().starts_with('年');
    (is_year && follows).then_some((year, length))
}

fn year(rest: &str, before: Option<char>) -> Option<(Year, usize)> {
    if rest.starts_with(kanji::is) {
        return kanji_year(rest, before);
    }
    // Few years begin with a digit, most figures do: no era is looked for there, nor a year within a figure.
    let is_western = rest.starts_with(|c: char| c.is_ascii_digit() || c == 'F');
    if is_western && before.is_some_and(is_of_figure) {
        return None;
    }
    for &(era, base) in ERAS.iter().filter(|_| !is_western) {
        let Some(after) = rest.strip_prefix(era) else {
            continue;
        };
        let letter = era.len() == 1;
        if letter && before.is_some_and(|c| c.is_ascii_alphanumeric()) {
            return None;
        }
        let trimmed = after.trim_start();
        let skipped = after.len() - trimmed.len();
        if letter && skipped > 0 {
            return None;
        }
        if let Some(tail) = trimmed.strip_prefix('元') {
            return Some((
                Year {
                    number: base + 1,
                    era: base,
                    western: false,
                },
                rest.len() - tail.len(),
            ));
        }
        let (number, digits) = numeral(trimmed)?;
        let tail = trimmed.get(digits..)?;
        let bounded = !tail.starts_with(|c: char| c.is_ascii_alphabetic() && c != 'R');
        // 1,151(r3): a small letter is a year's only in brackets, or where nothing else is said.
        let is_small = era.starts_with(|c: char| c.is_ascii_lowercase());
        if is_small && before != Some('(') && (before.is_some() || !tail.is_empty()) {
            return None;
        }
        let in_range = (1..=64).contains(&number) && (era != "S" || (25..=64).contains(&number));
        let short = digits <= 2 || !letter && trimmed.starts_with(kanji::is);
        return (short && in_range && (!letter || bounded)).then_some((
            Year {
                number: base + number,
                era: base,
                western: false,
            },
            era.len() + skipped + digits,
        ));
    }
    let (rest_digits, prefix) = match rest.strip_prefix("FY") {
        Some(after) => (after, 2),
        None => (rest, 0),
    };
    if before.is_some_and(is_of_figure) {
        return None;
    }
    let digits = rest_digits.chars().take_while(char::is_ascii_digit).count();
    let number: i32 = rest_digits.get(..digits)?.parse().ok()?;
    let tail = rest_digits.get(digits..)?;
    let bounded = !tail.starts_with([',', '.']) || tail.len() == 1;
    (digits == 4 && (1900..=2100).contains(&number) && bounded).then_some((
        Year {
            number,
            era: 0,
            western: prefix == 0,
        },
        prefix + 4,
    ))
}

/// What stands before it makes a digit a part of a figure.
fn is_of_figure(before: char) -> bool {
    before.is_ascii_digit() || matches!(before, '.' | ',' | '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_era_may_begin_a_year() {
        let first = |era: &str| era.chars().next().is_some_and(may_begin);
        assert!(ERAS.iter().all(|(era, _)| first(era)));
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = find(&fold::fold(text))
            .iter()
            .map(|found| found.period.to_string())
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn every_notation_is_read() {
        check("平成30年度", &["FY2018"]);
        check("Ｈ３０", &["FY2018"]);
        check("令和元年度", &["FY2019"]);
        check("R元", &["FY2019"]);
        check("平成27年国勢調査", &["2015"]);
        check("2020農林業センサス", &["2020"]);
        check("令和6(2024)年度", &["FY2024"]);
        check("2024(令和6)年度", &["FY2024"]);
        check("令和6年3月末", &["2024-03"]);
        check("R6.3.31現在", &["2024-03"]);
        check("令和3～5年度（3年間）", &["FY2021/FY2023"]);
        check("R3～5年度", &["FY2021/FY2023"]);
        check("(平成30年度～令和9年度)", &["FY2018/FY2027"]);
        check("前期基本計画 H23～H26", &["FY2011/FY2014"]);
        check("平成28年度～\n平成32年度", &["FY2016/FY2020"]);
        check("策定時(H22)", &["FY2010"]);
        check("FY2018", &["FY2018"]);
        check("2021", &["FY2021"]);
        check("令和五年度", &["FY2023"]);
        check("平成三十一年三月末", &["2019-03"]);
        check("昭和六十年国勢調査", &["1985"]);
        check("二〇二三年度", &["FY2023"]);
    }

    #[test]
    fn numbers_and_words_are_no_years() {
        check("1,695 28,000 CO2 H2O RH5 2.5", &[]);
        check("〒187-8701 042 (346) 9534", &[]);
        check("12018", &[]);
        check("第三期 一人当たり 二年間 千二百年", &[]);
    }

    #[test]
    fn a_bare_period_is_told_from_a_title() {
        assert!(only("令和2年度").is_some());
        assert!(only("R5年度末").is_some());
        assert!(only("実績(H30)").is_none());
    }
}
