//! Marks beside a figure that would fold into it: `280①`, `①120`, `68.5²`, `430₁人`, `14,980人※1`, `※2 812`.

use std::borrow::Cow;

use crate::text::{fold, unit};
use kpi_readers::base::raised;

/// A raised, lowered, circled or bracketed number of one character, or one with its full stop.
fn is_listed(c: char) -> bool {
    raised::is(c) || matches!(c, '①'..='⒛' | '⓪' | '⓫'..='⓿' | '❶'..='➓' | '㉑'..='㉟' | '㊱'..='㊿')
}

fn is_sign(c: char) -> bool {
    matches!(c, '※' | '＊' | '*' | '†' | '‡' | '注')
}

fn is_number(c: char) -> bool {
    c.is_numeric() || is_listed(c) || matches!(c, ')' | '）' | ' ' | '\u{3000}')
}

/// A plain digit, in either width.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// Between the digits of one figure.
fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | '．' | '，')
}

/// The text holds a plain digit, which a figure is made of.
fn has_value(text: &str) -> bool {
    text.chars().any(is_digit)
}

/// The text without the marks beside its figure, and the marks.
///
/// # Examples
/// ```
/// use kpi_core::text::mark::split;
/// let of = |text| { let (rest, mark) = split(text); format!("{rest}|{}", mark.unwrap_or_default()) };
/// assert_eq!(of("①120人"), "120人|①");
/// assert_eq!(of("430₁人"), "430人|₁");
/// assert_eq!(of("1,200m²¹"), "1,200m²|¹");
/// assert_eq!(of("70注¹%"), "70%|注¹");
/// assert_eq!(of("14,980人※1"), "14,980人|※1");
/// assert_eq!(of("※18.6%"), "18.6%|※");
/// assert_eq!(of("※18"), "※18|");
/// assert_eq!(of("①"), "①|");
/// ```
pub fn split(raw: &str) -> (Cow<'_, str>, Option<String>) {
    let text = raw.trim();
    // Nothing is parted from a text without a figure, nor without a mark.
    if !has_value(text) || !text.contains(|c| is_sign(c) || is_listed(c)) {
        return (Cow::Borrowed(raw), None);
    }
    let parted = behind(text).or_else(|| before(text)).or_else(|| inside(text));
    parted.map_or((Cow::Borrowed(raw), None), |(rest, mark)| {
        (Cow::Owned(rest), mark)
    })
}

type Parted = Option<(String, Option<String>)>;

/// Behind the value: signs and their numbers, or raised digits. A raised 2 or 3 behind m is the unit's.
fn behind(text: &str) -> Parted {
    if let Some((at, _)) = text.char_indices().rfind(|&(_, c)| is_sign(c)) {
        let (head, tail) = text.split_at(at);
        let head = head.trim_end_matches(is_sign).trim_end();
        if !head.is_empty()
            && has_value(head)
            && tail.chars().skip(1).all(is_number)
            && fold::open_brackets(head) == 0
        {
            return Some((head.to_owned(), Some(tail.trim().to_owned())));
        }
    }
    let bare = text.trim_end_matches(is_listed);
    let tail = text.get(bare.len()..)?;
    let own = match tail.chars().next()? {
        c @ ('²' | '³') if bare.ends_with(['m', 'ｍ', 'M', 'Ｍ']) => c.len_utf8(),
        _ => 0,
    };
    let (head, tail) = text.split_at(bare.len() + own);
    (!tail.is_empty() && has_value(head)).then(|| (head.to_owned(), Some(tail.to_owned())))
}

/// Before it: `※2 812`, `①120`. A raised minus is a sign of the value.
fn before(text: &str) -> Parted {
    if text.starts_with(is_sign)
        && let Some((mark, rest)) = text.split_once([' ', '\u{3000}'])
        && mark.chars().skip(1).all(is_number)
        && has_value(rest)
    {
        return Some((rest.trim().to_owned(), Some(mark.to_owned())));
    }
    // ※18.6%, ※1,774万人: more than a number touches the sign, so that the number is not its own.
    if let Some(rest) = text.strip_prefix(['※', '＊', '*']) {
        let own = rest.trim_start_matches(|c| is_digit(c) || is_separator(c));
        let figure = rest.get(..rest.len() - own.len()).unwrap_or("");
        let unit = own.split(['(', '（', '\n']).next().unwrap_or("").trim();
        let is_figure = figure.starts_with(is_digit)
            && figure.ends_with(is_digit)
            && (figure.contains(is_separator) || unit.starts_with(['%', '％']) || unit::is_unit(unit));
        return is_figure.then(|| {
            (
                rest.to_owned(),
                text.get(..text.len() - rest.len()).map(str::to_owned),
            )
        });
    }
    let rest = text.trim_start_matches(|c| is_listed(c) && !matches!(c, '⁻' | '⁺' | '₋' | '₊'));
    let mark = text.get(..text.len() - rest.len())?;
    let rest = rest.trim_start();
    let begins = rest.starts_with(|c: char| is_digit(c) || "▲△-−－+＋¥￥約".contains(c));
    (!mark.is_empty() && begins && has_value(rest)).then(|| (rest.to_owned(), Some(mark.to_owned())))
}

/// Between the figure and its unit: `430₁人`, `70注1%`.
fn inside(text: &str) -> Parted {
    const LONGEST_UNIT: usize = 6;
    let start = text
        .char_indices()
        .zip(text.chars().skip(1))
        .find_map(|((at, c), next)| {
            (is_digit(c) && (is_listed(next) || is_sign(next))).then_some(at + c.len_utf8())
        })?;
    let (head, tail) = text.split_at(start);
    let unsigned = tail.trim_start_matches(is_sign);
    let rest = unsigned.trim_start_matches(|c| is_listed(c) || unsigned.len() < tail.len() && is_digit(c));
    let mark = tail.get(..tail.len() - rest.len())?;
    let is_unit = !rest.starts_with(is_digit) && (1..=LONGEST_UNIT).contains(&rest.chars().count());
    is_unit.then(|| (format!("{head}{rest}"), Some(mark.to_owned())))
}
