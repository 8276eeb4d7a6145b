//! The page, in Yew: one store, small components, and the place where they are mounted.
//!
//! Components show what `contract::v1` says and send changes; they compute nothing about KPIs. Deliberately absent:
//! inline styles and literal sentences; the words are in `i18n::page`, the looks in `styles/`.

pub mod changes;
pub mod components;
pub mod dialog;
pub mod figures;
pub mod home;
pub mod hooks;
pub mod judging;
pub mod kept;
#[cfg(target_arch = "wasm32")]
pub mod mount;
pub mod openings;
pub mod output;
pub mod queries;
pub mod reading;
pub mod results;
pub mod store;
pub mod tables;
pub mod typing;
pub mod view;
pub mod way;
pub mod years;
