//! Where a stored text goes that cannot be read: it is put aside, unharmed, and never overwritten.
//!
//! Each kind of text has places of its own ([`Aside`]). What stands in one is somebody's work, perhaps of a newer
//! program; so a place that is taken stays as it is, and a text without a place stays where it was.

use crate::app::ports::DraftStore;
use crate::app::ports::StoreError;

/// The places for one kind of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aside {
    /// The key of the first place; the others have a number after it, from 2. A place that holds the very text already
    /// serves as well as a free one.
    pub key: &'static str,
}

impl Aside {
    /// Puts a copy of `text` aside: says where. There is always one more place, so that nothing that was put aside ever
    /// keeps the next text from being so.
    ///
    /// # Errors
    /// As [`put`]; nothing is changed then.
    pub fn copy(&self, store: &dyn DraftStore, text: &str) -> Result<String, StoreError> {
        let mut number = 1_usize;
        loop {
            let key = match number {
                1 => self.key.to_owned(),
                number => format!("{}-{number}", self.key),
            };
            match store.load(&key)? {
                None => return put(store, &key, text).map(|()| key),
                Some(kept) if kept == text => return Ok(key),
                Some(_) => number += 1,
            }
        }
    }

    /// Moves `text` aside, which is under `from`: says where.
    ///
    /// # Errors
    /// As [`Self::copy`]; the text is then still under `from`.
    pub fn shift(&self, store: &dyn DraftStore, from: &str, text: &str) -> Result<String, StoreError> {
        let place = self.copy(store, text)?;
        store.remove(from)?;
        Ok(place)
    }
}

/// Saves a text and reads it back: a store that says that all is well is not believed.
///
/// # Errors
/// Both of [`StoreError`]; what is not read back as it was written is [`StoreError::Unavailable`].
pub fn put(store: &dyn DraftStore, key: &str, text: &str) -> Result<(), StoreError> {
    store.save(key, text)?;
    read_back(store, key, text)
}

/// A text stands as it was saved.
///
/// # Errors
/// [`StoreError::Unavailable`], where it does not, or cannot be read.
pub fn read_back(store: &dyn DraftStore, key: &str, text: &str) -> Result<(), StoreError> {
    if store.load(key)?.as_deref() == Some(text) {
        Ok(())
    } else {
        Err(StoreError::Unavailable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::ports::Faulty;
    use crate::app::ports::Memory;
    use crate::app::ports::Refusing;

    const PLACES: Aside = Aside { key: "aside" };

    fn kept(store: &Memory, key: &str) -> Option<String> {
        store.load(key).expect("memory loads")
    }

    #[test]
    fn a_text_moves_and_its_first_place_is_free() {
        let store = Memory::default();
        store.save("here", "{broken").expect("memory has room");
        assert_eq!(PLACES.shift(&store, "here", "{broken").as_deref(), Ok("aside"));
        assert_eq!(store.keys(), ["aside"]);
        assert_eq!(kept(&store, "aside").as_deref(), Some("{broken"));
    }

    #[test]
    fn a_taken_place_is_never_overwritten_and_there_is_always_another() {
        let store = Memory::default();
        for n in 0..40 {
            assert!(PLACES.copy(&store, &n.to_string()).is_ok(), "{n}");
        }
        assert_eq!(kept(&store, "aside").as_deref(), Some("0"));
        assert_eq!(kept(&store, "aside-40").as_deref(), Some("39"));
    }

    #[test]
    fn the_same_text_takes_one_place_only() {
        let store = Memory::default();
        for _ in 0..2 {
            assert_eq!(PLACES.copy(&store, "a").as_deref(), Ok("aside"));
        }
        assert_eq!(store.keys(), ["aside"]);
    }

    #[test]
    fn a_text_without_room_or_storage_stays() {
        let full = Memory::with_quota(12);
        full.save("here", "12345").expect("it fits once");
        assert_eq!(
            PLACES.shift(&full, "here", "12345"),
            Err(StoreError::QuotaExceeded)
        );
        assert_eq!(full.keys(), ["here"]);
        assert_eq!(PLACES.copy(&Refusing, "a"), Err(StoreError::Unavailable));
    }

    #[test]
    fn a_store_that_only_says_that_it_kept_a_text_is_not_believed() {
        let store = Faulty::default();
        store.forget(true);
        assert_eq!(put(&store, "here", "a"), Err(StoreError::Unavailable));
        store.forget(false);
        assert_eq!(put(&store, "here", "a"), Ok(()));
    }
}
