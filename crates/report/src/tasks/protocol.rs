//! What the worker is asked, and what it tells. Sheets and files travel beside the order, as they are.

use serde::Deserialize;
use serde::Serialize;

use crate::contract::request::Fault;
use crate::tasks::parts::Part;
use crate::tasks::query::Answer;
use crate::tasks::query::Query;
use kpi_core::assess::Corrections;
use kpi_core::assess::Settings;
use kpi_core::assess::Stage;
use kpi_readers::encoding::Encoding;
use kpi_readers::file::FileSettings;

/// The number under which page and worker know a document.
pub type DocumentId = u32;

/// Documents that the worker remembers; the oldest numbers are forgotten first. A page has one or two in work.
pub const REMEMBERED: usize = 8;

/// Documents that one file makes at most.
pub const SHEETS: u32 = 64;

/// What is asked. The language is that of the answers, by its tag.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum TaskRequest {
    /// Open a file: its bytes travel beside.
    Open {
        /// The number that its first document gets; those of its other sheets get the next ones.
        id: DocumentId,
        /// The file's name.
        name: Option<String>,
        /// What a person said of it.
        choice: FileChoice,
        /// The language.
        lang: String,
    },
    /// Assess a document: it travels beside, unless the worker has it already.
    Assess {
        /// The document.
        id: DocumentId,
        /// What was put right in it.
        corrections: Corrections,
        /// How to assess.
        settings: Settings,
        /// The language.
        lang: String,
    },
    /// Answer a question about a document: it travels beside, unless the worker has it already.
    Ask {
        /// The document.
        id: DocumentId,
        /// What was put right in it.
        corrections: Corrections,
        /// How to assess.
        settings: Settings,
        /// The question.
        query: Query,
        /// The language.
        lang: String,
    },
}

/// What a person said of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct FileChoice {
    /// The encoding of a text, by its id.
    pub encoding: Option<String>,
    /// What separates its cells.
    pub separator: Option<char>,
    /// Hidden sheets, rows and columns are read too.
    pub with_hidden: bool,
}

impl FileChoice {
    /// The settings of the reader.
    pub fn settings(&self) -> FileSettings {
        FileSettings {
            encoding: self.encoding.as_deref().and_then(Encoding::from_id),
            separator: self.separator,
            with_hidden: self.with_hidden,
            ..FileSettings::default()
        }
    }
}

/// What was found in a file, besides its sheets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct FileFacts {
    /// What it is: the usual ending of such files.
    pub ending: String,
    /// Of a text: its encoding, by its id, guessed or as said.
    pub encoding: Option<String>,
    /// Of a text with cells: what separates them.
    pub separator: Option<char>,
    /// It holds hidden sheets, rows or columns, which were left out.
    pub left_out: bool,
    /// The first lines of a text, to judge its encoding by.
    pub first_lines: Vec<String>,
}

/// A working file: of its own, or carried in a table. What stands in it is the page's to read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Carried {
    /// Its text.
    pub text: String,
    /// How the table around it looks now, where there is one.
    pub looks: Option<String>,
}

/// A step of the work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Phase {
    /// A file is opened.
    #[default]
    Opening,
    /// Rows and cells are read.
    Reading,
    /// Indicators are looked for.
    Recognising,
    /// Rates are computed.
    Evaluating,
    /// Labels are derived.
    Rating,
    /// The result is worded and handed over.
    Wording,
}

impl Phase {
    /// All of them, in their order.
    pub const ALL: [Self; 6] = [
        Self::Opening,
        Self::Reading,
        Self::Recognising,
        Self::Evaluating,
        Self::Rating,
        Self::Wording,
    ];
}

impl Phase {
    /// Its id, as `i18n` words it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Reading => "reading",
            Self::Recognising => "recognising",
            Self::Evaluating => "evaluating",
            Self::Rating => "rating",
            Self::Wording => "wording",
        }
    }
}

impl From<Stage> for Phase {
    fn from(stage: Stage) -> Self {
        match stage {
            Stage::Read => Self::Reading,
            Stage::Recognise => Self::Recognising,
            Stage::Evaluate => Self::Evaluating,
            Stage::Rate => Self::Rating,
        }
    }
}

/// How far the work is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// What is being done.
    pub phase: Phase,
    /// So many things of it are done.
    pub done: usize,
    /// Out of so many; 0 where they cannot be counted.
    pub of: usize,
}

impl From<Phase> for Progress {
    fn from(phase: Phase) -> Self {
        Self {
            phase,
            ..Self::default()
        }
    }
}

/// Why a file was not opened, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The contract's reason.
    pub reason: Option<String>,
    /// What is wrong, where, and what to do.
    pub message: String,
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Self {
            reason: fault.reason.map(str::to_owned),
            message: fault.message,
        }
    }
}

/// What the worker tells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum TaskEvent {
    /// How far it is.
    Progress(Progress),
    /// A file is open; a document of it travels beside, and is followed by those of its other sheets.
    Opened(FileFacts),
    /// A working file is there, beside the file's own sheets or alone.
    Carried(Carried),
    /// A file cannot be opened.
    Refused(Refusal),
    /// A piece of the assessment.
    Part(Box<Part>),
    /// The answer to a question.
    Answered(Box<Answer>),
    /// All of it was told.
    Done,
    /// The work broke off: the worker is gone, and the page lives on.
    Broken,
}
