//! The browser layer, in a browser.
#![cfg(target_arch = "wasm32")]

use std::cell::Cell;
use std::rc::Rc;

use kpi_evaluator::app::desk::DeskChange;
use kpi_evaluator::app::draft;
use kpi_evaluator::app::keeper;
use kpi_evaluator::app::keeper::Kept;
use kpi_evaluator::app::keeper::Opened;
use kpi_evaluator::app::keys;
use kpi_evaluator::app::ports::DraftStore;
use kpi_evaluator::app::ports::Later;
use kpi_evaluator::app::ports::Page;
use kpi_evaluator::app::ports::StoreError;
use kpi_evaluator::app::session::Session;
use kpi_evaluator::browser::later::Timers;
use kpi_evaluator::browser::page::WindowPage;
use kpi_evaluator::browser::storage::LocalStorage;
use kpi_evaluator::browser::storage_like::StorageLike;
use kpi_evaluator::ui::mount;
use kpi_readers::sheet::Document;
use wasm_bindgen_test::wasm_bindgen_test;
use wasm_bindgen_test::wasm_bindgen_test_configure;

wasm_bindgen_test_configure!(run_in_browser);

fn session(text: &str) -> Session {
    Session::default()
        .step(DeskChange::take(Document::pasted(text)).into())
        .expect("a document is a change")
}

fn body() -> web_sys::HtmlElement {
    web_sys::window()
        .and_then(|window| window.document())
        .and_then(|page| page.body())
        .expect("a page has a body")
}

#[wasm_bindgen_test]
fn a_draft_in_local_storage_is_found_again() {
    let text = "指標\t実績\0\u{fffd}😀";
    assert_eq!(
        keeper::Keeper::default().keep(&LocalStorage, &session(text)),
        Kept::Saved
    );
    let Opened::Restored(found) = keeper::open(&LocalStorage) else {
        panic!("no draft found")
    };
    assert_eq!(found.inputs(), session(text).inputs());
    LocalStorage.remove(keys::DRAFT).expect("storage is there");
    assert_eq!(LocalStorage.load(keys::DRAFT), Ok(None));
}

#[wasm_bindgen_test]
fn a_full_local_storage_is_named_full() {
    let (key, large) = ("kpi-evaluator/test-large", "x".repeat(20 * 1024 * 1024));
    assert_eq!(LocalStorage.save(key, &large), Err(StoreError::QuotaExceeded));
    assert_eq!(LocalStorage.load(key), Ok(None));
}

#[wasm_bindgen_test]
fn the_largest_draft_that_is_tried_fits() {
    let key = "kpi-evaluator/test-largest";
    assert_eq!(LocalStorage.save(key, &"あ".repeat(draft::MAX_UNITS)), Ok(()));
    LocalStorage.remove(key).expect("storage is there");
}

#[wasm_bindgen_test]
fn storages_list_the_keys_that_begin_alike_in_order() {
    let own = ["kpi-evaluator/test-list-a", "kpi-evaluator/test-list-b"];
    let other = "kpi-evaluator/test-lisp";
    for key in [own[1], other, own[0]] {
        LocalStorage.save(key, "").expect("storage is there");
    }
    let storage = web_sys::window().and_then(|window| window.local_storage().ok().flatten());
    let of_host = StorageLike::new(storage.expect("storage is there").into());
    for store in [&LocalStorage as &dyn DraftStore, &of_host] {
        assert_eq!(
            store.list("kpi-evaluator/test-list").as_deref(),
            Ok(&own.map(str::to_owned)[..])
        );
    }
    for key in own.into_iter().chain([other]) {
        LocalStorage.remove(key).expect("storage is there");
    }
    let without_keys = StorageLike::new(js_sys::Object::new().into());
    assert_eq!(without_keys.list(""), Err(StoreError::Unavailable));
}

#[wasm_bindgen_test]
fn dropping_the_guard_stops_what_was_for_later() {
    let done = Rc::new(Cell::new(false));
    let flag = Rc::clone(&done);
    drop(Timers.after(0, Box::new(move || flag.set(true))));
    assert!(!done.get());
}

#[wasm_bindgen_test]
fn the_page_speaks_and_reveals() {
    let page = WindowPage;
    page.speak("en", "Title");
    let root = body().parent_element().expect("a body has a root");
    assert_eq!(root.get_attribute("lang").as_deref(), Some("en"));
    body()
        .insert_adjacent_html("beforeend", "<p id='here' tabindex='-1'>here</p>")
        .expect("it is markup");
    assert!(page.reveal("here"));
    assert_eq!(page.focused().as_deref(), Some("here"));
    assert!(!page.reveal("nowhere"));
}

#[wasm_bindgen_test]
fn without_a_mount_node_nothing_is_mounted() {
    let before = body().inner_html();
    mount::page();
    assert_eq!(body().inner_html(), before);
}
