//! The options of `compare` as JSON → how to compare, or a fault by name.

use serde::Deserialize;
use serde_json::Value;

use crate::compare::{Options, Said};
use crate::contract::request::Fault;
use crate::i18n::{Lang, faults};

/// The options as JSON spells them.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Asked {
    lang: Option<String>,
    pairs: Option<Said>,
}

/// Reads the options of `compare`; `null` is none at all.
///
/// # Errors
/// Code `options`, with the name of what is unknown or wrong.
///
/// # Examples
/// ```
/// use kpi_report::compare::request::options;
/// use serde_json::json;
/// let said = options(&json!({ "pairs": { "t1/来館者数": "t1/入館者数", "t1/貸出冊数": null } })).unwrap();
/// assert_eq!(said.pairs["t1/来館者数"].as_deref(), Some("t1/入館者数"));
/// assert_eq!(said.pairs["t1/貸出冊数"], None);
/// assert_eq!(options(&json!({ "pears": {} })).unwrap_err().code, "options");
/// ```
pub fn options(given: &Value) -> Result<Options, Fault> {
    let said = given.get("lang").and_then(Value::as_str);
    let lang = said.and_then(Lang::from_tag).unwrap_or_default();
    let asked = match given {
        Value::Null => Asked::default(),
        given if !given.is_object() => return Err(Fault::options(faults::no_plain_object(lang))),
        given => Asked::deserialize(given).map_err(|fault| Fault::shape(&fault.to_string(), lang))?,
    };
    if let Some(tag) = asked.lang.filter(|tag| Lang::from_tag(tag).is_none()) {
        return Err(Fault::options(faults::bad_option("lang", &tag, lang)));
    }
    Ok(Options {
        lang,
        pairs: asked.pairs.unwrap_or_default(),
    })
}
