//! How far the judging is, and what is still to be asked of the departments.

use std::collections::BTreeMap;

use crate::app::judging::Field;
use crate::app::judging::Judgements;
use crate::app::judging::final_label;
use crate::app::judging::lacks_reason;
use kpi_report::contract::v1;
use kpi_report::contract::v1::Standing;

/// Something that is still to be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Want {
    /// The actual is not entered.
    Actual,
    /// The target was not reached, and nobody said why.
    Cause,
    /// The final label is another one than the computed one, and nobody said why.
    Reason,
    /// The status rests on an assumption.
    Confirmation,
}

impl Want {
    /// Its stable name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Actual => "actual",
            Self::Cause => "cause",
            Self::Reason => "reason",
            Self::Confirmation => "confirmation",
        }
    }
}

/// The counts for the committee; those of [`Tally::standings`] add up to [`Tally::kpis`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All KPIs.
    pub kpis: usize,
    /// How many stand how; without those of which there is none.
    pub standings: Vec<(Standing, usize)>,
    /// Of all, those whose status is provisional.
    pub provisional: usize,
    /// How many have which final label, in the order in which the words first come.
    pub labels: Vec<(String, usize)>,
    /// KPIs that somebody judged: a label was chosen.
    pub judged: usize,
}

/// The counts of an evaluation with its judgements.
pub fn tally(found: &v1::Evaluation, judgements: &Judgements) -> Tally {
    let counted = Standing::ALL.iter().map(|&standing| {
        let stands = |kpi: &&v1::Kpi| kpi.standing() == standing;
        (standing, found.kpis.iter().filter(stands).count())
    });
    let mut labels = Vec::<(String, usize)>::new();
    for label in found.kpis.iter().filter_map(|kpi| final_label(kpi, judgements)) {
        match labels.iter_mut().find(|(other, _)| *other == label) {
            Some((_, count)) => *count += 1,
            None => labels.push((label, 1)),
        }
    }
    labels.sort();
    Tally {
        kpis: found.kpis.len(),
        standings: counted.filter(|(_, count)| *count > 0).collect(),
        provisional: found.kpis.iter().filter(|kpi| kpi.is_provisional()).count(),
        labels,
        judged: found.kpis.iter().filter(|kpi| is_judged(kpi, judgements)).count(),
    }
}

/// Somebody chose a label.
pub fn is_judged(kpi: &v1::Kpi, judgements: &Judgements) -> bool {
    let judgement = judgements.get(&kpi.id);
    judgement.is_some_and(|judgement| judgement.get(Field::Label).is_some())
}

/// How many KPIs nobody judged.
pub fn open(found: &v1::Evaluation, judgements: &Judgements) -> usize {
    found
        .kpis
        .iter()
        .filter(|kpi| !is_judged(kpi, judgements))
        .count()
}

/// The first KPI after `after` that nobody judged, from the beginning where there is none.
pub fn next_open(found: &v1::Evaluation, judgements: &Judgements, after: Option<usize>) -> Option<usize> {
    let start = after.map_or(0, |after| after + 1);
    let all = (start..found.kpis.len()).chain(0..start.min(found.kpis.len()));
    all.into_iter().find(|index| {
        let kpi = found.kpis.get(*index);
        kpi.is_some_and(|kpi| !is_judged(kpi, judgements))
    })
}

/// What is still to be asked of a KPI.
pub fn wants(kpi: &v1::Kpi, judgements: &Judgements) -> Vec<Want> {
    let standing = kpi.standing();
    let judgement = judgements.get(&kpi.id);
    let has = |field| judgement.is_some_and(|judgement| judgement.get(field).is_some());
    let is_printed = kpi
        .texts
        .iter()
        .any(|text| matches!(text.role.as_str(), "reason" | "cause"));
    let asked = [
        (Want::Actual, standing == Standing::NotEntered),
        (
            Want::Cause,
            standing == Standing::NotAchieved && !has(Field::Cause) && !is_printed,
        ),
        (Want::Reason, lacks_reason(kpi, judgements)),
        (Want::Confirmation, kpi.is_provisional()),
    ];
    asked
        .into_iter()
        .filter(|(_, is)| *is)
        .map(|(want, _)| want)
        .collect()
}

/// What the KPIs that are asked about stand under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Under {
    /// The departments in charge, where the sheet names any: each gets what it is asked.
    Departments,
    /// The headings of the sheet.
    Sections,
}

/// What is still to be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inquiry {
    /// What the parts are.
    pub under: Under,
    /// The names or headings, and the KPIs under them; in the order of the sheet, those under nothing last.
    pub parts: Vec<(Vec<String>, Vec<Asked>)>,
}

/// What is still to be asked, by department or else by heading: the names of the KPIs with what is wanted.
pub fn inquiry(found: &v1::Evaluation, judgements: &Judgements) -> Inquiry {
    let under = if found.kpis.iter().any(|kpi| !kpi.departments.is_empty()) {
        Under::Departments
    } else {
        Under::Sections
    };
    let mut parts = Vec::<(Vec<String>, Vec<Asked>)>::new();
    let mut places = BTreeMap::<&[String], usize>::new();
    for kpi in &found.kpis {
        let wants = wants(kpi, judgements);
        if wants.is_empty() {
            continue;
        }
        let names = match under {
            Under::Departments => &kpi.departments,
            Under::Sections => &kpi.section,
        };
        let place = *places.entry(names).or_insert_with(|| {
            parts.push((names.clone(), Vec::new()));
            parts.len() - 1
        });
        if let Some((_, asked)) = parts.get_mut(place) {
            asked.push(Asked {
                number: kpi.sheet_no.clone(),
                name: kpi.name.clone(),
                wants,
            });
        }
    }
    // Stable: the others stay in their order.
    parts.sort_by_key(|(names, _)| names.is_empty());
    Inquiry { under, parts }
}

/// A KPI with what is wanted of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Its number as printed.
    pub number: Option<String>,
    /// Its name.
    pub name: String,
    /// What is wanted.
    pub wants: Vec<Want>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::judging::judge;

    fn kpi(id: &str, section: &str, status: &str, assumed: &[v1::Assumption]) -> v1::Kpi {
        v1::Kpi {
            id: id.to_owned(),
            name: id.to_owned(),
            section: vec![section.to_owned()],
            measurements: vec![v1::Measurement {
                status: status.parse().expect("a status"),
                assumed: assumed.to_vec(),
                ..v1::Measurement::default()
            }],
            speaks: Some(0),
            ..v1::Kpi::default()
        }
    }

    fn evaluation() -> v1::Evaluation {
        v1::Evaluation {
            kpis: vec![
                kpi("企業数", "産業", "achieved", &[]),
                kpi("観光客数", "産業", "not-achieved", &[v1::Assumption::Direction]),
                kpi("健診受診率", "健康", "not-entered", &[]),
                kpi("健康寿命", "健康", "qualitative", &[]),
            ],
            ..v1::Evaluation::default()
        }
    }

    #[test]
    fn the_counts_add_up() {
        let tally = tally(&evaluation(), &Judgements::new());
        assert_eq!(
            tally.standings.iter().map(|(_, count)| count).sum::<usize>(),
            tally.kpis
        );
        assert_eq!((tally.kpis, tally.provisional, tally.judged), (4, 1, 0));
    }

    #[test]
    fn what_is_wanted_goes_once_it_is_said() {
        let found = evaluation();
        let mut judgements = Judgements::new();
        let names = |judgements: &Judgements| -> Vec<(String, Vec<&str>)> {
            let parts = inquiry(&found, judgements).parts.into_iter();
            parts
                .flat_map(|(_, asked)| asked)
                .map(|asked| (asked.name, asked.wants.iter().map(|want| want.id()).collect()))
                .collect()
        };
        assert_eq!(
            names(&judgements),
            [
                ("観光客数".to_owned(), vec!["cause", "confirmation"]),
                ("健診受診率".to_owned(), vec!["actual"])
            ]
        );
        judge(&mut judgements, "観光客数", Field::Cause, "感染症の影響");
        assert_eq!(names(&judgements)[0].1, ["confirmation"]);
    }

    #[test]
    fn a_kpi_is_judged_once_a_label_is_chosen_and_the_next_one_is_found() {
        let found = evaluation();
        let mut judgements = Judgements::new();
        judge(&mut judgements, "企業数", Field::Opinion, "よい");
        assert_eq!(tally(&found, &judgements).judged, 0);
        judge(&mut judgements, "企業数", Field::Label, "A");
        assert_eq!(tally(&found, &judgements).judged, 1);
        assert_eq!(tally(&found, &judgements).labels, [("A".to_owned(), 1)]);
        assert_eq!(next_open(&found, &judgements, None), Some(1));
        assert_eq!(next_open(&found, &judgements, Some(3)), Some(1));
    }
}
