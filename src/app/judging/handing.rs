//! What is judged, as it is handed out: final labels, texts beside those of the sheet, a line for each section and project.

use std::collections::BTreeMap;

use crate::app::judging::FIELDS;
use crate::app::judging::Field;
use crate::app::judging::Judgement;
use crate::app::judging::Judgements;
use crate::app::judging::parts::Part;
use crate::app::judging::parts::parts;
use kpi_report::contract::v1;
use kpi_report::i18n::Lang;
use kpi_report::i18n::judging::words;
use kpi_report::i18n::page::messages;

/// The final labels that people chose, by the ids of KPIs.
pub fn final_labels(found: &v1::Evaluation, judgements: &Judgements) -> BTreeMap<String, String> {
    let chosen = |kpi: &v1::Kpi| {
        let label = judgements.get(&kpi.id)?.get(Field::Label)?;
        Some((kpi.id.clone(), label.to_owned()))
    };
    found.kpis.iter().filter_map(chosen).collect()
}

/// The evaluation with what people wrote of its KPIs, behind what the sheet says of them.
#[must_use]
pub fn with_texts(found: &v1::Evaluation, judgements: &Judgements) -> v1::Evaluation {
    let mut found = found.clone();
    for kpi in &mut found.kpis {
        let Some(judgement) = judgements.get(&kpi.id) else {
            continue;
        };
        let written = FIELDS.into_iter().filter(|field| *field != Field::Label);
        let written = written.filter_map(|field| {
            Some(v1::Text {
                role: field.id().to_owned(),
                text: judgement.get(field)?.to_owned(),
                at: None,
            })
        });
        kpi.texts.extend(written);
    }
    found
}

/// A line for each section and project that was judged: its name and what was said of it.
pub fn part_lines(found: &v1::Evaluation, judgements: &Judgements, lang: Lang) -> Vec<String> {
    let (words, joint) = (words(lang), messages(lang).section_joint);
    let judged = parts(found, judgements)
        .into_iter()
        .filter_map(|part| Some((judgements.get(&part.id)?.clone(), part)));
    let line = |(judgement, part): (Judgement, Part)| {
        let said: Vec<(&str, &str)> = FIELDS
            .into_iter()
            .filter_map(|field| Some(((words.field)(field.id()), judgement.get(field)?)))
            .collect();
        (words.part_line)(&part.path.join(joint), part.computed.as_deref(), &said)
    };
    judged.map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::judging::judge;

    #[test]
    fn final_labels_texts_and_sections_go_out() {
        let found = v1::Evaluation {
            kpis: vec![v1::Kpi {
                id: "t1/a".to_owned(),
                texts: vec![v1::Text {
                    role: "issue".to_owned(),
                    text: "印字の課題".to_owned(),
                    at: None,
                }],
                ..v1::Kpi::default()
            }],
            sections: vec![v1::Section {
                path: vec!["産業".to_owned()],
                table: "t1".to_owned(),
                label: Some(v1::Label {
                    text: "順調".to_owned(),
                    ..v1::Label::default()
                }),
                ..v1::Section::default()
            }],
            ..v1::Evaluation::default()
        };
        let mut judgements = Judgements::new();
        judge(&mut judgements, "t1/a", Field::Label, "A");
        judge(&mut judgements, "t1/a", Field::Issue, "人手");
        let section = parts(&found, &judgements)[0].id.clone();
        judge(&mut judgements, &section, Field::Label, "遅れ");
        judge(&mut judgements, &section, Field::Reason, "中止のため");
        assert_eq!(final_labels(&found, &judgements)["t1/a"], "A");
        let texts = with_texts(&found, &judgements);
        let said: Vec<_> = texts.kpis[0]
            .texts
            .iter()
            .map(|text| text.text.as_str())
            .collect();
        assert_eq!(said, ["印字の課題", "人手"]);
        assert_eq!(
            part_lines(&found, &judgements, Lang::Ja),
            ["産業　確定評価：遅れ（計算では 順調）　評価の理由（計算と異なる場合）：中止のため"]
        );
        assert_eq!(
            part_lines(&found, &Judgements::new(), Lang::Ja),
            Vec::<String>::new()
        );
    }
}
