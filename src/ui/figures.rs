//! How exact figures and periods are written for people, and places.

use kpi_report::contract::v1;
use kpi_report::i18n::page::Messages;

pub use kpi_report::i18n::figures::grouped;
pub use kpi_report::i18n::shown::period;

/// A place in words.
pub fn place_words(words: &Messages, place: &v1::Place) -> String {
    (words.place)(
        place.sheet.as_deref(),
        place.page,
        place.cell.as_deref(),
        place.line,
    )
}
