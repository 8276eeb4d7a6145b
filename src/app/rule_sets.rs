//! A city's own rule sets: kept beside the draft, so that they serve the next sheet too.
//!
//! Every change reads what is kept first: another tab may have added one meanwhile. A text that cannot be read is put
//! aside and never overwritten.

use serde::{Deserialize, Serialize};

use crate::app::aside::Aside;
use crate::app::aside::put as write;
use crate::app::keys;
use crate::app::ports::DraftStore;
use crate::app::ports::StoreError;
use kpi_core::rating::presets;
use kpi_core::rating::rule_set::{RuleFault, RuleSet};

/// Where an unreadable text goes.
const UNREADABLE: Aside = Aside {
    key: keys::RULE_SETS_ASIDE,
};

/// How every id of an own rule set begins; no preset's does.
const OWN: &str = "own-";

/// The value of [`Stored::schema`].
const SCHEMA: &str = "rule-sets/1";

#[derive(Serialize, Deserialize)]
struct Stored {
    schema: String,
    sets: Vec<RuleSet>,
}

/// The rule sets that are kept; none where the storage refuses or holds none.
pub fn load(store: &dyn DraftStore) -> Vec<RuleSet> {
    let text = store.load(keys::RULE_SETS).ok().flatten();
    text.and_then(|text| read(&text)).unwrap_or_default()
}

fn read(text: &str) -> Option<Vec<RuleSet>> {
    let stored: Stored = serde_json::from_str(text).ok()?;
    (stored.schema == SCHEMA).then_some(stored.sets)
}

/// Keeps a rule set, in place of the one with its id.
///
/// # Errors
/// [`StoreError`], where the storage refuses or is full; what was kept before is then still there.
pub fn put(store: &dyn DraftStore, rules: &RuleSet) -> Result<Vec<RuleSet>, StoreError> {
    change(store, |sets| {
        match sets.iter_mut().find(|kept| kept.id == rules.id) {
            Some(kept) => kept.clone_from(rules),
            None => sets.push(rules.clone()),
        }
    })
}

/// Removes the rule set of an id.
///
/// # Errors
/// As [`put`].
pub fn remove(store: &dyn DraftStore, id: &str) -> Result<Vec<RuleSet>, StoreError> {
    change(store, |sets| sets.retain(|kept| kept.id != id))
}

fn change(store: &dyn DraftStore, apply: impl FnOnce(&mut Vec<RuleSet>)) -> Result<Vec<RuleSet>, StoreError> {
    let mut sets = match store.load(keys::RULE_SETS)? {
        None => Vec::new(),
        Some(text) => {
            if let Some(sets) = read(&text) {
                sets
            } else {
                UNREADABLE.copy(store, &text)?;
                Vec::new()
            }
        }
    };
    apply(&mut sets);
    let stored = Stored {
        schema: SCHEMA.to_owned(),
        sets,
    };
    // Structs of strings, numbers and lists: there is nothing in them that JSON cannot hold.
    write(
        store,
        keys::RULE_SETS,
        &serde_json::to_string(&stored).unwrap_or_default(),
    )?;
    Ok(stored.sets)
}

/// An id that none of `kept` has.
pub fn fresh_id(kept: &[RuleSet]) -> String {
    let taken = |id: &str| kept.iter().any(|rules| rules.id == id);
    let mut number = kept.len() + 1;
    while taken(&format!("{OWN}{number}")) {
        number += 1;
    }
    format!("{OWN}{number}")
}

/// A rule set as a file.
pub fn to_file(rules: &RuleSet) -> (String, String) {
    let text = serde_json::to_string_pretty(rules).unwrap_or_default();
    (format!("rule-set-{}.json", safe(&rules.id)), text)
}

/// File systems refuse some characters; ids hold any.
fn safe(id: &str) -> String {
    let keep = |c: char| {
        if c.is_alphanumeric() || "-_".contains(c) {
            c
        } else {
            '-'
        }
    };
    id.chars().map(keep).take(80).collect()
}

/// The rule set of a file's text. One that would stand for a preset gets an id of its own.
///
/// # Errors
/// [`RuleFault`]: what does not hold together.
pub fn from_file(text: &str, kept: &[RuleSet]) -> Result<RuleSet, RuleFault> {
    let mut rules = RuleSet::parse(text.trim_start_matches('\u{feff}'))?;
    let same = presets::find(&rules.id).is_some_and(|preset| preset == rules);
    if !same && presets::find(&rules.id).is_some() {
        rules.id = fresh_id(kept);
    }
    Ok(rules)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::ports::Memory;
    use crate::app::ports::Refusing;
    use kpi_core::rating::rule_set::Band;

    fn own(id: &str, word: &str) -> RuleSet {
        RuleSet {
            id: id.to_owned(),
            bands: vec![Band::worded(word)],
            ..RuleSet::default()
        }
    }

    #[test]
    fn what_is_kept_is_found_again_and_replaced_by_its_id() {
        let store = Memory::default();
        assert!(load(&store).is_empty());
        put(&store, &own("own-1", "A")).expect("memory has room");
        put(&store, &own("own-2", "B")).expect("memory has room");
        let kept = put(&store, &own("own-1", "C")).expect("memory has room");
        assert_eq!(kept, [own("own-1", "C"), own("own-2", "B")]);
        assert_eq!(load(&store), kept);
        assert_eq!(fresh_id(&kept), "own-3");
        assert_eq!(
            remove(&store, "own-1").expect("memory has room"),
            [own("own-2", "B")]
        );
        assert_eq!(fresh_id(&load(&store)), "own-3", "own-2 is taken");
    }

    #[test]
    fn an_unreadable_text_is_put_aside_and_never_overwritten() {
        let store = Memory::default();
        store.save(keys::RULE_SETS, "{broken").expect("memory has room");
        assert!(load(&store).is_empty());
        put(&store, &own("own-1", "A")).expect("memory has room");
        assert_eq!(store.load(keys::RULE_SETS_ASIDE), Ok(Some("{broken".to_owned())));
        assert_eq!(load(&store).len(), 1);

        store
            .save(keys::RULE_SETS, "broken again")
            .expect("memory has room");
        put(&store, &own("own-1", "A")).expect("there is always another place");
        assert_eq!(store.load(keys::RULE_SETS_ASIDE), Ok(Some("{broken".to_owned())));
        let second = format!("{}-2", keys::RULE_SETS_ASIDE);
        assert_eq!(store.load(&second), Ok(Some("broken again".to_owned())));
    }

    #[test]
    fn a_refusing_or_full_storage_is_told() {
        assert_eq!(put(&Refusing, &own("own-1", "A")), Err(StoreError::Unavailable));
        let small = Memory::with_quota(100);
        assert_eq!(put(&small, &own("own-1", "A")), Err(StoreError::QuotaExceeded));
    }

    #[test]
    fn a_file_comes_back_as_it_went() {
        let rules = own("own-1", "良好");
        let (name, text) = to_file(&rules);
        assert_eq!(name, "rule-set-own-1.json");
        assert_eq!(from_file(&text, &[]), Ok(rules));
        assert_eq!(to_file(&own("../あ/b", "A")).0, "rule-set----あ-b.json");
    }

    #[test]
    fn a_file_cannot_stand_for_a_preset() {
        let (_, preset) = to_file(&presets::find("tama").expect("a preset"));
        assert_eq!(
            from_file(&preset, &[]).map(|rules| rules.id),
            Ok("tama".to_owned())
        );
        let (_, other) = to_file(&own("tama", "A"));
        assert_eq!(
            from_file(&other, &[]).map(|rules| rules.id),
            Ok("own-1".to_owned())
        );
        assert!(from_file("[]", &[]).is_err());
    }
}
