//! Which columns of the table of KPIs a person chose: kept beside the drafts, so that it serves the next sheet too.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::app::keys;
use crate::app::ports::DraftStore;
use crate::app::ports::StoreError;

/// The value of [`Stored::schema`].
const SCHEMA: &str = "columns/1";

#[derive(Serialize, Deserialize)]
struct Stored {
    schema: String,
    #[serde(flatten)]
    choice: ColumnChoice,
}

/// The columns that are always or never drawn, by their fields; of the others the room decides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnChoice {
    shown: BTreeMap<String, bool>,
}

impl ColumnChoice {
    /// Whether a person wants to see the column; `None` where nothing was said of it.
    pub fn of(&self, field: &str) -> Option<bool> {
        self.shown.get(field).copied()
    }

    /// With a column always or never drawn.
    #[must_use]
    pub fn with(&self, field: &str, shown: bool) -> Self {
        let mut next = self.clone();
        next.shown.insert(field.to_owned(), shown);
        next
    }

    /// Nothing was said of any column.
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }
}

/// What was chosen; nothing where the storage refuses, holds none, or one that cannot be read: a choice is soon made
/// again.
pub fn load(store: &dyn DraftStore) -> ColumnChoice {
    let text = store.load(keys::COLUMNS).ok().flatten();
    let stored = text.and_then(|text| serde_json::from_str::<Stored>(&text).ok());
    let stored = stored.filter(|stored| stored.schema == SCHEMA);
    stored.map(|stored| stored.choice).unwrap_or_default()
}

/// Keeps what was chosen; nothing is left of a choice that says nothing.
///
/// # Errors
/// [`StoreError`], where the storage refuses or is full.
pub fn keep(store: &dyn DraftStore, choice: &ColumnChoice) -> Result<(), StoreError> {
    if choice.is_empty() {
        return store.remove(keys::COLUMNS);
    }
    let stored = Stored {
        schema: SCHEMA.to_owned(),
        choice: choice.clone(),
    };
    // Strings and truth values: there is nothing in it that JSON cannot hold.
    store.save(keys::COLUMNS, &serde_json::to_string(&stored).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::ports::Memory;
    use crate::app::ports::Refusing;

    #[test]
    fn what_was_chosen_is_there_again_until_it_says_nothing() {
        let store = Memory::default();
        let choice = ColumnChoice::default().with("unit", true).with("chart", false);
        keep(&store, &choice).expect("memory has room");
        assert_eq!(load(&store), choice);
        assert_eq!(
            store.load(keys::COLUMNS),
            Ok(Some(
                r#"{"schema":"columns/1","shown":{"chart":false,"unit":true}}"#.to_owned()
            ))
        );
        assert_eq!(
            [choice.of("unit"), choice.of("chart"), choice.of("rate")],
            [Some(true), Some(false), None]
        );
        keep(&store, &ColumnChoice::default()).expect("memory has room");
        assert!(store.keys().is_empty());
    }

    #[test]
    fn what_cannot_be_read_is_no_choice() {
        for text in ["", "{", "[]", r#"{"schema":"columns/2","shown":{"unit":true}}"#] {
            let store = Memory::default();
            store.save(keys::COLUMNS, text).expect("memory has room");
            assert!(load(&store).is_empty(), "{text}");
        }
        assert!(load(&Refusing).is_empty());
        assert!(keep(&Refusing, &ColumnChoice::default().with("unit", true)).is_err());
    }
}
