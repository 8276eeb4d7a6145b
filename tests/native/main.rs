//! Every test that needs neither a browser nor a process of its own, in one binary: what links once is soon run.
//!
//! A file here is a module: `cargo test --test native golden::` runs those of `golden.rs`. Beside it stand
//! `tests/memory.rs`, which measures its process, and `tests/wasm.rs`, which runs in a browser.
#![cfg(not(target_arch = "wasm32"))]

mod architecture;
mod as_seen;
mod as_seen_office;
mod as_seen_pdf;
mod bad_files;
mod candidates;
mod check;
mod circles;
mod common;
mod components;
mod contract;
mod drafts;
mod evaluate;
mod export;
mod files;
mod findings;
mod fixture;
mod flattening;
mod fuzz;
mod golden;
mod habits;
mod handout;
mod mapping;
#[path = "../../fuzz/mutate.rs"]
mod mutate;
mod negatives;
mod others;
mod pages;
mod pdf;
mod pdf_growth;
mod properties;
mod readability;
mod readings;
mod robustness;
mod round_trip;
mod rule_page;
mod rule_sets;
mod schema;
mod scorer;
mod security;
#[path = "../../fuzz/seeds.rs"]
mod seeds;
mod shelf;
mod static_table;
mod tables;
#[path = "../../fuzz/targets.rs"]
mod targets;
mod variations;
mod working_files;
mod writing;

use common::office;
