//! Comparing two years of a sheet.
#![cfg(not(target_arch = "wasm32"))]

mod growth;
mod years;
