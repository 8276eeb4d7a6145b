//! What is known of each KPI before anybody searches, chooses or sorts.

use std::collections::BTreeMap;

use crate::app::listing::facet::FACETS;
use crate::app::listing::facet::Facet;
use crate::app::listing::facet::Value;
use crate::app::listing::search;
use kpi_report::contract::v1;
use kpi_report::contract::v1::Severity;

/// What is known of one KPI before anybody asks: computed once for an evaluation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// What the search looks through, folded.
    pub(super) text: String,
    /// Its values in the order of [`FACETS`], and where those of each end.
    values: Vec<Value>,
    ends: [usize; FACETS.len()],
    /// Notices about it that are worth a look.
    pub open: usize,
}

/// The facts of all KPIs, in the order of the evaluation.
pub fn facts(found: &v1::Evaluation) -> Vec<Facts> {
    let mut open = BTreeMap::<&str, usize>::new();
    for notice in found
        .notices
        .iter()
        .filter(|notice| notice.severity != Severity::Info)
    {
        if let Some(kpi) = &notice.kpi {
            *open.entry(kpi).or_default() += 1;
        }
    }
    let of = |kpi: &v1::Kpi| {
        let open = open.get(kpi.id.as_str()).copied().unwrap_or(0);
        let mut values = Vec::with_capacity(FACETS.len());
        let ends = FACETS.map(|facet| {
            facet.add(kpi, open, &mut values);
            values.len()
        });
        Facts {
            text: search::text_of(kpi),
            values,
            ends,
            open,
        }
    };
    found.kpis.iter().map(of).collect()
}

impl Facts {
    /// The values that the KPI has in a facet.
    pub fn of(&self, facet: Facet) -> &[Value] {
        let at = facet as usize;
        let first = at.checked_sub(1).and_then(|before| self.ends.get(before));
        let end = self.ends.get(at).copied().unwrap_or(0);
        self.values.get(first.copied().unwrap_or(0)..end).unwrap_or(&[])
    }
}
