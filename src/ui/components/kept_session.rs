//! A session of work as every home of the page has it: opened from its draft, kept, and told apart from another tab's.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use crate::app::card::Facts;
use crate::app::keeper::Keeper;
use crate::app::keeper::Kept;
use crate::app::keeper::Opened;
use crate::app::outgoing::Outgoing;
use crate::app::outgoing::Went;
use crate::app::ports::Saver;
use crate::app::session::Action;
use crate::app::session::Session;
use crate::app::surroundings::Ports;
use crate::app::vault::Keeping;
use crate::ui::components::other_tab::Elsewhere;
use crate::ui::components::other_tab::use_other_tab;
use crate::ui::kept::Keep;
use crate::ui::kept::Switching;
use crate::ui::kept::use_kept;
use crate::ui::kept::use_opening;
use crate::ui::kept::use_switching;
use crate::ui::reading::Reading;
use crate::ui::store::Store;
use crate::ui::typing::Typing;
use crate::ui::typing::use_left;
use crate::ui::typing::use_typing;
use kpi_readers::carried::ENDING;

/// A session, and what became of it.
pub(super) struct KeptSession {
    /// Holds the session.
    pub store: UseReducerHandle<Store>,
    /// The draft that was found.
    pub opened: Rc<Opened>,
    /// What is kept on the PC.
    pub keeping: UseStateHandle<Keeping>,
    /// How often all of it was erased: what shows something of before begins anew then.
    pub erasures: UseStateHandle<u32>,
    /// What became of the last change.
    pub kept: Kept,
    /// Another tab's draft.
    pub elsewhere: Elsewhere,
    /// What is being typed.
    pub typing: Typing,
    /// What the page shows now was typed, and not left, before it was gone.
    pub is_typed: bool,
    /// The draft that is open among those that are kept.
    pub switching: Switching,
    /// The surroundings, of which the list of drafts hears what is saved to files.
    pub ports: Ports,
    /// Takes note of what was read, for the list of drafts.
    pub on_reading: Callback<Rc<Reading>>,
}

impl KeptSession {
    /// Erases what a person asked to have erased: what `begun` gives is what the page begins anew with.
    pub(super) fn on_erased(&self, ports: &Ports, begun: impl Fn() -> Session + 'static) -> Callback<()> {
        let (ports, store) = (ports.clone(), self.store.dispatcher());
        let (keeping, erasures) = (self.keeping.setter(), self.erasures.clone());
        Callback::from(move |()| {
            store.dispatch(Action::Restore(Box::new(begun())));
            keeping.set(ports.drafts.keeping());
            erasures.set(erasures.wrapping_add(1));
        })
    }

    /// A draft with a sheet was found.
    pub(super) fn is_restored(&self) -> bool {
        let found = self.opened.session();
        found.is_some_and(|found| found.inputs().document.is_some())
    }
}

/// Opens a session and keeps it; `begin` makes it out of the draft, or of nothing.
#[hook]
pub(super) fn use_kept_session(
    ports: &Ports,
    begin: impl FnOnce(Option<&Session>) -> Session,
) -> KeptSession {
    let keeping = use_state_eq(|| ports.drafts.keeping());
    let erasures = use_state_eq(|| 0);
    let opening = use_opening(ports, *erasures);
    let store = use_reducer(|| Store(begin(opening.opened.session())));
    let session = &store.0;
    let act = {
        let dispatcher = store.dispatcher();
        Callback::from(move |action: Action| dispatcher.dispatch(action))
    };
    let elsewhere = use_other_tab(session, ports, &opening.keeper, act.clone());
    let mut switching = use_switching(session, ports, &opening, *erasures, act.clone());
    let life = (*erasures, switching.turn);
    let (typing, is_typed) = use_typing(session, ports, &opening.keeper, life, act.clone());
    switching.switch = {
        let (typing, switch) = (typing.clone(), switching.switch);
        Callback::from(move |wish| {
            typing.put_down();
            switch.emit(wish)
        })
    };
    use_remembered(ports, &opening.keeper);
    let noted = use_noted(ports, &opening.keeper);
    let on_reading = {
        let (drafts, keeper) = (Rc::clone(&ports.drafts), Rc::clone(&opening.keeper));
        use_callback((), move |reading: Rc<Reading>, ()| {
            if let Some(document) = &reading.inputs.document {
                let facts = Facts::of(&reading.evaluation);
                keeper.borrow_mut().note(&*drafts, document, facts);
            }
        })
    };
    let keep = Keep {
        ports,
        opening: &opening,
        keeping: *keeping,
        waits: elsewhere.asked,
        on_elsewhere: elsewhere.ask.clone(),
        act,
    };
    let kept = use_kept(session, keep);
    use_left(&typing, session, kept);
    KeptSession {
        store,
        opened: switching.opened.clone().unwrap_or(opening.opened),
        keeping,
        erasures,
        kept,
        elsewhere,
        typing,
        is_typed,
        switching,
        ports: noted,
        on_reading,
    }
}

/// Of several pages, the one that is hidden or left last says which draft is opened next.
#[hook]
fn use_remembered(ports: &Ports, keeper: &Rc<RefCell<Keeper>>) {
    let (page, drafts, keeper) = (
        Rc::clone(&ports.page),
        Rc::clone(&ports.drafts),
        Rc::clone(keeper),
    );
    use_effect_with((), move |()| {
        let guard = page.on_leave(Rc::new(move || keeper.borrow().remember(&*drafts)));
        move || drop(guard)
    });
}

/// The surroundings, in which whatever saves a working file is noted beside the draft.
#[hook]
fn use_noted(ports: &Ports, keeper: &Rc<RefCell<Keeper>>) -> Ports {
    let keeper = Rc::clone(keeper);
    let noted = use_memo(ports.clone(), move |ports| Ports {
        saver: Rc::new(Noting {
            ports: ports.clone(),
            keeper,
        }),
        ..ports.clone()
    });
    (*noted).clone()
}

/// Saves files, and notes beside the draft when it was one of its own.
struct Noting {
    ports: Ports,
    keeper: Rc<RefCell<Keeper>>,
}

impl Saver for Noting {
    fn save(&self, name: &str, mime: &str, bytes: &[u8]) -> bool {
        let is_saved = self.ports.saver.save(name, mime, bytes);
        if is_saved && name.ends_with(ENDING) {
            note(&self.ports, &self.keeper);
        }
        is_saved
    }

    fn send(&self, mut file: Outgoing, done: Box<dyn FnOnce(Went)>) {
        file.owner.draft = self.keeper.borrow().place().key();
        let is_work = file.name.ends_with(ENDING);
        let (ports, keeper) = (self.ports.clone(), Rc::clone(&self.keeper));
        self.ports.saver.send(
            file,
            Box::new(move |went| {
                if is_work && matches!(went, Went::Written(_) | Went::Downloaded) {
                    note(&ports, &keeper);
                }
                done(went);
            }),
        );
    }
}

/// Notes beside the open draft that it is in a file now.
fn note(ports: &Ports, keeper: &RefCell<Keeper>) {
    let mut keeper = keeper.borrow_mut();
    keeper.at(ports.page.now());
    keeper.filed(&*ports.drafts);
}
