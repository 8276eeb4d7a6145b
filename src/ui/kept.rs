//! Keeps what the page holds: opens the draft, keeps every change, tries again what did not succeed.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use crate::app::desk::Desk;
use crate::app::keeper::Keeper;
use crate::app::keeper::Kept;
use crate::app::keeper::Opened;
use crate::app::ports::in_turn;
use crate::app::session::Action;
use crate::app::session::Session;
use crate::app::surroundings::Ports;
use crate::app::vault::Keeping;
use crate::ui::hooks::AT_ONCE;

/// Milliseconds until what could not be kept is tried again.
const AGAIN: u32 = 2_000;

/// The draft that was found, and what keeps the next one.
#[derive(Clone)]
pub struct Opening {
    /// Keeps drafts from now on.
    pub keeper: Rc<RefCell<Keeper>>,
    /// What was found.
    pub opened: Rc<Opened>,
}

/// Opens the draft, and again whenever all was erased.
#[hook]
pub fn use_opening(ports: &Ports, erasures: u32) -> Opening {
    let keeper = use_mut_ref(Keeper::default);
    let opened = {
        let keeper = Rc::clone(&keeper);
        let (drafts, page) = (Rc::clone(&ports.drafts), Rc::clone(&ports.page));
        use_memo(erasures, move |_| {
            keeper.borrow_mut().open(&*drafts, page.today().as_deref())
        })
    };
    Opening { keeper, opened }
}

/// What a session is kept with.
pub struct Keep<'a> {
    /// The surroundings.
    pub ports: &'a Ports,
    /// What was found, and the keeper.
    pub opening: &'a Opening,
    /// What is wanted to be kept.
    pub keeping: Keeping,
    /// A person has to choose first: until then it is kept beside the other draft.
    pub waits: bool,
    /// Another draft is in the place.
    pub on_elsewhere: Callback<()>,
    /// Begins with a draft that could not be read at first.
    pub act: Callback<Action>,
}

/// Keeps every change, if that is wanted, and says what became of it. What could not be kept is tried again by itself.
#[hook]
pub fn use_kept(session: &Session, with: Keep<'_>) -> Kept {
    let Keep {
        ports,
        opening,
        keeping,
        waits,
        on_elsewhere,
        act,
    } = with;
    let kept = use_state(|| match &*opening.opened {
        Opened::Unavailable => Kept::Unavailable,
        Opened::Blocked(_) => Kept::Blocked,
        _ => Kept::Nothing,
    });
    let attempt = use_state(|| 0_u32);
    let first = use_mut_ref(|| true);
    let unread = use_mut_ref(|| matches!(*opening.opened, Opened::Unavailable));
    {
        let (kept, ports, session) = (kept.clone(), ports.clone(), session.clone());
        let keeper = Rc::clone(&opening.keeper);
        let deps = (
            Rc::clone(session.desk()),
            session.lang(),
            keeping,
            waits,
            *attempt,
        );
        use_effect_with(deps, move |_| {
            // What was just opened is kept already.
            let is_new = !first.replace(false);
            let is_large = session.desk().size() > AT_ONCE;
            let documents: Vec<_> = session
                .desk()
                .sheets()
                .iter()
                .filter_map(|inputs| inputs.document.clone())
                .collect();
            let keep = {
                let (drafts, page, keeper) = (
                    Rc::clone(&ports.drafts),
                    Rc::clone(&ports.page),
                    Rc::clone(&keeper),
                );
                move || {
                    if drafts.keeping() != Keeping::Everything {
                        kept.set(Kept::NotWanted);
                        return;
                    }
                    let mut keeper = keeper.borrow_mut();
                    let today = page.today();
                    if waits {
                        keeper.keep_beside(&*drafts, &session, today.as_deref());
                        return;
                    }
                    if unread.replace(false) && is_untouched(&session) {
                        let opened = keeper.open(&*drafts, today.as_deref());
                        unread.replace(opened == Opened::Unavailable);
                        if let Some(found) = opened.session() {
                            act.emit(Action::Restore(Box::new(found.clone())));
                            kept.set(Kept::Nothing);
                            return;
                        }
                    }
                    let outcome = keeper.keep(&*drafts, &session);
                    if outcome == Kept::Elsewhere {
                        on_elsewhere.emit(());
                    }
                    kept.set(outcome);
                }
            };
            // Looking through a large sheet and writing it take a while: the page is painted before and between.
            let guard = match (is_new, is_large) {
                (true, true) => {
                    let learning = documents.into_iter().map(|document| {
                        let keeper = Rc::clone(&keeper);
                        Box::new(move || keeper.borrow_mut().learn(&document)) as Box<dyn FnOnce()>
                    });
                    let works = learning.chain(std::iter::once(Box::new(keep) as Box<dyn FnOnce()>));
                    Some(in_turn(&ports.later, works.collect()))
                }
                (true, false) => {
                    keep();
                    None
                }
                (false, _) => None,
            };
            move || drop(guard)
        });
    }
    {
        let later = Rc::clone(&ports.later);
        let (next, setter) = (attempt.wrapping_add(1), attempt.setter());
        use_effect_with((kept.may_pass() && !waits, *attempt), move |(waits, _)| {
            let guard = waits.then(|| later.after(AGAIN, Box::new(move || setter.set(next))));
            move || drop(guard)
        });
    }
    if waits { Kept::Nothing } else { *kept }
}

/// Nobody gave anything to it.
fn is_untouched(session: &Session) -> bool {
    **session.desk() == Desk::default() && !session.history().can_undo()
}
