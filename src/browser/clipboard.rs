//! The flavours of a clipboard, out of a paste event.

use wasm_bindgen::JsCast;
use web_sys::ClipboardEvent;
use web_sys::Event;

/// What a paste event carries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clipboard {
    /// The `text/html` flavour, if any.
    pub html: Option<String>,
    /// The `text/plain` flavour, if any.
    pub text: Option<String>,
}

/// The clipboard of `event`, if it is a paste event. Lone surrogates become U+FFFD on the way into Rust.
pub fn read(event: &Event) -> Option<Clipboard> {
    let data = event.dyn_ref::<ClipboardEvent>()?.clipboard_data()?;
    let flavour = |kind: &str| data.get_data(kind).ok().filter(|text| !text.is_empty());
    Some(Clipboard {
        html: flavour("text/html"),
        text: flavour("text/plain"),
    })
}
