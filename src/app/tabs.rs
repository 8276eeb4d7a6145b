//! Other tabs that keep the same draft: what one of them kept meanwhile, so that none overwrites it unasked.
//!
//! Both states outlive the choice: the one that is not chosen is a step back in the history.

use std::rc::Rc;

use crate::app::desk::Desk;
use crate::app::desk::DeskChange;
use crate::app::draft;
use crate::app::draft::Known;
use crate::app::keys;
use crate::app::place::Place;
use crate::app::ports::DraftStore;
use crate::app::session::Action;
use crate::app::session::Session;

/// What another tab kept in the place of this session's draft; `None` where it is the same, but for the language and the
/// sheet that is open, or cannot be read, or this session has no place yet.
pub fn kept_elsewhere(
    store: &dyn DraftStore,
    place: Place,
    session: &Session,
    known: &mut Known,
) -> Option<Rc<Desk>> {
    let Some(text) = store.load(&place.key()?).ok()? else {
        // It was all removed.
        return (**session.desk() != Desk::default()).then(Rc::default);
    };
    // The other's documents are opened only where they must be.
    if draft::encode(session, known).is_some_and(|own| own.index == text) {
        return None;
    }
    let document = |key: &str| store.load(&keys::document(key)).ok().flatten();
    let other = draft::decode(&text, &document).ok()?;
    let own = session.desk().opening(other.desk().open());
    (own != **other.desk()).then(|| Rc::clone(other.desk()))
}

/// The other tab's state in the place of this one's.
pub fn take(other: Rc<Desk>) -> Vec<Action> {
    vec![DeskChange::Adopt(other).into()]
}

/// This tab's state stays, the other's a step back.
pub fn keep(other: Rc<Desk>, session: &Session) -> Vec<Action> {
    let own = Rc::clone(session.desk());
    vec![DeskChange::Adopt(other).into(), DeskChange::Adopt(own).into()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::history::Step;
    use crate::app::keeper::Keeper;
    use crate::app::ports::Memory;
    use kpi_readers::sheet::Document;
    use kpi_report::i18n::Lang;

    fn session(text: &str) -> Session {
        let document = DeskChange::take(Document::pasted(text));
        Session::default()
            .step(document.into())
            .expect("a document is a change")
    }

    fn after(session: &Session, actions: Vec<Action>) -> Session {
        let steps = actions.into_iter();
        steps.fold(session.clone(), |session, action| {
            session.step(action).unwrap_or(session)
        })
    }

    /// As a tab that was asked, and told to keep its own.
    fn keeps(store: &Memory, session: &Session) {
        let mut keeper = Keeper::default();
        keeper.settle(store);
        keeper.keep(store, session);
    }

    fn elsewhere(store: &Memory, session: &Session) -> Option<Rc<Desk>> {
        kept_elsewhere(store, Place::FIRST, session, &mut Known::default())
    }

    /// What is pasted in the open sheet.
    fn text(session: &Session) -> String {
        let document = session.inputs().document.clone();
        document.map_or_else(String::new, |document| format!("{:?}", document.content))
    }

    #[test]
    fn the_same_state_is_no_other() {
        let store = Memory::default();
        let own = session("甲");
        keeps(&store, &own);
        assert_eq!(elsewhere(&store, &own), None);
        let english = own.step(Action::Speak(Lang::En)).expect("another language");
        keeps(&store, &english);
        assert_eq!(
            elsewhere(&store, &own),
            None,
            "the language is no state of the sheets"
        );
    }

    #[test]
    fn whichever_is_chosen_the_other_is_a_step_back() {
        let store = Memory::default();
        let (own, other) = (session("甲"), session("乙"));
        keeps(&store, &other);
        let found = elsewhere(&store, &own).expect("another tab kept something else");
        let taken = after(&own, take(Rc::clone(&found)));
        assert_eq!(text(&taken), text(&other));
        assert_eq!(text(&after(&taken, vec![Action::Step(Step::Undo)])), text(&own));
        let kept = after(&own, keep(found, &own));
        assert_eq!(text(&kept), text(&own));
        assert_eq!(text(&after(&kept, vec![Action::Step(Step::Undo)])), text(&other));
    }

    #[test]
    fn a_draft_that_was_removed_elsewhere_is_not_written_again_unasked() {
        let store = Memory::default();
        assert_eq!(elsewhere(&store, &Session::default()), None);
        assert_eq!(elsewhere(&store, &session("甲")), Some(Rc::default()));
        store.save(keys::DRAFT, "{broken").expect("memory has room");
        assert_eq!(
            elsewhere(&store, &session("甲")),
            None,
            "what cannot be read is the keeper's matter"
        );
    }
}
