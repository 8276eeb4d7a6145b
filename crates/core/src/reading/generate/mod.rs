//! Ways in which a table may stand in a text. Each proposes; none decides.
//!
//! | file | proposes |
//! |---|---|
//! | [`arrows`] | a figure that became another one, and what is aimed at beside it |
//! | [`columns`] | column by column: every name, then every figure of one kind |
//! | [`fold`] | names and figures in turn: a cell a line, several a line, header in front or behind |
//! | [`grid`] | tables with columns |
//! | [`grouped`] | groups of two figures, what each group is in one list, the words of its figures behind it again and again |
//! | [`kinds`] | tables whose rows say by a word what they hold: 計画 above 実績 |
//! | [`labelled`] | words that say what the figure behind them is: 目標 12 実績 3, 実績 X／目標 Y |
//! | [`marked`] | running text with 【目標値】 and 【実績】 before its figures |
//! | [`measured`] | one indicator a block, the targets of its years in a row below its results |
//! | [`repeated`] | a name before each of two figures: name goal name result rate |
//! | [`running`] | years, roles and measures that stay until the next of their kind |
//! | [`series`] | names in one list, and behind it the series of each |
//! | [`spaced`] | lines whose words are cells, under a header line |
//! | [`stated`] | sentences: 250店舗の目標に対し実績が263店舗 |
//! | [`stack`], [`stacked`] | a record for each group whose figures stand in one cell: 小74.5% 中65.4% |
//! | [`worded`] | cells of a row that say what their figures are: 目標値(2019) 40人 \| 最終値 42人 |
//! | [`yearly`] | a year and its figure a line, one of them aimed at |
//! | [`years`] | tables of one indicator whose rows are years |

use crate::text::fold as text;

pub mod arrows;
mod cells;
pub mod columns;
mod crossing;
pub mod fold;
mod frame;
pub mod grid;
pub mod grouped;
mod heads;
pub mod kinds;
pub mod labelled;
pub mod marked;
pub mod measured;
mod measures;
mod phrase;
pub mod repeated;
pub mod running;
pub mod series;
pub mod spaced;
pub mod stack;
mod stacked;
pub mod stated;
mod title;
mod totals;
pub mod worded;
pub mod yearly;
pub mod years;

/// A line that can be the name of the figures below it, not the title of something else: 出生数, 市民の割合.
pub(super) fn names_indicator(line: &str) -> bool {
    text::squeeze(line).trim_end_matches(')').ends_with([
        '数', '率', '量', '額', '度', '者', '合', '積', '高', '点', '人', '件', '費', '間', '値', '性', '価',
        '比',
    ])
}
