//! What was read and evaluated: the counts, the one table of KPIs, the details beside it, the panels below.

pub mod arrival;
pub mod blocks;
pub mod bullet;
pub mod cells;
pub mod column_menu;
pub mod distribution;
pub mod drawn;
pub mod editing;
pub mod edits;
pub mod facets;
pub mod head;
pub mod inspector;
pub mod keys;
pub mod label;
pub mod legend;
pub mod long;
pub mod overview;
pub mod panels;
pub mod row;
pub mod rule_picker;
pub mod standing_bar;
pub mod table;
pub mod toolbar;
pub mod workspace;
