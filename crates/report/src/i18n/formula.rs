//! How a rate came about, in words with its numbers; where there is none, why.

use crate::i18n::Lang;
use crate::i18n::figures::number;
use kpi_core::evaluate::measure::{Measurement, Status};
use kpi_core::evaluate::methods::Case;
use kpi_core::evaluate::target_kind::TargetKind;
use kpi_core::kpi::{Direction, Reason};
use kpi_readers::base::fraction::Rounding;

/// The formula of a measurement.
///
/// A rate: `実績値 17,420 ÷ 目標値 10,000 × 100 = 174.2%`, where less is better
/// `目標値 700 ÷ 実績値 745 × 100 = 94.0%`. A status without a rate: `現状以上：実績値 5,830 ≧ 基準値 4,947（…）`.
/// Neither: the reason in a sentence.
pub fn formula(measurement: &Measurement, lang: Lang) -> String {
    let words = words(lang);
    match (&measurement.case, &measurement.rate) {
        (Some(case), Some(rate)) => {
            let (actual, target) = (number(case.actual), number(case.target));
            let rate = rate.percent(1, Rounding::HalfUp);
            match case.direction {
                Direction::Decrease => {
                    format!(
                        "{} {target} ÷ {} {actual} × 100 = {rate}%",
                        words.target_first, words.actual
                    )
                }
                _ => format!(
                    "{} {actual} ÷ {} {target} × 100 = {rate}%",
                    words.actual_first, words.target
                ),
            }
        }
        (Some(case), None) if matches!(measurement.status, Status::Achieved | Status::NotAchieved) => {
            compared(case, measurement, lang)
        }
        _ => without_comparison(measurement, lang),
    }
}

fn compared(case: &Case, measurement: &Measurement, lang: Lang) -> String {
    let words = words(lang);
    let met = measurement.status == Status::Achieved;
    let (reached, missed) = match (case.kind, case.direction) {
        (TargetKind::AtMostBaseline, _) | (TargetKind::Numeric, Direction::Decrease) => {
            (words.at_most_sign, words.above_sign)
        }
        (TargetKind::Numeric, Direction::Maintain) if case.actual == case.target => {
            (words.equal_sign, words.unequal_sign)
        }
        (TargetKind::Numeric, Direction::Maintain) => (words.near_sign, words.unequal_sign),
        _ => (words.at_least_sign, words.below_sign),
    };
    let sign = if met { reached } else { missed };
    let derived = measurement.target.as_ref().is_some_and(|target| target.derived);
    let other = if derived { words.baseline } else { words.target };
    let head = match (case.kind, case.direction) {
        (TargetKind::AtLeastBaseline, _) => words.at_least,
        (TargetKind::AtMostBaseline, _) => words.at_most,
        (_, Direction::Maintain) => words.maintain,
        _ => "",
    };
    let actual_word = if head.is_empty() {
        words.actual_first
    } else {
        words.actual
    };
    let (actual, target) = (number(case.actual), number(case.target));
    let why = measurement.reason.map(|reason| match reason {
        Reason::NoRatio => words.no_rate.to_owned(),
        _ => words.note.replace("{}", why(reason, lang)),
    });
    format!(
        "{head}{actual_word} {actual} {sign} {other} {target}{}",
        why.unwrap_or_default()
    )
}

fn without_comparison(measurement: &Measurement, lang: Lang) -> String {
    let raw = |point: &Option<kpi_core::kpi::Point>| {
        point
            .as_ref()
            .map(|point| point.raw.trim().to_owned())
            .unwrap_or_default()
    };
    match (measurement.status, measurement.reason, lang) {
        (Status::NoTarget, _, Lang::Ja) => "目標値がないため、達成状況は判定できません。".to_owned(),
        (Status::NoTarget, _, Lang::En) => "There is no target to compare with.".to_owned(),
        (Status::Qualitative, _, Lang::Ja) if measurement.kind == TargetKind::Text => {
            format!(
                "目標「{}」が数値でないため、率は計算できません。",
                raw(&measurement.target)
            )
        }
        (Status::Qualitative, _, Lang::En) if measurement.kind == TargetKind::Text => {
            format!(
                "The target “{}” is not a number, so there is no rate.",
                raw(&measurement.target)
            )
        }
        (Status::Qualitative, _, Lang::Ja) => {
            format!(
                "実績「{}」が数値でないため、率は計算できません。",
                raw(&measurement.actual)
            )
        }
        (Status::Qualitative, _, Lang::En) => {
            format!(
                "The actual “{}” is not a number, so there is no rate.",
                raw(&measurement.actual)
            )
        }
        (Status::NotEvaluable, Some(Reason::TargetZero), Lang::Ja) => {
            "目標値も実績値も0のため、率の計算も達成の判定もできません。".to_owned()
        }
        (Status::NotEvaluable, Some(Reason::TargetZero), Lang::En) => {
            "Target and actual are both 0: neither a rate nor a status can be told.".to_owned()
        }
        (Status::NotEvaluable, Some(Reason::NoRatio), Lang::Ja) => {
            "桁数が多すぎるため、計算できません。".to_owned()
        }
        (Status::NotEvaluable, Some(Reason::NoRatio), Lang::En) => {
            "The numbers have too many digits to calculate with.".to_owned()
        }
        (_, Some(reason), Lang::Ja) => format!("{}。", why(reason, lang)),
        (_, Some(reason), Lang::En) => {
            let why = why(reason, lang);
            let mut chars = why.chars();
            let first = chars
                .next()
                .map(|c| c.to_uppercase().to_string())
                .unwrap_or_default();
            format!("{first}{}.", chars.as_str())
        }
        (_, None, _) => String::new(),
    }
}

/// Why there is no rate, or no status: a clause without a full stop.
pub fn why(reason: Reason, lang: Lang) -> &'static str {
    match (reason, lang) {
        (Reason::Blank, Lang::Ja) => "実績値が記入されていないため、計算できません",
        (Reason::Blank, Lang::En) => "the actual has not been entered",
        (Reason::NotPublished, Lang::Ja) => "実績値が公表されていないため、計算できません",
        (Reason::NotPublished, Lang::En) => "the actual has not been published",
        (Reason::InProgress, Lang::Ja) => "実績値が集計中のため、計算できません",
        (Reason::InProgress, Lang::En) => "the actual is still being counted",
        (Reason::Suspended, Lang::Ja) => "休止・中止などのため、実績値がありません",
        (Reason::Suspended, Lang::En) => "it was suspended, so there is no actual",
        (Reason::NotApplicable, Lang::Ja) => "該当なしのため、実績値がありません",
        (Reason::NotApplicable, Lang::En) => "it does not apply, so there is no actual",
        (Reason::TargetZero, Lang::Ja) => "目標値が0のため率は計算できません",
        (Reason::TargetZero, Lang::En) => "no rate, because the target is 0",
        (Reason::ActualZero, Lang::Ja) => "実績値が0のため率は計算できません",
        (Reason::ActualZero, Lang::En) => "no rate, because the actual is 0",
        (Reason::Negative, Lang::Ja) => "負の値があるため率は計算できません",
        (Reason::Negative, Lang::En) => "no rate, because a value is negative",
        (Reason::NoRatio, Lang::Ja) => "率は算出しない目標です",
        (Reason::NoRatio, Lang::En) => "this target is met or not, without a rate",
        (Reason::UnknownDirection, Lang::Ja) => {
            "増加と減少のどちらが望ましいか定まらないため、計算できません"
        }
        (Reason::UnknownDirection, Lang::En) => "it is not settled which way is better",
        (Reason::NoBaseline, Lang::Ja) => "比べる基準値がないため、判定できません",
        (Reason::NoBaseline, Lang::En) => "the baseline that the target refers to is missing",
        (Reason::UnitDiffers, Lang::Ja) => "目標値と実績値の単位が異なるため、計算できません",
        (Reason::UnitDiffers, Lang::En) => "target and actual are in different units",
        (Reason::NoTerm, Lang::Ja) => {
            "計画期間（または最終目標の年度）が分からないため、この方法では計算できません"
        }
        (Reason::NoTerm, Lang::En) => "the plan's term is needed for this method",
        (Reason::NoPeriod, Lang::Ja) => "値の年度が分からないため、この方法では計算できません",
        (Reason::NoPeriod, Lang::En) => "a value has no period, which this method needs",
        (Reason::OutsideTerm, Lang::Ja) => "計画期間の外の年度のため、この方法では計算できません",
        (Reason::OutsideTerm, Lang::En) => "the period is outside the plan's term",
        (Reason::NoFinalTarget, Lang::Ja) => "最終目標値がないため、この方法では計算できません",
        (Reason::NoFinalTarget, Lang::En) => "there is no final target, which this method needs",
        (Reason::NoExpectedValue, Lang::Ja) => {
            "その年度の目標値（期待値）がないため、この方法では計算できません"
        }
        (Reason::NoExpectedValue, Lang::En) => {
            "there is no target of the very period, which this method needs"
        }
        (Reason::NoShares, Lang::Ja) => "年度ごとに見込む割合が評価ルールにないため、計算できません",
        (Reason::NoShares, Lang::En) => "the rule set gives no shares per year",
        (Reason::OtherDirection, Lang::Ja) => "望ましい方向が異なるため、この方法は使えません",
        (Reason::OtherDirection, Lang::En) => "this method is for the other direction",
        (Reason::NotALevel, Lang::Ja) => "増減の量の比較のため、この方法は使えません",
        (Reason::NotALevel, Lang::En) => "this method works on levels, not on changes",
        (Reason::NotIncrement, Lang::Ja) => "増加分ではないため、この方法は使えません",
        (Reason::NotIncrement, Lang::En) => "this method works on increments only",
        (Reason::NotCumulative, Lang::Ja) => "単年度の値のため、最終目標とは比べられません",
        (Reason::NotCumulative, Lang::En) => "a single year cannot be held against the final target",
        (Reason::NotSteps, Lang::Ja) => "段階の数（目標以下の整数）ではないため、この方法は使えません",
        (Reason::NotSteps, Lang::En) => "this method counts whole steps, no more than are planned",
        (Reason::NotPositive, Lang::Ja) => "0以下の値があるため、この方法では計算できません",
        (Reason::NotPositive, Lang::En) => "this method works on values above 0 only",
    }
}

/// The same in a word or two, for lists.
pub fn briefly(reason: Reason, lang: Lang) -> &'static str {
    match (reason, lang) {
        (Reason::Blank, Lang::Ja) => "未記入",
        (Reason::Blank, Lang::En) => "not entered",
        (Reason::NotPublished, Lang::Ja) => "未公表",
        (Reason::NotPublished, Lang::En) => "not published",
        (Reason::InProgress, Lang::Ja) => "集計中",
        (Reason::InProgress, Lang::En) => "being counted",
        (Reason::Suspended, Lang::Ja) => "休止・中止",
        (Reason::Suspended, Lang::En) => "suspended",
        (Reason::NotApplicable, Lang::Ja) => "該当なし",
        (Reason::NotApplicable, Lang::En) => "not applicable",
        (Reason::TargetZero, Lang::Ja) => "目標値が0",
        (Reason::TargetZero, Lang::En) => "target 0",
        (Reason::ActualZero, Lang::Ja) => "実績値が0",
        (Reason::ActualZero, Lang::En) => "actual 0",
        (Reason::Negative, Lang::Ja) => "負の値",
        (Reason::Negative, Lang::En) => "negative value",
        (Reason::NoRatio, Lang::Ja) => "数値で比べられない",
        (Reason::NoRatio, Lang::En) => "not comparable as numbers",
        (Reason::UnknownDirection, Lang::Ja) => "方向が不明",
        (Reason::UnknownDirection, Lang::En) => "direction unknown",
        (Reason::NoBaseline, Lang::Ja) => "基準値がない",
        (Reason::NoBaseline, Lang::En) => "no baseline",
        (Reason::UnitDiffers, Lang::Ja) => "単位が異なる",
        (Reason::UnitDiffers, Lang::En) => "different units",
        (Reason::NoTerm, Lang::Ja) => "計画期間が不明",
        (Reason::NoTerm, Lang::En) => "no term",
        (Reason::NoPeriod, Lang::Ja) => "年度が不明",
        (Reason::NoPeriod, Lang::En) => "no period",
        (Reason::OutsideTerm, Lang::Ja) => "計画期間外",
        (Reason::OutsideTerm, Lang::En) => "outside the term",
        (Reason::NoFinalTarget, Lang::Ja) => "最終目標値がない",
        (Reason::NoFinalTarget, Lang::En) => "no final target",
        (Reason::NoExpectedValue, Lang::Ja) => "年度の目標値がない",
        (Reason::NoExpectedValue, Lang::En) => "no target of the period",
        (Reason::NoShares, Lang::Ja) => "年度の割合がない",
        (Reason::NoShares, Lang::En) => "no shares per year",
        (Reason::OtherDirection, Lang::Ja) => "方向が異なる",
        (Reason::OtherDirection, Lang::En) => "other direction",
        (Reason::NotALevel, Lang::Ja) => "増減の量",
        (Reason::NotALevel, Lang::En) => "not a level",
        (Reason::NotIncrement, Lang::Ja) => "増加分でない",
        (Reason::NotIncrement, Lang::En) => "no increment",
        (Reason::NotCumulative, Lang::Ja) => "単年度の値",
        (Reason::NotCumulative, Lang::En) => "a single year",
        (Reason::NotSteps, Lang::Ja) => "段階の数でない",
        (Reason::NotSteps, Lang::En) => "no steps",
        (Reason::NotPositive, Lang::Ja) => "0以下の値",
        (Reason::NotPositive, Lang::En) => "value of 0 or below",
    }
}

/// The words of a formula, at its beginning and inside it.
struct Words {
    actual_first: &'static str,
    actual: &'static str,
    target_first: &'static str,
    target: &'static str,
    baseline: &'static str,
    at_least: &'static str,
    at_most: &'static str,
    maintain: &'static str,
    no_rate: &'static str,
    note: &'static str,
    at_least_sign: &'static str,
    below_sign: &'static str,
    at_most_sign: &'static str,
    above_sign: &'static str,
    equal_sign: &'static str,
    near_sign: &'static str,
    unequal_sign: &'static str,
}

fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Ja => &Words {
            actual_first: "実績値",
            actual: "実績値",
            target_first: "目標値",
            target: "目標値",
            baseline: "基準値",
            at_least: "現状以上：",
            at_most: "現状以下：",
            maintain: "維持：",
            no_rate: "（率は算出しない）",
            note: "（{}）",
            at_least_sign: "≧",
            below_sign: "＜",
            at_most_sign: "≦",
            above_sign: "＞",
            equal_sign: "＝",
            near_sign: "≒",
            unequal_sign: "≠",
        },
        Lang::En => &Words {
            actual_first: "Actual",
            actual: "actual",
            target_first: "Target",
            target: "target",
            baseline: "baseline",
            at_least: "At least the baseline: ",
            at_most: "At most the baseline: ",
            maintain: "Maintain: ",
            no_rate: " (no rate for such a target)",
            note: " ({})",
            at_least_sign: "≥",
            below_sign: "<",
            at_most_sign: "≤",
            above_sign: ">",
            equal_sign: "=",
            near_sign: "≈",
            unequal_sign: "≠",
        },
    }
}
