//! A comparison as people read it: a row for each KPI with both years side by side.

use crate::compare::shape::{Certainty, Comparison, Named, Pace, Pair, Single, Standing};
use crate::i18n::comparison_book::{Words, words};
use crate::i18n::{Lang, shown, years};

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Nothing,
    /// Words.
    Text(String),
    /// An exact decimal in plain notation.
    Number(String),
    /// A percentage in plain notation.
    Percent(String),
}

/// How wide each column is to be, in half-width characters; as many as [`Words::heads`].
pub const WIDTHS: [usize; 16] = [20, 30, 24, 7, 12, 11, 11, 9, 12, 11, 11, 9, 12, 18, 40, 30];

/// The heads in a language.
pub fn heads(lang: Lang) -> Vec<String> {
    words(lang).heads.map(str::to_owned).to_vec()
}

/// A value for each head: the pairs, those of this year's sheet only, those of the earlier only.
pub fn rows(found: &Comparison, lang: Lang) -> Vec<[Value; 16]> {
    let pairs = found.pairs.iter().map(|pair| of_pair(pair, lang));
    let added = found.added.iter().map(|single| of_single(single, true, lang));
    let dropped = found.dropped.iter().map(|single| of_single(single, false, lang));
    pairs.chain(added).chain(dropped).collect()
}

fn of_pair(pair: &Pair, lang: Lang) -> [Value; 16] {
    let words = words(lang);
    let renamed = (pair.before.name != pair.now.name).then_some(pair.before.name.as_str());
    let changes: Vec<&str> = pair.flags.iter().map(|told| told.message.as_str()).collect();
    let check = match pair.certainty {
        Certainty::Same => None,
        Certainty::Check => Some(words.check),
    };
    let pace = pair.pace.as_ref().map(|pace| standing(pace, lang));
    let names = [
        text(&path(&pair.now)),
        text(&pair.now.name),
        maybe(renamed),
        maybe(units(pair).as_deref()),
    ];
    let told = [
        text(words.kinds[0]),
        maybe(check),
        text(&changes.join("\n")),
        maybe(pace.as_deref()),
    ];
    row(names, Some(&pair.before), Some(&pair.now), told, lang)
}

/// A row: its names, the figures of both years, what is told of it.
fn row(
    names: [Value; 4],
    before: Option<&Named>,
    now: Option<&Named>,
    told: [Value; 4],
    lang: Lang,
) -> [Value; 16] {
    let [section, name, renamed, unit] = names;
    let [period, target, actual, rate] = figures(before, lang);
    let [period_now, target_now, actual_now, rate_now] = figures(now, lang);
    let [kind, check, changes, pace] = told;
    [
        section, name, renamed, unit, period, target, actual, rate, period_now, target_now, actual_now,
        rate_now, kind, check, changes, pace,
    ]
}

/// The unit of both years; where it is another, both: each year's figures stand in its own.
fn units(pair: &Pair) -> Option<String> {
    let (before, now) = (pair.before.unit.as_deref(), pair.now.unit.as_deref());
    match before.filter(|before| Some(*before) != now) {
        Some(before) => Some(format!("{before} → {}", now.unwrap_or("―"))),
        None => now.map(str::to_owned),
    }
}

fn of_single(single: &Single, is_now: bool, lang: Lang) -> [Value; 16] {
    let words = words(lang);
    let kpi = &single.kpi;
    let kind = if is_now { words.kinds[1] } else { words.kinds[2] };
    let names = [
        text(&path(kpi)),
        text(&kpi.name),
        Value::Nothing,
        maybe(kpi.unit.as_deref()),
    ];
    let told = [
        text(kind),
        maybe(offered(single, words).as_deref()),
        Value::Nothing,
        Value::Nothing,
    ];
    row(names, (!is_now).then_some(kpi), is_now.then_some(kpi), told, lang)
}

fn offered(single: &Single, words: &Words) -> Option<String> {
    let names: Vec<&str> = single.offers.iter().map(|offer| offer.name.as_str()).collect();
    (!names.is_empty()).then(|| (words.offered)(&names.join(" / ")))
}

/// Period, target, actual and rate of a side.
fn figures(kpi: Option<&Named>, lang: Lang) -> [Value; 4] {
    let number = |value: Option<&String>| value.cloned().map_or(Value::Nothing, Value::Number);
    let Some(kpi) = kpi else {
        return [Value::Nothing, Value::Nothing, Value::Nothing, Value::Nothing];
    };
    let period = kpi.period.as_deref().map(|period| shown::period(period, lang));
    [
        maybe(period.as_deref()),
        number(kpi.target.as_ref()),
        number(kpi.actual.as_ref()),
        kpi.rate.clone().map_or(Value::Nothing, Value::Percent),
    ]
}

fn path(kpi: &Named) -> String {
    let path = kpi.section.iter().chain(&kpi.project).map(String::as_str);
    path.collect::<Vec<_>>().join(" ＞ ")
}

fn standing(pace: &Pace, lang: Lang) -> String {
    let words = years::words(lang);
    let said = match pace.standing {
        Standing::Reached => words.reached,
        Standing::Ahead => words.ahead,
        Standing::On => words.on,
        Standing::Behind => words.behind,
    };
    let needed = pace.needed.as_ref().map(|needed| (words.needed)(needed));
    needed.map_or_else(|| said.to_owned(), |needed| format!("{said}\n{needed}"))
}

fn text(text: &str) -> Value {
    maybe(Some(text))
}

fn maybe(text: Option<&str>) -> Value {
    text.filter(|text| !text.is_empty())
        .map_or(Value::Nothing, |text| Value::Text(text.to_owned()))
}
