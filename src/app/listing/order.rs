//! In what order KPIs are shown.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use crate::app::listing::facet::label_of;
use crate::app::listing::facts::Facts;
use crate::app::listing::search::folded;
use kpi_report::contract::v1;
use kpi_report::contract::v1::Standing;

/// A column to sort by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The name, by its characters.
    Name,
    /// The departments, by their characters.
    Department,
    /// The baseline's value.
    Baseline,
    /// The target of the measurement that speaks.
    Target,
    /// Its actual.
    Actual,
    /// Its rate.
    Rate,
    /// How the KPI stands, in the order of the summary.
    Status,
    /// The label's word.
    Label,
    /// Open points.
    Open,
}

/// A column and a direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// By what.
    pub by: Column,
    /// From the largest to the smallest.
    pub descending: bool,
}

/// What is compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(Decimal),
    Text(String),
    Count(usize),
    Standing(Standing),
}

impl Column {
    /// The column of a field of the table, where it can be sorted by.
    pub fn of_field(field: &str) -> Option<Self> {
        Some(match field {
            "name" => Self::Name,
            "department" => Self::Department,
            "baseline" => Self::Baseline,
            "target" => Self::Target,
            "actual" => Self::Actual,
            "rate" => Self::Rate,
            "status" => Self::Status,
            "label" => Self::Label,
            "open" => Self::Open,
            _ => return None,
        })
    }

    /// The order that a press makes after `now`: ascending, descending, that of the sheet.
    pub fn after(self, now: Option<Order>) -> Option<Order> {
        let ascending = Order {
            by: self,
            descending: false,
        };
        match now {
            Some(order) if order.by == self && order.descending => None,
            Some(order) if order.by == self => Some(Order {
                descending: true,
                ..order
            }),
            _ => Some(ascending),
        }
    }

    fn key(self, kpi: &v1::Kpi, facts: Option<&Facts>) -> Option<Key> {
        let number = |text: Option<&String>| text?.parse().ok().map(Key::Number);
        let value = |point: Option<&v1::Point>| number(point?.value.as_ref());
        match self {
            Self::Name => Some(Key::Text(folded(&kpi.name))),
            Self::Department if kpi.departments.is_empty() => None,
            Self::Department => Some(Key::Text(kpi.departments.join("、"))),
            Self::Baseline => value(kpi.baseline.as_ref()),
            Self::Target => value(kpi.speaking()?.target.as_ref()),
            Self::Actual => value(kpi.speaking()?.actual.as_ref()),
            Self::Rate => number(kpi.speaking()?.rate.as_ref()),
            Self::Status => Some(Key::Standing(kpi.standing())),
            Self::Label => label_of(kpi).map(Key::Text),
            Self::Open => Some(Key::Count(facts.map_or(0, |facts| facts.open))),
        }
    }
}

impl Order {
    /// Sorts indices; equal ones stay in the order of the sheet, and what has no value stands last either way.
    pub(super) fn sort(self, found: &v1::Evaluation, facts: &[Facts], indices: &mut [usize]) {
        indices.sort_by_cached_key(|index| {
            let kpi = found.kpis.get(*index);
            Rank {
                key: kpi.and_then(|kpi| self.by.key(kpi, facts.get(*index))),
                descending: self.descending,
            }
        });
    }
}

/// A key with the direction in which it is compared.
#[derive(PartialEq, Eq)]
struct Rank {
    key: Option<Key>,
    descending: bool,
}

impl Ord for Rank {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.key, &other.key) {
            (Some(one), Some(another)) if self.descending => another.cmp(one),
            (Some(one), Some(another)) => one.cmp(another),
            (one, another) => another.is_some().cmp(&one.is_some()),
        }
    }
}

impl PartialOrd for Rank {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evaluation(rates: &[Option<&str>]) -> v1::Evaluation {
        let kpi = |rate: Option<&str>| v1::Kpi {
            measurements: vec![v1::Measurement {
                rate: rate.map(str::to_owned),
                ..v1::Measurement::default()
            }],
            speaks: Some(0),
            ..v1::Kpi::default()
        };
        v1::Evaluation {
            kpis: rates.iter().copied().map(kpi).collect(),
            ..v1::Evaluation::default()
        }
    }

    fn sorted(rates: &[Option<&str>], descending: bool) -> Vec<usize> {
        let found = evaluation(rates);
        let mut indices: Vec<usize> = (0..rates.len()).collect();
        let order = Order {
            by: Column::Rate,
            descending,
        };
        order.sort(&found, &[], &mut indices);
        indices
    }

    #[test]
    fn numbers_are_sorted_as_numbers_and_what_is_missing_stands_last() {
        let rates = [Some("100.0"), None, Some("9.5"), Some("-3"), Some("9.5")];
        assert_eq!(sorted(&rates, false), [3, 2, 4, 0, 1]);
        assert_eq!(sorted(&rates, true), [0, 2, 4, 3, 1]);
    }

    #[test]
    fn three_presses_lead_back_to_the_sheet() {
        let once = Column::Rate.after(None);
        let twice = Column::Rate.after(once);
        assert_eq!(once.map(|order| order.descending), Some(false));
        assert_eq!(twice.map(|order| order.descending), Some(true));
        assert_eq!(Column::Rate.after(twice), None);
        assert_eq!(
            Column::Name.after(twice).map(|order| order.by),
            Some(Column::Name)
        );
    }
}
