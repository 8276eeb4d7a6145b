//! How the page came here: its `<meta>`s, the requests since, and what its start keeps for use without a network.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Array;
use js_sys::Function;
use js_sys::Promise;
use js_sys::Reflect;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::Document;
use web_sys::PerformanceEntry;
use web_sys::PerformanceObserver;
use web_sys::PerformanceObserverEntryList;
use web_sys::PerformanceObserverInit;

use crate::app::ports::Delivery;
use crate::app::ports::Forgotten;

/// The function of `hosted.js` that drops the service worker of this page and what it kept: a promise of whether there
/// was anything. The page that is one file has none.
const FORGET: &str = "kpiEvaluatorForget";

/// The page of this window.
#[derive(Clone, Copy, Debug, Default)]
pub struct PageDelivery;

impl PageDelivery {
    fn document() -> Option<Document> {
        web_sys::window()?.document()
    }
}

impl Delivery for PageDelivery {
    fn said(&self, name: &str) -> Option<String> {
        let meta = Self::document()?.query_selector(&format!("meta[name='kpi-evaluator-{name}']"));
        let content = meta.ok()??.get_attribute("content")?;
        (!content.is_empty()).then_some(content)
    }

    fn is_on_disk(&self) -> bool {
        let protocol = web_sys::window().and_then(|window| window.location().protocol().ok());
        protocol.as_deref() == Some("file:")
    }

    fn folder(&self) -> Option<String> {
        let address = Self::document()?.base_uri().ok()??;
        let (folder, _) = address.split(['?', '#']).next()?.rsplit_once('/')?;
        Some(format!("{folder}/"))
    }

    fn on_request(&self, hear: Rc<dyn Fn(String)>) -> Option<Box<dyn Any>> {
        let since = web_sys::window()?.performance()?.now();
        let heard = Closure::<dyn FnMut(PerformanceObserverEntryList)>::new(
            move |entries: PerformanceObserverEntryList| {
                for entry in entries.get_entries() {
                    let entry: PerformanceEntry = entry.unchecked_into();
                    // What was under way when the page began belongs to loading it.
                    if entry.start_time() >= since {
                        hear(entry.name());
                    }
                }
            },
        );
        let observer = PerformanceObserver::new(heard.as_ref().unchecked_ref()).ok()?;
        let kinds = Array::of1(&JsValue::from_str("resource"));
        observer.observe(&PerformanceObserverInit::new(&kinds));
        Some(Box::new(Watching {
            observer,
            _heard: heard,
        }))
    }

    fn forget(&self, done: Box<dyn FnOnce(Forgotten)>) {
        let forget = web_sys::window().and_then(|window| Reflect::get(&window, &FORGET.into()).ok());
        let Some(forget) = forget.and_then(|forget| forget.dyn_into::<Function>().ok()) else {
            done(Forgotten::Nothing);
            return;
        };
        match forget.call0(&JsValue::UNDEFINED).map(Promise::unchecked_from_js) {
            Ok(promise) => told(&promise, done),
            Err(_) => done(Forgotten::Failed),
        }
    }
}

/// Tells what a promise of whether there was anything comes to.
fn told(promise: &Promise, done: Box<dyn FnOnce(Forgotten)>) {
    let done = Rc::new(RefCell::new(Some(done)));
    let tell = |of: fn(JsValue) -> Forgotten| {
        let done = Rc::clone(&done);
        Closure::<dyn FnMut(JsValue)>::new(move |value| {
            let waiting = done.borrow_mut().take();
            if let Some(done) = waiting {
                done(of(value));
            }
        })
    };
    let kept = tell(|was_there| {
        if was_there.is_truthy() {
            Forgotten::Gone
        } else {
            Forgotten::Nothing
        }
    });
    let failed = tell(|_| Forgotten::Failed);
    let _ = promise.then2(&kept, &failed);
    // The promise calls one of them once; which, and when, only the browser knows.
    kept.forget();
    failed.forget();
}

/// The observer is heard until this is dropped.
struct Watching {
    observer: PerformanceObserver,
    _heard: Closure<dyn FnMut(PerformanceObserverEntryList)>,
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
