//! Two evaluations side by side: this year's sheet and an earlier one, KPI by KPI.
//!
//! Plain data in and out: both sides are evaluations of the contract, so that the page, programs and exports compare the
//! same. Nothing here fails, and every pair says why it is one.
//!
//! ```
//! use kpi_core::assess::{Corrections, Settings, assess};
//! use kpi_readers::sheet::Document;
//! use kpi_report::compare::{Options, compare};
//! use kpi_report::{contract, i18n::Lang};
//!
//! let evaluated = |text: &str| {
//!     let assessment = assess(&Document::pasted(text), &Settings::default(), &Corrections::default());
//!     contract::evaluation(&assessment, Lang::Ja)
//! };
//! let before = evaluated("指標\t単位\t目標値（R4）\t実績値（R4）\nごみ排出量\tt\t900\t912\n");
//! let now = evaluated("指標\t単位\t目標値（R5）\t実績値（R5）\nゴミ排出量\tt\t880\t912\n");
//! let found = compare(&before, &now, &Options::default());
//! assert_eq!(found.pairs[0].flags[0].flag.code(), "actual-not-updated");
//! ```
//!
//! | file | holds |
//! |---|---|
//! | [`shape`] | the shapes of `kpi-comparison/1` |
//! | [`long`](mod@long) | a comparison as rows, one for each KPI and year |
//! | [`wide`](mod@wide) | a comparison as rows, one for each KPI, for people |
//! | [`request`] | the options of `compare` |
//! | `keys` | names and sections without their spelling |
//! | `figures` | what is printed of a KPI, as numbers, and whether two say the same |
//! | `items` | a KPI with its keys and figures |
//! | `matching` | pairs by keys |
//! | `similar` | pairs by similar names |
//! | `offers` | what may be the same, for a person to decide |
//! | `flags` | what has changed |
//! | `series` | the years of both sheets |
//! | `pace` | the way to the final target |
//! | `told` | flags and reasons in words |

mod figures;
mod flags;
mod items;
mod keys;
pub mod long;
mod matching;
mod offers;
mod pace;
pub mod request;
mod series;
pub mod shape;
mod similar;
mod told;
pub mod wide;

use kpi_core::kpi::Period;
use kpi_core::text::fold;

use crate::compare::flags::flags;
use crate::compare::items::{Item, items};
use crate::compare::matching::{Match, Matching};
use crate::compare::offers::offers;
use crate::compare::pace::pace;
use crate::compare::series::series;
use crate::compare::shape::{
    Certainty, Comparison, Counts, How, Named, Offer, Pair, SCHEMA, Side, Single, Told, Warning, WarningCode,
};
use crate::compare::similar::similar;
use crate::contract::v1;
use crate::i18n::{Lang, comparison_book};

pub use crate::compare::matching::Said;

/// How to compare.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The language of sentences.
    pub lang: Lang,
    /// What a person says: by the ids of this year's KPIs the id of the earlier one, or that there is none. Ids that are
    /// not known are left out.
    pub pairs: Said,
}

/// Compares an earlier evaluation with this year's.
///
/// Every KPI of both is in exactly one of [`Comparison::pairs`], [`Comparison::added`] and [`Comparison::dropped`]. Never
/// fails, and takes time in proportion to the KPIs.
pub fn compare(before: &v1::Evaluation, now: &v1::Evaluation, options: &Options) -> Comparison {
    let items = (items(before), items(now));
    let mut matching = Matching::by_keys(&items.0, &items.1, &options.pairs);
    let similar = similar(&mut matching);
    let offers = offers(&matching, &similar);
    let lang = options.lang;
    let warnings = warnings(before, now, lang);
    let ends = term_end(now).or_else(|| term_end(before));
    let pairs: Vec<Pair> = matching
        .found
        .iter()
        .zip(&items.1)
        .filter_map(|(found, item)| {
            let found = found.as_ref()?;
            let pair = pair(items.0.get(found.before)?, item, *found, (ends, lang));
            Some(if warnings.is_empty() { pair } else { doubted(pair) })
        })
        .collect();
    let single = |item: &Item<'_>, offered: Option<&Vec<(usize, How)>>, others: &[Item<'_>]| Single {
        kpi: named(item),
        offers: offered
            .into_iter()
            .flatten()
            .filter_map(|&(other, how)| Some(offer(others.get(other)?, how, lang)))
            .collect(),
    };
    let added = items
        .1
        .iter()
        .enumerate()
        .filter(|(now, _)| matching.found.get(*now) == Some(&None));
    let added = added
        .map(|(now, item)| single(item, offers.of_now.get(&now), &items.0))
        .collect();
    let dropped = items
        .0
        .iter()
        .enumerate()
        .filter(|(before, _)| matching.taken.get(*before) == Some(&false));
    let dropped = dropped
        .map(|(before, item)| single(item, offers.of_before.get(&before), &items.1))
        .collect();
    let mut comparison = Comparison {
        schema: SCHEMA.to_owned(),
        version: now.version.clone(),
        before: side(before),
        now: side(now),
        pairs,
        added,
        dropped,
        summary: Counts::default(),
        warnings,
    };
    comparison.summary = counts(&comparison);
    comparison
}

/// The comparison as JSON. Equal comparisons give equal bytes.
pub fn to_json(found: &Comparison) -> String {
    // Structs of strings, numbers and lists: there is nothing in them that JSON cannot hold.
    serde_json::to_string(found).unwrap_or_default()
}

fn term_end(found: &v1::Evaluation) -> Option<Period> {
    Period::parse(found.document.term.as_ref()?.end.as_deref()?)
}

/// What speaks against comparing the two at all.
fn warnings(before: &v1::Evaluation, now: &v1::Evaluation, lang: Lang) -> Vec<Warning> {
    let named = |found: &v1::Evaluation| found.document.municipality.clone();
    let bare = |name: &str| -> String {
        let name = fold::normal(name);
        name.chars().filter(|letter| !letter.is_whitespace()).collect()
    };
    let both = named(before).zip(named(now));
    let others = both.filter(|(before, now)| bare(before) != bare(now));
    others
        .map(|(before, now)| Warning {
            code: WarningCode::OtherMunicipality,
            message: (comparison_book::words(lang).other_municipality)(&before, &now),
        })
        .into_iter()
        .collect()
}

/// A pair of sheets that may have nothing to do with each other; what a person said stays sure.
fn doubted(pair: Pair) -> Pair {
    let certainty = match pair.how {
        How::Person => pair.certainty,
        _ => Certainty::Check,
    };
    Pair { certainty, ..pair }
}

fn side(found: &v1::Evaluation) -> Side {
    Side {
        title: found.document.title.clone(),
        municipality: found.document.municipality.clone(),
        fiscal_year: found.document.fiscal_year,
        kpis: found.kpis.len(),
    }
}

fn counts(found: &Comparison) -> Counts {
    let is_decided = |single: &&Single| single.offers.is_empty();
    Counts {
        pairs: found.pairs.len(),
        check: found
            .pairs
            .iter()
            .filter(|pair| pair.certainty == Certainty::Check)
            .count(),
        flagged: found.pairs.iter().filter(|pair| !pair.flags.is_empty()).count(),
        added: found.added.iter().filter(is_decided).count(),
        dropped: found.dropped.iter().filter(is_decided).count(),
        undecided: found
            .added
            .iter()
            .filter(|single| !single.offers.is_empty())
            .count(),
    }
}

fn pair(before: &Item<'_>, now: &Item<'_>, found: Match, (ends, lang): (Option<Period>, Lang)) -> Pair {
    let series = series(&before.figures, &now.figures);
    let (pace, no_pace) = match pace(&now.figures, &series, now.kpi.direction, ends) {
        Ok(pace) => (Some(pace), None),
        Err(why) => (None, Some(why)),
    };
    let flags = flags(before, now).into_iter().map(|flag| Told {
        message: told::flag(&flag, lang),
        flag,
    });
    Pair {
        before: named(before),
        now: named(now),
        certainty: found.certainty,
        how: found.how,
        because: told::how(found.how, lang).to_owned(),
        flags: flags.collect(),
        series,
        pace,
        no_pace,
    }
}

fn offer(item: &Item<'_>, how: How, lang: Lang) -> Offer {
    Offer {
        kpi: item.kpi.id.clone(),
        name: item.kpi.name.clone(),
        section: item.kpi.section.clone(),
        how,
        because: told::how(how, lang).to_owned(),
    }
}

fn named(item: &Item<'_>) -> Named {
    let kpi = item.kpi;
    let speaking = kpi.speaking();
    let value = |point: Option<&v1::Point>| point.and_then(|point| point.value.clone());
    Named {
        id: kpi.id.clone(),
        name: kpi.name.clone(),
        section: kpi.section.clone(),
        project: item.project.map(str::to_owned),
        unit: kpi.unit.clone(),
        period: speaking.and_then(|speaking| speaking.period.clone()),
        target: value(speaking.and_then(|speaking| speaking.target.as_ref())),
        actual: value(speaking.and_then(|speaking| speaking.actual.as_ref())),
        rate: speaking.and_then(|speaking| speaking.rate.clone()),
        status: speaking.map(|speaking| speaking.status),
    }
}
