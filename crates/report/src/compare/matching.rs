//! Which KPI of this year's sheet is which of the earlier one: by keys, from the surest to the least sure, each step one to
//! one. What has several answers is not guessed.
//!
//! Every step puts the KPIs into groups of one key. Where one of each sheet is left in a group, the two are a pair, unless
//! the figures speak against it. So the work grows as the sheets do.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::figures::Agreement;
use crate::compare::items::Item;
use crate::compare::shape::{Certainty, How};

/// What a person says of this year's KPIs by their ids: the id of the earlier one, or that there is none.
pub type Said = BTreeMap<String, Option<String>>;

/// A pair that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Match {
    /// Index of the earlier KPI.
    pub before: usize,
    pub certainty: Certainty,
    pub how: How,
}

/// Which sheet a KPI is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    Now,
}

/// The KPIs of one key: those of the earlier sheet, and this year's.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    pub before: Vec<usize>,
    pub now: Vec<usize>,
}

impl Group {
    /// There is one of each sheet.
    pub(super) fn only(&self) -> Option<(usize, usize)> {
        match (self.before.as_slice(), self.now.as_slice()) {
            (&[before], &[now]) => Some((before, now)),
            _ => None,
        }
    }
}

/// How far the search is.
pub(super) struct Matching<'a> {
    pub before: &'a [Item<'a>],
    pub now: &'a [Item<'a>],
    /// Of each KPI of this year.
    pub found: Vec<Option<Match>>,
    /// Each earlier KPI is in a pair.
    pub taken: Vec<bool>,
    /// This year's KPIs that a person said to be new.
    pub parted: BTreeSet<usize>,
    /// The section of each earlier KPI, as this year's sheet calls it.
    pub sections: Vec<&'a str>,
}

impl<'a> Matching<'a> {
    /// All that keys and a person tell.
    pub(super) fn by_keys(before: &'a [Item<'a>], now: &'a [Item<'a>], said: &Said) -> Self {
        let mut matching = Self {
            before,
            now,
            found: vec![None; now.len()],
            taken: vec![false; before.len()],
            parted: BTreeSet::new(),
            sections: before.iter().map(|item| item.keys.section.as_str()).collect(),
        };
        matching.as_said(said);
        matching.same_names();
        matching.renamed_sections();
        matching.follow_sections();
        matching.same_names();
        matching.brackets();
        matching
    }

    fn as_said(&mut self, said: &Said) {
        let (before, now) = (ids(self.before, said), ids(self.now, said));
        let known = said
            .iter()
            .filter_map(|(kpi, earlier)| Some((*now.get(kpi.as_str())?, earlier.as_deref())));
        // In the order of the sheet: of two that are said to be one, the first is.
        for (now, earlier) in known.collect::<BTreeMap<_, _>>() {
            match earlier {
                None => {
                    self.parted.insert(now);
                }
                Some(earlier) => {
                    if let Some(&before) = before.get(earlier) {
                        self.pair(before, now, Certainty::Same, How::Person);
                    }
                }
            }
        }
    }

    /// Puts two together that are both left.
    pub(super) fn pair(&mut self, before: usize, now: usize, certainty: Certainty, how: How) {
        if !self.is_left(Side::Before, before) || !self.is_left(Side::Now, now) {
            return;
        }
        if let (Some(found), Some(taken)) = (self.found.get_mut(now), self.taken.get_mut(before)) {
            *taken = true;
            *found = Some(Match {
                before,
                certainty,
                how,
            });
        }
    }

    /// Nothing is said of it yet.
    pub(super) fn is_left(&self, side: Side, index: usize) -> bool {
        match side {
            Side::Before => self.taken.get(index) == Some(&false),
            Side::Now => self.found.get(index) == Some(&None) && !self.parted.contains(&index),
        }
    }

    pub(super) fn item(&self, side: Side, index: usize) -> Option<&'a Item<'a>> {
        match side {
            Side::Before => self.before.get(index),
            Side::Now => self.now.get(index),
        }
    }

    /// The section of a KPI, as this year's sheet calls it.
    pub(super) fn section(&self, side: Side, index: usize) -> Option<&'a str> {
        match side {
            Side::Before => self.sections.get(index).copied(),
            Side::Now => Some(self.now.get(index)?.keys.section.as_str()),
        }
    }

    /// The KPIs of both sheets by a key; those that have none are left out.
    pub(super) fn groups<K: Ord>(&self, key: impl Fn(Side, usize) -> Option<K>) -> Vec<Group> {
        let mut groups = BTreeMap::<K, Group>::new();
        for (side, len) in [(Side::Before, self.before.len()), (Side::Now, self.now.len())] {
            for index in 0..len {
                if let Some(key) = key(side, index) {
                    let group = groups.entry(key).or_default();
                    match side {
                        Side::Before => group.before.push(index),
                        Side::Now => group.now.push(index),
                    }
                }
            }
        }
        groups.into_values().collect()
    }

    /// Those of a group of which nothing is said yet.
    pub(super) fn left(&self, group: &Group) -> Group {
        let left = |side, all: &[usize]| -> Vec<usize> {
            all.iter()
                .copied()
                .filter(|&index| self.is_left(side, index))
                .collect()
        };
        Group {
            before: left(Side::Before, &group.before),
            now: left(Side::Now, &group.now),
        }
    }

    pub(super) fn agreement(&self, before: usize, now: usize) -> Agreement {
        let pair = self.before.get(before).zip(self.now.get(now));
        pair.map_or_else(Agreement::default, |(before, now)| {
            Agreement::of(&before.figures, &now.figures)
        })
    }

    /// Their units are of one kind, or one of them has none.
    pub(super) fn share_unit(&self, before: usize, now: usize) -> bool {
        let pair = self.before.get(before).zip(self.now.get(now));
        pair.is_some_and(|(before, now)| now.figures.power_from(&before.figures).is_some())
    }

    /// Same name in the same section: namesakes by what tells them apart, then what is left by the section as it is
    /// printed, then by its words alone.
    fn same_names(&mut self) {
        self.namesakes();
        let path = |matching: &Self, side, index| {
            let keys = &matching.item(side, index)?.keys;
            Some((keys.path.as_str(), keys.name.as_str()))
        };
        self.pairs_of(path);
        let section = |matching: &Self, side, index| {
            Some((
                matching.section(side, index)?,
                matching.item(side, index)?.keys.name.as_str(),
            ))
        };
        self.pairs_of(section);
    }

    /// The pairs of a key that holds section and name.
    fn pairs_of<K: Ord>(&mut self, key: impl Fn(&Self, Side, usize) -> Option<K>) {
        for group in self.groups(|side, index| key(self, side, index)) {
            let Some((before, now)) = self.left(&group).only() else {
                continue;
            };
            let agreement = self.agreement(before, now);
            // What is left of several is one by elimination only.
            let is_only = group.only().is_some() || agreement.speaks_for();
            let is_sure = is_only && !agreement.speaks_against() && self.share_unit(before, now);
            self.pair(before, now, certainty(is_sure), How::Name);
        }
    }

    /// Of several of the same name in a section: those that have the same figures, the same number, or the same unit.
    fn namesakes(&mut self) {
        let several: Vec<Group> = self
            .groups(|side, index| {
                Some((
                    self.section(side, index)?,
                    self.item(side, index)?.keys.name.as_str(),
                ))
            })
            .into_iter()
            .map(|group| self.left(&group))
            .filter(|group| {
                group.before.len() + group.now.len() > 2 && !group.before.is_empty() && !group.now.is_empty()
            })
            .collect();
        for group in &several {
            self.told_apart(group, true, |item| item.figures.fingerprint());
            self.told_apart(group, false, |item| item.kpi.sheet_no.as_deref());
            self.told_apart(group, false, |item| item.figures.unit);
        }
    }

    fn told_apart<K: Ord>(&mut self, group: &Group, is_sure: bool, by: impl Fn(&'a Item<'a>) -> Option<K>) {
        let mut parts = BTreeMap::<K, Group>::new();
        for (side, all) in [(Side::Before, &group.before), (Side::Now, &group.now)] {
            for &index in all {
                let Some(key) = self.item(side, index).and_then(&by) else {
                    continue;
                };
                let part = parts.entry(key).or_default();
                match side {
                    Side::Before => part.before.push(index),
                    Side::Now => part.now.push(index),
                }
            }
        }
        for (before, now) in parts.values().filter_map(Group::only) {
            let agreement = self.agreement(before, now);
            if !agreement.speaks_against() && self.share_unit(before, now) {
                self.pair(
                    before,
                    now,
                    certainty(is_sure || agreement.speaks_for()),
                    How::Namesake,
                );
            }
        }
    }

    /// Names that are there once in each sheet, in sections that are called otherwise.
    fn renamed_sections(&mut self) {
        let name = |side, index| Some(self.item(side, index)?.keys.name.as_str());
        let moved: Vec<(usize, usize)> = self
            .groups(name)
            .iter()
            .filter_map(|group| {
                let (before, now) = group.only()?;
                (self.is_left(Side::Before, before) && self.is_left(Side::Now, now)).then_some((before, now))
            })
            .filter(|&(before, now)| !self.agreement(before, now).speaks_against())
            .collect();
        let renamed = self.correspondences(&moved, 2);
        for (before, now) in moved {
            let agreement = self.agreement(before, now);
            let sections = (self.section(Side::Before, before), self.section(Side::Now, now));
            let is_renamed = sections
                .0
                .is_some_and(|section| renamed.get(section).copied() == sections.1);
            let shares = self.share_unit(before, now);
            let agrees = agreement.alike > 1 && agreement.otherwise == 0;
            if is_renamed {
                self.pair(before, now, certainty(shares), How::SectionRenamed);
            } else if shares && (agreement.speaks_for() || agreement.otherwise == 0) {
                self.pair(before, now, certainty(agrees), How::OtherSection);
            }
        }
    }

    /// What earlier sections are called now: those whose KPIs all went to one section, at least so many of them, that no
    /// KPIs of another went to.
    fn correspondences(&self, moved: &[(usize, usize)], least: usize) -> BTreeMap<&'a str, &'a str> {
        let found = self.found.iter().enumerate();
        let found = found.filter_map(|(now, found)| Some((found.as_ref()?.before, now)));
        let mut there = BTreeMap::<&str, (BTreeSet<&'a str>, usize)>::new();
        let mut back = BTreeMap::<&str, BTreeSet<&'a str>>::new();
        for (before, now) in found.chain(moved.iter().copied()) {
            let before = self.before.get(before).map(|item| item.keys.section.as_str());
            let Some((before, now)) = before.zip(self.section(Side::Now, now)) else {
                continue;
            };
            let (sections, count) = there.entry(before).or_default();
            sections.insert(now);
            *count += 1;
            back.entry(now).or_default().insert(before);
        }
        let is_alone = |sections: &BTreeSet<&'a str>| sections.len() == 1;
        let single = there.into_iter().filter_map(|(before, (sections, count))| {
            let now = *sections.first()?;
            let is_one = is_alone(&sections) && back.get(now).is_some_and(is_alone);
            (is_one && count >= least).then_some((before, now))
        });
        single.collect()
    }

    /// From here on, earlier sections are called as this year's sheet calls them.
    fn follow_sections(&mut self) {
        let renamed = self.correspondences(&[], 1);
        for section in &mut self.sections {
            *section = renamed.get(section).copied().unwrap_or(section);
        }
    }

    /// Same name but for what stands in brackets.
    fn brackets(&mut self) {
        let groups = self.groups(|side, index| {
            Some((
                self.section(side, index)?,
                self.item(side, index)?.keys.base.as_str(),
            ))
        });
        for group in groups {
            let Some((before, now)) = self.left(&group).only() else {
                continue;
            };
            let keys = self.before.get(before).zip(self.now.get(now));
            let may_be = keys.is_some_and(|(before, now)| before.keys.may_differ_in_brackets(&now.keys));
            let agreement = self.agreement(before, now);
            let is_only = group.only().is_some() && agreement.otherwise == 0;
            if may_be && self.share_unit(before, now) && (is_only || agreement.speaks_for()) {
                self.pair(before, now, Certainty::Check, How::Brackets);
            }
        }
    }
}

pub(super) fn certainty(is_sure: bool) -> Certainty {
    if is_sure {
        Certainty::Same
    } else {
        Certainty::Check
    }
}

/// The KPIs of a sheet by their ids, the first of each; none where nothing is said.
fn ids<'a>(items: &'a [Item<'a>], said: &Said) -> BTreeMap<&'a str, usize> {
    let asked = items.iter().enumerate().rev().filter(|_| !said.is_empty());
    asked.map(|(index, item)| (item.kpi.id.as_str(), index)).collect()
}
