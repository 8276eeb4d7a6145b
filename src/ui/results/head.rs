//! What the sheet says of itself.

use yew::prelude::*;

use crate::ui::figures::period;
use crate::ui::hooks::use_words;
use crate::ui::reading::Shared;
use kpi_report::i18n::Lang;
use kpi_report::i18n::page::SHEETS;

/// Props of [`DocumentHead`].
#[derive(Properties, PartialEq)]
pub struct DocumentHeadProps {
    /// What was read.
    pub reading: Shared,
}

/// Title, municipality, year and term of the sheet, in a line.
///
/// Contract: text; absent where the sheet says nothing of it.
#[component]
pub fn DocumentHead(props: &DocumentHeadProps) -> Html {
    let words = use_words();
    let lang = use_context::<Lang>().unwrap_or_default();
    let document = &props.reading.evaluation.document;
    let year = document
        .fiscal_year
        .map(|year| period(&format!("FY{year}"), lang));
    let term = document
        .term
        .as_ref()
        .and_then(|term| Some((term.start.as_ref()?, term.end.as_ref()?)));
    let term = term.map(|(start, end)| (words.term)(&period(start, lang), &period(end, lang)));
    if document.title.is_none() && document.municipality.is_none() && year.is_none() && term.is_none() {
        return Html::default();
    }
    html! {
        <div class="ke-document-head">
            if let Some(title) = &document.title {
                <p class="ke-document-head__title" lang={SHEETS}>{ title }</p>
            }
            <p class="ke-support">
                if let Some(municipality) = &document.municipality {
                    <span class="ke-document-head__fact" lang={SHEETS}>{ municipality }</span>
                }
                { for year.into_iter().chain(term).map(|fact| html! {
                    <span class="ke-document-head__fact">{ fact }</span>
                }) }
            </p>
        </div>
    }
}
