//! What programs call: `evaluate`, `fits`, `ruleSets` and `render` of the contract, and `compare`; plain data in and out.
//!
//! The JavaScript API (`dist/kpi-evaluator.js`) and the npm package are this module and a few lines of JavaScript, which
//! make the plain faults `{ code, reason?, message }` a `KpiError`. What values mean is `kpi_report::contract::request`'s,
//! which is tested natively.
#![cfg(target_arch = "wasm32")]

use js_sys::Uint8Array;
use kpi_bridge::{input_of, json_of, parsed, text_of, thrown, to_js};
use kpi_core::assess::{Request, assess_as};
use kpi_core::rating::presets;
use kpi_readers::sheet::Document;
use kpi_report::compare;
use kpi_report::contract;
use kpi_report::contract::request::{self, Fault};
use kpi_report::export::options;
use kpi_report::export::render::{self, Form, Rendered};
use kpi_report::i18n::Lang;
use kpi_report::tasks::working_file;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// Evaluates one input.
///
/// # Errors
/// `{ code, reason?, message }` with code `"options"`, `"unreadable"` or `"input"`.
#[wasm_bindgen(js_name = evaluate, unchecked_return_type = "Evaluation")]
pub fn evaluate(
    #[wasm_bindgen(unchecked_param_type = "Input")] input: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "Options")] options: JsValue,
) -> Result<JsValue, JsValue> {
    let (document, request, lang) = asked(&input, &options).map_err(thrown)?;
    parsed(&contract::json(&assess_as(&document, request), lang))
}

/// Which rule sets reproduce what an input prints, best first.
///
/// # Errors
/// As [`evaluate`].
#[wasm_bindgen(js_name = fits, unchecked_return_type = "Fit[]")]
pub fn fits(
    #[wasm_bindgen(unchecked_param_type = "Input")] input: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "Options")] options: JsValue,
) -> Result<JsValue, JsValue> {
    let (document, request, lang) = asked(&input, &options).map_err(thrown)?;
    let own = request.rule_set.clone();
    to_js(&contract::fits(&assess_as(&document, request), &[own], lang))
}

/// The rule sets that ship, as data.
///
/// # Errors
/// None that can be caused from outside.
#[wasm_bindgen(js_name = ruleSets, unchecked_return_type = "RuleSet[]")]
pub fn rule_sets() -> Result<JsValue, JsValue> {
    to_js(presets::all())
}

/// An evaluation in a form that is handed out: a string, or the bytes of a file.
///
/// # Errors
/// `{ code, message }` with code `"input"` for what is no evaluation, `"options"` for a form or option that there is not.
#[wasm_bindgen(js_name = render, unchecked_return_type = "string | Uint8Array")]
pub fn render(
    #[wasm_bindgen(unchecked_param_type = "Evaluation")] evaluation: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Format")] format: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "RenderOptions")] options: JsValue,
) -> Result<JsValue, JsValue> {
    let rendered = rendered(&evaluation, &format, &options).map_err(thrown)?;
    Ok(match (&rendered, rendered.text()) {
        (_, Some(text)) => JsValue::from_str(text),
        (rendered, None) => Uint8Array::from(rendered.bytes()).into(),
    })
}

/// An earlier evaluation beside this year's: which KPIs are the same, and what has changed.
///
/// # Errors
/// `{ code, message }` with code `"input"` for what is no evaluation, `"options"` for an option that there is not.
#[wasm_bindgen(js_name = compare, unchecked_return_type = "Comparison")]
pub fn compare(
    #[wasm_bindgen(unchecked_param_type = "Evaluation")] before: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Evaluation")] now: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CompareOptions")] options: JsValue,
) -> Result<JsValue, JsValue> {
    let found = compared(&before, &now, &options).map_err(thrown)?;
    parsed(&found)
}

/// The comparison as JSON.
fn compared(before: &JsValue, now: &JsValue, options: &JsValue) -> Result<String, Fault> {
    let asked = compare::request::options(&json_of(options)?)?;
    let side = |given: &JsValue| options::evaluation(&text_of(given).unwrap_or_default(), asked.lang);
    let found = compare::compare(&side(before)?, &side(now)?, &asked);
    Ok(compare::to_json(&found))
}

fn rendered(evaluation: &JsValue, format: &JsValue, options: &JsValue) -> Result<Rendered, Fault> {
    let wishes = options::wishes(&json_of(options)?)?;
    let lang = wishes.manner.choice.lang;
    let id = format.as_string().unwrap_or_default();
    let form = Form::from_id(&id).ok_or_else(|| Fault::form(&id, lang))?;
    let json = text_of(evaluation).unwrap_or_default();
    let found = options::evaluation(&json, lang)?;
    wishes.checked(render::render(&found, form, &wishes.manner))
}

/// What is asked of which document, and in which language the answer is worded. Options go through JSON: what is no plain
/// data (a function, a circle) is refused, and `undefined` is left out.
fn asked(input: &JsValue, options: &JsValue) -> Result<(Document, Request, Lang), Fault> {
    let options = json_of(options)?;
    let (_, lang) = request::options(&options)?;
    let input = input_of(input).ok_or_else(|| Fault::input(lang))?;
    working_file::asked(input, &options)
}
