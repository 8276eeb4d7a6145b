//! Sheets → indicators: which rows and columns hold what.
//!
//! Each layout looks through the rows that no layout before it has claimed. The order of [`LAYOUTS`] matters: what is
//! told by a header is surer than what is told by marks, and that is surer than what is told by the order of words.
//!
//! | file | recognises |
//! |---|---|
//! | [`table`] | tables with a header of one or several rows |
//! | [`side_by_side`] | tables side by side in the same rows |
//! | [`turned`] | indicators side by side, years or 基準値, 目標値, 実績値 below each other |
//! | [`labelled`] | label–value forms, one block for each indicator |
//! | [`marks`] | 【ＫＰＩ】 … 【実績】 … in running text or cells |
//! | [`stream`] | rows of a PDF's text: name, arrow, numbers, unit, labels one after the other |
//! | [`headless`] | a few cells without a header |
//! | [`relative_change`] | targets such as 26%削減 and ▲5% |
//! | [`contents`] | pages of contents, which are not guessed at |
//! | [`form`], [`blocks`], [`cards`], [`project_rows`] | projects: forms, blocks of running text, numbered rows, columns |
//! | [`heading`] | title, municipality, year, term, section headings |
//! | [`folds`] | records of several rows folded into one: 目標 and 実績 row by row, long form, 上段 and 下段 |
//! | [`two_rows`] | what the two rows of a record hold by two header rows, or a note |
//! | [`gathered`] | records whose cells are gathered from wherever they stand |
//! | [`view`] | cells in another order, read by the table layout, their places kept |
//! | [`shared`] | notes, reasons and remarks below rows, and the indicators that they are of |
//! | [`notes`], [`carried_notes`] | footnotes and the indicators that carry their marks |
//! | [`tiers`] | names in several rows of a header |
//! | [`names`] | the column of the names, and the parts of names |
//! | [`vocabulary`], [`role`], [`column`], [`columns`], [`slots`], [`rows`], [`walked`] | header words, column meanings, rows |
//! | [`page`] | a sheet under recognition, and what a layout is |
//! | [`years`], [`dated`] | years without an era, dated from those beside them, and the source of what was written |
//! | [`unread`] | tables that none of them has read: told, never in silence |
//! | [`records`] | our own export, read back |
//! | [`mapping`] | what a person settled, before all others look |
//! | [`lines`], [`text_row`], [`token`], [`money`], [`agreement`] | running text: lines, words, amounts, names joined by their words |

pub mod agreement;
pub mod blocks;
pub mod cards;
pub mod carried_notes;
pub mod column;
pub mod columns;
pub mod contents;
pub mod dated;
pub mod dates_below;
pub mod folds;
pub mod form;
pub mod gathered;
pub mod heading;
pub mod headless;
pub mod labelled;
pub mod lines;
pub mod mapping;
pub mod marks;
pub mod money;
pub mod names;
pub mod notes;
pub mod page;
pub mod project_rows;
pub mod records;
pub mod relative_change;
pub mod role;
pub mod rows;
pub mod shared;
pub mod side_by_side;
pub mod slots;
pub mod stream;
pub mod table;
pub mod text_row;
pub mod tiers;
pub mod token;
pub mod turned;
pub mod two_rows;
pub mod unread;
pub mod view;
pub mod vocabulary;
pub mod walked;
pub mod years;

use crate::kpi::{CandidateReading, Recognised};
use crate::layout::dated::Dated;
use crate::layout::mapping::Mapping;
pub use crate::layout::page::{Layout, MAX_INDICATORS, Page, is_full};
use kpi_readers::base::remark::{Code, Remark};
use kpi_readers::sheet::Sheet;

/// Every layout, surest first.
pub const LAYOUTS: &[Layout] = &[
    mapping::read::LAYOUT,
    side_by_side::LAYOUT,
    table::LAYOUT,
    turned::LAYOUT,
    labelled::LAYOUT,
    form::LAYOUT,
    marks::LAYOUT,
    blocks::LAYOUT,
    stream::LAYOUT,
    headless::LAYOUT,
];

/// What reads a page after the layouts.
pub type Further = fn(&mut Page<'_>, &mut Recognised);

/// Recognises what the layouts know in the sheets.
pub fn recognise(sheets: &[Sheet], settled: &Mapping) -> Recognised {
    recognise_and(sheets, settled, |_, _| {})
}

/// Recognises what the layouts know, and then on each page what `further` reads.
pub fn recognise_and(sheets: &[Sheet], settled: &Mapping, further: Further) -> Recognised {
    if let Some(mut found) = sheets.first().and_then(records::read) {
        settled.lay_over_heading(&mut found.heading);
        relative_change::settle_all(&mut found);
        return found;
    }
    let mut found = Recognised {
        heading: heading::read(sheets),
        ..Recognised::default()
    };
    settled.lay_over_heading(&mut found.heading);
    for sheet in sheets {
        let source = sheet;
        let joined = dates_below::joined(source);
        let sheet = joined.as_ref().unwrap_or(source);
        let written = years::written_out(sheet, &found.heading);
        let sheet = match &written {
            Some((written, remark)) => {
                found.remarks.extend(remark.clone());
                written
            }
            None => sheet,
        };
        let is_source = joined.is_none() && written.is_none();
        let dated = if is_source {
            Dated::default()
        } else {
            Dated::of(source, sheet)
        };
        let (first_indicator, first_candidate) = (found.indicators.len(), found.candidates.len());
        let mut page = Page::new(sheet, settled, heading::Outline::of(sheet));
        page.dated = dated;
        for layout in LAYOUTS {
            if !is_full(&found) {
                (layout.run)(&mut page, &mut found);
            }
        }
        further(&mut page, &mut found);
        let candidates = found.candidates.iter_mut().skip(first_candidate);
        let readings = candidates.flat_map(|candidate| &mut candidate.readings);
        readings.for_each(|reading| finish(reading, &page));
        unread::remark(&page, &mut found);
        carried_notes::hand_out(&page, first_indicator, &mut found);
        remark_texts(&mut found);
    }
    money::leave_out_costs(&mut found, settled);
    in_order(&mut found, sheets);
    relative_change::settle_all(&mut found);
    if is_full(&found) {
        let last = found.indicators.last().map(|indicator| indicator.at.clone());
        let remark = Remark::new(Code::InputTruncated, last).with([MAX_INDICATORS.to_string()]);
        found.remarks.push(remark);
    }
    found
}

/// Tells of texts that found no room at their indicators, once a sheet.
fn remark_texts(found: &mut Recognised) {
    let left_out = std::mem::take(&mut found.texts_left_out);
    if let Some(first) = left_out.first() {
        let words = [shared::MOST.to_string(), left_out.len().to_string()];
        let remark = Remark::new(Code::TextsLeftOut, Some(first.clone()));
        found.remarks.push(remark.with(words));
    }
}

/// Does with a candidate's reading what is done with all that is read, and puts its pieces back to the source.
fn finish(reading: &mut CandidateReading, page: &Page<'_>) {
    for piece in reading.records.iter_mut().flatten().flatten() {
        *piece = page.dated.source(*piece);
    }
    let mut found = Recognised {
        indicators: std::mem::take(&mut reading.indicators),
        ..Recognised::default()
    };
    carried_notes::hand_out(page, 0, &mut found);
    relative_change::settle_all(&mut found);
    reading.indicators = found.indicators;
}

/// Indicators in the order of the input, whichever layout found them.
fn in_order(found: &mut Recognised, sheets: &[Sheet]) {
    let sheet = |name: &Option<String>| sheets.iter().position(|sheet| sheet.name == *name);
    let mut order: Vec<usize> = (0..found.indicators.len()).collect();
    let line = |index: &usize| {
        found.indicators.get(*index).map(|indicator| {
            let at = &indicator.at;
            (sheet(&at.sheet), at.line, at.column)
        })
    };
    order.sort_by_cached_key(line);
    let mut moved: Vec<Option<crate::kpi::Indicator>> = std::mem::take(&mut found.indicators)
        .into_iter()
        .map(Some)
        .collect();
    let mut new_index = vec![0; moved.len()];
    for (new, &old) in order.iter().enumerate() {
        if let (Some(slot), Some(indicator)) =
            (new_index.get_mut(old), moved.get_mut(old).and_then(Option::take))
        {
            *slot = new;
            found.indicators.push(indicator);
        }
    }
    for remark in &mut found.remarks {
        remark.indicator = remark.indicator.and_then(|old| new_index.get(old).copied());
    }
}
