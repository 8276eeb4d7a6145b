//! What a KPI sheet means, without any browser: sheets → indicators → exact rates → labels.
//!
//! ```
//! use kpi_core::assess::{Corrections, Settings, assess};
//! use kpi_readers::sheet::{Content, Document};
//!
//! let content = Content::Text("指標\t目標値\t実績値\n来館者数\t1,200人\t1,150人".to_owned());
//! let document = Document { name: None, content };
//! let assessment = assess(&document, &Settings::default(), &Corrections::default());
//! assert_eq!(assessment.recognised.indicators[0].name, "来館者数");
//! ```
//!
//! Nothing here reads a clock, a file or the web, and nothing here can fail on what a sheet contains: odd content becomes
//! a [`kpi_readers::base::remark::Remark`]. Rates are exact fractions of decimals; the same input gives the same output,
//! to the byte.
//!
//! | module | its one job |
//! |---|---|
//! | [`kpi`] | the vocabulary: indicators, points, periods, projects |
//! | [`text`] | characters → values: width, numbers, units, eras, absences, headings |
//! | [`layout`] | rows of cells → indicators and projects, where a header tells |
//! | [`reading`] | tables that no header tells for certain: hypotheses weighed by evidence, candidates |
//! | [`evaluate`] | indicator → direction, exact rates, status, recheck of printed rates |
//! | [`rating`] | measurements → labels by rule sets; published rule sets as data |
//! | [`assess`] | the one façade: document, settings, corrections → assessment |
#![warn(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    clippy::float_arithmetic,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing
)]

pub mod assess;
pub mod evaluate;
pub mod kpi;
pub mod layout;
pub mod rating;
pub mod reading;
pub mod text;
