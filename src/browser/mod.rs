//! The ports on web APIs. Adapters translate, they do not decide.

pub mod clipboard;
pub mod later;
pub mod page;
pub mod storage;
