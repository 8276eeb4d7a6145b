//! Exact fractions of decimals: what a rate is before it is rounded for a reader.
//!
//! Numerator and denominator have any number of digits, so that no decimal that a cell can hold overflows and nothing
//! is rounded twice. Rates are compared as fractions; only [`Fraction::percent`] and [`Fraction::plain`] round.
//!
//! Fractions are not reduced: a rate comes of a handful of decimals, so its terms stay short, and finding common
//! divisors took most of the time of a large sheet.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed};

use crate::base::Decimal;

/// More decimals than this are never shown; it keeps an absurd request from filling the memory.
const MAX_PLACES: u32 = 60;

/// How the last shown digit comes about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rounding {
    /// 四捨五入: to the nearest, ties away from zero.
    #[default]
    HalfUp,
    /// 切り捨て: towards zero.
    Truncate,
}

/// An exact fraction; as a rate, 1 = 100 %.
#[derive(Clone, Debug)]
pub struct Fraction {
    numerator: BigInt,
    /// Above 0.
    denominator: BigInt,
}

impl PartialEq for Fraction {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Fraction {}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        (&self.numerator * &other.denominator).cmp(&(&other.numerator * &self.denominator))
    }
}

impl Fraction {
    /// `numerator ÷ denominator`, or `None` for the denominator 0.
    ///
    /// # Examples
    /// ```
    /// use kpi_readers::base::Decimal;
    /// use kpi_readers::base::fraction::{Fraction, Rounding};
    /// let rate = Fraction::ratio(Decimal::from(17420), Decimal::from(10000)).unwrap();
    /// assert_eq!(rate.percent(1, Rounding::HalfUp), "174.2");
    /// assert_eq!(Fraction::ratio(Decimal::ONE, Decimal::ZERO), None);
    /// ```
    pub fn ratio(numerator: Decimal, denominator: Decimal) -> Option<Self> {
        Self::from(numerator).over(&Self::from(denominator))
    }

    /// `self ÷ divisor`, or `None` for the divisor 0.
    pub fn over(&self, divisor: &Self) -> Option<Self> {
        let numerator = &self.numerator * &divisor.denominator;
        let denominator = &self.denominator * &divisor.numerator;
        match denominator.sign() {
            num_bigint::Sign::NoSign => None,
            num_bigint::Sign::Plus => Some(Self {
                numerator,
                denominator,
            }),
            num_bigint::Sign::Minus => Some(Self {
                numerator: -numerator,
                denominator: -denominator,
            }),
        }
    }

    /// `self − other`.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        self.plus(&other.negated())
    }

    /// `self + other`.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self {
            numerator: &self.numerator * &other.denominator + &other.numerator * &self.denominator,
            denominator: &self.denominator * &other.denominator,
        }
    }

    /// `self × factor`.
    #[must_use]
    pub fn times(&self, factor: &Self) -> Self {
        Self {
            numerator: &self.numerator * &factor.numerator,
            denominator: &self.denominator * &factor.denominator,
        }
    }

    /// Without its sign.
    #[must_use]
    pub fn abs(&self) -> Self {
        Self {
            numerator: self.numerator.abs(),
            denominator: self.denominator.clone(),
        }
    }

    /// The opposite number.
    #[must_use]
    pub fn negated(&self) -> Self {
        Self {
            numerator: -&self.numerator,
            denominator: self.denominator.clone(),
        }
    }

    /// A percentage as a fraction: 86 → 86/100.
    pub fn from_percent(percent: Decimal) -> Self {
        Self::from(percent).times(&Self::ten_to(-2))
    }

    /// The number of digits, with a decimal point before the last `places` of them: `("1745", 1)` is 174.5. `None` if
    /// `digits` holds anything but ASCII digits, or none.
    pub fn from_digits(digits: &str, places: u32) -> Option<Self> {
        let all_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let numerator = all_digits.then(|| digits.parse::<BigInt>().ok()).flatten()?;
        Some(Self {
            numerator,
            denominator: power_of_ten(places),
        })
    }

    /// A power of ten, negative ones included.
    pub fn ten_to(exponent: i32) -> Self {
        let power = power_of_ten(exponent.unsigned_abs());
        let one = BigInt::one();
        if exponent < 0 {
            Self {
                numerator: one,
                denominator: power,
            }
        } else {
            Self {
                numerator: power,
                denominator: one,
            }
        }
    }

    /// 100 times the fraction in plain notation with exactly `places` decimals, never `-0`.
    ///
    /// # Examples
    /// 1.7425 → `"174.3"` half up to one decimal, `"174.2"` truncated; −0.03 → `"-3.0"`.
    pub fn percent(&self, places: u32, rounding: Rounding) -> String {
        self.times(&Self::ten_to(2)).plain(places, rounding)
    }

    /// The number itself in plain notation with exactly `places` decimals, never `-0`.
    pub fn plain(&self, places: u32, rounding: Rounding) -> String {
        let places = places.min(MAX_PLACES);
        let units = self.units(places, rounding);
        let sign = if units.is_negative() { "-" } else { "" };
        let digits = units.abs().to_string();
        let places = usize::try_from(places).unwrap_or(0);
        if places == 0 {
            return format!("{sign}{digits}");
        }
        let padded = format!("{digits:0>width$}", width = places + 1);
        let (whole, decimals) = padded.split_at(padded.len().saturating_sub(places));
        format!("{sign}{whole}.{decimals}")
    }

    /// The number rounded to `places` decimals, still as a fraction.
    #[must_use]
    pub fn rounded(&self, places: u32, rounding: Rounding) -> Self {
        let places = places.min(MAX_PLACES);
        Self {
            numerator: self.units(places, rounding),
            denominator: power_of_ten(places),
        }
    }

    /// How many whole units of the last of `places` decimals it is.
    fn units(&self, places: u32, rounding: Rounding) -> BigInt {
        let magnitude = self.numerator.abs() * power_of_ten(places);
        let units = match rounding {
            Rounding::Truncate => magnitude.div_floor(&self.denominator),
            Rounding::HalfUp => {
                let twice = &self.denominator * 2_u32;
                (magnitude * 2_u32 + &self.denominator).div_floor(&twice)
            }
        };
        if self.numerator.is_negative() {
            -units
        } else {
            units
        }
    }
}

impl Fraction {
    /// `self` to the power of `exponent`.
    #[must_use]
    pub fn power(&self, exponent: u32) -> Self {
        Self {
            numerator: self.numerator.pow(exponent),
            denominator: self.denominator.pow(exponent),
        }
    }

    /// The root, if it is a fraction itself; `None` also for negative numbers and the 0th root.
    pub fn exact_root(&self, degree: u32) -> Option<Self> {
        if degree == 0 || self.numerator.is_negative() {
            return None;
        }
        let common = self.numerator.gcd(&self.denominator);
        let root = |term: &BigInt| {
            let term = term / &common;
            let root = term.nth_root(degree);
            (root.pow(degree) == term).then_some(root)
        };
        Some(Self {
            numerator: root(&self.numerator)?,
            denominator: root(&self.denominator)?,
        })
    }

    /// The root of a number that is not negative, rounded down and up at `places` decimals: whole-number roots, no
    /// floating point.
    #[must_use]
    pub fn root_between(&self, degree: u32, places: u32) -> (Self, Self) {
        let degree = degree.max(1);
        let scaled = self.numerator.abs() * power_of_ten(places.saturating_mul(degree));
        let down = scaled.div_floor(&self.denominator).nth_root(degree);
        let up = &down + 1;
        (Self::from_units(down, places), Self::from_units(up, places))
    }

    /// How many whole units of the last of `places` decimals it is, rounded down.
    pub fn floor_units(&self, places: u32) -> BigInt {
        (&self.numerator * power_of_ten(places)).div_floor(&self.denominator)
    }

    /// So many units of the last of `places` decimals.
    pub fn from_units(units: BigInt, places: u32) -> Self {
        Self {
            numerator: units,
            denominator: power_of_ten(places),
        }
    }
}

impl From<Decimal> for Fraction {
    fn from(value: Decimal) -> Self {
        Self {
            numerator: BigInt::from(value.mantissa()),
            denominator: power_of_ten(value.scale()),
        }
    }
}

fn power_of_ten(exponent: u32) -> BigInt {
    match 10_u128.checked_pow(exponent) {
        Some(power) => BigInt::from(power),
        None => num_traits::pow(BigInt::from(10), usize::try_from(exponent).unwrap_or(0)),
    }
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test stops where its premise fails")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(numerator: &str, denominator: &str, places: u32, rounding: Rounding, expected: &str) {
        let number = |text: &str| text.parse::<Decimal>().expect("a decimal");
        let rate = Fraction::ratio(number(numerator), number(denominator)).expect("a denominator");
        assert_eq!(
            rate.percent(places, rounding),
            expected,
            "{numerator} / {denominator}"
        );
    }

    #[test]
    fn rates_are_rounded_as_sheets_print_them() {
        check("17420", "10000", 1, Rounding::HalfUp, "174.2");
        check("10", "30", 1, Rounding::HalfUp, "33.3");
        check("1188000", "1250000", 1, Rounding::HalfUp, "95.0");
        check("2574", "3000", 0, Rounding::HalfUp, "86");
        check("5163", "4000", 1, Rounding::Truncate, "129.0");
        check("7077", "6000", 1, Rounding::Truncate, "117.9");
        check("7077", "6000", 1, Rounding::HalfUp, "118.0");
    }

    #[test]
    fn ties_go_away_from_zero_and_truncation_towards_it() {
        check("0.1235", "1", 1, Rounding::HalfUp, "12.4");
        check("-0.1235", "1", 1, Rounding::HalfUp, "-12.4");
        check("-0.1239", "1", 1, Rounding::Truncate, "-12.3");
        check("0.005", "1", 0, Rounding::HalfUp, "1");
        check("0.00499", "1", 0, Rounding::HalfUp, "0");
    }

    #[test]
    fn roots_are_exact_or_enclosed() {
        let number = |a: i64, b: i64| Fraction::ratio(a.into(), b.into()).expect("a denominator");
        assert_eq!(number(242, 200).exact_root(2), Some(number(11, 10)));
        assert_eq!(number(2, 1).exact_root(2), None);
        assert_eq!(number(-4, 1).exact_root(2), None);
        assert_eq!(number(4, 1).exact_root(0), None);
        let (down, up) = number(2, 1).root_between(2, 10);
        assert_eq!(down.plain(10, Rounding::Truncate), "1.4142135623");
        assert!(down.power(2) < number(2, 1) && up.power(2) > number(2, 1));
        assert_eq!(number(-1, 4).floor_units(0), BigInt::from(-1));
    }

    #[test]
    fn zero_has_no_sign() {
        check("-0.0001", "1", 1, Rounding::HalfUp, "0.0");
        check("0", "-7", 1, Rounding::HalfUp, "0.0");
        check("-3", "100", 1, Rounding::HalfUp, "-3.0");
    }

    #[test]
    fn the_extremes_of_a_decimal_neither_overflow_nor_vanish() {
        let tiny = Decimal::from_i128_with_scale(1, 28);
        let huge = Fraction::ratio(Decimal::MAX, tiny).expect("a denominator");
        assert!(
            huge.percent(1, Rounding::HalfUp)
                .starts_with("7922816251426433759354395033500000")
        );
        assert_eq!(
            Fraction::ratio(tiny, Decimal::MAX)
                .expect("a denominator")
                .percent(1, Rounding::HalfUp),
            "0.0"
        );
        assert_eq!(
            Fraction::ratio(Decimal::MIN, Decimal::MAX)
                .expect("a denominator")
                .percent(0, Rounding::Truncate),
            "-100"
        );
        assert!(huge.plain(u32::MAX, Rounding::HalfUp).len() < 200);
    }

    proptest! {
        /// The oracle adds half a unit and cuts the digits off in whole numbers.
        #[test]
        fn half_up_agrees_with_whole_number_arithmetic(a in -1_000_000_000_i64..1_000_000_000, b in 1_i64..1_000_000, places in 0_u32..5) {
            let rate = Fraction::ratio(Decimal::from(a), Decimal::from(b)).expect("a denominator");
            let unit = 10_i128.pow(places);
            let (magnitude, divisor) = (i128::from(a.abs()) * 100 * unit, i128::from(b));
            let units = magnitude / divisor + i128::from((magnitude % divisor) * 2 >= divisor);
            let sign = if a < 0 && units != 0 { "-" } else { "" };
            let expected = if places == 0 {
                format!("{sign}{units}")
            } else {
                format!("{sign}{}.{:0width$}", units / unit, units % unit, width = places as usize)
            };
            prop_assert_eq!(rate.percent(places, Rounding::HalfUp), expected);
        }

        #[test]
        fn any_two_decimals_give_a_rate_or_none(a in any::<i128>(), b in any::<i128>(), s in 0_u32..29, t in 0_u32..29, places in any::<u32>()) {
            let decimal = |n: i128, scale: u32| Decimal::from_i128_with_scale(n % Decimal::MAX.mantissa(), scale);
            let (numerator, denominator) = (decimal(a, s), decimal(b, t));
            let rate = Fraction::ratio(numerator, denominator);
            prop_assert_eq!(rate.is_none(), denominator.is_zero());
            if let Some(rate) = rate {
                let half_up = rate.percent(places % 8, Rounding::HalfUp);
                let cut = rate.percent(places % 8, Rounding::Truncate);
                prop_assert!(half_up.trim_start_matches('-').len() >= cut.trim_start_matches('-').len());
                prop_assert_eq!(rate.over(&rate), (!numerator.is_zero()).then(|| Fraction::from(Decimal::ONE)));
            }
        }
    }
}
