//! The document around the mount node.

use std::any::Any;

use gloo::events::EventListener;
use gloo::events::EventListenerOptions;
use wasm_bindgen::JsCast;
use web_sys::Document;
use web_sys::HtmlElement;

use crate::app::ports::Page;

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

    fn focused(&self) -> Option<String> {
        let id = Self::document()?.active_element()?.id();
        (!id.is_empty()).then_some(id)
    }

    fn is_focus_lost(&self) -> bool {
        let active = Self::document().and_then(|document| document.active_element());
        active.is_none_or(|element| element.tag_name().eq_ignore_ascii_case("body"))
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
