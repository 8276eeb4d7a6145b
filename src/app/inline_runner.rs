//! Long work on the page itself: where no worker can be started, and in tests.

use std::any::Any;
use std::rc::Rc;

use crate::app::ports::Bench;
use crate::app::ports::Files;
use crate::app::ports::Hear;
use crate::app::ports::Job;
use crate::app::ports::Later;
use kpi_core::assess::assess;
use kpi_report::i18n::intake::words;
use kpi_report::tasks::protocol::Phase;
use kpi_report::tasks::protocol::Refusal;
use kpi_report::tasks::protocol::TaskEvent;
use kpi_report::tasks::query::answer;
use kpi_report::tasks::worker;
use kpi_report::tasks::worker::OpenedFile;

/// How long the sign of work stands before the work begins, in milliseconds: time to paint it.
const PAUSE: u32 = 150;

/// The longest that it stands, for sheets whose reading takes long: time to press "stop".
const LONGEST_PAUSE: u32 = 1500;

/// Bytes that make the pause a millisecond longer.
const PER_MILLISECOND: usize = 10_000;

fn pause(bytes: usize) -> u32 {
    u32::try_from(bytes / PER_MILLISECOND)
        .unwrap_or(LONGEST_PAUSE)
        .saturating_add(PAUSE)
        .min(LONGEST_PAUSE)
}

/// Work on the page: it begins after a pause in which it can be stopped, and stands still while it works.
#[derive(Clone)]
pub struct InlineRunner {
    /// Work for later.
    pub later: Rc<dyn Later>,
    /// The files that were chosen.
    pub files: Rc<dyn Files>,
}

impl Bench for InlineRunner {
    fn begin(&self, job: Job, hear: Hear) -> Box<dyn Any> {
        match job {
            Job::Assess { inputs, lang } => {
                let pause = pause(inputs.size());
                hear(TaskEvent::Progress(Phase::Reading.into()), None);
                let work = move || match &inputs.document {
                    Some(document) => {
                        let assessment = assess(document, &inputs.settings, &inputs.corrections);
                        worker::hand_over(&assessment, lang, &mut |told| hear(told, None));
                    }
                    None => hear(TaskEvent::Broken, None),
                };
                self.later.after(pause, Box::new(work))
            }
            Job::Ask { inputs, query, lang } => {
                let work = move || {
                    let answer = inputs
                        .document
                        .as_ref()
                        .map(|document| assess(document, &inputs.settings, &inputs.corrections))
                        .map(|assessment| answer(&assessment, &query, lang));
                    hear(
                        answer.map_or(TaskEvent::Broken, |answer| TaskEvent::Answered(Box::new(answer))),
                        None,
                    );
                };
                self.later.after(PAUSE, Box::new(work))
            }
            Job::Open { file, choice, lang } => {
                if let Some(fault) = worker::too_large(file.size, Some(&file.name), lang) {
                    hear(TaskEvent::Refused(fault.into()), None);
                    return Box::new(());
                }
                hear(TaskEvent::Progress(Phase::Opening.into()), None);
                let name = file.name.clone();
                let then = move |bytes: Option<Vec<u8>>| {
                    let Some(bytes) = bytes else {
                        let message = (words(lang).file_gone)(&name);
                        hear(
                            TaskEvent::Refused(Refusal {
                                reason: None,
                                message,
                            }),
                            None,
                        );
                        return;
                    };
                    match worker::open(&bytes, Some(&name), &choice, lang) {
                        Ok(OpenedFile {
                            documents,
                            facts,
                            carried,
                        }) => {
                            if let Some(carried) = carried {
                                hear(TaskEvent::Carried(carried), None);
                            }
                            for document in documents {
                                hear(TaskEvent::Opened(facts.clone()), Some(Rc::new(document)));
                            }
                            hear(TaskEvent::Done, None);
                        }
                        Err(fault) => hear(TaskEvent::Refused(fault.into()), None),
                    }
                };
                self.files.read(file.id, Box::new(then))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;
    use crate::app::inputs::Inputs;
    use crate::app::ports::ChosenFile;
    use kpi_readers::sheet::Document;
    use kpi_report::i18n::Lang;
    use kpi_report::tasks::protocol::FileChoice;

    /// Does at once what is for later, and has one file.
    struct Now(Option<Vec<u8>>);

    impl Later for Now {
        fn after(&self, _milliseconds: u32, work: Box<dyn FnOnce()>) -> Box<dyn Any> {
            work();
            Box::new(())
        }
    }

    impl Files for Now {
        fn read(&self, _file: u32, then: Box<dyn FnOnce(Option<Vec<u8>>)>) -> Box<dyn Any> {
            then(self.0.clone());
            Box::new(())
        }
    }

    fn heard(file: Option<&[u8]>, job: Job) -> Vec<(TaskEvent, Option<Rc<Document>>)> {
        let now = || Now(file.map(<[u8]>::to_vec));
        let at_hand = InlineRunner {
            later: Rc::new(now()),
            files: Rc::new(now()),
        };
        let all = Rc::new(RefCell::new(Vec::new()));
        let hear = {
            let all = Rc::clone(&all);
            Rc::new(move |told, document| all.borrow_mut().push((told, document)))
        };
        drop(at_hand.begin(job, hear));
        all.take()
    }

    fn open(size: u64) -> Job {
        Job::Open {
            file: ChosenFile {
                id: 0,
                name: "実績.csv".to_owned(),
                size,
            },
            choice: FileChoice::default(),
            lang: Lang::Ja,
        }
    }

    #[test]
    fn a_sheet_is_assessed_to_its_end() {
        let document = Rc::new(Document::pasted("指標\t目標値\t実績値\n来館者数\t100\t85\n"));
        let inputs = Rc::new(Inputs {
            document: Some(document),
            ..Inputs::default()
        });
        let lang = Lang::Ja;
        let heard = heard(None, Job::Assess { inputs, lang });
        assert_eq!(heard.last().map(|(told, _)| told), Some(&TaskEvent::Done));
    }

    #[test]
    fn a_file_becomes_a_document() {
        let heard = heard(Some(b"a,b,c\n1,2,3\n"), open(12));
        let document = heard.iter().find_map(|(_, document)| document.as_ref());
        assert_eq!(
            document.and_then(|document| document.name.as_deref()),
            Some("実績.csv")
        );
    }

    #[test]
    fn a_file_that_is_gone_or_too_large_is_refused_in_words() {
        for (file, size) in [(None, 12), (Some(&b"a"[..]), 1 << 40)] {
            let heard = heard(file, open(size));
            let Some((TaskEvent::Refused(refusal), None)) = heard.last() else {
                panic!("not refused: {heard:?}")
            };
            assert!(refusal.message.contains("実績.csv"), "{}", refusal.message);
        }
    }

    #[test]
    fn the_pause_grows_with_the_sheet_to_a_limit() {
        assert_eq!((pause(0), pause(1_000_000)), (150, 250));
        assert_eq!(pause(usize::MAX), LONGEST_PAUSE);
    }
}
