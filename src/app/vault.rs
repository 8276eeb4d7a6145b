//! Whether anything is kept on the PC at all: a person chooses, and can have all of it erased.
//!
//! Everything that is kept goes through a [`Vault`]. While nothing is to be kept, it holds texts in memory, so that
//! nobody who saves anything has to ask first, and nothing that was about to be saved can still get through.

use std::cell::Cell;
use std::rc::Rc;

use crate::app::keys;
use crate::app::place::Place;
use crate::app::ports::DraftStore;
use crate::app::ports::Memory;
use crate::app::ports::StoreError;
use crate::app::set_aside;

/// What is under [`keys::CHOICE`]. The start of the hosted page reads it too.
const NOTHING: &str = "nothing";

/// What could not be read is under keys that begin with these.
const ASIDES: [&str; 3] = [keys::DRAFT_ASIDE, keys::RULE_SETS_ASIDE, keys::FORMS_ASIDE];

/// The keys of what stays while nothing is to be kept, and is at hand all the same, begin with these.
const LASTING: [&str; 2] = [keys::RULE_SETS, keys::FORMS];

/// What is kept on the PC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keeping {
    /// Drafts, own rule sets, forms, and which columns are drawn.
    #[default]
    Everything,
    /// Nothing until the page is closed; after that, what is usual.
    NothingForNow,
    /// Nothing, now and on later visits; for that, this choice is kept.
    Nothing,
}

impl Keeping {
    /// All choices.
    pub const ALL: [Self; 3] = [Self::Everything, Self::NothingForNow, Self::Nothing];
}

/// A kind of what is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Drafts, with the settings and the language.
    Drafts,
    /// What could not be read and was put aside.
    Unreadable,
    /// Own rule sets.
    RuleSets,
    /// Forms.
    Forms,
    /// Which columns are drawn.
    Columns,
    /// Drafts of elements in other pages.
    Elements,
    /// What was done in copies with a draft inside, and, seen from a copy, in the page.
    Copies,
    /// The choice to keep nothing.
    Choice,
    /// Something else under our keys: of another version, perhaps.
    Other,
}

impl Kind {
    fn of(key: &str) -> Self {
        match key {
            keys::RULE_SETS => Self::RuleSets,
            keys::FORMS => Self::Forms,
            keys::COLUMNS => Self::Columns,
            keys::CHOICE => Self::Choice,
            _ if ASIDES.iter().any(|aside| key.starts_with(aside)) => Self::Unreadable,
            _ if key.starts_with(keys::DRAFT) || key.starts_with(keys::DOCUMENT) => Self::Drafts,
            _ if key.starts_with(keys::ELEMENT) => Self::Elements,
            _ if key.starts_with(keys::COPY) => Self::Copies,
            _ => Self::Other,
        }
    }
}

/// A store that keeps what a person wants to be kept.
pub struct Vault {
    store: Rc<dyn DraftStore>,
    memory: Memory,
    /// `None` while the choice of an earlier visit could not be read.
    keeping: Cell<Option<Keeping>>,
    /// What the store says of the choice is no word of this version.
    is_unknown: Cell<bool>,
}

impl Vault {
    /// Over a store, as it was chosen on an earlier visit.
    pub fn new(store: Rc<dyn DraftStore>) -> Self {
        let vault = Self {
            store,
            memory: Memory::default(),
            keeping: Cell::new(None),
            is_unknown: Cell::new(false),
        };
        vault.settled();
        vault
    }

    /// What is kept. While the choice could not be read, nobody knows that it is not everything; but nothing is read or
    /// written until it could be.
    pub fn keeping(&self) -> Keeping {
        self.settled().unwrap_or_default()
    }

    /// The store holds a choice that this version does not know, of a later one perhaps. It changes nothing: what is kept
    /// stays, and a person is told, who can choose anew.
    pub fn is_choice_unknown(&self) -> bool {
        self.is_unknown.get()
    }

    /// What was chosen, on this visit or an earlier one, if that can be read by now.
    fn settled(&self) -> Option<Keeping> {
        if self.keeping.get().is_none() {
            match self.store.load(keys::CHOICE).ok()?.as_deref() {
                None => self.keeping.set(Some(Keeping::Everything)),
                Some(NOTHING) => {
                    // What a tab that did not know yet wrote is gone with it.
                    self.leave();
                    self.keeping.set(Some(Keeping::Nothing));
                }
                Some(_) => {
                    self.keeping.set(Some(Keeping::Everything));
                    self.is_unknown.set(true);
                }
            }
        }
        self.keeping.get()
    }

    /// Keeps from now on what is chosen, as far as the store lets it: a choice that cannot be kept holds until the page
    /// is closed. Choosing to keep nothing removes the drafts: all of them are at hand until the page is closed. Rule sets
    /// and forms that were kept before stay.
    pub fn choose(&self, wanted: Keeping) {
        let is_kept = self.keeping() == Keeping::Everything;
        match (is_kept, wanted == Keeping::Everything) {
            (true, false) => {
                self.take_along();
                self.leave();
            }
            (false, true) => self.come_back(),
            _ => {}
        }
        let chosen = match wanted {
            Keeping::Nothing => self.store.save(keys::CHOICE, NOTHING),
            Keeping::Everything | Keeping::NothingForNow => self.store.remove(keys::CHOICE),
        };
        self.is_unknown.set(false);
        self.keeping.set(Some(match (wanted, chosen) {
            (Keeping::Nothing, Err(_)) => Keeping::NothingForNow,
            (wanted, _) => wanted,
        }));
    }

    /// Removes everything of ours from the store, and keeps nothing until the page is closed: says how many texts there
    /// were.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], where something is still there, or nobody knows.
    pub fn erase(&self) -> Result<usize, StoreError> {
        self.keeping.set(Some(Keeping::NothingForNow));
        self.is_unknown.set(false);
        for key in self.memory.keys() {
            self.memory.remove(&key)?;
        }
        let keys = self.store.list(keys::OWN)?;
        for key in &keys {
            // What could not be removed is seen below.
            let _ = self.store.remove(key);
        }
        self.store.forget();
        if self.store.list(keys::OWN)?.is_empty() {
            Ok(keys.len())
        } else {
            Err(StoreError::Unavailable)
        }
    }

    /// The kinds of what the store holds, in order, each once.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`].
    pub fn kinds(&self) -> Result<Vec<Kind>, StoreError> {
        let keys = self.store.list(keys::OWN)?;
        let mut kinds: Vec<_> = keys.iter().map(|key| Kind::of(key)).collect();
        kinds.sort_unstable();
        kinds.dedup();
        Ok(kinds)
    }

    /// Copies the drafts, and which columns are drawn, into memory. What could not be read is a matter of the PC, and goes.
    fn take_along(&self) {
        let is_along = |key: &String| {
            let beginnings = [keys::DRAFT, keys::DOCUMENT, keys::COLUMNS];
            let is_wanted = beginnings.iter().any(|beginning| key.starts_with(beginning));
            is_wanted && !key.starts_with(keys::DRAFT_ASIDE) && !keys::is_of_journal(key)
        };
        for key in self.store.list(keys::OWN).unwrap_or_default() {
            if let Some(text) = self.store.load(&key).ok().flatten().filter(|_| is_along(&key)) {
                let _ = self.memory.save(&key, &text);
            }
        }
    }

    /// Goes on in memory: drafts and choices leave the store, rule sets and forms are copied.
    fn leave(&self) {
        // The store may refuse; a person is told of that elsewhere, and memory has room.
        for key in self.store.list(keys::OWN).unwrap_or_default() {
            let leaving = [keys::DRAFT, keys::DOCUMENT, keys::COPY, keys::COLUMNS];
            if leaving.iter().any(|beginning| key.starts_with(beginning)) {
                let _ = self.store.remove(&key);
            }
        }
        self.store.forget();
        for key in self.store.list(keys::OWN).unwrap_or_default() {
            let is_lasting = LASTING.iter().any(|beginning| key.starts_with(beginning));
            if let Some(text) = self.store.load(&key).ok().flatten().filter(|_| is_lasting) {
                let _ = self.memory.save(&key, &text);
            }
        }
    }

    /// Goes on in the store, with what memory holds by now.
    fn come_back(&self) {
        for key in self.memory.keys() {
            if let Ok(Some(text)) = self.memory.load(&key) {
                self.bring(&key, &text);
                let _ = self.memory.remove(&key);
            }
        }
    }

    /// Puts a text of memory into the store. Another tab may have kept a draft in the same place meanwhile: that one
    /// stays, and this one is set aside.
    fn bring(&self, key: &str, text: &str) {
        let there = self.store.load(key);
        let is_taken = !matches!(&there, Ok(None)) && there != Ok(Some(text.to_owned()));
        if is_taken && key.starts_with(keys::DRAFT) {
            if Place::of_key(key).is_some() {
                let _ = set_aside::copy(&*self.store, text, None);
            }
            return;
        }
        // Where there is no room, the next change says so.
        let _ = self.store.save(key, text);
    }

    fn present(&self) -> Result<&dyn DraftStore, StoreError> {
        match self.settled() {
            Some(Keeping::Everything) => Ok(&*self.store),
            Some(Keeping::NothingForNow | Keeping::Nothing) => Ok(&self.memory),
            // Somebody may have chosen that nothing is kept.
            None => Err(StoreError::Unavailable),
        }
    }
}

impl DraftStore for Vault {
    fn load(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.present()?.load(key)
    }

    fn save(&self, key: &str, text: &str) -> Result<(), StoreError> {
        self.present()?.save(key, text)
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.present()?.remove(key)
    }

    fn list(&self, beginning: &str) -> Result<Vec<String>, StoreError> {
        self.present()?.list(beginning)
    }

    fn units(&self, key: &str) -> Result<usize, StoreError> {
        self.present()?.units(key)
    }

    fn settle(&self, done: Box<dyn FnOnce()>) {
        match self.present() {
            Ok(store) => store.settle(done),
            Err(_) => done(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::ports::Faulty;
    use crate::app::ports::Refusing;

    const FOREIGN: &str = "other-site/draft";

    /// A store as it is after some visits, beside another site's.
    fn used() -> Rc<Memory> {
        let store = Rc::new(Memory::default());
        for key in [
            FOREIGN,
            keys::DRAFT,
            "kpi-evaluator/document/1-2",
            "kpi-evaluator/draft-set-aside-2",
            keys::RULE_SETS,
            keys::COLUMNS,
            keys::FORMS_ASIDE,
            "kpi-evaluator/element/a/kpi-evaluator/draft",
            "kpi-evaluator/copy/0123456789abcdef/draft",
            "kpi-evaluator/of-another-version",
        ] {
            store.save(key, "text").expect("memory has room");
        }
        store
    }

    fn over(store: &Rc<Memory>) -> Vault {
        Vault::new(Rc::clone(store) as Rc<dyn DraftStore>)
    }

    #[test]
    fn erasing_leaves_no_key_of_ours_and_all_of_others() {
        let store = used();
        let vault = over(&store);
        assert_eq!(vault.erase(), Ok(9));
        assert_eq!(store.keys(), [FOREIGN]);
        assert_eq!(vault.kinds(), Ok(Vec::new()));
    }

    #[test]
    fn after_erasing_nothing_is_written_until_it_is_chosen() {
        let store = used();
        let vault = over(&store);
        vault.erase().expect("memory removes");
        vault.save(keys::DRAFT, "late").expect("memory has room");
        assert_eq!(store.keys(), [FOREIGN]);
        assert_eq!(vault.keeping(), Keeping::NothingForNow);
        vault.choose(Keeping::Everything);
        assert_eq!(store.load(keys::DRAFT), Ok(Some("late".to_owned())));
    }

    #[test]
    fn erasing_also_ends_the_choice_and_what_memory_held() {
        let store = used();
        let vault = over(&store);
        vault.choose(Keeping::Nothing);
        vault.erase().expect("memory removes");
        vault.choose(Keeping::Everything);
        assert_eq!(store.keys(), [FOREIGN]);
    }

    #[test]
    fn keeping_nothing_leaves_no_draft_and_one_mark() {
        let store = used();
        let vault = over(&store);
        vault.choose(Keeping::Nothing);
        let kinds = [
            Kind::Unreadable,
            Kind::RuleSets,
            Kind::Elements,
            Kind::Choice,
            Kind::Other,
        ];
        assert_eq!(vault.kinds().as_deref(), Ok(&kinds[..]));
        assert_eq!(store.load(keys::DRAFT), Ok(None));
        assert_eq!(
            vault.load(keys::DRAFT),
            Ok(Some("text".to_owned())),
            "at hand for now"
        );
        assert_eq!(vault.load(keys::RULE_SETS), Ok(Some("text".to_owned())));
        assert_eq!(vault.load(keys::COLUMNS), Ok(Some("text".to_owned())));

        // A tab that did not know yet wrote one; the next visit begins without it all the same.
        store
            .save(keys::DRAFT, "of another tab")
            .expect("memory has room");
        let again = over(&store);
        assert_eq!(again.keeping(), Keeping::Nothing);
        assert_eq!(store.load(keys::DRAFT), Ok(None));
        again.save(keys::RULE_SETS, "new").expect("memory has room");
        assert_eq!(store.load(keys::RULE_SETS), Ok(Some("text".to_owned())));
        again.choose(Keeping::Everything);
        assert_eq!(store.load(keys::RULE_SETS), Ok(Some("new".to_owned())));
        assert_eq!(store.load(keys::CHOICE), Ok(None));
    }

    #[test]
    fn coming_back_takes_the_place_of_no_draft_that_another_tab_kept() {
        let store = used();
        let vault = over(&store);
        vault.choose(Keeping::NothingForNow);
        store
            .save(keys::DRAFT, "of another tab")
            .expect("memory has room");
        vault.choose(Keeping::Everything);
        assert_eq!(store.load(keys::DRAFT), Ok(Some("of another tab".to_owned())));
        assert_eq!(store.load(keys::DRAFT_ASIDE), Ok(Some("text".to_owned())));
    }

    #[test]
    fn a_choice_of_another_version_deletes_nothing() {
        for word in [
            "everything",
            "",
            "NOTHING",
            "nothing ",
            "{\"keeping\":\"drafts\"}",
        ] {
            let store = used();
            store.save(keys::CHOICE, word).expect("memory has room");
            let (keys, vault) = (store.keys(), over(&store));
            assert_eq!(store.keys(), keys, "{word}");
            assert_eq!(vault.keeping(), Keeping::Everything);
            assert!(vault.is_choice_unknown());
            vault.choose(Keeping::Nothing);
            assert!(!vault.is_choice_unknown());
            assert_eq!(over(&store).keeping(), Keeping::Nothing);
        }
    }

    #[test]
    fn a_choice_that_could_not_be_read_is_read_again_before_anything_is_written() {
        let store = Rc::new(Faulty::default());
        store.save(keys::CHOICE, NOTHING).expect("memory has room");
        store.fail_loads(2);
        let vault = Vault::new(Rc::<Faulty>::clone(&store));
        assert_eq!(vault.save(keys::DRAFT, "a"), Err(StoreError::Unavailable));
        assert_eq!(vault.save(keys::DRAFT, "a"), Ok(()));
        assert_eq!(store.load(keys::DRAFT), Ok(None), "nothing is to be kept");
        assert_eq!(vault.keeping(), Keeping::Nothing);
    }

    #[test]
    fn keeping_nothing_for_now_leaves_no_mark() {
        let store = used();
        over(&store).choose(Keeping::NothingForNow);
        assert_eq!(store.load(keys::CHOICE), Ok(None));
        assert_eq!(store.load(keys::DRAFT), Ok(None));
        assert_eq!(over(&store).keeping(), Keeping::Everything);
    }

    #[test]
    fn a_refusing_store_cannot_remember_a_choice_or_know_what_is_erased() {
        let vault = Vault::new(Rc::new(Refusing));
        vault.choose(Keeping::Nothing);
        assert_eq!(vault.keeping(), Keeping::NothingForNow);
        assert_eq!(vault.erase(), Err(StoreError::Unavailable));
    }
}
