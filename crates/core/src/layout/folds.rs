//! Records of several rows, folded into one row each, which the table layout then reads.
//!
//! | by | habit |
//! |---|---|
//! | labels | 目標 / 実績 / 達成率, or 単年 / 累計, under each other with years across; one row for each year (long form) |
//! | position | 上段:目標 下段:実績 where upper and lower are rows of their own, the name merged over both or blank below |
//!
//! A label says what the row's values are: their role, what they count, their year. What neither the row nor the
//! column says stays as the header has it.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::kpi::{Basis, Period};
use crate::layout::columns::{self, Spec};
use crate::layout::page::Page;
use crate::layout::role::Role;
use crate::layout::view::{At, View};
use crate::layout::vocabulary;
use crate::layout::walked::Walked;
use crate::text::{era, fold, heading, value};
use kpi_readers::sheet::{Cell, Row};

/// A table whose records were folded.
pub struct Folded {
    /// The columns of the folded rows.
    pub specs: Vec<Spec>,
    /// The folded rows.
    pub view: View,
    /// The rows of the page that each of them was folded from.
    pub members: Vec<Vec<usize>>,
    /// Rows in which the header is printed again.
    pub headers: Vec<usize>,
    /// All records take so many rows, told apart by their order.
    pub lines: Option<usize>,
    /// The columns of all these rows, one row's behind the other's.
    pub of_lines: Vec<Spec>,
    /// The page's row behind the last that was folded.
    pub end: usize,
    /// A label with a bare western year that was taken for a fiscal one.
    pub year_assumed: Option<(At, String)>,
}

/// What a row holds, as its labels say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Label {
    /// 目標, 実績, 達成率.
    role: Option<Role>,
    /// 単年, 累計.
    basis: Option<Basis>,
    /// 令和5年度.
    period: Option<Period>,
    /// A bare western year.
    assumed: bool,
}

impl Label {
    fn of(text: &str) -> Option<Self> {
        let squeezed = fold::squeeze(text);
        if squeezed.is_empty() || squeezed.chars().count() > LONGEST_LABEL {
            return None;
        }
        let mut label = Self::default();
        if let [found] = era::find(&fold::fold(text))[..] {
            (label.period, label.assumed) = (Some(found.period), found.assumed);
        }
        match vocabulary::role_of_row(text).or_else(|| vocabulary::role(text)) {
            Some(role @ (Role::Target | Role::Actual | Role::Rate | Role::Baseline | Role::FinalTarget)) => {
                label.role = Some(role);
            }
            Some(_) => return None,
            None => label.basis = Some(vocabulary::basis(text)).filter(|basis| *basis != Basis::Level),
        }
        let says = label.role.is_some() || label.basis.is_some() || era::only(text).is_some();
        says.then_some(label)
    }

    /// This label, and what the other says that it does not.
    fn and(self, other: Self) -> Self {
        Self {
            role: self.role.or(other.role),
            basis: self.basis.or(other.basis),
            period: self.period.or(other.period),
            assumed: self.assumed || other.assumed,
        }
    }
}

/// The cell can tell what the values of its row are.
pub fn is_label(text: &str) -> bool {
    text.trim().is_empty() || Label::of(text).is_some()
}

/// Longer cells are no labels.
const LONGEST_LABEL: usize = 14;
/// More different values of one record than this are no table that a person made.
const MAX_VALUES: usize = 120;

/// The columns that hold labels: one of kinds (目標, 単年), one of years left of all values, or both.
pub fn labels(specs: &[Spec], page: &Page<'_>, first_row: usize, name_column: usize) -> Vec<usize> {
    let cells = |column: usize| -> Vec<&str> {
        let rows = page.rows_below(first_row).filter(|row| row.sole_text().is_none());
        rows.map(|row| row.text(column))
            .filter(|text| !text.is_empty())
            .collect()
    };
    let of = |column: usize, wanted: fn(&Label) -> bool| {
        let cells = cells(column);
        let labels: Vec<Label> = cells.iter().filter_map(|text| Label::of(text)).collect();
        let labels: Vec<Label> = labels.into_iter().filter(wanted).collect();
        // Rows that are all of targets or all of actuals say it, too.
        let is_role = |label: &Label| matches!(label.role, Some(Role::Target | Role::Actual));
        let several = labels.iter().any(|label| Some(label) != labels.first());
        let is_most = labels.len() * 10 >= cells.len() * 7;
        (several || labels.first().is_some_and(is_role)) && (is_most || begins_with_pair(&cells))
    };
    let others = || specs.iter().filter(|spec| spec.column != name_column);
    let kinds = others().find(|spec| of(spec.column, |label| label.role.is_some() || label.basis.is_some()));
    let first_value = specs.iter().find(|spec| is_value(spec)).map(|spec| spec.column);
    let lacks_year = |spec: &Spec| is_value(spec) && spec.period.is_none();
    let years = others().find(|spec| {
        matches!(
            spec.role,
            Role::Ignore | Role::Section | Role::Number | Role::Kind
        ) && first_value.is_some_and(|first| spec.column < first)
            && Some(spec.column) != kinds.map(|spec| spec.column)
            && of(spec.column, |label| label.period.is_some())
    });
    let years = years.filter(|years| {
        specs.iter().any(lacks_year)
            && (kinds.is_some() || repeats(page, first_row, name_column, years.column))
    });
    kinds.into_iter().chain(years).map(|spec| spec.column).collect()
}

/// 活動実績 above 当初見込み, before rows of something else: the table ends where its labels do.
fn begins_with_pair(cells: &[&str]) -> bool {
    let roles = cells.iter().map_while(|text| Label::of(text)?.role);
    let roles: Vec<Role> = roles.take(MOST_OF_PAIR).collect();
    roles.contains(&Role::Target) && roles.contains(&Role::Actual)
}

/// Labels among which 目標 and 実績 stand: 目標, 実績 and 達成率 at most.
const MOST_OF_PAIR: usize = 3;

fn is_value(spec: &Spec) -> bool {
    spec.role.is_value() || spec.lower.is_some()
}

/// One name has rows of several years.
fn repeats(page: &Page<'_>, first_row: usize, name_column: usize, years: usize) -> bool {
    let mut seen: Vec<(String, &str)> = Vec::new();
    for row in page.rows_below(first_row).filter(|row| !row.is_blank()) {
        let (name, year) = (heading::name(row.text(name_column)), row.text(years));
        let name = match seen.last() {
            Some((above, _)) if name.is_empty() => above.clone(),
            _ => name,
        };
        if seen.iter().any(|(known, other)| *known == name && *other != year) {
            return true;
        }
        seen.push((name, year));
    }
    false
}

/// What becomes a row of the view: a record, by its index, or a line between the records.
enum Item {
    Line(usize),
    Record(usize),
}

/// The rows of one record.
struct Record {
    first: usize,
    rows: Vec<usize>,
    key: (String, String),
    seen: Vec<Label>,
    /// The cells of the columns that are no values.
    words: BTreeMap<usize, (Cell, At)>,
    /// The values, by their place in [`Keys`].
    values: BTreeMap<usize, (Cell, At)>,
}

/// What a value is: role, period, basis, and the column that it stands in.
type Key = (Role, Option<Period>, Basis, usize);

/// What the values of the folded rows are, in the order in which they are met.
#[derive(Default)]
struct Keys(Vec<(Key, Spec)>);

impl Keys {
    fn index(&mut self, key: Key, spec: &Spec) -> usize {
        let known = self.0.iter().position(|(known, _)| *known == key);
        known.unwrap_or_else(|| {
            self.0.push((key, spec.clone()));
            self.0.len() - 1
        })
    }
}

/// Folds the rows that `labels` tell apart. A name may stand only behind a word for it, in a column of such words.
pub fn by_labels(
    specs: &[Spec],
    page: &Page<'_>,
    first_row: usize,
    (name_column, name_word): (usize, Option<usize>),
    labels: &[usize],
) -> Option<Folded> {
    let mut fold = Fold::new(specs, name_column, labels);
    fold.name_word = name_word;
    let mut end = first_row;
    let mut skip = first_row;
    for (index, row) in page.sheet.rows.iter().enumerate().skip(first_row) {
        if row.is_blank() || index < skip {
            continue;
        }
        // On the next page the header is printed again.
        let header = columns::header_at(&page.sheet.rows, &page.heads, index);
        if let Some(again) = &header
            && matches!(fold.items.last(), Some(Item::Record(_)))
            && skip <= end
            && columns::is_again(again, specs)
        {
            skip = again.end;
            fold.headers.extend(again.first..again.end);
            continue;
        }
        if row.sole_text().is_some() {
            fold.line(index);
            continue;
        }
        if header.is_some() || !fold.row(index, row) {
            break;
        }
        end = index + 1;
        if fold.keys.0.len() > MAX_VALUES {
            return None;
        }
    }
    // Lines behind the last record are not the table's.
    let last = fold
        .items
        .iter()
        .rposition(|item| matches!(item, Item::Record(_)))?;
    fold.items.truncate(last + 1);
    fold.headers.retain(|header| *header < end);
    Some(fold.finish(page, end))
}

/// The folding of rows that labels tell apart.
pub struct Fold<'a> {
    specs: &'a [Spec],
    name_column: usize,
    /// The column of a word for the name: only beside it stands one.
    name_word: Option<usize>,
    labels: &'a [usize],
    keys: Keys,
    records: Vec<Record>,
    items: Vec<Item>,
    /// The first record behind the last line: a record does not go on across a line.
    reach: usize,
    above: Above,
    headers: Vec<usize>,
    year_assumed: Option<(At, String)>,
}

impl<'a> Fold<'a> {
    /// Nothing folded yet. `labels` are the columns that tell the rows apart.
    pub fn new(specs: &'a [Spec], name_column: usize, labels: &'a [usize]) -> Self {
        Self {
            specs,
            name_column,
            name_word: None,
            labels,
            keys: Keys::default(),
            records: Vec::new(),
            items: Vec::new(),
            reach: 0,
            above: Above::default(),
            headers: Vec::new(),
            year_assumed: None,
        }
    }

    /// A line between the records.
    pub fn line(&mut self, index: usize) {
        self.items.push(Item::Line(index));
        self.reach = self.records.len();
    }

    /// A row of a record; false if nothing tells what it holds, or whose it is.
    pub fn row(&mut self, index: usize, row: &Row) -> bool {
        let Some(label) = label_of(row, self.labels, self.name_column, &mut self.above) else {
            return false;
        };
        if let Some(section) = self.specs.iter().find(|spec| spec.role == Role::Section) {
            self.above.section.read(row.text(section.column));
        }
        let name = row.text(self.name_column);
        match self.name_word {
            None => self.above.name.read(name),
            Some(word) if vocabulary::role(row.text(word)) == Some(Role::Name) => {
                self.above.name = Filled(heading::name(name));
            }
            Some(_) => {}
        }
        if self.above.name.0.is_empty() {
            // 指標名 and nothing beside it: the form was not filled in.
            return self.name_word.is_some();
        }
        if label.assumed && self.year_assumed.is_none() {
            let is_bare = |column: &&usize| era::only(row.text(**column)).is_some_and(|found| found.assumed);
            let bare = self.labels.iter().find(is_bare);
            self.year_assumed = bare.map(|&column| ((index, column), row.text(column).to_owned()));
        }
        let at = self.record_of(index, label);
        if let Some(record) = self.records.get_mut(at) {
            record.seen.push(label);
            record.rows.push(index);
            lay(record, row, index, label, self.specs, &mut self.keys);
        }
        true
    }

    /// The record that a row goes on with, or a new one.
    fn record_of(&mut self, index: usize, label: Label) -> usize {
        let key = (self.above.section.0.clone(), self.above.name.0.clone());
        let open = self
            .records
            .iter()
            .enumerate()
            .rev()
            .take(LONGEST_WAY)
            .take_while(|(at, _)| *at >= self.reach)
            .take(if label.period.is_some() { LONGEST_WAY } else { 1 })
            .find(|(_, record)| record.key == key && !record.seen.contains(&label))
            .map(|(at, _)| at);
        open.unwrap_or_else(|| {
            self.items.push(Item::Record(self.records.len()));
            self.records.push(Record {
                first: index,
                rows: Vec::new(),
                key,
                seen: Vec::new(),
                words: BTreeMap::new(),
                values: BTreeMap::new(),
            });
            self.records.len() - 1
        })
    }

    /// The folded rows; `end` is the page's row behind the last.
    pub fn finish(self, page: &Page<'_>, end: usize) -> Folded {
        let kept = kept(&self.keys, &self.records);
        let width = self.specs.iter().map(|spec| spec.column + 1).max().unwrap_or(0);
        let mut view = View::default();
        let mut members = Vec::new();
        for item in self.items {
            match item {
                Item::Line(row) => {
                    view.push_row(page, row);
                    members.push(vec![row]);
                }
                Item::Record(at) => {
                    if let Some(record) = self.records.get(at) {
                        view.push(record.first, true, cells(record, width, &kept));
                        members.push(record.rows.clone());
                    }
                }
            }
        }
        Folded {
            specs: folded_specs(self.specs, width, &self.keys, &kept),
            view,
            members,
            headers: self.headers,
            lines: None,
            of_lines: Vec::new(),
            end,
            year_assumed: self.year_assumed,
        }
    }
}

/// How many records back a row can go on with one, where every year lists all of them.
const LONGEST_WAY: usize = 200;

/// What reaches down from the rows above.
#[derive(Default)]
struct Above {
    section: Filled,
    name: Filled,
    labels: BTreeMap<usize, Label>,
}

/// A text that stays until the next one.
#[derive(Default)]
struct Filled(String);

impl Filled {
    fn read(&mut self, text: &str) {
        if !text.is_empty() {
            self.0 = heading::name(text);
        }
    }
}

/// What the labels of a row say together. A label left of the name reaches down, and stands for the rows below.
fn label_of(row: &Row, labels: &[usize], name_column: usize, above: &mut Above) -> Option<Label> {
    let mut all = Label::default();
    for &column in labels {
        let text = row.text(column);
        let label = if text.is_empty() && column < name_column {
            above.labels.get(&column).copied()
        } else {
            Label::of(text)
        };
        above.labels.insert(column, label?);
        all = all.and(label?);
    }
    Some(all)
}

/// Lays the cells of a row into its record. What is printed twice counts once.
fn lay(record: &mut Record, row: &Row, index: usize, label: Label, specs: &[Spec], keys: &mut Keys) {
    for spec in specs {
        let Some(cell) = row.cells.get(spec.column) else {
            continue;
        };
        let placed = || (cell.clone(), (index, spec.column));
        if is_value(spec) {
            let at = keys.index(key(spec, label), spec);
            let known = record.values.get(&at);
            if known.is_none_or(|(known, _)| known.is_blank() && !cell.is_blank()) {
                record.values.insert(at, placed());
            }
        } else if !cell.is_blank() {
            match record.words.get_mut(&spec.column) {
                None => {
                    record.words.insert(spec.column, placed());
                }
                // A remark of every row.
                Some((known, _)) if matches!(spec.role, Role::Note(_)) && !cell.covered => {
                    if known.text != cell.text {
                        known.text = format!("{}\n{}", known.text, cell.text);
                    }
                }
                Some(_) => {}
            }
        }
    }
}

/// What a value is by its column and its row. A column that names its role itself keeps it in all rows; one that is
/// headed by a year, or by 値, or by 目標 and 実績 together, leaves it to the row.
fn key(spec: &Spec, label: Label) -> Key {
    let last = spec.header.rsplit(' ').next().unwrap_or("");
    let is_of_both = spec.header.contains("目標") && spec.header.contains("実績");
    let leaves_it = era::only(last).is_some() || vocabulary::is_values(last) || is_of_both;
    let by_row = label
        .role
        .filter(|_| leaves_it && spec.role != Role::Baseline && spec.role != Role::FinalTarget);
    let role = by_row.unwrap_or(spec.role);
    let once = matches!(spec.role, Role::Baseline | Role::FinalTarget);
    let period = if once {
        spec.period
    } else {
        spec.period.or(label.period)
    };
    let basis = if spec.role == Role::Baseline {
        spec.basis
    } else {
        label.basis.unwrap_or(spec.basis)
    };
    (role, period, basis, spec.column)
}

/// The values that become columns, in the order of their columns: those that some record has, and those that the
/// header promises by a year alone.
fn kept(keys: &Keys, records: &[Record]) -> Vec<usize> {
    let is_filled = |at: usize| {
        let cells = records.iter().filter_map(|record| record.values.get(&at));
        cells.into_iter().any(|(cell, _)| !cell.is_blank())
    };
    let filled: Vec<bool> = (0..keys.0.len()).map(is_filled).collect();
    let promised = |spec: &Spec| spec.period.is_some() && era::only(&spec.header).is_some();
    let mut kept: Vec<usize> = (0..keys.0.len())
        .filter(|&at| filled.get(at) == Some(&true) || keys.0.get(at).is_some_and(|(_, spec)| promised(spec)))
        .collect();
    kept.sort_by_key(|&at| {
        keys.0
            .get(at)
            .map(|((_, period, _, column), _)| (*column, period.map(Period::end_month)))
    });
    kept
}

/// The header's columns, its values replaced by those of the folded rows behind them.
fn folded_specs(specs: &[Spec], width: usize, keys: &Keys, kept: &[usize]) -> Vec<Spec> {
    let words = specs.iter().map(|spec| Spec {
        role: if is_value(spec) { Role::Ignore } else { spec.role },
        lower: None,
        ..spec.clone()
    });
    let values = kept.iter().enumerate().filter_map(|(offset, &at)| {
        let ((role, period, basis, _), spec) = keys.0.get(at)?;
        Some(Spec {
            column: width + offset,
            role: *role,
            period: *period,
            basis: *basis,
            by_word: true,
            ..spec.clone()
        })
    });
    words.chain(values).collect()
}

fn cells(record: &Record, width: usize, kept: &[usize]) -> Vec<(Cell, At)> {
    let none = |column: usize| (Cell::default(), (record.first, column));
    let words = (0..width).map(|column| record.words.get(&column).cloned().unwrap_or_else(|| none(column)));
    let values = kept
        .iter()
        .map(|at| record.values.get(at).cloned().unwrap_or_else(|| none(0)));
    words.chain(values).collect()
}

impl Folded {
    /// A person can draw them: what tells the rows of a record apart is the same for all.
    pub fn is_drawable(&self) -> bool {
        self.lines.is_some() || self.specs.iter().any(|spec| spec.role == Role::Kind)
    }

    /// Rows of the page in the place of folded ones.
    pub fn unfolded(&self, walked: Walked) -> Walked {
        let rows = |folded: Vec<usize>| -> Vec<usize> {
            let mut rows: Vec<usize> = folded
                .iter()
                .flat_map(|row| self.members.get(*row).map_or(&[][..], Vec::as_slice))
                .copied()
                .collect();
            rows.sort_unstable();
            rows
        };
        let mut headers = rows(walked.headers);
        headers.extend(&self.headers);
        Walked {
            end: self.end,
            texts_end: 0,
            headers,
            sections: rows(walked.sections),
            ignored: rows(walked.ignored),
        }
    }
}

/// Folds rows that stand in pairs under a header of two values: 上段:目標値 下段:実績値.
pub fn by_position(specs: &[Spec], page: &Page<'_>, first_row: usize, name_column: usize) -> Option<Folded> {
    let columns: Vec<usize> = specs
        .iter()
        .filter(|spec| spec.lower.is_some())
        .map(|spec| spec.column)
        .collect();
    let first = *columns.first()?;
    let rows = || page.sheet.rows.iter().enumerate().skip(first_row);
    let end = rows()
        .find(|(index, _)| page.heads.of(&page.sheet.rows, *index).named)
        .map_or(page.sheet.rows.len(), |(index, _)| index);
    let pair = |index: usize| {
        let below = page.below(index).filter(|below| *below < end)?;
        let (upper, lower) = (page.sheet.rows.get(index)?, page.sheet.rows.get(below)?);
        let is_pair =
            is_merged_pair(upper, lower, first) || is_bare_pair(upper, lower, &columns, name_column);
        is_pair.then_some((upper, lower, below))
    };
    if !(first_row..end).any(|index| pair(index).is_some()) {
        return None;
    }
    let rows: Vec<Vec<usize>> = grouped(first_row..end, pair);
    // Of every record the rows are told apart by their order; else some cells hold both values.
    let is_free = |row: &Row, column: &usize| {
        let cell = row.cells.get(*column);
        cell.is_none_or(|cell| cell.is_blank() || cell.covered)
    };
    // 今後の対策, and a sentence over all columns.
    let is_line = |row: &Row| row.sole_text().is_some() || columns.iter().all(|column| is_free(row, column));
    let is_all = rows
        .iter()
        .filter(|rows| rows.len() == 1)
        .flatten()
        .all(|row| page.sheet.rows.get(*row).is_none_or(is_line));
    let mut in_lines = in_lines(specs);
    let has_two_names = rows.iter().any(|rows| {
        let lower = rows.get(1).and_then(|row| page.sheet.rows.get(*row));
        let cell = lower.and_then(|row| row.cells.get(name_column));
        cell.is_some_and(|cell| !cell.is_blank() && !cell.covered)
    });
    if let Some(spec) = in_lines
        .get_mut(specs.len() + name_column)
        .filter(|_| !has_two_names)
    {
        // A row with a name begins a record.
        spec.role = Role::Ignore;
    }
    let lines = Lines::new(&in_lines, specs.len());
    let mut view = View::default();
    for rows in &rows {
        match (&rows[..], is_all) {
            ([_, _], true) => view.push(rows.first().copied().unwrap_or(0), true, lines.join(rows, page)),
            (&[upper, below], false) => {
                if let (Some(above), Some(lower)) = (page.sheet.rows.get(upper), page.sheet.rows.get(below)) {
                    view.push(upper, true, join((above, upper), (lower, below), &columns));
                }
            }
            _ => rows.iter().for_each(|row| view.push_row(page, *row)),
        }
    }
    let folded = if is_all { lines.specs() } else { specs.to_vec() };
    Some(Folded {
        specs: folded,
        view,
        members: rows,
        headers: Vec::new(),
        lines: is_all.then_some(2),
        of_lines: if is_all { in_lines } else { Vec::new() },
        end,
        year_assumed: None,
    })
}

/// Pairs of rows, and rows by themselves.
fn grouped<'a>(
    range: Range<usize>,
    pair: impl Fn(usize) -> Option<(&'a Row, &'a Row, usize)>,
) -> Vec<Vec<usize>> {
    let mut rows = Vec::new();
    let mut index = range.start;
    while index < range.end {
        let below = pair(index).map(|(_, _, below)| below);
        rows.push(std::iter::once(index).chain(below).collect());
        index = below.unwrap_or(index) + 1;
    }
    rows
}

/// The columns of both rows of a pair: of two values the lower one, of anything else the same.
fn in_lines(specs: &[Spec]) -> Vec<Spec> {
    let upper = specs.iter().map(|spec| Spec {
        lower: None,
        ..spec.clone()
    });
    let lower = specs.iter().map(|spec| Spec {
        column: spec.column + specs.len(),
        role: spec.lower.unwrap_or(spec.role),
        lower: None,
        ..spec.clone()
    });
    upper.chain(lower).collect()
}

/// The columns of records of several rows, those of a further row behind those of the row above it.
pub struct Lines<'a> {
    specs: &'a [Spec],
    width: usize,
}

impl<'a> Lines<'a> {
    /// Rows of so many columns; `specs` are those of all rows, in their order.
    pub fn new(specs: &'a [Spec], width: usize) -> Self {
        Self {
            specs,
            width: width.max(1),
        }
    }

    /// The cell goes on with the one above it: a name, a note, or a value that is printed in either row.
    fn goes_on(&self, spec: &Spec) -> bool {
        let above = self.specs.get(spec.column % self.width);
        spec.column >= self.width
            && above.is_some_and(|above| {
                (above.role, above.period, above.basis) == (spec.role, spec.period, spec.basis)
            })
    }

    /// The columns of the folded rows, each behind the one of the same place in the row above.
    pub fn specs(&self) -> Vec<Spec> {
        let mut specs: Vec<Spec> = self.specs.to_vec();
        for spec in &mut specs {
            if self.goes_on(spec) {
                (spec.role, spec.lower) = (Role::Ignore, None);
            }
        }
        specs.sort_by_key(|spec| (spec.column % self.width, spec.column));
        specs
    }

    /// The rows of a record as one.
    pub fn join(&self, lines: &[usize], page: &Page<'_>) -> Vec<(Cell, At)> {
        let first = lines.first().copied().unwrap_or(0);
        let cell = |spec: &Spec| -> (Cell, At) {
            let column = spec.column % self.width;
            let row = lines.get(spec.column / self.width).copied();
            let cells = row.and_then(|row| page.sheet.rows.get(row));
            let cell = cells.and_then(|cells| cells.cells.get(column));
            (cell.cloned().unwrap_or_default(), (row.unwrap_or(first), column))
        };
        let mut cells: Vec<(Cell, At)> = self.specs.iter().map(cell).collect();
        for spec in self.specs.iter().filter(|spec| self.goes_on(spec)) {
            let Some((below, at)) = cells.get(spec.column).cloned() else {
                continue;
            };
            let above = cells.get_mut(spec.column % self.width);
            if let Some((above, above_at)) = above.filter(|_| !below.is_blank() && !below.covered) {
                if above.is_blank() {
                    (*above, *above_at) = (below, at);
                } else {
                    above.text = format!("{}\n{}", above.text.trim(), below.text.trim());
                }
            }
        }
        cells
    }
}

/// The last filled cell before the values is merged over exactly these two rows, and the lower one has a value.
fn is_merged_pair(upper: &Row, lower: &Row, first: usize) -> bool {
    let name = (0..first).rev().find(|&column| !upper.text(column).is_empty());
    let is_merged = name.is_some_and(|name| {
        let cell = |row: &'_ Row| row.cells.get(name).map(|cell| (cell.covered, cell.text.clone()));
        match (cell(upper), cell(lower)) {
            (Some((false, above)), Some((true, below))) => above == below,
            _ => false,
        }
    });
    is_merged && lower.cells.iter().any(|cell| !cell.covered && !cell.is_blank())
}

/// A row with a name and one value in each cell, and one without anything but such values.
fn is_bare_pair(upper: &Row, lower: &Row, columns: &[usize], name_column: usize) -> bool {
    // 200 above (600): the sum of the years so far stands in brackets below.
    let is_one = |text: &str| {
        let own = match text.split_once('\n') {
            Some((own, rest)) if rest.trim_start().starts_with(['(', '（']) => own,
            _ => text,
        };
        value::split(own).is_none() && !own.contains('\n')
    };
    let ones = |row: &Row| {
        let texts: Vec<&str> = columns.iter().map(|&column| row.text(column)).collect();
        texts.iter().any(|text| !text.is_empty()) && texts.iter().all(|text| is_one(text))
    };
    let alone = |(column, cell): (usize, &Cell)| cell.is_blank() || columns.contains(&column);
    !upper.text(name_column).is_empty()
        && ones(upper)
        && ones(lower)
        && lower.cells.iter().enumerate().all(alone)
}

/// Two lines in the columns of two values, and wherever else both rows have a text of their own.
fn join(upper: (&Row, usize), lower: (&Row, usize), columns: &[usize]) -> Vec<(Cell, At)> {
    let ((upper, index), (lower, index_below)) = (upper, lower);
    let width = upper.cells.len().max(lower.cells.len());
    let cells = (0..width).map(|column| {
        let mut cell = upper.cells.get(column).cloned().unwrap_or_default();
        let below = lower.cells.get(column).filter(|below| !below.covered);
        let below = below.map_or("", |below| below.text.trim());
        let is_of_two = columns.contains(&column) && !(cell.text.is_empty() && below.is_empty());
        let mut at = (index, column);
        if cell.is_blank() && !is_of_two {
            if !below.is_empty() {
                at = (index_below, column);
            }
            below.clone_into(&mut cell.text);
        } else if !below.is_empty() {
            // An upper value that is missing stays missing: a dash holds its line.
            let above = if cell.is_blank() { "―" } else { cell.text.trim() };
            cell.text = format!("{above}\n{below}");
        }
        (cell, at)
    });
    cells.collect()
}
