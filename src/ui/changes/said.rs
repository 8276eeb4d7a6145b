//! What an entry of the log says, in words.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::app::log::Entry;
use crate::app::log::What;
use crate::ui::components::direction::DIRECTIONS;
use crate::ui::reading::Reading;
use crate::ui::tables::fields;
use kpi_core::rating::presets;
use kpi_readers::base::place::CellRef;
use kpi_readers::base::place::column_name;
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

/// Where cells are in the result: which KPI, which of its fields.
pub(super) type Places = BTreeMap<CellRef, (usize, &'static str)>;

/// Where the cells of these entries are in the result.
pub(super) fn places(reading: &Reading, entries: &[Entry]) -> Places {
    let cells: BTreeSet<CellRef> = entries.iter().filter_map(|entry| entry.at).collect();
    let mut found = Places::new();
    if cells.is_empty() {
        return found;
    }
    for (index, kpi) in reading.evaluation.kpis.iter().enumerate() {
        for field in fields(reading, kpi) {
            if let Some(at) = field.at.filter(|at| cells.contains(at)) {
                found.entry(at).or_insert((index, field.id));
            }
        }
    }
    found
}

/// What an entry says.
pub(super) fn said(entry: &Entry, reading: &Reading, places: &Places, lang: Lang) -> Said {
    let words = words(lang);
    let kind = (words.what)(kind(entry.what));
    let field = entry.field.as_deref();
    let named = field.map_or("", |field| match entry.what {
        What::Judgement => (judging::words(lang).field)(field),
        _ => (words.field)(field),
    });
    let kpis = &reading.evaluation.kpis;
    let name = |index: usize| kpis.get(index).map_or(String::new(), |kpi| kpi.name.clone());
    let text = |text: Option<&String>| value(entry, text, words, lang);
    let of_id = entry
        .of
        .as_ref()
        .and_then(|id| kpis.iter().position(|kpi| kpi.id == *id));
    let (what, of, kpi) = match (entry.what, entry.at) {
        (What::Cell, Some(at)) => match places.get(&at) {
            Some((index, field)) => ((words.field)(field).to_owned(), name(*index), Some(*index)),
            None => (kind.to_owned(), cell_name(reading, at), None),
        },
        (What::Kpi | What::Earlier | What::Judgement, _) => {
            let of = of_id.map_or_else(|| shown_id(entry.of.as_deref()), name);
            (with_field(kind, named, lang), of, of_id)
        }
        (What::Table, _) => (with_field(kind, named, lang), table_title(reading, entry), None),
        (What::Form, _) => (kind.to_owned(), entry.of.clone().unwrap_or_default(), None),
        _ => (with_field(kind, named, lang), String::new(), None),
    };
    Said {
        what,
        of,
        kpi,
        from: text(entry.from.as_ref()),
        to: text(entry.to.as_ref()),
    }
}

/// The word of the working file for a kind.
fn kind(what: What) -> &'static str {
    match what {
        What::Cell => "cell",
        What::Document => "document",
        What::Table => "table",
        What::Form => "form",
        What::Candidate => "candidate",
        What::Kpi => "kpi",
        What::Earlier => "earlier",
        What::Judgement => "judgement",
        What::Rules => "rules",
    }
}

fn with_field(kind: &str, field: &str, lang: Lang) -> String {
    match (field, lang) {
        ("", _) => kind.to_owned(),
        (field, Lang::Ja) => format!("{kind}・{field}"),
        (field, Lang::En) => format!("{kind}: {field}"),
    }
}

/// The name in an id whose KPI is not there any more: what stands behind its table.
fn shown_id(id: Option<&str>) -> String {
    let id = id.unwrap_or_default();
    id.split_once('/').map_or(id, |(_, name)| name).to_owned()
}

fn table_title(reading: &Reading, entry: &Entry) -> String {
    let id = entry.of.as_deref().unwrap_or_default();
    let mut tables = reading.evaluation.tables.iter();
    let table = tables.find(|table| table.id == id);
    table.and_then(|table| table.title.clone()).unwrap_or_default()
}

/// A cell by its sheet, where there are several, and its address.
pub(super) fn cell_name(reading: &Reading, at: CellRef) -> String {
    let sheets = reading.sheets();
    let sheet = sheets.get(at.sheet).and_then(|sheet| sheet.name.as_deref());
    let cell = format!("{}{}", column_name(at.column), at.row + 1);
    match sheet.filter(|_| sheets.len() > 1) {
        Some(sheet) => format!("{sheet} {cell}"),
        None => cell,
    }
}

/// What stands in an entry, in words.
fn value(entry: &Entry, text: Option<&String>, words: &Words, lang: Lang) -> Text {
    let Some(text) = text else {
        return Text::ours(if entry.what == What::Cell {
            words.empty
        } else {
            words.as_sheet
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
        (What::Earlier, _) => Text::given(shown_id(Some(text))),
        // Lists and objects, which no line can show.
        (What::Table | What::Rules | What::Document, _) if text.starts_with(['{', '[']) => {
            Text::ours(words.arranged)
        }
        (What::Cell, _) if text.is_empty() => Text::ours(words.empty),
        _ => Text::given(text),
    }
}
