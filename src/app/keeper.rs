//! Keeps the draft: where it goes, what happens to one that cannot be read, and what a person must be told.
//!
//! Nothing is written over what was not read. A [`Keeper`] knows what stood in the place of the draft when it last read or
//! wrote there; whatever else it finds is another tab's, or was hidden from it by a storage that refused, and is first
//! read, asked about, or set aside.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::app::aside::put;
use crate::app::aside::read_back;
use crate::app::card::Card;
use crate::app::card::Facts;
use crate::app::desk::Desk;
use crate::app::draft;
use crate::app::draft::Draft;
use crate::app::draft::Fault;
use crate::app::draft::Found;
use crate::app::draft::Known;
use crate::app::draft::Lost;
use crate::app::keys;
use crate::app::place;
use crate::app::place::Place;
use crate::app::ports::DraftStore;
use crate::app::ports::Memory;
use crate::app::ports::StoreError;
use crate::app::session::Session;
use crate::app::set_aside;
use kpi_readers::sheet::Document;
use kpi_report::i18n::Lang;

/// What was found when the page opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// No draft.
    Nothing,
    /// A draft with a document in it, or with another language.
    Restored(Box<Session>),
    /// A draft of which some sheets are damaged or gone: a copy of all that is stored was put aside, and here is the
    /// rest.
    Partly(Box<Session>, Vec<Lost>),
    /// A draft that cannot be read was put aside, unharmed; a new one can be kept.
    SetAside(Fault),
    /// A draft that cannot be read, and no room to put it aside: it stays where it is, and nothing is kept until there is
    /// room.
    Blocked(Fault),
    /// The storage refuses.
    Unavailable,
}

impl Opened {
    /// The session to begin with.
    pub fn session(&self) -> Option<&Session> {
        match self {
            Self::Restored(session) | Self::Partly(session, _) => Some(session),
            _ => None,
        }
    }
}

/// What became of the last change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kept {
    /// There is nothing to keep yet.
    #[default]
    Nothing,
    /// Kept, and read back the same; on its way to the disk.
    Saving,
    /// Kept, and read back the same; on the disk, as far as the store can tell.
    Saved,
    /// The storage refuses, or does not give back what it took: the work is in memory only.
    Unavailable,
    /// The storage is full: the work is in memory only.
    Full,
    /// The sheet is too large for the storage: the work is in memory only.
    TooLarge,
    /// An unreadable draft occupies the place: the work is in memory only.
    Blocked,
    /// Another draft is in the place, of another tab or one that could not be read before: a person has to choose.
    Elsewhere,
    /// A person chose that nothing is kept: the work is in memory only.
    NotWanted,
}

impl Kept {
    /// The work would be lost with the page.
    pub fn is_at_risk(self) -> bool {
        !matches!(self, Self::Nothing | Self::Saving | Self::Saved)
    }

    /// Trying again without any change may help: there may be room by then.
    pub fn may_pass(self) -> bool {
        matches!(self, Self::Unavailable | Self::Full | Self::Blocked)
    }
}

/// Opens the draft of an earlier visit, and says nothing of the day.
pub fn open(store: &dyn DraftStore) -> Opened {
    Keeper::default().open(store, None)
}

/// A session as one text: an object of [`texts`]. `None` where it is too large.
pub fn packed(session: &Session) -> Option<String> {
    serde_json::to_string(&texts(session)?).ok()
}

/// What [`Keeper::keep`] writes, by its keys. `None` where it is too large.
pub fn texts(session: &Session) -> Option<BTreeMap<String, String>> {
    let store = Memory::default();
    if Keeper::default().keep(&store, session) != Kept::Saved {
        return None;
    }
    // What the list of drafts says of it is of this PC.
    let own = |key: &String| key == keys::DRAFT || key.starts_with(keys::DOCUMENT);
    let kept = store.keys().into_iter().filter(own).filter_map(|key| {
        let text = store.load(&key).ok().flatten()?;
        Some((key, text))
    });
    Some(kept.collect())
}

/// Keeps one page's draft.
#[derive(Clone, Debug, Default)]
pub struct Keeper {
    /// Where; `None` until the store could be asked.
    place: Option<Place>,
    /// Day and time of what is kept now, as far as that is known.
    now: Option<String>,
    /// What was read of documents, by their keys.
    facts: BTreeMap<String, Facts>,
    /// What is known of documents spares looking through them again.
    known: Known,
    /// What stood in the place when it was last read or written.
    seen: Option<Seen>,
    /// Documents that the last draft did not name any more. They go with the next one: another tab may just be keeping a
    /// draft that names them.
    leaving: Vec<String>,
    /// Where the draft of this page is while another one is in its place.
    beside: Option<String>,
}

#[derive(Clone, Debug)]
struct Seen {
    index: String,
    /// What it stands for; `None` where a person decided on it, or it was set aside.
    desk: Option<Rc<Desk>>,
}

impl Keeper {
    /// Looks a document through, unless that was done before.
    pub fn learn(&mut self, document: &Rc<kpi_readers::sheet::Document>) {
        self.known.learn(document);
    }

    /// What is known of documents.
    pub fn known(&mut self) -> &mut Known {
        &mut self.known
    }

    /// Where its draft is.
    pub fn place(&self) -> Place {
        self.place.unwrap_or_default()
    }

    /// What is kept from now on is kept at this day and time, `"2026-04-01T09:30"`.
    pub fn at(&mut self, now: Option<String>) {
        self.now = now;
    }

    /// Opens the draft of an earlier visit, the one that was open last; `today` is written beside what has to be set
    /// aside.
    pub fn open(&mut self, store: &dyn DraftStore, today: Option<&str>) -> Opened {
        if let Ok(place) = place::last(store) {
            self.open_at(store, place, today)
        } else {
            *self = Self::default();
            Opened::Unavailable
        }
    }

    /// Opens the draft in a place. The last one stays as it was kept.
    pub fn open_at(&mut self, store: &dyn DraftStore, place: Place, today: Option<&str>) -> Opened {
        let known = (std::mem::take(&mut self.known), std::mem::take(&mut self.facts));
        *self = Self {
            place: Some(place),
            now: self.now.take(),
            known: known.0,
            facts: known.1,
            ..Self::default()
        };
        let index = match stored(store, place) {
            Err(_) => return Opened::Unavailable,
            Ok(None) => {
                // A draft that was removed does not lend its place to another one.
                self.place = Some(if place == Place::FIRST { place } else { Place::New });
                return Opened::Nothing;
            }
            Ok(Some(index)) => index,
        };
        let Ok(found) = salvage(store, &index) else {
            // A document that could not be read this time is not gone.
            return Opened::Unavailable;
        };
        match found {
            Ok(Found { session, lost }) if lost.is_empty() => {
                self.saw(index, Some(Rc::clone(session.desk())));
                set_aside::sweep(store);
                Opened::Restored(Box::new(session))
            }
            Ok(Found { session, lost }) if !session.desk().sheets().is_empty() => {
                if set_aside::copy(store, &index, today).is_err() {
                    return Opened::Blocked(Fault::Damaged);
                }
                self.saw(index, None);
                Opened::Partly(Box::new(session), lost)
            }
            Ok(Found { lost, .. }) => {
                let fault = lost.first().map_or(Fault::Unreadable, |lost| lost.fault);
                shifted(store, place, &index, today, fault)
            }
            Err(fault) => shifted(store, place, &index, today, fault),
        }
    }

    /// Keeps the session. A page that nobody gave anything to writes nothing.
    pub fn keep(&mut self, store: &dyn DraftStore, session: &Session) -> Kept {
        let Ok((place, stored)) = self.find(store) else {
            return Kept::Unavailable;
        };
        let is_needless = place == Place::New || session.lang() == Lang::default();
        if is_untouched(session) && stored.is_none() && is_needless {
            return Kept::Nothing;
        }
        if let Some(kept) = self.obstacle(store, session, stored.as_deref()) {
            return kept;
        }
        let Some(draft) = draft::encode(session, &mut self.known) else {
            return Kept::TooLarge;
        };
        let written = match place {
            Place::New => place::free(store),
            place @ Place::Numbered(_) => Ok(place),
        }
        .and_then(|place| {
            self.replace(store, place, &draft, stored.as_deref())
                .map(|()| place)
        });
        match written {
            Ok(place) => {
                self.place = Some(place);
                self.describe(store, place, &draft, session);
                self.saw(draft.index, Some(Rc::clone(session.desk())));
                if let Some(beside) = self.beside.take() {
                    set_aside::delete(store, &beside);
                }
                Kept::Saved
            }
            Err(StoreError::Unavailable) => Kept::Unavailable,
            Err(StoreError::QuotaExceeded) => Kept::Full,
        }
    }

    /// Its place and what stands there.
    fn find(&mut self, store: &dyn DraftStore) -> Result<(Place, Option<String>), StoreError> {
        let place = match self.place {
            Some(place) => place,
            None => place::last(store)?,
        };
        let stored = stored(store, place)?;
        self.place = Some(place);
        Ok((place, stored))
    }

    /// Keeps beside a draft what the list says of it, and that the next page opens it. The draft does without, so what
    /// cannot be written is left out.
    fn describe(&self, store: &dyn DraftStore, place: Place, draft: &Draft, session: &Session) {
        let _ = place::remember(store, place);
        let Ok(card) = Card::of(store, place) else { return };
        let mut next = card.with_sheets(draft, |key| self.facts.get(key).cloned());
        let seen = self.seen.as_ref().and_then(|seen| seen.desk.as_ref());
        if !seen.is_some_and(|seen| is_same(seen, session.desk())) {
            next.changed = self.now.clone().or(next.changed);
        }
        if next != card {
            let _ = next.save(store, place);
        }
    }

    /// What was read of a document, for the list.
    pub fn note(&mut self, store: &dyn DraftStore, document: &Rc<Document>, facts: Facts) {
        let key = self.known.key(document);
        if self.facts.get(&key) == Some(&facts) {
            return;
        }
        self.facts.insert(key.clone(), facts.clone());
        self.tell(store, |card| {
            for sheet in card.sheets.iter_mut().filter(|sheet| sheet.document == key) {
                sheet.facts = Some(facts.clone());
            }
        });
    }

    /// The draft was saved to a file.
    pub fn filed(&self, store: &dyn DraftStore) {
        self.tell(store, |card| card.filed.clone_from(&self.now));
    }

    /// Changes what the list says, of a draft that is kept.
    fn tell(&self, store: &dyn DraftStore, change: impl FnOnce(&mut Card)) {
        let Some((place, Ok(Some(card)))) = self.place.map(|place| (place, Card::load(store, place))) else {
            return;
        };
        let mut next = card.clone();
        change(&mut next);
        if next != card {
            // The draft does without.
            let _ = next.save(store, place);
        }
    }

    /// The page begins a draft in a place of its own, which it gets when there is something to keep. The last one stays
    /// as it was kept.
    pub fn begin(&mut self, store: &dyn DraftStore) {
        self.open_at(store, Place::New, None);
        self.remember(store);
    }

    /// The next page opens the draft of this one.
    pub fn remember(&self, store: &dyn DraftStore) {
        if let Some(place) = self.place {
            // Otherwise it opens the one that was remembered before.
            let _ = place::remember(store, place);
        }
    }

    /// Keeps the session beside the draft that is in its place, until a person has chosen: a page that ends before that
    /// leaves it among what was set aside. Whether that could be done.
    pub fn keep_beside(&mut self, store: &dyn DraftStore, session: &Session, today: Option<&str>) -> bool {
        let Some(draft) = draft::encode(session, &mut self.known) else {
            return false;
        };
        if is_untouched(session) || write_documents(store, &draft).is_err() {
            return false;
        }
        if let Some(place) = &self.beside {
            return put(store, place, &draft.index).is_ok();
        }
        self.beside = set_aside::copy(store, &draft.index, today).ok();
        self.beside.is_some()
    }

    /// A person chose between this page's draft and the one in its place: the next one to be kept may take it.
    pub fn settle(&mut self, store: &dyn DraftStore) {
        if let Ok((_, Some(index))) = self.find(store) {
            self.saw(index, None);
        }
    }

    /// Documents of the stored draft that are this session's as well and are gone, because another tab began anew just
    /// when this one kept its draft, are written again. It never takes the place of anything.
    pub fn mend(&mut self, store: &dyn DraftStore, session: &Session) {
        let Ok((_, Some(index))) = self.find(store) else {
            return;
        };
        let named = draft::keys(&index);
        let Some(mut draft) = draft::encode(session, &mut self.known) else {
            return;
        };
        draft.documents.retain(|(key, _)| named.contains(key));
        // Where it cannot be done now, the next draft tries again.
        let _ = write_documents(store, &draft);
    }

    fn saw(&mut self, index: String, desk: Option<Rc<Desk>>) {
        self.seen = Some(Seen { index, desk });
    }

    /// What keeps the session from taking the place of `stored`.
    fn obstacle(&self, store: &dyn DraftStore, session: &Session, stored: Option<&str>) -> Option<Kept> {
        let stored = stored?;
        if self.seen.as_ref().is_some_and(|seen| seen.index == stored) {
            return None;
        }
        let Ok(found) = salvage(store, stored) else {
            return Some(Kept::Unavailable);
        };
        match found {
            Ok(Found { session: other, lost }) if lost.is_empty() => {
                let seen = self.seen.as_ref().and_then(|seen| seen.desk.as_ref());
                let is_known = seen.is_some_and(|seen| is_same(seen, other.desk()));
                (!is_known && !is_same(session.desk(), other.desk())).then_some(Kept::Elsewhere)
            }
            _ => set_aside::copy(store, stored, None).err().map(|_| Kept::Blocked),
        }
    }

    /// Puts a draft in the place of the last one. Only documents that no other draft names are removed. Where it does not
    /// fit, the last one is there as before.
    fn replace(
        &mut self,
        store: &dyn DraftStore,
        place: Place,
        draft: &Draft,
        stored: Option<&str>,
    ) -> Result<(), StoreError> {
        let own = place.key().ok_or(StoreError::Unavailable)?;
        let is_named = |key: &String| draft.documents.iter().any(|(named, _)| named == key);
        let mut gone = stored.map(draft::keys).unwrap_or_default();
        gone.retain(|key| !is_named(key));
        gone.sort_unstable();
        gone.dedup();
        self.leaving.retain(|key| !is_named(key) && !gone.contains(key));
        if !(gone.is_empty() && self.leaving.is_empty()) {
            let others = set_aside::others(store, &own);
            let is_free = |key: &String| !others.iter().any(|text| text.contains(key.as_str()));
            gone.retain(is_free);
            self.leaving.retain(is_free);
        }
        match write(store, &own, draft) {
            Ok(()) => {
                for key in std::mem::replace(&mut self.leaving, gone) {
                    // What stays takes room, and is tried again when the page opens.
                    let _ = store.remove(&keys::document(&key));
                }
                Ok(())
            }
            // What is no longer named may take the room.
            Err(StoreError::QuotaExceeded) => {
                gone.append(&mut self.leaving);
                let mut removed = Vec::new();
                for key in gone {
                    if let Some(text) = store.load(&keys::document(&key))? {
                        store.remove(&keys::document(&key))?;
                        removed.push((key, text));
                    }
                }
                write(store, &own, draft).inspect_err(|_| {
                    for (key, text) in &removed {
                        // It was there a moment ago, so there is room for it.
                        let _ = store.save(&keys::document(key), text);
                    }
                })
            }
            Err(fault) => Err(fault),
        }
    }
}

/// Nobody gave anything to it.
fn is_untouched(session: &Session) -> bool {
    **session.desk() == Desk::default() && !session.history().can_undo()
}

/// The same sheets and settings, whichever sheet is open.
fn is_same(one: &Desk, other: &Desk) -> bool {
    one.opening(0) == other.opening(0)
}

/// What there is of a stored draft.
///
/// # Errors
/// [`StoreError`], where a document could not be looked for.
fn salvage(store: &dyn DraftStore, index: &str) -> Result<Result<Found, Fault>, StoreError> {
    let refused = Cell::new(None);
    let document = |key: &str| {
        let text = store.load(&keys::document(key));
        text.inspect_err(|fault| refused.set(Some(*fault))).ok().flatten()
    };
    let found = draft::salvage(index, &document);
    refused.get().map_or(Ok(found), Err)
}

/// What stands in a place.
fn stored(store: &dyn DraftStore, place: Place) -> Result<Option<String>, StoreError> {
    place.key().map_or(Ok(None), |key| store.load(&key))
}

/// Moves the draft aside.
fn shifted(store: &dyn DraftStore, place: Place, index: &str, today: Option<&str>, fault: Fault) -> Opened {
    let leave = |key: Option<String>| key.map_or(Ok(()), |key| store.remove(&key));
    let moved = set_aside::copy(store, index, today).and_then(|_| leave(place.key()));
    // What is said of it is not true of the next one.
    let _ = moved.and_then(|()| leave(place.card()));
    match moved {
        Ok(()) => Opened::SetAside(fault),
        Err(_) => Opened::Blocked(fault),
    }
}

/// Writes the documents that are not there, and then the index; all of it or nothing.
fn write(store: &dyn DraftStore, own: &str, draft: &Draft) -> Result<(), StoreError> {
    let written = write_documents(store, draft)?;
    store
        .save(own, &draft.index)
        .inspect_err(|_| take_back(store, &written))?;
    // From here on the index names them: also where it cannot be read back just now, they must not go.
    read_back(store, own, &draft.index)
}

/// Writes the documents that are not there, or not as they should be, all of them or none: says which. Nobody but the
/// store itself is asked what is there: another page of the host may have removed it.
fn write_documents(store: &dyn DraftStore, draft: &Draft) -> Result<Vec<String>, StoreError> {
    let mut written = Vec::new();
    for (key, document) in &draft.documents {
        let place = keys::document(key);
        let there = store.load(&place)?;
        if there.is_some_and(|text| draft::is_text_of(document, &text)) {
            continue;
        }
        if let Err(fault) = put(store, &place, &draft::document(document)) {
            take_back(store, &written);
            return Err(fault);
        }
        written.push(place);
    }
    Ok(written)
}

fn take_back(store: &dyn DraftStore, written: &[String]) {
    for key in written {
        // What stays is swept when the page opens.
        let _ = store.remove(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::desk::DeskChange;
    use crate::app::ports::Faulty;
    use crate::app::ports::Refusing;
    use kpi_readers::sheet::Document;

    /// As a page that knows what is in the place, or was told to take it.
    fn keep(store: &dyn DraftStore, session: &Session) -> Kept {
        let mut keeper = Keeper::default();
        keeper.settle(store);
        keeper.keep(store, session)
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
                .filter(|key| key.starts_with(keys::DOCUMENT))
                .count()
        };
        assert_eq!(documents(), 2);
        let one = both.step(DeskChange::Close(0).into()).expect("a change");
        assert_eq!(keep(&store, &one), Kept::Saved);
        assert_eq!(documents(), 2, "another tab may just be keeping it");
        assert!(matches!(open(&store), Opened::Restored(_)));
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
        for key in store
            .keys()
            .into_iter()
            .filter(|key| key.starts_with(keys::DOCUMENT))
        {
            store.remove(&key).expect("memory removes");
        }
        assert_eq!(open(&store), Opened::SetAside(Fault::Unreadable));
    }

    #[test]
    fn an_unreadable_draft_is_set_aside_and_never_overwritten() {
        let store = Memory::default();
        for (text, place) in [
            ("{broken", keys::DRAFT_ASIDE.to_owned()),
            ("also broken", format!("{}-2", keys::DRAFT_ASIDE)),
        ] {
            store.save(keys::DRAFT, text).expect("memory has room");
            assert_eq!(open(&store), Opened::SetAside(Fault::Unreadable));
            assert_eq!(store.load(&place), Ok(Some(text.to_owned())));
            assert_eq!(store.load(keys::DRAFT), Ok(None));
        }
        assert_eq!(store.load(keys::DRAFT_ASIDE), Ok(Some("{broken".to_owned())));
    }

    #[test]
    fn an_unreadable_draft_without_room_to_move_stays_where_it_is() {
        let broken = "x".repeat(100);
        let store = Memory::with_quota(180);
        store.save(keys::DRAFT, &broken).expect("it fits once");
        assert_eq!(open(&store), Opened::Blocked(Fault::Unreadable));
        assert_eq!(store.load(keys::DRAFT), Ok(Some(broken)));
    }

    #[test]
    fn a_draft_of_a_newer_program_is_named_as_such() {
        let store = Memory::default();
        store
            .save(keys::DRAFT, r#"{"version":99,"shape":"unknown"}"#)
            .expect("memory has room");
        assert_eq!(open(&store), Opened::SetAside(Fault::Newer));
    }

    const SHEET: &str = "指標名\t目標\t実績\n来館者数\t1000\t745\n";

    fn documents(store: &dyn DraftStore) -> Vec<String> {
        store.list(keys::DOCUMENT).expect("memory lists")
    }

    fn edited(session: &Session, text: &str) -> Session {
        let at = kpi_readers::base::place::CellRef {
            sheet: 0,
            row: 1,
            column: 2,
        };
        let text = Some(text.to_owned());
        let change = crate::app::inputs::Change::Cell { at, text };
        session.step(change.into()).expect("a change")
    }

    /// A page that opened the draft of the store, and what it opened.
    fn page(store: &dyn DraftStore) -> (Keeper, Opened) {
        let mut keeper = Keeper::default();
        let opened = keeper.open(store, Some("2026-04-01"));
        (keeper, opened)
    }

    #[test]
    fn whoever_could_not_read_reads_before_writing() {
        for refused in 1..6 {
            let store = Faulty::default();
            assert_eq!(keep(&store, &session(SHEET)), Kept::Saved);
            let before = store.load(keys::DRAFT);
            store.fail_loads(refused);
            let (mut keeper, opened) = page(&store);
            assert_eq!(opened, Opened::Unavailable, "{refused}");
            for _ in 0..6 {
                assert_ne!(keeper.keep(&store, &session("other")), Kept::Saved);
                store.fail_loads(0);
                assert_eq!(store.load(keys::DRAFT), before, "{refused}");
            }
            assert_eq!(keeper.keep(&store, &session("other")), Kept::Elsewhere);
            assert!(matches!(page(&store).1, Opened::Restored(_)));
            keeper.settle(&store);
            assert_eq!(keeper.keep(&store, &session("other")), Kept::Saved);
        }
    }

    #[test]
    fn a_document_that_could_not_be_read_this_time_is_not_gone() {
        let store = Faulty::default();
        assert_eq!(keep(&store, &session(SHEET)), Kept::Saved);
        store.fail_load_of(keys::DOCUMENT);
        assert_eq!(page(&store).1, Opened::Unavailable);
        assert!(store.load(keys::DRAFT_ASIDE).is_ok_and(|text| text.is_none()));
        assert!(matches!(page(&store).1, Opened::Restored(_)));
    }

    #[test]
    fn a_document_whose_key_vanished_or_was_changed_is_written_again() {
        let store = Memory::default();
        let (mut keeper, _) = page(&store);
        let mut session = session(SHEET);
        assert_eq!(keeper.keep(&store, &session), Kept::Saved);
        for (n, other) in [None, Some("else"), Some("")].into_iter().enumerate() {
            for key in documents(&store) {
                match other {
                    None => store.remove(&key),
                    Some(text) => store.save(&key, text),
                }
                .expect("memory has room");
            }
            session = edited(&session, &n.to_string());
            assert_eq!(keeper.keep(&store, &session), Kept::Saved);
            assert_eq!(open(&store).session().map(Session::desk), Some(session.desk()));
        }
    }

    #[test]
    fn saved_is_said_of_what_was_read_back_only() {
        let store = Faulty::default();
        store.forget(true);
        let (mut keeper, _) = page(&store);
        assert_eq!(keeper.keep(&store, &session(SHEET)), Kept::Unavailable);
        store.forget(false);
        assert_eq!(keeper.keep(&store, &session(SHEET)), Kept::Saved);
    }

    #[test]
    fn a_save_that_fails_at_any_call_leaves_the_last_draft_and_goes_on_later() {
        for failing in 0..4 {
            let store = Faulty::default();
            let (mut keeper, _) = page(&store);
            let first = session(SHEET);
            assert_eq!(keeper.keep(&store, &first), Kept::Saved);
            let second = first
                .step(DeskChange::take(Document::pasted("more\t1")).into())
                .expect("a change");
            store.fail_save_after(failing);
            let kept = keeper.keep(&store, &second);
            let now = if kept == Kept::Saved { &second } else { &first };
            assert_eq!(
                open(&store).session().map(Session::desk),
                Some(now.desk()),
                "{failing}"
            );
            store.fail_saves(0);
            assert_eq!(keeper.keep(&store, &second), Kept::Saved);
        }
    }

    #[test]
    fn a_full_storage_is_used_again_once_there_is_room() {
        let store = Memory::with_quota(1500);
        store.save("other-site", &"x".repeat(1300)).expect("it fits");
        let (mut keeper, _) = page(&store);
        assert_eq!(keeper.keep(&store, &session(SHEET)), Kept::Full);
        assert_eq!(store.keys(), ["other-site"]);
        store.remove("other-site").expect("memory removes");
        assert_eq!(keeper.keep(&store, &session(SHEET)), Kept::Saved);
    }

    #[test]
    fn a_reset_in_one_tab_leaves_what_another_one_edits() {
        let store = Memory::default();
        let sheet = session(SHEET);
        assert_eq!(keep(&store, &sheet), Kept::Saved);
        let ((mut one, _), (mut other, _)) = (page(&store), page(&store));
        let empty = sheet.step(DeskChange::Reset.into()).expect("a change");
        assert_eq!(one.keep(&store, &empty), Kept::Saved);
        let edited = edited(&sheet, "800");
        assert_eq!(
            other.keep(&store, &edited),
            Kept::Elsewhere,
            "nothing is overwritten unasked"
        );
        assert!(other.keep_beside(&store, &edited, None));

        // Its page ends before anybody chose: the draft is there, with its document.
        let beside = set_aside::entries(&store);
        let found = set_aside::open(&store, &beside[0].key).expect("it can be opened");
        assert_eq!(found.session.desk(), edited.desk());
        other.settle(&store);
        assert_eq!(other.keep(&store, &edited), Kept::Saved);
        assert!(set_aside::entries(&store).is_empty(), "it is where it belongs");
    }

    #[test]
    fn a_document_that_a_reset_elsewhere_took_away_is_mended() {
        let store = Memory::default();
        let sheet = session(SHEET);
        let (mut keeper, _) = page(&store);
        assert_eq!(keeper.keep(&store, &sheet), Kept::Saved);
        for key in documents(&store) {
            store.remove(&key).expect("memory removes");
        }
        keeper.mend(&store, &sheet);
        assert!(matches!(open(&store), Opened::Restored(_)));
    }

    #[test]
    fn another_language_or_open_sheet_in_another_tab_is_no_other_draft() {
        let store = Memory::default();
        let sheet = session(SHEET);
        assert_eq!(keep(&store, &sheet), Kept::Saved);
        let ((mut one, _), (mut other, _)) = (page(&store), page(&store));
        let english = sheet
            .step(crate::app::session::Action::Speak(Lang::En))
            .expect("another language");
        assert_eq!(one.keep(&store, &english), Kept::Saved);
        assert_eq!(other.keep(&store, &edited(&sheet, "1")), Kept::Saved);
    }

    #[test]
    fn what_is_damaged_is_set_aside_and_said_and_the_rest_is_there() {
        let both = session(SHEET)
            .step(DeskChange::take(Document::pasted("指標\t2\n")).into())
            .expect("a change");
        let changes: [fn(&str) -> String; 3] = [
            |text| text.chars().take(text.chars().count() - 4).collect(),
            |text| text.replacen("745", "645", 1),
            |text| format!("{text}\n"),
        ];
        for change in changes {
            let store = Memory::default();
            assert_eq!(keep(&store, &both), Kept::Saved);
            let key = documents(&store)
                .into_iter()
                .find(|key| {
                    store
                        .load(key)
                        .is_ok_and(|text| text.is_some_and(|text| text.contains("745")))
                })
                .expect("the first sheet");
            let text = store.load(&key).expect("memory loads").expect("it is there");
            store.save(&key, &change(&text)).expect("memory has room");
            let (mut keeper, opened) = page(&store);
            let Opened::Partly(rest, lost) = opened else {
                panic!("{opened:?}")
            };
            assert_eq!((rest.desk().sheets().len(), lost[0].sheet), (1, 1));
            assert_eq!(lost[0].fault, Fault::Damaged);
            // All of it stays at hand, also after the rest was gone on with.
            for n in 0..3 {
                assert_eq!(keeper.keep(&store, &edited(&rest, &n.to_string())), Kept::Saved);
            }
            let entries = set_aside::entries(&store);
            assert_eq!(entries.len(), 1);
            assert_eq!(entries[0].state, set_aside::State::Damaged);
            assert_eq!(entries[0].when.as_deref(), Some("2026-04-01"));
            let file = set_aside::file(&store, &entries[0].key).expect("a file");
            assert!(file.contains("来館者数"), "{file}");
        }
    }

    #[test]
    fn a_damaged_index_is_set_aside_and_said() {
        let store = Memory::default();
        assert_eq!(keep(&store, &edited(&session(SHEET), "745")), Kept::Saved);
        let index = store
            .load(keys::DRAFT)
            .expect("memory loads")
            .expect("it is there");
        store
            .save(keys::DRAFT, &index.replacen("745", "645", 1))
            .expect("memory has room");
        assert_eq!(open(&store), Opened::SetAside(Fault::Damaged));
        let entries = set_aside::entries(&store);
        assert_eq!(
            entries[0].state,
            set_aside::State::Damaged,
            "for who knows, it opens"
        );
    }

    #[test]
    fn what_was_set_aside_never_keeps_anything_from_being_saved() {
        let store = Memory::default();
        for n in 0..30 {
            store
                .save(keys::DRAFT, &format!("{{broken {n}"))
                .expect("memory has room");
            let (mut keeper, opened) = page(&store);
            assert_eq!(opened, Opened::SetAside(Fault::Unreadable), "{n}");
            assert_eq!(keeper.keep(&store, &session(SHEET)), Kept::Saved);
        }
        let entries = set_aside::entries(&store);
        assert_eq!(entries.len(), 30);
        for entry in entries {
            set_aside::delete(&store, &entry.key);
        }
        assert!(set_aside::entries(&store).is_empty());
        assert!(matches!(open(&store), Opened::Restored(_)));
    }

    #[test]
    fn what_a_newer_version_wrote_is_there_for_it_with_its_documents() {
        let store = Memory::default();
        assert_eq!(keep(&store, &session(SHEET)), Kept::Saved);
        let index = store
            .load(keys::DRAFT)
            .expect("memory loads")
            .expect("it is there");
        let newer = index.replacen("\"version\":4", "\"version\":9", 1);
        store.save(keys::DRAFT, &newer).expect("memory has room");
        let (mut keeper, opened) = page(&store);
        assert_eq!(opened, Opened::SetAside(Fault::Newer));
        for text in ["a", "b", "c"] {
            assert_eq!(keeper.keep(&store, &session(text)), Kept::Saved);
            assert!(matches!(open(&store), Opened::Restored(_)));
        }
        let entries = set_aside::entries(&store);
        assert_eq!(entries[0].state, set_aside::State::Closed(Fault::Newer));
        assert_eq!(entries[0].sheets.len(), 1);
        assert!(set_aside::file(&store, &entries[0].key).is_some_and(|file| file.contains("来館者数")));
    }

    #[test]
    fn an_unreadable_draft_is_moved_and_saving_goes_on_once_there_is_room() {
        let store = Memory::with_quota(1500);
        let broken = "x".repeat(700);
        store.save(keys::DRAFT, &broken).expect("it fits once");
        store.save("other-site", &"x".repeat(500)).expect("it fits");
        let (mut keeper, opened) = page(&store);
        assert_eq!(opened, Opened::Blocked(Fault::Unreadable));
        assert_eq!(keeper.keep(&store, &session("a")), Kept::Blocked);
        store.remove("other-site").expect("memory removes");
        let large = Memory::default();
        for key in store.keys() {
            let text = store.load(&key).expect("memory loads").expect("it is there");
            large.save(&key, &text).expect("memory has room");
        }
        assert_eq!(keeper.keep(&large, &session("a")), Kept::Saved);
        assert_eq!(large.load(keys::DRAFT_ASIDE), Ok(Some(broken)));
    }
}
