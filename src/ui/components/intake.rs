//! Where a sheet comes in.

use std::rc::Rc;

use web_sys::HtmlSelectElement;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::app::desk::DeskChange;
use crate::app::ports::ChosenFile;
use crate::app::working_file;
use crate::browser::clipboard;
use crate::browser::clipboard::Clipboard;
use crate::samples::SAMPLES;
use crate::samples::find;
use crate::ui::components::document_line::DocumentLine;
use crate::ui::components::file_button::FileButton;
use crate::ui::hooks::use_act;
use crate::ui::hooks::use_ports;
use crate::ui::hooks::use_words;
use crate::ui::openings::Known;
use crate::ui::typing::Typing;
use kpi_readers::carried;
use kpi_readers::sheet::Content;
use kpi_readers::sheet::Document;
use kpi_report::i18n::Lang;
use kpi_report::tasks::protocol::Carried;
use kpi_report::tasks::protocol::FileChoice;

/// The id of the paste box.
pub const BOX: &str = "ke-paste";

/// Props of [`Intake`].
#[derive(Properties, PartialEq)]
pub struct IntakeProps {
    /// The document now.
    pub document: Option<Rc<Document>>,
    /// Of a file that was opened on this page: how.
    pub known: Option<Known>,
    /// Another sheet is asked for; another number each time.
    pub asked: Option<u32>,
    /// Asks for another sheet.
    pub on_ask: Callback<()>,
    /// Files were chosen.
    pub on_files: Callback<Vec<ChosenFile>>,
    /// The file is to be read anew.
    pub on_reread: Callback<FileChoice>,
    /// Says something in the live region.
    pub on_say: Callback<AttrValue>,
}

/// The file field, the paste box and the samples; once a sheet is there, a line that says what it is, and a way to
/// another.
///
/// Contract: a section with a heading, seen only while something can be taken in; a labelled file field; a labelled text area that takes a paste at once, with both flavours of the clipboard, and keeps typed text
/// until the button is pressed; a labelled select of samples with a button. The text of a sheet is never put back into
/// the text area: ten million characters would freeze it.
#[component]
pub fn Intake(props: &IntakeProps) -> Html {
    let words = use_words();
    let ports = use_ports();
    let expanded = props.asked.is_some() || props.document.is_none();
    use_effect_with(props.asked, move |asked| {
        if asked.is_some() {
            ports.page.reveal(BOX);
        }
    });
    let reopen = props.on_ask.reform(|_: MouseEvent| ());
    html! {
        <section class={classes!("ke-section", "ke-intake", (!expanded).then_some("ke-intake--line"))}
            aria-labelledby="ke-intake-heading">
            <h2 id="ke-intake-heading" class={if expanded { "ke-heading" } else { "ke-visually-hidden" }}>{ words.intake }</h2>
            if let Some(document) = &props.document {
                <DocumentLine document={Rc::clone(document)} known={props.known.clone()} on_reread={props.on_reread.clone()} />
            }
            if expanded {
                <FileButton on_files={props.on_files.clone()} />
                <PasteBox on_say={props.on_say.clone()} />
                <Samples />
            } else {
                <button type="button" class="ke-button ke-button--outline ke-button--small" onclick={reopen}>{ words.another }</button>
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct PasteBoxProps {
    on_say: Callback<AttrValue>,
}

#[component]
fn PasteBox(props: &PasteBoxProps) -> Html {
    let words = use_words();
    let act = use_act();
    let area = use_node_ref();
    let typing = use_context::<Typing>();
    {
        let (area, typing) = (area.clone(), typing.clone());
        use_effect_with((), move |()| {
            let text = typing.and_then(|typing| typing.paste());
            if let (Some(area), Some(text)) = (area.cast::<HtmlTextAreaElement>(), text) {
                area.set_value(&text);
            }
        });
    }
    let oninput = {
        let typing = typing.clone();
        Callback::from(move |event: InputEvent| {
            if let (Some(area), Some(typing)) = (event.target_dyn_into::<HtmlTextAreaElement>(), &typing) {
                typing.pasting(Some(area.value()));
            }
        })
    };
    let lang = use_context::<Lang>().unwrap_or_default();
    let parts = (act, typing, props.on_say.clone(), lang);
    let take = use_callback(
        parts,
        |document: Document, (act, typing, on_say, lang)| match change(document, *lang) {
            Ok((change, said)) => {
                if let Some(typing) = typing {
                    typing.pasting(None);
                }
                act.emit(change.into());
                if let Some(said) = said {
                    on_say.emit(said.into());
                }
            }
            Err(why) => on_say.emit(why.into()),
        },
    );
    let onpaste = {
        let take = take.clone();
        Callback::from(move |event: Event| {
            let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() else {
                return;
            };
            // Pasting into the middle of typed text is editing; the button takes it in then.
            if !area.value().is_empty() {
                return;
            }
            let Some(clipboard) = clipboard::read(&event) else {
                return;
            };
            // Files are left to the page, which hears of them wherever they are pasted.
            if let Some(document) = document_of(clipboard) {
                event.prevent_default();
                take.emit(document);
            }
        })
    };
    let onclick = {
        let (area, on_say) = (area.clone(), props.on_say.clone());
        Callback::from(move |_| {
            let Some(area) = area.cast::<HtmlTextAreaElement>() else {
                return;
            };
            let text = area.value();
            if text.trim().is_empty() {
                on_say.emit(words.nothing_typed.into());
                return;
            }
            area.set_value("");
            take.emit(Document::pasted(text));
        })
    };
    html! {
        <div class="ke-field">
            <label class="ke-field__label" for={BOX}>{ words.paste_label }</label>
            <p class="ke-support" id="ke-paste-hint">{ words.paste_hint }</p>
            <textarea ref={area} class="ke-textarea" id={BOX} rows="6" aria-describedby="ke-paste-hint" spellcheck="false"
                autocomplete="off" placeholder={words.paste_placeholder} {onpaste} {oninput} />
            <button type="button" class="ke-button ke-button--primary" {onclick}>{ words.evaluate }</button>
        </div>
    }
}

/// What is done with a document that was pasted, and what a person is to know of it: it is taken, or as a working file
/// opened, also where an editor copied it as a table of its lines. Otherwise why it cannot be.
fn change(document: Document, lang: Lang) -> Result<(DeskChange, Option<String>), String> {
    match document.content {
        Content::Text(text) | Content::Clipboard { text: Some(text), .. }
            if carried::is_working_file(text.as_bytes(), None) =>
        {
            let carried = Carried { text, looks: None };
            let opened = working_file::opened(Vec::new(), Some(&carried), None, lang)?;
            Ok((DeskChange::Bring(opened.sheets), opened.said))
        }
        content => Ok((DeskChange::take(Document { content, ..document }), None)),
    }
}

/// The document of a clipboard: with both flavours where the HTML holds a table, else its text.
fn document_of(clipboard: Clipboard) -> Option<Document> {
    let Clipboard { html, text } = clipboard;
    let table = html.filter(|html| text.is_none() || html.to_ascii_lowercase().contains("<table"));
    match (table, text) {
        (Some(html), text) => Some(Document {
            name: None,
            content: Content::Clipboard { html, text },
        }),
        (None, Some(text)) => Some(Document::pasted(text)),
        (None, None) => None,
    }
}

#[component]
fn Samples() -> Html {
    let words = use_words();
    let lang = use_context::<Lang>().unwrap_or_default();
    let act = use_act();
    let select = use_node_ref();
    let onclick = {
        let select = select.clone();
        Callback::from(move |_| {
            let chosen = select.cast::<HtmlSelectElement>().map(|select| select.value());
            if let Some(sample) = chosen.as_deref().and_then(find) {
                act.emit(DeskChange::take(Document::pasted(sample.text)).into());
            }
        })
    };
    html! {
        <div class="ke-field ke-samples">
            <label class="ke-field__label" for="ke-sample">{ words.samples_label }</label>
            <p class="ke-support" id="ke-sample-hint">{ words.samples_hint }</p>
            <div class="ke-field__row">
                <select ref={select} class="ke-select" id="ke-sample" aria-describedby="ke-sample-hint">
                    { for SAMPLES.iter().map(|sample| html! {
                        <option key={sample.id} value={sample.id}>{ sample.title(lang) }</option>
                    }) }
                </select>
                <button type="button" class="ke-button ke-button--outline" id="ke-sample-open" {onclick}>
                    { words.open_sample }
                </button>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::desk::Desk;
    use crate::app::session::Session;

    fn clipboard(html: Option<&str>, text: Option<&str>) -> Clipboard {
        Clipboard {
            html: html.map(str::to_owned),
            text: text.map(str::to_owned),
        }
    }

    #[test]
    fn a_working_file_is_opened_as_a_draft_in_whatever_flavour_it_is_pasted() {
        let sheet = Document::pasted("指標\t目標値\t実績値\n来館者数\t100\t85\n");
        let desk = Desk::default().after(DeskChange::take(sheet));
        let text = working_file::write(&Session::new(desk.clone(), Lang::Ja)).expect("it can be written");
        let table = format!("<table><tr><td>{text}</td></tr></table>");
        for clipboard in [
            clipboard(None, Some(&text)),
            clipboard(Some("<pre>{</pre>"), Some(&text)),
            clipboard(Some(&table), Some(&text)),
        ] {
            let document = document_of(clipboard).expect("a document");
            let (change, said) = change(document, Lang::Ja).expect("it is whole");
            assert_eq!(Desk::default().after(change).sheets(), desk.sheets());
            assert_eq!(said, None);
        }
        let cut: String = text.chars().take(300).collect();
        let why = change(Document::pasted(cut), Lang::Ja).expect_err("it is cut");
        assert!(why.contains("壊れている"), "{why}");
    }

    #[test]
    fn html_counts_only_where_it_holds_a_table() {
        let table = document_of(clipboard(Some("<TABLE><td>1</td>"), Some("1"))).expect("a document");
        assert!(matches!(table.content, Content::Clipboard { .. }));
        let prose = document_of(clipboard(Some("<p>1</p>"), Some("1"))).expect("a document");
        assert_eq!(prose.content, Content::Text("1".to_owned()));
        let bare = document_of(clipboard(Some("<p>1</p>"), None)).expect("a document");
        assert!(matches!(bare.content, Content::Clipboard { .. }));
    }
}
