//! A comparison in long form: a row for each KPI and year, for machines.

use crate::compare::shape::{Certainty, Comparison, From, How, Named, Pair, Single, Standing, Year};
use crate::i18n::Lang;
use crate::i18n::comparison::words;

/// What the first cell of each row says: the form and its version.
pub const FORM: &str = "kpi-comparison/long-1";

/// The columns, by their stable ids; one may be added at the end, none is renamed or removed.
pub const COLUMNS: &[&str] = &[
    "schema",
    "kind",
    "certainty",
    "how",
    "id_before",
    "id_now",
    "section_before",
    "section_now",
    "name_before",
    "name_now",
    "unit_before",
    "unit_now",
    "period",
    "from",
    "target",
    "actual",
    "rate_percent",
    "expected",
    "standing",
    "flags",
    "changes",
    "offers",
    "warnings",
];

/// A value: what it says, and whether that is a number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Value {
    pub text: String,
    pub is_number: bool,
}

/// The heads in a language.
pub fn heads(lang: Lang) -> Vec<String> {
    let word = words(lang).column;
    let head = |id: &&str| match word(id) {
        "" => (*id).to_owned(),
        word => word.to_owned(),
    };
    COLUMNS.iter().map(head).collect()
}

/// A value for each of [`COLUMNS`]: of a pair a row for each year, of the others one.
pub fn rows(found: &Comparison) -> Vec<Vec<Value>> {
    let pairs = found.pairs.iter().flat_map(of_pair);
    let added = found.added.iter().map(|single| of_single(single, "added"));
    let dropped = found.dropped.iter().map(|single| of_single(single, "dropped"));
    let codes: Vec<&str> = found.warnings.iter().map(|warning| warning.code.code()).collect();
    let warnings = codes.join(" ");
    // What is said of the whole is said in every row: rows go apart.
    let warned = |mut row: Vec<Value>| {
        for (value, id) in row.iter_mut().zip(COLUMNS) {
            if *id == "warnings" {
                *value = text(&warnings);
            }
        }
        row
    };
    pairs.chain(added).chain(dropped).map(warned).collect()
}

fn of_pair(pair: &Pair) -> Vec<Vec<Value>> {
    let years: Vec<Option<&Year>> = if pair.series.is_empty() {
        vec![None]
    } else {
        pair.series.iter().map(Some).collect()
    };
    years
        .into_iter()
        .map(|year| row(|id| pair_value(id, pair, year)))
        .collect()
}

fn row(value: impl Fn(&str) -> Value) -> Vec<Value> {
    COLUMNS.iter().map(|id| value(id)).collect()
}

fn pair_value(id: &str, pair: &Pair, year: Option<&Year>) -> Value {
    let period = year.and_then(|year| year.period.as_ref());
    let step = || {
        let steps = pair.pace.iter().flat_map(|pace| &pace.steps);
        steps.into_iter().find(|step| Some(&step.period) == period)
    };
    let list = |all: Vec<&str>, joint: &str| text(&all.join(joint));
    match id {
        "kind" => text("pair"),
        "certainty" => text(match pair.certainty {
            Certainty::Same => "same",
            Certainty::Check => "check",
        }),
        "how" => text(how(pair.how)),
        "period" => maybe(period),
        "from" => text(year.map_or("", |year| match year.from {
            From::Before => "before",
            From::Now => "now",
            From::Both => "both",
        })),
        "target" => number(year.and_then(|year| year.target.as_ref())),
        "actual" => number(year.and_then(|year| year.actual.as_ref())),
        "rate_percent" => number(year.and_then(|year| year.rate.as_ref())),
        "expected" => number(step().map(|step| &step.expected)),
        "standing" => text(pair.pace.as_ref().map_or("", |pace| standing(pace.standing))),
        "flags" => list(pair.flags.iter().map(|told| told.flag.code()).collect(), " "),
        "changes" => list(
            pair.flags.iter().map(|told| told.message.as_str()).collect(),
            " / ",
        ),
        other => named_value(other, Some(&pair.before), Some(&pair.now)),
    }
}

fn of_single(single: &Single, kind: &str) -> Vec<Value> {
    let kpi = &single.kpi;
    let sides = if kind == "added" {
        (None, Some(kpi))
    } else {
        (Some(kpi), None)
    };
    row(|id| match id {
        "kind" => text(kind),
        "period" => maybe(kpi.period.as_ref()),
        "from" => text(if kind == "added" { "now" } else { "before" }),
        "target" => number(kpi.target.as_ref()),
        "actual" => number(kpi.actual.as_ref()),
        "rate_percent" => number(kpi.rate.as_ref()),
        "offers" => {
            let offers = single.offers.iter().map(|offer| offer.name.as_str());
            text(&offers.collect::<Vec<_>>().join(" / "))
        }
        other => named_value(other, sides.0, sides.1),
    })
}

/// What is said of one of the sides.
fn named_value(id: &str, before: Option<&Named>, now: Option<&Named>) -> Value {
    let (what, side) = match id.rsplit_once('_') {
        Some((what, "before")) => (what, before),
        Some((what, "now")) => (what, now),
        _ if id == "schema" => return text(FORM),
        _ => return Value::default(),
    };
    let Some(kpi) = side else {
        return Value::default();
    };
    match what {
        "id" => text(&kpi.id),
        "name" => text(&kpi.name),
        "unit" => maybe(kpi.unit.as_ref()),
        "section" => {
            let path = kpi.section.iter().chain(&kpi.project).map(String::as_str);
            text(&path.collect::<Vec<_>>().join(" > "))
        }
        _ => Value::default(),
    }
}

fn how(how: How) -> &'static str {
    match how {
        How::Person => "person",
        How::Name => "name",
        How::Namesake => "namesake",
        How::SectionRenamed => "section-renamed",
        How::OtherSection => "other-section",
        How::Brackets => "brackets",
        How::Similar => "similar",
        How::Figures => "figures",
    }
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Reached => "reached",
        Standing::Ahead => "ahead",
        Standing::On => "on",
        Standing::Behind => "behind",
    }
}

fn text(text: &str) -> Value {
    Value {
        text: text.to_owned(),
        is_number: false,
    }
}

fn maybe(given: Option<&String>) -> Value {
    text(given.map_or("", String::as_str))
}

fn number(given: Option<&String>) -> Value {
    Value {
        is_number: given.is_some(),
        ..maybe(given)
    }
}
