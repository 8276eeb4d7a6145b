//! What may be the same among the KPIs that no pair was made of: offered to a person, surest first.

use std::collections::BTreeMap;

use crate::compare::matching::{Matching, Side};
use crate::compare::shape::{How, OFFERS};
use crate::compare::similar::Similar;

/// For each KPI of this year that is left: earlier ones, with why they may be the same; and the other way round.
#[derive(Debug, Default)]
pub(super) struct Offers {
    pub of_now: BTreeMap<usize, Vec<(usize, How)>>,
    pub of_before: BTreeMap<usize, Vec<(usize, How)>>,
}

impl Offers {
    fn add(&mut self, before: usize, now: usize, how: How) {
        let has_room = |all: &BTreeMap<usize, Vec<(usize, How)>>, of: usize, other: usize| {
            all.get(&of)
                .is_none_or(|all| all.len() < OFFERS && all.iter().all(|(known, _)| *known != other))
        };
        let (to_now, to_before) = (
            has_room(&self.of_now, now, before),
            has_room(&self.of_before, before, now),
        );
        if to_now {
            self.of_now.entry(now).or_default().push((before, how));
        }
        if to_before {
            self.of_before.entry(before).or_default().push((now, how));
        }
    }
}

/// Offers for all that is left.
pub(super) fn offers(matching: &Matching<'_>, similar: &Similar) -> Offers {
    let mut offers = Offers::default();
    let keys = |side, index| matching.item(side, index).map(|item| &item.keys);
    let here = |side, index| Some((matching.section(side, index)?, keys(side, index)?.name.as_str()));
    offer_groups(&mut offers, matching, How::Namesake, here);
    let name = |side, index| Some(keys(side, index)?.name.as_str());
    offer_groups(&mut offers, matching, How::OtherSection, name);
    let base = |side, index| Some((matching.section(side, index)?, keys(side, index)?.base.as_str()));
    offer_groups(&mut offers, matching, How::Brackets, base);
    for (&now, likenesses) in &similar.of_now {
        for &(before, _) in likenesses {
            if matching.is_left(Side::Before, before) && matching.is_left(Side::Now, now) {
                offers.add(before, now, How::Similar);
            }
        }
    }
    let figures = |side, index| {
        let figures = &matching.item(side, index)?.figures;
        Some((
            matching.section(side, index)?,
            figures.unit,
            figures.fingerprint()?,
        ))
    };
    offer_groups(&mut offers, matching, How::Figures, figures);
    offers
}

/// Offers the members of each group to each other: as many as have room, so that many namesakes take no longer.
fn offer_groups<K: Ord>(
    offers: &mut Offers,
    matching: &Matching<'_>,
    how: How,
    key: impl Fn(Side, usize) -> Option<K>,
) {
    for group in matching.groups(key) {
        let group = matching.left(&group);
        for (place, &now) in group.now.iter().enumerate() {
            // Those of the same place in the order of the sheets first.
            let start = place.min(group.before.len().saturating_sub(OFFERS));
            for &before in group.before.iter().skip(start).take(OFFERS) {
                offers.add(before, now, how);
            }
        }
    }
}
