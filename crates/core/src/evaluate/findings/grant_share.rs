//! A grant above its cost, or not the share of it that its kind pays. Quiet for kinds whose share is not known.

use crate::evaluate::findings::finding::{Finding, View, plain};
use crate::evaluate::unit;
use crate::kpi::Project;
use kpi_readers::base::fraction::{Fraction, Rounding};
use kpi_readers::base::remark::{Code, Remark};

/// Its row.
pub const FINDING: Finding = Finding {
    code: Code::GrantShareDiffers,
    run,
};

/// Grants by a word of their name, with the percentage of the cost that they pay.
///
/// Inferred, not quoted: the published sheets print half of the cost for 地方創生推進交付金 (小平市 平成28年度, 大町市
/// 令和4年度) and all of it for 地方創生加速化交付金 (小平市 平成28年度).
const SHARES: &[(&str, u32)] = &[("推進交付金", 50), ("加速化交付金", 100)];

fn run(view: &View<'_>) -> Vec<Remark> {
    let projects = view.recognised.projects.iter().enumerate();
    projects
        .filter_map(|(index, project)| {
            Some(Remark {
                project: Some(index),
                ..one(project)?
            })
        })
        .collect()
}

fn one(project: &Project) -> Option<Remark> {
    let (cost, grant) = project.cost.as_ref().zip(project.grant.as_ref())?;
    if !unit::comparable(cost, grant, None) {
        return None;
    }
    let (whole, paid) = cost.value.zip(grant.value)?;
    let named = project.grant_name.as_deref().unwrap_or_default();
    let share = SHARES.iter().find(|(word, _)| named.contains(word));
    let share = share.map_or(100, |(_, percent)| *percent);
    let due = Fraction::from(whole).times(&Fraction::from_percent(share.into()));
    let fits = if named.is_empty() || share == 100 {
        paid <= whole
    } else {
        // Grants are paid in whole yen, rounded down.
        let below = due.minus(&Fraction::from(paid));
        below < Fraction::ten_to(0) && paid_at_most(&below)
    };
    let at = grant.at.clone().unwrap_or_else(|| project.at.clone());
    (!fits).then(|| {
        let due = due.plain(0, Rounding::Truncate);
        let remark = Remark::new(Code::GrantShareDiffers, Some(at))
            .on_field("grant")
            .with([plain(paid), plain(whole), share.to_string(), due.clone()]);
        Remark {
            proposal: Some(due),
            ..remark
        }
    })
}

/// Nothing is paid beyond what is due.
fn paid_at_most(below: &Fraction) -> bool {
    *below == below.abs()
}
