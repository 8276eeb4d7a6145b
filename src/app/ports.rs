//! The ports: what the page needs of its surroundings, as traits. The browser implements them, and so do the tests.

use std::any::Any;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Why a draft could not be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// There is no storage, or it refuses (private mode, a file from disk, a frame of another site, a policy).
    Unavailable,
    /// The storage is full.
    QuotaExceeded,
}

/// Where drafts are kept: texts by key, as localStorage keeps them.
pub trait DraftStore {
    /// The text under `key`.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`].
    fn load(&self, key: &str) -> Result<Option<String>, StoreError>;

    /// Keeps `text` under `key`.
    ///
    /// # Errors
    /// Both of [`StoreError`]; what was there before is then still there.
    fn save(&self, key: &str, text: &str) -> Result<(), StoreError>;

    /// Removes what is under `key`.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`].
    fn remove(&self, key: &str) -> Result<(), StoreError>;
}

/// Does something later, after the browser had the chance to paint.
pub trait Later {
    /// Runs `work` after about `milliseconds`, unless the returned guard is dropped before.
    fn after(&self, milliseconds: u32, work: Box<dyn FnOnce()>) -> Box<dyn Any>;
}

/// The page around the mount node.
pub trait Page {
    /// Sets the language and the title of the whole document.
    fn speak(&self, language: &str, title: &str);

    /// Moves the focus to the element of this id and brings it into view; says whether it was there.
    fn reveal(&self, id: &str) -> bool;

    /// The id of the element that has the focus, if it has one.
    fn focused(&self) -> Option<String>;

    /// No element has the focus: the one that had it is gone.
    fn is_focus_lost(&self) -> bool;

    /// Asks before the page is closed, until the returned guard is dropped.
    fn hold(&self) -> Box<dyn Any>;
}

/// All ports together, handed to the components.
#[derive(Clone)]
pub struct Ports {
    /// Where drafts are kept.
    pub drafts: Rc<dyn DraftStore>,
    /// Work for later.
    pub later: Rc<dyn Later>,
    /// The page around.
    pub page: Rc<dyn Page>,
}

impl PartialEq for Ports {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.drafts, &other.drafts)
            && Rc::ptr_eq(&self.later, &other.later)
            && Rc::ptr_eq(&self.page, &other.page)
    }
}

impl Ports {
    /// Ports without surroundings: drafts in memory, nothing later, no page.
    pub fn detached() -> Self {
        Self {
            drafts: Rc::new(Memory::default()),
            later: Rc::new(Never),
            page: Rc::new(NoPage),
        }
    }
}

/// Drafts in memory: for tests, with a limit like a browser's quota.
#[derive(Debug, Default)]
pub struct Memory {
    texts: RefCell<BTreeMap<String, String>>,
    quota: Option<usize>,
}

impl Memory {
    /// A store that holds at most so many bytes.
    pub fn with_quota(bytes: usize) -> Self {
        Self {
            texts: RefCell::default(),
            quota: Some(bytes),
        }
    }

    /// The keys that are there.
    pub fn keys(&self) -> Vec<String> {
        self.texts.borrow().keys().cloned().collect()
    }

    fn used_without(&self, key: &str) -> usize {
        self.texts
            .borrow()
            .iter()
            .filter(|(other, _)| *other != key)
            .map(|(key, text)| key.len() + text.len())
            .sum()
    }
}

impl DraftStore for Memory {
    fn load(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(self.texts.borrow().get(key).cloned())
    }

    fn save(&self, key: &str, text: &str) -> Result<(), StoreError> {
        let needed = self.used_without(key) + key.len() + text.len();
        if self.quota.is_some_and(|quota| needed > quota) {
            return Err(StoreError::QuotaExceeded);
        }
        self.texts.borrow_mut().insert(key.to_owned(), text.to_owned());
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.texts.borrow_mut().remove(key);
        Ok(())
    }
}

/// A store that always refuses, as a browser with storage switched off.
#[derive(Clone, Copy, Debug)]
pub struct Refusing;

impl DraftStore for Refusing {
    fn load(&self, _key: &str) -> Result<Option<String>, StoreError> {
        Err(StoreError::Unavailable)
    }

    fn save(&self, _key: &str, _text: &str) -> Result<(), StoreError> {
        Err(StoreError::Unavailable)
    }

    fn remove(&self, _key: &str) -> Result<(), StoreError> {
        Err(StoreError::Unavailable)
    }
}

/// Never does the work: where nothing is painted, there is no later.
#[derive(Clone, Copy, Debug)]
pub struct Never;

impl Later for Never {
    fn after(&self, _milliseconds: u32, _work: Box<dyn FnOnce()>) -> Box<dyn Any> {
        Box::new(())
    }
}

/// No page around.
#[derive(Clone, Copy, Debug)]
pub struct NoPage;

impl Page for NoPage {
    fn speak(&self, _language: &str, _title: &str) {}

    fn reveal(&self, _id: &str) -> bool {
        false
    }

    fn focused(&self) -> Option<String> {
        None
    }

    fn is_focus_lost(&self) -> bool {
        false
    }

    fn hold(&self) -> Box<dyn Any> {
        Box::new(())
    }
}
