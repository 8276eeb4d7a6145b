//! Drafts in an object of the host that works like `localStorage`: `getItem`, `setItem`, `removeItem`.

use js_sys::Function;
use js_sys::Reflect;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;

use crate::app::ports::DraftStore;
use crate::app::ports::StoreError;
use crate::browser::storage::fault;

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
}
