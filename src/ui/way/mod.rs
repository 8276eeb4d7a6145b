//! The way from a sheet to what is handed out, in five steps, and the address of where one is on it.
//!
//! | file | does |
//! |---|---|
//! | [`address`] | a place of the page ↔ the fragment of its address |
//! | [`going`] | the view of the result ↔ its address |
//! | [`left`] | counts what is still open in each step |
//! | [`place`] | keeps both the same: a person goes on, the browser goes back |
//! | [`steps`] | shows the steps |

pub mod address;
pub mod going;
pub mod left;
pub mod place;
pub mod steps;
