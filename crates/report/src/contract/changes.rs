//! The labels that another rule set gives otherwise, in the contract's manner.

use serde::{Deserialize, Serialize};

use crate::contract::shape;
use kpi_core::assess::Assessment;
use kpi_core::rating::fit::Whose;
use kpi_core::rating::rule_set::RuleSet;

/// How labels change under another rule set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Changes {
    /// Of so many KPIs, projects and sections that have a label under either.
    pub of: usize,
    /// Those whose label is another, in the order of the sheet.
    pub labels: Vec<LabelChange>,
}

/// A label that another rule set gives otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct LabelChange {
    /// Id of the KPI.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kpi: Option<String>,
    /// Id of the project.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<String>,
    /// The headings of the section.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub section: Vec<String>,
    /// What it is called.
    pub name: String,
    /// The word now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The word under the other rule set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// What another rule set would change.
pub(super) fn changes(assessment: &Assessment, rules: &RuleSet) -> Changes {
    let found = assessment.changes(rules);
    let labels = found.changes.into_iter().map(|change| {
        let (kpi, project, section, name) = match change.whose {
            Whose::Indicator(index) => {
                let indicator = assessment.recognised.indicators.get(index);
                let name = indicator.map(|indicator| indicator.name.clone());
                (
                    shape::id(&assessment.indicator_ids, Some(index)),
                    None,
                    Vec::new(),
                    name,
                )
            }
            Whose::Project(index) => {
                let project = assessment.recognised.projects.get(index);
                let name = project.map(|project| project.name.clone());
                (
                    None,
                    shape::id(&assessment.project_ids, Some(index)),
                    Vec::new(),
                    name,
                )
            }
            Whose::Section(path) => {
                let name = path.last().cloned();
                (None, None, path, name)
            }
        };
        LabelChange {
            kpi,
            project,
            section,
            name: name.unwrap_or_default(),
            before: change.before,
            after: change.after,
        }
    });
    Changes {
        of: found.of,
        labels: labels.collect(),
    }
}
