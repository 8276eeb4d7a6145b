//! What is handed on of the judging as text: the sentence for the committee, the inquiry to the departments.

use crate::app::judging::Judgements;
use crate::app::judging::count::Inquiry;
use crate::app::judging::count::Under;
use crate::app::judging::count::inquiry;
use crate::app::judging::count::tally;
use kpi_report::contract::v1;
use kpi_report::i18n::Lang;
use kpi_report::i18n::judging::words;
use kpi_report::i18n::page::DEPARTMENTS_JOINT;
use kpi_report::i18n::page::messages;
use kpi_report::i18n::results;

/// The sentence for the committee; its counts add up.
pub fn sentence(found: &v1::Evaluation, judgements: &Judgements, lang: Lang) -> String {
    let tally = tally(found, judgements);
    let standing = messages(lang).standing;
    let counts: Vec<(&str, usize)> = tally
        .standings
        .iter()
        .map(|(each, count)| (standing(*each), *count))
        .collect();
    (words(lang).sentence)(tally.kpis, &counts, tally.provisional, &tally.labels)
}

/// How many KPIs are asked about, and the text of it for a mail; `None` where nothing is to be asked.
pub fn inquiry_text(found: &v1::Evaluation, judgements: &Judgements, lang: Lang) -> Option<(usize, String)> {
    let words = words(lang);
    let Inquiry { under, parts } = inquiry(found, judgements);
    let (joint, without) = match under {
        Under::Departments => (DEPARTMENTS_JOINT, results::words(lang).without_department),
        Under::Sections => (messages(lang).section_joint, words.without_section),
    };
    let n: usize = parts.iter().map(|(_, asked)| asked.len()).sum();
    if n == 0 {
        return None;
    }
    let mut lines = vec![(words.inquiry_begins)(n)];
    for (names, asked) in parts {
        lines.push(String::new());
        lines.push(if names.is_empty() {
            without.to_owned()
        } else {
            names.join(joint)
        });
        for one in asked {
            let name: Vec<String> = one.number.into_iter().chain([one.name]).collect();
            let wants: Vec<_> = one.wants.iter().map(|want| (words.want)(want.id())).collect();
            lines.push((words.inquiry_line)(
                &name.join(" "),
                &wants.join(messages(lang).list_joint),
            ));
        }
    }
    Some((n, lines.join("\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn not_entered() -> v1::Kpi {
        v1::Kpi {
            id: "k".to_owned(),
            name: "健診受診率".to_owned(),
            sheet_no: Some("3".to_owned()),
            section: vec!["第1節 健康".to_owned()],
            measurements: vec![v1::Measurement {
                status: v1::Status::NotEntered,
                ..v1::Measurement::default()
            }],
            speaks: Some(0),
            ..v1::Kpi::default()
        }
    }

    #[test]
    fn where_departments_are_named_each_is_asked_under_its_name() {
        let of = |names: &[&str]| v1::Kpi {
            departments: names.iter().map(|&name| name.to_owned()).collect(),
            ..not_entered()
        };
        let found = v1::Evaluation {
            kpis: vec![
                of(&[]),
                of(&["健康課", "保険課"]),
                of(&["健康課"]),
                of(&["健康課", "保険課"]),
            ],
            ..v1::Evaluation::default()
        };
        let (n, text) = inquiry_text(&found, &Judgements::new(), Lang::Ja).expect("something is to be asked");
        assert_eq!(n, 4);
        let asked = "・3 健診受診率：実績値が未入力です";
        assert_eq!(
            text,
            format!(
                "次の4指標について、ご回答をお願いします。\n\n健康課、保険課\n{asked}\n{asked}\n\n健康課\n{asked}\n\n担当課の記載なし\n{asked}"
            )
        );
    }

    #[test]
    fn the_inquiry_names_section_number_and_what_is_wanted() {
        let found = v1::Evaluation {
            kpis: vec![not_entered()],
            ..v1::Evaluation::default()
        };
        let (n, text) = inquiry_text(&found, &Judgements::new(), Lang::Ja).expect("something is to be asked");
        assert_eq!(n, 1);
        assert_eq!(
            text,
            "次の1指標について、ご回答をお願いします。\n\n第1節 健康\n・3 健診受診率：実績値が未入力です"
        );
        assert_eq!(
            sentence(&found, &Judgements::new(), Lang::Ja),
            "1指標のうち、未入力1。"
        );
    }
}
