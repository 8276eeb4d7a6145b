//! The journal of drafts in IndexedDB, each change in a transaction that is on the disk before it is said to be done.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::Array;
use js_sys::Function;
use js_sys::Object;
use js_sys::Reflect;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use web_sys::EventTarget;
use web_sys::IdbDatabase;
use web_sys::IdbObjectStore;
use web_sys::IdbRequest;
use web_sys::IdbTransaction;

use crate::app::ports::Journal;

/// The name of the database.
const DATABASE: &str = "kpi-evaluator";

/// The name of what holds the texts by their keys.
const TEXTS: &str = "drafts";

/// Milliseconds after which a page begins without a journal: no page waits for a disk that does not answer.
const PATIENCE: u32 = 5_000;

/// The database of this page's host.
#[derive(Clone, Debug)]
pub struct IndexedJournal(IdbDatabase);

/// The journal with all that is in it; `None` where there is none.
pub type Found = Option<(IndexedJournal, BTreeMap<String, String>)>;

/// Hands something over once, whoever is first.
type Once<T> = Rc<Cell<Option<Box<dyn FnOnce(T)>>>>;

fn hand<T>(once: &Once<T>, what: T) {
    if let Some(then) = once.take() {
        then(what);
    }
}

/// Opens the journal and reads it, or says that there is none: where the browser refuses, and where it does not answer.
pub fn open(then: Box<dyn FnOnce(Found)>) {
    let once: Once<Found> = Rc::new(Cell::new(Some(then)));
    if begin(&once).is_none() {
        hand(&once, None);
        return;
    }
    Timeout::new(PATIENCE, move || hand(&once, None)).forget();
}

fn begin(once: &Once<Found>) -> Option<()> {
    let factory = web_sys::window()?.indexed_db().ok()??;
    let request = factory.open_with_u32(DATABASE, 1).ok()?;
    let upgraded = request.clone();
    heard(&request, "upgradeneeded", move || {
        if let Some(database) = result::<IdbDatabase>(&upgraded) {
            // Where it cannot be made, reading it says so.
            let _ = database.create_object_store(TEXTS);
        }
    });
    for refusal in ["error", "blocked"] {
        let once = Rc::clone(once);
        heard(&request, refusal, move || hand(&once, None));
    }
    let (once, opened) = (Rc::clone(once), request.clone());
    heard(&request, "success", move || {
        let read = result::<IdbDatabase>(&opened).and_then(|database| read(&database, &once));
        if read.is_none() {
            hand(&once, None);
        }
    });
    Some(())
}

/// Reads everything, then hands it over.
fn read(database: &IdbDatabase, once: &Once<Found>) -> Option<()> {
    let transaction = database.transaction_with_str(TEXTS).ok()?;
    let texts = transaction.object_store(TEXTS).ok()?;
    let (keys, values) = (texts.get_all_keys().ok()?, texts.get_all().ok()?);
    for refusal in ["error", "abort"] {
        let once = Rc::clone(once);
        heard(&transaction, refusal, move || hand(&once, None));
    }
    let (once, journal) = (Rc::clone(once), IndexedJournal(database.clone()));
    heard(&transaction, "complete", move || {
        let found = strings(&keys).into_iter().zip(strings(&values));
        hand(&once, Some((journal, found.collect())));
    });
    Some(())
}

impl IndexedJournal {
    /// A transaction that is complete once it is on the disk.
    fn strict(&self) -> Option<IdbTransaction> {
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &"strict".into()).ok()?;
        // The bindings have no options of transactions yet.
        let begin: Function = Reflect::get(&self.0, &"transaction".into())
            .ok()?
            .dyn_into()
            .ok()?;
        let opened = begin.call3(&self.0, &TEXTS.into(), &"readwrite".into(), &options);
        opened.ok()?.dyn_into().ok()
    }

    fn texts(transaction: &IdbTransaction) -> Option<IdbObjectStore> {
        transaction.object_store(TEXTS).ok()
    }

    fn put(&self, changes: &[(String, String)]) -> Option<IdbTransaction> {
        let transaction = self.strict()?;
        let texts = Self::texts(&transaction)?;
        for (key, text) in changes {
            texts.put_with_key(&text.into(), &key.into()).ok()?;
        }
        Some(transaction)
    }
}

impl Journal for IndexedJournal {
    fn write(&self, changes: Vec<(String, String)>, done: Box<dyn FnOnce(bool)>) {
        let once: Once<bool> = Rc::new(Cell::new(Some(done)));
        let Some(transaction) = self.put(&changes) else {
            hand(&once, false);
            return;
        };
        for (name, is_written) in [("complete", true), ("error", false), ("abort", false)] {
            let once = Rc::clone(&once);
            heard(&transaction, name, move || hand(&once, is_written));
        }
    }

    fn clear(&self) {
        let texts = self.strict().and_then(|transaction| Self::texts(&transaction));
        if let Some(texts) = texts {
            // It comes after all that was written before.
            let _ = texts.clear();
        }
    }
}

/// Hears an event once. What is asked goes with its answer, so the listener may stay with it.
fn heard(target: &EventTarget, name: &'static str, hear: impl FnOnce() + 'static) {
    EventListener::once(target, name, move |_| hear()).forget();
}

/// The strings of a list that was asked for.
fn strings(request: &IdbRequest) -> Vec<String> {
    let list = result::<Array>(request).unwrap_or_default();
    let string = |value: JsValue| value.as_string().unwrap_or_default();
    list.iter().map(string).collect()
}

fn result<T: JsCast>(request: &IdbRequest) -> Option<T> {
    request
        .result()
        .ok()
        .and_then(|value: JsValue| value.dyn_into().ok())
}
