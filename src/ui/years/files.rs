//! The comparison as a file.

use std::rc::Rc;

use yew::prelude::*;

use crate::ui::hooks::use_ports;
use crate::ui::years::compared::Compared;
use kpi_report::compare::long;
use kpi_report::compare::shape::Comparison;
use kpi_report::export::copy::file_named;
use kpi_report::export::csv;
use kpi_report::export::handout::Cell;
use kpi_report::export::render::Form;
use kpi_report::i18n::Lang;
use kpi_report::i18n::years::words;

/// Props of [`Save`].
#[derive(Properties, PartialEq)]
pub struct SaveProps {
    /// The comparison.
    pub found: Compared,
    /// Says something in the live region.
    pub on_say: Callback<AttrValue>,
}

/// A button that saves the comparison in long form.
///
/// Contract: what was saved, or that it was not, is said in the live region.
#[component]
pub fn Save(props: &SaveProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let words = words(lang);
    let saver = use_ports().saver;
    let onclick = {
        let (found, on_say) = (Rc::clone(&props.found.0), props.on_say.clone());
        Callback::from(move |_| {
            let (name, text) = file(&found, lang);
            let is_saved = saver.save(&name, Form::CsvLong.mime(), text.as_bytes());
            on_say.emit(if is_saved {
                (words.saved)(&name).into()
            } else {
                words.not_saved.into()
            });
        })
    };
    html! {
        <button type="button" class="ke-button ke-button--outline" data-part="years-save" {onclick}>{ words.save }</button>
    }
}

/// The name of the file and what it holds.
fn file(found: &Comparison, lang: Lang) -> (String, String) {
    let rows = long::rows(found).into_iter().map(|row| {
        let cell = |value: long::Value| {
            if value.is_number {
                Cell::number(&value.text)
            } else {
                Cell::text(&value.text)
            }
        };
        row.into_iter().map(cell).collect()
    });
    let title = found.now.title.as_deref().or(found.now.municipality.as_deref());
    let name = file_named(
        title.unwrap_or("KPI"),
        words(lang).mark,
        None,
        Form::CsvLong.ending(),
    );
    (name, csv::table(long::heads(lang), rows))
}
