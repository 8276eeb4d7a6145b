//! What was typed and not left: it is kept beside the draft, apart from its history, so that it outlives the page.
//!
//! It is kept as what would be if the field were left now, so that any field is kept that acts on being left. When the
//! page opens again that is done, as one step that undo takes back; the paste box and an open editor are filled again.

use std::rc::Rc;

use serde::Deserialize;
use serde::Serialize;

use crate::app::aside::put;
use crate::app::desk::Desk;
use crate::app::draft;
use crate::app::draft::Known;
use crate::app::inputs::Inputs;
use crate::app::keys;
use crate::app::place::Place;
use crate::app::ports::DraftStore;
use crate::app::ports::StoreError;
use crate::app::rule_form::RuleForm;
use crate::app::session::Session;

/// The version that is written.
const VERSION: u32 = 1;

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Typed {
    version: u32,
    /// The text in the paste box.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paste: Option<String>,
    /// The open editor of rules, and the sheet that it is open for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rules: Option<(usize, RuleForm)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<Step>,
    /// The key that it was last under.
    #[serde(skip)]
    under: Option<String>,
}

/// A step that would be made if the field were left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Step {
    /// The index of the draft that it is made on.
    before: String,
    /// The index after it.
    after: String,
}

impl Typed {
    /// What was typed on the draft in a place before the page was gone; nothing where that cannot be read.
    pub fn open(store: &dyn DraftStore, place: Place) -> Self {
        let key = place.typed();
        let text = store.load(&key).ok().flatten();
        let typed = text
            .and_then(|text| serde_json::from_str(&text).ok())
            .filter(|typed: &Self| typed.version == VERSION)
            .unwrap_or_default();
        Self {
            under: Some(key),
            ..typed
        }
    }

    /// Keeps it with the draft in a place, or removes what was kept where nothing is typed.
    ///
    /// # Errors
    /// Both of [`StoreError`].
    pub fn keep(&mut self, store: &dyn DraftStore, place: Place) -> Result<(), StoreError> {
        let key = place.typed();
        if let Some(last) = self.under.replace(key.clone()).filter(|last| *last != key) {
            // The draft got a place of its own since.
            store.remove(&last)?;
        }
        if self.paste.is_none() && self.rules.is_none() && self.step.is_none() {
            return match store.load(&key)? {
                Some(_) => store.remove(&key),
                None => Ok(()),
            };
        }
        self.version = VERSION;
        // Strings, numbers and lists: there is nothing in it that JSON cannot hold.
        put(store, &key, &serde_json::to_string(self).unwrap_or_default())
    }

    /// Leaving the field would make `after` of `before`; `None`: it would change nothing.
    pub fn rehearse(&mut self, before: &Session, after: Option<&Session>, known: &mut Known) {
        let mut index = |session: &Session| draft::encode(session, known).map(|draft| draft.index);
        self.step = after.and_then(|after| {
            Some(Step {
                before: index(before)?,
                after: index(after)?,
            })
        });
    }

    /// The desk as if the field had been left; `None` where nothing was typed into one, or the draft is another by now.
    pub fn desk(&self, store: &dyn DraftStore, place: Place, session: &Session) -> Option<Desk> {
        let Step { before, after } = self.step.as_ref()?;
        if store.load(&place.key()?).ok()?.as_ref() != Some(before) {
            return None;
        }
        let document = |key: &str| store.load(&keys::document(key)).ok().flatten();
        let typed = draft::decode(after, &document).ok()?;
        let typed = typed.desk();
        // The very documents that are there: what shows one of them stays.
        let sheets = typed.sheets().iter().map(|inputs| {
            let mut known = session
                .desk()
                .sheets()
                .iter()
                .filter_map(|inputs| inputs.document.as_ref());
            let same = known.find(|document| Some(*document) == inputs.document.as_ref());
            Rc::new(Inputs {
                document: same.or(inputs.document.as_ref()).cloned(),
                ..(**inputs).clone()
            })
        });
        let desk = Desk::new(sheets.collect(), typed.open(), (**typed.blank()).clone());
        (desk != **session.desk()).then_some(desk)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::desk::DeskChange;
    use crate::app::inputs::Change;
    use crate::app::keeper::Keeper;
    use crate::app::ports::Memory;
    use kpi_core::rating::rule_set::RuleSet;
    use kpi_readers::base::place::CellRef;
    use kpi_readers::sheet::Document;

    fn session() -> Session {
        Session::default()
            .step(DeskChange::take(Document::pasted("指標名\t目標\t実績\n来館者数\t10\t9\n")).into())
            .expect("a document is a change")
    }

    fn edited(session: &Session, text: &str) -> Session {
        let at = CellRef {
            sheet: 0,
            row: 1,
            column: 2,
        };
        let text = Some(text.to_owned());
        session.step(Change::Cell { at, text }.into()).expect("a change")
    }

    #[test]
    fn what_was_typed_is_there_again_on_the_same_draft_only() {
        let store = Memory::default();
        let session = session();
        let mut keeper = Keeper::default();
        keeper.keep(&store, &session);
        let mut typed = Typed::open(&store, Place::FIRST);
        typed.rehearse(&session, Some(&edited(&session, "12")), keeper.known());
        typed.paste = Some("半分".to_owned());
        typed.rules = Some((0, RuleForm::of(&RuleSet::default())));
        typed.keep(&store, Place::FIRST).expect("memory has room");

        let found = Typed::open(&store, Place::FIRST);
        assert_eq!(found, typed);
        let desk = found
            .desk(&store, Place::FIRST, &session)
            .expect("the field was not left");
        assert_eq!(desk, **edited(&session, "12").desk());
        assert!(desk.inputs().shares_document(session.inputs()));
        // The draft went on without it.
        keeper.keep(&store, &edited(&session, "15"));
        assert_eq!(found.desk(&store, Place::FIRST, &session), None);
    }

    #[test]
    fn what_is_left_or_taken_back_is_no_longer_kept() {
        let store = Memory::default();
        let session = session();
        let mut typed = Typed::default();
        typed.rehearse(&session, Some(&edited(&session, "1")), &mut Known::default());
        typed.keep(&store, Place::FIRST).expect("memory has room");
        assert_eq!(store.keys(), [keys::TYPED]);
        typed.rehearse(&session, None, &mut Known::default());
        typed.keep(&store, Place::FIRST).expect("memory has room");
        assert!(store.keys().is_empty());
    }

    #[test]
    fn what_cannot_be_read_is_nothing() {
        for text in ["", "{", "[]", r#"{"version":2,"paste":"a"}"#] {
            let store = Memory::default();
            store.save(keys::TYPED, text).expect("memory has room");
            let nothing = Typed {
                under: Some(keys::TYPED.to_owned()),
                ..Typed::default()
            };
            assert_eq!(Typed::open(&store, Place::FIRST), nothing, "{text}");
        }
    }
}
