//! placeholder map
pub mod contract;
pub mod domain;
pub mod i18n;
