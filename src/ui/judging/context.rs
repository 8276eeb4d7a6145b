//! The judgements of the open sheet, for the components below the page.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::inputs::Inputs;
use crate::app::judging::Judgements;

/// The inputs that hold the judgements.
#[derive(Clone, Default, PartialEq)]
pub struct Judged(pub Rc<Inputs>);

impl Judged {
    /// The judgements.
    pub fn all(&self) -> &Judgements {
        &self.0.judgements
    }
}

/// The judgements of the open sheet; none outside of a page.
#[hook]
pub fn use_judged() -> Judged {
    use_context::<Judged>().unwrap_or_default()
}

/// The inputs as far as an evaluation knows them: the same `Rc` as before where only judgements changed, or which KPI is
/// which of an earlier sheet, so that nothing is read anew.
#[hook]
pub fn use_assessed(inputs: &Rc<Inputs>) -> Rc<Inputs> {
    let last = use_mut_ref(|| None::<Rc<Inputs>>);
    let assessed = if inputs.judgements.is_empty() && inputs.corrections.earlier.is_empty() {
        Rc::clone(inputs)
    } else {
        let mut bare = (**inputs).clone();
        bare.judgements = Judgements::new();
        bare.corrections.earlier.clear();
        Rc::new(bare)
    };
    let same = last.borrow().clone().filter(|same| **same == *assessed);
    same.unwrap_or_else(|| {
        *last.borrow_mut() = Some(Rc::clone(&assessed));
        assessed
    })
}
