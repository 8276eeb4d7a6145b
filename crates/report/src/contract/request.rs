//! Options and input of the JavaScript API → what the domain takes, or a fault with a stable code.
//!
//! Everything here works on plain JSON, so that it is tested natively; only `embed` knows JavaScript values.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::contract::words::parse_period;
use crate::i18n::{Lang, faults};
use kpi_core::assess::{Corrections, Request, Settings};
use kpi_core::evaluate::{Override, methods};
use kpi_core::kpi::{Period, Term};
use kpi_core::layout::mapping::Mapping;
use kpi_core::rating::presets;
use kpi_core::rating::rule_set::RuleSet;
use kpi_core::text::value;
use kpi_readers::error::ReadError;
use kpi_readers::file::{self, FileSettings};
use kpi_readers::sheet::{Content, Document};

/// What `evaluate` throws.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// `"options" | "unreadable" | "input"`.
    pub code: &'static str,
    /// Of `unreadable`: `"encrypted" | "truncated" | "too-large" | "bomb" | "no-text" | "unknown-type"`,
    /// and of a working file `"damaged" | "newer"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
    /// In a sentence.
    pub message: String,
}

impl Fault {
    /// Options that cannot be served.
    pub fn options(message: String) -> Self {
        Self {
            code: "options",
            reason: None,
            message,
        }
    }

    /// Options whose shape the parser does not take: an unknown one is named.
    pub fn shape(detail: &str, lang: Lang) -> Self {
        Self::options(shape(detail, lang))
    }

    /// What is no evaluation where one is due.
    pub fn evaluation(lang: Lang) -> Self {
        Self {
            code: "input",
            reason: None,
            message: faults::no_evaluation(lang),
        }
    }

    /// What is no form where one is due.
    pub fn form(id: &str, lang: Lang) -> Self {
        Self::options(faults::unknown_form(id, lang))
    }

    /// An input of a kind that there is not.
    pub fn input(lang: Lang) -> Self {
        Self {
            code: "input",
            reason: None,
            message: faults::bad_input(lang),
        }
    }

    /// A sheet that an input does not have.
    pub fn sheet(number: u32, lang: Lang) -> Self {
        Self::options(faults::bad_option("sheet", &number.to_string(), lang))
    }

    /// A working file that cannot be opened: the reason, and it in a sentence.
    pub fn unopened(reason: &'static str, message: String) -> Self {
        Self {
            code: "unreadable",
            reason: Some(reason),
            message,
        }
    }

    /// A file that cannot be opened.
    pub fn unreadable(error: &ReadError, name: Option<&str>, lang: Lang) -> Self {
        Self {
            code: "unreadable",
            reason: Some(error.reason()),
            message: faults::unreadable(error, name, lang),
        }
    }
}

/// The options as JSON spells them.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Options {
    rule_set: Option<Value>,
    as_of: Option<String>,
    term: Option<PlanTerm>,
    mapping: Option<Mapping>,
    overrides: Option<Vec<KpiOverride>>,
    /// Checked here, read by [`sheet`].
    #[serde(rename = "sheet")]
    _sheet: Option<u32>,
    lang: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanTerm {
    start: Option<String>,
    end: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct KpiOverride {
    kpi: String,
    direction: Option<String>,
    method: Option<String>,
    unit: Option<String>,
    target: Option<String>,
    term: Option<PlanTerm>,
    reason: Option<String>,
}

/// Reads options; `null` is none at all.
///
/// # Errors
/// Code `options`, with the name of what is unknown or wrong.
pub fn options(options: &Value) -> Result<(Request, Lang), Fault> {
    options_over(
        options,
        Request::new(&Settings::default(), &Corrections::default()),
    )
}

/// The sheet of a working file that options name, from 1, if they do.
pub fn sheet(options: &Value) -> Option<u32> {
    options.get("sheet")?.as_u64()?.try_into().ok()
}

/// Reads options; what they do not say is as it was `given`, and what they say of a KPI stands in place of what was said
/// of it.
///
/// # Errors
/// As [`options`].
pub fn options_over(options: &Value, given: Request) -> Result<(Request, Lang), Fault> {
    let lang = options
        .get("lang")
        .and_then(Value::as_str)
        .and_then(Lang::from_tag)
        .unwrap_or_default();
    let options = match options {
        Value::Null => Options::default(),
        options if !options.is_object() => return Err(Fault::options(faults::no_plain_object(lang))),
        options => {
            Options::deserialize(options).map_err(|fault| Fault::options(shape(&fault.to_string(), lang)))?
        }
    };
    options
        .resolve(given, lang)
        .map(|request| (request, lang))
        .map_err(Fault::options)
}

/// An unknown field is named; the parser's words stand for the rest.
fn shape(detail: &str, lang: Lang) -> String {
    let unknown = detail
        .strip_prefix("unknown field `")
        .and_then(|rest| rest.split_once('`'));
    match unknown {
        Some((name, _)) => faults::unknown_option(name, lang),
        None => faults::bad_options(detail, lang),
    }
}

impl Options {
    fn resolve(self, given: Request, lang: Lang) -> Result<Request, String> {
        if let Some(tag) = self.lang.filter(|tag| Lang::from_tag(tag).is_none()) {
            return Err(faults::bad_option("lang", &tag, lang));
        }
        let mut overrides = given.overrides;
        for row in self.overrides.unwrap_or_default() {
            let (kpi, said) = row.resolve(lang)?;
            overrides.insert(kpi, said);
        }
        let (rules, term) = (given.rule_set, given.term);
        Ok(Request {
            rule_set: rule_set(self.rule_set, rules, lang)?,
            as_of: period("asOf", self.as_of, lang)?.or(given.as_of),
            term: self.term.map_or(Ok(term), |term| term.resolve("term", lang))?,
            mapping: self
                .mapping
                .map_or(Ok(given.mapping), |mapping| checked(mapping, lang))?,
            cells: given.cells,
            dismissed: given.dismissed,
            overrides,
        })
    }
}

fn rule_set(asked: Option<Value>, given: RuleSet, lang: Lang) -> Result<RuleSet, String> {
    match asked {
        None | Some(Value::Null) => Ok(given),
        Some(Value::String(id)) => presets::find(&id).ok_or_else(|| faults::unknown_rule_set(&id, lang)),
        Some(document) => RuleSet::from_value(document).map_err(|fault| faults::rule_set(&fault, lang)),
    }
}

fn period(name: &str, given: Option<String>, lang: Lang) -> Result<Option<Period>, String> {
    let Some(given) = given else { return Ok(None) };
    parse_period(&given)
        .map(Some)
        .ok_or_else(|| faults::bad_option(name, &given, lang))
}

impl PlanTerm {
    fn resolve(self, name: &str, lang: Lang) -> Result<Term, String> {
        Ok(Term {
            start: period(&format!("{name}.start"), self.start, lang)?,
            end: period(&format!("{name}.end"), self.end, lang)?,
        })
    }
}

fn checked(mapping: Mapping, lang: Lang) -> Result<Mapping, String> {
    match mapping.check() {
        Ok(()) => Ok(mapping),
        Err(fault) => Err(faults::bad_option(
            &format!("mapping.{}", fault.field),
            &fault.value,
            lang,
        )),
    }
}

impl KpiOverride {
    fn resolve(self, lang: Lang) -> Result<(String, Override), String> {
        let bad = |name: &str, got: &str| faults::bad_option(&format!("overrides.{name}"), got, lang);
        let direction = match self.direction {
            None => None,
            Some(word) => Some(word.parse().map_err(|_| bad("direction", &word))?),
        };
        if let Some(id) = self.method.as_deref().filter(|id| methods::find(id).is_none()) {
            return Err(bad("method", id));
        }
        let target = self.target.map(|target| value::parse(&target));
        let term = self
            .term
            .map(|term| term.resolve("overrides.term", lang))
            .transpose()?;
        let unit = self
            .unit
            .map(|unit| unit.trim().to_owned())
            .filter(|unit| !unit.is_empty());
        Ok((
            self.kpi,
            Override {
                direction,
                method: self.method,
                unit,
                target,
                term,
                reason: self.reason,
            },
        ))
    }
}

/// An input, its JavaScript values taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Pasted text.
    Text(String),
    /// A clipboard with both flavours.
    Clipboard {
        /// The `text/html` flavour.
        html: String,
        /// The `text/plain` flavour.
        text: Option<String>,
    },
    /// A file.
    File {
        /// Its content.
        bytes: Vec<u8>,
        /// Its name.
        name: Option<String>,
    },
}

/// The document of an input. A file is opened here, by its content.
///
/// # Errors
/// Code `unreadable`, with its reason, for a file that cannot be opened.
pub fn document(input: Input, lang: Lang) -> Result<Document, Fault> {
    match input {
        Input::Text(text) => Ok(Document::pasted(text)),
        Input::Clipboard { html, text } => Ok(Document {
            name: None,
            content: Content::Clipboard { html, text },
        }),
        Input::File { bytes, name } => file::open(&bytes, name.as_deref(), &FileSettings::default())
            .map(|opened| opened.document)
            .map_err(|error| Fault::unreadable(&error, name.as_deref(), lang)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use kpi_core::kpi::Direction;
    use kpi_core::layout::mapping::ColumnMapping;
    use kpi_core::layout::role::Role;

    #[track_caller]
    fn refused(given: &Value, words: &str) {
        match options(given) {
            Ok(_) => panic!("{given} is not refused"),
            Err(fault) => {
                assert_eq!((fault.code, fault.reason), ("options", None));
                assert!(fault.message.contains(words), "{}", fault.message);
            }
        }
    }

    #[test]
    fn nothing_is_the_default() {
        for none in [
            Value::Null,
            json!({}),
            json!({ "ruleSet": null, "asOf": null, "overrides": null }),
        ] {
            let (request, lang) = options(&none).expect("options");
            assert_eq!((request.rule_set.id.as_str(), lang), ("plain", Lang::Ja));
            assert_eq!(
                (request.as_of, request.term, request.overrides.len()),
                (None, Term::default(), 0)
            );
        }
    }

    #[test]
    fn every_option_is_understood() {
        let (request, lang) = options(&json!({
            "ruleSet": "ibaraki", "asOf": "FY2022", "term": { "start": "FY2021", "end": "FY2025" }, "lang": "en",
            "mapping": { "schema": "mapping/1", "tables": [{ "table": "t1", "columns": [{ "column": 1, "role": "name" }] }] },
            "overrides": [{ "kpi": "t1/農家数", "direction": "decrease", "method": "progress", "unit": "戸",
                            "target": "1.5万", "reason": "計画書" }]
        }))
        .expect("options");
        assert_eq!((request.rule_set.id.as_str(), lang), ("ibaraki", Lang::En));
        assert_eq!(request.as_of, Some(Period::Fiscal(2022)));
        assert_eq!(request.term.end, Some(Period::Fiscal(2025)));
        let columns = request
            .mapping
            .tables
            .first()
            .map(|table| table.columns.as_slice());
        assert_eq!(columns, Some(&[ColumnMapping::new(1, Role::Name)][..]));
        let said = request.overrides.get("t1/農家数").expect("an override");
        assert_eq!(said.direction, Some(Direction::Decrease));
        assert_eq!(
            said.target.as_ref().and_then(|target| target.value),
            Some(15_000.into())
        );
        assert_eq!(
            (
                said.method.as_deref(),
                said.unit.as_deref(),
                said.reason.as_deref()
            ),
            (Some("progress"), Some("戸"), Some("計画書"))
        );
    }

    #[test]
    fn a_rule_set_can_be_handed_in_whole() {
        let own = json!({ "schema": "rule-set/1", "id": "own", "name": { "ja": "独自" }, "nature": "band", "basis": "own",
                          "bands": [{ "from": "90", "text": "良" }, { "text": "否" }] });
        let (request, _) = options(&json!({ "ruleSet": own })).expect("options");
        assert_eq!(
            (request.rule_set.id.as_str(), request.rule_set.bands.len()),
            ("own", 2)
        );
    }

    #[test]
    fn what_is_unknown_or_wrong_is_refused_by_name() {
        refused(&json!({ "ruleset": "plain" }), "ruleset");
        refused(&json!({ "ruleSet": "nowhere" }), "nowhere");
        refused(&json!({ "ruleSet": { "schema": "rule-set/2" } }), "評価ルール");
        refused(&json!({ "ruleSet": 5 }), "評価ルール");
        refused(&json!({ "asOf": "令和5年度" }), "asOf");
        refused(&json!({ "asOf": 2023 }), "2023");
        refused(
            &json!({ "term": { "start": "FY2021", "finish": "FY2025" } }),
            "finish",
        );
        refused(&json!({ "lang": "fr" }), "lang");
        refused(&json!({ "lang": "en", "x": 1 }), "There is no option “x”");
        refused(&json!({ "mapping": { "schema": "mapping/2" } }), "mapping.schema");
        refused(
            &json!({ "mapping": { "schema": "mapping/1", "tables": [{ "table": "t1", "columns": [{ "column": 0, "role": "name" }] }] } }),
            "column",
        );
        refused(
            &json!({ "overrides": [{ "kpi": "a", "direction": "sideways" }] }),
            "sideways",
        );
        refused(
            &json!({ "overrides": [{ "kpi": "a", "method": "magic" }] }),
            "magic",
        );
        refused(
            &json!({ "overrides": [{ "kpi": "a", "colour": "red" }] }),
            "colour",
        );
        refused(&json!({ "overrides": [{ "direction": "increase" }] }), "kpi");
        refused(&json!([null, null, null, null, null, null]), "オプション");
        refused(&json!("plain"), "オプション");
    }

    #[test]
    fn an_input_is_text_a_clipboard_or_a_file() {
        assert_eq!(
            document(Input::Text("a\tb".to_owned()), Lang::Ja),
            Ok(Document::pasted("a\tb"))
        );
        let clipboard = Input::Clipboard {
            html: "<table></table>".to_owned(),
            text: None,
        };
        let content = document(clipboard, Lang::Ja).map(|document| document.content);
        assert!(matches!(content, Ok(Content::Clipboard { .. })));
    }

    #[test]
    fn a_file_is_told_by_its_content() {
        let read = |bytes: &[u8]| {
            let file = Input::File {
                bytes: bytes.to_vec(),
                name: Some("a.csv".to_owned()),
            };
            document(file, Lang::Ja)
        };
        let text = Ok(Content::Text("a,b".to_owned()));
        assert_eq!(read(b"\xEF\xBB\xBFa,b").map(|document| document.content), text);
        assert_eq!(read(b"a,b").map(|document| document.content), text);
        for (odd, reason) in [
            (&b"PK\x03\x04\x14\x00\x00"[..], "truncated"),
            (b"%PDF-1.4", "truncated"),
            (b"\x00\x01\x02\x03\x04", "unknown-type"),
        ] {
            let fault = read(odd).map_err(|fault| (fault.code, fault.reason));
            assert_eq!(fault, Err(("unreadable", Some(reason))));
        }
    }
}
