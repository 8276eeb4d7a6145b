//! Why a label: the numbers that it follows from, and what was left out.

use std::cmp::Ordering;

use crate::i18n::Lang;
use crate::i18n::figures::{grouped, number};
use crate::i18n::{formula, methods};
use kpi_core::evaluate::measure::{Measurement, Status};
use kpi_core::evaluate::methods::Case;
use kpi_core::evaluate::recheck::Check;
use kpi_core::kpi::Direction;
use kpi_core::rating::band::{BandLabel, Cause, Next};
use kpi_core::rating::combine::Combined;
use kpi_core::rating::fit::{Fit, Score};
use kpi_core::rating::grant::{Counted, Dropped, Step, Suggestion};
use kpi_core::rating::overall::Overall;
use kpi_core::rating::rule_set::{Band, Basis, Cell, CombineRule, Exact, Range, RoundingRule, RuleSet};
use kpi_core::rating::shown::Shown;
use kpi_readers::base::Decimal;
use kpi_readers::base::fraction::{Fraction, Rounding};

/// What people call a rule set.
pub fn name(rules: &RuleSet, lang: Lang) -> &str {
    match lang {
        Lang::Ja => &rules.name.ja,
        Lang::En => rules.name.en.as_deref().unwrap_or(&rules.name.ja),
    }
}

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

/// Why an indicator has its word: method, numbers, rounding, band, what would change it, and who says so.
pub fn band(
    label: &BandLabel,
    case: Option<&Case>,
    unit: Option<&str>,
    rules: &RuleSet,
    lang: Lang,
) -> String {
    let word = &label.band.text;
    let named = name(rules, lang);
    let gloss = gloss(label.band.en.as_deref(), lang);
    let head = match (&label.cause, lang) {
        (Cause::Rate { method, text, capped }, _) => {
            let figures = case
                .map(|case| methods::figures(method, case, lang))
                .unwrap_or_default();
            let rounding = rounding(rules, *capped, lang);
            let (name, range) = (methods::name(method, lang), range(&label.band, rules, lang));
            match lang {
                Lang::Ja => format!(
                    "{named}の区分では、{name} {text}%（{figures}、{rounding}）は「{word}」（{range}）です。"
                ),
                Lang::En => format!(
                    "In the bands of {named}, a rate of {text}% ({name}: {figures}; {rounding}) is “{word}”{gloss}: {range}."
                ),
            }
        }
        (Cause::Compared { target, baseline }, _) => {
            let compared = compared(&label.band, case, *target, *baseline, lang);
            match lang {
                Lang::Ja => format!("{named}の区分では、{compared}ため「{word}」です。"),
                Lang::En => format!("In the bands of {named}, this is “{word}”{gloss}: {compared}."),
            }
        }
        (Cause::Absent(status), Lang::Ja) => {
            format!("{}ため、{named}では「{word}」とします。", absent(*status, lang))
        }
        (Cause::Absent(status), Lang::En) => {
            format!("{named} says “{word}”{gloss}: {}.", absent(*status, lang))
        }
    };
    let next = label
        .next
        .as_ref()
        .map(|next| changed_by(next, unit, lang))
        .unwrap_or_default();
    let gap = if lang == Lang::En { " " } else { "" };
    [head, next, source(rules, lang)]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(gap)
}

fn gloss(en: Option<&str>, lang: Lang) -> String {
    en.filter(|_| lang == Lang::En)
        .map(|en| format!(" ({en})"))
        .unwrap_or_default()
}

/// How the last shown digit comes about.
fn rounding(rules: &RuleSet, capped: bool, lang: Lang) -> String {
    let places = rules.places;
    let (how, places) = match (rules.rounding, places, lang) {
        (RoundingRule::HalfUp, 0, Lang::Ja) => ("四捨五入", "整数".to_owned()),
        (RoundingRule::Truncate, 0, Lang::Ja) => ("切り捨て", "整数".to_owned()),
        (RoundingRule::HalfUp, _, Lang::Ja) => ("四捨五入", format!("小数第{places}位")),
        (RoundingRule::Truncate, _, Lang::Ja) => ("切り捨て", format!("小数第{places}位")),
        (RoundingRule::HalfUp, 1, Lang::En) => ("rounded half up", "1 decimal".to_owned()),
        (RoundingRule::Truncate, 1, Lang::En) => ("truncated", "1 decimal".to_owned()),
        (RoundingRule::HalfUp, _, Lang::En) => ("rounded half up", format!("{places} decimals")),
        (RoundingRule::Truncate, _, Lang::En) => ("truncated", format!("{places} decimals")),
    };
    let cap = rules.cap.filter(|_| capped).map(|cap| cap.0.normalize());
    match (cap, lang) {
        (None, Lang::Ja) => format!("{how}・{places}"),
        (Some(cap), Lang::Ja) => format!("{how}・{places}・上限{cap}%"),
        (None, Lang::En) => format!("{how} to {places}"),
        (Some(cap), Lang::En) => format!("{how} to {places}, at most {cap}%"),
    }
}

fn compared(
    band: &Band,
    case: Option<&Case>,
    target: Option<Ordering>,
    baseline: Option<Ordering>,
    lang: Lang,
) -> String {
    let figure = |value: Option<Decimal>| {
        value
            .map(|value| format!(" {} ", number(value)))
            .unwrap_or_default()
    };
    let (actual, aim, before) = (
        figure(case.map(|case| case.actual)),
        figure(case.map(|case| case.target)),
        figure(case.and_then(|case| case.baseline)),
    );
    let beside_target = target.map(|side| match (side, lang) {
        (Ordering::Greater, Lang::Ja) => format!("実績値{actual}が目標値{aim}を上回った"),
        (Ordering::Equal, Lang::Ja) => format!("実績値{actual}が目標値{aim}に達した"),
        (Ordering::Less, Lang::Ja) => format!("実績値{actual}が目標値{aim}に達していない"),
        (Ordering::Greater, Lang::En) => format!("the actual{actual}is better than the target{aim}"),
        (Ordering::Equal, Lang::En) => format!("the actual{actual}reaches the target{aim}"),
        (Ordering::Less, Lang::En) => format!("the actual{actual}does not reach the target{aim}"),
    });
    let beside_baseline = baseline.map(|side| match (side, lang) {
        (Ordering::Greater, Lang::Ja) => format!("実績値{actual}が基準値{before}より改善した"),
        (Ordering::Equal, Lang::Ja) => format!("実績値{actual}が基準値{before}と同じ水準の"),
        (Ordering::Less, Lang::Ja) => format!("実績値{actual}が基準値{before}より悪化した"),
        (Ordering::Greater, Lang::En) => format!("the actual{actual}is better than the baseline{before}"),
        (Ordering::Equal, Lang::En) => format!("the actual{actual}is as good as the baseline{before}"),
        (Ordering::Less, Lang::En) => format!("the actual{actual}is worse than the baseline{before}"),
    });
    let asked = if band.baseline.is_some() {
        beside_baseline.or(beside_target)
    } else {
        beside_target.or(beside_baseline)
    };
    asked.unwrap_or_default().trim_end().to_owned()
}

fn absent(status: Status, lang: Lang) -> &'static str {
    match (status, lang) {
        (Status::NotPublished, Lang::Ja) => "実績値が公表されていない",
        (Status::NotPublished, Lang::En) => "the actual has not been published",
        (Status::NotEntered, Lang::Ja) => "実績値が記入されていない",
        (Status::NotEntered, Lang::En) => "the actual has not been entered",
        (Status::Qualitative, Lang::Ja) => "数値で比べられない",
        (Status::Qualitative, Lang::En) => "it is not a number",
        (Status::NoTarget, Lang::Ja) => "目標値がない",
        (Status::NoTarget, Lang::En) => "there is no target",
        (_, Lang::Ja) => "達成状況を判定できない",
        (_, Lang::En) => "it cannot be told",
    }
}

/// あと4件（実績値 80 件）で「概ね順調」（80%以上）になります。
fn changed_by(next: &Next, unit: Option<&str>, lang: Lang) -> String {
    let unit = unit.unwrap_or_default();
    let (by, actual, text) = (number(next.by), number(next.actual), &next.text);
    let bound = next.bound.map(|bound| bound.0.normalize());
    match lang {
        Lang::Ja => {
            let bound = bound.map(|bound| format!("（{bound}%）")).unwrap_or_default();
            let away = if next.more { "あと" } else { "あと減らす量" };
            format!("{away}{by}{unit}（実績値{actual}{unit}）で「{text}」{bound}になります。")
        }
        Lang::En => {
            let bound = bound.map(|bound| format!(" ({bound}%)")).unwrap_or_default();
            let away = if next.more { "more" } else { "less" };
            let unit = if unit.is_empty() {
                String::new()
            } else {
                format!(" {unit}")
            };
            format!("{by}{unit} {away} (an actual of {actual}) would reach “{text}”{bound}.")
        }
    }
}

/// Who says so, and how sure that is.
pub fn source(rules: &RuleSet, lang: Lang) -> String {
    let sure = match (rules.basis, lang) {
        (Basis::Quoted, Lang::Ja) => "公表された基準",
        (Basis::Quoted, Lang::En) => "as published",
        (Basis::Inferred, Lang::Ja) => "数値からの推定",
        (Basis::Inferred, Lang::En) => "inferred from figures",
        (Basis::Own, Lang::Ja) => "独自の基準",
        (Basis::Own, Lang::En) => "an own rule",
    };
    let Some(source) = &rules.source else {
        return match lang {
            Lang::Ja => format!("（{sure}）"),
            Lang::En => format!("({sure})"),
        };
    };
    let year = source.year.map(|year| year.to_string());
    match lang {
        Lang::Ja => {
            let plan = source
                .plan
                .as_ref()
                .map(|plan| format!("「{plan}」"))
                .unwrap_or_default();
            let year = year.map(|year| format!("{year}年、")).unwrap_or_default();
            format!("出典：{}{plan}（{year}{sure}）。", source.body)
        }
        Lang::En => {
            let plan = source
                .plan
                .as_ref()
                .map(|plan| format!(", {plan}"))
                .unwrap_or_default();
            let year = year.map(|year| format!(", {year}")).unwrap_or_default();
            format!("Source: {}{plan}{year} ({sure}).", source.body)
        }
    }
}

/// Why a project or section has its word.
pub fn combined(label: &Combined, rules: &RuleSet, lang: Lang) -> String {
    let n = label.chain.iter().filter(|link| link.counted).count();
    let left_out = label.chain.len() - n;
    let (word, figure) = (&label.band.text, label.figure.as_deref().unwrap_or_default());
    let how = match (label.rule, lang) {
        (CombineRule::Worst, Lang::Ja) => format!("KPI {n}件のうち最も低い評価のため"),
        (CombineRule::Worst, Lang::En) => format!("the weakest of {n} KPIs"),
        (CombineRule::Best, Lang::Ja) => format!("KPI {n}件のうち最も高い評価のため"),
        (CombineRule::Best, Lang::En) => format!("the strongest of {n} KPIs"),
        (CombineRule::Majority, Lang::Ja) => format!("KPI {n}件の過半数がこの評価のため"),
        (CombineRule::Majority, Lang::En) => format!("more than half of {n} KPIs say so"),
        (CombineRule::MeanRate, Lang::Ja) => format!("KPI {n}件の率の平均が{figure}%のため"),
        (CombineRule::MeanRate, Lang::En) => format!("the rates of {n} KPIs are {figure}% on average"),
        (CombineRule::ShareMet, Lang::Ja) => format!("KPI {n}件のうち目標を達成したものが{figure}%のため"),
        (CombineRule::ShareMet, Lang::En) => format!("{figure}% of {n} KPIs met their targets"),
    };
    match (left_out, lang) {
        (0, Lang::Ja) => format!("{how}「{word}」です。{}", source(rules, lang)),
        (_, Lang::Ja) => format!(
            "{how}「{word}」です（ほかに{left_out}件は対象外）。{}",
            source(rules, lang)
        ),
        (0, Lang::En) => format!("“{word}”: {how}. {}", source(rules, lang)),
        (_, Lang::En) => format!(
            "“{word}”: {how} ({left_out} more left out). {}",
            source(rules, lang)
        ),
    }
}

/// Why printed ratings make a letter.
pub fn overall(label: &Overall, rules: &RuleSet, lang: Lang) -> String {
    let of = label.of.join("×");
    let sure = match (label.basis, lang) {
        (Basis::Quoted, Lang::Ja) => "公表された組み合わせ",
        (Basis::Quoted, Lang::En) => "a published combination",
        (_, Lang::Ja) => "印字された組み合わせからの推定",
        (_, Lang::En) => "inferred from printed combinations",
    };
    match lang {
        Lang::Ja => format!(
            "{}では、{of} は「{}」です（{sure}）。{}",
            label.table,
            label.grade,
            source(rules, lang)
        ),
        Lang::En => format!(
            "In {}, {of} makes “{}” ({sure}). {}",
            label.table_en.as_deref().unwrap_or(&label.table),
            label.grade,
            source(rules, lang)
        ),
    }
}

/// What a rule set reproduces of what is printed.
pub fn fit(fit: &Fit, rules: &RuleSet, lang: Lang) -> String {
    let part = |score: &Score, ja: &str, en: &str| {
        (score.of > 0).then(|| match lang {
            Lang::Ja => format!("印字された{ja}{}件中{}件", score.of, score.reproduced),
            Lang::En => format!("{} of {} printed {en}", score.reproduced, score.of),
        })
    };
    let parts: Vec<String> = [
        part(&fit.labels, "評価", "labels"),
        part(&fit.rates, "率", "rates"),
    ]
    .into_iter()
    .flatten()
    .collect();
    match lang {
        Lang::Ja => format!("「{}」は{}を再現します。", name(rules, lang), parts.join("、")),
        Lang::En => format!("“{}” reproduces {}.", name(rules, lang), parts.join(" and ")),
    }
}

/// From where to where a band goes.
fn range(band: &Band, rules: &RuleSet, lang: Lang) -> String {
    let index = rules.bands.iter().position(|other| other == band);
    let above = index
        .and_then(|index| index.checked_sub(1))
        .and_then(|index| rules.bands.get(index));
    let upper = Range {
        below: band
            .below
            .or(above.and_then(|above| above.from))
            .filter(|_| band.up_to.is_none()),
        up_to: band
            .up_to
            .or(above.and_then(|above| above.above))
            .filter(|_| band.below.is_none()),
        ..Range::default()
    };
    let range = Range {
        from: band.from,
        above: band.above,
        ..upper
    };
    match (bounds(&range, lang), lang) {
        (words, Lang::Ja) if words.is_empty() => "すべての率".to_owned(),
        (words, Lang::En) if words.is_empty() => "every rate".to_owned(),
        (words, _) => words,
    }
}

/// 80%以上100%未満.
fn bounds(range: &Range, lang: Lang) -> String {
    let bound = |percent: Option<Exact>, ja: &str, en: (&str, &str)| {
        percent.map(|percent| match lang {
            Lang::Ja => format!("{}%{ja}", percent.0.normalize()),
            Lang::En => format!("{}{}%{}", en.0, percent.0.normalize(), en.1),
        })
    };
    let exactly = range.from.filter(|from| range.up_to == Some(*from));
    if exactly.is_some() {
        return bound(exactly, "ちょうど", ("exactly ", "")).unwrap_or_default();
    }
    let parts = [
        bound(range.from, "以上", ("", " or more")),
        bound(range.above, "超", ("above ", "")),
        bound(range.below, "未満", ("below ", "")),
        bound(range.up_to, "以下", ("", " or less")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(if lang == Lang::En { ", " } else { "" })
}

/// Where bands leave a gap or overlap.
pub fn cell(cell: &Cell, lang: Lang) -> String {
    let target = cell.target.map(|side| match (side, lang) {
        (Ordering::Greater, Lang::Ja) => "目標を上回る場合",
        (Ordering::Equal, Lang::Ja) => "目標どおりの場合",
        (Ordering::Less, Lang::Ja) => "目標に達しない場合",
        (Ordering::Greater, Lang::En) => "better than the target",
        (Ordering::Equal, Lang::En) => "equal to the target",
        (Ordering::Less, Lang::En) => "short of the target",
    });
    let baseline = cell.baseline.map(|side| match (side, lang) {
        (Ordering::Greater, Lang::Ja) => "基準値より改善した場合",
        (Ordering::Equal, Lang::Ja) => "基準値と同じ場合",
        (Ordering::Less, Lang::Ja) => "基準値より悪化した場合",
        (Ordering::Greater, Lang::En) => "better than the baseline",
        (Ordering::Equal, Lang::En) => "equal to the baseline",
        (Ordering::Less, Lang::En) => "worse than the baseline",
    });
    let rates = Some(bounds(&cell.rates, lang)).filter(|rates| !rates.is_empty());
    let rates = rates.map(|rates| match lang {
        Lang::Ja => format!("率{rates}"),
        Lang::En => format!("rates of {rates}"),
    });
    let parts = [rates, target.map(str::to_owned), baseline.map(str::to_owned)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(if lang == Lang::En { ", " } else { "・" })
}

/// One sentence for a rate: method, numbers, rounding, what is printed, and how far the target is.
pub fn rate(
    found: &Measurement,
    shown: Option<&Shown>,
    unit: Option<&str>,
    rules: &RuleSet,
    lang: Lang,
) -> Option<String> {
    let (case, shown) = (found.case.as_ref()?, shown?);
    let text = shown.text.as_ref()?;
    let capped = rules.cap.is_some_and(|cap| {
        shown
            .rate()
            .is_some_and(|rate| *rate > Fraction::from_percent(cap.0))
    });
    let (name, figures) = (
        methods::name(shown.method, lang),
        methods::figures(shown.method, case, lang),
    );
    let rounding = rounding(rules, capped, lang);
    let by = Fraction::from(case.target)
        .minus(&Fraction::from(case.actual))
        .abs();
    let by = grouped(&by.plain(case.target.scale().max(case.actual.scale()), Rounding::HalfUp));
    let unit = unit.unwrap_or_default();
    let left = found.status == Status::NotAchieved && case.direction != Direction::Maintain;
    let more = case.actual < case.target;
    Some(match lang {
        Lang::Ja => {
            let printed = match (&found.printed_rate, found.check) {
                (Some(printed), Check::Match) => format!("印字の{printed}と一致します。"),
                (Some(printed), Check::Capped) => format!("印字の{printed}は上限で切られています。"),
                (Some(printed), Check::Rounding) => format!("印字の{printed}とは端数処理だけが異なります。"),
                (Some(printed), Check::Mismatch) => format!("印字の{printed}とは一致しません。"),
                _ => String::new(),
            };
            let left = match (left, more) {
                (true, true) => format!("あと{by}{unit}で目標に達します。"),
                (true, false) => format!("あと{by}{unit}減れば目標に達します。"),
                (false, _) => String::new(),
            };
            format!("{name}は {figures} × 100 = {text}%（{rounding}）です。{printed}{left}")
        }
        Lang::En => {
            let printed = match (&found.printed_rate, found.check) {
                (Some(printed), Check::Match) => format!(" The printed {printed} agrees."),
                (Some(printed), Check::Capped) => format!(" The printed {printed} is capped."),
                (Some(printed), Check::Rounding) => {
                    format!(" The printed {printed} differs by its rounding only.")
                }
                (Some(printed), Check::Mismatch) => format!(" The printed {printed} does not agree."),
                _ => String::new(),
            };
            let unit = if unit.is_empty() {
                String::new()
            } else {
                format!(" {unit}")
            };
            let left = match (left, more) {
                (true, true) => format!(" {by}{unit} more would reach the target."),
                (true, false) => format!(" {by}{unit} less would reach the target."),
                (false, _) => String::new(),
            };
            format!("The {name} is {figures} × 100 = {text}% ({rounding}).{printed}{left}")
        }
    })
}
