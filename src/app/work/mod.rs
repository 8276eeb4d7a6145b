//! Long work: opening files and assessing large sheets, beside the page.
//!
//! A page that computes cannot be scrolled, so long work is done by a worker. What goes to it and comes back is plain
//! data, in pieces small enough that taking one in is never felt.
//!
//! | file | holds |
//! |---|---|
//! | [`order`] | what the worker is asked, and what it tells |
//! | [`parts`] | an assessment in pieces, and its gathering |
//! | [`workshop`] | the worker's side: does what it is asked |
//! | [`at_hand`] | the same work on the page, where there is no worker |

pub mod at_hand;
pub mod order;
pub mod parts;
pub mod workshop;
