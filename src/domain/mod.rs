//! What the product knows, without any browser: characters → values → indicators → rates → labels.
//!
//! Nothing here reads a clock, a file or the web, and nothing here can fail on what a sheet contains: odd content
//! becomes a [`base::remark::Remark`].
#![warn(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    clippy::float_arithmetic,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing
)]

pub mod assess;
pub mod base;
pub mod evaluate;
pub mod kpi;
pub mod layout;
pub mod rating;
pub mod readers;
pub mod reading;
pub mod sheet;
pub mod text;
