//! Ways in which a table may stand in a text. Each proposes; none decides.
//!
//! | file | proposes |
//! |---|---|
//! | [`columns`] | column by column: every name, then every figure of one kind |
//! | [`fold`] | names and figures in turn: a cell a line, several a line, header in front or behind |
//! | [`grid`] | tables with columns |
//! | [`kinds`] | tables whose rows say by a word what they hold: 計画 above 実績 |
//! | [`labelled`] | words that say what the figure behind them is: 目標 12 実績 3, 実績 X／目標 Y |
//! | [`running`] | years, roles and measures that stay until the next of their kind |
//! | [`stated`] | sentences: 250店舗の目標に対し実績が263店舗 |
//! | [`years`] | tables of one indicator whose rows are years |

use crate::text::fold as text;

mod cells;
pub mod columns;
mod crossing;
pub mod fold;
mod frame;
pub mod grid;
mod heads;
pub mod kinds;
pub mod labelled;
mod measures;
mod phrase;
pub mod running;
pub mod stated;
mod title;
mod totals;
pub mod years;

/// A line that can be the name of the figures below it, not the title of something else: 出生数, 市民の割合.
pub(super) fn names_indicator(line: &str) -> bool {
    text::squeeze(line).trim_end_matches(')').ends_with([
        '数', '率', '量', '額', '度', '者', '合', '積', '高', '点', '人', '件', '費', '間', '値', '性',
    ])
}
