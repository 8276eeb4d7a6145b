//! Long work: opening files and assessing sheets, beside the page.
//!
//! A page that computes cannot be scrolled, so long work is done by a worker. What goes to it and comes back is plain
//! data, in pieces small enough that taking one in stays under a frame of the screen.
//!
//! | file | holds |
//! |---|---|
//! | [`protocol`] | what the worker is asked, and what it tells |
//! | [`query`] | questions about a document besides its evaluation |
//! | [`parts`] | an assessment in pieces, and its gathering |
//! | [`document`] | a document as one text |
//! | [`worker`] | the worker's side: does what it is asked |
//! | [`working_file`] | working files as programs read them |

pub mod document;
pub mod parts;
pub mod protocol;
pub mod query;
pub mod worker;
pub mod working_file;
