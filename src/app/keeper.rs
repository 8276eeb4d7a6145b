//! Keeps the draft: where it goes, what happens to one that cannot be read, and what a person must be told.

use std::collections::BTreeMap;

use crate::app::aside::Aside;
use crate::app::desk::Desk;
use crate::app::draft;
use crate::app::draft::Draft;
use crate::app::draft::Fault;
use crate::app::draft::Known;
use crate::app::ports::DraftStore;
use crate::app::ports::Memory;
use crate::app::ports::StoreError;
use crate::app::session::Session;

/// The key of the draft. Several pages may share one host, so every key begins with the product's name.
pub const KEY: &str = "kpi-evaluator/draft";

/// The keys of the documents that the draft names begin with this.
pub const DOCUMENT: &str = "kpi-evaluator/document/";

/// The key under which an unreadable draft is set aside; a number follows where it is taken.
pub const ASIDE: &str = "kpi-evaluator/draft-set-aside";

/// Where an unreadable draft goes: several may be kept beside each other.
const UNREADABLE: Aside = Aside {
    key: ASIDE,
    places: 9,
    shares: true,
};

/// What was found when the page opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// No draft.
    Nothing,
    /// A draft with a document in it, or with another language.
    Restored(Box<Session>),
    /// A draft that cannot be read was put aside, unharmed; a new one can be kept.
    SetAside(Fault),
    /// A draft that cannot be read, and no room to put it aside: it stays where it is, and nothing is kept.
    Blocked(Fault),
    /// The storage refuses.
    Unavailable,
}

/// What became of the last change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kept {
    /// There is nothing to keep yet.
    #[default]
    Nothing,
    /// Kept.
    Saved,
    /// The storage refuses: the work is in memory only.
    Unavailable,
    /// The storage is full: the work is in memory only.
    Full,
    /// The sheet is too large for the storage: the work is in memory only.
    TooLarge,
    /// An unreadable draft occupies the place: the work is in memory only.
    Blocked,
    /// A person chose that nothing is kept: the work is in memory only.
    NotWanted,
}

impl Kept {
    /// The work would be lost with the page.
    pub fn is_at_risk(self) -> bool {
        !matches!(self, Self::Nothing | Self::Saved)
    }
}

/// Opens the draft of an earlier visit.
pub fn open(store: &dyn DraftStore) -> Opened {
    match store.load(KEY) {
        Err(_) => Opened::Unavailable,
        Ok(None) => Opened::Nothing,
        Ok(Some(text)) => match draft::decode(&text, &|key| store.load(&place(key)).ok().flatten()) {
            Ok(session) => Opened::Restored(Box::new(session)),
            Err(fault) => match UNREADABLE.shift(store, KEY, &text) {
                Ok(()) => Opened::SetAside(fault),
                Err(_) => Opened::Blocked(fault),
            },
        },
    }
}

/// A session as one text: an object of [`texts`]. `None` where it is too large.
pub fn packed(session: &Session) -> Option<String> {
    serde_json::to_string(&texts(session)?).ok()
}

/// What [`keep`] writes, by its keys. `None` where it is too large.
pub fn texts(session: &Session) -> Option<BTreeMap<String, String>> {
    let store = Memory::default();
    if keep(&store, session, &mut Known::default()) != Kept::Saved {
        return None;
    }
    let kept = store.keys().into_iter().filter_map(|key| {
        let text = store.load(&key).ok().flatten()?;
        Some((key, text))
    });
    Some(kept.collect())
}

fn place(key: &str) -> String {
    format!("{DOCUMENT}{key}")
}

/// Keeps the session. A page that nobody gave anything to writes nothing. What is `known` of its documents spares
/// looking through them again.
pub fn keep(store: &dyn DraftStore, session: &Session, known: &mut Known) -> Kept {
    let untouched = **session.desk() == Desk::default() && !session.history().can_undo();
    if untouched && matches!(store.load(KEY), Ok(None)) && session.lang() == crate::i18n::Lang::default() {
        return Kept::Nothing;
    }
    let Some(draft) = draft::encode(session, known) else {
        return Kept::TooLarge;
    };
    match replace(store, &draft) {
        Ok(()) => Kept::Saved,
        Err(StoreError::Unavailable) => Kept::Unavailable,
        Err(StoreError::QuotaExceeded) => Kept::Full,
    }
}

/// Puts a draft in the place of the last one. Only documents that the last one named are removed: those of a draft that
/// was set aside stay with it. Where it does not fit, the last one is there as before.
fn replace(store: &dyn DraftStore, draft: &Draft) -> Result<(), StoreError> {
    let last = store
        .load(KEY)?
        .map(|index| draft::keys(&index))
        .unwrap_or_default();
    let is_named = |key: &String| draft.documents.iter().any(|(named, _)| named == key);
    let gone: Vec<String> = last.iter().filter(|key| !is_named(key)).cloned().collect();
    match write(store, draft, &last) {
        Ok(()) => {
            for key in gone {
                store.remove(&place(&key))?;
            }
            Ok(())
        }
        // What is no longer named may take the room.
        Err(StoreError::QuotaExceeded) if !gone.is_empty() => {
            let mut removed = Vec::new();
            for key in gone {
                if let Some(text) = store.load(&place(&key))? {
                    store.remove(&place(&key))?;
                    removed.push((key, text));
                }
            }
            write(store, draft, &last).inspect_err(|_| {
                for (key, text) in &removed {
                    // It was there a moment ago, so there is room for it.
                    let _ = store.save(&place(key), text);
                }
            })
        }
        Err(fault) => Err(fault),
    }
}

/// Writes the documents that are not there yet, and then the index; all of it or nothing.
fn write(store: &dyn DraftStore, draft: &Draft, there: &[String]) -> Result<(), StoreError> {
    let mut written = Vec::new();
    let mut all = || {
        for (key, document) in draft.documents.iter().filter(|(key, _)| !there.contains(key)) {
            store.save(&place(key), &draft::document(document))?;
            written.push(place(key));
        }
        store.save(KEY, &draft.index)
    };
    let result = all();
    if result.is_err() {
        for key in written {
            store.remove(&key)?;
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::desk::DeskChange;
    use crate::app::ports::Refusing;
    use crate::domain::sheet::Document;

    fn keep(store: &dyn DraftStore, session: &Session) -> Kept {
        super::keep(store, session, &mut Known::default())
    }

    fn session(text: impl Into<String>) -> Session {
        Session::default()
            .step(DeskChange::take(Document::pasted(text)).into())
            .expect("a document is a change")
    }

    #[test]
    fn what_is_kept_is_found_again() {
        let store = Memory::default();
        assert_eq!(keep(&store, &session("a\tb")), Kept::Saved);
        let Opened::Restored(found) = open(&store) else {
            panic!("no draft found")
        };
        assert_eq!(found.inputs(), session("a\tb").inputs());
    }

    #[test]
    fn an_untouched_page_writes_nothing() {
        let store = Memory::default();
        assert_eq!(keep(&store, &Session::default()), Kept::Nothing);
        assert_eq!(open(&store), Opened::Nothing);
    }

    #[test]
    fn starting_anew_empties_the_draft() {
        let store = Memory::default();
        let full = session("a\tb");
        keep(&store, &full);
        let empty = full.step(DeskChange::Reset.into()).expect("a change");
        assert_eq!(keep(&store, &empty), Kept::Saved);
        let Opened::Restored(found) = open(&store) else {
            panic!("no draft found")
        };
        assert_eq!(**found.desk(), Desk::default());
    }

    #[test]
    fn a_refusing_storage_is_told() {
        assert_eq!(open(&Refusing), Opened::Unavailable);
        assert_eq!(keep(&Refusing, &session("a")), Kept::Unavailable);
    }

    #[test]
    fn a_full_storage_is_told_and_keeps_the_last_draft() {
        let store = Memory::with_quota(400);
        assert_eq!(keep(&store, &session("a")), Kept::Saved);
        assert_eq!(keep(&store, &session("b".repeat(1000))), Kept::Full);
        let Opened::Restored(found) = open(&store) else {
            panic!("no draft found")
        };
        assert_eq!(found.inputs(), session("a").inputs());
    }

    #[test]
    fn a_sheet_too_large_for_any_storage_is_told() {
        assert_eq!(
            keep(&Memory::default(), &session("x".repeat(draft::MAX_UNITS))),
            Kept::TooLarge
        );
        assert_eq!(
            keep(&Memory::default(), &session("x".repeat(4 * draft::MAX_UNITS))),
            Kept::TooLarge
        );
    }

    #[test]
    fn a_document_is_written_once_and_goes_with_its_sheet() {
        let store = Memory::default();
        let both = session("a\tb")
            .step(DeskChange::take(Document::pasted("c\td")).into())
            .expect("a change");
        assert_eq!(keep(&store, &both), Kept::Saved);
        let documents = || {
            store
                .keys()
                .into_iter()
                .filter(|key| key.starts_with(DOCUMENT))
                .count()
        };
        assert_eq!(documents(), 2);
        let one = both.step(DeskChange::Close(0).into()).expect("a change");
        assert_eq!(keep(&store, &one), Kept::Saved);
        assert_eq!(documents(), 1);
        let Opened::Restored(found) = open(&store) else {
            panic!("no draft found")
        };
        assert_eq!(found.desk(), one.desk());
    }

    #[test]
    fn a_sheet_takes_the_room_of_the_one_that_it_replaces() {
        let store = Memory::with_quota(1000);
        assert_eq!(keep(&store, &session("a".repeat(500))), Kept::Saved);
        assert_eq!(keep(&store, &session("b".repeat(500))), Kept::Saved);
        assert_eq!(keep(&store, &session("c".repeat(900))), Kept::Full);
        let Opened::Restored(found) = open(&store) else {
            panic!("no draft found")
        };
        assert_eq!(found.inputs(), session("b".repeat(500)).inputs());
    }

    #[test]
    fn a_draft_whose_document_is_gone_is_set_aside() {
        let store = Memory::default();
        assert_eq!(keep(&store, &session("a")), Kept::Saved);
        for key in store.keys().into_iter().filter(|key| key.starts_with(DOCUMENT)) {
            store.remove(&key).expect("memory removes");
        }
        assert_eq!(open(&store), Opened::SetAside(Fault::Unreadable));
    }

    #[test]
    fn an_unreadable_draft_is_set_aside_and_never_overwritten() {
        let store = Memory::default();
        for (text, place) in [
            ("{broken", ASIDE.to_owned()),
            ("also broken", format!("{ASIDE}-2")),
        ] {
            store.save(KEY, text).expect("memory has room");
            assert_eq!(open(&store), Opened::SetAside(Fault::Unreadable));
            assert_eq!(store.load(&place), Ok(Some(text.to_owned())));
            assert_eq!(store.load(KEY), Ok(None));
        }
        assert_eq!(store.load(ASIDE), Ok(Some("{broken".to_owned())));
    }

    #[test]
    fn an_unreadable_draft_without_room_to_move_stays_where_it_is() {
        let broken = "x".repeat(100);
        let store = Memory::with_quota(180);
        store.save(KEY, &broken).expect("it fits once");
        assert_eq!(open(&store), Opened::Blocked(Fault::Unreadable));
        assert_eq!(store.load(KEY), Ok(Some(broken)));
    }

    #[test]
    fn a_draft_of_a_newer_program_is_named_as_such() {
        let store = Memory::default();
        store
            .save(KEY, r#"{"version":99,"shape":"unknown"}"#)
            .expect("memory has room");
        assert_eq!(open(&store), Opened::SetAside(Fault::Newer));
    }
}
