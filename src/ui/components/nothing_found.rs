//! A sheet without a KPI.

use std::rc::Rc;

use yew::prelude::*;

use crate::ui::components::banner::Banner;
use crate::ui::hooks::use_words;
use crate::ui::reading::Reading;
use kpi_report::contract::v1::Severity;

/// The id of the heading.
pub const NOTHING: &str = "ke-nothing-heading";

/// Props of [`NothingFound`].
#[derive(Properties)]
pub struct NothingFoundProps {
    /// What was read.
    pub reading: Rc<Reading>,
}

impl PartialEq for NothingFoundProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.reading, &other.reading)
    }
}

/// Says what was read, what is needed and what to do.
///
/// Contract: as [`Banner`]; the live region says the short form.
#[component]
pub fn NothingFound(props: &NothingFoundProps) -> Html {
    let words = use_words();
    let rows = props
        .reading
        .sheets()
        .iter()
        .map(|sheet| sheet.rows.iter().filter(|row| !row.is_blank()).count())
        .sum();
    let columns = props
        .reading
        .sheets()
        .iter()
        .flat_map(|sheet| &sheet.rows)
        .map(|row| row.cells.len())
        .max()
        .unwrap_or(0);
    html! {
        <Banner id={NOTHING} severity={Severity::Warning} heading={words.nothing_found}>
            <p>{ (words.nothing_read)(rows, columns) }</p>
            <p>{ words.nothing_needed }</p>
            <ul class="ke-list">
                { for words.nothing_to_do.iter().map(|line| html! { <li>{ *line }</li> }) }
            </ul>
        </Banner>
    }
}
