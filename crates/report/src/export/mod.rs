//! An evaluation as something to hand out. Pure functions from the contract's shapes and the words of `i18n`.
//!
//! ```text
//! contract::v1 ─▶ handout: columns, rows, words ─▶ xlsx, csv, html, markdown, chart ─▶ render: bytes ─▶ ui, embed
//! ```
//!
//! | file | makes |
//! |---|---|
//! | [`handout`] | the columns, rows and words that every form shares |
//! | [`xlsx`] | a workbook |
//! | [`csv`] | comma-separated values, wide and long, in UTF-8 or CP932 |
//! | [`markdown`] | tables of Markdown |
//! | [`html`] | a table that needs no script and no style |
//! | [`chart`], [`range`] | one picture of all KPIs; where the figures of a KPI lie in it |
//! | [`render`], [`options`] | any of them, by its id; the options of the JavaScript API |
//! | [`clipboard`] | the table as both flavours of a clipboard |
//! | [`carried`] | a working file inside of a workbook or an HTML table |
//! | [`safe`] | texts made harmless for the programs that they are handed to |
//! | [`copy`] | the page as one file with a draft inside |
//! | [`embed`] | the HTML of a frame and of the custom element |

pub mod carried;
pub mod chart;
pub mod clipboard;
pub mod copy;
pub mod csv;
pub mod embed;
pub mod handout;
pub mod html;
pub mod markdown;
pub mod options;
pub mod range;
pub mod render;
pub mod safe;
pub mod xlsx;
