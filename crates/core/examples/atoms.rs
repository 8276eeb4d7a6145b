//! Prints the atoms and proposals of a text, to see what the generators see.

use kpi_core::kpi::Recognised;
use kpi_core::layout::mapping::Mapping;
use kpi_core::layout::{Page, heading};
use kpi_core::reading::choose;
use kpi_core::reading::split::{self, Split};
use kpi_readers::sheet::Document;

fn main() {
    let path = std::env::args().nth(1).unwrap_or_default();
    let reading = if std::path::Path::new(&path)
        .extension()
        .is_some_and(|ext| ext == "txt")
        && !path.contains("negatives")
    {
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        kpi_readers::read(&Document::pasted(
            text.split_once('\n').map_or("", |(_, rest)| rest),
        ))
    } else {
        let bytes = std::fs::read(&path).unwrap_or_default();
        let settings = kpi_readers::file::FileSettings::default();
        kpi_readers::read(
            &kpi_readers::file::open(&bytes, Some(&path), &settings)
                .map_or_else(|_| Document::pasted(""), |opened| opened.document),
        )
    };
    let _ = Recognised::default();
    for sheet in &reading.sheets {
        let heading = heading::read(&reading.sheets);
        let joined = kpi_core::layout::dates_below::joined(sheet);
        let sheet = joined.as_ref().unwrap_or(sheet);
        let dated = kpi_core::layout::years::written_out(sheet, &heading);
        let sheet = dated.as_ref().map_or(sheet, |(sheet, _)| sheet);
        let settled = Mapping::default();
        let page = Page::new(sheet, &settled, heading::Outline::of(sheet));
        for split in [Split::Lines, Split::Words] {
            println!("== {split:?}");
            for atom in split::stream(sheet, split, |_| true) {
                println!("{:?}\t{}", atom.kind, atom.text.replace('\n', "⏎"));
            }
        }
        for reading in choose::readings(&page, true) {
            println!(
                "-- {} {}% score {} rates {:?} said {}/{}",
                reading.table.generator,
                reading.confidence,
                reading.roles.score,
                reading.roles.rates,
                reading.roles.target_said,
                reading.roles.actual_said
            );
            if let Some(rival) = &reading.rival {
                println!(
                    "   rival {} {:?} rates {:?} checksum {} against {}",
                    rival.score,
                    rival.roles.iter().map(|role| role.id()).collect::<Vec<_>>(),
                    rival.rates,
                    rival.checksum,
                    reading.roles.checksum
                );
            }
            for (head, role) in reading.table.heads.iter().zip(&reading.roles.roles) {
                println!("   [{}] {:?} {:?}", role.id(), head.text, head.said.first());
            }
            for record in reading.table.records.iter().take(6) {
                let name: Vec<&str> = record.name.iter().map(|cell| cell.text.as_str()).collect();
                let cells: Vec<&str> = record
                    .cells
                    .iter()
                    .map(|cell| cell.as_ref().map_or("·", |cell| cell.text.as_str()))
                    .collect();
                println!("   {:?} {name:?}: {cells:?}", record.section);
            }
        }
    }
}
