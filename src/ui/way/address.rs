//! A place of the page as the fragment of its address: `step=check&panels=questions,source&kpi=5`.
//!
//! It holds words of closed lists and numbers only, never a word of a sheet: an address stays in the history of the
//! browser and is sent to colleagues, and what somebody else put into one must do nothing. So the search and the filters
//! by section and by label have none.

use std::collections::BTreeSet;

use form_urlencoded::Serializer;
use form_urlencoded::parse;

use crate::app::listing::facet::Facet;
use crate::app::listing::facet::OPEN;
use crate::app::listing::facet::PROVISIONAL;
use crate::app::listing::order::Column;
use crate::app::listing::order::Order;
use crate::ui::view::Panel;
use crate::ui::view::Step;
use kpi_report::contract::v1::Check;
use kpi_report::contract::v1::Standing;

/// The longest fragment that is looked at, in bytes.
const LONGEST: usize = 2000;

/// The facets whose values are words of ours.
const FACETS: [Facet; 3] = [Facet::Status, Facet::Check, Facet::Attention];

/// The fields of the table that it can be sorted by.
const FIELDS: [&str; 8] = [
    "name", "baseline", "target", "actual", "rate", "status", "label", "open",
];

/// Before a column that is sorted from the largest.
const DESCENDING: char = '-';

/// A place of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// The step.
    pub step: Step,
    /// The sheet, from 1, where there are several.
    pub sheet: Option<usize>,
    /// The open panels, where they are not the usual ones of the step.
    pub panels: Option<BTreeSet<Panel>>,
    /// The KPI whose details are shown, from 1.
    pub kpi: Option<usize>,
    /// What the KPIs are narrowed by.
    pub chosen: BTreeSet<(Facet, String)>,
    /// In what order they are shown.
    pub order: Option<Order>,
}

impl Address {
    /// A step as it is usually shown.
    pub fn of(step: Step) -> Self {
        Self {
            step,
            ..Self::default()
        }
    }

    /// The place of a fragment, without `#`; `None` where it says nothing of ours. What it says beside that is dropped.
    pub fn read(fragment: &str) -> Option<Self> {
        if fragment.is_empty() {
            return Some(Self::default());
        }
        if fragment.len() > LONGEST {
            return None;
        }
        let mut address = Self::default();
        let mut is_ours = false;
        for (key, value) in parse(fragment.as_bytes()) {
            is_ours |= address.take(&key, &value).is_some();
        }
        is_ours.then_some(address)
    }

    /// Takes one part of a fragment; `None` where it is none.
    fn take(&mut self, key: &str, value: &str) -> Option<()> {
        let number = || value.parse().ok().filter(|n| *n > 0);
        match key {
            "step" => self.step = Step::of_id(value)?,
            "sheet" => self.sheet = Some(number()?),
            "kpi" => self.kpi = Some(number()?),
            "panels" => self.panels = Some(value.split(',').filter_map(Panel::of_id).collect()),
            "sort" => {
                let field = value.strip_prefix(DESCENDING);
                self.order = Some(Order {
                    by: Column::of_field(field.unwrap_or(value))?,
                    descending: field.is_some(),
                });
            }
            _ => {
                let facet = FACETS.into_iter().find(|facet| facet.id() == key)?;
                let words = value.split(',').filter(|word| is_word(facet, word));
                self.chosen.extend(words.map(|word| (facet, word.to_owned())));
            }
        }
        Some(())
    }

    /// The fragment, without `#`.
    pub fn write(&self) -> String {
        let mut pairs = Serializer::new(String::new());
        pairs.append_pair("step", self.step.id());
        if let Some(sheet) = self.sheet {
            pairs.append_pair("sheet", &sheet.to_string());
        }
        if let Some(panels) = &self.panels {
            let ids: Vec<&str> = panels.iter().map(|panel| panel.id()).collect();
            pairs.append_pair("panels", &ids.join(","));
        }
        if let Some(kpi) = self.kpi {
            pairs.append_pair("kpi", &kpi.to_string());
        }
        for facet in FACETS {
            let words: Vec<&str> = self.words(facet).collect();
            if !words.is_empty() {
                pairs.append_pair(facet.id(), &words.join(","));
            }
        }
        if let Some((field, descending)) = self
            .order
            .and_then(|order| Some((field(order.by)?, order.descending)))
        {
            let sign = if descending {
                DESCENDING.to_string()
            } else {
                String::new()
            };
            pairs.append_pair("sort", &format!("{sign}{field}"));
        }
        // A comma means nothing in a fragment, and an address is read by people too.
        pairs.finish().replace("%2C", ",")
    }

    fn words(&self, facet: Facet) -> impl Iterator<Item = &str> {
        let of_facet = self.chosen.iter().filter(move |(other, _)| *other == facet);
        of_facet.map(|(_, word)| word.as_str())
    }

    /// It stands for the same place, whatever the table is narrowed by and however it is sorted: going from one to the
    /// other is no step back for the browser.
    pub fn is_near(&self, other: &Self) -> bool {
        let place = |address: &Self| {
            (
                address.step,
                address.sheet.unwrap_or(1),
                address.panels.clone(),
                address.kpi.is_some(),
            )
        };
        place(self) == place(other)
    }
}

/// An address says what is chosen of this facet.
pub(super) fn is_addressed(facet: Facet) -> bool {
    FACETS.contains(&facet)
}

fn field(by: Column) -> Option<&'static str> {
    FIELDS
        .into_iter()
        .find(|field| Column::of_field(field) == Some(by))
}

/// It is a word of a closed list.
fn is_word(facet: Facet, word: &str) -> bool {
    match facet {
        Facet::Status => word.parse::<Standing>().is_ok(),
        Facet::Check => word.parse::<Check>().is_ok(),
        Facet::Attention => [OPEN, PROVISIONAL].contains(&word),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let address = Address {
            step: Step::Check,
            sheet: Some(2),
            panels: Some([Panel::Questions, Panel::Source].into()),
            kpi: Some(5),
            chosen: [
                (Facet::Status, "not-achieved".to_owned()),
                (Facet::Check, "mismatch".to_owned()),
                (Facet::Attention, "open".to_owned()),
            ]
            .into(),
            order: Some(Order {
                by: Column::Rate,
                descending: true,
            }),
        };
        let text = address.write();
        assert_eq!(
            text,
            "step=check&sheet=2&panels=questions,source&kpi=5&status=not-achieved&check=mismatch&attention=open&sort=-rate"
        );
        assert_eq!(Address::read(&text), Some(address));
        for step in crate::ui::view::STEPS {
            assert_eq!(Address::read(&Address::of(step).write()), Some(Address::of(step)));
        }
    }

    #[test]
    fn no_panel_is_another_place_than_the_usual_ones() {
        let closed = Address {
            panels: Some(BTreeSet::new()),
            ..Address::default()
        };
        assert_eq!(Address::read(&closed.write()), Some(closed.clone()));
        assert!(!closed.is_near(&Address::default()));
    }

    #[test]
    fn what_is_not_ours_is_no_place_and_what_is_unknown_is_dropped() {
        assert_eq!(Address::read(""), Some(Address::default()));
        for fragment in [
            "ke-main",
            "<img src=x onerror=ran(1)>",
            "javascript:ran(1)",
            "step=<script>",
            "kpi=0",
            "kpi=-1",
            "sort=name'--",
            "%E0%A4%A",
            "origin=https%3A%2F%2Fexample.com&lang=ja",
        ] {
            assert_eq!(Address::read(fragment), None, "{fragment}");
        }
        assert_eq!(Address::read(&"step=check&".repeat(1000)), None, "too long");
        let some = "step=judge&panels=judging,<b>&status=achieved,<i>&search=<u>&kpi=99999999999999999999999";
        assert_eq!(
            Address::read(some),
            Some(Address {
                panels: Some([Panel::Judging].into()),
                chosen: [(Facet::Status, "achieved".to_owned())].into(),
                ..Address::of(Step::Judge)
            })
        );
    }

    #[test]
    fn filters_and_the_next_kpi_are_no_step_of_the_browser() {
        let one = Address {
            kpi: Some(1),
            ..Address::default()
        };
        let next = Address {
            kpi: Some(2),
            chosen: [(Facet::Status, "achieved".to_owned())].into(),
            ..Address::default()
        };
        assert!(one.is_near(&next));
        assert!(!one.is_near(&Address::default()));
    }
}
