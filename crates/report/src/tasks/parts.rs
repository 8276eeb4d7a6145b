//! An assessment in pieces: a page that takes in thousands of KPIs at once stands still.

use serde::Deserialize;
use serde::Serialize;

use crate::contract::v1;
use kpi_readers::sheet::Row;
use kpi_readers::sheet::Sheet;

/// KPIs in one piece.
const KPIS: usize = 50;

/// Notices and projects in one piece.
const OTHERS: usize = 200;

/// Rows in one piece.
const ROWS: usize = 400;

/// A piece.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Part {
    /// Everything but the long lists; how many KPIs there will be.
    Head(Box<v1::Evaluation>, usize),
    /// KPIs.
    Kpis(Vec<v1::Kpi>),
    /// Projects.
    Projects(Vec<v1::Project>),
    /// Notices.
    Notices(Vec<v1::Notice>),
    /// A sheet begins, without its rows.
    Sheet(Sheet),
    /// Rows of the sheet that began last.
    Rows(Vec<Row>),
}

/// The pieces of an evaluation and of the sheets beside it.
pub fn split(mut evaluation: v1::Evaluation, sheets: &[Sheet]) -> impl Iterator<Item = Part> {
    let kpis = std::mem::take(&mut evaluation.kpis);
    let projects = std::mem::take(&mut evaluation.projects);
    let notices = std::mem::take(&mut evaluation.notices);
    let head = Part::Head(Box::new(evaluation), kpis.len());
    let rows = sheets.iter().flat_map(|sheet| {
        let rows = sheet.rows.chunks(ROWS).map(|rows| Part::Rows(rows.to_vec()));
        let head = Sheet {
            name: sheet.name.clone(),
            rows: Vec::new(),
            pages: sheet.pages.clone(),
            left_out: sheet.left_out.clone(),
        };
        std::iter::once(Part::Sheet(head)).chain(rows)
    });
    std::iter::once(head)
        .chain(pieces(kpis, KPIS).map(Part::Kpis))
        .chain(pieces(projects, OTHERS).map(Part::Projects))
        .chain(pieces(notices, OTHERS).map(Part::Notices))
        .chain(rows)
}

fn pieces<T>(list: Vec<T>, size: usize) -> impl Iterator<Item = Vec<T>> {
    let mut rest = list.into_iter();
    std::iter::from_fn(move || {
        let piece: Vec<T> = rest.by_ref().take(size).collect();
        (!piece.is_empty()).then_some(piece)
    })
}

/// What was told so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gathered {
    /// The evaluation.
    pub evaluation: v1::Evaluation,
    /// The source as read.
    pub sheets: Vec<Sheet>,
    /// KPIs there will be.
    pub n_kpis: usize,
}

impl Gathered {
    /// Takes a piece in.
    pub fn add(&mut self, part: Part) {
        match part {
            Part::Head(head, n_kpis) => {
                let n_kpis = n_kpis.min(kpi_core::layout::MAX_INDICATORS);
                self.evaluation = *head;
                self.evaluation.kpis.reserve_exact(n_kpis);
                self.n_kpis = n_kpis;
            }
            Part::Kpis(mut kpis) => self.evaluation.kpis.append(&mut kpis),
            Part::Projects(mut projects) => self.evaluation.projects.append(&mut projects),
            Part::Notices(mut notices) => self.evaluation.notices.append(&mut notices),
            Part::Sheet(sheet) => self.sheets.push(sheet),
            Part::Rows(mut rows) => {
                if let Some(sheet) = self.sheets.last_mut() {
                    sheet.rows.append(&mut rows);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kpi_readers::sheet::Cell;

    #[test]
    fn the_pieces_of_an_assessment_make_it_again() {
        let kpi = |n: usize| v1::Kpi {
            id: n.to_string(),
            ..v1::Kpi::default()
        };
        let evaluation = v1::Evaluation {
            version: "1".to_owned(),
            kpis: (0..=2 * KPIS).map(kpi).collect(),
            projects: vec![v1::Project::default(); 3],
            notices: vec![v1::Notice::of(v1::Code::NoKpi); OTHERS],
            ..v1::Evaluation::default()
        };
        let row = |n: u32| Row {
            line: n,
            cells: vec![Cell::new("a")],
            tabular: true,
        };
        let sheets = [
            Sheet {
                name: Some("一".to_owned()),
                rows: (0..450).map(row).collect(),
                ..Sheet::default()
            },
            Sheet::default(),
        ];
        let mut gathered = Gathered::default();
        for part in split(evaluation.clone(), &sheets) {
            let written = serde_json::to_string(&part).unwrap();
            gathered.add(serde_json::from_str(&written).unwrap());
        }
        assert_eq!(gathered.evaluation, evaluation);
        assert_eq!(gathered.sheets, sheets);
        assert_eq!(gathered.n_kpis, 2 * KPIS + 1);
    }
}
