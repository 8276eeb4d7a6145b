//! The ports: what the page needs of its surroundings, as traits. The browser implements them, and so do the tests.

use std::any::Any;
use std::cell::Cell;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::app::inputs::Inputs;
use crate::app::outgoing::Outgoing;
use crate::app::outgoing::Went;
use kpi_readers::sheet::Document;
use kpi_report::i18n::Lang;
use kpi_report::tasks::protocol::FileChoice;
use kpi_report::tasks::protocol::TaskEvent;
use kpi_report::tasks::query::Query;

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

    /// All keys that begin with `beginning`, in order.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], also where a host's storage cannot say its keys.
    fn list(&self, beginning: &str) -> Result<Vec<String>, StoreError>;

    /// How much room is taken under `key`, with the key itself, in UTF-16 units: browsers count a site's storage in
    /// those. Nothing where nothing is there.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`].
    fn units(&self, key: &str) -> Result<usize, StoreError> {
        let units = |text: &str| text.encode_utf16().count();
        let text = self.load(key)?;
        Ok(text.map_or(0, |text| units(key) + units(&text)))
    }

    /// Calls once everything that was kept outlives even a power cut, as far as the store can tell: at once where it
    /// cannot.
    fn settle(&self, done: Box<dyn FnOnce()>) {
        done();
    }

    /// Forgets what is kept beside the keys.
    fn forget(&self) {}
}

/// Texts beside a store, which are on the disk once that is said.
pub trait Journal {
    /// Writes texts under their keys, all or none, after all that was written before; then says whether they are on the
    /// disk.
    fn write(&self, changes: Vec<(String, String)>, done: Box<dyn FnOnce(bool)>);

    /// Removes all of them.
    fn clear(&self);
}

/// What there was to forget of what is kept for use without a network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Forgotten {
    /// Nothing was kept.
    #[default]
    Nothing,
    /// It is gone.
    Gone,
    /// Some of it may still be there.
    Failed,
}

/// How the page came here: which build it is, what it asked for since, what the browser keeps of it.
pub trait Delivery {
    /// What the page says of its build: `"version"`, `"build"`, `"checksum"`.
    fn said(&self, name: &str) -> Option<String>;

    /// It was opened as a file of this PC.
    fn is_on_disk(&self) -> bool;

    /// The folder that its parts come from.
    fn folder(&self) -> Option<String>;

    /// Hears the address of every request from now on, until the returned guard is dropped; `None` where the browser
    /// does not tell.
    fn on_request(&self, hear: Rc<dyn Fn(String)>) -> Option<Box<dyn Any>>;

    /// Drops what is kept for use without a network.
    fn forget(&self, done: Box<dyn FnOnce(Forgotten)>);
}

/// Does something later, after the browser had the chance to paint.
pub trait Later {
    /// Runs `work` after about `milliseconds`, unless the returned guard is dropped before.
    fn after(&self, milliseconds: u32, work: Box<dyn FnOnce()>) -> Box<dyn Any>;
}

/// Does each of `works` in a task of its own, so that none is felt, until the returned guard is dropped.
pub fn in_turn(later: &Rc<dyn Later>, works: Vec<Box<dyn FnOnce()>>) -> Box<dyn Any> {
    let waiting = Rc::new(RefCell::new(None));
    turn(Rc::clone(later), works.into_iter(), &waiting);
    Box::new(waiting)
}

/// Waits for the first of `works`; what waits is held by the guard alone.
fn turn(
    later: Rc<dyn Later>,
    mut works: std::vec::IntoIter<Box<dyn FnOnce()>>,
    waiting: &Rc<RefCell<Option<Box<dyn Any>>>>,
) {
    let Some(work) = works.next() else { return };
    let next = {
        let (later, waiting) = (Rc::clone(&later), Rc::downgrade(waiting));
        move || {
            work();
            if let Some(waiting) = waiting.upgrade() {
                turn(later, works, &waiting);
            }
        }
    };
    let guard = later.after(0, Box::new(next));
    waiting.replace(Some(guard));
}

/// What happens with files over the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dragged {
    /// They are dragged over it.
    Over,
    /// They are dragged away.
    Away,
    /// They were dropped or pasted.
    Here(Vec<ChosenFile>),
}

/// The page around the mount node.
pub trait Page {
    /// Sets the language and the title of the whole document.
    fn speak(&self, language: &str, title: &str);

    /// Moves the focus to the element of this id and brings it into view; says whether it was there.
    fn reveal(&self, id: &str) -> bool;

    /// Brings the element of this id into view inside what scrolls, the focus staying where it is.
    fn show(&self, id: &str);

    /// The media query holds now: how wide the window is, say. Where nobody knows, it does not.
    fn matches(&self, media: &str) -> bool {
        let _ = media;
        false
    }

    /// Hears that a media query holds, or no longer does, until the returned guard is dropped.
    fn on_match(&self, media: &str, hear: Rc<dyn Fn()>) -> Box<dyn Any> {
        let _ = (media, hear);
        Box::new(())
    }

    /// The id of the element that has the focus, if it has one.
    fn focused(&self) -> Option<String>;

    /// No element has the focus: the one that had it is gone.
    fn is_focus_lost(&self) -> bool;

    /// Where the page's files are; `None` where they have no address that others could use.
    fn address(&self) -> Option<String> {
        None
    }

    /// What stands in the address of the page behind `#`, as it is written there; `None` where the address is somebody
    /// else's.
    fn fragment(&self) -> Option<String> {
        None
    }

    /// Writes `fragment` behind `#` of the address. Pushed, the browser's way back leads to what stood there before;
    /// otherwise it takes its place.
    fn go(&self, fragment: &str, is_pushed: bool) {
        let _ = (fragment, is_pushed);
    }

    /// Hears that the browser, or a person in its address line, changed what stands behind `#`, until the returned guard
    /// is dropped.
    fn on_fragment(&self, hear: Rc<dyn Fn()>) -> Box<dyn Any> {
        let _ = hear;
        Box::new(())
    }

    /// Hears of files that are dragged over the page, dropped or pasted anywhere on it, until the returned guard is
    /// dropped.
    fn on_files(&self, hear: Rc<dyn Fn(Dragged)>) -> Box<dyn Any>;

    /// Hears that another tab changed what is kept under a key that begins with `beginning`, until the returned guard is
    /// dropped.
    fn on_kept(&self, beginning: &'static str, hear: Rc<dyn Fn()>) -> Box<dyn Any> {
        let _ = (beginning, hear);
        Box::new(())
    }

    /// Hears that the page may be gone at once: hidden, left or frozen; until the returned guard is dropped.
    fn on_leave(&self, hear: Rc<dyn Fn()>) -> Box<dyn Any> {
        let _ = hear;
        Box::new(())
    }

    /// The day, `"2026-04-01"`, if it is known.
    fn today(&self) -> Option<String> {
        None
    }

    /// Day and time where the browser is, to the minute, `"2026-04-01T09:30"`, if they are known.
    fn now(&self) -> Option<String> {
        None
    }

    /// Asks the browser to remove nothing by itself of what is kept, then says whether it promised that. It may ask the
    /// person, so this is asked only when a person does something that is to last. Nothing is said where it cannot tell.
    fn ask_to_last(&self, done: Box<dyn FnOnce(bool)>) {
        let _ = done;
    }

    /// Opens the browser's way to print the page.
    fn print(&self) {}

    /// Asks before the page is closed, until the returned guard is dropped.
    fn hold(&self) -> Box<dyn Any>;
}

/// A file that a person chose, dropped or pasted. Its bytes stay where they are until they are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenFile {
    /// The number under which [`Files`] know it.
    pub id: u32,
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub size: u64,
}

/// The files that were chosen since the page was opened.
pub trait Files {
    /// Reads a file and hands its bytes over, or `None` where it cannot be read any more. Dropping the guard before
    /// that lets it go.
    fn read(&self, file: u32, then: Box<dyn FnOnce(Option<Vec<u8>>)>) -> Box<dyn Any>;
}

/// Long work to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Job {
    /// Open a file.
    Open {
        /// Which.
        file: ChosenFile,
        /// What was said of it.
        choice: FileChoice,
        /// The language of the answer.
        lang: Lang,
    },
    /// Assess a sheet.
    Assess {
        /// The sheet.
        inputs: Rc<Inputs>,
        /// The language of the answer.
        lang: Lang,
    },
    /// Answer a question about a sheet.
    Ask {
        /// The sheet.
        inputs: Rc<Inputs>,
        /// The question.
        query: Query,
        /// The language of the answer.
        lang: Lang,
    },
}

/// Hears how the work goes; of an opened file also its document.
pub type Hear = Rc<dyn Fn(TaskEvent, Option<Rc<Document>>)>;

/// Where long work is done.
pub trait Bench {
    /// Begins a job. Nothing is heard any more once the returned guard is dropped, and the work is stopped.
    fn begin(&self, job: Job, hear: Hear) -> Box<dyn Any>;
}

/// Hands files out.
pub trait Saver {
    /// Offers `bytes` to be saved under `name`; says whether the browser took them.
    fn save(&self, name: &str, mime: &str, bytes: &[u8]) -> bool;

    /// Saves a file that goes out again and again, then says what became of it: to the place that was chosen for it, else
    /// to one that a person is asked for, else as a download. Only while a person acts.
    fn send(&self, file: Outgoing, done: Box<dyn FnOnce(Went)>) {
        done(if self.save(&file.name, file.mime, &file.bytes) {
            Went::Downloaded
        } else {
            Went::Failed
        });
    }
}

/// Hands text to other programs.
pub trait Copier {
    /// Puts `text` on the clipboard, then says whether it is there.
    fn copy(&self, text: &str, done: Box<dyn FnOnce(bool)>);

    /// Puts a table on the clipboard as `text/html` and `text/plain`; says whether it is there. Only while a person acts.
    fn copy_both(&self, html: &str, text: &str) -> bool {
        let _ = (html, text);
        false
    }
}

/// Makes pictures of points out of pictures of lines and letters.
pub trait Painter {
    /// Paints the picture at an address and hands its PNG over; `None` where that cannot be done here.
    fn paint(&self, address: &str, done: Box<dyn FnOnce(Option<Vec<u8>>)>);
}

/// The page as one file, of which copies with a draft inside are made.
pub trait Publication {
    /// The name of the build that is open.
    fn build(&self) -> String;

    /// Hands over the text of the file as it was published, or `None` where it is not to be had. It may come from the
    /// page's host, so it is asked for only when a person wants it.
    fn page(&self, then: Box<dyn FnOnce(Option<String>)>);

    /// Today, as `2026-11-21`.
    fn today(&self) -> String;
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

    fn list(&self, beginning: &str) -> Result<Vec<String>, StoreError> {
        let mut keys = self.keys();
        keys.retain(|key| key.starts_with(beginning));
        Ok(keys)
    }
}

/// A store that goes wrong when it is told to: for tests.
#[derive(Debug, Default)]
pub struct Faulty {
    /// What it holds, with its limit.
    pub memory: Memory,
    loads: Cell<usize>,
    saves: Cell<usize>,
    /// Saves that are not refused before the refused one.
    spared: Cell<Option<usize>>,
    /// The next load of a key that begins with this is refused.
    load_of: Cell<Option<&'static str>>,
    is_forgetful: Cell<bool>,
}

impl Faulty {
    /// The next so many loads are refused.
    pub fn fail_loads(&self, count: usize) {
        self.loads.set(count);
    }

    /// The next load of a key that begins with this is refused.
    pub fn fail_load_of(&self, beginning: &'static str) {
        self.load_of.set(Some(beginning));
    }

    /// The next so many saves are refused.
    pub fn fail_saves(&self, count: usize) {
        self.saves.set(count);
        self.spared.set(None);
    }

    /// So many saves succeed, and the one after them is refused.
    pub fn fail_save_after(&self, count: usize) {
        self.spared.set(Some(count));
    }

    /// From now on a save says that all is well and keeps nothing, or keeps it again.
    pub fn forget(&self, is_forgetful: bool) {
        self.is_forgetful.set(is_forgetful);
    }

    fn turn(left: &Cell<usize>) -> Result<(), StoreError> {
        match left.get().checked_sub(1) {
            Some(fewer) => {
                left.set(fewer);
                Err(StoreError::Unavailable)
            }
            None => Ok(()),
        }
    }
}

impl DraftStore for Faulty {
    fn load(&self, key: &str) -> Result<Option<String>, StoreError> {
        Self::turn(&self.loads)?;
        if self
            .load_of
            .get()
            .is_some_and(|beginning| key.starts_with(beginning))
        {
            self.load_of.set(None);
            return Err(StoreError::Unavailable);
        }
        self.memory.load(key)
    }

    fn save(&self, key: &str, text: &str) -> Result<(), StoreError> {
        Self::turn(&self.saves)?;
        match self.spared.get() {
            Some(0) => {
                self.spared.set(None);
                return Err(StoreError::QuotaExceeded);
            }
            Some(left) => self.spared.set(Some(left - 1)),
            None => {}
        }
        if self.is_forgetful.get() {
            return Ok(());
        }
        self.memory.save(key, text)
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.memory.remove(key)
    }

    fn list(&self, beginning: &str) -> Result<Vec<String>, StoreError> {
        self.memory.list(beginning)
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

    fn list(&self, _beginning: &str) -> Result<Vec<String>, StoreError> {
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

/// No files.
#[derive(Clone, Copy, Debug)]
pub struct NoFiles;

impl Files for NoFiles {
    fn read(&self, _file: u32, then: Box<dyn FnOnce(Option<Vec<u8>>)>) -> Box<dyn Any> {
        then(None);
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

    fn show(&self, _id: &str) {}

    fn focused(&self) -> Option<String> {
        None
    }

    fn is_focus_lost(&self) -> bool {
        false
    }

    fn on_files(&self, _hear: Rc<dyn Fn(Dragged)>) -> Box<dyn Any> {
        Box::new(())
    }

    fn hold(&self) -> Box<dyn Any> {
        Box::new(())
    }
}

impl Delivery for NoPage {
    fn said(&self, _name: &str) -> Option<String> {
        None
    }

    fn is_on_disk(&self) -> bool {
        false
    }

    fn folder(&self) -> Option<String> {
        None
    }

    fn on_request(&self, _hear: Rc<dyn Fn(String)>) -> Option<Box<dyn Any>> {
        None
    }

    fn forget(&self, done: Box<dyn FnOnce(Forgotten)>) {
        done(Forgotten::Nothing);
    }
}

impl Saver for NoPage {
    fn save(&self, _name: &str, _mime: &str, _bytes: &[u8]) -> bool {
        false
    }
}

impl Painter for NoPage {
    fn paint(&self, _address: &str, done: Box<dyn FnOnce(Option<Vec<u8>>)>) {
        done(None);
    }
}

impl Copier for NoPage {
    fn copy(&self, _text: &str, done: Box<dyn FnOnce(bool)>) {
        done(false);
    }
}
