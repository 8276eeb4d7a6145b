//! An evaluation as something to hand out. Pure functions from the contract's shapes and the words of `i18n`.
//!
//! | file | makes |
//! |---|---|
//! | [`html`] | a table that needs no script and no style |

pub mod html;
