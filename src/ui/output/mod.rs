//! The dialog that hands the result out.
//!
//! | file | shows |
//! |---|---|
//! | [`dialog`] | the button, the dialog, what is saved and copied |
//! | [`choices`] | which sheets, form, columns |
//! | [`preview`] | the first rows of what it will be |

pub mod choices;
pub mod dialog;
pub mod preview;

use std::rc::Rc;

use crate::app::desk::Desk;
use crate::ui::hooks::AT_ONCE;
use crate::ui::reading::Reading;
use kpi_core::assess::assess;
use kpi_report::contract::evaluation;
use kpi_report::contract::v1;
use kpi_report::export::csv::Encoding;
use kpi_report::export::handout::Choice;
use kpi_report::export::handout::Field;
use kpi_report::export::render::Form;
use kpi_report::export::render::Manner;
use kpi_report::export::xlsx::Paper;
use kpi_report::i18n::Lang;

/// What a person chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Indices of the sheets.
    pub sheets: Vec<usize>,
    /// The form.
    pub form: Form,
    /// The encoding, where the form has one.
    pub encoding: Encoding,
    /// The paper, where the form has one.
    pub paper: Paper,
    /// Columns that are left out.
    pub without: Vec<Field>,
    /// The day is said.
    pub dated: bool,
}

impl Wish {
    /// The open sheet as a workbook.
    pub fn of(open: usize) -> Self {
        Self {
            sheets: vec![open],
            form: Form::Xlsx,
            encoding: Encoding::default(),
            paper: Paper::default(),
            without: Vec::new(),
            dated: false,
        }
    }

    /// Its columns can be chosen.
    pub fn has_columns(&self) -> bool {
        !matches!(self.form, Form::CsvLong | Form::Json)
    }

    /// How a sheet is written.
    pub fn manner(&self, choice: Choice, today: Option<String>) -> Manner {
        Manner {
            choice: Choice {
                without: self.without.clone(),
                date: today.filter(|_| self.dated),
                ..choice
            },
            encoding: self.encoding,
            paper: self.paper,
        }
    }
}

/// A sheet that can be handed out.
pub struct Sheet {
    /// What it says.
    pub evaluation: Rc<v1::Evaluation>,
    /// What is said of it besides.
    pub choice: Choice,
}

/// The sheet of an index: the open one as it was read, another one read now. None where that would take long.
pub fn sheet(desk: &Desk, index: usize, open: &Reading, lang: Lang) -> Option<Sheet> {
    if index == desk.open() {
        return Some(Sheet {
            evaluation: Rc::new(open.evaluation.clone()),
            choice: open.choice(lang),
        });
    }
    let inputs = desk
        .sheets()
        .get(index)
        .filter(|inputs| inputs.size() <= AT_ONCE)?;
    let document = inputs.document.as_ref()?;
    let assessment = assess(document, &inputs.settings, &inputs.corrections);
    Some(Sheet {
        evaluation: Rc::new(evaluation(&assessment, lang)),
        choice: Choice {
            lang,
            rules: Some(inputs.settings.rules()),
            corrected: inputs.corrections.count(),
            ..Choice::default()
        },
    })
}
