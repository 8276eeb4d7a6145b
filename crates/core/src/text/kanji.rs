//! Numbers in kanji: 三十, 二〇二三, 千二百, 十二万.

/// The character can be part of a number in kanji.
pub fn is(c: char) -> bool {
    digit(c).is_some() || small(c).is_some() || large(c).is_some()
}

fn digit(c: char) -> Option<u64> {
    // Asked of every character of a sheet: no search.
    let digit = match c {
        '零' | '〇' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    };
    Some(digit)
}

fn small(c: char) -> Option<u64> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}

fn large(c: char) -> Option<u64> {
    match c {
        '万' => Some(10_000),
        '億' => Some(100_000_000),
        _ => None,
    }
}

/// The number that a text begins with, and its length in bytes.
///
/// # Examples
/// ```
/// use kpi_core::text::kanji::number;
/// assert_eq!(number("三十一日"), Some((31, 9)));
/// assert_eq!(number("二〇二三年度"), Some((2023, 12)));
/// assert_eq!(number("一万二千五百人"), Some((12_500, 18)));
/// assert_eq!(number("人"), None);
/// ```
pub fn number(text: &str) -> Option<(u64, usize)> {
    // Of the whole, of the part before the next 万, of the digits since the last sign.
    let (mut whole, mut part, mut digits) = (0_u64, 0_u64, None::<u64>);
    let mut length = 0;
    for c in text.chars() {
        if let Some(digit) = digit(c) {
            digits = Some(digits.unwrap_or(0).checked_mul(10)?.checked_add(digit)?);
        } else if let Some(power) = small(c) {
            part = part.checked_add(digits.take().unwrap_or(1).checked_mul(power)?)?;
        } else if let Some(power) = large(c) {
            let before = part.checked_add(digits.take().unwrap_or(0))?;
            whole = whole.checked_add(before.checked_mul(power)?)?;
            part = 0;
        } else {
            break;
        }
        length += c.len_utf8();
    }
    let number = whole.checked_add(part)?.checked_add(digits.unwrap_or(0))?;
    (length > 0).then_some((number, length))
}
