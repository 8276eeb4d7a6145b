//! What is handed out, before it has a form: columns, rows and words that every form shares.
//!
//! | file | makes |
//! |---|---|
//! | [`cell`] | what a cell holds: a number as printed, a percentage, a status, words |
//! | [`wide`] | a row for each KPI, its periods side by side, as a city lays a sheet out |
//! | [`long`] | a row for each KPI and measurement, for machines |
//! | [`signature`] | which KPIs can stand in one table |
//! | [`standing`] | the status that speaks for a KPI, and what it rests on |
//! | [`about`] | what it was made from and by: provenance, rule set, findings |

pub mod about;
pub mod cell;
pub mod long;
pub mod signature;
pub mod standing;
pub mod wide;

use std::collections::BTreeMap;

use crate::contract::v1;
use crate::i18n::Lang;
use crate::i18n::handout;
use kpi_core::rating::presets;
use kpi_core::rating::rule_set::RuleSet;

pub use cell::Cell;

/// What is chosen of a handout, and what only the one who hands it out knows.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// The language of heads and words.
    pub lang: Lang,
    /// The rule set that gave the labels; without it the preset of the evaluation's id.
    pub rules: Option<RuleSet>,
    /// How many cells, columns and KPIs were put right by hand.
    pub corrected: usize,
    /// The day, `"2026-04-01"`: never taken from a clock here.
    pub date: Option<String>,
    /// What the sheet was read from: the name of a file, an address.
    pub source: Option<String>,
    /// The final labels that people chose, by the ids of KPIs.
    pub final_labels: BTreeMap<String, String>,
    /// What people judged of sections and projects, a line each.
    pub judged: Vec<String>,
    /// Columns that are left out.
    pub without: Vec<Field>,
}

impl Choice {
    /// The rule set that gave the labels of this evaluation, if it is known here.
    pub fn rules_of(&self, found: &v1::Evaluation) -> Option<RuleSet> {
        self.rules.clone().or_else(|| presets::find(&found.rule_set))
    }

    /// The words of its language.
    pub fn words(&self) -> &'static handout::Words {
        handout::words(self.lang)
    }

    fn has(&self, field: Field) -> bool {
        !self.without.contains(&field)
    }
}

/// A column of the wide form, or several of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// シートNo.
    Number,
    /// The headings above, where they are columns.
    Section,
    /// 事業名.
    Project,
    /// 指標名.
    Name,
    /// 単位.
    Unit,
    /// 担当課.
    Department,
    /// 望ましい方向.
    Direction,
    /// 基準値 and its year.
    Baseline,
    /// 目標値 of each period.
    Target,
    /// 実績値 of each period.
    Actual,
    /// 達成率 of each period, recomputed, and the printed one.
    Rate,
    /// 最終目標値 and its year.
    FinalTarget,
    /// The rate that the rule set's method gives, where it is another.
    RuleRate,
    /// 状態.
    Status,
    /// The label that follows from the rules.
    Label,
    /// Whether the printed rate agrees.
    Check,
    /// What is printed as a judgement.
    Printed,
    /// Prose beside the figures.
    Texts,
}

impl Field {
    /// Every field, in the order of the columns, with its stable id.
    pub const ALL: &[(&str, Self)] = &[
        ("number", Self::Number),
        ("section", Self::Section),
        ("project", Self::Project),
        ("name", Self::Name),
        ("unit", Self::Unit),
        ("department", Self::Department),
        ("direction", Self::Direction),
        ("baseline", Self::Baseline),
        ("target", Self::Target),
        ("actual", Self::Actual),
        ("rate", Self::Rate),
        ("final-target", Self::FinalTarget),
        ("rule-rate", Self::RuleRate),
        ("status", Self::Status),
        ("label", Self::Label),
        ("check", Self::Check),
        ("printed", Self::Printed),
        ("texts", Self::Texts),
    ];

    /// The stable id.
    pub fn id(self) -> &'static str {
        let found = Self::ALL.iter().find(|(_, field)| *field == self);
        found.map_or("", |(id, _)| id)
    }

    /// The field of an id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(known, _)| *known == id)
            .map(|(_, field)| *field)
    }

    /// A table without it says nothing: it cannot be left out.
    pub fn is_needed(self) -> bool {
        self == Self::Name
    }
}

/// What the document is called.
pub fn title(found: &v1::Evaluation, lang: Lang) -> String {
    let document = &found.document;
    let title = document.title.as_deref().map(str::trim);
    let untitled = handout::words(lang).untitled;
    let title = match (title.filter(|title| !title.is_empty()), &document.municipality) {
        (Some(title), Some(city)) if !title.contains(city.as_str()) => format!("{city} {title}"),
        (Some(title), _) => title.to_owned(),
        (None, Some(city)) => format!("{city} {untitled}"),
        (None, None) => untitled.to_owned(),
    };
    super::safe::clean(&title, false)
}
