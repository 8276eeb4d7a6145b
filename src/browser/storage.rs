//! Drafts in the browser's localStorage.

use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use web_sys::DomException;
use web_sys::Storage;

use crate::app::ports::DraftStore;
use crate::app::ports::StoreError;

/// The localStorage of this page.
///
/// It is asked for at every call: reading the property alone throws where storage is switched off, in sandboxed frames
/// and, in some browsers, in files opened from disk.
#[derive(Clone, Copy, Debug, Default)]
pub struct LocalStorage;

impl LocalStorage {
    fn storage() -> Result<Storage, StoreError> {
        web_sys::window()
            .ok_or(StoreError::Unavailable)?
            .local_storage()
            .map_err(|_| StoreError::Unavailable)?
            .ok_or(StoreError::Unavailable)
    }
}

impl DraftStore for LocalStorage {
    fn load(&self, key: &str) -> Result<Option<String>, StoreError> {
        Self::storage()?.get_item(key).map_err(|error| fault(&error))
    }

    fn save(&self, key: &str, text: &str) -> Result<(), StoreError> {
        Self::storage()?
            .set_item(key, text)
            .map_err(|error| fault(&error))
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        Self::storage()?.remove_item(key).map_err(|error| fault(&error))
    }

    fn list(&self, beginning: &str) -> Result<Vec<String>, StoreError> {
        let storage = Self::storage()?;
        let count = storage.length().map_err(|error| fault(&error))?;
        let keys = (0..count).filter_map(|index| storage.key(index).ok().flatten());
        Ok(in_order(keys, beginning))
    }
}

/// Browsers list keys in any order.
pub(super) fn in_order(keys: impl Iterator<Item = String>, beginning: &str) -> Vec<String> {
    let mut keys: Vec<_> = keys.filter(|key| key.starts_with(beginning)).collect();
    keys.sort_unstable();
    keys
}

/// Firefox has its own name for a full storage.
pub(super) fn fault(error: &JsValue) -> StoreError {
    match error.dyn_ref::<DomException>().map(DomException::name).as_deref() {
        Some("QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED") => StoreError::QuotaExceeded,
        _ => StoreError::Unavailable,
    }
}
