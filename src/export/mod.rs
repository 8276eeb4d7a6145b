//! An evaluation as something to hand out. Pure functions from the contract's shapes and the words of `i18n`.
//!
//! | file | makes |
//! |---|---|
//! | [`copy`] | the page as one file with a draft inside |
//! | [`embed`] | the HTML of a frame and of the custom element |
//! | [`html`] | a table that needs no script and no style |

pub mod copy;
pub mod embed;
pub mod html;
