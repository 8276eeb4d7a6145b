//! Pasted text, clipboards and files → sheets: rows of cells with their places, as a person sees them. Nothing is
//! understood here yet.
//!
//! ```
//! use kpi_readers::sheet::{Content, Document};
//!
//! let content = Content::Text("指標\t目標値\t実績値\n来館者数\t1,200人\t1,150人".to_owned());
//! let reading = kpi_readers::read(&Document { name: None, content });
//! assert_eq!(reading.sheets[0].rows[1].cells[2].text, "1,150人");
//! ```
//!
//! What is not shown (struck out, hidden, covered by a merged cell) is kept apart and told ([`sheet::left_out`]). Odd
//! content never fails: it becomes a [`base::remark::Remark`]. A file that cannot be opened at all is an
//! [`error::ReadError`] with the part and the byte. Nothing here reads a clock, a file or the web; what one input could
//! multiply has limits.
//!
//! | module | reads |
//! |---|---|
//! | [`file`] | the bytes of a file, by its content: what [`sniff`] tells, in the [`encoding`] that it is in |
//! | [`xlsx`], [`xls`], [`ods`], [`spreadsheetml`] | workbooks, cell by cell into a [`workbook`] with limits, as [`number_format`] shows them |
//! | [`web_archive`] | web pages in one file, each of which is read as [`html`] |
//! | [`docx`] | tables of Word, running text between them |
//! | [`pdf`] | text and lines of PDF with their places → tables and running text |
//! | [`look`], [`symbols`] | how the text of office files looks, and so what of it is read; fonts of signs |
//! | [`archive`], [`package`], [`ole`] | the containers of office files, and where their parts lie |
//! | [`xml`], [`transcoded`] | the XML of those parts, in whatever encoding |
//! | [`carried`] | the working file that a workbook or a page carries beside what is seen |
//! | [`kept`] | the cells of a file as one text, for drafts |
//! | [`remainders`] | rows and columns that only repeat merged cells, blanked |
//! | [`json`] | our own export |
//! | [`pasted`] | running text with tables in it: tab-separated rows, Markdown rows, lines |
//! | [`separated`] | what separates the cells of a text |
//! | [`thousands`] | commas of thousands that part a figure, joined |
//! | [`emphasis`] | struck-out, raised and stressed words of text |
//! | [`delimited`] | one record: separators, quoted cells with line breaks inside |
//! | [`html`] | `<table>` with spans, running text around it |
//! | [`css`] | what style sheets say of what is shown |
//! | [`unseen`] | invisible characters, figures in columns too narrow for them |
//! | [`tags`] | formatting tags and entities inside a cell of text |
//! | [`base`] | exact numbers, places, remarks: what every crate above shares |
//! | [`sheet`] | the sheets themselves |
#![warn(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    clippy::float_arithmetic,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing
)]

pub mod archive;
pub mod base;
pub mod carried;
pub mod css;
pub mod delimited;
mod document;
pub mod docx;
pub mod emphasis;
pub mod encoding;
pub mod error;
pub mod file;
pub mod html;
pub mod japanese;
pub mod json;
pub mod kept;
mod kind;
pub mod look;
pub mod number_format;
pub mod ods;
pub mod ole;
pub mod package;
pub mod pasted;
pub mod pdf;
mod reading;
pub mod remainders;
pub mod separated;
pub mod serial;
pub mod sheet;
pub mod sniff;
pub mod spreadsheetml;
pub mod symbols;
pub mod tags;
pub mod thousands;
pub mod transcoded;
pub mod unseen;
pub mod web_archive;
pub mod workbook;
pub mod xls;
pub mod xlsx;
pub mod xml;

pub use document::{ERRORS, read};
pub use reading::Reading;
