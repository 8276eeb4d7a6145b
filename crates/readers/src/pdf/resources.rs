//! What content names: fonts, objects to draw, layers. A page's pages and forms share it, so that each part of it is read
//! once, however often it is named.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::pdf::object::{Dict, Object};
use crate::pdf::store::Store;

/// The names that a content stream may use.
#[derive(Debug, Default)]
pub struct Resources {
    dict: Dict,
    fonts: OnceCell<Dict>,
    objects: OnceCell<Dict>,
    properties: OnceCell<Dict>,
    states: OnceCell<Dict>,
    spaces: OnceCell<Dict>,
}

/// What can be named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// Fonts.
    Font,
    /// Pictures and forms.
    Object,
    /// Layers.
    Property,
    /// Settings that are not operators.
    State,
    /// Colour spaces.
    Space,
}

impl Resources {
    /// Of a dictionary.
    pub fn new(dict: Dict) -> Self {
        Self {
            dict,
            ..Self::default()
        }
    }

    /// What a name means.
    pub fn named(&self, kind: Named, name: &[u8], store: &Store<'_>) -> Option<&Object> {
        let (cell, key) = match kind {
            Named::Font => (&self.fonts, "Font"),
            Named::Object => (&self.objects, "XObject"),
            Named::Property => (&self.properties, "Properties"),
            Named::State => (&self.states, "ExtGState"),
            Named::Space => (&self.spaces, "ColorSpace"),
        };
        let all = cell.get_or_init(|| match store.value(&self.dict, key) {
            Object::Dict(dict) => dict,
            _ => Dict::new(),
        });
        all.get(name)
    }
}

/// Resources by the number of their object, each read once.
#[derive(Debug, Default)]
pub struct Known(BTreeMap<u32, Rc<Resources>>);

impl Known {
    /// The resources that an entry of a page or form gives; `None` if it gives none.
    pub fn of(&mut self, entry: Option<&Object>, store: &Store<'_>) -> Option<Rc<Resources>> {
        let opened = |object: Object| match object {
            Object::Dict(dict) => Some(Rc::new(Resources::new(dict))),
            _ => None,
        };
        match entry? {
            Object::Reference(number) => {
                if let Some(known) = self.0.get(number) {
                    return Some(Rc::clone(known));
                }
                let found = opened(store.object(*number))?;
                self.0.insert(*number, Rc::clone(&found));
                Some(found)
            }
            object => opened(object.clone()),
        }
    }
}
