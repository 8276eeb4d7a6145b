//! The ports on web APIs. Adapters translate, they do not decide.

#[cfg(target_arch = "wasm32")]
pub mod bench;
pub mod clipboard;
pub mod files;
pub mod copier;
pub mod later;
pub mod page;
pub mod saver;
pub mod storage;
