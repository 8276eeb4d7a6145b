//! What came in, and how else it could be read.

use std::rc::Rc;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::samples::SAMPLES;
use crate::ui::hooks::use_words;
use crate::ui::openings::Known;
use kpi_readers::encoding::Encoding;
use kpi_readers::file::SEPARATORS;
use kpi_readers::sheet::Content;
use kpi_readers::sheet::Document;
use kpi_report::i18n::Lang;
use kpi_report::i18n::intake;
use kpi_report::i18n::page::SHEETS;
use kpi_report::i18n::results;
use kpi_report::tasks::protocol::FileChoice;

/// Props of [`DocumentLine`].
#[derive(Properties, PartialEq)]
pub struct DocumentLineProps {
    /// The document.
    pub document: Rc<Document>,
    /// Of a file that was opened on this page: how.
    pub known: Option<Known>,
    /// It is to be read anew.
    pub on_reread: Callback<FileChoice>,
}

/// What came in: how, how long, of a sample its source, of a file how it was read.
///
/// Contract: text, and, in a disclosure, for a text file labelled selects of encoding and separator with its first lines, for a workbook
/// with hidden parts a button that reads them too. What is chosen takes effect at once and can be undone.
#[component]
pub fn DocumentLine(props: &DocumentLineProps) -> Html {
    let words = use_words();
    let lang = use_context::<Lang>().unwrap_or_default();
    let facts = use_memo(Rc::clone(&props.document), |document| {
        let (text, html) = match &document.content {
            Content::Text(text) | Content::Kept(text) => (text.as_str(), false),
            Content::Clipboard { html, text } => (text.as_deref().unwrap_or(html), true),
            Content::Sheets { .. } => ("", false),
        };
        let sample = SAMPLES.iter().find(|sample| sample.text == text && !html);
        (text.chars().count(), html, sample)
    });
    let (length, html, sample) = *facts;
    html! {
        <div class="ke-document">
            if let Some(name) = &props.document.name {
                <p class="ke-document__what">{ (intake::words(lang).file_taken)(name, length) }</p>
                if let Some(known) = &props.known {
                    <Reread known={known.clone()} on_reread={props.on_reread.clone()} />
                }
            } else if let Some(sample) = sample {
                <p class="ke-document__what">{ (words.sample_taken)(sample.title(lang), length) }</p>
                <p class="ke-support">{ (words.sample_source)(sample.source(lang)) }</p>
            } else {
                <p class="ke-document__what">{ (words.document_taken)(length, html) }</p>
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct RereadProps {
    known: Known,
    on_reread: Callback<FileChoice>,
}

/// How else a file can be read.
#[component]
fn Reread(props: &RereadProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let (words, more) = (intake::words(lang), results::words(lang));
    let Known { choice, facts, .. } = &props.known;
    let chosen = |change: fn(&mut FileChoice, String)| {
        let (choice, on_reread) = (choice.clone(), props.on_reread.clone());
        Callback::from(move |event: Event| {
            if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
                let mut choice = choice.clone();
                change(&mut choice, select.value());
                on_reread.emit(choice);
            }
        })
    };
    let with_hidden = {
        let (choice, on_reread) = (choice.clone(), props.on_reread.clone());
        Callback::from(move |_| {
            on_reread.emit(FileChoice {
                with_hidden: true,
                ..choice.clone()
            });
        })
    };
    if facts.encoding.is_none() && (!facts.left_out || choice.with_hidden) {
        return Html::default();
    }
    html! {
        <details class="ke-disclosure ke-reread__more">
            <summary>{ more.reread }</summary>
            if let Some(encoding) = &facts.encoding {
                <div class="ke-reread">
                    <div class="ke-field">
                        <label class="ke-field__label" for="ke-encoding">{ words.encoding }</label>
                        <select class="ke-select" id="ke-encoding"
                            onchange={chosen(|choice, id| choice.encoding = Some(id))}>
                            { for Encoding::ALL.iter().map(|other| html! {
                                <option key={other.id()} value={other.id()} selected={other.id() == encoding}>
                                    { other.name() }
                                </option>
                            }) }
                        </select>
                    </div>
                    if let Some(separator) = facts.separator {
                        <div class="ke-field">
                            <label class="ke-field__label" for="ke-separator">{ words.separator }</label>
                            <select class="ke-select" id="ke-separator"
                                onchange={chosen(|choice, value| choice.separator = value.chars().next())}>
                                { for SEPARATORS.iter().map(|other| html! {
                                    <option key={other.to_string()} value={other.to_string()} selected={*other == separator}>
                                        { (words.separator_name)(*other) }
                                    </option>
                                }) }
                            </select>
                        </div>
                    }
                </div>
                <figure class="ke-first-lines">
                    <figcaption class="ke-support">{ words.first_lines }</figcaption>
                    <pre lang={SHEETS} tabindex="0">{ facts.first_lines.join("\n") }</pre>
                </figure>
            }
            if facts.left_out && !choice.with_hidden {
                <button type="button" class="ke-button ke-button--outline" onclick={with_hidden}>{ words.with_hidden }</button>
            }
        </details>
    }
}
