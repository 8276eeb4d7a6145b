//! The bridge from the session to Yew.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::session::Action;
use crate::app::session::Session;

/// The session as Yew's one reducer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Store(pub Session);

impl Reducible for Store {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        match self.0.step(action) {
            Some(next) => Rc::new(Self(next)),
            // The same `Rc`: Yew then skips the render.
            None => self,
        }
    }
}
