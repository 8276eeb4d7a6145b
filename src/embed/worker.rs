//! What the page's worker calls: one order at a time, told in pieces.

use std::cell::RefCell;

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::app::draft;
use kpi_report::tasks::protocol::{TaskEvent, TaskRequest};
use kpi_report::tasks::worker::WorkerState;

thread_local! {
    static WORKSHOP: RefCell<WorkerState> = RefCell::default();
}

/// Does one order of the page. `document` is remembered under `id` first; `post` is called with each message as a plain
/// object `{ job, told, document? }`.
///
/// The page and its worker are of one build: this is no part of the API.
#[wasm_bindgen(js_name = work, skip_typescript)]
pub fn work(
    job: &str,
    order: &str,
    id: Option<String>,
    document: Option<String>,
    bytes: &[u8],
    post: &Function,
) {
    let tell = |told: TaskEvent, document: Option<String>| {
        let message = Object::new();
        let set = |name: &str, value: &str| {
            // A plain object takes every property.
            let _ = Reflect::set(&message, &JsValue::from_str(name), &JsValue::from_str(value));
        };
        set("job", job);
        if let Ok(told) = serde_json::to_string(&told) {
            set("told", &told);
        }
        if let Some(document) = document {
            set("document", &document);
        }
        // A page that is gone hears nothing.
        let _ = post.call1(&JsValue::UNDEFINED, &message);
    };
    let Ok(order) = serde_json::from_str::<TaskRequest>(order) else {
        tell(TaskEvent::Broken, None);
        return;
    };
    WORKSHOP.with_borrow_mut(|workshop| {
        let id = id.and_then(|id| id.parse().ok());
        let document = document.as_deref().and_then(draft::document_of);
        if let (Some(id), Some(document)) = (id, document) {
            workshop.take(id, document);
        }
        workshop.run(order, bytes, &mut |told, document| {
            tell(told, document.map(draft::document));
        });
    });
}
