//! The one façade: a document, settings and corrections in, everything known about it out.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::evaluate::{self, Evaluated, Evaluation, Override, Wishes, ids, methods};
use crate::kpi::{Candidate, CandidateReading, Indicator, Period, Recognised, Table, Term};
use crate::layout::mapping::{Mapping, cells};
use crate::rating::fit::{self, Changes, Fit};
use crate::rating::rule_set::RuleSet;
use crate::rating::{self, Ratings, presets};
use crate::reading;
use crate::reading::by_hand::{self, Folding};
use crate::text::value;
use kpi_readers::base::invisible;
use kpi_readers::base::pairs;
use kpi_readers::base::place::CellRef;
use kpi_readers::base::place::Place;
use kpi_readers::base::remark::{Code, Remark};
use kpi_readers::sheet::{Cell, Document, Sheet, Source};

/// What a person put right in the page. Drafts store it as it is: a new field needs a default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Corrections {
    /// New texts of cells, laid over what was read.
    #[serde(with = "pairs", skip_serializing_if = "BTreeMap::is_empty")]
    pub cells: BTreeMap<CellRef, String>,
    /// What the columns and rows of its tables are, and the document's year and term.
    #[serde(skip_serializing_if = "Mapping::is_empty")]
    pub mapping: Mapping,
    /// Forms (様式) that are not this document's, by name.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub declined_forms: BTreeSet<String>,
    /// Candidates that are no KPIs, by their [key](crate::layout::mapping::TableMapping::key).
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub dismissed: BTreeSet<String>,
    /// What is said of single KPIs, by their id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub overrides: BTreeMap<String, KpiOverride>,
    /// Which KPI of an earlier sheet a KPI is, by their ids; `None`: it is new. No assessment depends on it.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub earlier: BTreeMap<String, Option<String>>,
}

/// What a person says of one KPI against the sheet and the rule set, in the words that they chose or typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KpiOverride {
    /// `"increase" | "decrease" | "maintain"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<String>,
    /// Id of the method of its shown rate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// The target of the measurement that speaks for it, as a sheet prints one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// Its unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Why; kept, never interpreted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Corrections {
    /// How many cells, tables, candidates and KPIs were put right.
    pub fn count(&self) -> usize {
        self.cells.len() + self.mapping.tables.len() + self.dismissed.len() + self.overrides.len()
    }
}

impl KpiOverride {
    /// Nothing is said: a reason alone is kept, for it may be written before the rest.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The words resolved. What this program does not know is left to the sheet: a draft of another version must open.
    fn resolved(&self) -> Override {
        Override {
            direction: said(self.direction.as_ref()).and_then(|word| word.parse().ok()),
            method: said(self.method.as_ref())
                .filter(|id| methods::find(id).is_some())
                .map(str::to_owned),
            unit: said(self.unit.as_ref()).map(str::to_owned),
            target: said(self.target.as_ref()).map(value::parse),
            term: None,
            reason: said(self.reason.as_ref()).map(str::to_owned),
        }
    }
}

fn said(word: Option<&String>) -> Option<&str> {
    word.map(|word| word.trim()).filter(|word| !word.is_empty())
}

/// How to assess. Drafts store it as it is: a new field needs a default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Settings {
    /// Id of the rule set.
    pub rule_set: String,
    /// The rule set itself, where it is no preset: a sheet keeps the rules that it is judged by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<Box<RuleSet>>,
}

impl Settings {
    /// By a preset.
    pub fn preset(id: impl Into<String>) -> Self {
        Self {
            rule_set: id.into(),
            own: None,
        }
    }

    /// By a city's own rule set.
    pub fn own(rules: RuleSet) -> Self {
        Self {
            rule_set: rules.id.clone(),
            own: Some(Box::new(rules)),
        }
    }

    /// The rule set that applies; an id that is not known any more is the default.
    pub fn rules(&self) -> RuleSet {
        let own = self.own.as_deref().cloned();
        own.or_else(|| presets::find(&self.rule_set)).unwrap_or_default()
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self::preset(presets::DEFAULT)
    }
}

/// Settings and corrections with every word resolved: what the JavaScript API's options come to as well.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// The rule set itself, a preset or a city's own.
    pub rule_set: RuleSet,
    /// The period that is asked for; without it the latest with an actual, per indicator.
    pub as_of: Option<Period>,
    /// The plan's term, where the sheet does not print it.
    pub term: Term,
    /// New texts of cells.
    pub cells: BTreeMap<CellRef, String>,
    /// What was settled about the layout.
    pub mapping: Mapping,
    /// Candidates that are no KPIs, by their key.
    pub dismissed: BTreeSet<String>,
    /// What a person says of single indicators, by their id.
    pub overrides: BTreeMap<String, Override>,
}

impl Request {
    /// What the page's settings and corrections come to.
    pub fn new(settings: &Settings, corrections: &Corrections) -> Self {
        let overrides = corrections.overrides.iter();
        Self {
            rule_set: settings.rules(),
            cells: corrections.cells.clone(),
            mapping: corrections.mapping.clone(),
            dismissed: corrections.dismissed.clone(),
            overrides: overrides
                .map(|(kpi, said)| (kpi.clone(), said.resolved()))
                .collect(),
            ..Self::default()
        }
    }
}

/// Everything that was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assessment {
    /// The document's name, if it has one.
    pub name: Option<String>,
    /// How it was written.
    pub source: Source,
    /// The source as read, corrections laid over it: what the source panel shows.
    pub sheets: Vec<Sheet>,
    /// What was recognised in it.
    pub recognised: Recognised,
    /// Ids in the order of [`Recognised::indicators`].
    pub indicator_ids: Vec<String>,
    /// Ids in the order of [`Recognised::projects`].
    pub project_ids: Vec<String>,
    /// Rates, statuses, directions, in the order of [`Recognised::indicators`].
    pub evaluated: Evaluated,
    /// What each reading of each of [`Recognised::candidates`] would come to.
    pub candidates: Vec<Vec<Vec<Evaluation>>>,
    /// Shown rates and labels.
    pub ratings: Ratings,
    /// All remarks, in the order of their places.
    pub remarks: Vec<Remark>,
    /// The rule set that was applied.
    pub rule_set: RuleSet,
    /// What a person says of single indicators, by index.
    pub overrides: BTreeMap<usize, Override>,
}

/// Text without columns, folded into a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Folded {
    /// How.
    pub folding: Folding,
    /// What it reads, as a candidate.
    pub candidate: Candidate,
    /// What each of its readings would come to.
    pub evaluated: Vec<Vec<Evaluation>>,
}

impl Assessment {
    /// Which of these rule sets reproduce what the sheet prints, best first: a proposal, never a choice.
    pub fn fits<'a>(&self, rules: impl IntoIterator<Item = &'a RuleSet>) -> Vec<Fit> {
        fit::fit(&self.recognised, &self.evaluated, rules, &self.overrides)
    }

    /// What text without columns comes to, folded as a person says, or in the ways that hold most of it.
    pub fn folded(&self, asked: Option<Folding>) -> Vec<Folded> {
        let foldings = asked.map_or_else(|| by_hand::best(&self.sheets), |folding| vec![folding]);
        let read = foldings.into_iter().filter_map(|folding| {
            let candidate = by_hand::candidate(&self.sheets, folding, &self.recognised)?;
            let come_to =
                |reading| would_come_to(reading, &self.sheets, &self.recognised, &Wishes::default());
            Some(Folded {
                folding,
                evaluated: candidate.readings.iter().map(come_to).collect(),
                candidate,
            })
        });
        read.collect()
    }

    /// The labels under another rule set, without reading the sheet again. Its tolerance for "maintain" changes labels
    /// and not statuses here.
    pub fn rated_by(&self, rules: &RuleSet) -> Ratings {
        rating::rate(&self.recognised, &self.evaluated, rules, &self.overrides)
    }

    /// The labels that another rule set gives otherwise.
    pub fn changes(&self, rules: &RuleSet) -> Changes {
        fit::changes(&self.ratings, &self.rated_by(rules))
    }
}

/// Assesses one document as the page asks for it. Never fails on content.
pub fn assess(document: &Document, settings: &Settings, corrections: &Corrections) -> Assessment {
    assess_as(document, Request::new(settings, corrections))
}

/// Assesses one document. Never fails on content.
pub fn assess_as(document: &Document, request: Request) -> Assessment {
    assess_telling(document, request, &mut |_| {})
}

/// A stage of an assessment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Rows and cells are read.
    Read,
    /// Indicators are looked for.
    Recognise,
    /// Rates are computed.
    Evaluate,
    /// Labels are derived.
    Rate,
}

/// Assesses one document, and says what it is at: `tell` hears of each stage as it begins.
pub fn assess_telling(document: &Document, request: Request, tell: &mut dyn FnMut(Stage)) -> Assessment {
    tell(Stage::Read);
    let kpi_readers::Reading {
        source,
        mut sheets,
        mut remarks,
    } = kpi_readers::read(document);
    lay_over(&mut sheets, request.cells);
    tell(Stage::Recognise);
    let mut recognised = reading::recognise(&sheets, &request.mapping);
    let term = merged(Some(request.mapping.term), request.term).unwrap_or_default();
    recognised.heading.term = merged(recognised.heading.term, term);
    recognised
        .candidates
        .retain(|candidate| !cells::is_dismissed(candidate, &request.dismissed, &sheets));
    let indicator_ids = ids::of_indicators(&recognised);
    let project_ids = ids::of_projects(&recognised);

    let indexed = indicator_ids.iter().enumerate();
    let overrides = indexed
        .filter_map(|(index, id)| Some((index, request.overrides.get(id)?.clone())))
        .collect();
    let tolerance = request.rule_set.tolerance.map(Into::into);
    let wishes = Wishes {
        as_of: request.as_of,
        term,
        overrides,
        tolerance,
    };
    tell(Stage::Evaluate);
    let mut evaluated = evaluate::evaluate(&sheets, &recognised, &wishes);
    let candidates = recognised.candidates.iter().map(|candidate| {
        let readings = candidate.readings.iter();
        readings
            .map(|reading| would_come_to(reading, &sheets, &recognised, &wishes))
            .collect()
    });
    let candidates = candidates.collect();
    tell(Stage::Rate);
    let mut ratings = rating::rate(&recognised, &evaluated, &request.rule_set, &wishes.overrides);

    name_indicators(&mut remarks, &recognised);
    remarks.append(&mut recognised.remarks);
    remarks.append(&mut evaluated.remarks);
    remarks.append(&mut ratings.remarks);
    if recognised.indicators.is_empty() && !remarks.iter().any(|remark| remark.code == Code::NoKpi) {
        remarks.push(Remark::new(Code::NoKpi, None));
    }
    remarks.sort_by_cached_key(|remark| {
        remark.at.as_ref().map(|at| {
            (
                sheets.iter().position(|sheet| sheet.name == at.sheet),
                at.line,
                at.column,
            )
        })
    });
    Assessment {
        name: document.name.clone(),
        source,
        sheets,
        recognised,
        indicator_ids,
        project_ids,
        evaluated,
        candidates,
        ratings,
        remarks,
        rule_set: request.rule_set,
        overrides: wishes.overrides,
    }
}

/// What a candidate's reading would come to if it was taken.
fn would_come_to(
    reading: &CandidateReading,
    sheets: &[Sheet],
    recognised: &Recognised,
    wishes: &Wishes,
) -> Vec<Evaluation> {
    let alone = Recognised {
        heading: recognised.heading.clone(),
        tables: vec![Table::default()],
        indicators: reading
            .indicators
            .iter()
            .map(|indicator| Indicator {
                table: 0,
                ..indicator.clone()
            })
            .collect(),
        ..Recognised::default()
    };
    // What a person says is said of the indicators that were read.
    let wishes = Wishes {
        overrides: BTreeMap::new(),
        ..wishes.clone()
    };
    evaluate::evaluate(sheets, &alone, &wishes).indicators
}

/// The id of every indicator and the row that it stands in, without evaluating anything: a correction may give an
/// indicator another id, and its row is then what stays.
pub fn indicator_rows(document: &Document, corrections: &Corrections) -> Vec<(String, Place)> {
    let mut sheets = kpi_readers::read(document).sheets;
    lay_over(&mut sheets, corrections.cells.clone());
    let recognised = reading::recognise(&sheets, &corrections.mapping);
    let rows = recognised.indicators.iter().map(|indicator| indicator.at.clone());
    ids::of_indicators(&recognised).into_iter().zip(rows).collect()
}

/// A remark of the reader on a cell in the row of an indicator is a remark on that indicator.
fn name_indicators(remarks: &mut [Remark], recognised: &Recognised) {
    let mut remarks = remarks
        .iter_mut()
        .filter(|remark| remark.code.is_of_cell())
        .peekable();
    if remarks.peek().is_none() {
        return;
    }
    // The first of several in one row.
    let mut rows: BTreeMap<(&Option<String>, u32), usize> = BTreeMap::new();
    for (index, indicator) in recognised.indicators.iter().enumerate() {
        if let Some(row) = indicator.at.row {
            rows.entry((&indicator.at.sheet, row)).or_insert(index);
        }
    }
    for remark in remarks {
        let Some(at) = &remark.at else { continue };
        remark.indicator = at.row.and_then(|row| rows.get(&(&at.sheet, row)).copied());
    }
}

/// Lays new texts over cells. A row may grow by a few cells, a sheet never by rows: a correction of a cell that is not
/// there any more changes nothing.
fn lay_over(sheets: &mut [Sheet], cells: BTreeMap<CellRef, String>) {
    const MAX_COLUMNS: usize = 1000;
    for (at, text) in cells {
        let Some(row) = sheets
            .get_mut(at.sheet)
            .and_then(|sheet| sheet.rows.get_mut(at.row))
        else {
            continue;
        };
        if row.tabular && at.column < MAX_COLUMNS && row.cells.len() <= at.column {
            row.cells.resize_with(at.column + 1, Cell::default);
        }
        if let Some(cell) = row.cells.get_mut(at.column) {
            // What a person or a draft puts in is seen as it is evaluated, as all cells are.
            cell.text = text.chars().filter(|&c| !invisible::turns(c)).collect();
        }
    }
}

fn merged(printed: Option<Term>, asked: Term) -> Option<Term> {
    let printed = printed.unwrap_or_default();
    let term = Term {
        start: asked.start.or(printed.start),
        end: asked.end.or(printed.end),
    };
    (term != Term::default()).then_some(term)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kpi_readers::sheet::Row;

    fn at(row: usize, column: usize) -> CellRef {
        CellRef {
            sheet: 0,
            row,
            column,
        }
    }

    #[test]
    fn corrections_lie_over_cells_and_never_fall_outside() {
        let row = |tabular| Row {
            line: 1,
            cells: vec![Cell::new("a"), Cell::new("b")],
            tabular,
        };
        let mut sheets = vec![Sheet {
            rows: vec![row(true), row(false)],
            ..Sheet::default()
        }];
        let cells = [
            (at(0, 1), "12"),
            (at(0, 3), "x"),
            (at(0, usize::MAX), "y"),
            (at(9, 0), "z"),
            (at(1, 5), "w"),
        ];
        lay_over(
            &mut sheets,
            cells
                .into_iter()
                .map(|(at, text)| (at, text.to_owned()))
                .collect(),
        );
        let texts = |row: usize| -> Vec<String> {
            let row = sheets.first().and_then(|sheet| sheet.rows.get(row));
            row.map(|row| row.cells.iter().map(|cell| cell.text.clone()).collect())
                .unwrap_or_default()
        };
        assert_eq!(texts(0), ["a", "12", "", "x"]);
        assert_eq!(texts(1), ["a", "b"]);
    }

    #[test]
    fn nothing_gives_nothing_but_says_so() {
        let assessment = assess(
            &Document::pasted(""),
            &Settings::default(),
            &Corrections::default(),
        );
        assert!(assessment.recognised.indicators.is_empty());
        assert_eq!(
            assessment
                .remarks
                .iter()
                .map(|remark| remark.code)
                .collect::<Vec<_>>(),
            [Code::NoKpi]
        );
    }
}
