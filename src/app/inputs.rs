//! The ground state of one sheet: what a person gave. Everything else is computed from it.

use std::rc::Rc;

use crate::app::judging::Field;
use crate::app::judging::Judgements;
use crate::app::judging::judge;
use crate::app::log;
use crate::app::log::Log;
use crate::app::renamed;
use kpi_core::assess::Corrections;
use kpi_core::assess::KpiOverride;
use kpi_core::assess::Settings;
use kpi_core::kpi::Term;
use kpi_core::layout::mapping::TableMapping;
use kpi_core::rating::rule_set::RuleSet;
use kpi_readers::base::place::CellRef;
use kpi_readers::sheet::Document;

/// What a person gave: a document, what they put right in it, how to assess it, and what they judge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inputs {
    /// The document; shared, so that a step of the history costs no copy of a large sheet.
    pub document: Option<Rc<Document>>,
    /// What was put right.
    pub corrections: Corrections,
    /// How to assess.
    pub settings: Settings,
    /// What was judged of its KPIs.
    pub judgements: Judgements,
    /// What was done to all of that, in its order.
    pub log: Log,
}

/// What a person gave to a document before: it comes with a working file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// What was put right.
    pub corrections: Corrections,
    /// How to assess.
    pub settings: Settings,
    /// What was judged of its KPIs.
    pub judgements: Judgements,
    /// What was done to all of that, in its order.
    pub log: Log,
}

/// A change of the inputs of one sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A new text of a cell; `None` takes the correction back.
    Cell {
        /// The cell of the input.
        at: CellRef,
        /// Its text from now on.
        text: Option<String>,
    },
    /// What a table's rows and columns are; boxed, as it is the largest.
    Table(Box<TableMapping>),
    /// A table, by its id, is left to the program again.
    Untable(String),
    /// The fiscal year that the document reports on; `None` leaves it to the document again.
    FiscalYear(Option<i32>),
    /// The plan's term; an end that is missing is left to the document.
    Term(Term),
    /// A form (様式) is this document's: the tables drawn by it.
    Form(Vec<TableMapping>),
    /// A form, by its name, is not this document's; what was drawn by it is left to the program again.
    NotForm(String),
    /// A candidate, by its [key](TableMapping::key), holds no KPIs.
    NotKpis(String),
    /// Several changes in one step.
    All(Vec<Self>),
    /// The direction of a KPI; `None` leaves it to the sheet again.
    Direction {
        /// Id of the KPI.
        kpi: String,
        /// `"increase" | "decrease" | "maintain"`.
        direction: Option<String>,
    },
    /// Everything that is said of a KPI against the sheet; an empty one leaves it to the sheet again.
    Override {
        /// Id of the KPI.
        kpi: String,
        /// What is said of it.
        said: KpiOverride,
    },
    /// Which KPI of an earlier sheet a KPI is.
    Pair {
        /// Id of the KPI.
        kpi: String,
        /// Id of the earlier one; `None` says that there is none.
        earlier: Option<String>,
    },
    /// What a KPI was in an earlier sheet is left to the program again; its id.
    Unpair(String),
    /// A field of the judgement of a KPI, section or project; a blank text takes it back.
    Judge {
        /// Under which it is judged: the id of the KPI, or of the section or project (`judging::parts`).
        kpi: String,
        /// The field.
        field: Field,
        /// What stands in it from now on.
        text: String,
    },
    /// A preset, by its id.
    RuleSet(String),
    /// A city's own rule set.
    OwnRules(Box<RuleSet>),
}

impl Inputs {
    /// A document without corrections.
    pub fn of(document: Rc<Document>, settings: Settings) -> Self {
        Self {
            document: Some(document),
            settings,
            ..Self::default()
        }
    }

    /// A document with what was given to it before.
    pub fn again(document: Rc<Document>, given: Given) -> Self {
        Self {
            document: Some(document),
            corrections: given.corrections,
            settings: given.settings,
            judgements: given.judgements,
            log: given.log,
        }
    }

    /// What was given to its document.
    pub fn given(&self) -> Given {
        Given {
            corrections: self.corrections.clone(),
            settings: self.settings.clone(),
            judgements: self.judgements.clone(),
            log: self.log.clone(),
        }
    }

    fn logged(&self) -> log::Given<'_> {
        log::Given {
            corrections: &self.corrections,
            settings: &self.settings,
            judgements: &self.judgements,
        }
    }

    /// The inputs after `change`. What was said of a KPI goes with it when the change gives it another name.
    #[must_use]
    pub fn after(&self, change: Change) -> Self {
        let mut next = self.applied(change);
        // Before what was said goes to other ids: that is no change of what is said.
        let mut log = std::mem::take(&mut next.log);
        log.record(self.document.as_deref(), self.logged(), next.logged());
        next.log = log;
        if let Some(document) = next.document.as_ref().filter(|_| self.shares_document(&next)) {
            let (corrections, judgements) = (&mut next.corrections, &mut next.judgements);
            renamed::carry(document, &self.corrections, corrections, judgements);
        }
        next
    }

    fn applied(&self, change: Change) -> Self {
        let mut next = self.clone();
        match change {
            Change::Cell { at, text: Some(text) } => {
                next.corrections.cells.insert(at, text);
            }
            Change::Cell { at, text: None } => {
                next.corrections.cells.remove(&at);
            }
            Change::Table(table) => next.corrections.mapping.settle(*table),
            Change::Untable(table) => next.corrections.mapping.release(&table),
            Change::FiscalYear(year) => next.corrections.mapping.fiscal_year = year,
            Change::Term(term) => next.corrections.mapping.term = term,
            Change::Form(tables) => {
                for table in tables {
                    next.corrections.mapping.settle(table);
                }
            }
            Change::NotForm(name) => {
                let tables = &mut next.corrections.mapping.tables;
                tables.retain(|table| table.form.as_ref() != Some(&name));
                next.corrections.declined_forms.insert(name);
            }
            Change::NotKpis(key) => {
                next.corrections.dismissed.insert(key);
            }
            Change::All(changes) => {
                next = changes
                    .into_iter()
                    .fold(next, |inputs, change| inputs.applied(change));
            }
            Change::Direction { kpi, direction } => {
                let mut said = next.corrections.overrides.remove(&kpi).unwrap_or_default();
                said.direction = direction;
                next.say(kpi, said);
            }
            Change::Override { kpi, said } => next.say(kpi, said),
            Change::Pair { kpi, earlier } => next.pair(kpi, earlier),
            Change::Unpair(kpi) => {
                next.corrections.earlier.remove(&kpi);
            }
            Change::Judge { kpi, field, text } => judge(&mut next.judgements, &kpi, field, &text),
            Change::RuleSet(id) => next.settings = Settings::preset(id),
            Change::OwnRules(rules) => next.settings = Settings::own(*rules),
        }
        next
    }

    fn say(&mut self, kpi: String, said: KpiOverride) {
        if said.is_empty() {
            self.corrections.overrides.remove(&kpi);
        } else {
            self.corrections.overrides.insert(kpi, said);
        }
    }

    /// An earlier KPI is one of this sheet only.
    fn pair(&mut self, kpi: String, earlier: Option<String>) {
        let said = &mut self.corrections.earlier;
        if earlier.is_some() {
            said.retain(|_, other| *other != earlier);
        }
        said.insert(kpi, earlier);
    }

    /// Bytes of the document.
    pub fn size(&self) -> usize {
        self.document.as_ref().map_or(0, |document| document.size())
    }

    /// Both look at the very same document, so that what was read out of one is worth showing while the other is read.
    pub fn shares_document(&self, other: &Self) -> bool {
        match (&self.document, &other.document) {
            (Some(one), Some(another)) => Rc::ptr_eq(one, another),
            (None, None) => true,
            _ => false,
        }
    }
}
