//! A few cells without a header: what each column means is guessed from the values, and asked.
//!
//! The guess: words → name, known units → unit, arrows → direction, percentages that equal actual ÷ target → rate;
//! the numbers are, in their order, target and actual, with a baseline before them if there are three.

use crate::kpi::{Arrangement, Extent, Recognised, Table, TextRole};
use crate::layout::columns::{self, Spec};
use crate::layout::page::{Layout, Page, is_full};
use crate::layout::role::Role;
use crate::layout::rows::{self, Fit, Reader};
use crate::layout::{contents, slots, vocabulary};
use crate::text::{arrow, era, fold, heading, unit, value, verdict};
use kpi_readers::base::Decimal;
use kpi_readers::sheet::{Cell, Row};

/// Cells without a header.
pub const LAYOUT: Layout = Layout { id: "headless", run };

/// The longest name.
const LONGEST_NAME: usize = 60;
/// More rows than this are no handful of cells, but a table whose header was not understood.
const A_HANDFUL: usize = 12;

fn run(page: &mut Page<'_>, found: &mut Recognised) {
    if !found.indicators.is_empty() || !found.projects.is_empty() {
        return;
    }
    contents::claim(page);
    let n_filled = page.sheet.rows.iter().filter(|row| !row.is_blank()).count();
    if n_filled > A_HANDFUL {
        return;
    }
    let stretches = stretches(page);
    // A title at most: whatever else stands there makes it a document, whose tables are not guessed at.
    if stretches.len() != 1 || stretches.iter().any(|range| range.len() + 1 < n_filled) {
        return;
    }
    if page.sheet.rows.iter().any(says_what_it_holds) {
        return;
    }
    for range in stretches {
        if !is_full(found) {
            read(page, range, found);
        }
    }
}

/// 計画目標値 | 73 | 71: a row of one kind of value, under a header that was not understood.
fn says_what_it_holds(row: &Row) -> bool {
    let mut cells = row.cells.iter().filter(|cell| !cell.is_blank());
    let is_value_word = |cell: &Cell| vocabulary::role(&cell.text).is_some_and(Role::is_value);
    let first = cells.next().filter(|cell| is_value_word(cell));
    first.is_some() && cells.clone().count() > 0 && cells.all(|cell| rows::is_value_like(&cell.text))
}

/// Runs of tabular rows; blank rows do not part them.
fn stretches(page: &Page<'_>) -> Vec<std::ops::Range<usize>> {
    let mut stretches: Vec<std::ops::Range<usize>> = Vec::new();
    let mut open: Option<std::ops::Range<usize>> = None;
    for (index, row) in page.sheet.rows.iter().enumerate() {
        if row.tabular && page.is_free(index) && row.sole_text().is_none() && !row.is_blank() {
            let first = open.as_ref().map_or(index, |range| range.start);
            open = Some(first..index + 1);
        } else if !row.is_blank()
            && let Some(range) = open.take()
        {
            stretches.push(range);
        }
    }
    stretches.extend(open);
    stretches
}

/// A row without figures above rows of them is a header, though nothing in it is known: a table of something else. So is
/// one whose figures have units that none below has: 1立目 over 4.
fn has_unknown_header(rows: &[&Row]) -> bool {
    let Some((first, below)) = rows.split_first().filter(|(_, below)| !below.is_empty()) else {
        return false;
    };
    // 1号給の給料月額 begins with a number and is words.
    let is_figure = |text: &str| {
        value::begins_with_number(text) && rows::is_value_like(text) && era::only(text).is_none()
    };
    let has_unit = |text: &str| value::parse(text).unit.is_some();
    let is_counted = |(column, cell): &(usize, &Cell)| {
        has_unit(&cell.text) && below.iter().all(|row| !has_unit(row.text(*column)))
    };
    let n_counted = first.cells.iter().enumerate().filter(is_counted).count();
    n_counted >= 2 && below.len() > 1 || !first.cells.iter().any(|cell| is_figure(&cell.text))
}

fn read(page: &mut Page<'_>, range: std::ops::Range<usize>, found: &mut Recognised) {
    let sheet = page.sheet;
    let filled: Vec<&Row> = sheet
        .rows
        .get(range.clone())
        .unwrap_or(&[])
        .iter()
        .filter(|row| !row.is_blank())
        .collect();
    let header = filled
        .split_first()
        .filter(|(first, rest)| is_header(first, rest));
    if header.is_none() && has_unknown_header(&filled) || sheet.name.is_some() {
        return;
    }
    let guessed = match header {
        Some((header, rest)) => guess_under(header, rest),
        None => guess(&filled),
    };
    let Some(mut specs) = guessed else { return };
    let id = page.next_table_id(found);
    page.index.lay_over(&mut specs, &id);
    let Some(name_column) = specs
        .iter()
        .find(|spec| spec.role == Role::Name)
        .map(|spec| spec.column)
    else {
        return;
    };
    let plan = slots::plan(&specs, found.heading.fiscal_year);
    let reader = Reader {
        sheet,
        specs: &specs,
        plan: &plan,
        name_column,
        part_column: None,
        last_period: None,
    };
    let table = found.tables.len();
    let first_indicator = found.indicators.len();
    let mut ignored = Vec::new();
    for row in range.clone() {
        if sheet.rows.get(row).is_some_and(|row| reads(&reader, row)) {
            let mut remarks = Vec::new();
            let mut indicator = reader.indicator(row, &mut remarks);
            indicator.table = table;
            indicator.section = page.outline.at(row);
            let index = found.indicators.len();
            found
                .remarks
                .extend(remarks.into_iter().map(|remark| remark.on_indicator(index)));
            found.indicators.push(indicator);
        } else if sheet.rows.get(row).is_some_and(|row| !row.is_blank()) {
            ignored.push(row);
        }
    }
    if found.indicators.len() == first_indicator {
        return;
    }
    let header: Vec<usize> = match (header, ignored.split_first()) {
        (Some(_), Some((&first, rest))) => {
            let header = vec![first];
            ignored = rest.to_vec();
            header
        }
        _ => Vec::new(),
    };
    let at = sheet.place(range.start, 0);
    found.remarks.extend(columns::remark_on_assumed(&specs, &at));
    let columns = specs.iter().map(Spec::shown).collect();
    found.tables.push(Table {
        id,
        title: None,
        layout: LAYOUT.id,
        columns,
        extent: (!page.is_view).then(|| Extent {
            first: range.start,
            last: range.end.saturating_sub(1),
            header,
            ignored,
            ..Extent::default()
        }),
        arrangement: Arrangement::default(),
        at,
    });
    page.claim(range);
}

/// A row of values whose name is one: no year, no header word, no letter of a grade.
fn reads(reader: &Reader<'_>, row: &Row) -> bool {
    let name = row.text(reader.name_column);
    let is_name = name.chars().count() >= 2
        && name.chars().any(fold::is_japanese)
        && vocabulary::role(name).is_none()
        && era::only(name).is_none()
        && !era::is_time(&fold::squeeze(name))
        && !verdict::is_grade(&fold::squeeze(name));
    let words = row
        .cells
        .iter()
        .filter(|cell| vocabulary::role(&cell.text).is_some())
        .count();
    is_name && words < 2 && matches!(reader.fit(row), Fit::Values | Fit::Empty)
}

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Blank,
    Arrows,
    Units,
    Percentages,
    Numbers,
    Ordinals,
    Words,
    Prose,
}

/// A row of words over columns of numbers.
fn is_header(first: &Row, rest: &[&Row]) -> bool {
    let filled: Vec<(usize, &str)> = first
        .cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| !cell.is_blank())
        .map(|(column, cell)| (column, cell.text.trim()))
        .collect();
    let is_word = |text: &str| {
        let is_year = || era::only(text).is_some() || vocabulary::role(text).is_some();
        is_year() || !rows::is_value_like(text) && arrow::parse(text).is_none()
    };
    let over_numbers = |column: usize| {
        let mut cells = rest
            .iter()
            .map(|row| row.text(column))
            .filter(|text| !text.is_empty());
        cells.clone().next().is_some() && cells.all(rows::is_value_like)
    };
    filled.len() >= 2
        && filled.iter().all(|(_, text)| is_word(text))
        && filled.iter().any(|&(column, _)| over_numbers(column))
}

/// Columns under a header that names none of them the names: what it does name is taken, nothing else is guessed, and
/// without a target or an actual among it the table is one of something else.
fn guess_under(header: &Row, rest: &[&Row]) -> Option<Vec<Spec>> {
    let width = rest.iter().map(|row| row.cells.len()).max()?;
    let specs = (0..width).map(|column| columns::spec(column, &[&*fold::join(header.text(column))]));
    let mut specs: Vec<Spec> = specs.collect();
    let is_aim =
        |spec: &Spec| spec.by_word && matches!(spec.role, Role::Target | Role::FinalTarget | Role::Actual);
    let first = specs.iter().position(is_aim)?;
    let is_words = |column: usize| look(rest, column) == Look::Words;
    let name = specs
        .iter()
        .position(|spec| spec.role == Role::Name)
        .or_else(|| (0..first).rev().find(|&column| is_words(column)))
        .or_else(|| (0..width).find(|&column| is_words(column)))?;
    if let Some(spec) = specs.get_mut(name) {
        (spec.role, spec.assumed) = (Role::Name, spec.role != Role::Name);
    }
    Some(specs)
}

/// The best guess of the columns; `None` without a column of names and one of numbers.
pub fn guess(rows: &[&Row]) -> Option<Vec<Spec>> {
    let width = rows.iter().map(|row| row.cells.len()).max()?;
    let looks: Vec<Look> = (0..width).map(|column| look(rows, column)).collect();
    let name = looks.iter().position(|look| *look == Look::Words)?;
    let mut specs: Vec<Spec> = looks
        .iter()
        .enumerate()
        .map(|(column, look)| {
            let role = match look {
                _ if column == name => Role::Name,
                Look::Arrows => Role::Direction,
                Look::Units => Role::Unit,
                Look::Ordinals if column < name => Role::Number,
                Look::Prose | Look::Words => Role::Note(TextRole::Note),
                _ => Role::Ignore,
            };
            Spec {
                assumed: true,
                ..Spec::of(column, role)
            }
        })
        .collect();
    let is_value = |column: &usize| {
        matches!(looks.get(*column), Some(Look::Numbers | Look::Percentages))
            || looks.get(*column) == Some(&Look::Ordinals) && *column > name
    };
    let mut values: Vec<usize> = (name + 1..width).filter(is_value).collect();
    let blank_behind = values
        .last()
        .and_then(|last| looks.get(last + 1))
        .is_some_and(|look| *look == Look::Blank);
    let rate = rate(rows, &values, &looks);
    values.retain(|column| Some(*column) != rate);
    let roles: &[Role] = match (values.len(), blank_behind && rate.is_none()) {
        (0, _) => return None,
        // An empty column behind the only numbers waits for the actuals.
        (1, true) => &[Role::Target],
        (1, false) => &[Role::Actual],
        (2, true) if looks.len() <= 4 => &[Role::Baseline, Role::Target],
        (2, _) => &[Role::Target, Role::Actual],
        (3, _) => &[Role::Baseline, Role::Target, Role::Actual],
        _ => &[Role::Baseline, Role::Target, Role::Actual, Role::FinalTarget],
    };
    let waiting = if roles.last() == Some(&Role::Target) {
        values.last().map(|last| last + 1)
    } else {
        None
    };
    if counts_two_things(rows, &values, roles) {
        return None;
    }
    let assigned = values.iter().copied().zip(roles.iter().copied());
    for (column, role) in assigned
        .chain(waiting.map(|column| (column, Role::Actual)))
        .chain(rate.map(|column| (column, Role::Rate)))
    {
        if let Some(spec) = specs.get_mut(column) {
            spec.role = role;
        }
    }
    Some(specs)
}

/// What would be aimed at and what was reached have other units in every row, 10.4% and 162,100円: they are not held
/// against each other.
fn counts_two_things(rows: &[&Row], values: &[usize], roles: &[Role]) -> bool {
    let column = |wanted: Role| {
        let at = roles.iter().position(|role| *role == wanted)?;
        values.get(at).copied()
    };
    let (Some(target), Some(actual)) = (column(Role::Target), column(Role::Actual)) else {
        return false;
    };
    let own = |row: &Row, column: usize| value::parse(row.text(column)).unit;
    let both = rows
        .iter()
        .filter_map(|row| own(row, target).zip(own(row, actual)));
    unit::all_unlike(both) > 0
}

fn look(rows: &[&Row], column: usize) -> Look {
    let cells: Vec<&str> = rows
        .iter()
        .map(|row| row.text(column))
        .filter(|text| !text.is_empty())
        .collect();
    let all = |wanted: fn(&str) -> bool| cells.iter().all(|cell| wanted(cell));
    let most = |wanted: fn(&str) -> bool| cells.iter().filter(|cell| wanted(cell)).count() * 2 > cells.len();
    if cells.is_empty() {
        Look::Blank
    } else if all(|cell| arrow::parse(cell).is_some()) {
        Look::Arrows
    } else if all(|cell| unit::is_unit(&fold::squeeze(cell))) {
        Look::Units
    } else if cells.len() > 1 && is_counting(&cells) || all(heading::is_sheet_number) {
        Look::Ordinals
    } else if all(|cell| value::is_percentage(cell) || !value::begins_with_number(cell))
        && most(value::is_percentage)
    {
        Look::Percentages
    } else if most(rows::is_value_like) {
        Look::Numbers
    } else if most(|cell| cell.chars().count() > LONGEST_NAME || cell.ends_with('。')) {
        Look::Prose
    } else {
        Look::Words
    }
}

/// 1, 2, 3, …: numbers of rows.
fn is_counting(cells: &[&str]) -> bool {
    cells
        .iter()
        .enumerate()
        .all(|(index, cell)| fold::squeeze(cell).parse::<usize>() == Ok(index + 1))
}

/// The column of percentages that equals actual ÷ target (or target ÷ actual) of the two columns before it in most
/// rows; failing that, a last column of percentages behind two of plain numbers.
fn rate(rows: &[&Row], values: &[usize], looks: &[Look]) -> Option<usize> {
    let &last = values.last()?;
    let before: Vec<usize> = values.iter().copied().filter(|column| *column < last).collect();
    let [.., target, actual] = before[..] else {
        return None;
    };
    let number = |row: &Row, column: usize| value::parse(row.text(column)).value;
    let mut n_rows = 0;
    let mut n_agree = 0;
    for row in rows {
        if let (Some(target), Some(actual), Some((printed, _))) = (
            number(row, target),
            number(row, actual),
            value::percentage(row.text(last)),
        ) {
            n_rows += 1;
            n_agree += usize::from(agrees(actual, target, printed) || agrees(target, actual, printed));
        }
    }
    let proved = n_rows > 0 && n_agree * 2 > n_rows;
    let percent = looks.get(last) == Some(&Look::Percentages)
        && [target, actual]
            .iter()
            .all(|column| looks.get(*column) != Some(&Look::Percentages));
    (proved || percent).then_some(last)
}

/// The printed percentage is `part ÷ whole`, within one of its last unit.
fn agrees(part: Decimal, whole: Decimal, printed: Decimal) -> bool {
    let Some(percent) = part
        .checked_mul(Decimal::ONE_HUNDRED)
        .and_then(|part| part.checked_div(whole))
    else {
        return false;
    };
    percent
        .checked_sub(printed)
        .is_some_and(|difference| difference.abs() <= Decimal::ONE)
}
