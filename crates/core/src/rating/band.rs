//! The word for an indicator: for its rate, for how it compares, or for why it cannot be compared. Held against the
//! printed one by wording, never by letter, and only where the rule set knows that word.

use std::cmp::Ordering;

use num_traits::ToPrimitive;

use crate::evaluate::measure::{Measurement, Status};
use crate::evaluate::methods::{self, Case, Outcome, Terms, Tolerance, met};
use crate::evaluate::target_kind::TargetKind;
use crate::kpi::{Against, Basis, Direction, Indicator};
use crate::rating::label_check::LabelCheck;
use crate::rating::rule_set::{AppliesTo, Band, Exact, RuleSet, Seen, ZeroOfZero};
use crate::rating::shown::{Alternative, Shown};
use crate::text::fold::squeeze;
use kpi_readers::base::Decimal;
use kpi_readers::base::fraction::Fraction;
use kpi_readers::base::remark::{Code, Remark};

/// Methods whose words are worth showing beside the rule set's own; the rest repeat one of these.
const BESIDE: &[&str] = &[
    methods::simple_ratio::METHOD.id,
    methods::progress::METHOD.id,
    methods::inverted::METHOD.id,
    methods::expected_straight::METHOD.id,
    methods::final_ratio::METHOD.id,
    methods::pace::METHOD.id,
    methods::pace_progress::METHOD.id,
    methods::linear_growth::METHOD.id,
];

/// The label of an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BandLabel {
    /// The word, with the bounds that it has.
    pub band: Band,
    /// Place among the rule set's bands, best first; none for words of absence.
    pub rank: Option<usize>,
    /// What it follows from.
    pub cause: Cause,
    /// The printed word, if the rule set knows it.
    pub printed: Option<String>,
    /// Ours against the printed one.
    pub check: LabelCheck,
    /// What would make it the next better one.
    pub next: Option<Next>,
    /// Other methods that give another word.
    pub others: Vec<Other>,
}

/// What a label follows from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The rate, as shown, and the method that made it.
    Rate {
        /// Id of the method.
        method: &'static str,
        /// In percent.
        text: String,
        /// The shown rate is the cap.
        capped: bool,
    },
    /// How the actual compares with target and baseline; `Greater` is better.
    Compared {
        /// Against the target.
        target: Option<Ordering>,
        /// Against the baseline.
        baseline: Option<Ordering>,
    },
    /// It cannot be compared.
    Absent(Status),
}

/// What would make the label the next better one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// The actual that is needed, to the last digit that the sheet prints.
    pub actual: Decimal,
    /// How much that is away from the actual; above 0.
    pub by: Decimal,
    /// More is needed, not less.
    pub more: bool,
    /// The bound that it reaches, if the band has one.
    pub bound: Option<Exact>,
    /// The word it would get.
    pub text: String,
}

/// Another method's word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// The method with its rate.
    pub alternative: Alternative,
    /// The word.
    pub text: String,
}

impl BandLabel {
    /// What is to be told of it.
    pub fn remark(&self, indicator: &Indicator, index: usize) -> Option<Remark> {
        let printed = self
            .printed
            .clone()
            .filter(|_| self.check == LabelCheck::Mismatch)?;
        let remark = Remark::new(Code::LabelDiffers, Some(indicator.at.clone())).on_indicator(index);
        let remark = remark.on_field("label").with([printed, self.band.text.clone()]);
        Some(Remark {
            proposal: Some(self.band.text.clone()),
            ..remark
        })
    }
}

/// The label that follows from the measurement that speaks.
pub fn label(
    indicator: &Indicator,
    measurement: &Measurement,
    shown: Option<&Shown>,
    rules: &RuleSet,
    terms: &Terms,
) -> Option<BandLabel> {
    let compared = measurement
        .case
        .as_ref()
        .zip(shown)
        .and_then(|(case, shown)| compared(measurement, case, shown, rules, terms));
    let label = compared.or_else(|| absent(measurement, rules))?;
    Some(against_printed(label, indicator, rules))
}

fn compared(
    measurement: &Measurement,
    case: &Case,
    shown: &Shown,
    rules: &RuleSet,
    terms: &Terms,
) -> Option<BandLabel> {
    if rules.applies_to == AppliesTo::Period && measurement.against != Against::Period {
        return None;
    }
    let seen = seen(case, shown.rate(), rules);
    let band = rules.band_of(&seen)?;
    let rank = rules.bands.iter().position(|other| other == band)?;
    let by_rate = band.asks_rate() || (band.is_rest() && seen.rate.is_some());
    let follows_from = match shown.text.as_ref().filter(|_| by_rate) {
        Some(text) => Cause::Rate {
            method: shown.method,
            text: text.clone(),
            capped: rules.cap.is_some_and(|cap| {
                shown
                    .rate()
                    .is_some_and(|rate| *rate > Fraction::from_percent(cap.0))
            }),
        },
        None => Cause::Compared {
            target: seen.target,
            baseline: seen.baseline,
        },
    };
    Some(BandLabel {
        band: band.clone(),
        rank: Some(rank),
        cause: follows_from,
        printed: None,
        check: LabelCheck::NotPrinted,
        next: next(case, shown.method, rules, terms, rank),
        others: others(case, shown.method, rules, terms, rank),
    })
}

fn absent(measurement: &Measurement, rules: &RuleSet) -> Option<BandLabel> {
    let row = rules
        .absent
        .iter()
        .find(|row| row.status.iter().any(|status| status.is(measurement.status)))?;
    let band = Band {
        grade: row.grade.clone(),
        variants: row.variants.clone(),
        en: row.en.clone(),
        ..Band::worded(&row.text)
    };
    Some(BandLabel {
        band,
        rank: None,
        cause: Cause::Absent(measurement.status),
        printed: None,
        check: LabelCheck::NotPrinted,
        next: None,
        others: Vec::new(),
    })
}

fn against_printed(mut label: BandLabel, indicator: &Indicator, rules: &RuleSet) -> BandLabel {
    let known = |word: &&String| {
        let absent = || {
            rules
                .absent
                .iter()
                .flat_map(|row| std::iter::once(&row.text).chain(&row.variants))
        };
        rules.bands.iter().any(|band| is_word_of(band, word))
            || absent().any(|own| squeeze(own) == squeeze(word))
    };
    label.printed = [&indicator.printed.status, &indicator.printed.label]
        .into_iter()
        .flatten()
        .find(known)
        .cloned();
    label.check = match &label.printed {
        Some(printed) if is_word_of(&label.band, printed) => LabelCheck::Match,
        Some(_) => LabelCheck::Mismatch,
        None => LabelCheck::NotPrinted,
    };
    label
}

/// What bands are held against.
fn seen<'a>(case: &Case, rate: Option<&'a Fraction>, rules: &RuleSet) -> Seen<'a> {
    let tolerance = rules.tolerance.map(Into::into);
    let nothing_of_nothing =
        case.direction == Direction::Increase && case.target.is_zero() && case.actual.is_zero();
    let target = match case.direction {
        Direction::Unknown => None,
        Direction::Maintain if case.kind == TargetKind::Numeric => Some(kept(case, tolerance)),
        _ if nothing_of_nothing => (rules.zero_of_zero == ZeroOfZero::Achieved).then_some(Ordering::Equal),
        _ => case.beside(case.target),
    };
    let before = match (case.kind, case.basis) {
        (TargetKind::AtLeastBaseline | TargetKind::AtMostBaseline, _) => Some(case.target),
        (_, Basis::Level) => case.baseline,
        _ => Some(Decimal::ZERO),
    };
    let same = rules.baseline_tolerance.map(Into::into);
    let baseline = before.and_then(|before| {
        if met::within(before, case.actual, same) {
            Some(Ordering::Equal)
        } else {
            case.beside(before)
        }
    });
    Seen {
        rate,
        target,
        baseline,
    }
}

fn kept(case: &Case, tolerance: Option<Tolerance>) -> Ordering {
    if met::within(case.target, case.actual, tolerance) {
        Ordering::Equal
    } else {
        Ordering::Less
    }
}

/// The rank of the word that an actual would get.
fn rank_at(case: &Case, method: &str, rules: &RuleSet, terms: &Terms) -> Option<usize> {
    let rate = rate(case, method, terms);
    let band = rules.band_of(&seen(case, rate.as_ref(), rules))?;
    rules.bands.iter().position(|other| other == band)
}

fn rate(case: &Case, method: &str, terms: &Terms) -> Option<Fraction> {
    match (methods::find(method)?.run)(case, terms) {
        Ok(Outcome::Rate(rate)) => Some(rate),
        _ => None,
    }
}

fn others(case: &Case, method: &'static str, rules: &RuleSet, terms: &Terms, rank: usize) -> Vec<Other> {
    if !rules.bands.iter().any(Band::asks_rate) {
        return Vec::new();
    }
    let beside = BESIDE.iter().filter(|&&id| id != method).filter_map(|&id| {
        let rate = rate(case, id, terms)?;
        let band = rules.band_of(&seen(case, Some(&rate), rules))?;
        let differs = rules.bands.get(rank) != Some(band);
        let alternative = Alternative {
            method: id,
            text: rate.percent(rules.places, rules.rounding.into()),
            rate,
        };
        differs.then(|| Other {
            alternative,
            text: band.text.clone(),
        })
    });
    beside.collect()
}

/// The nearest actual that would get a better word, to the last printed digit.
fn next(case: &Case, method: &str, rules: &RuleSet, terms: &Terms, rank: usize) -> Option<Next> {
    let scale = case.actual.scale().max(case.target.scale());
    let unit = Decimal::try_from_i128_with_scale(1, scale).ok()?;
    let better = rules.bands.iter().take(rank).rev();
    let mut candidates = better.flat_map(|band| {
        let bound = band.from.or(band.above);
        let by_rate = bound.and_then(|bound| actual_for(case, method, terms, bound, unit));
        let by_target = band.target.map(|_| case.target);
        let by_baseline = band.baseline.and(case.baseline);
        let stepped = |value: Decimal| {
            let step = if case.direction == Direction::Decrease {
                -unit
            } else {
                unit
            };
            [Some(value), value.checked_add(step)].into_iter().flatten()
        };
        [by_rate, by_target, by_baseline]
            .into_iter()
            .flatten()
            .flat_map(stepped)
            .map(move |actual| (actual, bound))
    });
    candidates.find_map(|(actual, bound)| {
        let reached = rank_at(&case.with_actual(actual), method, rules, terms).filter(|&to| to < rank)?;
        let by = (actual.checked_sub(case.actual)?).abs();
        let band = rules.bands.get(reached)?;
        (!by.is_zero()).then(|| Next {
            actual,
            by,
            more: actual > case.actual,
            bound: bound.filter(|_| band.asks_rate()),
            text: band.text.clone(),
        })
    })
}

/// The actual at which a rate reaches a bound, rounded to `unit` away from the actual. Rates are linear in the actual,
/// or their inverses are; three of them tell which, and ratios of compound growth are neither.
fn actual_for(case: &Case, method: &str, terms: &Terms, bound: Exact, unit: Decimal) -> Option<Decimal> {
    let wanted = Fraction::from_percent(bound.0);
    let one = Fraction::from(Decimal::ONE);
    let at = |steps: i64| {
        let actual = case.actual.checked_add(unit.checked_mul(steps.into())?)?;
        rate(&case.with_actual(actual), method, terms)
    };
    let (first, second, third) = (at(0)?, at(1)?, at(2)?);
    let step = second.minus(&first);
    let steps = if step == third.minus(&second) {
        wanted.minus(&first).over(&step)?
    } else {
        let inverse = |rate: &Fraction| one.over(rate);
        let (first, second, third) = (inverse(&first)?, inverse(&second)?, inverse(&third)?);
        let step = second.minus(&first);
        if step != third.minus(&second) {
            return None;
        }
        inverse(&wanted)?.minus(&first).over(&step)?
    };
    let zero = Fraction::from(Decimal::ZERO);
    let whole = if steps < zero {
        steps.floor_units(0)
    } else {
        -steps.negated().floor_units(0)
    };
    let away = Decimal::try_from_i128_with_scale(whole.to_i128()?, 0).ok()?;
    case.actual.checked_add(unit.checked_mul(away)?)
}

/// The word is one of the band's, whatever white space stands in it and however wide it is set.
pub fn is_word_of(band: &Band, word: &str) -> bool {
    std::iter::once(&band.text)
        .chain(&band.variants)
        .any(|own| squeeze(own) == squeeze(word))
}

/// A printed word whose own band does not hold, where no other band does either.
pub fn unsupported(
    indicator: &Indicator,
    measurement: &Measurement,
    shown: Option<&Shown>,
    rules: &RuleSet,
) -> Option<Remark> {
    let (case, shown) = measurement.case.as_ref().zip(shown)?;
    let text = shown.text.clone()?;
    let printed = indicator
        .printed
        .status
        .as_ref()
        .or(indicator.printed.label.as_ref())?;
    let applies = rules.applies_to == AppliesTo::Any || measurement.against == Against::Period;
    let seen = seen(case, shown.rate(), rules);
    let mut own = rules
        .bands
        .iter()
        .filter(|band| is_word_of(band, printed))
        .peekable();
    let unsupported = applies && own.peek().is_some() && !own.any(|band| band.holds(&seen));
    unsupported.then(|| {
        Remark::new(Code::LabelUnsupported, Some(indicator.at.clone()))
            .on_field("label")
            .with([printed.clone(), text + "%"])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_the_same_in_any_width() {
        let band = Band {
            variants: vec!["Ａ：順調".to_owned()],
            ..Band::worded("KPI達成 (100%以上)")
        };
        for printed in [
            "ＫＰＩ達成（１００％以上）",
            "KPI達成\n(100%以上)",
            "A:順調",
            "ＫＰＩ 達成（100％以上）",
        ] {
            assert!(is_word_of(&band, printed), "{printed}");
        }
        for other in ["B:順調", "KPI未達成(100%以上)", ""] {
            assert!(!is_word_of(&band, other), "{other}");
        }
    }
}
