//! What pages, workers and Node call: `evaluate`, `fits`, `ruleSets` and `render` of the contract, plain data in and out.
//!
//! Only JavaScript values are taken apart here; what they mean is `contract::request`'s, which is tested natively.
//! Faults are thrown as plain objects `{ code, reason?, message }`; `kpi-evaluator.js` makes them a `KpiError`.

pub mod portal;
pub mod worker;

use js_sys::{ArrayBuffer, JSON, Reflect, Uint8Array};
use serde::Serialize;
use serde_json::Value;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};

use kpi_core::assess::{Request, assess_as};
use kpi_core::rating::presets;
use kpi_readers::sheet::Document;
use kpi_report::contract;
use kpi_report::contract::request::{self, Fault, Input};
use kpi_report::export::options;
use kpi_report::export::render::{self, Form, Rendered};
use kpi_report::i18n::{Lang, faults};

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
    to_js(&contract::evaluation(&assess_as(&document, request), lang))
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

fn rendered(evaluation: &JsValue, format: &JsValue, options: &JsValue) -> Result<Rendered, Fault> {
    let wishes = options::wishes(&json_of(options)?)?;
    let lang = wishes.manner.choice.lang;
    let id = format.as_string().unwrap_or_default();
    let form = Form::from_id(&id).ok_or_else(|| Fault::form(&id, lang))?;
    let json = JSON::stringify(evaluation).ok();
    let json = json
        .and_then(|json| JsValue::from(json).as_string())
        .unwrap_or_default();
    let found = options::evaluation(&json, lang)?;
    wishes.checked(render::render(&found, form, &wishes.manner))
}

/// What is asked of which document, and in which language the answer is worded.
fn asked(input: &JsValue, options: &JsValue) -> Result<(Document, Request, Lang), Fault> {
    let (request, lang) = options_of(options)?;
    let input = input_of(input).ok_or_else(|| Fault::input(lang))?;
    Ok((request::document(input, lang)?, request, lang))
}

/// Options go through JSON: what is no plain data (a function, a circle) is refused, and `undefined` is left out.
fn options_of(options: &JsValue) -> Result<(Request, Lang), Fault> {
    request::options(&json_of(options)?)
}

fn json_of(options: &JsValue) -> Result<Value, Fault> {
    if options.is_undefined() || options.is_null() {
        return Ok(Value::Null);
    }
    let json = JSON::stringify(options)
        .ok()
        .and_then(|json| JsValue::from(json).as_string());
    let lang = Lang::default();
    let json = json.ok_or_else(|| Fault::options(faults::no_plain_object(lang)))?;
    serde_json::from_str(&json).map_err(|fault| Fault::options(faults::bad_options(&fault.to_string(), lang)))
}

/// A string, `{ html, text? }` or `{ bytes, name? }`. Lone surrogates become U+FFFD, as in every text encoder.
fn input_of(input: &JsValue) -> Option<Input> {
    if let Some(text) = input.as_string() {
        return Some(Input::Text(text));
    }
    let field = |name: &str| {
        let value = Reflect::get(input, &JsValue::from_str(name)).ok()?;
        (!value.is_undefined() && !value.is_null()).then_some(value)
    };
    if let Some(bytes) = field("bytes") {
        let name = field("name").and_then(|name| name.as_string());
        return Some(Input::File {
            bytes: bytes_of(&bytes)?,
            name,
        });
    }
    let html = field("html")?.as_string()?;
    let text = match field("text") {
        Some(text) => Some(text.as_string()?),
        None => None,
    };
    Some(Input::Clipboard { html, text })
}

/// The bytes of any view or buffer, of this realm or another (a frame's `Uint8Array` is no `Uint8Array` here).
fn bytes_of(value: &JsValue) -> Option<Vec<u8>> {
    let number = |name: &str| {
        let number = Reflect::get(value, &JsValue::from_str(name)).ok()?.as_f64()?;
        // Lengths and offsets of buffers are whole and below 2^53.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "wasm has 32-bit addresses"
        )]
        (number >= 0.0 && number <= f64::from(u32::MAX)).then_some(number as u32)
    };
    let length = number("byteLength")?;
    if length == 0 {
        return Some(Vec::new());
    }
    if ArrayBuffer::is_view(value) {
        let buffer = Reflect::get(value, &JsValue::from_str("buffer")).ok()?;
        return Some(
            Uint8Array::new_with_byte_offset_and_length(&buffer, number("byteOffset")?, length).to_vec(),
        );
    }
    let is_buffer = JsCast::has_type::<ArrayBuffer>(value);
    is_buffer.then(|| Uint8Array::new(value).to_vec())
}

/// Plain objects, arrays and strings: what `JSON.parse` would give.
fn to_js<T: Serialize + ?Sized>(value: &T) -> Result<JsValue, JsValue> {
    value
        .serialize(&Serializer::json_compatible())
        .map_err(JsValue::from)
}

fn thrown(fault: Fault) -> JsValue {
    to_js(&fault).unwrap_or_else(|other| other)
}
