//! What components share: the words, the ports, the way to act, and the assessment of the inputs.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::inputs::Inputs;
use crate::app::ports::Ports;
use crate::app::session::Action;
use crate::domain::assess::Assessment;
use crate::domain::assess::assess;
use crate::i18n::Lang;
use crate::i18n::page::Messages;
use crate::i18n::page::messages;
use crate::ui::store::Store;

/// Bytes beyond which reading takes long enough that a sign of work is shown first.
pub const LARGE: usize = 200 * 1024;

/// How long the sign of work stands before the work begins, in milliseconds: time to paint it.
const PAUSE: u32 = 150;

/// The longest that it stands, for sheets whose reading takes long: time to press "stop".
const LONGEST_PAUSE: u32 = 1500;

/// Bytes that make the pause a millisecond longer.
const PER_MILLISECOND: usize = 10_000;

fn pause(bytes: usize) -> u32 {
    u32::try_from(bytes / PER_MILLISECOND)
        .unwrap_or(LONGEST_PAUSE)
        .saturating_add(PAUSE)
        .min(LONGEST_PAUSE)
}

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

/// Sends an action to the store.
#[hook]
pub fn use_act() -> Callback<Action> {
    let act = use_context::<Act>();
    use_callback(act, |action: Action, act| {
        if let Some(Act(dispatcher)) = act {
            dispatcher.dispatch(action);
        }
    })
}

/// An assessment and the inputs that it is of.
#[derive(Clone)]
pub struct Assessed {
    /// The inputs.
    pub inputs: Rc<Inputs>,
    /// What was found.
    pub assessment: Rc<Assessment>,
}

impl PartialEq for Assessed {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.assessment, &other.assessment) && Rc::ptr_eq(&self.inputs, &other.inputs)
    }
}

impl Assessed {
    fn of(inputs: &Rc<Inputs>) -> Option<Self> {
        let document = inputs.document.as_ref()?;
        let assessment = Rc::new(assess(document, &inputs.settings, &inputs.corrections));
        Some(Self {
            inputs: Rc::clone(inputs),
            assessment,
        })
    }
}

/// How far the reading of the inputs is.
#[derive(Clone, PartialEq)]
pub struct Work {
    /// The latest assessment of this document; of earlier corrections while `busy`.
    pub assessed: Option<Assessed>,
    /// An assessment of the present inputs is under way.
    pub busy: bool,
}

/// The assessment of the inputs: at once for small documents; for large ones after the sign of work was painted.
#[hook]
pub fn use_assessment(inputs: &Rc<Inputs>) -> Work {
    let ports = use_ports();
    let large = inputs.size() > LARGE;
    let at_once = use_memo(
        Rc::clone(inputs),
        |inputs| if large { None } else { Assessed::of(inputs) },
    );
    let later = use_state(|| None::<Assessed>);
    {
        let later = later.clone();
        use_effect_with(Rc::clone(inputs), move |inputs| {
            let inputs = Rc::clone(inputs);
            let pause = pause(inputs.size());
            let guard = if large {
                let work = Box::new(move || later.set(Assessed::of(&inputs)));
                Some(ports.later.after(pause, work))
            } else {
                later.set(None);
                None
            };
            // Dropping the guard stops work that has not begun.
            move || drop(guard)
        });
    }
    if !large {
        return Work {
            assessed: (*at_once).clone(),
            busy: false,
        };
    }
    let assessed = (*later)
        .clone()
        .filter(|assessed| assessed.inputs.shares_document(inputs));
    let busy = assessed
        .as_ref()
        .is_none_or(|assessed| assessed.inputs != *inputs);
    Work { assessed, busy }
}
