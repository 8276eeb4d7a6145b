//! What was set aside: drafts, rule sets and forms that could not be read, and drafts that another tab's stood in the way
//! of. All of it can be listed, handed out as a file, opened where this version can read it, and removed.

use std::collections::BTreeMap;

use crate::app::aside::Aside;
use crate::app::draft;
use crate::app::draft::Fault;
use crate::app::draft::Found;
use crate::app::keys;
use crate::app::ports::DraftStore;
use crate::app::ports::StoreError;

/// Where drafts go: several may be kept beside each other.
const DRAFTS: Aside = Aside {
    key: keys::DRAFT_ASIDE,
};

/// The day on which something was set aside is under its key and this.
const WHEN: &str = "/when";

/// Places that are looked at where a host's storage cannot say its keys.
const MAX_PROBED: usize = 20;

/// Something that was set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its key.
    pub key: String,
    /// What it is.
    pub kind: Kind,
    /// The day on which it was set aside, `"2026-04-01"`, if that is known.
    pub when: Option<String>,
    /// How long it is with its documents, in UTF-16 units.
    pub units: usize,
    /// The names of its sheets, as far as they can be read.
    pub sheets: Vec<Option<String>>,
    /// What this version can do with it.
    pub state: State,
}

/// What was set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A draft.
    Draft,
    /// Own rule sets.
    RuleSets,
    /// Forms.
    Forms,
}

/// What can be done with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It can be opened, and is whole.
    Whole,
    /// Some of it can be opened, or it is not as it was written.
    Damaged,
    /// It can be handed out as a file only.
    Closed(Fault),
}

impl State {
    /// There is something to open.
    pub fn opens(self) -> bool {
        !matches!(self, Self::Closed(_))
    }
}

/// Puts a copy of a draft's index aside; its documents stay with it. Says where.
///
/// # Errors
/// As [`Aside::copy`].
pub fn copy(store: &dyn DraftStore, index: &str, today: Option<&str>) -> Result<String, StoreError> {
    let place = DRAFTS.copy(store, index)?;
    let when = format!("{place}{WHEN}");
    if let (Some(today), Ok(None)) = (today, store.load(&when)) {
        // Without the day it is there all the same.
        let _ = store.save(&when, today);
    }
    Ok(place)
}

/// All that was set aside, drafts first.
pub fn entries(store: &dyn DraftStore) -> Vec<Entry> {
    let kinds = [
        (Kind::Draft, keys::DRAFT_ASIDE),
        (Kind::RuleSets, keys::RULE_SETS_ASIDE),
        (Kind::Forms, keys::FORMS_ASIDE),
    ];
    let entry = |kind: Kind, key: String| {
        let text = store.load(&key).ok().flatten()?;
        Some(entry(store, kind, key, &text))
    };
    kinds
        .into_iter()
        .flat_map(|(kind, beginning)| {
            let keys = keys(store, beginning).into_iter();
            keys.filter_map(move |key| entry(kind, key))
        })
        .collect()
}

fn entry(store: &dyn DraftStore, kind: Kind, key: String, text: &str) -> Entry {
    let documents = documents(store, text);
    let units = |text: &str| text.encode_utf16().count();
    let state = match kind {
        Kind::Draft => match draft::salvage(text, &|key| documents.get(key).cloned()) {
            Ok(Found { lost, .. }) if lost.is_empty() => State::Whole,
            result => match draft::salvage_damaged(text, &|key| documents.get(key).cloned()) {
                Ok(Found { session, .. }) if !session.desk().sheets().is_empty() => State::Damaged,
                _ => State::Closed(result.err().unwrap_or(Fault::Unreadable)),
            },
        },
        Kind::RuleSets | Kind::Forms => State::Closed(Fault::Unreadable),
    };
    Entry {
        when: store.load(&format!("{key}{WHEN}")).ok().flatten(),
        kind,
        units: units(text) + documents.values().map(|text| units(text)).sum::<usize>(),
        sheets: draft::names(text),
        state,
        key,
    }
}

/// What there is of a draft that was set aside. It stays where it is.
pub fn open(store: &dyn DraftStore, key: &str) -> Option<Found> {
    let text = store.load(key).ok().flatten()?;
    let document = |key: &str| store.load(&keys::document(key)).ok().flatten();
    match draft::salvage(&text, &document) {
        Ok(found) if found.lost.is_empty() => Some(found),
        _ => draft::salvage_damaged(&text, &document).ok(),
    }
}

/// Its texts by their keys, as they are: the file that it is handed out as.
pub fn file(store: &dyn DraftStore, key: &str) -> Option<String> {
    let text = store.load(key).ok().flatten()?;
    let documents = documents(store, &text).into_iter();
    let mut all: BTreeMap<String, String> = documents
        .map(|(key, text)| (keys::document(&key), text))
        .collect();
    let own = if key.starts_with(keys::DRAFT_ASIDE) {
        keys::DRAFT
    } else {
        key
    };
    all.insert(own.to_owned(), text);
    serde_json::to_string_pretty(&all).ok()
}

/// Removes it, and the documents that nothing else names.
pub fn delete(store: &dyn DraftStore, key: &str) {
    // What cannot be removed stays in the list.
    let _ = store.remove(&format!("{key}{WHEN}"));
    let _ = store.remove(key);
    sweep(store);
}

/// Removes documents that no draft names, whatever version it is of: nobody could open them. Where the store cannot say
/// what it holds, nothing is removed.
pub fn sweep(store: &dyn DraftStore) {
    let (Ok(documents), Ok(mut drafts)) = (store.list(keys::DOCUMENT), store.list(keys::DRAFT)) else {
        return;
    };
    // What a list says of a draft keeps nothing of it.
    drafts.retain(|key| !key.starts_with(keys::CARD) && key != keys::OPEN);
    if documents.is_empty() {
        return;
    }
    let texts: Option<Vec<String>> = drafts.iter().map(|key| store.load(key).ok().flatten()).collect();
    let Some(texts) = texts.filter(|texts| !texts.is_empty()) else {
        return;
    };
    for place in documents {
        let key = place.strip_prefix(keys::DOCUMENT).unwrap_or(&place);
        if !texts.iter().any(|text| text.contains(key)) {
            // The next sweep tries again.
            let _ = store.remove(&place);
        }
    }
}

/// All drafts but the one under `own`, as texts, also those that were set aside: what they name is not to be removed.
pub fn others(store: &dyn DraftStore, own: &str) -> Vec<String> {
    let keys = store
        .list(keys::DRAFT)
        .unwrap_or_else(|_| probed(keys::DRAFT_ASIDE));
    let keys = keys.into_iter().filter(|key| key != own && is_draft(key));
    keys.filter_map(|key| store.load(&key).ok().flatten()).collect()
}

/// A draft is under this key, and not what else belongs to one.
fn is_draft(key: &str) -> bool {
    let others = [keys::CARD, keys::TYPED, keys::OPEN];
    let is_other = others.iter().any(|beginning| key.starts_with(beginning)) || keys::is_of_journal(key);
    !is_other && !key.ends_with(WHEN)
}

/// The places of a kind, where a host's storage cannot say its keys.
fn probed(beginning: &str) -> Vec<String> {
    let numbered = (2..=MAX_PROBED).map(|number| format!("{beginning}-{number}"));
    std::iter::once(beginning.to_owned()).chain(numbered).collect()
}

/// The keys of a kind, without those of days.
fn keys(store: &dyn DraftStore, beginning: &str) -> Vec<String> {
    let mut keys = store.list(beginning).unwrap_or_else(|_| probed(beginning));
    keys.retain(|key| !key.ends_with(WHEN));
    // 2 before 10.
    keys.sort_by_key(|key| (key.len(), key.clone()));
    keys
}

/// The documents that an index names and that are there, by their keys.
fn documents(store: &dyn DraftStore, index: &str) -> BTreeMap<String, String> {
    let keys = draft::keys(index).into_iter();
    keys.filter_map(|key| {
        let text = store.load(&keys::document(&key)).ok().flatten()?;
        Some((key, text))
    })
    .collect()
}
