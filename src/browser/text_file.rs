//! The text of a small file that a person chose.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::HtmlInputElement;

/// The largest file that is read, in bytes.
const MAX_BYTES: f64 = 1_000_000.0;

/// Reads the first file of a file field and hands its text on; `None` where there is none, or it is too large.
pub fn read(field: &HtmlInputElement, done: impl FnOnce(Option<String>) + 'static) {
    let file = field.files().and_then(|files| files.get(0));
    let Some(file) = file.filter(|file| file.size() <= MAX_BYTES) else {
        done(None);
        return;
    };
    let done = Rc::new(RefCell::new(Some(done)));
    let tell = |read: fn(&JsValue) -> Option<String>| {
        let done = Rc::clone(&done);
        Closure::<dyn FnMut(JsValue)>::new(move |value: JsValue| {
            let waiting = done.borrow_mut().take();
            if let Some(done) = waiting {
                done(read(&value));
            }
        })
    };
    let (there, refused) = (tell(JsValue::as_string), tell(|_| None));
    let _ = file.text().then2(&there, &refused);
    // The promise calls one of them once; which, and when, only the browser knows.
    there.forget();
    refused.forget();
}
