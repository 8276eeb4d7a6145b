//! What people judge, as fields of a KPI and as an overview.

pub mod context;
pub mod fields;
pub mod overview;
pub mod parts;
