//! What is known of each KPI of a sheet before it is compared.

use crate::compare::figures::Figures;
use crate::compare::keys::{self, Keys};
use crate::contract::v1;

/// A KPI with its keys and figures.
pub(super) struct Item<'a> {
    pub kpi: &'a v1::Kpi,
    /// Name of its project.
    pub project: Option<&'a str>,
    pub keys: Keys,
    pub figures: Figures<'a>,
}

/// The KPIs of a sheet, in its order.
pub(super) fn items(found: &v1::Evaluation) -> Vec<Item<'_>> {
    let projects = keys::projects(found);
    let year = found.document.fiscal_year;
    let item = |kpi| {
        let project = project_of(kpi).and_then(|id| projects.get(id).copied());
        Item {
            kpi,
            project,
            keys: Keys::of(kpi, project),
            figures: Figures::of(kpi, year),
        }
    };
    found.kpis.iter().map(item).collect()
}

fn project_of(kpi: &v1::Kpi) -> Option<&str> {
    kpi.project.as_deref()
}
