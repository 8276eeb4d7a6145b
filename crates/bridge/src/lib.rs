//! Values of JavaScript ↔ what the evaluation takes and gives. Only in the browser and in Node: natively it is empty.
//!
//! Plain data is all there is on both sides.
#![cfg(target_arch = "wasm32")]

use js_sys::{ArrayBuffer, JSON, Reflect, Uint8Array};
use kpi_report::contract::request::{Fault, Input};
use kpi_report::i18n::{Lang, faults};
use serde::Serialize;
use serde_json::Value;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::{JsCast, JsValue};

/// Plain objects, arrays and texts, built one by one: for what is small.
///
/// # Errors
/// None for data that JSON can hold, which all shapes of the contract are.
pub fn to_js<T: Serialize + ?Sized>(value: &T) -> Result<JsValue, JsValue> {
    value
        .serialize(&Serializer::json_compatible())
        .map_err(JsValue::from)
}

/// The value of a JSON text, parsed by the browser: for evaluations, whose shapes need not be there as a whole then.
///
/// # Errors
/// None for JSON.
pub fn parsed(json: &str) -> Result<JsValue, JsValue> {
    JSON::parse(json)
}

/// A fault as the plain object that the module throws: `{ code, reason?, message }`.
pub fn thrown(fault: Fault) -> JsValue {
    to_js(&fault).unwrap_or_else(|other| other)
}

/// Plain data as JSON: what is none (a function, a circle) is refused, and `undefined` is left out.
///
/// # Errors
/// A [`Fault`] of the options.
pub fn json_of(value: &JsValue) -> Result<Value, Fault> {
    if value.is_undefined() || value.is_null() {
        return Ok(Value::Null);
    }
    let lang = Lang::default();
    let json = text_of(value).ok_or_else(|| Fault::options(faults::no_plain_object(lang)))?;
    serde_json::from_str(&json).map_err(|fault| Fault::options(faults::bad_options(&fault.to_string(), lang)))
}

/// The JSON text of a value; `None` where it has none.
pub fn text_of(value: &JsValue) -> Option<String> {
    let json = JSON::stringify(value).ok()?;
    JsValue::from(json).as_string()
}

/// A property that is there and neither `undefined` nor `null`.
pub fn field(of: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(of, &JsValue::from_str(name)).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

/// A string, `{ html, text? }` or `{ bytes, name? }`. Lone surrogates become U+FFFD, as in every text encoder.
pub fn input_of(input: &JsValue) -> Option<Input> {
    if let Some(text) = input.as_string() {
        return Some(Input::Text(text));
    }
    if let Some(bytes) = field(input, "bytes") {
        let name = field(input, "name").and_then(|name| name.as_string());
        return Some(Input::File {
            bytes: bytes_of(&bytes)?,
            name,
        });
    }
    let html = field(input, "html")?.as_string()?;
    let text = match field(input, "text") {
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
