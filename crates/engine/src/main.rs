//! The module itself: what it exports stands in the library. Nothing happens when it is loaded.

#[cfg(target_arch = "wasm32")]
use kpi_engine as _;

fn main() {}
