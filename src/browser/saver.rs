//! Files that go out: as a download.

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use web_sys::Blob;
use web_sys::BlobPropertyBag;
use web_sys::HtmlAnchorElement;
use web_sys::Url;

use crate::app::ports::Saver;

/// Browsers read the blob after the click; its address is given back when they surely have it.
const KEPT_FOR: u32 = 60_000;

/// A link to a blob, clicked. Nothing leaves the page: the address is the browser's own.
#[derive(Clone, Copy, Debug, Default)]
pub struct Download;

impl Saver for Download {
    fn save(&self, name: &str, mime: &str, bytes: &[u8]) -> bool {
        click(name, mime, bytes).is_some()
    }
}

fn click(name: &str, mime: &str, bytes: &[u8]) -> Option<()> {
    let document = web_sys::window()?.document()?;
    let kind = BlobPropertyBag::new();
    kind.set_type(mime);
    // A copy of its own: the blob outlives the bytes.
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &kind).ok()?;
    let url = Url::create_object_url_with_blob(&blob).ok()?;
    let link: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Timeout::new(KEPT_FOR, move || {
        // An address that is gone already is no loss.
        let _: Result<(), JsValue> = Url::revoke_object_url(&url);
    })
    .forget();
    Some(())
}
