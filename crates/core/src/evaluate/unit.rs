//! Units: the indicator's own, and every value put into it.
//!
//! 千円, 万円, 億円 of the same remainder are powers of ten of each other and converted exactly; other units are not
//! compared.

use crate::kpi::{Indicator, Point};
use kpi_readers::base::Decimal;

/// Powers of ten that stand before a unit; longer ones first.
const PREFIXES: &[(&str, i32)] = &[
    ("千億", 11),
    ("百億", 10),
    ("十億", 9),
    ("千万", 7),
    ("百万", 6),
    ("十万", 5),
    ("兆", 12),
    ("億", 8),
    ("万", 4),
    ("千", 3),
    ("百", 2),
];

/// Magnitudes that reading multiplies out where they are attached to a number.
const ATTACHED: &[char] = &['万', '億', '兆'];

/// Spellings of one unit; the first of a row stands for all.
const SPELLINGS: &[&[&str]] = &[
    &["人", "名", "延べ人"],
    &["箇所", "か所", "カ所", "ヶ所", "ケ所", "ヵ所", "個所", "ヵ処"],
    &["店", "店舗"],
    &["歳", "才"],
    &["ha", "ヘクタール"],
    &["t", "トン"],
    &["%", "パーセント"],
    &["ポイント", "pt"],
    &["か月", "ヶ月", "カ月", "ヵ月", "箇月"],
];

/// The indicator's unit: its column's, else the first that a value of it is printed with.
pub fn resolve(indicator: &Indicator) -> Option<String> {
    let targets = indicator
        .observations
        .iter()
        .filter_map(|seen| seen.target.as_ref());
    let actuals = indicator
        .observations
        .iter()
        .filter_map(|seen| seen.actual.as_ref());
    let points = indicator
        .baseline
        .iter()
        .chain(targets)
        .chain(actuals)
        .chain(&indicator.final_target);
    let printed = points.filter_map(|point| Some(without_change(point.unit.as_deref()?, point)));
    indicator
        .unit
        .as_deref()
        .into_iter()
        .chain(printed)
        .find(|unit| !unit.is_empty())
        .map(str::to_owned)
}

/// The point with its value in `unit`; unchanged if its own unit is another.
pub fn converted(point: &Point, unit: Option<&str>) -> Point {
    let mut converted = point.clone();
    if let (Some(value), Some(power)) = (point.value, power_between(point, unit))
        && let Some(value) = shifted(value, power)
    {
        converted.value = Some(value);
        converted.unit = unit.map(str::to_owned).or(converted.unit);
    }
    converted
}

/// Both points, converted before, are in one unit. A point without a unit is in the indicator's.
pub fn comparable(one: &Point, other: &Point, unit: Option<&str>) -> bool {
    match (of(one, unit), of(other, unit)) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}

/// The unit of a point, in its first spelling.
fn of<'a>(point: &'a Point, unit: Option<&'a str>) -> Option<(i32, &'a str)> {
    let printed = point.unit.as_deref().or(unit)?;
    Some(split(without_change(printed, point)))
}

/// The unit that a point is printed in, for a person to read.
pub fn shown(point: &Point, unit: Option<&str>) -> String {
    point.unit.as_deref().or(unit).unwrap_or_default().to_owned()
}

/// The power of ten between two units of the same kind: 千人 → 人 is 3, 名 → 人 is 0; `None` if they have nothing to do with
/// each other.
pub fn power(from: &str, to: &str) -> Option<i32> {
    let ((from, of), (to, rest)) = (split(from), split(to));
    (of == rest).then_some(from - to)
}

/// The unit counts hundredths.
pub fn is_percent(unit: &str) -> bool {
    split(unit) == (0, "%")
}

/// Value × 10^power = value in `unit`; `None` if the units have nothing to do with each other.
fn power_between(point: &Point, unit: Option<&str>) -> Option<i32> {
    let (wanted, wanted_rest) = split(unit?);
    let Some(printed) = point.unit.as_deref() else {
        // 千人 heads the column, the cell says 120.3万: that number was multiplied out.
        let multiplied_out = wanted > 0 && point.raw.contains(ATTACHED);
        return Some(if multiplied_out { -wanted } else { 0 });
    };
    let (power, rest) = split(without_change(printed, point));
    (rest == wanted_rest).then_some(power - wanted)
}

/// 15人減 is a reduction in 人.
fn without_change<'a>(unit: &'a str, point: &Point) -> &'a str {
    match point.change {
        Some(_) => unit.strip_suffix(['減', '増']).unwrap_or(unit),
        None => unit,
    }
}

/// The power of ten and the rest, the rest in its first spelling.
fn split(unit: &str) -> (i32, &str) {
    let bare = unit.trim().trim_matches(['(', ')', '[', ']']).trim();
    // Values of a year are per year, whether it is printed or not.
    let bare = ["/年度", "/年"]
        .iter()
        .find_map(|each| bare.strip_suffix(each))
        .unwrap_or(bare);
    let (power, rest) = PREFIXES
        .iter()
        .find_map(|&(prefix, power)| Some((power, bare.strip_prefix(prefix)?)))
        .unwrap_or((0, bare));
    let first = SPELLINGS
        .iter()
        .find(|row| row.contains(&rest))
        .and_then(|row| row.first());
    (power, first.copied().unwrap_or(rest))
}

/// Value × 10^power, exactly, or `None` if 28 digits do not hold it.
pub fn shifted(value: Decimal, power: i32) -> Option<Decimal> {
    let value = value.normalize();
    let scale = i64::from(value.scale()) - i64::from(power);
    if let Ok(scale) = u32::try_from(scale) {
        return Decimal::try_from_i128_with_scale(value.mantissa(), scale).ok();
    }
    let factor = 10_i128.checked_pow(u32::try_from(-scale).ok()?)?;
    Decimal::try_from_i128_with_scale(value.mantissa().checked_mul(factor)?, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(value: &str, unit: Option<&str>) -> Point {
        Point {
            value: value.parse().ok(),
            raw: value.to_owned(),
            unit: unit.map(str::to_owned),
            ..Point::default()
        }
    }

    #[track_caller]
    fn check(value: &str, printed: Option<&str>, unit: &str, expected: &str) {
        let got = converted(&point(value, printed), Some(unit))
            .value
            .map(|value| value.normalize().to_string());
        assert_eq!(got.as_deref(), Some(expected), "{value} {printed:?} in {unit}");
    }

    #[test]
    fn powers_of_ten_of_one_unit_are_converted_exactly() {
        check("12974", Some("千円"), "千円", "12974");
        check("1.5", Some("億円"), "千円", "150000");
        check("2574", Some("億円"), "百万円", "257400");
        check("5995000", Some("円"), "千円", "5995");
        check("1234", Some("円"), "億円", "0.00001234");
        check("310", None, "千冊", "310");
        check("95", Some("名"), "人", "95");
    }

    #[test]
    fn a_magnitude_in_the_cell_was_multiplied_out_even_below_a_unit_column() {
        let cell = Point {
            raw: "120.3万".to_owned(),
            ..point("1203000", None)
        };
        assert_eq!(converted(&cell, Some("千人")).value, Some(1203.into()));
        assert_eq!(converted(&cell, Some("人")).value, Some(1_203_000.into()));
    }

    #[test]
    fn other_units_stay_and_are_not_compared() {
        check("20", Some("件"), "人", "20");
        assert!(!comparable(
            &point("20", Some("件")),
            &point("10", None),
            Some("人")
        ));
        assert!(comparable(
            &point("20", Some("件")),
            &point("10", Some("件")),
            Some("人")
        ));
        assert!(comparable(
            &point("20", Some("件/年")),
            &point("22", Some("件")),
            None
        ));
        assert!(!comparable(
            &point("20", Some("件/月")),
            &point("22", Some("件")),
            None
        ));
        assert!(comparable(&point("20", None), &point("10", Some("件")), None));
    }

    #[test]
    fn units_of_one_kind_are_powers_of_ten_apart() {
        assert_eq!(power("千人", "人"), Some(3));
        assert_eq!(power("人", "千人"), Some(-3));
        assert_eq!(power("名", "人"), Some(0));
        assert_eq!(power("人/年", "人"), Some(0));
        assert_eq!(power("億円", "百万円"), Some(2));
        assert_eq!(power("件", "人"), None);
        assert_eq!(power("", "人"), None);
    }

    #[test]
    fn what_does_not_fit_into_28_digits_stays_as_it_is() {
        assert_eq!(shifted(Decimal::MAX, 12), None);
        assert_eq!(shifted(Decimal::MAX, 40), None);
        assert_eq!(shifted(Decimal::from_i128_with_scale(1, 28), -1), None);
        assert_eq!(
            shifted(Decimal::from_i128_with_scale(10, 28), -1),
            Some(Decimal::from_i128_with_scale(1, 28))
        );
    }
}
