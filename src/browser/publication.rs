//! The page as one file, as it was published, and the draft that a copy of it holds.
//!
//! A page that came out of the file writes it down from its own parts; fetching is impossible on a disk. A page on a
//! host gets the file that lies beside it.

use std::rc::Rc;

use js_sys::futures::JsFuture;
use js_sys::futures::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::Document;
use web_sys::RequestCache;
use web_sys::RequestInit;
use web_sys::Response;

use crate::app::ports::Page;
use crate::app::ports::Publication;
use crate::browser::page::WindowPage;
use crate::browser::page::today;
use kpi_report::export::copy;

/// The file's name beside the page.
const FILE: &str = "kpi-evaluator.html";

/// The element that holds the text of the file around the contents of elements.
const FRAME: &str = "kpi-evaluator-frame";

/// Where the file is.
#[derive(Clone, Debug)]
enum Place {
    /// The page came out of it.
    Here,
    /// At an address.
    At(String),
}

/// The file that this page belongs to.
#[derive(Clone, Debug)]
pub struct OwnFile(Place);

/// The file of this page, if there is one.
pub fn publication() -> Option<Rc<dyn Publication>> {
    let place = if text_of(FRAME).is_some() {
        Place::Here
    } else {
        Place::At(WindowPage.address()? + FILE)
    };
    Some(Rc::new(OwnFile(place)))
}

/// What stands in this page, if it is a copy with a draft.
pub fn inside() -> Option<String> {
    text_of(copy::DATA)
}

impl Publication for OwnFile {
    fn build(&self) -> String {
        meta("build").unwrap_or_default()
    }

    fn page(&self, then: Box<dyn FnOnce(Option<String>)>) {
        match &self.0 {
            Place::Here => then(written()),
            Place::At(address) => {
                let address = address.clone();
                spawn_local(async move { then(fetched(&address).await) });
            }
        }
    }

    fn today(&self) -> String {
        today()
    }
}

fn written() -> Option<String> {
    copy::rebuilt(&text_of(FRAME)?, &meta("checksum")?, text_of)
}

/// A plain GET of a file of the build; the browser asks whether what it kept of it is still right.
async fn fetched(address: &str) -> Option<String> {
    let wishes = RequestInit::new();
    wishes.set_cache(RequestCache::NoCache);
    let answer = web_sys::window()?.fetch_with_str_and_init(address, &wishes);
    let answer: Response = JsFuture::from(answer).await.ok()?.dyn_into().ok()?;
    if !answer.ok() {
        return None;
    }
    JsFuture::from(answer.text().ok()?).await.ok()?.as_string()
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn text_of(id: &str) -> Option<String> {
    document()?.get_element_by_id(id)?.text_content()
}

/// What one `<meta>` of the build says.
fn meta(name: &str) -> Option<String> {
    let selector = format!("meta[name=\"kpi-evaluator-{name}\"]");
    document()?
        .query_selector(&selector)
        .ok()??
        .get_attribute("content")
}
