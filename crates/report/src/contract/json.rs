//! The evaluation as JSON, written KPI by KPI: of a whole prefecture the shapes are never all there at once.

use std::cell::RefCell;

use serde::{Serialize, Serializer};

use crate::contract::{shape, v1};
use crate::i18n::Lang;
use kpi_core::assess::Assessment;

/// Room that the text of a KPI takes, in bytes: what is written need not be moved often.
const OF_KPI: usize = 2048;

/// The same bytes as those of [`v1::Evaluation`], in which the fields stand in this order.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Written<'a> {
    schema: &'a str,
    version: &'a str,
    rule_set: &'a str,
    document: &'a v1::Document,
    tables: &'a [v1::Table],
    projects: &'a [v1::Project],
    kpis: Kpis<'a>,
    candidates: &'a [v1::Candidate],
    #[serde(skip_serializing_if = "<[v1::Section]>::is_empty")]
    sections: &'a [v1::Section],
    notices: &'a [v1::Notice],
    /// Complete once the KPIs before it are written.
    summary: &'a RefCell<v1::Summary>,
}

struct Kpis<'a> {
    assessment: &'a Assessment,
    lang: Lang,
    /// Counts what is written.
    summary: &'a RefCell<v1::Summary>,
}

impl Serialize for Kpis<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let counted = |kpi: &v1::Kpi| shape::count(&mut self.summary.borrow_mut(), kpi);
        serializer.collect_seq(shape::kpis(self.assessment, self.lang).inspect(counted))
    }
}

/// The assessment as the JSON of its evaluation, worded in `lang`.
pub(super) fn written(assessment: &Assessment, lang: Lang) -> String {
    let rest = shape::without_kpis(assessment, lang);
    let summary = RefCell::default();
    let written = Written {
        schema: &rest.schema,
        version: &rest.version,
        rule_set: &rest.rule_set,
        document: &rest.document,
        tables: &rest.tables,
        projects: &rest.projects,
        kpis: Kpis {
            assessment,
            lang,
            summary: &summary,
        },
        candidates: &rest.candidates,
        sections: &rest.sections,
        notices: &rest.notices,
        summary: &summary,
    };
    text(&written, assessment.recognised.indicators.len())
}

/// JSON with room for so many KPIs.
pub(super) fn text(value: &impl Serialize, n_kpis: usize) -> String {
    let mut json = Vec::with_capacity((n_kpis + 1) * OF_KPI);
    // Structs of strings, numbers and lists: there is nothing in them that JSON cannot hold.
    match serde_json::to_writer(&mut json, value) {
        Ok(()) => String::from_utf8(json).unwrap_or_default(),
        Err(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use kpi_core::assess::{Request, assess_as};
    use kpi_readers::sheet::Document;

    use super::*;
    use crate::contract;

    #[test]
    fn what_is_written_kpi_by_kpi_is_what_the_shapes_say() {
        let text = "基本目標1 まちづくり\n事業名\t指標\t目標値（R5）\t実績値（R5）\t達成率\t備考\n\
            講座\t参加者数\t100人\t90人\t95%\t雨のため\n講座\t開催数\t12回\t－\t\t\n";
        for text in [text, ""] {
            let assessment = assess_as(&Document::pasted(text), Request::default());
            for lang in [Lang::Ja, Lang::En] {
                let shapes = contract::evaluation(&assessment, lang);
                assert_eq!(shapes.kpis.is_empty(), text.is_empty());
                assert_eq!(
                    written(&assessment, lang),
                    serde_json::to_string(&shapes).unwrap()
                );
                assert_eq!(
                    contract::to_json(&shapes),
                    serde_json::to_string(&shapes).unwrap()
                );
            }
        }
    }
}
