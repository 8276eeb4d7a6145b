//! Header rows → the meaning of each column.

use std::cell::OnceCell;
use std::ops::Range;

use crate::kpi::{Basis, Period};
pub use crate::layout::column::Spec;
use crate::layout::role::Role;
use crate::layout::{rows, vocabulary};
use crate::text::{era, fold, heading, unit, value};
use kpi_readers::base::place::Place;
use kpi_readers::base::remark::{Code, Remark};
use kpi_readers::sheet::Row;

/// The most header rows of one table.
const MAX_HEADER_ROWS: usize = 4;

/// A recognised header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// First row.
    pub first: usize,
    /// Row behind the last.
    pub end: usize,
    /// Its columns.
    pub specs: Vec<Spec>,
}

/// What a row could be to a header; computed once a row, as headers are looked for from many sides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// It holds header words and no values.
    pub possible: bool,
    /// One of its words names the column of names.
    pub named: bool,
}

/// [`Head`]s of a sheet's rows, each looked at when it is first asked for.
#[derive(Clone, Debug)]
pub struct Heads {
    rows: Vec<OnceCell<Head>>,
    /// The role that each cell of a row names.
    roles: Vec<OnceCell<Box<[Option<Role>]>>>,
    /// Set where it is known that no header begins.
    none: Vec<OnceCell<()>>,
}

impl Heads {
    /// Of a sheet with this many rows.
    pub fn new(len: usize) -> Self {
        Self {
            rows: vec![OnceCell::new(); len],
            roles: vec![OnceCell::new(); len],
            none: vec![OnceCell::new(); len],
        }
    }

    /// What a row could be to a header; nothing beyond the last.
    pub fn of(&self, rows: &[Row], row: usize) -> Head {
        match (self.rows.get(row), rows.get(row)) {
            (Some(known), Some(cells)) => *known.get_or_init(|| {
                // Most rows are records: their words need not be looked up.
                if cells.cells.iter().any(|cell| is_figure(&cell.text)) {
                    Head::default()
                } else {
                    Head::of(cells, self.roles(rows, row))
                }
            }),
            _ => Head::default(),
        }
    }

    /// The role that each cell of a row names.
    pub fn roles(&self, rows: &[Row], row: usize) -> &[Option<Role>] {
        match (self.roles.get(row), rows.get(row)) {
            (Some(known), Some(row)) => known.get_or_init(|| {
                let cells = row.cells.iter();
                cells.map(|cell| vocabulary::role(&cell.text)).collect()
            }),
            _ => &[],
        }
    }
}

impl Head {
    /// Looks at a row.
    fn of(row: &Row, roles: &[Option<Role>]) -> Self {
        if !may_be_header(row, roles) || !has_words(row, roles) || is_record(row, roles) {
            return Self::default();
        }
        Self {
            possible: true,
            named: roles.contains(&Some(Role::Name)),
        }
    }
}

/// The header that begins at `row`, if one does: a column of names and at least one of values, in one to four rows
/// that hold words only.
pub fn header_at(rows: &[Row], heads: &Heads, row: usize) -> Option<Header> {
    let none = heads.none.get(row).filter(|none| none.get().is_none())?;
    let header = look_for_header(rows, heads, row);
    if header.is_none() {
        none.get_or_init(|| ());
    }
    header
}

fn look_for_header(rows: &[Row], heads: &Heads, row: usize) -> Option<Header> {
    let first = rows.get(row)?;
    let head = |row: usize| heads.of(rows, row);
    let is_head = |row: usize| head(row).possible;
    let named = (row..row + MAX_HEADER_ROWS).any(|row| head(row).named);
    if first.cells.is_empty() || !is_head(row) || !named && !names_a_result(heads.roles(rows, row)) {
        return None;
    }
    let mut end = row + 1;
    // Blank rows inside a header do not part it.
    let mut next = end;
    while next < row + MAX_HEADER_ROWS {
        match rows.get(next) {
            Some(row) if row.is_blank() && next == end => next += 1,
            Some(cells)
                if is_head(next) && !is_banner(cells, first) && continues(rows, heads, row..end, next) =>
            {
                next += 1;
                end = next;
            }
            Some(lower) if next <= end + 1 && is_header_tail(lower, rows.get(row..end)?) => {
                next += 1;
                end = next;
            }
            _ => break,
        }
    }
    let mut specs = specs(rows.get(row..end)?);
    aim_at_bare_period(&mut specs);
    leave_to_revised(&mut specs);
    if named {
        aim_at_planned(&mut specs);
    }
    if !named && let Some(spec) = unnamed(&mut specs, rows.get(end..)?) {
        spec.role = Role::Name;
    }
    accepts(&specs).then_some(Header {
        first: row,
        end,
        specs,
    })
}

/// 令和5年度 | 実績値(R5): beside the actual of a year, the column that only names the same year is what was aimed at.
fn aim_at_bare_period(specs: &mut [Spec]) {
    let is_target =
        |spec: &Spec| matches!(spec.role, Role::Target | Role::FinalTarget) || spec.lower.is_some();
    let told: Vec<Period> = specs
        .iter()
        .filter(|spec| spec.role == Role::Actual && spec.by_word)
        .filter_map(|spec| spec.period)
        .collect();
    if specs.iter().any(is_target) {
        return;
    }
    for spec in specs {
        let is_bare = spec.role == Role::Actual && !spec.by_word;
        if is_bare && spec.period.is_some_and(|period| told.contains(&period)) {
            (spec.role, spec.assumed) = (Role::Target, true);
        }
    }
}

/// The same header, printed again.
pub fn is_again(header: &Header, specs: &[Spec]) -> bool {
    let words = |specs: &'_ [Spec]| -> Vec<(usize, String)> {
        let specs = specs.iter().filter(|spec| !spec.header.is_empty());
        specs.map(|spec| (spec.column, spec.header.clone())).collect()
    };
    words(&header.specs) == words(specs)
}

/// 予定 | 実績 beside the names of indicators: what was planned is aimed at; of hours, dates and stocks it is not.
fn aim_at_planned(specs: &mut [Spec]) {
    let says = |spec: &Spec, word: &str| spec.header.rsplit(' ').next() == Some(word);
    let names_indicators = |spec: &Spec| spec.role == Role::Name && spec.header.contains("指標");
    if !specs.iter().any(names_indicators) || !specs.iter().any(|spec| says(spec, "実績")) {
        return;
    }
    for spec in specs.iter_mut().filter(|spec| says(spec, "予定")) {
        (spec.role, spec.by_word) = (Role::Target, true);
    }
}

/// Words of targets that took the place of others, and of those whose place they took.
const REVISED: &[&str] = &["見直し後", "変更後", "改定後", "改訂後", "修正後"];
const BEFORE: &[&str] = &["当初", "見直し前", "変更前", "改定前", "改訂前", "修正前"];

/// 当初目標 | 見直し後目標: of two targets of one time, the one that took the other's place.
fn leave_to_revised(specs: &mut [Spec]) {
    let is_target = |spec: &Spec| matches!(spec.role, Role::Target | Role::FinalTarget);
    let says = |spec: &Spec, words: &[&str]| words.iter().any(|word| spec.header.contains(word));
    let revised: Vec<Option<Period>> = specs
        .iter()
        .filter(|spec| is_target(spec) && says(spec, REVISED))
        .map(|spec| spec.period)
        .collect();
    for spec in specs {
        if is_target(spec) && says(spec, BEFORE) && revised.contains(&spec.period) {
            spec.role = Role::Ignore;
        }
    }
}

/// The remark that columns were guessed, if any was: with the roles of all that mean something.
pub fn remark_on_assumed(specs: &[Spec], at: &Place) -> Option<Remark> {
    let roles = specs.iter().filter(|spec| spec.role != Role::Ignore);
    let is_assumed = specs.iter().any(|spec| spec.assumed);
    is_assumed
        .then(|| Remark::new(Code::ColumnsAssumed, Some(at.clone())).with(roles.map(|spec| spec.role.id())))
}

/// One cell that is merged over the whole width of the header above: a heading of the rows below, whatever it says.
fn is_banner(row: &Row, header: &Row) -> bool {
    // Where it does not begin the row, the cells before it reach down from the header.
    let begins = row.cells.first().is_some_and(|cell| !cell.covered);
    let own = row.cells.iter().filter(|cell| !cell.covered).count();
    header.cells.len() > 2 && row.cells.len() >= header.cells.len() && begins && own == 1
}

/// What is aimed at and what came of it: such a header may leave the column of names without a word.
fn names_a_result(roles: &[Option<Role>]) -> bool {
    let has = |wanted: &[Role]| roles.iter().flatten().any(|role| wanted.contains(role));
    has(&[Role::Target, Role::FinalTarget]) && has(&[Role::Actual])
}

/// The column of names that a header leaves blank: the nearest before the values that holds words in the rows below.
fn unnamed<'a>(specs: &'a mut [Spec], below: &[Row]) -> Option<&'a mut Spec> {
    let first = specs.iter().position(|spec| spec.role.is_value())?;
    let rows: Vec<&Row> = below
        .iter()
        .filter(|row| !row.is_blank())
        .take_while(|row| row.tabular && row.sole_text().is_none())
        .take(2)
        .collect();
    let is_name = |text: &str| {
        let words = heading::words(text);
        // 1 市内総生産: its number aside.
        let words = words.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
        words.chars().count() > 1
            && !rows::is_value_like(words)
            && era::only(words).is_none()
            && vocabulary::role(words).is_none()
            && !unit::is_unit(&fold::squeeze(words))
    };
    let before = specs.get_mut(..first)?.iter_mut().rev();
    let mut blank = before.filter(|spec| spec.header.is_empty());
    blank.find(|spec| !rows.is_empty() && rows.iter().all(|row| is_name(row.text(spec.column))))
}

/// A header needs a column of names, and targets or actuals.
pub fn accepts(specs: &[Spec]) -> bool {
    let has = |wanted: fn(Role) -> bool| {
        specs
            .iter()
            .any(|spec| wanted(spec.role) || spec.lower.is_some_and(wanted))
    };
    has(|role| role == Role::Name)
        && has(|role| matches!(role, Role::Target | Role::FinalTarget | Role::Actual))
        && specs.iter().filter(|spec| spec.role != Role::Ignore).count() >= 2
}

/// Every cell is short and none is a value (a bare year is a header's).
fn may_be_header(row: &Row, roles: &[Option<Role>]) -> bool {
    let mut cells = row.cells.iter().zip(roles).filter(|(cell, _)| !cell.is_blank());
    row.tabular
        && cells.all(|(cell, role)| {
            let text = cell.text.trim();
            text.chars().count() <= 80 && (role.is_some() || !is_value(text))
        })
}

/// KPI2030 | 人 | 2050 | 2040: a name that begins with a header word, its unit, and figures that could be years. A header
/// says what its columns hold, by words of their own or by a run of years.
fn is_record(row: &Row, roles: &[Option<Role>]) -> bool {
    let cells = row.cells.iter().zip(roles).filter(|(cell, _)| !cell.is_blank());
    let (mut n_names, mut n_units, mut numbers) = (0, 0, Vec::new());
    for (cell, role) in cells {
        let text = cell.text.trim();
        match role {
            Some(Role::Name) if text.contains(char::is_numeric) => n_names += 1,
            None if unit::is_unit(&fold::squeeze(text)) => n_units += 1,
            None => match text.parse::<u32>() {
                Ok(number) => numbers.push(number),
                Err(_) => return false,
            },
            Some(_) => return false,
        }
    }
    let is_run = numbers
        .iter()
        .zip(numbers.iter().skip(1))
        .all(|(year, next)| year + 1 == *next);
    n_names == 1 && !numbers.is_empty() && (n_units > 0 || !is_run)
}

/// A plain number, as most values are: it names no role, and no header holds it. A bare year may be one.
fn is_figure(text: &str) -> bool {
    let mut bytes = text.bytes();
    text.len() != 4
        && bytes.clone().any(|byte| byte.is_ascii_digit())
        && bytes.all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.' | b'%'))
}

/// A value, in a cell that names no role.
fn is_value(text: &str) -> bool {
    if is_figure(text) {
        return true;
    }
    if era::only(text).is_some() {
        return false;
    }
    let point = value::parse(text);
    point.value.is_some()
        || point.absence.is_some()
        || point.relative.is_some()
        || value::split(text).is_some()
}

/// A cell names a role or a period.
fn has_words(row: &Row, roles: &[Option<Role>]) -> bool {
    row.cells.iter().zip(roles).any(|(cell, role)| {
        !cell.is_blank()
            && (role.is_some()
                || vocabulary::upper_and_lower(&cell.text).is_some()
                || era::only(&cell.text).is_some())
    })
}

/// The row goes on with the header above: under each of its cells stands nothing that would be a name of its own.
fn continues(rows: &[Row], heads: &Heads, above: Range<usize>, lower: usize) -> bool {
    let Some(cells) = rows.get(lower) else {
        return false;
    };
    let roles = heads.roles(rows, lower);
    let role_below = |column: usize| roles.get(column).copied().flatten();
    let is_own = |column: usize| cells.cells.get(column).is_some_and(|cell| !cell.covered);
    let named = |row: usize| {
        let roles = heads.roles(rows, row).iter().enumerate();
        roles
            .filter(|(_, role)| **role == Some(Role::Name))
            .map(|(column, _)| column)
    };
    for column in above.clone().flat_map(named) {
        if !cells.text(column).is_empty() && is_own(column) && role_below(column).is_none() {
            return false;
        }
    }
    // Two whole headers one below the other are two tables; one that only groups, or only names years, is the other's.
    let is_value = |role: &Option<Role>| role.is_some_and(Role::is_value);
    let values_alone = |row: usize| {
        let cells_above = rows
            .get(row)
            .into_iter()
            .flat_map(|row| &row.cells)
            .zip(heads.roles(rows, row));
        let mut cells_above = cells_above.enumerate();
        cells_above
            .any(|(column, (cell, role))| !cell.covered && is_value(role) && cells.text(column).is_empty())
    };
    let mut below = roles.iter().enumerate().filter(|(column, _)| is_own(*column));
    let is_whole =
        below.clone().any(|(_, role)| *role == Some(Role::Name)) && below.any(|(_, role)| is_value(role));
    let is_whole_above = |row: usize| named(row).next().is_some() && values_alone(row);
    !(is_whole && above.into_iter().any(is_whole_above))
}

/// A row below a header that only counts, measures or stages its columns: (A), ①, (人), B/A, 中間 | 最終.
fn is_header_tail(row: &Row, above: &[Row]) -> bool {
    let names = above.iter().flat_map(|row| row.cells.iter().enumerate());
    let names = names
        .filter(|(_, cell)| vocabulary::role(&cell.text) == Some(Role::Name))
        .map(|(column, _)| column);
    let is_mark = |text: &str| {
        let text = fold::squeeze(text);
        let bare = text.trim_matches(|c| matches!(c, '(' | ')' | '[' | ']'));
        let letters = bare.chars().count() <= 5
            && bare
                .chars()
                .all(|c| c.is_ascii_alphabetic() || "/÷×*=100%".contains(c))
            && bare.chars().any(|c| c.is_ascii_alphabetic());
        letters || text.starts_with('(') && unit::is_unit(bare)
    };
    let circled = |text: &str| {
        text.chars()
            .all(|c| heading::is_circled(c) || "/÷×()（）".contains(c))
    };
    let filled: Vec<&str> = row
        .cells
        .iter()
        .map(|cell| cell.text.trim())
        .filter(|text| !text.is_empty())
        .collect();
    row.tabular
        && filled.len() >= 2
        && filled
            .iter()
            .all(|text| circled(text) || is_mark(text) || vocabulary::is_stage(text))
        && names.into_iter().all(|column| row.text(column).is_empty())
}

/// Joins the header rows column by column.
pub fn specs(rows: &[Row]) -> Vec<Spec> {
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let filled: Vec<Vec<String>> = rows
        .iter()
        .enumerate()
        .map(|(depth, row)| fill(row, rows.get(depth + 1..).unwrap_or(&[]), width))
        .collect();
    (0..width)
        .map(|column| {
            let mut parts: Vec<&str> = Vec::new();
            for row in &filled {
                let text = row.get(column).map_or("", String::as_str);
                if !text.is_empty() && parts.last() != Some(&text) {
                    parts.push(text);
                }
            }
            spec(column, &parts)
        })
        .collect()
}

/// A row's texts, the blanks under a heading that spans several columns filled from its left. A blank belongs to the
/// heading on its left only if both have something below.
fn fill(row: &Row, below: &[Row], width: usize) -> Vec<String> {
    let has_below = |column: usize| below.iter().any(|row| !row.text(column).is_empty());
    let mut texts: Vec<String> = Vec::with_capacity(width);
    let mut heading: Option<String> = None;
    for column in 0..width {
        let text = fold::join(row.text(column));
        if !text.is_empty() {
            heading = has_below(column).then(|| text.clone());
            texts.push(text);
        } else if has_below(column) {
            texts.push(heading.clone().unwrap_or_default());
        } else {
            texts.push(String::new());
        }
    }
    texts
}

/// The column that header words, top to bottom, describe.
pub fn spec(column: usize, parts: &[&str]) -> Spec {
    let header = parts.join(" ");
    let period = parts
        .iter()
        .rev()
        .find_map(|part| era::find(&fold::fold(part)).into_iter().next_back());
    // 目標/実績 over a column of each is no pair of one cell.
    let pair = parts
        .iter()
        .rev()
        .map(|part| (vocabulary::upper_and_lower(part), vocabulary::role(part)))
        .find(|(pair, role)| pair.is_some() || role.is_some())
        .and_then(|(pair, _)| pair);
    // The lowest row that names a role decides; a bare year takes the role of the heading above it.
    let own = parts.last().and_then(|part| vocabulary::role(part));
    let above = || parts.iter().rev().skip(1).find_map(|part| vocabulary::role(part));
    let is_bare_period = parts.last().is_some_and(|part| era::only(part).is_some());
    let word = pair.map(|(upper, _)| upper).or(own).or_else(above);
    let role = match word {
        // 「目標」 over 「指標」 and 「数値」: the group of the name column is no role of its own.
        Some(role) => role,
        None if is_bare_period || parts.last().is_some_and(|part| vocabulary::is_values(part)) => {
            Role::Actual
        }
        None => Role::Ignore,
    };
    // A header with a year of its own says itself which year is the last.
    let is_final = vocabulary::is_final(&header) && pair.is_none() && period.is_none();
    let role = if role == Role::Target && is_final {
        Role::FinalTarget
    } else {
        role
    };
    Spec {
        column,
        role,
        lower: pair.map(|(_, lower)| lower),
        period: period.map(|found| last_of_span(found.period)),
        year_assumed: period.is_some_and(|found| found.assumed) && role.is_value(),
        basis: if role.is_value() {
            vocabulary::basis(&header)
        } else {
            Basis::Level
        },
        is_final,
        rate_in_brackets: vocabulary::has_rate_in_brackets(&header),
        by_word: word.is_some(),
        assumed: false,
        header,
    }
}

/// A column headed by a span (前期 H23～H26) holds the values of its end.
fn last_of_span(period: Period) -> Period {
    match period {
        Period::FiscalSpan(_, last) => Period::Fiscal(last),
        Period::CalendarSpan(_, last) => Period::Calendar(last),
        other => other,
    }
}
