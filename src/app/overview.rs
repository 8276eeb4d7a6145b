//! The KPIs by section: how many stand how, how far they are in the middle, what is open.

use std::collections::BTreeMap;
use std::str::FromStr;

use rust_decimal::Decimal;

use crate::app::listing::Facts;
use crate::app::listing::facet::Facet;
use kpi_report::contract::v1;
use kpi_report::contract::v1::Standing;

/// The KPIs that have one value of a facet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The value; `None` for those that have none.
    pub value: Option<String>,
    /// How many they are.
    pub kpis: usize,
    /// How many stand how, and how many of these provisionally; without those of which there is none.
    pub standings: Vec<(Standing, usize, usize)>,
    /// The middle of their rates in percent, one decimal, half up: as many are below as above. `None` without a rate.
    pub median: Option<String>,
    /// How many of them have something to look at.
    pub open: usize,
    /// How many have no actual: not entered, or not published.
    pub without_actual: usize,
}

/// A line for each value of a facet, in the order of the sheet, those without any last. None where there is one line
/// only: it would say what the counts of all say.
pub fn lines(found: &v1::Evaluation, facts: &[Facts], facet: Facet) -> Vec<Line> {
    let mut order = Vec::<Option<&str>>::new();
    let mut members = BTreeMap::<Option<&str>, Vec<usize>>::new();
    for (index, facts) in facts.iter().enumerate().take(found.kpis.len()) {
        let values = facts.of(facet);
        let own = values.iter().map(|value| Some(&**value));
        for value in own.chain(values.is_empty().then_some(None)) {
            let of_value = members.entry(value).or_default();
            if of_value.is_empty() {
                order.push(value);
            }
            of_value.push(index);
        }
    }
    // Stable: the others stay in their order.
    order.sort_by_key(Option::is_none);
    if order.len() < 2 {
        return Vec::new();
    }
    let of = |value: Option<&str>| {
        let kpis = members.get(&value).map_or(&[][..], Vec::as_slice);
        line(found, facts, value, kpis)
    };
    order.into_iter().map(of).collect()
}

/// KPIs have several values of a facet, or some have none: there is something to tell apart.
pub fn is_varied(facts: &[Facts], facet: Facet) -> bool {
    let mut all = facts.iter().map(|facts| facts.of(facet));
    let first = all.next();
    first.is_some_and(|first| first.len() > 1 || all.any(|values| values != first))
}

/// All KPIs in one line.
pub fn all(found: &v1::Evaluation, facts: &[Facts]) -> Line {
    let indices: Vec<usize> = (0..found.kpis.len()).collect();
    line(found, facts, None, &indices)
}

fn line(found: &v1::Evaluation, facts: &[Facts], value: Option<&str>, indices: &[usize]) -> Line {
    let kpis: Vec<&v1::Kpi> = indices
        .iter()
        .filter_map(|index| found.kpis.get(*index))
        .collect();
    let counted = Standing::ALL.iter().map(|&standing| {
        let own = kpis.iter().filter(|kpi| kpi.standing() == standing);
        own.fold((standing, 0, 0), |(standing, all, provisional), kpi| {
            (standing, all + 1, provisional + usize::from(kpi.is_provisional()))
        })
    });
    let standings: Vec<_> = counted.filter(|(_, count, _)| *count > 0).collect();
    let is_open = |index: &&usize| facts.get(**index).is_some_and(|facts| facts.open > 0);
    let rates = kpis.iter().filter_map(|kpi| kpi.speaking()?.rate.as_deref());
    Line {
        value: value.map(str::to_owned),
        kpis: kpis.len(),
        median: median(rates.filter_map(|rate| Decimal::from_str(rate).ok()).collect()),
        open: indices.iter().filter(is_open).count(),
        without_actual: standings
            .iter()
            .filter(|(standing, ..)| matches!(standing, Standing::NotEntered | Standing::NotPublished))
            .map(|(_, count, _)| count)
            .sum(),
        standings,
    }
}

/// The middle one, of an even number the mean of the two in the middle, with one decimal.
fn median(mut rates: Vec<Decimal>) -> Option<String> {
    rates.sort();
    let upper = *rates.get(rates.len() / 2)?;
    let lower = *rates.get((rates.len() - 1) / 2)?;
    let mean = lower.checked_add(upper)? / Decimal::TWO;
    let rounded = mean.round_dp_with_strategy(1, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    Some(format!("{rounded:.1}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::listing::facts;

    fn kpi(section: &[&str], status: &str, rate: Option<&str>, assumed: &[v1::Assumption]) -> v1::Kpi {
        v1::Kpi {
            section: section.iter().map(|heading| (*heading).to_owned()).collect(),
            measurements: vec![v1::Measurement {
                status: status.parse().expect("a status"),
                rate: rate.map(str::to_owned),
                assumed: assumed.to_vec(),
                ..v1::Measurement::default()
            }],
            speaks: Some(0),
            ..v1::Kpi::default()
        }
    }

    fn evaluation() -> v1::Evaluation {
        v1::Evaluation {
            kpis: vec![
                kpi(&[], "qualitative", None, &[]),
                kpi(&["産業"], "achieved", Some("120.0"), &[]),
                kpi(&["健康"], "not-entered", None, &[]),
                kpi(
                    &["産業"],
                    "not-achieved",
                    Some("90.3"),
                    &[v1::Assumption::Direction],
                ),
                kpi(&["産業"], "achieved", Some("100.0"), &[]),
                kpi(&["健康"], "not-achieved", Some("80.0"), &[]),
                kpi(&["健康"], "not-achieved", Some("90.1"), &[]),
            ],
            ..v1::Evaluation::default()
        }
    }

    #[test]
    fn a_line_for_each_section_in_the_order_of_the_sheet_and_the_counts_add_up() {
        let found = evaluation();
        let lines = lines(&found, &facts(&found), Facet::Section);
        let names: Vec<_> = lines.iter().map(|line| line.value.as_deref()).collect();
        assert_eq!(names, [Some("産業"), Some("健康"), None]);
        let sum: usize = lines.iter().map(|line| line.kpis).sum();
        assert_eq!(sum, all(&found, &facts(&found)).kpis);
        for line in &lines {
            let counted: usize = line.standings.iter().map(|(_, count, _)| count).sum();
            assert_eq!(counted, line.kpis, "{:?}", line.value);
        }
        assert_eq!(
            lines[0].standings,
            [(Standing::Achieved, 2, 0), (Standing::NotAchieved, 1, 1)]
        );
        assert_eq!(lines[1].without_actual, 1);
    }

    #[test]
    fn the_median_is_the_middle_or_the_mean_of_the_two_in_the_middle() {
        let found = evaluation();
        let medians: Vec<_> = lines(&found, &facts(&found), Facet::Section)
            .into_iter()
            .map(|line| line.median)
            .collect();
        // 90.3, 100.0, 120.0; (80.0 + 90.1) / 2 = 85.05, half up; no rate.
        assert_eq!(medians, [Some("100.0".to_owned()), Some("85.1".to_owned()), None]);
    }

    #[test]
    fn one_value_only_is_no_overview() {
        let mut found = evaluation();
        assert!(is_varied(&facts(&found), Facet::Section));
        found.kpis.retain(|kpi| kpi.section == ["産業"]);
        assert!(!is_varied(&facts(&found), Facet::Section));
        assert_eq!(lines(&found, &facts(&found), Facet::Section), []);
    }
}
