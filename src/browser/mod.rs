//! The ports on web APIs. Adapters translate, they do not decide.

#[cfg(target_arch = "wasm32")]
pub mod bench;
pub mod clipboard;
pub mod copier;
pub mod delivery;
pub mod files;
pub mod guest;
pub mod journal;
pub mod later;
mod own_width;
pub mod page;
pub mod painter;
pub mod place;
pub mod publication;
pub mod saver;
pub mod storage;
pub mod storage_like;
pub mod text_file;
