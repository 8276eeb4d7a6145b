//! Exact fractions of decimals: what a rate is before it is rounded for a reader.
//!
//! Numerator and denominator have any number of digits, so that no decimal that a cell can hold overflows and nothing
//! is rounded twice. Rates are compared as fractions; only [`Fraction::percent`] and [`Fraction::plain`] round.
//!
//! Most terms fit into a machine's integers: every step is tried there first, checked, and done over with integers of
//! any length where it does not fit. Fractions are not reduced: a rate comes of a handful of decimals, so its terms
//! stay short, and finding common divisors took most of the time of a large sheet.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive};

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
pub struct Fraction(Terms);

/// Numerator and denominator; the denominator is above 0.
#[derive(Clone, Debug)]
enum Terms {
    Small(i128, i128),
    Big(Box<(BigInt, BigInt)>),
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
        let small = self.small().zip(other.small());
        let crossed = small.and_then(|((a, b), (c, d))| Some((product(a, d)?, product(c, b)?)));
        if let Some((own, others)) = crossed {
            return own.cmp(&others);
        }
        let ((a, b), (c, d)) = (self.big(), other.big());
        (a * d).cmp(&(c * b))
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
        Some(self.times(&divisor.inverse()?))
    }

    /// `1 ÷ self`, or `None` for 0.
    fn inverse(&self) -> Option<Self> {
        let turned = match &self.0 {
            Terms::Small(0, _) => return None,
            // The least number of the machine has no opposite.
            Terms::Small(a, b) if *a > 0 => Terms::Small(*b, *a),
            Terms::Small(a, b) if *a > i128::MIN => Terms::Small(-b, -a),
            _ => {
                let (a, b) = self.big();
                match a.sign() {
                    num_bigint::Sign::NoSign => return None,
                    num_bigint::Sign::Plus => return Some(Self::of_big(b, a)),
                    num_bigint::Sign::Minus => return Some(Self::of_big(-b, -a)),
                }
            }
        };
        Some(Self(turned))
    }

    /// `self − other`.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        self.plus(&other.negated())
    }

    /// `self + other`.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let small = self.small().zip(other.small());
        let sum = small.and_then(|((a, b), (c, d))| {
            let numerator = product(a, d)?.checked_add(product(c, b)?)?;
            Some(Self(Terms::Small(numerator, product(b, d)?)))
        });
        sum.unwrap_or_else(|| {
            let ((a, b), (c, d)) = (self.big(), other.big());
            Self::of_big(a * &d + c * &b, b * d)
        })
    }

    /// `self × factor`.
    #[must_use]
    pub fn times(&self, factor: &Self) -> Self {
        let small = self.small().zip(factor.small());
        let product =
            small.and_then(|((a, b), (c, d))| Some(Self(Terms::Small(product(a, c)?, product(b, d)?))));
        product.unwrap_or_else(|| {
            let ((a, b), (c, d)) = (self.big(), factor.big());
            Self::of_big(a * c, b * d)
        })
    }

    /// Without its sign.
    #[must_use]
    pub fn abs(&self) -> Self {
        if self.is_negative() {
            self.negated()
        } else {
            self.clone()
        }
    }

    /// The opposite number.
    #[must_use]
    pub fn negated(&self) -> Self {
        match &self.0 {
            Terms::Small(a, b) if *a > i128::MIN => Self(Terms::Small(-a, *b)),
            _ => {
                let (a, b) = self.big();
                Self::of_big(-a, b)
            }
        }
    }

    /// A percentage as a fraction: 86 → 86/100.
    pub fn from_percent(percent: Decimal) -> Self {
        Self::from(percent).times(&Self::ten_to(-2))
    }

    /// The number of digits, with a decimal point before the last `places` of them: `("1745", 1)` is 174.5. `None` if
    /// `digits` holds anything but ASCII digits, or none.
    pub fn from_digits(digits: &str, places: u32) -> Option<Self> {
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        match (digits.parse(), small_power_of_ten(places)) {
            (Ok(numerator), Some(denominator)) => Some(Self(Terms::Small(numerator, denominator))),
            _ => Some(Self::of_big(digits.parse().ok()?, power_of_ten(places))),
        }
    }

    /// A power of ten, negative ones included.
    pub fn ten_to(exponent: i32) -> Self {
        let places = exponent.unsigned_abs();
        match (small_power_of_ten(places), exponent < 0) {
            (Some(power), true) => Self(Terms::Small(1, power)),
            (Some(power), false) => Self(Terms::Small(power, 1)),
            (None, true) => Self::of_big(BigInt::one(), power_of_ten(places)),
            (None, false) => Self::of_big(power_of_ten(places), BigInt::one()),
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
        let (sign, digits) = match self.small_magnitude(places, rounding) {
            Some(0) => ("", "0".to_owned()),
            Some(magnitude) => (self.sign(), digits(magnitude)),
            None => {
                let units = self.units(places, rounding);
                let sign = if units.is_negative() { "-" } else { "" };
                (sign, units.abs().to_string())
            }
        };
        let places = usize::try_from(places).unwrap_or(0);
        let zeros = (places + 1).saturating_sub(digits.len());
        let mut out = String::with_capacity(sign.len() + zeros + digits.len() + 1);
        out.push_str(sign);
        out.extend(std::iter::repeat_n('0', zeros));
        out.push_str(&digits);
        if places > 0 {
            out.insert(out.len() - places, '.');
        }
        out
    }

    /// The number rounded to `places` decimals, still as a fraction.
    #[must_use]
    pub fn rounded(&self, places: u32, rounding: Rounding) -> Self {
        let places = places.min(MAX_PLACES);
        let small = self.small_magnitude(places, rounding);
        match (
            small.and_then(|units| i128::try_from(units).ok()),
            small_power_of_ten(places),
        ) {
            (Some(units), Some(power)) => {
                let units = if self.is_negative() { -units } else { units };
                Self(Terms::Small(units, power))
            }
            _ => Self::of_big(self.units(places, rounding), power_of_ten(places)),
        }
    }

    /// How many whole units of the last of `places` decimals it is, without its sign; `None` where that takes more
    /// digits than a machine's integers have.
    fn small_magnitude(&self, places: u32, rounding: Rounding) -> Option<u128> {
        let (numerator, denominator) = self.small()?;
        let magnitude = numerator
            .unsigned_abs()
            .checked_mul(10_u128.checked_pow(places)?)?;
        let denominator = denominator.unsigned_abs();
        let (whole, rest) = divided(magnitude, denominator);
        let is_up = rounding == Rounding::HalfUp && rest >= denominator - rest;
        Some(whole + u128::from(is_up))
    }

    /// How many whole units of the last of `places` decimals it is.
    fn units(&self, places: u32, rounding: Rounding) -> BigInt {
        let (numerator, denominator) = self.big();
        let magnitude = numerator.abs() * power_of_ten(places);
        let units = match rounding {
            Rounding::Truncate => magnitude.div_floor(&denominator),
            Rounding::HalfUp => {
                let twice = &denominator * 2_u32;
                (magnitude * 2_u32 + &denominator).div_floor(&twice)
            }
        };
        if numerator.is_negative() { -units } else { units }
    }

    fn sign(&self) -> &'static str {
        if self.is_negative() { "-" } else { "" }
    }

    fn is_negative(&self) -> bool {
        match &self.0 {
            Terms::Small(numerator, _) => *numerator < 0,
            Terms::Big(terms) => terms.0.is_negative(),
        }
    }

    fn small(&self) -> Option<(i128, i128)> {
        match self.0 {
            Terms::Small(numerator, denominator) => Some((numerator, denominator)),
            Terms::Big(_) => None,
        }
    }

    fn big(&self) -> (BigInt, BigInt) {
        match &self.0 {
            Terms::Small(numerator, denominator) => (BigInt::from(*numerator), BigInt::from(*denominator)),
            Terms::Big(terms) => (**terms).clone(),
        }
    }

    fn of_big(numerator: BigInt, denominator: BigInt) -> Self {
        Self(Terms::Big(Box::new((numerator, denominator))))
    }
}

impl Fraction {
    /// `self` to the power of `exponent`.
    #[must_use]
    pub fn power(&self, exponent: u32) -> Self {
        let small = self.small();
        let power =
            small.and_then(|(a, b)| Some(Terms::Small(a.checked_pow(exponent)?, b.checked_pow(exponent)?)));
        power.map_or_else(
            || {
                let (a, b) = self.big();
                Self::of_big(a.pow(exponent), b.pow(exponent))
            },
            Self,
        )
    }

    /// The root, if it is a fraction itself; `None` also for negative numbers and the 0th root.
    pub fn exact_root(&self, degree: u32) -> Option<Self> {
        if degree == 0 || self.is_negative() {
            return None;
        }
        let (numerator, denominator) = self.big();
        let common = numerator.gcd(&denominator);
        let root = |term: &BigInt| {
            let term = term / &common;
            let root = term.nth_root(degree);
            (root.pow(degree) == term).then_some(root)
        };
        Some(Self::of_big(root(&numerator)?, root(&denominator)?))
    }

    /// The root of a number that is not negative, rounded down and up at `places` decimals: whole-number roots, no
    /// floating point.
    #[must_use]
    pub fn root_between(&self, degree: u32, places: u32) -> (Self, Self) {
        let degree = degree.max(1);
        let (numerator, denominator) = self.big();
        let scaled = numerator.abs() * power_of_ten(places.saturating_mul(degree));
        let down = scaled.div_floor(&denominator).nth_root(degree);
        let up = &down + 1;
        (Self::from_units(down, places), Self::from_units(up, places))
    }

    /// How many whole units of the last of `places` decimals it is, rounded down.
    pub fn floor_units(&self, places: u32) -> BigInt {
        let small = self.small().and_then(|(numerator, denominator)| {
            let scaled = product(numerator, small_power_of_ten(places)?)?;
            Some(scaled.div_euclid(denominator))
        });
        small.map_or_else(
            || {
                let (numerator, denominator) = self.big();
                (numerator * power_of_ten(places)).div_floor(&denominator)
            },
            BigInt::from,
        )
    }

    /// So many units of the last of `places` decimals.
    pub fn from_units(units: BigInt, places: u32) -> Self {
        match (units.to_i128(), small_power_of_ten(places)) {
            (Some(units), Some(power)) => Self(Terms::Small(units, power)),
            _ => Self::of_big(units, power_of_ten(places)),
        }
    }
}

impl From<Decimal> for Fraction {
    fn from(value: Decimal) -> Self {
        // A decimal has 28 digits behind its point at most.
        match small_power_of_ten(value.scale()) {
            Some(power) => Self(Terms::Small(value.mantissa(), power)),
            None => Self::of_big(BigInt::from(value.mantissa()), power_of_ten(value.scale())),
        }
    }
}

/// The product, if it fits. Two numbers of 64 bits always do, and need no check.
fn product(one: i128, other: i128) -> Option<i128> {
    match (i64::try_from(one), i64::try_from(other)) {
        (Ok(one), Ok(other)) => Some(i128::from(one) * i128::from(other)),
        _ => one.checked_mul(other),
    }
}

/// Whole part and rest of a division. Division of 128 bits takes many times as long as that of 64.
fn divided(dividend: u128, divisor: u128) -> (u128, u128) {
    match (u64::try_from(dividend), u64::try_from(divisor)) {
        (Ok(dividend), Ok(divisor)) => (u128::from(dividend / divisor), u128::from(dividend % divisor)),
        _ => (dividend / divisor, dividend % divisor),
    }
}

fn digits(number: u128) -> String {
    match u64::try_from(number) {
        Ok(number) => number.to_string(),
        Err(_) => number.to_string(),
    }
}

fn small_power_of_ten(exponent: u32) -> Option<i128> {
    10_i128.checked_pow(exponent)
}

fn power_of_ten(exponent: u32) -> BigInt {
    match small_power_of_ten(exponent) {
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

        /// Small terms and long ones give the same: the oracle is the same arithmetic on integers of any length.
        #[test]
        fn terms_of_any_length_agree(a in any::<i64>(), b in any::<i128>(), c in any::<i64>(), d in 1_i128.., places in 0_u32..8) {
            let small = |a: i128, b: i128| Fraction(Terms::Small(a, b));
            let big = |of: &Fraction| { let (a, b) = of.big(); Fraction::of_big(a, b) };
            let (one, other) = (small(a.into(), d), small(b, i128::from(c).abs() + 1));
            for (ours, theirs) in [
                (one.plus(&other), big(&one).plus(&big(&other))),
                (one.minus(&other), big(&one).minus(&big(&other))),
                (one.times(&other), big(&one).times(&big(&other))),
                (one.abs(), big(&one).abs()),
                (other.negated(), big(&other).negated()),
                (one.power(3), big(&one).power(3)),
                (one.rounded(places, Rounding::HalfUp), big(&one).rounded(places, Rounding::HalfUp)),
                (other.rounded(places, Rounding::Truncate), big(&other).rounded(places, Rounding::Truncate)),
            ] {
                prop_assert_eq!(big(&ours).cmp(&big(&theirs)), Ordering::Equal);
                prop_assert_eq!(&ours, &theirs);
                for rounding in [Rounding::HalfUp, Rounding::Truncate] {
                    prop_assert_eq!(ours.plain(places, rounding), big(&theirs).plain(places, rounding));
                }
                prop_assert_eq!(ours.floor_units(places), big(&theirs).floor_units(places));
            }
            prop_assert_eq!(one.cmp(&other), big(&one).cmp(&big(&other)));
            prop_assert_eq!(one.over(&other), big(&one).over(&big(&other)));
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
