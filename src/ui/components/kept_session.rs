//! A session of work as every home of the page has it: opened from its draft, kept, and told apart from another tab's.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::keeper::Kept;
use crate::app::keeper::Opened;
use crate::app::session::Action;
use crate::app::session::Session;
use crate::app::surroundings::Ports;
use crate::app::vault::Keeping;
use crate::ui::components::other_tab::Elsewhere;
use crate::ui::components::other_tab::use_other_tab;
use crate::ui::kept::Keep;
use crate::ui::kept::use_kept;
use crate::ui::kept::use_opening;
use crate::ui::store::Store;
use crate::ui::typing::Typing;
use crate::ui::typing::use_left;
use crate::ui::typing::use_typing;

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
    let (typing, is_typed) = use_typing(session, ports, &opening.keeper, *erasures, act.clone());
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
        opened: opening.opened,
        keeping,
        erasures,
        kept,
        elsewhere,
        typing,
        is_typed,
    }
}
