//! The sheets that a person works on, side by side, and the one that is open.

use std::rc::Rc;

use crate::app::inputs::Change;
use crate::app::inputs::Given;
use crate::app::inputs::Inputs;
use kpi_core::assess::Settings;
use kpi_readers::sheet::Document;

/// Sheets at most: a row of more tabs helps nobody.
pub const MAX_SHEETS: usize = 30;

/// The sheets of a draft, in the order in which they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Desk {
    sheets: Vec<Rc<Inputs>>,
    open: usize,
    /// What there is while no sheet is: settings that the first sheet will have.
    blank: Rc<Inputs>,
}

/// A sheet that comes onto the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brought {
    /// The document.
    pub document: Rc<Document>,
    /// What was given to it before; without it, it has the settings of the sheet that was open.
    pub given: Option<Box<Given>>,
}

impl From<Rc<Document>> for Brought {
    fn from(document: Rc<Document>) -> Self {
        Self {
            document,
            given: None,
        }
    }
}

impl Brought {
    fn inputs(self, settings: &Settings) -> Inputs {
        match self.given {
            Some(given) => Inputs::again(self.document, *given),
            None => Inputs::of(self.document, settings.clone()),
        }
    }
}

/// A change of the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeskChange {
    /// More documents; the first of them is opened, with the settings of the sheet that was open.
    Take(Vec<Rc<Document>>),
    /// More sheets, of which some were worked on before; the first of them is opened.
    Bring(Vec<Brought>),
    /// The same file read anew, with another encoding, say. Cells may have moved, so corrections are dropped.
    Reread {
        /// Indices of the sheets that came from it.
        sheets: Vec<usize>,
        /// What it holds now: they stand where the first of those stood.
        documents: Vec<Rc<Document>>,
    },
    /// A sheet is put away.
    Close(usize),
    /// A change of the open sheet.
    Sheet(Change),
    /// Another desk in the place of this one.
    Adopt(Rc<Desk>),
    /// Nothing at all, as at the very beginning.
    Reset,
    /// Another desk in the place of this one.
    Exchange(Box<Desk>),
}

impl From<Change> for DeskChange {
    fn from(change: Change) -> Self {
        Self::Sheet(change)
    }
}

impl DeskChange {
    /// One more document.
    pub fn take(document: Document) -> Self {
        Self::Take(vec![Rc::new(document)])
    }
}

impl Desk {
    /// A desk with these sheets, one of them open; without any, `blank`.
    pub fn new(sheets: Vec<Rc<Inputs>>, open: usize, blank: Inputs) -> Self {
        Self {
            sheets,
            open,
            blank: Rc::new(blank),
        }
    }

    /// The open sheet, or what there is without any.
    pub fn inputs(&self) -> &Rc<Inputs> {
        self.sheets.get(self.open).unwrap_or(&self.blank)
    }

    /// All sheets.
    pub fn sheets(&self) -> &[Rc<Inputs>] {
        &self.sheets
    }

    /// What there is while no sheet is.
    pub fn blank(&self) -> &Rc<Inputs> {
        &self.blank
    }

    /// Index of the open sheet.
    pub fn open(&self) -> usize {
        self.open
    }

    /// The desk with another sheet open.
    #[must_use]
    pub fn opening(&self, sheet: usize) -> Self {
        let open = sheet.min(self.sheets.len().saturating_sub(1));
        Self { open, ..self.clone() }
    }

    /// The desk after `change`.
    #[must_use]
    pub fn after(&self, change: DeskChange) -> Self {
        match change {
            DeskChange::Take(documents) => self.with(documents.into_iter().map(Brought::from).collect()),
            DeskChange::Bring(brought) => self.with(brought),
            DeskChange::Reread { sheets, documents } => self.reread(&sheets, documents),
            DeskChange::Close(sheet) => self.without(sheet),
            DeskChange::Sheet(change) if self.sheets.is_empty() => Self {
                blank: Rc::new(self.blank.after(change)),
                ..self.clone()
            },
            DeskChange::Sheet(change) => self.mapped(self.open, |inputs| inputs.after(change.clone())),
            DeskChange::Adopt(desk) => (*desk).clone(),
            DeskChange::Reset => Self::default(),
            DeskChange::Exchange(other) => *other,
        }
    }

    fn with(&self, brought: Vec<Brought>) -> Self {
        let settings = &self.inputs().settings;
        let room = MAX_SHEETS.saturating_sub(self.sheets.len());
        let new: Vec<_> = brought
            .into_iter()
            .take(room)
            .map(|sheet| Rc::new(sheet.inputs(settings)))
            .collect();
        if new.is_empty() {
            return self.clone();
        }
        let mut next = self.clone();
        next.open = next.sheets.len();
        next.sheets.extend(new);
        next
    }

    fn without(&self, sheet: usize) -> Self {
        let mut next = self.clone();
        if sheet >= next.sheets.len() {
            return next;
        }
        let closed = next.sheets.remove(sheet);
        if next.sheets.is_empty() {
            let settings = closed.settings.clone();
            next.blank = Rc::new(Inputs {
                settings,
                ..Inputs::default()
            });
        }
        if next.open > sheet || next.open == next.sheets.len() {
            next.open = next.open.saturating_sub(1);
        }
        next
    }

    fn reread(&self, sheets: &[usize], documents: Vec<Rc<Document>>) -> Self {
        let first = sheets
            .iter()
            .copied()
            .min()
            .filter(|first| *first < self.sheets.len());
        let (Some(first), false) = (first, documents.is_empty()) else {
            return self.clone();
        };
        let settings = self
            .sheets
            .get(first)
            .map(|inputs| inputs.settings.clone())
            .unwrap_or_default();
        let others = self
            .sheets
            .iter()
            .enumerate()
            .filter(|(index, _)| !sheets.contains(index));
        let mut next: Vec<_> = others.map(|(_, inputs)| Rc::clone(inputs)).collect();
        let room = MAX_SHEETS.saturating_sub(next.len());
        let new = documents.into_iter().take(room);
        // Whatever stood before the first of them still does.
        next.splice(
            first..first,
            new.map(|document| Rc::new(Inputs::of(document, settings.clone()))),
        );
        Self {
            sheets: next,
            open: first,
            ..self.clone()
        }
    }

    /// Sheets that there is still room for.
    pub fn room(&self) -> usize {
        MAX_SHEETS.saturating_sub(self.sheets.len())
    }

    fn mapped(&self, sheet: usize, change: impl Fn(&Inputs) -> Inputs) -> Self {
        let mut next = self.clone();
        if let Some(inputs) = next.sheets.get_mut(sheet) {
            let changed = change(inputs);
            if changed != **inputs {
                *inputs = Rc::new(changed);
            }
        }
        next
    }

    /// Bytes of all documents.
    pub fn size(&self) -> usize {
        self.sheets.iter().map(|inputs| inputs.size()).sum()
    }

    /// Bytes of the documents that `newer` does not share.
    pub fn size_beside(&self, newer: &Self) -> usize {
        let shared = |inputs: &Rc<Inputs>| newer.sheets.iter().any(|other| other.shares_document(inputs));
        let own = self.sheets.iter().filter(|inputs| !shared(inputs));
        own.map(|inputs| inputs.size()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn desk(texts: &[&str]) -> Desk {
        texts.iter().fold(Desk::default(), |desk, text| {
            desk.after(DeskChange::take(Document::pasted(*text)))
        })
    }

    fn texts(desk: &Desk) -> Vec<usize> {
        desk.sheets().iter().map(|inputs| inputs.size()).collect()
    }

    #[test]
    fn a_new_sheet_is_opened_with_the_settings_of_the_last() {
        let desk = desk(&["a"])
            .after(Change::RuleSet("ibaraki".to_owned()).into())
            .after(DeskChange::take(Document::pasted("bb")));
        assert_eq!((desk.open(), texts(&desk)), (1, vec![1, 2]));
        assert_eq!(desk.inputs().settings.rule_set, "ibaraki");
    }

    #[test]
    fn of_several_documents_the_first_is_opened() {
        let documents = ["bb", "ccc"].map(|text| Rc::new(Document::pasted(text)));
        let desk = desk(&["a"]).after(DeskChange::Take(documents.to_vec()));
        assert_eq!((desk.open(), texts(&desk)), (1, vec![1, 2, 3]));
    }

    #[test]
    fn closing_opens_the_neighbour() {
        let all = desk(&["a", "bb", "ccc"]);
        for (open, closed, left) in [(0, 0, 0), (1, 0, 0), (1, 1, 1), (2, 2, 1), (0, 2, 0), (1, 9, 1)] {
            let after = all.opening(open).after(DeskChange::Close(closed));
            assert_eq!(after.open(), left, "{open} was open, {closed} closed");
        }
        let none = desk(&["a"]).after(DeskChange::Close(0));
        assert_eq!(**none.inputs(), Inputs::default());
    }

    #[test]
    fn a_change_is_one_of_the_open_sheet() {
        let change = || Change::RuleSet("ibaraki".to_owned());
        let changed = desk(&["a", "bb"]).opening(0).after(change().into());
        let rules: Vec<_> = changed
            .sheets()
            .iter()
            .map(|inputs| inputs.settings.rule_set.as_str())
            .collect();
        assert_eq!(rules, ["ibaraki", "plain"]);
        let blank = Desk::default().after(change().into());
        assert_eq!(blank.inputs().settings.rule_set, "ibaraki");
    }

    #[test]
    fn a_file_read_anew_keeps_its_settings_and_loses_its_corrections() {
        let direction = Change::Direction {
            kpi: "k".to_owned(),
            direction: Some("decrease".to_owned()),
        };
        let before = desk(&["a"])
            .after(Change::RuleSet("ibaraki".to_owned()).into())
            .after(direction.into());
        let document = Rc::new(Document::pasted("bb"));
        let after = before.after(DeskChange::Reread {
            sheets: vec![0],
            documents: vec![document],
        });
        assert_eq!(after.inputs().settings.rule_set, "ibaraki");
        assert!(after.inputs().corrections.overrides.is_empty());
    }

    #[test]
    fn sheets_of_a_file_read_anew_stand_where_they_stood() {
        let documents = ["dddd", "eeeee", "ffffff"].map(|text| Rc::new(Document::pasted(text)));
        let after = desk(&["a", "bb", "ccc", "z"]).after(DeskChange::Reread {
            sheets: vec![1, 2],
            documents: documents.to_vec(),
        });
        assert_eq!((texts(&after), after.open()), (vec![1, 4, 5, 6, 1], 1));
        let nowhere = DeskChange::Reread {
            sheets: vec![9],
            documents: documents.to_vec(),
        };
        assert_eq!(after.after(nowhere), after);
    }

    #[test]
    fn no_more_sheets_than_the_limit() {
        let documents = (0..MAX_SHEETS + 5).map(|n| Rc::new(Document::pasted(n.to_string())));
        let full = Desk::default().after(DeskChange::Take(documents.collect()));
        assert_eq!(full.sheets().len(), MAX_SHEETS);
        assert_eq!(full.after(DeskChange::take(Document::pasted("b"))), full);
    }

    #[test]
    fn documents_that_are_shared_count_once() {
        let one = desk(&["a"]);
        let two = one.after(DeskChange::take(Document::pasted("bb")));
        assert_eq!(
            (two.size(), two.size_beside(&one), one.size_beside(&two)),
            (3, 2, 0)
        );
    }
}
