//! Long work in a worker: one for the page, started when it is first needed, ended to stop what it is at.
//!
//! The worker is a classic script, because only such a one can be started from a page on the disk. It gets the compiled
//! module from the page, so that nothing is loaded or compiled twice. Where it cannot be started (a host's policy, an
//! old browser) the page does the work itself.

use std::any::Any;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::rc::Weak;

use gloo::events::EventListener;
use js_sys::Object;
use js_sys::Reflect;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use web_sys::MessageEvent;
use web_sys::Worker;

use crate::app::draft;
use crate::app::inline_runner::InlineRunner;
use crate::app::inputs::Inputs;
use crate::app::ports::Bench;
use crate::app::ports::Hear;
use crate::app::ports::Job;
use crate::browser::files;
use kpi_readers::sheet::Document;
use kpi_report::i18n::intake::words;
use kpi_report::tasks::protocol::DocumentId;
use kpi_report::tasks::protocol::Phase;
use kpi_report::tasks::protocol::REMEMBERED;
use kpi_report::tasks::protocol::Refusal;
use kpi_report::tasks::protocol::SHEETS;
use kpi_report::tasks::protocol::TaskEvent;
use kpi_report::tasks::protocol::TaskRequest;
use kpi_report::tasks::worker;

/// Starts a worker; `None` where the browser refuses.
pub type Start = Rc<dyn Fn() -> Option<Worker>>;

/// The worker of this page.
pub struct WorkerBench(Rc<RefCell<Inner>>);

struct Inner {
    /// How a worker is started; `None` where none can be.
    start: Option<Start>,
    worker: Option<Running>,
    at_hand: InlineRunner,
    jobs: BTreeMap<u32, Begun>,
    next_job: u32,
    /// Numbers of documents, as long as somebody holds the document.
    documents: Vec<(Weak<Document>, DocumentId)>,
    next_document: DocumentId,
}

struct Running {
    worker: Worker,
    /// It has answered, so it can be started at all.
    ready: bool,
    /// Documents that it has.
    has: BTreeSet<DocumentId>,
    _listeners: [EventListener; 2],
}

impl Running {
    /// The worker has a document, and forgets its oldest as the workshop does.
    fn remember(&mut self, id: DocumentId) {
        while self.has.len() >= REMEMBERED {
            self.has.pop_first();
        }
        self.has.insert(id);
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

/// A job that is not done.
struct Begun {
    job: Job,
    hear: Hear,
    /// Of a file: the number that its document gets.
    opens: Option<DocumentId>,
    /// Of a job on the page: its own guard.
    at_hand: Option<Box<dyn Any>>,
}

impl Begun {
    /// The file cannot be read any more.
    fn gone(&self) -> Option<Refusal> {
        let Job::Open { file, lang, .. } = &self.job else {
            return None;
        };
        let message = (words(*lang).file_gone)(&file.name);
        Some(Refusal {
            reason: None,
            message,
        })
    }
}

impl WorkerBench {
    /// A bench with the worker that `start` gives; without one, everything is done by `at_hand`.
    pub fn new(start: Option<Start>, at_hand: InlineRunner) -> Self {
        Self(Rc::new(RefCell::new(Inner {
            start,
            worker: None,
            at_hand,
            jobs: BTreeMap::new(),
            next_job: 0,
            documents: Vec::new(),
            next_document: 0,
        })))
    }
}

impl Bench for WorkerBench {
    fn begin(&self, job: Job, hear: Hear) -> Box<dyn Any> {
        let number = {
            let mut inner = self.0.borrow_mut();
            inner.next_job = inner.next_job.wrapping_add(1);
            inner.next_job
        };
        // A file that is too large is never read, not even in the worker.
        if let Job::Open { file, lang, .. } = &job
            && let Some(fault) = worker::too_large(file.size, Some(&file.name), *lang)
        {
            hear(TaskEvent::Refused(fault.into()), None);
            return Box::new(());
        }
        let begun = Begun {
            job,
            hear,
            opens: None,
            at_hand: None,
        };
        self.0.borrow_mut().jobs.insert(number, begun);
        send(&self.0, number);
        Box::new(Guard {
            bench: Rc::downgrade(&self.0),
            number,
        })
    }
}

/// Ends a job when it is dropped.
struct Guard {
    bench: Weak<RefCell<Inner>>,
    number: u32,
}

impl Drop for Guard {
    fn drop(&mut self) {
        let Some(bench) = self.bench.upgrade() else { return };
        // Only work that is not done has to be stopped, and a worker in the middle of it can only be ended. What else
        // it had to do begins again in a new one.
        let Some(begun) = bench.borrow_mut().jobs.remove(&self.number) else {
            return;
        };
        // A question is not worth ending it: the next one is about the same assessment, which would be lost.
        if begun.at_hand.is_none() && !matches!(begun.job, Job::Ask { .. }) {
            bench.borrow_mut().worker = None;
            let waiting: Vec<u32> = bench.borrow().jobs.keys().copied().collect();
            for number in waiting {
                send(&bench, number);
            }
        }
    }
}

/// Hands a job to the worker, or to the page where there is none.
fn send(bench: &Rc<RefCell<Inner>>, number: u32) {
    if bench.borrow().worker.is_none() {
        // Starting one runs the host's code, which may come back here.
        let start = bench.borrow().start.clone();
        let running = start.and_then(|start| put_to_work(bench, start()?));
        bench.borrow_mut().worker = running;
    }
    let message = bench.borrow_mut().message(number);
    let sent = match (&bench.borrow().worker, message) {
        (Some(running), Some(message)) => running.worker.post_message(&message).is_ok(),
        _ => false,
    };
    let hear = bench
        .borrow()
        .jobs
        .get(&number)
        .map(|begun| Rc::clone(&begun.hear));
    match hear {
        Some(hear) if sent => hear(TaskEvent::Progress(Phase::Opening.into()), None),
        Some(_) => on_page(bench, number),
        None => {}
    }
}

/// Does a job on the page.
fn on_page(bench: &Rc<RefCell<Inner>>, number: u32) {
    let found = {
        let inner = bench.borrow();
        inner
            .jobs
            .get(&number)
            .map(|begun| (begun.job.clone(), Rc::clone(&begun.hear), inner.at_hand.clone()))
    };
    let Some((job, hear, at_hand)) = found else { return };
    let guard = at_hand.begin(job, hear);
    if let Some(begun) = bench.borrow_mut().jobs.get_mut(&number) {
        begun.at_hand = Some(guard);
    }
}

/// Listens to a worker and gives it the module; `None` where the browser refuses.
fn put_to_work(bench: &Rc<RefCell<Inner>>, worker: Worker) -> Option<Running> {
    let on_message = {
        let bench = Rc::downgrade(bench);
        EventListener::new(&worker, "message", move |event| {
            if let (Some(bench), Some(event)) = (bench.upgrade(), event.dyn_ref::<MessageEvent>()) {
                heard(&bench, &event.data());
            }
        })
    };
    let on_error = {
        let bench = Rc::downgrade(bench);
        EventListener::new(&worker, "error", move |event| {
            event.prevent_default();
            if let Some(bench) = bench.upgrade() {
                failed(&bench);
            }
        })
    };
    let first = Object::new();
    set(&first, "module", &wasm_bindgen::module());
    worker.post_message(&first).ok()?;
    Some(Running {
        worker,
        ready: false,
        has: BTreeSet::new(),
        _listeners: [on_message, on_error],
    })
}

/// The worker is gone: one that never answered cannot be started here, and the page does its work; one that broke off
/// would break off again.
fn failed(bench: &Rc<RefCell<Inner>>) {
    let Some(running) = bench.borrow_mut().worker.take() else {
        return;
    };
    let waiting: Vec<u32> = bench.borrow().jobs.keys().copied().collect();
    if running.ready {
        for number in waiting {
            end(bench, number, TaskEvent::Broken, None);
        }
    } else {
        bench.borrow_mut().start = None;
        for number in waiting {
            on_page(bench, number);
        }
    }
}

/// Takes in a message: `{ ready }`, or `{ job, told, document? }`.
fn heard(bench: &Rc<RefCell<Inner>>, message: &JsValue) {
    let get = |name: &str| Reflect::get(message, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED);
    if get("ready").is_truthy() {
        if let Some(running) = &mut bench.borrow_mut().worker {
            running.ready = true;
        }
        return;
    }
    let Some(number) = get("job")
        .as_string()
        .and_then(|number| number.parse::<u32>().ok())
    else {
        return;
    };
    if get("broken").is_truthy() {
        failed(bench);
        return;
    }
    if get("gone").is_truthy() {
        let refusal = bench.borrow().jobs.get(&number).and_then(Begun::gone);
        end(
            bench,
            number,
            refusal.map_or(TaskEvent::Broken, TaskEvent::Refused),
            None,
        );
        return;
    }
    let told = get("told")
        .as_string()
        .and_then(|told| serde_json::from_str::<TaskEvent>(&told).ok());
    let Some(told) = told else { return };
    let document = get("document")
        .as_string()
        .and_then(|text| draft::document_of(&text));
    let document = document.map(|document| bench.borrow_mut().opened(number, document));
    match told {
        TaskEvent::Refused(_) | TaskEvent::Answered(_) | TaskEvent::Done | TaskEvent::Broken => {
            end(bench, number, told, document);
        }
        TaskEvent::Progress(_) | TaskEvent::Part(_) | TaskEvent::Opened(_) | TaskEvent::Carried(_) => {
            let hear = bench
                .borrow()
                .jobs
                .get(&number)
                .map(|begun| Rc::clone(&begun.hear));
            if let Some(hear) = hear {
                hear(told, document);
            }
        }
    }
}

/// Tells the last of a job.
fn end(bench: &Rc<RefCell<Inner>>, number: u32, told: TaskEvent, document: Option<Rc<Document>>) {
    let begun = bench.borrow_mut().jobs.remove(&number);
    if let Some(begun) = begun {
        (begun.hear)(told, document);
    }
}

fn set(object: &Object, name: &str, value: &JsValue) {
    // A plain object takes every property.
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}

impl Inner {
    /// The message of a job: `{ job, order, id?, document?, file? }`.
    fn message(&mut self, number: u32) -> Option<Object> {
        let job = self.jobs.get(&number)?.job.clone();
        let message = Object::new();
        // Numbers travel as texts: every integer type has them.
        set(&message, "job", &JsValue::from_str(&number.to_string()));
        let order = match job {
            Job::Open { file, choice, lang } => {
                set(&message, "file", &files::handle(file.id)?.into());
                let id = self.next_id();
                // The sheets of a workbook get the numbers behind it.
                self.next_document = self.next_document.wrapping_add(SHEETS);
                self.jobs.get_mut(&number)?.opens = Some(id);
                TaskRequest::Open {
                    id,
                    name: Some(file.name),
                    choice,
                    lang: lang.tag().to_owned(),
                }
            }
            Job::Assess { inputs, lang } => TaskRequest::Assess {
                id: self.hand_over(&inputs, &message)?,
                corrections: inputs.corrections.clone(),
                settings: inputs.settings.clone(),
                lang: lang.tag().to_owned(),
            },
            Job::Ask { inputs, query, lang } => TaskRequest::Ask {
                id: self.hand_over(&inputs, &message)?,
                corrections: inputs.corrections.clone(),
                settings: inputs.settings.clone(),
                query,
                lang: lang.tag().to_owned(),
            },
        };
        let order = serde_json::to_string(&order).ok()?;
        set(&message, "order", &JsValue::from_str(&order));
        Some(message)
    }

    /// Puts a document into the message if the worker does not have it; gives its number.
    fn hand_over(&mut self, inputs: &Inputs, message: &Object) -> Option<DocumentId> {
        let document = inputs.document.as_ref()?;
        let id = self.id_of(document);
        let running = self.worker.as_mut()?;
        if !running.has.contains(&id) {
            running.remember(id);
            set(message, "id", &JsValue::from_str(&id.to_string()));
            set(
                message,
                "document",
                &JsValue::from_str(&draft::document(document)),
            );
        }
        Some(id)
    }

    /// The number of a document.
    fn id_of(&mut self, document: &Rc<Document>) -> DocumentId {
        self.documents.retain(|(known, _)| known.strong_count() > 0);
        let known = self
            .documents
            .iter()
            .find(|(known, _)| known.as_ptr() == Rc::as_ptr(document));
        if let Some((_, id)) = known {
            return *id;
        }
        let id = self.next_id();
        self.documents.push((Rc::downgrade(document), id));
        id
    }

    fn next_id(&mut self) -> DocumentId {
        self.next_document = self.next_document.wrapping_add(1);
        self.next_document
    }

    /// The document of a file that the worker opened, and has.
    fn opened(&mut self, number: u32, document: Document) -> Rc<Document> {
        let document = Rc::new(document);
        let opens = self.jobs.get_mut(&number).and_then(|begun| begun.opens.as_mut());
        if let Some(next) = opens {
            let id = *next;
            *next = next.wrapping_add(1);
            self.documents.push((Rc::downgrade(&document), id));
            if let Some(running) = &mut self.worker {
                running.remember(id);
            }
        }
        document
    }
}
