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
use crate::app::inputs::Inputs;
use crate::app::judging::handing::final_labels;
use crate::app::judging::handing::part_lines;
use crate::app::judging::handing::with_texts;
use crate::app::working_file;
use crate::ui::hooks::AT_ONCE;
use crate::ui::reading::Reading;
use kpi_core::assess::assess;
use kpi_readers::carried;
use kpi_readers::file;
use kpi_readers::file::FileSettings;
use kpi_report::contract::evaluation;
use kpi_report::contract::v1;
use kpi_report::export::csv::Encoding;
use kpi_report::export::handout::Choice;
use kpi_report::export::handout::Field;
use kpi_report::export::render::Form;
use kpi_report::export::render::Manner;
use kpi_report::export::render::Rendered;
use kpi_report::export::render::render;
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
    /// The working file is carried inside, where the form can.
    pub inside: bool,
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
            inside: false,
        }
    }

    /// Its columns can be chosen.
    pub fn has_columns(&self) -> bool {
        !matches!(self.form, Form::CsvLong | Form::Json | Form::Svg)
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
            inside: None,
        }
    }
}

/// A sheet in a form, with its working file inside where that is wished.
pub fn rendered(sheet: &Sheet, wish: &Wish, manner: &Manner, lang: Lang) -> Rendered {
    let bare = render(&sheet.evaluation, wish.form, manner);
    if !wish.inside || !wish.form.carries() {
        return bare;
    }
    // How it looks to the one who will open it again.
    let seen = file::open(bare.bytes(), None, &FileSettings::default());
    let looks = seen.ok().map(|opened| carried::looks(&opened.document));
    let inside = looks.and_then(|looks| working_file::write_inside(&sheet.inputs, lang, looks));
    let manner = Manner {
        inside,
        ..manner.clone()
    };
    render(&sheet.evaluation, wish.form, &manner)
}

/// A sheet that can be handed out.
pub struct Sheet {
    /// What a person gave.
    pub inputs: Rc<Inputs>,
    /// What it says.
    pub evaluation: Rc<v1::Evaluation>,
    /// What is said of it besides.
    pub choice: Choice,
}

/// The sheet of an index: the open one as it was read, another one read now. None where that would take long.
pub fn sheet(desk: &Desk, index: usize, open: &Reading, lang: Lang) -> Option<Sheet> {
    if index == desk.open() {
        return Some(Sheet {
            inputs: Rc::clone(desk.inputs()),
            evaluation: Rc::new(with_texts(&open.evaluation, &desk.inputs().judgements)),
            choice: judged(open.choice(lang), &open.evaluation, desk.inputs()),
        });
    }
    let inputs = desk
        .sheets()
        .get(index)
        .filter(|inputs| inputs.size() <= AT_ONCE)?;
    let document = inputs.document.as_ref()?;
    let assessment = assess(document, &inputs.settings, &inputs.corrections);
    let found = evaluation(&assessment, lang);
    let choice = Choice {
        lang,
        rules: Some(inputs.settings.rules()),
        corrected: inputs.corrections.count(),
        ..Choice::default()
    };
    Some(Sheet {
        inputs: Rc::clone(inputs),
        choice: judged(choice, &found, inputs),
        evaluation: Rc::new(with_texts(&found, &inputs.judgements)),
    })
}

/// With what people judged.
fn judged(choice: Choice, found: &v1::Evaluation, inputs: &Inputs) -> Choice {
    let lang = choice.lang;
    Choice {
        final_labels: final_labels(found, &inputs.judgements),
        judged: part_lines(found, &inputs.judgements, lang),
        ..choice
    }
}
