//! Printed rates against ours (検算), from the exact fraction at the printed precision.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::evaluate::methods::METHODS;
use crate::evaluate::methods::method::{Case, Method, Outcome, Terms};
use crate::text::fold;
use kpi_readers::base::Decimal;
use kpi_readers::base::fraction::{Fraction, Rounding};
use kpi_readers::base::place::Place;
use kpi_readers::base::remark::{Code, Remark};

/// What came of holding a printed rate against ours.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    IntoStaticStr,
    EnumString,
    VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Check {
    /// Ours, half up at the printed precision.
    Match,
    /// Printed 100, ours is above.
    Capped,
    /// Ours truncated, or one unit of the last printed digit away.
    Rounding,
    /// None that follows from the numbers.
    Mismatch,
    /// Printed, but none of ours.
    Uncheckable,
    /// Nothing is printed.
    #[default]
    NotPrinted,
}

impl Check {
    /// The stable word in the contract.
    pub fn id(self) -> &'static str {
        self.into()
    }
}

/// A printed rate, held against ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rechecked {
    /// As printed.
    pub printed: Option<String>,
    /// What came of it.
    pub check: Check,
    /// Ours at the printed precision and in the printed notation.
    pub ours: Option<String>,
}

impl Rechecked {
    /// What is to be told of it.
    pub fn remark(&self, at: Option<&Place>) -> Option<Remark> {
        let code = match self.check {
            Check::Mismatch => Code::PrintedRateDiffers,
            Check::Rounding => Code::PrintedRateRounding,
            _ => return None,
        };
        let numbers = [self.printed.clone()?, self.ours.clone()?];
        let remark = Remark::new(code, at.cloned())
            .on_field("printedRate")
            .with(numbers);
        Some(Remark {
            proposal: self.ours.clone(),
            ..remark
        })
    }
}

/// Holds a printed rate against ours. A printed rate that equals a progress rate agrees too: both are called 達成率.
/// `are_ratios` says that the rates of the table are printed so: 0.9 for 90 %.
pub fn recheck(
    printed: Option<&str>,
    rate: Option<&Fraction>,
    progress: &[&Option<Fraction>],
    are_ratios: bool,
) -> Rechecked {
    let printed = printed.map(str::trim).filter(|printed| !is_nothing(printed));
    let Some(raw) = printed else {
        return Rechecked {
            printed: None,
            check: Check::NotPrinted,
            ours: None,
        };
    };
    let also = |printed: &PrintedRate| {
        progress
            .iter()
            .copied()
            .flatten()
            .any(|ours| printed.matches(ours))
    };
    let (check, ours) = match (PrintedRate::parse(raw), rate) {
        (Some(printed), _) if also(&printed) => (Check::Match, None),
        (Some(printed), Some(rate)) => against(&printed, rate, are_ratios),
        (None, _) | (_, None) => (Check::Uncheckable, None),
    };
    Rechecked {
        printed: Some(raw.to_owned()),
        check,
        ours,
    }
}

/// A printed rate without a sign.
pub fn may_be_ratio(raw: &str) -> bool {
    PrintedRate::parse(raw.trim()).is_some_and(|printed| printed.sign.is_empty())
}

/// The rate agrees with a printed one as a ratio, and not as a percentage.
pub fn agrees_as_ratio(raw: &str, rate: Option<&Fraction>) -> bool {
    let printed = PrintedRate::parse(raw.trim());
    printed.zip(rate).is_some_and(|(printed, rate)| {
        let as_ratio = printed.as_ratio_of_any().map(|ratio| ratio.check(rate));
        printed.check(rate) == Check::Mismatch && as_ratio == Some(Check::Match)
    })
}

/// The rate, rounded so at the printed precision, is what is printed. Words are no rate.
pub fn is_printed_as(raw: &str, rate: &Fraction, rounding: Rounding) -> bool {
    PrintedRate::parse(raw.trim()).is_some_and(|printed| {
        let same = |printed: &PrintedRate| printed.value == rate.rounded(printed.decimals, rounding);
        same(&printed) || printed.as_ratio().is_some_and(|ratio| same(&ratio))
    })
}

/// The method that makes a printed rate out of a case, rounded half up or cut off; the first of [`METHODS`] if several
/// do. A whole or empty rate is made by too many to tell one.
pub fn made_by(raw: &str, case: &Case) -> Option<&'static str> {
    let printed = PrintedRate::parse(raw.trim())?;
    let tells = [0, 1]
        .map(Decimal::from)
        .iter()
        .all(|whole| printed.value != Fraction::from(*whole));
    let makes = |method: &&Method| match (method.run)(case, &Terms::default()) {
        Ok(Outcome::Rate(rate)) => {
            let roundings = [Rounding::HalfUp, Rounding::Truncate];
            roundings
                .iter()
                .any(|rounding| is_printed_as(raw, &rate, *rounding))
        }
        _ => false,
    };
    METHODS
        .iter()
        .filter(|_| tells)
        .find(makes)
        .map(|method| method.id)
}

fn against(printed: &PrintedRate, rate: &Fraction, are_ratios: bool) -> (Check, Option<String>) {
    let check = printed.check(rate);
    // Without a sign, 0.809 may be a ratio: a cell that lost its percent format.
    if check == Check::Mismatch
        && let Some(ratio) = (if are_ratios {
            printed.as_ratio_of_any()
        } else {
            printed.as_ratio()
        })
        .filter(|ratio| ratio.check(rate) != Check::Mismatch)
    {
        return (
            ratio.check(rate),
            Some(rate.plain(printed.places, Rounding::HalfUp)),
        );
    }
    (
        check,
        Some(format!(
            "{}{}",
            rate.percent(printed.places, Rounding::HalfUp),
            printed.sign
        )),
    )
}

/// Only marks that stand for "no value".
fn is_nothing(printed: &str) -> bool {
    !printed.chars().any(char::is_alphanumeric)
}

/// A rate as a sheet prints it.
#[derive(Clone, Debug)]
struct PrintedRate {
    /// 1 = 100 %.
    value: Fraction,
    /// Decimals that are printed, of the percentage.
    places: u32,
    /// Decimals that are printed, of the value.
    decimals: u32,
    /// `%`, `％` or nothing.
    sign: &'static str,
}

impl PrintedRate {
    /// `86%`, `100.0％`, `▲3.2`, `1,234 %`, `(36.7%)`; a number without a sign is a percentage too.
    fn parse(raw: &str) -> Option<Self> {
        let half: String = raw
            .chars()
            .map(fold::half_width)
            .filter(|c| !c.is_whitespace() && !matches!(c, '(' | ')' | ','))
            .collect();
        let bare = half.trim_start_matches(['約', '+']);
        let (negative, bare) = match bare.strip_prefix(['▲', '△', '-', '−']) {
            Some(rest) => (true, rest),
            None => (false, bare),
        };
        let (bare, sign) = bare.strip_suffix('%').map_or((bare, ""), |bare| (bare, "%"));
        let (whole, decimals) = bare.split_once('.').unwrap_or((bare, ""));
        let places = u32::try_from(decimals.len())
            .ok()
            .filter(|&places| places <= 20)?;
        let digits =
            Some(format!("{whole}{decimals}")).filter(|digits| !whole.is_empty() && digits.len() <= 40)?;
        let magnitude = Fraction::from_digits(&digits, places + 2)?;
        Some(Self {
            value: if negative { magnitude.negated() } else { magnitude },
            places,
            decimals: places + 2,
            sign,
        })
    }

    /// The same figure read as a ratio, 1 = 100 %, if it has the decimals of one.
    fn as_ratio(&self) -> Option<Self> {
        self.as_ratio_of_any().filter(|_| self.places >= 2)
    }

    /// The same, however few decimals it has: in a column of ratios 0.9 is one too.
    fn as_ratio_of_any(&self) -> Option<Self> {
        self.sign.is_empty().then(|| Self {
            value: self.value.times(&Fraction::ten_to(2)),
            places: self.places.saturating_sub(2),
            decimals: self.places,
            sign: self.sign,
        })
    }

    fn matches(&self, ours: &Fraction) -> bool {
        self.value == ours.rounded(self.decimals, Rounding::HalfUp)
    }

    fn check(&self, ours: &Fraction) -> Check {
        let one = Fraction::ten_to(0);
        let places = self.decimals;
        let unit = Fraction::ten_to(-i32::try_from(places).unwrap_or(i32::MAX));
        let near = |rounding| self.value.minus(&ours.rounded(places, rounding)).abs();
        if self.matches(ours) {
            Check::Match
        } else if self.value == one && *ours > one {
            Check::Capped
        } else if near(Rounding::Truncate) < unit || near(Rounding::HalfUp) <= unit {
            Check::Rounding
        } else {
            Check::Mismatch
        }
    }
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test stops where its premise fails")]
mod tests {
    use super::*;
    use crate::evaluate::methods::testing;
    use crate::kpi::Direction;

    #[track_caller]
    fn check(printed: &str, actual: i64, target: i64, expected: Check) {
        let rate = Fraction::ratio(actual.into(), target.into());
        assert_eq!(
            recheck(Some(printed), rate.as_ref(), &[], false).check,
            expected,
            "{printed} for {actual}/{target}"
        );
    }

    #[test]
    fn a_rate_is_compared_at_its_printed_precision() {
        check("86%", 2574, 3000, Check::Match);
        check("73.9%", 1612, 2180, Check::Match);
        check("１０１．８％", 1018, 1000, Check::Match);
        check("(36.7%)", 33, 90, Check::Match);
        check("0%", 0, 1, Check::Match);
        check("80.9", 182, 225, Check::Match);
    }

    #[test]
    fn a_cap_is_no_fault() {
        check("100.0%", 83, 50, Check::Capped);
        check("100", 3085, 2800, Check::Capped);
        check("100.0%", 2, 2, Check::Match);
        check("100%", 1003, 1000, Check::Match);
        check("100%", 101, 100, Check::Capped);
    }

    #[test]
    fn truncation_and_one_unit_are_rounding() {
        check("101.7%", 80_000, 78_600, Check::Rounding);
        check("129.0", 5163, 4000, Check::Rounding);
        check("98%", 994, 1000, Check::Rounding);
        check("97%", 994, 1000, Check::Mismatch);
        check("98.0%", 1_188_000, 1_250_000, Check::Mismatch);
    }

    #[test]
    fn a_ratio_without_a_sign_is_one_too() {
        check("0.809", 182, 225, Check::Match);
        check("1.74", 17_420, 10_000, Check::Match);
        check("0.809%", 182, 225, Check::Mismatch);
        check("0.5", 182, 225, Check::Mismatch);
    }

    #[test]
    fn marks_are_not_printed_and_words_cannot_be_checked() {
        assert_eq!(recheck(Some("－"), None, &[], false).check, Check::NotPrinted);
        assert_eq!(recheck(Some(" "), None, &[], false).check, Check::NotPrinted);
        assert_eq!(recheck(Some("達成"), None, &[], false).check, Check::Uncheckable);
        assert_eq!(recheck(Some("86%"), None, &[], false).check, Check::Uncheckable);
        check(&"9".repeat(200), 1, 2, Check::Uncheckable);
    }

    #[test]
    fn a_progress_rate_agrees_too() {
        let rate = Fraction::ratio(44.into(), 50.into());
        let progress = Fraction::ratio(31.into(), 37.into());
        assert_eq!(
            recheck(Some("83.8%"), rate.as_ref(), &[&progress], false).check,
            Check::Match
        );
    }

    #[test]
    fn the_method_that_makes_a_printed_rate_is_told() {
        let case = |target: u32, actual: u32| {
            testing::case(Direction::Decrease, &target.to_string(), &actual.to_string())
        };
        assert_eq!(made_by("106.2", &case(1100, 1032)), Some("inverted"));
        assert_eq!(made_by("93.8%", &case(1100, 1032)), Some("actual-over-target"));
        assert_eq!(made_by("93.9%", &case(1100, 1032)), None);
        assert_eq!(made_by("100%", &case(1100, 1100)), None);
    }

    #[test]
    fn a_difference_proposes_ours_at_the_printed_precision() {
        let rate = Fraction::ratio(1_188_000.into(), 1_250_000.into());
        let remark = recheck(Some("98.0%"), rate.as_ref(), &[], false)
            .remark(None)
            .expect("a remark");
        assert_eq!(remark.code, Code::PrintedRateDiffers);
        assert_eq!(remark.numbers, ["98.0%", "95.0%"]);
        assert_eq!(remark.proposal.as_deref(), Some("95.0%"));
    }
}
