//! Our own export, read back: a record a row, as [`json`](kpi_readers::json) writes them.

use std::collections::BTreeMap;

use crate::kpi::{
    Against, Basis, Certainty, Direction, Heading, Indicator, Observation, Period, Point, Printed, Project,
    Reason, Recognised, Table, Term, Text, TextRole,
};
use crate::layout::page::is_full;
use crate::text::value;
use kpi_readers::base::place::Place;
use kpi_readers::json::{self, BLANK, DIRECTIONS, ESTIMATED, NOTE, SCHEMA};
use kpi_readers::sheet::{Row, Sheet};

/// Tables that were read from an export.
const LAYOUT: &str = "records";

/// Everything in an export; `None` where the sheet is none.
pub fn read(sheet: &Sheet) -> Option<Recognised> {
    let first = sheet.rows.first()?;
    (first.text(0) == SCHEMA).then_some(())?;
    let mut reader = Reader::default();
    for (index, row) in sheet.rows.iter().enumerate() {
        if is_full(&reader.found) {
            break;
        }
        let cells = Cells { sheet, row, index };
        match row.text(0) {
            json::DOCUMENT => reader.found.heading = heading(&cells),
            json::TABLE => reader.table(&cells),
            json::PROJECT => reader.project(&cells),
            json::KPI => reader.kpi(&cells),
            json::MEASUREMENT => reader.measurement(&cells),
            json::TEXT => reader.text(&cells),
            _ => {}
        }
    }
    reader.join_parents();
    Some(reader.found)
}

/// The cells of a row, by their heads' order.
struct Cells<'a> {
    sheet: &'a Sheet,
    row: &'a Row,
    index: usize,
}

impl Cells<'_> {
    fn text(&self, column: usize) -> &str {
        self.row.text(column)
    }

    fn word(&self, column: usize) -> Option<String> {
        Some(self.text(column).to_owned()).filter(|text| !text.is_empty())
    }

    fn words(&self, column: usize) -> Vec<String> {
        let words = self.text(column).split('\n').map(str::to_owned);
        words.filter(|word| !word.is_empty()).collect()
    }

    fn period(&self, column: usize) -> Option<Period> {
        Period::parse(self.text(column))
    }

    fn place(&self, column: usize) -> Place {
        self.sheet.place(self.index, column)
    }

    fn term(&self, start: usize) -> Option<Term> {
        let term = Term {
            start: self.period(start),
            end: self.period(start + 1),
        };
        (!term.is_empty()).then_some(term)
    }

    /// A value as it was printed, with the period and the marks beside it.
    fn point(&self, column: usize, basis: Basis, marks: usize) -> Option<Point> {
        let mut point = value::parse(self.text(column));
        let marks = self.words(marks);
        let has = |mark: &str| marks.iter().any(|other| other == mark);
        point.period = self.period(column + 1);
        point.basis = basis;
        point.at = Some(self.place(column));
        point.estimated |= has(ESTIMATED);
        let note = marks.iter().find_map(|mark| mark.strip_prefix(NOTE));
        point.note = note.map(str::to_owned).or(point.note);
        let is_there = point.absence != Some(Reason::Blank) || has(BLANK);
        is_there.then_some(point)
    }

    fn amount(&self, column: usize) -> Option<Point> {
        let mut point = value::parse(self.text(column));
        point.at = Some(self.place(column));
        (!self.text(column).is_empty()).then_some(point)
    }

    fn printed(&self, status: usize) -> Printed {
        Printed {
            status: self.word(status),
            ratings: self.words(status + 1),
            overall: self.word(status + 2),
            ..Printed::default()
        }
    }
}

fn heading(cells: &Cells<'_>) -> Heading {
    Heading {
        title: cells.word(1),
        municipality: cells.word(2),
        fiscal_year: cells.text(3).parse().ok(),
        term: cells.term(4),
    }
}

fn basis(word: &str) -> Basis {
    match word {
        "annual-increment" => Basis::AnnualIncrement,
        "cumulative-increment" => Basis::CumulativeIncrement,
        _ => Basis::Level,
    }
}

#[derive(Default)]
struct Reader {
    found: Recognised,
    tables: BTreeMap<String, usize>,
    projects: BTreeMap<String, usize>,
    /// Each project's parent, by id.
    parents: Vec<Option<String>>,
    /// The texts that follow are a project's.
    in_project: bool,
}

impl Reader {
    fn table(&mut self, cells: &Cells<'_>) {
        let id = cells.text(1).to_owned();
        self.tables.insert(id.clone(), self.found.tables.len());
        self.found.tables.push(Table {
            id,
            title: cells.word(2),
            layout: LAYOUT,
            at: cells.place(0),
            ..Table::default()
        });
    }

    fn project(&mut self, cells: &Cells<'_>) {
        self.projects
            .insert(cells.text(1).to_owned(), self.found.projects.len());
        self.parents.push(cells.word(3));
        self.in_project = true;
        let next_step = (cells.word(13), cells.word(12));
        self.found.projects.push(Project {
            name: cells.text(2).to_owned(),
            parent: None,
            sheet_nos: cells.words(4),
            grant_name: cells.word(5),
            term: cells.term(6),
            cost: cells.amount(8),
            grant: cells.amount(9),
            printed: Printed {
                label: cells.word(10),
                grade: cells.word(11),
                next_step: (next_step != (None, None)).then_some(next_step),
                ..cells.printed(14)
            },
            texts: Vec::new(),
            at: cells.place(2),
        });
    }

    fn kpi(&mut self, cells: &Cells<'_>) {
        self.in_project = false;
        let words = cells.words(7);
        let directions = words.iter().filter_map(|word| direction(word));
        self.found.indicators.push(Indicator {
            // An export of an earlier version does not say it: what was counted then was not doubted.
            certainty: match cells.text(20) {
                "check" => Certainty::Check,
                _ => Certainty::Sure,
            },
            columns_assumed: cells.words(21).iter().any(|word| word == "column"),
            table: self.tables.get(cells.text(1)).copied().unwrap_or(0),
            project: self.projects.get(cells.text(2)).copied(),
            section: cells.words(3),
            sheet_no: cells.word(4),
            departments: cells.words(22),
            name: cells.text(5).to_owned(),
            unit: cells.word(6),
            printed_directions: directions.collect(),
            direction_unread: None,
            baseline: cells.point(8, basis(cells.text(10)), 18),
            final_target: cells.point(11, basis(cells.text(13)), 19),
            observations: Vec::new(),
            printed: Printed {
                label: cells.word(17),
                ..cells.printed(14)
            },
            texts: Vec::new(),
            at: cells.place(5),
        });
    }

    fn measurement(&mut self, cells: &Cells<'_>) {
        let Some(indicator) = self.found.indicators.last_mut() else {
            return;
        };
        let basis = basis(cells.text(2));
        let rate = cells.word(8);
        indicator.observations.push(Observation {
            period: cells.period(1),
            basis,
            against: match cells.text(3) {
                "final" => Against::Final,
                "baseline" => Against::Baseline,
                _ => Against::Period,
            },
            target: cells.point(4, basis, 9),
            actual: cells.point(6, basis, 10),
            printed_rate_at: rate.is_some().then(|| cells.place(8)),
            printed_rate: rate,
        });
    }

    fn text(&mut self, cells: &Cells<'_>) {
        let text = Text {
            role: text_role(cells.text(1)),
            text: cells.text(2).to_owned(),
            at: Some(cells.place(2)),
        };
        let texts = if self.in_project {
            self.found.projects.last_mut().map(|project| &mut project.texts)
        } else {
            self.found
                .indicators
                .last_mut()
                .map(|indicator| &mut indicator.texts)
        };
        if let Some(texts) = texts {
            texts.push(text);
        }
    }

    fn join_parents(&mut self) {
        let parents = self.parents.iter().enumerate();
        for (index, parent) in parents {
            let parent = parent.as_ref().and_then(|id| self.projects.get(id)).copied();
            // A project is not above itself, nor above what is above it: those before it are.
            if let Some(project) = self.found.projects.get_mut(index) {
                project.parent = parent.filter(|parent| *parent < index);
            }
        }
    }
}

fn direction(word: &str) -> Option<Direction> {
    let (id, _) = DIRECTIONS.iter().find(|(_, known)| *known == word)?;
    match *id {
        "increase" => Some(Direction::Increase),
        "decrease" => Some(Direction::Decrease),
        _ => Some(Direction::Maintain),
    }
}

fn text_role(word: &str) -> TextRole {
    match word {
        "reason" => TextRole::Reason,
        "cause" => TextRole::Cause,
        "effect" => TextRole::Effect,
        "issue" => TextRole::Issue,
        "opinion" => TextRole::Opinion,
        "next-step" => TextRole::NextStep,
        _ => TextRole::Note,
    }
}
