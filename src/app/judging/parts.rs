//! Sections and projects are judged as KPIs are, under ids of their own among the judgements, which no KPI can have: those
//! begin with the id of a table.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::app::judging::Field;
use crate::app::judging::Judgements;
use crate::app::listing::facet::label_words;
use kpi_report::contract::v1;

/// Before the table and the headings of a section.
const SECTION: &str = "section:";

/// Before the id of a project.
const PROJECT: &str = "project:";

/// Between the headings.
const JOINT: char = '\u{1f}';

/// What is judged besides single KPIs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The KPIs under a heading.
    Section,
    /// A project with its KPIs.
    Project,
    /// A section or project that was judged, and is not in the sheet any more.
    Gone,
}

impl Kind {
    /// Its stable name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Section => "section",
            Self::Project => "project",
            Self::Gone => "gone",
        }
    }
}

/// A section or a project.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The id under which it is judged.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Its headings, outermost first, or its name.
    pub path: Vec<String>,
    /// The label that follows from the rules.
    pub computed: Option<String>,
    /// How many KPIs it has.
    pub kpis: usize,
}

impl Part {
    /// Another label than the computed one was chosen, and nobody said why.
    pub fn lacks_reason(&self, judgements: &Judgements) -> bool {
        super::is_reason_wanted(&self.id, self.computed.as_deref(), judgements)
    }

    /// The label that is final: what a person chose, else the computed one.
    pub fn final_label(&self, judgements: &Judgements) -> Option<String> {
        let judgement = judgements.get(&self.id);
        let chosen = judgement.and_then(|judgement| judgement.get(Field::Label));
        chosen.map(str::to_owned).or_else(|| self.computed.clone())
    }
}

/// All sections with headings, then all projects, in the order of the sheet; then what was judged and is gone, so that
/// nothing that somebody wrote is out of sight.
pub fn parts(found: &v1::Evaluation, judgements: &Judgements) -> Vec<Part> {
    let sections = sections(found).into_iter();
    let projects = found.projects.iter().map(|project| Part {
        id: format!("{PROJECT}{}", project.id),
        kind: Kind::Project,
        path: vec![project.name.clone()],
        computed: project.label.as_ref().map(label_words),
        kpis: project.kpis.len(),
    });
    let mut parts: Vec<Part> = sections.chain(projects).collect();
    let known: BTreeSet<&str> = parts.iter().map(|part| part.id.as_str()).collect();
    let gone = judgements.keys().filter(|id| !known.contains(id.as_str()));
    let gone: Vec<Part> = gone.filter_map(|id| gone_part(id)).collect();
    parts.extend(gone);
    parts
}

fn gone_part(id: &str) -> Option<Part> {
    path_of(id).map(|path| Part {
        id: id.to_owned(),
        kind: Kind::Gone,
        path,
        computed: None,
        kpis: 0,
    })
}

/// The headings of a section in the id under which it is judged, or the id of a project; `None` for a KPI's.
pub fn path_of(id: &str) -> Option<Vec<String>> {
    match (id.strip_prefix(SECTION), id.strip_prefix(PROJECT)) {
        (Some(rest), _) => {
            let (_, path) = rest.split_once('/')?;
            Some(path.split(JOINT).map(str::to_owned).collect())
        }
        (None, project) => project.map(|project| vec![project.to_owned()]),
    }
}

/// The sections that KPIs stand under, and those outer ones that the rules make a label of; by their first KPIs.
fn sections(found: &v1::Evaluation) -> Vec<Part> {
    type Key<'a> = (&'a str, &'a [String]);
    let mut first = BTreeMap::<Key, (usize, usize)>::new();
    let places: BTreeMap<&str, usize> = found
        .kpis
        .iter()
        .enumerate()
        .map(|(index, kpi)| (kpi.id.as_str(), index))
        .collect();
    for (index, kpi) in found
        .kpis
        .iter()
        .enumerate()
        .filter(|(_, kpi)| !kpi.section.is_empty())
    {
        first.entry((&kpi.table, &kpi.section)).or_insert((index, 0)).1 += 1;
    }
    let mut labels = BTreeMap::<Key, String>::new();
    for section in found.sections.iter().filter(|section| !section.path.is_empty()) {
        let key = (section.table.as_str(), section.path.as_slice());
        let place = section.kpis.first().and_then(|kpi| places.get(kpi.as_str()));
        if let Some(label) = &section.label {
            labels.insert(key, label_words(label));
            first
                .entry(key)
                .or_insert((place.copied().unwrap_or(usize::MAX), section.kpis.len()));
        }
    }
    let mut sections: Vec<_> = first.into_iter().collect();
    sections.sort_by_key(|((_, path), (index, _))| (*index, path.len()));
    let part = |(key, (_, kpis)): (Key, (usize, usize))| Part {
        id: section_id(key.0, key.1),
        kind: Kind::Section,
        path: key.1.to_vec(),
        computed: labels.get(&key).cloned(),
        kpis,
    };
    sections.into_iter().map(part).collect()
}

fn section_id(table: &str, path: &[String]) -> String {
    format!("{SECTION}{table}/{}", path.join(&JOINT.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::judging::judge;

    fn label(text: &str) -> v1::Label {
        v1::Label {
            text: text.to_owned(),
            ..v1::Label::default()
        }
    }

    fn evaluation() -> v1::Evaluation {
        let section = |path: &[&str], label| v1::Section {
            path: path.iter().map(|heading| (*heading).to_owned()).collect(),
            table: "t1".to_owned(),
            kpis: vec!["t1/a".to_owned()],
            label,
        };
        v1::Evaluation {
            kpis: vec![v1::Kpi {
                id: "t1/a".to_owned(),
                table: "t1".to_owned(),
                section: vec!["基本目標1".to_owned(), "産業".to_owned()],
                ..v1::Kpi::default()
            }],
            sections: vec![
                section(&[], None),
                section(&["基本目標1"], Some(label("概ね順調"))),
                section(&["基本目標1", "産業"], Some(label("順調"))),
            ],
            projects: vec![v1::Project {
                id: "p1".to_owned(),
                name: "観光の推進".to_owned(),
                label: Some(label("有効")),
                ..v1::Project::default()
            }],
            ..v1::Evaluation::default()
        }
    }

    #[test]
    fn sections_with_headings_and_projects_can_be_judged() {
        let parts = parts(&evaluation(), &Judgements::new());
        let told: Vec<_> = parts
            .iter()
            .map(|part| (part.kind.id(), part.path.join("＞"), part.computed.clone()))
            .collect();
        assert_eq!(
            told,
            [
                ("section", "基本目標1".to_owned(), Some("概ね順調".to_owned())),
                ("section", "基本目標1＞産業".to_owned(), Some("順調".to_owned())),
                ("project", "観光の推進".to_owned(), Some("有効".to_owned()))
            ]
        );
    }

    #[test]
    fn the_computed_label_stands_beside_the_final_one_and_a_reason_is_wanted_where_they_differ() {
        let mut judgements = Judgements::new();
        let section = parts(&evaluation(), &judgements)[1].clone();
        assert_eq!(section.final_label(&judgements).as_deref(), Some("順調"));
        judge(&mut judgements, &section.id, Field::Label, "遅れ");
        assert_eq!(section.final_label(&judgements).as_deref(), Some("遅れ"));
        assert!(section.lacks_reason(&judgements));
        judge(
            &mut judgements,
            &section.id,
            Field::Reason,
            "主要な事業が中止のため",
        );
        assert!(!section.lacks_reason(&judgements));
    }

    #[test]
    fn what_was_judged_of_a_section_that_is_gone_stays_in_sight() {
        let mut judgements = Judgements::new();
        let section = parts(&evaluation(), &judgements)[1].clone();
        judge(&mut judgements, &section.id, Field::Issue, "人手");
        judge(&mut judgements, "t1/a", Field::Issue, "一つのKPI");
        let gone = parts(&v1::Evaluation::default(), &judgements);
        let told: Vec<_> = gone.iter().map(|part| (part.kind, part.path.clone())).collect();
        assert_eq!(
            told,
            [(Kind::Gone, vec!["基本目標1".to_owned(), "産業".to_owned()])]
        );
    }
}
