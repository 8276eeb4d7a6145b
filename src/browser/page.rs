//! The document around the mount node.

use std::any::Any;
use std::cell::Cell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::events::EventListenerOptions;
use js_sys::Date;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::Blob;
use web_sys::BlobPropertyBag;
use web_sys::Document;
use web_sys::Event;
use web_sys::HtmlElement;
use web_sys::HtmlLinkElement;
use web_sys::ScrollIntoViewOptions;
use web_sys::ScrollLogicalPosition;
use web_sys::StorageEvent;
use web_sys::Url;

use crate::app::ports::Dragged;
use crate::app::ports::Page;
use crate::browser::files;

/// The id of the element that names the worker's script: a link to it or, in a page that is one file, the script itself.
const WORKER: &str = "kpi-evaluator-worker";

/// Where the worker's script is. A page that is one file holds it as text, and gets an address for that here.
pub fn worker_script() -> Option<String> {
    let element = WindowPage::document()?.get_element_by_id(WORKER)?;
    if let Some(link) = element.dyn_ref::<HtmlLinkElement>() {
        return Some(link.href()).filter(|href| !href.is_empty());
    }
    let text = element.text_content().filter(|text| !text.trim().is_empty())?;
    let parts = js_sys::Array::of1(&text.into());
    let script = BlobPropertyBag::new();
    script.set_type("text/javascript");
    let blob = Blob::new_with_str_sequence_and_options(&parts, &script).ok()?;
    Url::create_object_url_with_blob(&blob).ok()
}

/// Scrolls as far as needed for an element to be seen, and no further.
pub(super) fn bring_into_view(element: &HtmlElement) {
    let nearest = ScrollIntoViewOptions::new();
    nearest.set_block(ScrollLogicalPosition::Nearest);
    nearest.set_inline(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&nearest);
}

/// The media query holds now.
pub(super) fn matches(media: &str) -> bool {
    let list = web_sys::window().and_then(|window| window.match_media(media).ok().flatten());
    list.is_some_and(|list| list.matches())
}

/// Hears that a media query holds, or no longer does.
pub(super) fn on_match(media: &str, hear: Rc<dyn Fn()>) -> Box<dyn Any> {
    let list = web_sys::window().and_then(|window| window.match_media(media).ok().flatten());
    match list {
        Some(list) => Box::new(EventListener::new(&list, "change", move |_| hear())),
        None => Box::new(()),
    }
}

/// Hears that the page is hidden or left: after either, nothing may come any more.
pub(super) fn leaving(hear: Rc<dyn Fn()>) -> Box<dyn Any> {
    let Some(window) = web_sys::window() else {
        return Box::new(());
    };
    let heard = Rc::clone(&hear);
    let left = EventListener::new(&window, "pagehide", move |_| heard());
    let hidden = window.document().map(|document| {
        EventListener::new(&document, "visibilitychange", move |_| {
            // That it is shown again harms nothing.
            hear();
        })
    });
    Box::new((left, hidden))
}

/// The day where the browser is.
pub(super) fn today() -> String {
    let now = Date::new_0();
    format!(
        "{:04}-{:02}-{:02}",
        now.get_full_year(),
        now.get_month() + 1,
        now.get_date()
    )
}

/// Day and time where the browser is, to the minute.
pub(super) fn now() -> String {
    let now = Date::new_0();
    format!("{}T{:02}:{:02}", today(), now.get_hours(), now.get_minutes())
}

/// Asks for what is kept to last, and tells whether it will.
fn ask_to_last(done: Box<dyn FnOnce(bool)>) -> Option<()> {
    // A page without a secure origin has nobody to ask; then this throws.
    let promise = web_sys::window()?.navigator().storage().persist().ok()?;
    let done = Cell::new(Some(done));
    let told = Closure::<dyn FnMut(JsValue)>::new(move |is_lasting: JsValue| {
        if let Some(done) = done.take() {
            done(is_lasting.is_truthy());
        }
    });
    let refused = Closure::<dyn FnMut(JsValue)>::new(|_| {});
    let _ = promise.then2(&told, &refused);
    // The promise calls one of them once; which, and when, only the browser knows.
    told.forget();
    refused.forget();
    Some(())
}

/// The document of this window.
#[derive(Clone, Copy, Debug, Default)]
pub struct WindowPage;

impl WindowPage {
    fn document() -> Option<Document> {
        web_sys::window()?.document()
    }

    fn element(id: &str) -> Option<HtmlElement> {
        Self::document()?.get_element_by_id(id)?.dyn_into().ok()
    }
}

impl Page for WindowPage {
    fn speak(&self, language: &str, title: &str) {
        if let Some(document) = Self::document() {
            document.set_title(title);
            if let Some(root) = document.document_element() {
                // Only a detached or read-only document could refuse; the page is then readable all the same.
                let _ = root.set_attribute("lang", language);
            }
        }
    }

    fn reveal(&self, id: &str) -> bool {
        let Some(element) = Self::element(id) else {
            return false;
        };
        // Focusing scrolls only as far as needed; `scroll-margin` in the style sheet keeps the element off the edges.
        element.focus().is_ok()
    }

    fn show(&self, id: &str) {
        if let Some(element) = Self::element(id) {
            bring_into_view(&element);
        }
    }

    fn matches(&self, media: &str) -> bool {
        matches(media)
    }

    fn on_match(&self, media: &str, hear: Rc<dyn Fn()>) -> Box<dyn Any> {
        on_match(media, hear)
    }

    fn focused(&self) -> Option<String> {
        let id = Self::document()?.active_element()?.id();
        (!id.is_empty()).then_some(id)
    }

    fn is_focus_lost(&self) -> bool {
        let active = Self::document().and_then(|document| document.active_element());
        active.is_none_or(|element| element.tag_name().eq_ignore_ascii_case("body"))
    }

    fn address(&self) -> Option<String> {
        let address = Self::document()?.base_uri().ok()??;
        let address = address.split(['?', '#']).next()?;
        let (folder, _) = address.rsplit_once('/')?;
        folder.starts_with("http").then(|| format!("{folder}/"))
    }

    fn fragment(&self) -> Option<String> {
        let hash = web_sys::window()?.location().hash().ok()?;
        Some(hash.strip_prefix('#').unwrap_or_default().to_owned())
    }

    fn go(&self, fragment: &str, is_pushed: bool) {
        let Some(history) = web_sys::window().and_then(|window| window.history().ok()) else {
            return;
        };
        let address = format!("#{fragment}");
        // A page that may not, or did so too often, keeps its address; nothing else depends on it.
        let _ = if is_pushed {
            history.push_state_with_url(&JsValue::NULL, "", Some(&address))
        } else {
            history.replace_state_with_url(&JsValue::NULL, "", Some(&address))
        };
    }

    fn on_fragment(&self, hear: Rc<dyn Fn()>) -> Box<dyn Any> {
        let Some(window) = web_sys::window() else {
            return Box::new(());
        };
        Box::new(EventListener::new(&window, "hashchange", move |_| hear()))
    }

    fn on_files(&self, hear: Rc<dyn Fn(Dragged)>) -> Box<dyn Any> {
        let Some(document) = Self::document() else {
            return Box::new(());
        };
        let listen = |name: &'static str, heard: fn(&Event) -> Option<Dragged>| {
            let hear = Rc::clone(&hear);
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&document, name, options, move |event| {
                if let Some(dragged) = heard(event) {
                    // Otherwise the browser would leave the page and open the file itself.
                    event.prevent_default();
                    hear(dragged);
                }
            })
        };
        Box::new(files::HEARD.map(|(name, heard)| listen(name, heard)))
    }

    fn on_kept(&self, beginning: &'static str, hear: Rc<dyn Fn()>) -> Box<dyn Any> {
        let Some(window) = web_sys::window() else {
            return Box::new(());
        };
        Box::new(EventListener::new(&window, "storage", move |event| {
            // No key: everything was removed.
            let changed = event.dyn_ref::<StorageEvent>().map(StorageEvent::key);
            if changed.is_some_and(|changed| changed.is_none_or(|changed| changed.starts_with(beginning))) {
                hear();
            }
        }))
    }

    fn on_leave(&self, hear: Rc<dyn Fn()>) -> Box<dyn Any> {
        leaving(hear)
    }

    fn today(&self) -> Option<String> {
        Some(today())
    }

    fn now(&self) -> Option<String> {
        Some(now())
    }

    fn ask_to_last(&self, done: Box<dyn FnOnce(bool)>) {
        // Where nobody can be asked, nothing is said.
        let _ = ask_to_last(done);
    }

    fn print(&self) {
        if let Some(window) = web_sys::window() {
            // A frame that may not print has nothing to say about it.
            let _ = window.print();
        }
    }

    fn hold(&self) -> Box<dyn Any> {
        let Some(window) = web_sys::window() else {
            return Box::new(());
        };
        // The browser asks in its own words, and only after a person has touched the page.
        let options = EventListenerOptions::enable_prevent_default();
        Box::new(EventListener::new_with_options(
            &window,
            "beforeunload",
            options,
            |event| {
                event.prevent_default();
            },
        ))
    }
}
