//! Drafts in an object of the host that works like `localStorage`: `getItem`, `setItem`, `removeItem`, and, so that all of
//! it can be erased at once, `length` and `key`.

use js_sys::Function;
use js_sys::Reflect;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;

use crate::app::ports::DraftStore;
use crate::app::ports::StoreError;
use crate::browser::storage::fault;
use crate::browser::storage::in_order;

/// Keys of a host's object that are looked at: whatever it says of its length must come to an end.
const MAX_KEYS: u32 = 10_000;

/// The host's object. What it throws means what it means for `localStorage`.
#[derive(Clone, Debug)]
pub struct StorageLike(JsValue);

impl StorageLike {
    /// Drafts in this object.
    pub fn new(storage: JsValue) -> Self {
        Self(storage)
    }

    fn method(&self, name: &str) -> Result<Function, StoreError> {
        let method = Reflect::get(&self.0, &JsValue::from_str(name)).map_err(|error| fault(&error))?;
        method.dyn_into().map_err(|_| StoreError::Unavailable)
    }
}

impl DraftStore for StorageLike {
    fn load(&self, key: &str) -> Result<Option<String>, StoreError> {
        let text = self.method("getItem")?.call1(&self.0, &JsValue::from_str(key));
        text.map(|text| text.as_string()).map_err(|error| fault(&error))
    }

    fn save(&self, key: &str, text: &str) -> Result<(), StoreError> {
        let saved = self
            .method("setItem")?
            .call2(&self.0, &JsValue::from_str(key), &JsValue::from_str(text));
        saved.map(|_| ()).map_err(|error| fault(&error))
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        let removed = self.method("removeItem")?.call1(&self.0, &JsValue::from_str(key));
        removed.map(|_| ()).map_err(|error| fault(&error))
    }

    fn list(&self, beginning: &str) -> Result<Vec<String>, StoreError> {
        let length = Reflect::get(&self.0, &JsValue::from_str("length")).map_err(|error| fault(&error))?;
        let length = length.as_f64().ok_or(StoreError::Unavailable)?;
        let key = self.method("key")?;
        let named = |index: u32| key.call1(&self.0, &JsValue::from(index)).ok()?.as_string();
        let indices = (0..MAX_KEYS).take_while(|index| f64::from(*index) < length);
        Ok(in_order(indices.filter_map(named), beginning))
    }
}
