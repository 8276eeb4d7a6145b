//! The dialog that saves a copy of the page with the draft inside.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::copy;
use crate::app::copy::About;
use crate::app::ports::Publication;
use crate::app::session::Session;
use crate::ui::dialog::use_dialog;
use crate::ui::hooks::use_ports;
use crate::ui::reading::Reading;
use kpi_report::contract::v1;
use kpi_report::export::copy::Fault;
use kpi_report::export::copy::Original;
use kpi_report::export::copy::file_name;
use kpi_report::export::handout;
use kpi_report::i18n::Lang;
use kpi_report::i18n::copying;
use kpi_report::i18n::copying::Words;
use kpi_report::i18n::embedding;

/// The port, as a prop.
#[derive(Clone)]
pub struct Publisher(pub Rc<dyn Publication>);

impl PartialEq for Publisher {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Props of [`CopyDialog`].
#[derive(Properties)]
pub struct CopyDialogProps {
    /// Where the page comes from that the file is made of.
    pub publisher: Publisher,
    /// What is saved.
    pub session: Rc<Session>,
    /// What was read of the open sheet, which names the file.
    pub reading: Option<Rc<Reading>>,
}

impl PartialEq for CopyDialogProps {
    fn eq(&self, other: &Self) -> bool {
        let read = |props: &Self| props.reading.as_ref().map(Rc::as_ptr);
        self.publisher == other.publisher
            && Rc::ptr_eq(self.session.desk(), other.session.desk())
            && self.session.lang() == other.session.lang()
            && read(self) == read(other)
    }
}

/// The page that the file is made of.
#[derive(Clone)]
enum Page {
    Loading,
    Here(Rc<Original>),
    Missing(WhyNot),
}

#[derive(Clone, Copy)]
enum WhyNot {
    Unreachable,
    Unfit(Fault),
    TooLarge,
}

impl WhyNot {
    fn said(self, words: &Words) -> &'static str {
        match self {
            Self::Unreachable => words.unreachable,
            Self::Unfit(Fault::Changed) => words.changed,
            Self::Unfit(Fault::OtherBuild) => words.other_build,
            Self::TooLarge => words.too_large,
        }
    }
}

/// A button, and the dialog that it opens: what the reader may do, whether the day is said, name and size of the file.
///
/// Contract: a native modal dialog named by its heading. Escape and its button close it; the focus then goes back to the
/// button that opened it. A group of radio buttons and a checkbox; a status says what keeps the file from being made, and
/// that it was saved. The button that saves stays in the tab order with `aria-disabled` until there is a file.
#[component]
pub fn CopyDialog(props: &CopyDialogProps) -> Html {
    let lang = use_context::<Lang>().unwrap_or_default();
    let (words, ports) = (copying::words(lang), use_ports());
    let publication = &props.publisher.0;
    let dialog = use_dialog();
    let close = dialog.closing();
    let page = use_state(|| Page::Loading);
    let (readonly, dated) = (use_state(|| false), use_state(|| false));
    let said = use_state(AttrValue::default);
    let show = {
        let (show, said, page) = (dialog.show.clone(), said.clone(), page.clone());
        let publication = Rc::clone(publication);
        Callback::from(move |_| {
            said.set(AttrValue::default());
            show.emit(());
            // Now, as the person asks for a file, and not before: it may be loaded from the host.
            if !matches!(*page, Page::Here(_)) {
                page.set(Page::Loading);
                let (page, build) = (page.clone(), publication.build());
                publication.page(Box::new(move |text| page.set(of(text, &build))));
            }
        })
    };
    let data = use_memo(
        (
            Rc::as_ptr(props.session.desk()),
            lang,
            *readonly,
            *dated,
            dialog.is_open,
        ),
        |_| {
            let about = About {
                version: env!("CARGO_PKG_VERSION").to_owned(),
                build: publication.build(),
                readonly: *readonly,
                date: dated.then(|| publication.today()),
            };
            dialog
                .is_open
                .then(|| copy::write(&props.session, about))
                .flatten()
        },
    );
    let date = dated.then(|| publication.today());
    let name = file_name(&title(props, lang), words.mode(*readonly).mark, date.as_deref());
    let made = match (&*page, &*data) {
        (Page::Loading, _) => Err(None),
        (Page::Missing(why), _) => Err(Some(*why)),
        (Page::Here(_), None) => Err(Some(WhyNot::TooLarge)),
        (Page::Here(original), Some(data)) => Ok((Rc::clone(original), data.clone())),
    };
    let size = made.as_ref().ok().map(|(page, data)| (page.size(), data.len()));
    let status: AttrValue = match &made {
        Ok(_) => (*said).clone(),
        Err(None) => words.loading.into(),
        Err(Some(why)) => why.said(words).into(),
    };
    let disabled = made.is_err().then_some("true");
    let save = {
        let (said, name, saver) = (said.clone(), name.clone(), Rc::clone(&ports.saver));
        Callback::from(move |_| {
            if let Ok((original, data)) = &made {
                let is_saved = saver.save(&name, "text/html", original.with(data).as_bytes());
                said.set(if is_saved {
                    (words.saved)(&name).into()
                } else {
                    words.not_saved.into()
                });
            }
        })
    };
    html! {
        <div class="ke-copy">
            <button type="button" class="ke-button ke-button--outline ke-button--small" aria-haspopup="dialog" onclick={show}>
                { words.open }
            </button>
            <dialog ref={dialog.node} class="ke-dialog ke-dialog--narrow" aria-labelledby="ke-copy-heading"
                onclose={dialog.onclose}>
                if dialog.is_open {
                    <h2 id="ke-copy-heading" class="ke-heading">{ words.open }</h2>
                    <p>{ words.hint }</p>
                    <p>{ words.caution }</p>
                    <fieldset class="ke-choices">
                        <legend class="ke-field__label">{ words.reader }</legend>
                        { for [false, true].map(|is_readonly| {
                            let mode = words.mode(is_readonly);
                            let choose = choose(&readonly, &said, move |_| is_readonly);
                            choice("radio", mode.name, Some(mode.hint), *readonly == is_readonly, choose)
                        }) }
                    </fieldset>
                    { choice("checkbox", words.dated, None, *dated, choose(&dated, &said, HtmlInputElement::checked)) }
                    <p class="ke-copy__name">{ (words.name)(&name) }</p>
                    if let Some((page, data)) = size {
                        <p>{ (words.size)(page, data) }</p>
                    }
                    <p role="status">{ status }</p>
                    <div class="ke-copy__buttons">
                        <button type="button" class="ke-button ke-button--primary" aria-disabled={disabled} onclick={save}>
                            { words.save }
                        </button>
                        <button type="button" class="ke-button ke-button--outline" onclick={close.clone()}>{ words.close }</button>
                    </div>
                }
            </dialog>
        </div>
    }
}

/// A radio button or a checkbox with its label.
fn choice(
    kind: &'static str,
    name: &'static str,
    hint: Option<&'static str>,
    checked: bool,
    onchange: Callback<Event>,
) -> Html {
    let group = (kind == "radio").then_some("ke-copy-reader");
    html! {
        <label class="ke-choices__item">
            <input type={kind} class="ke-choices__control" name={group} {checked} {onchange} />
            <span>
                <span class="ke-choices__name">{ name }</span>
                if let Some(hint) = hint {
                    <span class="ke-choices__hint">{ hint }</span>
                }
            </span>
        </label>
    }
}

/// Takes a choice over; what was said of the last file does not hold for another one.
fn choose(
    chosen: &UseStateHandle<bool>,
    said: &UseStateHandle<AttrValue>,
    value: impl Fn(&HtmlInputElement) -> bool + 'static,
) -> Callback<Event> {
    let (chosen, said) = (chosen.clone(), said.clone());
    Callback::from(move |event: Event| {
        if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
            said.set(AttrValue::default());
            chosen.set(value(&field));
        }
    })
}

/// The published file, if what was had is it.
fn of(text: Option<String>, build: &str) -> Page {
    let Some(text) = text else {
        return Page::Missing(WhyNot::Unreachable);
    };
    match Original::new(text, build) {
        Ok(original) => Page::Here(Rc::new(original)),
        Err(fault) => Page::Missing(WhyNot::Unfit(fault)),
    }
}

/// What the open sheet is called.
fn title(props: &CopyDialogProps, lang: Lang) -> String {
    let evaluation = props.reading.as_ref().map(|reading| &reading.evaluation);
    let is_named = |evaluation: &&v1::Evaluation| {
        let document = &evaluation.document;
        document.title.is_some() || document.municipality.is_some()
    };
    let file = props
        .session
        .inputs()
        .document
        .as_ref()
        .and_then(|document| document.name.as_ref());
    match (evaluation.filter(is_named), file) {
        (Some(evaluation), _) => handout::title(evaluation, lang),
        // Without its ending: the copy has its own.
        (None, Some(file)) => file
            .rsplit_once('.')
            .map_or(file.as_str(), |(name, _)| name)
            .to_owned(),
        (None, None) => embedding::words(lang).untitled.to_owned(),
    }
}
