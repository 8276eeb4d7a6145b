//! What is stored of a session, and what there is of it when it is read back.

use std::rc::Rc;

use crate::app::session::Session;
use kpi_readers::sheet::Document;

/// The version that is written.
pub const VERSION: u32 = 4;

/// Why a stored text is no draft of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No JSON, or not of the shape, or a document that it names is gone.
    Unreadable,
    /// Written by a newer program.
    Newer,
    /// Not as it was written: its checksum is another.
    Damaged,
}

/// What there is of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The session, without the sheets that are lost.
    pub session: Session,
    /// What is not in it.
    pub lost: Vec<Lost>,
}

/// A sheet of a draft that is not there as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// Which it was, from 1.
    pub sheet: usize,
    /// The name of its document.
    pub name: Option<String>,
    /// Its document is gone, or another.
    pub fault: Fault,
}

/// A session as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The index.
    pub index: String,
    /// The documents that the index names, by their keys.
    pub documents: Vec<(String, Rc<Document>)>,
}
