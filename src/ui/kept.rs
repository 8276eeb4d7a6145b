//! Keeps what the page holds: opens the draft, or another one, keeps every change, tries again what did not succeed.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use crate::app::desk::Desk;
use crate::app::keeper::Keeper;
use crate::app::keeper::Kept;
use crate::app::keeper::Opened;
use crate::app::place::Place;
use crate::app::ports::DraftStore;
use crate::app::ports::in_turn;
use crate::app::session::Action;
use crate::app::session::Session;
use crate::app::surroundings::Ports;
use crate::app::vault::Keeping;
use crate::ui::hooks::AT_ONCE;
use crate::ui::hooks::use_latest;
use kpi_report::i18n::Lang;

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
            let opened = keeper.borrow_mut().open(&*drafts, page.today().as_deref());
            Rc::new(opened)
        })
    };
    Opening {
        keeper,
        opened: Rc::clone(&opened),
    }
}

/// What a person wants with the draft that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    /// Another one in its place.
    Open(Place),
    /// A new one.
    Begin,
    /// A new one, as this one is about to be removed: whether it could be kept is no matter.
    Leave,
}

/// What became of that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switched {
    /// It is done.
    Done,
    /// The draft that is open could not be kept, and is still open.
    NotKept,
    /// The other one could not be read this time; nothing changed.
    NotOpened,
}

/// The draft that is open among those that are kept.
#[derive(Clone, PartialEq)]
pub struct Switching {
    /// Where it is.
    pub place: Place,
    /// How often another one was opened: what shows something of the one before begins anew then.
    pub turn: u32,
    /// What was found of the last one that was opened; `None`: of the one that the page began with.
    pub opened: Option<Rc<Opened>>,
    /// Opens another one. What is open is kept first, or stays.
    pub switch: Callback<Switch, Switched>,
}

/// Opens other drafts on the page.
#[hook]
pub fn use_switching(
    session: &Session,
    ports: &Ports,
    opening: &Opening,
    erasures: u32,
    act: Callback<Action>,
) -> Switching {
    let turns = use_state(|| (0_u32, erasures, None::<Rc<Opened>>));
    let latest = use_latest(session.clone());
    let (turn, of, opened) = (*turns).clone();
    let switch = {
        let (ports, keeper, turns) = (ports.clone(), Rc::clone(&opening.keeper), turns.setter());
        Callback::from(move |wish| {
            let session = latest.get();
            match switched(&ports, &keeper, &session, wish) {
                Err(why) => why,
                Ok(opened) => {
                    act.emit(Action::Restore(Box::new(begun(&opened, session.lang()))));
                    turns.set((turn.wrapping_add(1), erasures, Some(Rc::new(opened))));
                    Switched::Done
                }
            }
        })
    };
    Switching {
        place: opening.keeper.borrow().place(),
        turn,
        opened: opened.filter(|_| of == erasures),
        switch,
    }
}

/// Keeps the draft that is open and opens another one; where either cannot be done, nothing changes.
fn switched(
    ports: &Ports,
    keeper: &RefCell<Keeper>,
    session: &Session,
    wish: Switch,
) -> Result<Opened, Switched> {
    let mut keeper = keeper.borrow_mut();
    let (drafts, today) = (&*ports.drafts, ports.page.today());
    keeper.at(ports.page.now());
    let kept = keeper.keep(drafts, session);
    if wish != Switch::Leave && kept.is_at_risk() {
        return Err(Switched::NotKept);
    }
    let before = keeper.clone();
    let opened = match wish {
        Switch::Open(place) => keeper.open_at(drafts, place, today.as_deref()),
        Switch::Begin | Switch::Leave => {
            keeper.begin(drafts);
            Opened::Nothing
        }
    };
    if opened == Opened::Unavailable {
        *keeper = before;
        return Err(Switched::NotOpened);
    }
    keeper.remember(drafts);
    Ok(opened)
}

/// The session that begins with what was opened, in the language of the page.
fn begun(opened: &Opened, lang: Lang) -> Session {
    let session = opened.session().cloned();
    let session = session.unwrap_or_else(|| Session::new(Desk::default(), lang));
    session.step(Action::Speak(lang)).unwrap_or(session)
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
    // What is told of an earlier change is not true of this one.
    let turn = use_mut_ref(|| 0_u32);
    let unread = use_mut_ref(|| matches!(*opening.opened, Opened::Unavailable));
    {
        let (kept, ports, session) = (kept.clone(), ports.clone(), session.clone());
        let (keeper, turn) = (Rc::clone(&opening.keeper), Rc::clone(&turn));
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
                    keeper.at(page.now());
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
                    drop(keeper);
                    let own = turn.borrow().wrapping_add(1);
                    turn.replace(own);
                    if outcome == Kept::Elsewhere {
                        on_elsewhere.emit(());
                    }
                    if outcome != Kept::Saved {
                        kept.set(outcome);
                        return;
                    }
                    kept.set(Kept::Saving);
                    drafts.settle(Box::new(move || {
                        if *turn.borrow() == own {
                            kept.set(Kept::Saved);
                        }
                    }));
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
