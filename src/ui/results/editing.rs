//! The cells of the table that are edited in place, and how one goes from one to the next.

use web_sys::Event;
use web_sys::HtmlElement;
use yew::TargetCast;

use crate::app::listing::lines::Lines;
use crate::app::listing::lines::n_rows;
use crate::ui::reading::Reading;
use crate::ui::tables::beside_of;
use crate::ui::view::kpi_id;
use crate::ui::view::kpi_of;
use crate::ui::view::open_id;
use kpi_readers::base::place::CellRef;
use kpi_report::contract::v1;
use kpi_report::contract::v1::Status;

/// The longest cell text that is offered for correction, in bytes.
const EDITABLE: usize = 2000;

/// The fields whose cells can be edited, in the order of the columns.
pub const FIELDS: [&str; 6] = ["name", "unit", "baseline", "target", "final", "actual"];

/// KPIs that are passed over at most on the way to one that has the cell.
const FAR: usize = 200;

/// A cell of the table: of a KPI, in a column, in the row of one of its measurements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellId {
    /// Index of the KPI.
    pub kpi: usize,
    /// Index of the measurement; 0 for what the KPI has once.
    pub n: usize,
    /// The column.
    pub field: &'static str,
}

/// Where a key leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The cell before in the row.
    Left,
    /// The cell after in the row.
    Right,
    /// The cell before, from the first of a row to the last of the row above.
    Before,
    /// The cell after, from the last of a row to the first of the row below.
    After,
    /// The same column, so many KPIs further.
    Rows(isize),
    /// The first cell of the row.
    RowStart,
    /// The last cell of the row.
    RowEnd,
}

impl CellId {
    /// The id of what takes the focus in this cell; of a name, the button of its row.
    pub fn id(self) -> String {
        match self.field {
            "name" => open_id(self.kpi),
            field => format!("{}-{field}-{}", kpi_id(self.kpi), self.n),
        }
    }

    /// The cell that has the element of this id.
    pub fn of_id(id: &str) -> Option<Self> {
        let kpi = kpi_of(id)?;
        let (_, n) = id.rsplit_once('-')?;
        let found = FIELDS.iter().map(|&field| Self {
            kpi,
            n: n.parse().unwrap_or(0),
            field,
        });
        found.into_iter().find(|cell| cell.id() == id)
    }
}

/// The cell whose button or field an event is of.
pub fn cell_of(event: &Event) -> Option<CellId> {
    CellId::of_id(&event.target_dyn_into::<HtmlElement>()?.id())
}

/// The event is of a text field, whose own keys go before.
pub fn is_field(event: &Event) -> bool {
    let element = event.target_dyn_into::<HtmlElement>();
    element.is_some_and(|element| element.tag_name() == "INPUT")
}

/// The cell of the source that holds what a cell of the table shows; `None` where there is none, or its text is too long
/// to be put right in a line.
pub fn source_of(reading: &Reading, cell: CellId) -> Option<CellRef> {
    let kpi = reading.evaluation.kpis.get(cell.kpi)?;
    let measurement = kpi.measurements.get(cell.n);
    let of = |point: Option<&v1::Point>| point?.at.clone();
    let place = match cell.field {
        "name" => Some(kpi.at.clone()),
        "unit" => beside_of(reading, kpi, "unit"),
        "baseline" => of(kpi.baseline.as_ref()).or_else(|| beside_of(reading, kpi, "baseline")),
        "final" => of(kpi.final_target.as_ref()),
        "target" => of(measurement?.target.as_ref()),
        "actual" => of(measurement?.actual.as_ref()),
        _ => None,
    };
    let place = place.filter(|place| place.row.is_some() && place.column.is_some())?;
    let at = reading.cell(&place)?;
    (reading.text(at).len() <= EDITABLE).then_some(at)
}

/// The cell is a field without being asked: what is missing, or was put right.
pub fn is_open(reading: &Reading, cell: CellId, at: CellRef) -> bool {
    let kpi = reading.evaluation.kpis.get(cell.kpi);
    let measurement = kpi.and_then(|kpi| kpi.measurements.get(cell.n));
    let is_missing = measurement.is_some_and(|measurement| measurement.status == Status::NotEntered);
    cell.field == "actual" && (is_missing || reading.is_corrected(at))
}

/// The cell that a key leads to from another one; `fields` are the columns that are seen.
pub fn next(
    reading: &Reading,
    lines: &Lines,
    fields: &[&'static str],
    from: CellId,
    way: Way,
) -> Option<CellId> {
    let seen = || FIELDS.into_iter().filter(|field| fields.contains(field));
    let is_cell = |cell: &CellId| cell.field == "name" || source_of(reading, *cell).is_some();
    let row: Vec<CellId> = seen()
        .map(|field| CellId {
            field,
            n: if is_measured(field) { from.n } else { 0 },
            ..from
        })
        .filter(is_cell)
        .collect();
    let here = row.iter().position(|cell| cell.field == from.field);
    let left = || here.and_then(|here| row.get(here.checked_sub(1)?)).copied();
    let right = || here.and_then(|here| row.get(here + 1)).copied();
    match way {
        Way::Left => left(),
        Way::Right => right(),
        Way::RowStart => row.first().copied(),
        Way::RowEnd => row.last().copied(),
        Way::After => right().or_else(|| {
            CellId {
                field: "name",
                ..from
            }
            .below(reading, lines, 1)
        }),
        Way::Before => left().or_else(|| {
            let above = from.below(reading, lines, -1)?;
            next(reading, lines, fields, above, Way::RowEnd)
        }),
        Way::Rows(by) => {
            let step = by.signum();
            let mut cell = from.below(reading, lines, by)?;
            for _ in 0..FAR {
                if is_cell(&cell) {
                    return Some(cell);
                }
                cell = cell.below(reading, lines, step)?;
            }
            None
        }
    }
}

/// It is said once for each measurement.
pub fn is_measured(field: &str) -> bool {
    matches!(field, "target" | "actual")
}

impl CellId {
    /// The same column so many rows further; a column of the KPI has one row for each.
    fn below(self, reading: &Reading, lines: &Lines, by: isize) -> Option<Self> {
        let n_rows = |kpi: usize| reading.evaluation.kpis.get(kpi).map_or(1, n_rows);
        if is_measured(self.field) {
            let n = self.n.checked_add_signed(by.signum());
            if let Some(n) = n.filter(|n| by.abs() == 1 && *n < n_rows(self.kpi)) {
                return Some(Self { n, ..self });
            }
        }
        let kpi = lines.beside(self.kpi, by)?;
        let n = if is_measured(self.field) && by < 0 {
            n_rows(kpi) - 1
        } else {
            0
        };
        Some(Self { kpi, n, ..self })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::app::listing::Listing;
    use kpi_readers::sheet::{Cell, Row, Sheet};
    use std::rc::Rc;

    const ALL: [&str; 6] = FIELDS;

    pub(in crate::ui::results) fn cell(kpi: usize, field: &'static str) -> CellId {
        CellId { kpi, n: 0, field }
    }

    /// Three KPIs in rows of name, target, actual; the second has no target.
    pub(in crate::ui::results) fn reading() -> Reading {
        let place = |row: u32, column: u32| v1::Place {
            row: Some(row),
            column: Some(column),
            ..v1::Place::default()
        };
        let point = |row, column| {
            Some(v1::Point {
                at: Some(place(row, column)),
                ..v1::Point::default()
            })
        };
        let kpi = |row: u32| v1::Kpi {
            at: place(row, 1),
            measurements: vec![v1::Measurement {
                target: point(row, 2).filter(|_| row != 2),
                actual: point(row, 3),
                ..v1::Measurement::default()
            }],
            ..v1::Kpi::default()
        };
        let evaluation = v1::Evaluation {
            kpis: (1..=3).map(kpi).collect(),
            ..v1::Evaluation::default()
        };
        let row = |line, cells: [&str; 3]| Row {
            line,
            cells: cells.map(Cell::new).to_vec(),
            tabular: true,
        };
        let sheets = vec![Sheet {
            rows: vec![
                row(1, ["a", "1", "2"]),
                row(2, ["b", "3", "4"]),
                row(3, ["c", "5", "6"]),
            ],
            ..Sheet::default()
        }];
        Reading::new(Rc::default(), evaluation, sheets)
    }

    fn going(from: CellId, way: Way) -> Option<CellId> {
        let reading = reading();
        let lines = Lines::of(&reading.evaluation, &[0, 1, 2], &Listing::default(), |_| false);
        next(&reading, &lines, &ALL, from, way)
    }

    #[test]
    fn an_id_tells_its_cell() {
        for field in FIELDS {
            let here = CellId {
                n: usize::from(is_measured(field)),
                ..cell(12, field)
            };
            assert_eq!(CellId::of_id(&here.id()), Some(here));
        }
        for other in [
            "ke-kpi-12",
            "ke-kpi-12-doubt",
            "ke-kpi-12-actual-0-input",
            "ke-search",
        ] {
            assert_eq!(CellId::of_id(other), None, "{other}");
        }
    }

    #[test]
    fn keys_go_along_the_row_and_stop_at_its_ends() {
        assert_eq!(going(cell(0, "name"), Way::Right), Some(cell(0, "target")));
        assert_eq!(going(cell(0, "target"), Way::Right), Some(cell(0, "actual")));
        assert_eq!(going(cell(0, "actual"), Way::Right), None);
        assert_eq!(going(cell(0, "actual"), Way::RowStart), Some(cell(0, "name")));
        assert_eq!(going(cell(1, "name"), Way::RowEnd), Some(cell(1, "actual")));
        assert_eq!(going(cell(0, "name"), Way::Left), None);
    }

    #[test]
    fn keys_go_down_the_column_past_what_has_no_such_cell() {
        assert_eq!(going(cell(0, "actual"), Way::Rows(1)), Some(cell(1, "actual")));
        assert_eq!(going(cell(0, "target"), Way::Rows(1)), Some(cell(2, "target")));
        assert_eq!(going(cell(2, "target"), Way::Rows(-1)), Some(cell(0, "target")));
        assert_eq!(going(cell(2, "actual"), Way::Rows(1)), None);
        assert_eq!(going(cell(0, "actual"), Way::Rows(20)), Some(cell(2, "actual")));
    }

    #[test]
    fn kept_with_tab_one_goes_on_from_row_to_row() {
        assert_eq!(going(cell(0, "actual"), Way::After), Some(cell(1, "name")));
        assert_eq!(going(cell(1, "name"), Way::Before), Some(cell(0, "actual")));
        assert_eq!(going(cell(0, "name"), Way::Before), None);
    }
}
