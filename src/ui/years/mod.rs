//! An earlier sheet of the desk beside the open one (前年度と比べる).
//!
//! The earlier sheet is evaluated on the bench, as every sheet that is not open; what is compared is plain data of the
//! contract (`kpi_report::compare`), so that comparing itself runs here.

pub mod compared;
pub mod decide;
pub mod earlier;
pub mod files;
pub mod pace;
pub mod panel;
pub mod singles;
pub mod table;
