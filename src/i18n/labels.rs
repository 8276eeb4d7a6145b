//! Why a label: the numbers that it follows from, and what was left out.

use crate::domain::evaluate::measure::Status;
use crate::domain::rating::band::BandLabel;
use crate::domain::rating::grant::{Counted, Dropped, Step, Suggestion};
use crate::domain::rating::rule_set::{Band, RuleSet};
use crate::i18n::Lang;
use crate::i18n::formula;

/// Why a project's label is suggested.
pub fn suggested(label: &Suggestion, lang: Lang) -> String {
    let n = label.counted.len();
    let met = label.counted.iter().filter(|counted| counted.met).count();
    let near = label.counted.iter().filter(|counted| counted.near).count();
    let figures = listed(label.counted.iter().map(|counted| figure(counted, lang)), lang);
    let dropped = listed(label.dropped.iter().map(|dropped| left_out(dropped, lang)), lang);
    match lang {
        Lang::Ja => {
            let rule = match label.step {
                Step::Exceeded => "すべてのKPIが目標を達成しているため".to_owned(),
                Step::Near => format!("目標の70%以上に達したKPIが{near}件で、半数以上のため"),
                Step::Better => {
                    format!(
                        "目標の70%以上に達したKPIは{near}件で半数に満たないものの、事業開始前より改善したKPIがあるため"
                    )
                }
                Step::Worse => {
                    format!(
                        "目標の70%以上に達したKPIは{near}件で半数に満たず、事業開始前より改善したKPIがないため"
                    )
                }
            };
            let dropped = if dropped.is_empty() {
                String::new()
            } else {
                format!("対象外：{dropped}。")
            };
            format!("KPI {n}件中{met}件が目標を達成（{figures}）。{rule}。{dropped}")
        }
        Lang::En => {
            let rule = match label.step {
                Step::Exceeded => "every KPI met its target".to_owned(),
                Step::Near => format!("{near} reached 70% of the target or more, which is at least half"),
                Step::Better => {
                    format!(
                        "{near} reached 70% of the target, fewer than half, but at least one is better than before"
                    )
                }
                Step::Worse => format!(
                    "{near} reached 70% of the target, fewer than half, and none is better than before"
                ),
            };
            let dropped = if dropped.is_empty() {
                String::new()
            } else {
                format!(" Left out: {dropped}.")
            };
            format!("{met} of {n} KPIs met the target ({figures}): {rule}.{dropped}")
        }
    }
}

/// The first few, and how many more.
fn listed(items: impl ExactSizeIterator<Item = String>, lang: Lang) -> String {
    const SHOWN: usize = 10;
    let more = items.len().saturating_sub(SHOWN);
    let shown: Vec<String> = items.take(SHOWN).collect();
    match (more, lang) {
        (0, Lang::Ja) => shown.join("、"),
        (0, Lang::En) => shown.join(", "),
        (_, Lang::Ja) => format!("{}、ほか{more}件", shown.join("、")),
        (_, Lang::En) => format!("{} and {more} more", shown.join(", ")),
    }
}

fn figure(counted: &Counted, lang: Lang) -> String {
    let outcome = match (&counted.rate, counted.met, lang) {
        (Some(rate), _, _) => format!("{rate}%"),
        (None, true, Lang::Ja) => "達成".to_owned(),
        (None, false, Lang::Ja) => "未達成".to_owned(),
        (None, true, Lang::En) => "met".to_owned(),
        (None, false, Lang::En) => "not met".to_owned(),
    };
    format!("{} {outcome}", counted.name)
}

fn left_out(dropped: &Dropped, lang: Lang) -> String {
    let why = match (dropped.reason, dropped.status, lang) {
        (Some(reason), _, _) => formula::briefly(reason, lang),
        (None, Some(Status::NoTarget), Lang::Ja) => "目標値がない",
        (None, Some(Status::NoTarget), Lang::En) => "no target",
        (None, _, Lang::Ja) => "比べられる値がない",
        (None, _, Lang::En) => "nothing to compare",
    };
    match lang {
        Lang::Ja => format!("{}（{why}）", dropped.name),
        Lang::En => format!("{} ({why})", dropped.name),
    }
}

/// Why an indicator has its word.
pub fn band(label: &BandLabel, rules: &RuleSet, lang: Lang) -> String {
    let range = range(&label.band, rules, lang);
    let word = &label.band.text;
    match lang {
        Lang::Ja => format!(
            "{}の区分では、率 {}% は「{word}」（{range}）です。",
            rules.name.ja, label.rate
        ),
        Lang::En => {
            let name = rules.name.en.as_deref().unwrap_or(&rules.name.ja);
            let gloss = label
                .band
                .en
                .as_deref()
                .map(|en| format!(" ({en})"))
                .unwrap_or_default();
            format!(
                "In the bands of {name}, a rate of {}% is “{word}”{gloss}: {range}.",
                label.rate
            )
        }
    }
}

/// From where to where a band goes.
fn range(band: &Band, rules: &RuleSet, lang: Lang) -> String {
    let index = rules.bands.iter().position(|other| other == band);
    let above = index
        .and_then(|index| index.checked_sub(1))
        .and_then(|index| rules.bands.get(index));
    let bound = |percent: &crate::domain::rating::rule_set::Exact| percent.0.normalize().to_string();
    let low = match (&band.from, &band.above, lang) {
        (Some(from), _, Lang::Ja) => format!("{}%以上", bound(from)),
        (Some(from), _, Lang::En) => format!("{}% or more", bound(from)),
        (None, Some(above), Lang::Ja) => format!("{}%超", bound(above)),
        (None, Some(above), Lang::En) => format!("above {}%", bound(above)),
        (None, None, _) => String::new(),
    };
    let high = match (
        above.and_then(|above| above.from),
        above.and_then(|above| above.above),
        lang,
    ) {
        (Some(from), _, Lang::Ja) => format!("{}%未満", bound(&from)),
        (Some(from), _, Lang::En) => format!("below {}%", bound(&from)),
        (None, Some(above), Lang::Ja) => format!("{}%以下", bound(&above)),
        (None, Some(above), Lang::En) => format!("{}% or less", bound(&above)),
        (None, None, _) => String::new(),
    };
    match (low.is_empty(), high.is_empty(), lang) {
        (false, false, Lang::En) => format!("{low}, {high}"),
        (true, true, Lang::Ja) => "すべての率".to_owned(),
        (true, true, Lang::En) => "every rate".to_owned(),
        _ => low + &high,
    }
}
