//! Where drafts are: each in a place of its own, so that two tabs can work on two of them.
//!
//! The first place is the one that earlier versions have alone. A page opens the draft that was opened or kept last; it is
//! written down by its word.

use crate::app::aside::put;
use crate::app::keys;
use crate::app::ports::DraftStore;
use crate::app::ports::StoreError;

/// The word of no place yet.
const NEW: &str = "new";

/// Where a draft is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Nowhere yet: it gets a place when there is something to keep.
    New,
    /// In the place with this number, from 1.
    Numbered(u32),
}

impl Default for Place {
    fn default() -> Self {
        Self::FIRST
    }
}

impl Place {
    /// The first place.
    pub const FIRST: Self = Self::Numbered(1);

    /// The key of the draft.
    pub fn key(self) -> Option<String> {
        match self {
            Self::New => None,
            Self::FIRST => Some(keys::DRAFT.to_owned()),
            Self::Numbered(number) => Some(format!("{}{number}", keys::NUMBERED)),
        }
    }

    /// The key of what the list says of the draft.
    pub fn card(self) -> Option<String> {
        match self {
            Self::New => None,
            Self::Numbered(number) => Some(format!("{}{number}", keys::CARD)),
        }
    }

    /// The key of what is typed and not yet part of the draft.
    pub fn typed(self) -> String {
        match self {
            Self::FIRST => keys::TYPED.to_owned(),
            place => format!("{}/{}", keys::TYPED, place.word()),
        }
    }

    /// Its word: `"new"` or the number.
    pub fn word(self) -> String {
        match self {
            Self::New => NEW.to_owned(),
            Self::Numbered(number) => number.to_string(),
        }
    }

    /// The place of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        if word == NEW {
            return Some(Self::New);
        }
        let number = word.parse().ok().filter(|number| *number > 0)?;
        let place = Self::Numbered(number);
        // Only as it is written.
        (place.word() == word).then_some(place)
    }

    /// The place of the key of a draft.
    pub fn of_key(key: &str) -> Option<Self> {
        if key == keys::DRAFT {
            return Some(Self::FIRST);
        }
        let place = Self::of_word(key.strip_prefix(keys::NUMBERED)?)?;
        (place != Self::New && place != Self::FIRST).then_some(place)
    }
}

/// The place of the draft that a page opens; the first one where nothing else is said.
///
/// # Errors
/// [`StoreError::Unavailable`].
pub fn last(store: &dyn DraftStore) -> Result<Place, StoreError> {
    let word = store.load(keys::OPEN)?;
    Ok(word.and_then(|word| Place::of_word(&word)).unwrap_or_default())
}

/// The next page opens the draft in this place.
///
/// # Errors
/// Both of [`StoreError`]: the next page then opens the last one that could be written down.
pub fn remember(store: &dyn DraftStore, place: Place) -> Result<(), StoreError> {
    if last(store)? == place {
        return Ok(());
    }
    put(store, keys::OPEN, &place.word())
}

/// The places in which a draft is, in order.
///
/// # Errors
/// [`StoreError::Unavailable`], also where a host's storage cannot say its keys.
pub fn taken(store: &dyn DraftStore) -> Result<Vec<Place>, StoreError> {
    let keys = store.list(keys::DRAFT)?;
    let mut places: Vec<Place> = keys.iter().filter_map(|key| Place::of_key(key)).collect();
    places.sort_unstable();
    Ok(places)
}

/// A place that no draft is in: after all others, so that one that was removed can come back to its own.
///
/// # Errors
/// As [`taken`].
pub fn free(store: &dyn DraftStore) -> Result<Place, StoreError> {
    let taken = taken(store)?;
    let last = taken.iter().filter_map(|place| match place {
        Place::New => None,
        Place::Numbered(number) => Some(*number),
    });
    Ok(Place::Numbered(last.max().unwrap_or(0).saturating_add(1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::ports::Memory;

    #[test]
    fn every_place_has_keys_of_its_own_and_is_known_by_them() {
        for (place, key, card, typed) in [
            (
                Place::Numbered(1),
                "kpi-evaluator/draft",
                "kpi-evaluator/draft-card/1",
                "kpi-evaluator/draft-typed",
            ),
            (
                Place::Numbered(12),
                "kpi-evaluator/draft/12",
                "kpi-evaluator/draft-card/12",
                "kpi-evaluator/draft-typed/12",
            ),
        ] {
            assert_eq!(place.key().as_deref(), Some(key));
            assert_eq!(place.card().as_deref(), Some(card));
            assert_eq!(place.typed(), typed);
            assert_eq!(Place::of_key(key), Some(place));
            assert_eq!(Place::of_word(&place.word()), Some(place));
        }
        assert_eq!(Place::New.key(), None);
        assert_eq!(Place::New.typed(), "kpi-evaluator/draft-typed/new");
    }

    #[test]
    fn what_is_no_place_is_none() {
        for key in [
            "kpi-evaluator/draft/",
            "kpi-evaluator/draft/0",
            "kpi-evaluator/draft/1",
            "kpi-evaluator/draft/02",
            "kpi-evaluator/draft/new",
            "kpi-evaluator/draft/-3",
            "kpi-evaluator/draft-open",
            "kpi-evaluator/draft-set-aside",
            "other/draft",
        ] {
            assert_eq!(Place::of_key(key), None, "{key}");
        }
    }

    #[test]
    fn the_last_place_is_remembered_and_a_word_of_nobody_is_the_first() {
        let store = Memory::default();
        assert_eq!(last(&store), Ok(Place::FIRST));
        remember(&store, Place::FIRST).expect("memory has room");
        assert!(store.keys().is_empty(), "as without a word");
        for place in [Place::Numbered(3), Place::New, Place::FIRST] {
            remember(&store, place).expect("memory has room");
            assert_eq!(last(&store), Ok(place));
        }
        store.save(keys::OPEN, "?").expect("memory has room");
        assert_eq!(last(&store), Ok(Place::FIRST));
    }

    #[test]
    fn a_free_place_is_after_all_others() {
        let store = Memory::default();
        assert_eq!(free(&store), Ok(Place::FIRST));
        for key in ["kpi-evaluator/draft/7", "kpi-evaluator/draft/10", keys::OPEN] {
            store.save(key, "text").expect("memory has room");
        }
        assert_eq!(free(&store), Ok(Place::Numbered(11)));
        assert_eq!(taken(&store), Ok(vec![Place::Numbered(7), Place::Numbered(10)]));
    }
}
