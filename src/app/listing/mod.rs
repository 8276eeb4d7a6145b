//! Which KPIs a person sees, in what order and under which headings: search, facets, sorting, groups.
//!
//! All of it is computed from the evaluation and forgotten with the page; nothing here is part of a draft.

pub mod columns;
pub mod facet;
mod facts;
pub mod group;
pub mod lines;
pub mod order;
pub mod search;

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::app::listing::facet::Facet;
pub use crate::app::listing::facts::Facts;
pub use crate::app::listing::facts::facts;
use crate::app::listing::group::Grouping;
use crate::app::listing::order::Order;
use kpi_report::contract::v1;

/// What a person asked to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// As typed.
    pub search: String,
    /// The chosen values of each facet: a KPI has one of them.
    chosen: BTreeMap<Facet, BTreeSet<String>>,
    /// In the order of the sheet without it.
    pub order: Option<Order>,
    /// Under which headings.
    pub grouping: Grouping,
    /// The keys of the groups that are folded.
    pub folded: BTreeSet<String>,
}

impl Listing {
    /// Something is left out, or may be.
    pub fn is_narrowed(&self) -> bool {
        !self.search.trim().is_empty() || !self.chosen.is_empty()
    }

    /// This value was chosen.
    pub fn has(&self, facet: Facet, value: &str) -> bool {
        let chosen = self.chosen.get(&facet);
        chosen.is_some_and(|values| values.contains(value))
    }

    /// All that was chosen, in the order of the facets.
    pub fn chosen(&self) -> impl Iterator<Item = (Facet, &str)> {
        let pairs = self.chosen.iter();
        pairs.flat_map(|(facet, values)| values.iter().map(move |value| (*facet, value.as_str())))
    }

    /// With the value chosen, or no longer.
    #[must_use]
    pub fn toggled(&self, facet: Facet, value: &str) -> Self {
        let mut next = self.clone();
        let values = next.chosen.entry(facet).or_default();
        if !values.remove(value) {
            values.insert(value.to_owned());
        }
        next.chosen.retain(|_, values| !values.is_empty());
        next
    }

    /// In another order.
    #[must_use]
    pub fn ordered(&self, order: Option<Order>) -> Self {
        Self {
            order,
            ..self.clone()
        }
    }

    /// Under other headings.
    #[must_use]
    pub fn grouped(&self, grouping: Grouping) -> Self {
        Self {
            grouping,
            ..self.unfolded()
        }
    }

    /// With other words to look for.
    #[must_use]
    pub fn searching(&self, search: String) -> Self {
        Self {
            search,
            ..self.clone()
        }
    }

    /// With nothing left out; order, headings and folds stay.
    #[must_use]
    pub fn widened(&self) -> Self {
        Self {
            search: String::new(),
            chosen: BTreeMap::new(),
            ..self.clone()
        }
    }

    /// With no group folded.
    #[must_use]
    pub fn unfolded(&self) -> Self {
        Self {
            folded: BTreeSet::new(),
            ..self.clone()
        }
    }

    /// The indices of the KPIs to show, in their order.
    pub fn admitted(&self, found: &v1::Evaluation, facts: &[Facts]) -> Vec<usize> {
        let words = search::words(&self.search);
        let admits = |index: &usize| {
            let facts = facts.get(*index);
            facts.is_some_and(|facts| search::has(&facts.text, &words) && self.passes(facts, None))
        };
        let mut admitted: Vec<usize> = (0..found.kpis.len()).filter(admits).collect();
        if let Some(order) = self.order {
            order.sort(found, facts, &mut admitted);
        }
        self.grouping.gather(found, &mut admitted);
        admitted
    }

    /// The values of a facet with the numbers of KPIs that have them and pass the search and all other facets; also
    /// those of which none is left, so that nothing jumps while one chooses.
    pub fn counts(&self, facts: &[Facts], facet: Facet) -> Vec<(String, usize)> {
        let words = search::words(&self.search);
        let mut counts = Vec::<(String, usize)>::new();
        let mut places = BTreeMap::<&str, usize>::new();
        for facts in facts {
            let passes = search::has(&facts.text, &words) && self.passes(facts, Some(facet));
            for value in facts.of(facet) {
                let place = *places.entry(value).or_insert_with(|| {
                    counts.push((value.clone().into_owned(), 0));
                    counts.len() - 1
                });
                if let Some((_, count)) = counts.get_mut(place) {
                    *count += usize::from(passes);
                }
            }
        }
        facet.arrange(&mut counts);
        counts
    }

    fn passes(&self, facts: &Facts, but: Option<Facet>) -> bool {
        let mut asked = self.chosen.iter().filter(|(facet, _)| Some(**facet) != but);
        asked.all(|(facet, values)| facts.of(*facet).iter().any(|value| values.contains(&**value)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kpi(name: &str, section: &str, status: &str, check: &str) -> v1::Kpi {
        v1::Kpi {
            id: name.to_owned(),
            name: name.to_owned(),
            section: vec![section.to_owned()],
            measurements: vec![v1::Measurement {
                status: status.parse().expect("a status"),
                check: check.parse().expect("a check"),
                ..v1::Measurement::default()
            }],
            speaks: Some(0),
            ..v1::Kpi::default()
        }
    }

    fn evaluation() -> v1::Evaluation {
        let warning = |kpi: &str| v1::Notice {
            kpi: Some(kpi.to_owned()),
            ..v1::Notice::of(v1::Code::RowsUnread)
        };
        v1::Evaluation {
            kpis: vec![
                kpi("ﾃﾚﾜｰｸ導入企業数", "産業", "achieved", "mismatch"),
                kpi("観光客数", "産業", "not-achieved", "match"),
                kpi("待機児童数", "子育て", "achieved", "match"),
                kpi("健康寿命", "健康", "qualitative", "not-printed"),
            ],
            notices: vec![warning("観光客数"), warning("観光客数")],
            ..v1::Evaluation::default()
        }
    }

    fn shown(listing: &Listing) -> Vec<usize> {
        let found = evaluation();
        listing.admitted(&found, &facts(&found))
    }

    #[test]
    fn all_are_shown_until_something_is_asked() {
        assert_eq!(shown(&Listing::default()), [0, 1, 2, 3]);
        assert!(!Listing::default().is_narrowed());
    }

    #[test]
    fn values_of_one_facet_add_up_and_facets_narrow() {
        let listing = Listing::default().toggled(Facet::Status, "achieved");
        assert_eq!(shown(&listing), [0, 2]);
        let both = listing.toggled(Facet::Status, "not-achieved");
        assert_eq!(shown(&both), [0, 1, 2]);
        let of_section = both.toggled(Facet::Section, "産業");
        assert_eq!(shown(&of_section), [0, 1]);
        assert_eq!(shown(&of_section.toggled(Facet::Check, "mismatch")), [0]);
        assert_eq!(shown(&of_section.widened()), [0, 1, 2, 3]);
    }

    #[test]
    fn kpis_of_a_department_stand_together_in_the_order_asked_for() {
        let mut found = evaluation();
        for (kpi, department) in found
            .kpis
            .iter_mut()
            .zip(["産業課", "観光課", "子育て課", "産業課"])
        {
            kpi.departments = vec![department.to_owned()];
        }
        let facts = facts(&found);
        let listing = Listing::default().grouped(Grouping::Department);
        assert_eq!(listing.admitted(&found, &facts), [0, 3, 1, 2]);
        let down = Order {
            by: order::Column::Name,
            descending: true,
        };
        let sorted = listing.ordered(Some(down)).admitted(&found, &facts);
        let place = |index| sorted.iter().position(|other| *other == index);
        assert_eq!(
            place(0).zip(place(3)).map(|(one, other)| one.abs_diff(other)),
            Some(1)
        );
        assert_eq!(
            listing
                .toggled(Facet::Department, "産業課")
                .admitted(&found, &facts),
            [0, 3]
        );
    }

    #[test]
    fn pressed_again_a_value_is_off() {
        let once = Listing::default().toggled(Facet::Status, "achieved");
        assert!(once.has(Facet::Status, "achieved") && once.is_narrowed());
        assert_eq!(once.toggled(Facet::Status, "achieved"), Listing::default());
    }

    #[test]
    fn counts_follow_the_other_facets_and_keep_their_places() {
        let found = evaluation();
        let facts = facts(&found);
        let listing = Listing::default()
            .toggled(Facet::Section, "産業")
            .toggled(Facet::Status, "achieved");
        let counts = |facet| listing.counts(&facts, facet);
        let of = |counts: &[(String, usize)]| {
            counts
                .iter()
                .map(|(value, n)| format!("{value} {n}"))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            of(&counts(Facet::Status)),
            ["achieved 1", "not-achieved 1", "other 0"]
        );
        assert_eq!(of(&counts(Facet::Section)), ["産業 1", "子育て 1", "健康 0"]);
    }

    #[test]
    fn search_does_not_mind_width_and_kana() {
        let search = |text: &str| {
            shown(&Listing {
                search: text.to_owned(),
                ..Listing::default()
            })
        };
        assert_eq!(search("テレワーク"), [0]);
        assert_eq!(search("てれわーく 企業"), [0]);
        assert_eq!(search("産業 観光"), [1]);
        assert_eq!(search("  "), [0, 1, 2, 3]);
        assert_eq!(search("ない"), Vec::<usize>::new());
    }

    #[test]
    fn what_is_open_is_counted_and_can_be_asked_for() {
        let found = evaluation();
        let facts = facts(&found);
        assert_eq!(facts[1].open, 2);
        let listing = Listing::default().toggled(Facet::Attention, facet::OPEN);
        assert_eq!(listing.admitted(&found, &facts), [1]);
    }
}
