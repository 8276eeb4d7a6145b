//! Exact fractions of decimals: what a rate is before it is rounded for a reader.
//!
//! Numerator and denominator have any number of digits, so that no decimal that a cell can hold overflows and nothing
//! is rounded twice. Rates are compared as fractions; only [`Fraction::percent`] and [`Fraction::plain`] round.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

use crate::domain::base::Decimal;

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
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fraction(BigRational);

impl Fraction {
    /// `numerator ÷ denominator`, or `None` for the denominator 0.
    ///
    /// # Examples
    /// ```
    /// use kpi_evaluator::domain::base::Decimal;
    /// use kpi_evaluator::domain::base::fraction::{Fraction, Rounding};
    /// let rate = Fraction::ratio(Decimal::from(17420), Decimal::from(10000)).unwrap();
    /// assert_eq!(rate.percent(1, Rounding::HalfUp), "174.2");
    /// assert_eq!(Fraction::ratio(Decimal::ONE, Decimal::ZERO), None);
    /// ```
    pub fn ratio(numerator: Decimal, denominator: Decimal) -> Option<Self> {
        Self::from(numerator).over(&Self::from(denominator))
    }

    /// `self ÷ divisor`, or `None` for the divisor 0.
    pub fn over(&self, divisor: &Self) -> Option<Self> {
        (!divisor.0.is_zero()).then(|| Self(&self.0 / &divisor.0))
    }

    /// `self − other`.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        Self(&self.0 - &other.0)
    }

    /// `self + other`.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self(&self.0 + &other.0)
    }

    /// `self × factor`.
    #[must_use]
    pub fn times(&self, factor: &Self) -> Self {
        Self(&self.0 * &factor.0)
    }

    /// Without its sign.
    #[must_use]
    pub fn abs(&self) -> Self {
        Self(self.0.abs())
    }

    /// A percentage as a fraction: 86 → 86/100.
    pub fn from_percent(percent: Decimal) -> Self {
        Self(rational(percent) / BigRational::from_integer(BigInt::from(100)))
    }

    /// The number of digits, a decimal point and `places` more digits: `("1745", 1)` is 174.5. `None` if `digits` holds
    /// anything but ASCII digits, or none.
    pub fn from_digits(digits: &str, places: u32) -> Option<Self> {
        let all_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let number: BigInt = all_digits.then(|| digits.parse::<BigInt>().ok()).flatten()?;
        Some(Self(BigRational::new(number, power_of_ten(places))))
    }

    /// A power of ten, negative ones included.
    pub fn ten_to(exponent: i32) -> Self {
        let power = BigRational::from_integer(power_of_ten(exponent.unsigned_abs()));
        Self(if exponent < 0 { power.recip() } else { power })
    }

    /// The opposite number.
    #[must_use]
    pub fn negated(&self) -> Self {
        Self(-&self.0)
    }

    /// 100 times the fraction in plain notation with exactly `places` decimals, never `-0`.
    ///
    /// # Examples
    /// 1.7425 → `"174.3"` half up to one decimal, `"174.2"` truncated; −0.03 → `"-3.0"`.
    pub fn percent(&self, places: u32, rounding: Rounding) -> String {
        self.times(&Self(BigRational::from_integer(BigInt::from(100))))
            .plain(places, rounding)
    }

    /// The number itself in plain notation with exactly `places` decimals, never `-0`.
    pub fn plain(&self, places: u32, rounding: Rounding) -> String {
        let places = places.min(MAX_PLACES);
        let scaled = &self.0 * BigRational::from_integer(power_of_ten(places));
        let units = rounded(&scaled, rounding);
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
        let power = BigRational::from_integer(power_of_ten(places.min(MAX_PLACES)));
        Self(BigRational::from_integer(rounded(&(&self.0 * &power), rounding)) / power)
    }
}

impl From<Decimal> for Fraction {
    fn from(value: Decimal) -> Self {
        Self(rational(value))
    }
}

fn rational(value: Decimal) -> BigRational {
    BigRational::new(BigInt::from(value.mantissa()), power_of_ten(value.scale()))
}

fn power_of_ten(exponent: u32) -> BigInt {
    num_traits::pow(BigInt::from(10), usize::try_from(exponent).unwrap_or(0))
}

/// A whole number of units.
fn rounded(value: &BigRational, rounding: Rounding) -> BigInt {
    match rounding {
        Rounding::Truncate => value.to_integer(),
        Rounding::HalfUp => {
            let (twice, denominator): (BigInt, &BigInt) = (value.numer().abs() * 2, value.denom());
            let magnitude: BigInt = (twice + denominator).div_floor(&(denominator * BigInt::from(2)));
            if value.is_negative() {
                -magnitude
            } else {
                magnitude
            }
        }
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
