//! Forms (様式) that a person kept: for all sheets, so apart from the draft, and not touched by undo.
//!
//! JSON with a `version` under a key of its own. What cannot be read is put aside, never overwritten.

use serde::Deserialize;
use serde::Serialize;

use crate::app::aside::Aside;
use crate::app::aside::put as write;
use crate::app::keys;
use crate::app::ports::DraftStore;
use crate::app::ports::StoreError;
use kpi_core::layout::mapping::form::Form;
use kpi_core::layout::mapping::form::clean;

/// Where unreadable forms go.
const UNREADABLE: Aside = Aside {
    key: keys::FORMS_ASIDE,
};

/// The version that is written.
pub const VERSION: u32 = 1;

/// Forms at most: a city hall has some dozens.
pub const MAX_FORMS: usize = 200;

/// The longest file that can be a form, in bytes.
pub const MAX_BYTES: usize = 1_000_000;

/// The forms, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forms(Vec<Form>);

#[derive(Serialize, Deserialize)]
struct Stored {
    version: u32,
    forms: Vec<Form>,
}

#[derive(Deserialize)]
struct Version {
    version: u32,
}

/// What was found when the page opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// The forms; none, where nothing was kept yet.
    Forms(Forms),
    /// Forms that cannot be read were put aside, unharmed.
    SetAside,
    /// Forms that cannot be read, or the storage refuses: what is kept now is in memory only.
    Unavailable,
}

/// Why a text is no form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoForm {
    /// No JSON of the shape.
    Unreadable,
    /// There are [`MAX_FORMS`] already.
    Full,
}

impl Forms {
    /// All of them, by name.
    pub fn all(&self) -> &[Form] {
        &self.0
    }

    /// The form of a name.
    pub fn get(&self, name: &str) -> Option<&Form> {
        self.0.iter().find(|form| form.name == name)
    }

    /// With one more; one of the same name gives way to it.
    ///
    /// # Errors
    /// [`NoForm::Full`].
    pub fn with(&self, form: Form) -> Result<Self, NoForm> {
        let mut forms = self.0.clone();
        forms.retain(|other| other.name != form.name);
        if forms.len() >= MAX_FORMS {
            return Err(NoForm::Full);
        }
        let at = forms.partition_point(|other| other.name < form.name);
        forms.insert(at, form);
        Ok(Self(forms))
    }

    /// Without the form of a name.
    #[must_use]
    pub fn without(&self, name: &str) -> Self {
        Self(self.0.iter().filter(|form| form.name != name).cloned().collect())
    }

    /// With another name for one; `None` where the name is empty or another form's.
    #[must_use]
    pub fn renamed(&self, name: &str, other: &str) -> Option<Self> {
        let other = clean(other)?;
        let form = self.get(name)?.clone();
        if other != name && self.get(&other).is_some() {
            return None;
        }
        self.without(name).with(Form { name: other, ..form }).ok()
    }

    /// With the form of a file; where its name is taken by another form, it gets a number.
    ///
    /// # Errors
    /// [`NoForm`].
    pub fn imported(&self, text: &str) -> Result<(Self, String), NoForm> {
        let mut form = import(text)?;
        let taken = |name: &str, form: &Form| self.get(name).is_some_and(|known| known != form);
        if taken(&form.name, &form) {
            let plain = form.name.clone();
            let mut names = (2..=MAX_FORMS + 2).filter_map(|n| clean(&format!("{plain} {n}")));
            let free = names.find(|name| self.get(name).is_none());
            form.name = free.ok_or(NoForm::Full)?;
        }
        let name = form.name.clone();
        Ok((self.with(form)?, name))
    }
}

/// The form of a file.
fn import(text: &str) -> Result<Form, NoForm> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let form: Form = serde_json::from_str(text).map_err(|_| NoForm::Unreadable)?;
    form.is_sound().then_some(form).ok_or(NoForm::Unreadable)
}

/// A form as a file.
pub fn export(form: &Form) -> String {
    // Strings, numbers and lists: there is nothing in it that JSON cannot hold.
    serde_json::to_string_pretty(form).unwrap_or_default()
}

/// Opens the forms of earlier visits.
pub fn open(store: &dyn DraftStore) -> Opened {
    let text = match store.load(keys::FORMS) {
        Err(_) => return Opened::Unavailable,
        Ok(None) => return Opened::Forms(Forms::default()),
        Ok(Some(text)) => text,
    };
    if let Some(forms) = decode(&text) {
        return Opened::Forms(forms);
    }
    match UNREADABLE.shift(store, keys::FORMS, &text) {
        Ok(_) => Opened::SetAside,
        Err(_) => Opened::Unavailable,
    }
}

fn decode(text: &str) -> Option<Forms> {
    let Version { version } = serde_json::from_str(text).ok()?;
    if version != VERSION {
        return None;
    }
    let stored: Stored = serde_json::from_str(text).ok()?;
    let mut sound = stored.forms.into_iter().filter(Form::is_sound);
    sound
        .try_fold(Forms::default(), |forms, form| forms.with(form))
        .ok()
}

/// Keeps the forms.
///
/// # Errors
/// Those of the store; what was there before is then still there.
pub fn keep(store: &dyn DraftStore, forms: &Forms) -> Result<(), StoreError> {
    let stored = Stored {
        version: VERSION,
        forms: forms.0.clone(),
    };
    let text = serde_json::to_string(&stored).map_err(|_| StoreError::Unavailable)?;
    write(store, keys::FORMS, &text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::ports::Memory;
    use crate::app::ports::Refusing;
    use kpi_core::layout::mapping::ColumnMapping;
    use kpi_core::layout::role::Role;
    use std::collections::BTreeSet;

    fn form(name: &str) -> Form {
        Form {
            schema: "form/1".to_owned(),
            name: name.to_owned(),
            header: vec![vec!["指標名".to_owned(), "〇目標".to_owned()]],
            turned: false,
            parts: BTreeSet::new(),
            record_rows: None,
            columns: vec![
                ColumnMapping::new(1, Role::Name),
                ColumnMapping::new(2, Role::Target),
            ],
        }
    }

    fn forms(names: &[&str]) -> Forms {
        let all = names.iter().map(|name| form(name));
        all.fold(Forms::default(), |forms, form| {
            forms.with(form).expect("there is room")
        })
    }

    #[test]
    fn what_is_kept_is_found_again() {
        let store = Memory::default();
        assert_eq!(open(&store), Opened::Forms(Forms::default()));
        assert_eq!(keep(&store, &forms(&["乙", "甲"])), Ok(()));
        assert_eq!(open(&store), Opened::Forms(forms(&["甲", "乙"])));
    }

    #[test]
    fn what_cannot_be_read_is_put_aside_and_never_overwritten() {
        for text in ["{", "[]", r#"{"version":2,"forms":[]}"#] {
            let store = Memory::default();
            store.save(keys::FORMS, text).expect("memory has room");
            assert_eq!(open(&store), Opened::SetAside, "{text}");
            assert_eq!(store.load(keys::FORMS_ASIDE), Ok(Some(text.to_owned())));
            store.save(keys::FORMS, "broken too").expect("memory has room");
            assert_eq!(open(&store), Opened::SetAside, "there is always another place");
            assert_eq!(store.load(keys::FORMS_ASIDE), Ok(Some(text.to_owned())));
        }
        assert_eq!(open(&Refusing), Opened::Unavailable);
    }

    #[test]
    fn a_name_is_one_form_s() {
        let both = forms(&["甲", "乙"]);
        assert_eq!(both.renamed("甲", "乙"), None);
        assert_eq!(both.renamed("甲", "  \n"), None);
        assert_eq!(both.renamed("甲", " 丙\n丁 "), Some(forms(&["乙", "丙 丁"])));
        assert_eq!(both.renamed("甲", "甲"), Some(both.clone()));
        assert_eq!(both.without("甲"), forms(&["乙"]));
    }

    #[test]
    fn an_exported_form_comes_back_as_it_was() {
        let (again, name) = forms(&["甲"]).imported(&export(&form("甲"))).expect("a form");
        assert_eq!((again, name.as_str()), (forms(&["甲"]), "甲"));
        let mut other = form("甲");
        other.columns.pop();
        let (both, name) = forms(&["甲"]).imported(&export(&other)).expect("a form");
        assert_eq!((both.all().len(), name.as_str()), (2, "甲 2"));
    }

    #[test]
    fn what_is_no_form_is_refused() {
        let with = |field: &str, value: serde_json::Value| {
            let mut json = serde_json::to_value(form("甲")).expect("plain data");
            json[field] = value;
            json.to_string()
        };
        for text in [
            "",
            "{}",
            "[1]",
            &with("schema", "form/2".into()),
            &with("name", "".into()),
            &with("name", "甲\n乙".into()),
            &with("header", serde_json::json!([[]])),
            &with("columns", serde_json::json!([{ "column": 1, "role": "target" }])),
            &with("columns", serde_json::json!([{ "column": 0, "role": "name" }])),
            &with("columns", serde_json::json!([{ "column": 1, "role": "colour" }])),
            &with("more", 1.into()),
        ] {
            assert_eq!(Forms::default().imported(text), Err(NoForm::Unreadable), "{text}");
        }
    }
}
