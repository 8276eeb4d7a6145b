//! What was read, in the language of the page, and how places in it are found in the source.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::ops::Deref;
use std::rc::Rc;

use crate::app::inputs::Inputs;
use crate::app::listing::Facts;
use crate::app::listing::columns::Columns;
use crate::app::listing::facts;
use kpi_readers::base::place::CellRef;
use kpi_readers::base::place::column_name;
use kpi_readers::sheet::Sheet;
use kpi_report::contract::v1;
use kpi_report::export::handout::Choice;
use kpi_report::i18n::Lang;

/// A reading as a property: the same only where it is the very same.
#[derive(Clone)]
pub struct Shared(pub Rc<Reading>);

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Deref for Shared {
    type Target = Rc<Reading>;

    fn deref(&self) -> &Rc<Reading> {
        &self.0
    }
}

/// An evaluation beside the source that it came from.
pub struct Reading {
    /// The inputs.
    pub inputs: Rc<Inputs>,
    /// What it says.
    pub evaluation: v1::Evaluation,
    /// The source as read, corrections laid over it.
    sheets: Vec<Sheet>,
    notices: BTreeMap<String, Vec<usize>>,
    /// Rows of the source that were read, in order, once the source is looked at.
    used_rows: OnceCell<Vec<(usize, usize)>>,
    /// What is known of each KPI for search, facets and order.
    pub facts: Vec<Facts>,
    /// The columns of the table of KPIs.
    pub columns: Columns,
    /// How many notices are shown to who can answer, once that was counted.
    pub listed: OnceCell<usize>,
}

impl Reading {
    /// The reading of these inputs: an evaluation and the source that it is of.
    pub fn new(inputs: Rc<Inputs>, evaluation: v1::Evaluation, sheets: Vec<Sheet>) -> Self {
        let mut notices = BTreeMap::<String, Vec<usize>>::new();
        for (index, notice) in evaluation.notices.iter().enumerate() {
            if let Some(kpi) = &notice.kpi {
                notices.entry(kpi.clone()).or_default().push(index);
            }
        }
        let facts = facts(&evaluation);
        let columns = Columns::of(&evaluation, facts.iter().any(|facts| facts.open > 0));
        Self {
            inputs,
            evaluation,
            sheets,
            notices,
            used_rows: OnceCell::new(),
            facts,
            columns,
            listed: OnceCell::new(),
        }
    }

    /// What a handout says of it beside the evaluation.
    pub fn choice(&self, lang: Lang) -> Choice {
        Choice {
            lang,
            rules: Some(self.inputs.settings.rules()),
            corrected: self.inputs.corrections.count(),
            ..Choice::default()
        }
    }

    /// The notices about a KPI.
    pub fn notices_of(&self, kpi: &v1::Kpi) -> impl Iterator<Item = &v1::Notice> {
        let indices = self.notices.get(&kpi.id).map_or(&[][..], Vec::as_slice);
        indices
            .iter()
            .filter_map(|index| self.evaluation.notices.get(*index))
    }

    /// The notice that names the doubt with which a KPI was read: one of its own, or that on the columns of its table.
    pub fn doubt_of(&self, kpi: &v1::Kpi) -> Option<usize> {
        let found = &self.evaluation;
        let table = found.tables.iter().find(|table| table.id == kpi.table);
        found.notices.iter().position(|notice| {
            let is_own = notice.kpi.as_ref() == Some(&kpi.id);
            let is_of_table = notice.kpi.is_none() && notice.at.as_ref() == table.map(|table| &table.at);
            notice.code == v1::Code::ColumnsAssumed && (is_own || is_of_table)
        })
    }

    /// The sheets of the source.
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// The cell of a place; running text is a row of one cell.
    pub fn cell(&self, place: &v1::Place) -> Option<CellRef> {
        let sheet = place
            .sheet
            .as_ref()
            .and_then(|name| {
                self.sheets()
                    .iter()
                    .position(|sheet| sheet.name.as_ref() == Some(name))
            })
            .unwrap_or(0);
        let rows = &self.sheets().get(sheet)?.rows;
        let index = |number: u32| usize::try_from(number).ok()?.checked_sub(1);
        let row = match (place.row.and_then(index), place.line) {
            (Some(row), _) => row,
            // The row that begins on this line, or the one that this line continues.
            (None, Some(line)) => rows.partition_point(|row| row.line <= line).checked_sub(1)?,
            (None, None) => return None,
        };
        let column = place.column.and_then(index).unwrap_or(0);
        (row < rows.len()).then_some(CellRef { sheet, row, column })
    }

    /// The text of a cell as it stands now, corrections laid over it.
    pub fn text(&self, cell: CellRef) -> &str {
        let row = self
            .sheets()
            .get(cell.sheet)
            .and_then(|sheet| sheet.rows.get(cell.row));
        row.and_then(|row| row.cells.get(cell.column))
            .map_or("", |cell| cell.text.as_str())
    }

    /// What a cell is called: its address, behind the name of its sheet where there are several.
    pub fn cell_name(&self, at: CellRef) -> String {
        let cell = format!("{}{}", column_name(at.column), at.row + 1);
        let sheet = self.sheets.get(at.sheet).and_then(|sheet| sheet.name.as_deref());
        match sheet.filter(|_| self.sheets.len() > 1) {
            Some(sheet) => format!("{sheet} {cell}"),
            None => cell,
        }
    }

    /// The cell carries a correction.
    pub fn is_corrected(&self, cell: CellRef) -> bool {
        self.inputs.corrections.cells.contains_key(&cell)
    }

    /// The cells that a KPI was read from.
    pub fn cells_of(&self, kpi: &v1::Kpi) -> BTreeSet<CellRef> {
        places_of(kpi).filter_map(|place| self.cell(place)).collect()
    }

    /// A KPI or a project was read from this row.
    pub fn is_used(&self, sheet: usize, row: usize) -> bool {
        self.used_rows
            .get_or_init(|| self.rows_in_use())
            .binary_search(&(sheet, row))
            .is_ok()
    }

    /// Sheet and row, in order, each once. Of a large sheet they are many, and a list of them is made in a fraction of what a
    /// tree takes.
    fn rows_in_use(&self) -> Vec<(usize, usize)> {
        let of_kpis = self.evaluation.kpis.iter().flat_map(places_of);
        let of_projects = self.evaluation.projects.iter().map(|project| &project.at);
        let cells = of_kpis.chain(of_projects).filter_map(|place| self.cell(place));
        let mut rows: Vec<(usize, usize)> = cells.map(|cell| (cell.sheet, cell.row)).collect();
        // Many places stand in the row of the one before.
        rows.dedup();
        rows.sort_unstable();
        rows.dedup();
        rows
    }
}

/// The points of a measurement and of its KPI that have a place.
fn places_of(kpi: &v1::Kpi) -> impl Iterator<Item = &v1::Place> {
    let own = [kpi.baseline.as_ref(), kpi.final_target.as_ref()];
    let measured = kpi
        .measurements
        .iter()
        .flat_map(|measurement| [measurement.target.as_ref(), measurement.actual.as_ref()]);
    let points = own
        .into_iter()
        .chain(measured)
        .flatten()
        .filter_map(|point| point.at.as_ref());
    std::iter::once(&kpi.at).chain(points)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kpi_readers::sheet::Cell;
    use kpi_readers::sheet::Row;

    fn reading() -> Reading {
        let row = |line, texts: &[&str]| Row {
            line,
            cells: texts.iter().map(|text| Cell::new(*text)).collect(),
            tabular: texts.len() > 1,
        };
        let rows = vec![
            row(1, &["title"]),
            row(2, &["name", "actual\nvalue"]),
            row(4, &["visitors", "5"]),
        ];
        let sheets = vec![Sheet {
            rows,
            ..Sheet::default()
        }];
        Reading::new(Rc::default(), v1::Evaluation::default(), sheets)
    }

    #[test]
    fn a_place_of_a_table_is_its_row_and_column() {
        let place = v1::Place {
            row: Some(3),
            column: Some(2),
            line: Some(4),
            ..v1::Place::default()
        };
        let cell = reading().cell(&place).expect("the cell is there");
        assert_eq!((cell.row, cell.column), (2, 1));
        assert_eq!(reading().text(cell), "5");
    }

    #[test]
    fn a_line_is_the_row_that_begins_on_it_or_before_it() {
        for (line, row) in [(1, 0), (2, 1), (3, 1), (4, 2), (9, 2)] {
            let place = v1::Place {
                line: Some(line),
                ..v1::Place::default()
            };
            assert_eq!(
                reading().cell(&place).map(|cell| cell.row),
                Some(row),
                "line {line}"
            );
        }
    }

    #[test]
    fn a_place_beyond_the_source_is_nowhere() {
        let place = v1::Place {
            row: Some(9),
            column: Some(1),
            ..v1::Place::default()
        };
        assert_eq!(reading().cell(&place), None);
        assert_eq!(reading().cell(&v1::Place::default()), None);
        assert_eq!(
            reading().text(CellRef {
                sheet: 7,
                row: 7,
                column: 7
            }),
            ""
        );
    }
}
