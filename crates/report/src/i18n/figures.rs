//! Numbers as sentences write them.

use kpi_readers::base::Decimal;

/// A decimal with separators: `−1,234.5`.
pub fn number(value: Decimal) -> String {
    grouped(&value.normalize().to_string())
}

/// A count with separators.
pub fn count(n: usize) -> String {
    grouped(&n.to_string())
}

/// Plain notation with separators between groups of three, and a true minus sign: `"-12974"` → `"−12,974"`. What is no
/// plain decimal is left as it is.
pub fn grouped(plain: &str) -> String {
    let (sign, rest) = plain.strip_prefix('-').map_or(("", plain), |rest| ("−", rest));
    let (whole, decimals) = rest
        .split_once('.')
        .map_or((rest, None), |(whole, decimals)| (whole, Some(decimals)));
    if whole.is_empty() || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return plain.to_owned();
    }
    // Room for a separator behind every third digit, and for the longer sign.
    let mut out = String::with_capacity(plain.len() + plain.len() / 3 + sign.len());
    out.push_str(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(decimals) = decimals {
        out.push('.');
        out.push_str(decimals);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_three_are_set_apart_before_the_decimal_point_only() {
        for (plain, expected) in [
            ("0", "0"),
            ("999", "999"),
            ("1000", "1,000"),
            ("12974", "12,974"),
            ("-1234567.8901", "−1,234,567.8901"),
            ("150000", "150,000"),
            ("120000000", "120,000,000"),
            ("437.6", "437.6"),
            ("1234.50", "1,234.50"),
            ("-52", "−52"),
            ("words", "words"),
            ("", ""),
            (".5", ".5"),
        ] {
            assert_eq!(grouped(plain), expected);
        }
        assert_eq!(count(1_234_567), "1,234,567");
    }
}
