//! The components of the page, one per file. Every one states its contract: role, name, keys, announcements.

pub mod app;
pub mod banner;
pub mod busy;
pub mod cell_editor;
pub mod columns;
pub mod details;
pub mod direction;
pub mod footer;
pub mod header;
pub mod icon;
pub mod intake;
pub mod kpi_rows;
pub mod kpi_table;
pub mod nothing_found;
pub mod notice_list;
pub mod pager;
pub mod place_link;
pub mod point;
pub mod projects;
pub mod result;
pub mod rule_choice;
pub mod source;
pub mod status;
pub mod storage_faults;
pub mod summary;
pub mod toolbar;
