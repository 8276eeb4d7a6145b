//! Characters → values. Every notation is a row of a table in one of these files.
//!
//! | file | reads |
//! |---|---|
//! | [`fold`] | width and compatibility forms, names without breaks and list marks |
//! | [`class`] | what kinds of characters a text holds, told in one pass |
//! | [`lookup`] | many words looked for in a text at once |
//! | [`absence`] | ―, 未公表, 集計中, 休止, 該当なし: the kinds of "no value" |
//! | [`era`] | 平成30年度, H30, 令和3～5年度, 2020農林業センサス: periods |
//! | [`unit`] | 人, 件, 千円: units |
//! | [`kanji`] | 三十, 二〇二三: numbers in kanji |
//! | [`duration`] | 8分30秒, 1:45: lengths of time |
//! | [`mark`] | ①120, 850¹, 120人※1: marks beside a figure |
//! | [`value`] | `82,716人 (平成27年国勢調査)`: a whole value cell |
//! | [`arrow`] | ↑ ↗ 増加: printed directions |
//! | [`verdict`] | 順調, 高中低, the grant labels: printed judgements |
//! | [`department`] | 企画課、総務課: offices in charge |
//! | [`heading`] | 第1節, 施策1, Ⅰ, (1): headings and list marks |

pub mod absence;
pub mod arrow;
pub mod class;
pub mod department;
pub mod duration;
pub mod era;
pub mod fold;
pub mod footnote;
pub mod heading;
pub mod kanji;
pub mod lookup;
pub mod mark;
pub mod unit;
pub mod value;
pub mod verdict;
