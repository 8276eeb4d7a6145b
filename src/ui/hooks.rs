//! What components share: the words, the ports, the way to act, and the assessment of the inputs.

use std::any::Any;
use std::cell::Cell;
use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use crate::app::inputs::Inputs;
use crate::app::ports::Hear;
use crate::app::ports::Job;
use crate::app::ports::Later;
use crate::app::session::Action;
use crate::app::surroundings::Ports;
use crate::ui::reading::Reading;
use crate::ui::store::Store;
use crate::ui::typing::Typing;
use kpi_core::assess::assess;
use kpi_report::contract::evaluation;
use kpi_report::i18n::Lang;
use kpi_report::i18n::page::Messages;
use kpi_report::i18n::page::messages;
use kpi_report::i18n::rules::RuleWords;
use kpi_report::i18n::rules::rule_words;
use kpi_report::tasks::parts::Gathered;
use kpi_report::tasks::protocol::Progress;
use kpi_report::tasks::protocol::TaskEvent;

/// Bytes up to which a document is read at once: what takes no longer than a blink needs no sign of work.
pub const AT_ONCE: usize = 48 * 1024;

/// How components act.
#[derive(Clone, PartialEq)]
pub struct Act(pub UseReducerDispatcher<Store>);

/// The words of the page in its language.
#[hook]
pub fn use_words() -> &'static Messages {
    messages(use_context::<Lang>().unwrap_or_default())
}

/// The ports; without surroundings, detached ones.
#[hook]
pub fn use_ports() -> Ports {
    let given = use_context::<Ports>();
    let detached = use_memo((), |()| Ports::detached());
    given.unwrap_or_else(|| (*detached).clone())
}

/// Whether a media query holds, now and whenever that changes.
#[hook]
pub fn use_matches(media: &'static str) -> bool {
    let page = use_ports().page;
    let holds = use_state_eq(|| page.matches(media));
    let setter = holds.setter();
    use_effect_with((), move |()| {
        let asked = Rc::clone(&page);
        let guard = page.on_match(media, Rc::new(move || setter.set(asked.matches(media))));
        move || drop(guard)
    });
    *holds
}

/// What was given when a component was last drawn: for callbacks that stay the same however often it is drawn, so that what
/// they are handed to need not be drawn anew.
#[derive(Clone)]
pub struct Latest<T>(Rc<RefCell<T>>);

impl<T: Clone> Latest<T> {
    /// It, not borrowed any more when what is done with it draws the component again.
    pub fn get(&self) -> T {
        self.0.borrow().clone()
    }
}

/// Keeps what is given now for callbacks that were made before.
#[hook]
pub fn use_latest<T: Clone + 'static>(now: T) -> Latest<T> {
    let kept = use_mut_ref(|| now.clone());
    *kept.borrow_mut() = now;
    Latest(kept)
}

/// Sends an action to the store, unless it is only what would be done if a field were left.
#[hook]
pub fn use_act() -> Callback<Action> {
    let (act, typing) = (use_context::<Act>(), use_context::<Typing>());
    use_callback((act, typing), |action: Action, (act, typing)| {
        match (act, typing.as_ref().filter(|typing| typing.rehearses())) {
            (_, Some(typing)) => typing.note(action),
            (Some(Act(dispatcher)), None) => dispatcher.dispatch(action),
            (None, None) => {}
        }
    })
}

/// How far the reading of the inputs is.
#[derive(Clone, Default)]
pub struct Work {
    /// The latest reading of this document; of earlier corrections while there is progress.
    pub reading: Option<Rc<Reading>>,
    /// The present inputs are being read.
    pub progress: Option<Progress>,
    /// The work broke off.
    pub broken: bool,
}

/// The reading of the inputs: at once for small documents, on the bench for large ones. The callback tries again what
/// broke off.
#[hook]
pub fn use_reading(inputs: &Rc<Inputs>, lang: Lang) -> (Work, Callback<()>) {
    let large = inputs.size() > AT_ONCE;
    let assessment = use_memo(Rc::clone(inputs), |inputs| {
        let document = inputs.document.as_ref().filter(|_| !large)?;
        Some(assess(document, &inputs.settings, &inputs.corrections))
    });
    // Inputs may differ where the assessment does not: by which form a table was drawn, say.
    let at_once = use_memo(
        (Rc::clone(&assessment), Rc::clone(inputs), lang),
        |(assessment, inputs, lang)| {
            let assessment = assessment.as_ref().as_ref()?;
            let evaluation = evaluation(assessment, *lang);
            Some(Rc::new(Reading::new(
                Rc::clone(inputs),
                evaluation,
                assessment.sheets.clone(),
            )))
        },
    );
    let (later, again) = use_bench(inputs, lang, large);
    if large {
        return (later, again);
    }
    let work = Work {
        reading: (*at_once).clone(),
        ..Work::default()
    };
    (work, again)
}

/// The reading of large inputs, on the bench.
#[hook]
fn use_bench(inputs: &Rc<Inputs>, lang: Lang, large: bool) -> (Work, Callback<()>) {
    let Ports { bench, later, .. } = use_ports();
    let work = use_state(Work::default);
    let attempt = use_state(|| 0_u32);
    let held = use_mut_ref(Held::default);
    let deps = (Rc::clone(inputs), lang, large, *attempt);
    let setter = work.setter();
    use_effect_with(deps, move |(inputs, lang, large, _)| {
        held.borrow_mut().showing = None;
        let guard = if *large {
            let job = Job::Assess {
                inputs: Rc::clone(inputs),
                lang: *lang,
            };
            Some(bench.begin(job, hearing(Rc::clone(inputs), later, setter, held)))
        } else {
            setter.set(Work::default());
            None
        };
        move || drop(guard)
    });
    let again = use_callback(attempt, |(), attempt| attempt.set(attempt.wrapping_add(1)));
    let mut shown = (*work).clone();
    // What was read of another document is worth nothing here.
    shown.reading = shown
        .reading
        .filter(|reading| reading.inputs.shares_document(inputs));
    if shown.progress.is_none()
        && !shown.broken
        && shown
            .reading
            .as_ref()
            .is_none_or(|reading| reading.inputs != *inputs)
    {
        shown.progress = Some(Progress::default());
    }
    (shown, again)
}

/// What outlives a job: the last reading, which stays in sight during the next, and the one that is about to be shown.
#[derive(Default)]
struct Held {
    last: Option<Rc<Reading>>,
    showing: Option<Box<dyn Any>>,
}

/// Gathers the pieces of a reading and shows how far it is, in steps that can be seen.
fn hearing(
    inputs: Rc<Inputs>,
    later: Rc<dyn Later>,
    work: UseStateSetter<Work>,
    held: Rc<RefCell<Held>>,
) -> Hear {
    let gathered = RefCell::new(Gathered::default());
    let shown = Cell::new(None::<Progress>);
    Rc::new(move |told, _| match told {
        TaskEvent::Progress(progress) => {
            let seen = shown.get().is_some_and(|seen| !is_felt(seen, progress));
            if !seen {
                shown.set(Some(progress));
                let reading = held.borrow().last.clone();
                work.set(Work {
                    reading,
                    progress: Some(progress),
                    broken: false,
                });
            }
        }
        TaskEvent::Part(part) => gathered.borrow_mut().add(*part),
        TaskEvent::Done => {
            let Gathered {
                evaluation, sheets, ..
            } = gathered.take();
            let reading = Rc::new(Reading::new(Rc::clone(&inputs), evaluation, sheets));
            held.borrow_mut().last = Some(Rc::clone(&reading));
            // Indexing a large sheet and painting it are two tasks: neither is felt alone.
            let show = {
                let work = work.clone();
                move || {
                    work.set(Work {
                        reading: Some(reading),
                        ..Work::default()
                    });
                }
            };
            held.borrow_mut().showing = Some(later.after(0, Box::new(show)));
        }
        TaskEvent::Broken => work.set(Work {
            broken: true,
            ..Work::default()
        }),
        TaskEvent::Opened(_) | TaskEvent::Carried(_) | TaskEvent::Refused(_) | TaskEvent::Answered(_) => {}
    })
}

/// Between the two something can be seen to have moved: another phase, or a tenth of the whole.
fn is_felt(seen: Progress, now: Progress) -> bool {
    now.phase != seen.phase || now.done.saturating_sub(seen.done) * 10 >= now.of.max(1)
}

/// The words around rule sets.
#[hook]
pub fn use_rule_words() -> &'static RuleWords {
    rule_words(use_context::<Lang>().unwrap_or_default())
}
