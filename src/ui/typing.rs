//! What is being typed: kept within a second, and at once where the page may go away.

use std::any::Any;
use std::cell::Cell;
use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use crate::app::desk::Desk;
use crate::app::desk::DeskChange;
use crate::app::keeper::Keeper;
use crate::app::keeper::Kept;
use crate::app::rule_form::RuleForm;
use crate::app::session::Action;
use crate::app::session::Session;
use crate::app::surroundings::Ports;
use crate::app::typed::Typed;

/// Milliseconds after which what was typed is kept.
const SOON: u32 = 400;

/// What is being typed on a page.
#[derive(Clone)]
pub struct Typing(Rc<State>);

struct State {
    ports: Ports,
    keeper: Rc<RefCell<Keeper>>,
    session: RefCell<Session>,
    typed: RefCell<Typed>,
    /// Leaves the field that was typed into last.
    leave: RefCell<Option<Box<dyn Fn()>>>,
    /// What is done now is only what would be done.
    rehearses: Cell<bool>,
    timer: RefCell<Option<Box<dyn Any>>>,
    /// What was typed is in memory only: the page asks before it is closed.
    hold: RefCell<Option<Box<dyn Any>>>,
}

impl PartialEq for Typing {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Typing {
    fn open(ports: &Ports, keeper: Rc<RefCell<Keeper>>) -> Self {
        let place = keeper.borrow().place();
        Self(Rc::new(State {
            typed: RefCell::new(Typed::open(&*ports.drafts, place)),
            ports: ports.clone(),
            keeper,
            session: RefCell::default(),
            leave: RefCell::default(),
            rehearses: Cell::default(),
            timer: RefCell::default(),
            hold: RefCell::default(),
        }))
    }

    /// A field was typed into; `leave` does what is done when it is left.
    pub fn field(&self, leave: impl Fn() + 'static) {
        self.0.leave.replace(Some(Box::new(leave)));
        self.soon();
    }

    /// What is done now is only what would be done if a field were left.
    pub fn rehearses(&self) -> bool {
        self.0.rehearses.get()
    }

    /// Takes note of what would be done.
    pub fn note(&self, action: Action) {
        let session = self.0.session.borrow();
        let after = session.step(action);
        let mut keeper = self.0.keeper.borrow_mut();
        self.0
            .typed
            .borrow_mut()
            .rehearse(&session, after.as_ref(), keeper.known());
    }

    /// The text in the paste box.
    pub fn paste(&self) -> Option<String> {
        self.0.typed.borrow().paste.clone()
    }

    /// The text in the paste box is this now.
    pub fn pasting(&self, text: Option<String>) {
        self.0.typed.borrow_mut().paste = text.filter(|text| !text.is_empty());
        self.soon();
    }

    /// The editor of rules that was open for the open sheet.
    pub fn rules(&self) -> Option<RuleForm> {
        let open = self.0.session.borrow().desk().open();
        let rules = self.0.typed.borrow().rules.clone();
        rules.filter(|(sheet, _)| *sheet == open).map(|(_, form)| form)
    }

    /// What stands in the editor of rules; `None`: it is closed.
    pub fn ruling(&self, form: Option<RuleForm>) {
        let open = self.0.session.borrow().desk().open();
        self.0.typed.borrow_mut().rules = form.map(|form| (open, form));
        if !self.rehearses() {
            self.soon();
        }
    }

    /// Keeps what is typed now, as another draft is about to be opened: nothing of it comes later.
    pub fn put_down(&self) {
        self.0.timer.take();
        self.keep();
    }

    /// The desk as it would be if the field had been left before the page was gone.
    fn found(&self) -> Option<Desk> {
        let session = self.0.session.borrow();
        let place = self.0.keeper.borrow().place();
        self.0.typed.borrow().desk(&*self.0.ports.drafts, place, &session)
    }

    fn sees(&self, session: &Session) {
        self.0.session.replace(session.clone());
    }

    /// What was typed is in the draft.
    fn left(&self) {
        self.0.leave.take();
        let session = self.0.session.borrow();
        let mut keeper = self.0.keeper.borrow_mut();
        self.0.typed.borrow_mut().rehearse(&session, None, keeper.known());
        drop(keeper);
        self.write();
    }

    /// Within a second, however fast one types.
    fn soon(&self) {
        if self.0.timer.borrow().is_some() {
            return;
        }
        let state = Rc::downgrade(&self.0);
        let work = move || {
            if let Some(state) = state.upgrade() {
                state.timer.take();
                Self(state).keep();
            }
        };
        let guard = self.0.ports.later.after(SOON, Box::new(work));
        self.0.timer.replace(Some(guard));
    }

    /// Keeps what is typed now.
    fn keep(&self) {
        if let Some(leave) = self.0.leave.take() {
            let session = self.0.session.borrow().clone();
            let mut keeper = self.0.keeper.borrow_mut();
            self.0.typed.borrow_mut().rehearse(&session, None, keeper.known());
            drop(keeper);
            self.0.rehearses.set(true);
            leave();
            self.0.rehearses.set(false);
        }
        self.write();
    }

    fn write(&self) {
        let place = self.0.keeper.borrow().place();
        let kept = self.0.typed.borrow_mut().keep(&*self.0.ports.drafts, place);
        let is_held = self.0.hold.borrow().is_some();
        match kept {
            Ok(()) => drop(self.0.hold.take()),
            Err(_) if !is_held => drop(self.0.hold.replace(Some(self.0.ports.page.hold()))),
            Err(_) => {}
        }
    }
}

/// What is being typed on a page with this session, in this life of the page and turn of its drafts, and whether what the page shows now is what was typed before it was
/// gone.
#[hook]
pub fn use_typing(
    session: &Session,
    ports: &Ports,
    keeper: &Rc<RefCell<Keeper>>,
    life: (u32, u32),
    act: Callback<Action>,
) -> (Typing, bool) {
    let typing = {
        let (ports, keeper) = (ports.clone(), Rc::clone(keeper));
        use_memo(life, move |_| Typing::open(&ports, keeper))
    };
    typing.sees(session);
    let found = use_state(|| None::<Desk>);
    {
        let (typing, found, page) = ((*typing).clone(), found.setter(), Rc::clone(&ports.page));
        use_effect_with(life, move |_| {
            if let Some(desk) = typing.found() {
                found.set(Some(desk.clone()));
                act.emit(DeskChange::Exchange(Box::new(desk)).into());
            }
            let guard = page.on_leave(Rc::new(move || typing.keep()));
            move || drop(guard)
        });
    }
    let is_found = found.as_ref().is_some_and(|desk| *desk == **session.desk());
    ((*typing).clone(), is_found)
}

/// Once a change is in the draft, it is typed no more.
#[hook]
pub fn use_left(typing: &Typing, session: &Session, kept: Kept) {
    let typing = typing.clone();
    let first = use_mut_ref(|| true);
    use_effect_with((Rc::clone(session.desk()), kept), move |(_, kept)| {
        if !first.replace(false) && *kept == Kept::Saved {
            typing.left();
        }
    });
}
