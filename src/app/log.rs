//! The log of a sheet: what was put right and judged in it, from what to what, in the order in which it was done.
//!
//! It tells a reader how the sheet came to be as it is, and nothing is computed from it. Undo takes back what it says too.
//! It is bounded: the oldest entries go first and are counted, long texts are shortened.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use serde::Deserialize;
use serde::Serialize;
use serde_json::Value;

use crate::app::judging::Judgements;
use kpi_core::assess::Corrections;
use kpi_core::assess::Settings;
use kpi_readers::base::place::CellRef;
use kpi_readers::sheet::Document;

/// The most entries; the oldest go first.
pub const MAX_ENTRIES: usize = 200;

/// The most characters of a text in an entry; the rest is an ellipsis.
pub const MAX_TEXT: usize = 200;

/// Bytes of the largest document that is read again for what a cell held before its first correction.
const MAX_READ: usize = 2_000_000;

/// What was done to a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Log {
    /// How many older entries are gone.
    #[serde(default, skip_serializing_if = "is_none")]
    pub forgotten: usize,
    /// The entries, the oldest first; at most [`MAX_ENTRIES`].
    #[serde(default)]
    pub entries: Vec<Entry>,
}

/// A change of one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The kind of what was changed.
    pub what: What,
    /// The cell, as in the corrections; only of [`What::Cell`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<CellRef>,
    /// Of which KPI, table, candidate or form: its id at that time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// Which field of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What was there; `None` where nothing was. What is no text is spelled as JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// What is there since; `None` where it was taken away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// The kinds of what is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// The text of a cell.
    Cell,
    /// The document's year, or the plan's term.
    Document,
    /// What the rows and columns of a table are.
    Table,
    /// A form that is not this document's.
    Form,
    /// A candidate that holds no KPIs.
    Candidate,
    /// What is said of a KPI against the sheet.
    Kpi,
    /// Which KPI of an earlier sheet a KPI is; JSON's `null`: it is new.
    Earlier,
    /// What is judged of a KPI, section or project.
    Judgement,
    /// The rule set.
    Rules,
}

impl What {
    /// Its word in a working file.
    pub fn id(self) -> &'static str {
        match self {
            Self::Cell => "cell",
            Self::Document => "document",
            Self::Table => "table",
            Self::Form => "form",
            Self::Candidate => "candidate",
            Self::Kpi => "kpi",
            Self::Earlier => "earlier",
            Self::Judgement => "judgement",
            Self::Rules => "rules",
        }
    }
}

/// What of a sheet is logged.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// What was put right.
    pub corrections: &'a Corrections,
    /// How to assess.
    pub settings: &'a Settings,
    /// What was judged.
    pub judgements: &'a Judgements,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_none(count: &usize) -> bool {
    *count == 0
}

impl Log {
    /// Nothing was done.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Adds what differs between `before` and `after`.
    pub fn record(&mut self, document: Option<&Document>, before: Given<'_>, after: Given<'_>) {
        self.entries.extend(changes(document, before, after));
        let old = self.entries.len().saturating_sub(MAX_ENTRIES);
        self.entries.drain(..old);
        self.forgotten += old;
    }
}

impl Entry {
    fn of(what: What, of: Option<&str>, field: Option<&str>) -> Self {
        Self {
            what,
            at: None,
            of: of.map(str::to_owned),
            field: field.map(str::to_owned),
            from: None,
            to: None,
        }
    }

    fn with(self, from: Option<String>, to: Option<String>) -> Self {
        Self {
            from: from.map(shortened),
            to: to.map(shortened),
            ..self
        }
    }
}

fn shortened(text: String) -> String {
    match text.char_indices().nth(MAX_TEXT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

fn changes(document: Option<&Document>, before: Given<'_>, after: Given<'_>) -> Vec<Entry> {
    let (old, new) = (before.corrections, after.corrections);
    let mut found = Vec::new();
    if old.cells != new.cells {
        found.extend(cells(document, &old.cells, &new.cells));
    }
    if old.mapping != new.mapping {
        found.extend(layout(old, new));
    }
    found.extend(named(What::Form, &old.declined_forms, &new.declined_forms));
    found.extend(named(What::Candidate, &old.dismissed, &new.dismissed));
    found.extend(by_id(What::Kpi, &old.overrides, &new.overrides));
    found.extend(by_id(What::Earlier, &old.earlier, &new.earlier));
    found.extend(by_id(What::Judgement, before.judgements, after.judgements));
    found.extend(rules(before.settings, after.settings));
    found
}

/// Cells with their texts before: what a person put there, else what the sheet says.
fn cells(
    document: Option<&Document>,
    old: &BTreeMap<CellRef, String>,
    new: &BTreeMap<CellRef, String>,
) -> Vec<Entry> {
    let changed: BTreeSet<CellRef> = old
        .keys()
        .chain(new.keys())
        .filter(|at| old.get(at) != new.get(at))
        .copied()
        .collect();
    // Read for what no person put there: a cell that was put right before, and is again, tells both itself.
    let is_printed = changed
        .iter()
        .any(|at| !old.contains_key(at) || !new.contains_key(at));
    let readable = document.filter(|document| is_printed && document.size() <= MAX_READ);
    let sheets = readable.map(|document| kpi_readers::read(document).sheets);
    let printed = |at: &CellRef| {
        let row = sheets.as_ref()?.get(at.sheet)?.rows.get(at.row)?;
        let text = row.cells.get(at.column)?.text.clone();
        (!text.is_empty()).then_some(text)
    };
    let text = |of: &BTreeMap<CellRef, String>, at: &CellRef| of.get(at).cloned().or_else(|| printed(at));
    let entry = |at: CellRef| Entry {
        at: Some(at),
        ..Entry::of(What::Cell, None, None).with(text(old, &at), text(new, &at))
    };
    changed.into_iter().map(entry).collect()
}

/// Year, term and tables, field by field.
fn layout(old: &Corrections, new: &Corrections) -> Vec<Entry> {
    let (old, new) = (&old.mapping, &new.mapping);
    let year = |year: Option<i32>| Value::from(year);
    let mut found: Vec<Entry> = field(
        What::Document,
        None,
        "fiscalYear",
        &year(old.fiscal_year),
        &year(new.fiscal_year),
    )
    .into_iter()
    .chain(field(
        What::Document,
        None,
        "term",
        &value(old.term),
        &value(new.term),
    ))
    .collect();
    let tables = |tables: &[kpi_core::layout::mapping::TableMapping]| -> BTreeMap<String, Value> {
        tables
            .iter()
            .map(|table| (table.table.clone(), value(table)))
            .collect()
    };
    found.extend(by_id(What::Table, &tables(&old.tables), &tables(&new.tables)));
    found
}

/// Names that were added to a list or taken out of it.
fn named(what: What, old: &BTreeSet<String>, new: &BTreeSet<String>) -> Vec<Entry> {
    let entry = |name: &String| {
        let there = |names: &BTreeSet<String>| names.contains(name).then(|| true.to_string());
        Entry::of(what, Some(name), None).with(there(old), there(new))
    };
    old.symmetric_difference(new).map(entry).collect()
}

/// What is said by ids, field by field.
fn by_id<T: Serialize + PartialEq>(
    what: What,
    old: &BTreeMap<String, T>,
    new: &BTreeMap<String, T>,
) -> Vec<Entry> {
    let ids: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let changed = ids.into_iter().filter(|id| old.get(*id) != new.get(*id));
    changed
        .flat_map(|id| fields(what, id, old.get(id).map(value), new.get(id).map(value)))
        .collect()
}

/// The fields of two objects that differ; of what is no object, the whole.
fn fields(what: What, of: &str, old: Option<Value>, new: Option<Value>) -> Vec<Entry> {
    let is_object = |value: &Option<Value>| value.as_ref().is_none_or(Value::is_object);
    if !is_object(&old) || !is_object(&new) {
        // `null` says that there is none, which is not the same as nothing said.
        let said =
            |value: Option<Value>| value.map(|value| text(&value).unwrap_or_else(|| value.to_string()));
        return vec![Entry::of(what, Some(of), None).with(said(old), said(new))];
    }
    let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
    let names = |value: &Value| -> Vec<String> {
        let object = value.as_object();
        object.map_or_else(Vec::new, |object| object.keys().cloned().collect())
    };
    let all: BTreeSet<String> = names(&old).into_iter().chain(names(&new)).collect();
    let part = |of: &Value, name: &str| of.get(name).cloned().unwrap_or_default();
    all.into_iter()
        .filter_map(|name| field(what, Some(of), &name, &part(&old, &name), &part(&new, &name)))
        .collect()
}

/// The rule set by its id; of a city's own that keeps its id, the fields that differ.
fn rules(old: &Settings, new: &Settings) -> Vec<Entry> {
    if old == new {
        return Vec::new();
    }
    if old.rule_set != new.rule_set {
        let id = |of: &Settings| Some(of.rule_set.clone());
        return vec![Entry::of(What::Rules, None, None).with(id(old), id(new))];
    }
    let own = |of: &Settings| of.own.as_deref().map(value);
    fields(What::Rules, &new.rule_set, own(old), own(new))
}

fn field(what: What, of: Option<&str>, name: &str, old: &Value, new: &Value) -> Option<Entry> {
    (old != new).then(|| Entry::of(what, of, Some(name)).with(text(old), text(new)))
}

/// A value in words: a text as it is, anything else as JSON.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

/// Plain data is always JSON.
fn value(of: impl Serialize) -> Value {
    serde_json::to_value(of).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::app::inputs::Change;
    use crate::app::inputs::Inputs;
    use crate::app::judging::Field;
    use kpi_core::assess::KpiOverride;
    use kpi_core::layout::mapping::ColumnMapping;
    use kpi_core::layout::mapping::TableMapping;
    use kpi_core::layout::role::Role;

    fn sheet() -> Inputs {
        let document = Document::pasted("指標\t目標値\t実績値\n来館者数\t100\t85\n");
        Inputs::of(Rc::new(document), Settings::default())
    }

    fn after(changes: impl IntoIterator<Item = Change>) -> Log {
        changes
            .into_iter()
            .fold(sheet(), |inputs, change| inputs.after(change))
            .log
    }

    fn cell(text: Option<&str>) -> Change {
        let at = CellRef {
            sheet: 0,
            row: 1,
            column: 2,
        };
        Change::Cell {
            at,
            text: text.map(str::to_owned),
        }
    }

    fn judge(text: &str) -> Change {
        Change::Judge {
            kpi: "k".to_owned(),
            field: Field::Cause,
            text: text.to_owned(),
        }
    }

    /// Kind, of what, field, from, to.
    type Told<'a> = (What, &'a str, &'a str, Option<&'a str>, Option<&'a str>);

    fn told(log: &Log) -> Vec<Told<'_>> {
        log.entries
            .iter()
            .map(|entry| {
                (
                    entry.what,
                    entry.of.as_deref().unwrap_or(""),
                    entry.field.as_deref().unwrap_or(""),
                    entry.from.as_deref(),
                    entry.to.as_deref(),
                )
            })
            .collect()
    }

    #[test]
    fn a_cell_is_told_from_what_the_sheet_says_to_what_it_says_again() {
        let log = after([cell(Some("86")), cell(Some("68")), cell(None)]);
        assert_eq!(
            told(&log),
            [
                (What::Cell, "", "", Some("85"), Some("86")),
                (What::Cell, "", "", Some("86"), Some("68")),
                (What::Cell, "", "", Some("68"), Some("85")),
            ]
        );
        assert!(log.entries.iter().all(|entry| entry.at
            == Some(CellRef {
                sheet: 0,
                row: 1,
                column: 2
            })));
    }

    #[test]
    fn everything_that_a_person_can_say_is_told_in_its_order() {
        let said = |direction: Option<&str>| Change::Override {
            kpi: "k".to_owned(),
            said: KpiOverride {
                direction: direction.map(str::to_owned),
                reason: Some("改定".to_owned()),
                ..KpiOverride::default()
            },
        };
        let table = TableMapping {
            table: "t1".to_owned(),
            columns: vec![ColumnMapping::new(3, Role::Actual)],
            ..TableMapping::default()
        };
        let pair = |earlier: Option<&str>| Change::Pair {
            kpi: "k".to_owned(),
            earlier: earlier.map(str::to_owned),
        };
        let log = after([
            Change::FiscalYear(Some(2023)),
            Change::Table(Box::new(table)),
            said(Some("decrease")),
            said(None),
            judge("天候"),
            judge(""),
            pair(Some("e")),
            pair(None),
            Change::Unpair("k".to_owned()),
            Change::NotKpis("c".to_owned()),
            Change::NotForm("様式1".to_owned()),
            Change::RuleSet("ibaraki".to_owned()),
        ]);
        assert_eq!(
            told(&log),
            [
                (What::Document, "", "fiscalYear", None, Some("2023")),
                (
                    What::Table,
                    "t1",
                    "columns",
                    None,
                    Some(r#"[{"column":3,"role":"actual"}]"#)
                ),
                (What::Table, "t1", "table", None, Some("t1")),
                (What::Kpi, "k", "direction", None, Some("decrease")),
                (What::Kpi, "k", "reason", None, Some("改定")),
                (What::Kpi, "k", "direction", Some("decrease"), None),
                (What::Judgement, "k", "cause", None, Some("天候")),
                (What::Judgement, "k", "cause", Some("天候"), None),
                (What::Earlier, "k", "", None, Some("e")),
                (What::Earlier, "k", "", Some("e"), Some("null")),
                (What::Earlier, "k", "", Some("null"), None),
                (What::Candidate, "c", "", None, Some("true")),
                (What::Form, "様式1", "", None, Some("true")),
                (What::Rules, "", "", Some("plain"), Some("ibaraki")),
            ]
        );
    }

    #[test]
    fn what_goes_to_another_id_with_its_row_is_one_change_of_a_cell() {
        let id = kpi_core::assess::indicator_rows(
            &Document::pasted("指標\t目標値\t実績値\n来館者数\t100\t85\n"),
            &Corrections::default(),
        );
        let judged = Change::Judge {
            kpi: id[0].0.clone(),
            field: Field::Issue,
            text: "人手".to_owned(),
        };
        let renamed = Change::Cell {
            at: CellRef {
                sheet: 0,
                row: 1,
                column: 0,
            },
            text: Some("入館者数".to_owned()),
        };
        let log = after([judged, renamed]);
        let whats: Vec<What> = log.entries.iter().map(|entry| entry.what).collect();
        assert_eq!(whats, [What::Judgement, What::Cell]);
    }

    #[test]
    fn it_is_bounded_and_says_how_much_is_gone() {
        let log = after((0..MAX_ENTRIES + 3).map(|n| cell(Some(&n.to_string()))));
        assert_eq!((log.entries.len(), log.forgotten), (MAX_ENTRIES, 3));
        assert_eq!(
            log.entries.first().and_then(|entry| entry.to.as_deref()),
            Some("3")
        );
        let lengthy = after([judge(&"長".repeat(MAX_TEXT)), judge(&"長".repeat(MAX_TEXT + 1))]);
        let n_letters: Vec<usize> = lengthy
            .entries
            .iter()
            .map(|entry| entry.to.as_deref().unwrap_or("").chars().count())
            .collect();
        assert_eq!(n_letters, [MAX_TEXT, MAX_TEXT + 1]);
        assert!(
            lengthy.entries[1]
                .to
                .as_deref()
                .is_some_and(|text| text.ends_with('…'))
        );
    }

    #[test]
    fn what_changes_nothing_is_not_told() {
        assert!(after([judge(""), cell(None)]).is_empty());
    }
}
