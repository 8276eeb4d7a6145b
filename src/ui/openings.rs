//! Files on their way onto the desk: what waits, what is being opened, what was refused, what can be read anew.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use yew::prelude::*;

use crate::app::desk::Brought;
use crate::app::desk::Desk;
use crate::app::desk::DeskChange;
use crate::app::desk::MAX_SHEETS;
use crate::app::ports::ChosenFile;
use crate::app::ports::Job;
use crate::app::session::Action;
use crate::app::working_file;
use crate::app::working_file::Opened;
use crate::ui::hooks::use_act;
use crate::ui::hooks::use_ports;
use kpi_readers::sheet::Document;
use kpi_report::i18n::Lang;
use kpi_report::i18n::intake;
use kpi_report::tasks::protocol::FileChoice;
use kpi_report::tasks::protocol::FileFacts;
use kpi_report::tasks::protocol::Phase;
use kpi_report::tasks::protocol::Progress;
use kpi_report::tasks::protocol::Refusal;
use kpi_report::tasks::protocol::TaskEvent;

/// A file that is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The file.
    pub file: ChosenFile,
    /// What was said of it.
    pub choice: FileChoice,
    /// The sheets that it is read anew for.
    pub instead: Vec<usize>,
}

/// A file that was opened on this page, so that it can be read anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// What came out of it.
    pub document: Rc<Document>,
    /// The file.
    pub file: ChosenFile,
    /// What was said of it.
    pub choice: FileChoice,
    /// What was found in it.
    pub facts: FileFacts,
}

/// The state of all files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Openings {
    waiting: VecDeque<Wanted>,
    /// Opened, and not on the desk yet: several files come onto it together, in one step.
    opened: Vec<Brought>,
    /// How far the first of the waiting is.
    progress: Option<Progress>,
    /// Files of this round that are done.
    done: usize,
    /// Counts what began, so that every beginning is a new one.
    turn: u32,
    /// What could not be opened.
    pub refused: Vec<Refusal>,
    /// What is to be known of what was opened.
    pub said: Vec<String>,
    /// What can be read anew.
    pub known: Vec<Known>,
}

/// What happens to files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Files are wanted.
    Want(Vec<Wanted>),
    /// The first of the waiting is so far.
    Progress(Progress),
    /// It was opened.
    Opened(Opened, FileFacts),
    /// Not all that was opened found room on the desk.
    TooMany(Refusal),
    /// It cannot be opened.
    Refused(Refusal),
    /// What was opened is on the desk.
    Taken,
    /// Nothing more is wanted.
    Stop,
    /// The refusals were read, or what is to be known.
    Dismiss,
}

impl Reducible for Openings {
    type Action = Event;

    fn reduce(self: Rc<Self>, event: Event) -> Rc<Self> {
        let mut next = (*self).clone();
        match event {
            Event::Want(wanted) => {
                if next.waiting.is_empty() {
                    next.done = 0;
                    next.refused.clear();
                    next.said.clear();
                    next.turn = next.turn.wrapping_add(1);
                }
                next.waiting.extend(wanted);
            }
            Event::Progress(progress) => next.progress = Some(progress),
            Event::Opened(Opened { sheets, said }, facts) => {
                if let Some(Wanted {
                    file,
                    choice,
                    instead,
                }) = next.step()
                {
                    if instead.is_empty() {
                        next.opened.extend(sheets.iter().cloned());
                    }
                    next.said.extend(said);
                    // What was worked on before is not read anew: that would drop it.
                    let read = sheets.into_iter().filter(|sheet| sheet.given.is_none());
                    next.known.extend(read.map(|sheet| Known {
                        document: sheet.document,
                        file: file.clone(),
                        choice: choice.clone(),
                        facts: facts.clone(),
                    }));
                }
            }
            Event::TooMany(refusal) => next.refused.push(refusal),
            Event::Refused(refusal) => {
                if next.step().is_some() {
                    next.refused.push(refusal);
                }
            }
            Event::Taken => next.opened.clear(),
            Event::Stop => {
                next.waiting.clear();
                next.progress = None;
                next.turn = next.turn.wrapping_add(1);
            }
            Event::Dismiss => {
                next.refused.clear();
                next.said.clear();
            }
        }
        Rc::new(next)
    }
}

impl Openings {
    /// The next file's turn.
    fn step(&mut self) -> Option<Wanted> {
        self.progress = None;
        self.done += 1;
        self.turn = self.turn.wrapping_add(1);
        self.waiting.pop_front()
    }

    /// What is being opened: the file, the how-manieth of how many, how far.
    pub fn current(&self) -> Option<(&ChosenFile, usize, usize, Progress)> {
        let wanted = self.waiting.front()?;
        let progress = self.progress.unwrap_or(Phase::Opening.into());
        Some((
            &wanted.file,
            self.done + 1,
            self.done + self.waiting.len(),
            progress,
        ))
    }

    /// What is known of the file that a document came from.
    pub fn known(&self, document: &Rc<Document>) -> Option<&Known> {
        self.known
            .iter()
            .find(|known| Rc::ptr_eq(&known.document, document))
    }
}

/// What is said of a file, without a reason of the contract.
fn said(message: String) -> Refusal {
    Refusal {
        reason: None,
        message,
    }
}

/// The files, and how to say what happens to them.
#[hook]
pub fn use_openings(desk: &Desk, lang: Lang) -> UseReducerHandle<Openings> {
    let openings = use_reducer(Openings::default);
    let (bench, act) = (use_ports().bench, use_act());
    {
        let dispatch = openings.dispatcher();
        let first = openings.waiting.front().cloned();
        let act = act.clone();
        use_effect_with((openings.turn, first.is_some()), move |_| {
            let guard = first.map(
                |Wanted {
                     file,
                     choice,
                     instead,
                 }| {
                    let name = file.name.clone();
                    let job = Job::Open { file, choice, lang };
                    let opened = RefCell::new(Vec::new());
                    let carried = RefCell::new(None);
                    bench.begin(
                        job,
                        Rc::new(move |told, document| match (told, document) {
                            (TaskEvent::Progress(progress), _) => {
                                dispatch.dispatch(Event::Progress(progress));
                            }
                            (TaskEvent::Opened(facts), Some(document)) => {
                                opened.borrow_mut().push((document, facts));
                            }
                            (TaskEvent::Carried(found), _) => *carried.borrow_mut() = Some(found),
                            (TaskEvent::Done, _)
                                if !opened.borrow().is_empty() || carried.borrow().is_some() =>
                            {
                                let (documents, facts): (Vec<_>, Vec<_>) = opened.take().into_iter().unzip();
                                if !instead.is_empty() {
                                    act.emit(Action::from(DeskChange::Reread {
                                        sheets: instead.clone(),
                                        documents: documents.clone(),
                                    }));
                                }
                                let facts = facts.into_iter().next().unwrap_or_default();
                                let carried = carried.take();
                                let opened =
                                    working_file::opened(documents, carried.as_ref(), Some(&name), lang);
                                dispatch.dispatch(match opened {
                                    Ok(opened) => Event::Opened(opened, facts),
                                    Err(message) => Event::Refused(said(message)),
                                });
                            }
                            (TaskEvent::Refused(refusal), _) => dispatch.dispatch(Event::Refused(refusal)),
                            (
                                TaskEvent::Broken
                                | TaskEvent::Done
                                | TaskEvent::Opened(_)
                                | TaskEvent::Answered(_),
                                _,
                            ) => {
                                dispatch
                                    .dispatch(Event::Refused(said(intake::words(lang).broken.to_owned())));
                            }
                            (TaskEvent::Part(_), _) => {}
                        }),
                    )
                },
            );
            move || drop(guard)
        });
    }
    {
        // The round is over: everything that was opened comes onto the desk in one step.
        let dispatch = openings.dispatcher();
        let ready = if openings.waiting.is_empty() {
            openings.opened.clone()
        } else {
            Vec::new()
        };
        let room = desk.room();
        use_effect_with(ready, move |ready| {
            if !ready.is_empty() {
                if ready.len() > room {
                    let message = (intake::words(lang).too_many)(MAX_SHEETS);
                    dispatch.dispatch(Event::TooMany(said(message)));
                }
                act.emit(Action::from(DeskChange::Bring(ready.clone())));
                dispatch.dispatch(Event::Taken);
            }
        });
    }
    openings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(name: &str) -> Wanted {
        Wanted {
            file: ChosenFile {
                id: 0,
                name: name.to_owned(),
                size: 1,
            },
            choice: FileChoice::default(),
            instead: Vec::new(),
        }
    }

    fn after(events: impl IntoIterator<Item = Event>) -> Rc<Openings> {
        events
            .into_iter()
            .fold(Rc::default(), |state: Rc<Openings>, event| state.reduce(event))
    }

    fn opened() -> Event {
        Event::Opened(
            Opened {
                sheets: vec![Rc::new(Document::pasted("a")).into()],
                said: None,
            },
            FileFacts::default(),
        )
    }

    fn refused() -> Event {
        Event::Refused(Refusal::default())
    }

    fn counted(openings: &Openings) -> Option<(&str, usize, usize)> {
        openings
            .current()
            .map(|(file, n, of, _)| (file.name.as_str(), n, of))
    }

    #[test]
    fn files_are_opened_one_after_the_other() {
        let two = || Event::Want(vec![wanted("a"), wanted("b")]);
        assert_eq!(counted(&after([two()])), Some(("a", 1, 2)));
        assert_eq!(counted(&after([two(), opened()])), Some(("b", 2, 2)));
        let done = after([two(), opened(), refused()]);
        assert_eq!(counted(&done), None);
        assert_eq!(
            (done.opened.len(), done.refused.len(), done.known.len()),
            (1, 1, 1)
        );
    }

    #[test]
    fn stopping_keeps_what_was_opened() {
        let stopped = after([Event::Want(vec![wanted("a"), wanted("b")]), opened(), Event::Stop]);
        assert_eq!(counted(&stopped), None);
        assert_eq!(stopped.opened.len(), 1);
    }

    #[test]
    fn every_beginning_is_a_new_turn() {
        let one = after([Event::Want(vec![wanted("a")])]);
        let again = after([
            Event::Want(vec![wanted("a")]),
            refused(),
            Event::Want(vec![wanted("a")]),
        ]);
        assert_ne!(one.turn, again.turn);
        assert!(
            again.refused.is_empty(),
            "an old refusal says nothing about the new round"
        );
    }

    #[test]
    fn what_is_heard_too_late_changes_nothing() {
        let late = after([Event::Want(vec![wanted("a")]), Event::Stop, opened()]);
        assert_eq!((late.opened.len(), late.known.len()), (0, 0));
    }
}
