//! The surroundings of the page as a guest: a node, most often inside a shadow root, in somebody else's document.
//!
//! The document's title and language, and what happens outside the node, are not the guest's business.

use std::any::Any;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::events::EventListenerOptions;
use wasm_bindgen::JsCast;
use web_sys::Element;
use web_sys::Event;
use web_sys::HtmlElement;
use web_sys::ShadowRoot;

use crate::app::ports::Dragged;
use crate::app::ports::Page;
use crate::browser::files;
use crate::browser::own_width;
use crate::browser::page::bring_into_view;
use crate::browser::page::leaving;
use crate::browser::page::matches;
use crate::browser::page::now;
use crate::browser::page::on_match;
use crate::browser::page::today;

/// A node in another document.
#[derive(Clone, Debug)]
pub struct GuestPage {
    node: Element,
}

impl GuestPage {
    /// The page inside this node.
    pub fn new(node: Element) -> Self {
        Self { node }
    }

    fn shadow(&self) -> Option<ShadowRoot> {
        self.node.get_root_node().dyn_into().ok()
    }

    fn element(&self, id: &str) -> Option<HtmlElement> {
        let element = match self.shadow() {
            Some(root) => root.get_element_by_id(id),
            None => self.node.owner_document()?.get_element_by_id(id),
        };
        element?.dyn_into().ok()
    }

    /// The element inside the node that has the focus.
    fn active(&self) -> Option<Element> {
        let active = match self.shadow() {
            Some(root) => root.active_element(),
            None => self.node.owner_document()?.active_element(),
        };
        active.filter(|element| self.node.contains(Some(element)))
    }

    /// The focus is with the host: on something outside, and so not lost.
    fn is_focus_outside(&self) -> bool {
        let active = self
            .node
            .owner_document()
            .and_then(|document| document.active_element());
        let own = self.shadow().map(|root| root.host());
        active.is_some_and(|active| {
            !active.tag_name().eq_ignore_ascii_case("body") && own.is_none_or(|own| own != active)
        })
    }
}

impl Page for GuestPage {
    fn speak(&self, language: &str, _title: &str) {
        // The language is that of the guest's own words only.
        let _ = self.node.set_attribute("lang", language);
    }

    fn reveal(&self, id: &str) -> bool {
        self.element(id).is_some_and(|element| element.focus().is_ok())
    }

    fn show(&self, id: &str) {
        if let Some(element) = self.element(id) {
            bring_into_view(&element);
        }
    }

    fn matches(&self, media: &str) -> bool {
        let own = self.shadow().map(|root| f64::from(root.host().client_width()));
        own.and_then(|width| own_width::holds(media, width))
            .unwrap_or_else(|| matches(media))
    }

    fn on_match(&self, media: &str, hear: Rc<dyn Fn()>) -> Box<dyn Any> {
        let host = self.shadow().map(|root| root.host());
        let host = host.filter(|_| own_width::holds(media, 0.0).is_some());
        let heard = Rc::clone(&hear);
        host.and_then(|host| own_width::on_resize(&host, heard))
            .unwrap_or_else(|| on_match(media, hear))
    }

    fn focused(&self) -> Option<String> {
        let id = self.active()?.id();
        (!id.is_empty()).then_some(id)
    }

    fn is_focus_lost(&self) -> bool {
        // A reader who is elsewhere on the host's page must not be pulled in here.
        self.active().is_none() && !self.is_focus_outside()
    }

    fn on_files(&self, hear: Rc<dyn Fn(Dragged)>) -> Box<dyn Any> {
        let listen = |name: &'static str, heard: fn(&Event) -> Option<Dragged>| {
            let hear = Rc::clone(&hear);
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&self.node, name, options, move |event| {
                if let Some(dragged) = heard(event) {
                    event.prevent_default();
                    hear(dragged);
                }
            })
        };
        Box::new(files::HEARD.map(|(name, heard)| listen(name, heard)))
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

    /// Whether a page is left is the host's business.
    fn hold(&self) -> Box<dyn Any> {
        Box::new(())
    }
}
