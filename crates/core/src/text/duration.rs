//! Lengths of time of two or three figures: `8分30秒` is 8.5 分, `1時間45分` 1.75 時間, `8:30` 8.5 of what is before the
//! colon.

use kpi_readers::base::Decimal;

/// Decimals that are kept where sixtieths have no end: 7分20秒.
const DECIMALS: u32 = 8;

/// The length that a folded text begins with, its unit, and what follows.
///
/// # Examples
/// ```
/// use kpi_core::text::duration::read;
/// let (value, unit, rest) = read("8分06秒以内").unwrap();
/// assert_eq!((value.to_string().as_str(), unit, rest), ("8.1", Some("分"), "以内"));
/// assert_eq!(read("8:30").unwrap().0.to_string(), "8.5");
/// assert_eq!(read("8分"), None);
/// assert_eq!(read("8:75"), None);
/// ```
pub fn read(text: &str) -> Option<(Decimal, Option<&'static str>, &str)> {
    let (first, rest) = figure(text)?;
    if let Some(rest) = rest.strip_prefix(':') {
        let (second, rest) = two_digits(rest)?;
        let (third, rest) = match rest.strip_prefix(':') {
            Some(rest) => two_digits(rest)?,
            None => (0, rest),
        };
        return Some((sum(first, second, third)?, None, rest));
    }
    if let Some(rest) = rest.strip_prefix("時間") {
        let (second, rest) = figure(rest)?;
        let rest = rest.strip_prefix('分')?;
        let seconds = figure(rest).and_then(|(third, rest)| Some((third, rest.strip_prefix('秒')?)));
        let (third, rest) = seconds.unwrap_or((0, rest));
        return Some((sum(first, second, third)?, Some("時間"), rest));
    }
    let rest = rest.strip_prefix('分')?;
    let (second, rest) = figure(rest)?;
    let rest = rest.strip_prefix('秒')?;
    Some((sum(first, second, 0)?, Some("分"), rest))
}

fn sum(first: u32, second: u32, third: u32) -> Option<Decimal> {
    if second >= 60 || third >= 60 {
        return None;
    }
    let parts = Decimal::from(second * 60 + third);
    let part = parts.checked_div(Decimal::from(3600))?.round_dp(DECIMALS);
    Decimal::from(first).checked_add(part).map(|sum| sum.normalize())
}

fn figure(text: &str) -> Option<(u32, &str)> {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let number = text.get(..digits)?.parse().ok().filter(|_| digits <= 5)?;
    Some((number, text.get(digits..)?))
}

fn two_digits(text: &str) -> Option<(u32, &str)> {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    figure(text).filter(|_| digits == 2)
}
