//! One word for several indicators: of a project with the projects below it, or of a section. Made only where the rule
//! set says how; no body was found that does.

use crate::evaluate::Evaluated;
use crate::evaluate::measure::Status;
use crate::kpi::Recognised;
use crate::rating::band::BandLabel;
use crate::rating::rule_set::{Band, Combine, CombineRule, RuleSet, Seen};
use crate::rating::shown::Shown;
use kpi_readers::base::Decimal;
use kpi_readers::base::fraction::Fraction;

/// The word of a project or section with everything that it follows from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Combined {
    /// The word.
    pub band: Band,
    /// How it was made.
    pub rule: CombineRule,
    /// The average or the share, in percent.
    pub figure: Option<String>,
    /// Its indicators.
    pub chain: Vec<Link>,
}

/// One indicator of a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Index of the indicator.
    pub indicator: usize,
    /// Its own word, or its rate where it has none.
    pub said: Option<String>,
    /// It was counted, not left out.
    pub counted: bool,
}

/// A section: the headings above some indicators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The headings, outermost first.
    pub path: Vec<String>,
    /// Index of the table.
    pub table: usize,
    /// Indices of its indicators.
    pub indicators: Vec<usize>,
    /// Its word.
    pub label: Option<Combined>,
}

/// What a rule set says of the indicators by themselves, by their indices.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// Their labels.
    pub labels: &'a [Option<BandLabel>],
    /// Their rates as shown, by measurement.
    pub shown: &'a [Vec<Option<Shown>>],
}

/// Every section, outer ones before the inner ones that are only a part of them.
pub fn sections(recognised: &Recognised) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for (index, indicator) in recognised.indicators.iter().enumerate() {
        for depth in 1..=indicator.section.len() {
            let path = indicator.section.get(..depth).unwrap_or_default();
            let found = sections
                .iter_mut()
                .rev()
                .find(|section| section.table == indicator.table && section.path == path);
            match found {
                Some(section) => section.indicators.push(index),
                None => sections.push(Section {
                    path: path.to_vec(),
                    table: indicator.table,
                    indicators: vec![index],
                    label: None,
                }),
            }
        }
    }
    let inner: Vec<(Vec<String>, Vec<usize>)> = sections
        .iter()
        .map(|section| (section.path.clone(), section.indicators.clone()))
        .collect();
    sections.retain(|section| {
        let is_inner = |(path, own): &(Vec<String>, Vec<usize>)| {
            path.len() > section.path.len() && path.starts_with(&section.path) && *own == section.indicators
        };
        !inner.iter().any(is_inner)
    });
    sections
}

/// The word for several indicators.
pub fn combine(
    indicators: &[usize],
    evaluated: &Evaluated,
    words: &Words<'_>,
    rules: &RuleSet,
) -> Option<Combined> {
    let how = rules.combine.as_ref()?;
    let ranked = indicators.iter().map(|&index| {
        let label = words.labels.get(index).and_then(Option::as_ref);
        (
            index,
            label.and_then(|label| Some((label.rank?, label.band.text.clone()))),
        )
    });
    let ranked: Vec<(usize, Option<(usize, String)>)> = ranked.collect();
    let of_rank = |rank: usize| rules.bands.get(rank).cloned();
    let ranks = || {
        ranked
            .iter()
            .filter_map(|(_, word)| word.as_ref().map(|(rank, _)| *rank))
    };
    let by_words = |band: Option<Band>| {
        let chain = ranked.iter().map(|(indicator, word)| Link {
            indicator: *indicator,
            said: word.as_ref().map(|(_, text)| text.clone()),
            counted: word.is_some(),
        });
        Some(Combined {
            band: band?,
            rule: how.rule,
            figure: None,
            chain: chain.collect(),
        })
    };
    match how.rule {
        CombineRule::Worst => by_words(ranks().max().and_then(of_rank)),
        CombineRule::Best => by_words(ranks().min().and_then(of_rank)),
        CombineRule::Majority => {
            let n = ranks().count();
            let most = ranks().find(|&rank| ranks().filter(|&other| other == rank).count() * 2 > n);
            by_words(most.and_then(of_rank))
        }
        CombineRule::MeanRate => mean(indicators, evaluated, words, rules, how),
        CombineRule::ShareMet => share(indicators, evaluated, rules, how),
    }
}

fn mean(
    indicators: &[usize],
    evaluated: &Evaluated,
    words: &Words<'_>,
    rules: &RuleSet,
    how: &Combine,
) -> Option<Combined> {
    let cap = how.cap.map(|cap| Fraction::from_percent(cap.0));
    let mut sum = Fraction::from(Decimal::ZERO);
    let mut count: i64 = 0;
    let mut chain = Vec::new();
    for &index in indicators {
        let speaks = evaluated.indicators.get(index).and_then(|found| found.speaks);
        let shown = speaks.and_then(|speaks| words.shown.get(index)?.get(speaks)?.as_ref());
        let rate = shown.and_then(|shown| shown.rate());
        if let Some(rate) = rate {
            let capped = cap.as_ref().filter(|cap| rate > *cap).unwrap_or(rate);
            // Terms of fractions grow with every sum: a hundred rates are still short.
            sum = sum.plus(capped);
            count += 1;
        }
        chain.push(Link {
            indicator: index,
            said: shown.and_then(|shown| shown.text.clone()).map(|text| text + "%"),
            counted: rate.is_some(),
        });
    }
    let mean = sum.over(&Fraction::from(Decimal::from(count)))?;
    made(&mean, rules, how, chain)
}

fn share(indicators: &[usize], evaluated: &Evaluated, rules: &RuleSet, how: &Combine) -> Option<Combined> {
    let mut met: i64 = 0;
    let mut judged: i64 = 0;
    let mut chain = Vec::new();
    for &index in indicators {
        let status = evaluated
            .indicators
            .get(index)
            .and_then(|found| found.speaking())
            .map(|speaking| speaking.status);
        let counted = matches!(status, Some(Status::Achieved | Status::NotAchieved));
        judged += i64::from(counted);
        met += i64::from(status == Some(Status::Achieved));
        chain.push(Link {
            indicator: index,
            said: status.map(|status| status.id().to_owned()),
            counted,
        });
    }
    let share = Fraction::ratio(met.into(), judged.into())?;
    made(&share, rules, how, chain)
}

fn made(rate: &Fraction, rules: &RuleSet, how: &Combine, chain: Vec<Link>) -> Option<Combined> {
    let seen = Seen {
        rate: Some(rate),
        target: None,
        baseline: None,
    };
    let own = how.bands.iter().find(|band| band.holds(&seen));
    let band = if how.bands.is_empty() {
        rules.band_of(&seen)
    } else {
        own
    };
    Some(Combined {
        band: band?.clone(),
        rule: how.rule,
        figure: Some(rate.percent(rules.places, rules.rounding.into())),
        chain,
    })
}
