//! What the methods are called, and how they calculate.

use crate::i18n::Lang;
use crate::i18n::figures::number;
use kpi_core::evaluate::methods::{Case, METHODS, simple_ratio};
use kpi_core::kpi::{Against, Basis, Direction};
use kpi_readers::base::Decimal;
use kpi_readers::base::fraction::Rounding;

/// A method's words.
struct Words {
    id: &'static str,
    ja: (&'static str, &'static str),
    en: (&'static str, &'static str),
}

/// One row per method: what it is called, and its formula.
const WORDS: &[Words] = &[
    Words {
        id: "simple-ratio",
        ja: ("達成率", "実績値{A}÷目標値{T}"),
        en: ("achievement rate", "actual{A} ÷ target{T}"),
    },
    Words {
        id: "progress",
        ja: (
            "基準値からの進捗率",
            "（実績値{A}－基準値{B}）÷（目標値{T}－基準値{B}）",
        ),
        en: (
            "progress from the baseline",
            "(actual{A} − baseline{B}) ÷ (target{T} − baseline{B})",
        ),
    },
    Words {
        id: "actual-over-target",
        ja: ("実績値÷目標値", "実績値{A}÷目標値{T}"),
        en: ("actual over target", "actual{A} ÷ target{T}"),
    },
    Words {
        id: "target-over-actual",
        ja: ("目標値÷実績値", "目標値{T}÷実績値{A}"),
        en: ("target over actual", "target{T} ÷ actual{A}"),
    },
    Words {
        id: "inverted",
        ja: ("逆指標の達成率", "2－実績値{A}÷目標値{T}"),
        en: ("inverted rate", "2 − actual{A} ÷ target{T}"),
    },
    Words {
        id: "reduction-amount",
        ja: (
            "削減量の達成率",
            "（基準値{B}－実績値{A}）÷（基準値{B}－目標値{T}）",
        ),
        en: (
            "rate of the reduction",
            "(baseline{B} − actual{A}) ÷ (baseline{B} − target{T})",
        ),
    },
    Words {
        id: "steps",
        ja: ("段階の数", "実施した数÷予定した数"),
        en: ("steps done", "steps done ÷ steps planned"),
    },
    Words {
        id: "met",
        ja: ("達成・未達成", "目標値{T}に達したかどうか"),
        en: ("met or not", "whether the target{T} is met"),
    },
    Words {
        id: "expected-value",
        ja: ("期待値に対する率", "実績値{A}÷その年度の期待値{T}"),
        en: (
            "rate against the year's expected value",
            "actual{A} ÷ the year's expected value{T}",
        ),
    },
    Words {
        id: "expected-straight",
        ja: (
            "直線で見込む値に対する率",
            "実績値{A}÷｛基準値{B}＋（最終目標値{F}－基準値{B}）×経過割合{t}｝",
        ),
        en: (
            "rate against the straight line",
            "actual{A} ÷ (baseline{B} + (final target{F} − baseline{B}) × elapsed share{t})",
        ),
    },
    Words {
        id: "expected-shares",
        ja: (
            "年度ごとの割合に対する率",
            "（実績値{A}÷最終目標値{F}）÷その年度に見込む割合",
        ),
        en: (
            "rate against the year's share",
            "(actual{A} ÷ final target{F}) ÷ the year's share",
        ),
    },
    Words {
        id: "final-ratio",
        ja: ("最終目標に対する達成率", "実績値{A}÷最終目標値{F}"),
        en: ("rate against the final target", "actual{A} ÷ final target{F}"),
    },
    Words {
        id: "pace",
        ja: (
            "計画期間に対するペース",
            "（実績値{A}÷最終目標値{F}）÷経過割合{t}",
        ),
        en: (
            "pace within the plan",
            "(actual{A} ÷ final target{F}) ÷ elapsed share{t}",
        ),
    },
    Words {
        id: "pace-progress",
        ja: (
            "基準値からのペース",
            "（実績値{A}－基準値{B}）÷（最終目標値{F}－基準値{B}）÷経過割合{t}",
        ),
        en: (
            "pace from the baseline",
            "(actual{A} − baseline{B}) ÷ (final target{F} − baseline{B}) ÷ elapsed share{t}",
        ),
    },
    Words {
        id: "increment-annual",
        ja: ("単年度増加分の達成率", "単年度の増加分÷その目標値{T}"),
        en: (
            "rate of the year's increment",
            "increment of the year ÷ its target{T}",
        ),
    },
    Words {
        id: "increment-cumulative",
        ja: ("累積増加分の最終目標に対する率", "累積増加分÷最終目標値{F}"),
        en: (
            "rate of the sum of increments",
            "sum of increments ÷ final target{F}",
        ),
    },
    Words {
        id: "linear-growth",
        ja: ("年平均増加量の比", "実際の年平均増加量÷必要な年平均増加量"),
        en: (
            "ratio of linear growth",
            "observed annual change ÷ required annual change",
        ),
    },
    Words {
        id: "compound-growth",
        ja: ("年平均成長率の比", "実際の年平均成長率÷必要な年平均成長率"),
        en: ("ratio of compound growth", "observed CAGR ÷ required CAGR"),
    },
];

fn words(id: &str, lang: Lang) -> Option<(&'static str, &'static str)> {
    let row = WORDS.iter().find(|row| row.id == id)?;
    Some(match lang {
        Lang::Ja => row.ja,
        Lang::En => row.en,
    })
}

/// What a method is called; its id if it has no name.
pub fn name(id: &str, lang: Lang) -> &str {
    words(id, lang).map_or(id, |(name, _)| name)
}

/// The places of a formula where its numbers go.
const PLACES: [&str; 5] = ["{A}", "{T}", "{B}", "{F}", ELAPSED];
const ELAPSED: &str = "{t}";

/// How it calculates, in words.
pub fn formula(id: &str, lang: Lang) -> String {
    let formula = words(id, lang).map_or("", |(_, formula)| formula);
    PLACES
        .iter()
        .fold(formula.to_owned(), |formula, place| formula.replace(place, ""))
}

/// How it calculates, with the numbers of a case.
pub fn figures(id: &str, case: &Case, lang: Lang) -> String {
    // The simple ratio turns round where less is better.
    let id = if id == simple_ratio::METHOD.id && case.direction == Direction::Decrease {
        "target-over-actual"
    } else {
        id
    };
    let formula = words(id, lang).map_or("", |(_, formula)| formula);
    let own = (case.against == Against::Final).then_some(case.target);
    let goal = match case.basis {
        Basis::Level => case.final_target.or(own),
        _ => case.final_increment.or(own),
    };
    let shown = |value: Option<Decimal>| value.map(|value| format!(" {} ", number(value)));
    // The share of a plan that has passed takes the most to tell, and few methods ask for it.
    let elapsed = formula.contains(ELAPSED).then(|| case.elapsed().ok()).flatten();
    let elapsed = elapsed.map(|share| format!(" {}% ", share.percent(1, Rounding::HalfUp)));
    let values = [
        shown(Some(case.actual)),
        shown(Some(case.target)),
        shown(case.baseline),
        shown(goal),
        elapsed,
    ];
    let value = |place: &str| {
        let places = PLACES.iter().zip(&values);
        let mut value = places.filter(|(own, _)| **own == place);
        value.next().and_then(|(_, value)| value.as_deref()).unwrap_or("")
    };
    let mut line = Line::default();
    let mut rest = formula;
    while let Some((before, (place, after))) = rest.find('{').and_then(|at| {
        let (before, place) = rest.split_at_checked(at)?;
        Some((before, place.split_at_checked("{A}".len())?))
    }) {
        line.push(before);
        line.push(value(place));
        rest = after;
    }
    line.push(rest);
    line.out
}

/// A formula as it is written: single blanks, around signs and not inside brackets.
#[derive(Default)]
struct Line {
    out: String,
    /// A blank is due before what comes next.
    is_apart: bool,
}

impl Line {
    fn push(&mut self, text: &str) {
        for c in text.chars() {
            let is_sign = matches!(c, '÷' | '－' | '×');
            if c == ' ' {
                self.is_apart = true;
                continue;
            }
            let is_inside = self.out.is_empty() || self.out.ends_with(['(', '（']) || matches!(c, ')' | '）');
            if (self.is_apart || is_sign) && !is_inside {
                self.out.push(' ');
            }
            self.out.push(c);
            self.is_apart = is_sign;
        }
    }
}

/// Id, name and formula of every method, in the order of the table: what menus show.
pub fn all(lang: Lang) -> Vec<(&'static str, &'static str, String)> {
    let rows = METHODS.iter();
    rows.filter_map(|method| {
        let (name, _) = words(method.id, lang)?;
        Some((method.id, name, formula(method.id, lang)))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_method_has_its_words_and_no_words_are_left_over() {
        assert_eq!(all(Lang::Ja).len(), METHODS.len());
        assert_eq!(WORDS.len(), METHODS.len());
        assert!(all(Lang::En).iter().all(|(_, _, formula)| !formula.contains('{')));
        assert!(
            WORDS
                .iter()
                .all(|row| !row.en.0.is_empty() && !row.en.1.is_empty())
        );
    }
}
