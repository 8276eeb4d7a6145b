//! Everything the page holds: the history of the desk and the language.

use std::rc::Rc;

use crate::app::desk::Desk;
use crate::app::desk::DeskChange;
use crate::app::history::History;
use crate::app::history::Step;
use crate::app::inputs::Change;
use crate::app::inputs::Inputs;
use kpi_report::i18n::Lang;

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
    /// Another sheet is opened.
    Open(usize),
    /// Another language.
    Speak(Lang),
    /// A draft was found: the session begins with it.
    Restore(Box<Session>),
}

impl From<DeskChange> for Action {
    fn from(change: DeskChange) -> Self {
        Self::Step(Step::Change(change))
    }
}

impl From<Change> for Action {
    fn from(change: Change) -> Self {
        DeskChange::from(change).into()
    }
}

impl Session {
    /// A session that begins with this desk.
    pub fn new(desk: Desk, lang: Lang) -> Self {
        Self {
            history: History::from_desk(desk),
            lang,
        }
    }

    /// The desk now.
    pub fn desk(&self) -> &Rc<Desk> {
        self.history.present()
    }

    /// The inputs of the open sheet.
    pub fn inputs(&self) -> &Rc<Inputs> {
        self.desk().inputs()
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
            Action::Step(step) => self.history.step(step).map(|history| self.at(history)),
            Action::Open(sheet) => self.history.opening(sheet).map(|history| self.at(history)),
            Action::Speak(lang) => (lang != self.lang).then(|| Self { lang, ..self.clone() }),
            Action::Restore(session) => (*session != *self).then_some(*session),
        }
    }

    fn at(&self, history: History) -> Self {
        Self {
            history,
            lang: self.lang,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undo_leaves_the_language() {
        let document = kpi_readers::sheet::Document::pasted("a");
        let session = Session::default()
            .step(DeskChange::take(document).into())
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
