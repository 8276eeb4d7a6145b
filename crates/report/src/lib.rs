//! An assessment in the shapes that the page, scripts and files get, in words of two languages.
//!
//! ```
//! use kpi_core::assess::{Corrections, Settings, assess};
//! use kpi_readers::sheet::{Content, Document};
//! use kpi_report::{contract, i18n::Lang};
//!
//! let content = Content::Text("指標\t目標値\t実績値\n来館者数\t1,200人\t1,150人".to_owned());
//! let document = Document { name: None, content };
//! let assessment = assess(&document, &Settings::default(), &Corrections::default());
//! let evaluation = contract::evaluation(&assessment, Lang::Ja);
//! assert_eq!(evaluation.kpis[0].measurements[0].rate.as_deref(), Some("95.8"));
//! ```
//!
//! | module | its one job |
//! |---|---|
//! | [`i18n`] | every sentence that a person reads, Japanese first, English |
//! | [`contract`] | the assessment in the shapes of `kpi-evaluator/1`, as the page and JavaScript see it |
//! | [`export`] | what is handed out: workbook, separated values, tables, code that embeds, the page with a draft inside |
//! | [`compare`] | this year's evaluation beside an earlier one: pairs, flags, pace |
//! | [`readability`] | the source held against the Digital Agency's rules of machine readability |
//! | [`tasks`] | what page and worker say to each other, and the worker's side of it |

pub mod compare;
pub mod contract;
pub mod export;
pub mod i18n;
pub mod readability;
pub mod tasks;
