//! Undo and redo over the desk.

use std::rc::Rc;

use crate::app::desk::Desk;
use crate::app::desk::DeskChange;

/// Steps that can be taken back.
pub const LIMIT: usize = 100;

/// Bytes of documents that the steps back may hold on to; beyond, the oldest steps go first.
pub const LIMIT_BYTES: usize = 64 * 1024 * 1024;

/// A step of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A change of the desk.
    Change(DeskChange),
    /// Takes the last change back.
    Undo,
    /// Does again what was taken back.
    Redo,
}

/// The desk, those before and those that were taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    past: Vec<Rc<Desk>>,
    present: Rc<Desk>,
    future: Vec<Rc<Desk>>,
}

impl History {
    /// A history that begins with this desk: there is nothing to undo.
    pub fn from_desk(desk: Desk) -> Self {
        Self {
            past: Vec::new(),
            present: Rc::new(desk),
            future: Vec::new(),
        }
    }

    /// The desk now.
    pub fn present(&self) -> &Rc<Desk> {
        &self.present
    }

    /// There is something to take back.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// There is something to do again.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// The history after `step`, or `None` if it changes nothing.
    pub fn step(&self, step: Step) -> Option<Self> {
        match step {
            Step::Change(change) => self.changed(self.present.after(change)),
            Step::Undo => self.moved(|past, future, present| {
                let back = past.pop()?;
                future.push(present);
                Some(back)
            }),
            Step::Redo => self.moved(|past, future, present| {
                let again = future.pop()?;
                past.push(present);
                Some(again)
            }),
        }
    }

    /// The history with another sheet open, which is no step: going back opens the sheet that is changed by it.
    pub fn opening(&self, sheet: usize) -> Option<Self> {
        let next = self.present.opening(sheet);
        (next.open() != self.present.open()).then(|| Self {
            present: Rc::new(next),
            ..self.clone()
        })
    }

    fn changed(&self, next: Desk) -> Option<Self> {
        if next == *self.present {
            return None;
        }
        let mut past = self.past.clone();
        past.push(Rc::clone(&self.present));
        forget_oldest(&mut past);
        Some(Self {
            past,
            present: Rc::new(next),
            future: Vec::new(),
        })
    }

    fn moved(
        &self,
        shift: impl FnOnce(&mut Vec<Rc<Desk>>, &mut Vec<Rc<Desk>>, Rc<Desk>) -> Option<Rc<Desk>>,
    ) -> Option<Self> {
        let (mut past, mut future) = (self.past.clone(), self.future.clone());
        let present = shift(&mut past, &mut future, Rc::clone(&self.present))?;
        Some(Self {
            past,
            present,
            future,
        })
    }
}

/// Keeps at most [`LIMIT`] steps, and of several large documents only those that fit into [`LIMIT_BYTES`].
fn forget_oldest(past: &mut Vec<Rc<Desk>>) {
    let mut bytes = 0_usize;
    let mut kept = 0_usize;
    let mut newer: Option<&Rc<Desk>> = None;
    for desk in past.iter().rev() {
        let more = newer.map_or_else(|| desk.size(), |newer| desk.size_beside(newer));
        bytes = bytes.saturating_add(more);
        if kept == LIMIT || (kept > 0 && bytes > LIMIT_BYTES) {
            break;
        }
        kept += 1;
        newer = Some(desk);
    }
    let forgotten = past.len() - kept;
    past.drain(..forgotten);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::inputs::Change;
    use kpi_readers::base::place::CellRef;
    use kpi_readers::sheet::Document;

    fn cell(text: &str) -> Step {
        let at = CellRef {
            sheet: 0,
            row: 1,
            column: 2,
        };
        let change = Change::Cell {
            at,
            text: Some(text.to_owned()),
        };
        Step::Change(change.into())
    }

    fn take(text: impl Into<String>) -> Step {
        Step::Change(DeskChange::take(Document::pasted(text)))
    }

    fn run(steps: impl IntoIterator<Item = Step>) -> History {
        steps.into_iter().fold(History::default(), |history, step| {
            history.step(step).unwrap_or(history)
        })
    }

    #[test]
    fn undo_takes_back_and_redo_does_again() {
        let history = run([take("a"), cell("1"), cell("2")]);
        let back = history
            .step(Step::Undo)
            .and_then(|history| history.step(Step::Undo))
            .expect("two steps back");
        assert_eq!(back.present(), run([take("a")]).present());
        let again = back
            .step(Step::Redo)
            .and_then(|history| history.step(Step::Redo))
            .expect("two steps again");
        assert_eq!(again, history);
    }

    #[test]
    fn what_changes_nothing_is_no_step() {
        let history = run([take("a"), cell("1")]);
        assert_eq!(history.step(cell("1")), None);
        assert_eq!(History::default().step(Step::Undo), None);
        assert_eq!(History::default().step(Step::Redo), None);
        assert_eq!(History::default().step(Step::Change(DeskChange::Reset)), None);
    }

    #[test]
    fn a_new_change_forgets_what_was_taken_back() {
        let history = run([take("a"), cell("1"), Step::Undo, cell("2")]);
        assert!(!history.can_redo());
        assert!(history.can_undo());
    }

    #[test]
    fn starting_anew_can_be_taken_back() {
        let history = run([take("a"), cell("1"), Step::Change(DeskChange::Reset)]);
        assert_eq!(**history.present(), Desk::default());
        assert_eq!(
            history.step(Step::Undo).expect("one step back").present(),
            run([take("a"), cell("1")]).present()
        );
    }

    #[test]
    fn another_document_has_corrections_of_its_own() {
        assert!(
            run([take("a"), cell("1"), take("b")])
                .present()
                .inputs()
                .corrections
                .cells
                .is_empty()
        );
    }

    #[test]
    fn another_open_sheet_is_no_step_and_undo_opens_the_sheet_that_it_changes() {
        let history = run([take("a"), take("b"), cell("1")]);
        let away = history.opening(0).expect("another sheet");
        assert_eq!(away.present().open(), 0);
        assert_eq!(away.opening(0), None);
        let back = away.step(Step::Undo).expect("one step back");
        assert_eq!(back.present().open(), 1);
    }

    #[test]
    fn no_more_steps_are_kept_than_the_limit() {
        let mut history = run((0..LIMIT + 20).map(|n| cell(&n.to_string())));
        let mut back = 0;
        while let Some(previous) = history.step(Step::Undo) {
            history = previous;
            back += 1;
        }
        assert_eq!(back, LIMIT);
    }

    #[test]
    fn large_documents_do_not_pile_up() {
        let large = "x".repeat(LIMIT_BYTES / 2 - 10);
        let history = run([
            take(large.clone()),
            take(large.clone()),
            take(large.clone()),
            take(large),
            cell("1"),
        ]);
        assert!(history.past.len() <= 3, "{} steps kept", history.past.len());
        assert!(history.can_undo());
    }
}
