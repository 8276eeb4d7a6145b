//! Does what is asked: the worker's side, and the page's where there is no worker.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::contract;
use crate::contract::request::Fault;
use crate::i18n::Lang;
use crate::tasks::parts;
use crate::tasks::protocol::Carried;
use crate::tasks::protocol::DocumentId;
use crate::tasks::protocol::FileChoice;
use crate::tasks::protocol::FileFacts;
use crate::tasks::protocol::Phase;
use crate::tasks::protocol::Progress;
use crate::tasks::protocol::REMEMBERED;
use crate::tasks::protocol::SHEETS;
use crate::tasks::protocol::TaskEvent;
use crate::tasks::protocol::TaskRequest;
use crate::tasks::query;
use kpi_core::assess::Assessment;
use kpi_core::assess::Corrections;
use kpi_core::assess::Request;
use kpi_core::assess::Settings;
use kpi_core::assess::assess_telling;
use kpi_readers::base::remark::Code;
use kpi_readers::base::remark::Remark;
use kpi_readers::carried;
use kpi_readers::error::ReadError;
use kpi_readers::file;
use kpi_readers::kept;
use kpi_readers::sheet::Content;
use kpi_readers::sheet::Document;
use kpi_readers::sheet::Sheet;
use kpi_readers::sniff::Kind;

/// Lines shown of a text file.
const FIRST_LINES: usize = 8;

/// Characters shown of a line.
const LINE_LENGTH: usize = 120;

/// What an assessment was asked for.
type Asked = (DocumentId, Settings, Corrections);

/// What the worker remembers: the documents it was given, and its last assessment.
#[derive(Default)]
pub struct WorkerState {
    documents: BTreeMap<DocumentId, Document>,
    last: Option<(Asked, Rc<Assessment>)>,
}

/// A file, opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedFile {
    /// Its documents, fit for drafts: one for each worksheet that holds anything.
    pub documents: Vec<Document>,
    /// What else was found.
    pub facts: FileFacts,
    /// The working file that it is, or that it carries beside its table.
    pub carried: Option<Carried>,
}

/// Opens a file.
///
/// # Errors
/// [`Fault`], worded in `lang`, where it cannot be opened.
pub fn open(bytes: &[u8], name: Option<&str>, choice: &FileChoice, lang: Lang) -> Result<OpenedFile, Fault> {
    if carried::is_working_file(bytes, name) {
        return working_file(bytes, name, lang);
    }
    let opened =
        file::open(bytes, name, &choice.settings()).map_err(|error| Fault::unreadable(&error, name, lang))?;
    let left_out = match &opened.document.content {
        Content::Sheets { remarks, sheets, .. } => {
            remarks.iter().any(|remark| remark.code == Code::HiddenLeftOut)
                || sheets.iter().any(|sheet| sheet.left_out.has_rows_or_columns())
        }
        _ => false,
    };
    // A file that is read in another way is wanted as it is seen.
    let carried = (*choice == FileChoice::default())
        .then(|| inside(bytes, opened.kind, &opened.document))
        .flatten();
    let facts = FileFacts {
        ending: opened.kind.ending().to_owned(),
        encoding: opened.text.map(|text| text.encoding.id().to_owned()),
        separator: opened.text.and_then(|text| text.separator),
        left_out,
        first_lines: first_lines(&opened.document),
    };
    let documents = worksheets(opened.document);
    let documents = documents
        .into_iter()
        .map(kept::keep)
        .take(SHEETS as usize)
        .collect();
    Ok(OpenedFile {
        documents,
        facts,
        carried,
    })
}

/// A working file: all of it is told, for the page to read.
fn working_file(bytes: &[u8], name: Option<&str>, lang: Lang) -> Result<OpenedFile, Fault> {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if let Some(fault) = too_large(size, name, lang) {
        return Err(fault);
    }
    Ok(OpenedFile {
        documents: Vec::new(),
        facts: FileFacts {
            ending: carried::ENDING.to_owned(),
            ..FileFacts::default()
        },
        carried: Some(Carried {
            text: String::from_utf8_lossy(bytes).into_owned(),
            looks: None,
        }),
    })
}

/// The working file that a table carries.
fn inside(bytes: &[u8], kind: Kind, document: &Document) -> Option<Carried> {
    let text = match &document.content {
        Content::Text(text) => Some(text.as_str()),
        _ => None,
    };
    Some(Carried {
        text: carried::inside(bytes, kind, text)?,
        looks: Some(carried::looks(document)),
    })
}

/// The worksheets of a workbook, each a document of its own with the remarks on it. A cover or an empty sheet beside the
/// only one with cells makes no document.
fn worksheets(document: Document) -> Vec<Document> {
    let Content::Sheets {
        source,
        sheets,
        remarks,
    } = document.content
    else {
        return vec![document];
    };
    let name = document.name;
    let holds = |sheet: &Sheet| sheet.rows.iter().any(|row| !row.is_blank());
    if sheets.iter().filter(|sheet| holds(sheet)).count() < 2 {
        let content = Content::Sheets {
            source,
            sheets,
            remarks,
        };
        return vec![Document { name, content }];
    }
    let mut first = true;
    let filled = sheets.into_iter().filter(holds);
    filled
        .map(|sheet| {
            // What is remarked on no sheet is remarked on the file: once.
            let general = std::mem::take(&mut first);
            let of_sheet = |remark: &&Remark| match &remark.at {
                Some(at) => at.sheet == sheet.name,
                None => general,
            };
            let remarks = remarks.iter().filter(of_sheet).cloned().collect();
            let names = [name.as_deref(), sheet.name.as_deref()];
            let names: Vec<_> = names.into_iter().flatten().collect();
            Document {
                name: Some(names.join(" – ")),
                content: Content::Sheets {
                    source,
                    sheets: vec![sheet],
                    remarks,
                },
            }
        })
        .collect()
}

/// The fault of a file that is too large to be read at all, told by its size alone.
pub fn too_large(bytes: u64, name: Option<&str>, lang: Lang) -> Option<Fault> {
    let limit = u64::try_from(file::MAX_BYTES).unwrap_or(u64::MAX);
    (bytes > limit).then(|| Fault::unreadable(&ReadError::TooLarge { bytes, limit }, name, lang))
}

fn first_lines(document: &Document) -> Vec<String> {
    let cut = |line: &str| line.chars().take(LINE_LENGTH).collect::<String>();
    match &document.content {
        Content::Text(text) => text.lines().take(FIRST_LINES).map(cut).collect(),
        Content::Sheets { sheets, .. } => {
            let rows = sheets.iter().flat_map(|sheet| &sheet.rows).take(FIRST_LINES);
            rows.map(|row| {
                let cells: Vec<_> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
                cut(&cells.join(" | "))
            })
            .collect()
        }
        Content::Clipboard { .. } | Content::Kept(_) => Vec::new(),
    }
}

impl WorkerState {
    /// Remembers a document.
    pub fn take(&mut self, id: DocumentId, document: Document) {
        while self.documents.len() >= REMEMBERED {
            self.documents.pop_first();
        }
        // The number is new, but one number must never speak for two documents.
        self.last.take_if(|((known, ..), _)| *known == id);
        self.documents.insert(id, document);
    }

    /// Does what is asked. `tell` hears how it goes; of an opened file also its document.
    pub fn run(
        &mut self,
        order: TaskRequest,
        bytes: &[u8],
        tell: &mut dyn FnMut(TaskEvent, Option<&Document>),
    ) {
        match order {
            TaskRequest::Open {
                id,
                name,
                choice,
                lang,
            } => {
                let lang = Lang::from_tag(&lang).unwrap_or_default();
                tell(TaskEvent::Progress(Phase::Opening.into()), None);
                match open(bytes, name.as_deref(), &choice, lang) {
                    Ok(OpenedFile {
                        documents,
                        facts,
                        carried,
                    }) => {
                        if let Some(carried) = carried {
                            tell(TaskEvent::Carried(carried), None);
                        }
                        for (id, document) in (id..).zip(documents) {
                            tell(TaskEvent::Opened(facts.clone()), Some(&document));
                            self.take(id, document);
                        }
                        tell(TaskEvent::Done, None);
                    }
                    Err(fault) => tell(TaskEvent::Refused(fault.into()), None),
                }
            }
            TaskRequest::Assess {
                id,
                corrections,
                settings,
                lang,
            } => {
                let lang = Lang::from_tag(&lang).unwrap_or_default();
                let asked = (id, settings, corrections);
                match self.assessment(asked, &mut |phase| tell(TaskEvent::Progress(phase.into()), None)) {
                    Some(assessment) => hand_over(&assessment, lang, &mut |told| tell(told, None)),
                    // The page sends what the worker does not have; if it has not, the page must begin again.
                    None => tell(TaskEvent::Broken, None),
                }
            }
            TaskRequest::Ask {
                id,
                corrections,
                settings,
                query,
                lang,
            } => {
                let lang = Lang::from_tag(&lang).unwrap_or_default();
                let told = self
                    .assessment((id, settings, corrections), &mut |_| {})
                    .map(|assessment| query::answer(&assessment, &query, lang))
                    .map_or(TaskEvent::Broken, |answer| TaskEvent::Answered(Box::new(answer)));
                tell(told, None);
            }
        }
    }

    fn assessment(&mut self, asked: Asked, tell: &mut dyn FnMut(Phase)) -> Option<Rc<Assessment>> {
        if let Some((known, assessment)) = &self.last
            && *known == asked
        {
            return Some(Rc::clone(assessment));
        }
        let document = self.documents.get(&asked.0)?;
        let request = Request::new(&asked.1, &asked.2);
        let assessment = assess_telling(document, request, &mut |stage| tell(stage.into()));
        let assessment = Rc::new(assessment);
        self.last = Some((asked, Rc::clone(&assessment)));
        Some(assessment)
    }
}

/// Words an assessment and hands it over in pieces.
pub fn hand_over(assessment: &Assessment, lang: Lang, tell: &mut dyn FnMut(TaskEvent)) {
    tell(TaskEvent::Progress(Phase::Wording.into()));
    let evaluation = contract::evaluation(assessment, lang);
    let of = evaluation.kpis.len();
    let mut done = 0;
    for part in parts::split(evaluation, &assessment.sheets) {
        if let parts::Part::Kpis(kpis) = &part {
            done += kpis.len();
            let phase = Phase::Wording;
            tell(TaskEvent::Progress(Progress { phase, done, of }));
        }
        tell(TaskEvent::Part(Box::new(part)));
    }
    tell(TaskEvent::Done);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tasks::parts::Gathered;
    use kpi_core::assess::assess;

    const SHEET: &str = "指標\t目標値\t実績値\n来館者数\t100\t85\n企業数\t10\t12\n";

    fn assess_order(id: DocumentId) -> TaskRequest {
        TaskRequest::Assess {
            id,
            corrections: Corrections::default(),
            settings: Settings::default(),
            lang: "en".to_owned(),
        }
    }

    fn told(workshop: &mut WorkerState, order: TaskRequest, bytes: &[u8]) -> Vec<TaskEvent> {
        let mut all = Vec::new();
        workshop.run(order, bytes, &mut |told, _| all.push(told));
        all
    }

    fn phases(told: &[TaskEvent]) -> Vec<Phase> {
        let phases = told.iter().filter_map(|told| match told {
            TaskEvent::Progress(progress) => Some(progress.phase),
            _ => None,
        });
        let mut phases: Vec<_> = phases.collect();
        phases.dedup();
        phases
    }

    #[test]
    fn what_is_handed_over_is_the_evaluation() {
        let mut workshop = WorkerState::default();
        workshop.take(1, Document::pasted(SHEET));
        let told = told(&mut workshop, assess_order(1), &[]);
        assert_eq!(phases(&told), Phase::ALL[1..]);
        let mut gathered = Gathered::default();
        for told in told {
            if let TaskEvent::Part(part) = told {
                gathered.add(*part);
            }
        }
        let direct = assess(
            &Document::pasted(SHEET),
            &Settings::default(),
            &Corrections::default(),
        );
        assert_eq!(gathered.evaluation, contract::evaluation(&direct, Lang::En));
        assert_eq!(gathered.sheets, direct.sheets);
    }

    #[test]
    fn the_same_again_is_worded_and_not_computed_again() {
        let mut workshop = WorkerState::default();
        workshop.take(1, Document::pasted(SHEET));
        told(&mut workshop, assess_order(1), &[]);
        assert_eq!(
            phases(&told(&mut workshop, assess_order(1), &[])),
            [Phase::Wording]
        );
    }

    #[test]
    fn a_document_that_is_not_there_breaks_the_work_off() {
        assert_eq!(
            told(&mut WorkerState::default(), assess_order(7), &[]),
            [TaskEvent::Broken]
        );
    }

    #[test]
    fn a_file_is_opened_and_then_assessed() {
        let mut workshop = WorkerState::default();
        let order = TaskRequest::Open {
            id: 4,
            name: Some("実績.csv".to_owned()),
            choice: FileChoice::default(),
            lang: "ja".to_owned(),
        };
        let text = SHEET.replace('\t', ",");
        let opened = told(&mut workshop, order, text.as_bytes());
        let [_, TaskEvent::Opened(facts), TaskEvent::Done] = opened.as_slice() else {
            panic!("not opened: {opened:?}")
        };
        assert_eq!(facts.encoding.as_deref(), Some("utf-8"));
        assert_eq!(facts.separator, Some(','));
        assert_eq!(
            facts.first_lines.first().map(String::as_str),
            Some("指標,目標値,実績値")
        );
        assert_eq!(
            told(&mut workshop, assess_order(4), &[]).last(),
            Some(&TaskEvent::Done)
        );
    }

    #[test]
    fn every_worksheet_with_cells_is_a_document_with_its_own_remarks() {
        let sheet = |name: &str, text: &str| Sheet {
            name: Some(name.to_owned()),
            rows: vec![kpi_readers::sheet::Row {
                line: 1,
                cells: vec![kpi_readers::sheet::Cell::new(text)],
                tabular: true,
            }],
            ..Sheet::default()
        };
        let book = |sheets: Vec<Sheet>| Document {
            name: Some("実績.xlsx".to_owned()),
            content: Content::Sheets {
                source: kpi_readers::sheet::Source::Xlsx,
                remarks: vec![
                    Remark::new(Code::HiddenLeftOut, None),
                    Remark::new(Code::CellError, Some(sheet("二", "").place(0, 0))),
                ],
                sheets,
            },
        };
        let split = worksheets(book(vec![sheet("一", "a"), sheet("空", " "), sheet("二", "b")]));
        let seen: Vec<_> = split
            .iter()
            .map(|document| match &document.content {
                Content::Sheets { sheets, remarks, .. } => (
                    document.name.as_deref().unwrap_or_default(),
                    sheets.len(),
                    remarks.iter().map(|remark| remark.code).collect::<Vec<_>>(),
                ),
                _ => panic!("no sheets"),
            })
            .collect();
        assert_eq!(
            seen,
            [
                ("実績.xlsx – 一", 1, vec![Code::HiddenLeftOut]),
                ("実績.xlsx – 二", 1, vec![Code::CellError])
            ]
        );
        assert_eq!(worksheets(book(vec![sheet("一", "a"), sheet("空", "")])).len(), 1);
    }

    #[test]
    fn a_file_that_cannot_be_opened_is_refused_in_words() {
        let order = TaskRequest::Open {
            id: 4,
            name: Some("図.csv".to_owned()),
            choice: FileChoice::default(),
            lang: "ja".to_owned(),
        };
        let told = told(&mut WorkerState::default(), order, b"\x89PNG\r\n\x1a\n");
        let Some(TaskEvent::Refused(refusal)) = told.last() else {
            panic!("not refused: {told:?}")
        };
        assert_eq!(refusal.reason.as_deref(), Some("unknown-type"));
        assert!(refusal.message.contains("図.csv"), "{}", refusal.message);
    }

    #[test]
    fn a_size_alone_can_be_too_large() {
        assert_eq!(too_large(1_000_000, Some("a.xlsx"), Lang::Ja), None);
        let fault = too_large(1 << 30, Some("a.xlsx"), Lang::Ja).expect("a fault");
        assert_eq!(fault.reason, Some("too-large"));
    }

    #[test]
    fn no_more_documents_are_remembered_than_the_limit() {
        let mut workshop = WorkerState::default();
        for id in 0..20 {
            workshop.take(id, Document::pasted("a"));
        }
        assert_eq!(workshop.documents.len(), REMEMBERED);
        assert!(workshop.documents.contains_key(&19));
    }
}
