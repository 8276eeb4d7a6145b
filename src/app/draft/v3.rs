//! Version 3: as version 2, and whatever is stored says whether it is whole: the index by its last field, a document by
//! its key.

use crate::app::draft::check;
use crate::app::draft::stored::Fault;
use kpi_readers::sheet::Document;
use kpi_report::tasks::document as text_of;

/// The document under a key: its checksum is the key.
pub(super) fn document(key: &str, text: &str) -> Result<Document, Fault> {
    if check::sum(&[text]) != key {
        return Err(Fault::Damaged);
    }
    text_of::read(text).ok_or(Fault::Damaged)
}
