//! A project's cost or grant that is not the sum of those below it. Quiet unless every part is printed.

use crate::evaluate::findings::finding::{Finding, View, plain};
use crate::evaluate::unit;
use crate::kpi::{Point, Project};
use kpi_readers::base::Decimal;
use kpi_readers::base::remark::{Code, Remark};

/// Its row.
pub const FINDING: Finding = Finding {
    code: Code::PartsDiffer,
    run,
};

fn run(view: &View<'_>) -> Vec<Remark> {
    let cost = |project: &Project| project.cost.clone();
    let grant = |project: &Project| project.grant.clone();
    let mut remarks = sums(view, "cost", &cost);
    remarks.extend(sums(view, "grant", &grant));
    remarks
}

fn sums(view: &View<'_>, field: &'static str, of: &dyn Fn(&Project) -> Option<Point>) -> Vec<Remark> {
    let projects = &view.recognised.projects;
    let own = projects.iter().enumerate();
    own.filter_map(|(index, project)| {
        let whole = of(project)?;
        let parts: Vec<&Project> = projects
            .iter()
            .filter(|part| part.parent == Some(index))
            .collect();
        if parts.len() < 2 {
            return None;
        }
        let mut sum = Decimal::ZERO;
        for part in parts {
            let point = of(part)?;
            if !unit::comparable(&point, &whole, None) {
                return None;
            }
            sum = sum.checked_add(point.value?)?;
        }
        let printed = whole.value.filter(|printed| *printed != sum)?;
        let at = whole.at.clone().unwrap_or_else(|| project.at.clone());
        let remark = Remark::new(Code::PartsDiffer, Some(at))
            .on_field(field)
            .with([plain(printed), plain(sum)]);
        Some(Remark {
            project: Some(index),
            proposal: Some(plain(sum)),
            ..remark
        })
    })
    .collect()
}
