//! What the page holds and how it changes: inputs, undo, the stored draft, and the ports to the outside.
//!
//! Knows neither Yew nor a browser, so that all of it is tested natively. Deliberately absent: anything that can be
//! computed from the inputs again, such as an assessment.

pub mod aside;
pub mod candidates;
pub mod card;
pub mod column_choice;
pub mod copy;
pub mod desk;
pub mod draft;
pub mod forms;
pub mod history;
pub mod inline_runner;
pub mod inputs;
pub mod journal;
pub mod judging;
pub mod keeper;
pub mod keys;
pub mod listing;
pub mod log;
pub mod outgoing;
pub mod overview;
pub mod pace_chart;
pub mod packed;
pub mod patch;
pub mod place;
pub mod ports;
pub mod questions;
pub mod renamed;
pub mod rule_form;
pub mod rule_sets;
pub mod session;
pub mod set_aside;
pub mod shelf;
pub mod spoken;
pub mod surroundings;
pub mod tabs;
pub mod traffic;
pub mod typed;
pub mod vault;
pub mod working_file;
