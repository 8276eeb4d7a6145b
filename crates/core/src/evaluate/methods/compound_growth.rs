//! Ratio of compound annual growth rates: observed ÷ required (CAGR), as Open SDG and Eurostat define progress.
//!
//! `(v₁/v₀)^(1/m) − 1` over `(target/v₀)^(1/n) − 1` is irrational as a rule, and there is no floating point here. What
//! is returned stands for the true number exactly wherever it is compared or rounded:
//!
//! - Both roots rational (the powers of whole numbers say so): the ratio is an exact fraction.
//! - `(v₁/v₀)ⁿ = (target/v₀)ᵐ`, told by whole-number powers: the ratio is exactly 1.
//! - Otherwise it is irrational, so it equals no decimal. Both roots are enclosed by whole-number roots of 80 decimals,
//!   rounded down and up; the quotient is thereby enclosed, and the cell of 40 decimals that it lies in is known. The
//!   middle of that cell is returned: it lies on the same side of every decimal of up to 40 places as the true ratio,
//!   and every threshold and every rounding of a rule set is such a decimal. If the enclosure does not fit one cell,
//!   more decimals are taken.

use num_bigint::BigInt;

use crate::evaluate::methods::method::{Case, Method, Outcome, Terms};
use crate::kpi::{Direction, Reason};
use kpi_readers::base::Decimal;
use kpi_readers::base::fraction::Fraction;

/// `observed CAGR ÷ required CAGR`.
pub const METHOD: Method = Method {
    id: "compound-growth",
    run,
};

/// Plans are shorter; a longer one would only make the powers long.
const MAX_YEARS: u32 = 60;

/// Decimals of the cell that stands for an irrational ratio.
const PLACES: u32 = 40;

/// Decimals of the roots, tried in turn.
const PRECISIONS: [u32; 3] = [80, 160, 320];

/// # Shape and units
/// Positive levels in one unit with the years of all three; 1 = exactly the growth that is required, negative where
/// it moved away.
///
/// # Errors
/// [`Reason::NoBaseline`], [`Reason::NoFinalTarget`], [`Reason::NoPeriod`]; [`Reason::NotPositive`] for a baseline,
/// target or actual of 0 or below: growth has no rate there; [`Reason::OutsideTerm`] where the years are not in order
/// or too many; [`Reason::NoRatio`] where the final target does not lie beyond the baseline; [`Reason::NotALevel`];
/// [`Reason::UnknownDirection`].
///
/// # Source
/// Open SDG docs/progress.md and open-sdg/sdg-build (after Statistics Canada); Eurostat SDG monitoring report.
fn run(case: &Case, _: &Terms) -> Result<Outcome, Reason> {
    case.levels()?;
    let goal = case.goal()?;
    let baseline = case.baseline.ok_or(Reason::NoBaseline)?;
    let beyond = match case.direction {
        Direction::Decrease => goal < baseline,
        _ => goal > baseline,
    };
    if [baseline, goal, case.actual]
        .iter()
        .any(|value| *value <= Decimal::ZERO)
    {
        return Err(Reason::NotPositive);
    }
    if !beyond {
        return Err(Reason::NoRatio);
    }
    let (since, now, due) = case.growth_times()?;
    let (observed, required) = years(since, now)
        .zip(years(since, due))
        .ok_or(Reason::OutsideTerm)?;
    let growth = |value: Decimal| Fraction::ratio(value, baseline).ok_or(Reason::NotPositive);
    let rate = ratio(&growth(case.actual)?, observed, &growth(goal)?, required).ok_or(Reason::NoRatio)?;
    Ok(rate.into())
}

/// Whole years between two ends of periods.
fn years(from: i32, to: i32) -> Option<u32> {
    let months = u32::try_from(to.checked_sub(from)?).ok()?;
    let years = (months + 6) / 12;
    (1..=MAX_YEARS).contains(&years).then_some(years)
}

/// `(a^(1/m) − 1) ÷ (b^(1/n) − 1)`; `None` if `b` is 1.
fn ratio(a: &Fraction, m: u32, b: &Fraction, n: u32) -> Option<Fraction> {
    let one = Fraction::from(Decimal::ONE);
    if a.power(n) == b.power(m) {
        return (*b != one).then_some(one);
    }
    if *a == one {
        return Some(a.minus(&one));
    }
    if let (Some(a), Some(b)) = (a.exact_root(m), b.exact_root(n)) {
        return a.minus(&one).over(&b.minus(&one));
    }
    let mut low = None;
    for places in PRECISIONS {
        let (a_low, a_high) = a.root_between(m, places);
        let (b_low, b_high) = b.root_between(n, places);
        let growths = [a_low.minus(&one), a_high.minus(&one)];
        let needs = [b_low.minus(&one), b_high.minus(&one)];
        let corners: Option<Vec<Fraction>> = growths
            .iter()
            .flat_map(|growth| needs.iter().map(move |need| growth.over(need)))
            .collect();
        // A required growth that may be 0 encloses nothing: take more decimals.
        let Some(corners) = corners else { continue };
        let (least, most) = (corners.iter().min()?, corners.iter().max()?);
        let (least, most) = (least.floor_units(PLACES), most.floor_units(PLACES));
        low = Some(least.clone());
        if least == most {
            break;
        }
    }
    low.map(middle)
}

/// The middle of a cell of [`PLACES`] decimals.
fn middle(cell: BigInt) -> Fraction {
    let half = Fraction::from(Decimal::new(5, 1));
    Fraction::from_units(cell, 0)
        .plus(&half)
        .times(&Fraction::ten_to(-i32::try_from(PLACES).unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::methods::Times;
    use crate::evaluate::methods::testing::{case, check, in_term, number};
    use kpi_readers::base::fraction::Rounding;

    fn shown(rate: &Fraction, places: u32) -> String {
        rate.plain(places, Rounding::Truncate)
    }

    fn fraction(a: i64, b: i64) -> Fraction {
        Fraction::ratio(a.into(), b.into()).expect("a fraction")
    }

    #[test]
    fn rational_roots_give_exact_ratios() {
        // 1.21^(1/2) = 1.1, 1.4641^(1/4) = 1.1; 1.44^(1/2) = 1.2.
        assert_eq!(
            ratio(&fraction(121, 100), 2, &fraction(14641, 10000), 4),
            Some(fraction(1, 1))
        );
        assert_eq!(
            ratio(&fraction(121, 100), 2, &fraction(144, 100), 2),
            Some(fraction(1, 2))
        );
        assert_eq!(
            ratio(&fraction(81, 100), 2, &fraction(121, 100), 2),
            Some(fraction(-1, 1))
        );
        assert_eq!(
            ratio(&fraction(1, 1), 3, &fraction(2, 1), 5),
            Some(fraction(0, 1))
        );
        assert_eq!(ratio(&fraction(2, 1), 3, &fraction(1, 1), 5), None);
    }

    #[test]
    fn equal_irrational_growth_is_exactly_on_track() {
        // 2^(1/5) = 8^(1/15): no decimals are needed to see it.
        assert_eq!(
            ratio(&fraction(2, 1), 5, &fraction(8, 1), 15),
            Some(fraction(1, 1))
        );
    }

    #[test]
    fn irrational_ratios_have_the_digits_that_others_compute() {
        // (1.1^(1/5) − 1) / (1.5^(1/15) − 1), by an independent arithmetic of 60 digits.
        let rate = ratio(&fraction(11, 10), 5, &fraction(15, 10), 15).expect("a ratio");
        assert_eq!(shown(&rate, 12), "0.702376494784");
        let rate = ratio(&fraction(9, 10), 4, &fraction(15, 10), 15).expect("a ratio");
        assert!(rate < fraction(0, 1));
    }

    #[test]
    fn a_threshold_is_told_from_its_neighbours() {
        let rate = ratio(&fraction(11, 10), 5, &fraction(15, 10), 15).expect("a ratio");
        let text = shown(&rate, 30);
        let below = Fraction::from(number(text.get(..28).expect("digits")));
        assert!(rate > below && rate < below.plus(&Fraction::ten_to(-26)));
    }

    #[test]
    fn growth_needs_positive_values_and_years_in_order() {
        let year_five = in_term(
            Case {
                baseline: Some(number("100")),
                final_target: Some(number("150")),
                ..case(Direction::Increase, "1", "110")
            },
            2016,
            2020,
            2030,
        );
        check(&METHOD, &year_five, Ok("70.2"));
        check(
            &METHOD,
            &Case {
                baseline: Some(number("0")),
                ..year_five
            },
            Err(Reason::NotPositive),
        );
        check(
            &METHOD,
            &Case {
                actual: number("-5"),
                ..year_five
            },
            Err(Reason::NotPositive),
        );
        check(
            &METHOD,
            &Case {
                final_target: Some(number("90")),
                ..year_five
            },
            Err(Reason::NoRatio),
        );
        check(
            &METHOD,
            &Case {
                times: Times::default(),
                ..year_five
            },
            Err(Reason::NoPeriod),
        );
        let falling = Case {
            direction: Direction::Decrease,
            final_target: Some(number("50")),
            actual: number("90"),
            ..year_five
        };
        check(&METHOD, &falling, Ok("46.2"));
    }
}
