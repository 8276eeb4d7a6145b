//! Cells of a page in another order, as the [`table`](super::table) layout knows them: rows folded, turned, or parted.
//!
//! What is read out of a view stands where its cells stand on the page, not where they stand in the view.

use crate::kpi::{Indicator, Point, Project, Recognised};
use crate::layout::page::Page;
use kpi_readers::base::place::Place;
use kpi_readers::sheet::{Cell, Row, Sheet};

/// Row and column on the page, 0-based.
pub type At = (usize, usize);

/// Cells in another order.
#[derive(Debug, Default)]
pub struct View {
    /// The cells in their new order; a row's line counts the rows.
    sheet: Sheet,
    /// Where each cell stands on the page.
    from: Vec<Vec<At>>,
    /// The page's row that each row belongs to: its section is that row's.
    rows: Vec<usize>,
}

impl View {
    /// The cells in their new order.
    pub fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// Adds a row of cells with their places. A row that is not tabular is a line between the rows.
    pub fn push(&mut self, row: usize, tabular: bool, cells: Vec<(Cell, At)>) {
        let (cells, from) = cells.into_iter().unzip();
        self.sheet.rows.push(Row {
            line: u32::try_from(self.sheet.rows.len() + 1).unwrap_or(u32::MAX),
            cells,
            tabular,
        });
        self.from.push(from);
        self.rows.push(row);
    }

    /// Adds a row of the page as it is.
    pub fn push_row(&mut self, page: &Page<'_>, row: usize) {
        if let Some(cells) = page.sheet.rows.get(row) {
            let places = (0..).map(|column| (row, column));
            self.push(
                row,
                cells.tabular,
                cells.cells.iter().cloned().zip(places).collect(),
            );
        }
    }

    /// Reads the view by `read`, and puts every place back to the page.
    pub fn read<T>(
        &self,
        page: &Page<'_>,
        found: &mut Recognised,
        read: impl FnOnce(&mut Page<'_>, &mut Recognised) -> T,
    ) -> T {
        let (n_tables, n_projects) = (found.tables.len(), found.projects.len());
        let (n_indicators, n_remarks) = (found.indicators.len(), found.remarks.len());
        let n_texts = found.texts_left_out.len();
        let mut turned = page.view(&self.sheet, page.outline.along(&self.rows));
        let out = read(&mut turned, found);
        let put_back = |place: &mut Place| self.put_back(place, page);
        let tables = found.tables.iter_mut().skip(n_tables);
        tables.map(|table| &mut table.at).for_each(put_back);
        found.texts_left_out.iter_mut().skip(n_texts).for_each(put_back);
        let remarks = found.remarks.iter_mut().skip(n_remarks);
        remarks.filter_map(|remark| remark.at.as_mut()).for_each(put_back);
        for indicator in found.indicators.iter_mut().skip(n_indicators) {
            places_of_indicator(indicator, put_back);
        }
        for project in found.projects.iter_mut().skip(n_projects) {
            places_of_project(project, put_back);
        }
        out
    }

    fn put_back(&self, place: &mut Place, page: &Page<'_>) {
        let index = |number: Option<u32>| {
            number
                .and_then(|number| usize::try_from(number).ok())
                .and_then(|number| number.checked_sub(1))
        };
        let Some(row) = index(place.line) else { return };
        let cells = self.from.get(row);
        let cell = index(place.column).and_then(|column| cells?.get(column));
        let at = cell.or_else(|| cells?.first()).copied();
        let (row, column) = at.unwrap_or((self.rows.get(row).copied().unwrap_or(0), 0));
        *place = page.sheet.place(row, column);
    }
}

fn places_of_indicator(indicator: &mut Indicator, put_back: impl Fn(&mut Place)) {
    put_back(&mut indicator.at);
    let points = indicator.baseline.iter_mut().chain(&mut indicator.final_target);
    points.for_each(|point| places_of_point(point, &put_back));
    for observation in &mut indicator.observations {
        let points = observation.target.iter_mut().chain(&mut observation.actual);
        points.for_each(|point| places_of_point(point, &put_back));
        observation.printed_rate_at.iter_mut().for_each(&put_back);
    }
    let texts = indicator.texts.iter_mut();
    texts.filter_map(|text| text.at.as_mut()).for_each(put_back);
}

fn places_of_project(project: &mut Project, put_back: impl Fn(&mut Place)) {
    put_back(&mut project.at);
    let points = project.cost.iter_mut().chain(&mut project.grant);
    points.for_each(|point| places_of_point(point, &put_back));
    let texts = project.texts.iter_mut();
    texts.filter_map(|text| text.at.as_mut()).for_each(put_back);
}

fn places_of_point(point: &mut Point, put_back: &impl Fn(&mut Place)) {
    point.at.iter_mut().for_each(put_back);
}

#[cfg(test)]
mod tests {
    use crate::layout::mapping::Mapping;
    use crate::layout::recognise;
    use kpi_readers::sheet::{Cell, Row, Sheet};

    fn sheet(rows: &[&[&str]]) -> Sheet {
        let row = |(index, cells): (usize, &&[&str])| Row {
            line: u32::try_from(index + 1).unwrap_or(0),
            cells: cells.iter().map(|text| Cell::new(*text)).collect(),
            tabular: true,
        };
        Sheet {
            name: None,
            rows: rows.iter().enumerate().map(row).collect(),
            ..Sheet::default()
        }
    }

    /// Row and column of the names, of all targets, and of all actuals.
    #[track_caller]
    fn check(rows: &[&[&str]], expected: &str) {
        let found = recognise(&[sheet(rows)], &Mapping::default());
        let mut out = Vec::new();
        for indicator in &found.indicators {
            let seen = &indicator.observations;
            let points = seen.iter().flat_map(|seen| [&seen.target, &seen.actual]);
            let places = points.flatten().filter_map(|point| point.at.as_ref());
            for place in [&indicator.at].into_iter().chain(places) {
                let number = |number: Option<u32>| number.map_or(String::new(), |number| number.to_string());
                out.push(format!("{}:{}", number(place.row), number(place.column)));
            }
        }
        assert_eq!(out.join(" "), expected);
    }

    #[test]
    fn what_was_read_in_another_order_stands_where_its_cells_stand() {
        // Turned by a quarter.
        check(
            &[
                &["年度", "創業者数", "移住者数"],
                &["R4実績", "3", "5"],
                &["R4目標", "4", "6"],
            ],
            "1:2 3:2 2:2 1:3 3:3 2:3",
        );
        // Rows of one record folded.
        check(
            &[
                &["指標", "区分", "R4"],
                &["創業者数", "目標", "4"],
                &["", "実績", "3"],
            ],
            "2:1 2:3 3:3",
        );
        // Side by side.
        check(
            &[
                &["指標", "目標", "実績", "指標", "目標", "実績"],
                &["創業者数", "4", "3", "移住者数", "6", "5"],
            ],
            "2:1 2:2 2:3 2:4 2:5 2:6",
        );
        // A form.
        check(
            &[&["指標名", "創業者数"], &["目標値", "4"], &["実績値", "3"]],
            "1:2 2:2 3:2",
        );
    }
}
