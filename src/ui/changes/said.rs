//! What an entry of the log says, in words.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::app::judging::Field;
use crate::app::judging::parts::parts;
use crate::app::judging::parts::path_of;
use crate::app::log::Entry;
use crate::app::log::What;
use crate::ui::components::direction::DIRECTIONS;
use crate::ui::reading::Reading;
use crate::ui::tables::fields;
use kpi_core::rating::presets;
use kpi_readers::base::place::CellRef;
use kpi_report::i18n::Lang;
use kpi_report::i18n::changes::Words;
use kpi_report::i18n::changes::words;
use kpi_report::i18n::judging;
use kpi_report::i18n::labels;
use kpi_report::i18n::methods;
use kpi_report::i18n::page::messages;

/// An entry in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    /// What was changed: a kind, or a field.
    pub what: String,
    /// Of which KPI, table or form, in the words of the sheet; empty where the kind says enough.
    pub of: String,
    /// The KPI, where it is there still.
    pub kpi: Option<usize>,
    /// What was there.
    pub from: Text,
    /// What is there since.
    pub to: Text,
}

/// A text, and whether it is the sheet's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Text {
    /// The text.
    pub text: String,
    /// It is of the sheet, or was typed: not in the language of the page.
    pub is_given: bool,
}

impl Text {
    fn ours(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            is_given: false,
        }
    }

    fn given(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            is_given: true,
        }
    }
}

/// What the entries of a log are about: looked up once, however many they are.
pub(super) struct Subjects<'a> {
    reading: &'a Reading,
    lang: Lang,
    /// KPIs by their ids.
    kpis: BTreeMap<&'a str, usize>,
    /// Sections and projects by the ids under which they are judged.
    parts: BTreeMap<String, String>,
    /// Of the cells of these entries: which KPI, which of its fields.
    cells: BTreeMap<CellRef, (usize, &'static str)>,
}

impl<'a> Subjects<'a> {
    /// Of these entries.
    pub(super) fn of(reading: &'a Reading, entries: &[Entry], lang: Lang) -> Self {
        let found = &reading.evaluation;
        let ids = found.kpis.iter().enumerate();
        let joint = messages(lang).section_joint;
        let parts = parts(found, &reading.inputs.judgements);
        Self {
            reading,
            lang,
            kpis: ids.map(|(index, kpi)| (kpi.id.as_str(), index)).collect(),
            parts: parts
                .into_iter()
                .map(|part| (part.id, part.path.join(joint)))
                .collect(),
            cells: cells(reading, entries),
        }
    }

    fn kpi(&self, id: &str) -> Option<usize> {
        self.kpis.get(id).copied()
    }

    fn kpi_name(&self, index: usize) -> String {
        let kpi = self.reading.evaluation.kpis.get(index);
        kpi.map_or(String::new(), |kpi| kpi.name.clone())
    }

    /// The name of a KPI, section or project; of one that is not there any more, what its id tells of it.
    fn name(&self, id: &str) -> String {
        let there = self.kpi(id).map(|index| self.kpi_name(index));
        there.or_else(|| self.parts.get(id).cloned()).unwrap_or_else(|| {
            let path = path_of(id).map(|path| path.join(messages(self.lang).section_joint));
            path.unwrap_or_else(|| in_id(id).to_owned())
        })
    }

    fn table_title(&self, id: &str) -> String {
        let mut tables = self.reading.evaluation.tables.iter();
        let table = tables.find(|table| table.id == id);
        table.and_then(|table| table.title.clone()).unwrap_or_default()
    }
}

/// Where the cells of these entries are in the result.
fn cells(reading: &Reading, entries: &[Entry]) -> BTreeMap<CellRef, (usize, &'static str)> {
    let wanted: BTreeSet<CellRef> = entries.iter().filter_map(|entry| entry.at).collect();
    let mut found = BTreeMap::new();
    if wanted.is_empty() {
        return found;
    }
    for (index, kpi) in reading.evaluation.kpis.iter().enumerate() {
        for field in fields(reading, kpi) {
            if let Some(at) = field.at.filter(|at| wanted.contains(at)) {
                found.entry(at).or_insert((index, field.id));
            }
        }
    }
    found
}

/// The name in the id of a KPI: what stands behind its table.
fn in_id(id: &str) -> &str {
    id.split_once('/').map_or(id, |(_, name)| name)
}

/// What an entry says.
pub(super) fn said(entry: &Entry, subjects: &Subjects) -> Said {
    let lang = subjects.lang;
    let words = words(lang);
    let kind = (words.what)(entry.what.id());
    let field = entry.field.as_deref().map_or("", |field| match entry.what {
        What::Judgement => (judging::words(lang).field)(field),
        _ => (words.field)(field),
    });
    let kind_and_field = || match field {
        "" => kind.to_owned(),
        field => (words.field_of)(kind, field),
    };
    let id = entry.of.as_deref().unwrap_or_default();
    let (what, of, kpi) = match (entry.what, entry.at) {
        (What::Cell, Some(at)) => match subjects.cells.get(&at) {
            Some((index, field)) => (
                (words.field)(field).to_owned(),
                subjects.kpi_name(*index),
                Some(*index),
            ),
            None => (kind.to_owned(), subjects.reading.cell_name(at), None),
        },
        (What::Kpi | What::Earlier | What::Judgement, _) => {
            (kind_and_field(), subjects.name(id), subjects.kpi(id))
        }
        (What::Table, _) => (kind_and_field(), subjects.table_title(id), None),
        (What::Form, _) => (kind.to_owned(), id.to_owned(), None),
        _ => (kind_and_field(), String::new(), None),
    };
    let text = |text: Option<&String>| value(entry, text, words, lang);
    Said {
        what,
        of,
        kpi,
        from: text(entry.from.as_ref()),
        to: text(entry.to.as_ref()),
    }
}

/// What stands in an entry, in words.
fn value(entry: &Entry, text: Option<&String>, words: &Words, lang: Lang) -> Text {
    let Some(text) = text else {
        return Text::ours(match (entry.what, entry.field.as_deref()) {
            (What::Judgement, Some(field)) if field == Field::Label.id() => words.as_computed,
            (What::Cell | What::Judgement, _) => words.empty,
            _ => words.as_sheet,
        });
    };
    match (entry.what, entry.field.as_deref()) {
        (What::Kpi, Some("direction")) => {
            let direction = DIRECTIONS.iter().find(|direction| direction.id() == text);
            let word = direction.map(|direction| (messages(lang).direction_word)(*direction));
            Text::ours(word.unwrap_or(text))
        }
        (What::Kpi, Some("method")) => Text::ours(methods::name(text, lang)),
        (What::Rules, None) => match presets::find(text) {
            Some(rules) => Text::ours(labels::name(&rules, lang)),
            None => Text::given(text),
        },
        (What::Form | What::Candidate, _) => Text::ours(words.decided),
        (What::Earlier, _) if text == "null" => Text::ours(words.decided),
        (What::Earlier, _) => Text::given(in_id(text)),
        // Lists and objects, which no line can show.
        (What::Table | What::Rules | What::Document, _) if text.starts_with(['{', '[']) => {
            Text::ours(words.arranged)
        }
        (What::Cell, _) if text.is_empty() => Text::ours(words.empty),
        _ => Text::given(text),
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::app::inputs::Change;
    use crate::app::inputs::Inputs;
    use crate::app::judging::Judgements;
    use kpi_core::assess::KpiOverride;
    use kpi_core::assess::Settings;
    use kpi_core::assess::assess;
    use kpi_readers::sheet::Document;
    use kpi_report::contract::evaluation;

    const SHEET: &str = "指標名\t目標値\t実績値\n基本目標1　産業の振興\n来館者数\t100\t85\n企業数\t10\t12\n";

    fn sheet() -> Inputs {
        Inputs::of(Rc::new(Document::pasted(SHEET)), Settings::default())
    }

    fn reading(inputs: Inputs, lang: Lang) -> Reading {
        let document = inputs.document.as_ref().expect("a sheet was pasted");
        let assessment = assess(document, &inputs.settings, &inputs.corrections);
        let found = evaluation(&assessment, lang);
        Reading::new(Rc::new(inputs), found, assessment.sheets)
    }

    /// What is said of the changes, one after the other: what, of what, whether that is a KPI of the result, from, to.
    fn told(changes: Vec<Change>, lang: Lang) -> Vec<(String, String, bool, String, String)> {
        let reading = reading(
            changes
                .into_iter()
                .fold(sheet(), |inputs, change| inputs.after(change)),
            lang,
        );
        let entries = &reading.inputs.log.entries;
        let subjects = Subjects::of(&reading, entries, lang);
        let line = |entry: &Entry| {
            let said = said(entry, &subjects);
            (
                said.what,
                said.of,
                said.kpi.is_some(),
                said.from.text,
                said.to.text,
            )
        };
        entries.iter().map(line).collect()
    }

    fn judge(id: &str, field: Field, text: &str) -> Change {
        Change::Judge {
            kpi: id.to_owned(),
            field,
            text: text.to_owned(),
        }
    }

    fn cell(row: usize, column: usize, text: &str) -> Change {
        Change::Cell {
            at: CellRef {
                sheet: 0,
                row,
                column,
            },
            text: Some(text.to_owned()),
        }
    }

    #[track_caller]
    fn is_told(changes: Vec<Change>, lang: Lang, expected: &[(&str, &str, bool, &str, &str)]) {
        let told = told(changes, lang);
        let told: Vec<_> = told
            .iter()
            .map(|(what, of, is_kpi, from, to)| {
                (what.as_str(), of.as_str(), *is_kpi, from.as_str(), to.as_str())
            })
            .collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn a_cell_is_said_by_what_it_is_in_the_result() {
        is_told(
            vec![cell(2, 2, "86"), cell(0, 1, "目標")],
            Lang::Ja,
            &[
                ("実績値", "来館者数", true, "85", "86"),
                ("セル", "B1", false, "目標値", "目標"),
            ],
        );
    }

    #[test]
    fn what_is_judged_is_said_by_its_name_be_it_a_section_or_gone() {
        let found = reading(sheet(), Lang::Ja).evaluation;
        let section = parts(&found, &Judgements::new())[0].id.clone();
        let of_section = "基本目標1 産業の振興";
        is_told(
            vec![
                judge(&found.kpis[0].id, Field::Cause, "天候"),
                judge(&section, Field::Label, "遅れ"),
                judge(&section.replace("産業", "商業"), Field::Issue, "人手"),
                judge("t1/学校数", Field::Issue, "統合"),
            ],
            Lang::Ja,
            &[
                ("評価・未達成の理由", "来館者数", true, "空欄", "天候"),
                ("評価・確定評価", of_section, false, "計算のとおり", "遅れ"),
                ("評価・課題", "基本目標1 商業の振興", false, "空欄", "人手"),
                ("評価・課題", "学校数", false, "空欄", "統合"),
            ],
        );
    }

    #[test]
    fn what_is_said_against_the_sheet_is_said_in_the_language_of_the_page() {
        let found = reading(sheet(), Lang::En).evaluation;
        let said = |direction: Option<&str>| Change::Override {
            kpi: found.kpis[1].id.clone(),
            said: KpiOverride {
                direction: direction.map(str::to_owned),
                ..KpiOverride::default()
            },
        };
        is_told(
            vec![said(Some("decrease")), Change::FiscalYear(Some(2023))],
            Lang::En,
            &[
                (
                    "For this KPI alone: direction",
                    "企業数",
                    true,
                    "as in the sheet",
                    "Less is better",
                ),
                ("Document: year", "", false, "as in the sheet", "2023"),
            ],
        );
    }
}
