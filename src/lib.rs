//! placeholder map
pub mod app;
pub mod browser;
pub mod contract;
pub mod domain;
pub mod i18n;
pub mod samples;
pub mod ui;
