//! The options of `render` as JSON → how a form is written, or a fault by name.

use serde::Deserialize;
use serde_json::Value;

use crate::contract::request::Fault;
use crate::contract::v1;
use crate::export::csv::Encoding;
use crate::export::handout::{Choice, Field};
use crate::export::render::{Manner, Rendered};
use crate::export::xlsx::Paper;
use crate::i18n::{Lang, faults};
use kpi_core::rating::presets;
use kpi_core::rating::rule_set::RuleSet;

/// The options as JSON spells them.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Options {
    lang: Option<String>,
    rule_set: Option<Value>,
    corrected: Option<usize>,
    date: Option<String>,
    source: Option<String>,
    columns: Option<Vec<String>>,
    encoding: Option<String>,
    unfit: Option<String>,
    paper: Option<String>,
}

/// How a form is written, and what happens with characters that its encoding does not have.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// Columns, encoding, paper.
    pub manner: Manner,
    /// They are replaced instead of refused.
    pub replaces: bool,
}

/// Reads the options of `render`; `null` is none at all.
///
/// # Errors
/// Code `options`, with the name of what is unknown or wrong.
pub fn wishes(given: &Value) -> Result<Wishes, Fault> {
    let said = given.get("lang").and_then(Value::as_str);
    let lang = said.and_then(Lang::from_tag).unwrap_or_default();
    let options = match given {
        Value::Null => Options::default(),
        given if !given.is_object() => return Err(Fault::options(faults::no_plain_object(lang))),
        given => Options::deserialize(given).map_err(|fault| Fault::shape(&fault.to_string(), lang))?,
    };
    options.resolve(lang).map_err(Fault::options)
}

impl Options {
    fn resolve(self, lang: Lang) -> Result<Wishes, String> {
        let bad = |name: &str, got: &str| faults::bad_option(name, got, lang);
        if let Some(tag) = self.lang.filter(|tag| Lang::from_tag(tag).is_none()) {
            return Err(bad("lang", &tag));
        }
        let known = |name: &str, given: Option<&String>, is_known: fn(&str) -> bool| match given {
            Some(given) if !is_known(given) => Err(bad(name, given)),
            _ => Ok(()),
        };
        known("encoding", self.encoding.as_ref(), |id| {
            Encoding::from_id(id).is_some()
        })?;
        known("unfit", self.unfit.as_ref(), |id| {
            matches!(id, "refuse" | "replace")
        })?;
        known("paper", self.paper.as_ref(), |id| Paper::from_id(id).is_some())?;
        known("date", self.date.as_ref(), is_day)?;
        let choice = Choice {
            lang,
            rules: rules(self.rule_set, lang)?,
            corrected: self.corrected.unwrap_or_default(),
            date: self.date,
            source: self.source,
            without: without(self.columns.as_deref(), lang)?,
            // What people judge is the page's.
            ..Choice::default()
        };
        Ok(Wishes {
            manner: Manner {
                choice,
                encoding: self
                    .encoding
                    .as_deref()
                    .and_then(Encoding::from_id)
                    .unwrap_or_default(),
                paper: self.paper.as_deref().and_then(Paper::from_id).unwrap_or_default(),
                inside: None,
            },
            replaces: self.unfit.as_deref() == Some("replace"),
        })
    }
}

/// `2026-04-01`.
pub fn is_day(date: &str) -> bool {
    let mut letters = date.bytes().enumerate();
    date.len() == 10
        && letters.all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

fn rules(given: Option<Value>, lang: Lang) -> Result<Option<RuleSet>, String> {
    match given {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(id)) => {
            let found = presets::find(&id);
            found.map(Some).ok_or_else(|| faults::unknown_rule_set(&id, lang))
        }
        Some(document) => RuleSet::from_value(document)
            .map(Some)
            .map_err(|fault| faults::rule_set(&fault, lang)),
    }
}

/// The fields that are not among those that are wanted; without a wish all are.
fn without(wanted: Option<&[String]>, lang: Lang) -> Result<Vec<Field>, String> {
    let Some(wanted) = wanted else {
        return Ok(Vec::new());
    };
    if let Some(odd) = wanted.iter().find(|id| Field::from_id(id).is_none()) {
        return Err(faults::bad_option("columns", odd, lang));
    }
    let fields = Field::ALL.iter().map(|(_, field)| *field);
    let is_left_out = |field: &Field| !field.is_needed() && !wanted.iter().any(|id| id == field.id());
    Ok(fields.filter(is_left_out).collect())
}

/// An evaluation as JSON.
///
/// # Errors
/// Code `input` for anything else.
pub fn evaluation(json: &str, lang: Lang) -> Result<v1::Evaluation, Fault> {
    let found: Option<v1::Evaluation> = serde_json::from_str(json).ok();
    found
        .filter(|found| found.schema == v1::SCHEMA)
        .ok_or_else(|| Fault::evaluation(lang))
}

impl Wishes {
    /// What was written, unless characters are lost in it that nobody gave up.
    ///
    /// # Errors
    /// Code `options`, with the characters.
    pub fn checked(&self, rendered: Rendered) -> Result<Rendered, Fault> {
        if rendered.unfit().is_empty() || self.replaces {
            return Ok(rendered);
        }
        let lost: String = rendered.unfit().iter().collect();
        let lang = self.manner.choice.lang;
        Err(Fault::options(faults::bad_option("encoding", &lost, lang)))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::export::render::{Form, render};

    fn refused(given: &Value) -> String {
        wishes(given).expect_err("refused").message
    }

    #[test]
    fn what_is_unknown_or_wrong_is_refused_by_name() {
        for (given, word) in [
            (json!({ "colour": 1 }), "colour"),
            (json!({ "encoding": "utf-16" }), "encoding"),
            (json!({ "paper": "b5" }), "paper"),
            (json!({ "date": "4月1日" }), "date"),
            (json!({ "columns": ["name", "price"] }), "price"),
            (json!({ "ruleSet": "nowhere" }), "nowhere"),
            (json!({ "lang": "fr" }), "lang"),
            (json!([1]), "オプション"),
        ] {
            assert!(refused(&given).contains(word), "{given}");
        }
        assert_eq!(
            evaluation("{\"schema\":\"other\"}", Lang::Ja)
                .expect_err("refused")
                .code,
            "input"
        );
        assert_eq!(evaluation("5", Lang::Ja).expect_err("refused").code, "input");
    }

    #[test]
    fn columns_that_are_not_wanted_are_left_out() {
        let wishes = wishes(&json!({ "columns": ["unit", "rate"] })).expect("options");
        let without = &wishes.manner.choice.without;
        assert!(without.contains(&Field::Target) && !without.contains(&Field::Unit));
        assert!(!without.contains(&Field::Name), "a name is always there");
    }

    #[test]
    fn characters_that_an_encoding_lacks_are_refused_unless_they_may_be_replaced() {
        let kpi = v1::Kpi {
            name: "笑顔🙂".to_owned(),
            ..v1::Kpi::default()
        };
        let found = v1::Evaluation {
            kpis: vec![kpi],
            ..v1::Evaluation::default()
        };
        let made = |given: &Value| {
            let wishes = wishes(given).expect("options");
            wishes.checked(render(&found, Form::Csv, &wishes.manner))
        };
        let fault = made(&json!({ "encoding": "cp932" })).expect_err("refused");
        assert!(fault.code == "options" && fault.message.contains('🙂'));
        let given_up = json!({ "encoding": "cp932", "unfit": "replace" });
        assert_eq!(made(&given_up).expect("written").unfit(), ['🙂']);
        assert!(made(&json!({})).is_ok());
    }
}
