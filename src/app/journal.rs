//! A journal beside the store: what it holds is on the disk, where a browser writes its localStorage up to a minute late.
//!
//! The store stays the home of drafts. Every change of one is also written to the journal, with a number that the store
//! has too; a number that is higher in the journal says that the last changes never reached the disk of the store, as
//! after a power cut. Then, before anything is opened, they are put back.

use std::cell::Cell;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::app::keys;
use crate::app::place::Place;
use crate::app::ports::DraftStore;
use crate::app::ports::Journal;
use crate::app::ports::StoreError;
use crate::app::set_aside;

/// What the journal has under a key that was removed: no text of ours is empty.
const REMOVED: &str = "";

/// What is under [`keys::UNJOURNALED`].
const MARK: &str = "1";

/// A store with a journal beside it, where there is one.
pub struct Journaled {
    store: Rc<dyn DraftStore>,
    journal: Option<Rc<dyn Journal>>,
    writing: Rc<Writing>,
}

/// What is on its way to the disk.
#[derive(Default)]
struct Writing {
    under_way: Cell<usize>,
    /// The journal refused: from then on there is none, as in browsers without.
    is_broken: Cell<bool>,
    waiting: RefCell<Vec<Box<dyn FnOnce()>>>,
}

impl Writing {
    fn is_done(&self, is_written: bool) {
        if !is_written {
            self.is_broken.set(true);
        }
        self.under_way.set(self.under_way.get().saturating_sub(1));
        if self.under_way.get() == 0 {
            for done in self.waiting.take() {
                done();
            }
        }
    }
}

impl Journaled {
    /// This journal beside this store; without one, what is kept is marked, so that no journal takes its place that is found
    /// later.
    pub fn new(store: Rc<dyn DraftStore>, journal: Option<Rc<dyn Journal>>) -> Self {
        Self {
            store,
            journal,
            writing: Rc::default(),
        }
    }

    /// Writes a change to the journal, with the next number.
    fn note(&self, key: &str, text: &str) {
        if !is_journaled(key) {
            return;
        }
        let is_broken = self.writing.is_broken.get();
        let Some(journal) = self.journal.as_ref().filter(|_| !is_broken) else {
            if self.store.load(keys::UNJOURNALED) == Ok(None) {
                let _ = self.store.save(keys::UNJOURNALED, MARK);
            }
            return;
        };
        let number = number(&*self.store).saturating_add(1).to_string();
        // A lower number in the store only means that the same texts are put back.
        let _ = self.store.save(keys::JOURNAL, &number);
        let changes = vec![
            (key.to_owned(), text.to_owned()),
            (keys::JOURNAL.to_owned(), number),
        ];
        self.writing.under_way.set(self.writing.under_way.get() + 1);
        let writing = Rc::clone(&self.writing);
        journal.write(changes, Box::new(move |is_written| writing.is_done(is_written)));
    }
}

impl DraftStore for Journaled {
    fn load(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.store.load(key)
    }

    fn save(&self, key: &str, text: &str) -> Result<(), StoreError> {
        self.store.save(key, text)?;
        self.note(key, text);
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.store.remove(key)?;
        // Without a number there is nothing in the journal that could come back.
        if number(&*self.store) > 0 {
            self.note(key, REMOVED);
        }
        Ok(())
    }

    fn list(&self, beginning: &str) -> Result<Vec<String>, StoreError> {
        self.store.list(beginning)
    }

    fn settle(&self, done: Box<dyn FnOnce()>) {
        if self.writing.under_way.get() == 0 {
            done();
        } else {
            self.writing.waiting.borrow_mut().push(done);
        }
    }

    fn forget(&self) {
        if let Some(journal) = &self.journal {
            journal.clear();
        }
    }
}

/// A copy that somebody sent leaves nothing beside its own drafts.
fn is_journaled(key: &str) -> bool {
    !keys::is_of_journal(key) && keys::is_of_drafts(key)
}

/// The number of the last change; 0 where there is none, or it cannot be read.
fn number(store: &dyn DraftStore) -> u64 {
    let text = store.load(keys::JOURNAL).ok().flatten();
    text.and_then(|text| text.parse().ok()).unwrap_or(0)
}

/// Puts back what a journal has and the store lost: whether there was anything. Nothing is put back where the store
/// cannot be read, or a person chose that nothing is kept. What was kept while there was no journal stays in its place, and
/// the journal's draft is set aside.
pub fn put_back(store: &dyn DraftStore, journal: &BTreeMap<String, String>) -> bool {
    let last = journal
        .get(keys::JOURNAL)
        .and_then(|text| text.parse::<u64>().ok());
    if store.load(keys::CHOICE) != Ok(None) {
        return false;
    }
    if last.is_none_or(|last| last <= number(store)) {
        // Nothing is lost; from here on the journal has every change.
        let _ = store.remove(keys::UNJOURNALED);
        return false;
    }
    let is_apart = matches!(store.load(keys::UNJOURNALED), Ok(Some(_)));
    let mut texts = journal.iter().filter(|(key, _)| is_journaled(key));
    // Documents come before what names them, by the order of their keys: where there is no room for one, the draft of
    // before stays.
    let is_back = texts.try_for_each(|(key, text)| {
        let there = store.load(key)?.filter(|there| is_apart && there != text);
        match (text.as_str(), there) {
            (REMOVED, None) => store.remove(key),
            (text, None) => store.save(key, text),
            (REMOVED, Some(_)) => Ok(()),
            (text, Some(_)) if Place::of_key(key).is_some() => set_aside::copy(store, text, None).map(drop),
            (_, Some(_)) => Ok(()),
        }
    });
    let number = last.unwrap_or_default().to_string();
    let is_noted = is_back.and_then(|()| store.save(keys::JOURNAL, &number));
    is_noted.and_then(|()| store.remove(keys::UNJOURNALED)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::desk::DeskChange;
    use crate::app::keeper;
    use crate::app::keeper::Keeper;
    use crate::app::keeper::Kept;
    use crate::app::keeper::Opened;
    use crate::app::ports::Memory;
    use crate::app::session::Session;
    use crate::app::vault::Keeping;
    use crate::app::vault::Vault;
    use kpi_readers::sheet::Document;

    type Waiting = (Vec<(String, String)>, Box<dyn FnOnce(bool)>);

    /// A disk that writes when it is told to.
    #[derive(Default)]
    struct Disk {
        waiting: RefCell<Vec<Waiting>>,
        written: RefCell<BTreeMap<String, String>>,
    }

    impl Disk {
        fn write_all(&self, is_written: bool) {
            for (changes, done) in self.waiting.take() {
                if is_written {
                    self.written.borrow_mut().extend(changes);
                }
                done(is_written);
            }
        }
    }

    impl Journal for Disk {
        fn write(&self, changes: Vec<(String, String)>, done: Box<dyn FnOnce(bool)>) {
            self.waiting.borrow_mut().push((changes, done));
        }

        fn clear(&self) {
            self.waiting.take();
            self.written.borrow_mut().clear();
        }
    }

    fn session(text: &str) -> Session {
        Session::default()
            .step(DeskChange::take(Document::pasted(text)).into())
            .expect("a document is a change")
    }

    /// A store, what of it is on the disk, and both together.
    fn pair() -> (Rc<Memory>, Rc<Disk>, Journaled) {
        let (store, disk) = (Rc::new(Memory::default()), Rc::new(Disk::default()));
        let journaled = Journaled::new(Rc::<Memory>::clone(&store), Some(Rc::<Disk>::clone(&disk)));
        (store, disk, journaled)
    }

    fn copied(store: &Memory) -> Memory {
        let copy = Memory::default();
        for key in store.keys() {
            let text = store.load(&key).ok().flatten().unwrap_or_default();
            copy.save(&key, &text).expect("memory has room");
        }
        copy
    }

    #[track_caller]
    fn opens(store: &Memory, session: &Session) {
        match keeper::open(store) {
            Opened::Restored(found) => assert_eq!(found.desk(), session.desk()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_the_store_lost_comes_back_and_what_it_has_stays() {
        let (store, disk, journaled) = pair();
        let mut keeper = Keeper::default();
        // From nothing; and after one draft was on the disk of the store.
        let mut on_disk = Memory::default();
        for text in ["甲", "乙", "丙"] {
            assert_eq!(keeper.keep(&journaled, &session(text)), Kept::Saved);
            disk.write_all(true);
            assert!(put_back(&on_disk, &disk.written.borrow()));
            opens(&on_disk, &session(text));
            assert!(!put_back(&on_disk, &disk.written.borrow()), "it has it by now");
            on_disk = copied(&store);
        }
        // The store is ahead of a journal that was never written.
        assert_eq!(keeper.keep(&journaled, &session("丁")), Kept::Saved);
        let newest = copied(&store);
        assert!(!put_back(&newest, &disk.written.borrow()));
        opens(&newest, &session("丁"));
    }

    #[test]
    fn it_is_told_once_everything_is_on_the_disk() {
        let (_, disk, journaled) = pair();
        let told = Rc::new(Cell::new(0));
        let settle = || {
            let told = Rc::clone(&told);
            journaled.settle(Box::new(move || told.set(told.get() + 1)));
        };
        settle();
        assert_eq!(told.get(), 1, "nothing is under way");
        journaled.save(keys::DRAFT, "a").expect("memory has room");
        settle();
        journaled.save(keys::DRAFT, "b").expect("memory has room");
        assert_eq!(told.get(), 1);
        disk.write_all(true);
        assert_eq!(told.get(), 2);
        // A disk that refuses is none: the store alone is what there is.
        journaled.save(keys::DRAFT, "c").expect("memory has room");
        settle();
        disk.write_all(false);
        assert_eq!(told.get(), 3);
        journaled.save(keys::DRAFT, "d").expect("memory has room");
        assert!(disk.waiting.borrow().is_empty());
    }

    #[test]
    fn without_room_for_what_comes_back_the_draft_of_before_stays() {
        let (store, disk, journaled) = pair();
        let mut keeper = Keeper::default();
        assert_eq!(keeper.keep(&journaled, &session("甲")), Kept::Saved);
        let small = Memory::with_quota(1_000);
        for key in store.keys() {
            let text = store.load(&key).ok().flatten().unwrap_or_default();
            small.save(&key, &text).expect("it fits");
        }
        assert_eq!(keeper.keep(&journaled, &session(&"乙".repeat(900))), Kept::Saved);
        disk.write_all(true);
        assert!(!put_back(&small, &disk.written.borrow()));
        opens(&small, &session("甲"));
    }

    #[test]
    fn what_was_kept_before_a_late_journal_stays_and_the_journals_draft_is_set_aside() {
        let (_, disk, journaled) = pair();
        assert_eq!(Keeper::default().keep(&journaled, &session("甲")), Kept::Saved);
        disk.write_all(true);
        // The store lost all, and the journal did not answer on the next visit.
        let store = Rc::new(Memory::default());
        let alone = Journaled::new(Rc::<Memory>::clone(&store), None);
        assert_eq!(Keeper::default().keep(&alone, &session("乙")), Kept::Saved);
        assert!(put_back(&*store, &disk.written.borrow()));
        opens(&store, &session("乙"));
        let aside = set_aside::entries(&*store);
        let found = aside
            .first()
            .and_then(|entry| set_aside::open(&*store, &entry.key));
        assert_eq!(aside.len(), 1);
        assert_eq!(
            found.expect("it can be opened").session.desk(),
            session("甲").desk()
        );
        // Once it is settled, the journal counts again.
        assert_eq!(store.load(keys::UNJOURNALED), Ok(None));
        assert!(!put_back(&*store, &disk.written.borrow()));
    }

    #[test]
    fn a_journal_that_is_not_ahead_takes_the_mark_away() {
        let (store, disk, journaled) = pair();
        let mut keeper = Keeper::default();
        assert_eq!(keeper.keep(&journaled, &session("甲")), Kept::Saved);
        disk.write_all(true);
        let alone = Journaled::new(Rc::<Memory>::clone(&store), None);
        assert_eq!(keeper.keep(&alone, &session("乙")), Kept::Saved);
        assert!(!put_back(&*store, &disk.written.borrow()));
        opens(&store, &session("乙"));
        let before = copied(&store);
        // From here on it is as ever: what is lost of later changes comes back in its place.
        assert_eq!(keeper.keep(&journaled, &session("丙")), Kept::Saved);
        disk.write_all(true);
        assert!(put_back(&before, &disk.written.borrow()));
        opens(&before, &session("丙"));
        assert!(set_aside::entries(&before).is_empty());
    }

    #[test]
    fn what_was_removed_does_not_come_back() {
        let (store, disk, journaled) = pair();
        journaled
            .save("kpi-evaluator/draft/2", "a")
            .expect("memory has room");
        let before = copied(&store);
        journaled.remove("kpi-evaluator/draft/2").expect("memory removes");
        disk.write_all(true);
        assert!(put_back(&before, &disk.written.borrow()));
        assert_eq!(before.load("kpi-evaluator/draft/2"), Ok(None));
    }

    #[test]
    fn what_is_erased_or_not_to_be_kept_is_gone_from_both() {
        for choose in [
            |vault: &Vault| vault.erase().map(|_| ()),
            |vault: &Vault| {
                vault.choose(Keeping::Nothing);
                Ok(())
            },
        ] {
            let (store, disk, journaled) = pair();
            let vault = Vault::new(Rc::new(journaled));
            assert_eq!(Keeper::default().keep(&vault, &session("甲")), Kept::Saved);
            disk.write_all(true);
            choose(&vault).expect("memory removes");
            disk.write_all(true);
            assert!(disk.written.borrow().is_empty());
            let left = store.keys().into_iter().filter(|key| key != keys::CHOICE);
            assert_eq!(left.count(), 0);
        }
    }

    #[test]
    fn nothing_comes_back_where_nothing_is_to_be_kept() {
        let (_, disk, journaled) = pair();
        journaled.save(keys::DRAFT, "a").expect("memory has room");
        disk.write_all(true);
        let store = Memory::default();
        store.save(keys::CHOICE, "nothing").expect("memory has room");
        assert!(!put_back(&store, &disk.written.borrow()));
        assert_eq!(store.keys(), [keys::CHOICE]);
    }

    #[test]
    fn only_drafts_are_written_down() {
        let (store, disk, journaled) = pair();
        for key in [keys::FORMS, keys::RULE_SETS, keys::CHOICE, "other-site"] {
            journaled.save(key, "a").expect("memory has room");
            journaled.remove(key).expect("memory removes");
        }
        assert!(disk.waiting.borrow().is_empty());
        assert!(store.keys().is_empty());
    }
}
