//! What a column can mean.

use serde::{Deserialize, Serialize};

use crate::kpi::TextRole;

/// The meaning of a column. Ids are stable: they are stored in drafts and mappings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Role {
    /// 番号, シートNo.
    Number,
    /// 指標名.
    Name,
    /// 単位.
    Unit,
    /// 方向.
    Direction,
    /// 基準値.
    Baseline,
    /// 基準年度.
    BaselineYear,
    /// 目標値.
    Target,
    /// 目標年度.
    TargetYear,
    /// 最終目標値.
    FinalTarget,
    /// 実績値.
    Actual,
    /// 実績年度.
    ActualYear,
    /// 達成率.
    Rate,
    /// 進捗状況 in words.
    Status,
    /// 有効性, 効率性, 評価.
    Rating,
    /// 総合評価.
    Overall,
    /// 担当課.
    Department,
    /// 節, 施策.
    Section,
    /// 事業名.
    Project,
    /// 事業費.
    Cost,
    /// 交付金充当額.
    Grant,
    /// 区分: what the values of a row are, 目標, 実績, 単年, 令和5年度.
    Kind,
    /// Prose.
    Note(TextRole),
    /// Means nothing here.
    Ignore,
}

/// Every role that a person can choose, with its stable id.
pub const ROLES: &[(&str, Role)] = &[
    ("name", Role::Name),
    ("unit", Role::Unit),
    ("direction", Role::Direction),
    ("baseline", Role::Baseline),
    ("baseline-year", Role::BaselineYear),
    ("target", Role::Target),
    ("target-year", Role::TargetYear),
    ("final-target", Role::FinalTarget),
    ("actual", Role::Actual),
    ("actual-year", Role::ActualYear),
    ("rate", Role::Rate),
    ("status", Role::Status),
    ("rating", Role::Rating),
    ("overall", Role::Overall),
    ("department", Role::Department),
    ("section", Role::Section),
    ("project", Role::Project),
    ("cost", Role::Cost),
    ("grant", Role::Grant),
    ("number", Role::Number),
    ("kind", Role::Kind),
    ("note", Role::Note(TextRole::Note)),
    ("ignore", Role::Ignore),
];

impl Role {
    /// The stable id.
    pub fn id(self) -> &'static str {
        match self {
            Self::Note(_) => "note",
            _ => ROLES
                .iter()
                .find(|(_, role)| *role == self)
                .map_or("ignore", |(id, _)| id),
        }
    }

    /// The role of an id.
    pub fn from_id(id: &str) -> Option<Self> {
        ROLES
            .iter()
            .find(|(known, _)| *known == id)
            .map(|&(_, role)| role)
    }

    /// Its cells hold values of the indicator.
    pub fn is_value(self) -> bool {
        matches!(
            self,
            Self::Baseline | Self::Target | Self::FinalTarget | Self::Actual | Self::Rate
        )
    }
}

impl From<Role> for String {
    fn from(role: Role) -> Self {
        role.id().to_owned()
    }
}

impl TryFrom<String> for Role {
    type Error = String;

    fn try_from(id: String) -> Result<Self, String> {
        Self::from_id(&id).ok_or_else(|| format!("`{id}` is no role"))
    }
}
