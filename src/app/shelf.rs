//! The drafts on this PC side by side: the list, and what can be done with one that need not be the open one.

use crate::app::aside::put;
use crate::app::card::Card;
use crate::app::draft;
use crate::app::keys;
use crate::app::listing::search;
use crate::app::place;
use crate::app::place::Place;
use crate::app::ports::DraftStore;
use crate::app::ports::StoreError;
use crate::app::set_aside;

/// UTF-16 units that browsers give a site, about.
pub const ROOM: usize = 5_000_000;

/// A draft in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where it is.
    pub place: Place,
    /// What is said of it.
    pub card: Card,
    /// The room that it takes with its documents, in UTF-16 units.
    pub units: usize,
}

impl Entry {
    /// It has every word of a search in its name, its municipality, its year, or the names or titles of its sheets.
    pub fn has(&self, wanted: &str) -> bool {
        let words = search::words(wanted);
        let sheets = self.card.sheets.iter();
        let names = sheets.flat_map(|sheet| {
            let title = sheet.facts.as_ref().and_then(|facts| facts.title.as_deref());
            sheet.name.as_deref().into_iter().chain(title)
        });
        let title = self.card.title();
        let years: Vec<String> = self.card.years().iter().map(ToString::to_string).collect();
        let parts: Vec<String> = names
            .chain(title.as_deref())
            .chain(self.card.cities())
            .chain(years.iter().map(String::as_str))
            .map(search::folded)
            .collect();
        // A break between parts, so that no word is found across two of them.
        search::has(&parts.join("\n"), &words)
    }
}

/// All drafts with a sheet, and the one in `open` whatever is in it; the last changed first.
///
/// # Errors
/// [`StoreError::Unavailable`], also where a host's storage cannot say its keys.
pub fn entries(store: &dyn DraftStore, open: Place) -> Result<Vec<Entry>, StoreError> {
    let entry = |place: Place| -> Result<Entry, StoreError> {
        let card = Card::of(store, place)?;
        let documents = card.sheets.iter().map(|sheet| keys::document(&sheet.document));
        let own = [place.key(), place.card()].into_iter().flatten();
        let mut all: Vec<String> = own.chain(documents).collect();
        all.sort_unstable();
        all.dedup();
        let units = all.iter().map(|key| store.units(key)).sum::<Result<usize, _>>()?;
        Ok(Entry { place, card, units })
    };
    let places = place::taken(store)?.into_iter();
    let mut entries = places.map(entry).collect::<Result<Vec<_>, _>>()?;
    entries.retain(|entry| entry.place == open || !entry.card.sheets.is_empty());
    entries.sort_by(|one, other| {
        let by_time = other.card.changed.cmp(&one.card.changed);
        by_time.then(other.place.cmp(&one.place))
    });
    Ok(entries)
}

/// The room that everything takes that is kept on this site, others' too, in UTF-16 units.
///
/// # Errors
/// As [`entries`].
pub fn room(store: &dyn DraftStore) -> Result<usize, StoreError> {
    store.list("")?.iter().map(|key| store.units(key)).sum()
}

/// Gives a draft a name; without one, it has the name of its document again.
///
/// # Errors
/// Both of [`StoreError`]; the name is then as it was.
pub fn rename(store: &dyn DraftStore, place: Place, name: &str) -> Result<(), StoreError> {
    let mut card = Card::of(store, place)?;
    card.name = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
    card.save(store, place)
}

/// A copy of a draft under another name, changed at `now`: says where. Documents are shared until one of them changes.
///
/// # Errors
/// Both of [`StoreError`], and [`StoreError::Unavailable`] where there is no draft; nothing is changed then.
pub fn duplicate(
    store: &dyn DraftStore,
    from: Place,
    name: &str,
    now: Option<String>,
) -> Result<Place, StoreError> {
    let index = from.key().map_or(Ok(None), |key| store.load(&key))?;
    let index = index.ok_or(StoreError::Unavailable)?;
    let mut card = Card::of(store, from)?;
    card.name = Some(name.to_owned());
    card.changed = now;
    card.filed = None;
    put_down(store, place::free(store)?, &index, &card)
}

/// Writes a draft into a place, with its card or not at all.
fn put_down(store: &dyn DraftStore, place: Place, index: &str, card: &Card) -> Result<Place, StoreError> {
    let key = place.key().ok_or(StoreError::Unavailable)?;
    let written = put(store, &key, index).and_then(|()| card.save(store, place));
    written.map(|()| place).inspect_err(|_| {
        for key in [Some(key.clone()), place.card()].into_iter().flatten() {
            // Nothing was there before.
            let _ = store.remove(&key);
        }
    })
}

/// A draft that was removed, whole, so that it can come back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// Where it was.
    pub place: Place,
    /// What was said of it.
    pub card: Card,
    index: String,
    /// Its documents that no other draft names, by their keys in the store.
    documents: Vec<(String, String)>,
}

/// Removes a draft, with what is typed on it and the documents that no other names. `None` where there is none.
///
/// # Errors
/// [`StoreError::Unavailable`]; the draft is then still there.
pub fn remove(store: &dyn DraftStore, place: Place) -> Result<Option<Removed>, StoreError> {
    let Some(key) = place.key() else { return Ok(None) };
    let Some(index) = store.load(&key)? else {
        return Ok(None);
    };
    let card = Card::of(store, place)?;
    let others = set_aside::others(store, &key);
    let mut named = draft::keys(&index);
    named.sort_unstable();
    named.dedup();
    named.retain(|name| !others.iter().any(|text| text.contains(name.as_str())));
    let mut documents = Vec::new();
    for name in named {
        let key = keys::document(&name);
        if let Some(text) = store.load(&key)? {
            documents.push((key, text));
        }
    }
    store.remove(&key)?;
    let with_it = documents.iter().map(|(key, _)| key.clone());
    for key in place.card().into_iter().chain([place.typed()]).chain(with_it) {
        // What stays is swept when a page opens.
        let _ = store.remove(&key);
    }
    Ok(Some(Removed {
        place,
        card,
        index,
        documents,
    }))
}

/// Brings a removed draft back, into its place or, where another one is by now, into a free one: says where.
///
/// # Errors
/// Both of [`StoreError`]; it can then be tried again.
pub fn bring_back(store: &dyn DraftStore, removed: &Removed) -> Result<Place, StoreError> {
    let mut written = Vec::new();
    let result = (|| {
        for (key, text) in &removed.documents {
            if store.load(key)?.as_ref() != Some(text) {
                put(store, key, text)?;
                written.push(key);
            }
        }
        let is_taken = place::taken(store)?.contains(&removed.place);
        let place = if is_taken {
            place::free(store)?
        } else {
            removed.place
        };
        put_down(store, place, &removed.index, &removed.card)
    })();
    result.inspect_err(|_| {
        for key in written {
            // No draft names it any more.
            let _ = store.remove(key);
        }
    })
}
