//! Ways in which a table may stand in a text. Each proposes; none decides.
//!
//! | file | proposes |
//! |---|---|
//! | [`fold`] | names and figures in turn: a cell a line, several a line, header in front or behind |
//! | [`grid`] | tables with columns |
//! | [`labelled`] | words that say what the figure behind them is: 目標 12 実績 3, 実績 X／目標 Y |
//! | [`running`] | years, roles and measures that stay until the next of their kind |

pub mod fold;
pub mod grid;
pub mod labelled;
pub mod running;
