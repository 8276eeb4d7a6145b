//! A whole value cell → [`Point`].
//!
//! Grammar, after NFKC:
//! ```text
//! cell   := flag* prefix? core (group)*
//! core   := sign? number (magnitude number?)* unit? bound? change?  |  '(' core ')'
//! group  := '[' scoped ']' | '(' percentage ')' | '(' unit ')' | '(' note ')'
//! sign   := ▲ | △ | − | - | + | ±          magnitude := 万 | 億 | 兆
//! flag   := 推 | 推計 | 見込 | 速報 | 暫定    bound := 以上 | 以下 | 未満 | …    change := 減 | 増
//! ```
//! Parentheses around a number are no minus sign. What is none of this is words (延伸), or an absence.

use std::borrow::Cow;

use crate::kpi::{Bound, Change, Direction, Point, Reason, Relative};
use crate::text::{absence, duration, era, fold, kanji, mark, unit};
use kpi_readers::base::Decimal;

/// Words that mark an estimate; longer ones first.
const ESTIMATES: &[&str] = &[
    "推計値",
    "推定値",
    "推計",
    "推定",
    "見込み値",
    "見込値",
    "見込み",
    "見込",
    "速報値",
    "速報",
    "暫定値",
    "暫定",
    "概数",
    "推",
];

/// Words that may stand before a number without changing it; longer ones first.
const PREFIXES: &[&str] = &[
    "累計",
    "累積",
    "合計",
    "延べ",
    "のべ",
    "年間",
    "平均",
    "目標値",
    "目標",
    "実績値",
    "実績",
    "基準値",
    "現状値",
    "およそ",
    "約",
    "計",
    "年",
    "全",
    "¥",
    "第",
    "上位",
];

/// Magnitudes that are multiplied out where they are attached to a number, with their power of ten.
const MAGNITUDES: &[(char, u32)] = &[('兆', 12), ('億', 8), ('万', 4)];

/// Bounds, longer words first.
const BOUNDS: &[(&str, Bound)] = &[
    ("以上", Bound::AtLeast),
    ("を超える", Bound::AtLeast),
    ("超", Bound::AtLeast),
    ("を上回る", Bound::AtLeast),
    ("より多く", Bound::AtLeast),
    ("以下", Bound::AtMost),
    ("以下に抑制", Bound::AtMost),
    ("以下に抑える", Bound::AtMost),
    ("以内", Bound::AtMost),
    ("未満", Bound::AtMost),
    ("を下回る", Bound::AtMost),
    ("に抑える", Bound::AtMost),
];

/// Words of a target that refers to the baseline, squeezed.
const RELATIVES: &[(&str, Relative)] = &[
    ("以上", Relative::AtLeastBaseline),
    ("より向上", Relative::AtLeastBaseline),
    ("以下", Relative::AtMostBaseline),
    ("維持", Relative::KeepBaseline),
    ("同水準", Relative::KeepBaseline),
    ("程度", Relative::KeepBaseline),
    ("並み", Relative::KeepBaseline),
    ("並", Relative::KeepBaseline),
    ("を維持", Relative::KeepBaseline),
    ("の維持", Relative::KeepBaseline),
    ("維持以上", Relative::AtLeastBaseline),
    ("を上回る", Relative::AtLeastBaseline),
    ("を下回る", Relative::AtMostBaseline),
    ("と同程度", Relative::KeepBaseline),
    ("と同水準", Relative::KeepBaseline),
];

/// What such a target calls the baseline.
const BASELINE_WORDS: &[&str] = &[
    "現状値",
    "現状",
    "現況値",
    "現況",
    "基準値",
    "従前値",
    "前年度",
    "前年",
    "現在",
    "策定時",
    "現行水準",
    "現水準",
    "当初",
];

/// Words of a target that state a direction, squeezed; the cell holds nothing else.
const WORDINGS: &[(&str, Direction)] = &[
    ("増加", Direction::Increase),
    ("増", Direction::Increase),
    ("増やす", Direction::Increase),
    ("延伸", Direction::Increase),
    ("向上", Direction::Increase),
    ("上昇", Direction::Increase),
    ("拡大", Direction::Increase),
    ("増加傾向", Direction::Increase),
    ("減少", Direction::Decrease),
    ("減", Direction::Decrease),
    ("減らす", Direction::Decrease),
    ("削減", Direction::Decrease),
    ("短縮", Direction::Decrease),
    ("縮小", Direction::Decrease),
    ("縮減", Direction::Decrease),
    ("低下", Direction::Decrease),
    ("抑制", Direction::Decrease),
    ("解消", Direction::Decrease),
    ("減少傾向", Direction::Decrease),
];

/// The most values of one cell.
const MAX_VALUES: usize = 4;

/// What a number may have at most; more is kept as text.
const MAX_DIGITS: usize = 28;

/// Characters of a cell that may be a value with a note; longer ones are prose, which is kept as it is.
const LONGEST: usize = 1000;

/// The text has more characters than this; most have far fewer, and need not be counted.
fn is_longer(text: &str, most: usize) -> bool {
    text.len() > most && text.chars().nth(most).is_some()
}

/// Reads a cell. `at`, `period` from a header and `basis` are the caller's to add.
///
/// # Examples
/// `82,716人 (平成27年国勢調査)` → 82716 人, calendar 2015; `(56,848) (66.1%)` → 56848, printed rate 66.1%;
/// `33 [21] (36.7%)` → 33, scoped 21; `推 4,600` → 4600, estimated; `15人減` → 15 人, a reduction;
/// `現状以上` → relative to the baseline; `―` → not published; `延伸` → words.
pub fn parse(raw: &str) -> Point {
    let mut point = Point {
        raw: raw.trim().to_owned(),
        ..Point::default()
    };
    if is_longer(&point.raw, LONGEST) {
        return point;
    }
    // Most cells of a table are plain numbers.
    if is_plain(&point.raw)
        && let Ok((value, "", _)) = number(&point.raw)
    {
        point.value = Some(value);
        return point;
    }
    // 【参考】0.7万人: a word in front says something of the value, and is none.
    if let Some((label, rest)) = labelled(&point.raw) {
        let mut point = Point {
            raw: point.raw.clone(),
            ..parse(rest)
        };
        if point.value.is_some() {
            add_note(&fold::folded(label), &mut point);
            return point;
        }
    }
    let (unmarked, mark) = mark::split(raw);
    let joined = joined_groups(&unmarked);
    let text = fold::folded(&joined);
    if let Some(mark) = mark {
        point.note = Some(mark);
    }
    if let Some(reason) = absence::parse(&text) {
        point.absence = Some(reason);
        return point;
    }
    let (head, groups) = split_groups(&text);
    let (head, year_behind) = before_period(head.trim());
    if let Some(reason) = absence::parse(head).filter(|_| !head.is_empty()) {
        let note = groups.iter().map(Group::text).collect::<Vec<_>>().join(" ");
        point.absence = Some(absence::in_note(&note).unwrap_or(reason));
        point.note = (!note.is_empty()).then_some(note);
        return point;
    }
    let mut groups = groups.into_iter();
    if head.is_empty() {
        // `(56,848) (66.1%)`: the first group is the number itself.
        let Some(first) = groups.next() else { return point };
        read_core(first.text(), &mut point);
    } else {
        read_core(head, &mut point);
    }
    if let Some(year) = year_behind {
        add_note(year, &mut point);
    }
    for group in groups {
        read_group(group, &mut point);
    }
    point
}

/// The cell is a plain number: [`parse`] gives it a value, and nothing else.
pub fn is_plain_number(raw: &str) -> bool {
    let raw = raw.trim();
    is_plain(raw) && !is_longer(raw, LONGEST) && matches!(number(raw), Ok((_, "", _)))
}

/// `5.6% 平成25年度`: a figure, and its year behind it, in brackets or not.
fn before_period(head: &str) -> (&str, Option<&str>) {
    let found = era::find(head).into_iter().next_back();
    let is_behind = |found: &era::Found| found.end == head.len() && !found.assumed && found.start > 0;
    let parts = found
        .filter(is_behind)
        .and_then(|found| head.split_at_checked(found.start));
    match parts {
        Some((before, year)) if before.ends_with(char::is_whitespace) && begins_with_number(before) => {
            (before.trim_end(), Some(year))
        }
        _ => (head, None),
    }
}

/// A blank that is set between groups of three digits, and never between two values.
fn is_thin(c: char) -> bool {
    matches!(c, '\u{2007}' | '\u{2009}' | '\u{202F}')
}

/// Thin blanks between groups of digits are marks of thousands: `1\u{202F}200人`.
fn joined_groups(text: &str) -> Cow<'_, str> {
    if !text.contains(is_thin) {
        return Cow::Borrowed(text);
    }
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let after = text.get(at + c.len_utf8()..).unwrap_or("");
        let is_mark =
            is_thin(c) && out.ends_with(is_digit) && after.chars().take_while(|c| is_digit(*c)).count() == 3;
        out.push(if is_mark { ',' } else { c });
    }
    Cow::Owned(out)
}

/// 【参考】 and what stands behind it.
fn labelled(raw: &str) -> Option<(&str, &str)> {
    let (label, rest) = raw.strip_prefix('【')?.split_once('】')?;
    (!rest.trim().is_empty() && !rest.trim_start().starts_with('【')).then_some((label, rest.trim()))
}

/// Two numbers side by side, and not the groups of one: `100 130`.
fn is_two_numbers(text: &str) -> bool {
    if !text.contains(' ') {
        return false;
    }
    let words: Vec<&str> = text.split(' ').collect();
    words.windows(2).any(|pair| match pair {
        [before, after] => {
            let digits = after.chars().take_while(char::is_ascii_digit).count();
            let ends = before.ends_with(|c: char| c.is_ascii_digit());
            ends && digits > 0 && !(digits == 3 && before.contains(',') || before.ends_with(','))
        }
        _ => false,
    })
}

/// Nothing but digits and separators.
fn is_plain(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'))
}

/// Two or more numbers of one cell, one after the other: `225 182`. `None` unless every part is a value by itself.
///
/// # Examples
/// `5 8.3` → `["5", "8.3"]`; `1,000 人` → `None`.
pub fn split(raw: &str) -> Option<Vec<&str>> {
    // Most cells hold one word.
    if !raw.trim().contains(char::is_whitespace) {
        return None;
    }
    let parts = raw.split(|c: char| c.is_whitespace() && !is_thin(c));
    let parts: Vec<&str> = parts
        .filter(|part| !part.is_empty())
        .take(MAX_VALUES + 1)
        .collect();
    if !(2..=MAX_VALUES).contains(&parts.len()) {
        return None;
    }
    let values = parts.iter().all(|part| {
        let point = parse(part);
        point.value.is_some() || matches!(point.absence, Some(reason) if reason != Reason::Blank)
    });
    values.then_some(parts)
}

/// A printed percentage: its number and how many decimals it is printed with.
///
/// # Examples
/// `86%` → (86, 0); `100.0％` → (100.0, 1); `１０１．７` → (101.7, 1); `―` → `None`.
pub fn percentage(raw: &str) -> Option<(Decimal, u32)> {
    let text = fold::squeezed(raw);
    let bare = text
        .trim_matches(|c| matches!(c, '(' | ')'))
        .trim_end_matches('%');
    let (value, rest, _) = number(bare).ok()?;
    rest.is_empty().then(|| (value, value.scale()))
}

/// The text is a percentage sign and all: `36.7%`.
pub fn is_percentage(text: &str) -> bool {
    let text = fold::squeezed(text);
    text.trim_end_matches(')').ends_with('%') && percentage(&text).is_some()
}

/// The text begins with a number (after a sign).
pub fn begins_with_number(text: &str) -> bool {
    number(&fold::squeezed(text)).is_ok()
}

enum Group {
    Round(String),
    Square(String),
}

impl Group {
    fn text(&self) -> &str {
        match self {
            Self::Round(text) | Self::Square(text) => text,
        }
    }
}

/// The text before the first bracket (and between and behind them), and the brackets' contents. A bracket that is
/// not closed runs to the end.
fn split_groups(text: &str) -> (Cow<'_, str>, Vec<Group>) {
    if !text.contains(['(', '[', '〔', '<', '〈']) {
        return (Cow::Borrowed(text), Vec::new());
    }
    let mut head = String::new();
    let mut groups = Vec::new();
    let mut open: Option<(char, String, usize)> = None;
    for c in text.chars() {
        match (&mut open, c) {
            (None, '(' | '[' | '〔' | '<' | '〈') => open = Some((c, String::new(), 0)),
            (None, _) => head.push(c),
            (Some((_, inner, depth)), '(') => {
                inner.push(c);
                *depth += 1;
            }
            (Some((left, inner, depth)), ')' | ']' | '〕' | '>' | '〉') => {
                if *depth > 0 {
                    *depth -= 1;
                    inner.push(c);
                } else {
                    let inner = inner.trim().to_owned();
                    groups.push(if *left == '(' || *left == '<' || *left == '〈' {
                        Group::Round(inner)
                    } else {
                        Group::Square(inner)
                    });
                    open = None;
                }
            }
            (Some((_, inner, _)), _) => inner.push(c),
        }
    }
    if let Some((_, inner, _)) = open {
        groups.push(Group::Round(inner.trim().to_owned()));
    }
    (Cow::Owned(head), groups)
}

fn read_group(group: Group, point: &mut Point) {
    let text = group.text().to_owned();
    if text.is_empty() {
        return;
    }
    if let Group::Square(_) = group {
        if number(&fold::squeeze(&text)).is_ok_and(|(_, rest, _)| rest.is_empty() || unit::may_be_unit(rest))
        {
            let squeezed = fold::squeeze(&text);
            point.scoped = number(&squeezed)
                .ok()
                .map(|(value, _, _)| value.normalize().to_string());
            return;
        }
        return add_note(&text, point);
    }
    let rate = text
        .strip_prefix("達成率")
        .map_or(text.as_str(), |rate| rate.trim_start_matches([':', ' ']));
    if is_percentage(rate) {
        point.printed_rate = Some(rate.to_owned());
    } else if ESTIMATES.contains(&text.as_str()) {
        point.estimated = true;
    } else if point.value.is_some() && point.unit.is_none() && is_unit_group(&text) {
        point.unit = Some(text);
    } else {
        add_note(&text, point);
    }
}

/// Brackets behind a value hold its unit: a known one, or a short word that says nothing else.
fn is_unit_group(text: &str) -> bool {
    let says_nothing_else = || absence::in_note(text).is_none() && era::first(text).is_none();
    unit::is_unit(text) || text.chars().count() <= 4 && unit::may_be_unit(text) && says_nothing_else()
}

fn add_note(text: &str, point: &mut Point) {
    if point.period.is_none() {
        point.period = era::first(text);
    }
    if ESTIMATES
        .iter()
        .any(|word| word.chars().count() > 1 && text.contains(word))
    {
        point.estimated = true;
    }
    match &mut point.note {
        Some(note) => {
            note.push_str(" / ");
            note.push_str(text);
        }
        None => point.note = Some(text.to_owned()),
    }
}

/// Flags, prefix, sign, number, unit, bound, change — or words.
fn read_core(core: &str, point: &mut Point) {
    if is_two_numbers(core) {
        return;
    }
    let squeezed = fold::squeezed(core);
    if let Some(relative) = relative(&squeezed) {
        point.relative = Some(relative);
        return;
    }
    if let Some(&(_, direction)) = WORDINGS.iter().find(|(word, _)| *word == squeezed) {
        point.wording = Some(direction);
        return;
    }
    if squeezed == "ゼロ" {
        point.value = Some(Decimal::ZERO);
        return;
    }
    let mut rest = &*squeezed;
    loop {
        if let Some(tail) = strip_any(rest, ESTIMATES) {
            point.estimated = true;
            rest = tail.trim_start_matches([':', '・']);
        } else if let Some(tail) = place_in_order(rest) {
            rest = tail;
        } else if let Some(tail) = strip_any(rest, PREFIXES).filter(|tail| !tail.is_empty()) {
            rest = tail.trim_start_matches(':');
        } else if let Some(tail) = leading_period(rest).or_else(|| leading_span(rest)) {
            rest = tail;
        } else {
            break;
        }
    }
    let written = in_digits(rest);
    let rest = written.as_deref().unwrap_or(rest);
    if let Some((value, unit, tail)) = duration::read(rest)
        && read_tail(tail, point)
        && point.unit.is_none()
    {
        point.value = Some(value);
        point.unit = unit.map(str::to_owned);
        return;
    }
    (point.unit, point.bound, point.change) = (None, None, None);
    match number(rest) {
        Ok((value, tail, digits)) => {
            if digits > MAX_DIGITS {
                point.too_long = true;
                return;
            }
            if let Some(unit) = of_whole(value, tail) {
                (point.value, point.unit) = (Some(value), Some(unit.to_owned()));
                add_note(tail, point);
            } else if read_tail(tail, point) {
                point.value = Some(value);
            } else {
                // `10～15` and `2 つの計画` are words.
                (point.unit, point.bound, point.change, point.estimated) = (None, None, None, false);
                point.absence = absence::in_words(core);
            }
        }
        Err(NotANumber::TooLong) => point.too_long = true,
        Err(NotANumber::Words) => {
            point.estimated = false;
            point.absence = absence::in_words(core);
        }
    }
}

/// A figure in kanji or with its sign behind it, as figures are written else: `五か所` → `5か所`, `52-` → `-52`.
fn in_digits(squeezed: &str) -> Option<String> {
    let first = squeezed.chars().next()?;
    if kanji::is(first) {
        // 千人 is a unit, 十分 a word, 〇〇件 nothing yet.
        let (number, length) = kanji::number(squeezed)?;
        let tail = squeezed.get(length..)?;
        let tail_is_unit = BOUNDS
            .iter()
            .find_map(|(word, _)| tail.strip_suffix(word))
            .map_or(unit::is_unit(tail), unit::is_unit);
        let is_figure = tail_is_unit && !unit::is_unit(squeezed) && squeezed != "十分" && number > 0;
        return is_figure.then(|| format!("{number}{tail}"));
    }
    // Programs of accounting set the sign behind; one behind a dash or a range is none.
    let sign = squeezed.chars().next_back().filter(|c| is_minus(*c))?;
    let head = squeezed.get(..squeezed.len() - sign.len_utf8())?;
    let is_signed = first.is_ascii_digit() && !head.contains(is_minus) && !head.contains(':');
    is_signed.then(|| format!("-{head}"))
}

/// A sign of a number below 0. The long vowel of kana and the dashes are typed for it.
fn is_minus(c: char) -> bool {
    matches!(
        c,
        '-' | '−' | '–' | '‐' | '－' | '‒' | '—' | '―' | 'ー' | '─' | '➖'
    )
}

/// `全国34位` → `34位`: a place in an order, and among whom.
fn place_in_order(text: &str) -> Option<&str> {
    let tail = strip_any(
        text,
        &["全国", "世界", "国内", "県内", "都内", "道内", "府内", "管内"],
    )?;
    (tail.starts_with(|c: char| c.is_ascii_digit()) && tail.contains('位')).then_some(tail)
}

/// `5年間で100人` → `100人`: what is reached in so many years.
fn leading_span(text: &str) -> Option<&str> {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let tail = text.get(digits..).filter(|_| digits > 0)?;
    let tail = strip_any(
        tail,
        &[
            "年間で",
            "か年で",
            "ヶ年で",
            "カ年で",
            "か月で",
            "ヶ月で",
            "カ月で",
        ],
    )?;
    begins_with_number(tail.trim_start_matches("累計").trim_start_matches('計')).then_some(tail)
}

/// `H30:120人` → `120人`; a year with nothing behind it stays.
fn leading_period(text: &str) -> Option<&str> {
    let found = era::find(text)
        .into_iter()
        .next()
        .filter(|found| found.start == 0 && !found.assumed)?;
    let tail = text.get(found.end..)?.strip_prefix([':', '、', ' '])?;
    (!tail.is_empty()).then_some(tail)
}

fn strip_any<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    words.iter().find_map(|word| text.strip_prefix(word))
}

fn relative(squeezed: &str) -> Option<Relative> {
    if matches!(squeezed, "維持" | "現状" | "継続" | "横ばい") {
        return Some(Relative::KeepBaseline);
    }
    let rest = strip_any(squeezed, BASELINE_WORDS)?;
    let rest = rest
        .strip_prefix("の水準")
        .or_else(|| rest.strip_prefix("水準"))
        .unwrap_or(rest);
    RELATIVES
        .iter()
        .find(|(word, _)| *word == rest)
        .map(|&(_, relative)| relative)
}

/// `/15地区`, `校/9校` behind a number: the unit of a part and its whole, of which it is no more than all.
fn of_whole(part: Decimal, tail: &str) -> Option<&str> {
    let (own, whole) = tail.split_once('/')?;
    let (whole, unit, _) = number(whole).ok()?;
    let is_date = unit.starts_with(['年', '月', '日']);
    (part <= whole && !is_date && unit::is_unit(unit) && (own.is_empty() || own == unit)).then_some(unit)
}

/// Unit, bound, change behind a number. False if the tail is something else, so that the whole is words.
fn read_tail(tail: &str, point: &mut Point) -> bool {
    // `12月公表`, `3月末確定予定`: a date.
    if tail.starts_with(['月', '日', '年'])
        && ["頃", "末", "公表", "確定", "調査", "予定", "現在", "時点", "実施"]
            .iter()
            .any(|word| tail.contains(word))
    {
        return false;
    }
    let mut rest = tail.trim_matches(|c| c == '※' || c == '*');
    if let Some(word) = ESTIMATES
        .iter()
        .find(|word| word.chars().count() > 1 && rest.ends_with(**word))
    {
        point.estimated = true;
        rest = rest.strip_suffix(word).unwrap_or(rest);
    }
    for word in ["を目指す", "とする", "にする", "を維持", "維持", "程度", "達成"] {
        if let Some(head) = rest.strip_suffix(word) {
            rest = head;
        }
    }
    if let Some(&(word, bound)) = BOUNDS.iter().find(|(word, _)| rest.ends_with(word)) {
        point.bound = Some(bound);
        rest = rest.strip_suffix(word).unwrap_or(rest);
    }
    for (words, change) in [
        (
            ["の減少", "の減", "の削減", "削減", "縮減", "低減", "減少", "減"],
            Change::Reduction,
        ),
        (
            ["の増加", "の増", "増加", "増大", "拡大", "上昇", "向上", "増"],
            Change::Rise,
        ),
    ] {
        if let Some(word) = words.iter().find(|word| rest.ends_with(**word)) {
            point.change = Some(change);
            rest = rest.strip_suffix(word).unwrap_or(rest);
            break;
        }
    }
    if rest.is_empty() {
        return true;
    }
    if unit::may_be_unit(rest) && !rest.starts_with(['~', '-', ':', ';']) && !rest.contains("から") {
        point.unit = Some(rest.to_owned());
        return true;
    }
    false
}

enum NotANumber {
    Words,
    TooLong,
}

/// Sign, digits with separators, magnitudes multiplied out: the value, what follows, how many digits were printed.
fn number(text: &str) -> Result<(Decimal, &str, usize), NotANumber> {
    let (negative, rest) = match text.chars().next() {
        Some(c) if is_minus(c) || matches!(c, '▲' | '△' | '▼') => {
            (true, text.get(c.len_utf8()..).unwrap_or(""))
        }
        // A formula of a figure alone: `=990`.
        Some(c @ ('+' | '±' | '=')) => (false, text.get(c.len_utf8()..).unwrap_or("")),
        _ => match (text.strip_prefix("マイナス"), text.strip_prefix("プラス")) {
            (Some(rest), _) => (true, rest),
            (_, Some(rest)) => (false, rest),
            _ => (false, text),
        },
    };
    let rest = rest.strip_prefix('¥').unwrap_or(rest);
    let (mut total, mut rest, mut n_digits) = plain(rest)?;
    // 5千万: the small magnitude counts only before a large one; 5千円 keeps its unit.
    if let Some((power, tail)) = small_magnitude(rest)
        && magnitude(tail).is_some()
    {
        total = scaled(total, power)?;
        rest = tail;
    }
    if let Some((power, tail)) = magnitude(rest) {
        total = scaled(total, power)?;
        rest = tail;
        let mut last = power;
        while let Ok((more, tail, digits)) = plain(rest) {
            let (more, tail) = match small_magnitude(tail) {
                Some((power, after)) => (scaled(more, power)?, after),
                None => (more, tail),
            };
            let (part, after) = match magnitude(tail) {
                Some((power, after)) if power < last => {
                    last = power;
                    (scaled(more, power)?, after)
                }
                Some(_) => break,
                None => (more, tail),
            };
            total = total.checked_add(part).ok_or(NotANumber::TooLong)?;
            n_digits += digits;
            rest = after;
        }
    }
    Ok((if negative { -total } else { total }, rest, n_digits))
}

fn magnitude(text: &str) -> Option<(u32, &str)> {
    MAGNITUDES
        .iter()
        .find_map(|&(sign, power)| text.strip_prefix(sign).map(|tail| (power, tail)))
}

/// 千, 百, 十 between digits and a larger magnitude: 5千万, 1億5百万.
fn small_magnitude(text: &str) -> Option<(u32, &str)> {
    [('千', 3), ('百', 2), ('十', 1)]
        .iter()
        .find_map(|&(sign, power)| text.strip_prefix(sign).map(|tail| (power, tail)))
}

fn scaled(value: Decimal, power: u32) -> Result<Decimal, NotANumber> {
    let factor = Decimal::from(10_u64.pow(power));
    value
        .checked_mul(factor)
        .map(|value| value.normalize())
        .ok_or(NotANumber::TooLong)
}

/// Three digits and no more: what stands behind a separator of thousands.
fn is_group(tail: Option<&str>) -> bool {
    tail.is_some_and(|tail| tail.chars().take_while(char::is_ascii_digit).count() == 3)
}

/// Digits with `,` between groups and one `.`.
fn plain(text: &str) -> Result<(Decimal, &str, usize), NotANumber> {
    let (mut mantissa, mut n_digits, mut scale) = (0_i128, 0_usize, 0_u32);
    let mut end = 0;
    let mut point = false;
    let mut chars = text.char_indices().peekable();
    while let Some((index, c)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        let next_is_digit = next.is_some_and(|next| next.is_ascii_digit());
        match c {
            '0'..='9' => {
                n_digits += 1;
                // More digits are too long, whatever they say.
                if n_digits <= MAX_DIGITS {
                    mantissa = mantissa * 10 + i128::from(u32::from(c) - u32::from('0'));
                    scale += u32::from(point);
                }
            }
            ',' | '、' | '\'' if n_digits > 0 && !point && is_group(text.get(index + c.len_utf8()..)) => {}
            '.' if n_digits > 0 && !point && next_is_digit => point = true,
            _ => break,
        }
        end = index + c.len_utf8();
    }
    if n_digits == 0 {
        return Err(NotANumber::Words);
    }
    if n_digits > MAX_DIGITS {
        return Err(NotANumber::TooLong);
    }
    let value = Decimal::try_from_i128_with_scale(mantissa, scale).map_err(|_| NotANumber::TooLong)?;
    Ok((value, text.get(end..).unwrap_or(""), n_digits))
}
