//! What the list of drafts says of one, kept beside it: so that the list need not read thirty drafts.
//!
//! A card is worth nothing without its draft, and a draft lacks nothing but its name without its card.

use std::rc::Rc;

use serde::Deserialize;
use serde::Serialize;

use crate::app::aside::put;
use crate::app::draft;
use crate::app::draft::Draft;
use crate::app::place::Place;
use crate::app::ports::DraftStore;
use crate::app::ports::StoreError;
use kpi_report::contract::v1;

/// The version that is written.
const VERSION: u32 = 1;

/// What is said of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    #[serde(default)]
    version: u32,
    /// The name that a person gave to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Day and time of its last change, `"2026-04-01T09:30"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed: Option<String>,
    /// Day and time at which it was last saved to a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filed: Option<String>,
    /// Its sheets, in their order.
    #[serde(default)]
    pub sheets: Vec<Sheet>,
}

/// A sheet of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// The key of its document.
    pub document: String,
    /// The name of its document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What was read of it; `None` until it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facts: Option<Facts>,
}

/// What a sheet says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The municipality.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// The fiscal year that it reports on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// How many KPIs were read of it.
    pub kpis: usize,
}

impl Facts {
    /// Of a sheet that was read.
    pub fn of(found: &v1::Evaluation) -> Self {
        Self {
            title: found.document.title.clone(),
            city: found.document.municipality.clone(),
            year: found.document.fiscal_year,
            kpis: found.kpis.len(),
        }
    }
}

impl Card {
    /// The card beside a draft, or what the draft itself says where there is none that can be read.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`].
    pub fn of(store: &dyn DraftStore, place: Place) -> Result<Self, StoreError> {
        if let Some(card) = Self::load(store, place)? {
            return Ok(card);
        }
        let index = place.key().map_or(Ok(None), |key| store.load(&key))?;
        let sheets = index.as_deref().map(draft::sheets).unwrap_or_default();
        let sheet = |(document, name)| Sheet {
            document,
            name,
            facts: None,
        };
        Ok(Self {
            sheets: sheets.into_iter().map(sheet).collect(),
            ..Self::default()
        })
    }

    /// The card beside a draft; `None` where there is none that can be read.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`].
    pub fn load(store: &dyn DraftStore, place: Place) -> Result<Option<Self>, StoreError> {
        let Some(key) = place.card() else { return Ok(None) };
        let text = store.load(&key)?;
        let card = text.and_then(|text| serde_json::from_str::<Self>(&text).ok());
        Ok(card.filter(|card| card.version == VERSION))
    }

    /// Keeps it beside a draft.
    ///
    /// # Errors
    /// Both of [`StoreError`].
    pub fn save(&self, store: &dyn DraftStore, place: Place) -> Result<(), StoreError> {
        let Some(key) = place.card() else { return Ok(()) };
        let card = Self {
            version: VERSION,
            ..self.clone()
        };
        // Strings, numbers and lists: there is nothing in it that JSON cannot hold.
        put(store, &key, &serde_json::to_string(&card).unwrap_or_default())
    }

    /// The card with the sheets of this draft; what is known of them stays, and `facts` gives the rest.
    #[must_use]
    pub fn with_sheets(&self, draft: &Draft, facts: impl Fn(&str) -> Option<Facts>) -> Self {
        let name = |key: &str| {
            let mut documents = draft.documents.iter();
            let (_, document) = documents.find(|(named, _)| named == key)?;
            Rc::clone(document).name.clone()
        };
        let known = |key: &str| {
            let sheet = self.sheets.iter().find(|sheet| sheet.document == key);
            sheet.and_then(|sheet| sheet.facts.clone())
        };
        let sheets = draft::keys(&draft.index).into_iter().map(|key| Sheet {
            name: name(&key),
            facts: facts(&key).or_else(|| known(&key)),
            document: key,
        });
        Self {
            sheets: sheets.collect(),
            ..self.clone()
        }
    }

    /// Its name: the one that a person gave, or that of the first sheet, or its title. `None` where nothing has any.
    pub fn title(&self) -> Option<String> {
        let own = self.name.clone();
        let first = self.sheets.first().and_then(|sheet| sheet.name.as_deref());
        let file = first.map(|name| without_ending(name).to_owned());
        let facts = self.facts().find_map(|facts| facts.title.clone());
        [own, file, facts]
            .into_iter()
            .flatten()
            .find(|name| !name.trim().is_empty())
    }

    /// The municipalities of its sheets, each once, in their order.
    pub fn cities(&self) -> Vec<&str> {
        let mut cities: Vec<&str> = Vec::new();
        for city in self.facts().filter_map(|facts| facts.city.as_deref()) {
            if !cities.contains(&city) {
                cities.push(city);
            }
        }
        cities
    }

    /// The fiscal years of its sheets, each once, in order.
    pub fn years(&self) -> Vec<i32> {
        let mut years: Vec<_> = self.facts().filter_map(|facts| facts.year).collect();
        years.sort_unstable();
        years.dedup();
        years
    }

    /// How many KPIs it has, and whether that is all: sheets that were never read count for none.
    pub fn kpis(&self) -> (usize, bool) {
        let known = self.facts().map(|facts| facts.kpis).sum();
        (known, self.sheets.iter().all(|sheet| sheet.facts.is_some()))
    }

    fn facts(&self) -> impl Iterator<Item = &Facts> {
        self.sheets.iter().filter_map(|sheet| sheet.facts.as_ref())
    }
}

/// `R6_事業評価.xlsx` → `R6_事業評価`.
fn without_ending(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 5 && ending.is_ascii() => stem,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::keys;
    use crate::app::ports::Memory;

    fn sheet(name: Option<&str>, facts: Option<Facts>) -> Sheet {
        Sheet {
            document: "0f".to_owned(),
            name: name.map(str::to_owned),
            facts,
        }
    }

    fn facts(title: Option<&str>, city: Option<&str>, year: Option<i32>, kpis: usize) -> Facts {
        Facts {
            title: title.map(str::to_owned),
            city: city.map(str::to_owned),
            year,
            kpis,
        }
    }

    #[test]
    fn the_name_is_the_given_one_or_the_files_or_the_title() {
        let titled = facts(Some("総合戦略の進捗"), None, None, 1);
        for (name, file, facts, expected) in [
            (Some("春の版"), Some("a.xlsx"), Some(&titled), Some("春の版")),
            (Some(" "), Some("R6_評価.xlsx"), Some(&titled), Some("R6_評価")),
            (None, Some("第2期.進捗管理"), None, Some("第2期.進捗管理")),
            (None, None, Some(&titled), Some("総合戦略の進捗")),
            (None, None, None, None),
        ] {
            let card = Card {
                name: name.map(str::to_owned),
                sheets: vec![sheet(file, facts.cloned())],
                ..Card::default()
            };
            assert_eq!(card.title().as_deref(), expected);
        }
    }

    #[test]
    fn the_facts_of_all_sheets_are_told_together() {
        let card = Card {
            sheets: vec![
                sheet(None, Some(facts(None, Some("甲市"), Some(2024), 30))),
                sheet(None, Some(facts(None, Some("甲市"), Some(2023), 12))),
                sheet(None, None),
            ],
            ..Card::default()
        };
        assert_eq!(card.cities(), ["甲市"]);
        assert_eq!(card.years(), [2023, 2024]);
        assert_eq!(card.kpis(), (42, false));
    }

    #[test]
    fn a_card_comes_back_and_one_of_another_version_is_none() {
        let store = Memory::default();
        let card = Card {
            name: Some("春の版".to_owned()),
            changed: Some("2026-04-01T09:30".to_owned()),
            sheets: vec![sheet(Some("a.csv"), Some(facts(None, None, None, 3)))],
            version: VERSION,
            ..Card::default()
        };
        card.save(&store, Place::FIRST).expect("memory has room");
        assert_eq!(Card::load(&store, Place::FIRST), Ok(Some(card)));
        for text in ["", "{}", r#"{"version":2,"sheets":[]}"#] {
            let key = Place::FIRST.card().expect("it has one");
            store.save(&key, text).expect("memory has room");
            assert_eq!(Card::load(&store, Place::FIRST), Ok(None), "{text}");
        }
        let index = r#"{"version":4,"lang":"ja","open":0,"sheets":[{"document":"1e","name":"b.csv"}]}"#;
        store.save(keys::DRAFT, index).expect("memory has room");
        let card = Card::of(&store, Place::FIRST).expect("memory loads");
        assert_eq!(card.title().as_deref(), Some("b"), "the draft itself says it");
    }
}
