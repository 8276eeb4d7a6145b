//! Where a stored text goes that cannot be read: it is put aside, unharmed, and never overwritten.
//!
//! Each kind of text has places of its own ([`Aside`]). What stands in one is somebody's work, perhaps of a newer
//! program; so a place that is taken stays as it is, and a text without a place stays where it was.

use crate::app::ports::DraftStore;
use crate::app::ports::StoreError;

/// The places for one kind of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aside {
    /// The key of the first place; the others have a number after it, from 2.
    pub key: &'static str,
    /// How many there are.
    pub places: usize,
    /// A place that holds this very text already serves as well as a free one.
    pub shares: bool,
}

impl Aside {
    /// Puts a copy of `text` aside.
    ///
    /// # Errors
    /// [`StoreError::QuotaExceeded`] too where every place is taken; nothing is changed then.
    pub fn copy(&self, store: &dyn DraftStore, text: &str) -> Result<(), StoreError> {
        for key in self.keys() {
            match store.load(&key)? {
                None => return store.save(&key, text),
                Some(kept) if self.shares && kept == text => return Ok(()),
                Some(_) => {}
            }
        }
        Err(StoreError::QuotaExceeded)
    }

    /// Moves `text` aside, which is under `from`.
    ///
    /// # Errors
    /// As [`Self::copy`]; the text is then still under `from`.
    pub fn shift(&self, store: &dyn DraftStore, from: &str, text: &str) -> Result<(), StoreError> {
        self.copy(store, text)?;
        store.remove(from)
    }

    /// The keys of the places.
    fn keys(&self) -> impl Iterator<Item = String> {
        let key = self.key;
        (1..=self.places).map(move |n| match n {
            1 => key.to_owned(),
            n => format!("{key}-{n}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::ports::Memory;
    use crate::app::ports::Refusing;

    const ONE: Aside = Aside {
        key: "aside",
        places: 1,
        shares: false,
    };

    const THREE: Aside = Aside {
        places: 3,
        shares: true,
        ..ONE
    };

    fn kept(store: &Memory, key: &str) -> Option<String> {
        store.load(key).expect("memory loads")
    }

    #[test]
    fn a_text_moves_and_its_first_place_is_free() {
        let store = Memory::default();
        store.save("here", "{broken").expect("memory has room");
        assert_eq!(ONE.shift(&store, "here", "{broken"), Ok(()));
        assert_eq!(store.keys(), ["aside"]);
        assert_eq!(kept(&store, "aside").as_deref(), Some("{broken"));
    }

    #[test]
    fn a_taken_place_is_never_overwritten() {
        let store = Memory::default();
        for text in ["a", "b", "c"] {
            assert_eq!(THREE.copy(&store, text), Ok(()));
        }
        assert_eq!(store.keys(), ["aside", "aside-2", "aside-3"]);
        store.save("here", "d").expect("memory has room");
        assert_eq!(
            THREE.shift(&store, "here", "d"),
            Err(StoreError::QuotaExceeded),
            "every place is taken"
        );
        assert_eq!(kept(&store, "here").as_deref(), Some("d"));
        assert_eq!(kept(&store, "aside-3").as_deref(), Some("c"));
    }

    #[test]
    fn the_same_text_takes_one_place_only_where_places_are_shared() {
        let store = Memory::default();
        assert_eq!(THREE.copy(&store, "a"), Ok(()));
        assert_eq!(THREE.copy(&store, "a"), Ok(()));
        assert_eq!(store.keys(), ["aside"]);
        assert_eq!(ONE.copy(&store, "a"), Err(StoreError::QuotaExceeded));
    }

    #[test]
    fn a_text_without_room_or_storage_stays() {
        let full = Memory::with_quota(12);
        full.save("here", "12345").expect("it fits once");
        assert_eq!(ONE.shift(&full, "here", "12345"), Err(StoreError::QuotaExceeded));
        assert_eq!(full.keys(), ["here"]);
        assert_eq!(ONE.copy(&Refusing, "a"), Err(StoreError::Unavailable));
    }
}
