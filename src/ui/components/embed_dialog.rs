//! The dialog that makes the HTML for a city's website.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::desk::Desk;
use crate::app::inputs::Inputs;
use crate::app::keeper;
use crate::app::session::Session;
use crate::ui::dialog::use_dialog;
use crate::ui::hooks::use_ports;
use crate::ui::reading::Reading;
use kpi_report::export::embed;
use kpi_report::export::handout;
use kpi_report::export::html;
use kpi_report::i18n::Lang;
use kpi_report::i18n::embedding;

/// The ways, by their ids.
const WAYS: [&str; 3] = ["table", "frame", "element"];

/// Props of [`EmbedDialog`].
#[derive(Properties)]
pub struct EmbedDialogProps {
    /// What is embedded.
    pub reading: Rc<Reading>,
}

impl PartialEq for EmbedDialogProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.reading, &other.reading)
    }
}

/// A button, and the dialog that it opens: the address of the parts, and for each way its HTML with a copy button.
///
/// Contract: a native modal dialog named by its heading. Escape and its button close it; the focus then goes back to the
/// button that opened it. What was copied is said in a status of the dialog: the page's own is out of reach behind it.
#[component]
pub fn EmbedDialog(props: &EmbedDialogProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let (words, ports) = (embedding::words(lang), use_ports());
    let dialog = use_dialog();
    let close = dialog.closing();
    let said = use_state(AttrValue::default);
    let address = use_state(|| ports.page.address().unwrap_or_else(|| embed::ADDRESS.to_owned()));
    let show = {
        let (show, said) = (dialog.show.clone(), said.clone());
        Callback::from(move |_| {
            said.set(AttrValue::default());
            show.emit(());
        })
    };
    let onchange = {
        let address = address.clone();
        Callback::from(move |event: Event| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                address.set(field.value());
            }
        })
    };
    let copy = |way: &'static str, code: &str| {
        let (code, said, copier) = (code.to_owned(), said.clone(), Rc::clone(&ports.copier));
        Callback::from(move |_| {
            let said = said.clone();
            let done = move |copied: bool| {
                said.set(if copied {
                    (words.copied)((words.way)(way)).into()
                } else {
                    words.not_copied.into()
                });
            };
            copier.copy(&code, Box::new(done));
        })
    };
    let snippets = use_memo(
        (
            Rc::as_ptr(&props.reading),
            lang,
            (*address).clone(),
            dialog.is_open,
        ),
        |(_, lang, address, open)| {
            if *open {
                snippets(&props.reading, address, *lang)
            } else {
                Vec::new()
            }
        },
    );
    html! {
        <div class="ke-embed">
            <button type="button" class="ke-button ke-button--outline" aria-haspopup="dialog" onclick={show}>{ words.open }</button>
            <dialog ref={dialog.node} class="ke-dialog" aria-labelledby="ke-embed-heading" onclose={dialog.onclose}>
                if dialog.is_open {
                    <h2 id="ke-embed-heading" class="ke-heading">{ words.heading }</h2>
                    <p class="ke-support">{ words.hint }</p>
                    <div class="ke-field">
                        <label class="ke-field__label" for="ke-embed-address">{ words.address }</label>
                        <p class="ke-support" id="ke-embed-address-hint">{ words.address_hint }</p>
                        <input type="url" class="ke-input" id="ke-embed-address" aria-describedby="ke-embed-address-hint"
                            value={(*address).clone()} autocomplete="off" {onchange} />
                    </div>
                    { for snippets.iter().map(|(way, code)| html! {
                        <div class="ke-field" key={*way}>
                            <label class="ke-field__label" for={format!("ke-embed-{way}")}>{ (words.code)((words.way)(way)) }</label>
                            <p class="ke-support" id={format!("ke-embed-{way}-hint")}>{ (words.needs)(way) }</p>
                            <textarea class="ke-textarea ke-textarea--code" id={format!("ke-embed-{way}")} rows="4" readonly=true
                                aria-describedby={format!("ke-embed-{way}-hint")} spellcheck="false" value={code.clone()} />
                            <button type="button" class="ke-button ke-button--outline ke-button--small" data-way={*way}
                                onclick={copy(way, code)}>
                                { words.copy }
                                <span class="ke-visually-hidden">{ (words.way)(way) }</span>
                            </button>
                        </div>
                    }) }
                    <p class="ke-support" role="status">{ &*said }</p>
                    <button type="button" class="ke-button ke-button--primary" onclick={close.clone()}>{ words.close }</button>
                }
            </dialog>
        </div>
    }
}

/// The HTML of every way that there is for this sheet.
fn snippets(reading: &Reading, address: &str, lang: Lang) -> Vec<(&'static str, String)> {
    let table = html::table(&reading.evaluation, &reading.choice(lang));
    let draft = packed(&reading.inputs, lang);
    let made = WAYS.map(|way| {
        let code = match (way, &draft) {
            ("table", _) => Some(table.clone()),
            // A sheet that is too large for a draft is too large for a page's text.
            (_, None) => None,
            ("frame", Some(draft)) => {
                let title = (embedding::words(lang).frame_title)(&handout::title(&reading.evaluation, lang));
                Some(embed::frame(address, draft, &title, lang))
            }
            (_, Some(draft)) => Some(embed::element(address, draft, &table, lang)),
        };
        code.map(|code| (way, code))
    });
    made.into_iter().flatten().collect()
}

/// The open sheet alone, with everything that was put right in it.
fn packed(inputs: &Rc<Inputs>, lang: Lang) -> Option<String> {
    let desk = Desk::new(vec![Rc::clone(inputs)], 0, Inputs::default());
    keeper::packed(&Session::new(desk, lang))
}
