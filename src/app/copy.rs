//! A copy of the page with a draft inside: what stands in it, and how a page begins that has one.
//!
//! What is inside is JSON of the schema `kpi-evaluator-copy/1`: which program made it, what its reader may do, and the
//! draft in the shape of `app::draft`. The file is made in `export::copy`.
//!
//! An editable copy is gone on with apart from the drafts of the PC: under keys that belong to this very content. One
//! to be looked at touches no storage at all.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde::Deserialize;
use serde::Serialize;

use crate::app::draft::Fault;
use crate::app::keeper;
use crate::app::keeper::Opened;
use crate::app::keys;
use crate::app::ports::DraftStore;
use crate::app::ports::Memory;
use crate::app::ports::StoreError;
use crate::app::session::Session;
use kpi_readers::base::checksum;

/// The schema that is written.
const SCHEMA: &str = "kpi-evaluator-copy/1";

/// How the schemas of newer programs begin too.
const ANY_SCHEMA: &str = "kpi-evaluator-copy/";

/// How the keys of drafts begin; all others are for every sheet, and a copy shares them with the page.
const DRAFTS: [&str; 2] = [keys::DRAFT, keys::DOCUMENT];

/// What a copy says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct About {
    /// The version of the program that made it.
    pub version: String,
    /// Its build.
    pub build: String,
    /// It is to be looked at only.
    pub readonly: bool,
    /// The day, where the person wanted it said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    schema: String,
    #[serde(flatten)]
    about: About,
    draft: BTreeMap<String, String>,
}

/// What stands in a copy of this session. `None` where it is too large for a draft.
pub fn write(session: &Session, about: About) -> Option<String> {
    let stored = Stored {
        schema: SCHEMA.to_owned(),
        about,
        draft: keeper::texts(session)?,
    };
    serde_json::to_string(&stored).ok()
}

/// The copy that a page is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inside {
    /// With a draft.
    Draft {
        /// What it says of itself.
        about: About,
        /// The draft.
        given: Box<Session>,
    },
    /// With something that cannot be read.
    Unreadable(Fault),
}

impl Inside {
    /// It is to be looked at only.
    pub fn is_readonly(&self) -> bool {
        matches!(self, Self::Draft { about, .. } if about.readonly)
    }

    /// What one does in it is kept on the PC.
    pub fn keeps(&self) -> bool {
        matches!(self, Self::Draft { about, .. } if !about.readonly)
    }

    /// What is shown, unless a person went on with it before.
    pub fn session(&self) -> Session {
        match self {
            Self::Draft { given, .. } => (**given).clone(),
            Self::Unreadable(_) => Session::default(),
        }
    }
}

/// What stands in a copy, and where its drafts are kept on a PC with this store.
pub fn open(data: &str, store: Rc<dyn DraftStore>) -> (Inside, Rc<dyn DraftStore>) {
    match read(data) {
        Ok((about, given)) => {
            let drafts: Rc<dyn DraftStore> = if about.readonly {
                Rc::new(Memory::default())
            } else {
                Rc::new(Apart::new(store, data))
            };
            (Inside::Draft { about, given }, drafts)
        }
        // The reader's own drafts must not be taken for what was sent.
        Err(fault) => (Inside::Unreadable(fault), Rc::new(Memory::default())),
    }
}

/// What stands in a copy.
fn read(data: &str) -> Result<(About, Box<Session>), Fault> {
    #[derive(Deserialize)]
    struct Schema {
        schema: String,
    }
    let Schema { schema } = serde_json::from_str(data).map_err(|_| Fault::Unreadable)?;
    if schema != SCHEMA {
        let is_newer = schema.starts_with(ANY_SCHEMA);
        return Err(if is_newer { Fault::Newer } else { Fault::Unreadable });
    }
    let stored: Stored = serde_json::from_str(data).map_err(|_| Fault::Unreadable)?;
    let About {
        version, build, date, ..
    } = &stored.about;
    if ![Some(version), Some(build), date.as_ref()]
        .into_iter()
        .flatten()
        .all(|said| is_plain(said))
    {
        return Err(Fault::Unreadable);
    }
    let store = Memory::default();
    for (key, text) in &stored.draft {
        // Memory has room.
        let _ = store.save(key, text);
    }
    match keeper::open(&store) {
        Opened::Restored(session) => Ok((stored.about, session)),
        Opened::SetAside(fault) | Opened::Blocked(fault) => Err(fault),
        Opened::Partly(_, lost) => Err(lost.first().map_or(Fault::Unreadable, |lost| lost.fault)),
        Opened::Nothing | Opened::Unavailable => Err(Fault::Unreadable),
    }
}

/// A version, a build or a day: whoever changes a copy must not have whole sentences said by the page.
fn is_plain(text: &str) -> bool {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || ".-+".contains(letter);
    text.len() <= 40 && text.chars().all(is_plain)
}

/// The store of a PC as a copy sees it: the keys of the page's own drafts and those of the copy's have changed places.
struct Apart {
    store: Rc<dyn DraftStore>,
    /// What stands before the keys of the copy's drafts. It belongs to the content: a copy in another folder is the same,
    /// and another draft in a file of the same name is not.
    prefix: String,
}

impl Apart {
    fn new(store: Rc<dyn DraftStore>, data: &str) -> Self {
        // 64 bits tell the copies on one PC apart.
        let prefix = format!("{}{:.16}/", keys::COPY, checksum::sha256([data]));
        Self { store, prefix }
    }

    /// The key in the store; of such a key, the one here.
    fn key(&self, key: &str) -> String {
        let is_of_draft = DRAFTS.iter().any(|beginning| key.starts_with(beginning));
        match (key.strip_prefix(&self.prefix), key.strip_prefix(keys::OWN)) {
            (Some(rest), _) => format!("{}{rest}", keys::OWN),
            (None, Some(rest)) if is_of_draft => format!("{}{rest}", self.prefix),
            _ => key.to_owned(),
        }
    }
}

impl DraftStore for Apart {
    fn load(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.store.load(&self.key(key))
    }

    fn save(&self, key: &str, text: &str) -> Result<(), StoreError> {
        self.store.save(&self.key(key), text)
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.store.remove(&self.key(key))
    }

    fn list(&self, beginning: &str) -> Result<Vec<String>, StoreError> {
        let mut keys: Vec<_> = self
            .store
            .list(keys::OWN)?
            .iter()
            .map(|key| self.key(key))
            .collect();
        keys.retain(|key| key.starts_with(beginning));
        keys.sort_unstable();
        Ok(keys)
    }

    fn settle(&self, done: Box<dyn FnOnce()>) {
        self.store.settle(done);
    }

    fn forget(&self) {
        self.store.forget();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::desk::DeskChange;
    use crate::app::inputs::Change;
    use crate::app::keeper::Keeper;
    use crate::app::keeper::Kept;
    use kpi_core::rating::rule_set::RuleSet;
    use kpi_readers::base::place::CellRef;
    use kpi_readers::sheet::Document;
    use kpi_report::i18n::Lang;

    fn about(readonly: bool) -> About {
        About {
            version: "1.2.3".to_owned(),
            build: "0123456789abcdef".to_owned(),
            readonly,
            date: None,
        }
    }

    /// Two sheets, a correction, own rules, another language.
    fn session() -> Session {
        let at = CellRef {
            sheet: 0,
            row: 1,
            column: 2,
        };
        let rules = RuleSet {
            id: "own-1".to_owned(),
            ..RuleSet::default()
        };
        [
            DeskChange::take(Document::pasted("指標\t目標値\t実績値\n来館者数\t100\t\n")).into(),
            DeskChange::take(Document::pasted("</script><!--\u{2028}")).into(),
            Change::Cell {
                at,
                text: Some("85".to_owned()),
            }
            .into(),
            Change::OwnRules(Box::new(rules)).into(),
            crate::app::session::Action::Speak(Lang::En),
        ]
        .into_iter()
        .fold(Session::default(), |session, action| {
            session.step(action).unwrap_or(session)
        })
    }

    fn data(readonly: bool) -> String {
        write(&session(), about(readonly)).expect("it is small")
    }

    type Drafts = Rc<dyn DraftStore>;

    fn kept_by(drafts: &Drafts, session: &Session) -> Kept {
        let mut keeper = Keeper::default();
        keeper.open(&**drafts, None);
        keeper.keep(&**drafts, session)
    }

    /// What the page shows, and where it keeps it.
    fn opened(data: &str, store: &Rc<Memory>) -> (Session, Drafts) {
        let (inside, drafts) = open(data, Rc::<Memory>::clone(store));
        let session = match keeper::open(&*drafts) {
            Opened::Restored(session) => *session,
            _ => inside.session(),
        };
        (session, drafts)
    }

    fn edited(session: &Session) -> Session {
        let more = DeskChange::take(Document::pasted("more"));
        session.step(more.into()).expect("a change")
    }

    #[test]
    fn from_a_copy_everything_on_the_pc_is_erased() {
        use crate::app::vault::Vault;
        let store = Rc::new(Memory::default());
        store.save("other-site", "theirs").expect("memory has room");
        kept_by(&(Rc::clone(&store) as Drafts), &session());
        let (_, drafts) = open(&data(false), Rc::clone(&store) as Drafts);
        kept_by(&drafts, &session());
        let all = store.keys().len() - 1;
        assert_eq!(Vault::new(drafts).erase(), Ok(all));
        assert_eq!(store.keys(), ["other-site"]);
    }

    #[test]
    fn a_copy_shows_what_stands_in_it_and_keeps_nothing_yet() {
        for readonly in [false, true] {
            let store = Rc::new(Memory::default());
            let (inside, drafts) = open(&data(readonly), Rc::<Memory>::clone(&store));
            assert_eq!(inside.session().desk(), session().desk());
            assert_eq!(inside.session().lang(), Lang::En);
            assert_eq!(inside.is_readonly(), readonly);
            assert_eq!(keeper::open(&*drafts), Opened::Nothing);
            assert!(store.keys().is_empty());
        }
    }

    #[test]
    fn what_is_done_in_a_copy_leaves_all_other_drafts() {
        let store = Rc::new(Memory::default());
        let own: Drafts = Rc::<Memory>::clone(&store);
        assert_eq!(kept_by(&own, &session()), Kept::Saved);
        let keys = store.keys();
        let (shown, drafts) = opened(&data(false), &store);
        assert_eq!(kept_by(&drafts, &edited(&shown)), Kept::Saved);
        let (new, old): (Vec<_>, Vec<_>) = store
            .keys()
            .into_iter()
            .partition(|key| key.starts_with(keys::COPY));
        assert_eq!(old, keys);
        assert!(!new.is_empty());
        let Opened::Restored(before) = keeper::open(&*store) else {
            panic!("the page's own draft is gone")
        };
        assert_eq!(before.desk(), session().desk());

        // Gone on with, and so shown next time; another copy begins anew.
        assert_eq!(opened(&data(false), &store).0.desk(), edited(&shown).desk());
        let other = write(&edited(&edited(&shown)), about(false)).expect("it is small");
        assert_eq!(opened(&other, &store).0.desk(), edited(&edited(&shown)).desk());
    }

    #[test]
    fn a_copy_to_be_looked_at_writes_nothing() {
        let store = Rc::new(Memory::default());
        let (shown, drafts) = opened(&data(true), &store);
        assert_eq!(kept_by(&drafts, &edited(&shown)), Kept::Saved);
        assert!(store.keys().is_empty());
    }

    #[test]
    fn lists_for_all_sheets_are_shared() {
        let store = Rc::new(Memory::default());
        let (_, drafts) = open(&data(false), Rc::<Memory>::clone(&store));
        drafts.save(keys::FORMS, "x").expect("memory has room");
        assert_eq!(store.keys(), [keys::FORMS]);
    }

    #[test]
    fn the_keys_of_both_drafts_change_places() {
        let apart = Apart::new(Rc::new(Memory::default()), "a");
        for key in [keys::DRAFT, keys::DRAFT_ASIDE, "kpi-evaluator/document/1f"] {
            let other = apart.key(key);
            assert!(other.starts_with(&apart.prefix), "{other}");
            assert_eq!(apart.key(&other), key);
        }
        for key in [keys::FORMS, "kpi-evaluator/copy/0/draft", "else"] {
            assert_eq!(apart.key(key), key);
        }
    }

    #[test]
    fn what_was_done_in_a_copy_and_cannot_be_read_is_set_aside() {
        let store = Rc::new(Memory::default());
        let (_, drafts) = open(&data(false), Rc::<Memory>::clone(&store));
        drafts.save(keys::DRAFT, "{broken").expect("memory has room");
        assert_eq!(keeper::open(&*drafts), Opened::SetAside(Fault::Unreadable));
        assert!(store.keys().iter().all(|key| key.starts_with(keys::COPY)));
        assert_eq!(drafts.load(keys::DRAFT_ASIDE), Ok(Some("{broken".to_owned())));
    }

    #[test]
    fn what_cannot_be_read_is_said_and_no_draft_of_the_reader_is_shown_for_it() {
        let whole = data(false);
        let changed = |from: &str, to: &str| {
            assert!(whole.contains(from), "{from}");
            whole.replacen(from, to, 1)
        };
        for (data, fault) in [
            (String::new(), Fault::Unreadable),
            ("[]".to_owned(), Fault::Unreadable),
            (changed("kpi-evaluator-copy/1", "else/1"), Fault::Unreadable),
            (
                changed("kpi-evaluator-copy/1", "kpi-evaluator-copy/2"),
                Fault::Newer,
            ),
            (changed("1.2.3", "certified by the city"), Fault::Unreadable),
            (changed("\\\"version\\\":4", "\\\"version\\\":99"), Fault::Newer),
            (
                changed("kpi-evaluator/document/", "kpi-evaluator/other/"),
                Fault::Unreadable,
            ),
        ] {
            let store = Rc::new(Memory::default());
            let own: Drafts = Rc::<Memory>::clone(&store);
            assert_eq!(kept_by(&own, &session()), Kept::Saved);
            let keys = store.keys();
            let (inside, _) = open(&data, Rc::<Memory>::clone(&store));
            assert_eq!(inside, Inside::Unreadable(fault), "{data}");
            let (shown, drafts) = opened(&data, &store);
            assert_eq!(shown, Session::default());
            assert_eq!(kept_by(&drafts, &edited(&shown)), Kept::Saved);
            assert_eq!(store.keys(), keys);
        }
    }
}
