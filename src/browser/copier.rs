//! Text that goes to the clipboard.

use std::cell::Cell;
use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::events::EventListenerOptions;
use gloo::events::EventListenerPhase;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::ClipboardEvent;
use web_sys::HtmlDocument;
use web_sys::HtmlTextAreaElement;

use crate::app::ports::Copier;

/// The system's clipboard.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClipboard;

impl Copier for SystemClipboard {
    fn copy(&self, text: &str, done: Box<dyn FnOnce(bool)>) {
        let clipboard = web_sys::window().map(|window| window.navigator().clipboard());
        // Pages that came over plain HTTP, as on a city's own network, have no such object.
        let Some(clipboard) =
            clipboard.filter(|clipboard| !AsRef::<JsValue>::as_ref(clipboard).is_undefined())
        else {
            done(by_selection(text).unwrap_or(false));
            return;
        };
        let done = Rc::new(RefCell::new(Some(done)));
        let tell = |whether: bool| {
            let done = Rc::clone(&done);
            Closure::<dyn FnMut(JsValue)>::new(move |_| {
                let waiting = done.borrow_mut().take();
                if let Some(done) = waiting {
                    done(whether);
                }
            })
        };
        let (there, refused) = (tell(true), tell(false));
        let _ = clipboard.write_text(text).then2(&there, &refused);
        // The promise calls one of them once; which, and when, only the browser knows.
        there.forget();
        refused.forget();
    }

    fn copy_both(&self, html: &str, text: &str) -> bool {
        by_event(html, text).unwrap_or(false)
    }
}

/// By the command to copy, whose event takes any flavour: it works over plain HTTP and from a disk too.
fn by_event(html: &str, text: &str) -> Option<bool> {
    let document: HtmlDocument = web_sys::window()?.document()?.dyn_into().ok()?;
    let taken = Rc::new(Cell::new(false));
    let options = EventListenerOptions {
        phase: EventListenerPhase::Capture,
        passive: false,
    };
    let listener = {
        let (taken, html, text) = (Rc::clone(&taken), html.to_owned(), text.to_owned());
        EventListener::once_with_options(&document, "copy", options, move |event| {
            let data = event
                .dyn_ref::<ClipboardEvent>()
                .and_then(ClipboardEvent::clipboard_data);
            if let Some(data) = data {
                let is_set =
                    data.set_data("text/html", &html).is_ok() && data.set_data("text/plain", &text).is_ok();
                event.prevent_default();
                event.stop_propagation();
                taken.set(is_set);
            }
        })
    };
    let is_done = document.exec_command("copy").unwrap_or(false);
    drop(listener);
    Some(is_done && taken.get())
}

/// As it was done before there was a clipboard object: a selected text field, and the command to copy.
fn by_selection(text: &str) -> Option<bool> {
    let document: HtmlDocument = web_sys::window()?.document()?.dyn_into().ok()?;
    let before = document.active_element();
    let area: HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    area.set_class_name("ke-visually-hidden");
    area.set_value(text);
    document.body()?.append_child(&area).ok()?;
    area.select();
    let copied = document.exec_command("copy").unwrap_or(false);
    area.remove();
    if let Some(element) = before.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        // The focus was taken by the selection; where it cannot go back, nothing is worse than before.
        let _ = element.focus();
    }
    Some(copied)
}
