//! Everything the page holds: the history of the inputs and the language.

use std::rc::Rc;

use crate::app::history::History;
use crate::app::history::Step;
use crate::app::inputs::Change;
use crate::app::inputs::Inputs;
use crate::i18n::Lang;

/// The state of the page.
///
/// The language is no part of the history: undoing a correction must not change the language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Session {
    history: History,
    lang: Lang,
}

/// What can happen to a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// A step of the history.
    Step(Step),
    /// Another language.
    Speak(Lang),
    /// A draft was found: the session begins with it.
    Restore(Box<Session>),
}

impl From<Change> for Action {
    fn from(change: Change) -> Self {
        Self::Step(Step::Change(change))
    }
}

impl Session {
    /// A session that begins with these inputs.
    pub fn new(inputs: Inputs, lang: Lang) -> Self {
        Self {
            history: History::from_inputs(inputs),
            lang,
        }
    }

    /// The inputs now.
    pub fn inputs(&self) -> &Rc<Inputs> {
        self.history.present()
    }

    /// The history.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The session after `action`, or `None` if it changes nothing.
    pub fn step(&self, action: Action) -> Option<Self> {
        match action {
            Action::Step(step) => self.history.step(step).map(|history| Self {
                history,
                lang: self.lang,
            }),
            Action::Speak(lang) => (lang != self.lang).then(|| Self { lang, ..self.clone() }),
            Action::Restore(session) => (*session != *self).then_some(*session),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undo_leaves_the_language() {
        let document = Rc::new(crate::domain::sheet::Document::pasted("a"));
        let session = Session::default()
            .step(Change::Take(document).into())
            .and_then(|session| session.step(Action::Speak(Lang::En)))
            .and_then(|session| session.step(Action::Step(Step::Undo)))
            .expect("three steps");
        assert_eq!(session.lang(), Lang::En);
        assert_eq!(**session.inputs(), Inputs::default());
    }

    #[test]
    fn the_same_language_again_is_no_step() {
        assert_eq!(Session::default().step(Action::Speak(Lang::Ja)), None);
    }
}
