//! What a person answers to a table that may hold KPIs.

use crate::app::inputs::Change;
use kpi_core::layout::mapping::TableMapping;
use kpi_core::layout::mapping::zero_based;
use kpi_readers::sheet::Sheet;
use kpi_report::contract::v1;

/// Taking a reading of a candidate: of it, and of every other one that stands under the same header and has a reading
/// with the same columns.
pub fn taken(found: &v1::Evaluation, sheets: &[Sheet], candidate: usize, reading: usize) -> Option<Change> {
    let candidates = &found.candidates;
    let taken = candidates.get(candidate)?.readings.get(reading)?;
    let table = table(taken)?;
    let header = header(table, sheets);
    let is_like = |other: &&v1::CandidateReading| {
        self::table(other)
            .is_some_and(|other| other.columns == table.columns && self::header(other, sheets) == header)
    };
    let others = candidates.iter().enumerate().filter_map(|(index, other)| {
        let is_other = index != candidate && !header.is_empty();
        is_other.then(|| other.readings.iter().find(is_like)).flatten()
    });
    let all = std::iter::once(taken).chain(others);
    let changes = all.filter_map(|reading| Some(Change::Table(Box::new(self::table(reading)?.clone()))));
    Some(Change::All(changes.collect()))
}

/// Saying that a candidate holds no KPIs.
pub fn dismissed(candidate: &v1::Candidate) -> Option<Change> {
    let table = table(candidate.readings.first()?)?;
    Some(Change::NotKpis(table.key()))
}

/// The table of a candidate's reading.
pub fn table(reading: &v1::CandidateReading) -> Option<&TableMapping> {
    reading.mapping.tables.first()
}

/// What stands in the rows that a table takes besides its records.
fn header<'a>(table: &TableMapping, sheets: &'a [Sheet]) -> Vec<&'a str> {
    let rows = sheets
        .iter()
        .find(|sheet| sheet.name == table.sheet)
        .map_or(&[][..], |sheet| sheet.rows.as_slice());
    table
        .ignored_rows
        .iter()
        .filter_map(|row| rows.get(zero_based(*row)))
        .flat_map(|row| &row.cells)
        .map(|cell| cell.text.trim())
        .filter(|text| !text.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kpi_core::assess::{Corrections, Settings, assess};
    use kpi_readers::sheet::Document;
    use kpi_report::contract;
    use kpi_report::i18n::Lang;

    const TWO: &str = "項目\t確保方策\t見込額\n健診の受診者数\t1,200人\t1,350人\n相談の利用者数\t800人\t760人\n\
        教室の開催数\t40回\t52回\n\nここからは別の表です。\n\n項目\t確保方策\t見込額\n\
        図書館の来館者数\t200人\t350人\n体育館の利用者数\t80人\t60人\n公民館の講座数\t4回\t5回\n";

    #[test]
    fn what_is_taken_goes_for_every_table_with_the_same_header() {
        let assessment = assess(
            &Document::pasted(TWO),
            &Settings::default(),
            &Corrections::default(),
        );
        let found = contract::evaluation(&assessment, Lang::Ja);
        assert_eq!(found.candidates.len(), 2);
        let n_tables = |found: &v1::Evaluation| match taken(found, &assessment.sheets, 1, 0) {
            Some(Change::All(changes)) => changes.len(),
            _ => 0,
        };
        assert_eq!(n_tables(&found), 2);
        let mut other = found.clone();
        if let Some(first) = other.candidates.first_mut() {
            first.readings.clear();
        }
        assert_eq!(n_tables(&other), 1);
        assert_eq!(taken(&found, &assessment.sheets, 2, 0), None);
    }
}
