//! Characters → values. Every notation is a row of a table in one of these files.
//!
//! | file | reads |
//! |---|---|
//! | [`fold`] | width and compatibility forms, names without breaks and list marks |
//! | [`absence`] | ―, 未公表, 集計中, 休止, 該当なし: the kinds of "no value" |
//! | [`era`] | 平成30年度, H30, 令和3～5年度, 2020農林業センサス: periods |
//! | [`unit`] | 人, 件, 千円: units |
//! | [`value`] | `82,716人 (平成27年国勢調査)`: a whole value cell |
//! | [`arrow`] | ↑ ↗ 増加: printed directions |
//! | [`verdict`] | 順調, 高中低, the grant labels: printed judgements |
//! | [`heading`] | 第1節, 施策1, Ⅰ, (1): headings and list marks |

pub mod absence;
pub mod arrow;
pub mod era;
pub mod fold;
pub mod footnote;
pub mod heading;
pub mod unit;
pub mod value;
pub mod verdict;
