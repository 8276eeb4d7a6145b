//! Layers: content that a document can switch on and off.

use std::collections::BTreeSet;

use crate::pdf::object::{Dict, Object};
use crate::pdf::store::Store;

/// Layers inside rules about layers.
const MAX_DEPTH: usize = 8;
/// Layers that one rule names.
const MAX_NAMED: usize = 1_000;

/// Which layers are shown when the document is opened.
#[derive(Clone, Debug, Default)]
pub struct Layers {
    /// Layers are off, unless they are among the switched ones; otherwise the other way round.
    is_usually_off: bool,
    switched: BTreeSet<u32>,
}

impl Layers {
    /// Of a document's root.
    pub fn of(root: &Dict, store: &Store<'_>) -> Self {
        let properties = store.value(root, "OCProperties");
        let usual = properties.dict().map(|properties| store.value(properties, "D"));
        let Some(usual) = usual.as_ref().and_then(Object::dict) else {
            return Self::default();
        };
        let is_usually_off = store.value(usual, "BaseState").name() == Some(b"OFF");
        let listed = store.value(usual, if is_usually_off { "ON" } else { "OFF" });
        let numbers = listed.array().unwrap_or_default().iter();
        let numbers = numbers.filter_map(|layer| match layer {
            Object::Reference(number) => Some(*number),
            _ => None,
        });
        Self {
            is_usually_off,
            switched: numbers.collect(),
        }
    }

    /// What belongs to a layer, or to a rule about layers, is shown.
    pub fn is_shown(&self, layer: &Object, store: &Store<'_>) -> bool {
        if self.switched.is_empty() && !self.is_usually_off {
            return true;
        }
        let resolved = store.resolve(layer);
        let Some(dict) = resolved.dict() else {
            return true;
        };
        if store.value(dict, "Type").name() == Some(b"OCMD") {
            return self.by_rule(dict, store);
        }
        match layer {
            Object::Reference(number) => self.is_on(*number),
            _ => true,
        }
    }

    fn is_on(&self, number: u32) -> bool {
        self.switched.contains(&number) == self.is_usually_off
    }

    fn by_rule(&self, rule: &Dict, store: &Store<'_>) -> bool {
        let expression = store.value(rule, "VE");
        if let Some(parts) = expression.array() {
            return self.by_expression(parts, store, 0);
        }
        let layers = match rule.get(&b"OCGs"[..]) {
            Some(Object::Reference(number)) => match store.object(*number) {
                Object::Array(layers) => layers,
                Object::Dict(_) => vec![Object::Reference(*number)],
                _ => Vec::new(),
            },
            Some(Object::Array(layers)) => layers.clone(),
            _ => Vec::new(),
        };
        let mut states = layers.iter().take(MAX_NAMED).filter_map(|layer| match layer {
            Object::Reference(number) => Some(self.is_on(*number)),
            _ => None,
        });
        if layers.is_empty() {
            return true;
        }
        match store.value(rule, "P").name() {
            Some(b"AllOn") => states.all(|is_on| is_on),
            Some(b"AnyOff") => states.any(|is_on| !is_on),
            Some(b"AllOff") => states.all(|is_on| !is_on),
            _ => states.any(|is_on| is_on),
        }
    }

    fn by_expression(&self, parts: &[Object], store: &Store<'_>, depth: usize) -> bool {
        let Some((operator, operands)) = parts.split_first().filter(|_| depth < MAX_DEPTH) else {
            return true;
        };
        let is_true = |operand: &Object| match store.resolve(operand) {
            Object::Array(parts) => self.by_expression(&parts, store, depth + 1),
            _ => match operand {
                Object::Reference(number) => self.is_on(*number),
                _ => true,
            },
        };
        let mut operands = operands.iter().take(MAX_NAMED);
        match operator.name() {
            Some(b"And") => operands.all(is_true),
            Some(b"Or") => operands.any(is_true),
            Some(b"Not") => !operands.next().is_some_and(is_true),
            _ => true,
        }
    }
}
