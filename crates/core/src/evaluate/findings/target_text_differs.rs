//! A percentage in the words of a target or name that its number does not keep: 12 % of 191 less is 168.1, not 165.

use crate::evaluate::evaluation::Evaluation;
use crate::evaluate::findings::finding::{Finding, View, level, level_target};
use crate::evaluate::unit;
use crate::kpi::{Indicator, Point};
use kpi_readers::base::Decimal;
use kpi_readers::base::fraction::{Fraction, Rounding};
use kpi_readers::base::remark::{Code, Remark};

/// Its row.
pub const FINDING: Finding = Finding {
    code: Code::TargetTextDiffers,
    run,
};

fn run(view: &View<'_>) -> Vec<Remark> {
    view.each(one)
}

/// Words behind a percentage that say how the baseline shall change; longer ones first.
const CHANGES: &[(&str, Change)] = &[
    ("に抑える", Change::Held),
    ("以内に抑える", Change::Held),
    ("以下に抑える", Change::Held),
    ("削減", Change::Down),
    ("低減", Change::Down),
    ("減少", Change::Down),
    ("減", Change::Down),
    ("増加", Change::Up),
    ("増", Change::Up),
    ("アップ", Change::Up),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    Up,
    Down,
    /// Held to the percentage: whether up or down, the words before it say.
    Held,
}

/// 農地面積減少率を12%に抑える, 191 → 165: 12 % of 191 less would be 168.08.
fn one(indicator: &Indicator, evaluation: &Evaluation) -> Option<Remark> {
    if evaluation.unit.as_deref().is_some_and(unit::is_percent) {
        return None;
    }
    let baseline = level(evaluation.baseline.as_ref()?)?;
    let target = level_target(evaluation)?;
    let value = target.value?;
    let (percent, change) = stated(&target.raw).or_else(|| stated(&indicator.name))?;
    let share = Fraction::from_percent(percent);
    let whole = Fraction::from(Decimal::ONE);
    let factor = if change == Change::Up {
        whole.plus(&share)
    } else {
        whole.minus(&share)
    };
    let expected = Fraction::from(baseline).times(&factor);
    let (unit, places) = precision(target, value);
    if expected.minus(&Fraction::from(value)).abs() < unit {
        return None;
    }
    let exact = expected.plain(baseline.scale() + percent.scale() + 2, Rounding::HalfUp);
    let numbers = [
        percent.normalize().to_string(),
        baseline.normalize().to_string(),
        trimmed(&exact).to_owned(),
        value.normalize().to_string(),
    ];
    let at = target.at.clone().unwrap_or_else(|| indicator.at.clone());
    let remark = Remark::new(Code::TargetTextDiffers, Some(at))
        .on_field("target")
        .with(numbers);
    Some(Remark {
        proposal: Some(expected.plain(places, Rounding::HalfUp)),
        ..remark
    })
}

/// The unit of the last printed digit, and the decimals that are printed. `15万` is printed to the 万.
fn precision(target: &Point, value: Decimal) -> (Fraction, u32) {
    let places = value.normalize().scale();
    let rounded_off = target.raw.contains(['万', '億', '兆', '千']) && places == 0 && !value.is_zero();
    if !rounded_off {
        return (
            Fraction::ten_to(-i32::try_from(value.scale()).unwrap_or(0)),
            value.scale(),
        );
    }
    let digits = value.normalize().mantissa().to_string();
    let zeros = digits.len() - digits.trim_end_matches('0').len();
    (Fraction::ten_to(i32::try_from(zeros).unwrap_or(0)), 0)
}

fn trimmed(number: &str) -> &str {
    if number.contains('.') {
        number.trim_end_matches('0').trim_end_matches('.')
    } else {
        number
    }
}

/// The percentage by which the words say that the baseline shall change.
fn stated(words: &str) -> Option<(Decimal, Change)> {
    let (before, after) = words.split_once(['%', '％'])?;
    let digits = before
        .rfind(|c: char| !c.is_ascii_digit() && c != '.')
        .map_or(before, |index| {
            let next = before
                .get(index..)
                .and_then(|rest| rest.chars().next())
                .map_or(0, char::len_utf8);
            before.get(index + next..).unwrap_or_default()
        });
    let percent = Decimal::from_str_exact(digits).ok()?;
    let change = CHANGES
        .iter()
        .find(|(word, _)| after.trim_start().starts_with(word))
        .map(|&(_, change)| change)?;
    let subject = before.strip_suffix(digits)?;
    let falls = ["減少", "低下", "縮小", "減"]
        .iter()
        .any(|word| subject.contains(word));
    let rises = ["増加", "上昇", "増"].iter().any(|word| subject.contains(word));
    match change {
        Change::Held if falls && !rises => Some((percent, Change::Down)),
        Change::Held if rises && !falls => Some((percent, Change::Up)),
        Change::Held => None,
        Change::Up | Change::Down => Some((percent, change)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: Option<(i64, Change)>) {
        assert_eq!(
            stated(words),
            expected.map(|(percent, change)| (percent.into(), change)),
            "{words}"
        );
    }

    #[test]
    fn words_state_a_change_of_the_baseline() {
        check("農地面積減少率を12%に抑える", Some((12, Change::Down)));
        check("10%増", Some((10, Change::Up)));
        check("基準年度比20%削減", Some((20, Change::Down)));
        check("人口増加率を5%に抑える", Some((5, Change::Up)));
    }

    #[test]
    fn other_percentages_state_none() {
        check("満足度80%以上", None);
        check("医療費を12%に抑える", None);
        check("農家数", None);
        check("%", None);
    }
}
