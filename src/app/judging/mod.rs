//! What people judge: the final label of a KPI, section or project, why, and what follows from it. The computed label stays beside it.
//!
//! The contract has no field for it: it is what a person gave, so it is part of the inputs of a sheet, of its history
//! and of the draft, and no evaluation knows it.

pub mod count;
pub mod handing;
pub mod parts;
pub mod texts;

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use serde::Deserialize;
use serde::Serialize;

use crate::app::listing::facet::label_of;
use crate::app::listing::facet::label_words;
use crate::app::listing::facet::printed_label;
use kpi_core::rating::rule_set::RuleSet;
use kpi_report::contract::v1;

/// The longest text of a field, in characters.
pub const MAX_TEXT: usize = 4000;

/// The judgements of a sheet, by the id of the KPI, or of the [section or project](parts).
pub type Judgements = BTreeMap<String, Judgement>;

/// A field of a judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// The final label (確定評価), a word of the rule set.
    Label,
    /// Why the label is another one than the computed one (評価の理由).
    Reason,
    /// Why the target was not reached (未達成の理由).
    Cause,
    /// What is to be solved (課題).
    Issue,
    /// What is done next (今後の方針).
    NextStep,
    /// The committee's opinion (委員会意見).
    Opinion,
}

/// All of them, in the order in which they are written.
pub const FIELDS: [Field; 6] = [
    Field::Label,
    Field::Reason,
    Field::Cause,
    Field::Issue,
    Field::NextStep,
    Field::Opinion,
];

impl Field {
    /// Its stable name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Label => "label",
            Self::Reason => "reason",
            Self::Cause => "cause",
            Self::Issue => "issue",
            Self::NextStep => "next-step",
            Self::Opinion => "opinion",
        }
    }
}

/// What was judged of one KPI, section or project: the fields that were filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Judgement(BTreeMap<Field, String>);

impl Judgement {
    /// What stands in a field.
    pub fn get(&self, field: Field) -> Option<&str> {
        self.0.get(&field).map(String::as_str)
    }

    /// With another text in a field; blank ones are none.
    #[must_use]
    pub fn with(mut self, field: Field, text: &str) -> Self {
        let text: String = text.trim().chars().take(MAX_TEXT).collect();
        if text.is_empty() {
            self.0.remove(&field);
        } else {
            self.0.insert(field, text);
        }
        self
    }

    /// How many texts stand in it, without the label.
    pub fn n_texts(&self) -> usize {
        self.0.keys().filter(|field| **field != Field::Label).count()
    }

    /// Nothing was judged.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Says something of a KPI, or takes it back.
pub fn judge(judgements: &mut Judgements, kpi: &str, field: Field, text: &str) {
    let judgement = judgements.remove(kpi).unwrap_or_default().with(field, text);
    if !judgement.is_empty() {
        judgements.insert(kpi.to_owned(), judgement);
    }
}

/// The label that is final: what a person chose, else the computed one.
pub fn final_label(kpi: &v1::Kpi, judgements: &Judgements) -> Option<String> {
    let chosen = judgements
        .get(&kpi.id)
        .and_then(|judgement| judgement.get(Field::Label));
    chosen.map(str::to_owned).or_else(|| computed(kpi))
}

/// The label that follows from the rules.
pub fn computed(kpi: &v1::Kpi) -> Option<String> {
    kpi.label.as_ref().and_then(|_| label_of(kpi))
}

/// A chosen label is another one than the computed one, and no reason is given.
pub fn lacks_reason(kpi: &v1::Kpi, judgements: &Judgements) -> bool {
    is_reason_wanted(&kpi.id, computed(kpi).as_deref(), judgements)
}

/// Of whatever is judged under this id.
fn is_reason_wanted(id: &str, computed: Option<&str>, judgements: &Judgements) -> bool {
    let Some(judgement) = judgements.get(id) else {
        return false;
    };
    let chosen = judgement.get(Field::Label);
    let differs = chosen.is_some_and(|chosen| computed.is_some_and(|computed| computed != chosen));
    differs && judgement.get(Field::Reason).is_none()
}

/// The words that can be chosen: those of the rule set in their order, and those that the sheet itself prints.
pub fn words(rules: &RuleSet, found: &v1::Evaluation) -> Vec<String> {
    let mut seen = BTreeSet::new();
    all_words(rules, found)
        .filter(|word| seen.insert(word.clone()))
        .collect()
}

/// There is a word that can be chosen; most often the first that is looked at.
pub fn has_words(rules: &RuleSet, found: &v1::Evaluation) -> bool {
    all_words(rules, found).next().is_some()
}

/// [`words`], each as often as it is said.
fn all_words<'a>(rules: &'a RuleSet, found: &'a v1::Evaluation) -> impl Iterator<Item = String> + 'a {
    let word = |grade: &Option<String>, text: &str| match grade {
        Some(grade) => format!("{grade} {text}"),
        None => text.to_owned(),
    };
    let of_rules = rules.bands.iter().map(move |band| word(&band.grade, &band.text));
    let computed = found.kpis.iter().filter_map(computed);
    let of_sections = found.sections.iter().map(|section| &section.label);
    let of_parts = of_sections.chain(found.projects.iter().map(|project| &project.label));
    let of_parts = of_parts.flatten().map(label_words);
    let printed = found.kpis.iter().filter_map(printed_label);
    let all = of_rules.chain(computed).chain(of_parts).chain(printed);
    all.filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labelled(id: &str, label: &str) -> v1::Kpi {
        v1::Kpi {
            id: id.to_owned(),
            label: Some(v1::Label {
                text: label.to_owned(),
                ..v1::Label::default()
            }),
            ..v1::Kpi::default()
        }
    }

    #[test]
    fn a_field_is_filled_in_and_emptied() {
        let mut judgements = Judgements::new();
        judge(&mut judgements, "k1", Field::Cause, "  天候が悪かったため  ");
        assert_eq!(judgements["k1"].get(Field::Cause), Some("天候が悪かったため"));
        judge(&mut judgements, "k1", Field::Cause, "　");
        assert!(judgements.is_empty());
    }

    #[test]
    fn the_computed_label_stands_until_another_is_chosen_and_then_a_reason_is_wanted() {
        let kpi = labelled("k1", "B");
        let mut judgements = Judgements::new();
        assert_eq!(final_label(&kpi, &judgements).as_deref(), Some("B"));
        assert!(!lacks_reason(&kpi, &judgements));
        judge(&mut judgements, "k1", Field::Label, "A");
        assert_eq!(final_label(&kpi, &judgements).as_deref(), Some("A"));
        assert!(lacks_reason(&kpi, &judgements));
        judge(&mut judgements, "k1", Field::Reason, "制度が変わったため");
        assert!(!lacks_reason(&kpi, &judgements));
        judge(&mut judgements, "k1", Field::Label, "B");
        judge(&mut judgements, "k1", Field::Reason, "");
        assert!(!lacks_reason(&kpi, &judgements), "the same as computed");
    }

    #[test]
    fn words_are_the_rules_first_and_each_once() {
        let mut rules = RuleSet {
            bands: vec![kpi_core::rating::rule_set::Band::worded("順調")],
            ..RuleSet::default()
        };
        let found = v1::Evaluation {
            kpis: vec![labelled("k1", "順調"), labelled("k2", "遅れ")],
            ..v1::Evaluation::default()
        };
        assert_eq!(words(&rules, &found), ["順調", "遅れ"]);
        rules.bands.clear();
        assert_eq!(words(&rules, &v1::Evaluation::default()), Vec::<String>::new());
    }

    #[test]
    fn a_text_has_an_end() {
        let judgement = Judgement::default().with(Field::Opinion, &"あ".repeat(MAX_TEXT + 1));
        assert_eq!(
            judgement.get(Field::Opinion).map(|text| text.chars().count()),
            Some(MAX_TEXT)
        );
    }
}
