//! Names that are similar, within one section: a renamed KPI is a pair where its figures say so too, else it is offered.
//!
//! Names are held against each other only where they share two neighbouring characters that few names of their section
//! share, so that the work grows as the sheets do.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::matching::{Matching, Side};
use crate::compare::shape::{Certainty, How, OFFERS};

/// Characters of a name that are looked at.
const LONGEST: usize = 120;

/// Names of a section that may share two characters before these tell nothing any more.
const COMMON: usize = 24;

/// Percent of the pairs of characters that similar names have in common.
const SIMILAR: usize = 40;

/// Percent that the next best may not come near.
const MARGIN: usize = 10;

/// An earlier KPI and how similar its name is, in percent.
type Likeness = (usize, usize);

/// What similarity says of the KPIs that are left.
#[derive(Debug, Default)]
pub(super) struct Similar {
    /// For each KPI of this year with similar earlier ones: the best of them, best first.
    pub of_now: BTreeMap<usize, Vec<Likeness>>,
    /// How many names were held against each other.
    pub weighed: usize,
}

/// Finds similar names among those that are left, and makes pairs of those that the figures speak for.
pub(super) fn similar(matching: &mut Matching<'_>) -> Similar {
    let found = likenesses(matching);
    let mut best = BTreeMap::<usize, Vec<(usize, usize)>>::new();
    for (&now, likenesses) in &found.of_now {
        for &(before, percent) in likenesses {
            best.entry(before).or_default().push((now, percent));
        }
    }
    for all in best.values_mut() {
        all.sort_by_key(|&(now, percent)| (std::cmp::Reverse(percent), now));
    }
    for (&now, likenesses) in &found.of_now {
        let Some(before) = clearly_first(likenesses) else {
            continue;
        };
        let is_mutual = best.get(&before).and_then(|all| clearly_first(all)) == Some(now);
        if is_mutual && matching.share_unit(before, now) && matching.agreement(before, now).speaks_for() {
            matching.pair(before, now, Certainty::Check, How::Similar);
        }
    }
    found
}

/// The first, if the second does not come near.
fn clearly_first(all: &[Likeness]) -> Option<usize> {
    let (&(first, percent), rest) = all.split_first()?;
    let is_clear = rest.first().is_none_or(|(_, next)| next + MARGIN <= percent);
    is_clear.then_some(first)
}

fn likenesses(matching: &Matching<'_>) -> Similar {
    let pairs = |side, index| matching.item(side, index).map(|item| neighbours(&item.keys.name));
    let mut index = BTreeMap::<(&str, [char; 2]), Vec<usize>>::new();
    let mut sizes = BTreeMap::<usize, usize>::new();
    for before in 0..matching.before.len() {
        let section = matching.section(Side::Before, before);
        let Some((section, pairs)) = section.zip(pairs(Side::Before, before)) else {
            continue;
        };
        if matching.is_left(Side::Before, before) {
            sizes.insert(before, pairs.len());
            for pair in pairs {
                index.entry((section, pair)).or_default().push(before);
            }
        }
    }
    let mut found = Similar::default();
    for now in (0..matching.now.len()).filter(|&now| matching.is_left(Side::Now, now)) {
        let section = matching.section(Side::Now, now);
        let Some((section, own)) = section.zip(pairs(Side::Now, now)) else {
            continue;
        };
        let mut shared = BTreeMap::<usize, usize>::new();
        for pair in &own {
            let others = index
                .get(&(section, *pair))
                .filter(|others| others.len() <= COMMON);
            for &before in others.into_iter().flatten() {
                *shared.entry(before).or_default() += 1;
                found.weighed += 1;
            }
        }
        let mut likenesses: Vec<Likeness> = shared
            .into_iter()
            .map(|(before, shared)| {
                let both = own.len() + sizes.get(&before).copied().unwrap_or(0);
                (before, 200 * shared / both.max(1))
            })
            .filter(|(_, percent)| *percent >= SIMILAR)
            .collect();
        likenesses.sort_by_key(|&(before, percent)| (std::cmp::Reverse(percent), before));
        likenesses.truncate(OFFERS);
        if !likenesses.is_empty() {
            found.of_now.insert(now, likenesses);
        }
    }
    found
}

/// Every two characters that stand beside each other, each once; the beginning counts as one.
fn neighbours(name: &str) -> BTreeSet<[char; 2]> {
    let mut last = '\0';
    let mut found = BTreeSet::new();
    for c in name.chars().take(LONGEST) {
        found.insert([last, c]);
        last = c;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::items::items;
    use crate::contract::v1;

    fn sheet(n: usize, name: fn(usize) -> String) -> v1::Evaluation {
        let kpis = (0..n).map(|index| v1::Kpi {
            name: name(index),
            ..v1::Kpi::default()
        });
        v1::Evaluation {
            kpis: kpis.collect(),
            ..v1::Evaluation::default()
        }
    }

    fn weighed(n: usize, before: fn(usize) -> String, now: fn(usize) -> String) -> usize {
        let (before, now) = (sheet(n, before), sheet(n, now));
        let (before, now) = (items(&before), items(&now));
        let mut matching = Matching::by_keys(&before, &now, &BTreeMap::new());
        similar(&mut matching).weighed
    }

    /// All in one section, where no key makes a pair.
    #[test]
    fn names_are_held_against_few_others() {
        type Name = fn(usize) -> String;
        let shapes: [(Name, Name); 3] = [
            (
                |n| format!("第{n}公園の来園者数"),
                |n| format!("第{n}公園を訪れた人の数"),
            ),
            (|n| format!("来園者数{}", n % 7), |n| format!("来場者数{}", n % 5)),
            (
                |n| {
                    char::from_u32(0x4E00 + u32::try_from(n).unwrap())
                        .unwrap()
                        .to_string()
                        .repeat(40)
                },
                |n| {
                    char::from_u32(0x4E00 + u32::try_from(n).unwrap())
                        .unwrap()
                        .to_string()
                        .repeat(39)
                },
            ),
        ];
        for (before, now) in shapes {
            let (small, large) = (weighed(1_000, before, now), weighed(8_000, before, now));
            assert!(
                large <= (small * 12).max(8_000 * COMMON),
                "{small} grow to {large}"
            );
        }
    }
}
